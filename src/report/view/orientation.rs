//! Objective by objective: the support, what is observed beside it, and where organization and security stand on
//! the scales on which neither pole is better.

use super::{CellView, Facts, Figure, detail::HELD_BACK, overview, quoted, within_ten_points};
use crate::{
    assessment::{Positions, QuestionResult, Range, State},
    framework::Objective,
    report::words,
    text::clean_line,
};

/// How one objective reads.
#[derive(Debug, Clone, PartialEq)]
pub struct ObjectiveReading {
    /// Its name.
    pub name: &'static str,
    /// Strength of the support.
    pub support: Figure,
    /// What the support could be.
    pub support_range: Option<Range>,
    /// What is observed.
    pub observed: CellView,
    /// What the observation could be.
    pub observed_range: Option<Range>,
    /// Support and observation in a sentence or two.
    pub reading: String,
    /// What follows where the two part; may be empty.
    pub finding: &'static str,
    /// Whether what is observed lags behind the support.
    pub lags: bool,
    /// What people said of each outcome question: short name and statement.
    pub observations: Vec<(String, String)>,
}

/// One fit question.
#[derive(Debug, Clone, PartialEq)]
pub struct Orientation {
    /// Question id.
    pub id: String,
    /// Short name.
    pub label: String,
    /// As asked.
    pub ask: String,
    /// The names of the left and the right pole.
    pub poles: [String; 2],
    /// Both positions, where they are known.
    pub placed: Option<Placed>,
    /// The direction in words, or why there are no positions.
    pub reading: String,
}

/// Two positions on one scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Both, 0..=5.
    pub positions: Positions,
    /// Where the organization stands, in the questionnaire's words.
    pub organization: String,
    /// Where security practice stands.
    pub security: String,
}

/// How the supports of the objectives stand to each other: in an order only beyond ten points. `supports` names them.
pub(super) fn order(facts: Facts<'_>, supports: &str) -> String {
    let mut values: Vec<(&str, f64)> = facts
        .assessment
        .objectives
        .iter()
        .filter_map(|one| Some((words::objective(one.objective), one.triad.strength?)))
        .collect();
    values.sort_by(|a, b| b.1.total_cmp(&a.1));
    let (Some(&(_, most)), Some(&(_, least))) = (values.first(), values.last()) else {
        return "No objective has enough answers for a value of its support.".to_owned();
    };
    if values.len() == 1 {
        return format!("Only {} has enough answers for a value of its support.", values[0].0);
    }
    if within_ten_points(most, least) {
        return format!("{supports} lie within ten points of each other: no order.");
    }
    let (best, worst) = (values[0].0, values[values.len() - 1].0);
    let Some(&(middle, value)) = values.get(1).filter(|_| values.len() == 3) else {
        return format!("{best} is supported better than {worst}.");
    };
    match (within_ten_points(most, value), within_ten_points(value, least)) {
        (false, false) => format!("{best} is supported best, then {middle}, {worst} least."),
        (true, false) => {
            format!("{worst} is supported least; {best} and {middle} lie within ten points: no order.")
        }
        (false, true) => {
            format!("{best} is supported best; {middle} and {worst} lie within ten points: no order.")
        }
        (true, true) => {
            format!("{best} is supported better than {worst}; {middle} lies within ten points of either.")
        }
    }
}

impl ObjectiveReading {
    pub(super) fn all(facts: Facts<'_>) -> Vec<Self> {
        Objective::ALL.into_iter().map(|objective| Self::new(facts, objective)).collect()
    }

    fn new(facts: Facts<'_>, objective: Objective) -> Self {
        let result = &facts.assessment.objectives[objective.index()];
        let support = result.triad.strength;
        let seen = overview::observed(facts, objective);
        let observations = facts
            .assessment
            .questions
            .iter()
            .filter(|one| facts.observes(one.question, objective) && one.fit.is_none())
            .filter(|one| !facts.questionnaire.questions[one.question].is_fit())
            .map(|one| (facts.label(one.question), observation(facts, one)))
            .collect();
        let unseen = if facts.voices.holds_back_place(objective.id()) {
            "what is observed is held back"
        } else if seen.empty {
            "no question that applies observes it"
        } else {
            "too little is answered for what is observed"
        };
        Self {
            name: objective.name(),
            support: Figure::percent(support),
            support_range: result.triad.strength_range,
            observed_range: result.observed.and_then(|one| one.range),
            reading: reading(support, seen.figure.share, unseen),
            finding: finding(support, seen.figure.share),
            lags: lags(support, seen.figure.share),
            observed: seen,
            observations,
        }
    }
}

/// A whole band's width below the support, and not itself established.
fn lags(support: Option<f64>, seen: Option<f64>) -> bool {
    matches!((support, seen), (Some(support), Some(seen)) if support - seen >= 0.2 - 1e-9 && seen < 0.6 - 1e-9)
}

/// Support and observation in a sentence; `unseen` says why nothing is observed, where nothing is.
fn reading(support: Option<f64>, seen: Option<f64>, unseen: &str) -> String {
    let supported = match support {
        Some(_) => format!("Supported at {}", Figure::percent(support).with_band()),
        None => "Too little is answered for a value of the support".to_owned(),
    };
    let observed = match seen {
        Some(_) => format!("observed at {}.", Figure::percent(seen).with_band()),
        None => format!("{unseen}."),
    };
    match finding(support, seen) {
        "" => format!("{supported}; {observed}"),
        finding => format!("{supported}; {observed} {finding}"),
    }
}

/// What follows where support and observation part by a band's width.
fn finding(support: Option<f64>, seen: Option<f64>) -> &'static str {
    if lags(support, seen) {
        "What is observed lags behind: machinery is there that may not work."
    } else if matches!((support, seen), (Some(support), Some(seen)) if seen - support >= 0.2 - 1e-9) {
        "More is observed than the mechanisms explain: ask what carries it, and whether it would last."
    } else {
        ""
    }
}

/// What was said: the statement at the level that stands.
fn observation(facts: Facts<'_>, result: &QuestionResult) -> String {
    if facts.voices.holds_back(result.question) {
        return HELD_BACK.to_owned();
    }
    match result.level {
        Some(level) => {
            let statement = words::statement(facts.questionnaire, result.question, level);
            format!("level {}, {}", words::level(level), quoted(&statement))
        }
        None => no_value(result.state).to_owned(),
    }
}

/// Why a question has no value, in words.
pub(super) const fn no_value(state: State) -> &'static str {
    match state {
        State::Known => "known",
        State::Unknown => "nobody knew",
        State::NotApplicable => "does not apply",
        State::Unanswered => "not answered",
    }
}

impl Orientation {
    pub(super) fn all(facts: Facts<'_>) -> Vec<Self> {
        facts.assessment.questions.iter().filter_map(|one| Self::new(facts, one)).collect()
    }

    fn new(facts: Facts<'_>, result: &QuestionResult) -> Option<Self> {
        let question = &facts.questionnaire.questions[result.question];
        let poles = question.poles()?.each_ref().map(|pole| clean_line(pole));
        let held_back = facts.voices.holds_back(result.question);
        let placed = result.fit.filter(|_| !held_back).map(|positions| Placed {
            positions,
            organization: position(&question.statements, positions.organization),
            security: position(&question.statements, positions.security),
        });
        let reading = match result.fit {
            _ if held_back => "Held back: too few people placed it.".to_owned(),
            Some(positions) => direction(positions, &poles),
            None => format!("Not placed: {}.", no_value(result.state)),
        };
        Some(Self {
            id: question.id.clone(),
            label: facts.label(result.question),
            ask: facts.ask(result.question),
            poles,
            placed,
            reading,
        })
    }
}

/// A position in the questionnaire's words: its nearest description, or the two that it lies between.
fn position(statements: &[String], at: f64) -> String {
    let below = words::whole_level(at);
    let text = |index: usize| quoted(&clean_line(&statements[index]));
    if at - below as f64 > 1e-9 && below < 5 {
        format!("{}, between {} and {}", words::level(at), text(below), text(below + 1))
    } else {
        format!("{}, {}", words::level(at), text(below))
    }
}

/// Where security practice stands from the organization's habits; praise for neither.
fn direction(positions: Positions, poles: &[String; 2]) -> String {
    let direction = positions.direction();
    let fit = words::percent(positions.value());
    if direction.abs() < 0.05 {
        return format!("Both stand at the same place: practice fits the organization's habits ({fit}).");
    }
    let pole = quoted(if direction > 0.0 { &poles[1] } else { &poles[0] });
    let steps = words::distance(direction);
    let noun = if steps == "1.0" { "step" } else { "steps" };
    format!(
        "Security practice stands {steps} {noun} nearer to {pole} than the organization's habits do (fit {fit})."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_direction_is_told_from_either_side() {
        let poles = ["open".to_owned(), "closed".to_owned()];
        let told = |organization, security| direction(Positions { organization, security }, &poles);
        assert_eq!(
            told(1.0, 4.0),
            "Security practice stands 3.0 steps nearer to “closed” than the organization's habits do (fit 40%)."
        );
        assert!(told(3.0, 2.0).contains("1.0 step nearer to “open”"));
        assert!(told(2.0, 2.0).starts_with("Both stand at the same place"));
    }

    #[test]
    fn observation_a_bands_width_below_support_is_the_finding() {
        assert!(reading(Some(0.7), Some(0.3), "").contains("machinery is there"));
        assert!(!reading(Some(0.9), Some(0.7), "").contains("machinery"));
        assert!(reading(Some(0.3), Some(0.7), "").contains("More is observed"));
        assert!(reading(None, None, "nothing observes it").starts_with("Too little is answered"));
    }
}
