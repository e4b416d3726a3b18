//! `equipoise questionnaire schema`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::cli::Context;
use crate::schema::Schema;

/// Print the JSON Schema of a format, for an editor to check a file by while it is written
///
/// The first line of what `questionnaire new` and `answers new` write names the schema's file, as editors with the
/// YAML language server read it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  equipoise questionnaire schema policy
  equipoise questionnaire schema answers > equipoise-answers.schema.json")]
pub(super) struct Arguments {
    /// The format
    #[arg(value_name = "FORMAT", value_parser = formats())]
    format: Schema,
    /// Where to write it; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

fn formats() -> impl TypedValueParser<Value = Schema> {
    PossibleValuesParser::new(Schema::ALL.map(|schema| PossibleValue::new(schema.id()).help(schema.name())))
        .try_map(|id| Schema::from_id(&id).ok_or("there is no such format"))
}

pub(super) fn run(arguments: &Arguments, context: &mut Context<'_, '_>) -> Result<ExitCode> {
    context.deliver(arguments.output.as_deref(), arguments.format.text().as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
