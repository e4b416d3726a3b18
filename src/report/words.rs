//! Numbers and names put into words, once for all formats (scoring specification, §8).

use crate::{
    answers::{Answers, How, Settlement, changes_in_words},
    assessment::{BalanceBand, Band, Range},
    framework::{Kind, Objective},
    questionnaire::{Place, Questionnaire, Role},
    text::{clean_line, or_list},
};

/// Stands where the specification gives no value.
pub const NO_VALUE: &str = "–";

/// What strength is, and how far it can be read.
pub const METHOD: &str = "Strength is high only where technology, integration and the social side all stand: strength in \
     one makes up for a hole in another only in part. Bands are conventions, not findings, and values within ten points \
     of each other stand in no order. Which question supports which objective is the questionnaire's declared judgement.";

/// How the scales of orientation are read.
pub const NEITHER_POLE: &str =
    "Neither pole is better. What counts is whether security practice fits the organization.";

/// What has to be done where the respondents are too far apart.
pub const SETTLE_FIRST: &str =
    "Too far apart to be called a consensus: agree on what is true, then improve it.";

/// What a settlement does.
pub const SETTLED: &str = "Agreed levels take the place of the answers, which stay as they were given.";

/// Why a kind has no next step.
pub const NO_STEP: &str = "no step: all at the top, disputed, or not known";

/// The bands and where they begin.
pub fn bands() -> String {
    let from = ["below 20%", "from 20%", "from 40%", "from 60%", "from 80%"];
    let one = |(band, from): (Band, &str)| format!("{} {from}", band.name());
    Band::ALL.into_iter().zip(from).map(one).collect::<Vec<_>>().join(", ")
}

/// A fraction in whole per cent, on its own side of a band's edge: 0.3996 is "39%", or "40%, emerging" would
/// contradict the legend.
pub fn percent(fraction: f64) -> String {
    format!("{}%", whole_percent(fraction))
}

/// The same with one decimal, for a path of small steps.
pub fn fine_percent(fraction: f64) -> String {
    let rounded = whole(1000.0 * fraction);
    let crossed = Band::of(rounded as f64 / 1000.0) > Band::of(fraction);
    let tenths = if crossed { rounded - 1 } else { rounded };
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// A target as it was set, with one decimal at least.
pub fn target(level: f64) -> String {
    let text = format!("{level:.3}");
    let text = text.trim_end_matches('0');
    if text.ends_with('.') { format!("{text}0") } else { text.to_owned() }
}

/// A level beside its target, on its own side of it: 2.375 is "2.3" below a target of 2.4, and "2.44" where 2.42 is
/// reached.
pub fn level_beside(level: f64, target: f64) -> String {
    let is_below = level < target - 1e-9;
    let shows_below = |shown: f64| shown < target - 1e-9;
    if shows_below(level_tenths(level) as f64 / 10.0) == is_below {
        return self::level(level);
    }
    let cut = |scale: f64| (level * scale + 1e-6).floor() / scale;
    match [10.0, 100.0, 1000.0].map(cut).into_iter().position(|shown| shows_below(shown) == is_below) {
        Some(decimals) => format!("{:.*}", decimals + 1, cut([10.0, 100.0, 1000.0][decimals])),
        None => format!("{level:.3}"),
    }
}

/// The number that [`percent`] shows.
fn whole_percent(fraction: f64) -> i64 {
    let rounded = whole(100.0 * fraction);
    if Band::of(rounded as f64 / 100.0) > Band::of(fraction) { rounded - 1 } else { rounded }
}

#[allow(clippy::cast_possible_truncation, reason = "figures shown to people are small")]
fn whole(value: f64) -> i64 {
    (value + 1e-9).round() as i64
}

/// A level 0–5 with one decimal, on its own side of the next whole level: 1.96 is "1.9", or it would read as one
/// that has reached level 2.
pub fn level(level: f64) -> String {
    let tenths = level_tenths(level);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// The tenths of a level that [`level`] shows.
pub fn level_tenths(level: f64) -> i64 {
    let tenths = whole(10.0 * level);
    let crossed = tenths % 10 == 0 && (tenths as f64) / 10.0 > level + 1e-9;
    if crossed { tenths - 1 } else { tenths }
}

/// A role's own answer: whole as it was given, or with one decimal between two.
pub fn answer(value: f64) -> String {
    level(value).trim_end_matches(".0").to_owned()
}

/// A difference of levels or positions, unsigned, with one decimal.
pub fn distance(levels: f64) -> String {
    let tenths = whole(10.0 * levels.abs());
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// A difference of levels, signed, with one decimal: `+1.6`, `−0.4`, `0.0`.
pub fn difference(levels: f64) -> String {
    let text = distance(levels);
    match text.as_str() {
        "0.0" => text,
        _ if levels > 0.0 => format!("+{text}"),
        _ => format!("−{text}"),
    }
}

/// `1.0 level`, `2.5 levels`.
pub fn levels(levels: f64) -> String {
    let text = distance(levels);
    let noun = if text == "1.0" { "level" } else { "levels" };
    format!("{text} {noun}")
}

/// A difference of fractions in whole points.
pub fn points(fraction: f64) -> String {
    match whole(100.0 * fraction.abs()) {
        0 => "less than 1 point".to_owned(),
        1 => "1 point".to_owned(),
        number => format!("{number} points"),
    }
}

/// A difference of fractions in tenths of a point, signed.
pub fn tenths_of_points(fraction: f64) -> i64 {
    whole(1000.0 * fraction.abs()) * if fraction < 0.0 { -1 } else { 1 }
}

/// A gain or a change in tenths of a point: rounded to whole points, gains would not add up, and a change would
/// contradict itself beside the figures it lies between.
pub fn tenths(fraction: f64) -> String {
    match tenths_of_points(fraction).abs() {
        0 => "less than 0.1 points".to_owned(),
        10 => "1.0 point".to_owned(),
        number => format!("{}.{} points", number / 10, number % 10),
    }
}

/// The gap between the kinds in whole points, on its own side of a band's edge.
pub fn gap_points(gap: f64) -> String {
    let number = whole_gap(gap);
    if number == 1 { "1 point".to_owned() } else { format!("{number} points") }
}

/// The number that [`gap_points`] shows.
pub fn whole_gap(gap: f64) -> i64 {
    let rounded = whole(100.0 * gap);
    if BalanceBand::of(rounded as f64 / 100.0) > BalanceBand::of(gap) { rounded - 1 } else { rounded }
}

/// A day as people write it: `3 November 2026`.
pub fn day(date: jiff::civil::Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// That the answers have changed since a workshop settled on them, and whose; empty where they have not.
pub fn changed_since(
    questionnaire: &Questionnaire,
    settlement: Option<&Settlement>,
    answers: &[&Answers],
) -> String {
    let Some(settlement) = settlement else { return String::new() };
    let changes = settlement.changes(questionnaire, answers);
    if changes.is_empty() {
        return String::new();
    }
    format!(
        "The answers have changed since the workshop of {}: {}.",
        day(settlement.settled_on),
        changes_in_words(questionnaire, &changes)
    )
}

/// The same without the roles, where so many people were left out so that nobody may be recognized: what concerns them
/// is not told.
pub fn changed_since_without_roles(
    questionnaire: &Questionnaire,
    settlement: Option<&Settlement>,
    answers: &[&Answers],
    left_out: usize,
) -> String {
    let told = |settlement: &&Settlement| {
        let changes = settlement.changes(questionnaire, answers);
        changes.iter().any(|one| left_out == 0 || one.how != How::Gone)
    };
    settlement.filter(told).map_or_else(String::new, |settlement| {
        format!("The answers have changed since the workshop of {}.", day(settlement.settled_on))
    })
}

/// A range as `44% to 52%`; `None` where nothing is open, or too little to show.
pub fn open_range(range: Option<Range>) -> Option<String> {
    let range = range?;
    let (low, high) = (percent(range.low), percent(range.high));
    (low != high).then(|| format!("{low} to {high}"))
}

/// A mechanism's range as levels, `1.0 to 3.0`; `None` where nothing is open.
pub fn open_levels(range: Option<Range>) -> Option<String> {
    let range = range?;
    let (low, high) = (level(5.0 * range.low), level(5.0 * range.high));
    (low != high).then(|| format!("{low} to {high}"))
}

/// How long it takes to raise a question by one level.
pub const fn effort(effort: u8) -> &'static str {
    match effort {
        0 | 1 => "days",
        2 => "weeks",
        3 => "months",
        4 => "about a year",
        _ => "years",
    }
}

/// How far something is followed, for people who do not know the bands.
pub const fn so_far(band: Band) -> &'static str {
    match band {
        Band::Initial => "Hardly anything of it is in place",
        Band::Emerging => "It exists in places, carried by persons",
        Band::Partial => "About half of it stands",
        Band::Established => "Most of it stands",
        Band::Sustained => "It stands, and is kept up",
    }
}

/// The objective in one word, for tables.
pub const fn objective(objective: Objective) -> &'static str {
    match objective {
        Objective::Business => "Business",
        Objective::Compliance => "Compliance",
        Objective::Culture => "Culture",
    }
}

/// The kind in one word, for tables.
pub const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Technical => "Technical",
        Kind::Integration => "Integration",
        Kind::Social => "Social",
    }
}

/// A question's own id, as words.
pub fn own(id: &str) -> String {
    id.split_once('.').map_or(id, |(_, own)| own).replace('-', " ")
}

/// A short name for a question: where it belongs, and its own id as words.
pub fn question(questionnaire: &Questionnaire, index: usize) -> String {
    let question = &questionnaire.questions[index];
    let own = own(&question.id);
    let place = match question.place {
        Place::Mechanism { mechanism, .. } => clean_line(&questionnaire.mechanisms[mechanism].name),
        Place::Outcome { objective, .. } => format!("{} observed", self::objective(objective)),
    };
    format!("{place} ({own})")
}

/// A standard by its usual name, where its id is a known one.
pub fn framework(id: &str) -> String {
    match id {
        "nist-csf-2.0" => "NIST CSF 2.0".to_owned(),
        "iso-27001-2022" => "ISO/IEC 27001:2022".to_owned(),
        "cis-v8" => "CIS Controls v8".to_owned(),
        other => clean_line(other),
    }
}

/// Who is asked a question: `anyone`, or the roles as they are called.
pub fn asked(questionnaire: &Questionnaire, index: usize, called: fn(&Role) -> &str) -> String {
    let question = &questionnaire.questions[index];
    let roles: Vec<&str> = (0..questionnaire.roles.len())
        .filter(|&role| question.open_to(role))
        .map(|role| called(&questionnaire.roles[role]))
        .collect();
    if roles.len() == questionnaire.roles.len() { "anyone".to_owned() } else { or_list(&roles) }
}

/// A statement of a level question, at a level rounded down.
pub fn statement(questionnaire: &Questionnaire, index: usize, level: f64) -> String {
    clean_line(&questionnaire.questions[index].statements[whole_level(level)])
}

/// The whole level that is reached, 0..=5.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=5")]
pub fn whole_level(level: f64) -> usize {
    (level + 1e-9).floor().clamp(0.0, 5.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_stay_on_their_side_of_a_bands_edge() {
        assert_eq!(percent(0.0), "0%");
        assert_eq!(percent(0.475), "48%");
        assert_eq!(percent(0.3996), "39%");
        assert_eq!(percent(0.4 - 1e-12), "40%");
        assert_eq!(percent(0.9999), "100%");
        assert_eq!(gap_points(0.0996), "9 points");
        assert_eq!(gap_points(0.01), "1 point");
        assert_eq!([0.3904, 0.39996, 0.4, 1.0].map(fine_percent), ["39.0%", "39.9%", "40.0%", "100.0%"]);
    }

    #[test]
    fn a_level_stays_on_its_side_of_its_target() {
        assert_eq!([2.4, 3.0, 4.999, 0.25].map(target), ["2.4", "3.0", "4.999", "0.25"]);
        assert_eq!(level_beside(2.375, 2.4), "2.3");
        assert_eq!(level_beside(2.4, 2.4), "2.4");
        assert_eq!(level_beside(4.98, 4.999), "4.9");
        assert_eq!(level_beside(4.999, 5.0), "4.9");
        assert_eq!(level_beside(5.0, 5.0), "5.0");
        assert_eq!(level_beside(2.44, 2.42), "2.44");
        assert_eq!(level_beside(1.0, 3.0), "1.0");
    }

    #[test]
    fn levels_stay_below_a_whole_level_not_reached() {
        assert_eq!(level(1.96), "1.9");
        assert_eq!(level(2.0), "2.0");
        assert_eq!(level(0.0), "0.0");
        assert_eq!(level(2.25), "2.3");
        assert_eq!(levels(-1.0), "1.0 level");
        assert_eq!(levels(2.5), "2.5 levels");
        assert_eq!([0.25, -1.0, -0.04].map(difference), ["+0.3", "−1.0", "0.0"]);
    }

    #[test]
    fn points_are_whole_and_never_zero() {
        assert_eq!(points(0.029), "3 points");
        assert_eq!(points(0.0149), "1 point");
        assert_eq!(points(0.0001), "less than 1 point");
    }

    #[test]
    fn gains_that_are_added_up_have_tenths() {
        assert_eq!(tenths(0.0058), "0.6 points");
        assert_eq!(tenths(0.01), "1.0 point");
        assert_eq!(tenths(0.1234), "12.3 points");
        assert_eq!(tenths(0.00001), "less than 0.1 points");
    }

    #[test]
    fn a_range_that_rounds_to_one_figure_is_closed() {
        assert_eq!(open_range(Some(Range { low: 0.441, high: 0.444 })), None);
        assert_eq!(open_range(Some(Range { low: 0.44, high: 0.52 })).as_deref(), Some("44% to 52%"));
        assert_eq!(open_levels(Some(Range { low: 0.2, high: 0.6 })).as_deref(), Some("1.0 to 3.0"));
        assert_eq!(open_range(None), None);
    }
}
