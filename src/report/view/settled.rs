//! What a workshop agreed on, and what it left open.

use super::{Facts, orientation::no_value, quoted};
use crate::{
    answers::Settled,
    assessment::{Positions, QuestionResult, State},
    report::words,
    text::{and_list, clean_line},
};

/// What a workshop settled and left open.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SettledView {
    /// "Settled in a workshop on 1 December 2026".
    pub title: String,
    /// That the answers have changed since, and whose; empty where they have not.
    pub changed: String,
    /// What was agreed, in the questionnaire's order.
    pub rows: Vec<SettledRow>,
    /// "Left open in a workshop on 1 December 2026".
    pub open_title: String,
    /// What was left open, in the questionnaire's order.
    pub open: Vec<SettledRow>,
}

/// A question that a workshop settled, or left open.
#[derive(Debug, Clone, PartialEq)]
pub struct SettledRow {
    /// Short name.
    pub label: String,
    /// What stood before, what was settled, and the shift.
    pub shift: String,
    /// What backs it: grade of evidence; empty where it was left open.
    pub evidence: String,
    /// Why, in the group's words; empty where nobody may be recognized.
    pub reason: String,
    /// Who sees it differently still, by their consent; empty where nobody does, or may be recognized.
    pub dissent: String,
}

impl SettledRow {
    /// Everything in a line: what moved, what backs it, why, who dissents.
    pub fn line(&self) -> String {
        let parts = [&self.shift, &self.evidence, &self.reason, &self.dissent].into_iter();
        parts.filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join("; ")
    }
}

impl SettledView {
    /// Whether a reason or a dissent may be shown for any of them.
    pub fn says_why(&self) -> bool {
        self.rows.iter().chain(&self.open).any(|row| !row.reason.is_empty() || !row.dissent.is_empty())
    }

    pub(super) fn new(facts: Facts<'_>) -> Self {
        let results = facts.assessment.questions.iter();
        let on = day(facts);
        Self {
            title: format!("Settled in a workshop{on}"),
            changed: changed(facts),
            rows: results.filter_map(|one| SettledRow::agreed(facts, one)).collect(),
            open_title: format!("Left open in a workshop{on}"),
            open: facts
                .settlement
                .into_iter()
                .flat_map(|one| &one.settled)
                .filter(|(_, settled)| settled.value.is_none())
                .filter(|(question, _)| facts.result(*question).is_some())
                .filter(|(question, _)| !facts.voices.holds_back(*question))
                .map(|(question, settled)| SettledRow::left_open(facts, *question, settled))
                .collect(),
        }
    }
}

/// What a workshop made of a question, for a remark beside it; empty where it made nothing.
pub(super) fn remark(facts: Facts<'_>, result: &QuestionResult) -> Option<String> {
    let what = match (result.original, entry(facts, result.question)) {
        (Some(before), _) => format!(
            "settled in a workshop{}, before: {}",
            day(facts),
            place(before.level, before.fit, before.state)
        ),
        (None, Some(settled)) if settled.value.is_none() => format!("left open in a workshop{}", day(facts)),
        _ => return None,
    };
    Some(what)
}

fn changed(facts: Facts<'_>) -> String {
    let Facts { questionnaire, settlement, answers, voices, .. } = facts;
    if voices.is_anonymous() {
        words::changed_since_without_roles(questionnaire, settlement, answers, voices.left_out())
    } else {
        words::changed_since(questionnaire, settlement, answers)
    }
}

fn day(facts: Facts<'_>) -> String {
    facts.settlement.map_or_else(String::new, |one| format!(" on {}", words::day(one.settled_on)))
}

fn entry(facts: Facts<'_>, question: usize) -> Option<&Settled> {
    facts.settlement?.of(question)
}

/// Where a question stands.
fn place(level: Option<f64>, fit: Option<Positions>, state: State) -> String {
    match (level, fit) {
        (Some(level), _) => format!("level {}", words::level(level)),
        (None, Some(fit)) => {
            format!(
                "organization {}, security {}",
                words::level(fit.organization),
                words::level(fit.security)
            )
        }
        (None, None) => no_value(state).to_owned(),
    }
}

impl SettledRow {
    fn agreed(facts: Facts<'_>, result: &QuestionResult) -> Option<Self> {
        let original = result.original.filter(|_| !facts.voices.holds_back(result.question))?;
        let before = place(original.level, original.fit, original.state);
        let after = place(result.level, result.fit, result.state);
        let shift = match (original.level, result.level) {
            _ if before == after => format!("confirmed at {after}"),
            (Some(a), Some(b)) if (b - a).abs() >= 0.05 => {
                let direction = if b > a { "up" } else { "down" };
                format!("before {before}, settled at {after} ({} {direction})", words::levels(b - a))
            }
            _ => format!("before {before}, settled at {after}"),
        };
        let evidence = result.evidence.map_or_else(String::new, |grade| grade.name().to_owned());
        let row = Self::left_open(facts, result.question, entry(facts, result.question)?);
        Some(Self { shift, evidence, ..row })
    }

    fn left_open(facts: Facts<'_>, question: usize, settled: &Settled) -> Self {
        let told = !facts.voices.is_anonymous();
        let reason = Some(clean_line(&settled.reason)).filter(|reason| told && !reason.is_empty());
        let dissent: Vec<&str> =
            settled.dissent.iter().map(|&role| facts.role(role)).filter(|_| told).collect();
        let dissent = match dissent.as_slice() {
            [] => String::new(),
            [one] => format!("{one} sees it differently still"),
            several => format!("{} see it differently still", and_list(several)),
        };
        Self {
            label: facts.label(question),
            shift: String::new(),
            evidence: String::new(),
            reason: reason.map_or_else(String::new, |reason| quoted(&reason)),
            dissent,
        }
    }
}
