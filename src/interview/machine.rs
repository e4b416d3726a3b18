//! The interview as a pure state machine: no prompt, no file, no clock.
//!
//! It knows what is asked next, what was answered, and where "back" leads. Whoever drives it ([`super::session`])
//! asks, tells it what was said, and saves [`Machine::answers`].

use jiff::civil::Date;

use super::route::{Moved, Rules};
use crate::answers::{Answer, Answers, Entry, Placement};
use crate::framework::{Evidence, LEVELS, Scope, Status};
use crate::questionnaire::{Question, Questionnaire};

/// Where the interview stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// At a question, by index.
    Question(usize),
    /// Every question has been put; what was left out is looked at once more, and all is read back.
    Review,
}

/// How far the interview is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The question's place among those asked, from 1.
    pub number: usize,
    /// How many are asked, as far as the answers so far tell.
    pub total: usize,
}

/// One interview under way.
#[derive(Debug, Clone)]
pub struct Machine<'q> {
    questionnaire: &'q Questionnaire,
    answers: Answers,
    baseline: Option<Answers>,
    position: Position,
    /// The way here, the last stop last; and the way that "back" undid.
    trail: Vec<Position>,
    ahead: Vec<Position>,
    /// Put to the respondent and left open.
    skipped: Vec<bool>,
    /// Answers that a change made unreachable, for as long as the sitting lasts.
    withheld: Vec<Option<Entry>>,
    /// The organization's place on the fit scale in hand.
    half: Option<u8>,
}

impl<'q> Machine<'q> {
    /// Begins, or goes on at the first open question. `baseline` is what the respondent said last time, resolved
    /// against the same questionnaire.
    pub fn new(questionnaire: &'q Questionnaire, answers: Answers, baseline: Option<Answers>) -> Self {
        let count = questionnaire.questions.len();
        let mut machine = Self {
            questionnaire,
            answers,
            baseline,
            position: Position::Review,
            trail: Vec::new(),
            ahead: Vec::new(),
            skipped: vec![false; count],
            withheld: vec![None; count],
            half: None,
        };
        machine.answers.entries.resize(count, Entry::default());
        machine.trail = machine.answered().map(Position::Question).collect();
        let first = machine.open_from(0).next();
        machine.position = first.map_or(Position::Review, Position::Question);
        machine
    }

    /// The questionnaire asked.
    pub fn questionnaire(&self) -> &'q Questionnaire {
        self.questionnaire
    }

    /// Where the interview stands.
    pub fn position(&self) -> Position {
        self.position
    }

    /// What is to be saved: notes and evidence that wait for their answer included.
    pub fn answers(&self) -> Answers {
        let mut answers = self.answers.clone();
        for entry in answers.entries.iter_mut().filter(|entry| entry.answer == Some(Answer::Unknown)) {
            // Nothing can show what somebody does not know.
            (entry.evidence, entry.artifacts) = (None, Vec::new());
        }
        answers
    }

    /// What is held on a question, evidence that waits for its answer included.
    pub fn entry(&self, question: usize) -> &Entry {
        &self.answers.entries[question]
    }

    /// What was said on a question last time, where anything was.
    pub fn last_time(&self, question: usize) -> Option<&Entry> {
        self.baseline.as_ref()?.entries.get(question).filter(|entry| entry.answer.is_some())
    }

    /// The questions asked, in order, as far as the answers so far tell.
    pub fn route(&self) -> impl Iterator<Item = usize> + use<> {
        self.rules()
            .asked(&self.answers.entries)
            .into_iter()
            .enumerate()
            .filter_map(|(i, asked)| asked.then_some(i))
    }

    /// The questions asked and answered.
    pub fn answered(&self) -> impl Iterator<Item = usize> + '_ {
        self.route().filter(|&question| self.entry(question).answer.is_some())
    }

    /// The questions asked and not answered.
    pub fn open(&self) -> impl Iterator<Item = usize> + '_ {
        self.route().filter(|&question| self.entry(question).answer.is_none())
    }

    /// The questions answered with "don't know".
    pub fn unknown(&self) -> impl Iterator<Item = usize> + '_ {
        self.route().filter(|&question| self.entry(question).answer == Some(Answer::Unknown))
    }

    /// Where the question stands among those asked; `None` in the review.
    pub fn progress(&self) -> Option<Progress> {
        let Position::Question(current) = self.position else { return None };
        let (mut number, mut total) = (0, 0);
        for question in self.route() {
            total += 1;
            number += usize::from(question <= current);
        }
        Some(Progress { number: number.max(1), total: total.max(1) })
    }

    /// The organization's place, where a fit scale waits for security's.
    pub fn half(&self) -> Option<u8> {
        self.half
    }

    /// Whether there is anything to go back to.
    pub fn can_go_back(&self) -> bool {
        self.half.is_some() || self.trail.iter().any(|&stop| self.is_stop(stop))
    }

    /// Picks a statement by its place from 0. Gives the answer that this completes: a fit scale takes two, the
    /// organization's place first. The answer is not recorded yet: [`Self::give`] does that.
    pub fn pick(&mut self, place: u8) -> Option<Answer> {
        let question = self.current()?;
        if usize::from(place) >= LEVELS {
            return None;
        }
        if !question.is_fit() {
            return Some(Answer::Level(place));
        }
        match self.half {
            None => {
                self.half = Some(place);
                None
            }
            Some(organization) => Some(Answer::Fit(Placement { organization, security: place })),
        }
    }

    /// The answers that this one would make unreachable, and those it would bring back.
    pub fn consequences(&self, answer: Answer) -> Moved {
        let mut trial = self.clone();
        trial.record(answer, None)
    }

    /// Records the answer to the question in hand, given on this day; the interview stays there until it is moved.
    pub fn give(&mut self, answer: Answer, day: Date) -> Moved {
        self.half = None;
        let moved = self.record(answer, Some(day));
        if !moved.restored.is_empty() {
            // What came back is shown again on the way forward, in its place.
            self.ahead.extend(moved.restored.iter().copied().map(Position::Question));
            self.ahead.sort_by_key(|stop| match stop {
                Position::Question(question) => std::cmp::Reverse(*question),
                Position::Review => std::cmp::Reverse(usize::MAX),
            });
            self.ahead.dedup();
        }
        moved
    }

    /// Sets or clears the note on the question in hand.
    pub fn set_note(&mut self, note: Option<String>) {
        if let Some(entry) = self.current_entry() {
            entry.note = note;
        }
    }

    /// Sets the evidence for the question in hand; it is saved with an answer.
    pub fn set_evidence(&mut self, grade: Option<Evidence>, artifacts: Vec<String>) {
        if let Some(entry) = self.current_entry() {
            (entry.evidence, entry.artifacts) = (grade, artifacts);
        }
    }

    /// "Unchanged, looked at again": last time's evidence, artifacts and note hold, where none were given now.
    pub fn keep_last_time(&mut self) {
        let Position::Question(question) = self.position else { return };
        let Some(last) = self.last_time(question).cloned() else { return };
        let Some(entry) = self.current_entry() else { return };
        entry.evidence = entry.evidence.or(last.evidence);
        if entry.artifacts.is_empty() {
            entry.artifacts = last.artifacts;
        }
        entry.note = entry.note.take().or(last.note);
    }

    /// Goes on: along the way that "back" undid, else to the first open question, else to the review.
    pub fn advance(&mut self) {
        self.half = None;
        self.trail.push(self.position);
        while self.ahead.last().is_some_and(|&stop| !self.is_stop(stop)) {
            self.ahead.pop();
        }
        let here = match self.position {
            Position::Question(question) => question + 1,
            Position::Review => usize::MAX,
        };
        // A change may have opened questions that lie before the next stop.
        let opened =
            self.open_from(here).find(|&question| !self.ahead.contains(&Position::Question(question)));
        self.position = match (opened, self.ahead.last().copied()) {
            (Some(open), Some(Position::Question(next))) if open < next => Position::Question(open),
            (Some(open), Some(Position::Review) | None) => Position::Question(open),
            (_, Some(next)) => {
                self.ahead.pop();
                next
            }
            (None, None) => self.open_from(0).next().map_or(Position::Review, Position::Question),
        };
        if self.position == Position::Review {
            self.ahead.clear();
            self.trail = self.seen().map(Position::Question).collect();
        }
    }

    /// Leaves the question in hand as it is and goes on.
    pub fn skip(&mut self) {
        if let Position::Question(question) = self.position {
            self.skipped[question] = true;
            self.advance();
        }
    }

    /// Goes back to the last stop; from the second place of a fit scale to the first. Whether it could.
    pub fn back(&mut self) -> bool {
        if self.half.take().is_some() {
            return true;
        }
        while let Some(stop) = self.trail.pop() {
            if self.is_stop(stop) {
                self.ahead.push(self.position);
                self.position = stop;
                return true;
            }
        }
        false
    }

    /// Goes to a question from the review; back leads to the review again.
    pub fn go_to(&mut self, question: usize) {
        if self.is_stop(Position::Question(question)) {
            self.half = None;
            self.trail.push(self.position);
            self.ahead.clear();
            self.position = Position::Question(question);
        }
    }

    /// Records what is still open as "don't know", on this day.
    pub fn close_open(&mut self, day: Date) {
        let open: Vec<usize> = self.open().collect();
        for question in open {
            let entry = &mut self.answers.entries[question];
            entry.answer = Some(Answer::Unknown);
            entry.as_of = Some(day);
            self.answers.status = Status::Draft;
        }
    }

    /// The respondent has heard the answers read back and stands by them.
    pub fn confirm(&mut self) {
        self.answers.status = Status::Confirmed;
    }

    /// The question in hand.
    pub fn current(&self) -> Option<&'q Question> {
        match self.position {
            Position::Question(question) => Some(&self.questionnaire.questions[question]),
            Position::Review => None,
        }
    }

    /// Whether there are answers of last time to hold these against.
    pub fn has_baseline(&self) -> bool {
        self.baseline.is_some()
    }

    /// Whether this sets out to be the quick interview.
    pub fn is_quick(&self) -> bool {
        self.answers.scope == Scope::Quick
    }

    fn rules(&self) -> Rules<'q> {
        Rules {
            questionnaire: self.questionnaire,
            role: self.answers.respondent.role,
            scope: self.answers.scope,
        }
    }

    /// A change of anything unmakes the confirmation.
    fn current_entry(&mut self) -> Option<&mut Entry> {
        let Position::Question(question) = self.position else { return None };
        self.answers.status = Status::Draft;
        Some(&mut self.answers.entries[question])
    }

    fn record(&mut self, answer: Answer, day: Option<Date>) -> Moved {
        let rules = self.rules();
        let before = rules.asked(&self.answers.entries);
        let Some(entry) = self.current_entry() else { return Moved::default() };
        entry.answer = Some(answer);
        entry.as_of = day;
        rules.settle(&before, &mut self.answers.entries, &mut self.withheld)
    }

    fn is_stop(&self, stop: Position) -> bool {
        match stop {
            Position::Question(question) => self.route().any(|asked| asked == question),
            Position::Review => true,
        }
    }

    /// The questions from there on that are neither answered nor skipped.
    fn open_from(&self, from: usize) -> impl Iterator<Item = usize> + '_ {
        self.open().filter(move |&question| question >= from && !self.skipped[question])
    }

    /// The questions that have been put to the respondent.
    fn seen(&self) -> impl Iterator<Item = usize> + '_ {
        self.route().filter(|&question| self.skipped[question] || self.entry(question).answer.is_some())
    }
}
