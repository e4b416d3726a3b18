//! The plan as JSON, `equipoise/plan@1`. Keys stand in the order that the format gives; there is no time stamp and no
//! path, so that the same input gives the same bytes.

use std::io::{self, Write};

use serde::Serialize;

use crate::{
    assessment::{
        Assessment, Plan, Priority,
        plan::{Aim, Focus, Held, PlanStep, Request, Standing},
    },
    framework::Kind,
    questionnaire::Questionnaire,
    report::{
        json::{Reference, Six, six, write_pretty},
        words,
    },
};

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    questionnaire: Reference<'a>,
    organization: &'a str,
    scope: &'static str,
    request: RequestJson<'a>,
    start: Option<StandingJson>,
    steps: Vec<StepJson<'a>>,
    finish: Option<StandingJson>,
    gain: Option<Six>,
    effort: u32,
    detectable_change: Option<Six>,
    detectable: Option<bool>,
    end: &'static str,
    disputed: Vec<DisputedJson<'a>>,
    held: Vec<HeldJson<'a>>,
    targets: Option<Vec<AimJson<'a>>>,
    find_out: Vec<FindOutJson<'a>>,
}

#[derive(Serialize)]
struct RequestJson<'a> {
    steps: Option<usize>,
    budget: Option<u32>,
    only: Vec<&'a str>,
}

#[derive(Serialize)]
struct StandingJson {
    strength: Six,
    kinds: KindsJson,
}

#[derive(Serialize)]
struct KindsJson {
    technical: Six,
    integration: Six,
    social: Six,
}

#[derive(Serialize)]
struct StepJson<'a> {
    question: &'a str,
    mechanism: &'a str,
    kind: &'static str,
    from: Six,
    from_statement: String,
    to: Six,
    to_statement: String,
    effort: u8,
    gain: Six,
    strength_after: Six,
    kinds_after: KindsJson,
    follows: Option<&'a str>,
}

#[derive(Serialize)]
struct DisputedJson<'a> {
    question: &'a str,
    from: Six,
    to: Six,
    effort: u8,
    gain: Six,
}

#[derive(Serialize)]
struct HeldJson<'a> {
    question: &'a str,
    by: &'static str,
    waits_for: Option<WaitJson<'a>>,
}

#[derive(Serialize)]
struct WaitJson<'a> {
    question: &'a str,
    level: u8,
}

#[derive(Serialize)]
struct AimJson<'a> {
    mechanism: &'a str,
    target: Six,
    level: Option<Six>,
    level_after: Option<Six>,
    state: &'static str,
    reason: &'a str,
    owner: &'a str,
    in_the_way: Vec<HeldJson<'a>>,
}

#[derive(Serialize)]
struct FindOutJson<'a> {
    question: &'a str,
    gain: Option<Six>,
}

/// Writes the plan, with two spaces of indentation and a final newline.
///
/// # Errors
/// Where the stream cannot be written.
pub fn write_json(
    out: &mut dyn Write,
    questionnaire: &Questionnaire,
    organization: &str,
    assessment: &Assessment,
    plan: &Plan,
    request: &Request<'_>,
) -> io::Result<()> {
    let change = assessment.overall.detectable_change;
    let names = Names(questionnaire);
    let find_out = assessment.find_out.iter();
    let find_out =
        find_out.map(|one| FindOutJson { question: names.question(one.question), gain: six(one.gain) });
    let document = Document {
        format: "equipoise/plan@1",
        questionnaire: Reference::new(questionnaire),
        organization,
        scope: assessment.scope.id(),
        request: RequestJson {
            steps: request.steps,
            budget: request.budget,
            only: request.only.iter().map(|focus| names.focus(*focus)).collect(),
        },
        start: plan.start.map(StandingJson::from),
        steps: plan.steps.iter().map(|step| names.step(step)).collect(),
        finish: plan.finish().map(StandingJson::from),
        gain: six(plan.gain()),
        effort: plan.effort(),
        detectable_change: six(change),
        detectable: plan.gain().zip(change).map(|(gain, change)| gain >= change),
        end: plan.end.id(),
        disputed: plan.disputed.iter().map(|step| names.disputed(step)).collect(),
        held: plan.held.iter().map(|held| names.held(held)).collect(),
        targets: plan.aims.as_ref().map(|aims| aims.iter().map(|aim| names.aim(aim, request)).collect()),
        find_out: find_out.collect(),
    };
    write_pretty(out, &document)
}

impl From<Standing> for StandingJson {
    fn from(standing: Standing) -> Self {
        Self { strength: Six(standing.strength), kinds: standing.kinds.into() }
    }
}

impl From<[f64; 3]> for KindsJson {
    fn from([technical, integration, social]: [f64; 3]) -> Self {
        Self { technical: Six(technical), integration: Six(integration), social: Six(social) }
    }
}

/// Ids in place of indices.
#[derive(Clone, Copy)]
struct Names<'a>(&'a Questionnaire);

impl<'a> Names<'a> {
    fn question(self, question: usize) -> &'a str {
        &self.0.questions[question].id
    }

    fn focus(self, focus: Focus) -> &'a str {
        match focus {
            Focus::Kind(kind) => kind.id(),
            Focus::Objective(objective) => objective.id(),
            Focus::Mechanism(mechanism) => &self.0.mechanisms[mechanism].id,
        }
    }

    fn step(self, step: &PlanStep) -> StepJson<'a> {
        let mechanism = self.0.mechanism_of(step.question);
        let statement = |level: f64| words::statement(self.0, step.question, level);
        StepJson {
            question: self.question(step.question),
            mechanism: mechanism.map_or("", |mechanism| &mechanism.id),
            kind: mechanism.map_or("", |mechanism| Kind::id(mechanism.kind)),
            from: Six(step.from),
            from_statement: statement(step.from),
            to: Six(step.to),
            to_statement: statement(step.to),
            effort: step.effort,
            gain: Six(step.gain),
            strength_after: Six(step.after.strength),
            kinds_after: step.after.kinds.into(),
            follows: step.follows.map(|question| self.question(question)),
        }
    }

    fn disputed(self, step: &Priority) -> DisputedJson<'a> {
        DisputedJson {
            question: self.question(step.question),
            from: Six(step.from),
            to: Six(step.to),
            effort: step.effort,
            gain: Six(step.gain),
        }
    }

    fn held(self, held: &Held) -> HeldJson<'a> {
        let waits_for = held.waits_for;
        HeldJson {
            question: self.question(held.question),
            by: held.by.id(),
            waits_for: waits_for
                .map(|(question, level)| WaitJson { question: self.question(question), level }),
        }
    }

    fn aim<'b>(self, aim: &Aim, request: &Request<'b>) -> AimJson<'b>
    where
        'a: 'b,
    {
        let target = request.targets.and_then(|targets| targets.of(aim.mechanism));
        AimJson {
            mechanism: &self.0.mechanisms[aim.mechanism].id,
            target: Six(aim.target),
            level: six(aim.before),
            level_after: six(aim.after),
            state: aim.state.id(),
            reason: target.map_or("", |target| &target.reason),
            owner: target.map_or("", |target| &target.owner),
            in_the_way: aim.held.iter().map(|held| self.held(held)).collect(),
        }
    }
}
