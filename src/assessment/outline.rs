//! The figures by which one unit stands beside many others: without alignment, next steps, ranges of the parts and
//! whatever else only a report of its own shows. Of ten thousand units that is most of the work.

use super::assemble::Workings;
use super::is_enough;
use super::result::{Range, State};
use super::uncertainty::strength_range;
use crate::answers::{Answers, Settlement};
use crate::framework::Scope;
use crate::questionnaire::Questionnaire;

/// Figures of one organization, the same as in its [`Assessment`](super::Assessment).
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// The questions that exist for this result.
    pub scope: Scope,
    /// The headline.
    pub strength: Option<f64>,
    /// What it could be by what is still open.
    pub strength_range: Option<Range>,
    /// Greatest minus least kind.
    pub kind_gap: Option<f64>,
    /// Share answered, unknowns included.
    pub completeness: Option<f64>,
    /// Share answered with knowledge.
    pub known: Option<f64>,
    /// By [`Kind::index`](crate::framework::Kind::index).
    pub kinds: [Option<f64>; 3],
    /// Strength of the support, by [`Objective::index`](crate::framework::Objective::index).
    pub support: [Option<f64>; 3],
    /// What is observed, likewise.
    pub observed: [Option<f64>; 3],
    /// By the questionnaire's mechanisms: the value where enough is answered; what nobody knows counts as 0.
    pub mechanisms: Vec<Option<f64>>,
    /// The mechanisms (indices) whose value is made of "don't know" alone.
    pub unknown: Vec<usize>,
}

/// The outline of one organization's answers, under the same conditions as [`assess`](super::assess).
pub fn outline(
    questionnaire: &Questionnaire,
    respondents: &[&Answers],
    settlement: Option<&Settlement>,
) -> Outline {
    let work = Workings::of(questionnaire, respondents, settlement);
    let (scores, marks) = (&work.scores, &work.marks);
    let known = |question: usize| marks[question].state == State::Known;
    let mechanisms = questionnaire.mechanisms.iter().zip(&scores.mechanisms).map(|(mechanism, part)| {
        let value = part.value.filter(|_| part.completeness.is_some_and(is_enough));
        (value, value.is_some() && !mechanism.questions.clone().any(known))
    });
    let (mechanisms, is_unknown): (Vec<Option<f64>>, Vec<bool>) = mechanisms.unzip();
    Outline {
        scope: work.layout.scope,
        strength: scores.whole.strength,
        strength_range: strength_range(&work.layout, marks),
        kind_gap: work.kind_gap(),
        completeness: work.completeness(),
        known: work.known(),
        kinds: scores.kinds.map(|kind| kind.value),
        support: scores.rows.map(|row| row.strength),
        observed: scores.observed.map(|observed| observed.value),
        mechanisms,
        unknown: (0..is_unknown.len()).filter(|&mechanism| is_unknown[mechanism]).collect(),
    }
}
