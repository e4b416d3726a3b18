//! Tidy long tables as RFC 4180 has them: UTF-8 without a byte order mark, lines that end in CRLF, one header row, a
//! decimal point, an empty field where there is no value. The columns of a table never depend on the data, so that
//! the tables of many organizations read as one.
//!
//! Every table begins with `organization`, `date` (the newest day on which an answer was given: its `as_of`, else
//! the day on which its file was saved, in UTC), `questionnaire`, `version` and `scope`: together they name one
//! assessment. Numbers are the JSON result's, rounded to six decimals: fractions 0..1, or levels 0..5 where the
//! column or measure says level, range, gap, disagreement, difference or position. Text that a spreadsheet could take
//! for a formula begins with an apostrophe. Names of people and
//! organizations are cut at 200 columns. The columns after those five:
//!
//! - `results`, a row for each number: `level` (overall, objective, observed, kind, cell, mechanism, guideline,
//!   role), `id`, `objective`, `kind`, `mechanism`, `role`, `measure`, `value`.
//! - `questions`, a row for each question in scope: where it belongs and which objectives it serves (relevance 0..2),
//!   its state and value, fit positions, evidence, settlement, disagreement, and the next step from it.
//! - `answers`, a row for each respondent and question asked or answered: what was said, with `name`, `note` and
//!   `artifacts`. It identifies people.
//! - `alignment`, a row for each number on how the roles agree: `level` (overall, role, pair, question,
//!   question-role, question-pair), `question`, `role`, `other_role`, `side`, `measure`, `value`. A difference is
//!   `role` minus `other_role`; a gap is leadership minus delivery. With one respondent it has no rows, unless an
//!   answer contradicts another.

mod alignment;
mod answers;
mod questions;
mod results;

use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};

use super::{cells::inert, json::Six, record::Belongs, record::Record};
use crate::{framework::closed_set, text::name_line};

closed_set! {
    /// One of the tables.
    Table {
        /// Every number of the result.
        Results = "results", "every number of the result";
        /// Every question with its value.
        Questions = "questions", "every question with its value";
        /// Every answer of every respondent.
        Answers = "answers", "every answer of every respondent";
        /// How the roles agree.
        Alignment = "alignment", "how the roles agree";
    }
}

/// Columns that every table begins with.
const LEAD: [&str; 5] = ["organization", "date", "questionnaire", "version", "scope"];

/// Writes one table.
///
/// # Errors
/// Where the stream cannot be written.
pub fn write(out: &mut dyn Write, record: &Record<'_>, table: Table) -> io::Result<()> {
    let mut rows = Rows::new(out, record);
    match table {
        Table::Results => results::write(&mut rows, record)?,
        Table::Questions => questions::write(&mut rows, record)?,
        Table::Answers => answers::write(&mut rows, record)?,
        Table::Alignment => alignment::write(&mut rows, record)?,
    }
    rows.writer.flush()
}

/// A table in the making.
struct Rows<'w> {
    writer: csv::Writer<&'w mut dyn Write>,
    lead: [String; LEAD.len()],
}

impl<'w> Rows<'w> {
    fn new(out: &'w mut dyn Write, record: &Record<'_>) -> Self {
        let writer = writer(out);
        let lead = [
            name(record.organization),
            record.date().map(|day| day.to_string()).unwrap_or_default(),
            record.questionnaire.id.clone(),
            record.questionnaire.version.to_string(),
            record.assessment.scope.id().to_owned(),
        ];
        Self { writer, lead }
    }

    fn head(&mut self, columns: &[&str]) -> io::Result<()> {
        Ok(self.writer.write_record(LEAD.iter().chain(columns))?)
    }

    fn row(&mut self, fields: impl IntoIterator<Item = String>) -> io::Result<()> {
        let fields: Vec<String> = fields.into_iter().collect();
        Ok(self.writer.write_record(self.lead.iter().chain(&fields))?)
    }
}

/// A writer of lines that end as RFC 4180 has it.
pub(super) fn writer(out: &mut dyn Write) -> csv::Writer<&mut dyn Write> {
    WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out)
}

/// A number as JSON has it, always with a decimal point, so that a reader that guesses types guesses one.
pub(super) fn number(value: Option<f64>) -> String {
    let Some(value) = value.filter(|value| value.is_finite()) else { return String::new() };
    let text = Six(value).rounded().to_string();
    if text.contains('.') { text } else { format!("{text}.0") }
}

fn count(value: usize) -> String {
    value.to_string()
}

fn flag(value: bool) -> String {
    value.to_string()
}

/// The name of a person or an organization.
fn name(text: &str) -> String {
    inert(&name_line(text)).into_owned()
}

/// `mechanism`, `kind`, `objective`.
fn belongs(belongs: Belongs<'_>) -> [String; 3] {
    [
        belongs.mechanism.map(|one| one.id.clone()).unwrap_or_default(),
        belongs.kind.map(|one| one.id().to_owned()).unwrap_or_default(),
        belongs.objective.map(|one| one.id().to_owned()).unwrap_or_default(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_a_decimal_point_and_never_an_exponent() {
        assert_eq!(number(Some(3.0)), "3.0");
        assert_eq!(number(Some(-1e-9)), "0.0");
        assert_eq!(number(Some(0.000_001)), "0.000001");
        assert_eq!(number(Some(2.0 / 3.0)), "0.666667");
        assert_eq!(number(Some(f64::NAN)), "");
        assert_eq!(number(None), "");
    }
}
