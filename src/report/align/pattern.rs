//! What stands out in one role's answers, and what it may mean: a hypothesis about the channels between the roles, to
//! be tested by asking, never a finding about a person.

use super::reading::{Link, Lone, Reading};
use super::texts::{BRIGHTENS, DARKENS, Meaning, texts};
use super::voice::Said;
use crate::assessment::Alignment;

/// Mean difference to the other roles, in levels, from which a role is said to rate higher or lower.
const LEANS: f64 = 0.5;
/// Fewer comparisons with other roles' levels than this show no pattern.
const ENOUGH: usize = 5;
/// Share of "don't know" from which it stands out.
const UNSURE: f64 = 0.1;
/// So many questions on which a role does not know what another could answer stand out as well: one does not.
const MISSED: usize = 2;
/// Mean difference along a link of the chain, in levels, from which it slopes.
const SLOPES: f64 = 0.5;

/// What stands out in one role's answers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pattern {
    /// Which voice.
    pub voice: usize,
    /// Mean difference to the other roles' levels, and over how many comparisons.
    pub lean: Option<(f64, usize)>,
    /// Share of "don't know" in its answers.
    pub unknown: Option<f64>,
    /// Questions on which it does not know, and another role gave a level.
    pub missed: Vec<usize>,
    /// Questions on which it stands alone.
    pub alone: Vec<Lone>,
    /// What these may mean; empty where nothing stands out.
    pub meanings: Vec<&'static Meaning>,
}

impl Pattern {
    /// What stands out in each role's answers, in role order.
    pub(super) fn all(reading: &Reading, alignment: &Alignment) -> Vec<Self> {
        (0..reading.voices.len()).map(|voice| Self::of(reading, alignment, voice)).collect()
    }

    fn of(reading: &Reading, alignment: &Alignment, voice: usize) -> Self {
        let own = &reading.voices[voice];
        let rate = alignment.roles.iter().find(|(role, _)| own.role == Some(*role));
        let unknown = rate.and_then(|(_, rate)| *rate);
        let missed = missed(reading, voice);
        let lean = lean(reading, voice);
        let stands = lean.filter(|(_, comparisons)| *comparisons >= ENOUGH).map(|(lean, _)| lean);
        let texts = texts(&own.id, own.side);
        // Where nobody else knows either, nothing failed to reach this role.
        let often = unknown.is_some_and(|rate| rate >= UNSURE - 1e-9) && !missed.is_empty();
        let unsure = often || missed.len() >= MISSED;
        let meanings = [
            (stands.is_some_and(|lean| lean >= LEANS - 1e-9), &texts.higher),
            (stands.is_some_and(|lean| lean <= -LEANS + 1e-9), &texts.lower),
            (unsure, &texts.unsure),
        ];
        Self {
            voice,
            lean,
            unknown,
            missed,
            alone: reading.lone.iter().filter(|one| one.voice == voice).copied().collect(),
            meanings: meanings.into_iter().filter(|(applies, _)| *applies).map(|(_, text)| text).collect(),
        }
    }

    /// Whether it rates higher or lower than the others by enough to speak of it.
    pub(super) fn leans(&self) -> Option<f64> {
        self.lean.filter(|&(lean, all)| all >= ENOUGH && lean.abs() >= LEANS - 1e-9).map(|(lean, _)| lean)
    }
}

/// What it may mean where the picture brightens, or darkens, at every link of the chain; `None` where it does not, or
/// where the chain has one link only.
pub(super) fn slope(chain: &[Link]) -> Option<&'static Meaning> {
    let gaps: Vec<f64> = chain
        .iter()
        .map(|link| link.pair.gap.filter(|_| link.pair.questions >= ENOUGH))
        .collect::<Option<_>>()?;
    match gaps.as_slice() {
        [] | [_] => None,
        all if all.iter().all(|gap| *gap >= SLOPES - 1e-9) => Some(&BRIGHTENS),
        all if all.iter().all(|gap| *gap <= -SLOPES + 1e-9) => Some(&DARKENS),
        _ => None,
    }
}

/// The mean of a role's pairs, each counted by its questions: its level minus another role's.
fn lean(reading: &Reading, voice: usize) -> Option<(f64, usize)> {
    let (mut sum, mut comparisons) = (0.0, 0);
    for pair in reading.pairs.iter().filter(|pair| pair.a == voice || pair.b == voice) {
        let Some(gap) = pair.gap else { continue };
        sum += if pair.a == voice { gap } else { -gap } * pair.questions as f64;
        comparisons += pair.questions;
    }
    (comparisons > 0).then(|| (sum / comparisons as f64, comparisons))
}

/// Questions on which a role does not know, and another gave a level.
fn missed(reading: &Reading, voice: usize) -> Vec<usize> {
    let said = reading.voices[voice].said.iter().enumerate();
    let known = |question: usize| reading.voices.iter().any(|other| other.said[question].level().is_some());
    said.filter(|(question, said)| **said == Said::Unknown && known(*question)).map(|(at, _)| at).collect()
}
