//! What only the files together show.

use super::Result;
use super::survey::Survey;
use crate::answers::{Answer, AnswersFile};
use crate::assessment;
use crate::diagnostic::{Code, Diagnostic};
use crate::policy::Docket;
use crate::source::Span;

/// Answers that the answer to an earlier question rules out. Which questions exist depends on all files, so these are
/// not the affair of one file.
pub(super) fn contradictions(survey: &Survey, result: &Result<'_>, docket: &mut Docket<'_>) {
    if result.assessment.contradictions.is_empty() {
        return;
    }
    for (respondent, question) in assessment::contradictions(result.questionnaire, &result.respondents) {
        let (file, asked) = (&survey.files[respondent], &result.questionnaire.questions[question]);
        let Some((span, required)) = place(file, question).zip(asked.requires()) else { continue };
        let earlier = &result.questionnaire.questions[required.question].id;
        let message = format!("the answer to `{}` is ruled out by that to `{earlier}`", asked.id);
        let mut finding = Diagnostic::new(Code::Contradiction, &file.source, span, message)
            .label(format!("requires `{earlier}` at level {} or above", required.level))
            .help("mend the one that does not hold");
        if let Some(span) = place(file, required.question) {
            finding = finding.related(&file.source, span, "stands below that");
        }
        docket.push(finding, &[&asked.id, &result.questionnaire.roles[file.answers.respondent.role].id]);
    }
}

/// Questions to which one gives a level and another says that they do not apply, unless that was settled.
pub(super) fn scope_disputes(survey: &Survey, result: &Result<'_>, docket: &mut Docket<'_>) {
    let settled = |question: usize| {
        let all = result.settlement.map_or(&[][..], |settlement| &settlement.settled);
        all.iter().any(|(of, settled)| *of == question && settled.value.is_some())
    };
    for question in result.assessment.scope_disputes.iter().copied().filter(|question| !settled(*question)) {
        let first = |is: fn(Answer) -> bool| {
            let said = |file: &&AnswersFile| file.answers.entries[question].answer.is_some_and(is);
            survey.files.iter().find(said).and_then(|file| Some((file, place(file, question)?)))
        };
        let without = first(|answer| answer == Answer::NotApplicable);
        let with = first(|answer| matches!(answer, Answer::Level(_) | Answer::Fit(_)));
        let (Some((without, span)), Some((with, other))) = (without, with) else { continue };
        let id = &result.questionnaire.questions[question].id;
        let message = format!("respondents do not agree whether `{id}` applies");
        let finding = Diagnostic::new(Code::ScopeDispute, &without.source, span, message)
            .label("said not to apply")
            .related(&with.source, other, "answered")
            .help("settle whether it applies; until then the answer counts");
        docket.push(finding, &[id]);
    }
}

fn place(file: &AnswersFile, question: usize) -> Option<Span> {
    file.places.entries.iter().find(|(of, _)| *of == question).map(|(_, span)| *span)
}
