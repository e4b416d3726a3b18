//! What stands out in one role's answers, and what it may mean: a hypothesis about the channels between the roles, to
//! be tested by asking, never a finding about a person.

use super::reading::{Link, Lone, Reading};
use super::texts::{BRIGHTENS, DARKENS, Meaning, ONLY, Texts, texts};
use super::voice::Said;
use crate::assessment::{Alignment, QuestionAlignment};

/// Mean difference to the other roles, in levels, from which a role is said to rate higher or lower.
const LEANS: f64 = 0.5;
/// Fewer comparisons with other roles' levels than this show no pattern.
pub(super) const ENOUGH: usize = 5;
/// Share of "don't know" from which it stands out.
const UNSURE: f64 = 0.1;
/// So many questions on which a role does not know what another could answer stand out as well: one does not.
const MISSED: usize = 2;
/// Distance to another role on one question, in levels, from which it is worth a word.
const APART: f64 = 1.0;
/// Distance on one question from which it says more than a "don't know".
const WIDE: f64 = 2.0;
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
    /// Where it lies farthest from another; `None` where it is with everybody everywhere.
    pub farthest: Option<Farthest>,
    /// Questions on which it gave a level, and nobody else who was asked knows.
    pub only: Vec<usize>,
    /// What these may mean; empty where nothing stands out.
    pub meanings: Vec<&'static Meaning>,
    /// Whether they rest on a question or two only, so that they are worth asking about and no more.
    pub weak: bool,
}

/// Where a role lies farthest from another.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Farthest {
    /// Question index.
    pub question: usize,
    /// Its own level.
    pub level: f64,
    /// The level farthest from it.
    pub other: f64,
    /// Whose that is.
    pub voices: Vec<usize>,
    /// Whether it lies farther from one who stands alone there, which says more of that one than of this role.
    pub aside: bool,
}

impl Farthest {
    fn distance(&self) -> f64 {
        (self.level - self.other).abs()
    }
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
        let mut meanings: Vec<&'static Meaning> = [
            (stands.is_some_and(|lean| lean >= LEANS - 1e-9), &texts.higher),
            (stands.is_some_and(|lean| lean <= -LEANS + 1e-9), &texts.lower),
            (unsure, &texts.unsure),
        ]
        .into_iter()
        .filter_map(|(applies, text)| applies.then_some(text))
        .collect();
        let (farthest, only) = (farthest(reading, voice), only(reading, voice));
        let weak = meanings.is_empty();
        if weak {
            meanings.extend(weakly(texts, farthest.as_ref(), &missed, &only));
        }
        Self {
            voice,
            lean,
            unknown,
            missed,
            alone: reading.lone.iter().filter(|one| one.voice == voice).copied().collect(),
            farthest,
            only,
            weak: weak && !meanings.is_empty(),
            meanings,
        }
    }

    /// Whether it rates higher or lower than the others by enough to speak of it.
    pub(super) fn leans(&self) -> Option<f64> {
        self.lean.filter(|&(lean, all)| all >= ENOUGH && lean.abs() >= LEANS - 1e-9).map(|(lean, _)| lean)
    }
}

/// The strongest of what is too little for a pattern: where it lies two levels or more from somebody, what it does
/// not know, what it alone knows, any other gap.
fn weakly(
    texts: &'static Texts,
    farthest: Option<&Farthest>,
    missed: &[usize],
    only: &[usize],
) -> Option<&'static Meaning> {
    let apart = farthest.map(|one| one.level - one.other);
    let direction = |apart: f64| if apart > 0.0 { &texts.higher } else { &texts.lower };
    let wide = apart.filter(|apart| apart.abs() >= WIDE - 1e-9).map(direction);
    let missed = (!missed.is_empty()).then_some(&texts.unsure);
    let only = (!only.is_empty()).then_some(&ONLY);
    wide.or(missed).or(only).or(apart.map(direction))
}

/// Where a role lies farthest from another, a level at least: first of all where nobody else stands alone; of several
/// questions the one of which it marks an end, then the widest dispute.
fn farthest(reading: &Reading, voice: usize) -> Option<Farthest> {
    let mut questions: Vec<&QuestionAlignment> = reading.questions.iter().collect();
    questions.sort_by(|a, b| a.widest_first(b));
    let all: Vec<(f64, Farthest)> = questions
        .into_iter()
        .filter_map(|seen| on(reading, voice, seen.question).map(|one| (seen.range - one.distance(), one)))
        .collect();
    let is_aside =
        |one: &Farthest| reading.lone.iter().any(|lone| lone.question == one.question && lone.voice != voice);
    // The first of the best: of two that are the same the earlier stays.
    let best = |a: (f64, Farthest), b: (f64, Farthest)| {
        let farther = b.1.distance() - a.1.distance();
        if farther > 1e-9 || (farther > -1e-9 && b.0 < a.0 - 1e-9) { b } else { a }
    };
    let widest = all.iter().map(|(_, one)| one.distance()).fold(0.0, f64::max);
    let own = all.iter().filter(|(_, one)| !is_aside(one)).cloned().reduce(best);
    let (_, found) = own.or_else(|| all.into_iter().reduce(best))?;
    Some(Farthest { aside: found.distance() < widest - 1e-9, ..found })
}

/// Where a role lies farthest from another on one question, a level at least.
fn on(reading: &Reading, voice: usize, question: usize) -> Option<Farthest> {
    let level = reading.voices[voice].said[question].level()?;
    let others = || {
        let others = reading.voices.iter().enumerate();
        others.filter_map(|(place, other)| Some((place, other.said[question].level()?)))
    };
    let widest = others().map(|(_, other)| (level - other).abs()).fold(0.0, f64::max);
    let is_far = |other: f64| (level - other).abs() >= widest - 1e-9;
    let (_, other) = others().find(|(_, other)| is_far(*other)).filter(|_| widest >= APART - 1e-9)?;
    let voices = others().filter(|(_, one)| (one - other).abs() < 1e-9).map(|(place, _)| place).collect();
    Some(Farthest { question, level, other, voices, aside: false })
}

/// Questions on which only this role gave a level, and another answered that it does not know.
fn only(reading: &Reading, voice: usize) -> Vec<usize> {
    let own = reading.voices[voice].said.iter().enumerate();
    let others = |question: usize| {
        let others = reading.voices.iter().enumerate().filter(move |(place, _)| *place != voice);
        others.map(move |(_, other)| other.said[question])
    };
    let alone = |question: usize| {
        others(question).all(|said| said.level().is_none())
            && others(question).any(|said| said == Said::Unknown)
    };
    own.filter(|(question, said)| said.level().is_some() && alone(*question)).map(|(at, _)| at).collect()
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
pub(super) fn lean(reading: &Reading, voice: usize) -> Option<(f64, usize)> {
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
