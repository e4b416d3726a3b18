//! Questions and outcome questions.

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{Six, six};
use crate::{
    assessment::{Original, Positions, QuestionResult, State},
    questionnaire::{Place, Questionnaire},
};

#[derive(Serialize)]
pub(super) struct QuestionJson<'a> {
    id: &'a str,
    state: &'static str,
    value: Option<Six>,
    level: Option<Six>,
    implied: bool,
    settled: bool,
    original: Option<OriginalJson>,
    evidence: Option<&'static str>,
    roles: RoleMap<'a>,
}

#[derive(Serialize)]
pub(super) struct OutcomeJson<'a> {
    id: &'a str,
    objective: &'static str,
    r#type: &'static str,
    state: &'static str,
    value: Option<Six>,
    level: Option<Six>,
    fit: Option<FitJson>,
    settled: bool,
    original: Option<OriginalJson>,
    roles: RoleMap<'a>,
}

#[derive(Serialize)]
struct FitJson {
    organization: Six,
    security: Six,
    direction: Six,
}

impl From<Positions> for FitJson {
    fn from(positions: Positions) -> Self {
        Self {
            organization: Six(positions.organization),
            security: Six(positions.security),
            direction: Six(positions.direction()),
        }
    }
}

#[derive(Serialize)]
struct OriginalJson {
    state: &'static str,
    level: Option<Six>,
    fit: Option<FitJson>,
}

impl From<Original> for OriginalJson {
    fn from(original: Original) -> Self {
        Self { state: original.state.id(), level: six(original.level), fit: original.fit.map(FitJson::from) }
    }
}

/// Role values by role id, in role order.
struct RoleMap<'a> {
    questionnaire: &'a Questionnaire,
    values: &'a [(usize, f64)],
}

impl Serialize for RoleMap<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.values.len()))?;
        for &(role, value) in self.values {
            map.serialize_entry(&self.questionnaire.roles[role].id, &Six(value))?;
        }
        map.end()
    }
}

impl<'a> QuestionJson<'a> {
    pub(super) fn new(questionnaire: &'a Questionnaire, result: &'a QuestionResult) -> Self {
        Self {
            id: &questionnaire.questions[result.question].id,
            state: result.state.id(),
            value: six(result.value),
            level: six(result.level),
            implied: result.implied,
            settled: result.settled(),
            original: result.original.map(OriginalJson::from),
            evidence: result.evidence.map(crate::framework::Evidence::id),
            roles: RoleMap { questionnaire, values: &result.roles },
        }
    }
}

impl<'a> OutcomeJson<'a> {
    pub(super) fn new(questionnaire: &'a Questionnaire, result: &'a QuestionResult) -> Self {
        let question = &questionnaire.questions[result.question];
        let objective = match question.place {
            Place::Outcome { objective, .. } => objective.id(),
            // The caller hands over outcomes only.
            Place::Mechanism { .. } => "",
        };
        Self {
            id: &question.id,
            objective,
            r#type: if question.is_fit() { "fit" } else { "level" },
            state: result.state.id(),
            // An outcome enters only where it is known.
            value: six(result.value.filter(|_| result.state == State::Known)),
            level: six(result.level),
            fit: result.fit.map(FitJson::from),
            settled: result.settled(),
            original: result.original.map(OriginalJson::from),
            roles: RoleMap { questionnaire, values: &result.roles },
        }
    }
}
