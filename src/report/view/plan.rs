//! A plan in words: the path, what it comes to, and, in `aims`, what stands in the way.

mod aims;

use super::{Facts, Figure, FindOutView, overview, quoted};
pub use aims::{AimRow, AimsView, Unsettled};

use crate::{
    answers::Answers,
    assessment::{
        Assessment, Plan, State,
        plan::{End, Hold, PlanStep, Request, Standing},
    },
    framework::Kind,
    questionnaire::Questionnaire,
    report::{voices::Voices, words},
    text::{clean_line, count, name_line},
};

/// A plan as it is shown to people.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanView {
    /// Who is assessed.
    pub organization: String,
    /// Scope, and whose view it is.
    pub whose: String,
    /// Title, id and version of the questionnaire.
    pub questionnaire: String,
    /// What the whole plan does to strength; or why there is no plan.
    pub headline: String,
    /// The kinds before and after; empty where there are no steps.
    pub kinds: Vec<Move>,
    /// Whether the whole gain would show, and why the plan ends where it does.
    pub remarks: Vec<String>,
    /// The path: steps on one question that follow one another are one stage of it.
    pub stages: Vec<Stage>,
    /// What effort and gain are, and in which order equally good steps stand.
    pub meaning: String,
    /// Targets, where they were given.
    pub aims: Option<AimsView>,
    /// What has to be settled before it can be improved.
    pub settle_first: Vec<Unsettled>,
    /// What else no step can be planned for, and why.
    pub obstacles: Vec<String>,
    /// What to answer first; `None` where there is a strength.
    pub find_out: Option<FindOutView>,
}

/// A value before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct Move {
    /// What moves, in one word.
    pub name: &'static str,
    /// Before the plan.
    pub before: Figure,
    /// After it.
    pub after: Figure,
}

/// One question raised by one or more levels in a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// The places of its steps, from 1: `4`, or `1–3`.
    pub numbers: String,
    /// Question id, for `--explain`.
    pub id: String,
    /// The mechanism's name.
    pub mechanism: String,
    /// The question's own id, as words.
    pub own: String,
    /// `2 → 5`.
    pub levels: String,
    /// `months`, or `3 × months`.
    pub effort: String,
    /// `1.8 points`.
    pub gain: String,
    /// Strength after it.
    pub strength: Figure,
    /// The kinds after it: `Technical 45%, Integration 39%, Social 36%`.
    pub kinds: String,
    /// The statement that holds before it, with its level.
    pub from: String,
    /// What has to be there before it; may be empty.
    pub follows: String,
    /// At least one.
    pub steps: Vec<StageStep>,
}

/// One step.
#[derive(Debug, Clone, PartialEq)]
pub struct StageStep {
    /// Its place, from 1.
    pub number: usize,
    /// The statement that holds before it, with its level.
    pub from: String,
    /// The statement to reach, with its level.
    pub to: String,
    /// `months`.
    pub effort: &'static str,
    /// `0.6 points`.
    pub gain: String,
    /// Strength after it.
    pub strength: Figure,
    /// The kinds after it.
    pub kinds: String,
}

/// What a plan's view is made of.
#[derive(Clone, Copy)]
struct Material<'a> {
    facts: Facts<'a>,
    plan: &'a Plan,
    request: &'a Request<'a>,
}

impl PlanView {
    /// The view of a plan; `answers` are the files it came from, in any order.
    pub fn new(
        questionnaire: &Questionnaire,
        assessment: &Assessment,
        answers: &[&Answers],
        plan: &Plan,
        request: &Request<'_>,
    ) -> Self {
        let voices = Voices::by_role(questionnaire, assessment, answers);
        let facts = Facts { questionnaire, assessment, answers, settlement: None, voices: &voices };
        let material = Material { facts, plan, request };
        Self {
            organization: answers.first().map(|one| name_line(&one.organization)).unwrap_or_default(),
            whose: format!("{} · {}", super::scope(assessment.scope), overview::view_of(facts)),
            questionnaire: super::title(questionnaire),
            headline: material.headline(),
            kinds: material.kinds(),
            remarks: material.remarks(),
            stages: material.stages(),
            meaning: meaning(),
            aims: plan.aims.as_ref().map(|aims| material.aims(aims)),
            settle_first: material.settle_first(),
            obstacles: material.obstacles(),
            find_out: plan.start.is_none().then(|| FindOutView::new(facts)),
        }
    }
}

fn meaning() -> String {
    let efforts: Vec<String> = (1..=5).map(|effort| format!("{effort} {}", words::effort(effort))).collect();
    format!(
        "Each step is the one that gains most strength for its effort after those before it; equally good ones stand \
         by id. Effort is the questionnaire's guess for one level: {}. These numbers are ranks and no days: their sum \
         tells a small plan from a large one, and no more.",
        efforts.join(", ")
    )
}

/// The kinds after a step, each kept on one line.
fn kinds_after(step: &PlanStep) -> String {
    let one = |kind: Kind| {
        format!("{}\u{a0}{}", words::kind(kind), words::fine_percent(step.after.kinds[kind.index()]))
    };
    Kind::ALL.map(one).join(", ")
}

impl Material<'_> {
    fn headline(self) -> String {
        let (Some(start), Some(finish)) = (self.plan.start, self.plan.finish()) else {
            return "There is no plan while there is no strength: no step can be weighed.".to_owned();
        };
        let figure = |standing: Standing| Figure::fine(Some(standing.strength)).with_band();
        match self.plan.steps.len() {
            0 if self.plan.end == End::Budget => {
                format!("Strength stays at {}: no step fits the budget.", figure(start))
            }
            0 => format!("Strength stays at {}: there is no step to take.", figure(start)),
            number => format!(
                "Strength goes from {} to {}, in {} with efforts that sum to {}.",
                figure(start),
                figure(finish),
                count(number, "step"),
                self.plan.effort()
            ),
        }
    }

    fn kinds(self) -> Vec<Move> {
        let (Some(start), Some(finish)) = (self.plan.start, self.plan.finish()) else { return Vec::new() };
        let one = |kind: Kind| Move {
            name: words::kind(kind),
            before: Figure::fine(Some(start.kinds[kind.index()])),
            after: Figure::fine(Some(finish.kinds[kind.index()])),
        };
        if self.plan.steps.is_empty() { Vec::new() } else { Kind::ALL.into_iter().map(one).collect() }
    }

    fn remarks(self) -> Vec<String> {
        let mut remarks = Vec::new();
        if let Some(gain) = self.plan.gain().filter(|_| !self.plan.steps.is_empty()) {
            remarks.push(self.worth(gain));
        }
        if self.is_narrow() {
            remarks.push(
                "Every step is in one mechanism, the one that gives most for its effort. Where it stands high enough, \
                 --targets can say so, and the plan turns to others."
                    .to_owned(),
            );
        }
        remarks.extend(self.end());
        remarks
    }

    /// Whether a plan that may go anywhere stays within one mechanism all the same.
    fn is_narrow(self) -> bool {
        let mechanism = |step: &PlanStep| {
            self.facts.questionnaire.mechanism_of(step.question).map(|mechanism| mechanism.id.as_str())
        };
        let steps = &self.plan.steps;
        let free = self.request.targets.is_none() && self.request.only.is_empty();
        free && steps.len() > 2 && steps.iter().all(|step| mechanism(step) == mechanism(&steps[0]))
    }

    /// Whether the whole gain would show in a second assessment.
    fn worth(self, gain: f64) -> String {
        match self.facts.assessment.overall.detectable_change {
            Some(change) if gain >= change => format!(
                "All together gain more than the {} that a change needs to stand out from noise.",
                words::tenths(change)
            ),
            Some(change) => format!(
                "All together gain less than the {} that a change needs to stand out from noise: a second \
                 assessment may not show them.",
                words::tenths(change)
            ),
            None => {
                "While a kind stands at zero, nobody can say what a change needs to stand out from noise."
                    .to_owned()
            }
        }
    }

    /// Why there are no more steps.
    fn end(self) -> Option<String> {
        match self.plan.end {
            End::Steps => Some("More can be done: --steps asks for more steps.".to_owned()),
            End::Budget => {
                let budget = self.request.budget.unwrap_or_default();
                let left = budget.saturating_sub(self.plan.effort());
                Some(match left {
                    0 => format!("The budget of {budget} is used up."),
                    left => format!(
                        "Of the budget of {budget}, {left} is left, and every further step takes more."
                    ),
                })
            }
            End::Exhausted if self.request.targets.is_some_and(|targets| targets.all.is_empty()) => {
                Some("There are no targets, so there is nothing to plan for.".to_owned())
            }
            End::Exhausted if self.request.targets.is_some() => Some(
                "Nothing else brings the targets nearer; what stands in the way is named with each."
                    .to_owned(),
            ),
            End::Exhausted if self.plan.held.iter().all(|held| held.by == Hold::Only) => {
                Some(self.nothing_to_raise())
            }
            End::Exhausted => Some("Nothing else can be raised; why stands below.".to_owned()),
            End::Targets | End::NoStrength => None,
        }
    }

    /// Why nothing of what the plan may take up can be raised, where nothing holds it.
    fn nothing_to_raise(self) -> String {
        let Facts { questionnaire, assessment, .. } = self.facts;
        let covered = |question: usize| {
            let only = self.request.only;
            let asked_for = only.is_empty() || only.iter().any(|one| one.covers(questionnaire, question));
            asked_for && !questionnaire.questions[question].is_outcome()
        };
        let states: Vec<State> =
            assessment.questions.iter().filter(|one| covered(one.question)).map(|one| one.state).collect();
        let of = |state: State| states.iter().filter(|one| **one == state).count();
        let (known, unanswered) = (of(State::Known), of(State::Unanswered));
        match (known, unanswered) {
            _ if states.is_empty() => "None of it is asked in this interview.".to_owned(),
            (0, 0) => "None of it applies here, as those who answered say.".to_owned(),
            (0, _) => "Nobody has answered any of it, so that nobody can say what to raise.".to_owned(),
            (_, 0) => "Nothing else can be raised: all of it stands at the top.".to_owned(),
            (_, open) => format!(
                "Nothing else can be raised: what is answered of it stands at the top; {} nobody has answered.",
                count(open, "question")
            ),
        }
    }

    fn stages(self) -> Vec<Stage> {
        let mut first = 1;
        let runs = self.plan.steps.chunk_by(|one, next| one.question == next.question);
        let stage = |steps: &[PlanStep]| {
            let stage = self.stage(steps, first);
            first += steps.len();
            stage
        };
        runs.filter(|steps| !steps.is_empty()).map(stage).collect()
    }

    /// Steps on one question in a row, the first of which has this place.
    fn stage(self, steps: &[PlanStep], first: usize) -> Stage {
        let questionnaire = self.facts.questionnaire;
        let (head, tail) = (&steps[0], &steps[steps.len() - 1]);
        let id = &questionnaire.questions[head.question].id;
        let effort = words::effort(head.effort);
        let mechanism = questionnaire.mechanism_of(head.question);
        Stage {
            numbers: match steps.len() {
                1 => first.to_string(),
                several => format!("{first}–{}", first + several - 1),
            },
            id: id.clone(),
            mechanism: mechanism.map(|mechanism| clean_line(&mechanism.name)).unwrap_or_default(),
            own: words::own(id),
            levels: format!("{} → {}", words::answer(head.from), words::answer(tail.to)),
            effort: match steps.len() {
                1 => effort.to_owned(),
                several => format!("{several} × {}", effort.trim_start_matches("about ")),
            },
            gain: words::tenths(steps.iter().map(|step| step.gain).sum()),
            strength: Figure::fine(Some(tail.after.strength)),
            kinds: kinds_after(tail),
            from: self.statement(head.question, head.from),
            follows: self.follows(head, first),
            steps: steps.iter().zip(first..).map(|(step, number)| self.step(step, number)).collect(),
        }
    }

    fn step(self, step: &PlanStep, number: usize) -> StageStep {
        StageStep {
            number,
            from: self.statement(step.question, step.from),
            to: self.statement(step.question, step.to),
            effort: words::effort(step.effort),
            gain: words::tenths(step.gain),
            strength: Figure::fine(Some(step.after.strength)),
            kinds: kinds_after(step),
        }
    }

    fn statement(self, question: usize, level: f64) -> String {
        let statement = words::statement(self.facts.questionnaire, question, level);
        format!("{} {}", words::level(level), quoted(&statement))
    }

    /// The first step that makes this one possible, where it is part of the plan.
    fn follows(self, step: &PlanStep, number: usize) -> String {
        let questionnaire = self.facts.questionnaire;
        let Some(required) = step.follows else { return String::new() };
        let least = questionnaire.questions[step.question].requires().map_or(0, |required| required.level);
        let suffices = |one: &PlanStep| one.question == required && one.to >= f64::from(least);
        match self.plan.steps.iter().take(number - 1).position(suffices) {
            Some(place) => format!("possible after step {}", place + 1),
            None => format!("possible since {} is in place", self.facts.label(required)),
        }
    }
}
