//! `equipoise interview`.

mod asker;

use std::fs::File;
use std::io::{BufReader, IsTerminal};
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

use self::asker::Asker;
use super::questionnaire::role;
use super::{Context, Streams, score};
use crate::error::Error;
use crate::interview::signals::{self, Heedful, Signals};
use crate::interview::{Outcome, Plain, PromptError, Prompter, SessionError, Terminal};
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
    let signals =
        Signals::note().map_err(|error| Error::Input(format!("signals cannot be noted: {error}")))?;
    let colour = context.colour_err();
    let mut asker =
        Asker { arguments, catalog: &catalog, questionnaire: &questionnaire, role, organization: None };
    let sat = prompted(arguments, context.streams(), &signals, colour, &mut |prompter| asker.sit(prompter))?;
    match sat {
        Some(sat) => conclude(arguments, sat, &signals, context),
        None => Ok(ExitCode::SUCCESS),
    }
}

/// Opens the prompter asked for, and has it closed again before anything else is said.
fn prompted(
    arguments: &Arguments,
    streams: &mut Streams<'_>,
    signals: &Signals,
    colour: bool,
    sit: &mut dyn FnMut(&mut dyn Prompter) -> Result<Sat>,
) -> Result<Option<Sat>> {
    let stdin = std::io::stdin();
    let done = if arguments.plain {
        let width = if streams.out_is_terminal { streams.width } else { None };
        // A handle of its own: the buffer of the standard one would hide from a poll what it holds.
        let input = stdin
            .as_fd()
            .try_clone_to_owned()
            .map_err(|error| Error::Input(format!("cannot read: {error}")))?;
        let input = BufReader::new(Heedful::new(File::from(input), signals.clone()));
        sit(&mut Plain::new(input, &mut *streams.out, width))
    } else if stdin.is_terminal() && streams.err_is_terminal {
        let terminal = Terminal::open(signals.clone(), colour)
            .map_err(|error| Error::Usage(format!("the terminal cannot be used ({error}); try --plain")))?;
        sit(&mut { terminal })
    } else {
        let message = "the full screen needs a terminal on standard input and standard error; --plain asks line by line";
        return Err(Error::Usage(message.into()).into());
    };
    match done.map_err(|error| (ended(&error), error)) {
        Ok(sat) => Ok(Some(sat)),
        Err((Ended::Quietly, _)) => Ok(None),
        Err((Ended::BySignal, _)) => {
            Err(Error::Signal(signals.caught().unwrap_or(signals::INTERRUPT)).into())
        }
        Err((Ended::Otherwise, error)) => Err(match error.downcast::<PromptError>() {
            Ok(PromptError::Unwritable(error)) => unwritable(error).into(),
            Ok(error) => error.into(),
            Err(error) => error,
        }),
    }
}

fn unwritable(error: std::io::Error) -> Error {
    Error::Output { name: "standard output".into(), error }
}

enum Ended {
    Quietly,
    BySignal,
    Otherwise,
}

/// How an error before the first question ends the command.
fn ended(error: &anyhow::Error) -> Ended {
    match error.downcast_ref::<PromptError>() {
        Some(PromptError::EndOfInput) => Ended::Quietly,
        Some(PromptError::Interrupted) => Ended::BySignal,
        Some(PromptError::Failed(_) | PromptError::Unwritable(_)) | None => Ended::Otherwise,
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
                    context.note(&format!("go on with: {again}"));
                    Ok(ExitCode::SUCCESS)
                }
                _ => Ok(ExitCode::SUCCESS),
            }
        }
        Err(error) => Err(match error.downcast::<SessionError>() {
            Ok(SessionError::Interrupted) => {
                context.note(&saved);
                if let Some(file) = &sat.file {
                    let again = again(arguments, file, context.questionnaire());
                    context.note(&format!("go on with: {again}"));
                }
                Error::Signal(signals.caught().unwrap_or(signals::INTERRUPT)).into()
            }
            Ok(SessionError::Save(error)) => Error::from(error).into(),
            Ok(SessionError::Output(error)) => unwritable(error).into(),
            Ok(error) => Error::Input(error.to_string()).into(),
            Err(error) => error,
        }),
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
