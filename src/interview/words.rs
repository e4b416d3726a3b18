//! What the interview says: introduction, answers in words, rules and reminders.

use jiff::Timestamp;

use super::machine::Machine;
use super::prompter::{Asked, Notice, Part, QuestionScreen};
use crate::answers::{Answer, Answers, Entry};
use crate::framework::{ANSWERING_RULE, Status};
use crate::questionnaire::{Place, Question};
use crate::text::{clean_line, count, cut};

/// What the session knows beside the answers.
pub struct Setting<'a> {
    /// Where the answers are saved, as shown to people.
    pub file: &'a str,
    /// Whether the file held answers before.
    pub resumed: bool,
    /// What else has to be said before the first question.
    pub remarks: &'a [String],
    /// Whether the levels stand beside the statements.
    pub show_levels: bool,
    /// The time.
    pub now: &'a dyn Fn() -> Timestamp,
}

/// Why questions are asked on what is observed of an objective.
pub(crate) const OUTCOME_PURPOSE: &str = "What can be seen of this aim, whatever was done for it.";

/// Columns that the statement settled on takes beside what else is settled; in full it stands above.
const SETTLED_COLUMNS: usize = 70;

/// Seconds that a question takes: answered alone, looked at again, asked by an interviewer.
const SECONDS: [usize; 3] = [60, 35, 90];

/// About how long so many questions take, in words.
fn duration(questions: usize, answers: &Answers, has_baseline: bool) -> String {
    let [alone, review, interviewed] = SECONDS;
    let seconds = if answers.interviewer.is_some() {
        interviewed
    } else if has_baseline {
        review
    } else {
        alone
    };
    minutes(questions * seconds)
}

/// About how long so many questions take somebody who answers alone for the first time, in words.
pub(crate) fn about(questions: usize) -> String {
    minutes(questions * SECONDS[0])
}

fn minutes(seconds: usize) -> String {
    let minutes = seconds.div_ceil(60);
    let rounded = if minutes > 10 { minutes.div_ceil(5) * 5 } else { minutes };
    count(rounded, "minute")
}

/// What it is for, in words for those who answer.
const PURPOSE: &str = "It is to find out how well security rests on technology, on its ties with the business and on \
                       people, and where those who answer see it differently. Where you do, that is a finding, not a \
                       mistake.";

/// What is said before the first question.
pub fn introduction(machine: &Machine<'_>, setting: &Setting<'_>) -> Notice {
    let questionnaire = machine.questionnaire();
    let answers = machine.answers();
    let role = &questionnaire.roles[answers.respondent.role].name;
    let (total, open) = (machine.route().count(), machine.open().count());
    let time = duration(open, &answers, machine.has_baseline());
    let quick = if machine.is_quick() { "quick " } else { "" };
    let mut paragraphs = vec![
        format!("{}, asked of: {role}.", answers.organization),
        PURPOSE.to_owned(),
        if open == 0 && total > 0 {
            format!("All {} of this {quick}interview are answered.", count(total, "question"))
        } else if setting.resumed {
            format!(
                "{} of {} are answered; the rest takes about {time}.",
                total - open,
                count(total, "question")
            )
        } else {
            format!(
                "This {quick}interview has {} for this role and takes about {time}.",
                count(total, "question")
            )
        },
        format!(
            "Each answer is saved at once in {}, on this computer, readable by you alone; nothing is sent anywhere. \
             Whoever gets that file from you sees your role, your name if you gave it, your answers and your notes, \
             and may show them to the others at the table.",
            setting.file
        ),
        ANSWERING_RULE.to_owned(),
        "\"Don't know\" costs nothing if a colleague knows, and counts as the lowest if nobody does; a guess \
         helps nobody.".to_owned(),
    ];
    if answers.status == Status::Confirmed {
        paragraphs
            .push("These answers were confirmed; a change makes them a draft until confirmed again.".into());
    }
    if machine.has_baseline() {
        paragraphs.push(
            "Answer as things stand today; last time's answer is shown after yours, not before.".into(),
        );
    }
    paragraphs.extend(questionnaire.glossary());
    paragraphs.extend_from_slice(setting.remarks);
    Notice { title: questionnaire.title.clone(), paragraphs }
}

/// An answer in words: the statement picked, by its place.
pub fn describe(question: &Question, answer: Option<Answer>) -> String {
    let statement = |place: u8| {
        let text = question.statements.get(usize::from(place)).map_or("", String::as_str);
        format!("{}. {}", place + 1, clean_line(text))
    };
    match answer {
        None => "left open".to_owned(),
        Some(Answer::Level(level)) => statement(level),
        Some(Answer::Fit(fit)) => {
            format!("organization {} / security {}", statement(fit.organization), statement(fit.security))
        }
        Some(Answer::Unknown) => "don't know".to_owned(),
        Some(Answer::NotApplicable) => "does not apply".to_owned(),
    }
}

/// Evidence, artifacts and note of an answer, in a few words; empty where there are none.
pub fn support(entry: &Entry) -> String {
    let mut parts = Vec::new();
    parts.extend(entry.evidence.map(|grade| grade.name().to_owned()));
    if !entry.artifacts.is_empty() {
        parts.push(clean_line(&entry.artifacts.join("; ")));
    }
    parts.extend(entry.note.as_deref().map(|note| format!("note: {}", clean_line(note))));
    parts.join(", ")
}

/// When an answer was given, in brackets; empty where the file does not say.
pub fn when(entry: &Entry) -> String {
    entry.as_of.map(|day| format!(" ({day})")).unwrap_or_default()
}

/// Every answer, to be read back.
pub fn read_back(machine: &Machine<'_>) -> Notice {
    let questions = &machine.questionnaire().questions;
    let mut paragraphs = Vec::new();
    for (number, index) in machine.route().enumerate() {
        let entry = machine.entry(index);
        paragraphs.push(format!("{}. {}", number + 1, clean_line(&questions[index].ask)));
        paragraphs.push(format!("   > {}", describe(&questions[index], entry.answer)));
        let support = support(entry);
        if !support.is_empty() {
            paragraphs.push(format!("     [{support}]"));
        }
    }
    Notice { title: "Your answers, read back".to_owned(), paragraphs }
}

/// A question on one line.
pub fn ask_line(question: &Question) -> String {
    clean_line(&question.ask)
}

/// What the review is about: `2 left open, 1 not known`.
pub fn left(open: usize, unknown: usize) -> String {
    let mut parts = Vec::new();
    if open > 0 {
        parts.push(format!("{open} left open"));
    }
    if unknown > 0 {
        parts.push(format!("{unknown} not known"));
    }
    parts.join(", ")
}

/// The review's way on.
pub fn go_on(open: usize) -> String {
    match open {
        0 => "Go on".to_owned(),
        1 => "Go on; the one left open is recorded as don't know".to_owned(),
        open => format!("Go on; the {open} left open are recorded as don't know"),
    }
}

/// A question and what was said, on one line.
pub fn item(question: &Question, state: &str) -> String {
    format!("{}: {}", cut(&clean_line(&question.ask), 200), state)
}

/// The mechanism or objective that a question belongs to, and why that exists.
pub fn heading<'q>(machine: &Machine<'q>, question: &Question) -> (&'q str, &'q str) {
    match question.place {
        Place::Mechanism { mechanism, .. } => {
            let mechanism = &machine.questionnaire().mechanisms[mechanism];
            (&mechanism.name, &mechanism.purpose)
        }
        Place::Outcome { objective, .. } => (objective.name(), OUTCOME_PURPOSE),
    }
}

/// How what a group sees here lies to the papers that it brought.
pub(crate) const NUMBERING: &str =
    "Here statements are numbered 1 to 6 by their place; the papers' levels 0 to 5 are one lower.";

/// The rule by which a statement is picked.
pub fn rule(screen: &QuestionScreen<'_>) -> String {
    let poles = screen.question.poles();
    let scale = poles.map(|[left, right]| {
        format!("1 is \"{}\", 6 is \"{}\"; neither is better.", clean_line(left), clean_line(right))
    });
    let scale = scale.unwrap_or_default();
    match screen.part {
        Part::Level => {
            let numbering = match screen.asked {
                Asked::Respondent => String::new(),
                Asked::Group { .. } => format!(" {NUMBERING}"),
            };
            format!(
                "The highest statement wholly true, with all below it; between two, the lower.{numbering}"
            )
        }
        Part::Organization => format!("First: where does the organization stand? {scale}"),
        Part::Security { .. } => format!("Then: where does security practice stand? {scale}"),
    }
}

/// What is held on the question so far, for the status line; empty where nothing is.
pub fn so_far(screen: &QuestionScreen<'_>) -> String {
    let mut parts = Vec::new();
    match (screen.asked, screen.given_place()) {
        (Asked::Respondent, Some(place)) => parts.push(format!("Your answer so far: {}", place + 1)),
        (Asked::Group { .. }, Some(place)) => {
            parts
                .push(format!("Settled so far: {}", cut(&levelled(screen.question, place), SETTLED_COLUMNS)));
        }
        (_, None) if matches!(screen.entry.answer, Some(Answer::Unknown | Answer::NotApplicable)) => {
            parts.push(format!("Your answer so far: {}", describe(screen.question, screen.entry.answer)));
        }
        (_, None) => {}
    }
    parts.extend(screen.entry.evidence.map(|grade| grade.name().to_owned()));
    if !screen.entry.artifacts.is_empty() {
        parts.push(count(screen.entry.artifacts.len(), "record"));
    }
    match screen.asked {
        _ if screen.entry.note.is_none() => {}
        Asked::Respondent => parts.push("a note".to_owned()),
        Asked::Group { .. } if screen.entry.answer.is_none() => parts.push("Left open so far".to_owned()),
        Asked::Group { .. } => {}
    }
    let taken_back = match screen.asked {
        Asked::Respondent => "",
        Asked::Group { .. } => "; t takes it back",
    };
    match (parts.is_empty(), screen.keep().is_some()) {
        (true, _) => String::new(),
        (false, true) => format!("{}. Enter, without moving, keeps it{taken_back}.", parts.join(", ")),
        (false, false) => format!("So far: {}.", parts.join(", ")),
    }
}

/// A statement by its place, with its level where it has one.
pub(crate) fn levelled(question: &Question, place: u8) -> String {
    let text = question.statements.get(usize::from(place)).map_or("", String::as_str);
    let level = if question.is_fit() { String::new() } else { format!("(level {place}) ") };
    format!("{}. {level}{}", place + 1, clean_line(text))
}

/// What `?` shows: how to probe, and what would show the answer.
pub fn help(question: &Question) -> Vec<String> {
    let mut lines = Vec::new();
    lines.push(match &question.probe {
        Some(probe) => format!("To think of: {}", clean_line(probe)),
        None => "No probe is given for this question.".to_owned(),
    });
    if !question.evidence.is_empty() {
        let examples: Vec<String> = question.evidence.iter().map(|example| clean_line(example)).collect();
        lines.push(format!("What would show it: {}", examples.join("; ")));
    }
    lines
}

/// Who picked the statement at a place, in brackets after it; empty where nobody did.
pub fn voices(asked: Asked<'_>, place: usize) -> String {
    match asked {
        Asked::Group { voices } if !voices[place].is_empty() => format!(" ({})", clean_line(&voices[place])),
        Asked::Group { .. } | Asked::Respondent => String::new(),
    }
}

/// Said behind the statement that was picked before.
pub fn given(asked: Asked<'_>) -> &'static str {
    match asked {
        Asked::Respondent => " (your answer)",
        Asked::Group { .. } => " (settled)",
    }
}
