//! Whatever the answers: turned round, a comparison is its own negative; a point compared with itself is still.

use equipoise::answers::{Answer, Answers, Settlement};
use equipoise::assessment::comparison::{Change, Comparison, Event, Point, Presence, compare};
use equipoise::assessment::{Assessment, assess};
use equipoise::questionnaire::Questionnaire;
use proptest::prelude::*;
use proptest::test_runner::Config;

use crate::worlds::{Person, World, as_pairs, world};

/// One world at two points: the same questionnaire, other people and answers.
fn points() -> impl Strategy<Value = (World, World)> {
    (world(), world(), any::<bool>()).prop_map(|(first, other, settled)| {
        let again = |person: Person| {
            let mut person = person;
            for (answer, _) in &mut person.said {
                if let Some(Answer::Fit(pair)) = *answer {
                    *answer = Some(Answer::Level(pair.security));
                }
            }
            as_pairs(person, &first.outcomes)
        };
        let respondents = other.respondents.into_iter().map(again).collect();
        let settled = if settled { first.settled.clone() } else { Vec::new() };
        let second = World { respondents, settled, ..first.clone() };
        (first, second)
    })
}

/// What a point is made of.
struct Side {
    questionnaire: Questionnaire,
    answers: Vec<Answers>,
    settlement: Option<Settlement>,
    assessment: Assessment,
}

impl Side {
    fn of(world: &World) -> Self {
        let (questionnaire, answers, settlement) =
            (world.questionnaire(), world.answers(), world.settlement());
        let respondents: Vec<&Answers> = answers.iter().collect();
        let assessment = assess(&questionnaire, &respondents, settlement.as_ref());
        Self { questionnaire, answers, settlement, assessment }
    }

    fn point<'a>(&'a self, answers: &'a [&'a Answers]) -> Point<'a> {
        Point {
            questionnaire: &self.questionnaire,
            answers,
            settlement: self.settlement.as_ref(),
            assessment: &self.assessment,
        }
    }
}

/// Every number of a comparison.
fn changes(comparison: &Comparison<'_>) -> Vec<Change> {
    let all = comparison.overall;
    let mut changes = vec![
        all.strength,
        all.coverage,
        all.balance,
        all.kind_gap,
        all.completeness,
        all.known,
        all.evidenced,
        all.agreement,
        comparison.own,
    ];
    changes.extend(comparison.kinds.iter().flat_map(|one| [one.coverage, one.completeness]));
    changes.extend(
        comparison
            .objectives
            .iter()
            .flat_map(|one| one.cells.into_iter().chain([one.strength, one.completeness, one.observed])),
    );
    changes.extend(comparison.mechanisms.iter().map(|one| one.coverage));
    changes.extend(comparison.questions.iter().flat_map(|one| [one.value, one.level]));
    changes
}

fn turned(change: Change) -> Change {
    Change { before: change.after, after: change.before }
}

const fn mirror(event: Event) -> Event {
    match event {
        Event::Gain => Event::Loss,
        Event::Loss => Event::Gain,
        Event::Shift => Event::Shift,
        Event::Answered => Event::Dropped,
        Event::Dropped => Event::Answered,
        Event::FoundOut => Event::LostSight,
        Event::LostSight => Event::FoundOut,
        Event::LeftOut => Event::Applies,
        Event::Applies => Event::LeftOut,
        Event::EvidenceGained => Event::EvidenceLost,
        Event::EvidenceLost => Event::EvidenceGained,
        Event::Agreed => Event::Disputed,
        Event::Disputed => Event::Agreed,
        Event::Settled => Event::Unsettled,
        Event::Unsettled => Event::Settled,
    }
}

proptest! {
    #![proptest_config(Config { cases: 128, failure_persistence: None, ..Config::default() })]

    #[test]
    fn turned_round_a_comparison_is_its_own_negative((first, second) in points()) {
        let sides = [Side::of(&first), Side::of(&second)];
        let answers = [&sides[0], &sides[1]].map(|side| side.answers.iter().collect::<Vec<_>>());
        let [before, after] = [0, 1].map(|at| sides[at].point(&answers[at]));
        let (forth, back) = (compare(before, after), compare(after, before));
        let expected: Vec<Change> = changes(&back).into_iter().map(turned).collect();
        prop_assert_eq!(changes(&forth), expected);
        for change in changes(&forth) {
            prop_assert_eq!(change.by().map(|by| -by), turned(change).by());
        }
        prop_assert_eq!(forth.verdict, back.verdict);
        prop_assert_eq!(forth.detectable, back.detectable);
        for (one, other) in forth.questions.iter().zip(&back.questions) {
            let mut mirrored: Vec<Event> = other.events.iter().map(|event| mirror(*event)).collect();
            mirrored.sort();
            prop_assert_eq!(&one.events, &mirrored, "{}", one.id);
        }
        let presence = |comparison: &Comparison<'_>, wanted: Presence| {
            comparison.people.iter().filter(|one| one.presence == wanted).count()
        };
        prop_assert_eq!(presence(&forth, Presence::Came), presence(&back, Presence::Went));
        prop_assert_eq!(presence(&forth, Presence::Stayed), presence(&back, Presence::Stayed));
        prop_assert_eq!(forth.unmatched.len(), back.unmatched.len());
    }

    #[test]
    fn a_point_compared_with_itself_is_still((first, second) in points()) {
        for world in [first, second] {
            let side = Side::of(&world);
            let answers: Vec<&Answers> = side.answers.iter().collect();
            let reversed: Vec<&Answers> = side.answers.iter().rev().collect();
            let comparison = compare(side.point(&answers), side.point(&reversed));
            prop_assert!(comparison.is_still());
            prop_assert!(changes(&comparison).iter().all(|change| !change.moved()));
        }
    }

    #[test]
    fn only_what_both_ask_is_compared((first, second) in points()) {
        let sides = [Side::of(&first), Side::of(&second)];
        let answers = [&sides[0], &sides[1]].map(|side| side.answers.iter().collect::<Vec<_>>());
        let comparison = compare(sides[0].point(&answers[0]), sides[1].point(&answers[1]));
        let asked = sides.iter().map(|side| side.assessment.questions.len()).min().unwrap();
        prop_assert_eq!(comparison.questions.len(), asked);
        if comparison.same_questions() {
            prop_assert_eq!(comparison.own, comparison.overall.strength);
        }
    }
}
