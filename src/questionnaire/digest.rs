//! The digest of a questionnaire's meaning.

use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::model::{Measure, Place, Question, Questionnaire};
use crate::framework::{Kind, Objective};

/// `sha256:` and the digest over the canonical JSON (keys sorted, no white space) of everything but the texts, so
/// that a mended typo changes nothing and a changed meaning does.
pub(super) fn of(questionnaire: &Questionnaire) -> String {
    let kinds: Value =
        Kind::ALL.iter().map(|kind| (kind.id(), json!(questionnaire.kind_weights[kind.index()]))).collect();
    let roles: Vec<Value> =
        questionnaire.roles.iter().map(|role| json!({"id": role.id, "side": role.side.id()})).collect();
    let mechanisms: Vec<Value> = questionnaire
        .mechanisms
        .iter()
        .map(|mechanism| {
            let questions: Vec<Value> = questionnaire.questions[mechanism.questions.clone()]
                .iter()
                .map(|question| of_question(questionnaire, question))
                .collect();
            json!({
                "id": mechanism.id,
                "kind": mechanism.kind.id(),
                "group": mechanism.group,
                "weight": mechanism.weight,
                "questions": questions,
            })
        })
        .collect();
    let outcomes: Vec<Value> = questionnaire
        .questions
        .iter()
        .filter(|question| question.is_outcome())
        .map(|question| of_question(questionnaire, question))
        .collect();
    let guidelines: Vec<Value> = questionnaire
        .guidelines
        .iter()
        .map(|guideline| json!({"id": guideline.id, "measure": measure(&guideline.measure)}))
        .collect();
    digest(&json!({
        "id": questionnaire.id,
        "major": questionnaire.version.major,
        "kinds": kinds,
        "roles": roles,
        "mechanisms": mechanisms,
        "outcomes": outcomes,
        "guidelines": guidelines,
    }))
}

/// `sha256:` and the hexadecimal SHA-256 of a value's canonical JSON.
pub(crate) fn digest(value: &impl Serialize) -> String {
    // serde_json's maps are sorted by key unless `preserve_order` is asked for; a value of ours always serializes.
    let canonical = serde_json::to_value(value).map(|value| value.to_string()).unwrap_or_default();
    let hash = Sha256::digest(canonical.as_bytes());
    let mut text = String::with_capacity(7 + 64);
    text.push_str("sha256:");
    for byte in hash {
        for nibble in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
        }
    }
    text
}

fn of_question(questionnaire: &Questionnaire, question: &Question) -> Value {
    let asked: Vec<&str> = questionnaire
        .roles
        .iter()
        .zip(&question.asked)
        .filter(|(_, asked)| **asked)
        .map(|(role, _)| role.id.as_str())
        .collect();
    let mut value = json!({
        "id": question.id,
        "type": if question.is_fit() { "fit" } else { "level" },
        "weight": question.weight,
        "asked": asked,
        "quick": question.quick,
    });
    match &question.place {
        Place::Mechanism { relevance, requires, .. } => {
            let objectives: Value = Objective::ALL
                .iter()
                .filter(|objective| relevance[objective.index()] > 0)
                .map(|objective| (objective.id(), json!(relevance[objective.index()])))
                .collect();
            value["objectives"] = objectives;
            value["effort"] = json!(question.effort);
            value["themes"] = json!(question.themes);
            value["requires"] = requires.map_or(Value::Null, |requires| {
                json!({"question": questionnaire.questions[requires.question].id, "level": requires.level})
            });
        }
        Place::Outcome { objective, .. } => value["objective"] = json!(objective.id()),
    }
    value
}

fn measure(measure: &Measure) -> Value {
    match measure {
        Measure::Balance => json!("balance"),
        Measure::WeakestKind => json!("weakest_kind"),
        Measure::Objective(objective) => json!({"objective": objective.id()}),
        Measure::Kind(kind) => json!({"kind": kind.id()}),
        Measure::Groups(groups) => json!({"groups": groups}),
        Measure::Theme(theme) => json!({"theme": theme}),
    }
}
