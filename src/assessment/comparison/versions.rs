//! Answers that were given under an older version than the questionnaire that they are read under: what was asked then
//! is not known, so nothing is made of what they leave open.

use semver::Version;

use super::{Mismatch, Point, Reason};
use crate::assessment::State;

impl<'a> Point<'a> {
    /// The oldest version that the answers name.
    pub fn answered(&self) -> Option<&'a Version> {
        self.answers.iter().map(|one| &one.questionnaire.version).min()
    }

    /// The same, where it is not the version that they are read under.
    pub fn answered_otherwise(&self) -> Option<&'a Version> {
        self.answered().filter(|version| **version != self.questionnaire.version)
    }

    /// Whether nobody said anything on a question (by index), which may not have been asked either.
    fn leaves_open(&self, question: usize) -> bool {
        let own = self.assessment.questions.iter().find(|one| one.question == question);
        own.is_some_and(|one| one.state == State::Unanswered)
    }
}

/// The point, by place, whose answers name an older version than the other's and are not read under their own.
fn older(points: [Point<'_>; 2]) -> Option<usize> {
    let [before, after] = points.map(|point| point.answered());
    let older = match before.cmp(&after) {
        std::cmp::Ordering::Less => 0,
        std::cmp::Ordering::Equal => return None,
        std::cmp::Ordering::Greater => 1,
    };
    points[older].answered_otherwise().map(|_| older)
}

/// Takes the pairs that the older answers leave open: asked since, or left open then, and nobody can say which.
pub(super) fn left_open<'a>(points: [Point<'a>; 2], pairs: &mut Vec<(usize, usize)>) -> Vec<Mismatch<'a>> {
    let Some(older) = older(points) else { return Vec::new() };
    let own = |pair: &(usize, usize), at: usize| if at == 0 { pair.0 } else { pair.1 };
    let open: Vec<(usize, usize)> =
        pairs.iter().copied().filter(|pair| points[older].leaves_open(own(pair, older))).collect();
    pairs.retain(|pair| !open.contains(pair));
    let newer = 1 - older;
    open.iter()
        .map(|pair| {
            let question = &points[newer].questionnaire.questions[own(pair, newer)];
            let (id, ask) = (&question.id, &question.ask);
            Mismatch { id, ask, later: newer == 1, reason: Reason::Open, withdrawn: None }
        })
        .collect()
}

/// What was answered and is withdrawn from the questionnaire that the answers are read under, once each.
pub(super) fn withdrawn(points: [Point<'_>; 2]) -> Vec<Mismatch<'_>> {
    let mut found: Vec<Mismatch<'_>> = Vec::new();
    for (at, point) in points.into_iter().enumerate() {
        for withdrawn in &point.questionnaire.withdrawn {
            let mut kept = point.answers.iter().flat_map(|one| &one.withdrawn);
            let answered = kept.any(|(id, entry)| *id == withdrawn.id && entry.answer.is_some());
            if answered && found.iter().all(|one| one.id != withdrawn.id) {
                let (id, later) = (withdrawn.id.as_str(), at == 1);
                let reason = Reason::Withdrawn;
                found.push(Mismatch { id, ask: "", later, reason, withdrawn: Some(withdrawn) });
            }
        }
    }
    found
}
