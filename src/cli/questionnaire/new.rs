//! `equipoise questionnaire new`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

use crate::cli::Context;
use crate::questionnaire::SKELETON;

/// Start a questionnaire of your own: a commented skeleton that works as it stands
///
/// An existing file is never overwritten.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  equipoise questionnaire new
  equipoise questionnaire new -o my-questionnaire.yaml")]
pub(super) struct Arguments {
    /// The file to write, which must not exist; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, context: &mut Context<'_, '_>) -> Result<ExitCode> {
    context.deliver_new(arguments.output.as_deref(), SKELETON.as_bytes(), 0o666)?;
    Ok(ExitCode::SUCCESS)
}
