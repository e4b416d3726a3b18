//! The next steps, best first, and what to find out.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::sheet::{Cell, Styles, column, columns, sentences, table, whole};
use crate::{
    assessment::Priority,
    report::{record::Record, view::View, words},
};

pub(super) fn draw(
    sheet: &mut Worksheet,
    view: &View,
    record: &Record<'_>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    sheet.set_name("Plan")?;
    let columns = [
        column("Rank", 7.0),
        column("Step", 42.0),
        column("Kind", 13.0),
        column("From", 8.0),
        column("What holds now", 48.0),
        column("To", 8.0),
        column("What to reach", 48.0),
        column("Gain in strength", 10.0),
        column("Effort, 1 to 5", 9.0),
        column("It takes", 15.0),
        column("Gain for effort", 11.0),
        column("Settle first", 12.0),
        column("Question", 34.0),
    ];
    let steps = &record.assessment.priorities;
    let ranks = ranks(steps.iter().map(|step| step.gain_per_effort));
    let rows: Vec<Vec<Cell>> =
        ranks.into_iter().zip(steps).map(|(rank, step)| row(record, rank, step)).collect();
    let after = whole(sheet, &columns, &rows, 2, styles)?;
    let note = [view.steps.note.as_str(), "", view.find_out.title, view.find_out.note.as_str()];
    let after = sentences(sheet, after + 1, 7, 170.0, note, styles)?;
    find_out(sheet, after, view, record, styles)
}

/// The places of values that fall; equal ones (to twelve decimals) share theirs.
fn ranks(values: impl Iterator<Item = f64>) -> Vec<usize> {
    let mut ranks = Vec::new();
    let mut leader = f64::INFINITY;
    for (place, value) in (1..).zip(values) {
        let tie = leader - value <= 1e-12;
        ranks.push(if tie { ranks.last().copied().unwrap_or(place) } else { place });
        if !tie {
            leader = value;
        }
    }
    ranks
}

fn row(record: &Record<'_>, rank: usize, step: &Priority) -> Vec<Cell> {
    let questionnaire = record.questionnaire;
    let kind = record.belongs(step.question).kind;
    vec![
        Cell::Count(rank),
        Cell::text(words::question(questionnaire, step.question)),
        Cell::text(kind.map_or("", words::kind)),
        Cell::Level(step.from),
        Cell::text(words::statement(questionnaire, step.question, step.from)),
        Cell::Level(step.to),
        Cell::text(words::statement(questionnaire, step.question, step.to)),
        Cell::Gain(step.gain),
        Cell::Count(step.effort.into()),
        Cell::text(words::effort(step.effort)),
        Cell::Gain(step.gain_per_effort),
        Cell::yes(step.disputed),
        Cell::text(&record.question(step.question).id),
    ]
}

fn find_out(
    sheet: &mut Worksheet,
    row: u32,
    view: &View,
    record: &Record<'_>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let items = view.find_out.items.iter().zip(&record.assessment.find_out);
    let ranks = ranks(record.assessment.find_out.iter().map(|found| found.gain.unwrap_or(0.0)));
    let rows: Vec<Vec<Cell>> = ranks
        .into_iter()
        .zip(items)
        .map(|(rank, (item, found))| {
            let kind = record.belongs(found.question).kind;
            vec![
                if found.gain.is_some() { Cell::Count(rank) } else { Cell::Empty },
                Cell::text(&item.label),
                Cell::text(kind.map_or("", words::kind)),
                Cell::Empty,
                Cell::text(&item.ask),
                Cell::Empty,
                Cell::text(&item.why),
                found.gain.map_or(Cell::Empty, Cell::Gain),
            ]
        })
        .collect();
    if !rows.is_empty() {
        let headings =
            ["Rank", "What to find out", "Kind", "", "As asked", "", "Why, and whom to ask", "Gain, at most"];
        let widths = [7.0, 42.0, 13.0, 8.0, 48.0, 8.0, 48.0, 10.0];
        table(sheet, row, &columns(headings, &widths), &rows, styles)?;
    }
    Ok(())
}
