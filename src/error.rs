//! What ends a run, and the exit code that tells it.

use std::process::ExitCode;

use crate::answers::gather::Unusable;
use crate::diagnostic::Diagnostic;

/// What ends a run before its result.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The command was called in a way that it does not understand.
    #[error("{0}")]
    Usage(String),
    /// Input that cannot be read.
    #[error("{0}")]
    Input(String),
    /// Input that can be read and makes no sense; the problems say where.
    #[error("{} in the input", crate::text::count(.0.problems.len() + .0.unreadable.len(), "problem"))]
    Invalid(Unusable),
    /// Output that could not be written.
    #[error("cannot write {name}: {error}")]
    Output {
        /// The path, or a stream's name.
        name: String,
        /// What the system said.
        error: std::io::Error,
    },
    /// Ended by a signal: its number (1 hang-up, 2 interrupt, 15 termination).
    #[error("interrupted")]
    Signal(u8),
}

/// The check found something.
pub const FOUND: u8 = 1;

impl Error {
    /// Problems inside files that could be read.
    pub fn problems(problems: Vec<Diagnostic>) -> Self {
        Self::Invalid(Unusable { problems, unreadable: Vec::new() })
    }

    /// The exit code: 2 usage, 3 input, 4 output, 128 + n for a signal.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::Input(_) | Self::Invalid(_) => 3,
            Self::Output { .. } => 4,
            Self::Signal(number) => 128 + number,
        }
    }
}

impl From<Unusable> for Error {
    fn from(unusable: Unusable) -> Self {
        Self::Invalid(unusable)
    }
}

/// The exit code of whatever ended a run. An error of ours keeps its code under any context; what is none of ours
/// is an input that could not be handled.
pub fn exit_code(error: &anyhow::Error) -> ExitCode {
    error.downcast_ref::<Error>().map_or(3, Error::exit_code).into()
}
