//! Who answered, and how much (result format: `respondents`), and how well the claims are supported.

use super::implication::Reading;
use super::layout::Layout;
use super::result::{Claims, RespondentSummary};
use crate::answers::{Answer, Answers, Entry};
use crate::framework::{Evidence, Side};

/// What one respondent answered.
pub(super) fn summary(layout: &Layout<'_>, answers: &Answers, reading: &Reading) -> RespondentSummary {
    let role = answers.respondent.role;
    let mut summary = RespondentSummary {
        role,
        side: layout.questionnaire.roles.get(role).map_or(Side::Independent, |role| role.side),
        name: answers.respondent.name.clone(),
        status: answers.status,
        answered: 0,
        unknown: 0,
        not_applicable: 0,
        asked: 0,
    };
    for question in layout.scoped() {
        let standing = reading.standings[question];
        let given = standing.given();
        summary.answered += usize::from(given.is_some());
        summary.unknown += usize::from(given == Some(Answer::Unknown));
        summary.not_applicable += usize::from(given == Some(Answer::NotApplicable));
        let asked = layout.questionnaire.questions[question].open_to(role) && !standing.is_implied();
        summary.asked += usize::from(asked);
    }
    summary
}

/// Sorts by role, name (none first), then counts.
pub(super) fn sort(summaries: &mut [RespondentSummary]) {
    summaries.sort_by(|a, b| key(a).cmp(&key(b)));
}

/// What respondents are sorted by.
pub(super) fn key(summary: &RespondentSummary) -> impl Ord + '_ {
    let counts = (summary.answered, summary.unknown, summary.not_applicable, summary.asked);
    (summary.role, &summary.name, counts, summary.status)
}

/// Levels of 1 or more given to mechanisms' questions in scope, and how many of them have a record.
pub(super) fn claims(layout: &Layout<'_>, respondents: &[&Answers]) -> Claims {
    let questions: Vec<usize> =
        layout.scoped().filter(|&question| !layout.questionnaire.questions[question].is_outcome()).collect();
    let claimed = |entry: &&Entry| matches!(entry.answer, Some(Answer::Level(level)) if level >= 1);
    let mut claims = Claims { made: 0, recorded: 0, verified: 0 };
    for answers in respondents {
        for entry in questions.iter().filter_map(|&question| answers.entries.get(question)).filter(claimed) {
            claims.made += 1;
            claims.recorded += usize::from(entry.grade() >= Evidence::Documented);
            claims.verified += usize::from(entry.grade() >= Evidence::Verified);
        }
    }
    claims
}

/// What was answered, as something to sort by where all else is equal.
pub(super) fn content(answers: &Answers) -> impl Iterator<Item = (u8, u8, u8, Evidence)> + '_ {
    answers.entries.iter().map(|entry| {
        let (sort, first, second) = match entry.answer {
            None => (0, 0, 0),
            Some(Answer::Level(level)) => (1, level, 0),
            Some(Answer::Fit(pair)) => (2, pair.organization, pair.security),
            Some(Answer::Unknown) => (3, 0, 0),
            Some(Answer::NotApplicable) => (4, 0, 0),
        };
        (sort, first, second, entry.grade())
    })
}
