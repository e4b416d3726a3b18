//! Writing a settlement as YAML: keys in the documented order, questions in the questionnaire's order.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_saphyr::FlowSeq;

use super::{SETTLEMENT_FORMAT, Settled, SettledValue, Settlement};
use crate::answers::Document;
use crate::answers::write::Named;
use crate::framework::Evidence;
use crate::questionnaire::Questionnaire;

/// The settlement as a YAML document.
///
/// # Errors
///
/// Where the serializer refuses a value, which no validated value gives it cause to.
///
/// # Panics
///
/// Never for a settlement that was resolved against this questionnaire; its roles and questions are indices into it.
pub fn settlement_to_yaml(
    settlement: &Settlement,
    questionnaire: &Questionnaire,
) -> Result<String, serde_saphyr::ser::Error> {
    let options = serde_saphyr::ser_options! { compact_list_indent: false };
    serde_saphyr::to_string_with_options(&Sheet::of(settlement, questionnaire), options)
}

impl Document for Settlement {
    fn to_yaml(&self, questionnaire: &Questionnaire) -> Result<String, serde_saphyr::ser::Error> {
        settlement_to_yaml(self, questionnaire)
    }
}

#[derive(Serialize)]
struct Sheet<'a> {
    format: &'static str,
    questionnaire: Named<'a>,
    organization: &'a str,
    settled_on: String,
    answers: Vec<Witness<'a>>,
    settlements: All<'a>,
}

/// An answers file that lay on the table.
#[derive(Serialize)]
struct Witness<'a> {
    role: &'a str,
    digest: &'a str,
}

struct All<'a>(Vec<(&'a str, One<'a>)>);

#[derive(Serialize)]
struct One<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fit: Option<Pair>,
    #[serde(skip_serializing_if = "Option::is_none")]
    open: Option<bool>,
    /// Left out of what was left open, which it says nothing of.
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<&'static str>,
    reason: &'a str,
    dissent: FlowSeq<Vec<&'a str>>,
}

#[derive(Serialize)]
struct Pair {
    organization: u8,
    security: u8,
}

impl<'a> Sheet<'a> {
    fn of(settlement: &'a Settlement, questionnaire: &'a Questionnaire) -> Self {
        let role = |index: usize| questionnaire.roles[index].id.as_str();
        let witness = |(index, digest): &'a (usize, String)| Witness { role: role(*index), digest };
        let one = |(question, settled): &'a (usize, Settled)| {
            let id = questionnaire.questions[*question].id.as_str();
            (id, One::of(settled, settled.dissent.iter().map(|&index| role(index)).collect()))
        };
        Self {
            format: SETTLEMENT_FORMAT,
            questionnaire: Named::of(&settlement.questionnaire),
            organization: &settlement.organization,
            settled_on: settlement.settled_on.to_string(),
            answers: settlement.answers.iter().map(witness).collect(),
            settlements: All(settlement.settled.iter().map(one).collect()),
        }
    }
}

impl<'a> One<'a> {
    fn of(settled: &'a Settled, dissent: Vec<&'a str>) -> Self {
        let (level, fit) = match settled.value {
            Some(SettledValue::Level(level)) => (Some(level), None),
            Some(SettledValue::Fit(pair)) => {
                (None, Some(Pair { organization: pair.organization, security: pair.security }))
            }
            None => (None, None),
        };
        let is_open = settled.value.is_none();
        Self {
            level,
            fit,
            open: is_open.then_some(true),
            evidence: (!is_open || settled.evidence != Evidence::Asserted).then(|| settled.evidence.id()),
            reason: &settled.reason,
            dissent: FlowSeq(dissent),
        }
    }
}

impl Serialize for All<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (id, one) in &self.0 {
            map.serialize_entry(id, one)?;
        }
        map.end()
    }
}
