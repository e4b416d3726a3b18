//! What has to be shown: of those who put a question at a level or above, one has to have evidence of the grade.

use super::{Case, Docket, EvidenceRule, Policy};
use crate::answers::{Answer, Settled, SettledValue};
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
        let settled = settled(case, result.question);
        // Of several rules that fail, the first says enough.
        let failed = policy.evidence.iter().find_map(|rule| {
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

/// The level and the grade that a workshop agreed on.
fn settled(case: Case<'_>, question: usize) -> Option<(u8, Evidence)> {
    let of_question = |(settled, _): &&(usize, Settled)| *settled == question;
    let (_, settled) = case.settlement?.settled.iter().find(of_question)?;
    match settled.value? {
        SettledValue::Level(level) => Some((level, settled.evidence)),
        SettledValue::Fit(_) => None,
    }
}

/// The first claim at or above the rule's level, where none of them has the grade. A settled level takes the place of
/// the respondents' as to whether there is anything to show; who shows it may be either.
fn unshown(rule: EvidenceRule, claims: &[Claim], settled: Option<(u8, Evidence)>) -> Option<Claim> {
    if let Some((level, grade)) = settled
        && (level < rule.from || grade >= rule.grade)
    {
        return None;
    }
    let mut high = claims.iter().filter(|claim| claim.level >= rule.from);
    let first = *high.clone().next().or(claims.first().filter(|_| settled.is_some()))?;
    high.all(|claim| claim.grade < rule.grade).then_some(first)
}

fn finding(policy: &Policy, case: Case<'_>, rule: &EvidenceRule, claim: Claim, id: &str) -> Diagnostic {
    let file = &case.files[claim.file];
    let (from, grade) = (rule.from, rule.grade.id());
    let message = format!("`{id}` is put at level {from} or above, and nobody has {grade} evidence of it");
    let span = file.places.entries.get(claim.place).map_or(file.places.head, |(_, span)| *span);
    Diagnostic::new(Code::WeakEvidence, &file.source, span, message)
        .related(&policy.source, rule.span, format!("asked for from level {from} on"))
        .help(
            "name the record in `artifacts` and the grade in `evidence`, or take the level that can be shown",
        )
}
