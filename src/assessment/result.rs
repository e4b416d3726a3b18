//! What scoring yields. All values are fractions in 0..=1 unless said otherwise, unrounded; `None` stands where
//! the scoring specification gives no value.

use crate::framework::{Evidence, Kind, Objective, Scope, Side, Status, closed_set};

/// The whole result for one organization.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// The questions that exist for this result.
    pub scope: Scope,
    /// The respondents: by role, then name (none first), then counts.
    pub respondents: Vec<RespondentSummary>,
    /// The whole programme.
    pub overall: Overall,
    /// By [`Objective::index`].
    pub objectives: [ObjectiveResult; 3],
    /// By [`Kind::index`].
    pub kinds: [KindResult; 3],
    /// The mechanisms with a question in scope, in the questionnaire's order.
    pub mechanisms: Vec<MechanismResult>,
    /// The questions in scope, outcomes last, in the questionnaire's order.
    pub questions: Vec<QuestionResult>,
    /// How the respondents agree; `None` with one respondent.
    pub alignment: Option<Alignment>,
    /// Questions (indices) for which one gave a level and another "does not apply".
    pub scope_disputes: Vec<usize>,
    /// Answers that stand against a failed requirement, one per respondent.
    pub contradictions: Vec<Contradiction>,
    /// By the questionnaire's guidelines.
    pub guidelines: Vec<Option<f64>>,
    /// Next steps, best first.
    pub priorities: Vec<Priority>,
    /// What to find out, most worth knowing first.
    pub find_out: Vec<FindOut>,
    /// Claims and their support, as counts of levels given to mechanisms' questions.
    pub claims: Claims,
}

impl Assessment {
    /// The result of a question (by index), where it is in scope.
    pub fn question(&self, question: usize) -> Option<&QuestionResult> {
        let found = self.questions.binary_search_by_key(&question, |result| result.question);
        found.ok().map(|at| &self.questions[at])
    }
}

/// An interval of what a value could be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// The least.
    pub low: f64,
    /// The greatest.
    pub high: f64,
}

/// One respondent and what was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RespondentSummary {
    /// Role index.
    pub role: usize,
    /// The role's side.
    pub side: Side,
    /// Name, where given.
    pub name: Option<String>,
    /// Whether the answers were read back and confirmed.
    pub status: Status,
    /// Answers given to questions in scope.
    pub answered: usize,
    /// "Don't know" among them.
    pub unknown: usize,
    /// "Does not apply" among them.
    pub not_applicable: usize,
    /// Questions in scope open to the role and not implied away.
    pub asked: usize,
}

impl RespondentSummary {
    /// Whether the file holds any answer: one without is an invitation that nobody has followed yet.
    pub fn has_answered(&self) -> bool {
        self.answered > 0
    }
}

/// Coverage, strength and balance of three parts (scoring specification, §3).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Triad {
    /// Weighted mean of the parts.
    pub coverage: Option<f64>,
    /// Squared weighted mean of the parts' square roots: a power mean of exponent 1/2.
    pub strength: Option<f64>,
    /// Strength over coverage.
    pub balance: Option<f64>,
    /// What coverage could be.
    pub coverage_range: Option<Range>,
    /// What strength could be.
    pub strength_range: Option<Range>,
}

/// The whole programme.
#[derive(Debug, Clone, PartialEq)]
pub struct Overall {
    /// Over the three kinds.
    pub triad: Triad,
    /// `3 B`: on how many kinds the programme stands; `None` unless the kinds weigh the same.
    pub effective_kinds: Option<f64>,
    /// Greatest minus least kind.
    pub kind_gap: Option<f64>,
    /// Share answered, unknowns included.
    pub completeness: Option<f64>,
    /// Share answered with knowledge.
    pub known: Option<f64>,
    /// Strength if each question stood at its lowest, or highest, role value.
    pub spread: Option<Range>,
    /// Strength with every claim capped by its evidence.
    pub evidenced: Option<f64>,
    /// Smaller changes of strength than this are noise.
    pub detectable_change: Option<f64>,
    /// Strength at weights one half technical, one quarter each for the other two.
    pub technical_half: Option<f64>,
    /// Band of the strength.
    pub band: Option<Band>,
    /// Band of the kind gap.
    pub balance_band: Option<BalanceBand>,
}

/// The support for one objective, and what is observed of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ObjectiveResult {
    /// Which.
    pub objective: Objective,
    /// Over the row's cells.
    pub triad: Triad,
    /// Share answered.
    pub completeness: Option<f64>,
    /// By [`Kind::index`].
    pub cells: [Cell; 3],
    /// From its outcome questions; `None` where the scope has none.
    pub observed: Option<Observed>,
}

/// The support that one kind gives one objective.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// Its value.
    pub coverage: Option<f64>,
    /// What it could be; `None` where nothing applies.
    pub range: Option<Range>,
    /// Share answered.
    pub completeness: Option<f64>,
    /// Scored questions with relevance here.
    pub questions: usize,
}

/// What is observed of an objective.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observed {
    /// Weighted mean of the known outcome questions.
    pub value: Option<f64>,
    /// What it could be.
    pub range: Option<Range>,
    /// Share known.
    pub completeness: Option<f64>,
}

/// One kind of mechanism.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KindResult {
    /// Which.
    pub kind: Kind,
    /// Its value.
    pub coverage: Option<f64>,
    /// What it could be.
    pub range: Option<Range>,
    /// Share answered.
    pub completeness: Option<f64>,
}

/// One mechanism.
#[derive(Debug, Clone, PartialEq)]
pub struct MechanismResult {
    /// Index into the questionnaire's mechanisms.
    pub mechanism: usize,
    /// Its value; five times this is the level shown. `None` where nothing is scored.
    pub coverage: Option<f64>,
    /// What it could be.
    pub range: Option<Range>,
    /// Share answered.
    pub completeness: Option<f64>,
    /// u-weighted mean of each role's values, in levels, by role (present roles with a value, in role order).
    pub roles: Vec<(usize, f64)>,
    /// Mean disagreement of its questions, in levels.
    pub disagreement: Option<f64>,
}

impl MechanismResult {
    /// The value as a level 0..=5.
    pub fn level(&self) -> Option<f64> {
        self.coverage.map(|value| 5.0 * value)
    }

    /// Whether the value is shown: completeness of at least one half (scoring specification, §3).
    pub fn stands(&self) -> bool {
        self.coverage.is_some() && self.completeness.is_some_and(super::is_enough)
    }
}

closed_set! {
    /// What is known of a question over all respondents.
    State {
        /// Somebody gave a level (or pair).
        Known = "known", "known";
        /// Nobody did, and somebody does not know.
        Unknown = "unknown", "unknown";
        /// Nobody did, and somebody says that it does not apply.
        NotApplicable = "not-applicable", "not applicable";
        /// Nobody said anything.
        Unanswered = "unanswered", "unanswered";
    }
}

/// One question over all respondents.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionResult {
    /// Index into the questionnaire's questions.
    pub question: usize,
    /// State in the result (a settled question is known).
    pub state: State,
    /// Its value; an unknown question of a mechanism has 0.
    pub value: Option<f64>,
    /// Consensus or settled level 0..=5.
    pub level: Option<f64>,
    /// Consensus or settled positions of a fit question.
    pub fit: Option<Positions>,
    /// Known only by implication.
    pub implied: bool,
    /// What stood before the settlement, where it was settled.
    pub original: Option<Original>,
    /// Strongest grade among the levels given, or the settlement's.
    pub evidence: Option<Evidence>,
    /// Role values (implied included), in role order; empty for a fit question.
    pub roles: Vec<(usize, f64)>,
}

impl QuestionResult {
    /// Whether a settlement took the consensus's place.
    pub fn settled(&self) -> bool {
        self.original.is_some()
    }
}

/// Two positions 0..=5 after consensus.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Positions {
    /// Where the organization stands.
    pub organization: f64,
    /// Where security practice stands.
    pub security: f64,
}

impl Positions {
    /// Security minus organization, -5..=5: positive leans to the right pole.
    pub fn direction(self) -> f64 {
        self.security - self.organization
    }

    /// The fit, `1 - |direction| / 5`.
    pub fn value(self) -> f64 {
        1.0 - self.direction().abs() / 5.0
    }
}

/// The consensus that a settlement replaced.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Original {
    /// Its state.
    pub state: State,
    /// Its level.
    pub level: Option<f64>,
    /// Its positions.
    pub fit: Option<Positions>,
}

/// How the respondents agree (scoring specification, §5). Differences are in levels.
#[derive(Debug, Clone, PartialEq)]
pub struct Alignment {
    /// `1 - mean AD / 2.5`.
    pub agreement: Option<f64>,
    /// Mean average deviation about the median.
    pub mean_disagreement: Option<f64>,
    /// Mean of leadership minus delivery.
    pub mean_gap: Option<f64>,
    /// Mean of its absolute value.
    pub mean_absolute_gap: Option<f64>,
    /// Krippendorff's alpha, ordinal.
    pub alpha: Option<f64>,
    /// Questions on which two roles gave levels, in the questionnaire's order.
    pub questions: Vec<QuestionAlignment>,
    /// What one side knows and the other does not.
    pub blind_spots: Vec<BlindSpot>,
    /// Where respondents of one role differ by two levels or more.
    pub within_roles: Vec<WithinRole>,
    /// Share of "don't know" by present role, in role order.
    pub roles: Vec<(usize, Option<f64>)>,
    /// Every pair of present roles, in role order.
    pub pairs: Vec<Pair>,
}

impl Alignment {
    /// How a question (by index) is seen, where two roles gave a level.
    pub fn question(&self, question: usize) -> Option<&QuestionAlignment> {
        self.questions.iter().find(|one| one.question == question)
    }
}

/// How one question is seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct QuestionAlignment {
    /// Question index.
    pub question: usize,
    /// Average deviation about the median.
    pub disagreement: f64,
    /// Highest minus lowest role value.
    pub range: f64,
    /// Leadership minus delivery.
    pub gap: Option<f64>,
    /// The sides' values, by [`Side::index`]; `None` where no role of a side gave a level.
    pub sides: [Option<f64>; 3],
    /// Too far apart to be called a consensus.
    pub disputed: bool,
}

/// A side that does not know what the other does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlindSpot {
    /// Question index.
    pub question: usize,
    /// The side that answered "don't know".
    pub side: Side,
}

/// Respondents of one role who differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WithinRole {
    /// Question index.
    pub question: usize,
    /// Role index.
    pub role: usize,
    /// Lowest level given.
    pub low: u8,
    /// Highest level given.
    pub high: u8,
}

/// Two roles compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// Role index.
    pub a: usize,
    /// Role index.
    pub b: usize,
    /// Mean of a minus b.
    pub gap: Option<f64>,
    /// Questions on which both stand.
    pub questions: usize,
}

/// An answer that stands against a failed requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contradiction {
    /// Question index.
    pub question: usize,
    /// Role index of the respondent.
    pub role: usize,
}

/// A next step: one question raised to its next whole level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Priority {
    /// Question index.
    pub question: usize,
    /// Consensus level now.
    pub from: f64,
    /// Level after.
    pub to: f64,
    /// Strength gained.
    pub gain: f64,
    /// 1..=5.
    pub effort: u8,
    /// Gain over effort.
    pub gain_per_effort: f64,
    /// Settle first, then improve.
    pub disputed: bool,
}

/// A question that nobody could answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FindOut {
    /// Question index.
    pub question: usize,
    /// Strength gained if it stood at the top; `None` where the whole has no value.
    pub gain: Option<f64>,
}

/// How many claims have support.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claims {
    /// Levels above 0 given by respondents to mechanisms' questions in scope.
    pub made: usize,
    /// Of these, documented or verified.
    pub recorded: usize,
    /// Of these, verified.
    pub verified: usize,
}

closed_set! {
    /// Bands of strength, coverage and observed values: conventions, not findings (scoring specification, §8).
    Band {
        /// Below 0.2.
        Initial = "initial", "initial";
        /// Below 0.4.
        Emerging = "emerging", "emerging";
        /// Below 0.6.
        Partial = "partial", "partial";
        /// Below 0.8.
        Established = "established", "established";
        /// 0.8 and above.
        Sustained = "sustained", "sustained";
    }
}

closed_set! {
    /// Bands of the gap between the kinds (scoring specification, §8).
    BalanceBand {
        /// Below 0.10.
        Even = "even", "even";
        /// Below 0.25.
        Uneven = "uneven", "uneven";
        /// 0.25 and above.
        Lopsided = "lopsided", "lopsided";
    }
}

/// Values this close count as equal in bands, thresholds and the 0.5 rule.
pub const TOLERANCE: f64 = 1e-9;

impl Band {
    /// The band of a value in 0..=1.
    pub fn of(value: f64) -> Self {
        let above = |limit: f64| value >= limit - TOLERANCE;
        match () {
            () if above(0.8) => Self::Sustained,
            () if above(0.6) => Self::Established,
            () if above(0.4) => Self::Partial,
            () if above(0.2) => Self::Emerging,
            () => Self::Initial,
        }
    }
}

impl BalanceBand {
    /// The band of a kind gap in 0..=1.
    pub fn of(gap: f64) -> Self {
        let above = |limit: f64| gap >= limit - TOLERANCE;
        match () {
            () if above(0.25) => Self::Lopsided,
            () if above(0.10) => Self::Uneven,
            () => Self::Even,
        }
    }
}
