//! Support for objectives by kinds, shaded by band, and below it the same with bounds as a table.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::sheet::{Cell, Styles, columns, paper, sentences, shade, table, widths};
use crate::{
    framework::{Kind, Objective},
    report::{
        record::Record,
        view::{CellView, Figure, View},
        words,
    },
};

const WIDTHS: [f64; 8] = [20.0, 15.0, 15.0, 15.0, 15.0, 15.0, 13.0, 16.0];

pub(super) fn draw(
    sheet: &mut Worksheet,
    view: &View,
    record: &Record<'_>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    sheet.set_name("Matrix")?;
    let headings = ["Objective", "Technical", "Integration", "Social", "Support", "Observed"];
    widths(sheet, &columns([""; 8], &WIDTHS))?;
    let after = table(sheet, 0, &columns(headings, &WIDTHS), &matrix(view), styles)?;
    shade(sheet, (1, 1), (after - 1, 5), 1.0)?;
    sheet.set_freeze_panes(0, 1)?;
    let marks = view.matrix.marks().join("; ");
    let bands = format!("Bands: {}.", words::bands());
    let next = sentences(sheet, after + 1, 8, 120.0, [bands.as_str(), &marks], styles)? + 1;
    let rows = cells(record);
    let headings =
        ["Objective", "Kind", "Value", "Could be, low", "Could be, high", "Answered", "Questions", "Band"];
    let end = table(sheet, next, &columns(headings, &WIDTHS), &rows, styles)?;
    shade(sheet, (next + 1, 2), (end - 1, 2), 1.0)?;
    sheet.autofilter(next, 0, end - 1, 7)?;
    paper(sheet);
    Ok(())
}

fn matrix(view: &View) -> Vec<Vec<Cell>> {
    let mut rows: Vec<Vec<Cell>> = view
        .matrix
        .rows
        .iter()
        .map(|one| {
            let mut row = vec![Cell::text(one.name)];
            row.extend(one.cells.iter().map(value));
            row.extend([figure(&one.support), value(&one.observed)]);
            row
        })
        .collect();
    let mut last = vec![Cell::text("Overall")];
    last.extend(view.matrix.kinds.iter().chain([&view.matrix.whole]).map(figure));
    rows.push(last);
    rows
}

fn value(cell: &CellView) -> Cell {
    match (cell.empty, cell.figure.share, cell.few) {
        (true, ..) => Cell::text("n/a"),
        (false, Some(share), Some(few)) => Cell::Few(share, few),
        _ => figure(&cell.figure),
    }
}

fn figure(figure: &Figure) -> Cell {
    figure.share.map_or_else(|| Cell::text(&figure.text), Cell::Share)
}

fn cells(record: &Record<'_>) -> Vec<Vec<Cell>> {
    let one = |objective: Objective, kind: Kind| {
        let cell = &record.assessment.objectives[objective.index()].cells[kind.index()];
        let band = cell.coverage.map_or("", |value| crate::assessment::Band::of(value).name());
        vec![
            Cell::text(words::objective(objective)),
            Cell::text(words::kind(kind)),
            Cell::share(cell.coverage),
            Cell::share(cell.range.map(|range| range.low)),
            Cell::share(cell.range.map(|range| range.high)),
            Cell::share(cell.completeness),
            Cell::Count(cell.questions),
            Cell::text(band),
        ]
    };
    let row = |objective| Kind::ALL.into_iter().map(move |kind| one(objective, kind));
    Objective::ALL.into_iter().flat_map(row).collect()
}
