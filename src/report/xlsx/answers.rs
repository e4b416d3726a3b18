//! Every question in scope: what is known of it, what each role said, and the notes.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::sheet::{Cell, Column, Styles, column, whole};
use crate::{
    answers::Answer,
    assessment::{Heard, QuestionResult, State},
    framework::Evidence,
    report::{record::Record, words},
    text::name_line,
};

pub(super) fn draw(sheet: &mut Worksheet, record: &Record<'_>, styles: &Styles) -> Result<(), XlsxError> {
    sheet.set_name("Answers")?;
    let roles = record.roles();
    let mut columns: Vec<Column> = vec![
        column("Question", 38.0),
        column("As asked", 60.0),
        column("Mechanism", 26.0),
        column("Kind", 13.0),
        column("Observes", 13.0),
        column("State", 13.0),
        column("Level", 8.0),
        column("Organization stands", 13.0),
        column("Security stands", 13.0),
        column("Statement", 50.0),
        column("Evidence", 12.0),
        column("Implied", 9.0),
        column("Settled", 9.0),
        column("Level before", 9.0),
    ];
    columns.extend(roles.iter().map(|&role| column(record.role_name(role), 12.0)));
    columns.push(column("Notes", 60.0));
    let rows: Vec<Vec<Cell>> =
        record.assessment.questions.iter().map(|one| row(record, &roles, one)).collect();
    whole(sheet, &columns, &rows, 1, styles)?;
    // Too wide for one page: two beside each other, each with the questions.
    sheet.set_print_fit_to_pages(2, 0);
    sheet.set_repeat_columns(0, 0)?;
    Ok(())
}

fn row(record: &Record<'_>, roles: &[usize], result: &QuestionResult) -> Vec<Cell> {
    let question = record.question(result.question);
    let belongs = record.belongs(result.question);
    let statement = result.level.map(|level| words::statement(record.questionnaire, result.question, level));
    let mut row = vec![
        Cell::text(&question.id),
        Cell::text(&question.ask),
        Cell::text(belongs.mechanism.map_or("", |one| one.name.as_str())),
        Cell::text(belongs.kind.map_or("", words::kind)),
        Cell::text(belongs.objective.map_or("", words::objective)),
        Cell::text(result.state.name()),
        Cell::level(result.level),
        Cell::level(result.fit.map(|fit| fit.organization)),
        Cell::level(result.fit.map(|fit| fit.security)),
        Cell::text(statement.unwrap_or_default()),
        Cell::text(result.evidence.map_or("", Evidence::name)),
        Cell::yes(result.implied),
        Cell::yes(result.settled()),
        Cell::level(result.original.and_then(|one| one.level)),
    ];
    row.extend(roles.iter().map(|&role| said(record, result, role)));
    row.push(Cell::text(notes(record, result.question)));
    row
}

/// A role's level, or in words what it said.
fn said(record: &Record<'_>, result: &QuestionResult, role: usize) -> Cell {
    if let Some((_, level)) = result.roles.iter().find(|(own, _)| *own == role) {
        return Cell::Level(*level);
    }
    let own = record.answers.iter().zip(&record.hearing.heard).filter(|(one, _)| one.respondent.role == role);
    let mut words: Vec<String> = own.filter_map(|(_, heard)| in_words(heard[result.question])).collect();
    words.dedup();
    Cell::text(words.join("; "))
}

fn in_words(heard: Heard) -> Option<String> {
    Some(match heard {
        Heard::Given(Answer::Fit(at)) => format!("{} / {}", at.organization, at.security),
        Heard::Given(Answer::Unknown) => "don't know".to_owned(),
        Heard::Given(Answer::NotApplicable) | Heard::ImpliedNotApplicable => {
            State::NotApplicable.name().to_owned()
        }
        Heard::Given(Answer::Level(level)) => level.to_string(),
        Heard::Nothing | Heard::ImpliedZero => return None,
    })
}

/// The respondents' notes, each after its role and name.
fn notes(record: &Record<'_>, question: usize) -> String {
    let note = |one: &&crate::answers::Answers| {
        let note = one.entries.get(question)?.note.as_deref()?;
        let role = record.role_name(one.respondent.role);
        let name = one.respondent.name.as_deref().map(name_line).filter(|name| !name.is_empty());
        let who = name.map_or_else(|| role.to_owned(), |name| format!("{role}, {name}"));
        Some(format!("{who}: {note}"))
    };
    record.answers.iter().filter_map(note).collect::<Vec<_>>().join("\n")
}
