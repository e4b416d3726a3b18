//! Who has answered, and whether they have confirmed it. A file without any answer is one that nobody has filled in
//! yet; a draft is one that its respondent may still change.

use crate::assessment::{Assessment, RespondentSummary};
use crate::framework::Status;
use crate::questionnaire::Questionnaire;
use crate::text::{and_list, count};

/// How far a role has answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turnout {
    /// Nobody of it gave an answer.
    Missing,
    /// Some of its people have answers that they have not confirmed.
    Draft {
        /// Answers given in these drafts.
        answered: usize,
        /// Questions asked of those whose drafts they are.
        asked: usize,
        /// How many people's drafts they are, of how many of the role who have answered.
        people: (usize, usize),
    },
    /// Everybody of it who has answered has confirmed it.
    Confirmed,
}

impl Turnout {
    /// Of one role.
    pub fn of(assessment: &Assessment, role: usize) -> Self {
        let own: Vec<&RespondentSummary> = heard(assessment).filter(|one| one.role == role).collect();
        let drafts: Vec<&RespondentSummary> =
            own.iter().copied().filter(|one| one.status == Status::Draft).collect();
        match (own.len(), drafts.len()) {
            (0, _) => Self::Missing,
            (_, 0) => Self::Confirmed,
            (all, number) => Self::Draft {
                answered: drafts.iter().map(|one| one.answered).sum(),
                asked: drafts.iter().map(|one| one.asked).sum(),
                people: (number, all),
            },
        }
    }

    /// Whether anybody of the role gave an answer.
    pub const fn has_answered(self) -> bool {
        !matches!(self, Self::Missing)
    }

    /// In words, as they stand beside a seat.
    pub fn words(self) -> String {
        match self {
            Self::Missing => "has not answered yet".to_owned(),
            Self::Confirmed => "has answered".to_owned(),
            Self::Draft { answered, asked, people: (number, all) } => {
                let who = if all > 1 { format!(" ({number} of {all} people)") } else { String::new() };
                format!("draft, {} answered, not confirmed{who}", of(answered, asked))
            }
        }
    }
}

/// The respondents whose files hold an answer.
pub fn heard(assessment: &Assessment) -> impl Iterator<Item = &RespondentSummary> {
    assessment.respondents.iter().filter(|one| one.has_answered())
}

/// Which files are drafts, in a sentence that names the roles; empty where all are confirmed.
pub fn drafts(questionnaire: &Questionnaire, assessment: &Assessment) -> String {
    let (number, all) = numbers(assessment);
    if number == 0 {
        return String::new();
    }
    let role = |role: usize| match Turnout::of(assessment, role) {
        Turnout::Draft { answered, asked, .. } => {
            Some(format!("{} ({} answered)", questionnaire.roles[role].short, of(answered, asked)))
        }
        Turnout::Missing | Turnout::Confirmed => None,
    };
    let roles: Vec<String> = (0..questionnaire.roles.len()).filter_map(role).collect();
    format!("{}: {}.", told(number, all), and_list(&roles))
}

/// The same without the roles, for an edition in which nobody may be recognized.
pub fn drafts_without_roles(assessment: &Assessment) -> String {
    match numbers(assessment) {
        (0, _) => String::new(),
        (number, all) => format!("{}.", told(number, all)),
    }
}

/// How many files are drafts, in a few words; empty where all are confirmed.
pub fn short_drafts(assessment: &Assessment) -> String {
    match numbers(assessment) {
        (0, _) => String::new(),
        (1, 1) => "the answers are a draft".to_owned(),
        (number, all) => format!("{number} of {} {}", count(all, "file"), are_drafts(number)),
    }
}

/// What so many files are.
pub const fn are_drafts(number: usize) -> &'static str {
    if number == 1 { "is a draft" } else { "are drafts" }
}

/// How many of the people who have answered have not confirmed it.
fn numbers(assessment: &Assessment) -> (usize, usize) {
    (heard(assessment).filter(|one| one.status == Status::Draft).count(), heard(assessment).count())
}

fn told(number: usize, all: usize) -> String {
    match (number, all) {
        (1, 1) => "The answers are a draft, not confirmed yet by whoever gave them".to_owned(),
        _ => format!(
            "{number} of {} {}, not confirmed yet by whoever answered",
            count(all, "file"),
            are_drafts(number)
        ),
    }
}

/// `12 of 30`; the number alone where more was answered than was asked.
fn of(answered: usize, asked: usize) -> String {
    if answered > asked { answered.to_string() } else { format!("{answered} of {asked}") }
}
