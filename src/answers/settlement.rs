//! What a workshop agreed on: levels that take the place of the consensus.

use jiff::civil::Date;

use super::model::{Placement, QuestionnaireRef};
use crate::framework::Evidence;

/// A validated settlement file.
#[derive(Debug, Clone, PartialEq)]
pub struct Settlement {
    /// The questionnaire that was settled on.
    pub questionnaire: QuestionnaireRef,
    /// The organization, trimmed.
    pub organization: String,
    /// The day of the workshop.
    pub settled_on: Date,
    /// The answers that lay on the table: role index and digest of each file.
    pub answers: Vec<(usize, String)>,
    /// Question index and what was settled, in the questionnaire's order.
    pub settled: Vec<(usize, Settled)>,
}

/// What was settled on one question.
#[derive(Debug, Clone, PartialEq)]
pub struct Settled {
    /// The agreed value; `None` where the question was left open.
    pub value: Option<SettledValue>,
    /// Grade of evidence shown in the workshop.
    pub evidence: Evidence,
    /// Why.
    pub reason: String,
    /// Roles (by index) that dissent, by their consent.
    pub dissent: Vec<usize>,
}

/// An agreed level or pair of positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettledValue {
    /// A level 0..=5.
    Level(u8),
    /// Two positions on a fit scale.
    Fit(Placement),
}
