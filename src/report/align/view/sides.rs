//! The chain from the executive to those who run IT, what has not reached whom, and where people of one role differ.

use super::{Facts, short, talk};
use crate::{
    answers::{Answer, Answers},
    framework::Side,
    report::{
        align::{
            Edition,
            reading::{Break, Link},
            voice::{Said, Voice},
        },
        words,
    },
    text::{and_list, clean_line, count},
};

/// Questions shown on which a link breaks.
const BREAKS: usize = 3;

/// One link of the chain.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkView {
    /// Who should hear from whom: "ceo → cio".
    pub title: String,
    /// Which of them rates higher, and over how many questions.
    pub gap: String,
    /// Where it breaks widest.
    pub breaks: Vec<String>,
}

/// What has not reached one side.
#[derive(Debug, Clone, PartialEq)]
pub struct NotReached {
    /// Whom.
    pub title: &'static str,
    /// In words: which side does not know what the other does.
    pub meaning: &'static str,
    /// The questions.
    pub rows: Vec<BlindSpotRow>,
}

/// A question that one side can answer and the other cannot.
#[derive(Debug, Clone, PartialEq)]
pub struct BlindSpotRow {
    /// Short name.
    pub label: String,
    /// Who gave which level, and who does not know.
    pub who: String,
    /// What a workshop made of it; empty where it made nothing.
    pub settled: String,
    /// Notes, each with whose it is; empty unless for the facilitator.
    pub notes: Vec<String>,
}

/// A question that applies to some and not to others.
#[derive(Debug, Clone, PartialEq)]
pub struct ScopeRow {
    /// Short name, and for whom it does not apply.
    pub text: String,
    /// Why it does not, each with whose reason it is, and the others' notes; empty unless for the facilitator.
    pub notes: Vec<String>,
}

/// The chain, link by link.
pub(super) fn chain(facts: Facts<'_>) -> Vec<LinkView> {
    facts.reading.chain.iter().map(|link| one_link(facts, link)).collect()
}

fn one_link(facts: Facts<'_>, link: &Link) -> LinkView {
    let (upper, lower) = (facts.voice(link.pair.a), facts.voice(link.pair.b));
    let gap = match link.pair.gap {
        None => "no question that both answered".to_owned(),
        Some(gap) if gap.abs() < 0.05 => {
            format!("the same on average over {}", count(link.pair.questions, "shared question"))
        }
        Some(gap) => {
            let higher = if gap > 0.0 { upper } else { lower };
            let questions = count(link.pair.questions, "shared question");
            format!("{higher} rates higher by {} on average over {questions}", words::levels(gap))
        }
    };
    let one = |one: &Break| {
        let levels =
            format!("{upper}\u{a0}{}, {lower}\u{a0}{}", words::answer(one.upper), words::answer(one.lower));
        format!("{}: {levels}", facts.label(one.question))
    };
    LinkView {
        title: format!("{upper} → {lower}"),
        gap,
        breaks: link.breaks.iter().take(BREAKS).map(one).collect(),
    }
}

/// What one side knows and the other does not.
pub(super) fn not_reached(facts: Facts<'_>) -> Vec<NotReached> {
    [
        (Side::Leadership, "Has not reached leadership", "Delivery could answer, leadership could not."),
        (Side::Delivery, "Has not reached delivery", "Leadership could answer, delivery could not."),
    ]
    .into_iter()
    .filter_map(|(side, title, meaning)| {
        let spots = facts.reading.blind_spots.iter().filter(|(_, blind)| *blind == side);
        let rows: Vec<BlindSpotRow> = spots.map(|(question, _)| spot(facts, *question)).collect();
        (!rows.is_empty()).then_some(NotReached { title, meaning, rows })
    })
    .collect()
}

fn spot(facts: Facts<'_>, question: usize) -> BlindSpotRow {
    let voices = &facts.reading.voices;
    let level = |voice: &Voice| {
        let level = voice.said[question].level()?;
        Some(format!("{}\u{a0}{}", short(voice), words::answer(level)))
    };
    let levels: Vec<String> = voices.iter().filter_map(level).collect();
    let unknown: Vec<&str> =
        voices.iter().filter(|voice| voice.said[question] == Said::Unknown).map(short).collect();
    let verb = if unknown.len() == 1 { "does" } else { "do" };
    let unknown = (!unknown.is_empty()).then(|| format!("{} {verb} not know", and_list(&unknown)));
    let levels = Some(levels.join(", ")).filter(|levels| !levels.is_empty());
    let who = [levels, unknown].into_iter().flatten().collect::<Vec<_>>().join("; ");
    let outcome = facts.report.table(facts.reading).outcome(question);
    let settled = outcome.map(|outcome| match outcome.level {
        Some(level) => format!(
            "settled at {level}, {}: “{}”",
            outcome.evidence.name(),
            words::statement(facts.report.material.questionnaire, question, f64::from(level))
        ),
        None => "left open in a workshop".to_owned(),
    });
    BlindSpotRow {
        label: facts.label(question),
        who,
        settled: settled.unwrap_or_default(),
        notes: talk::notes_on(facts, question),
    }
}

/// Questions that apply to some and not to others.
pub(super) fn scope_disputes(facts: Facts<'_>) -> Vec<ScopeRow> {
    let report = facts.report;
    let one = |&question: &usize| {
        let said = facts.reading.voices.iter().filter(|voice| voice.said[question] == Said::NotApplicable);
        let roles: Vec<&str> = said.map(short).collect();
        let who = if roles.is_empty() {
            String::new()
        } else {
            format!(": does not apply for {}", and_list(&roles))
        };
        ScopeRow { text: format!("{}{who}", facts.label(question)), notes: talk::notes_on(facts, question) }
    };
    report.scope_disputes().iter().map(one).collect()
}

/// Where people of one role differ by two levels or more, for the facilitator with their names; nothing where nobody
/// may be recognized.
pub(super) fn within_roles(facts: Facts<'_>) -> Vec<String> {
    let report = facts.report;
    let Some(alignment) = report.material.assessment.alignment.as_ref() else { return Vec::new() };
    if report.voices.is_anonymous() {
        return Vec::new();
    }
    let one = |one: &crate::assessment::WithinRole| {
        let role = &report.material.questionnaire.roles[one.role].short;
        let at = |level: u8| format!("{level}{}", who(facts, one.question, one.role, level));
        format!("{role}, from {} to {}: {}", at(one.low), at(one.high), facts.label(one.question))
    };
    alignment.within_roles.iter().map(one).collect()
}

/// Who of a role gave this level, by name, in brackets; for the facilitator alone, and where names are known.
fn who(facts: Facts<'_>, question: usize, role: usize, level: u8) -> String {
    let report = facts.report;
    if report.edition != Edition::Facilitator {
        return String::new();
    }
    let gave = |one: &&&Answers| {
        let answer = one.entries.get(question).and_then(|entry| entry.answer);
        one.respondent.role == role && answer.and_then(Answer::level) == Some(level)
    };
    let own = report.material.answers.iter().filter(gave);
    let mut names: Vec<String> =
        own.filter_map(|one| one.respondent.name.as_deref()).map(clean_line).collect();
    names.retain(|name| !name.is_empty());
    names.sort();
    if names.is_empty() { String::new() } else { format!(" ({})", and_list(&names)) }
}
