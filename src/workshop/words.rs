//! What the workshop says: opening, who said what, read-back.

use super::docket::{Item, Why};
use super::machine::Workshop;
use super::session::Setting;
use super::views::{Table, Voice};
use crate::answers::{Answer, Settled, SettledValue};
use crate::framework::{ANSWERING_RULE, Evidence};
use crate::interview::Notice;
use crate::questionnaire::{Place, Question, Questionnaire};
use crate::report::words as figures;
use crate::text::{and_list, clean_line, count};

/// What is said before the first question.
pub fn opening(workshop: &Workshop<'_>, table: &Table<'_>, setting: &Setting<'_>) -> Notice {
    let questionnaire = workshop.questionnaire();
    let roles: Vec<&str> =
        table.roles().into_iter().map(|role| questionnaire.roles[role].id.as_str()).collect();
    let people = count(table.respondents(), "person");
    let verb = if table.respondents() == 1 { "has" } else { "have" };
    let mut paragraphs = vec![
        format!("{}: {people} {verb} answered ({}).", workshop.settlement().organization, and_list(&roles)),
        on_the_docket(workshop),
        "Everybody's answer stays in its file as it was given. What you settle stands beside it and takes its place \
         in the score, which shows both. To leave a question open, and to say what would decide it, is a result too."
            .to_owned(),
        "For each you first see who said what, by role and name, with the notes; those who wrote them should have \
         agreed to that. Let those who run it tell what happened the last time; the most \
         senior speaks last. Settle what is true today, not what is planned."
            .to_owned(),
        format!(
            "Each settlement is saved at once in {}, on this computer, readable by you alone; nothing is sent \
             anywhere. Whoever gets that file sees what was settled, the reasons, and the roles that dissent and agree \
             to be named. Reasons are facts: no names, no blame.",
            setting.file
        ),
        ANSWERING_RULE.to_owned(),
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
        (|why| *why == Why::Differs, "that is seen a little differently"),
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
pub fn views(workshop: &Workshop<'_>, table: &Table<'_>, item: &Item) -> Notice {
    let questionnaire = workshop.questionnaire();
    let question = &questionnaire.questions[item.question];
    let mut paragraphs = vec![clean_line(&question.ask), why(item)];
    for voice in table.voices(item.question) {
        paragraphs.push(format!("  {}", said(question, &voice)));
        paragraphs.extend(statements(question, voice.entry.answer));
        let support = support(&voice);
        if !support.is_empty() {
            paragraphs.push(format!("      [{support}]"));
        }
    }
    if let Some(probe) = &question.probe {
        paragraphs.push(format!("To ask: {}", clean_line(probe)));
    }
    if let Some(settled) = workshop.settled(item.question) {
        paragraphs.push(format!("Settled so far: {}", describe(questionnaire, question, settled)));
    }
    Notice {
        title: format!("Who said what: {}", figures::question(questionnaire, item.question)),
        paragraphs,
    }
}

/// Why a question is put, in a sentence.
fn why(item: &Item) -> String {
    match item.why {
        Why::Disputed { range, gap } => {
            let higher = match gap {
                Some(gap) if gap.abs() >= 0.05 => {
                    let side = if gap > 0.0 { "leadership" } else { "delivery" };
                    format!("; {side} sees it {} higher", figures::levels(gap))
                }
                _ => String::new(),
            };
            format!("The answers lie {} apart{higher}.", figures::levels(range))
        }
        Why::ScopeDispute => {
            "It applies to some and not to others. If it applies, settle the level.".to_owned()
        }
        Why::NobodyKnows => {
            "Nobody could answer it, so it counts as absent. Settle it only if somebody here can show it."
                .to_owned()
        }
        Why::Differs => "The answers differ, not far enough to be disputed.".to_owned(),
        Why::AskedFor => "You asked for this one.".to_owned(),
        Why::Settled => "It was settled before.".to_owned(),
    }
}

/// A respondent, and what kind of answer it was.
fn said(question: &Question, voice: &Voice<'_>) -> String {
    let what = match voice.entry.answer {
        None if question.asked.get(voice.role) == Some(&true) => "has not answered".to_owned(),
        None => "was not asked".to_owned(),
        Some(Answer::Level(level)) => format!("level {level}"),
        Some(Answer::Fit(_)) => "placed both".to_owned(),
        Some(Answer::Unknown) => "does not know".to_owned(),
        Some(Answer::NotApplicable) => "says that it does not apply".to_owned(),
    };
    format!("{}: {what}", voice.who)
}

/// The statements picked, each by its place.
fn statements(question: &Question, answer: Option<Answer>) -> Vec<String> {
    match answer {
        Some(Answer::Level(level)) => vec![format!("      {}", statement(question, level))],
        Some(Answer::Fit(fit)) => vec![
            format!("      organization: {}", statement(question, fit.organization)),
            format!("      security: {}", statement(question, fit.security)),
        ],
        Some(Answer::Unknown | Answer::NotApplicable) | None => Vec::new(),
    }
}

fn statement(question: &Question, place: u8) -> String {
    let text = question.statements.get(usize::from(place)).map_or("", String::as_str);
    format!("{}. {}", place + 1, clean_line(text))
}

/// What supports an answer, and its note.
fn support(voice: &Voice<'_>) -> String {
    let entry = voice.entry;
    let mut parts = Vec::new();
    if matches!(entry.answer, Some(Answer::Level(_) | Answer::Fit(_))) {
        parts.push(entry.grade().name().to_owned());
    }
    parts.extend(entry.artifacts.iter().map(|artifact| clean_line(artifact)));
    parts.extend(entry.note.as_deref().map(|note| format!("note: {}", clean_line(note))));
    parts.join("; ")
}

/// What was settled, in words: the statement by its place, and what stands beside it.
pub fn describe(questionnaire: &Questionnaire, question: &Question, settled: &Settled) -> String {
    let mut parts = vec![match settled.value {
        None => "left open".to_owned(),
        Some(value) => self::value(question, value),
    }];
    if settled.value.is_some() && settled.evidence != Evidence::Asserted {
        parts.push(format!("[{}]", settled.evidence.name()));
    }
    parts.push(format!("Reason: {}", clean_line(&settled.reason)));
    if !settled.dissent.is_empty() {
        parts.push(format!("Dissent: {}.", and_list(&role_ids(questionnaire, &settled.dissent))));
    }
    parts.join(" ")
}

/// The statement settled on, by its place; of a fit scale both.
pub fn value(question: &Question, value: SettledValue) -> String {
    match value {
        SettledValue::Level(level) => statement(question, level),
        SettledValue::Fit(fit) => format!(
            "organization {} / security {}",
            statement(question, fit.organization),
            statement(question, fit.security)
        ),
    }
}

/// The ids of roles.
pub fn role_ids<'q>(questionnaire: &'q Questionnaire, roles: &[usize]) -> Vec<&'q str> {
    roles.iter().filter_map(|&role| questionnaire.roles.get(role)).map(|role| role.id.as_str()).collect()
}

/// Everything recorded, to be read back, with what the answers said together.
pub fn read_back(workshop: &Workshop<'_>) -> Notice {
    let questionnaire = workshop.questionnaire();
    let mut paragraphs = Vec::new();
    for (number, item) in workshop.items().iter().enumerate() {
        let question = &questionnaire.questions[item.question];
        let Some(settled) = workshop.settled(item.question) else { continue };
        paragraphs.push(format!("{}. {}", number + 1, clean_line(&question.ask)));
        paragraphs.push(format!("   > {}", describe(questionnaire, question, settled)));
        paragraphs.extend(shift(item, settled).map(|shift| format!("     {shift}")));
    }
    Notice { title: "What was settled, read back".to_owned(), paragraphs }
}

/// How far what was settled lies from what the answers said together.
fn shift(item: &Item, settled: &Settled) -> Option<String> {
    let Some(SettledValue::Level(level)) = settled.value else { return None };
    let before = item.level?;
    let moved = f64::from(level) - before;
    let by = if moved.abs() < 0.05 {
        "where the answers together stood".to_owned()
    } else {
        format!("{} {}", figures::levels(moved), if moved > 0.0 { "higher" } else { "lower" })
    };
    Some(format!("(level {level}; the answers together: {}, so {by})", figures::level(before)))
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
