//! Writing answers as YAML: block style, keys in the documented order, answers in the questionnaire's order.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::load::FORMAT;
use super::model::{Answer, Answers, Entry, Placement, QuestionnaireRef};
use crate::questionnaire::Questionnaire;

/// The answers as a YAML document.
///
/// # Errors
///
/// Where the serializer refuses a value, which no validated value gives it cause to.
///
/// # Panics
///
/// Never for answers that were resolved against this questionnaire; the respondent's role is an index into it.
pub fn to_yaml(answers: &Answers, questionnaire: &Questionnaire) -> Result<String, serde_saphyr::ser::Error> {
    let options = serde_saphyr::ser_options! { compact_list_indent: false };
    serde_saphyr::to_string_with_options(&Sheet::of(answers, questionnaire), options)
}

impl super::Document for Answers {
    fn to_yaml(&self, questionnaire: &Questionnaire) -> Result<String, serde_saphyr::ser::Error> {
        to_yaml(self, questionnaire)
    }
}

#[derive(Serialize)]
struct Sheet<'a> {
    format: &'static str,
    questionnaire: Named<'a>,
    organization: &'a str,
    scope: &'static str,
    respondent: Person<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    interviewer: Option<&'a str>,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    started: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<String>,
    answers: Entries<'a>,
}

/// The questionnaire that a file names.
#[derive(Serialize)]
pub(super) struct Named<'a> {
    id: &'a str,
    version: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    digest: Option<&'a str>,
}

impl<'a> Named<'a> {
    pub(super) fn of(reference: &'a QuestionnaireRef) -> Self {
        Self {
            id: &reference.id,
            version: reference.version.to_string(),
            digest: reference.digest.as_deref(),
        }
    }
}

#[derive(Serialize)]
struct Person<'a> {
    role: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
}

struct Entries<'a>(Vec<(&'a str, Written<'a>)>);

/// An entry in its short form where nothing but a level or "unknown" is held, else in its long form.
#[derive(Serialize)]
#[serde(untagged)]
enum Written<'a> {
    Short(Value),
    Long(Long<'a>),
}

#[derive(Serialize)]
struct Long<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fit: Option<Fit>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<&'static str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    artifacts: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<String>,
}

#[derive(Serialize, Clone, Copy)]
#[serde(untagged)]
enum Value {
    Level(u8),
    Word(&'static str),
}

#[derive(Serialize)]
#[serde(untagged)]
enum Fit {
    Positions { organization: u8, security: u8 },
    Word(&'static str),
}

const UNKNOWN: &str = "unknown";
const NOT_APPLICABLE: &str = "not-applicable";

impl<'a> Sheet<'a> {
    fn of(answers: &'a Answers, questionnaire: &'a Questionnaire) -> Self {
        let asked = questionnaire.questions.iter().zip(&answers.entries);
        let asked = asked.map(|(question, entry)| (question.id.as_str(), entry, question.is_fit()));
        let gone = answers.withdrawn.iter().map(|(id, entry)| (id.as_str(), entry, false));
        Self {
            format: FORMAT,
            questionnaire: Named::of(&answers.questionnaire),
            organization: &answers.organization,
            scope: answers.scope.id(),
            respondent: Person {
                role: &questionnaire.roles[answers.respondent.role].id,
                name: answers.respondent.name.as_deref(),
            },
            interviewer: answers.interviewer.as_deref(),
            status: answers.status.id(),
            started: answers.started.map(|time| time.to_string()),
            updated: answers.updated.map(|time| time.to_string()),
            answers: Entries(
                asked
                    .chain(gone)
                    .filter(|(_, entry, _)| !entry.is_empty())
                    .map(|(id, entry, fit)| (id, Written::of(entry, fit)))
                    .collect(),
            ),
        }
    }
}

impl<'a> Written<'a> {
    fn of(entry: &'a Entry, fit: bool) -> Self {
        let long = Long::of(entry, fit);
        let alone = Entry { answer: entry.answer, ..Entry::default() } == *entry;
        match (alone, entry.answer, long.level) {
            // "Not applicable" needs its reason beside it, so it has no short form.
            (true, Some(Answer::Level(_) | Answer::Unknown), Some(value)) => Self::Short(value),
            (true, Some(Answer::Unknown), None) => Self::Short(Value::Word(UNKNOWN)),
            _ => Self::Long(long),
        }
    }
}

impl<'a> Long<'a> {
    fn of(entry: &'a Entry, is_fit: bool) -> Self {
        let (level, fit) = match entry.answer {
            None => (None, None),
            Some(Answer::Level(level)) => (Some(Value::Level(level)), None),
            Some(Answer::Fit(Placement { organization, security })) => {
                (None, Some(Fit::Positions { organization, security }))
            }
            Some(Answer::Unknown) if is_fit => (None, Some(Fit::Word(UNKNOWN))),
            Some(Answer::NotApplicable) if is_fit => (None, Some(Fit::Word(NOT_APPLICABLE))),
            Some(Answer::Unknown) => (Some(Value::Word(UNKNOWN)), None),
            Some(Answer::NotApplicable) => (Some(Value::Word(NOT_APPLICABLE)), None),
        };
        Self {
            level,
            fit,
            evidence: entry.evidence.map(crate::framework::Evidence::id),
            artifacts: &entry.artifacts,
            note: entry.note.as_deref(),
            as_of: entry.as_of.map(|day| day.to_string()),
        }
    }
}

impl Serialize for Entries<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (id, written) in &self.0 {
            map.serialize_entry(id, written)?;
        }
        map.end()
    }
}
