//! The steering committee's next meeting, made from the answers: who must be there, what is decided, in how many
//! minutes. Every choice and word is made here; `markdown` and `terminal` draw it.
//!
//! It states levels, statements and records by role. It quotes no note and draws no conclusion about a person.

mod choose;
mod facts;
mod markdown;
mod seats;
mod subject;
mod terminal;
mod timetable;

pub use facts::{Fact, Topic};
pub use markdown::markdown;
pub use seats::Seat;
pub use terminal::terminal;

use self::timetable::{Part, Timetable};
use crate::answers::{Answers, Settlement};
use crate::assessment::{Alignment, Assessment};
use crate::questionnaire::Questionnaire;
use crate::report::{speaking, words};
use crate::text::{clean_line, count, name_line};

/// The least and the most minutes that a meeting can be planned for.
pub const MINUTES: std::ops::RangeInclusive<u16> = 10..=480;

/// Stands where a consultant writes a name, or a date.
pub const NAME: &str = "(name)";
/// See [`NAME`].
pub const DATE: &str = "(date)";

/// What did not fit is listed up to so many; the rest is a number.
const LATER: usize = 5;

/// A meeting, ready to be sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Agenda {
    /// What meets.
    pub title: String,
    /// Of which organization.
    pub organization: String,
    /// Date, place and the like: what it is, and what is known of it.
    pub head: Vec<(&'static str, String)>,
    /// Why it meets, and what lies on the table.
    pub purpose: Vec<String>,
    /// Who must be there.
    pub seats: Vec<Seat>,
    /// What follows from who has not answered; may be empty.
    pub missing: String,
    /// How each item runs, step by step.
    pub rules: Vec<(&'static str, String)>,
    /// What happens when.
    pub timetable: Vec<Line>,
    /// What is decided.
    pub items: Vec<Item>,
    /// What the last minutes are for.
    pub closing: Vec<String>,
    /// What is filled in at the end: a row for each item.
    pub decisions: Vec<String>,
    /// What did not fit, the most pressing first.
    pub later: Vec<String>,
    /// What it was made from, and who may read it.
    pub basis: Vec<String>,
}

/// A line of the timetable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// From which minute to which, such as `3–15`.
    pub when: String,
    /// How many.
    pub minutes: usize,
    /// What happens.
    pub what: String,
}

/// One item of the agenda.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its place, from 1.
    pub number: usize,
    /// What it is about.
    pub title: String,
    /// Minutes.
    pub minutes: usize,
    /// Why it is on the agenda.
    pub why: String,
    /// The question to decide.
    pub decide: String,
    /// Who presents the facts.
    pub owner: String,
    /// The facts, question by question.
    pub topics: Vec<Topic>,
    /// How its minutes are spent.
    pub run: String,
}

impl Agenda {
    /// The agenda of a meeting of so many minutes (at least ten). `settlement` is the one that the assessment was made
    /// with.
    pub fn new(
        questionnaire: &Questionnaire,
        assessment: &Assessment,
        answers: &[&Answers],
        settlement: Option<&Settlement>,
        minutes: usize,
    ) -> Self {
        let material = Material { questionnaire, assessment, answers, settlement };
        let (subjects, rest) = choose::choose(questionnaire, assessment, timetable::room(minutes));
        let table = Timetable::new(minutes, subjects.len());
        let items: Vec<Item> = subjects
            .iter()
            .zip(&table.items)
            .zip(1..)
            .map(|((subject, &minutes), number)| subject::item(material, subject, number, minutes))
            .collect();
        let seats = seats::seats(material);
        Self {
            title: "Information security steering committee: next meeting".to_owned(),
            organization: answers.first().map(|one| name_line(&one.organization)).unwrap_or_default(),
            head: vec![
                ("When", format!("{DATE}, {}", count(table.total(), "minute"))),
                ("Where", "(place)".to_owned()),
                ("Chair", format!("{NAME}, who presents no item")),
                ("Record", format!("{NAME}, who writes down decisions, owners and dates")),
            ],
            purpose: purpose(material),
            missing: seats::missing(&seats),
            rules: rules(material, &seats),
            timetable: timetable(&table, &items),
            decisions: items.iter().map(|item| format!("Item {}. {}", item.number, item.title)).collect(),
            items,
            closing: closing(&seats),
            seats,
            later: later(rest.iter().map(|subject| subject::title(material, subject)).collect()),
            basis: basis(material),
        }
    }
}

/// What an agenda is made from.
#[derive(Clone, Copy)]
struct Material<'a> {
    questionnaire: &'a Questionnaire,
    assessment: &'a Assessment,
    answers: &'a [&'a Answers],
    settlement: Option<&'a Settlement>,
}

impl<'a> Material<'a> {
    /// A question's short name.
    fn label(self, question: usize) -> String {
        words::question(self.questionnaire, question)
    }

    /// A question as asked.
    fn ask(self, question: usize) -> String {
        clean_line(&self.questionnaire.questions[question].ask)
    }

    /// A statement between quotation marks, by a level rounded down.
    fn statement(self, question: usize, level: f64) -> String {
        format!("“{}”", words::statement(self.questionnaire, question, level))
    }

    /// A role's id.
    fn role(self, role: usize) -> &'a str {
        &self.questionnaire.roles[role].id
    }

    /// Whether somebody of this role has answered.
    fn is_present(self, role: usize) -> bool {
        self.assessment.respondents.iter().any(|one| one.role == role)
    }
}

fn purpose(material: Material<'_>) -> Vec<String> {
    let people = material.answers.len();
    let why = "To hear from each other what each of us knows and the others do not, to agree on what is true today, \
               and to decide the next steps, each with an owner and a date.";
    let Some(alignment) = &material.assessment.alignment else {
        return vec![
            why.to_owned(),
            "So far one person has answered. What follows is one view: use the meeting to test it, and to decide who \
             answers next."
                .to_owned(),
        ];
    };
    let disputed = alignment.questions.iter().filter(|one| one.disputed).count();
    let (shared, unheard) = (alignment.questions.len(), alignment.blind_spots.len());
    let mut found = Vec::new();
    found.push(match (disputed, shared) {
        (_, 0) => "no question has been answered by two roles yet".to_owned(),
        (0, _) => format!("of {} that several roles answered none is disputed", count(shared, "question")),
        (disputed, _) => format!(
            "of {} that several roles answered {disputed} {} disputed{}",
            count(shared, "question"),
            if disputed == 1 { "is" } else { "are" },
            settled(material, alignment)
        ),
    });
    if unheard > 0 {
        found.push(format!("on {unheard} one side knows what has not reached the other"));
    }
    vec![why.to_owned(), format!("{} have answered: {}.", count(people, "person"), found.join(", and "))]
}

/// How many of the disputes a workshop has settled, and on which day; empty where it has none.
fn settled(material: Material<'_>, alignment: &Alignment) -> String {
    let Some(settlement) = material.settlement else { return String::new() };
    let is_settled = |question: usize| settlement.of(question).is_some_and(|settled| settled.value.is_some());
    let disputed = || alignment.questions.iter().filter(|one| one.disputed);
    let day = settlement.settled_on;
    match (disputed().filter(|one| is_settled(one.question)).count(), disputed().count()) {
        (0, _) => String::new(),
        (1, 1) => format!(" (it was settled on {day})"),
        (settled, all) if settled == all => format!(" (all of them were settled on {day})"),
        (settled, _) => {
            format!(" ({settled} of them {} settled on {day})", if settled == 1 { "was" } else { "were" })
        }
    }
}

/// The first of what did not fit, and how many more there are.
fn later(mut titles: Vec<String>) -> Vec<String> {
    // One more is no longer than saying so.
    if titles.len() > LATER + 1 {
        let more = titles.len() - LATER;
        titles.truncate(LATER);
        titles.push(format!("and {more} more"));
    }
    titles
}

/// How each item runs. Facts and a silent vote come first, so that nobody has to be the first to say what is wrong.
fn rules(material: Material<'_>, seats: &[Seat]) -> Vec<(&'static str, String)> {
    let order = speaking::sentence(material.questionnaire, seats.iter().map(|seat| seat.role));
    vec![
        (
            "Facts",
            "Whoever owns the mechanism presents what is done and the record that shows it; where it is about what \
             the owner does, somebody who is not a party to it. Others ask only what they did not understand. If \
             nobody owns it, that is the first decision."
                .to_owned(),
        ),
        (
            "Silent second vote",
            "Everybody picks an answer again, alone and in writing; the chair shows all of them at once. Nobody has \
             to be the first to say what is wrong, and a changed mind needs no defence."
                .to_owned(),
        ),
        ("Discussion", format!("What happened the last time, never who is to blame. {order}")),
        (
            "Decision",
            "The chair reads out what is decided. Without agreement it is left open, with what would decide it and \
             who brings that."
                .to_owned(),
        ),
    ]
}

fn timetable(table: &Timetable, items: &[Item]) -> Vec<Line> {
    let line = |slot: timetable::Slot| Line {
        when: format!("{}–{}", slot.start, slot.start + slot.minutes),
        minutes: slot.minutes,
        what: match slot.part {
            Part::Opening => "Opening: purpose, and how each item runs".to_owned(),
            Part::Item(place) => items
                .get(place)
                .map_or_else(String::new, |item| format!("Item {}. {}", item.number, item.title)),
            Part::Break => "Break".to_owned(),
            Part::Closing => "Closing: owners, dates, what to raise".to_owned(),
        },
    };
    table.slots().into_iter().map(line).collect()
}

fn closing(seats: &[Seat]) -> Vec<String> {
    let mut closing: Vec<String> = [
        "Read back each decision: one owner by name, one date, and what will show that it is done.",
        "What has to go up from here, to whom, and who tells them: a risk that this table cannot accept, money that it \
         cannot give, a rule that it cannot change.",
        "Who else has to hear of today, by whom, within how many days.",
        "The date of the next meeting, and who presents its first item.",
    ]
    .map(str::to_owned)
    .into();
    if seats.iter().any(|seat| !seat.answered) {
        closing.push("Who brings the answers that are still missing, by when.".to_owned());
    }
    closing
}

fn basis(material: Material<'_>) -> Vec<String> {
    let questionnaire = material.questionnaire;
    vec![
        format!(
            "Made from the answers of {} to {} ({} {}). Levels run from 0 to 5; they are practice as these people \
             describe it.",
            count(material.answers.len(), "person"),
            clean_line(&questionnaire.title),
            questionnaire.id,
            questionnaire.version
        ),
        "Attributable by role: it shows who gave which answer. It is for those named above and nobody else. It quotes \
         no notes."
            .to_owned(),
    ]
}
