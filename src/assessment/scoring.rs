//! From questions to mechanisms, kinds, cells, objectives and the whole (scoring specification, §3).
//!
//! One pure function, [`Scores::of`], from one [`Mark`] per question to every value. The point value, the bounds,
//! the spread and the evidenced strength differ only in the marks that they put in.

use super::is_enough;
use super::layout::{Layout, shares};
use super::result::State;
use crate::framework::{Kind, Objective};
use crate::questionnaire::Place;

/// What one question brings to the numbers. A question outside the scope is marked as not applicable.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Mark {
    /// Its state.
    pub state: State,
    /// Its value 0..=1; 0 unless known.
    pub x: f64,
}

impl Mark {
    /// A mark that leaves the question out.
    pub const ABSENT: Self = Self { state: State::NotApplicable, x: 0.0 };

    /// A known question at this value.
    pub fn known(x: f64) -> Self {
        Self { state: State::Known, x: unit(x) }
    }

    /// Whether it belongs to A(i).
    pub fn applies(self) -> bool {
        self.state != State::NotApplicable
    }

    /// Whether it belongs to S(i).
    pub fn is_scored(self) -> bool {
        matches!(self.state, State::Known | State::Unknown)
    }
}

/// A value clamped to 0..=1.
pub(super) fn unit(value: f64) -> f64 {
    value.clamp(0.0, 1.0)
}

/// A weighted mean being summed up.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Mean {
    sum: f64,
    weight: f64,
}

impl Mean {
    /// Adds a value with its weight.
    pub fn add(&mut self, weight: f64, value: f64) {
        self.sum += weight * value;
        self.weight += weight;
    }

    /// The weight so far.
    pub fn weight(self) -> f64 {
        self.weight
    }

    /// The mean of fractions, clamped to 0..=1; `None` where nothing has weight.
    pub fn fraction(self) -> Option<f64> {
        self.mean().map(unit)
    }

    /// The mean; `None` where nothing has weight.
    pub fn mean(self) -> Option<f64> {
        (self.weight > 0.0).then(|| self.sum / self.weight)
    }
}

/// A value and the share of what applies that it rests on.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Part {
    /// The value; after the 0.5 rule except for a mechanism.
    pub value: Option<f64>,
    /// Completeness κ; `None` where nothing applies.
    pub completeness: Option<f64>,
}

impl Part {
    /// The 0.5 rule: no value where completeness stands below one half, or nowhere.
    fn if_enough(self) -> Self {
        Self { value: self.value.filter(|_| self.completeness.is_some_and(is_enough)), ..self }
    }
}

/// Coverage and strength of three parts.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Power {
    /// `C = Σ w p`.
    pub coverage: Option<f64>,
    /// `S = (Σ w √p)²`.
    pub strength: Option<f64>,
}

impl Power {
    /// The power means of exponents 1 and 1/2 over three parts with weights that sum to 1; `None` where a part is
    /// missing. Sources: Atkinson 1970; Hill 1973.
    pub fn of(weights: [f64; 3], parts: [Option<f64>; 3]) -> Self {
        let [Some(a), Some(b), Some(c)] = parts else { return Self::default() };
        let parts = [a, b, c];
        let coverage: f64 = weights.iter().zip(parts).map(|(weight, part)| weight * part).sum();
        Self { coverage: Some(unit(coverage)), strength: Some(strength(weights, parts)) }
    }

    /// The same over an objective's cells: those where nothing applies drop out, and the weights are renormalised.
    pub fn of_row(weights: [f64; 3], cells: [Part; 3]) -> Self {
        let weights = row_weights(weights, cells);
        // A cell that dropped out weighs nothing, so that any number may stand for its value.
        let parts = cells.map(|cell| if cell.completeness.is_none() { Some(0.0) } else { cell.value });
        if weights.iter().sum::<f64>() > 0.0 { Self::of(weights, parts) } else { Self::default() }
    }

    /// `B = S / C`; `None` where C is 0.
    pub fn balance(self) -> Option<f64> {
        let (coverage, strength) = (self.coverage?, self.strength?);
        (coverage > 0.0).then(|| unit(strength / coverage))
    }
}

/// `S = (Σ w √p)²` for weights that sum to 1.
pub(super) fn strength(weights: [f64; 3], parts: [f64; 3]) -> f64 {
    let root: f64 = weights.iter().zip(parts).map(|(weight, part)| weight * part.max(0.0).sqrt()).sum();
    unit(root * root)
}

/// The kinds' weights within one objective: those of its cells where something applies, summing to 1; all zero
/// where nothing applies at all.
pub(super) fn row_weights(weights: [f64; 3], cells: [Part; 3]) -> [f64; 3] {
    let mut kept = weights;
    for (weight, cell) in kept.iter_mut().zip(cells) {
        if cell.completeness.is_none() {
            *weight = 0.0;
        }
    }
    if kept.iter().any(|weight| *weight > 0.0) { shares(kept) } else { kept }
}

/// Every value that follows from one mark per question.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scores {
    /// m and κ by mechanism; m stands whatever κ is.
    pub mechanisms: Vec<Part>,
    /// P and κ by kind.
    pub kinds: [Part; 3],
    /// By objective, then kind.
    pub cells: [[Part; 3]; 3],
    /// By objective; empty where nothing is observed.
    pub observed: [Part; 3],
    /// The whole, over the kinds.
    pub whole: Power,
    /// By objective, over its cells.
    pub rows: [Power; 3],
}

/// A mean over scored parts and the weight of all that apply.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    value: Mean,
    applicable: f64,
}

impl Tally {
    fn add(&mut self, weight: f64, mark: Mark, counts: bool) {
        if mark.applies() {
            self.applicable += weight;
        }
        if counts {
            self.value.add(weight, mark.x);
        }
    }

    fn part(self) -> Part {
        let completeness = (self.applicable > 0.0).then(|| unit(self.value.weight() / self.applicable));
        Part { value: self.value.fraction(), completeness }
    }
}

impl Scores {
    /// Scores the marks, one per question of the questionnaire.
    pub fn of(layout: &Layout<'_>, marks: &[Mark]) -> Self {
        let mechanisms = mechanisms(layout, marks);
        let kinds = kinds(layout, &mechanisms);
        let cells = cells(layout, marks).map(|row| row.map(Part::if_enough));
        Self {
            whole: whole(layout, kinds),
            rows: cells.map(|row| Power::of_row(layout.kinds, row)),
            observed: observed(layout, marks).map(Part::if_enough),
            mechanisms,
            kinds,
            cells,
        }
    }
}

/// P and κ by kind alone, where nothing else of [`Scores`] is asked for.
pub(super) fn kinds_of(layout: &Layout<'_>, marks: &[Mark]) -> [Part; 3] {
    kinds(layout, &mechanisms(layout, marks))
}

/// The strength of the whole alone.
pub(super) fn strength_of(layout: &Layout<'_>, marks: &[Mark]) -> Option<f64> {
    whole(layout, kinds_of(layout, marks)).strength
}

fn whole(layout: &Layout<'_>, kinds: [Part; 3]) -> Power {
    Power::of(layout.kinds, kinds.map(|kind| kind.value))
}

/// `m = Σ u x / Σ u` over the scored questions; `κ = Σ u` scored over `Σ u` applicable.
fn mechanisms(layout: &Layout<'_>, marks: &[Mark]) -> Vec<Part> {
    let part = |mechanism: &crate::questionnaire::Mechanism| {
        let mut tally = Tally::default();
        for question in mechanism.questions.clone() {
            tally.add(layout.questions[question], marks[question], marks[question].is_scored());
        }
        tally.part()
    };
    layout.questionnaire.mechanisms.iter().map(part).collect()
}

/// `P = Σ v m / Σ v` over mechanisms that have an m; `κ = Σ v κ / Σ v` over those where something applies. No P
/// without enough of it (the 0.5 rule).
fn kinds(layout: &Layout<'_>, mechanisms: &[Part]) -> [Part; 3] {
    let mut values = [Mean::default(); 3];
    let mut completeness = [Mean::default(); 3];
    for (mechanism, part) in mechanisms.iter().enumerate() {
        let (kind, weight) = (layout.kind_of(mechanism), layout.mechanisms[mechanism]);
        if let Some(value) = part.value {
            values[kind].add(weight, value);
        }
        if let Some(share) = part.completeness {
            completeness[kind].add(weight, share);
        }
    }
    Kind::ALL
        .map(|kind| Part {
            value: values[kind.index()].fraction(),
            completeness: completeness[kind.index()].fraction(),
        })
        .map(Part::if_enough)
}

/// `cell = Σ a r x / Σ a r` over scored questions, `a` being [`question_shares`]. Shares over applicable questions,
/// so that a value always lies within its bounds.
fn cells(layout: &Layout<'_>, marks: &[Mark]) -> [[Part; 3]; 3] {
    let mut tallies = [[Tally::default(); 3]; 3];
    for (question, share) in question_shares(layout, marks).into_iter().enumerate() {
        let Place::Mechanism { mechanism, relevance, .. } = layout.questionnaire.questions[question].place
        else {
            continue;
        };
        let (kind, mark) = (layout.kind_of(mechanism), marks[question]);
        for (row, relevance) in tallies.iter_mut().zip(relevance) {
            row[kind].add(share * f64::from(relevance), mark, mark.is_scored());
        }
    }
    tallies.map(|row| row.map(Tally::part))
}

/// `a_q = v_i u_q / Σ u` over the applicable questions of its mechanism; 0 for questions that do not apply and
/// for outcomes.
pub(super) fn question_shares(layout: &Layout<'_>, marks: &[Mark]) -> Vec<f64> {
    let mut shares = vec![0.0; marks.len()];
    for (mechanism, weight) in layout.questionnaire.mechanisms.iter().zip(&layout.mechanisms) {
        let applicable = |question: &usize| marks[*question].applies();
        let total: f64 =
            mechanism.questions.clone().filter(applicable).map(|question| layout.questions[question]).sum();
        for question in mechanism.questions.clone().filter(applicable) {
            if total > 0.0 {
                shares[question] = weight * (layout.questions[question] / total);
            }
        }
    }
    shares
}

/// `Σ u x / Σ u` over an objective's known outcome questions; `κ = Σ u` known over `Σ u` applicable.
fn observed(layout: &Layout<'_>, marks: &[Mark]) -> [Part; 3] {
    let mut tallies = [Tally::default(); 3];
    for (question, mark) in layout.questionnaire.questions.iter().zip(marks).enumerate() {
        let (place, mark) = (&mark.0.place, *mark.1);
        if let Place::Outcome { objective, .. } = place {
            tallies[objective.index()].add(layout.questions[question], mark, mark.state == State::Known);
        }
    }
    Objective::ALL.map(|objective| tallies[objective.index()].part())
}
