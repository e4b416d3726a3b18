//! What sound answers show by themselves.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::answers::{Answer, AnswersFile, SettlementFile};
use crate::diagnostic::{Code, Diagnostic};
use crate::framework::{Evidence, Status};
use crate::policy;
use crate::source::Span;
use crate::text::count;

/// From this level on a claim needs more than somebody's word.
const HIGH: u8 = 4;

/// What is wrong with a respondent's answers, and what it is about.
pub(super) struct Finding {
    /// The finding.
    pub diagnostic: Diagnostic,
    /// The question (by index), where it is about one.
    pub question: Option<usize>,
    /// The respondent's role (by index).
    pub role: usize,
}

/// What one file shows by itself.
pub(super) fn findings(file: &AnswersFile, today: Date) -> Vec<Finding> {
    let role = file.answers.respondent.role;
    let mut found = Vec::new();
    if file.answers.status == Status::Draft {
        let diagnostic =
            Diagnostic::new(Code::Draft, &file.source, file.places.status, "these answers are a draft")
                .label("`status: confirmed` is missing")
                .help(policy::CONFIRMING);
        found.push(Finding { diagnostic, question: None, role });
    }
    let dates = future(file, today).into_iter();
    found.extend(dates.map(|diagnostic| Finding { diagnostic, question: None, role }));
    for (question, span) in &file.places.entries {
        let entry = unasked(file, *question, *span).into_iter().chain(unsupported(file, *question, *span));
        found.extend(entry.map(|diagnostic| Finding { diagnostic, question: Some(*question), role }));
    }
    found
}

/// An answer to a question that the role is not asked.
fn unasked(file: &AnswersFile, question: usize, span: Span) -> Option<Diagnostic> {
    let (asked, role) = (&file.questionnaire.questions[question], file.answers.respondent.role);
    file.answers.entries[question].answer.filter(|_| !asked.open_to(role))?;
    let role = &file.questionnaire.roles[role].id;
    let message = format!("`{}` is not asked of the role `{role}`", asked.id);
    Some(
        Diagnostic::new(Code::UnaskedQuestion, &file.source, span, message)
            .label("counts all the same")
            .help("remove it, or move it to the file of somebody who is asked"),
    )
}

/// A high level with nobody's word but the respondent's.
fn unsupported(file: &AnswersFile, question: usize, span: Span) -> Option<Diagnostic> {
    let entry = &file.answers.entries[question];
    let high = matches!(entry.answer, Some(Answer::Level(level)) if level >= HIGH);
    (high && entry.grade() == Evidence::Asserted).then(|| {
        let id = &file.questionnaire.questions[question].id;
        let message = format!("`{id}` claims level 4 or 5 on assertion alone");
        Diagnostic::new(Code::UnsupportedClaim, &file.source, span, message)
            .label("no evidence is named")
            .help("name the record in `artifacts` and the grade in `evidence`, or take the level that can be shown")
    })
}

/// Days and times after today: of the file, and one finding for all its answers.
fn future(file: &AnswersFile, today: Date) -> Vec<Diagnostic> {
    let times = [
        ("started", file.answers.started, file.places.started),
        ("updated", file.answers.updated, file.places.updated),
    ];
    let mut found: Vec<Diagnostic> = times
        .into_iter()
        .filter(|(_, time, _)| time.is_some_and(|at| at.to_zoned(TimeZone::UTC).date() > today))
        .map(|(key, _, span)| {
            let message = format!("`{key}` lies in the future");
            late(Diagnostic::new(Code::FutureDate, &file.source, span, message), today)
        })
        .collect();
    let later =
        |(question, _): &&(usize, Span)| file.answers.entries[*question].as_of.is_some_and(|day| day > today);
    let dated: Vec<&(usize, Span)> = file.places.entries.iter().filter(later).collect();
    if let Some((question, span)) = dated.first() {
        let id = &file.questionnaire.questions[*question].id;
        let message = match dated.len() {
            1 => format!("the `as_of` of `{id}` lies in the future"),
            several => format!("the `as_of` of {} lie in the future", count(several, "answer")),
        };
        found.push(late(Diagnostic::new(Code::FutureDate, &file.source, *span, message), today));
    }
    found
}

/// A settlement that is dated after today.
pub(super) fn settled_later(file: &SettlementFile, today: Date) -> Option<Diagnostic> {
    (file.settlement.settled_on > today).then(|| {
        let message = "`settled_on` lies in the future";
        late(Diagnostic::new(Code::FutureDate, &file.source, file.places.updated, message), today)
    })
}

fn late(diagnostic: Diagnostic, today: Date) -> Diagnostic {
    diagnostic.label(format!("after {today}")).help("set the day on which it was said")
}
