//! The steering committee's next meeting, made from the answers: who must be there, what is decided, in how many
//! minutes. Every choice and word is made here; `markdown` and `terminal` draw it.
//!
//! It states levels, statements and records by role. It quotes no note and draws no conclusion about a person.

mod choose;
mod facts;
mod markdown;
mod owner;
mod seats;
mod subject;
mod terminal;
mod timetable;

pub use facts::{Fact, Topic};
pub use markdown::markdown;
pub use seats::Seat;
pub use terminal::terminal;

use self::choose::Subject;
use self::timetable::{Part, Timetable};
use crate::answers::{Answers, Settlement};
use crate::assessment::{Alignment, Assessment};
use crate::questionnaire::Questionnaire;
use crate::report::{speaking, turnout, view::in_a_workshop, words};
use crate::text::{clean_line, count, name_line};

/// The least and the most minutes that a meeting can be planned for.
pub const MINUTES: std::ops::RangeInclusive<u16> = 10..=480;

/// Stands where a consultant writes a name, or a date.
pub const NAME: &str = "(name)";
/// See [`NAME`].
pub const DATE: &str = "(date)";

/// What did not fit is listed up to so many; the rest is named in a line, up to so many.
const LATER: usize = 5;
const NAMED: usize = 12;

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
        let seats = seats::seats(material);
        let heard = seats.iter().filter(|seat| seat.turnout.has_answered()).count();
        let (subjects, rest) =
            choose::choose(questionnaire, assessment, timetable::room(minutes), 2 * heard < seats.len());
        let begins_short = matches!(subjects.first(), Some(Subject::Answers));
        let table = Timetable::new(minutes, subjects.len(), begins_short);
        let items: Vec<Item> = subjects
            .iter()
            .zip(&table.items)
            .zip(1..)
            .map(|((subject, &minutes), number)| subject::item(material, subject, number, minutes))
            .collect();
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

    /// What a role is called.
    fn role(self, role: usize) -> &'a str {
        &self.questionnaire.roles[role].short
    }

    /// Whether somebody of this role has answered.
    fn is_present(self, role: usize) -> bool {
        turnout::heard(self.assessment).any(|one| one.role == role)
    }
}

fn purpose(material: Material<'_>) -> Vec<String> {
    let why = "To hear from each other what each of us knows and the others do not, to agree on what is true today, \
               and to decide the next steps, each with an owner and a date.";
    let drafts = turnout::drafts(material.questionnaire, material.assessment);
    let changed = words::changed_since(material.questionnaire, material.settlement, material.answers);
    let all = [why.to_owned(), found(material), drafts, changed];
    all.into_iter().filter(|paragraph| !paragraph.is_empty()).collect()
}

/// Who has answered, and what lies on the table.
fn found(material: Material<'_>) -> String {
    let people = turnout::heard(material.assessment).count();
    let alignment = match (people, &material.assessment.alignment) {
        (0, _) => return "Nobody has answered yet: the meeting decides who answers, and by when.".to_owned(),
        (1, _) | (_, None) => {
            return "So far one person has answered. What follows is one view: use the meeting to test it, and to \
                    decide who answers next."
                .to_owned();
        }
        (_, Some(alignment)) => alignment,
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
    format!("{} have answered: {}.", count(people, "person"), found.join(", and "))
}

/// How many of the disputes a workshop has settled, and on which day; empty where it has none.
fn settled(material: Material<'_>, alignment: &Alignment) -> String {
    let Some(settlement) = material.settlement else { return String::new() };
    let is_settled = |question: usize| settlement.of(question).is_some_and(|settled| settled.value.is_some());
    let disputed = || alignment.questions.iter().filter(|one| one.disputed);
    let settled = disputed().filter(|one| is_settled(one.question)).count();
    let told = in_a_workshop(settled, disputed().count(), settlement.settled_on);
    told.map_or_else(String::new, |told| format!(" ({told})"))
}

/// The first of what did not fit, and the names of the rest.
fn later(mut titles: Vec<String>) -> Vec<String> {
    // One more is no longer than saying so.
    if titles.len() > LATER + 1 {
        let rest = titles.split_off(LATER);
        titles.push(if rest.len() > NAMED {
            format!(
                "and {} more: equipoise score --detail lists what is disputed and what is open",
                rest.len()
            )
        } else {
            format!("and {} more: {}", rest.len(), rest.join("; "))
        });
    }
    titles
}

/// How each item runs. Facts and a silent vote come first, so that nobody has to be the first to say what is wrong.
fn rules(material: Material<'_>, seats: &[Seat]) -> Vec<(&'static str, String)> {
    let order = speaking::sentence(material.questionnaire, seats.iter().map(|seat| seat.role));
    vec![
        (
            "Facts",
            "Whoever owns the mechanism presents what is done and the record that shows it; where nobody can own it, \
             somebody who did it lately; where it is about what the owner does, somebody who is not a party to it. Others ask only what they did not understand. If \
             nobody owns it, that is the first decision."
                .to_owned(),
        ),
        (
            "Silent second vote",
            "Everybody picks an answer again, alone, in writing and unsigned; the chair reads out how many chose each. \
             Nobody has to be the first to say what is wrong, and a changed mind needs no defence."
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
    if seats.iter().any(|seat| !seat.turnout.has_answered()) {
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
            match turnout::heard(material.assessment).count() {
                0 => "nobody yet".to_owned(),
                people => count(people, "person"),
            },
            clean_line(&questionnaire.title),
            questionnaire.id,
            questionnaire.version
        ),
        "Attributable by role: it shows who gave which answer. It is for those named above and nobody else. It quotes \
         no notes."
            .to_owned(),
    ]
}
