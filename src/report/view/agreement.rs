//! How those who answered agree.

use jiff::civil::Date;

use super::Facts;
use crate::{
    assessment::{Agreement, Alignment, QuestionAlignment},
    framework::Side,
    report::{voices::Voices, words},
    text::count,
};

/// Agreement in words and lists.
#[derive(Debug, Clone, PartialEq)]
pub struct AlignmentView {
    /// How far the roles agree.
    pub agreement: String,
    /// Which side rates higher on the whole; may be empty.
    pub tendency: String,
    /// What strength would be by the gloomiest and by the brightest role; may be empty.
    pub spread: String,
    /// The questions on which leadership and delivery gave different levels, farthest apart first.
    pub sides: Vec<SideRow>,
    /// Short names of those on which they gave the same.
    pub same: Vec<String>,
    /// Where leadership and delivery differ by a level or more, widest first.
    pub gaps: Vec<GapRow>,
    /// What one side knows and the other does not.
    pub blind_spots: Vec<BlindSpots>,
    /// Questions that apply to some and not to others.
    pub scope_disputes: Vec<String>,
    /// Where people of one role differ.
    pub within_roles: Vec<String>,
    /// Shares of "don't know" by role, highest first; roles without any are left out.
    pub unknown: Vec<String>,
    /// Every pair of roles.
    pub pairs: Vec<PairRow>,
}

/// One perception gap.
#[derive(Debug, Clone, PartialEq)]
pub struct GapRow {
    /// Short name.
    pub label: String,
    /// Which side rates higher, and by how much.
    pub higher: String,
    /// How each role answered.
    pub views: String,
}

/// Leadership against delivery on one question.
#[derive(Debug, Clone, PartialEq)]
pub struct SideRow {
    /// Short name.
    pub label: String,
    /// Leadership's level, 0..=5.
    pub leadership: f64,
    /// Delivery's level, 0..=5.
    pub delivery: f64,
    /// Both, in words.
    pub levels: String,
    /// Which side rates higher, and by how much.
    pub higher: String,
    /// Whether the roles are too far apart to be called agreed.
    pub disputed: bool,
}

/// What has not reached one side.
#[derive(Debug, Clone, PartialEq)]
pub struct BlindSpots {
    /// In words: which side does not know what the other does.
    pub title: String,
    /// Short names of the questions.
    pub labels: Vec<String>,
}

/// Two roles compared.
#[derive(Debug, Clone, PartialEq)]
pub struct PairRow {
    /// Both roles.
    pub pair: String,
    /// Which rates higher, and by how much on average.
    pub gap: String,
    /// On how many questions both stand.
    pub questions: usize,
}

impl AlignmentView {
    pub(super) fn new(facts: Facts<'_>, alignment: &Alignment) -> Self {
        let within = |one: &crate::assessment::WithinRole| {
            format!(
                "{}: {} from {} to {}",
                facts.label(one.question),
                facts.role(one.role),
                one.low,
                one.high
            )
        };
        let questions = facts.seen();
        let on_the_whole = Agreement::of(&questions);
        let noun = if facts.voices.is_anonymous() { "group" } else { "role" };
        Self {
            agreement: on_agreement(facts, &questions),
            tendency: tendency(on_the_whole.mean_gap, on_the_whole.mean_absolute_gap, noun, BOTH),
            spread: spread(facts),
            sides: sides(facts, &questions),
            same: same(facts, &questions),
            gaps: gaps(facts, &questions),
            blind_spots: blind_spots(facts, alignment),
            scope_disputes: facts
                .assessment
                .scope_disputes
                .iter()
                .filter(|&&one| !facts.voices.holds_back(one))
                .map(|&one| facts.label(one))
                .collect(),
            within_roles: alignment
                .within_roles
                .iter()
                .filter(|one| facts.voices.of_role(one.role).is_some())
                .filter(|one| !facts.voices.holds_back(one.question))
                .map(within)
                .collect(),
            unknown: unknown(facts, alignment),
            pairs: pairs(facts, alignment),
        }
    }
}

/// How far the roles agree, or the groups.
fn on_agreement(facts: Facts<'_>, questions: &[QuestionAlignment]) -> String {
    let disputed = questions.iter().filter(|one| one.disputed).count();
    let in_part = mostly_held_back(facts.voices, questions.len(), disputed);
    in_part.unwrap_or_else(|| {
        agreement(
            Agreement::of(questions).mean_disagreement,
            disputed,
            questions.len(),
            facts.settlement.map(|one| (settled(facts, questions), one.settled_on)),
            if facts.voices.is_anonymous() { "group" } else { "role" },
        )
    })
}

/// Of groups, where more questions are held back than shown, only how many of those shown are disputed: a word for the
/// whole would be read as one for all questions.
pub(in crate::report) fn mostly_held_back(voices: &Voices, shown: usize, disputed: usize) -> Option<String> {
    let held_back = voices.held_back();
    if !voices.is_anonymous() || shown == 0 || held_back <= shown {
        return None;
    }
    let of_shown = match (shown, disputed) {
        (1, 0) => "The 1 question that may be shown by group is not disputed".to_owned(),
        (1, _) => "The 1 question that may be shown by group is disputed".to_owned(),
        (_, 0) => format!("None of the {shown} questions that may be shown by group is disputed"),
        (_, 1) => format!("1 of the {shown} questions that may be shown by group is disputed"),
        _ => format!("{disputed} of the {shown} questions that may be shown by group are disputed"),
    };
    let held_back = count(held_back, "question");
    Some(format!(
        "{of_shown}; what was said of {held_back} is held back, so this does not tell how far people agree on the whole."
    ))
}

/// A mean difference below this, in levels, is about level: less than one answer in four a level higher.
pub(in crate::report) const LEVEL: f64 = 0.25;

/// Agreement as a word, with the distance in levels that it stands for: of so many questions on which two roles (or
/// groups) gave a level, so many are disputed, and so many of these a workshop settled on a day.
pub(in crate::report) fn agreement(
    mean_disagreement: Option<f64>,
    disputed: usize,
    shared: usize,
    settled: Option<(usize, Date)>,
    whose: &str,
) -> String {
    let Some(distance) = mean_disagreement else {
        if whose == "group" {
            return "On no question can two groups be set side by side without pointing at somebody, so agreement cannot \
                    be told."
                .to_owned();
        }
        return format!("No question was answered by two {whose}s, so agreement cannot be told.");
    };
    let word = if distance <= 0.5 {
        "largely agree"
    } else if distance <= 1.0 {
        "agree in part"
    } else {
        "do not describe the same organization"
    };
    let verb = if disputed > 1 { "are" } else { "is" };
    let settled = settled.and_then(|(settled, day)| in_a_workshop(settled, disputed, day));
    let settled = settled.map_or_else(String::new, |settled| format!("; {settled}"));
    let disputed = if disputed == 0 { "none".to_owned() } else { disputed.to_string() };
    format!(
        "The {whose}s {word}: on average a {whose} stands {} from the middle view; {disputed} of {} {verb} \
         disputed{settled}.",
        words::levels(distance),
        count(shared, "shared question")
    )
}

/// How many of the disputed questions a workshop settled, and when; `None` where it settled none.
pub(in crate::report) fn in_a_workshop(settled: usize, disputed: usize, day: Date) -> Option<String> {
    let day = words::day(day);
    Some(match (settled, disputed) {
        (0, _) => return None,
        (1, 1) => format!("it was settled on {day}"),
        (settled, all) if settled == all => format!("all of them were settled on {day}"),
        (1, _) => format!("1 of them was settled on {day}"),
        (some, _) => format!("{some} of them were settled on {day}"),
    })
}

/// How many disputed questions a workshop settled.
fn settled(facts: Facts<'_>, questions: &[QuestionAlignment]) -> usize {
    let settled =
        |question: usize| facts.result(question).is_some_and(crate::assessment::QuestionResult::settled);
    questions.iter().filter(|one| one.disputed && settled(one.question)).count()
}

/// What the two sides are called where nothing before it names them.
const BOTH: &str = "leadership and delivery";

/// Which side rates higher, and how far apart the two lie question by question, with what `both` are called; empty where
/// they cannot be compared.
pub(in crate::report) fn tendency(
    mean_gap: Option<f64>,
    mean_absolute_gap: Option<f64>,
    whose: &str,
    both: &str,
) -> String {
    match (mean_gap, mean_absolute_gap) {
        (Some(gap), Some(absolute)) => {
            let lean = if gap.abs() < LEVEL {
                format!("On average {both} are about level")
            } else {
                format!("On average {} rates higher by {}", side(gap), words::levels(gap))
            };
            // A side of an anonymous edition is its people, not its roles.
            let middle = if whose == "role" { " (the middle of each side's roles)" } else { "" };
            format!("{lean}{middle}; question by question the two lie {} apart.", words::levels(absolute))
        }
        _ => String::new(),
    }
}

/// The side that rates higher, by the sign of leadership minus delivery.
const fn side(gap: f64) -> &'static str {
    if gap > 0.0 { "leadership" } else { "delivery" }
}

fn spread(facts: Facts<'_>) -> String {
    match words::open_range(facts.assessment.overall.spread) {
        Some(range) => format!(
            "Strength would be {range} if each question stood where the gloomiest, or the brightest, role puts it."
        ),
        None => String::new(),
    }
}

fn sides(facts: Facts<'_>, questions: &[QuestionAlignment]) -> Vec<SideRow> {
    let both = |one: &QuestionAlignment| {
        let levels = (one.sides[Side::Leadership.index()]?, one.sides[Side::Delivery.index()]?);
        (!is_same(levels.0 - levels.1)).then_some(levels)
    };
    let mut rows: Vec<SideRow> = questions
        .iter()
        .filter_map(|one| both(one).map(|(leadership, delivery)| (one, leadership, delivery)))
        .map(|(one, leadership, delivery)| SideRow {
            label: facts.label(one.question),
            leadership,
            delivery,
            levels: format!("leadership {}, delivery {}", words::answer(leadership), words::answer(delivery)),
            higher: higher(leadership - delivery),
            disputed: one.disputed,
        })
        .collect();
    let apart = |row: &SideRow| (row.leadership - row.delivery).abs();
    rows.sort_by(|a, b| apart(b).total_cmp(&apart(a)));
    rows
}

fn same(facts: Facts<'_>, questions: &[QuestionAlignment]) -> Vec<String> {
    let same = questions.iter().filter(|one| one.gap.is_some_and(is_same));
    same.map(|one| facts.label(one.question)).collect()
}

/// Too close to show at one decimal.
fn is_same(gap: f64) -> bool {
    gap.abs() < 0.05
}

/// Which side rates higher, and by how much.
fn higher(gap: f64) -> String {
    if is_same(gap) { "the same".to_owned() } else { format!("{} +{}", side(gap), words::distance(gap)) }
}

/// Perception gaps of a level or more, widest first.
fn gaps(facts: Facts<'_>, questions: &[QuestionAlignment]) -> Vec<GapRow> {
    let mut wide: Vec<(usize, f64)> = questions
        .iter()
        .filter_map(|one| Some((one.question, one.gap?)))
        .filter(|(_, gap)| gap.abs() >= 1.0 - 1e-9)
        .collect();
    wide.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    wide.into_iter()
        .map(|(question, gap)| GapRow {
            label: facts.label(question),
            higher: higher(gap),
            views: facts.views(question),
        })
        .collect()
}

fn blind_spots(facts: Facts<'_>, alignment: &Alignment) -> Vec<BlindSpots> {
    [
        (Side::Leadership, "Delivery knows, leadership does not"),
        (Side::Delivery, "Leadership knows, delivery does not"),
    ]
    .into_iter()
    .filter_map(|(side, title)| {
        let tells = |question| facts.voices.tells_blind_spot(facts.questionnaire, question, side);
        let of_side = alignment.blind_spots.iter().filter(|one| one.side == side && tells(one.question));
        let labels: Vec<String> = of_side.map(|one| facts.label(one.question)).collect();
        (!labels.is_empty()).then(|| BlindSpots { title: title.to_owned(), labels })
    })
    .collect()
}

fn unknown(facts: Facts<'_>, alignment: &Alignment) -> Vec<String> {
    let mut rates: Vec<(usize, f64)> = alignment
        .roles
        .iter()
        .filter(|(role, _)| facts.voices.of_role(*role).is_some())
        .filter_map(|&(role, rate)| Some((role, rate?)))
        .filter(|(_, rate)| *rate > 0.0)
        .collect();
    rates.sort_by(|a, b| b.1.total_cmp(&a.1));
    rates.into_iter().map(|(role, rate)| format!("{} {}", facts.role(role), words::percent(rate))).collect()
}

fn pairs(facts: Facts<'_>, alignment: &Alignment) -> Vec<PairRow> {
    let row = |one: &crate::assessment::Pair| {
        let gap = match one.gap {
            None => words::NO_VALUE.to_owned(),
            Some(gap) if gap.abs() < 0.05 => "the same on average".to_owned(),
            Some(gap) => {
                let higher = facts.role(if gap > 0.0 { one.a } else { one.b });
                format!("{higher} +{}", words::distance(gap))
            }
        };
        PairRow {
            pair: format!("{} and {}", facts.role(one.a), facts.role(one.b)),
            gap,
            questions: one.questions,
        }
    };
    let stand = |one: &&crate::assessment::Pair| {
        facts.voices.of_role(one.a).is_some() && facts.voices.of_role(one.b).is_some()
    };
    alignment.pairs.iter().filter(stand).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(disputed: usize, shared: usize, settled: Option<usize>) -> String {
        let day = jiff::civil::date(2026, 12, 1);
        let said = agreement(Some(0.2), disputed, shared, settled.map(|one| (one, day)), "role");
        said.split_once("; ").map(|(_, rest)| rest.to_owned()).unwrap_or_default()
    }

    #[test]
    fn none_and_all_are_words() {
        assert_eq!(words(0, 1, None), "none of 1 shared question is disputed.");
        assert_eq!(words(0, 8, Some(0)), "none of 8 shared questions is disputed.");
        assert_eq!(
            words(1, 8, Some(1)),
            "1 of 8 shared questions is disputed; it was settled on 1 December 2026."
        );
        assert_eq!(
            words(9, 35, Some(9)),
            "9 of 35 shared questions are disputed; all of them were settled on 1 December 2026."
        );
        let some = "9 of 35 shared questions are disputed; 2 of them were settled on 1 December 2026.";
        assert_eq!(words(9, 35, Some(2)), some);
        assert_eq!(words(9, 35, Some(0)), "9 of 35 shared questions are disputed.");
    }

    #[test]
    fn sides_a_quarter_of_a_level_apart_are_about_level() {
        assert!(
            tendency(Some(0.24), Some(1.0), "role", BOTH)
                .starts_with("On average leadership and delivery are about level")
        );
        assert!(
            tendency(Some(-0.25), Some(1.0), "role", BOTH)
                .starts_with("On average delivery rates higher by 0.3 levels")
        );
        assert!(!tendency(Some(1.0), Some(1.0), "group", BOTH).contains("roles"));
    }
}
