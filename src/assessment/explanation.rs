//! Why a number is what it is: the terms it is made of, what was left out and by which rule, and at the leaf what
//! every respondent said.

mod parts;
mod question;

use super::assemble::Workings;
use super::result::{Assessment, Positions, QuestionAlignment, Range, State};
use crate::answers::{Answers, Placement, SettledValue, Settlement};
use crate::framework::{Evidence, Kind, Objective, Side};
use crate::questionnaire::Questionnaire;

/// The number asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Strength of the whole.
    Overall,
    /// Value of a kind.
    Kind(Kind),
    /// Strength of the support for an objective, and what is observed of it.
    Objective(Objective),
    /// Support that a kind gives an objective.
    Cell(Objective, Kind),
    /// Value of a mechanism, by index.
    Mechanism(usize),
    /// Value of a question or outcome, by index.
    Question(usize),
}

/// One number and how it came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The number asked about.
    pub target: Target,
    /// The value 0..=1 that the result gives; `None` where it gives none.
    pub value: Option<f64>,
    /// What the value could be.
    pub range: Option<Range>,
    /// Completeness κ 0..=1 on which it rests; `None` where nothing applies, and for a question.
    pub completeness: Option<f64>,
    /// Why there is no value.
    pub absence: Option<Reason>,
    /// The formula.
    pub formula: Formula,
    /// What the value is made of, in the questionnaire's order.
    pub terms: Vec<Term>,
    /// What belongs here and was left out, and by which rule.
    pub left_out: Vec<LeftOut>,
    /// Of an objective: what is observed of it; enters no other number.
    pub observed: Option<Box<Explanation>>,
    /// Of a question: what was said, and where it goes.
    pub question: Option<QuestionTrace>,
}

impl Explanation {
    /// What the contributions add up to, by the formula; `None` where a term has none or there is no term. It
    /// equals the value wherever a value stands (but at a question, which has no terms).
    pub fn total(&self) -> Option<f64> {
        let contributions: Option<Vec<f64>> = self.terms.iter().map(|term| term.contribution).collect();
        let sum: f64 = contributions.filter(|contributions| !contributions.is_empty())?.iter().sum();
        Some(if self.formula.is_squared() { sum * sum } else { sum })
    }
}

/// How the terms make the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Formula {
    /// `S = (Σ w √P)²`.
    Whole,
    /// The same over an objective's cells.
    Support,
    /// `P = Σ v m / Σ v`.
    Kind,
    /// `Σ a r x / Σ a r`.
    Cell,
    /// `m = Σ u x / Σ u`.
    Mechanism,
    /// `Σ u x / Σ u` over known outcome questions.
    Observed,
    /// `x = level / 5`, the level being the median of sides of the medians of roles.
    Level,
    /// `x = 1 - |security - organization| / 5`.
    Fit,
}

impl Formula {
    /// The formula in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Whole => {
                "strength = (sum of weight × square root of the kind's value)², over the three kinds; the weights sum to 1"
            }
            Self::Support => {
                "strength = (sum of weight × square root of the cell's value)², over the cells where something applies; the weights sum to 1"
            }
            Self::Kind => {
                "mean of its mechanisms' values, by the mechanisms' weights, over mechanisms that have a value"
            }
            Self::Cell => {
                "mean of the kind's scored questions, each weighing its share of its mechanism × the mechanism's weight × its relevance to the objective (2 primary, 1 secondary)"
            }
            Self::Mechanism => {
                "mean of its scored questions by their weights; a question that nobody could answer counts as 0"
            }
            Self::Observed => "mean of the objective's known outcome questions by their weights",
            Self::Level => {
                "level / 5; the level is the median of the sides' values, each the median of its roles' values, each the median of the role's answers"
            }
            Self::Fit => {
                "1 - |security - organization| / 5, each position being the median of the sides' values, each the median of its roles' values, each the median of the role's answers"
            }
        }
    }

    /// Where the scoring specification states it.
    pub const fn section(self) -> &'static str {
        match self {
            Self::Level | Self::Fit => "scoring specification, §1 and §2",
            _ => "scoring specification, §3",
        }
    }

    /// Whether the sum of the contributions is squared.
    pub const fn is_squared(self) -> bool {
        matches!(self, Self::Whole | Self::Support)
    }
}

/// What a term, or something left out, is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A kind of mechanism.
    Kind(Kind),
    /// A cell.
    Cell(Objective, Kind),
    /// A mechanism, by index.
    Mechanism(usize),
    /// A question or outcome, by index.
    Question(usize),
}

/// One term of a formula.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Term {
    /// What it is.
    pub part: Part,
    /// Its share of the weight, 0..=1; the shares of all terms sum to 1.
    pub weight: f64,
    /// Its value, 0..=1.
    pub value: Option<f64>,
    /// What it adds to the sum: weight × value, or weight × √value where the sum is squared.
    pub contribution: Option<f64>,
    /// What there is to know about the value, or why there is none.
    pub note: Option<Reason>,
}

/// Something that belongs here and does not count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LeftOut {
    /// What it is.
    pub part: Part,
    /// By which rule.
    pub reason: Reason,
}

/// The rule by which something has no value, does not count, or counts in a way that needs a word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reason {
    /// Nobody answered.
    Unanswered,
    /// Somebody does not know, and nobody gave an answer.
    Unknown,
    /// Does not apply.
    NotApplicable,
    /// Does not apply, because the question with this index does not.
    ImpliedNotApplicable(usize),
    /// Level 0, because the question with this index stands below the level required.
    ImpliedZero(usize),
    /// Not part of the quick interview, and every answers file is quick.
    OutOfScope,
    /// None of its questions applies.
    NothingApplies,
    /// Completeness, given here, is below one half: too thin to be shown as a number.
    TooThin(f64),
    /// A part of it has no value.
    PartMissing,
    /// Agreed in a settlement, which takes the consensus's place.
    Settled,
}

impl Reason {
    /// The rule in words, without the ids.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Unanswered => "nobody answered it: left out, and open in the bounds",
            Self::Unknown => {
                "nobody who was asked knows: 0 in a mechanism, left out of what is observed, and open in the bounds"
            }
            Self::NotApplicable => "does not apply: left out",
            Self::ImpliedNotApplicable(_) => {
                "does not apply, because the question that it requires does not: left out"
            }
            Self::ImpliedZero(_) => {
                "level 0, because the question that it requires stands below the level required"
            }
            Self::OutOfScope => "not part of the quick interview",
            Self::NothingApplies => "none of its questions applies",
            Self::TooThin(_) => "less than half of it is answered: not shown as a number",
            Self::PartMissing => "a part of it has no value",
            Self::Settled => "agreed in the settlement, in place of the consensus",
        }
    }

    /// Where the scoring specification states it.
    pub const fn section(self) -> &'static str {
        match self {
            Self::ImpliedNotApplicable(_) | Self::ImpliedZero(_) | Self::OutOfScope => {
                "scoring specification, §1"
            }
            Self::Unanswered | Self::Unknown | Self::NotApplicable | Self::Settled => {
                "scoring specification, §2"
            }
            Self::NothingApplies | Self::TooThin(_) | Self::PartMissing => "scoring specification, §3",
        }
    }
}

/// Where a role, a side or everybody stands on a question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Stand {
    /// At a level 0..=5.
    Level(f64),
    /// At two positions 0..=5.
    Fit(Positions),
}

/// What was said on a question, and where it goes.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionTrace {
    /// Respondent by respondent: by role, then name, then counts.
    pub voices: Vec<Voice>,
    /// Where each role stands (implied levels included), in role order.
    pub roles: Vec<(usize, Stand)>,
    /// Where each side stands.
    pub sides: Vec<(Side, Stand)>,
    /// State of the consensus, before any settlement.
    pub state: State,
    /// The consensus, before any settlement.
    pub consensus: Option<Stand>,
    /// What was settled.
    pub settlement: Option<SettledTrace>,
    /// How it is seen, where two roles gave a level.
    pub alignment: Option<QuestionAlignment>,
    /// `u_q` as the questionnaire states it.
    pub weight: f64,
    /// Its place among the mechanisms; `None` for an outcome.
    pub place: Option<MechanismPlace>,
    /// The cells that it feeds.
    pub feeds: Vec<Feed>,
}

/// What one respondent said on a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Voice {
    /// Index into the respondents as they were handed over.
    pub respondent: usize,
    /// Role index.
    pub role: usize,
    /// Name, where given.
    pub name: Option<String>,
    /// Whether the role is asked.
    pub asked: bool,
    /// The answer.
    pub said: Said,
    /// Grade of evidence of a level or pair given.
    pub evidence: Option<Evidence>,
    /// The question (index) against whose answer this one stands.
    pub contradicts: Option<usize>,
}

/// An answer, or what stands in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// A level 0..=5.
    Level(u8),
    /// A pair of positions.
    Fit(Placement),
    /// "Don't know".
    Unknown,
    /// Does not apply.
    NotApplicable,
    /// No answer.
    Nothing,
    /// Level 0, implied by the answer to the question with this index.
    ImpliedZero(usize),
    /// Does not apply, implied by the answer to the question with this index.
    ImpliedNotApplicable(usize),
}

/// What a settlement says on a question.
#[derive(Debug, Clone, PartialEq)]
pub struct SettledTrace {
    /// The agreed value; `None` where the question was left open, and the consensus stays.
    pub value: Option<SettledValue>,
    /// Grade of evidence shown.
    pub evidence: Evidence,
    /// Why.
    pub reason: String,
    /// Roles (by index) that dissent.
    pub dissent: Vec<usize>,
}

/// A question's place among the mechanisms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MechanismPlace {
    /// Mechanism index.
    pub mechanism: usize,
    /// `v_i` as the questionnaire states it.
    pub mechanism_weight: f64,
    /// `a_q = v_i u_q / Σ u` over the applicable questions of the mechanism; 0 where it does not apply.
    pub applicable_share: f64,
    /// Its share of the mechanism's value, 0..=1; `None` where it is not scored.
    pub mechanism_share: Option<f64>,
    /// Its share of the kind's value, 0..=1; `None` where it is not scored.
    pub kind_share: Option<f64>,
}

/// A cell that a question feeds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Feed {
    /// The objective.
    pub objective: Objective,
    /// The kind.
    pub kind: Kind,
    /// `r_qj`: 2 primary, 1 secondary.
    pub relevance: u8,
    /// Its share of the cell's value, 0..=1; `None` where it is not scored.
    pub share: Option<f64>,
}

/// Explains one number of an assessment, from what the assessment was made of.
///
/// The respondents, the settlement and the questionnaire are those that [`super::assess`] was given. An index that
/// names nothing is explained as out of scope.
pub fn explain(
    questionnaire: &Questionnaire,
    respondents: &[&Answers],
    settlement: Option<&Settlement>,
    assessment: &Assessment,
    target: Target,
) -> Explanation {
    let work = Workings::of(questionnaire, respondents, settlement);
    let explainer = Explainer { work: &work, respondents, settlement, assessment };
    match target {
        Target::Overall => explainer.overall(),
        Target::Kind(kind) => explainer.kind(kind),
        Target::Objective(objective) => explainer.objective(objective),
        Target::Cell(objective, kind) => explainer.cell(objective, kind),
        Target::Mechanism(mechanism) => explainer.mechanism(mechanism),
        Target::Question(question) => explainer.question(question),
    }
}

/// What an explanation is drawn from.
struct Explainer<'a> {
    work: &'a Workings<'a>,
    respondents: &'a [&'a Answers],
    settlement: Option<&'a Settlement>,
    assessment: &'a Assessment,
}

impl Explanation {
    /// An explanation of a number without a value.
    fn blank(target: Target, formula: Formula) -> Self {
        Self {
            target,
            value: None,
            range: None,
            completeness: None,
            absence: None,
            formula,
            terms: Vec::new(),
            left_out: Vec::new(),
            observed: None,
            question: None,
        }
    }
}
