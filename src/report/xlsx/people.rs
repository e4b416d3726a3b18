//! How the roles agree, question by question; and who answered.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::sheet::{Cell, Column, Styles, column, columns, paper, sentences, table, whole, widths};
use crate::{
    assessment::QuestionAlignment,
    report::{
        record::Record,
        view::{AlignmentView, View},
        words,
    },
};

pub(super) fn alignment(
    sheet: &mut Worksheet,
    view: &View,
    record: &Record<'_>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    sheet.set_name("Alignment")?;
    let roles = record.roles();
    let mut columns: Vec<Column> = vec![
        column("Question", 56.0),
        column("Kind", 13.0),
        column("Disagreement", 14.0),
        column("Range", 9.0),
        column("Leadership minus delivery", 13.0),
        column("Disputed", 10.0),
        column("Settled", 9.0),
    ];
    columns.extend(roles.iter().map(|&role| column(record.role_name(role), 12.0)));
    columns.push(column("Id", 38.0));
    let seen = record.assessment.alignment.as_ref().map(|one| one.questions.as_slice()).unwrap_or_default();
    let rows: Vec<Vec<Cell>> = seen.iter().map(|one| row(record, &roles, one)).collect();
    let after = whole(sheet, &columns, &rows, 1, styles)?;
    let texts = match &view.alignment {
        Some(one) => [one.agreement.as_str(), one.tendency.as_str(), one.spread.as_str()],
        None => ["One person answered: there is nobody to compare with.", "", ""],
    };
    sentences(sheet, after + 1, 7, 118.0, texts, styles)?;
    Ok(())
}

fn row(record: &Record<'_>, roles: &[usize], one: &QuestionAlignment) -> Vec<Cell> {
    let settled = record.assessment.questions.iter().any(|own| own.question == one.question && own.settled());
    let mut row = vec![
        Cell::text(words::question(record.questionnaire, one.question)),
        Cell::text(record.belongs(one.question).kind.map_or("", words::kind)),
        Cell::Level(one.disagreement),
        Cell::Level(one.range),
        Cell::level(one.gap),
        Cell::yes(one.disputed),
        Cell::yes(settled),
    ];
    let given = &record.hearing.given[one.question];
    let own = |role: &usize| given.iter().find(|(own, _)| own == role).map(|(_, level)| *level);
    row.extend(roles.iter().map(|role| Cell::level(own(role))));
    row.push(Cell::text(&record.question(one.question).id));
    row
}

pub(super) fn draw(
    sheet: &mut Worksheet,
    view: &View,
    record: &Record<'_>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    sheet.set_name("People")?;
    let columns = [
        column("Role", 34.0),
        column("Name", 28.0),
        column("Side", 16.0),
        column("Answered", 12.0),
        column("Asked", 12.0),
        column("Don't know", 12.0),
        column("Does not apply", 14.0),
    ];
    widths(sheet, &columns)?;
    let rows: Vec<Vec<Cell>> =
        record.assessment.respondents.iter().map(|one| respondent(record, one)).collect();
    let after = table(sheet, 0, &columns, &rows, styles)?;
    sheet.set_freeze_panes(1, 0)?;
    if after > 1 {
        sheet.autofilter(0, 0, after - 1, 6)?;
    }
    paper(sheet);
    let remarks = view.people.remarks.iter().map(String::as_str);
    let mut row = sentences(sheet, after + 1, 7, 125.0, remarks, styles)? + 1;
    if let Some(alignment) = &view.alignment {
        row = pairs(sheet, row, record, styles)?;
        row = lists(sheet, row, alignment, styles)?;
    }
    row = list(sheet, row, "Answers that contradict each other", &view.contradictions, styles)?;
    let settled: Vec<String> =
        view.settled.rows.iter().map(|one| format!("{}: {}", one.label, one.line())).collect();
    row = list(sheet, row, &view.settled.title, &settled, styles)?;
    let open: Vec<String> =
        view.settled.open.iter().map(|one| format!("{}: {}", one.label, one.line())).collect();
    list(sheet, row, &view.settled.open_title, &open, styles)?;
    Ok(())
}

fn respondent(record: &Record<'_>, one: &crate::assessment::RespondentSummary) -> Vec<Cell> {
    vec![
        Cell::text(record.role_name(one.role)),
        Cell::text(one.name.as_deref().unwrap_or_default()),
        Cell::text(one.side.name()),
        Cell::Count(one.answered),
        Cell::Count(one.asked),
        Cell::Count(one.unknown),
        Cell::Count(one.not_applicable),
    ]
}

fn pairs(sheet: &mut Worksheet, row: u32, record: &Record<'_>, styles: &Styles) -> Result<u32, XlsxError> {
    let Some(alignment) = record.assessment.alignment.as_ref().filter(|one| !one.pairs.is_empty()) else {
        return Ok(row);
    };
    let rows: Vec<Vec<Cell>> = alignment
        .pairs
        .iter()
        .map(|pair| {
            vec![
                Cell::text(record.role_name(pair.a)),
                Cell::text(record.role_name(pair.b)),
                Cell::level(pair.gap),
                Cell::Count(pair.questions),
            ]
        })
        .collect();
    let headings = ["First role", "Second role", "First minus second", "Questions both answered"];
    Ok(table(sheet, row, &columns(headings, &[34.0, 28.0, 16.0, 12.0]), &rows, styles)? + 1)
}

fn lists(
    sheet: &mut Worksheet,
    mut row: u32,
    alignment: &AlignmentView,
    styles: &Styles,
) -> Result<u32, XlsxError> {
    row = list(sheet, row, "Shares of “don't know” by role", &alignment.unknown, styles)?;
    for one in &alignment.blind_spots {
        row = list(sheet, row, &one.title, &one.labels, styles)?;
    }
    row = list(sheet, row, "Applies to some and not to others", &alignment.scope_disputes, styles)?;
    list(sheet, row, "Differences within a role", &alignment.within_roles, styles)
}

fn list(
    sheet: &mut Worksheet,
    row: u32,
    title: &str,
    items: &[String],
    styles: &Styles,
) -> Result<u32, XlsxError> {
    if items.is_empty() {
        return Ok(row);
    }
    sheet.write_string_with_format(row, 0, title, &styles.heading)?;
    Ok(sentences(sheet, row + 1, 7, 125.0, items.iter().map(String::as_str), styles)? + 1)
}
