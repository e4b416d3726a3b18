//! How the respondents agree (scoring specification, §5): on role values from levels that were given, over the
//! level questions in scope.

use std::cmp::Ordering;

use super::alpha::Coincidences;
use super::consensus::{Ballot, Ballots, Histogram, by_side, median};
use super::layout::Layout;
use super::result::{Alignment, BlindSpot, Pair, QuestionAlignment, TOLERANCE, WithinRole};
use super::scoring::Mean;
use crate::framework::{LEVELS, Side};
use crate::questionnaire::Questionnaire;

/// Average deviation about the median above which six options are no consensus: A/6 for A options
/// (Burke and Dunlap 2002).
const DISPUTED_DEVIATION: f64 = 1.0;
/// Range of role values, in levels, from which a question is disputed.
const DISPUTED_RANGE: f64 = 3.0;
/// Gap between leadership and delivery, in levels, from which a question is disputed.
const DISPUTED_GAP: f64 = 2.0;
/// Average deviation at which agreement is 0: half of the respondents at either end.
const NO_AGREEMENT: f64 = 2.5;

/// How one question is seen, where two roles gave a level.
pub(super) fn of_question(
    questionnaire: &Questionnaire,
    question: usize,
    given: &[(usize, f64)],
) -> Option<QuestionAlignment> {
    if given.len() < 2 {
        return None;
    }
    let levels = given.iter().map(|(_, value)| *value).collect();
    QuestionAlignment::of(question, levels, by_side(questionnaire, given))
}

impl QuestionAlignment {
    /// How those who gave these levels see a question; `None` where fewer than two did. `sides` are the sides' levels, by
    /// [`Side::index`].
    pub fn of(question: usize, mut levels: Vec<f64>, sides: [Option<f64>; 3]) -> Option<Self> {
        if levels.len() < 2 {
            return None;
        }
        let middle = median(&mut levels)?;
        let deviation: f64 = levels.iter().map(|level| (level - middle).abs()).sum();
        let disagreement = deviation / levels.len() as f64;
        // `median` leaves the levels sorted.
        let range = levels.last()? - levels.first()?;
        let gap = sides[Side::Leadership.index()].zip(sides[Side::Delivery.index()]).map(|(a, b)| a - b);
        let disputed = disagreement > DISPUTED_DEVIATION + TOLERANCE
            || range >= DISPUTED_RANGE - TOLERANCE
            || gap.is_some_and(|gap| gap.abs() >= DISPUTED_GAP - TOLERANCE);
        Some(Self { question, disagreement, range, gap, sides, disputed })
    }

    /// The order in which disputes are listed everywhere, the widest first: by range, then by average deviation, then
    /// by the distance of leadership from delivery, and where all are the same as the questionnaire has them. Values
    /// that differ by rounding alone are the same (scoring specification: twelve decimals).
    pub fn widest_first(&self, other: &Self) -> Ordering {
        let ranks = |one: &Self| [one.range, one.disagreement, one.gap.map_or(0.0, f64::abs)];
        let rounded = |value: f64| (value * 1e12).round();
        let wider = |(own, other): (f64, f64)| rounded(other).total_cmp(&rounded(own));
        let ranks = ranks(self).into_iter().zip(ranks(other)).map(wider);
        ranks.fold(Ordering::Equal, Ordering::then).then(self.question.cmp(&other.question))
    }

    /// Whether two views lie so far apart that the range alone makes a dispute.
    pub fn is_wide(&self) -> bool {
        self.range >= DISPUTED_RANGE - TOLERANCE
    }
}

/// How several questions are seen on the whole (scoring specification, §5); differences in levels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agreement {
    /// `1 - mean AD / 2.5`.
    pub agreement: Option<f64>,
    /// Mean average deviation about the median.
    pub mean_disagreement: Option<f64>,
    /// Mean of leadership minus delivery.
    pub mean_gap: Option<f64>,
    /// Mean of its absolute value.
    pub mean_absolute_gap: Option<f64>,
}

impl Agreement {
    /// The means over these questions; `None` where there is nothing to take them of.
    pub fn of(questions: &[QuestionAlignment]) -> Self {
        let mean_disagreement = mean(questions.iter().map(|one| one.disagreement));
        let gaps = || questions.iter().filter_map(|one| one.gap);
        Self {
            agreement: mean_disagreement.map(|deviation| 1.0 - deviation / NO_AGREEMENT),
            mean_disagreement,
            mean_gap: mean(gaps()),
            mean_absolute_gap: mean(gaps().map(f64::abs)),
        }
    }
}

/// The alignment of several respondents.
pub(super) fn alignment(
    layout: &Layout<'_>,
    ballots: &Ballots,
    questions: Vec<QuestionAlignment>,
) -> Alignment {
    let Agreement { agreement, mean_disagreement, mean_gap, mean_absolute_gap } = Agreement::of(&questions);
    Alignment {
        agreement,
        mean_disagreement,
        mean_gap,
        mean_absolute_gap,
        alpha: alpha(layout, ballots),
        blind_spots: layout
            .level_questions()
            .filter_map(|question| blind_spot(layout.questionnaire, ballots, question))
            .collect(),
        within_roles: layout
            .level_questions()
            .flat_map(|question| {
                let of_role = move |(role, ballot): (usize, &Ballot)| within(question, role, ballot.given);
                ballots.with_roles(question).filter_map(of_role)
            })
            .collect(),
        roles: ballots
            .roles()
            .iter()
            .enumerate()
            .map(|(place, &role)| (role, unknown_rate(layout, ballots, place)))
            .collect(),
        pairs: pairs(layout, ballots),
        questions,
    }
}

/// The unweighted mean.
pub(crate) fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut mean = Mean::default();
    values.for_each(|value| mean.add(1.0, value));
    mean.mean()
}

/// The side, leadership or delivery, that answered "don't know" and gave no level while the other gave one.
fn blind_spot(questionnaire: &Questionnaire, ballots: &Ballots, question: usize) -> Option<BlindSpot> {
    let of_side = |side: Side| {
        let (mut gave, mut unknown) = (false, false);
        let speaks = |(role, _): &(usize, &Ballot)| questionnaire.roles[*role].side == side;
        for (_, ballot) in ballots.with_roles(question).filter(speaks) {
            gave |= ballot.voices() > 0;
            unknown |= ballot.unknown > 0;
        }
        (gave, unknown)
    };
    let side = match (of_side(Side::Leadership), of_side(Side::Delivery)) {
        ((false, true), (true, _)) => Side::Leadership,
        ((true, _), (false, true)) => Side::Delivery,
        _ => return None,
    };
    Some(BlindSpot { question, side })
}

/// Respondents of one role who differ by two levels or more.
fn within(question: usize, role: usize, given: Histogram) -> Option<WithinRole> {
    let (low, high) = given.extremes()?;
    (high - low >= 2).then_some(WithinRole { question, role, low, high })
}

/// The share of "don't know" in a role's answers of any sort in scope, fit questions among them; implied ones are not.
/// The role is told by its place among those present.
fn unknown_rate(layout: &Layout<'_>, ballots: &Ballots, place: usize) -> Option<f64> {
    let (mut unknown, mut answers) = (0, 0);
    for question in layout.scoped() {
        let ballot = ballots.on(question)[place];
        unknown += ballot.unknown;
        answers += ballot.answers();
    }
    (answers > 0).then(|| f64::from(unknown) / f64::from(answers))
}

/// Every pair of present roles: the mean difference over the questions where both gave a level.
fn pairs(layout: &Layout<'_>, ballots: &Ballots) -> Vec<Pair> {
    let (roles, present) = (layout.questionnaire.roles.len(), ballots.roles());
    let mut sums = vec![(0.0, 0_usize); roles * roles];
    for question in layout.level_questions() {
        let given = ballots.given(question);
        for (place, (a, first)) in given.iter().enumerate() {
            for (b, second) in &given[place + 1..] {
                let (sum, count) = &mut sums[a * roles + b];
                *sum += first - second;
                *count += 1;
            }
        }
    }
    let pair = |a: usize, b: usize| {
        let (sum, questions) = sums[a * roles + b];
        Pair { a, b, gap: (questions > 0).then(|| sum / questions as f64), questions }
    };
    let later = |place: usize| present[place + 1..].iter();
    present.iter().enumerate().flat_map(|(place, &a)| later(place).map(move |&b| pair(a, b))).collect()
}

/// Krippendorff's alpha with respondents as raters over the levels given.
fn alpha(layout: &Layout<'_>, ballots: &Ballots) -> Option<f64> {
    let mut coincidences = Coincidences::default();
    for question in layout.level_questions() {
        let mut counts = [0_u32; LEVELS];
        for ballot in ballots.on(question) {
            for (count, more) in counts.iter_mut().zip(ballot.given.counts()) {
                *count += more;
            }
        }
        coincidences.add(counts);
    }
    coincidences.alpha()
}
