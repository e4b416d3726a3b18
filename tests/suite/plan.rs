//! The plan: its arithmetic against `assess`, its rules on small worlds, greed against exhaustion, and what people see.

mod greed;
mod look;
mod targets;

use equipoise::answers::Answer;
use equipoise::assessment::plan::{End, Focus, Hold, Plan, Request, plan};
use equipoise::assessment::{Assessment, MechanismResult, State};
use equipoise::framework::{Evidence, Kind, Objective, Scope};
use equipoise::questionnaire::Questionnaire;
use equipoise::targets::{Target, Targets};
use proptest::prelude::*;
use proptest::test_runner::Config;

use crate::worlds::{Asked, Machinery, Person, World, world};

/// What floating-point summation in another order may change.
const NOISE: f64 = 1e-9;

fn config() -> Config {
    Config { cases: 128, failure_persistence: None, ..Config::default() }
}

fn strength(assessment: &Assessment) -> f64 {
    assessment.overall.triad.strength.unwrap()
}

/// The world scored with some questions settled at a level, beside what was settled anyway.
fn with_levels(world: &World, levels: &[(usize, u8)]) -> Assessment {
    let mut world = world.clone();
    let key = |world: &World, index: usize| world.questions().nth(index).unwrap().key;
    for &(question, level) in levels {
        let key = key(&world, question);
        world.settled.retain(|(settled, ..)| *settled != key);
        world.settled.push((key, level, Evidence::Asserted));
    }
    world.assessed().1
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole level")]
fn whole(level: f64) -> u8 {
    assert!(level.fract() == 0.0, "{level}");
    level as u8
}

/// Holds a plan against what `assess` makes of every one of its steps.
fn hold_to_account(world: &World, assessment: &Assessment, plan: &Plan) -> Result<(), TestCaseError> {
    let mut raised: Vec<(usize, u8)> = Vec::new();
    let mut before = strength(assessment);
    for step in &plan.steps {
        let stood = raised.iter().rev().find(|(question, _)| *question == step.question);
        let result = assessment.questions.iter().find(|one| one.question == step.question).unwrap();
        let from = stood.map_or(result.level.unwrap(), |(_, level)| f64::from(*level));
        prop_assert!((step.from - from).abs() < NOISE);
        prop_assert!((step.to - (from.floor() + 1.0).min(5.0)).abs() < NOISE);
        raised.push((step.question, whole(step.to)));
        let after = with_levels(world, &raised);
        prop_assert!((step.after.strength - strength(&after)).abs() < NOISE);
        for kind in Kind::ALL {
            let value = after.kinds[kind.index()].coverage.unwrap();
            prop_assert!((step.after.kinds[kind.index()] - value).abs() < NOISE);
        }
        prop_assert!((step.gain - (step.after.strength - before)).abs() < NOISE);
        prop_assert!(step.gain > -NOISE);
        before = step.after.strength;
    }
    Ok(())
}

fn disputed(assessment: &Assessment, question: usize) -> bool {
    let settled = assessment.questions.iter().any(|one| one.question == question && one.settled());
    let seen = assessment.alignment.iter().flat_map(|alignment| &alignment.questions);
    !settled && seen.into_iter().any(|one| one.question == question && one.disputed)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_step_is_what_scoring_makes_of_it(world in world(), steps in 1_usize..8) {
        let (questionnaire, assessment) = world.assessed();
        let request = Request { steps: Some(steps), ..Request::default() };
        let plan = plan(&questionnaire, &assessment, &request);
        if assessment.overall.triad.strength.is_none() {
            prop_assert!(plan.steps.is_empty() && plan.start.is_none() && plan.end == End::NoStrength);
            return Ok(());
        }
        hold_to_account(&world, &assessment, &plan)?;
        prop_assert!(plan.steps.len() <= steps);
        prop_assert!(plan.steps.len() == steps || plan.end == End::Exhausted);
        for step in &plan.steps {
            prop_assert!(!disputed(&assessment, step.question));
        }
        for step in &plan.disputed {
            prop_assert!(disputed(&assessment, step.question));
        }
    }

    /// Where nothing is implied or settled, the answers themselves can be changed.
    #[test]
    fn a_step_is_what_changed_answers_give(world in world(), steps in 1_usize..5) {
        let world = World { settled: Vec::new(), ..world.without_requirements() };
        let (questionnaire, assessment) = world.assessed();
        let request = Request { steps: Some(steps), ..Request::default() };
        let plan = plan(&questionnaire, &assessment, &request);
        let mut changed = world.clone();
        for step in &plan.steps {
            let key = world.questions().nth(step.question).unwrap().key;
            for person in &mut changed.respondents {
                if matches!(person.said[key].0, Some(Answer::Level(_))) {
                    person.said[key].0 = Some(Answer::Level(whole(step.to)));
                }
            }
            let after = changed.assessed().1;
            prop_assert!((step.after.strength - strength(&after)).abs() < NOISE);
        }
    }

    /// Without targets and a budget the first step is the best priority that is not disputed.
    #[test]
    fn a_plan_begins_with_the_best_priority(world in world()) {
        let world = world.without_requirements();
        let (questionnaire, assessment) = world.assessed();
        let plan = plan(&questionnaire, &assessment, &Request { steps: Some(1), ..Request::default() });
        let best = assessment.priorities.iter().find(|one| !one.disputed);
        prop_assert_eq!(plan.steps.first().map(|step| step.question), best.map(|one| one.question));
    }

    #[test]
    fn the_budget_holds_and_what_is_left_buys_nothing(world in world(), budget in 1_u32..20) {
        let (questionnaire, assessment) = world.assessed();
        let plan = plan(&questionnaire, &assessment, &Request { budget: Some(budget), ..Request::default() });
        prop_assert!(plan.effort() <= budget);
        let left = budget - plan.effort();
        for held in plan.held.iter().filter(|held| held.by == Hold::Budget) {
            prop_assert!(u32::from(questionnaire.questions[held.question].effort) > left);
        }
        let waits = plan.held.iter().any(|held| held.by == Hold::Budget);
        prop_assert_eq!(plan.end == End::Budget, waits);
    }

    #[test]
    fn a_plan_keeps_to_what_it_is_told(world in world(), kind in 0_usize..3, objective in 0_usize..3) {
        let (questionnaire, assessment) = world.assessed();
        let only = [Focus::Kind(Kind::ALL[kind]), Focus::Objective(Objective::ALL[objective])];
        let plan = plan(&questionnaire, &assessment, &Request { only: &only, ..Request::default() });
        for step in &plan.steps {
            let of_kind = questionnaire.mechanism_of(step.question).unwrap().kind == Kind::ALL[kind];
            let relevant = questionnaire.questions[step.question].relevance(Objective::ALL[objective]) > 0;
            prop_assert!(of_kind || relevant);
        }
        let one = [Focus::Mechanism(0)];
        let plan = equipoise::assessment::plan(&questionnaire, &assessment, &Request { only: &one, ..Request::default() });
        prop_assert!(plan.steps.iter().all(|step| questionnaire.mechanisms[0].questions.contains(&step.question)));
    }

    /// With targets no step is taken in a mechanism that has reached its own, and what falls short is explained whole.
    #[test]
    fn targets_are_reached_or_it_is_said_why(world in world(), levels in prop::collection::vec(0_u8..=10, 8)) {
        let (questionnaire, assessment) = world.assessed();
        let targets = targets(&questionnaire, &levels);
        let plan = plan(&questionnaire, &assessment, &Request { targets: Some(&targets), ..Request::default() });
        if plan.start.is_none() {
            return Ok(());
        }
        hold_to_account(&world, &assessment, &plan)?;
        let mut raised = Vec::new();
        for step in &plan.steps {
            let before = with_levels(&world, &raised);
            let index = questionnaire.mechanisms.iter().position(|one| one.questions.contains(&step.question)).unwrap();
            let result = before.mechanisms.iter().find(|one| one.mechanism == index).unwrap();
            prop_assert!(result.level().unwrap() < targets.of(index).unwrap().level);
            raised.push((step.question, whole(step.to)));
        }
        let after = with_levels(&world, &raised);
        for aim in plan.aims.as_ref().unwrap() {
            let result = after.mechanisms.iter().find(|one| one.mechanism == aim.mechanism);
            let level = result.filter(|one| one.stands()).and_then(MechanismResult::level);
            prop_assert!(level.zip(aim.after).is_none_or(|(a, b)| (a - b).abs() < NOISE));
            let reached = level.is_some_and(|level| level >= aim.target - NOISE);
            let said = ["met", "reached"].contains(&aim.state.id());
            prop_assert_eq!(reached, said);
            // Every question that keeps it below its target has a reason.
            prop_assert_eq!(["short", "no-value"].contains(&aim.state.id()), !aim.held.is_empty());
        }
        let all = plan.aims.unwrap().iter().all(|aim| ["met", "reached"].contains(&aim.state.id()));
        prop_assert_eq!(plan.end == End::Targets, all && !targets.all.is_empty());
    }
}

/// Targets in half levels for every second mechanism.
fn targets(questionnaire: &Questionnaire, halves: &[u8]) -> Targets {
    let one = |(mechanism, half): (usize, &u8)| Target {
        mechanism,
        level: f64::from(*half) / 2.0,
        reason: "The business asks for it.".into(),
        owner: "Somebody".into(),
    };
    let all = (0..questionnaire.mechanisms.len()).zip(halves).filter(|(index, _)| index % 2 == 0).map(one);
    Targets { all: all.collect() }
}

/// A question of a small world.
fn asked(key: usize, effort: u8, requires: Option<(usize, u8)>) -> Asked {
    Asked {
        key,
        weight: 1.0,
        effort,
        relevance: [2, 0, 0],
        roles: [true; 5],
        quick: true,
        themed: false,
        requires,
        fit: false,
    }
}

/// One question of each kind, and a fourth, technical, that requires the first at level 2. Who answers says levels.
fn small(answers: &[(usize, [Option<Answer>; 4])]) -> World {
    let machinery = |kind, questions| Machinery { kind, weight: 1.0, questions };
    let person = |(role, said): &(usize, [Option<Answer>; 4])| Person {
        role: *role,
        name: None,
        scope: Scope::Full,
        said: said.iter().map(|answer| (*answer, Evidence::Asserted)).collect(),
    };
    World {
        kind_weights: [1.0; 3],
        mechanisms: vec![
            machinery(Kind::Technical, vec![asked(0, 1, None), asked(1, 1, Some((0, 2)))]),
            machinery(Kind::Integration, vec![asked(2, 5, None)]),
            machinery(Kind::Social, vec![asked(3, 5, None)]),
        ],
        outcomes: Vec::new(),
        respondents: answers.iter().map(person).collect(),
        settled: Vec::new(),
    }
}

#[allow(clippy::unnecessary_wraps, reason = "a question may also be left without an answer")]
const fn level(level: u8) -> Option<Answer> {
    Some(Answer::Level(level))
}

fn planned(world: &World, request: &Request<'_>) -> Plan {
    let (questionnaire, assessment) = world.assessed();
    plan(&questionnaire, &assessment, request)
}

#[test]
fn an_implied_question_counts_nothing_until_its_requirement_suffices_and_it_is_raised_itself() {
    let world = small(&[(0, [level(0), None, level(3), level(3)])]);
    let (_, assessment) = world.assessed();
    assert!(assessment.questions[1].implied && assessment.questions[1].state == State::Known);
    let plan = planned(&world, &Request { steps: Some(4), ..Request::default() });
    let path: Vec<(usize, f64)> = plan.steps.iter().map(|step| (step.question, step.to)).collect();
    assert_eq!(path, [(0, 1.0), (0, 2.0), (0, 3.0), (0, 4.0)], "ties go by id");
    // The requirement at 2 of 5 in one of two questions: half of that, the implied one still at 0.
    assert!((plan.steps[1].after.kinds[0] - 0.2).abs() < NOISE);
    let whole = planned(&world, &Request::default());
    let first = whole.steps.iter().find(|step| step.question == 1).unwrap();
    assert_eq!((first.from, first.to, first.follows), (0.0, 1.0, Some(0)));
    assert!(whole.steps.iter().filter(|step| step.question == 1).skip(1).all(|step| step.follows.is_none()));
    assert_eq!(whole.end, End::Exhausted);
    assert!((whole.finish().unwrap().strength - 1.0).abs() < NOISE && whole.held.is_empty());
}

#[test]
fn a_requirement_that_nobody_may_raise_keeps_its_question_out() {
    // Leadership says 0 and delivery 5: the requirement is disputed. The one who says 0 is not asked the other.
    let world =
        small(&[(0, [level(0), None, level(3), level(3)]), (2, [level(3), None, level(3), level(3)])]);
    let plan = planned(&world, &Request::default());
    assert!(plan.steps.iter().all(|step| step.question > 1), "{plan:#?}");
    let held: Vec<(usize, Hold)> = plan.held.iter().map(|held| (held.question, held.by)).collect();
    assert_eq!(held, [(0, Hold::Disputed), (1, Hold::Requirement)]);
    assert_eq!(plan.held[1].waits_for, Some((0, 2)));
    assert_eq!(plan.disputed.len(), 1);
    // Settled, it may be raised, and the other follows.
    let settled = World { settled: vec![(0, 1, Evidence::Asserted)], ..world };
    let plan = planned(&settled, &Request::default());
    assert!(plan.disputed.is_empty() && plan.held.is_empty(), "{plan:#?}");
    let place =
        |wanted: (usize, f64)| plan.steps.iter().position(|step| (step.question, step.to) == wanted).unwrap();
    assert!(place((0, 2.0)) < place((1, 1.0)));
}

#[test]
fn a_step_over_what_is_left_is_passed_over_for_a_smaller_one() {
    let mut world = small(&[(0, [level(4), level(4), level(0), level(4)])]);
    let expensive = planned(&world, &Request { steps: Some(1), ..Request::default() });
    assert_eq!(expensive.steps[0].question, 2, "from nothing the gain outweighs the effort");
    let plan = planned(&world, &Request { budget: Some(4), ..Request::default() });
    let path: Vec<usize> = plan.steps.iter().map(|step| step.question).collect();
    assert_eq!((path, plan.effort(), plan.end), (vec![0, 1], 2, End::Budget));
    assert!(plan.held.iter().all(|held| held.by == Hold::Budget && held.question > 1));
    // What nobody knows counts as absent, and stays so.
    world.respondents[0].said[0].0 = Some(Answer::Unknown);
    let plan = planned(&world, &Request::default());
    assert!(plan.steps.iter().all(|step| step.question != 0));
    assert_eq!(
        plan.held.iter().map(|held| (held.question, held.by)).collect::<Vec<_>>(),
        [(0, Hold::Unknown)]
    );
}

#[test]
fn steps_are_weighed_by_the_weights_that_a_questionnaire_declares() {
    let even = small(&[(0, [level(2), level(2), level(2), level(2)])]);
    let first =
        |world: &World| planned(world, &Request { steps: Some(1), ..Request::default() }).steps[0].question;
    assert_eq!(first(&even), 0);
    let mut heavy = even.clone();
    heavy.kind_weights = [1.0, 1.0, 20.0];
    heavy.mechanisms[2].questions[0].effort = 1;
    assert_eq!(first(&heavy), 3);
    let mut light = even;
    light.mechanisms[0].questions[0].weight = 0.1;
    assert_eq!(first(&light), 1);
}
