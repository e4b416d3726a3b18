//! The loop: the best step that may be taken, and everything computed anew after it.

use super::{End, Held, Hold, PlanStep, Request, Standing};
use crate::assessment::layout::Layout;
use crate::assessment::priorities::{Lever, next_level, rank};
use crate::assessment::questions::marks;
use crate::assessment::result::{Assessment, Priority, State, TOLERANCE};
use crate::assessment::scoring::{Mark, Scores};
use crate::framework::TOP_LEVEL;
use crate::questionnaire::{Place, Questionnaire};

/// A plan in the making.
pub(super) struct Planner<'a> {
    pub questionnaire: &'a Questionnaire,
    pub assessment: &'a Assessment,
    request: &'a Request<'a>,
    layout: Layout<'a>,
    marks: Vec<Mark>,
    scores: Scores,
    lever: Option<Lever>,
    /// By question: the planned level; `None` where it is no known question of a mechanism.
    levels: Vec<Option<f64>>,
    /// By question: known only by implication when the plan begins.
    implied: Vec<bool>,
    /// By question: disputed and not settled.
    disputed: Vec<bool>,
    /// By mechanism: the level to reach, where there is a target that can be held against a value.
    targets: Vec<Option<f64>>,
    /// What is left of the budget.
    left: Option<u32>,
}

impl<'a> Planner<'a> {
    pub fn new(
        questionnaire: &'a Questionnaire,
        assessment: &'a Assessment,
        request: &'a Request<'a>,
    ) -> Self {
        let layout = Layout::of_scope(questionnaire, assessment.scope);
        let marks = marks(questionnaire, &assessment.questions);
        let scores = Scores::of(&layout, &marks);
        let mut levels = vec![None; questionnaire.questions.len()];
        let mut implied = vec![false; levels.len()];
        for result in &assessment.questions {
            let known =
                result.state == State::Known && !questionnaire.questions[result.question].is_outcome();
            levels[result.question] = result.level.filter(|_| known);
            implied[result.question] = result.implied;
        }
        Self {
            questionnaire,
            assessment,
            request,
            lever: Lever::of(&layout, &marks, &scores),
            disputed: disputed(questionnaire, assessment),
            targets: targets(questionnaire, assessment, request),
            left: request.budget,
            layout,
            marks,
            scores,
            levels,
            implied,
        }
    }

    /// Where the programme stands now; `None` where the whole has no value.
    pub fn standing(&self) -> Option<Standing> {
        let lever = self.lever.as_ref()?;
        Some(Standing { strength: lever.strength(), kinds: lever.kinds() })
    }

    /// The level of a mechanism now, 0..=5.
    pub fn level_of(&self, mechanism: usize) -> Option<f64> {
        self.scores.mechanisms[mechanism].value.map(|value| 5.0 * value)
    }

    /// Takes one step after the other.
    pub fn run(&mut self) -> Vec<PlanStep> {
        let mut steps = Vec::new();
        while self.request.steps.is_none_or(|most| steps.len() < most) {
            let Some(step) = self.best().and_then(|question| self.take(question)) else { break };
            steps.push(step);
        }
        steps
    }

    /// The question whose next step gains most for its effort, among those that may be raised and can be paid.
    fn best(&self) -> Option<usize> {
        let lever = self.lever.as_ref()?;
        let worth = |(question, level): (usize, f64)| {
            let gain = lever.gain(question, next_level(level) / f64::from(TOP_LEVEL));
            (question, gain / f64::from(self.effort(question)))
        };
        let free =
            self.below_top().filter(|&question| self.hold(question).is_none() && self.affords(question));
        let valued = free.filter_map(|question| Some(worth((question, self.levels[question]?))));
        valued.min_by(|a, b| rank(self.questionnaire, *a, *b)).map(|(question, _)| question)
    }

    /// Raises a question to its next level.
    fn take(&mut self, question: usize) -> Option<PlanStep> {
        let (before, from) = (self.standing()?, self.levels[question]?);
        let to = next_level(from);
        self.levels[question] = Some(to);
        self.marks[question] = Mark::known(to / f64::from(TOP_LEVEL));
        self.scores = Scores::of(&self.layout, &self.marks);
        self.lever = Lever::of(&self.layout, &self.marks, &self.scores);
        let effort = self.effort(question);
        self.left = self.left.map(|left| left.saturating_sub(u32::from(effort)));
        let requirement = self.questionnaire.questions[question].requires();
        let first = self.implied[question] && from <= 0.0;
        let follows = requirement.filter(|_| first).map(|requirement| requirement.question);
        let after = self.standing()?;
        Some(PlanStep { question, from, to, effort, gain: after.strength - before.strength, after, follows })
    }

    /// Effort of one level, 1..=5.
    fn effort(&self, question: usize) -> u8 {
        self.questionnaire.questions[question].effort.max(1)
    }

    fn affords(&self, question: usize) -> bool {
        self.left.is_none_or(|left| u32::from(self.effort(question)) <= left)
    }

    /// The scored questions of mechanisms that stand below the top, unknown ones among them.
    fn below_top(&self) -> impl Iterator<Item = usize> + '_ {
        self.layout.scoped().filter(|&question| {
            let top = self.levels[question].is_some_and(|level| level >= f64::from(TOP_LEVEL));
            !top && self.marks[question].is_scored() && !self.questionnaire.questions[question].is_outcome()
        })
    }

    /// What keeps a question from being raised now, budget and number of steps apart.
    fn hold(&self, question: usize) -> Option<Hold> {
        let covered = |focus: &super::Focus| focus.covers(self.questionnaire, question);
        if !self.request.only.is_empty() && !self.request.only.iter().any(covered) {
            Some(Hold::Only)
        } else if self.needs_no_more(question) {
            Some(Hold::Target)
        } else if self.levels[question].is_none() {
            Some(Hold::Unknown)
        } else if self.disputed[question] {
            Some(Hold::Disputed)
        } else {
            self.waits_for(question).map(|_| Hold::Requirement)
        }
    }

    /// With targets: whether the question's mechanism has none, or stands where it should.
    fn needs_no_more(&self, question: usize) -> bool {
        let Place::Mechanism { mechanism, .. } = self.questionnaire.questions[question].place else {
            return true;
        };
        self.request.targets.is_some() && !self.falls_short(mechanism)
    }

    /// Whether a mechanism stands below its target.
    pub fn falls_short(&self, mechanism: usize) -> bool {
        let level = self.level_of(mechanism);
        self.targets[mechanism].zip(level).is_some_and(|(target, level)| level < target - TOLERANCE)
    }

    /// The requirement of an implied question, as long as its planned level does not suffice.
    fn waits_for(&self, question: usize) -> Option<(usize, u8)> {
        let requirement =
            self.questionnaire.questions[question].requires().filter(|_| self.implied[question])?;
        let planned = self.levels[requirement.question].unwrap_or(0.0);
        (planned < f64::from(requirement.level)).then_some((requirement.question, requirement.level))
    }

    /// Why there is no further step after so many.
    pub fn end(&self, steps: usize) -> End {
        if self.lever.is_none() {
            return End::NoStrength;
        }
        let mut free = self.below_top().filter(|&question| self.hold(question).is_none()).peekable();
        if free.peek().is_some() {
            let out_of_steps =
                self.request.steps == Some(steps) && free.any(|question| self.affords(question));
            return if out_of_steps { End::Steps } else { End::Budget };
        }
        let targets = self.request.targets.filter(|targets| !targets.all.is_empty());
        let reached = |mechanism: usize| self.targets[mechanism].is_some() && !self.falls_short(mechanism);
        match targets {
            Some(targets) if targets.all.iter().all(|target| reached(target.mechanism)) => End::Targets,
            _ => End::Exhausted,
        }
    }

    /// Every question that could stand higher, and what holds it; none where no step can be weighed at all.
    pub fn held(&self, end: End) -> Vec<Held> {
        if end == End::NoStrength {
            return Vec::new();
        }
        let out = |question: usize| match end {
            End::Steps if self.affords(question) => Hold::Steps,
            _ => Hold::Budget,
        };
        self.below_top()
            .map(|question| {
                let by = self.hold(question).unwrap_or_else(|| out(question));
                let waits_for = self.waits_for(question).filter(|_| by == Hold::Requirement);
                Held { question, by, waits_for }
            })
            .collect()
    }

    /// The next steps that have to be settled first, among those that the plan would have taken up.
    pub fn disputed_steps(&self) -> Vec<Priority> {
        let held = |question: usize| self.hold(question) == Some(Hold::Disputed);
        self.assessment
            .priorities
            .iter()
            .filter(|step| step.disputed && held(step.question))
            .copied()
            .collect()
    }
}

/// By question: whether it is disputed and not settled.
fn disputed(questionnaire: &Questionnaire, assessment: &Assessment) -> Vec<bool> {
    let mut disputed = vec![false; questionnaire.questions.len()];
    let seen = assessment.alignment.iter().flat_map(|alignment| &alignment.questions);
    for question in seen.filter(|question| question.disputed) {
        disputed[question.question] = true;
    }
    for result in assessment.questions.iter().filter(|result| result.settled()) {
        disputed[result.question] = false;
    }
    disputed
}

/// By mechanism: its target, where there is one and a value that it can be held against.
fn targets(
    questionnaire: &Questionnaire,
    assessment: &Assessment,
    request: &Request<'_>,
) -> Vec<Option<f64>> {
    let mut levels = vec![None; questionnaire.mechanisms.len()];
    let wanted = |mechanism: usize| request.targets.and_then(|targets| targets.of(mechanism));
    for result in assessment.mechanisms.iter().filter(|result| result.stands()) {
        levels[result.mechanism] = wanted(result.mechanism).map(|target| target.level);
    }
    levels
}
