//! What the units show together: the middle of each figure, and where one unit is weak at what another is strong at.

use rayon::prelude::*;

use super::{Row, Unit};
use crate::assessment::TOLERANCE;
use crate::framework::Kind;
use crate::questionnaire::Questionnaire;

/// Below this value (level 2) a unit is weak at a mechanism.
pub const WEAK: f64 = 0.4;
/// From this value (level 3.5) on a unit is strong at one. No weak unit comes within ten points of it, so that who is
/// asked stands higher beyond doubt (scoring specification, §8).
pub const STRONG: f64 = 0.7;

/// Over all units that have a result.
#[derive(Debug, Clone, PartialEq)]
pub struct Across {
    /// Of the headline.
    pub strength: Spread,
    /// By [`Kind::index`].
    pub kinds: [Spread; 3],
    /// By the questionnaire's mechanisms.
    pub mechanisms: Vec<MechanismAcross>,
}

/// The least, the middle and the greatest of the units' values.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Spread {
    /// The least.
    pub low: Option<f64>,
    /// The median; of an even count the midpoint.
    pub median: Option<f64>,
    /// The greatest.
    pub high: Option<f64>,
    /// How many units have a value.
    pub units: usize,
}

/// One mechanism over all units.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MechanismAcross {
    /// Of its value, a fraction.
    pub spread: Spread,
    /// Units below level 2 in which somebody knows, by place, in the order of the folders.
    pub weak: Vec<u32>,
    /// In how many units nobody could say, which counts as 0.
    pub nobody: usize,
    /// Units at level 3.5 or above, likewise.
    pub strong: Vec<u32>,
}

impl Across {
    pub(super) fn of(questionnaire: &Questionnaire, units: &[Unit]) -> Self {
        let spread =
            |value: &dyn Fn(&Row) -> Option<f64>| Spread::of(rows(units).filter_map(value).collect());
        Self {
            strength: spread(&|row| row.strength),
            kinds: Kind::ALL.map(|kind| spread(&|row| row.kinds[kind.index()])),
            mechanisms: (0..questionnaire.mechanisms.len())
                .into_par_iter()
                .map(|mechanism| MechanismAcross {
                    spread: spread(&|row| row.mechanism(mechanism)),
                    weak: places(units, mechanism, |value| value < WEAK - TOLERANCE),
                    nobody: rows(units).filter(|row| row.nobody_could_say(mechanism)).count(),
                    strong: places(units, mechanism, |value| value >= STRONG - TOLERANCE),
                })
                .collect(),
        }
    }
}

fn rows(units: &[Unit]) -> impl Iterator<Item = &Row> {
    units.iter().filter_map(|unit| unit.row.as_ref().ok())
}

fn places(units: &[Unit], mechanism: usize, is: impl Fn(f64) -> bool) -> Vec<u32> {
    let of = |(unit, place): (&Unit, u32)| {
        unit.row
            .as_ref()
            .ok()
            .filter(|row| !row.nobody_could_say(mechanism))
            .and_then(|row| row.mechanism(mechanism))
            .filter(|value| is(*value))
            .map(|_| place)
    };
    units.iter().zip(0..).filter_map(of).collect()
}

impl Spread {
    fn of(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        let at = |place: usize| values.get(place).copied();
        let units = values.len();
        let median = at(units / 2).zip(at(units.saturating_sub(1) / 2)).map(|(a, b)| f64::midpoint(a, b));
        Self { low: at(0), median, high: values.last().copied(), units }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_an_even_count_is_its_midpoint() {
        assert_eq!(Spread::of(vec![]), Spread::default());
        let spread = Spread::of(vec![0.75, 0.25, 0.5, 0.0]);
        assert_eq!(
            (spread.low, spread.median, spread.high, spread.units),
            (Some(0.0), Some(0.375), Some(0.75), 4)
        );
        assert_eq!(Spread::of(vec![0.5, 0.0, 1.0]).median, Some(0.5));
    }
}
