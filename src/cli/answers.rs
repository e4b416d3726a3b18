//! `equipoise answers`: new.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Subcommand};

use super::Context;
use super::questionnaire::role;
use crate::answers::{Start, skeleton};
use crate::error::Error;
use crate::framework::Scope;
use crate::text::clean_line;

/// Start an answers file to fill in an editor
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  equipoise answers new --role hr
  equipoise answers new --role ciso --organization 'Marlow Freight' --quick -o my-answers.yaml")]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    New(New),
}

/// Write a commented skeleton: every question of a role with its statements, and room for the answer
///
/// The skeleton is a draft that loads as it stands, with nothing answered. An existing file is never overwritten.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  equipoise answers new --role hr
  equipoise answers new --role ciso --organization 'Marlow Freight' --quick -o my-answers.yaml")]
struct New {
    /// The respondent's role, such as ceo or hr
    #[arg(long, value_name = "ROLE")]
    role: String,
    /// The organization assessed; to be filled in where not given
    #[arg(long, value_name = "NAME")]
    organization: Option<String>,
    /// The respondent's name, where answers should carry one
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Only the questions of the quick interview
    #[arg(long)]
    quick: bool,
    /// The file to write, which must not exist; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Answers name people: only their owner reads the file.
const PRIVATE: u32 = 0o600;

pub(super) fn run(arguments: &Arguments, context: &mut Context<'_, '_>) -> Result<ExitCode> {
    match &arguments.command {
        Command::New(arguments) => new(arguments, context),
    }
}

fn new(arguments: &New, context: &mut Context<'_, '_>) -> Result<ExitCode> {
    let questionnaire = context.catalog()?.default_one().map_err(Error::problems)?;
    let role = role(&questionnaire, &arguments.role)?;
    let given = |option, text: &Option<String>| match text.as_deref().map(clean_line) {
        Some(text) if text.is_empty() => Err(Error::Usage(format!("{option} needs a name"))),
        text => Ok(text),
    };
    let start = Start {
        role,
        organization: given("--organization", &arguments.organization)?,
        name: given("--name", &arguments.name)?,
        scope: if arguments.quick { Scope::Quick } else { Scope::Full },
        named: context.questionnaire().map(str::to_owned),
    };
    let Some(skeleton) = skeleton(&questionnaire, &start) else {
        let id = &questionnaire.roles[role].id;
        return Err(Error::Usage(format!("no question of this interview is for the role {id}")).into());
    };
    context.deliver_new(arguments.output.as_deref(), skeleton.as_bytes(), PRIVATE)?;
    Ok(ExitCode::SUCCESS)
}
