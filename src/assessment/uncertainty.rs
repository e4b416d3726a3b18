//! How far the numbers can be trusted: bounds, spread, evidenced strength, detectable change
//! (scoring specification, §4).

use super::consensus::{Ballots, Consensus};
use super::layout::Layout;
use super::priorities::Lever;
use super::result::{Range, State};
use super::scoring::{Mark, Part, Power, Scores, kinds_of, strength_of};
use crate::answers::{Settled, SettledValue};

/// The least and the greatest value of a question.
const ENDS: [f64; 2] = [0.0, 1.0];

/// The marks with every unknown and unanswered applicable question at a value.
fn filled(marks: &[Mark], x: f64) -> Vec<Mark> {
    let fill = |mark: &Mark| match mark.state {
        State::Unknown | State::Unanswered => Mark::known(x),
        State::Known | State::NotApplicable => *mark,
    };
    marks.iter().map(fill).collect()
}

/// What the strength of the whole could be: as [`Bounds`] has it, and nothing else.
pub(super) fn strength_range(layout: &Layout<'_>, marks: &[Mark]) -> Option<Range> {
    let [low, high] = ENDS.map(|end| strength_of(layout, &filled(marks, end)));
    range(low, high)
}

/// Every value at its least and at its greatest.
#[derive(Debug)]
pub(super) struct Bounds {
    low: Scores,
    high: Scores,
}

impl Bounds {
    /// Scores with every unknown and unanswered applicable question at 0, then at 1. All that applies is then
    /// known, so that the 0.5 rule takes nothing away.
    pub fn of(layout: &Layout<'_>, marks: &[Mark]) -> Self {
        let [low, high] = ENDS.map(|end| Scores::of(layout, &filled(marks, end)));
        Self { low, high }
    }

    /// The bounds of one part.
    pub fn part(&self, part: impl Fn(&Scores) -> Part) -> Option<Range> {
        range(part(&self.low).value, part(&self.high).value)
    }

    /// The bounds of a coverage or strength.
    pub fn power(&self, power: impl Fn(&Scores) -> Power, value: fn(Power) -> Option<f64>) -> Option<Range> {
        range(value(power(&self.low)), value(power(&self.high)))
    }
}

fn range(low: Option<f64>, high: Option<f64>) -> Option<Range> {
    low.zip(high).map(|(low, high)| Range { low, high })
}

/// Share of the whole answered with knowledge: completeness with known questions in place of scored ones.
/// By kind.
pub(super) fn known(layout: &Layout<'_>, marks: &[Mark]) -> [Option<f64>; 3] {
    let known_only = |mark: &Mark| match mark.state {
        State::Unknown => Mark { state: State::Unanswered, ..*mark },
        _ => *mark,
    };
    let marks: Vec<Mark> = marks.iter().map(known_only).collect();
    kinds_of(layout, &marks).map(|kind| kind.completeness)
}

/// Strength with each known question at the lowest, then the highest, of its role values. It describes the
/// original answers: a settlement does not enter.
pub(super) fn spread(layout: &Layout<'_>, consensus: &[Consensus]) -> Option<Range> {
    let strength = |pick: fn(f64, f64) -> f64| {
        let mark = |(question, consensus): (usize, &Consensus)| {
            if !layout.has(question) {
                return Mark::ABSENT;
            }
            let extreme = consensus.roles.iter().map(|(_, level)| *level).reduce(pick);
            // Outcomes enter no strength; every other known question has a role value.
            Mark { state: consensus.state, x: extreme.unwrap_or(0.0) / 5.0 }
        };
        let marks: Vec<Mark> = consensus.iter().enumerate().map(mark).collect();
        strength_of(layout, &marks)
    };
    range(strength(f64::min), strength(f64::max))
}

/// Strength with each respondent's level capped by its evidence before consensus (asserted 2, documented 3,
/// verified 5), and a settled level by the settlement's evidence.
pub(super) fn evidenced(
    layout: &Layout<'_>,
    marks: &[Mark],
    ballots: &Ballots,
    settled: &[Option<&Settled>],
) -> Option<f64> {
    let capped = |question: usize| {
        let level = match settled[question].and_then(|settled| settled.value.zip(Some(settled.evidence))) {
            Some((SettledValue::Level(level), grade)) => Some(f64::from(level.min(grade.cap()))),
            Some((SettledValue::Fit(_), _)) => None,
            None if layout.questionnaire.questions[question].is_fit() => None,
            None => ballots.capped(layout.questionnaire, question),
        };
        match level {
            Some(level) if marks[question].state == State::Known => Mark::known(level / 5.0),
            _ => marks[question],
        }
    };
    let marks: Vec<Mark> = (0..marks.len()).map(capped).collect();
    strength_of(layout, &marks)
}

/// The smallest change of strength that is not noise: `1.96 √(2 Σ (∂S/∂x)² · 0.2²/3)`, a third of the answers
/// wobbling by one level. `None` where a kind is 0.
pub(super) fn detectable_change(lever: &Lever) -> Option<f64> {
    const WOBBLE: f64 = 0.2 * 0.2 / 3.0;
    let slopes = lever.slopes()?;
    let squares: f64 = slopes.iter().map(|slope| slope * slope * WOBBLE).sum();
    Some(1.96 * (2.0 * squares).sqrt())
}
