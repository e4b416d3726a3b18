//! The command line: arguments in, exit code out. One file per command.

mod agenda;
mod align;
mod anonymity;
mod answers;
mod check;
mod compare;
mod completions;
mod context;
mod form;
mod html_options;
mod interview;
mod man;
mod output;
mod plan;
mod portfolio;
mod questionnaire;
mod reconcile;
mod score;
mod scored;
mod sitting;
mod versions;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use context::{Context, Streams};

use crate::error;

/// Maturity self-assessment for information security: technology, organization and people in balance.
#[derive(Debug, Parser)]
#[command(name = "equipoise", version, max_term_width = 100)]
#[command(after_help = AFTER_HELP)]
pub struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
Examples:
  equipoise interview --quick
  equipoise score examples/marlow-freight
  equipoise align examples/marlow-freight

Exit codes: 0 done; 1 the check found something; 2 wrong usage; 3 invalid input; 4 output not written;
130 interrupted (129 hang-up, 143 terminated).";

/// Options of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
struct Global {
    /// The questionnaire: a built-in id, or a path (anything with a `/`, or ending in .yaml or .yml)
    #[arg(short, long, global = true, value_name = "ID|PATH")]
    questionnaire: Option<String>,
    /// Colour: auto (on a terminal, unless NO_COLOR is set; anywhere with CLICOLOR_FORCE), always or never
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", hide_possible_values = true)]
    color: When,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal, unless NO_COLOR is set; anywhere with CLICOLOR_FORCE
    Auto,
    /// Even in a file or a pipe
    Always,
    /// Not at all
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    Interview(interview::Arguments),
    Score(score::Arguments),
    Check(check::Arguments),
    Align(align::Arguments),
    Agenda(agenda::Arguments),
    Reconcile(reconcile::Arguments),
    Form(form::Arguments),
    Plan(plan::Arguments),
    Compare(compare::Arguments),
    Portfolio(portfolio::Arguments),
    Questionnaire(questionnaire::Arguments),
    Answers(answers::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

/// Runs the command line; everything that is printed goes to the streams.
pub fn run(arguments: impl IntoIterator<Item = OsString>, streams: &mut Streams<'_>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => return context::report_usage(&error, streams),
    };
    let mut context = Context::new(streams, cli.global.color, cli.global.questionnaire);
    let done = match &cli.command {
        Command::Interview(arguments) => interview::run(arguments, &mut context),
        Command::Score(arguments) => score::run(arguments, &mut context),
        Command::Check(arguments) => check::run(arguments, &mut context),
        Command::Align(arguments) => align::run(arguments, &mut context),
        Command::Agenda(arguments) => agenda::run(arguments, &mut context),
        Command::Reconcile(arguments) => reconcile::run(arguments, &mut context),
        Command::Form(arguments) => form::run(arguments, &mut context),
        Command::Plan(arguments) => plan::run(arguments, &mut context),
        Command::Compare(arguments) => compare::run(arguments, &mut context),
        Command::Portfolio(arguments) => portfolio::run(arguments, &mut context),
        Command::Questionnaire(arguments) => questionnaire::run(arguments, &mut context),
        Command::Answers(arguments) => answers::run(arguments, &mut context),
        Command::Completions(arguments) => completions::run(arguments, &mut context),
        Command::Man(arguments) => man::run(arguments, &mut context),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            context.report(&error);
            error::exit_code(&error)
        }
    }
}

/// Columns of the terminal that shows the result, else of the one that shows messages.
pub fn terminal_width() -> Option<usize> {
    use dialoguer::console::Term;
    let columns = |term: Term| term.size_checked().map(|(_, columns)| usize::from(columns));
    columns(Term::stdout()).or_else(|| columns(Term::stderr()))
}
