//! What both sides said on a question: levels and statements by role, and what was named to show them.

use super::Material;
use crate::answers::{Answer, Entry, SettledValue};
use crate::framework::Evidence;
use crate::report::words;
use crate::text::clean_line;

/// One question with its facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Short name.
    pub label: String,
    /// As asked.
    pub ask: String,
    /// Who said what, from the lowest level up, then those who do not know.
    pub facts: Vec<Fact>,
    /// What would show it; may be empty.
    pub bring: String,
}

/// An answer, and who gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The level, or a dash.
    pub level: String,
    /// The statement picked, or what was said in its place.
    pub statement: String,
    /// Who said so: roles, with their number where it is more than one.
    pub who: String,
    /// What was named to show it.
    pub shown: String,
}

/// What can be said alike, in the order in which it is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Said {
    Level(u8),
    Fit(u8, u8),
    NotApplicable,
    Unknown,
}

impl Said {
    fn of(answer: Answer) -> Self {
        match answer {
            Answer::Level(level) => Self::Level(level),
            Answer::Fit(fit) => Self::Fit(fit.organization, fit.security),
            Answer::NotApplicable => Self::NotApplicable,
            Answer::Unknown => Self::Unknown,
        }
    }
}

/// A question with what was said on it.
pub(super) fn topic(material: Material<'_>, question: usize) -> Topic {
    let mut given: Vec<(Said, usize, &Entry)> = material
        .answers
        .iter()
        .filter_map(|one| {
            let entry = one.entries.get(question)?;
            Some((Said::of(entry.answer?), one.respondent.role, entry))
        })
        .collect();
    given.sort_by_key(|&(said, role, entry)| (said, role, entry.grade(), entry.artifacts.clone()));
    let mut facts: Vec<Fact> =
        given.chunk_by(|a, b| a.0 == b.0).map(|alike| fact(material, question, alike)).collect();
    facts.extend(settled(material, question));
    let bring: Vec<String> =
        material.questionnaire.questions[question].evidence.iter().map(|one| clean_line(one)).collect();
    Topic { label: material.label(question), ask: material.ask(question), facts, bring: bring.join("; ") }
}

fn fact(material: Material<'_>, question: usize, alike: &[(Said, usize, &Entry)]) -> Fact {
    let statement = |place: u8| material.statement(question, f64::from(place));
    let said = alike.first().map_or(Said::Unknown, |(said, ..)| *said);
    let (level, statement) = match said {
        Said::Level(level) => (level.to_string(), statement(level)),
        Said::Fit(organization, security) => (
            format!("{organization} / {security}"),
            format!("organization {}; security {}", statement(organization), statement(security)),
        ),
        Said::NotApplicable => (words::NO_VALUE.to_owned(), "does not apply".to_owned()),
        Said::Unknown => (words::NO_VALUE.to_owned(), "does not know".to_owned()),
    };
    let has_level = matches!(said, Said::Level(_) | Said::Fit(..));
    Fact {
        level,
        statement,
        who: who(material, question, alike),
        shown: if has_level { shown(material, alike) } else { words::NO_VALUE.to_owned() },
    }
}

/// What a workshop settled on the question, below what was said.
fn settled(material: Material<'_>, question: usize) -> Option<Fact> {
    let settled = material.settlement?.of(question)?;
    let (said, statement) = match settled.value? {
        SettledValue::Level(level) => (level.to_string(), material.statement(question, f64::from(level))),
        SettledValue::Fit(fit) => (
            format!("{} / {}", fit.organization, fit.security),
            format!(
                "organization {}; security {}",
                material.statement(question, f64::from(fit.organization)),
                material.statement(question, f64::from(fit.security))
            ),
        ),
    };
    let shown = match settled.evidence {
        Evidence::Asserted => "no record named",
        grade => grade.name(),
    };
    Some(Fact { level: said, statement, who: "settled together".to_owned(), shown: shown.to_owned() })
}

/// Roles; with how many of its people, where they do not say alike.
fn who(material: Material<'_>, question: usize, alike: &[(Said, usize, &Entry)]) -> String {
    let spoke = |role: usize| {
        let own = material.answers.iter().filter(|one| one.respondent.role == role);
        own.filter(|one| one.entries.get(question).is_some_and(|entry| entry.answer.is_some())).count()
    };
    let of_role = |group: &[(Said, usize, &Entry)]| {
        let Some((_, role, _)) = group.first() else { return String::new() };
        let name = material.role(*role);
        match (group.len(), spoke(*role)) {
            (_, 1) => name.to_owned(),
            (here, all) if here == all => format!("{here} × {name}"),
            (here, all) => format!("{name} ({here} of {all})"),
        }
    };
    alike.chunk_by(|a, b| a.1 == b.1).map(of_role).collect::<Vec<_>>().join(", ")
}

/// What was named to show an answer; by role where several gave it and not all alone on their word.
fn shown(material: Material<'_>, alike: &[(Said, usize, &Entry)]) -> String {
    let named = |entry: &Entry| {
        let records: Vec<String> = entry.artifacts.iter().map(|record| clean_line(record)).collect();
        let grade = entry.grade();
        match (grade, records.is_empty()) {
            (Evidence::Asserted, true) => None,
            (_, true) => Some(grade.name().to_owned()),
            (_, false) => Some(format!("{}: {}", grade.name(), records.join("; "))),
        }
    };
    let parts: Vec<String> = alike
        .iter()
        .filter_map(|(_, role, entry)| {
            let named = named(entry)?;
            Some(if alike.len() == 1 { named } else { format!("{}, {named}", material.role(*role)) })
        })
        .collect();
    if parts.is_empty() { "no record named".to_owned() } else { parts.join("; ") }
}

/// The roles that are asked one of these questions and of whom nobody has answered, among those at the table or not.
pub(super) fn could_know<'a>(material: Material<'a>, questions: &[usize]) -> Vec<&'a str> {
    let asked = |role: &usize| {
        questions.iter().any(|&question| material.questionnaire.questions[question].open_to(*role))
    };
    (0..material.questionnaire.roles.len())
        .filter(|role| asked(role) && !material.is_present(*role))
        .map(|role| material.role(role))
        .collect()
}
