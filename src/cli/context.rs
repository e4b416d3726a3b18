//! What every command is run with: streams, colour, width, the questionnaire at hand.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;
use unicode_width::UnicodeWidthStr;

use super::{When, output};
use crate::answers::gather::{Unusable, format_of, read_source};
use crate::diagnostic::{self, Diagnostic};
use crate::error::Error;
use crate::questionnaire::{Catalog, Questionnaire, builtin, load};
use crate::text;

/// Columns where nothing tells the width.
const DEFAULT_WIDTH: usize = 80;

/// Where output goes, and what is known of it.
pub struct Streams<'a> {
    /// The result.
    pub out: &'a mut dyn Write,
    /// Everything else.
    pub err: &'a mut dyn Write,
    /// Whether `out` is a terminal.
    pub out_is_terminal: bool,
    /// Whether `err` is a terminal.
    pub err_is_terminal: bool,
    /// Columns of the terminal, where there is one.
    pub width: Option<usize>,
}

/// What every command is run with.
pub struct Context<'c, 's> {
    streams: &'c mut Streams<'s>,
    color: When,
    questionnaire: Option<String>,
}

impl<'c, 's> Context<'c, 's> {
    /// The streams, and the options of every command.
    pub(super) fn new(streams: &'c mut Streams<'s>, color: When, questionnaire: Option<String>) -> Self {
        Self { streams, color, questionnaire }
    }

    /// Columns to draw in: the terminal's, else 80.
    pub fn width(&self) -> usize {
        self.streams.width.unwrap_or(DEFAULT_WIDTH)
    }

    /// Whether a result goes out in colour.
    pub fn colour_out(&self, output: Option<&Path>) -> bool {
        let terminal = self.streams.out_is_terminal && is_stdout(output);
        colour(self.color, terminal)
    }

    /// Whether a result goes to a terminal, which a binary one would garble.
    pub fn shows_on_terminal(&self, output: Option<&Path>) -> bool {
        self.streams.out_is_terminal && is_stdout(output)
    }

    /// Whether messages go out in colour.
    pub fn colour_err(&self) -> bool {
        colour(self.color, self.streams.err_is_terminal)
    }

    /// The questionnaire as it was named on the command line.
    pub fn questionnaire(&self) -> Option<&str> {
        self.questionnaire.as_deref()
    }

    /// The questionnaires at hand.
    ///
    /// # Errors
    ///
    /// Where the one named does not exist or makes no sense.
    pub fn catalog(&mut self) -> Result<Catalog> {
        let Some(named) = self.questionnaire.clone() else { return Ok(Catalog::default()) };
        self.named_questionnaire(&named).map(Catalog::of)
    }

    /// The questionnaire of a built-in id or a path.
    ///
    /// # Errors
    ///
    /// Where it does not exist or makes no sense.
    pub fn named_questionnaire(&mut self, named: &str) -> Result<Arc<Questionnaire>> {
        let loading = if is_path(named) {
            load::load(&read_source(Path::new(named)).map_err(Error::from)?)
        } else {
            builtin::load(named).ok_or_else(|| unknown_builtin(named))?
        };
        let loaded = loading.map_err(Error::problems)?;
        self.warn(&loaded.warnings);
        Ok(Arc::new(loaded.value))
    }

    /// Writes a result to a file, atomically, or to standard output.
    ///
    /// # Errors
    ///
    /// Where it cannot be written; a closed pipe is no error.
    pub fn deliver(&mut self, output: Option<&Path>, result: &[u8]) -> Result<()> {
        self.deliver_drawn(output, |out| out.write_all(result))
    }

    /// As [`Self::deliver`], the result being drawn as it is written, for one that would take much memory.
    ///
    /// # Errors
    ///
    /// As there; a file stays as it was where anything fails.
    pub fn deliver_drawn(
        &mut self,
        output: Option<&Path>,
        draw: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<()> {
        match output.filter(|_| !is_stdout(output)) {
            Some(path) if holds_work(path) => {
                let message =
                    "it holds answers or another file of ours, which a result would replace; name another";
                Err(Error::Usage(format!("{} was left as it is: {message}", path.display())).into())
            }
            Some(path) => Ok(output::write_whole(path, draw)?),
            None => print(self.streams.out, draw),
        }
    }

    /// Writes what a person goes on with to a file that is not there yet, or to standard output.
    ///
    /// # Errors
    ///
    /// Where the file is there already, or cannot be written; a closed pipe is no error.
    pub fn deliver_new(&mut self, output: Option<&Path>, result: &[u8], mode: u32) -> Result<()> {
        let Some(path) = output.filter(|_| !is_stdout(output)) else {
            return print(self.streams.out, |out| out.write_all(result));
        };
        let name = path.display().to_string();
        match output::write_new(path, result, mode) {
            Ok(()) => {
                self.note(&format!("written: {name}"));
                Ok(())
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(Error::Usage(format!(
                "{name} is there already and stays as it is; -o names another file"
            ))
            .into()),
            Err(error) => Err(Error::Output { name, error }.into()),
        }
    }

    /// Shows problems that stop nothing.
    pub fn warn(&mut self, problems: &[Diagnostic]) {
        let style = diagnostic::Style { colour: self.colour_err(), width: self.width() };
        let drawn = diagnostic::render(problems, style);
        self.say(&drawn);
    }

    /// Says something that is not part of the result, on a line of its own.
    pub fn note(&mut self, note: &str) {
        self.say_wrapped(&format!("note: {}", text::clean_line(note)));
    }

    /// Says which command goes on, in a way that can be pasted: it is never wrapped by us, and stands on a line of its own
    /// where it does not fit beside what is said before it.
    pub(super) fn note_command(&mut self, what: &str, command: &str) {
        let (what, command) = (text::clean_line(what), text::clean_line(command));
        let whole = format!("note: {what}: {command}");
        if !self.streams.err_is_terminal || whole.width() <= self.width() {
            self.say(&format!("{whole}\n"));
        } else {
            self.say_wrapped(&format!("note: {what}:"));
            self.say(&format!("{command}\n"));
        }
    }

    /// Says on a terminal how far the work is, on one line that is gone once all is done.
    pub(super) fn progress(&mut self, doing: &str, done: usize, of: usize, noun: &str) {
        // Who cannot be told how far it is can still be told the result.
        self.say(&if done < of { format!("\r{doing} {done} of {of} {noun}") } else { "\r\u{1b}[K".into() });
    }

    /// Reports what ended the run.
    pub(super) fn report(&mut self, error: &anyhow::Error) {
        if let Some(Error::Signal(_)) = error.downcast_ref() {
            return;
        }
        if let Some(Error::Invalid(Unusable { problems, unreadable })) = error.downcast_ref() {
            for line in unreadable {
                self.say_wrapped(&format!("error: {}", text::clean_line(line)));
            }
            self.warn(problems);
            return;
        }
        let chain: Vec<String> =
            error.chain().map(|cause| text::clean(&cause.to_string()).into_owned()).collect();
        self.say_wrapped(&format!("error: {}", chain.join(": ")));
    }

    /// Standard output and standard error at once, for what draws by itself.
    pub fn streams(&mut self) -> &mut Streams<'s> {
        self.streams
    }

    /// On a terminal no word is broken at its edge; elsewhere a message is one line, for whoever searches it.
    fn say_wrapped(&mut self, message: &str) {
        let wrapped = if self.streams.err_is_terminal {
            let options =
                textwrap::Options::new(self.width()).word_splitter(textwrap::WordSplitter::NoHyphenation);
            textwrap::fill(message, options)
        } else {
            message.to_owned()
        };
        self.say(&format!("{wrapped}\n"));
    }

    fn say(&mut self, text: &str) {
        // There is nowhere left to say that a message could not be written.
        let _ = self.streams.err.write_all(text.as_bytes()).and_then(|()| self.streams.err.flush());
    }
}

/// Whether a questionnaire is named by its path and not by its id.
pub(super) fn is_path(named: &str) -> bool {
    let yaml =
        Path::new(named).extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
    yaml || named == "-" || named.contains('/')
}

/// Whether a file is one that people answer or edit with care: it names a format of ours for input.
fn holds_work(path: &Path) -> bool {
    let input = ["answers@", "settlement@", "questionnaire@", "policy@", "targets@"];
    format_of(path)
        .as_deref()
        .and_then(|format| format.strip_prefix("equipoise/"))
        .is_some_and(|format| input.iter().any(|one| format.starts_with(one)))
}

fn is_stdout(output: Option<&Path>) -> bool {
    output.is_none_or(|path| path == Path::new("-"))
}

fn unknown_builtin(named: &str) -> Error {
    let hint = match text::nearest(named, builtin::ids()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("built in: {}", builtin::ids().collect::<Vec<_>>().join(", ")),
    };
    Error::Usage(format!(
        "there is no built-in questionnaire `{}`; {hint} (a path has a `/` or ends in .yaml)",
        text::clean_line(named)
    ))
}

/// Colour as asked for; else as the environment says; else on a terminal that is not dumb.
fn colour(when: When, terminal: bool) -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto if set("NO_COLOR") => false,
        When::Auto
            if std::env::var_os("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0") =>
        {
            true
        }
        When::Auto => terminal && std::env::var_os("TERM").is_none_or(|term| term != "dumb"),
    }
}

fn print(out: &mut dyn Write, draw: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    match output::buffered(out, draw).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Error::Output { name: "standard output".into(), error }.into()),
        Ok(()) => Ok(()),
    }
}

/// Shows help where it was asked for, or says what was wrong with the call.
pub(super) fn report_usage(error: &clap::Error, streams: &mut Streams<'_>) -> ExitCode {
    let asked_for = !error.use_stderr();
    let terminal = if asked_for { streams.out_is_terminal } else { streams.err_is_terminal };
    let rendered = error.render();
    let mut drawn =
        if colour(When::Auto, terminal) { rendered.ansi().to_string() } else { rendered.to_string() };
    if !drawn.ends_with('\n') {
        drawn.push('\n');
    }
    if asked_for {
        return match print(streams.out, |out| out.write_all(drawn.as_bytes())) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => crate::error::exit_code(&error),
        };
    }
    let _ = streams.err.write_all(drawn.as_bytes());
    ExitCode::from(2)
}
