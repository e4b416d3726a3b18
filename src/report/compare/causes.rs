//! The verdict in words, and why, as far as the numbers tell.

use super::{Facts, Move, scope};
use crate::{
    assessment::State,
    assessment::TOLERANCE,
    assessment::comparison::{Comparison, Event, Person, Presence, QuestionChange, Verdict},
    report::words,
    text::{and_list, clean_line, count, plural},
};

/// How many mechanisms are named that rose, and that fell.
const NAMED: usize = 2;

/// Whether strength moved, with what noise would be, and whether what moved is what is known.
pub(super) fn sentence(facts: Facts<'_>) -> String {
    let comparison = facts.comparison;
    if comparison.is_still() {
        let who = if named(comparison) { "people" } else { "roles" };
        return format!("Nothing moved: the same answers, from the same {who}.");
    }
    let strength = comparison.overall.strength;
    let shift = Move::percent(strength).in_points().unwrap_or_default();
    match (comparison.verdict, strength.by(), comparison.detectable) {
        (Verdict::BeyondNoise, Some(by), Some(least)) => {
            let (by, least) = told_apart(&shift, by, least);
            let known = by_knowledge(facts);
            format!("Strength is {by}: more than noise, which here is less than {least}.{known}")
        }
        (Verdict::WithinNoise, Some(by), Some(least)) => {
            let (by, least) = told_apart(&shift, by, least);
            let known = by_knowledge(facts);
            format!(
                "Strength is {by}: within noise, which here is less than {least}. Read what moved, not the \
                 headline.{known}"
            )
        }
        (Verdict::Unchanged, ..) => "Strength stands where it stood; below it, something moved.".to_owned(),
        (_, Some(_), None) => format!(
            "Strength is {shift}; nothing says what noise would be, for a kind stands at nothing.{}",
            by_knowledge(facts)
        ),
        _ => unclear(comparison),
    }
}

/// That what moved is what is known, where it is; begins with a blank.
fn by_knowledge(facts: Facts<'_>) -> String {
    let comparison = facts.comparison;
    if !comparison.is_by_knowledge() {
        return String::new();
    }
    // What is observed enters no strength.
    let counts = |one: &&QuestionChange<'_>| {
        let question = &facts.points[1].questionnaire.questions[one.index[1]];
        one.states == [State::Known; 2] && !question.is_outcome()
    };
    let number = comparison.questions.iter().filter(counts).count();
    let asked = plural(number, "question");
    let done = comparison.overall.strength_known_both;
    if done.by().is_none() {
        return format!(
            " Too little was known both times ({number} {asked}) to tell what is done from what is known."
        );
    }
    let moved = Move::percent(done).in_points();
    let moved = moved.map_or_else(|| "stands where it stood".to_owned(), |moved| format!("is {moved}"));
    format!(
        " What moved is what is known, not what is done: over the {number} {asked} known both times, strength {moved}."
    )
}

fn unclear(comparison: &Comparison<'_>) -> String {
    let strength = comparison.overall.strength;
    let when = match (strength.before, strength.after) {
        (None, None) => "had no value before and has none now",
        (None, _) => "had no value before",
        _ => "has no value any more",
    };
    let (over, why) = if comparison.same_questions() {
        ("Strength", "too little of a kind is answered")
    } else {
        ("Over the questions in both, strength", "too little of a kind is left")
    };
    format!("{over} {when}, so no change can be told: {why}.")
}

/// Both in tenths of a point; with a decimal more where these would belie the verdict.
fn told_apart(shift: &str, by: f64, least: f64) -> (String, String) {
    let beyond = by.abs() >= least - TOLERANCE;
    let tenths = |value: f64| words::tenths_of_points(value).abs();
    if (tenths(by) >= tenths(least)) == beyond {
        return (shift.to_owned(), words::tenths(least));
    }
    let way = if by < 0.0 { "down" } else { "up" };
    let fine = |value: f64| format!("{:.2} points", 100.0 * value.abs());
    (format!("{way} {}", fine(by)), fine(least))
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
    let up = largest(moved.iter().filter(|one| one.1 > 0.0));
    let down = largest(moved.iter().rev().filter(|one| one.1 < 0.0));
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
fn largest<'a>(moved: impl Iterator<Item = &'a (String, f64)>) -> Vec<String> {
    let moved: Vec<&(String, f64)> = moved.collect();
    let last = moved.iter().take(NAMED).next_back().map(|one| words::distance(5.0 * one.1));
    let as_far = |one: &&&(String, f64)| Some(words::distance(5.0 * one.1)) == last;
    let more = moved.iter().skip(NAMED).take_while(as_far);
    moved.iter().take(NAMED).chain(more).map(|one| one.0.clone()).collect()
}

/// How many questions gained and lost, and of how many more or less is known.
fn questions(comparison: &Comparison<'_>) -> Option<String> {
    let all = comparison.questions.len();
    let number = |events: &[Event]| {
        comparison.questions.iter().filter(|one| events.iter().any(|event| one.has(*event))).count()
    };
    let (gained, lost) = (number(&[Event::Gain]), number(&[Event::Loss]));
    let known = [
        (number(&[Event::FoundOut]), "found out"),
        (number(&[Event::Answered, Event::Applies]), "newly answered"),
        (number(&[Event::LostSight]), "no longer known"),
        (number(&[Event::Dropped, Event::LeftOut]), "no longer answered"),
    ];
    let known: Vec<String> =
        known.iter().filter(|one| one.0 > 0).map(|(number, what)| format!("{number} {what}")).collect();
    let known = if known.is_empty() { String::new() } else { format!("; {}", and_list(&known)) };
    let asked = plural(all, "question");
    (all > 0).then(|| format!("Of the {all} {asked} in both, {gained} gained and {lost} lost{known}."))
}

/// Who answered; a change in that is a cause by itself.
fn who(facts: Facts<'_>) -> Option<String> {
    let people = &facts.comparison.people;
    let changed = people_changed(facts.comparison);
    if !changed.is_empty() {
        return Some(format!("Who answered changed, which moves numbers by itself: {}.", changed.join("; ")));
    }
    let untold = untold(facts.comparison);
    if !untold.is_empty() {
        return Some(format!("{}.", untold.join("; ")));
    }
    match (people.len(), named(facts.comparison)) {
        (0, _) => None,
        (1, true) => Some("The same person answered.".to_owned()),
        (number, true) => Some(format!("The same {number} people answered.")),
        (1, false) => Some("The same role answered.".to_owned()),
        (_, false) => Some("The same roles answered.".to_owned()),
    }
}

/// Whether everybody bears one name at both points: without it, only the role is known to be the same.
fn named(comparison: &Comparison<'_>) -> bool {
    comparison.people.iter().all(Person::by_name)
}

/// `2 unnamed people of CISO: who is who cannot be told`, for each role of which that is so.
fn untold(comparison: &Comparison<'_>) -> Vec<String> {
    let unclear = |one: &&Person<'_>| one.presence == Presence::Unclear;
    let of_role = |role: &[Person<'_>]| {
        role.iter().find(unclear)?;
        let nameless = |answers: Option<&crate::answers::Answers>| {
            usize::from(answers.is_some_and(|one| one.respondent.name.is_none()))
        };
        let sums = role.iter().fold((0, 0), |(before, after), one| {
            (before + nameless(one.before), after + nameless(one.after))
        });
        let number = sums.0.max(sums.1);
        let people = if number == 1 { "person" } else { "people" };
        Some(format!("{number} unnamed {people} of {}: who is who cannot be told", role[0].role.short))
    };
    comparison.people.chunk_by(|one, next| one.role.id == next.role.id).filter_map(of_role).collect()
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
    if !said.is_empty() {
        said.extend(untold(comparison));
    }
    said
}

/// Who answered, where it changed: a line for each.
pub(super) fn people(comparison: &Comparison<'_>) -> Vec<String> {
    let line = |one: &Person<'_>| match one.presence {
        Presence::Stayed | Presence::Unclear => None,
        Presence::Replaced => Some(format!("{}: another person than before", one.role.short)),
        Presence::Came => Some(format!("{}: answered only at the later point", one.role.short)),
        Presence::Went => Some(format!("{}: answered only at the earlier point", one.role.short)),
    };
    comparison.people.iter().filter_map(line).chain(untold(comparison)).collect()
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
        let ids: std::collections::BTreeSet<&str> = comparison.unmatched.iter().map(|one| one.id).collect();
        let verb = if ids.len() == 1 { "is" } else { "are" };
        said.push(format!("{} {verb} not in both", count(ids.len(), "question")));
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
            "What was asked changed: {}. Every number here is over the {number} {} in both.{own}",
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
