//! One respondent's validated answers.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use semver::Version;

use crate::framework::{Evidence, Scope, Status};
use crate::questionnaire::Questionnaire;

/// One answers file, resolved against its questionnaire.
#[derive(Debug, Clone, PartialEq)]
pub struct Answers {
    /// The questionnaire that was answered.
    pub questionnaire: QuestionnaireRef,
    /// The organization assessed, trimmed and not empty.
    pub organization: String,
    /// Which questions it sets out to cover.
    pub scope: Scope,
    /// Who answered.
    pub respondent: Respondent,
    /// Who asked, where it was not self-answered.
    pub interviewer: Option<String>,
    /// Whether the respondent has confirmed it.
    pub status: Status,
    /// When the interview began.
    pub started: Option<Timestamp>,
    /// When it was last saved.
    pub updated: Option<Timestamp>,
    /// One entry for each of the questionnaire's questions, by index; default where the file has none.
    pub entries: Vec<Entry>,
    /// Entries for questions that were withdrawn: kept when saved, never scored.
    pub withdrawn: Vec<(String, Entry)>,
}

impl Answers {
    /// The day (UTC) on which the file was last saved, where it says so: that of every answer without one of its own.
    pub fn saved_on(&self) -> Option<Date> {
        self.updated.map(|at| at.to_zoned(TimeZone::UTC).date())
    }
}

/// The questionnaire named by a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionnaireRef {
    /// Its id.
    pub id: String,
    /// The version that was answered.
    pub version: Version,
    /// The digest that was answered, `sha256:…`.
    pub digest: Option<String>,
}

/// Who answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Respondent {
    /// Index into the questionnaire's roles.
    pub role: usize,
    /// Name, where given.
    pub name: Option<String>,
}

/// What a file holds on one question.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// The answer; `None` is unanswered.
    pub answer: Option<Answer>,
    /// How well the answer is supported; `None` where the file does not say (read as asserted).
    pub evidence: Option<Evidence>,
    /// Where the evidence is found.
    pub artifacts: Vec<String>,
    /// Free text.
    pub note: Option<String>,
    /// The day on which the answer was given.
    pub as_of: Option<Date>,
}

/// An answer to one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// A level 0..=5.
    Level(u8),
    /// Two positions on a bipolar scale.
    Fit(Placement),
    /// "Don't know".
    Unknown,
    /// Does not apply here.
    NotApplicable,
}

/// Two positions 0..=5 on one bipolar scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placement {
    /// Where the organization stands.
    pub organization: u8,
    /// Where security practice stands.
    pub security: u8,
}

impl QuestionnaireRef {
    /// Names this questionnaire as it stands.
    pub fn to(questionnaire: &Questionnaire) -> Self {
        Self {
            id: questionnaire.id.clone(),
            version: questionnaire.version.clone(),
            digest: Some(questionnaire.digest.clone()),
        }
    }
}

impl Entry {
    /// An entry that holds an answer and nothing else.
    pub fn of(answer: Answer) -> Self {
        Self { answer: Some(answer), ..Self::default() }
    }

    /// The evidence grade, asserted where none is given.
    pub fn grade(&self) -> Evidence {
        self.evidence.unwrap_or(Evidence::Asserted)
    }

    /// Whether the file says nothing at all on the question.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Answer {
    /// The level, where one was given.
    pub fn level(self) -> Option<u8> {
        match self {
            Self::Level(level) => Some(level),
            _ => None,
        }
    }
}
