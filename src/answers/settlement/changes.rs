//! Whether a settlement still rests on the answers of today.

use super::Settlement;
use crate::answers::{Answers, digest};
use crate::questionnaire::Questionnaire;
use crate::text::and_list;

/// How the answers of one role differ from those that were settled on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Role index.
    pub role: usize,
    /// In which way.
    pub how: How,
}

/// In which way a role's answers have changed since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// Other answers, or other people's.
    Other,
    /// Answers where there were none.
    Come,
    /// No answers any more.
    Gone,
}

impl Settlement {
    /// How these answers differ from those that were settled on, in role order; empty where they are the same.
    pub fn changes(&self, questionnaire: &Questionnaire, answers: &[&Answers]) -> Vec<Change> {
        let now: Vec<(usize, String)> =
            answers.iter().map(|one| (one.respondent.role, digest(one, questionnaire))).collect();
        changes(&self.answers, &now)
    }
}

impl How {
    /// What is said of so many roles.
    pub const fn words(self, roles: usize) -> &'static str {
        match (self, roles) {
            (Self::Other, 1) => "has other answers now",
            (Self::Other, _) => "have other answers now",
            (Self::Come, _) => "did not answer then",
            (Self::Gone, 1) => "is no longer among the answers",
            (Self::Gone, _) => "are no longer among the answers",
        }
    }
}

/// How the answers of today (role index and digest of each file) differ from those of then, in role order.
pub fn changes(then: &[(usize, String)], now: &[(usize, String)]) -> Vec<Change> {
    let of = |all: &[(usize, String)], role: usize| {
        let mut digests: Vec<String> =
            all.iter().filter(|(of, _)| *of == role).map(|(_, digest)| digest.clone()).collect();
        digests.sort();
        digests
    };
    let mut roles: Vec<usize> = then.iter().chain(now).map(|(role, _)| *role).collect();
    roles.sort_unstable();
    roles.dedup();
    let change = |role: usize| {
        let (then, now) = (of(then, role), of(now, role));
        let how = match (then.len(), now.len()) {
            _ if then == now => return None,
            (0, _) => How::Come,
            (_, 0) => How::Gone,
            _ => How::Other,
        };
        Some(Change { role, how })
    };
    roles.into_iter().filter_map(change).collect()
}

/// Who has changed what, by role: `CEO has other answers now; HR and Legal did not answer then`.
pub fn changes_in_words(questionnaire: &Questionnaire, changes: &[Change]) -> String {
    let who = |how: How| -> Vec<&str> {
        let alike = changes.iter().filter(|one| one.how == how);
        alike.map(|one| questionnaire.roles[one.role].short.as_str()).collect()
    };
    let part = |how: How| {
        let roles = who(how);
        (!roles.is_empty()).then(|| format!("{} {}", and_list(&roles), how.words(roles.len())))
    };
    [How::Other, How::Come, How::Gone].into_iter().filter_map(part).collect::<Vec<_>>().join("; ")
}
