//! What has to be shown: where a question stands at a level or above, one of those who put it there has to have evidence
//! of the grade. Where it stands is the result's level, so that nobody has to prove what the result does not count.

use super::{Case, Docket, EvidenceRule, Policy};
use crate::answers::Answer;
use crate::assessment::TOLERANCE;
use crate::diagnostic::{Code, Diagnostic};
use crate::framework::Evidence;

/// Holds every rule of evidence on every question in scope. A finding stands at the first claim.
pub(super) fn hold(policy: &Policy, case: Case<'_>, docket: &mut Docket<'_>) {
    if policy.evidence.is_empty() {
        return;
    }
    let mut claims: Vec<Vec<Claim>> = vec![Vec::new(); case.questionnaire.questions.len()];
    for (at, file) in case.files.iter().enumerate() {
        for (place, (question, _)) in file.places.entries.iter().enumerate() {
            let entry = &file.answers.entries[*question];
            if let Some(Answer::Level(level)) = entry.answer {
                claims[*question].push(Claim { level, grade: entry.grade(), file: at, place });
            }
        }
    }
    for result in &case.assessment.questions {
        let settled = result.evidence.filter(|_| result.settled());
        // Of several rules that fail, the first says enough.
        let failed = policy.evidence.iter().find_map(|rule| {
            result.level.filter(|level| *level >= f64::from(rule.from) - TOLERANCE)?;
            let claim = unshown(*rule, &claims[result.question], settled)?;
            Some((rule, claim))
        });
        if let Some((rule, claim)) = failed {
            let id = &case.questionnaire.questions[result.question].id;
            docket.push(finding(policy, case, rule, claim, id), &[id]);
        }
    }
}

/// A level that a respondent gives.
#[derive(Debug, Clone, Copy)]
struct Claim {
    level: u8,
    grade: Evidence,
    file: usize,
    place: usize,
}

/// The first claim at or above the rule's level, else the first of all, where neither one of those above nor the
/// settlement has the grade.
fn unshown(rule: EvidenceRule, claims: &[Claim], settled: Option<Evidence>) -> Option<Claim> {
    let high = |claim: &&Claim| claim.level >= rule.from;
    let shown = |grade: Evidence| grade >= rule.grade;
    if settled.is_some_and(shown) || claims.iter().filter(high).any(|claim| shown(claim.grade)) {
        return None;
    }
    claims.iter().find(high).or(claims.first()).copied()
}

fn finding(policy: &Policy, case: Case<'_>, rule: &EvidenceRule, claim: Claim, id: &str) -> Diagnostic {
    let file = &case.files[claim.file];
    let (from, grade) = (rule.from, rule.grade.id());
    let message = format!("`{id}` stands at level {from} or above, and nobody has {grade} evidence of it");
    let span = file.places.entries.get(claim.place).map_or(file.places.head, |(_, span)| *span);
    Diagnostic::new(Code::WeakEvidence, &file.source, span, message)
        .related(&policy.source, rule.span, format!("asked for from level {from} on"))
        .help(
            "name the record in `artifacts` and the grade in `evidence`, or take the level that can be shown",
        )
}
