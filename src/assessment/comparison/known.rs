//! Strength over what was known at both points: what moves there is what is done, and not what was found out.

use super::{Change, Comparison, Point, Verdict};
use crate::assessment::layout::Layout;
use crate::assessment::questions::marks;
use crate::assessment::scoring::{Mark, Scores};
use crate::assessment::{Assessment, State, TOLERANCE};

/// Strength over the shared questions that were known at both points, all others left out.
pub(super) fn strength(points: [Point<'_>; 2], sides: [&Assessment; 2], pairs: &[(usize, usize)]) -> Change {
    let known = sides.map(|side| {
        side.questions.iter().filter(|one| one.state == State::Known).map(|one| one.question).collect()
    });
    let known: [std::collections::HashSet<usize>; 2] = known;
    let both = pairs.iter().filter(|pair| known[0].contains(&pair.0) && known[1].contains(&pair.1));
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for &(before, after) in both {
        first.push(before);
        second.push(after);
    }
    let of = |at: usize, kept: &[usize]| {
        let questionnaire = points[at].questionnaire;
        let all = marks(questionnaire, &sides[at].questions);
        let mut only = vec![Mark::ABSENT; all.len()];
        for &question in kept {
            only[question] = all[question];
        }
        Scores::of(&Layout::of_scope(questionnaire, sides[at].scope), &only).whole.strength
    };
    Change { before: of(0, &first), after: of(1, &second) }
}

impl Comparison<'_> {
    /// Whether strength moved because more, or less, is known, rather than because other things are done: over the
    /// questions known at both points it moved less than half as far or the other way, or no further than noise where
    /// the whole moved further; or too little was known at both to tell.
    pub fn is_by_knowledge(&self) -> bool {
        let Some(by) = self.overall.strength.by().filter(|by| by.abs() > TOLERANCE) else { return false };
        let learned = |states: [State; 2]| (states[0] == State::Known) != (states[1] == State::Known);
        if !self.questions.iter().any(|one| learned(one.states)) {
            return false;
        }
        let Some(done) = self.overall.strength_known_both.by() else { return true };
        let noise = self.detectable.filter(|_| self.verdict == Verdict::BeyondNoise);
        done * by.signum() < by.abs() / 2.0 - TOLERANCE
            || noise.is_some_and(|noise| done.abs() < noise - TOLERANCE)
    }
}
