//! The invariants of the scoring specification (§9) on random worlds, and a few that follow from it.

use equipoise::answers::{Answer, Answers};
use equipoise::assessment::{Assessment, Outline, Range, State, Target, explain, outline};
use equipoise::framework::{Evidence, Kind, Objective};
use equipoise::questionnaire::{Place, Questionnaire};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::Config;
use serde_json::Value;

use crate::explanations::adds_up;
use crate::fuzzing::targets::holds::{NOISE, bounded, within_bounds};
use crate::rendering::rendered;
use crate::vectors::differences;
use crate::worlds::{World, world};

fn config() -> Config {
    Config { cases: 256, failure_persistence: None, ..Config::default() }
}

/// The outline as the whole result has it.
fn outlined(questionnaire: &Questionnaire, result: &Assessment) -> Outline {
    let known = |mechanism: usize| {
        result.questions.iter().filter(|one| one.state == State::Known).any(|one| {
            matches!(questionnaire.questions[one.question].place, Place::Mechanism { mechanism: of, .. } if of == mechanism)
        })
    };
    let mut mechanisms = vec![None; questionnaire.mechanisms.len()];
    let mut unknown = Vec::new();
    for one in result.mechanisms.iter().filter(|one| one.stands()) {
        mechanisms[one.mechanism] = one.coverage;
        if !known(one.mechanism) {
            unknown.push(one.mechanism);
        }
    }
    let overall = &result.overall;
    Outline {
        scope: result.scope,
        strength: overall.triad.strength,
        strength_range: overall.triad.strength_range,
        kind_gap: overall.kind_gap,
        completeness: overall.completeness,
        known: overall.known,
        kinds: Kind::ALL.map(|kind| result.kinds[kind.index()].coverage),
        support: Objective::ALL.map(|one| result.objectives[one.index()].triad.strength),
        observed: Objective::ALL
            .map(|one| result.objectives[one.index()].observed.and_then(|observed| observed.value)),
        mechanisms,
        unknown,
    }
}

/// The result as JSON, its lists in an order that does not depend on the questionnaire's.
fn unordered(questionnaire: &Questionnaire, result: &Assessment) -> Value {
    fn sort(value: &mut Value) {
        match value {
            Value::Array(items) => {
                items.iter_mut().for_each(sort);
                items.sort_by_key(|item| {
                    let key = |name: &str| item.get(name).and_then(Value::as_str).unwrap_or_default();
                    let keys = ["id", "kind", "question", "role", "a", "b"].map(key).join(" ");
                    format!("{} {keys}", item.as_str().unwrap_or_default())
                });
            }
            Value::Object(entries) => entries.values_mut().for_each(sort),
            _ => {}
        }
    }
    let mut value = rendered(questionnaire, result);
    sort(&mut value);
    value
}

/// What differs between two worlds beyond noise, these keys of the result aside.
fn compared(before: &World, after: &World, aside: &[&str]) -> Vec<String> {
    let [before, after] = [before, after].map(|world| {
        let (questionnaire, assessment) = world.assessed();
        let mut value = unordered(&questionnaire, &assessment);
        for key in aside {
            match key.split_once('.') {
                Some((outer, inner)) => {
                    value[outer].as_object_mut().and_then(|object| object.remove(inner));
                }
                None => {
                    value.as_object_mut().unwrap().remove(*key);
                }
            }
        }
        value
    });
    differences(&before, &after, NOISE)
}

proptest! {
    #![proptest_config(config())]

    /// §9.1.
    #[test]
    fn values_lie_within_their_bounds(world in world()) {
        let (_, result) = world.assessed();
        within_bounds(&result, !world.settled.is_empty());
    }

    /// What one unit of many is shown by is what its own result says.
    #[test]
    fn an_outline_is_drawn_from_the_result(world in world()) {
        let (questionnaire, result) = world.assessed();
        let answers = world.answers();
        let respondents: Vec<&Answers> = answers.iter().collect();
        let drawn = outline(&questionnaire, &respondents, world.settlement().as_ref());
        prop_assert_eq!(drawn, outlined(&questionnaire, &result));
    }

    /// §9.2.
    #[test]
    fn a_better_answer_lowers_nothing(world in world(), who in any::<Index>(), which in any::<Index>(), by in 1_u8..=5) {
        let world = world.without_requirements();
        let person = who.index(world.respondents.len());
        let levels: Vec<usize> = world
            .questions()
            .map(|question| question.key)
            .filter(|&key| matches!(world.respondents[person].said[key].0, Some(Answer::Level(level)) if level < 5))
            .collect();
        prop_assume!(!levels.is_empty());
        let mut better = world.clone();
        let said = &mut better.respondents[person].said[*which.get(&levels)];
        said.0 = said.0.and_then(Answer::level).map(|level| Answer::Level((level + by).min(5)));
        let figures = |world: &World| {
            let (_, result) = world.assessed();
            let mut figures = bounded(&result);
            figures.push((result.overall.evidenced, result.overall.spread));
            figures
        };
        for ((value, range), (better, better_range)) in figures(&world).into_iter().zip(figures(&better)) {
            let ends = |range: Option<Range>| [range.map(|range| range.low), range.map(|range| range.high)];
            let before = [value].into_iter().chain(ends(range));
            for (before, after) in before.zip([better].into_iter().chain(ends(better_range))) {
                prop_assert_eq!(before.is_some(), after.is_some());
                prop_assert!(after >= before.map(|before| before - 1e-12), "{:?} {:?}", before, after);
            }
        }
    }

    /// §9.3.
    #[test]
    fn weights_of_a_layer_are_relative(world in world(), layer in 0..6, by in prop_oneof![0.01..100.0, Just(1e-290), Just(1e300)]) {
        let mut scaled = world.clone();
        let questions = |mechanism: &mut crate::worlds::Machinery| {
            mechanism.questions.iter_mut().for_each(|question| question.weight *= by);
        };
        match layer {
            0 => scaled.kind_weights = scaled.kind_weights.map(|weight| weight * by),
            1 => scaled.mechanisms.iter_mut().for_each(|mechanism| mechanism.weight *= by),
            2 => scaled.mechanisms.iter_mut().for_each(questions),
            3 => questions(&mut scaled.mechanisms[0]),
            4 => scaled.outcomes.iter_mut().for_each(|question| question.weight *= by),
            _ => {
                let kind = Kind::Social;
                let of_kind = |mechanism: &&mut crate::worlds::Machinery| mechanism.kind == kind;
                scaled.mechanisms.iter_mut().filter(of_kind).for_each(|mechanism| mechanism.weight *= by);
            }
        }
        prop_assert_eq!(compared(&world, &scaled, &[]), Vec::<String>::new());
    }

    /// §9.4.
    #[test]
    fn order_changes_no_number(world in world(), priorities in prop::collection::vec(any::<u8>(), 27), turn in any::<Index>()) {
        let mut other = world.clone().reordered(&priorities);
        let turn = turn.index(other.respondents.len());
        other.respondents.rotate_left(turn);
        prop_assert_eq!(compared(&world, &other, &[]), Vec::<String>::new());
    }

    /// §9.4: of the files alone, to the last bit.
    #[test]
    fn order_of_files_changes_nothing_at_all(world in world()) {
        let mut other = world.clone();
        other.respondents.reverse();
        prop_assert_eq!(world.assessed().1, other.assessed().1);
    }

    /// §9.5. A sole respondent given twice has an alignment, which one respondent has not.
    #[test]
    fn the_only_one_of_a_role_given_twice_counts_once(world in world(), who in any::<Index>()) {
        let alike = |role: usize| world.respondents.iter().filter(|other| other.role == role).count();
        let only: Vec<usize> =
            (0..world.respondents.len()).filter(|&one| alike(world.respondents[one].role) == 1).collect();
        prop_assume!(!only.is_empty());
        let person = world.respondents[*who.get(&only)].clone();
        let mut twice = world.clone();
        twice.respondents.push(person);
        let counts = ["respondents", "contradictions", "claims", "alignment.alpha"];
        let alignment: &[&str] = if world.respondents.len() == 1 { &["alignment"] } else { &[] };
        prop_assert_eq!(compared(&world, &twice, &[&counts, alignment].concat()), Vec::<String>::new());
        if world.respondents.len() == 1 {
            let alignment = twice.assessed().1.alignment.unwrap();
            prop_assert_eq!((alignment.agreement, alignment.mean_gap), (None, None));
            prop_assert!(alignment.questions.is_empty() && alignment.within_roles.is_empty());
        }
    }

    /// §9.6.
    #[test]
    fn balance_has_its_limits(world in world()) {
        let (_, result) = world.assessed();
        let sum: f64 = world.kind_weights.iter().sum();
        let least = world.kind_weights.iter().copied().fold(f64::MAX, f64::min) / sum;
        if let Some(balance) = result.overall.triad.balance {
            prop_assert!(least - NOISE <= balance && balance <= 1.0);
        }
        // A cell that drops out leaves greater shares to the others, never smaller ones.
        for balance in result.objectives.iter().filter_map(|objective| objective.triad.balance) {
            prop_assert!(least - NOISE <= balance && balance <= 1.0);
        }
    }

    /// §9.6.
    #[test]
    fn equal_kinds_are_in_balance(world in world(), level in 1_u8..=5) {
        let mut world = world.without_requirements();
        world.settled.clear();
        for said in world.respondents.iter_mut().flat_map(|person| &mut person.said) {
            if !matches!(said.0, Some(Answer::Fit(_))) {
                *said = (Some(Answer::Level(level)), Evidence::Verified);
            }
        }
        let (_, result) = world.assessed();
        // In a quick world a kind may be without a question.
        if result.overall.triad.strength.is_some() {
            prop_assert!((result.overall.triad.balance.unwrap() - 1.0).abs() < NOISE);
            prop_assert!((result.overall.triad.strength.unwrap() - f64::from(level) / 5.0).abs() < NOISE);
        }
    }
}

// These two score each world many times over.
proptest! {
    #![proptest_config(Config { cases: 64, ..config() })]

    /// §6: a step gains what settling on its level would.
    #[test]
    fn gains_are_true(world in world()) {
        let (_, result) = world.assessed();
        let keys: Vec<usize> = world.questions().map(|question| question.key).collect();
        let steps = result.priorities.iter().map(|step| (step.question, step.to, Some(step.gain)));
        let finds = result.find_out.iter().map(|find| (find.question, 5.0, find.gain));
        for (question, to, gain) in steps.chain(finds) {
            let mut taken = world.clone();
            let key = keys[question];
            taken.settled.retain(|(settled, ..)| *settled != key);
            let level = (0..=5).find(|level| f64::from(*level) >= to).unwrap();
            taken.settled.push((key, level, Evidence::Asserted));
            let after = taken.assessed().1.overall.triad.strength;
            if let (Some(gain), Some(before)) = (gain, result.overall.triad.strength) {
                prop_assert!((after.unwrap() - before - gain).abs() < NOISE);
            }
        }
        let ranked = result.priorities.is_sorted_by(|a, b| a.gain_per_effort >= b.gain_per_effort - 1e-12);
        prop_assert!(ranked);
    }

    /// Whatever the world, an explanation adds up.
    #[test]
    fn explanations_add_up(world in world()) {
        let (questionnaire, result) = world.assessed();
        let answers = world.answers();
        let respondents: Vec<&Answers> = answers.iter().collect();
        let settlement = world.settlement();
        let cells = Objective::ALL.into_iter().flat_map(|row| Kind::ALL.map(|kind| Target::Cell(row, kind)));
        let targets = std::iter::once(Target::Overall)
            .chain(Kind::ALL.map(Target::Kind))
            .chain(Objective::ALL.map(Target::Objective))
            .chain(cells)
            .chain((0..questionnaire.mechanisms.len()).map(Target::Mechanism))
            .chain((0..questionnaire.questions.len()).map(Target::Question));
        for target in targets {
            adds_up(&explain(&questionnaire, &respondents, settlement.as_ref(), &result, target));
        }
    }
}
