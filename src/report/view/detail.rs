//! For those who want to check: the figures that need explaining, and every question.

use super::{Facts, Figure, orientation::no_value};
use crate::{
    assessment::{Band, QuestionResult, State},
    report::words,
};

/// Stands where too few people answered for an anonymous edition.
pub(super) const HELD_BACK: &str = "held back";

/// The appendix.
#[derive(Debug, Clone, PartialEq)]
pub struct Appendix {
    /// Agreement by Krippendorff's alpha; effective kinds; the other reading of the weights.
    pub figures: Vec<String>,
    /// Every question in scope.
    pub questions: Vec<QuestionRow>,
}

/// One question.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionRow {
    /// Its id.
    pub id: String,
    /// As asked.
    pub ask: String,
    /// Level, positions, or why there is none.
    pub level: String,
    /// The value's band and share, where there is one.
    pub figure: Figure,
    /// How each role answered.
    pub views: String,
    /// Evidence, implied, settled; may be empty.
    pub remark: String,
}

impl Appendix {
    pub(super) fn new(facts: Facts<'_>) -> Self {
        let figures =
            [sensitivity(facts), effective_kinds(facts), coverage(facts), alpha(facts)].into_iter().flatten();
        Self {
            figures: figures.collect(),
            questions: facts.assessment.questions.iter().map(|one| QuestionRow::new(facts, one)).collect(),
        }
    }
}

/// Strength under the other reading of Guideline 2, naming the band where it differs.
fn sensitivity(facts: Facts<'_>) -> Option<String> {
    let overall = &facts.assessment.overall;
    let (half, strength) = (overall.technical_half?, overall.triad.strength?);
    let verdict = match (Band::of(half), Band::of(strength)) {
        (half, own) if half == own => format!("the same band, {}", own.name()),
        (half, own) => format!("another band: {} instead of {}", half.name(), own.name()),
    };
    Some(format!(
        "Weights: the three kinds weigh as the questionnaire says. Read as technology one half, integration and \
         social one quarter each, strength is {}: {verdict}.",
        words::percent(half)
    ))
}

fn effective_kinds(facts: Facts<'_>) -> Option<String> {
    let kinds = facts.assessment.overall.effective_kinds?;
    Some(format!("Effective kinds: the programme stands on {} of 3 kinds.", words::distance(kinds)))
}

fn coverage(facts: Facts<'_>) -> Option<String> {
    let triad = facts.assessment.overall.triad;
    let (coverage, balance) = (triad.coverage?, triad.balance?);
    Some(format!(
        "Coverage, the plain average of the kinds, is {}; strength is {} of that, for what is out of balance is lost.",
        words::percent(coverage),
        words::percent(balance)
    ))
}

fn alpha(facts: Facts<'_>) -> Option<String> {
    let alignment = facts.assessment.alignment.as_ref()?;
    Some(match alignment.alpha {
        Some(alpha) => format!(
            "Krippendorff's alpha (ordinal, respondents as raters): {:.2}. 1 is full agreement, 0 what chance \
             would give, less than 0 disagreement by system.",
            // Adding a positive zero turns -0.0 into 0.0.
            (100.0 * alpha).round() / 100.0 + 0.0
        ),
        None => "Krippendorff's alpha is not defined for these answers.".to_owned(),
    })
}

impl QuestionRow {
    fn new(facts: Facts<'_>, result: &QuestionResult) -> Self {
        let held_back = facts.voices.holds_back(result.question);
        let level = match (result.level, result.fit) {
            _ if held_back => HELD_BACK.to_owned(),
            (Some(level), _) => words::level(level),
            (None, Some(fit)) => format!(
                "organization {}, security {}",
                words::level(fit.organization),
                words::level(fit.security)
            ),
            (None, None) => no_value(result.state).to_owned(),
        };
        Self {
            id: facts.questionnaire.questions[result.question].id.clone(),
            ask: facts.ask(result.question),
            level,
            figure: Figure::percent(result.value.filter(|_| result.state == State::Known && !held_back)),
            views: facts.views(result.question),
            remark: if held_back { String::new() } else { remark(result) },
        }
    }
}

fn remark(result: &QuestionResult) -> String {
    let evidence = result.evidence.map(crate::framework::Evidence::name);
    let parts = [evidence, result.implied.then_some("implied"), result.settled().then_some("settled")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
