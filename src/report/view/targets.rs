//! Targets beside levels: where the business wants each mechanism, and how far it is from there.

use super::{Figure, View};
use crate::{
    assessment::{Assessment, TOLERANCE},
    questionnaire::Questionnaire,
    report::words,
    targets::{Target, Targets},
    text::{clean_line, count},
};

/// The targets as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetsView {
    /// How many mechanisms stand below their target, of how many that have one.
    pub sentence: String,
}

/// One mechanism's target.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetView {
    /// The target as a level, and as the share of a bar at which it stands.
    pub figure: Figure,
    /// Whether the mechanism stands below it; `None` where it has no level.
    pub below: Option<bool>,
    /// In words: `target 3.0, 0.6 below`.
    pub note: String,
    /// Why.
    pub reason: String,
    /// Who sees to it.
    pub owner: String,
}

impl View {
    /// The same view with targets beside the mechanisms' levels.
    #[must_use]
    pub fn with_targets(
        mut self,
        questionnaire: &Questionnaire,
        assessment: &Assessment,
        targets: &Targets,
    ) -> Self {
        let level = |mechanism: usize| {
            let result = assessment.mechanisms.iter().find(|result| result.mechanism == mechanism)?;
            result.level().filter(|_| result.stands())
        };
        let mut held_back = Vec::new();
        let bars = self.mechanisms.iter_mut().flat_map(|group| &mut group.mechanisms);
        for bar in bars {
            let target = questionnaire.mechanism(&bar.id).and_then(|mechanism| targets.of(mechanism));
            if let Some(target) = target {
                // A level that is held back stays so beside its target, and nothing tells how far off it is.
                if bar.held_back {
                    held_back.push(target.mechanism);
                    bar.target = Some(TargetView::alone(target));
                    continue;
                }
                let level = level(target.mechanism);
                if level.is_some() {
                    bar.bar.figure = Figure::beside(level, target.level);
                }
                bar.target = Some(TargetView::new(target, level));
            }
        }
        let told = targets.all.iter().filter(|target| !held_back.contains(&target.mechanism));
        let levels: Vec<Option<bool>> = told.map(|target| below(level(target.mechanism), target)).collect();
        self.targets = Some(TargetsView { sentence: sentence(&levels, held_back.len()) });
        self
    }
}

impl TargetView {
    /// A target whose mechanism's level is held back.
    fn alone(target: &Target) -> Self {
        let note = format!("target {}", words::target(target.level));
        Self { below: None, note, ..Self::new(target, None) }
    }

    fn new(target: &Target, level: Option<f64>) -> Self {
        Self {
            figure: Figure::target(target.level),
            below: below(level, target),
            note: format!("target {}, {}", words::target(target.level), distance(level, target)),
            reason: clean_line(&target.reason),
            owner: clean_line(&target.owner),
        }
    }
}

/// Whether a level stands below its target.
fn below(level: Option<f64>, target: &Target) -> Option<bool> {
    level.map(|level| level < target.level - TOLERANCE)
}

/// `0.6 below`, `reached`, or that there is nothing to compare.
fn distance(level: Option<f64>, target: &Target) -> String {
    match (level, below(level, target)) {
        (Some(level), Some(true)) if target.level - level < 0.05 => "just below".to_owned(),
        (Some(level), Some(true)) => {
            format!("{} below", words::distance(target.level - shown(level, target.level)))
        }
        (Some(_), _) => "reached".to_owned(),
        (None, _) => "no level yet".to_owned(),
    }
}

/// The level as it stands beside its target, so that the distance is that of the figures shown.
fn shown(level: f64, target: f64) -> f64 {
    words::level_beside(level, target).parse().unwrap_or(level)
}

/// `4 of 9 mechanisms with a target stand below it; 1 has no level yet.`
fn sentence(levels: &[Option<bool>], held_back: usize) -> String {
    let below = levels.iter().filter(|below| **below == Some(true)).count();
    let without = levels.iter().filter(|below| below.is_none()).count();
    let verb = if below == 1 { "stands" } else { "stand" };
    let all = count(levels.len(), "mechanism");
    let mut sentence = match below {
        _ if levels.is_empty() && held_back == 0 => return "No mechanism has a target.".to_owned(),
        0 => format!("None of {all} with a target stands below it"),
        below => format!("{below} of {all} with a target {verb} below it"),
    };
    if without > 0 {
        sentence =
            format!("{sentence}; {without} {} no level yet", if without == 1 { "has" } else { "have" });
    }
    if held_back > 0 {
        sentence = format!("{sentence}; of {held_back} more the level is held back");
    }
    sentence + "."
}
