//! The workshop as a pure state machine: no prompt, no file, no clock.

use jiff::civil::Date;

use super::docket::Item;
use crate::answers::{Placement, Settled, SettledValue, Settlement};
use crate::framework::LEVELS;
use crate::interview::Progress;
use crate::questionnaire::{Question, Questionnaire};

/// Where the workshop stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// At an item of the docket, by its place in it.
    Item(usize),
    /// Everything has been put.
    Review,
}

/// One workshop under way.
#[derive(Debug, Clone)]
pub struct Workshop<'q> {
    questionnaire: &'q Questionnaire,
    items: Vec<Item>,
    settlement: Settlement,
    stop: Stop,
    /// The farthest item that was put in this sitting: "back" and forth move freely below it.
    reached: usize,
    /// Items that are still to be put, whatever was settled on them before.
    due: Vec<bool>,
    /// Whether the item in hand was gone to from the review, where the way on leads back to.
    from_review: bool,
    /// The organization's place on the fit scale in hand.
    half: Option<u8>,
}

impl<'q> Workshop<'q> {
    /// Begins, or goes on at the first item that is not settled. With `again` what was settled before is put again.
    pub fn new(
        questionnaire: &'q Questionnaire,
        items: Vec<Item>,
        settlement: Settlement,
        again: bool,
    ) -> Self {
        let mut workshop = Self {
            questionnaire,
            due: Vec::new(),
            items,
            settlement,
            stop: Stop::Review,
            reached: 0,
            from_review: false,
            half: None,
        };
        workshop.due =
            workshop.items.iter().map(|item| again || workshop.settled(item.question).is_none()).collect();
        workshop.go_on_from(0);
        workshop
    }

    /// The questionnaire that was answered.
    pub fn questionnaire(&self) -> &'q Questionnaire {
        self.questionnaire
    }

    /// What is put to the group, in order.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// What is to be saved.
    pub fn settlement(&self) -> &Settlement {
        &self.settlement
    }

    /// Where the workshop stands.
    pub fn stop(&self) -> Stop {
        self.stop
    }

    /// What was settled on a question, left open included.
    pub fn settled(&self, question: usize) -> Option<&Settled> {
        self.settlement.of(question)
    }

    /// The items on which nothing is recorded yet, by their place in the docket.
    pub fn left(&self) -> impl Iterator<Item = usize> + '_ {
        let is_left = |item: &Item| self.settled(item.question).is_none();
        self.items.iter().enumerate().filter(move |(_, item)| is_left(item)).map(|(place, _)| place)
    }

    /// How many questions have a value now, and how many were left open.
    pub fn tally(&self) -> (usize, usize) {
        let settled = self.settlement.settled.iter().filter(|(_, one)| one.value.is_some()).count();
        (settled, self.settlement.settled.len() - settled)
    }

    /// Where the item in hand stands among all of them; `None` in the review.
    pub fn progress(&self) -> Option<Progress> {
        let Stop::Item(place) = self.stop else { return None };
        Some(Progress { number: place + 1, total: self.items.len() })
    }

    /// The organization's place, where a fit scale waits for security's.
    pub fn half(&self) -> Option<u8> {
        self.half
    }

    /// Whether there is anything to go back to.
    pub fn can_go_back(&self) -> bool {
        self.half.is_some() || self.from_review || self.before().is_some()
    }

    /// Picks a statement by its place from 0, and gives the value that this completes: a fit scale takes two, the
    /// organization's place first. It is not settled yet: [`Self::settle`] does that, once all that belongs to it is
    /// known.
    pub fn pick(&mut self, place: u8) -> Option<SettledValue> {
        let question = self.current()?;
        if usize::from(place) >= LEVELS {
            return None;
        }
        if !question.is_fit() {
            return Some(SettledValue::Level(place));
        }
        match self.half {
            None => {
                self.half = Some(place);
                None
            }
            Some(organization) => Some(SettledValue::Fit(Placement { organization, security: place })),
        }
    }

    /// Records what is settled on the question in hand, or that it is left open, on this day.
    pub fn settle(&mut self, settled: Settled, day: Date) {
        let Stop::Item(place) = self.stop else { return };
        let question = self.items[place].question;
        self.half = None;
        self.due[place] = false;
        self.settlement.settled_on = day;
        let all = &mut self.settlement.settled;
        match all.binary_search_by_key(&question, |(of, _)| *of) {
            Ok(at) => all[at].1 = settled,
            Err(at) => all.insert(at, (question, settled)),
        }
    }

    /// Takes back what was settled on the question in hand, left open included, on this day: it is still to be put
    /// then. Gives what it was; `None` where there was nothing.
    pub fn take_back(&mut self, day: Date) -> Option<Settled> {
        let Stop::Item(place) = self.stop else { return None };
        let question = self.items[place].question;
        let all = &mut self.settlement.settled;
        let at = all.binary_search_by_key(&question, |(of, _)| *of).ok()?;
        let (_, taken) = all.remove(at);
        self.half = None;
        self.due[place] = true;
        self.settlement.settled_on = day;
        Some(taken)
    }

    /// Takes these answers, role index and digest of each file, as those that lay on the table.
    pub fn take_answers(&mut self, answers: Vec<(usize, String)>) {
        self.settlement.answers = answers;
    }

    /// Goes on: to the review where that is where one came from, through what was gone back over, else to the first
    /// item that is still to be put.
    pub fn advance(&mut self) {
        let Stop::Item(place) = self.stop else { return };
        self.half = None;
        if std::mem::take(&mut self.from_review) {
            self.stop = Stop::Review;
        } else if place < self.reached {
            self.stop = Stop::Item(place + 1);
        } else {
            self.go_on_from(place + 1);
        }
    }

    /// Goes back: from the second place of a fit scale to the first, to the review where one came from there, else to
    /// the item before, whatever was settled on it. Whether it could.
    pub fn back(&mut self) -> bool {
        if self.half.take().is_some() {
            return true;
        }
        if std::mem::take(&mut self.from_review) {
            self.stop = Stop::Review;
            return true;
        }
        let Some(before) = self.before() else { return false };
        self.stop = Stop::Item(before);
        true
    }

    /// Goes to an item from the review; the way on, and back, lead to the review again.
    pub fn go_to(&mut self, place: usize) {
        if place < self.items.len() {
            self.half = None;
            self.from_review = true;
            self.stop = Stop::Item(place);
        }
    }

    /// The question in hand.
    pub fn current(&self) -> Option<&'q Question> {
        let Stop::Item(place) = self.stop else { return None };
        Some(&self.questionnaire.questions[self.items[place].question])
    }

    fn before(&self) -> Option<usize> {
        match self.stop {
            Stop::Item(place) => place.checked_sub(1),
            Stop::Review => self.items.len().checked_sub(1),
        }
    }

    fn go_on_from(&mut self, from: usize) {
        let due = (from..self.items.len()).find(|&place| self.due[place]);
        self.stop = due.map_or(Stop::Review, Stop::Item);
        self.reached = due.unwrap_or(self.items.len().saturating_sub(1));
    }
}
