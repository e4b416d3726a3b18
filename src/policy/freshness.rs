//! How old answers may be. Each counts from the day it was given, else from the day its file was saved; a warning comes
//! before the end, so that nobody's unrelated change meets a failing build on the day.

use super::{Case, Docket, Freshness, Policy};
use crate::answers::AnswersFile;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::text::{and_list, count};

/// Answers named in a finding.
const NAMED: usize = 3;

/// Holds the age of every answer in scope: one finding a file and sort.
pub(super) fn hold(policy: &Policy, case: Case<'_>, docket: &mut Docket<'_>) {
    let Some(freshness) = policy.freshness else { return };
    let mut in_scope = vec![false; case.questionnaire.questions.len()];
    for result in &case.assessment.questions {
        in_scope[result.question] = true;
    }
    for file in case.files {
        for (code, mut answers) in sorted(freshness, case, file, &in_scope) {
            let role = &case.questionnaire.roles[file.answers.respondent.role].id;
            answers.retain(|answer| {
                !docket.excuses(code, &[&case.questionnaire.questions[answer.question].id, role])
            });
            if !answers.is_empty() {
                docket.findings.push(finding(policy, freshness, case, file, code, &answers));
            }
        }
    }
}

/// An answer that is not fresh.
struct Answer {
    question: usize,
    span: Span,
    age: i32,
}

/// The answers of a file by what is wrong with their age.
fn sorted(
    freshness: Freshness,
    case: Case<'_>,
    file: &AnswersFile,
    in_scope: &[bool],
) -> [(Code, Vec<Answer>); 3] {
    let saved = file.answers.saved_on();
    let mut found =
        [Code::StaleAnswer, Code::AgingAnswer, Code::UndatedAnswer].map(|code| (code, Vec::new()));
    for (question, span) in &file.places.entries {
        let entry = &file.answers.entries[*question];
        if entry.answer.is_none() || !in_scope[*question] {
            continue;
        }
        let Some(given) = entry.as_of.or(saved) else {
            found[2].1.push(Answer { question: *question, span: *span, age: 0 });
            continue;
        };
        let age = (case.today - given).get_days();
        let place = if age > freshness.max_age {
            0
        } else if freshness.warn_before > 0 && age >= freshness.max_age - freshness.warn_before {
            1
        } else {
            continue;
        };
        found[place].1.push(Answer { question: *question, span: *span, age });
    }
    // The oldest first, else as in the file.
    for (_, answers) in &mut found {
        answers.sort_by_key(|answer| -answer.age);
    }
    found
}

fn finding(
    policy: &Policy,
    freshness: Freshness,
    case: Case<'_>,
    file: &AnswersFile,
    code: Code,
    answers: &[Answer],
) -> Diagnostic {
    let role = &case.questionnaire.roles[file.answers.respondent.role].id;
    let (number, oldest) = (count(answers.len(), "answer"), answers.first().map_or(0, |answer| answer.age));
    let (are, max_age) = (if answers.len() == 1 { "is" } else { "are" }, freshness.max_age);
    let (message, label) = match code {
        Code::StaleAnswer => (
            format!("{number} of `{role}` {are} older than {max_age} days"),
            format!("given {oldest} days ago"),
        ),
        Code::AgingAnswer => (
            format!("{number} of `{role}` will soon be older than {max_age} days"),
            format!("holds for {} more", count(usize::try_from(max_age - oldest).unwrap_or(0), "day")),
        ),
        _ => {
            let have = if answers.len() == 1 { "has" } else { "have" };
            (format!("{number} of `{role}` {have} no date"), "no `as_of` here, and no `updated` above".into())
        }
    };
    let mut names: Vec<String> = answers
        .iter()
        .take(NAMED)
        .map(|answer| format!("`{}`", case.questionnaire.questions[answer.question].id))
        .collect();
    if answers.len() > NAMED {
        names.push(format!("{} more", answers.len() - NAMED));
    }
    let help = match code {
        Code::UndatedAnswer => format!("say when they were given: {}", and_list(&names)),
        _ => format!("ask again: {}", and_list(&names)),
    };
    let span = answers.first().map_or(file.places.head, |answer| answer.span);
    Diagnostic::new(code, &file.source, span, message)
        .label(label)
        .related(&policy.source, freshness.span, "the greatest age")
        .help(help)
}
