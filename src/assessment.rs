//! From answers to numbers: consensus, scoring, uncertainty, alignment, priorities. Pure: no I/O, no serialization.
//!
//! [`assess`] reads each respondent's answers (`implication`), finds one value per question (`consensus`,
//! `questions`), scores it (`scoring`) and says how far the result can be trusted (`uncertainty`, `alignment`) and
//! what to do next (`priorities`); [`outline`] stops at the figures; [`explain`] says why a number is what it is, [`plan`] puts the next steps in order.
//! `layout` holds what is fixed before any answer is read.

mod alignment;
mod alpha;
mod assemble;
pub mod comparison;
mod consensus;
pub mod explanation;
mod guidelines;
mod hearing;
mod implication;
mod layout;
mod outline;
pub mod plan;
mod priorities;
mod questions;
mod respondents;
mod result;
mod scoring;
mod uncertainty;

pub use alignment::Agreement;
pub(crate) use alignment::mean;
pub(crate) use consensus::{Histogram, median};
pub use explanation::{Explanation, Target, explain};
pub use hearing::{Heard, Hearing, hearing};
pub use outline::{Outline, outline};
pub use plan::{Plan, plan};
pub use result::*;

use crate::answers::{Answers, Settlement};
use crate::questionnaire::Questionnaire;

/// Scores one organization's answers (scoring specification, §1–§7).
///
/// The answers are resolved against this questionnaire, one per respondent. Their order does not matter. What a
/// settlement agreed on takes the consensus's place.
pub fn assess(
    questionnaire: &Questionnaire,
    respondents: &[&Answers],
    settlement: Option<&Settlement>,
) -> Assessment {
    assemble::assessment(layout::Layout::new(questionnaire, respondents), respondents, settlement)
}

/// The same over fewer questions: as if those that are not kept (by index) did not exist.
fn assess_some(
    questionnaire: &Questionnaire,
    respondents: &[&Answers],
    settlement: Option<&Settlement>,
    keep: &[bool],
) -> Assessment {
    let layout = layout::Layout::new(questionnaire, respondents).narrowed(keep);
    assemble::assessment(layout, respondents, settlement)
}

/// The answers that stand against a failed requirement: respondent (by place) and question, in that order.
pub fn contradictions(questionnaire: &Questionnaire, respondents: &[&Answers]) -> Vec<(usize, usize)> {
    let layout = layout::Layout::new(questionnaire, respondents);
    let of_one = |(respondent, answers): (usize, &&Answers)| {
        let found = implication::Reading::of(&layout, answers).contradictions;
        found.into_iter().map(move |question| (respondent, question))
    };
    respondents.iter().enumerate().flat_map(of_one).collect()
}

/// Whether a completeness is enough for a value to be shown (scoring specification, §3).
pub fn is_enough(completeness: f64) -> bool {
    completeness >= 0.5 - TOLERANCE
}
