//! `equipoise score` as markdown, tables and a workbook.

use std::io;

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::{Arguments, Format, Scored};
use crate::cli::Context;
use crate::error::Error;
use crate::report::{csv, markdown, record::Record, xlsx};

#[derive(Debug, Args)]
pub(super) struct Options {
    /// With --format csv: which table
    ///
    /// Every table begins with organization, date, questionnaire, version and scope, and has the same columns
    /// whatever the data: tables of many organizations read as one.
    #[arg(long, value_name = "TABLE")]
    table: Option<TableName>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TableName {
    /// A row for each number of the result (the default)
    Results,
    /// A row for each question: state, level, evidence, disagreement, the next step from it
    Questions,
    /// A row for each respondent and question: the answer, its evidence, day and note
    Answers,
    /// A row for each number on how the roles agree
    Alignment,
}

impl From<TableName> for csv::Table {
    fn from(name: TableName) -> Self {
        match name {
            TableName::Results => Self::Results,
            TableName::Questions => Self::Questions,
            TableName::Answers => Self::Answers,
            TableName::Alignment => Self::Alignment,
        }
    }
}

/// Refuses options that do not go together.
pub(super) fn refuse(arguments: &Arguments, context: &Context<'_, '_>) -> Result<()> {
    let wrong = if arguments.tables.table.is_some() && arguments.format != Format::Csv {
        "--table goes with --format csv only"
    } else if arguments.format == Format::Xlsx && context.shows_on_terminal(arguments.output.as_deref()) {
        "a workbook cannot be shown on a terminal; -o FILE.xlsx writes it"
    } else {
        return Ok(());
    };
    Err(Error::Usage(wrong.to_owned()).into())
}

pub(super) fn markdown(out: &mut Vec<u8>, arguments: &Arguments, scored: &Scored) -> io::Result<()> {
    markdown::write(out, &scored.view(arguments.anonymity.least()), arguments.detail)
}

pub(super) fn csv(out: &mut Vec<u8>, arguments: &Arguments, scored: &Scored) -> io::Result<()> {
    let table = arguments.tables.table.unwrap_or(TableName::Results);
    csv::write(out, &record(scored), table.into())
}

pub(super) fn xlsx(out: &mut Vec<u8>, scored: &Scored) -> io::Result<()> {
    xlsx::write(out, &scored.view(None), &record(scored))
}

fn record(scored: &Scored) -> Record<'_> {
    let (questionnaire, respondents) = (scored.questionnaire(), scored.respondents());
    Record::new(questionnaire, scored.organization(), &scored.assessment, &respondents)
        .with_targets(scored.targets.as_ref())
}
