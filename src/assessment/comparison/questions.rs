//! Questions matched by id, and what happened to each.

use std::collections::HashMap;

use super::{Change, Person, Point, Presence, versions};
use crate::answers::{Answer, Answers, Entry};
use crate::assessment::{Assessment, Positions, QuestionResult, State, TOLERANCE};
use crate::framework::{Evidence, closed_set};
use crate::questionnaire::{Questionnaire, Role, Withdrawn};

closed_set! {
    /// What happened to a question between two points.
    Event {
        /// Its value rose.
        Gain = "gain", "gained";
        /// Its value fell.
        Loss = "loss", "lost";
        /// The positions of a fit question moved, and the fit did not.
        Shift = "shift", "shifted";
        /// Nobody had said anything.
        Answered = "answered", "newly answered";
        /// Nobody says anything any more.
        Dropped = "dropped", "no longer answered";
        /// Somebody who did not know, or all of them, do now.
        FoundOut = "found-out", "found out";
        /// Somebody who knew, or all of them, do not any more.
        LostSight = "lost-sight", "no longer known";
        /// It does not apply any more.
        LeftOut = "left-out", "no longer applies";
        /// It applies now.
        Applies = "applies", "applies now";
        /// Better evidence than before.
        EvidenceGained = "evidence-gained", "better evidence";
        /// Weaker evidence than before.
        EvidenceLost = "evidence-lost", "weaker evidence";
        /// It was disputed and is not any more.
        Agreed = "agreed", "no longer disputed";
        /// It is disputed and was not before.
        Disputed = "disputed", "newly disputed";
        /// A workshop has settled it since.
        Settled = "settled", "settled by a workshop";
        /// A settlement stood before and stands no more.
        Unsettled = "unsettled", "settlement gone";
    }
}

closed_set! {
    /// Why a question of one point has no partner at the other.
    Reason {
        /// The earlier questionnaire does not have it.
        New = "new", "new";
        /// The later questionnaire withdrew it, and says why.
        Withdrawn = "withdrawn", "withdrawn";
        /// The later questionnaire does not have it, and does not say why.
        Gone = "gone", "gone";
        /// The other point is a quick interview, which does not ask it.
        OutOfScope = "out-of-scope", "not asked in the quick interview";
        /// It took a level at one point and two positions at the other.
        Form = "form", "asked in another form";
        /// The other point's answers were given under an older version and leave it open, or were never asked.
        Open = "open", "asked since, or left open then";
    }
}

/// A question of one point only.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mismatch<'a> {
    /// Its id.
    pub id: &'a str,
    /// As asked; empty where only answers to it are left.
    pub ask: &'a str,
    /// Whether the later point has it; else the earlier one does.
    pub later: bool,
    /// Why it has no partner.
    pub reason: Reason,
    /// What the later questionnaire says of it.
    pub withdrawn: Option<&'a Withdrawn>,
}

/// One question at both points.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionChange<'a> {
    /// Its index in each questionnaire.
    pub index: [usize; 2],
    /// Its id.
    pub id: &'a str,
    /// What is known of it.
    pub states: [State; 2],
    /// Its value, where it is known.
    pub value: Change,
    /// Its level 0..=5, where it has one.
    pub level: Change,
    /// The positions of a fit question.
    pub fit: [Option<Positions>; 2],
    /// The strongest evidence.
    pub evidence: [Option<Evidence>; 2],
    /// Whether a settlement took the consensus's place.
    pub settled: [bool; 2],
    /// Whether the respondents stood too far apart.
    pub disputed: [bool; 2],
    /// What happened, in the order of [`Event::ALL`].
    pub events: Vec<Event>,
    /// Who answered otherwise than before, by role.
    pub voices: Vec<Voice<'a>>,
}

/// What one respondent said at both points, where it is not the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Voice<'a> {
    /// The role, as the later questionnaire has it where it does.
    pub role: &'a Role,
    /// Whether another person speaks for the role now.
    pub replaced: bool,
    /// The earlier entry; `None` where there was no such respondent or no answer.
    pub before: Option<&'a Entry>,
    /// The later entry.
    pub after: Option<&'a Entry>,
}

/// The questions of two points, matched.
#[derive(Debug)]
pub(super) struct Matched<'a> {
    /// Earlier and later index, in the later questionnaire's order.
    pub pairs: Vec<(usize, usize)>,
    /// All others.
    pub unmatched: Vec<Mismatch<'a>>,
}

impl<'a> Matched<'a> {
    /// Matches the questions in scope by id.
    pub fn of(before: Point<'a>, after: Point<'a>) -> Self {
        let earlier = by_id(before);
        let later = by_id(after);
        let partner = |at: usize| {
            let own = &after.questionnaire.questions[at];
            let found = *earlier.get(own.id.as_str())?;
            (before.questionnaire.questions[found].is_fit() == own.is_fit()).then_some((found, at))
        };
        let mut pairs: Vec<(usize, usize)> = scoped(after).filter_map(partner).collect();
        let matched =
            |place: fn(&(usize, usize)) -> usize, at: usize| pairs.iter().any(|pair| place(pair) == at);
        let mut unmatched: Vec<Mismatch<'a>> = scoped(before)
            .filter(|&at| !matched(|pair| pair.0, at))
            .map(|at| mismatch(before.questionnaire, after.questionnaire, &later, at, false))
            .collect();
        unmatched.extend(
            scoped(after)
                .filter(|&at| !matched(|pair| pair.1, at))
                .map(|at| mismatch(after.questionnaire, before.questionnaire, &earlier, at, true)),
        );
        unmatched.extend(versions::left_open([before, after], &mut pairs));
        for gone in versions::withdrawn([before, after]) {
            if unmatched.iter().all(|one| one.id != gone.id) {
                unmatched.push(gone);
            }
        }
        unmatched.sort_by_key(|one| one.later);
        Self { pairs, unmatched }
    }
}

/// The questions in scope of a point.
fn scoped(point: Point<'_>) -> impl Iterator<Item = usize> {
    point.assessment.questions.iter().map(|one| one.question)
}

fn by_id(point: Point<'_>) -> HashMap<&str, usize> {
    scoped(point).map(|at| (point.questionnaire.questions[at].id.as_str(), at)).collect()
}

fn mismatch<'a>(
    own: &'a Questionnaire,
    other: &'a Questionnaire,
    asked_there: &HashMap<&str, usize>,
    at: usize,
    later: bool,
) -> Mismatch<'a> {
    let question = &own.questions[at];
    let withdrawn = other.withdrawn.iter().find(|one| one.id == question.id && !later);
    let reason = if asked_there.contains_key(question.id.as_str()) {
        Reason::Form
    } else if other.question(&question.id).is_some() {
        Reason::OutOfScope
    } else if withdrawn.is_some() {
        Reason::Withdrawn
    } else if later {
        Reason::New
    } else {
        Reason::Gone
    };
    Mismatch { id: &question.id, ask: &question.ask, later, reason, withdrawn }
}

/// What happened to every shared question.
pub(super) fn changes<'a>(
    points: [Point<'a>; 2],
    sides: [&Assessment; 2],
    pairs: &[(usize, usize)],
    people: &[Person<'a>],
) -> Vec<QuestionChange<'a>> {
    let results = [by_index(sides[0]), by_index(sides[1])];
    let disputes = [disputed(sides[0]), disputed(sides[1])];
    let one = |&(first, second): &(usize, usize)| {
        let (before, after) = (*results[0].get(&first)?, *results[1].get(&second)?);
        let mut change = QuestionChange {
            index: [first, second],
            id: &points[1].questionnaire.questions[second].id,
            states: [before.state, after.state],
            value: Change { before: known(before), after: known(after) },
            level: Change { before: before.level, after: after.level },
            fit: [before.fit, after.fit],
            evidence: [before.evidence, after.evidence],
            settled: [before.settled(), after.settled()],
            disputed: [disputes[0].contains(&first), disputes[1].contains(&second)],
            events: Vec::new(),
            voices: people.iter().filter_map(|person| voice(person, first, second)).collect(),
        };
        change.events = events(&change);
        Some(change)
    };
    pairs.iter().filter_map(one).collect()
}

fn by_index(side: &Assessment) -> HashMap<usize, &QuestionResult> {
    side.questions.iter().map(|one| (one.question, one)).collect()
}

fn disputed(side: &Assessment) -> Vec<usize> {
    let questions = side.alignment.iter().flat_map(|alignment| &alignment.questions);
    questions.filter(|one| one.disputed).map(|one| one.question).collect()
}

fn known(result: &QuestionResult) -> Option<f64> {
    result.value.filter(|_| result.state == State::Known)
}

/// Both entries of one respondent, where they do not say the same. The day of an answer alone is no difference.
fn voice<'a>(person: &Person<'a>, first: usize, second: usize) -> Option<Voice<'a>> {
    if person.presence == Presence::Unclear {
        return None;
    }
    let entry = |answers: Option<&'a Answers>, at: usize| {
        answers.and_then(|answers| answers.entries.get(at)).filter(|entry| entry.answer.is_some())
    };
    let (before, after) = (entry(person.before, first), entry(person.after, second));
    let said =
        |entry: Option<&'a Entry>| entry.map(|one| (one.answer, one.grade(), &one.note, &one.artifacts));
    let replaced = person.presence == Presence::Replaced;
    (said(before) != said(after)).then_some(Voice { role: person.role, replaced, before, after })
}

impl Voice<'_> {
    /// Whether the answer itself is another, and not only its note or evidence.
    pub fn moved(&self) -> bool {
        self.before.and_then(|one| one.answer) != self.after.and_then(|one| one.answer)
    }

    /// Whether one end is "don't know", and the other a level or a pair.
    fn learned(&self, turned: bool) -> bool {
        let (from, to) = if turned { (self.after, self.before) } else { (self.before, self.after) };
        let answer = |one: Option<&Entry>| one.and_then(|one| one.answer);
        answer(from) == Some(Answer::Unknown) && matches!(answer(to), Some(Answer::Level(_) | Answer::Fit(_)))
    }
}

impl QuestionChange<'_> {
    /// Whether something of this sort happened.
    pub fn has(&self, event: Event) -> bool {
        self.events.contains(&event)
    }
}

fn events(change: &QuestionChange<'_>) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    events.extend(value_event(change));
    events.extend(state_event(change.states));
    let learned = |turned| change.voices.iter().any(|voice| voice.learned(turned));
    events.extend(learned(false).then_some(Event::FoundOut));
    events.extend(learned(true).then_some(Event::LostSight));
    if let [Some(before), Some(after)] = change.evidence {
        events.extend((after > before).then_some(Event::EvidenceGained));
        events.extend((after < before).then_some(Event::EvidenceLost));
    }
    let turned = |was: [bool; 2], on: Event, off: Event| match was {
        [false, true] => Some(on),
        [true, false] => Some(off),
        _ => None,
    };
    events.extend(turned(change.disputed, Event::Disputed, Event::Agreed));
    events.extend(turned(change.settled, Event::Settled, Event::Unsettled));
    events.sort();
    events.dedup();
    events
}

fn value_event(change: &QuestionChange<'_>) -> Option<Event> {
    let by = change.value.by()?;
    if by.abs() > TOLERANCE {
        return Some(if by > 0.0 { Event::Gain } else { Event::Loss });
    }
    (change.fit[0] != change.fit[1]).then_some(Event::Shift)
}

fn state_event(states: [State; 2]) -> Option<Event> {
    match states {
        [State::Known, State::Known]
        | [State::Unknown, State::Unknown]
        | [State::NotApplicable, State::NotApplicable]
        | [State::Unanswered, State::Unanswered] => None,
        [State::Unanswered, State::Known | State::Unknown] => Some(Event::Answered),
        [State::Known | State::Unknown, State::Unanswered] => Some(Event::Dropped),
        [State::Unknown, State::Known] => Some(Event::FoundOut),
        [State::Known, State::Unknown] => Some(Event::LostSight),
        [_, State::NotApplicable] => Some(Event::LeftOut),
        [State::NotApplicable, _] => Some(Event::Applies),
    }
}
