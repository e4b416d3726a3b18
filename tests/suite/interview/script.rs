//! A prompter that follows a script: it fails on anything asked that the script does not expect, and on anything
//! left over.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use equipoise::answers::{Answers, SaveError};
use equipoise::interview::{
    Action, Asked, ConfirmAsk, Machine, MenuAsk, Notice, Outcome, Part, PromptError, Prompter,
    QuestionScreen, Said, Save, SessionError, Setting, TextAsk, run,
};
use equipoise::questionnaire::Questionnaire;
use jiff::Timestamp;

/// One exchange: what has to be asked, and what is said to it.
pub enum Say {
    /// A question, by id, and what is done at it.
    Do(&'static str, Action),
    /// As `Do`; the screen also has to say this (see [`told`]).
    Sees(&'static str, &'static str, Action),
    /// A text whose prompt or lines hold this, and what is typed.
    Text(&'static str, Option<&'static str>),
    /// A text whose prompt or lines hold this, from which one goes back.
    Leave(&'static str),
    /// A yes or no whose prompt or lines hold this.
    Yes(&'static str, bool),
    /// A menu whose prompt or lines hold this, and the item chosen, by a part of it; `None` goes back.
    Menu(&'static str, Option<&'static str>),
    /// A notice that holds this.
    Notice(&'static str),
    /// The next prompt, whatever it is, brings nothing.
    Fails(fn() -> PromptError),
}

/// Short for picking a statement by its place from 1.
pub fn pick(id: &'static str, place: u8) -> Say {
    Say::Do(id, Action::Pick(place - 1))
}

/// What happened, in order, prompts and saves alike.
pub type Log = Rc<RefCell<Vec<String>>>;

pub struct Scripted {
    script: VecDeque<Say>,
    log: Log,
}

impl Scripted {
    pub fn new(script: Vec<Say>, log: &Log) -> Self {
        Self { script: script.into(), log: Rc::clone(log) }
    }

    /// Nothing of the script may be left over.
    pub fn is_done(&self) -> bool {
        self.script.is_empty()
    }

    fn next(&mut self, asked: &str) -> Result<Say, PromptError> {
        self.log.borrow_mut().push(asked.to_owned());
        match self.script.pop_front() {
            Some(Say::Fails(error)) => Err(error()),
            Some(say) => Ok(say),
            None => panic!("not in the script: {asked}\n{}", self.log.borrow().join("\n")),
        }
    }

    fn off(&self, asked: &str) -> ! {
        panic!("something else was expected than: {asked}\n{}", self.log.borrow().join("\n"))
    }
}

/// Everything that a question screen says beside the question.
pub fn told(screen: &QuestionScreen<'_>) -> String {
    let part = match screen.part {
        Part::Level => String::new(),
        Part::Organization => " organization?".into(),
        Part::Security { organization } => format!(" security? organization={}", organization + 1),
    };
    let voices = match screen.asked {
        Asked::Respondent => String::new(),
        Asked::Group { voices } => format!(" voices={}", voices.join("|")),
    };
    let given = screen.given_place().map_or("-".into(), |place| (place + 1).to_string());
    format!(
        "{}/{}{part}{voices} given={given} keep={:?} back={} purpose={} note={:?} grade={} records={} news={:?}",
        screen.progress.number,
        screen.progress.total,
        screen.keep(),
        screen.can_go_back,
        screen.purpose.unwrap_or("-"),
        screen.entry.note,
        screen.entry.grade(),
        screen.entry.artifacts.len(),
        screen.news,
    )
}

impl Prompter for Scripted {
    fn question(&mut self, screen: &QuestionScreen<'_>) -> Result<Action, PromptError> {
        let asked = format!("asks {} {}", screen.question.id, told(screen));
        match self.next(&asked)? {
            Say::Do(id, action) if id == screen.question.id => Ok(action),
            Say::Sees(id, seen, action) if id == screen.question.id && told(screen).contains(seen) => {
                Ok(action)
            }
            _ => self.off(&asked),
        }
    }

    fn text(&mut self, ask: &TextAsk<'_>) -> Result<Said, PromptError> {
        let asked = format!("text {} initial={:?} {}", ask.prompt, ask.initial, ask.lines.join(" | "));
        match self.next(&asked)? {
            Say::Text(holds, Some(typed)) if asked.contains(holds) => Ok(Said::Text(typed.to_owned())),
            Say::Text(holds, None) if asked.contains(holds) => Ok(Said::Same),
            Say::Leave(holds) if asked.contains(holds) && ask.can_leave => Ok(Said::Back),
            _ => self.off(&asked),
        }
    }

    fn confirm(&mut self, ask: &ConfirmAsk<'_>) -> Result<bool, PromptError> {
        let asked = format!("confirm {} default={} {}", ask.prompt, ask.default, ask.lines.join(" | "));
        match self.next(&asked)? {
            Say::Yes(holds, said) if asked.contains(holds) => Ok(said),
            _ => self.off(&asked),
        }
    }

    fn menu(&mut self, ask: &MenuAsk<'_>) -> Result<Option<usize>, PromptError> {
        let asked = format!("menu {} {} {:?}", ask.prompt, ask.lines.join(" | "), ask.items);
        match self.next(&asked)? {
            Say::Menu(holds, None) if asked.contains(holds) => Ok(None),
            Say::Menu(holds, Some(item)) if asked.contains(holds) => {
                let found = ask.items.iter().position(|shown| shown.contains(item));
                found.map_or_else(|| self.off(&asked), |place| Ok(Some(place)))
            }
            _ => self.off(&asked),
        }
    }

    fn notice(&mut self, notice: &Notice) -> Result<(), PromptError> {
        let asked = format!("notice {} {}", notice.title, notice.paragraphs.join(" | "));
        match self.next(&asked)? {
            Say::Notice(holds) if asked.contains(holds) => Ok(()),
            _ => self.off(&asked),
        }
    }
}

/// Keeps what was saved, and fails so many times first.
struct Kept {
    saved: Vec<Answers>,
    failures: usize,
    log: Log,
    questionnaire: Questionnaire,
}

impl Save for Kept {
    fn save(&mut self, answers: &Answers) -> Result<(), SaveError> {
        if self.failures > 0 {
            self.failures -= 1;
            self.log.borrow_mut().push("save fails".into());
            let cause = std::io::Error::from(std::io::ErrorKind::StorageFull);
            return Err(SaveError::Io { path: "petro.yaml".into(), cause });
        }
        let held = answers.entries.iter().zip(&self.questionnaire.questions);
        let held: Vec<&str> = held
            .filter(|(entry, _)| entry.answer.is_some())
            .map(|(_, question)| question.id.as_str())
            .collect();
        self.log.borrow_mut().push(format!("saved {}", held.join(" ")));
        self.saved.push(answers.clone());
        Ok(())
    }
}

/// A sitting to be scripted.
pub struct Sitting {
    pub answers: Answers,
    pub baseline: Option<Answers>,
    pub resumed: bool,
    pub remarks: Vec<String>,
    pub failures: usize,
}

/// How it went.
pub struct Went {
    pub ended: Result<Outcome, SessionError>,
    pub saved: Vec<Answers>,
    pub log: Vec<String>,
}

impl Sitting {
    pub fn of(answers: Answers) -> Self {
        Self { answers, baseline: None, resumed: false, remarks: Vec::new(), failures: 0 }
    }

    /// Plays the script to its end.
    pub fn play(self, questionnaire: &Questionnaire, script: Vec<Say>) -> Went {
        let log: Log = Rc::default();
        let mut prompter = Scripted { script: script.into(), log: Rc::clone(&log) };
        let mut kept = Kept {
            saved: Vec::new(),
            failures: self.failures,
            log: Rc::clone(&log),
            questionnaire: questionnaire.clone(),
        };
        let mut machine = Machine::new(questionnaire, self.answers, self.baseline);
        let now = || Timestamp::from_second(1_763_719_200).unwrap();
        let setting = Setting {
            file: "petro.yaml",
            resumed: self.resumed,
            remarks: &self.remarks,
            show_levels: false,
            now: &now,
        };
        let ended = run(&mut machine, &mut prompter, &mut kept, &setting);
        let log = log.borrow().clone();
        assert!(prompter.script.is_empty(), "{} left over\n{}", prompter.script.len(), log.join("\n"));
        Went { ended, saved: kept.saved, log }
    }
}

impl Went {
    /// The last state on disk.
    pub fn last(&self) -> &Answers {
        self.saved.last().expect("something was saved")
    }
}
