//! What every command that asks begins and ends with: a prompter, the clock, the lock, and the exit code that tells
//! how it ended.

use std::fs::File;
use std::io::{BufReader, IsTerminal};
use std::os::fd::AsFd;

use anyhow::Result;
use jiff::Timestamp;

use super::Streams;
use crate::answers::LockError;
use crate::error::Error;
use crate::interview::signals::{self, Heedful, Signals};
use crate::interview::{Plain, PromptError, Prompter, SessionError, Terminal};

/// How to ask.
pub(super) struct Manner<'a> {
    /// Line by line on standard input and output, instead of on a full screen.
    pub plain: bool,
    /// Whether the full screen is in colour.
    pub colour: bool,
    /// Where signals are noted.
    pub signals: &'a Signals,
}

/// Notes signals from now on, in place of what they would do.
///
/// # Errors
///
/// Where the system does not let them be noted.
pub(super) fn note_signals() -> Result<Signals> {
    Ok(Signals::note().map_err(|error| Error::Input(format!("signals cannot be noted: {error}")))?)
}

/// Opens the prompter asked for, and has it closed again before anything else is said. `None` where the input ended
/// before there was anything to conclude.
///
/// # Errors
///
/// Where there is no terminal, a signal came, or what `sit` says.
pub(super) fn prompted<T>(
    manner: &Manner<'_>,
    streams: &mut Streams<'_>,
    sit: &mut dyn FnMut(&mut dyn Prompter) -> Result<T>,
) -> Result<Option<T>> {
    let stdin = std::io::stdin();
    let done = if manner.plain {
        let width = if streams.out_is_terminal { streams.width } else { None };
        // A handle of its own: the buffer of the standard one would hide from a poll what it holds.
        let input = stdin
            .as_fd()
            .try_clone_to_owned()
            .map_err(|error| Error::Input(format!("cannot read: {error}")))?;
        let input = BufReader::new(Heedful::new(File::from(input), manner.signals.clone()));
        sit(&mut Plain::new(input, &mut *streams.out, width))
    } else if stdin.is_terminal() && streams.err_is_terminal {
        let terminal = Terminal::open(manner.signals.clone(), manner.colour)
            .map_err(|error| Error::Usage(format!("the terminal cannot be used ({error}); try --plain")))?;
        sit(&mut { terminal })
    } else {
        let message = "the full screen needs a terminal on standard input and standard error; --plain asks line by line";
        return Err(Error::Usage(message.into()).into());
    };
    match done.map_err(|error| (ended(&error), error)) {
        Ok(done) => Ok(Some(done)),
        Err((Ended::Quietly, _)) => Ok(None),
        Err((Ended::BySignal, _)) => Err(by_signal(manner.signals).into()),
        Err((Ended::Otherwise, error)) => Err(match error.downcast::<PromptError>() {
            Ok(PromptError::Unwritable(error)) => unwritable(error).into(),
            Ok(error) => error.into(),
            Err(error) => error,
        }),
    }
}

/// The error that a broken-off session ends the command with.
pub(super) fn broken_off(error: SessionError, signals: &Signals) -> Error {
    match error {
        SessionError::Interrupted => by_signal(signals),
        SessionError::Save(error) => Error::from(error),
        SessionError::Output(error) => unwritable(error),
        error @ (SessionError::Terminal(_) | SessionError::Ended) => Error::Input(error.to_string()),
    }
}

fn by_signal(signals: &Signals) -> Error {
    Error::Signal(signals.caught().unwrap_or(signals::INTERRUPT))
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
        Some(PromptError::EndOfInput | PromptError::Stopped) => Ended::Quietly,
        Some(PromptError::Interrupted) => Ended::BySignal,
        Some(PromptError::Failed(_) | PromptError::Unwritable(_)) | None => Ended::Otherwise,
    }
}

/// Why a file that is to be worked on cannot be locked.
pub(super) fn lock_error(error: LockError) -> Error {
    match error {
        held @ LockError::Held { .. } => Error::Input(held.to_string()),
        LockError::Io { path, cause } => Error::Output { name: path.display().to_string(), error: cause },
    }
}

/// Whether YAML text may hold a comment: a `#` that begins a line or follows white space.
pub(super) fn has_comments(text: &str) -> bool {
    text.lines().any(|line| line.trim_start().starts_with('#') || line.contains(" #") || line.contains("\t#"))
}

/// The time: `SOURCE_DATE_EPOCH` where set, so that a run can be repeated to the byte, else the system's.
///
/// # Errors
///
/// Where the variable holds no number of seconds.
pub(super) fn clock() -> Result<Box<dyn Fn() -> Timestamp>> {
    let Some(fixed) = std::env::var_os("SOURCE_DATE_EPOCH").filter(|fixed| !fixed.is_empty()) else {
        return Ok(Box::new(|| {
            let now = Timestamp::now();
            Timestamp::from_second(now.as_second()).unwrap_or(now)
        }));
    };
    let time = fixed
        .to_str()
        .and_then(|text| text.parse().ok())
        .and_then(|second| Timestamp::from_second(second).ok());
    let time = time.ok_or_else(|| Error::Usage("SOURCE_DATE_EPOCH is no number of seconds".into()))?;
    Ok(Box::new(move || time))
}
