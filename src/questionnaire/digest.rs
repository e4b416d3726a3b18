//! The digest of a questionnaire's meaning.

use std::collections::BTreeMap;

use serde::Serialize;

use super::model::{Measure, Place, Question, Questionnaire};
use crate::digest::sha256;
use crate::framework::{Kind, Objective};

// The fields of these types stand in the order of their names: what `serde_json` writes of them is canonical JSON,
// keys sorted and no white space.

#[derive(Serialize)]
struct Meaning<'a> {
    guidelines: Vec<GuidelineMeaning<'a>>,
    id: &'a str,
    kinds: BTreeMap<&'static str, f64>,
    major: u64,
    mechanisms: Vec<MechanismMeaning<'a>>,
    outcomes: Vec<QuestionMeaning<'a>>,
    roles: Vec<RoleMeaning<'a>>,
}

#[derive(Serialize)]
struct RoleMeaning<'a> {
    id: &'a str,
    side: &'static str,
}

#[derive(Serialize)]
struct MechanismMeaning<'a> {
    group: &'a str,
    id: &'a str,
    kind: &'static str,
    questions: Vec<QuestionMeaning<'a>>,
    weight: f64,
}

#[derive(Serialize)]
struct QuestionMeaning<'a> {
    asked: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    effort: Option<u8>,
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    objective: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    objectives: Option<BTreeMap<&'static str, u8>>,
    quick: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    requires: Option<RequirementMeaning<'a>>,
    themes: &'a [String],
    r#type: &'static str,
    weight: f64,
}

#[derive(Serialize)]
struct RequirementMeaning<'a> {
    level: u8,
    question: &'a str,
}

#[derive(Serialize)]
struct GuidelineMeaning<'a> {
    id: &'a str,
    measure: MeasureMeaning<'a>,
}

/// A word, or a mapping of one key.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum MeasureMeaning<'a> {
    Balance,
    WeakestKind,
    Objective(&'static str),
    Kind(&'static str),
    Groups(&'a [String]),
    Theme(&'a str),
}

/// `sha256:` and the digest over the canonical JSON of everything but the texts, so that a mended typo changes
/// nothing and a changed meaning does.
pub(super) fn of(questionnaire: &Questionnaire) -> String {
    sha256(&meaning(questionnaire))
}

fn meaning(questionnaire: &Questionnaire) -> Meaning<'_> {
    let all = |range: std::ops::Range<usize>| {
        questionnaire.questions[range].iter().map(|question| of_question(questionnaire, question)).collect()
    };
    Meaning {
        guidelines: questionnaire
            .guidelines
            .iter()
            .map(|guideline| GuidelineMeaning { id: &guideline.id, measure: of_measure(&guideline.measure) })
            .collect(),
        id: &questionnaire.id,
        kinds: Kind::ALL.iter().map(|kind| (kind.id(), questionnaire.kind_weights[kind.index()])).collect(),
        major: questionnaire.version.major,
        mechanisms: questionnaire
            .mechanisms
            .iter()
            .map(|mechanism| MechanismMeaning {
                group: &mechanism.group,
                id: &mechanism.id,
                kind: mechanism.kind.id(),
                questions: all(mechanism.questions.clone()),
                weight: mechanism.weight,
            })
            .collect(),
        outcomes: questionnaire
            .questions
            .iter()
            .filter(|question| question.is_outcome())
            .map(|question| of_question(questionnaire, question))
            .collect(),
        roles: questionnaire
            .roles
            .iter()
            .map(|role| RoleMeaning { id: &role.id, side: role.side.id() })
            .collect(),
    }
}

fn of_question<'a>(questionnaire: &'a Questionnaire, question: &'a Question) -> QuestionMeaning<'a> {
    let asked = questionnaire.roles.iter().zip(&question.asked);
    let mut meaning = QuestionMeaning {
        asked: asked.filter(|(_, asked)| **asked).map(|(role, _)| role.id.as_str()).collect(),
        effort: None,
        id: &question.id,
        objective: None,
        objectives: None,
        quick: question.quick,
        requires: None,
        themes: &question.themes,
        r#type: if question.is_fit() { "fit" } else { "level" },
        weight: question.weight,
    };
    match &question.place {
        Place::Mechanism { relevance, requires, .. } => {
            let serves =
                Objective::ALL.iter().map(|objective| (objective.id(), relevance[objective.index()]));
            meaning.objectives = Some(serves.filter(|(_, relevance)| *relevance > 0).collect());
            meaning.effort = Some(question.effort);
            meaning.requires = requires.map(|requires| RequirementMeaning {
                level: requires.level,
                question: &questionnaire.questions[requires.question].id,
            });
        }
        Place::Outcome { objective, .. } => meaning.objective = Some(objective.id()),
    }
    meaning
}

fn of_measure(measure: &Measure) -> MeasureMeaning<'_> {
    match measure {
        Measure::Balance => MeasureMeaning::Balance,
        Measure::WeakestKind => MeasureMeaning::WeakestKind,
        Measure::Objective(objective) => MeasureMeaning::Objective(objective.id()),
        Measure::Kind(kind) => MeasureMeaning::Kind(kind.id()),
        Measure::Groups(groups) => MeasureMeaning::Groups(groups),
        Measure::Theme(theme) => MeasureMeaning::Theme(theme),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::{builtin, load};
    use crate::source::Source;

    fn built_in(change: impl Fn(&str) -> String) -> Questionnaire {
        let text = change(builtin::text(builtin::DEFAULT).unwrap());
        load::load(&std::sync::Arc::new(Source::new("test", text))).unwrap().value
    }

    #[test]
    fn what_is_hashed_is_canonical() {
        let questionnaire = built_in(str::to_owned);
        let written = serde_json::to_string(&meaning(&questionnaire)).unwrap();
        // Maps of `serde_json::Value` are sorted by key.
        let sorted: serde_json::Value = serde_json::from_str(&written).unwrap();
        assert_eq!(written, sorted.to_string());
    }

    #[test]
    fn texts_do_not_count_and_meanings_do() {
        let digest = built_in(str::to_owned).digest;
        let mended = built_in(|text| {
            text.replace("twelve months", "12 months")
                .replace("  - id: ceo\n    name: Chief", "  - id: ceo\n    name: The chief")
        });
        assert_eq!(digest, mended.digest);
        for (from, to) in [
            ("effort: 2", "effort: 4"),
            ("side: independent", "side: delivery"),
            ("version: 1", "version: 2"),
        ] {
            assert_ne!(digest, built_in(|text| text.replacen(from, to, 1)).digest, "{from}");
        }
    }
}
