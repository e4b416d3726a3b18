//! The one trait through which the interview and the workshop ask, and what they ask with.

use thiserror::Error;

use super::machine::Progress;
use crate::answers::{Answer, Entry};
use crate::framework::LEVELS;
use crate::questionnaire::Question;

/// Why a prompt brought no answer.
#[derive(Debug, Error)]
pub enum PromptError {
    /// Nobody is there any more: the input ended, or the output is closed.
    #[error("the input ended")]
    EndOfInput,
    /// A signal, or its key.
    #[error("interrupted")]
    Interrupted,
    /// Somebody wants to stop here; what was recorded is saved.
    #[error("stopped")]
    Stopped,
    /// The terminal, or the input, failed.
    #[error(transparent)]
    Failed(std::io::Error),
    /// What is asked cannot be written.
    #[error(transparent)]
    Unwritable(std::io::Error),
}

/// Somebody who can be asked. Implementations clean every text before it reaches a terminal.
pub trait Prompter {
    /// Puts a question and waits for what to do.
    ///
    /// # Errors
    ///
    /// Where nobody answers; so for every method here.
    fn question(&mut self, screen: &QuestionScreen<'_>) -> Result<Action, PromptError>;

    /// Asks for a line of text.
    ///
    /// # Errors
    ///
    /// As [`Self::question`].
    fn text(&mut self, ask: &TextAsk<'_>) -> Result<Said, PromptError>;

    /// Asks for yes or no.
    ///
    /// # Errors
    ///
    /// As [`Self::question`].
    fn confirm(&mut self, ask: &ConfirmAsk<'_>) -> Result<bool, PromptError>;

    /// Asks to choose one of several; `None` is "back".
    ///
    /// # Errors
    ///
    /// As [`Self::question`].
    fn menu(&mut self, ask: &MenuAsk<'_>) -> Result<Option<usize>, PromptError>;

    /// Shows a text to be read.
    ///
    /// # Errors
    ///
    /// As [`Self::question`].
    fn notice(&mut self, notice: &Notice) -> Result<(), PromptError>;
}

/// What can be done at a question; who is asked decides which of it (see [`Asked`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Pick a statement by its place from 0.
    Pick(u8),
    /// "Don't know".
    DontKnow,
    /// Does not apply; the reason is asked next.
    DoesNotApply,
    /// Write a note.
    Note,
    /// Say what shows the answer.
    Evidence,
    /// The group comes to no agreement; the reason is asked next.
    LeaveOpen,
    /// See who said what.
    Views,
    /// What the group settled, or left open, is not settled any more.
    TakeBack,
    /// Back to the question before.
    Back,
    /// Leave it open for now.
    Skip,
    /// Stop; everything is saved.
    Stop,
}

/// A question as it is put.
#[derive(Debug, Clone)]
pub struct QuestionScreen<'a> {
    /// The mechanism or objective it belongs to.
    pub heading: &'a str,
    /// Why that exists, where the heading is new.
    pub purpose: Option<&'a str>,
    /// Its place among the questions.
    pub progress: Progress,
    /// The question.
    pub question: &'a Question,
    /// Who is asked.
    pub asked: Asked<'a>,
    /// Which position of a fit scale is asked.
    pub part: Part,
    /// What is held on it so far.
    pub entry: &'a Entry,
    /// Whether "back" leads anywhere.
    pub can_go_back: bool,
    /// Whether the levels stand beside the statements.
    pub show_levels: bool,
    /// What has just happened.
    pub news: &'a [String],
}

/// Who is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked<'a> {
    /// One respondent, for an answer.
    Respondent,
    /// A group, for what it settles on.
    Group {
        /// Who picked each statement, by its place; empty where nobody did.
        voices: &'a [String; LEVELS],
    },
}

/// Which position is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The one of a level question.
    Level,
    /// The organization's on a fit scale.
    Organization,
    /// Security's on a fit scale, the organization's being given.
    Security {
        /// Place of the organization from 0.
        organization: u8,
    },
}

impl QuestionScreen<'_> {
    /// The place answered before, from 0.
    pub fn given_place(&self) -> Option<u8> {
        match (self.entry.answer?, self.part) {
            (Answer::Level(level), Part::Level) => Some(level),
            (Answer::Fit(fit), Part::Organization) => Some(fit.organization),
            (Answer::Fit(fit), Part::Security { .. }) => Some(fit.security),
            _ => None,
        }
    }

    /// What Enter alone does: keep the answer given before, or go on from what is settled.
    pub fn keep(&self) -> Option<Action> {
        if let Asked::Group { .. } = self.asked {
            // What a group settles has its reason; what it leaves open has nothing else.
            return self.entry.note.as_ref().map(|_| Action::Skip);
        }
        match self.entry.answer? {
            Answer::Unknown => Some(Action::DontKnow),
            Answer::NotApplicable => Some(Action::DoesNotApply),
            Answer::Level(_) | Answer::Fit(_) => self.given_place().map(Action::Pick),
        }
    }
}

/// A line of text asked for.
#[derive(Debug, Clone, Default)]
pub struct TextAsk<'a> {
    /// What it is about, above the prompt.
    pub lines: Vec<String>,
    /// The prompt, a word or two.
    pub prompt: &'a str,
    /// The text so far.
    pub initial: Option<&'a str>,
    /// Whether one can go back from here, or stop.
    pub can_leave: bool,
}

/// What was said where a line of text was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// It stays as it is.
    Same,
    /// This; an empty text clears what was there.
    Text(String),
    /// Nothing: back to where one came from.
    Back,
}

/// Yes or no asked for.
#[derive(Debug, Clone, Default)]
pub struct ConfirmAsk<'a> {
    /// What it is about, above the prompt.
    pub lines: Vec<String>,
    /// The question.
    pub prompt: &'a str,
    /// What Enter alone says.
    pub default: bool,
}

/// A choice asked for.
#[derive(Debug, Clone, Default)]
pub struct MenuAsk<'a> {
    /// What it is about, above the prompt.
    pub lines: Vec<String>,
    /// The question.
    pub prompt: &'a str,
    /// What can be chosen, a line each.
    pub items: Vec<String>,
    /// Where the choice begins.
    pub default: usize,
}

/// A text to be read.
#[derive(Debug, Clone, Default)]
pub struct Notice {
    /// Its title.
    pub title: String,
    /// Its paragraphs; those that begin with blanks are set in.
    pub paragraphs: Vec<String>,
}
