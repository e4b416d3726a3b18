//! Who answered, and how they agree.

use super::Facts;
use crate::{
    assessment::{Alignment, QuestionAlignment},
    framework::{Side, Status},
    report::{
        voices::{Voice, Voices},
        words,
    },
    text::{and_list, clean_line, count},
};

/// The respondents.
#[derive(Debug, Clone, PartialEq)]
pub struct People {
    /// One for each.
    pub rows: Vec<RespondentRow>,
    /// Drafts, interviewers and days; may be empty.
    pub remarks: Vec<String>,
    /// The same without the days, for where they stand already.
    pub standing: Vec<String>,
}

/// One respondent.
#[derive(Debug, Clone, PartialEq)]
pub struct RespondentRow {
    /// Role, and name where given.
    pub who: String,
    /// The role's side.
    pub side: &'static str,
    /// Answers given, of those asked.
    pub answered: String,
    /// "Don't know" among them.
    pub unknown: usize,
    /// "Does not apply" among them.
    pub not_applicable: usize,
}

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

/// What a reader has to know before passing it on.
pub(in crate::report) fn attribution(voices: &Voices) -> String {
    if !voices.is_anonymous() {
        return "Attributable by role: what each role said can be read here.".to_owned();
    }
    let groups = match voices.all().len() {
        0 => "too few people answered to show any group".to_owned(),
        number => format!("{} of at least {} people", count(number, "group"), voices.least()),
    };
    let held_back = match voices.held_back() {
        0 => String::new(),
        1 => " What was said of 1 question is held back, since it could be traced; it counts in the figures."
            .to_owned(),
        number => format!(
            " What was said of {number} questions is held back, since it could be traced; it counts in the \
             figures."
        ),
    };
    format!("Anonymous: {groups}, without names and notes.{held_back}")
}

impl People {
    pub(super) fn new(facts: Facts<'_>) -> Self {
        let standing = standing(facts);
        let remarks = standing.iter().cloned().chain(days(facts)).collect();
        if facts.voices.is_anonymous() {
            let rows = facts.voices.all().iter().map(|voice| RespondentRow::group(facts, voice)).collect();
            return Self { rows, remarks, standing };
        }
        let row = |one: &crate::assessment::RespondentSummary| {
            let role = &facts.questionnaire.roles[one.role];
            let name = one.name.as_deref().map(clean_line).filter(|name| !name.is_empty());
            RespondentRow {
                who: name.map_or_else(|| role.id.clone(), |name| format!("{}, {name}", role.id)),
                side: one.side.name(),
                answered: format!("{} of {}", one.answered, one.asked),
                unknown: one.unknown,
                not_applicable: one.not_applicable,
            }
        };
        Self { rows: facts.assessment.respondents.iter().map(row).collect(), remarks, standing }
    }
}

impl RespondentRow {
    /// The respondents of a group together.
    fn group(facts: Facts<'_>, voice: &Voice) -> Self {
        let members = || facts.assessment.respondents.iter().filter(|one| voice.roles.contains(&one.role));
        let (answered, asked) = members().fold((0, 0), |sum, one| (sum.0 + one.answered, sum.1 + one.asked));
        Self {
            who: format!("{}, {} people", voice.label, voice.people),
            side: voice.side.map_or(words::NO_VALUE, Side::name),
            answered: format!("{answered} of {asked}"),
            unknown: members().map(|one| one.unknown).sum(),
            not_applicable: members().map(|one| one.not_applicable).sum(),
        }
    }
}

fn standing(facts: Facts<'_>) -> Vec<String> {
    let mut remarks = Vec::new();
    let drafts = facts.answers.iter().filter(|one| one.status == Status::Draft).count();
    match (drafts, facts.answers.len()) {
        (0, 0) => {}
        (0, _) => remarks.push("Every respondent has read back and confirmed the answers.".to_owned()),
        (drafts, all) if drafts == all => {
            remarks.push("Drafts: no respondent has confirmed the answers yet.".to_owned());
        }
        (drafts, all) => remarks
            .push(format!("{drafts} of {} are drafts, not confirmed by the respondent.", count(all, "file"))),
    }
    let mut interviewers: Vec<String> = facts
        .answers
        .iter()
        .filter(|_| !facts.voices.is_anonymous())
        .filter_map(|one| one.interviewer.as_deref())
        .map(clean_line)
        .collect();
    interviewers.sort_unstable();
    interviewers.dedup();
    interviewers.retain(|name| !name.is_empty());
    if !interviewers.is_empty() {
        remarks.push(format!("Interviewed by {}.", and_list(&interviewers)));
    }
    remarks
}

/// The days on which the answers were given or last saved, in words.
fn days(facts: Facts<'_>) -> Option<String> {
    let (first, last) = span(facts)?;
    Some(if first == last {
        format!("Answered on {first}.")
    } else {
        format!("Answered from {first} to {last}.")
    })
}

/// The first and the last day on which the answers were given or, where none says so, last saved.
pub(super) fn span(facts: Facts<'_>) -> Option<(jiff::civil::Date, jiff::civil::Date)> {
    let saved = facts
        .answers
        .iter()
        .filter_map(|one| one.updated)
        .map(|at| at.to_zoned(jiff::tz::TimeZone::UTC).date());
    let given = facts.answers.iter().flat_map(|one| one.entries.iter().filter_map(|entry| entry.as_of));
    let mut days: Vec<jiff::civil::Date> = given.collect();
    if days.is_empty() {
        days = saved.collect();
    }
    Some((*days.iter().min()?, *days.iter().max()?))
}

/// Answers that stand against a failed requirement.
pub(super) fn contradictions(facts: Facts<'_>) -> Vec<String> {
    let one = |one: &crate::assessment::Contradiction| {
        let requires = facts.questionnaire.questions[one.question].requires();
        let presupposes = requires.map_or_else(String::new, |it| {
            format!(", though it presupposes {} and that was denied", facts.label(it.question))
        });
        let who = match facts.voices.of_role(one.role) {
            Some(_) => facts.role(one.role),
            None => "somebody",
        };
        format!("{who} answers {}{presupposes}", facts.label(one.question))
    };
    let shown = |one: &&crate::assessment::Contradiction| !facts.voices.holds_back(one.question);
    facts.assessment.contradictions.iter().filter(shown).map(one).collect()
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
        Self {
            agreement: agreement(
                alignment.mean_disagreement,
                alignment.questions.iter().filter(|one| one.disputed).count(),
                alignment.questions.len(),
                "role",
            ),
            tendency: if facts.voices.compares_wholes(facts.questionnaire) {
                tendency(alignment.mean_gap, alignment.mean_absolute_gap)
            } else {
                String::new()
            },
            spread: spread(facts),
            sides: sides(facts, &alignment.questions),
            same: same(facts, &alignment.questions),
            gaps: gaps(facts, &alignment.questions),
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

/// Agreement as a word, with the distance in levels that it stands for: of so many questions on which two roles (or
/// groups) gave a level, so many are disputed.
pub(in crate::report) fn agreement(
    mean_disagreement: Option<f64>,
    disputed: usize,
    shared: usize,
    whose: &str,
) -> String {
    let Some(distance) = mean_disagreement else {
        return format!("No question was answered by two {whose}s, so agreement cannot be told.");
    };
    let word = if distance <= 0.5 {
        "largely agree"
    } else if distance <= 1.0 {
        "agree in part"
    } else {
        "do not describe the same organization"
    };
    let verb = if disputed == 1 { "is" } else { "are" };
    format!(
        "The {whose}s {word}: on average a {whose} stands {} from the middle view; {disputed} of {} {verb} \
         disputed.",
        words::levels(distance),
        count(shared, "shared question")
    )
}

/// Which side rates higher, and how far apart the two lie question by question; empty where they cannot be compared.
pub(in crate::report) fn tendency(mean_gap: Option<f64>, mean_absolute_gap: Option<f64>) -> String {
    match (mean_gap, mean_absolute_gap) {
        (Some(gap), Some(absolute)) => {
            let lean = if gap.abs() < 0.05 {
                "Neither leadership nor delivery rates higher on average".to_owned()
            } else {
                format!("On average {} rates higher by {}", side(gap), words::levels(gap))
            };
            format!("{lean}; question by question the two sides lie {} apart.", words::levels(absolute))
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
        if !facts.voices.compares_sides(facts.questionnaire, one.question) {
            return None;
        }
        let levels = (one.sides[Side::Leadership.index()]?, one.sides[Side::Delivery.index()]?);
        one.gap.filter(|gap| !is_same(*gap)).map(|_| levels)
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
    let same = questions
        .iter()
        .filter(|one| facts.voices.compares_sides(facts.questionnaire, one.question))
        .filter(|one| one.gap.is_some_and(is_same));
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
        .filter(|one| facts.voices.compares_sides(facts.questionnaire, one.question))
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
