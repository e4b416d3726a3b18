//! `equipoise questionnaire`: list, show, lint, new, schema.

mod new;
mod schema;

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
use crate::report::questionnaire::{self as document, Part};
use crate::text::{clean_line, count, nearest, or_list};

/// List, show, check or start questionnaires; print schemas
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
    Show(Show),
    Lint(Lint),
    New(new::Arguments),
    Schema(schema::Arguments),
}

/// List the built-in questionnaires
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  equipoise questionnaire list
  equipoise questionnaire list | cut -f 1")]
struct List {}

/// Show a questionnaire, or a part of it, as a document for an interviewer
///
/// What to show is a questionnaire's id, or the id of a mechanism, an objective (its outcome questions) or a
/// question of the one that --questionnaire names.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  equipoise questionnaire show kayworth-whitten --role hr
  equipoise questionnaire show backup-recovery")]
struct Show {
    /// What to show; all of the questionnaire where nothing is named
    #[arg(value_name = "ID")]
    id: Option<String>,
    /// Only what this role is asked
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    /// Where to write it; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

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
        Command::Show(show) => self::show(show, context),
        Command::Lint(lint) => self::lint(lint, context),
        Command::New(arguments) => new::run(arguments, context),
        Command::Schema(arguments) => schema::run(arguments, context),
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

fn show(arguments: &Show, context: &mut Context<'_, '_>) -> Result<ExitCode> {
    let given = context.questionnaire().is_some();
    let named = arguments.id.as_deref().filter(|id| !given && builtin::text(id).is_some());
    let questionnaire = match named {
        Some(id) => context.named_questionnaire(id)?,
        None => context.catalog()?.default_one().map_err(Error::problems)?,
    };
    let part = match arguments.id.as_deref().filter(|id| named.is_none() && *id != questionnaire.id) {
        Some(id) => document::part(&questionnaire, id).map_err(Error::Usage)?,
        None => Part::Whole,
    };
    let role = arguments.role.as_deref().map(|id| role(&questionnaire, id)).transpose()?;
    let output = arguments.output.as_deref();
    let mut drawn = Vec::new();
    document::write(&mut drawn, &questionnaire, part, role, context.width(), context.colour_out(output))?;
    context.deliver(output, &drawn)?;
    Ok(ExitCode::SUCCESS)
}

/// A role of the questionnaire, by index.
///
/// # Errors
///
/// The nearest role, where there is none of this id.
pub(super) fn role(questionnaire: &Questionnaire, id: &str) -> Result<usize, Error> {
    questionnaire.role(&id.to_lowercase()).ok_or_else(|| {
        let known: Vec<&str> = questionnaire.roles.iter().map(|role| role.id.as_str()).collect();
        let hint = match nearest(id, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("expected {}", or_list(&known)),
        };
        Error::Usage(format!("there is no role `{}`; {hint}", clean_line(id)))
    })
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
