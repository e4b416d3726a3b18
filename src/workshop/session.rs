//! One sitting of the workshop: asks through the prompter, and has every settlement on disk before it asks on.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::docket::Item;
use super::machine::{Stop, Workshop};
use super::views::Table;
use super::words::Levels;
use super::{ask, words};
use crate::answers::{Answer, Entry, Settled, SettledValue, Settlement};
use crate::framework::Evidence;
use crate::interview::{
    Action, Asked, ConfirmAsk, MenuAsk, Part, Prompter, QuestionScreen, Save, SessionError, insist,
};
use crate::questionnaire::Question;
use crate::text::count;

/// What the sitting knows beside answers and settlements.
pub struct Setting<'a> {
    /// Where it is saved, as shown to people.
    pub file: &'a str,
    /// What else has to be said before the first question.
    pub remarks: &'a [String],
    /// The answers on the table, role index and digest of each file.
    pub answers: Vec<(usize, String)>,
    /// How they differ from those that were settled on, in sentences; empty where they are the same.
    pub changed: &'a [String],
    /// Whether the levels stand beside the statements.
    pub show_levels: bool,
    /// The time.
    pub now: &'a dyn Fn() -> Timestamp,
}

/// How a sitting ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closing {
    /// Everything was put, and the group is done.
    Finished,
    /// Stopped on the way; the file resumes.
    Stopped,
}

/// Holds the workshop from the opening to the read-back.
///
/// # Errors
///
/// Where the sitting is interrupted, or a settlement cannot be saved.
pub fn run(
    workshop: &mut Workshop<'_>,
    table: &Table<'_>,
    prompter: &mut dyn Prompter,
    save: &mut dyn Save<Settlement>,
    setting: &Setting<'_>,
) -> Result<Closing, SessionError> {
    let mut sitting = Sitting {
        workshop,
        table,
        prompter,
        save,
        setting,
        seen: HashSet::new(),
        reasons: HashMap::new(),
        news: Vec::new(),
        put_off: None,
    };
    match sitting.run() {
        Err(SessionError::Ended) => Ok(Closing::Stopped),
        ended => ended,
    }
}

struct Sitting<'s, 'q> {
    workshop: &'s mut Workshop<'q>,
    table: &'s Table<'s>,
    prompter: &'s mut dyn Prompter,
    save: &'s mut dyn Save<Settlement>,
    setting: &'s Setting<'s>,
    /// Questions whose views were shown.
    seen: HashSet<usize>,
    /// Reasons that were typed and not recorded, or taken back, by question; they are offered again.
    reasons: HashMap<usize, String>,
    /// Said on the next screen.
    news: Vec<String>,
    /// What the group agreed to leave for another day.
    put_off: Option<Vec<usize>>,
}

impl Sitting<'_, '_> {
    fn run(&mut self) -> Result<Closing, SessionError> {
        self.prompter.notice(&words::opening(self.workshop, self.table, self.setting))?;
        self.take_answers()?;
        loop {
            let ended = match self.workshop.stop() {
                Stop::Item(place) => self.put(place)?,
                Stop::Review => self.review()?,
            };
            if let Some(closing) = ended {
                return Ok(closing);
            }
        }
    }

    /// Where the answers have changed since, says so, and takes them as the ones settled on if the group agrees.
    fn take_answers(&mut self) -> Result<(), SessionError> {
        if self.setting.changed.is_empty() {
            return Ok(());
        }
        let mut lines = vec!["The answers are not those that were settled on:".to_owned()];
        lines.extend(self.setting.changed.iter().map(|change| format!("  - {change}")));
        lines.push(
            "What is settled stays in either case; look at it again where it rests on what has changed. Until you \
             take today's answers, the score says that the settlement is on others."
                .to_owned(),
        );
        let prompt = "Take today's answers as those that were settled on?";
        if self.prompter.confirm(&ConfirmAsk { lines, prompt, default: false })? {
            self.workshop.take_answers(self.setting.answers.clone());
            self.store()?;
        }
        Ok(())
    }

    fn put(&mut self, place: usize) -> Result<Option<Closing>, SessionError> {
        let item = self.workshop.items()[place];
        if self.seen.insert(item.question) {
            self.prompter.notice(&words::views(self.workshop, self.table, &item, self.levels()))?;
        }
        match self.question(&item)? {
            Action::Pick(place) => {
                if let Some(value) = self.workshop.pick(place) {
                    self.settle(&item, Some(value))?;
                }
            }
            Action::LeaveOpen => self.settle(&item, None)?,
            Action::Views => {
                self.prompter.notice(&words::views(self.workshop, self.table, &item, self.levels()))?;
            }
            Action::Back => {
                if !self.workshop.back() {
                    self.news.push("There is nothing before this question.".to_owned());
                }
            }
            Action::TakeBack => self.take_back(&item)?,
            Action::Skip => self.workshop.advance(),
            Action::Stop => return Ok(Some(Closing::Stopped)),
            // A group is not offered these.
            Action::DontKnow | Action::DoesNotApply | Action::Note | Action::Evidence => {}
        }
        Ok(None)
    }

    /// Shows the question, with who picked what, and waits.
    fn question(&mut self, item: &Item) -> Result<Action, SessionError> {
        let questionnaire = self.workshop.questionnaire();
        let question = &questionnaire.questions[item.question];
        let part = match (question.is_fit(), self.workshop.half()) {
            (false, _) => Part::Level,
            (true, None) => Part::Organization,
            (true, Some(organization)) => Part::Security { organization },
        };
        let Some(progress) = self.workshop.progress() else { return Ok(Action::Skip) };
        let news = std::mem::take(&mut self.news);
        let settled = self.workshop.settled(item.question);
        let screen = QuestionScreen {
            heading: words::heading(questionnaire, question),
            purpose: None,
            progress,
            question,
            asked: Asked::Group { voices: &self.table.by_place(item.question, part) },
            part,
            entry: &settled.map(as_entry).unwrap_or_default(),
            can_go_back: self.workshop.can_go_back(),
            show_levels: self.setting.show_levels,
            news: &news,
        };
        Ok(self.prompter.question(&screen)?)
    }

    /// Asks for all that belongs to a settlement, or to what is left open, and records it whole: nobody's dissent is
    /// passed over because a sitting ended before it was asked for.
    fn settle(&mut self, item: &Item, value: Option<SettledValue>) -> Result<(), SessionError> {
        let before = self.workshop.settled(item.question).cloned();
        let was = if before.is_some() { "What was settled before stands" } else { "Nothing was recorded" };
        let Some(reason) = self.reason(item, value, before.as_ref())? else {
            self.reasons.remove(&item.question);
            self.news.push(format!("Without a reason nothing is settled. {was}."));
            return Ok(());
        };
        let mut draft = match before {
            Some(before) if before.value == value => Settled { reason, ..before },
            // Evidence and dissent belonged to the value before.
            _ => Settled { value, evidence: Evidence::Asserted, reason, dissent: Vec::new() },
        };
        if value.is_some() && !(self.shown(item, &mut draft)? && self.dissent(&mut draft)?) {
            self.reasons.insert(item.question, draft.reason);
            self.news.push(format!("{was}; the reason that you typed is offered again."));
            return Ok(());
        }
        self.reasons.remove(&item.question);
        self.workshop.settle(draft, self.today());
        self.store()?;
        self.workshop.advance();
        Ok(())
    }

    /// Asks for the reason; `None` where one goes back.
    fn reason(
        &mut self,
        item: &Item,
        value: Option<SettledValue>,
        before: Option<&Settled>,
    ) -> Result<Option<String>, SessionError> {
        let question = &self.workshop.questionnaire().questions[item.question];
        let lines = vec![words::ask_line(question), chosen(question, value), reason_hint(value).to_owned()];
        let offered = self.reasons.get(&item.question).or(before.map(|settled| &settled.reason));
        Ok(ask::reason(self.prompter, lines, offered.map(String::as_str))?)
    }

    /// Asks what was shown; false where one goes back.
    fn shown(&mut self, item: &Item, draft: &mut Settled) -> Result<bool, SessionError> {
        let question = &self.workshop.questionnaire().questions[item.question];
        let mut lines = vec![words::ask_line(question)];
        if !question.evidence.is_empty() {
            lines.push(format!("For example: {}", question.evidence.join("; ")));
        }
        let grade = ask::evidence(self.prompter, lines, draft.evidence)?;
        draft.evidence = grade.unwrap_or(draft.evidence);
        Ok(grade.is_some())
    }

    /// Asks who dissents; false where one goes back.
    fn dissent(&mut self, draft: &mut Settled) -> Result<bool, SessionError> {
        let roles = self.table.roles();
        let questionnaire = self.workshop.questionnaire();
        let Some(named) = ask::dissent(self.prompter, questionnaire, &roles, &draft.dissent)? else {
            return Ok(false);
        };
        draft.dissent = named;
        Ok(true)
    }

    /// Takes back what was settled; the question stays, to be settled otherwise or passed by.
    fn take_back(&mut self, item: &Item) -> Result<(), SessionError> {
        let Some(taken) = self.workshop.take_back(self.today()) else {
            self.news.push("Nothing is settled here that could be taken back.".to_owned());
            return Ok(());
        };
        self.reasons.insert(item.question, taken.reason);
        self.store()?;
        self.news.push("Taken back: this question is not settled. Its reason is offered again.".to_owned());
        Ok(())
    }

    /// What was put off, once more; then all of it, read back.
    fn review(&mut self) -> Result<Option<Closing>, SessionError> {
        let left: Vec<usize> = self.workshop.left().collect();
        if !left.is_empty() && self.put_off.as_ref() != Some(&left) {
            let mut items: Vec<String> = left.iter().map(|&place| self.item_line(place)).collect();
            items.push("Leave the rest for another day".to_owned());
            let lines = vec!["Every question has been put. Go back to one of these?".to_owned()];
            let prompt = format!("{} put off", count(left.len(), "question"));
            match self.prompter.menu(&MenuAsk { lines, prompt: &prompt, items, default: 0 })? {
                None => drop(self.workshop.back()),
                Some(chosen) if chosen < left.len() => self.workshop.go_to(left[chosen]),
                Some(_) => self.put_off = Some(left),
            }
            return Ok(None);
        }
        if left.len() == self.workshop.items().len() {
            return Ok(Some(Closing::Stopped));
        }
        self.read_back()
    }

    fn read_back(&mut self) -> Result<Option<Closing>, SessionError> {
        self.prompter.notice(&words::read_back(self.workshop))?;
        let items = vec!["Yes; done".to_owned(), "Change one".to_owned()];
        let prompt = "Is this what you settled?";
        match self.prompter.menu(&MenuAsk { lines: Vec::new(), prompt, items, default: 0 })? {
            None => drop(self.workshop.back()),
            Some(0) => return Ok(Some(Closing::Finished)),
            Some(_) => {
                let items = (0..self.workshop.items().len()).map(|place| self.item_line(place)).collect();
                let ask = MenuAsk { prompt: "Which one?", items, ..MenuAsk::default() };
                if let Some(place) = self.prompter.menu(&ask)? {
                    self.workshop.go_to(place);
                }
            }
        }
        Ok(None)
    }

    fn item_line(&self, place: usize) -> String {
        let item = &self.workshop.items()[place];
        words::ask_line(&self.workshop.questionnaire().questions[item.question])
    }

    fn store(&mut self) -> Result<(), SessionError> {
        let (save, settlement) = (&mut *self.save, self.workshop.settlement());
        insist(self.prompter, &mut || save.save(settlement))
    }

    fn levels(&self) -> Levels {
        if self.setting.show_levels { Levels::Shown } else { Levels::Hidden }
    }

    fn today(&self) -> Date {
        (self.setting.now)().to_zoned(TimeZone::UTC).date()
    }
}

/// What is settled so far, as the question screen shows an answer given before.
fn as_entry(settled: &Settled) -> Entry {
    let answer = settled.value.map(|value| match value {
        SettledValue::Level(level) => Answer::Level(level),
        SettledValue::Fit(fit) => Answer::Fit(fit),
    });
    Entry {
        answer,
        evidence: answer.map(|_| settled.evidence),
        note: Some(settled.reason.clone()),
        ..Entry::default()
    }
}

fn chosen(question: &Question, value: Option<SettledValue>) -> String {
    match value {
        None => "No agreement: it is left open, and the answers stand as they are.".to_owned(),
        Some(value) => format!("To be settled: {}", words::value(question, value)),
    }
}

const fn reason_hint(value: Option<SettledValue>) -> &'static str {
    match value {
        None => "What keeps it open, and what would decide it? Without a reason you go back to the question.",
        Some(_) => "What shows that this one holds? Without a reason you go back to the question.",
    }
}
