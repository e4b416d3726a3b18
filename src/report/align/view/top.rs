//! What to see in ten seconds.

use jiff::civil::Date;

use super::{Facts, agreement, mostly_held_back, tendency};
use crate::{
    assessment::QuestionAlignment,
    framework::Side,
    report::{
        align::{
            pattern::{ENOUGH, lean},
            reading::{Lone, Upward},
        },
        view::{Figure, LEVEL},
        words,
    },
    text::count,
};

/// Entries of a list shown on the first screen.
const SHOWN: usize = 3;

/// What to see in ten seconds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Top {
    /// Agreement in per cent; a dash where it cannot be told.
    pub agreement: String,
    /// Its share 0..=1, where there is one.
    pub share: Option<f64>,
    /// What it stands for.
    pub words: String,
    /// The rest, each with a lead.
    pub blocks: Vec<Block>,
}

/// One finding, with its lead.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// What it is about.
    pub lead: String,
    /// What there is to say.
    pub text: String,
}

impl Top {
    pub(super) fn new(facts: Facts<'_>) -> Self {
        let reading = facts.reading;
        let disputed = reading.questions.iter().filter(|one| one.disputed).count();
        let noun = facts.noun();
        let in_part = mostly_held_back(&facts.report.voices, reading.questions.len(), disputed);
        // Agreement is no strength: it has no band.
        let figure = Figure::percent(reading.agreement);
        Self {
            agreement: figure.text,
            share: figure.share,
            words: in_part.unwrap_or_else(|| {
                agreement(reading.mean_disagreement, disputed, reading.questions.len(), settled(facts), noun)
            }),
            blocks: vec![
                block("Leadership and delivery", Some(gap(facts))),
                block("Farthest from the others", farthest(facts)),
                block("Has not reached leadership", blind(facts, Side::Leadership)),
                block("Has not reached delivery", blind(facts, Side::Delivery)),
                block("Upward communication", upward(facts)),
                block("Lone voices", lone(facts)),
                block("Split", split(facts)),
            ]
            .into_iter()
            .flatten()
            .collect(),
        }
    }
}

/// How many disputes a workshop settled, and when; `None` where there was none.
fn settled(facts: Facts<'_>) -> Option<(usize, Date)> {
    let day = facts.report.material.settlement?.settled_on;
    Some((facts.report.disputes.iter().filter(|one| one.is_settled()).count(), day))
}

fn block(lead: &str, text: Option<String>) -> Option<Block> {
    text.map(|text| Block { lead: lead.to_owned(), text })
}

/// Whether a side has a voice.
fn heard(facts: Facts<'_>, side: Side) -> bool {
    facts.reading.voices.iter().any(|voice| voice.side == Some(side))
}

/// Which side rates higher; where it cannot be told, why not.
fn gap(facts: Facts<'_>) -> String {
    let reading = facts.reading;
    let text = tendency(reading.mean_gap, reading.mean_absolute_gap, facts.noun(), "the two");
    if !text.is_empty() {
        return text;
    }
    let missing = match (heard(facts, Side::Leadership), heard(facts, Side::Delivery)) {
        _ if facts.report.voices.is_anonymous() => return untold(facts),
        (true, true) => "No question was answered by both, so the gap between them cannot be told.",
        (true, false) => "Nobody from delivery has answered, so the gap between them cannot be told.",
        (false, true) => "Nobody from leadership has answered, so the gap between them cannot be told.",
        (false, false) => "Neither has answered, so the gap between them cannot be told.",
    };
    missing.to_owned()
}

/// Why the two sides of an anonymous edition are not set against each other, and what would help.
fn untold(facts: Facts<'_>) -> String {
    let least = facts.report.voices.least();
    format!(
        "Cannot be shown without pointing at somebody: it takes {least} people of each who answered the same question, \
         and no third side with fewer. Ask more people, or leave the files of a side with fewer out of the call."
    )
}

/// The voices that on average stand highest above the others, and lowest below them; nothing with two, or where they
/// are about level.
fn farthest(facts: Facts<'_>) -> Option<String> {
    let voices = facts.reading.voices.len();
    let lean = |voice: usize| {
        let (lean, comparisons) = lean(facts.reading, voice)?;
        (comparisons >= ENOUGH).then_some((voice, lean))
    };
    let leans: Vec<(usize, f64)> = (0..voices).filter_map(lean).collect();
    let told = |found: Option<&(usize, f64)>, above: bool| {
        let (voice, lean) = found.filter(|(_, lean)| (*lean > 0.0) == above && lean.abs() >= LEVEL)?;
        let direction = if above { "above" } else { "below" };
        Some(format!("{} {} {direction}", facts.voice(*voice), words::levels(*lean)))
    };
    let by = |a: &&(usize, f64), b: &&(usize, f64)| a.1.total_cmp(&b.1);
    let ends = [told(leans.iter().max_by(by), true), told(leans.iter().min_by(by), false)];
    let ends: Vec<String> = ends.into_iter().flatten().collect();
    (voices > 2 && !ends.is_empty()).then(|| format!("{}, on average.", ends.join("; ")))
}

/// What one side does not know, although the other does; nothing where the two cannot be compared.
fn blind(facts: Facts<'_>, side: Side) -> Option<String> {
    if !heard(facts, Side::Leadership) || !heard(facts, Side::Delivery) {
        return None;
    }
    let knows = match side {
        Side::Leadership => Side::Delivery,
        _ => Side::Leadership,
    };
    if !knows_anything(facts, Some(knows)) && !facts.report.voices.is_anonymous() {
        return Some(format!("Cannot be told, since {} gave no level on anything.", knows.id()));
    }
    let spots = facts.reading.blind_spots.iter().filter(|(_, blind)| *blind == side);
    let labels: Vec<String> = spots.map(|(question, _)| facts.label(*question)).collect();
    let untold = if facts.report.voices.is_anonymous() { "Nothing that can be shown" } else { "Nothing" };
    Some(some_of(&labels).unwrap_or_else(|| format!("{untold}.")))
}

/// Whether anybody of a side, or anybody at all, gave a level.
fn knows_anything(facts: Facts<'_>, side: Option<Side>) -> bool {
    let mut own = facts.reading.voices.iter().filter(|voice| side.is_none() || voice.side == side);
    own.any(|voice| voice.said.iter().any(|said| said.level().is_some()))
}

/// The first of a list, and how many more; `None` where it is empty.
fn some_of(items: &[String]) -> Option<String> {
    let shown = items.get(..SHOWN.min(items.len())).filter(|shown| !shown.is_empty())?.join("; ");
    Some(match items.len().saturating_sub(SHOWN) {
        0 => format!("{shown}."),
        more => format!("{shown}; and {more} more."),
    })
}

/// How news of a weakness travels upwards, and how the sides see that.
fn upward(facts: Facts<'_>) -> Option<String> {
    let Upward { value, questions, known, sides } = facts.reading.upward?;
    if known == 0 {
        return Some("Cannot be told, since nobody knows the answer to any question about it.".to_owned());
    }
    let value = value.map(|value| {
        format!("{}, over {}.", Figure::percent(Some(value)).with_band(), count(questions, "question"))
    });
    let sides = sides.map(|(leadership, delivery, shared)| {
        let levels = format!(
            "leadership puts it at level {}, delivery at {}",
            words::level(leadership),
            words::level(delivery)
        );
        match shared {
            1 => format!("On the one question that both answered {levels}."),
            several => format!("On the {several} that both answered {levels}."),
        }
    });
    Some([value, sides].into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// Who stands alone, three levels or more from the farthest other view.
fn lone(facts: Facts<'_>) -> Option<String> {
    let reading = facts.reading;
    if reading.voices.len() < 3 || !knows_anything(facts, None) {
        return None;
    }
    let mut lone = reading.lone.clone();
    lone.sort_by(|a, b| away(b).total_cmp(&away(a)));
    let one = |one: &Lone| {
        let (low, high) = (words::answer(one.others.0), words::answer(one.others.1));
        let others = if low == high { low } else { format!("{low} to {high}") };
        let (who, level) = (facts.voice(one.voice), words::answer(one.level));
        format!("{who} {level} against {others} on {}", facts.label(one.question))
    };
    let texts: Vec<String> = lone.iter().map(one).collect();
    Some(some_of(&texts).unwrap_or_else(|| format!("No {} stands alone against the others.", facts.noun())))
}

/// The questions on which two voices lie as far apart, and nobody is alone; nothing where there is none.
fn split(facts: Facts<'_>) -> Option<String> {
    if facts.reading.voices.len() < 3 {
        return None;
    }
    let one =
        |seen: &QuestionAlignment| format!("{} ({})", facts.label(seen.question), words::levels(seen.range));
    let texts: Vec<String> = facts.reading.split().iter().map(one).collect();
    some_of(&texts)
}

/// From the farthest of the others.
fn away(one: &Lone) -> f64 {
    (one.level - one.others.0).abs().max((one.level - one.others.1).abs())
}
