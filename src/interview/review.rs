//! The end of a sitting: what was left out, the read-back, the thanks.

use super::prompter::{ConfirmAsk, MenuAsk, PromptError};
use super::session::{Outcome, SessionError, Sitting};
use super::words;
use crate::framework::Status;

impl Sitting<'_, '_> {
    /// What was left open or unknown, once more; then all of it, read back.
    pub(super) fn review(&mut self) -> Result<Option<Outcome>, SessionError> {
        let open: Vec<usize> = self.machine.open().collect();
        let unknown: Vec<usize> = self.machine.unknown().collect();
        let listed: Vec<usize> = open.iter().chain(&unknown).copied().collect();
        if listed.iter().all(|index| self.accepted.contains(index)) {
            return self.read_back();
        }
        let questions = &self.machine.questionnaire().questions;
        let mut items: Vec<String> = Vec::new();
        items.extend(open.iter().map(|&index| format!("Open: {}", words::ask_line(&questions[index]))));
        items.extend(
            unknown.iter().map(|&index| format!("Don't know: {}", words::ask_line(&questions[index]))),
        );
        items.push(words::go_on(open.len()));
        if !open.is_empty() {
            items.push("Stop here; it stays a draft, and what is open stays open".to_owned());
        }
        let lines = vec!["Every question has been put. Go back to one of these, or go on?".to_owned()];
        let prompt = words::left(open.len(), unknown.len());
        match self.prompter.menu(&MenuAsk { lines, prompt: &prompt, items, default: 0 })? {
            None => self.go_back(),
            Some(chosen) if chosen < listed.len() => self.machine.go_to(listed[chosen]),
            Some(chosen) if chosen == listed.len() => {
                if !open.is_empty() {
                    self.machine.close_open(self.today());
                    self.store()?;
                }
                self.accepted = listed;
            }
            Some(_) => return self.finish().map(Some),
        }
        Ok(None)
    }

    fn read_back(&mut self) -> Result<Option<Outcome>, SessionError> {
        self.prompter.notice(&words::read_back(self.machine))?;
        let items =
            ["Yes; confirm it", "Change an answer", "Not yet; keep it a draft"].map(str::to_owned).into();
        let prompt = "Is this what you said?";
        match self.prompter.menu(&MenuAsk { lines: Vec::new(), prompt, items, default: 0 })? {
            None => self.go_back(),
            Some(0) => {
                self.machine.confirm();
                self.store()?;
                return self.finish().map(Some);
            }
            Some(1) => self.change()?,
            Some(_) => return self.finish().map(Some),
        }
        Ok(None)
    }

    fn change(&mut self) -> Result<(), SessionError> {
        let route: Vec<usize> = self.machine.route().collect();
        if route.is_empty() {
            return Ok(());
        }
        let questions = &self.machine.questionnaire().questions;
        let items = route.iter().map(|&index| words::ask_line(&questions[index])).collect();
        let ask = MenuAsk { prompt: "Which one?", items, ..MenuAsk::default() };
        if let Some(&index) = self.prompter.menu(&ask)?.and_then(|chosen| route.get(chosen)) {
            self.machine.go_to(index);
        }
        Ok(())
    }

    fn go_back(&mut self) {
        // An interview without a question has nothing to go back to, and asks again.
        self.machine.back();
    }

    fn finish(&mut self) -> Result<Outcome, SessionError> {
        let answers = self.machine.answers();
        let confirmed = answers.status == Status::Confirmed;
        let state = if confirmed { "confirmed" } else { "a draft" };
        let lines = vec![format!("Thank you. Your answers are saved in {}, {state}.", self.setting.file)];
        // A consultant's client should not see numbers before anybody has looked at them; who tries the quick
        // interview alone wants nothing else.
        let default = self.machine.is_quick() && answers.interviewer.is_none();
        let ask = ConfirmAsk { lines, prompt: "Show the score now?", default };
        let show_score = match self.prompter.confirm(&ask) {
            Ok(show) => show,
            Err(PromptError::EndOfInput) => false,
            Err(error) => return Err(error.into()),
        };
        Ok(Outcome::Finished { confirmed, show_score })
    }
}
