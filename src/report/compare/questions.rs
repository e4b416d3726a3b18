//! What happened to questions, with what was said of them at both points.

use super::{Facts, Move, figures::Direction};
use crate::{
    answers::{Answer, Entry},
    assessment::{
        Positions, State,
        comparison::{Event, QuestionChange, Voice},
    },
    report::words,
    text::clean_line,
};

/// Questions to which the same thing happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// What happened.
    pub title: &'static str,
    /// What it means; may be empty.
    pub note: &'static str,
    /// The questions, the largest change first.
    pub rows: Vec<QuestionRow>,
    /// Whether it is of gains or of losses, rather than of what else happened.
    pub mover: bool,
    /// Whether what people said belongs here, or stands under another heading.
    pub voiced: bool,
}

/// One question.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionRow {
    /// Its id.
    pub id: String,
    /// Its short name.
    pub label: String,
    /// `1.4 → 2.0 (+0.6)`, or what it was and is.
    pub shift: String,
    /// Which way its value went.
    pub direction: Direction,
    /// How far, in thousandths of a level, or of a fit.
    pub size: i64,
    /// The statement that held before, and the one that holds now; `None` where they are the same or there is none.
    pub statements: Option<[String; 2]>,
    /// What respondents said differently.
    pub voices: Vec<VoiceRow>,
}

/// What one role said at both points.
#[derive(Debug, Clone, PartialEq)]
pub struct VoiceRow {
    /// The role, and whether another person answers for it.
    pub role: String,
    /// `3 → 2`, or the answer that stayed.
    pub answer: String,
    /// The earlier note; empty where there was none.
    pub before: String,
    /// The later note; empty where there is none, or where it is the same.
    pub after: String,
}

/// What happened, its title and note, whether voices are given.
type Heading = (&'static [Event], &'static str, &'static str, bool);

/// In the order in which they are shown.
const HEADINGS: [Heading; 11] = [
    (
        &[Event::Gain],
        "Gains",
        "Largest first. What people said then and now stands beside it, by role.",
        true,
    ),
    (
        &[Event::Loss],
        "Regressions",
        "Largest first. A fall may also be old news: something found out, or agreed on.",
        true,
    ),
    (&[Event::Shift], "Shifted, with the same fit", "", true),
    (&[Event::FoundOut], "Found out", "A “don't know” of somebody became an answer.", true),
    (&[Event::LostSight], "No longer known", "Somebody who had an answer now says “don't know”.", true),
    (&[Event::Answered, Event::Applies], "Newly answered", "", true),
    (&[Event::Dropped, Event::LeftOut], "No longer answered, or no longer applying", "", true),
    (&[Event::EvidenceGained], "Better evidence", "", false),
    (&[Event::EvidenceLost], "Weaker evidence", "", false),
    (
        &[Event::Agreed, Event::Settled],
        "No longer disputed, or settled since",
        "The people asked stood too far apart before, or a workshop has settled it.",
        false,
    ),
    (&[Event::Disputed, Event::Unsettled], "Newly disputed, or no longer settled", "", false),
];

/// How many of them are of gains and losses.
const MOVERS: usize = 2;

impl Section {
    /// The first so many rows, and those after them that moved as far as the last.
    pub fn largest(&self, number: usize) -> &[QuestionRow] {
        let last = self.rows.iter().take(number).next_back().map(|row| row.size);
        let as_far = self.rows.iter().skip(number).take_while(|row| Some(row.size) == last).count();
        &self.rows[..self.rows.len().min(number + as_far)]
    }

    pub(super) fn all(facts: Facts<'_>) -> Vec<Self> {
        Self::under(facts, &HEADINGS)
    }

    /// What gained and what lost.
    pub(super) fn movers(facts: Facts<'_>) -> Vec<Self> {
        Self::under(facts, &HEADINGS[..MOVERS])
    }

    fn under(facts: Facts<'_>, headings: &[Heading]) -> Vec<Self> {
        let one = |&(events, title, note, voiced): &Heading| {
            let mut found: Vec<&QuestionChange<'_>> = facts
                .comparison
                .questions
                .iter()
                .filter(|one| events.iter().any(|&event| one.has(event)))
                .collect();
            let size = |one: &QuestionChange<'_>| (one.value.by().unwrap_or_default().abs() * 1e9).round();
            found.sort_by(|a, b| size(b).total_cmp(&size(a)));
            let rows: Vec<QuestionRow> =
                found.into_iter().map(|one| QuestionRow::new(facts, one, events, voiced)).collect();
            let mover = HEADINGS[..MOVERS].iter().any(|heading| heading.1 == title);
            (!rows.is_empty()).then_some(Self { title, note, rows, mover, voiced })
        };
        headings.iter().filter_map(one).collect()
    }
}

impl QuestionRow {
    fn new(facts: Facts<'_>, change: &QuestionChange<'_>, events: &[Event], voiced: bool) -> Self {
        // What was said stands under the first heading that gives voices, and not under each once more.
        let told = |heading: &&Heading| heading.0.iter().any(|&event| change.has(event));
        let first = HEADINGS.iter().find(|heading| heading.3 && told(heading)).map(|heading| heading.0);
        let voices = voiced && first == Some(events);
        let moved = change.value.by().map_or(Direction::Open, |by| match by {
            by if by.abs() <= crate::assessment::TOLERANCE => Direction::Same,
            by if by > 0.0 => Direction::Up,
            _ => Direction::Down,
        });
        Self {
            id: change.id.to_owned(),
            label: words::question(facts.points[1].questionnaire, change.index[1]),
            shift: shift(change, events) + if voiced && !voices { "; see above" } else { "" },
            direction: moved,
            size: words::tenths_of_points(5.0 * change.value.by().unwrap_or_default()).abs(),
            statements: statements(facts, change).filter(|_| voices),
            voices: change.voices.iter().filter(|_| voices).map(VoiceRow::new).collect(),
        }
    }
}

/// What it was and is, with regard to what happened.
fn shift(change: &QuestionChange<'_>, events: &[Event]) -> String {
    let arrow = |before: String, after: String| {
        if before == after { after } else { format!("{before} → {after}") }
    };
    if events.contains(&Event::EvidenceGained) || events.contains(&Event::EvidenceLost) {
        let name =
            |one: Option<crate::framework::Evidence>| one.map_or("none", crate::framework::Evidence::name);
        return arrow(name(change.evidence[0]).to_owned(), name(change.evidence[1]).to_owned());
    }
    let state = |side: usize, level: Option<f64>| match (level, change.fit[side]) {
        (Some(level), _) => words::level(level),
        (None, Some(fit)) => positions(fit),
        (None, None) => told(change.states[side]).to_owned(),
    };
    let mut text = arrow(state(0, change.level.before), state(1, change.level.after));
    if change.value.by().is_some_and(|by| by.abs() > crate::assessment::TOLERANCE) {
        let by = match change.level.by() {
            Some(_) => Move::level(change.value).by,
            None => format!("fit {}", Move::percent(change.value).by),
        };
        text.extend([" (", &by, ")"]);
    }
    let remark = match (events.contains(&Event::Settled), change.settled) {
        (true, [false, true]) => ", settled by a workshop",
        _ => "",
    };
    text + remark
}

fn positions(fit: Positions) -> String {
    format!("organization {}, security {}", words::answer(fit.organization), words::answer(fit.security))
}

const fn told(state: State) -> &'static str {
    match state {
        State::Known => "known",
        State::Unknown => "don't know",
        State::NotApplicable => "does not apply",
        State::Unanswered => "not answered",
    }
}

/// The statements that held before and hold now, where the whole level is another.
fn statements(facts: Facts<'_>, change: &QuestionChange<'_>) -> Option<[String; 2]> {
    let (before, after) = (change.level.before?, change.level.after?);
    let other = words::whole_level(before) != words::whole_level(after);
    let said = |side: usize, level: f64| {
        words::statement(facts.points[side].questionnaire, change.index[side], level)
    };
    other.then(|| [said(0, before), said(1, after)])
}

impl VoiceRow {
    fn new(voice: &Voice<'_>) -> Self {
        let note = |entry: Option<&Entry>| {
            entry.and_then(|entry| entry.note.as_deref()).map(clean_line).unwrap_or_default()
        };
        let (before, after) = (note(voice.before), note(voice.after));
        let called = &voice.role.short;
        let role = if voice.replaced { format!("{called} (another person)") } else { called.clone() };
        let answers = [answer(voice.before), answer(voice.after)];
        let answer = if answers[0] == answers[1] {
            format!("still {}", answers[1])
        } else {
            format!("{} → {}", answers[0], answers[1])
        };
        let after = if after == before { String::new() } else { after };
        Self { role, answer, before, after }
    }
}

fn answer(entry: Option<&Entry>) -> String {
    match entry.and_then(|entry| entry.answer) {
        Some(Answer::Level(level)) => level.to_string(),
        Some(Answer::Fit(pair)) => format!("{}/{}", pair.organization, pair.security),
        Some(Answer::Unknown) => "don't know".to_owned(),
        Some(Answer::NotApplicable) => "does not apply".to_owned(),
        None => "no answer".to_owned(),
    }
}
