//! A portfolio as a table for spreadsheets and statistics: one row a unit.
//!
//! Columns: the unit and who answered; the headline with what stands beside it; kinds; support for and observation of
//! each objective; warnings; the problem of a unit without a result; then `level.ID` for each mechanism. Shares are
//! fractions 0..1, levels 0..5, both with at most six decimals; a cell is empty where there is no value.

use std::io::{self, Write};

use crate::framework::{Kind, Objective};
use crate::portfolio::{Portfolio, Row, Sort, Unit};
use crate::report::cells::inert;
use crate::report::csv::{number, writer};
use crate::text::{clean_line, name_line};

/// Columns that stand before the levels.
const FIXED: [&str; 25] = [
    "unit",
    "organization",
    "scope",
    "respondents",
    "roles",
    "strength",
    "strength_low",
    "strength_high",
    "band",
    "kind_gap",
    "balance_band",
    "completeness",
    "known",
    "technical",
    "integration",
    "social",
    "business_support",
    "business_observed",
    "compliance_support",
    "compliance_observed",
    "culture_support",
    "culture_observed",
    "warnings",
    "problem_code",
    "problem",
];

/// Writes the table.
///
/// # Errors
/// Where the stream cannot be written.
pub fn write(out: &mut dyn Write, portfolio: &Portfolio, sort: Sort) -> io::Result<()> {
    table(&mut writer(out), portfolio, sort).map_err(|error| match error.into_kind() {
        // Of the stream itself, so that a closed pipe is known as one.
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    })
}

fn table(table: &mut csv::Writer<&mut dyn Write>, portfolio: &Portfolio, sort: Sort) -> csv::Result<()> {
    let mechanisms = &portfolio.questionnaire.mechanisms;
    let levels = mechanisms.iter().map(|mechanism| format!("level.{}", mechanism.id));
    table.write_record(FIXED.into_iter().map(str::to_owned).chain(levels))?;
    for unit in super::order(portfolio, sort) {
        table.write_record(record(&portfolio.units[unit], mechanisms.len()))?;
    }
    Ok(table.flush()?)
}

fn record(unit: &Unit, mechanisms: usize) -> Vec<String> {
    let text = |text: &str| inert(&clean_line(text)).into_owned();
    let mut record = vec![text(&unit.name)];
    match &unit.row {
        Ok(row) => record.extend(figures(row)),
        Err(_) => record.resize(22, String::new()),
    }
    record.push(unit.warnings.to_string());
    match &unit.row {
        Ok(_) => record.extend([String::new(), String::new()]),
        Err(fault) => record.extend([fault.code.to_owned(), text(&super::fault_line(fault))]),
    }
    let level = |place| unit.row.as_ref().ok().and_then(|row| row.mechanism(place)).map(|value| 5.0 * value);
    record.extend((0..mechanisms).map(|place| number(level(place))));
    record
}

fn figures(row: &Row) -> Vec<String> {
    let band = |id: Option<&'static str>| id.unwrap_or_default().to_owned();
    let mut figures = vec![
        inert(&name_line(&row.organization)).into_owned(),
        row.scope.id().to_owned(),
        row.respondents.to_string(),
        row.roles.to_string(),
        number(row.strength),
        number(row.strength_range.map(|range| range.low)),
        number(row.strength_range.map(|range| range.high)),
        band(row.band.map(crate::assessment::Band::id)),
        number(row.kind_gap),
        band(row.balance_band.map(crate::assessment::BalanceBand::id)),
        number(row.completeness),
        number(row.known),
    ];
    figures.extend(Kind::ALL.map(|kind| number(row.kinds[kind.index()])));
    for objective in Objective::ALL {
        figures.push(number(row.support[objective.index()]));
        figures.push(number(row.observed[objective.index()]));
    }
    figures
}
