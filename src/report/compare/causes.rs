//! The verdict in words, and why, as far as the numbers tell.

use super::{Facts, Move, scope};
use crate::{
    assessment::TOLERANCE,
    assessment::comparison::{Comparison, Event, Person, Presence, Verdict},
    report::words,
    text::{and_list, clean_line, count, plural},
};

/// How many mechanisms are named that rose, and that fell.
const NAMED: usize = 2;

/// Whether strength moved, with what noise would be.
pub(super) fn sentence(facts: Facts<'_>) -> String {
    let comparison = facts.comparison;
    let strength = comparison.overall.strength;
    if comparison.is_still() {
        return "Nothing moved: the same answers, from the same people.".to_owned();
    }
    let shift = Move::percent(strength);
    match (comparison.verdict, strength.by(), comparison.detectable) {
        (Verdict::BeyondNoise, Some(by), Some(least)) => {
            let (by, least) = told_apart(&shift, by, least);
            format!("Strength is {by}: more than noise, which here is less than {least}.")
        }
        (Verdict::WithinNoise, Some(by), Some(least)) => {
            let (by, least) = told_apart(&shift, by, least);
            format!(
                "Strength is {by}: within noise, which here is less than {least}. Read what moved, not the headline."
            )
        }
        (Verdict::Unchanged, ..) => "Strength stands where it stood; below it, something moved.".to_owned(),
        (_, Some(_), None) => format!(
            "Strength is {}; nothing says what noise would be, for a kind stands at nothing.",
            shift.in_points().unwrap_or_default()
        ),
        _ => unclear(comparison),
    }
}

fn unclear(comparison: &Comparison<'_>) -> String {
    let strength = comparison.overall.strength;
    let when = match (strength.before, strength.after) {
        (None, None) => "at neither point",
        (None, _) => "not before",
        _ => "not any more",
    };
    let (over, why) = if comparison.same_questions() {
        ("Strength", "too little of a kind is answered")
    } else {
        ("Over what is asked both times, strength", "too little of a kind is left")
    };
    format!("{over} has a value {when}, so no change can be told: {why}.")
}

/// Both in whole points as shown; with a decimal where these would belie the verdict.
fn told_apart(shift: &Move, by: f64, least: f64) -> (String, String) {
    let number = |text: &str| text.trim_start_matches(['+', '−']).parse::<i64>().unwrap_or_default();
    let limit = words::points(least);
    let noise = number(limit.split(' ').next().unwrap_or_default());
    let beyond = by.abs() >= least - TOLERANCE;
    match shift.in_points() {
        Some(said) if (number(&shift.by) >= noise) == beyond => (said, limit),
        _ => {
            let way = if by < 0.0 { "down" } else { "up" };
            let fine = |value: f64| format!("{} points", words::distance(100.0 * value));
            (format!("{way} {}", fine(by)), fine(least))
        }
    }
}

/// What moved, who answered and what was asked; nothing where nothing moved.
pub(super) fn causes(facts: Facts<'_>) -> Vec<String> {
    if facts.comparison.is_still() {
        return Vec::new();
    }
    let comparison = facts.comparison;
    let parts = [asked(facts), kinds(comparison), mechanisms(comparison), questions(comparison), who(facts)];
    parts.into_iter().flatten().collect()
}

/// `Social alignment is up 5 points, Technical competence down 1 point.`
fn kinds(comparison: &Comparison<'_>) -> Option<String> {
    let mut moved: Vec<(f64, String)> = comparison
        .kinds
        .iter()
        .filter_map(|one| {
            let said = Move::percent(one.coverage).in_points()?;
            Some((one.coverage.by()?, format!("{} {said}", one.kind.name())))
        })
        .collect();
    moved.sort_by(|a, b| b.0.total_cmp(&a.0));
    let said: Vec<String> = moved.into_iter().map(|(_, said)| said).collect();
    (!said.is_empty()).then(|| format!("Kinds: {}.", said.join(", ")))
}

/// The mechanisms that rose most and fell most.
fn mechanisms(comparison: &Comparison<'_>) -> Option<String> {
    let mut moved: Vec<(String, f64)> = comparison
        .mechanisms
        .iter()
        .filter(|one| one.coverage.moved())
        .filter_map(|one| {
            let said = format!("{}\u{a0}{}", clean_line(one.name), Move::level(one.coverage).by);
            Some((said, one.coverage.by()?))
        })
        .collect();
    moved.sort_by(|a, b| b.1.total_cmp(&a.1));
    let up = named(moved.iter().filter(|one| one.1 > 0.0));
    let down = named(moved.iter().rev().filter(|one| one.1 < 0.0));
    let sentence = match (up.is_empty(), down.is_empty()) {
        (true, true) => return None,
        (false, true) => format!("Most gained, in levels: {}; none fell.", and_list(&up)),
        (true, false) => format!("Most lost, in levels: {}; none rose.", and_list(&down)),
        (false, false) => {
            format!("Most gained, in levels: {}. Most lost: {}.", and_list(&up), and_list(&down))
        }
    };
    Some(sentence)
}

/// The first of these, by fractions, and whatever moved as far as the last of them as levels are shown.
fn named<'a>(moved: impl Iterator<Item = &'a (String, f64)>) -> Vec<String> {
    let moved: Vec<&(String, f64)> = moved.collect();
    let last = moved.iter().take(NAMED).next_back().map(|one| words::distance(5.0 * one.1));
    let as_far = |one: &&&(String, f64)| Some(words::distance(5.0 * one.1)) == last;
    let more = moved.iter().skip(NAMED).take_while(as_far);
    moved.iter().take(NAMED).chain(more).map(|one| one.0.clone()).collect()
}

/// How many questions gained, lost or stayed.
fn questions(comparison: &Comparison<'_>) -> Option<String> {
    let all = comparison.questions.len();
    let number = |event: Event| comparison.questions.iter().filter(|one| one.has(event)).count();
    let (gained, lost) = (number(Event::Gain), number(Event::Loss));
    (all > 0)
        .then(|| format!("Of {} asked both times, {gained} gained and {lost} lost.", count(all, "question")))
}

/// Who answered; a change in that is a cause by itself.
fn who(facts: Facts<'_>) -> Option<String> {
    let people = &facts.comparison.people;
    let changed = people_changed(facts.comparison);
    if changed.is_empty() {
        return match people.len() {
            0 => None,
            1 => Some("The same person answered.".to_owned()),
            number => Some(format!("The same {number} people answered.")),
        };
    }
    Some(format!("Who answered changed, which moves numbers by itself: {}.", changed.join("; ")))
}

pub(super) fn people_changed(comparison: &Comparison<'_>) -> Vec<String> {
    let of = |presence: Presence| -> Vec<String> {
        let found = comparison.people.iter().filter(|one| one.presence == presence);
        found.map(|one: &Person<'_>| one.role.short.clone()).collect()
    };
    let (came, went, replaced) = (of(Presence::Came), of(Presence::Went), of(Presence::Replaced));
    let mut said = Vec::new();
    if !came.is_empty() {
        said.push(format!("{} answered only later", and_list(&came)));
    }
    if !went.is_empty() {
        said.push(format!("{} only before", and_list(&went)));
    }
    if !replaced.is_empty() {
        said.push(format!("another person answered for {}", and_list(&replaced)));
    }
    said
}

/// Who answered, where it changed: a line for each.
pub(super) fn people(comparison: &Comparison<'_>) -> Vec<String> {
    let line = |one: &Person<'_>| match one.presence {
        Presence::Stayed => None,
        Presence::Replaced => Some(format!("{}: another person than before", one.role.short)),
        Presence::Came => Some(format!("{}: answered only at the later point", one.role.short)),
        Presence::Went => Some(format!("{}: answered only at the earlier point", one.role.short)),
    };
    comparison.people.iter().filter_map(line).collect()
}

/// What was asked, where that is not the same.
fn asked(facts: Facts<'_>) -> Option<String> {
    let [before, after] = facts.points;
    let comparison = facts.comparison;
    let mut said = Vec::new();
    if before.assessment.scope != after.assessment.scope {
        let (from, to) = (scope(before.assessment.scope), scope(after.assessment.scope));
        said.push(format!("{from} came first, and then {to}"));
    } else if !comparison.same_questions() {
        let number = comparison.unmatched.len();
        let verb = if number == 1 { "was" } else { "were" };
        said.push(format!("{} {verb} asked only once", count(number, "question")));
    }
    let shown = comparison.own;
    let mut sentences = Vec::new();
    if !said.is_empty() {
        let number = comparison.questions.len();
        let own = match (shown.before, shown.after) {
            (None, None) => String::new(),
            (before, after) => {
                let told =
                    |value: Option<f64>| value.map_or_else(|| words::NO_VALUE.to_owned(), words::percent);
                format!(" Each in full, strength was {} and is {}.", told(before), told(after))
            }
        };
        sentences.push(format!(
            "What was asked changed: {}. Every number here is over the {number} {} asked both times.{own}",
            said.join(" and "),
            plural(number, "question"),
        ));
    }
    if comparison.rules_differ {
        sentences.push(
            "The later version also weighs or places some of these otherwise, which moves numbers by itself."
                .to_owned(),
        );
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}
