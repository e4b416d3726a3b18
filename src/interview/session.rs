//! One sitting: drives the machine, asks through the prompter, and has every answer on disk before it asks on.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use thiserror::Error;

use super::evidence;
use super::machine::{Machine, Position};
use super::prompter::{
    Action, Asked, ConfirmAsk, Part, PromptError, Prompter, QuestionScreen, Said, TextAsk,
};
use super::words::{self, Setting};
use crate::answers::{Answer, Answers, Document, SaveError, Store};
use crate::text::{count, is_blank, is_hostile};

/// Where answers, or what a workshop settles, are kept.
pub trait Save<T = Answers> {
    /// Puts them there for good.
    ///
    /// # Errors
    ///
    /// Where that is not possible; what was kept before still is.
    fn save(&mut self, document: &T) -> Result<(), SaveError>;
}

impl<T: Document> Save<T> for Store<'_> {
    fn save(&mut self, document: &T) -> Result<(), SaveError> {
        Store::save(self, document)
    }
}

/// Saves, or asks whether to try again for as long as somebody wants to.
pub(crate) fn insist(
    prompter: &mut dyn Prompter,
    save: &mut dyn FnMut() -> Result<(), SaveError>,
) -> Result<(), SessionError> {
    loop {
        let Err(error) = save() else { return Ok(()) };
        let lines = vec![format!("Not saved: {error}."), "What was saved before is still there.".to_owned()];
        match prompter.confirm(&ConfirmAsk { lines, prompt: "Try again?", default: true }) {
            Ok(true) => {}
            Err(PromptError::Interrupted) => return Err(SessionError::Interrupted),
            _ => return Err(error.into()),
        }
    }
}

/// How a sitting ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Every question was put, and the respondent is done.
    Finished {
        /// Read back and confirmed.
        confirmed: bool,
        /// Whether the respondent wants to see the score now.
        show_score: bool,
    },
    /// Stopped on the way; the file resumes.
    Stopped,
}

/// Why a sitting broke off. Every answer acknowledged before is saved.
#[derive(Debug, Error)]
pub enum SessionError {
    /// By a signal, or its key.
    #[error("interrupted")]
    Interrupted,
    /// An answer could not be saved, and the respondent gave up.
    #[error(transparent)]
    Save(#[from] SaveError),
    /// The terminal failed.
    #[error("the terminal failed: {0}")]
    Terminal(std::io::Error),
    /// What is asked could not be written.
    #[error("the questions could not be written: {0}")]
    Output(std::io::Error),
    /// Nobody is there, or wants to go on; becomes [`Outcome::Stopped`].
    #[error("the input ended")]
    Ended,
}

impl From<PromptError> for SessionError {
    fn from(error: PromptError) -> Self {
        match error {
            PromptError::EndOfInput | PromptError::Stopped => Self::Ended,
            PromptError::Interrupted => Self::Interrupted,
            PromptError::Failed(cause) => Self::Terminal(cause),
            PromptError::Unwritable(cause) => Self::Output(cause),
        }
    }
}

/// Interviews from the introduction to the thanks.
///
/// # Errors
///
/// Where the sitting is interrupted, or an answer cannot be saved.
pub fn run(
    machine: &mut Machine<'_>,
    prompter: &mut dyn Prompter,
    save: &mut dyn Save,
    setting: &Setting<'_>,
) -> Result<Outcome, SessionError> {
    let mut drive =
        Sitting { machine, prompter, save, setting, heading: None, news: Vec::new(), accepted: Vec::new() };
    match drive.run() {
        Err(SessionError::Ended) => Ok(Outcome::Stopped),
        ended => ended,
    }
}

pub(super) struct Sitting<'s, 'q> {
    pub(super) machine: &'s mut Machine<'q>,
    pub(super) prompter: &'s mut dyn Prompter,
    save: &'s mut dyn Save,
    pub(super) setting: &'s Setting<'s>,
    /// The heading shown last; its purpose is not shown again.
    heading: Option<&'q str>,
    /// Said on the next screen.
    news: Vec<String>,
    /// Left unknown with the review's consent: not reviewed again.
    pub(super) accepted: Vec<usize>,
}

impl Sitting<'_, '_> {
    fn run(&mut self) -> Result<Outcome, SessionError> {
        self.prompter.notice(&words::introduction(self.machine, self.setting))?;
        loop {
            let ended = match self.machine.position() {
                Position::Question(index) => self.ask(index)?,
                Position::Review => self.review()?,
            };
            if let Some(outcome) = ended {
                return Ok(outcome);
            }
        }
    }

    fn ask(&mut self, index: usize) -> Result<Option<Outcome>, SessionError> {
        let action = self.put(index)?;
        match action {
            Action::Pick(place) => {
                if let Some(answer) = self.machine.pick(place) {
                    self.answer(index, answer, None)?;
                }
            }
            Action::DontKnow => self.answer(index, Answer::Unknown, None)?,
            Action::DoesNotApply => self.does_not_apply(index)?,
            Action::Note => self.note(index)?,
            Action::Evidence => self.evidence(index)?,
            Action::Back => {
                if !self.machine.back() {
                    self.news.push("There is nothing before this question.".to_owned());
                }
            }
            Action::Skip => self.machine.skip(),
            // A respondent is not offered these.
            Action::LeaveOpen | Action::Views | Action::TakeBack => {}
            Action::Stop => return Ok(Some(Outcome::Stopped)),
        }
        Ok(None)
    }

    /// Shows the question and waits.
    fn put(&mut self, index: usize) -> Result<Action, SessionError> {
        let question = &self.machine.questionnaire().questions[index];
        let (heading, purpose) = words::heading(self.machine, question);
        let part = match (question.is_fit(), self.machine.half()) {
            (false, _) => Part::Level,
            (true, None) => Part::Organization,
            (true, Some(organization)) => Part::Security { organization },
        };
        let Some(progress) = self.machine.progress() else { return Ok(Action::Skip) };
        let is_new = self.heading.replace(heading) != Some(heading);
        let news = std::mem::take(&mut self.news);
        let screen = QuestionScreen {
            heading,
            purpose: Some(purpose).filter(|purpose| is_new && !purpose.is_empty()),
            progress,
            question,
            asked: Asked::Respondent,
            part,
            entry: self.machine.entry(index),
            can_go_back: self.machine.can_go_back(),
            show_levels: self.setting.show_levels,
            news: &news,
        };
        Ok(self.prompter.question(&screen)?)
    }

    /// Records an answer, with the respondent's consent where it makes others unreachable, and goes on.
    fn answer(&mut self, index: usize, answer: Answer, note: Option<String>) -> Result<(), SessionError> {
        if !self.may_remove(answer)? {
            return Ok(());
        }
        let before = self.machine.entry(index).answer;
        let changed = before != Some(answer);
        let moved = self.machine.give(answer, self.today());
        // The reason why a question does not apply would contradict any other answer to it.
        if note.is_some() || (changed && before == Some(Answer::NotApplicable)) {
            self.machine.set_note(note);
        }
        self.store()?;
        if changed {
            self.compare(index, answer)?;
        }
        self.machine.advance();
        if !moved.restored.is_empty() {
            let back = count(moved.restored.len(), "earlier answer");
            self.news.push(format!("Asked again, and as you answered before: {back}."));
        }
        Ok(())
    }

    fn may_remove(&mut self, answer: Answer) -> Result<bool, SessionError> {
        let removed = self.machine.consequences(answer).removed;
        if removed.is_empty() {
            return Ok(true);
        }
        let questions = &self.machine.questionnaire().questions;
        let mut lines =
            vec![format!("With this answer {} would no longer be asked:", count(removed.len(), "question"))];
        for &gone in &removed {
            let said = words::describe(&questions[gone], self.machine.entry(gone).answer);
            lines.push(format!("  - {}", words::item(&questions[gone], &said)));
        }
        lines.push("Until you stop, changing it back brings them back.".to_owned());
        let prompt = "Change it, and remove those answers?";
        Ok(self.prompter.confirm(&ConfirmAsk { lines, prompt, default: false })?)
    }

    /// Holds the answer, once given, against last time's.
    fn compare(&mut self, index: usize, answer: Answer) -> Result<(), SessionError> {
        let Some(last) = self.machine.last_time(index).cloned() else { return Ok(()) };
        let question = &self.machine.questionnaire().questions[index];
        let before = format!("Last time{}: {}", words::when(&last), words::describe(question, last.answer));
        if last.answer == Some(answer) {
            let support = words::support(&last);
            if support.is_empty() {
                self.news.push("As last time: unchanged, looked at again.".to_owned());
                return Ok(());
            }
            let lines = vec![question.ask.clone(), before, format!("  [{support}]")];
            let prompt = "Unchanged, looked at again: do its evidence and note still hold?";
            if self.prompter.confirm(&ConfirmAsk { lines, prompt, default: true })? {
                self.machine.keep_last_time();
                self.store()?;
            }
            return Ok(());
        }
        let now = format!("Now: {}", words::describe(question, Some(answer)));
        if answer == Answer::NotApplicable {
            // Its reason has just been given, and has to stay.
            self.news.push(format!("{before}. {now}."));
            return Ok(());
        }
        let lines = vec![
            question.ask.clone(),
            before,
            now,
            "What changed, or what do you see differently? It is kept as the note.".to_owned(),
        ];
        let initial = self.machine.entry(index).note.clone();
        let ask = TextAsk { lines, prompt: "Reason", initial: initial.as_deref(), can_leave: true };
        if let Said::Text(reason) = self.prompter.text(&ask)? {
            self.machine.set_note(typed(&reason));
            self.store()?;
        }
        Ok(())
    }

    fn does_not_apply(&mut self, index: usize) -> Result<(), SessionError> {
        let note = self.machine.entry(index).note.clone();
        let lines = vec![
            self.machine.questionnaire().questions[index].ask.clone(),
            "Why does this not apply here? Without a reason you go back to the question.".to_owned(),
        ];
        let ask = TextAsk { lines, prompt: "Reason", initial: note.as_deref(), can_leave: true };
        let reason = match self.prompter.text(&ask)? {
            Said::Text(text) => typed(&text),
            Said::Same => note,
            Said::Back => return Ok(()),
        };
        if reason.is_some() {
            self.answer(index, Answer::NotApplicable, reason)?;
        } else {
            self.news.push("\"Does not apply\" needs a reason; nothing was recorded.".to_owned());
        }
        Ok(())
    }

    fn note(&mut self, index: usize) -> Result<(), SessionError> {
        let note = self.machine.entry(index).note.clone();
        let lines = vec![self.machine.questionnaire().questions[index].ask.clone()];
        let ask = TextAsk { lines, prompt: "Note", initial: note.as_deref(), can_leave: true };
        let Said::Text(text) = self.prompter.text(&ask)? else { return Ok(()) };
        let note = typed(&text);
        if note.is_none() && self.machine.entry(index).answer == Some(Answer::NotApplicable) {
            self.news.push("The note is the reason why it does not apply; it stays.".to_owned());
            return Ok(());
        }
        self.machine.set_note(note);
        self.store()
    }

    fn evidence(&mut self, index: usize) -> Result<(), SessionError> {
        let entry = self.machine.entry(index).clone();
        if entry.answer == Some(Answer::Unknown) {
            // It would not be saved either.
            self.news.push("You said \"don't know\": nothing can show what is not known.".to_owned());
            return Ok(());
        }
        let question = &self.machine.questionnaire().questions[index];
        if let Some(shown) = evidence::ask(self.prompter, question, &entry)? {
            self.machine.set_evidence(shown.grade, shown.artifacts);
            self.store()?;
        }
        Ok(())
    }

    /// Saves, or asks whether to try again for as long as the respondent wants to.
    pub(super) fn store(&mut self) -> Result<(), SessionError> {
        let (machine, save, now) = (&*self.machine, &mut *self.save, self.setting.now);
        insist(self.prompter, &mut || {
            let mut answers = machine.answers();
            answers.updated = Some(now());
            answers.started = answers.started.or(answers.updated);
            save.save(&answers)
        })
    }

    pub(super) fn today(&self) -> Date {
        (self.setting.now)().to_zoned(TimeZone::UTC).date()
    }
}

/// Typed text as it is kept: without hostile control characters; `None` where nothing is left.
pub(crate) fn typed(text: &str) -> Option<String> {
    let kept: String = text.chars().filter(|&character| !is_hostile(character)).collect();
    let kept = kept.trim();
    (!is_blank(kept)).then(|| kept.to_owned())
}
