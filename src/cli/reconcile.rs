//! `equipoise reconcile`.

mod facilitator;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

use self::facilitator::Facilitator;
use super::Context;
use super::sitting::{Manner, broken_off, clock, lock_error, note_signals, prompted};
use crate::answers::{Lock, resolve};
use crate::error::Error;
use crate::interview::SessionError;
use crate::interview::signals::Signals;
use crate::text::{and_list, count, shell_word};
use crate::workshop::Closing;

/// Settle in a group what its members see differently
///
/// Walks through the disputed questions, worst first: who said what and why, then the statement that the group
/// settles on, or that it is left open, with the reason. Everybody's answers stay as they are; what is settled is saved,
/// once it was asked who dissents, in a file of its own, which `score`, `check` and `align` take beside them. The same
/// file again goes on where it was left.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  equipoise reconcile examples/marlow-freight -o settlement.yaml
  equipoise reconcile examples/marlow-freight -o settlement.yaml --all --plain")]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of its own on the command line")]
pub(super) struct Arguments {
    /// Answers files, or folders of them
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Where to keep what is settled; resumed where it exists
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Also what nobody could answer, and every smaller difference
    #[arg(long)]
    all: bool,
    /// Only this question, disputed or not; may be repeated
    #[arg(long = "question", value_name = "ID", conflicts_with = "all")]
    questions: Vec<String>,
    /// Line by line on standard input and output: for screen readers, dumb terminals and pipes
    #[arg(long)]
    plain: bool,
    /// Names of people, notes and records stay off the screen: who said what is shown by role alone
    #[arg(long)]
    without_notes: bool,
    /// Show the levels 0-5 beside the statements
    #[arg(long)]
    show_levels: bool,
}

/// What a sitting left behind.
struct Sat {
    outcome: Result<Closing, SessionError>,
    /// Settled, left open, and still to be put.
    settled: usize,
    open: usize,
    left: usize,
    /// Whether there is a file now.
    saved: bool,
}

pub(super) fn run(arguments: &Arguments, context: &mut Context<'_, '_>) -> Result<ExitCode> {
    if arguments.files.iter().chain([&arguments.output]).any(|path| path.as_os_str() == "-") {
        let message = "the workshop asks on standard input and is saved again and again: name files";
        return Err(Error::Usage(message.into()).into());
    }
    let now = clock()?;
    let path = resolve(&arguments.output).map_err(Error::from)?;
    let _lock = Lock::take(&path, now()).map_err(lock_error)?;
    let facilitator = Facilitator::read(arguments, &path, context)?;
    if facilitator.items.is_empty() {
        context.note(&facilitator.nothing_to_settle());
        return Ok(ExitCode::SUCCESS);
    }
    let signals = note_signals()?;
    let manner = Manner { plain: arguments.plain, colour: context.colour_err(), signals: &signals };
    let sat = prompted(&manner, context.streams(), &mut |prompter| facilitator.sit(prompter, &path, &*now))?;
    match sat {
        Some(sat) => conclude(arguments, sat, &signals, context),
        None => Ok(ExitCode::SUCCESS),
    }
}

/// Says what was settled and where it is, and what to do with it.
fn conclude(
    arguments: &Arguments,
    sat: Sat,
    signals: &Signals,
    context: &mut Context<'_, '_>,
) -> Result<ExitCode> {
    // From here on a signal does what it always does.
    signals.release();
    if !matches!(sat.outcome, Ok(_) | Err(SessionError::Interrupted)) {
        return sat.outcome.map(|_| ExitCode::SUCCESS).map_err(|error| broken_off(error, signals).into());
    }
    context.note(&far(&sat, &arguments.output));
    let again = again(arguments, context.questionnaire());
    if sat.left > 0 {
        context.note_command("go on with", &again);
    } else if !matches!(sat.outcome, Ok(Closing::Finished)) && arguments.questions.is_empty() {
        // Questions that are named would be put again, read-back or not.
        context.note_command("still to be read back and agreed to", &again);
    }
    if sat.saved && sat.settled + sat.open > 0 {
        let score = score(arguments, context.questionnaire());
        context.note_command("score with it", &score);
    }
    match sat.outcome {
        Ok(_) => Ok(ExitCode::SUCCESS),
        Err(error) => Err(broken_off(error, signals).into()),
    }
}

/// How far the group came: `4 questions settled, 1 left open, 2 to go; saved in FILE`.
fn far(sat: &Sat, file: &Path) -> String {
    if !sat.saved {
        return "nothing was settled, and no file was written".to_owned();
    }
    let mut parts: Vec<String> = Vec::new();
    for (number, what) in [(sat.settled, "settled"), (sat.open, "left open"), (sat.left, "to go")] {
        match (number, parts.is_empty()) {
            (0, _) => {}
            (number, true) => parts.push(format!("{} {what}", count(number, "question"))),
            (number, false) => parts.push(format!("{number} {what}")),
        }
    }
    format!("{}; saved in {}", and_list(&parts), file.display())
}

/// The command that goes on where this one stopped.
fn again(arguments: &Arguments, questionnaire: Option<&str>) -> String {
    let mut command = with_files("reconcile", arguments);
    command.extend([" -o ", &word(&arguments.output)]);
    name_questionnaire(&mut command, questionnaire);
    for question in &arguments.questions {
        command.extend([" --question ", &shell_word(question)]);
    }
    let flags = [
        ("--all", arguments.all),
        ("--plain", arguments.plain),
        ("--without-notes", arguments.without_notes),
        ("--show-levels", arguments.show_levels),
    ];
    for (option, _) in flags.iter().filter(|(_, given)| *given) {
        command.extend([" ", option]);
    }
    command
}

/// The command that scores the answers with what was settled.
fn score(arguments: &Arguments, questionnaire: Option<&str>) -> String {
    let mut command = with_files("score", arguments);
    if !lies_in_one_of(&arguments.output, &arguments.files) {
        command.extend([" ", &word(&arguments.output)]);
    }
    name_questionnaire(&mut command, questionnaire);
    command
}

fn with_files(verb: &str, arguments: &Arguments) -> String {
    let files: Vec<String> = arguments.files.iter().map(|file| word(file)).collect();
    format!("equipoise {verb} {}", files.join(" "))
}

fn name_questionnaire(command: &mut String, questionnaire: Option<&str>) {
    if let Some(named) = questionnaire {
        command.extend([" -q ", &shell_word(named)]);
    }
}

fn word(path: &Path) -> String {
    shell_word(&path.display().to_string())
}

/// Whether the file is found in one of these folders, or is one of these files, without being named.
fn lies_in_one_of(file: &Path, paths: &[PathBuf]) -> bool {
    let Ok(file) = file.canonicalize() else { return false };
    let hidden = file.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let yaml = file.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
    paths
        .iter()
        .filter_map(|path| path.canonicalize().ok())
        .any(|path| path == file || (yaml && !hidden && file.parent() == Some(path.as_path())))
}
