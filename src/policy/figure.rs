//! The numbers that a policy can name.

use crate::assessment::{Assessment, Range};
use crate::framework::{Kind, Objective};
use crate::questionnaire::Questionnaire;

/// A number of the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// Share of the whole that is answered.
    Completeness,
    /// Strength of the whole.
    Strength,
    /// Coverage of the whole.
    Coverage,
    /// Strength with every claim capped by its evidence.
    Evidenced,
    /// Share of the whole that is answered with knowledge.
    Known,
    /// Greatest minus least kind.
    KindGap,
    /// Strength of the support for an objective.
    Objective(Objective),
    /// What is observed of an objective.
    Observed(Objective),
    /// One kind of mechanism.
    Kind(Kind),
    /// What one kind gives one objective.
    Cell(Objective, Kind),
    /// One mechanism (by index), as a level.
    Mechanism(usize),
    /// Share of the questions asked that are said not to apply.
    NotApplicable,
    /// Share of the questions asked that are unknown.
    Unknown,
    /// The greatest gap between leadership and delivery, in levels.
    PerceptionGap,
}

impl Figure {
    /// Those of the whole, which stand under a key of their own.
    pub const OF_THE_WHOLE: [Self; 6] =
        [Self::Completeness, Self::Strength, Self::Coverage, Self::Evidenced, Self::Known, Self::KindGap];
    /// Those under `limits`.
    pub const LIMITS: [Self; 3] = [Self::NotApplicable, Self::Unknown, Self::PerceptionGap];

    /// Every figure of a questionnaire.
    pub fn all(questionnaire: &Questionnaire) -> impl Iterator<Item = Self> {
        let cells = Objective::ALL
            .into_iter()
            .flat_map(|objective| Kind::ALL.map(|kind| Self::Cell(objective, kind)));
        Self::OF_THE_WHOLE
            .into_iter()
            .chain(Objective::ALL.map(Self::Objective))
            .chain(Objective::ALL.map(Self::Observed))
            .chain(Kind::ALL.map(Self::Kind))
            .chain(cells)
            .chain((0..questionnaire.mechanisms.len()).map(Self::Mechanism))
            .chain(Self::LIMITS)
    }

    /// The ids of the cells.
    pub fn cell_ids() -> Vec<String> {
        Objective::ALL
            .iter()
            .flat_map(|objective| Kind::ALL.iter().map(move |kind| format!("{objective}.{kind}")))
            .collect()
    }

    /// The cell of an id, `objective.kind`.
    pub fn cell(id: &str) -> Option<Self> {
        let (objective, kind) = id.split_once('.')?;
        Some(Self::Cell(Objective::from_id(objective)?, Kind::from_id(kind)?))
    }

    /// The key in a policy; of those that have a mapping of their own, the mapping's.
    pub fn key(self) -> &'static str {
        match self {
            Self::Completeness => "completeness",
            Self::Strength => "strength",
            Self::Coverage => "coverage",
            Self::Evidenced => "evidenced",
            Self::Known => "known",
            Self::KindGap => "kind_gap",
            Self::Objective(_) => "objectives",
            Self::Observed(_) => "observed",
            Self::Kind(_) => "kinds",
            Self::Cell(..) => "cells",
            Self::Mechanism(_) => "mechanisms",
            Self::NotApplicable => "not_applicable",
            Self::Unknown => "unknown",
            Self::PerceptionGap => "perception_gap",
        }
    }

    /// How a waiver names it: the keys that lead to it, less `require`.
    pub fn target(self, questionnaire: &Questionnaire) -> String {
        let key = self.key();
        match self {
            Self::Objective(objective) | Self::Observed(objective) => format!("{key}.{objective}"),
            Self::Kind(kind) => format!("{key}.{kind}"),
            Self::Cell(objective, kind) => format!("{key}.{objective}.{kind}"),
            Self::Mechanism(mechanism) => format!("{key}.{}", questionnaire.mechanisms[mechanism].id),
            Self::NotApplicable | Self::Unknown | Self::PerceptionGap => format!("limits.{key}"),
            _ => key.to_owned(),
        }
    }

    /// What it is called in a sentence.
    pub fn name(self, questionnaire: &Questionnaire) -> String {
        match self {
            Self::Completeness => "the completeness".into(),
            Self::Strength => "the strength".into(),
            Self::Coverage => "the coverage".into(),
            Self::Evidenced => "the evidenced strength".into(),
            Self::Known => "the share that is known".into(),
            Self::KindGap => "the gap between the kinds".into(),
            Self::Objective(objective) => format!("the support for `{objective}`"),
            Self::Observed(objective) => format!("what is observed of `{objective}`"),
            Self::Kind(kind) => format!("the `{kind}` kind"),
            Self::Cell(objective, kind) => format!("the `{kind}` support for `{objective}`"),
            Self::Mechanism(mechanism) => {
                format!("the level of `{}`", questionnaire.mechanisms[mechanism].id)
            }
            Self::NotApplicable => "the share said not to apply".into(),
            Self::Unknown => "the share that is unknown".into(),
            Self::PerceptionGap => "the greatest gap between leadership and delivery".into(),
        }
    }

    /// Whether the policy's number is the greatest allowed and not the least.
    pub fn is_maximum(self) -> bool {
        matches!(self, Self::KindGap | Self::NotApplicable | Self::Unknown | Self::PerceptionGap)
    }

    /// Whether it is a level 0..=5 and not a fraction.
    pub fn in_levels(self) -> bool {
        matches!(self, Self::Mechanism(_) | Self::PerceptionGap)
    }

    /// Its value, or where it has a range and the policy is pessimistic, the lower bound of that.
    pub fn value(self, assessment: &Assessment, pessimistic: bool) -> Option<f64> {
        let take = |value: Option<f64>, range: Option<Range>| {
            if pessimistic { range.map(|range| range.low) } else { value }
        };
        let overall = &assessment.overall;
        match self {
            Self::Completeness => overall.completeness,
            Self::Strength => take(overall.triad.strength, overall.triad.strength_range),
            Self::Coverage => take(overall.triad.coverage, overall.triad.coverage_range),
            Self::Evidenced => overall.evidenced,
            Self::Known => overall.known,
            Self::KindGap => overall.kind_gap,
            Self::Objective(objective) => {
                let triad = assessment.objectives[objective.index()].triad;
                take(triad.strength, triad.strength_range)
            }
            Self::Observed(objective) => {
                let observed = assessment.objectives[objective.index()].observed?;
                take(observed.value, observed.range)
            }
            Self::Kind(kind) => {
                let result = &assessment.kinds[kind.index()];
                take(result.coverage, result.range)
            }
            Self::Cell(objective, kind) => {
                let cell = assessment.objectives[objective.index()].cells[kind.index()];
                take(cell.coverage, cell.range)
            }
            Self::Mechanism(mechanism) => {
                let result = assessment.mechanisms.iter().find(|one| one.mechanism == mechanism)?;
                let shown = result.coverage.filter(|_| result.stands());
                take(shown, result.range).map(|value| 5.0 * value)
            }
            Self::NotApplicable => share(assessment, |respondent| respondent.not_applicable),
            Self::Unknown => share(assessment, |respondent| respondent.unknown),
            Self::PerceptionGap => greatest_gap(assessment),
        }
    }

    /// Whether a policy that takes lower bounds takes one of this.
    pub fn has_range(self) -> bool {
        !matches!(self, Self::Completeness | Self::Evidenced | Self::Known) && !self.is_maximum()
    }
}

/// A sum over the respondents as a share of what they were asked; `None` where nothing was.
fn share(
    assessment: &Assessment,
    count: impl Fn(&crate::assessment::RespondentSummary) -> usize,
) -> Option<f64> {
    let asked: usize = assessment.respondents.iter().map(|respondent| respondent.asked).sum();
    let counted: usize = assessment.respondents.iter().map(count).sum();
    (asked > 0).then(|| counted as f64 / asked as f64)
}

fn greatest_gap(assessment: &Assessment) -> Option<f64> {
    let questions = &assessment.alignment.as_ref()?.questions;
    questions.iter().filter_map(|question| question.gap).map(f64::abs).reduce(f64::max)
}
