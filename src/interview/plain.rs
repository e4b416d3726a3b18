//! The interview line by line: numbered options, letters for everything else, no cursor movement and no colour.
//! For screen readers, dumb terminals and pipes.

use std::io::{BufRead, ErrorKind, Write};

use super::prompter::{
    Action, Asked, ConfirmAsk, MenuAsk, Notice, Part, PromptError, Prompter, QuestionScreen, Said, TextAsk,
};
use super::signals;
use super::{choices, words};
use crate::framework::LEVELS;
use crate::text::{clean, clean_line};

/// Asks on any pair of streams.
#[derive(Debug)]
pub struct Plain<R, W> {
    input: R,
    output: W,
    /// Columns to wrap at; unwrapped where nobody's screen is known.
    width: Option<usize>,
    /// Whether the keys have been explained.
    explained: bool,
}

/// The longest line that is taken; what comes after it in the same line is not.
const LONGEST: usize = 64 * 1024;

impl<R: BufRead, W: Write> Plain<R, W> {
    /// Asks on `output`, hears on `input`; wraps at `width` columns where given.
    pub fn new(input: R, output: W, width: Option<usize>) -> Self {
        Self { input, output, width: width.map(|width| width.clamp(20, 90)), explained: false }
    }

    /// The streams, given back.
    pub fn into_inner(self) -> (R, W) {
        (self.input, self.output)
    }

    fn say(&mut self, text: &str) -> Result<(), PromptError> {
        let text = clean(text);
        let Some(width) = self.width else {
            return writeln!(self.output, "{text}").map_err(unwritable);
        };
        for line in text.split('\n') {
            let indent = &line[..line.len() - line.trim_start().len()];
            let options = textwrap::Options::new(width).subsequent_indent(indent);
            for row in textwrap::wrap(line, options) {
                writeln!(self.output, "{row}").map_err(unwritable)?;
            }
        }
        Ok(())
    }

    fn say_all(&mut self, lines: &[String]) -> Result<(), PromptError> {
        lines.iter().try_for_each(|line| self.say(line))
    }

    /// Asks for a line, without its end.
    fn hear(&mut self, prompt: &str) -> Result<String, PromptError> {
        write!(self.output, "{} ", clean_line(prompt))
            .and_then(|()| self.output.flush())
            .map_err(unwritable)?;
        let mut line = Vec::new();
        let mut ended = true;
        loop {
            let (used, is_end) = match self.input.fill_buf() {
                Ok([]) => break,
                Ok(bytes) => {
                    let end = bytes.iter().position(|&byte| byte == b'\n');
                    let part = &bytes[..end.unwrap_or(bytes.len())];
                    line.extend_from_slice(&part[..part.len().min(LONGEST - line.len())]);
                    (end.map_or(bytes.len(), |end| end + 1), end.is_some())
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(failed(error)),
            };
            self.input.consume(used);
            ended = false;
            if is_end {
                break;
            }
        }
        if ended {
            // The prompt stands alone on its line.
            writeln!(self.output).ok();
            return Err(PromptError::EndOfInput);
        }
        Ok(String::from_utf8_lossy(&line).trim().to_owned())
    }

    fn put(&mut self, screen: &QuestionScreen<'_>) -> Result<(), PromptError> {
        self.say("")?;
        self.say_all(screen.news)?;
        if let Some(purpose) = screen.purpose {
            self.say(&format!("{}: {}", clean_line(screen.heading), clean_line(purpose)))?;
            self.say("")?;
        }
        self.say(&format!("Question {} of {}", screen.progress.number, screen.progress.total))?;
        self.say(&clean_line(&screen.question.ask))?;
        if !matches!(screen.part, Part::Security { .. }) {
            for (place, statement) in screen.question.statements.iter().enumerate() {
                let level = if screen.show_levels { format!("(level {place}) ") } else { String::new() };
                let voices = words::voices(screen.asked, place);
                self.say(&format!("  {}. {level}{}{voices}", place + 1, clean_line(statement)))?;
            }
        }
        if let Part::Security { organization } = screen.part {
            self.say(&format!("The organization stands at {}.", organization + 1))?;
            let placed: Vec<String> = (0..LEVELS)
                .map(|place| (place, words::voices(screen.asked, place)))
                .filter(|(_, voices)| !voices.is_empty())
                .map(|(place, voices)| format!("{}{voices}", place + 1))
                .collect();
            if !placed.is_empty() {
                self.say(&format!("Security was placed at {}.", placed.join(", ")))?;
            }
        }
        self.say(&words::rule(screen))?;
        let so_far = words::so_far(screen);
        if !so_far.is_empty() {
            self.say(&so_far)?;
        }
        if !self.explained {
            self.explained = true;
            self.say(&keys(screen.asked))?;
        }
        Ok(())
    }
}

fn keys(asked: Asked<'_>) -> String {
    let keys: Vec<String> =
        choices::choices(asked).iter().map(|choice| format!("{} {}", choice.key, choice.meaning)).collect();
    format!("Type 1-6, or a letter: {}.", keys.join(", "))
}

fn failed(error: std::io::Error) -> PromptError {
    if signals::is_caught(&error) { PromptError::Interrupted } else { PromptError::Failed(error) }
}

fn unwritable(error: std::io::Error) -> PromptError {
    if error.kind() == ErrorKind::BrokenPipe {
        PromptError::EndOfInput
    } else {
        PromptError::Unwritable(error)
    }
}

/// What a typed word means at a question; `None` for help, which is shown here.
fn action(word: &str, screen: &QuestionScreen<'_>) -> Result<Option<Action>, ()> {
    let word = word.to_lowercase();
    if word.is_empty() {
        return screen.keep().map(Some).ok_or(());
    }
    let mut letter = [0; 4];
    let meant = choices::choices(screen.asked).iter().find(|choice| {
        *choice.key.encode_utf8(&mut letter) == *word || choice.words.contains(&word.as_str())
    });
    match (meant, word.parse::<u8>()) {
        (Some(choice), _) => Ok(choice.action),
        (None, Ok(place)) if (1..=LEVELS).contains(&usize::from(place)) => Ok(Some(Action::Pick(place - 1))),
        (None, _) => Err(()),
    }
}

impl<R: BufRead, W: Write> Prompter for Plain<R, W> {
    fn question(&mut self, screen: &QuestionScreen<'_>) -> Result<Action, PromptError> {
        self.put(screen)?;
        loop {
            let word = self.hear("Answer:")?;
            match action(&word, screen) {
                Ok(Some(action)) => return Ok(action),
                Ok(None) => {
                    self.say_all(&words::help(screen.question))?;
                    self.say(&keys(screen.asked))?;
                }
                Err(()) if word.is_empty() => {
                    let first = match screen.asked {
                        Asked::Respondent => "d for don't know",
                        Asked::Group { .. } => "o to leave it open",
                    };
                    self.say(&format!("Nothing was typed. Type a number from 1 to 6, {first}, ? for help."))?;
                }
                Err(()) => {
                    let word = crate::text::cut(&clean_line(&word), 30);
                    self.say(&format!(
                        "\"{word}\" is no answer here. Type a number from 1 to 6, or one of {}.",
                        choices::letters(screen.asked)
                    ))?;
                }
            }
        }
    }

    fn text(&mut self, ask: &TextAsk<'_>) -> Result<Said, PromptError> {
        self.say_all(&ask.lines)?;
        if let Some(initial) = ask.initial {
            self.say(&format!("So far: {}", clean_line(initial)))?;
            self.say("Enter alone keeps it; - alone clears it.")?;
        }
        // The letters mean what they mean at a question; alone, neither is a reason, a note or a record.
        let ways = if ask.can_leave { " (b goes back, q saves and stops)" } else { "" };
        let typed = self.hear(&format!("{}{ways}:", ask.prompt))?;
        match (typed.as_str(), ask.initial) {
            ("b" | "B", _) if ask.can_leave => Ok(Said::Back),
            ("q" | "Q", _) if ask.can_leave => Err(PromptError::Stopped),
            ("", _) => Ok(Said::Same),
            ("-", Some(_)) => Ok(Said::Text(String::new())),
            _ => Ok(Said::Text(typed)),
        }
    }

    fn confirm(&mut self, ask: &ConfirmAsk<'_>) -> Result<bool, PromptError> {
        self.say_all(&ask.lines)?;
        let choice = if ask.default { "[Y/n]" } else { "[y/N]" };
        loop {
            match self.hear(&format!("{} {choice}:", ask.prompt))?.to_lowercase().as_str() {
                "" => return Ok(ask.default),
                "y" | "yes" => return Ok(true),
                "n" | "no" => return Ok(false),
                _ => self.say("Type y for yes or n for no.")?,
            }
        }
    }

    fn menu(&mut self, ask: &MenuAsk<'_>) -> Result<Option<usize>, PromptError> {
        self.say_all(&ask.lines)?;
        for (number, item) in ask.items.iter().enumerate() {
            self.say(&format!("  {}. {}", number + 1, clean_line(item)))?;
        }
        loop {
            let prompt = format!("{} [{}] (b goes back):", ask.prompt, ask.default + 1);
            let word = self.hear(&prompt)?.to_lowercase();
            match (word.as_str(), word.parse::<usize>()) {
                ("", _) => return Ok(Some(ask.default)),
                ("b" | "back", _) => return Ok(None),
                (_, Ok(number)) if (1..=ask.items.len()).contains(&number) => return Ok(Some(number - 1)),
                _ => self.say(&format!("Type a number from 1 to {}, or b to go back.", ask.items.len()))?,
            }
        }
    }

    fn notice(&mut self, notice: &Notice) -> Result<(), PromptError> {
        if self.explained {
            // Somewhere on the way: it stands apart from what was asked before.
            self.say("")?;
        }
        self.say(&clean_line(&notice.title))?;
        self.say_all(&notice.paragraphs)
    }
}
