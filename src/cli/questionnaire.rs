//! `equipoise questionnaire`: list, show, lint.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Subcommand};

use super::Context;
use crate::answers::gather::read_source;
use crate::diagnostic::{Loaded, any_error};
use crate::error::{Error, FOUND};
use crate::questionnaire::{Questionnaire, builtin, load};
use crate::text::{clean_line, count};

/// List, show or check questionnaires
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  equipoise questionnaire list
  equipoise questionnaire show steering-committee")]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    List(List),
    Lint(Lint),
}

/// List the built-in questionnaires
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  equipoise questionnaire list
  equipoise questionnaire list | cut -f 1")]
struct List {}

/// Check a questionnaire of your own
///
/// Reports every problem with its place. Exits with 1 where there is an error, or with --strict a warning.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  equipoise questionnaire lint questionnaires/kayworth-whitten.yaml
  equipoise questionnaire lint --strict my-questionnaire.yaml")]
struct Lint {
    /// The questionnaire; `-` is standard input
    file: PathBuf,
    /// A warning is a finding too
    #[arg(long)]
    strict: bool,
}

pub(super) fn run(arguments: &Arguments, context: &mut Context<'_, '_>) -> Result<ExitCode> {
    match &arguments.command {
        Command::List(_) => list(context),
        Command::Lint(lint) => self::lint(lint, context),
    }
}

fn list(context: &mut Context<'_, '_>) -> Result<ExitCode> {
    let mut listing = String::new();
    for id in builtin::ids() {
        let questionnaire = context.named_questionnaire(id)?;
        let _ = writeln!(listing, "{}", line(&questionnaire));
    }
    context.deliver(None, listing.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn line(questionnaire: &Questionnaire) -> String {
    let quick = questionnaire.questions.iter().filter(|question| question.quick).count();
    format!(
        "{}\t{}\t{}, {quick} of them quick, for {}\t{}",
        questionnaire.id,
        questionnaire.version,
        count(questionnaire.questions.len(), "question"),
        count(questionnaire.roles.len(), "role"),
        clean_line(&questionnaire.title),
    )
}

fn lint(arguments: &Lint, context: &mut Context<'_, '_>) -> Result<ExitCode> {
    let source = read_source(&arguments.file).map_err(Error::from);
    // A file that can be read and is no text is a finding, as is any problem inside it.
    let problems = match source {
        Ok(source) => match load::load(&source) {
            Ok(Loaded { value, warnings }) => {
                if warnings.is_empty() {
                    context.note(&format!("{} {} is clean: {}", value.id, value.version, totals(&value)));
                }
                warnings
            }
            Err(problems) => problems,
        },
        Err(Error::Invalid(unusable)) if unusable.unreadable.is_empty() => unusable.problems,
        Err(error) => return Err(error.into()),
    };
    context.warn(&problems);
    let found = any_error(&problems) || arguments.strict && !problems.is_empty();
    Ok(if found { ExitCode::from(FOUND) } else { ExitCode::SUCCESS })
}

fn totals(questionnaire: &Questionnaire) -> String {
    format!(
        "{} in {}, {}",
        count(questionnaire.questions.len(), "question"),
        count(questionnaire.mechanisms.len(), "mechanism"),
        count(questionnaire.roles.len(), "role"),
    )
}
