//! Rules of the scoring specification that the vectors leave open, each on the smallest world that shows it.

use equipoise::answers::Answer::{self, Level, NotApplicable, Unknown};
use equipoise::assessment::{Assessment, BlindSpot, Contradiction, State, WithinRole};
use equipoise::framework::{Evidence, Kind, Scope, Side};

use crate::worlds::{Asked, Machinery, Person, World};

const CEO: usize = 0;
const LEGAL: usize = 1;
const IT: usize = 2;

/// Technical q0, q1 (requires q0 at 2) and q2 (requires q1 at 1); integration q3; social q4 and q5.
fn small() -> World {
    let asked = |key, requires| Asked {
        key,
        weight: 1.0,
        effort: 3,
        relevance: [2; 3],
        roles: [true; 5],
        quick: true,
        themed: false,
        requires,
        fit: false,
    };
    let mechanism = |kind, questions| Machinery { kind, weight: 1.0, questions };
    World {
        kind_weights: [1.0; 3],
        mechanisms: vec![
            mechanism(Kind::Technical, vec![asked(0, None), asked(1, Some((0, 2))), asked(2, Some((1, 1)))]),
            mechanism(Kind::Integration, vec![asked(3, None)]),
            mechanism(Kind::Social, vec![asked(4, None), asked(5, None)]),
        ],
        outcomes: Vec::new(),
        respondents: Vec::new(),
        settled: Vec::new(),
    }
}

/// Somebody who answers 3 wherever nothing else is said.
fn person(role: usize, said: &[(usize, Option<Answer>)]) -> Person {
    let mut answers = vec![(Some(Level(3)), Evidence::Asserted); 6];
    for (key, answer) in said {
        answers[*key].0 = *answer;
    }
    Person { role, name: None, scope: Scope::Full, said: answers }
}

fn assessed(respondents: Vec<Person>) -> Assessment {
    World { respondents, ..small() }.assessed().1
}

fn states(result: &Assessment) -> Vec<State> {
    result.questions.iter().map(|question| question.state).collect()
}

#[test]
fn an_implied_zero_implies_the_next() {
    let result = assessed(vec![person(CEO, &[(0, Some(Level(1))), (1, None), (2, None)])]);
    for key in [1, 2] {
        assert!(result.questions[key].implied);
        assert_eq!(result.questions[key].level, Some(0.0));
        assert_eq!(result.questions[key].evidence, None);
    }
    assert_eq!((result.respondents[0].answered, result.respondents[0].asked), (4, 4));
    assert!(result.priorities.iter().all(|step| ![1, 2].contains(&step.question)));
}

#[test]
fn what_does_not_apply_takes_along_what_requires_it() {
    let result = assessed(vec![person(CEO, &[(0, Some(NotApplicable)), (1, None), (2, None)])]);
    assert_eq!(states(&result)[..3], [State::NotApplicable; 3]);
    assert_eq!((result.respondents[0].not_applicable, result.respondents[0].asked), (1, 4));
    assert_eq!(result.kinds[Kind::Technical.index()].completeness, None);
    assert_eq!(result.overall.triad.strength, None);
    assert_eq!(result.overall.triad.strength_range, None);
    assert!(result.find_out.is_empty());
}

#[test]
fn what_is_not_known_implies_nothing() {
    for answer in [None, Some(Unknown)] {
        let result = assessed(vec![person(CEO, &[(0, answer), (1, None), (2, None)])]);
        assert_eq!(states(&result)[1..3], [State::Unanswered; 2]);
        assert_eq!(result.respondents[0].asked, 6);
    }
}

#[test]
fn an_answer_against_its_requirement_stands_and_is_listed() {
    let contradictions = |first, second| {
        let result = assessed(vec![person(CEO, &[(0, Some(first)), (1, Some(second)), (2, None)])]);
        assert!(!result.questions[1].implied);
        result.contradictions
    };
    let listed = vec![Contradiction { question: 1, role: CEO }];
    assert_eq!(contradictions(Level(1), Level(1)), listed);
    assert_eq!(contradictions(Level(1), Level(0)), []);
    assert_eq!(contradictions(Level(1), Unknown), []);
    assert_eq!(contradictions(NotApplicable, Level(0)), listed);
    assert_eq!(contradictions(NotApplicable, NotApplicable), []);
    assert_eq!(contradictions(Unknown, Level(5)), []);
}

#[test]
fn only_implication_is_confined_to_the_roles_asked() {
    let mut world = small();
    world.mechanisms[0].questions[1].roles[CEO] = false;
    world.respondents = vec![person(CEO, &[(0, Some(Level(0))), (1, None), (2, None)])];
    assert_eq!(states(&world.assessed().1)[1..3], [State::Unanswered; 2]);
    world.respondents = vec![person(CEO, &[(0, Some(Level(0))), (1, Some(Level(2)))])];
    let (_, result) = world.assessed();
    assert_eq!(result.questions[1].level, Some(2.0));
    assert_eq!(result.contradictions, [Contradiction { question: 1, role: CEO }]);
    assert_eq!((result.respondents[0].answered, result.respondents[0].asked), (6, 5));
}

#[test]
fn a_requirement_outside_the_scope_is_ignored() {
    let mut world = small();
    world.mechanisms[0].questions[0].quick = false;
    let mut quick = person(CEO, &[(0, Some(Level(0))), (1, None)]);
    quick.scope = Scope::Quick;
    world.respondents = vec![quick.clone()];
    let (_, result) = world.assessed();
    assert_eq!(result.scope, Scope::Quick);
    assert_eq!(result.questions.len(), 5);
    assert_eq!(result.questions[0].state, State::Unanswered);
    // One full file, and every question exists, for the quick one too.
    world.respondents = vec![quick, person(IT, &[])];
    let (_, result) = world.assessed();
    assert_eq!(result.scope, Scope::Full);
    assert_eq!(result.questions[1].roles, [(CEO, 0.0), (IT, 3.0)]);
}

#[test]
fn a_level_counts_beside_does_not_apply() {
    let given = vec![person(CEO, &[(3, Some(NotApplicable))]), person(IT, &[])];
    let result = assessed(given);
    assert_eq!(result.scope_disputes, [3]);
    assert_eq!(result.questions[3].level, Some(3.0));
    // Implied ones are no dispute.
    let implied = vec![person(CEO, &[(0, Some(NotApplicable)), (1, None), (2, None)]), person(IT, &[])];
    assert_eq!(assessed(implied).scope_disputes, [0]);
}

#[test]
fn a_blind_spot_needs_a_level_given_on_the_other_side() {
    let unknown = |other: Person| {
        let result = assessed(vec![person(CEO, &[(1, Some(Unknown))]), other]);
        result.alignment.map(|alignment| alignment.blind_spots)
    };
    let spot = BlindSpot { question: 1, side: Side::Leadership };
    assert_eq!(unknown(person(IT, &[])), Some(vec![spot]));
    assert_eq!(unknown(person(IT, &[(0, Some(Level(0))), (1, None), (2, None)])), Some(Vec::new()));
    assert_eq!(unknown(person(LEGAL, &[])), Some(Vec::new()));
}

#[test]
fn two_of_one_role_have_an_alignment_without_means() {
    let result = assessed(vec![person(CEO, &[(3, Some(Level(1)))]), person(CEO, &[(4, Some(Unknown))])]);
    let alignment = result.alignment.unwrap();
    assert_eq!((alignment.agreement, alignment.mean_gap), (None, None));
    assert_eq!(alignment.within_roles, [WithinRole { question: 3, role: CEO, low: 1, high: 3 }]);
    assert_eq!(alignment.roles, [(CEO, Some(1.0 / 12.0))]);
    assert!(alignment.pairs.is_empty() && alignment.alpha.is_some());
}

#[test]
fn a_settlement_leaves_spread_and_alignment_as_they_were() {
    let respondents = vec![person(CEO, &[(3, Some(Level(5)))]), person(IT, &[(3, Some(Level(1)))])];
    let world = World { respondents, ..small() };
    let (_, before) = world.assessed();
    let step = |result: &Assessment| *result.priorities.iter().find(|step| step.question == 3).unwrap();
    assert!(step(&before).disputed);
    let (_, after) = World { settled: vec![(3, 2, Evidence::Documented)], ..world }.assessed();
    assert!(!step(&after).disputed);
    assert_eq!((step(&after).from, step(&after).to), (2.0, 3.0));
    assert_eq!(after.overall.spread, before.overall.spread);
    assert_eq!(after.alignment, before.alignment);
    let settled = &after.questions[3];
    assert_eq!((settled.state, settled.evidence), (State::Known, Some(Evidence::Documented)));
    assert_eq!(settled.original.unwrap().level, Some(3.0));
    assert_eq!(settled.roles, [(CEO, 5.0), (IT, 1.0)]);
}

#[test]
fn a_guideline_takes_the_mechanisms_that_have_a_value() {
    // "large" mechanisms have more than one question: technical (here one of three answered) and social.
    let few = [(0, None), (1, None), (4, Some(Level(5)))];
    let result = assessed(vec![person(CEO, &few)]);
    assert!(!result.mechanisms[0].stands());
    assert_eq!(result.mechanisms[0].coverage, Some(0.6));
    assert_eq!(result.guidelines[4], Some(0.8));
    assert_eq!(result.kinds[0].coverage, None);
    assert_eq!(result.find_out.iter().map(|find| find.question).collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn claims_are_levels_above_zero_that_somebody_gave() {
    let mut ceo = person(CEO, &[(0, Some(Level(0))), (1, None), (2, None), (5, Some(Unknown))]);
    ceo.said[3].1 = Evidence::Documented;
    let mut it = person(IT, &[]);
    it.said[3].1 = Evidence::Verified;
    let claims = assessed(vec![ceo, it]).claims;
    assert_eq!((claims.made, claims.recorded, claims.verified), (8, 2, 1));
}
