//! A policy held against an assessment: findings.
//!
//! `load` reads the file; each of the other parts holds one kind of demand: `thresholds` on numbers, `people` on who
//! answered, `freshness` and `evidence` on single answers, `regression` on what was. The `docket` keeps what no waiver
//! excuses.

mod docket;
mod evidence;
mod figure;
mod freshness;
mod load;
mod people;
mod regression;
mod thresholds;

use std::sync::Arc;

use jiff::civil::Date;

pub use docket::Docket;
pub use figure::Figure;
pub use load::{FORMAT, load};
pub(crate) use people::CONFIRMING;

use crate::answers::{AnswersFile, Settlement};
use crate::assessment::Assessment;
use crate::diagnostic::Code;
use crate::framework::Evidence;
use crate::questionnaire::Questionnaire;
use crate::source::{Source, Span};

/// A validated policy, resolved against a questionnaire.
#[derive(Debug, Clone)]
pub struct Policy {
    /// The file.
    pub source: Arc<Source>,
    /// Whether ranges count by their lower bound.
    pub pessimistic: bool,
    /// Roles (by index) that have to answer.
    pub roles: Vec<(usize, Span)>,
    /// Whether every file has to be confirmed.
    pub confirmed: Option<Span>,
    /// Numbers and what they are held to.
    pub thresholds: Vec<Threshold>,
    /// How old an answer may be.
    pub freshness: Option<Freshness>,
    /// What has to be shown from which level on.
    pub evidence: Vec<EvidenceRule>,
    /// How far a number may fall against the baseline.
    pub no_regression: Option<(f64, Span)>,
    /// What is excused.
    pub waivers: Vec<Waiver>,
}

/// A number and its least or greatest value.
#[derive(Debug, Clone)]
pub struct Threshold {
    /// Which number.
    pub figure: Figure,
    /// What it is held to.
    pub limit: f64,
    /// The limit in the file.
    pub span: Span,
}

/// How old an answer may be, in days.
#[derive(Debug, Clone, Copy)]
pub struct Freshness {
    /// The greatest age.
    pub max_age: i32,
    /// How long before that a warning is given.
    pub warn_before: i32,
    /// The greatest age in the file.
    pub span: Span,
}

/// From a level on, a grade that one respondent has to show.
#[derive(Debug, Clone, Copy)]
pub struct EvidenceRule {
    /// The least level that it is about.
    pub from: u8,
    /// The grade.
    pub grade: Evidence,
    /// The grade in the file.
    pub span: Span,
}

/// A finding that is excused for a while.
#[derive(Debug, Clone)]
pub struct Waiver {
    /// Which finding.
    pub finding: Code,
    /// What the finding is about.
    pub target: String,
    /// The last day.
    pub expires: Date,
    /// The target in the file.
    pub span: Span,
    /// The last day in the file.
    pub expires_span: Span,
}

/// What a policy is held against.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The questionnaire that was answered.
    pub questionnaire: &'a Questionnaire,
    /// The respondents' files.
    pub files: &'a [AnswersFile],
    /// What a workshop settled.
    pub settlement: Option<&'a Settlement>,
    /// The result.
    pub assessment: &'a Assessment,
    /// The result that it may not fall behind.
    pub baseline: Option<&'a Assessment>,
    /// The day of the check.
    pub today: Date,
}

/// Holds what a policy demands of each file by itself.
pub fn hold_files(policy: &Policy, case: Case<'_>, docket: &mut Docket<'_>) {
    people::confirmed(policy, case, docket);
    freshness::hold(policy, case, docket);
}

/// Holds what a policy demands of all files together.
pub fn hold_result(policy: &Policy, case: Case<'_>, docket: &mut Docket<'_>) {
    people::roles(policy, case, docket);
    thresholds::hold(policy, case, docket);
    evidence::hold(policy, case, docket);
}

/// Compares a case with its baseline; where no policy says so, nothing may fall.
pub fn compare(policy: Option<&Policy>, case: Case<'_>, docket: &mut Docket<'_>) {
    regression::hold(policy, case, docket);
}
