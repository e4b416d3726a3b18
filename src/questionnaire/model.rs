//! A validated questionnaire: every reference resolved, every number in range.

use semver::Version;

use super::Role;
use crate::framework::{Kind, LEVELS, Objective};
use crate::text::{clean, clean_line};

/// A questionnaire that holds no nonsense; built by [`super::load`] only (and by tests).
#[derive(Debug, Clone, PartialEq)]
pub struct Questionnaire {
    /// Kebab-case id.
    pub id: String,
    /// Semantic version; ids keep their meaning within a major version.
    pub version: Version,
    /// Title shown to people.
    pub title: String,
    /// What it measures and who should be asked.
    pub summary: String,
    /// Where the framework comes from.
    pub source: String,
    /// Language of the texts (BCP 47).
    pub language: String,
    /// Default names and meanings of the levels 0..=5.
    pub levels: [Level; LEVELS],
    /// Who can be asked, in display order.
    pub roles: Vec<Role>,
    /// Weight of each kind by [`Kind::index`]; positive and finite, not normalised.
    pub kind_weights: [f64; 3],
    /// The mechanisms, in display order.
    pub mechanisms: Vec<Mechanism>,
    /// The mechanisms' questions in order, then the outcome questions.
    pub questions: Vec<Question>,
    /// The paper's guidelines and how each is read.
    pub guidelines: Vec<Guideline>,
    /// Ids that are gone.
    pub withdrawn: Vec<Withdrawn>,
    /// `sha256:` and the hexadecimal digest of everything but the texts.
    pub digest: String,
}

/// Name and meaning of a level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// One word, such as "Absent".
    pub name: String,
    /// What the level means where a question has no statement of its own.
    pub meaning: String,
}

/// A practice by which an organization pursues its objectives.
#[derive(Debug, Clone, PartialEq)]
pub struct Mechanism {
    /// Kebab-case id.
    pub id: String,
    /// Name shown to people.
    pub name: String,
    /// The kind it belongs to.
    pub kind: Kind,
    /// Group within the kind, such as "formal structures"; empty where none is given.
    pub group: String,
    /// Why it exists.
    pub purpose: String,
    /// Section of the paper.
    pub source: String,
    /// Cross-references: framework id, then its clauses.
    pub references: Vec<(String, Vec<String>)>,
    /// Weight within its kind; positive and finite.
    pub weight: f64,
    /// Its questions, as a range of indices into [`Questionnaire::questions`].
    pub questions: std::ops::Range<usize>,
}

/// One question, of a mechanism or observing an objective.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Mechanism or objective id, a dot, its own id.
    pub id: String,
    /// The question as asked.
    pub ask: String,
    /// Six statements by level, or for a fit question six positions from the left pole to the right.
    pub statements: [String; LEVELS],
    /// Whether each role (by index) is asked.
    pub asked: Vec<bool>,
    /// What to ask the respondent to recall.
    pub probe: Option<String>,
    /// What would show the answer.
    pub evidence: Vec<String>,
    /// Weight within its mechanism or objective; positive and finite.
    pub weight: f64,
    /// 1 (days) ..= 5 (years) to raise it by one level.
    pub effort: u8,
    /// Part of the quick interview.
    pub quick: bool,
    /// Themes it carries.
    pub themes: Vec<String>,
    /// Where it belongs.
    pub place: Place,
}

/// Where a question belongs, and what only questions of that place have.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    /// A level question of a mechanism.
    Mechanism {
        /// Index into [`Questionnaire::mechanisms`].
        mechanism: usize,
        /// Relevance by [`Objective::index`]: 0 none, 1 secondary, 2 primary.
        relevance: [u8; 3],
        /// The earlier question it presupposes.
        requires: Option<Requirement>,
    },
    /// A question on what is observed of an objective.
    Outcome {
        /// The objective observed.
        objective: Objective,
        /// The poles of a fit question; `None` for a level question.
        poles: Option<[String; 2]>,
    },
}

/// "Only where that question stands at this level or above."
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Requirement {
    /// Index of the earlier question.
    pub question: usize,
    /// The least level, 1..=5.
    pub level: u8,
}

/// One of the paper's guidelines, read from the numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guideline {
    /// Kebab-case id.
    pub id: String,
    /// Title shown to people.
    pub title: String,
    /// What it is for, in a sentence or two; empty where none is given.
    pub purpose: String,
    /// Section of the paper.
    pub source: String,
    /// How it is read.
    pub measure: Measure,
}

/// How a guideline is read (scoring specification, §7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measure {
    /// Balance of the whole.
    Balance,
    /// The least value of a kind.
    WeakestKind,
    /// Strength of the support for an objective.
    Objective(Objective),
    /// Value of a kind.
    Kind(Kind),
    /// Mean of the mechanisms in these groups.
    Groups(Vec<String>),
    /// Mean of the questions with this theme.
    Theme(String),
}

/// An id that is gone for good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawn {
    /// The question's id.
    pub id: String,
    /// The version that withdrew it.
    pub since: Version,
    /// Why.
    pub note: String,
}

impl Questionnaire {
    /// Index of the question with this id.
    pub fn question(&self, id: &str) -> Option<usize> {
        self.questions.iter().position(|question| question.id == id)
    }

    /// The words that the questions use: the paragraphs of the summary after its first, which speaks to whoever runs the
    /// assessment of what it is and whom to ask.
    pub fn glossary(&self) -> Vec<String> {
        let paragraphs = clean(&self.summary);
        let paragraphs = paragraphs.split('\n').map(clean_line).filter(|one| !one.is_empty());
        paragraphs.skip(1).collect()
    }

    /// Index of the role with this id.
    pub fn role(&self, id: &str) -> Option<usize> {
        self.roles.iter().position(|role| role.id == id)
    }

    /// Index of the mechanism with this id.
    pub fn mechanism(&self, id: &str) -> Option<usize> {
        self.mechanisms.iter().position(|mechanism| mechanism.id == id)
    }

    /// The mechanism of a question; `None` for an outcome.
    pub fn mechanism_of(&self, question: usize) -> Option<&Mechanism> {
        match self.questions[question].place {
            Place::Mechanism { mechanism, .. } => Some(&self.mechanisms[mechanism]),
            Place::Outcome { .. } => None,
        }
    }
}

impl Question {
    /// Whether the question is put to a role (by index).
    pub fn open_to(&self, role: usize) -> bool {
        self.asked.get(role).copied().unwrap_or(false)
    }

    /// Whether it takes two positions instead of one level.
    pub fn is_fit(&self) -> bool {
        self.poles().is_some()
    }

    /// The poles of a fit question.
    pub fn poles(&self) -> Option<&[String; 2]> {
        match &self.place {
            Place::Outcome { poles, .. } => poles.as_ref(),
            Place::Mechanism { .. } => None,
        }
    }

    /// Whether it observes an objective instead of belonging to a mechanism.
    pub fn is_outcome(&self) -> bool {
        matches!(self.place, Place::Outcome { .. })
    }

    /// Whether it observes this objective.
    pub fn observes(&self, objective: Objective) -> bool {
        matches!(self.place, Place::Outcome { objective: own, .. } if own == objective)
    }

    /// The earlier question it presupposes.
    pub fn requires(&self) -> Option<Requirement> {
        match self.place {
            Place::Mechanism { requires, .. } => requires,
            Place::Outcome { .. } => None,
        }
    }

    /// Relevance for an objective: 0 none, 1 secondary, 2 primary; 0 for outcomes.
    pub fn relevance(&self, objective: Objective) -> u8 {
        match self.place {
            Place::Mechanism { relevance, .. } => relevance[objective.index()],
            Place::Outcome { .. } => 0,
        }
    }
}
