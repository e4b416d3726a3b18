//! Targets against a plan: how far each is reached, and what stands in the way of the others.

use super::planner::Planner;
use super::{Held, Hold};
use crate::assessment::result::{MechanismResult, QuestionResult, State};
use crate::framework::closed_set;
use crate::targets::{Target, Targets};

/// One mechanism's target and where the plan brings it.
#[derive(Debug, Clone, PartialEq)]
pub struct Aim {
    /// Index into the questionnaire's mechanisms.
    pub mechanism: usize,
    /// The level to reach, 0..=5.
    pub target: f64,
    /// Its level before; `None` where it has no value.
    pub before: Option<f64>,
    /// Its level after the last step.
    pub after: Option<f64>,
    /// What became of it.
    pub state: AimState,
    /// What stands in the way: its questions below the top, where the target is not reached; what nobody has said,
    /// where there is no value.
    pub held: Vec<Held>,
}

closed_set! {
    /// What becomes of a target.
    AimState {
        /// It stood there before the plan.
        Met = "met", "reached already";
        /// The plan reaches it.
        Reached = "reached", "reached by the plan";
        /// It stays below.
        Short = "short", "not reached";
        /// Too little is answered for a level to stand.
        NoValue = "no-value", "too little is answered";
        /// Nothing of the mechanism applies.
        NotApplicable = "not-applicable", "does not apply";
        /// None of its questions are part of this interview.
        NotAsked = "not-asked", "not part of the quick interview";
    }
}

/// Every target, in the questionnaire's order.
pub(super) fn aims(planner: &Planner<'_>, targets: &Targets, held: &[Held]) -> Vec<Aim> {
    targets.all.iter().map(|target| aim(planner, target, held)).collect()
}

fn aim(planner: &Planner<'_>, target: &Target, held: &[Held]) -> Aim {
    let mechanism = target.mechanism;
    let result = planner.assessment.mechanisms.iter().find(|result| result.mechanism == mechanism);
    let before = result.filter(|result| result.stands()).and_then(MechanismResult::level);
    let state = match (result, before) {
        (None, _) => AimState::NotAsked,
        (Some(result), None) if result.completeness.is_none() => AimState::NotApplicable,
        (Some(_), None) => AimState::NoValue,
        (Some(_), Some(_)) if planner.falls_short(mechanism) => AimState::Short,
        (Some(_), Some(level)) if level < target.level - crate::assessment::TOLERANCE => AimState::Reached,
        (Some(_), Some(_)) => AimState::Met,
    };
    let questions = planner.questionnaire.mechanisms[mechanism].questions.clone();
    let in_the_way = |one: &&Held| questions.contains(&one.question) && one.by != Hold::Target;
    let held = match state {
        AimState::Short => held.iter().filter(in_the_way).copied().collect(),
        AimState::NoValue => unsaid(planner, |question| questions.contains(&question)),
        _ => Vec::new(),
    };
    let after = before.and_then(|_| planner.level_of(mechanism));
    Aim { mechanism, target: target.level, before, after, state, held }
}

/// The questions that nobody has answered, or nobody with knowledge.
fn unsaid(planner: &Planner<'_>, own: impl Fn(usize) -> bool) -> Vec<Held> {
    let one = |result: &QuestionResult| {
        let by = match result.state {
            State::Unknown => Hold::Unknown,
            State::Unanswered => Hold::Unanswered,
            State::Known | State::NotApplicable => return None,
        };
        Some(Held { question: result.question, by, waits_for: None })
    };
    planner.assessment.questions.iter().filter(|result| own(result.question)).filter_map(one).collect()
}
