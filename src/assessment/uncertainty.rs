//! How far the numbers can be trusted: bounds, spread, evidenced strength, detectable change
//! (scoring specification, §4).

use super::consensus::Consensus;
use super::layout::Layout;
use super::priorities::Lever;
use super::result::{Range, State};
use super::scoring::{Mark, Part, Power, Scores};
use crate::answers::{Settled, SettledValue};

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
        let filled = |x: f64| -> Vec<Mark> {
            let fill = |mark: &Mark| match mark.state {
                State::Unknown | State::Unanswered => Mark::known(x),
                State::Known | State::NotApplicable => *mark,
            };
            marks.iter().map(fill).collect()
        };
        Self { low: Scores::of(layout, &filled(0.0)), high: Scores::of(layout, &filled(1.0)) }
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
    Scores::of(layout, &marks).kinds.map(|kind| kind.completeness)
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
        Scores::of(layout, &marks).whole.strength
    };
    range(strength(f64::min), strength(f64::max))
}

/// Strength with each respondent's level capped by its evidence before consensus (asserted 2, documented 3,
/// verified 5), and a settled level by the settlement's evidence.
pub(super) fn evidenced(
    layout: &Layout<'_>,
    marks: &[Mark],
    consensus: &[Consensus],
    settled: &[Option<&Settled>],
) -> Option<f64> {
    let capped = |question: usize| {
        let level = match settled[question].and_then(|settled| settled.value.zip(Some(settled.evidence))) {
            Some((SettledValue::Level(level), grade)) => Some(f64::from(level.min(grade.cap()))),
            Some((SettledValue::Fit(_), _)) => None,
            None => consensus[question].capped,
        };
        match level {
            Some(level) if marks[question].state == State::Known => Mark::known(level / 5.0),
            _ => marks[question],
        }
    };
    let marks: Vec<Mark> = (0..marks.len()).map(capped).collect();
    Scores::of(layout, &marks).whole.strength
}

/// The smallest change of strength that is not noise: `1.96 √(2 Σ (∂S/∂x)² · 0.2²/3)`, a third of the answers
/// wobbling by one level. `None` where a kind is 0.
pub(super) fn detectable_change(lever: &Lever) -> Option<f64> {
    const WOBBLE: f64 = 0.2 * 0.2 / 3.0;
    let slopes = lever.slopes()?;
    let squares: f64 = slopes.iter().map(|slope| slope * slope * WOBBLE).sum();
    Some(1.96 * (2.0 * squares).sqrt())
}
