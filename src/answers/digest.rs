//! The digest of one respondent's answers, by which a settlement knows what lay on the table.

use serde_json::{Value, json};

use super::model::{Answer, Answers, Entry};
use crate::digest::sha256;
use crate::questionnaire::Questionnaire;

// The maps of `serde_json::Value` are sorted by key, which makes their JSON canonical.

/// `sha256:` and the digest over the canonical JSON of the respondent and the answers as loaded: short forms
/// expanded, defaults written out, unanswered questions left out.
pub fn digest(answers: &Answers, questionnaire: &Questionnaire) -> String {
    let entries: serde_json::Map<String, Value> = answers
        .entries
        .iter()
        .zip(&questionnaire.questions)
        .filter_map(|(entry, question)| Some((question.id.clone(), of_entry(entry, question.is_fit())?)))
        .collect();
    sha256(&json!({
        "respondent": {
            "role": questionnaire.roles[answers.respondent.role].id,
            "name": answers.respondent.name,
        },
        "answers": entries,
    }))
}

fn of_entry(entry: &Entry, fit: bool) -> Option<Value> {
    let answer = match entry.answer? {
        Answer::Level(level) => json!(level),
        Answer::Fit(pair) => json!({"organization": pair.organization, "security": pair.security}),
        Answer::Unknown => json!("unknown"),
        Answer::NotApplicable => json!("not-applicable"),
    };
    Some(json!({
        if fit { "fit" } else { "level" }: answer,
        "evidence": entry.grade().id(),
        "artifacts": entry.artifacts,
        "note": entry.note,
        "as_of": entry.as_of.map(|day| day.to_string()),
    }))
}
