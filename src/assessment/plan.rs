//! The best next steps in order (scoring specification, §6): the best step is taken, the numbers are computed anew, and
//! so on. Greedy on purpose: every step is the best one where it stands, so that a plan that is broken off halfway was
//! still a good one.

mod aims;
mod planner;

use crate::framework::{Kind, Objective, closed_set};
use crate::questionnaire::Questionnaire;
use crate::targets::Targets;

use super::result::{Assessment, Priority};
pub use aims::{Aim, AimState};

/// What a plan may do.
#[derive(Debug, Clone, Copy, Default)]
pub struct Request<'a> {
    /// How many steps at most; `None` is no limit.
    pub steps: Option<usize>,
    /// The greatest sum of efforts; `None` is no limit.
    pub budget: Option<u32>,
    /// Levels to reach; only mechanisms below theirs are then raised.
    pub targets: Option<&'a Targets>,
    /// Only questions that one of these covers; empty is all.
    pub only: &'a [Focus],
}

/// A part of the programme that a plan keeps to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// The mechanisms of a kind.
    Kind(Kind),
    /// The questions with relevance for an objective.
    Objective(Objective),
    /// One mechanism, by index.
    Mechanism(usize),
}

impl Focus {
    /// Whether a mechanism's question is part of it.
    pub fn covers(self, questionnaire: &Questionnaire, question: usize) -> bool {
        match self {
            Self::Kind(kind) => {
                questionnaire.mechanism_of(question).is_some_and(|mechanism| mechanism.kind == kind)
            }
            Self::Objective(objective) => questionnaire.questions[question].relevance(objective) > 0,
            Self::Mechanism(mechanism) => questionnaire.mechanisms[mechanism].questions.contains(&question),
        }
    }
}

/// Steps in order, and what they come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Where the programme stands; `None` where the whole has no value, and then there are no steps.
    pub start: Option<Standing>,
    /// First to last.
    pub steps: Vec<PlanStep>,
    /// Why there are no more.
    pub end: End,
    /// Next steps on questions to be settled first, best first, as they stand before the plan.
    pub disputed: Vec<Priority>,
    /// What could still be raised or found out when the plan ends, and what holds it, in the questionnaire's order.
    pub held: Vec<Held>,
    /// How far each target is reached; `None` without targets.
    pub aims: Option<Vec<Aim>>,
}

/// Strength of the whole and the three kinds, by [`Kind::index`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing {
    /// Strength.
    pub strength: f64,
    /// Values of the kinds.
    pub kinds: [f64; 3],
}

/// One question raised to its next whole level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlanStep {
    /// Question index.
    pub question: usize,
    /// Level before.
    pub from: f64,
    /// Level after.
    pub to: f64,
    /// 1..=5.
    pub effort: u8,
    /// Strength gained, by this step after those before it.
    pub gain: f64,
    /// The programme after it.
    pub after: Standing,
    /// The requirement (question index) whose level makes this step possible.
    pub follows: Option<usize>,
}

/// A question below the top that a plan leaves where it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Held {
    /// Question index.
    pub question: usize,
    /// What holds it.
    pub by: Hold,
    /// The requirement (question index) and the level it would need.
    pub waits_for: Option<(usize, u8)>,
}

closed_set! {
    /// What keeps a plan from raising a question.
    Hold {
        /// Nobody knows where it stands.
        Unknown = "unknown", "nobody knows where it stands";
        /// Nobody has said anything of it.
        Unanswered = "unanswered", "nobody has answered it";
        /// The respondents have to settle first where it stands.
        Disputed = "disputed", "to be settled first";
        /// Another question has to be raised before it can be begun.
        Requirement = "requirement", "waits for another";
        /// It is no part of what the plan keeps to.
        Only = "only", "left out by --only";
        /// Its mechanism needs no more, or has no target.
        Target = "target", "its mechanism stands where it should, or has no target";
        /// It costs more than is left.
        Budget = "budget", "over the budget";
        /// No more steps were asked for.
        Steps = "steps", "beyond the number of steps";
    }
}

closed_set! {
    /// Why a plan ends.
    End {
        /// As many steps as were asked for.
        Steps = "steps", "as many steps as were asked for";
        /// What is left costs more than the budget has.
        Budget = "budget", "the budget is used up";
        /// Every target is reached.
        Targets = "targets", "every target is reached";
        /// Nothing is left that can be raised.
        Exhausted = "exhausted", "nothing is left that can be raised";
        /// The whole has no value to raise.
        NoStrength = "no-strength", "there is no strength to raise yet";
    }
}

impl Plan {
    /// The sum of the steps' efforts.
    pub fn effort(&self) -> u32 {
        self.steps.iter().map(|step| u32::from(step.effort)).sum()
    }

    /// Where the programme stands after the last step.
    pub fn finish(&self) -> Option<Standing> {
        self.steps.last().map(|step| step.after).or(self.start)
    }

    /// Strength gained in all.
    pub fn gain(&self) -> Option<f64> {
        Some(self.finish()?.strength - self.start?.strength)
    }
}

/// Plans the next steps from a result (scoring specification, §6).
pub fn plan(questionnaire: &Questionnaire, assessment: &Assessment, request: &Request<'_>) -> Plan {
    let mut planner = planner::Planner::new(questionnaire, assessment, request);
    let start = planner.standing();
    let steps = planner.run();
    let end = planner.end(steps.len());
    let held = planner.held(end);
    Plan {
        start,
        end,
        disputed: planner.disputed_steps(),
        aims: request.targets.map(|targets| aims::aims(&planner, targets, &held)),
        steps,
        held,
    }
}
