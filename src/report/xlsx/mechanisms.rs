//! Every mechanism with its level, and how each role sees it.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::sheet::{Cell, Column, Styles, column, sentences, shade, whole};
use crate::{
    assessment::MechanismResult,
    report::{record::Record, view::View, words},
};

pub(super) fn draw(
    sheet: &mut Worksheet,
    view: &View,
    record: &Record<'_>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    sheet.set_name("Mechanisms")?;
    let mut columns: Vec<Column> = vec![
        column("Mechanism", 46.0),
        column("Kind", 13.0),
        column("Group", 27.0),
        column("Level", 9.0),
        column("Value", 9.0),
        column("Could be, low", 10.0),
        column("Could be, high", 10.0),
        column("Answered", 11.0),
        column("Called", 14.0),
        column("Disagreement", 14.0),
    ];
    if record.targets.is_some() {
        columns.push(column("Target", 9.0));
    }
    let roles = record.roles();
    columns.extend(roles.iter().map(|&role| column(record.role_name(role), 12.0)));
    columns.push(column("Id", 26.0));
    let rows: Vec<Vec<Cell>> =
        record.assessment.mechanisms.iter().map(|one| row(record, &roles, one)).collect();
    let after = whole(sheet, &columns, &rows, 1, styles)?;
    if after > 1 {
        shade(sheet, (1, 3), (after - 1, 3), 5.0)?;
    }
    let levels = format!("Levels: {}. A role's column holds its own level.", view.levels);
    sentences(sheet, after + 1, 9, 130.0, [levels.as_str()], styles)?;
    Ok(())
}

fn row(record: &Record<'_>, roles: &[usize], result: &MechanismResult) -> Vec<Cell> {
    let mechanism = &record.questionnaire.mechanisms[result.mechanism];
    let shown = result.coverage.filter(|_| result.stands());
    let mut row = vec![
        Cell::text(&mechanism.name),
        Cell::text(words::kind(mechanism.kind)),
        Cell::text(&mechanism.group),
        Cell::level(shown.map(|value| 5.0 * value)),
        Cell::share(shown),
        Cell::level(result.range.map(|range| 5.0 * range.low)),
        Cell::level(result.range.map(|range| 5.0 * range.high)),
        Cell::share(result.completeness),
        shown.map_or(Cell::Empty, |value| {
            Cell::text(&record.questionnaire.levels[words::whole_level(5.0 * value)].name)
        }),
        Cell::level(result.disagreement),
    ];
    if record.targets.is_some() {
        row.push(Cell::level(record.target(result.mechanism)));
    }
    let own = |role: &usize| result.roles.iter().find(|(own, _)| own == role).map(|(_, level)| *level);
    row.extend(roles.iter().map(|role| Cell::level(own(role))));
    row.push(Cell::text(&mechanism.id));
    row
}
