//! Problems found in files: located, coded, collected. A problem is a result; it aborts nothing by itself.

mod code;
mod fingerprint;
pub mod github;
pub mod json;
pub mod junit;
mod report;
pub mod sarif;
mod text;
mod veil;

use std::sync::Arc;

pub use code::Code;
pub use report::Findings;
pub use text::{Style, render, render_veiled};
pub use veil::Veil;

use crate::framework::closed_set;
use crate::source::{Position, Source, Span};

closed_set! {
    /// How grave a problem is.
    Severity {
        /// The file cannot be used.
        Error = "error", "error";
        /// The file can be used, and something in it deserves a look.
        Warning = "warning", "warning";
    }
}

/// One problem in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of problem.
    pub code: Code,
    /// How grave.
    pub severity: Severity,
    /// What is wrong, in one line. May quote the file.
    pub message: String,
    /// What is wrong without the file's own words, where the message quotes any.
    pub discreet: Option<String>,
    /// Where.
    pub place: Place,
    /// What was expected, beside the caret; may be empty. Quotes no value of the file, as the help does not either.
    pub label: String,
    /// Another place that belongs to the problem, and what it is.
    pub related: Option<(Place, String)>,
    /// What to do.
    pub help: Option<String>,
}

/// A stretch of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub source: Arc<Source>,
    /// The stretch.
    pub span: Span,
}

impl Place {
    /// Line and column where it starts.
    pub fn position(&self) -> Position {
        self.source.position(self.span.start)
    }
}

impl Diagnostic {
    /// A problem of the severity that its code has.
    pub fn new(code: Code, source: &Arc<Source>, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            discreet: None,
            place: Place { source: Arc::clone(source), span },
            label: String::new(),
            related: None,
            help: None,
        }
    }

    /// Says what is wrong without quoting the file: ids and roles only.
    #[must_use]
    pub fn discreet(mut self, message: impl Into<String>) -> Self {
        self.discreet = Some(message.into());
        self
    }

    /// What is wrong, for readers who may not see what the file holds.
    pub fn discreet_message(&self) -> &str {
        self.discreet.as_deref().unwrap_or(&self.message)
    }

    /// Says beside the caret what was expected.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says what to do, where there is something to say.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }

    /// Points at another place as well.
    #[must_use]
    pub fn related(mut self, source: &Arc<Source>, span: Span, label: impl Into<String>) -> Self {
        self.related = Some((Place { source: Arc::clone(source), span }, label.into()));
        self
    }

    /// Whether it makes the file unusable.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Whether any of them makes its file unusable.
pub fn any_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(Diagnostic::is_error)
}

/// Something usable, with the warnings that came with it.
#[derive(Debug, Clone)]
pub struct Loaded<T> {
    /// The thing.
    pub value: T,
    /// Warnings only.
    pub warnings: Vec<Diagnostic>,
}

/// A loader's answer: the thing with warnings, or every problem that was found (one of them an error).
pub type Loading<T> = Result<Loaded<T>, Vec<Diagnostic>>;

/// Splits what a loader found: the value stands where nothing was an error.
///
/// # Errors
///
/// Every problem, where one is an error or there is no value.
pub fn conclude<T>(value: Option<T>, problems: Vec<Diagnostic>) -> Loading<T> {
    match value {
        Some(value) if !any_error(&problems) => Ok(Loaded { value, warnings: problems }),
        _ => Err(problems),
    }
}
