//! What to improve next, and what to find out (scoring specification, §6).

use std::cmp::Ordering;

use super::layout::Layout;
use super::result::{FindOut, Priority, QuestionResult, State};
use super::scoring::{Mark, Scores, strength, unit};
use crate::framework::TOP_LEVEL;
use crate::questionnaire::{Place, Questionnaire};

/// The strength of the whole as a function of single questions, their states being fixed.
///
/// Each kind is linear in its questions, `∂P/∂x = (v / Σ v) (u / Σ u)` over mechanisms that have a value and their
/// scored questions, so that one question more or less costs three square roots.
#[derive(Debug, Clone)]
pub(super) struct Lever {
    weights: [f64; 3],
    kinds: [f64; 3],
    /// By question: its kind, and `∂P/∂x`; `None` where it is not scored.
    shares: Vec<Option<(usize, f64)>>,
    /// By question: where it stands now.
    x: Vec<f64>,
}

impl Lever {
    /// The lever of these scores; `None` where the whole has no value.
    pub fn of(layout: &Layout<'_>, marks: &[Mark], scores: &Scores) -> Option<Self> {
        let [Some(technical), Some(integration), Some(social)] = scores.kinds.map(|kind| kind.value) else {
            return None;
        };
        Some(Self {
            weights: layout.kinds,
            kinds: [technical, integration, social],
            shares: kind_shares(layout, marks),
            x: marks.iter().map(|mark| mark.x).collect(),
        })
    }

    /// Strength now.
    pub fn strength(&self) -> f64 {
        strength(self.weights, self.kinds)
    }

    /// The kinds now.
    pub fn kinds(&self) -> [f64; 3] {
        self.kinds
    }

    /// The kinds with one question moved to a value 0..=1.
    fn moved(&self, question: usize, x: f64) -> [f64; 3] {
        let mut kinds = self.kinds;
        if let Some((kind, share)) = self.shares[question] {
            kinds[kind] = unit(kinds[kind] + share * (x - self.x[question]));
        }
        kinds
    }

    /// Strength gained by moving one question to a value 0..=1.
    pub fn gain(&self, question: usize, x: f64) -> f64 {
        strength(self.weights, self.moved(question, x)) - self.strength()
    }

    /// `∂S/∂x = w √(S/P) · ∂P/∂x` of every scored question; `None` where a kind is 0.
    pub fn slopes(&self) -> Option<Vec<f64>> {
        if self.kinds.iter().any(|kind| *kind <= 0.0) {
            return None;
        }
        let strength = self.strength();
        let slope =
            |&(kind, share): &(usize, f64)| self.weights[kind] * (strength / self.kinds[kind]).sqrt() * share;
        Some(self.shares.iter().flatten().map(slope).collect())
    }
}

/// By question: its kind, and its share `(v / Σ v) (u / Σ u)` of that kind's value; `None` where it is not scored.
pub(super) fn kind_shares(layout: &Layout<'_>, marks: &[Mark]) -> Vec<Option<(usize, f64)>> {
    let scored = |question: &usize| marks[*question].is_scored();
    let questions = |range: &std::ops::Range<usize>| -> f64 {
        range.clone().filter(scored).map(|question| layout.questions[question]).sum()
    };
    let totals: Vec<f64> =
        layout.questionnaire.mechanisms.iter().map(|mechanism| questions(&mechanism.questions)).collect();
    let mut kinds = [0.0; 3];
    for (mechanism, total) in totals.iter().enumerate() {
        if *total > 0.0 {
            kinds[layout.kind_of(mechanism)] += layout.mechanisms[mechanism];
        }
    }
    let mut shares = vec![None; marks.len()];
    for (index, mechanism) in layout.questionnaire.mechanisms.iter().enumerate() {
        let kind = mechanism.kind.index();
        for question in mechanism.questions.clone().filter(scored) {
            let within = layout.questions[question] / totals[index];
            shares[question] = Some((kind, layout.mechanisms[index] / kinds[kind] * within));
        }
    }
    shares
}

/// The next whole level, at most 5.
pub(super) fn next_level(level: f64) -> f64 {
    f64::from(TOP_LEVEL).min(level.floor() + 1.0)
}

/// The next step on a question, if there is one: known, below the top and not implied.
pub(super) fn step(
    questionnaire: &Questionnaire,
    lever: &Lever,
    result: &QuestionResult,
    disputed: bool,
) -> Option<Priority> {
    let question = &questionnaire.questions[result.question];
    let from = result.level.filter(|level| *level < f64::from(TOP_LEVEL))?;
    if question.is_outcome() || result.state != State::Known || result.implied {
        return None;
    }
    let to = next_level(from);
    let gain = lever.gain(result.question, to / 5.0);
    Some(Priority {
        question: result.question,
        from,
        to,
        gain,
        effort: question.effort,
        gain_per_effort: gain / f64::from(question.effort.max(1)),
        disputed: disputed && !result.settled(),
    })
}

/// Greater first, values equal to twelve decimals by id in byte order.
pub(super) fn rank(questionnaire: &Questionnaire, a: (usize, f64), b: (usize, f64)) -> Ordering {
    let rounded = |value: f64| (value * 1e12).round();
    let id = |question: usize| questionnaire.questions[question].id.as_bytes();
    rounded(b.1).total_cmp(&rounded(a.1)).then_with(|| id(a.0).cmp(id(b.0)))
}

/// The next step of every question that has one, by gain over effort.
pub(super) fn priorities(
    layout: &Layout<'_>,
    lever: &Lever,
    results: &[QuestionResult],
    disputed: &[bool],
) -> Vec<Priority> {
    let questionnaire = layout.questionnaire;
    let mut steps: Vec<Priority> = results
        .iter()
        .filter_map(|result| step(questionnaire, lever, result, disputed[result.question]))
        .collect();
    steps.sort_by(|a, b| {
        rank(questionnaire, (a.question, a.gain_per_effort), (b.question, b.gain_per_effort))
    });
    steps
}

/// The unknown questions of mechanisms by what knowing them could gain; without a value of the whole, the unknown
/// and unanswered questions of the kinds without a value, in the questionnaire's order.
pub(super) fn find_out(
    layout: &Layout<'_>,
    lever: Option<&Lever>,
    scores: &Scores,
    results: &[QuestionResult],
) -> Vec<FindOut> {
    let questionnaire = layout.questionnaire;
    let of_mechanisms =
        results.iter().filter_map(|result| match questionnaire.questions[result.question].place {
            Place::Mechanism { mechanism, .. } => Some((result, layout.kind_of(mechanism))),
            Place::Outcome { .. } => None,
        });
    let Some(lever) = lever else {
        let wanted = |result: &QuestionResult, kind: usize| {
            scores.kinds[kind].value.is_none() && matches!(result.state, State::Unknown | State::Unanswered)
        };
        return of_mechanisms
            .filter(|(result, kind)| wanted(result, *kind))
            .map(|(result, _)| FindOut { question: result.question, gain: None })
            .collect();
    };
    let mut list: Vec<(usize, f64)> = of_mechanisms
        .filter(|(result, _)| result.state == State::Unknown)
        .map(|(result, _)| (result.question, lever.gain(result.question, 1.0)))
        .collect();
    list.sort_by(|a, b| rank(questionnaire, *a, *b));
    list.into_iter().map(|(question, gain)| FindOut { question, gain: Some(gain) }).collect()
}
