//! The interview on a full screen: the question drawn on dialoguer's own terminal, dialoguer's prompts for text,
//! confirmation and menus.

use std::fmt::Write as _;
use std::io;

use dialoguer::console::{Key, Style, Term, set_colors_enabled_stderr};
use dialoguer::theme::ColorfulTheme;
use dialoguer::{Confirm, Input, Select};

use super::keys::{Event, RawMode, forget_pending, next, size_of};
use super::prompter::{
    Action, ConfirmAsk, MenuAsk, Notice, PromptError, Prompter, QuestionScreen, Said, TextAsk,
};
use super::screen::{Look, Row, Size, layout, paragraphs, wrap};
use super::signals::{Signals, is_caught};
use super::{choices, words};
use crate::framework::LEVELS;
use crate::text::{clean_line, cut};

/// A screen of its own, its cursor hidden between prompts; the terminal is as it was once this is dropped.
pub struct Terminal {
    term: Term,
    theme: ColorfulTheme,
    signals: Signals,
    colour: bool,
    /// Held for its drop, after the screen's.
    _raw: RawMode,
}

const ENTER_SCREEN: &str = "\x1b[?1049h\x1b[2J\x1b[H";
const LEAVE_SCREEN: &str = "\x1b[?1049l";

impl Terminal {
    /// Takes the terminal: keys from standard input, screen on standard error.
    ///
    /// # Errors
    ///
    /// Where either is no terminal.
    pub fn open(signals: Signals, colour: bool) -> io::Result<Self> {
        let term = Term::stderr();
        set_colors_enabled_stderr(colour);
        let raw = RawMode::enter()?;
        let terminal = Self { term, theme: ColorfulTheme::default(), signals, colour, _raw: raw };
        terminal.term.write_str(ENTER_SCREEN)?;
        terminal.term.hide_cursor()?;
        Ok(terminal)
    }

    fn draw(&self, rows: &[Row]) -> io::Result<()> {
        let mut frame = String::from("\x1b[?25l\x1b[H");
        for (number, row) in rows.iter().enumerate() {
            let end = if number + 1 < rows.len() { "\x1b[K\r\n" } else { "\x1b[K\x1b[J" };
            let _ = write!(frame, "{}{end}", self.style(row.look).apply_to(&row.text));
        }
        if rows.is_empty() {
            frame.push_str("\x1b[J");
        }
        self.term.write_str(&frame)
    }

    fn style(&self, look: Look) -> Style {
        let style = Style::new().for_stderr().force_styling(self.colour);
        match look {
            Look::Plain => style,
            Look::Strong => style.bold(),
            Look::Faint => style.dim(),
            Look::Heading => style.cyan(),
            Look::Chosen => style.bold().green(),
            Look::News => style.yellow(),
        }
    }

    /// Waits for a key, or for the terminal to leave the size that what it shows was drawn for.
    fn key(&self, drawn_for: Size) -> Result<Event, PromptError> {
        match next(&self.term, drawn_for, &self.signals).map_err(|error| self.failed(error))? {
            Event::Key(Key::CtrlC) => Err(PromptError::Interrupted),
            event => Ok(event),
        }
    }

    /// A clean screen with the lines that lead up to a prompt; gives the rows they take.
    fn lead(&mut self, lines: &[String]) -> Result<usize, PromptError> {
        let size = size_of(&self.term);
        let mut rows = paragraphs(lines, size.measure());
        if rows.len() + 6 > size.rows {
            // Too long to stand above the prompt: read first, then asked.
            self.page(&rows)?;
            rows.clear();
        }
        if !rows.is_empty() {
            rows.push(Row { look: Look::Plain, text: String::new() });
        }
        self.draw(&rows).map_err(|error| self.failed(error))?;
        if !rows.is_empty() {
            self.term.write_str("\r\n").map_err(|error| self.failed(error))?;
        }
        Ok(rows.len())
    }

    /// Shows rows a screenful at a time until the last has been seen.
    fn page(&self, rows: &[Row]) -> Result<(), PromptError> {
        let (mut top, mut asked_to_stop) = (0, false);
        loop {
            let size = size_of(&self.term);
            let height = size.rows.saturating_sub(2).max(1);
            top = top.min(rows.len().saturating_sub(height));
            let bottom = (top + height).min(rows.len());
            let is_last = bottom == rows.len();
            let hint = match (is_last, asked_to_stop) {
                (_, true) => "Enter goes on reading, Esc skips it; q stops at a question only",
                (true, false) => "Enter goes on",
                (false, false) => "Enter shows more, ↑ ↓ move, Esc skips the rest",
            };
            let mut shown = rows[top..bottom].to_vec();
            shown.push(Row { look: Look::Plain, text: String::new() });
            shown.push(Row { look: Look::Faint, text: cut(hint, size.measure()) });
            shown.truncate(size.rows.max(1));
            self.draw(&shown).map_err(|error| self.failed(error))?;
            let event = self.key(size)?;
            // `q` ends the sitting on the screen that follows: whoever presses it twice here must not be shown out.
            asked_to_stop = event == Event::Key(Key::Char('q'));
            match event {
                Event::Key(Key::Escape) => return Ok(()),
                Event::Key(Key::Enter | Key::Char(' ') | Key::PageDown) if is_last => return Ok(()),
                Event::Key(Key::Enter | Key::Char(' ') | Key::PageDown) => top += height,
                Event::Key(Key::ArrowDown | Key::Char('j')) => top += 1,
                Event::Key(Key::ArrowUp | Key::Char('k')) => top = top.saturating_sub(1),
                Event::Key(Key::PageUp | Key::Char('b')) => top = top.saturating_sub(height),
                Event::Key(_) | Event::Resized => {}
            }
        }
    }

    fn help(&self, screen: &QuestionScreen<'_>) -> Result<(), PromptError> {
        let width = size_of(&self.term).measure();
        let blank = Row { look: Look::Plain, text: String::new() };
        let mut rows = wrap(Look::Strong, &screen.question.ask, "", "", width);
        for line in words::help(screen.question) {
            rows.push(blank.clone());
            rows.extend(wrap(Look::Plain, &line, "", "", width));
        }
        rows.push(blank);
        rows.extend(wrap(Look::Plain, &words::rule(screen), "", "", width));
        for (key, meaning) in choices::keys_at_length(screen.asked) {
            rows.extend(wrap(Look::Plain, meaning, &format!("  {key:<6} "), "         ", width));
        }
        self.page(&rows)
    }

    /// What an error of the terminal means: a signal, its key, a terminal that went away, or a failure.
    fn failed(&self, error: io::Error) -> PromptError {
        const GONE: i32 = rustix::io::Errno::IO.raw_os_error();
        let gone = error.kind() == io::ErrorKind::UnexpectedEof || error.raw_os_error() == Some(GONE);
        if gone && self.signals.caught().is_none() {
            self.signals.hang_up();
        }
        let signal = error.kind() == io::ErrorKind::Interrupted || is_caught(&error);
        if signal || self.signals.caught().is_some() {
            PromptError::Interrupted
        } else {
            PromptError::Failed(error)
        }
    }

    fn prompted<T>(&self, result: dialoguer::Result<T>) -> Result<T, PromptError> {
        // The prompts show the cursor when they are answered, and leave it hidden when they fail.
        self.term.hide_cursor().ok();
        result.map_err(|error| self.failed(error.into()))
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.term.write_str(LEAVE_SCREEN).ok();
        self.term.show_cursor().ok();
    }
}

/// What a key does at a question.
enum Step {
    Done(Action),
    Move(usize),
    Help,
    Unclear,
}

fn step(key: &Key, screen: &QuestionScreen<'_>, cursor: Option<usize>) -> Step {
    const LAST: usize = LEVELS - 1;
    let action = match key {
        Key::Char(digit @ '1'..='6') => {
            let place = digit.to_digit(10).and_then(|digit| u8::try_from(digit).ok()).unwrap_or(1);
            Action::Pick(place - 1)
        }
        Key::ArrowDown | Key::Char('j') => {
            return Step::Move(cursor.map_or(0, |place| (place + 1).min(LAST)));
        }
        Key::ArrowUp | Key::Char('k') => {
            return Step::Move(cursor.map_or(LAST, |place| place.saturating_sub(1)));
        }
        Key::Home => return Step::Move(0),
        Key::End => return Step::Move(LAST),
        Key::Enter => {
            let moved = cursor.and_then(|place| u8::try_from(place).ok());
            let moved = moved.filter(|&place| screen.given_place() != Some(place));
            match moved.map(Action::Pick).or_else(|| screen.keep()) {
                Some(action) => action,
                None => return Step::Unclear,
            }
        }
        Key::Char('h') => return Step::Help,
        Key::ArrowLeft => Action::Back,
        Key::Char(key) => match choices::choices(screen.asked).iter().find(|choice| choice.key == *key) {
            Some(choice) => match choice.action {
                Some(action) => action,
                None => return Step::Help,
            },
            None => return Step::Unclear,
        },
        _ => return Step::Unclear,
    };
    Step::Done(action)
}

impl Prompter for Terminal {
    fn question(&mut self, screen: &QuestionScreen<'_>) -> Result<Action, PromptError> {
        let mut cursor = screen.given_place().map(usize::from);
        let mut news = screen.news.to_vec();
        loop {
            let shown = QuestionScreen { news: &news, ..screen.clone() };
            let size = size_of(&self.term);
            self.draw(&layout(&shown, size, cursor)).map_err(|error| self.failed(error))?;
            let Event::Key(key) = self.key(size)? else { continue };
            match step(&key, screen, cursor) {
                Step::Done(action) => return Ok(action),
                Step::Move(place) => cursor = Some(place),
                Step::Help => self.help(screen)?,
                Step::Unclear => {
                    news =
                        vec!["Press 1-6, or move with ↑ ↓ and press Enter; ? explains the keys.".to_owned()];
                }
            }
        }
    }

    fn text(&mut self, ask: &TextAsk<'_>) -> Result<Said, PromptError> {
        let mut lines = ask.lines.clone();
        // dialoguer's line of text knows no other way out.
        let ways =
            if ask.can_leave { " An empty line leaves the prompt; Esc does nothing here." } else { "" };
        lines.push(format!("Enter ends it.{ways}"));
        self.lead(&lines)?;
        let initial = ask.initial.map(clean_line);
        let mut input = Input::<String>::with_theme(&self.theme)
            .with_prompt(clean_line(ask.prompt))
            .allow_empty(true)
            .report(false);
        if let Some(initial) = &initial {
            input = input.with_initial_text(initial);
        }
        self.term.show_cursor().map_err(|error| self.failed(error))?;
        let typed = self.prompted(input.interact_text_on(&self.term))?;
        forget_pending();
        // What was shown on one line and left alone stays as it was, line breaks included.
        let untouched = initial.as_deref().unwrap_or_default() == typed;
        Ok(if untouched { Said::Same } else { Said::Text(typed) })
    }

    fn confirm(&mut self, ask: &ConfirmAsk<'_>) -> Result<bool, PromptError> {
        self.lead(&ask.lines)?;
        let confirm = Confirm::with_theme(&self.theme)
            .with_prompt(clean_line(ask.prompt))
            .default(ask.default)
            .report(false);
        let said = self.prompted(confirm.interact_on_opt(&self.term))?;
        Ok(said.unwrap_or(false))
    }

    fn menu(&mut self, ask: &MenuAsk<'_>) -> Result<Option<usize>, PromptError> {
        let lead = self.lead(&ask.lines)?;
        let size = size_of(&self.term);
        let room = size.measure().saturating_sub(4).max(4);
        let items = ask.items.iter().map(|item| cut(&clean_line(item), room));
        let select = Select::with_theme(&self.theme)
            .with_prompt(format!("{} (↑ ↓ Enter, Esc goes back)", clean_line(ask.prompt)))
            .items(items)
            .default(ask.default)
            .max_length(size.rows.saturating_sub(lead).max(3))
            .report(false);
        self.prompted(select.interact_on_opt(&self.term))
    }

    fn notice(&mut self, notice: &Notice) -> Result<(), PromptError> {
        let width = size_of(&self.term).measure();
        let mut rows = wrap(Look::Strong, &notice.title, "", "", width);
        for paragraph in &notice.paragraphs {
            if !paragraph.starts_with(' ') {
                rows.push(Row { look: Look::Plain, text: String::new() });
            }
            rows.extend(paragraphs(std::slice::from_ref(paragraph), width));
        }
        self.page(&rows)
    }
}
