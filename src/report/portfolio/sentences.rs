//! What is said of a portfolio in sentences.

use std::collections::BTreeMap;

use super::fault_line;
use crate::framework::{Kind, Scope};
use crate::portfolio::{Mixed, Portfolio, Row, Sort, Unit};
use crate::report::words;
use crate::text::{and_list, clean_line, count};

/// Where the units reach, and which kind stands lowest in how many.
pub(super) fn summary(portfolio: &Portfolio) -> Vec<String> {
    let mut all: Vec<String> = portfolio.mixed.iter().map(mixed).collect();
    all.push(reach(portfolio));
    all.extend(lowest_kinds(portfolio));
    all.push("Practice as each unit's own people describe it, not security achieved.".to_owned());
    all
}

/// That folders are passed over because of answers that stand beside them.
fn mixed(one: &Mixed) -> String {
    let (folders, are) = (count(one.passed_over, "folder"), if one.passed_over == 1 { "is" } else { "are" });
    format!(
        "{} holds answers itself, so it is one unit, and {folders} with answers in it {are} passed over: give its own \
         answers a folder of their own, or take them out.",
        clean_line(&one.folder)
    )
}

fn reach(portfolio: &Portfolio) -> String {
    let spread = portfolio.across.strength;
    let (Some(low), Some(median), Some(high)) = (spread.low, spread.median, spread.high) else {
        return "No unit has a strength yet: half of each kind has to be answered.".to_owned();
    };
    let all = portfolio.units.len();
    let of = match (spread.units, all) {
        (1, 1) => return format!("One unit, with a strength of {}.", words::percent(low)),
        (some, _) if some == all => format!("Strength of the {all} units"),
        (some, _) => format!("Strength of the {some} of {} that have one", count(all, "unit")),
    };
    format!(
        "{of}: {} at the lowest, {} in the middle, {} at the highest.",
        words::percent(low),
        words::percent(median),
        words::percent(high)
    )
}

/// In how many units one kind alone stands lowest, by ten points or more.
fn lowest_kinds(portfolio: &Portfolio) -> Option<String> {
    let mut counts = [0_usize; 3];
    let mut judged = 0;
    for row in rows(portfolio) {
        let [Some(a), Some(b), Some(c)] = row.kinds else { continue };
        judged += 1;
        let mut values = [(a, Kind::Technical), (b, Kind::Integration), (c, Kind::Social)];
        values.sort_by(|a, b| a.0.total_cmp(&b.0));
        if values[1].0 - values[0].0 >= 0.10 - crate::assessment::TOLERANCE {
            counts[values[0].1.index()] += 1;
        }
    }
    let parts: Vec<String> = Kind::ALL
        .into_iter()
        .filter(|kind| counts[kind.index()] > 0)
        .map(|kind| format!("{} in {}", words::kind(kind), counts[kind.index()]))
        .collect();
    (judged > 1 && !parts.is_empty()).then(|| {
        let alone = "One kind alone stands lowest, by ten points or more:";
        format!("{alone} {} of {judged}.", and_list(&parts))
    })
}

/// The order of the rows, and what it is not.
pub(super) fn order(sort: Sort) -> String {
    format!(
        "In the order of {}. This is no league: units differ in size, in their duties and in who answered. Within ten \
         points of each other they stand in no order.",
        sort.name()
    )
}

/// Why a unit has no result.
pub(super) fn fault(unit: &Unit) -> Option<String> {
    let fault = unit.row.as_ref().err()?;
    Some(format!("{}: {}", clean_line(&unit.name), fault_line(fault)))
}

/// What makes rows less alike than they look.
pub(super) fn remarks(portfolio: &Portfolio) -> Vec<String> {
    let mut remarks = Vec::new();
    let all = portfolio.usable();
    let quick = rows(portfolio).filter(|row| row.scope == Scope::Quick).count();
    if quick > 0 && quick < all {
        let have = if quick == 1 { "has" } else { "have" };
        remarks.push(format!(
            "{} {have} the quick interview only (q): one question for most mechanisms, so a level there says less.",
            count(quick, "unit")
        ));
    } else if quick > 0 {
        remarks.push("All from the quick interview: one question for most mechanisms.".to_owned());
    }
    let alone = rows(portfolio).filter(|row| row.respondents == 1).count();
    if alone > 0 {
        let (units, are) = (count(alone, "unit"), if alone == 1 { "is" } else { "are" });
        remarks.push(format!("{units} {are} one person's view."));
    }
    let mut named: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows(portfolio) {
        *named.entry(&row.organization).or_default() += 1;
    }
    let again: usize = named.values().filter(|number| **number > 1).sum();
    if again > 0 {
        remarks.push(format!(
            "{again} units name an organization that another one names too; each counts in every middle."
        ));
    }
    remarks
}

/// How the weakest mechanisms are to be read.
pub(super) fn weakest(portfolio: &Portfolio, places: impl Iterator<Item = usize>) -> String {
    let own =
        "Levels 0–5, the middle of the units that have a value. Those within half a level stand in no order.";
    let unknown = places.map(|place| (place, portfolio.across.mechanisms[place].nobody));
    let unknown: Vec<String> = unknown
        .filter(|(_, nobody)| *nobody > 0)
        .map(|(place, nobody)| {
            let name = clean_line(&portfolio.questionnaire.mechanisms[place].name);
            format!("{name} in {}", count(nobody, "unit"))
        })
        .collect();
    if unknown.is_empty() {
        return own.to_owned();
    }
    format!("{own} Nobody could say, which counts as 0: {}.", and_list(&unknown))
}

/// How the list of whom to ask is to be read.
pub(super) fn asks() -> String {
    "Below level 2 here, at level 3.5 or above there: worth a conversation, not a ranking. What works in one unit need \
     not fit another."
        .to_owned()
}

/// Mechanisms for which there is nobody to ask.
pub(super) fn nowhere(names: &[String]) -> String {
    if names.is_empty() {
        return String::new();
    }
    format!("Weak in some unit and strong in none, so to be learned outside: {}.", and_list(names))
}

/// What side by side does not mean.
pub(super) fn caveats() -> Vec<String> {
    [
        "No league. Units differ in size, in their duties, in the threats they face and in who answered; a higher \
         figure is no better unit.",
        "No target. The same level is too little for one unit and more than another needs; each has its own business \
         to protect.",
        "No measure of security. The figures are practice as each unit's own people describe it; nobody has checked \
         the answers.",
        "No verdict on anybody. Where a unit stands low, the question is what it would need, and who has found a way \
         already.",
        "Bands and the limits of levels 2 and 3.5 are conventions, not findings. Units that could not be used count \
         in no figure.",
    ]
    .map(str::to_owned)
    .to_vec()
}

fn rows(portfolio: &Portfolio) -> impl Iterator<Item = &Row> {
    portfolio.units.iter().filter_map(|unit| unit.row.as_ref().ok())
}
