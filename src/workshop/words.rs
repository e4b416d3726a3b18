//! What the workshop says: opening, who said what, read-back.

use super::docket::{Item, Why};
use super::machine::Workshop;
use super::session::Setting;
use super::views::{Table, Voice};
use crate::answers::{Answer, Settled, SettledValue};
use crate::framework::{ANSWERING_RULE, Evidence};
use crate::interview::{NUMBERING, Notice, levelled};
use crate::questionnaire::{Place, Question, Questionnaire};
use crate::report::{speaking, words as figures};
use crate::text::{and_list, clean_line, count, sentence};

/// Whether level numbers stand beside every statement, since numerals sway. What is settled shows its level in either
/// case: the papers that the group brought name statements by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Levels {
    /// Statements and steps alone.
    Hidden,
    /// Both.
    Shown,
}

/// What is said before the first question.
pub fn opening(workshop: &Workshop<'_>, table: &Table<'_>, setting: &Setting<'_>) -> Notice {
    let questionnaire = workshop.questionnaire();
    let roles: Vec<&str> =
        table.roles().into_iter().map(|role| questionnaire.roles[role].short.as_str()).collect();
    let people = count(table.respondents(), "person");
    let verb = if table.respondents() == 1 { "has" } else { "have" };
    let mut paragraphs = vec![
        format!("{}: {people} {verb} answered ({}).", workshop.settlement().organization, and_list(&roles)),
        on_the_docket(workshop),
        "Everybody's answer stays in its file as it was given. What you settle stands beside it and takes its place \
         in the score, which shows both. To leave a question open, and to say what would decide it, is a result too."
            .to_owned(),
        format!(
            "For each you first see who said what, {}. Tell each other what happened the last time. {} Settle what is \
             true today, not what is planned.",
            if table.has_notes() {
                "by role and name, with the notes; those who wrote them should have agreed to that"
            } else {
                "by role, without names and notes"
            },
            speaking::sentence(questionnaire, table.roles())
        ),
        format!(
            "Each settlement is saved, once you have said who dissents, in {}, on this computer, readable by you \
             alone; nothing is sent anywhere. Whoever gets that file sees what was settled, the reasons, and the roles \
             that dissent and agree to be named. Reasons are facts: no names, no blame.",
            setting.file
        ),
        format!("{ANSWERING_RULE} {NUMBERING}"),
    ];
    paragraphs.extend_from_slice(setting.remarks);
    Notice { title: "What you see differently: settle it".to_owned(), paragraphs }
}

/// What is to be settled, and how far that is.
fn on_the_docket(workshop: &Workshop<'_>) -> String {
    let items = workshop.items();
    let number = |of: fn(&Why) -> bool| items.iter().filter(|item| of(&item.why)).count();
    let mut parts = Vec::new();
    let disputed = number(|why| matches!(why, Why::Disputed { .. }));
    if disputed > 0 {
        parts.push(format!("{}, the farthest apart first", count(disputed, "disputed question")));
    }
    for (of, what) in [
        ((|why| *why == Why::ScopeDispute) as fn(&Why) -> bool, "that applies to some and not to others"),
        (|why| *why == Why::NobodyKnows, "that nobody could answer"),
        (|why| matches!(why, Why::Differs { .. }), "that is seen differently, though not disputed"),
        (|why| *why == Why::AskedFor, "that you asked for"),
        (|why| *why == Why::Settled, "that was settled before"),
    ] {
        match number(of) {
            0 => {}
            1 => parts.push(format!("1 question {what}")),
            more => {
                let what = what.replace("applies", "apply").replace("that is", "that are");
                parts.push(format!("{more} questions {}", what.replace("that was", "that were")));
            }
        }
    }
    let left = workshop.left().count();
    let far = match (items.len() - left, left) {
        (0, _) => String::new(),
        (_, 0) => " All of them are settled or left open; you can change each.".to_owned(),
        (done, left) => format!(" {done} of {} done, {left} to go; back leads to those done.", items.len()),
    };
    format!("On the table: {}.{far}", parts.join("; "))
}

/// Who said what on a question, and why it is put.
pub fn views(workshop: &Workshop<'_>, table: &Table<'_>, item: &Item, levels: Levels) -> Notice {
    let questionnaire = workshop.questionnaire();
    let question = &questionnaire.questions[item.question];
    let mut paragraphs = vec![clean_line(&question.ask), why(item, question, levels)];
    for voice in table.voices(item.question) {
        paragraphs.push(format!("  {}", said(question, &voice)));
        paragraphs.extend(statements(question, voice.entry.answer, levels));
        let support = support(&voice, table.has_notes());
        if !support.is_empty() {
            paragraphs.push(format!("      [{support}]"));
        }
    }
    if let Some(probe) = &question.probe {
        paragraphs.push(format!("To ask: {}", clean_line(probe)));
    }
    if let Some(settled) = workshop.settled(item.question) {
        let mut lines = describe(questionnaire, question, settled).into_iter();
        paragraphs.extend(lines.next().map(|line| format!("Settled so far: {line}")));
        paragraphs.extend(lines.map(|line| format!("  {line}")));
    }
    Notice {
        title: format!("Who said what: {}", figures::question(questionnaire, item.question)),
        paragraphs,
    }
}

/// Why a question is put, in a sentence or two.
fn why(item: &Item, question: &Question, levels: Levels) -> String {
    match item.why {
        Why::Disputed { range, gap } => {
            let higher = match gap {
                Some(gap) if gap.abs() >= 0.05 => {
                    let side = if gap > 0.0 { "leadership" } else { "delivery" };
                    format!("; {side} sees it {} higher", steps(gap, levels))
                }
                _ => String::new(),
            };
            format!("The answers lie {} apart{higher}.", steps(range, levels))
        }
        Why::ScopeDispute => {
            "It applies to some and not to others. If it applies, settle which statement is true.".to_owned()
        }
        Why::NobodyKnows => {
            let counted = match question.place {
                Place::Mechanism { .. } => "so it counts as absent",
                Place::Outcome { .. } => "so it counts neither way",
            };
            format!("Nobody could answer it, {counted}. Settle it only if somebody here can show it.")
        }
        Why::Differs { apart } if question.is_fit() => format!(
            "The answers lie {} apart. Neither end of this scale is better, so no distance makes it disputed.",
            count(usize::from(apart), "place")
        ),
        Why::Differs { apart } => format!(
            "Single answers lie up to {} apart; on the whole the roles are too close to each other to be called disputed.",
            steps(f64::from(apart), levels)
        ),
        Why::AskedFor => "You asked for this one.".to_owned(),
        Why::Settled => "It was settled before.".to_owned(),
    }
}

/// A distance between statements, in steps from one to the next, which are levels.
fn steps(distance: f64, levels: Levels) -> String {
    let number = figures::distance(distance);
    let number = number.trim_end_matches(".0");
    let noun = if number == "1" { "step" } else { "steps" };
    match levels {
        Levels::Hidden => format!("{number} {noun}"),
        Levels::Shown => format!("{number} {noun} ({})", figures::levels(distance)),
    }
}

/// A respondent, and what kind of answer it was.
fn said(question: &Question, voice: &Voice<'_>) -> String {
    let what = match voice.entry.answer {
        None if question.asked.get(voice.role) == Some(&true) => "has not answered",
        None => "was not asked",
        Some(Answer::Level(_)) => "chose",
        Some(Answer::Fit(_)) => "placed both",
        Some(Answer::Unknown) => "does not know",
        Some(Answer::NotApplicable) => "says that it does not apply",
    };
    format!("{}: {what}", voice.who)
}

/// The statements picked, each by its place.
fn statements(question: &Question, answer: Option<Answer>, levels: Levels) -> Vec<String> {
    match answer {
        Some(Answer::Level(level)) => vec![format!("      {}", statement(question, level, levels))],
        Some(Answer::Fit(fit)) => vec![
            format!("      organization: {}", statement(question, fit.organization, levels)),
            format!("      security: {}", statement(question, fit.security, levels)),
        ],
        Some(Answer::Unknown | Answer::NotApplicable) | None => Vec::new(),
    }
}

/// A statement by its place from 1, with its level where levels are shown and it has one.
fn statement(question: &Question, place: u8, levels: Levels) -> String {
    if levels == Levels::Shown {
        return levelled(question, place);
    }
    let text = question.statements.get(usize::from(place)).map_or("", String::as_str);
    format!("{}. {}", place + 1, clean_line(text))
}

/// What supports an answer, and its note; without notes the grade alone, since a record may name somebody too.
fn support(voice: &Voice<'_>, has_notes: bool) -> String {
    let entry = voice.entry;
    let mut parts = Vec::new();
    if matches!(entry.answer, Some(Answer::Level(_) | Answer::Fit(_))) {
        parts.push(entry.grade().name().to_owned());
    }
    if has_notes {
        parts.extend(entry.artifacts.iter().map(|artifact| clean_line(artifact)));
        parts.extend(entry.note.as_deref().map(|note| format!("note: {}", clean_line(note))));
    }
    parts.join("; ")
}

/// What was settled, line by line: the statement by its place and its level, the reason, who dissents.
fn describe(questionnaire: &Questionnaire, question: &Question, settled: &Settled) -> Vec<String> {
    let mut what = match settled.value {
        None => "left open".to_owned(),
        Some(value) => self::value(question, value),
    };
    if settled.value.is_some() && settled.evidence != Evidence::Asserted {
        what.extend([" [", settled.evidence.name(), "]"]);
    }
    let mut lines = vec![what, format!("Reason: {}", sentence(&clean_line(&settled.reason)))];
    if !settled.dissent.is_empty() {
        lines.push(format!("Dissent: {}.", and_list(&role_names(questionnaire, &settled.dissent))));
    }
    lines
}

/// The statement settled on, by its place and its level; of a fit scale both places.
pub fn value(question: &Question, value: SettledValue) -> String {
    match value {
        SettledValue::Level(level) => levelled(question, level),
        SettledValue::Fit(fit) => format!(
            "organization {} / security {}",
            levelled(question, fit.organization),
            levelled(question, fit.security)
        ),
    }
}

/// What roles are called.
pub fn role_names<'q>(questionnaire: &'q Questionnaire, roles: &[usize]) -> Vec<&'q str> {
    roles.iter().filter_map(|&role| questionnaire.roles.get(role)).map(|role| role.short.as_str()).collect()
}

/// Everything recorded, to be read back, with what the answers said together. The questions have no numbers: places
/// and levels are two numberings already.
pub fn read_back(workshop: &Workshop<'_>) -> Notice {
    let questionnaire = workshop.questionnaire();
    let mut paragraphs = Vec::new();
    for item in workshop.items() {
        let question = &questionnaire.questions[item.question];
        let Some(settled) = workshop.settled(item.question) else { continue };
        paragraphs.push(clean_line(&question.ask));
        let mut lines = describe(questionnaire, question, settled).into_iter();
        paragraphs.extend(lines.next().map(|line| format!("   > {line}")));
        paragraphs.extend(lines.chain(shift(item, settled)).map(|line| format!("     {line}")));
    }
    Notice { title: "What was settled, read back".to_owned(), paragraphs }
}

/// How far what was settled lies from what the answers said together, in a sentence.
fn shift(item: &Item, settled: &Settled) -> Option<String> {
    let Some(SettledValue::Level(level)) = settled.value else { return None };
    let before = item.level?;
    let moved = f64::from(level) - before;
    let together = format!("the answers together (level {})", figures::level(before));
    Some(if moved.abs() < 0.05 {
        format!("That is where {together} stood.")
    } else {
        let side = if moved > 0.0 { "above" } else { "below" };
        format!("That is {} {side} {together}.", steps(moved, Levels::Hidden))
    })
}

/// A question on one line.
pub fn ask_line(question: &Question) -> String {
    clean_line(&question.ask)
}

/// The mechanism or objective that a question belongs to.
pub fn heading<'q>(questionnaire: &'q Questionnaire, question: &Question) -> &'q str {
    match question.place {
        Place::Mechanism { mechanism, .. } => &questionnaire.mechanisms[mechanism].name,
        Place::Outcome { objective, .. } => objective.name(),
    }
}
