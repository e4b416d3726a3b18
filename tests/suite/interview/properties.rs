//! Random events and random answers: the machine never panics, never loses an answer in silence, and whatever it
//! holds can be saved and read back.

use std::sync::Arc;

use equipoise::answers::{Answer, Answers, Entry, Placement, load, to_yaml};
use equipoise::assessment::assess;
use equipoise::framework::{Evidence, Scope, Status};
use equipoise::interview::{Machine, Position};
use equipoise::questionnaire::{Catalog, Questionnaire};
use equipoise::source::Source;
use equipoise::text::is_blank;
use jiff::civil::Date;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::{blank, small};

#[derive(Debug, Clone)]
enum Happening {
    Pick(u8),
    DontKnow,
    DoesNotApply,
    Back,
    Skip,
    Note(Option<String>),
    Evidence(Option<Evidence>, Vec<String>),
    GoTo(usize),
    CloseOpen,
    KeepLastTime,
    Confirm,
}

fn happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        8 => (0..6_u8).prop_map(Happening::Pick),
        2 => Just(Happening::DontKnow),
        1 => Just(Happening::DoesNotApply),
        4 => Just(Happening::Back),
        2 => Just(Happening::Skip),
        1 => option::of(text()).prop_map(Happening::Note),
        1 => (option::of(grade()), vec(text(), 0..3)).prop_map(|(grade, records)| Happening::Evidence(grade, records)),
        2 => (0..12_usize).prop_map(Happening::GoTo),
        1 => Just(Happening::CloseOpen),
        1 => Just(Happening::KeepLastTime),
        1 => Just(Happening::Confirm),
    ]
}

pub fn grade() -> impl Strategy<Value = Evidence> {
    (0..3_usize).prop_map(|index| Evidence::ALL[index])
}

/// Any text that is not blank, as the loader takes it: without white space around it.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[-#:>|?&*!%@`'\" \\n\\t\\[\\]{},a-z0-9.]{1,40}",
        Just("no".to_owned()),
        Just("2026-11-21".to_owned()),
        Just("1:30".to_owned()),
        Just("line one\n  indented\n\nlast # no comment".to_owned()),
        Just(format!("{} end", "long words ".repeat(40))),
        Just("\u{1b}[31mred\u{0}\u{85}\u{2028}\u{feff}".to_owned()),
    ]
    .prop_map(|text| text.trim().to_owned())
    .prop_filter("blank", |text| !is_blank(text))
}

fn day() -> Date {
    "2026-11-21".parse().unwrap()
}

/// Saves and loads, and expects the same.
fn round_trip(questionnaire: &Questionnaire, answers: &Answers) {
    let yaml = to_yaml(answers, questionnaire).unwrap();
    let source = Arc::new(Source::new("a.yaml", yaml));
    match load::load(&source, &Catalog::of(Arc::new(questionnaire.clone()))) {
        Ok(loaded) => assert_eq!(loaded.value.answers, *answers, "{}", source.text),
        Err(problems) => panic!("{problems:#?}\n{}", source.text),
    }
}

fn give(machine: &mut Machine<'_>, answer: Answer) {
    let Position::Question(here) = machine.position() else { return };
    let expected = machine.consequences(answer);
    let before = machine.answers();
    let moved = machine.give(answer, day());
    assert_eq!(moved, expected);
    let after = machine.answers();
    for (index, (was, is)) in before.entries.iter().zip(&after.entries).enumerate() {
        if index == here {
            assert_eq!((is.answer, is.as_of), (Some(answer), Some(day())));
        } else if moved.removed.contains(&index) {
            assert!(was.answer.is_some() && is.answer.is_none());
        } else if moved.restored.contains(&index) {
            assert!(was.answer.is_none() && is.answer.is_some());
        } else {
            assert_eq!(was, is);
        }
    }
}

fn happen(machine: &mut Machine<'_>, happening: Happening) {
    let asking = machine.current().is_some();
    match happening {
        Happening::Pick(place) => {
            if let Some(answer) = machine.pick(place) {
                give(machine, answer);
                machine.advance();
            }
        }
        Happening::DontKnow if asking => {
            give(machine, Answer::Unknown);
            machine.advance();
        }
        Happening::DoesNotApply if asking => {
            give(machine, Answer::NotApplicable);
            machine.set_note(Some("a reason".into()));
            machine.advance();
        }
        Happening::Back => {
            let (mut there, half) = (machine.clone(), machine.half().is_some());
            let was = machine.position();
            if there.back() && !half {
                there.advance();
                // Unless something has been opened in between, which is asked first.
                let opened = matches!(there.position(), Position::Question(question)
                    if there.entry(question).answer.is_none());
                assert!(opened || there.position() == was, "forward undoes back");
            }
            assert_eq!(machine.can_go_back(), machine.back());
        }
        Happening::Skip => machine.skip(),
        Happening::Note(note) => {
            let held = machine.current().is_some_and(|question| {
                let index = machine.questionnaire().question(&question.id).unwrap();
                machine.entry(index).answer == Some(Answer::NotApplicable)
            });
            // The session keeps the reason of "does not apply".
            if !held || note.is_some() {
                machine.set_note(note);
            }
        }
        Happening::Evidence(grade, records) => machine.set_evidence(grade, records),
        Happening::GoTo(question) if !asking => machine.go_to(question),
        Happening::CloseOpen if !asking => machine.close_open(day()),
        Happening::KeepLastTime => machine.keep_last_time(),
        Happening::Confirm if !asking => machine.confirm(),
        _ => {}
    }
}

fn check(questionnaire: &Questionnaire, machine: &Machine<'_>) {
    let route: Vec<usize> = machine.route().collect();
    match (machine.position(), machine.progress()) {
        (Position::Question(question), Some(progress)) => {
            assert!(route.contains(&question), "asks what is not asked");
            assert_eq!(progress.total, route.len());
            assert_eq!(route[progress.number - 1], question);
        }
        (Position::Review, None) => {}
        odd => panic!("{odd:?}"),
    }
    let answers = machine.answers();
    round_trip(questionnaire, &answers);
    let assessment = assess(questionnaire, &[&answers], None);
    assert!(assessment.contradictions.is_empty(), "the interview makes no contradictions");
    assert_eq!(assessment.respondents[0].asked, route.len(), "scoring and interview agree on what is asked");
    assert_eq!(assessment.respondents[0].answered, machine.answered().count());
}

fn entry(fit: bool) -> impl Strategy<Value = Entry> {
    let answer = if fit {
        (0..6_u8, 0..6_u8)
            .prop_map(|(organization, security)| Answer::Fit(Placement { organization, security }))
            .boxed()
    } else {
        (0..6_u8).prop_map(Answer::Level).boxed()
    };
    let answer = prop_oneof![4 => answer, 1 => Just(Answer::Unknown), 1 => Just(Answer::NotApplicable)];
    let dated = option::of(Just("2026-01-02".parse::<Date>().unwrap()));
    (option::of(answer), option::of(grade()), vec(text(), 0..3), option::of(text()), dated).prop_map(
        |(answer, evidence, artifacts, note, as_of)| {
            let note = if answer == Some(Answer::NotApplicable) { note.or(Some("why".into())) } else { note };
            Entry { answer, evidence, artifacts, note, as_of }
        },
    )
}

fn answers() -> impl Strategy<Value = Answers> {
    let questionnaire = small();
    let entries: Vec<_> =
        questionnaire.questions.iter().map(|question| entry(question.is_fit()).boxed()).collect();
    (entries, text(), option::of(text()), option::of(text()), any::<[bool; 3]>(), 0..4_000_000_000_i64)
        .prop_map(move |(entries, organization, name, interviewer, [quick, confirmed, timed], second)| {
            let mut answers = blank(&questionnaire, "ciso", if quick { Scope::Quick } else { Scope::Full });
            answers.organization = organization;
            answers.respondent.name = name;
            answers.interviewer = interviewer;
            answers.status = if confirmed { Status::Confirmed } else { Status::Draft };
            answers.updated = timed.then(|| jiff::Timestamp::from_second(second).unwrap());
            answers.entries = entries;
            answers
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_reads_the_same(answers in answers()) {
        round_trip(&small(), &answers);
    }

    #[test]
    fn any_sitting_holds_together(
        events in vec(happening(), 0..60),
        ceo in any::<bool>(),
        quick in any::<bool>(),
        again in any::<bool>(),
    ) {
        let questionnaire = small();
        let scope = if quick { Scope::Quick } else { Scope::Full };
        let start = blank(&questionnaire, if ceo { "ceo" } else { "ciso" }, scope);
        let mut machine = Machine::new(&questionnaire, start, None);
        for event in events {
            happen(&mut machine, event);
            check(&questionnaire, &machine);
        }
        if again {
            // The next sitting goes on from the file, at a question that is open.
            let resumed = Machine::new(&questionnaire, machine.answers(), None);
            check(&questionnaire, &resumed);
            match resumed.position() {
                Position::Question(question) => prop_assert!(resumed.entry(question).answer.is_none()),
                Position::Review => prop_assert_eq!(resumed.open().count(), 0),
            }
        }
    }

    #[test]
    fn any_file_can_be_gone_on_with(answers in answers(), last in answers(), events in vec(happening(), 0..30)) {
        let questionnaire = small();
        let mut machine = Machine::new(&questionnaire, answers, Some(last));
        for event in events {
            happen(&mut machine, event);
            round_trip(&questionnaire, &machine.answers());
        }
    }
}
