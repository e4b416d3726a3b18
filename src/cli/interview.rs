//! `equipoise interview`.

mod asker;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

use self::asker::Asker;
use super::questionnaire::role;
use super::sitting::{Manner, broken_off, note_signals, prompted};
use super::{Context, score};
use crate::error::Error;
use crate::interview::signals::Signals;
use crate::interview::{Outcome, SessionError};
use crate::text::{count, shell_word};

/// Answer the questions, one a screen; every answer is saved at once
///
/// Asks one respondent what is asked of the role. The same file again goes on where it was left. Answers stay in
/// that file, on this computer.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  equipoise interview --quick
  equipoise interview --organization 'Marlow Freight' --role hr -o hr.yaml")]
pub(super) struct Arguments {
    /// The answers file, resumed where it exists [default: ORGANIZATION-ROLE[-NAME].yaml, in this folder]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Only the questions of the quick interview
    #[arg(long)]
    quick: bool,
    /// The respondent's role, such as ceo or hr; asked where not given
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    /// The respondent's name, where answers should carry one
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The organization assessed; asked where not given
    #[arg(long, value_name = "NAME")]
    organization: Option<String>,
    /// Who asks, where the respondent does not answer alone
    #[arg(long, value_name = "NAME")]
    interviewer: Option<String>,
    /// Line by line on standard input and output: for screen readers, dumb terminals and pipes
    #[arg(long)]
    plain: bool,
    /// Show the levels 0-5 beside the statements; numerals sway answers
    #[arg(long)]
    show_levels: bool,
    /// The same respondent's answers of last time, shown after each new one
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
}

/// What a sitting left behind.
struct Sat {
    outcome: Result<Outcome>,
    /// Where the answers are; `None` where none were given.
    file: Option<PathBuf>,
    answered: usize,
    asked: usize,
}

pub(super) fn run(arguments: &Arguments, context: &mut Context<'_, '_>) -> Result<ExitCode> {
    let catalog = context.catalog()?;
    let questionnaire = catalog.default_one().map_err(Error::problems)?;
    let role = arguments.role.as_deref().map(|id| role(&questionnaire, id)).transpose()?;
    let signals = note_signals()?;
    let manner = Manner { plain: arguments.plain, colour: context.colour_err(), signals: &signals };
    let mut asker =
        Asker { arguments, catalog: &catalog, questionnaire: &questionnaire, role, organization: None };
    let sat = prompted(&manner, context.streams(), &mut |prompter| asker.sit(prompter))?;
    match sat {
        Some(sat) => conclude(arguments, sat, &signals, context),
        None => Ok(ExitCode::SUCCESS),
    }
}

/// Says where the answers are, and ends with the exit code that tells how the sitting ended.
fn conclude(
    arguments: &Arguments,
    sat: Sat,
    signals: &Signals,
    context: &mut Context<'_, '_>,
) -> Result<ExitCode> {
    let saved = match &sat.file {
        Some(file) => {
            let answered = format!("{} of {} answered", sat.answered, count(sat.asked, "question"));
            format!("{answered}, saved in {}", file.display())
        }
        None => "nothing was answered, and no file was written".to_owned(),
    };
    // From here on a signal does what it always does.
    signals.release();
    match sat.outcome {
        Ok(outcome) => {
            context.note(&saved);
            match (outcome, &sat.file) {
                (Outcome::Finished { show_score: true, .. }, Some(file)) => score::show(file, context),
                (Outcome::Stopped, Some(file)) => {
                    let again = again(arguments, file, context.questionnaire());
                    context.note_command("go on with", &again);
                    Ok(ExitCode::SUCCESS)
                }
                _ => Ok(ExitCode::SUCCESS),
            }
        }
        Err(error) => match error.downcast::<SessionError>() {
            Ok(error) => {
                if let SessionError::Interrupted = error {
                    context.note(&saved);
                    if let Some(file) = &sat.file {
                        let again = again(arguments, file, context.questionnaire());
                        context.note_command("go on with", &again);
                    }
                }
                Err(broken_off(error, signals).into())
            }
            Err(error) => Err(error),
        },
    }
}

/// The command that goes on where this one stopped.
fn again(arguments: &Arguments, file: &Path, questionnaire: Option<&str>) -> String {
    let mut command = format!("equipoise interview -o {}", shell_word(&file.display().to_string()));
    for (option, value) in [
        ("-q", questionnaire.map(str::to_owned)),
        ("--baseline", arguments.baseline.as_ref().map(|path| path.display().to_string())),
    ] {
        if let Some(value) = value {
            command.extend([" ", option, " ", &shell_word(&value)]);
        }
    }
    let flags = [
        ("--quick", arguments.quick),
        ("--plain", arguments.plain),
        ("--show-levels", arguments.show_levels),
    ];
    for (option, given) in flags {
        if given {
            command.push(' ');
            command.push_str(option);
        }
    }
    command
}
