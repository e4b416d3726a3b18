//! Whatever is settled can be saved and read back; whatever happens, nothing recorded is lost.

use std::sync::Arc;

use equipoise::answers::{
    Placement, QuestionnaireRef, Settled, SettledValue, Settlement, load_settlement, settlement_to_yaml,
};
use equipoise::questionnaire::{Catalog, Question, Questionnaire};
use equipoise::source::Source;
use equipoise::workshop::{Item, Stop, Why, Workshop};
use jiff::civil::Date;
use proptest::collection::vec;
use proptest::prelude::*;

use super::small;
use crate::interview::properties::{grade, text};

fn day() -> impl Strategy<Value = Date> {
    (1970_i16..2100, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| Date::new(year, month, day).unwrap())
}

fn settled(fit: bool) -> impl Strategy<Value = Settled> {
    let value = prop_oneof![
        1 => Just(None),
        4 => (0..6_u8, 0..6_u8).prop_map(move |(organization, security)| Some(if fit {
            SettledValue::Fit(Placement { organization, security })
        } else {
            SettledValue::Level(organization)
        })),
    ];
    (value, grade(), text(), vec(0..2_usize, 0..3)).prop_map(|(value, evidence, reason, dissent)| Settled {
        value,
        evidence,
        reason,
        dissent,
    })
}

fn settlement() -> impl Strategy<Value = Settlement> {
    let questionnaire = small();
    let one = |(index, question): (usize, &equipoise::questionnaire::Question)| {
        proptest::option::of(settled(question.is_fit())).prop_map(move |one| one.map(|one| (index, one)))
    };
    let all: Vec<_> = questionnaire.questions.iter().enumerate().map(one).collect();
    let witnesses =
        vec((0..2_usize, "[0-9a-f]{64}").prop_map(|(role, hex)| (role, format!("sha256:{hex}"))), 0..4);
    (all, text(), day(), witnesses).prop_map(move |(all, organization, settled_on, answers)| Settlement {
        questionnaire: QuestionnaireRef::to(&questionnaire),
        organization,
        settled_on,
        answers,
        settled: all.into_iter().flatten().collect(),
    })
}

fn read_back(questionnaire: &Questionnaire, settlement: &Settlement) -> Settlement {
    let source = Arc::new(Source::new("s.yaml", settlement_to_yaml(settlement, questionnaire).unwrap()));
    match load_settlement(&source, &Catalog::of(Arc::new(questionnaire.clone()))) {
        Ok(loaded) => loaded.value.settlement,
        Err(problems) => panic!("{problems:#?}\n{}", source.text),
    }
}

#[derive(Debug, Clone)]
enum Happening {
    Pick(u8),
    Settle(Settled),
    TakeBack,
    Advance,
    Back,
    GoTo(usize),
}

fn happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        6 => (0..7_u8).prop_map(Happening::Pick),
        2 => settled(false).prop_map(Happening::Settle),
        1 => Just(Happening::TakeBack),
        4 => Just(Happening::Advance),
        4 => Just(Happening::Back),
        2 => (0..8_usize).prop_map(Happening::GoTo),
    ]
}

proptest! {
    #[test]
    fn what_is_written_reads_back_equal(settlement in settlement()) {
        prop_assert_eq!(read_back(&small(), &settlement), settlement);
    }

    #[test]
    fn nothing_recorded_is_lost(
        settlement in settlement(),
        again in any::<bool>(),
        happenings in vec(happening(), 0..60),
    ) {
        let questionnaire = small();
        let items = [8, 0, 3, 6, 1].map(|question| Item { question, why: Why::AskedFor, level: None });
        let held: Vec<usize> = settlement.settled.iter().map(|(question, _)| *question).collect();
        let mut taken: Vec<usize> = Vec::new();
        let mut workshop = Workshop::new(&questionnaire, items.to_vec(), settlement, again);
        for happening in happenings {
            let before = workshop.settlement().clone();
            let stop = workshop.stop();
            match happening {
                Happening::Pick(place) => {
                    // A pick alone settles nothing.
                    workshop.pick(place);
                    prop_assert_eq!(workshop.settlement(), &before);
                }
                Happening::Settle(settled) => {
                    // A value of the kind that the question takes.
                    let is_fit = workshop.current().is_some_and(Question::is_fit);
                    let value = match settled.value {
                        Some(SettledValue::Level(place)) if is_fit => {
                            Some(SettledValue::Fit(Placement { organization: place, security: 5 - place }))
                        }
                        value => value,
                    };
                    workshop.settle(Settled { value, ..settled }, "2026-11-21".parse().unwrap());
                }
                Happening::TakeBack => {
                    let question = workshop.current().and_then(|one| questionnaire.question(&one.id));
                    let held = question.and_then(|question| workshop.settled(question).cloned());
                    taken.extend(question);
                    prop_assert_eq!(workshop.take_back("2026-11-21".parse().unwrap()), held);
                }
                Happening::Advance => workshop.advance(),
                Happening::Back => {
                    let can = workshop.can_go_back();
                    prop_assert_eq!(workshop.back(), can);
                }
                Happening::GoTo(place) => workshop.go_to(place),
            }
            let in_hand = match stop {
                Stop::Item(place) => Some(workshop.items()[place].question),
                Stop::Review => None,
            };
            for (question, settled) in &before.settled {
                if Some(*question) != in_hand {
                    prop_assert_eq!(workshop.settled(*question), Some(settled));
                }
            }
        }
        let kept = |question: &usize| taken.contains(question) || workshop.settled(*question).is_some();
        prop_assert!(held.iter().all(kept));
        // On and on, it ends.
        for _ in 0..20 {
            workshop.advance();
        }
        prop_assert_eq!(workshop.stop(), Stop::Review);
        prop_assert_eq!(&read_back(&questionnaire, workshop.settlement()), workshop.settlement());
    }
}
