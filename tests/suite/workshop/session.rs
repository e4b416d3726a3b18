//! Scripted sittings: every point of the workshop, through the prompter trait.

use std::rc::Rc;

use equipoise::answers::{
    Answer, Entry, Placement, QuestionnaireRef, SaveError, Settled, SettledValue, Settlement, digest,
};
use equipoise::assessment::assess;
use equipoise::framework::Evidence;
use equipoise::interview::{Action, PromptError, Save, SessionError};
use equipoise::questionnaire::Questionnaire;
use equipoise::workshop::{Closing, Setting, Table, Wanted, Why, Workshop, docket, run};
use jiff::Timestamp;

use super::{said, small};
use crate::interview::script::{
    Log,
    Say::{self, Do, Fails, Leave, Menu, Notice, Sees, Text, Yes},
    Scripted, pick,
};

/// Keeps what was saved, and fails so many times first.
struct Kept<'q> {
    saved: Vec<Settlement>,
    failures: usize,
    log: Log,
    questionnaire: &'q Questionnaire,
}

impl Save<Settlement> for Kept<'_> {
    fn save(&mut self, settlement: &Settlement) -> Result<(), SaveError> {
        if self.failures > 0 {
            self.failures -= 1;
            let cause = std::io::Error::from(std::io::ErrorKind::StorageFull);
            return Err(SaveError::Io { path: "s.yaml".into(), cause });
        }
        let held: Vec<&str> = settlement
            .settled
            .iter()
            .map(|(question, _)| self.questionnaire.questions[*question].id.as_str())
            .collect();
        self.log.borrow_mut().push(format!("saved {}", held.join(" ")));
        self.saved.push(settlement.clone());
        Ok(())
    }
}

/// A workshop to be scripted.
struct Sitting {
    wanted: Wanted,
    earlier: Option<Settlement>,
    again: bool,
    changed: Vec<String>,
    failures: usize,
}

struct Went {
    ended: Result<Closing, SessionError>,
    saved: Vec<Settlement>,
    log: Vec<String>,
}

fn disputes() -> Sitting {
    Sitting { wanted: Wanted::Disputes, earlier: None, again: false, changed: Vec::new(), failures: 0 }
}

fn blank(questionnaire: &Questionnaire) -> Settlement {
    Settlement {
        questionnaire: QuestionnaireRef::to(questionnaire),
        organization: "Petro 1".into(),
        settled_on: "2025-11-01".parse().unwrap(),
        answers: Vec::new(),
        settled: Vec::new(),
    }
}

impl Sitting {
    fn play(self, script: Vec<Say>) -> Went {
        let questionnaire = small();
        let said = said(&questionnaire);
        let answers: Vec<_> = said.iter().collect();
        let assessment = assess(&questionnaire, &answers, None);
        let items = docket(&questionnaire, &answers, &assessment, &self.wanted, self.earlier.as_ref());
        let settlement = self.earlier.unwrap_or_else(|| blank(&questionnaire));
        let mut workshop = Workshop::new(&questionnaire, items, settlement, self.again);
        let log: Log = Rc::default();
        let mut prompter = Scripted::new(script, &log);
        let mut kept = Kept {
            saved: Vec::new(),
            failures: self.failures,
            log: Rc::clone(&log),
            questionnaire: &questionnaire,
        };
        let now = || Timestamp::from_second(1_763_719_200).unwrap();
        let setting = Setting {
            file: "s.yaml",
            remarks: &[],
            answers: said.iter().map(|one| (one.respondent.role, digest(one, &questionnaire))).collect(),
            changed: &self.changed,
            show_levels: false,
            now: &now,
        };
        let table = Table::new(&questionnaire, &answers);
        let ended = run(&mut workshop, &table, &mut prompter, &mut kept, &setting);
        let log = log.borrow().clone();
        assert!(prompter.is_done(), "left over\n{}", log.join("\n"));
        Went { ended, saved: kept.saved, log }
    }
}

impl Went {
    fn settled(&self, id: &str) -> &Settled {
        let question = small().question(id).unwrap();
        &self.saved.last().unwrap().settled.iter().find(|(of, _)| *of == question).unwrap().1
    }

    /// Every question's record stands on disk before the next one is put.
    fn is_saved_in_time(&self) {
        let mut held = String::new();
        let mut recorded: Vec<String> = Vec::new();
        for line in &self.log {
            if let Some(saved) = line.strip_prefix("saved ") {
                saved.clone_into(&mut held);
            } else if let Some(reason) = line.strip_prefix("asks ") {
                for before in &recorded {
                    assert!(held.contains(before.as_str()), "{before} is not saved\n{}", self.log.join("\n"));
                }
                recorded.push(reason.split(' ').next().unwrap().to_owned());
                recorded.dedup();
                recorded.pop();
            }
        }
    }
}

/// A settlement with its evidence and dissent left as offered.
fn settled(id: &'static str, place: u8, reason: &'static str) -> Vec<Say> {
    vec![
        pick(id, place),
        Text("What shows that this one holds?", Some(reason)),
        Menu("What was shown for it?", Some("asserted")),
        Menu("Dissent", Some("Done: nobody is named")),
    ]
}

fn closing() -> Vec<Say> {
    vec![Notice("read back"), Menu("Is this what you settled?", Some("Yes"))]
}

fn concat(parts: Vec<Vec<Say>>) -> Vec<Say> {
    parts.into_iter().flatten().collect()
}

#[test]
fn from_the_opening_to_the_read_back() {
    let went = disputes().play(concat(vec![
        vec![
            Notice("2 people have answered (CISO and CEO). | On the table: 2 disputed questions, the farthest apart first; 1 question that applies to some and not to others."),
            Notice("The answers lie 4 steps apart; leadership sees it 4 steps higher. |   CISO: chose |       2. one |       [asserted] |   CEO: chose |       6. five |       [asserted; note: seen it] | To ask: Think of the last one."),
            Sees("backup.copies", "1/3 voices=|CISO||||CEO given=- keep=None back=false", Action::Pick(2)),
            Text("To be settled: 3. (level 2) two", Some(" The log\u{1b}[31m shows two. ")),
            Menu("For example: the copy; its date", Some("documented")),
            Menu("Dissent", Some("[ ] Chief executive (CEO)")),
            Menu("Done: dissent of CEO", Some("[ ] Security executive (CISO)")),
            Menu("Done: dissent of CEO and CISO", Some("[x] Security executive (CISO)")),
            Menu("[x] Chief executive (CEO)", Some("Done: dissent of CEO")),
            Notice("The answers lie 2 steps apart"),
        ],
        settled("backup.tested", 4, "Last March."),
        vec![
            Notice("It applies to some and not to others. If it applies, settle which statement is true. |   CISO: says that it does not apply |       [note: one site] |   CEO: chose |       3. two"),
            Sees("backup.learned", "3/3 voices=||CEO||| given=- keep=None back=true", Action::LeaveOpen),
            Text("What keeps it open", Some("Ask the second site.")),
        ],
        vec![
            Notice(
                "read back Are there copies? |    > 3. (level 2) two [documented] |      Reason: The log[31m shows two. |      Dissent: CEO. |      That is 1 step below the answers together (level 3.0). | Were they tested? |    > 4. (level 3) three |      Reason: Last March. |      That is where the answers together (level 3.0) stood. | What came of the tests? |    > left open |      Reason: Ask the second site.",
            ),
            Menu("Is this what you settled?", Some("Yes")),
        ],
    ]));
    assert!(matches!(went.ended, Ok(Closing::Finished)));
    went.is_saved_in_time();
    let copies = went.settled("backup.copies");
    assert_eq!(copies.value, Some(SettledValue::Level(2)));
    assert_eq!(copies.evidence, Evidence::Documented);
    assert_eq!(copies.dissent, [0]);
    assert_eq!(went.settled("backup.learned").value, None);
    let last = went.saved.last().unwrap();
    assert_eq!(last.settled_on.to_string(), "2025-11-21");
    assert_eq!(last.settled.len(), 3);
    // Each is written once, whole.
    assert_eq!(went.saved.len(), 3);
}

#[test]
fn without_a_reason_nothing_is_settled() {
    let went = disputes().play(vec![
        Notice(""),
        Notice(""),
        pick("backup.copies", 3),
        Text("Reason", None),
        Sees("backup.copies", "given=- keep=None back=false purpose=- note=None grade=asserted records=0 news=[\"Without a reason nothing is settled. Nothing was recorded.", Action::LeaveOpen),
        Text("Reason", Some(" \u{1b}\u{202e} ")),
        Do("backup.copies", Action::Stop),
    ]);
    assert!(matches!(went.ended, Ok(Closing::Stopped)));
    assert!(went.saved.is_empty());
}

#[test]
fn back_shows_what_was_settled_and_enter_keeps_it() {
    let went = disputes().play(concat(vec![
        vec![Notice(""), Notice("Who said what")],
        settled("backup.copies", 3, "The log."),
        vec![
            Notice("Who said what"),
            Do("backup.tested", Action::Back),
            // The views are not shown a second time unless they are asked for.
            Sees(
                "backup.copies",
                "given=3 keep=Some(Skip) back=false purpose=- note=Some(\"The log.\")",
                Action::Views,
            ),
            Notice("Settled so far: 3. (level 2) two |   Reason: The log."),
            Do("backup.copies", Action::Skip),
            Do("backup.tested", Action::Back),
            // Another level: the reason is offered again, the evidence and the dissent begin anew.
            pick("backup.copies", 2),
            Text("initial=Some(\"The log.\")", Some("The other log.")),
            Menu("What was shown", None),
            // Back at what was shown: what was settled before stands until all of it is settled anew.
            Sees("backup.copies", "given=3 keep=Some(Skip)", Action::Pick(1)),
            Text("initial=Some(\"The other log.\")", None),
            Menu("What was shown", Some("asserted")),
            Menu("Done: nobody is named", Some("Done")),
            Do("backup.tested", Action::Skip),
            Notice("Who said what"),
            Do("backup.learned", Action::Skip),
            Menu("2 questions put off", Some("What came of")),
            Sees("backup.learned", "back=true", Action::Back),
            Menu("2 questions put off", None),
            Do("backup.learned", Action::Skip),
            Menu("2 questions put off", Some("Leave the rest for another day")),
            Notice("read back Are there copies? |    > 2. (level 1) one |      Reason: The other log."),
            Menu("Is this what you settled?", Some("Change one")),
            Menu("Which one?", Some("Were they tested?")),
        ],
        settled("backup.tested", 1, "Nobody did."),
        vec![
            Menu("1 question put off", Some("Leave the rest")),
            Notice("Were they tested? |    > 1. (level 0) nothing"),
            Menu("Is this what you settled?", Some("Yes")),
        ],
    ]));
    assert!(matches!(went.ended, Ok(Closing::Finished)));
    assert_eq!(went.settled("backup.copies").value, Some(SettledValue::Level(1)));
    assert_eq!(went.saved.last().unwrap().settled.len(), 2);
}

#[test]
fn a_resumed_workshop_asks_only_what_is_left() {
    let questionnaire = small();
    let mut earlier = blank(&questionnaire);
    let value =
        |value| Settled { value, evidence: Evidence::Verified, reason: "Seen.".into(), dissent: vec![1] };
    let place = |id: &str| questionnaire.question(id).unwrap();
    earlier.settled = vec![
        (place("backup.copies"), value(None)),
        (place("mentoring.sought"), value(Some(SettledValue::Level(2)))),
    ];
    let sitting = Sitting { earlier: Some(earlier), ..disputes() };
    let went = sitting.play(concat(vec![
        vec![
            Notice("1 question that was settled before. 2 of 4 done, 2 to go; back leads to those done."),
            Notice("Who said what"),
            Sees("backup.tested", "2/4", Action::Back),
            Notice("Settled so far: left open |   Reason: Seen. |   Dissent: CISO."),
            Sees("backup.copies", "given=- keep=Some(Skip) back=false", Action::Skip),
        ],
        settled("backup.tested", 4, "Last March."),
        vec![
            Notice("Who said what"),
            Do("backup.learned", Action::LeaveOpen),
            Text("Reason", Some("Later.")),
        ],
        closing(),
    ]));
    assert!(matches!(went.ended, Ok(Closing::Finished)));
    let kept = went.settled("mentoring.sought");
    assert_eq!((kept.evidence, kept.dissent.as_slice()), (Evidence::Verified, &[1][..]));
}

#[test]
fn answers_that_changed_since_are_taken_by_consent() {
    for consent in [true, false] {
        let questionnaire = small();
        let mut earlier = blank(&questionnaire);
        earlier.answers = vec![(0, format!("sha256:{}", "0".repeat(64)))];
        let sitting = Sitting {
            earlier: Some(earlier.clone()),
            changed: vec!["CEO: has other answers now".into()],
            ..disputes()
        };
        let went = sitting.play(vec![
            Notice(""),
            Yes("settled on? default=false The answers are not those that were settled on: |   - CEO: has other answers now", consent),
            Notice(""),
            Do("backup.copies", Action::Stop),
        ]);
        match went.saved.last() {
            Some(last) => assert_eq!(last.answers.len(), 2),
            None => assert!(!consent),
        }
    }
}

#[test]
fn a_scale_takes_two_places() {
    let questionnaire = small();
    let question = questionnaire.question("culture.access").unwrap();
    let sitting = Sitting { wanted: Wanted::Only(vec![question]), again: true, ..disputes() };
    let went = sitting.play(concat(vec![
        vec![
            Notice("On the table: 1 question that you asked for."),
            Notice("CEO: placed both |       organization: 2. q |       security: 5. t"),
            Sees("culture.access", "1/1 organization? voices=|CISO, CEO|||| given=-", Action::Pick(1)),
            Sees(
                "culture.access",
                "security? organization=2 voices=||CISO||CEO| given=- keep=None back=true",
                Action::Back,
            ),
            Sees("culture.access", "organization?", Action::Pick(1)),
            Sees("culture.access", "security?", Action::Pick(3)),
            Text("To be settled: organization 2. q / security 4. s", Some("Three cases.")),
            Menu("What was shown", Some("verified")),
            Menu("Dissent", Some("Done")),
        ],
        closing(),
    ]));
    let pair = Placement { organization: 1, security: 3 };
    assert_eq!(went.settled("culture.access").value, Some(SettledValue::Fit(pair)));
}

#[test]
fn a_named_question_is_put_again_though_it_is_settled() {
    let questionnaire = small();
    let question = questionnaire.question("backup.copies").unwrap();
    let earlier = settled_before("backup.copies");
    let sitting =
        Sitting { wanted: Wanted::Only(vec![question]), again: true, earlier: Some(earlier), ..disputes() };
    let went = sitting.play(concat(vec![
        vec![
            Notice(""),
            Notice("Settled so far: 2. (level 1) one [verified]"),
            Sees("backup.copies", "given=2 keep=Some(Skip)", Action::Pick(1)),
            // The same value again: only what is typed anew changes.
            Text("Reason", None),
            Menu("What was shown", Some("verified")),
            Menu("Done: dissent of CEO", Some("Done")),
        ],
        closing(),
    ]));
    let kept = went.settled("backup.copies");
    assert_eq!((kept.reason.as_str(), kept.evidence), ("Seen.", Evidence::Verified));
    assert_eq!(went.saved.len(), 1);
}

#[test]
fn what_cannot_be_saved_is_tried_again_or_ends_it() {
    let script = |again| {
        let mut script = concat(vec![vec![Notice(""), Notice("")], settled("backup.copies", 3, "The log.")]);
        script.push(Yes("What was saved before is still there.", again));
        script
    };
    let tried = Sitting { failures: 1, ..disputes() };
    let went = tried.play(concat(vec![script(true), vec![Notice(""), Do("backup.tested", Action::Stop)]]));
    assert_eq!(went.saved.len(), 1);
    let gave_up = Sitting { failures: 9, ..disputes() }.play(script(false));
    assert!(matches!(gave_up.ended, Err(SessionError::Save(_))));
}

/// Unanimous is what nobody dissented from when asked, not what nobody was asked about.
#[test]
fn a_settlement_is_recorded_once_it_was_asked_who_dissents() {
    for parts in 0..4 {
        let breaks_off: [fn() -> PromptError; 3] =
            [|| PromptError::EndOfInput, || PromptError::Stopped, || PromptError::Interrupted];
        for error in breaks_off {
            let went = disputes().play(concat(vec![
                vec![Notice(""), Notice("")],
                settled("backup.copies", 3, "The log.").into_iter().take(1 + parts).collect(),
                vec![Fails(error)],
            ]));
            assert!(matches!(went.ended, Ok(Closing::Stopped) | Err(SessionError::Interrupted)));
            assert_eq!(went.saved.len(), usize::from(parts == 3), "broken off after {parts} parts");
        }
    }
}

#[test]
fn back_from_any_prompt_of_a_settlement_leaves_the_question_as_it_was() {
    let back = |parts: usize| -> Vec<Say> {
        let mut script: Vec<Say> =
            settled("backup.copies", 3, "The log.").into_iter().take(1 + parts).collect();
        script.push(match parts {
            0 => Leave("Reason"),
            1 => Menu("What was shown", None),
            _ => Menu("Dissent", None),
        });
        script
    };
    for (parts, news) in [
        (0, "Without a reason nothing is settled. Nothing was recorded."),
        (1, "Nothing was recorded; the reason that you typed is offered again."),
        (2, "Nothing was recorded; the reason that you typed is offered again."),
    ] {
        let went = disputes().play(concat(vec![
            vec![Notice(""), Notice("")],
            back(parts),
            vec![Sees("backup.copies", news, Action::Stop)],
        ]));
        assert!(went.saved.is_empty());
        // What was settled in an earlier sitting stands, with its evidence and its dissent.
        let earlier = settled_before("backup.copies");
        let questionnaire = small();
        let sitting = Sitting {
            wanted: Wanted::Only(vec![questionnaire.question("backup.copies").unwrap()]),
            earlier: Some(earlier),
            again: true,
            ..disputes()
        };
        let stands = "given=2 keep=Some(Skip)";
        let went = sitting.play(concat(vec![
            vec![Notice(""), Notice("Settled so far: 2. (level 1) one [verified]")],
            back(parts),
            vec![
                Sees("backup.copies", stands, Action::Views),
                Notice("Settled so far: 2. (level 1) one [verified] |   Reason: Seen. |   Dissent: CEO."),
                Do("backup.copies", Action::Skip),
                Notice("> 2. (level 1) one [verified]"),
                Menu("Is this what you settled?", Some("Yes")),
            ],
        ]));
        assert!(went.saved.is_empty());
    }
}

#[test]
fn what_was_settled_can_be_taken_back() {
    let went = disputes().play(concat(vec![
        vec![
            Notice(""),
            Notice(""),
            Do("backup.copies", Action::TakeBack),
            Sees("backup.copies", "Nothing is settled here that could be taken back.", Action::Pick(2)),
        ],
        settled("backup.copies", 3, "The log.").split_off(1),
        vec![
            Notice(""),
            Do("backup.tested", Action::Back),
            Do("backup.copies", Action::TakeBack),
            Sees("backup.copies", "given=- keep=None back=false purpose=- note=None", Action::Skip),
            Do("backup.tested", Action::LeaveOpen),
            Text("Reason", Some("Later.")),
            Notice(""),
            Do("backup.learned", Action::Back),
            // What is left open can be taken back too.
            Do("backup.tested", Action::TakeBack),
            Sees("backup.tested", "Taken back: this question is not settled.", Action::LeaveOpen),
            Text("initial=Some(\"Later.\")", None),
            Do("backup.learned", Action::Skip),
            Menu("2 questions put off", Some("Are there copies?")),
            Do("backup.copies", Action::Stop),
        ],
    ]));
    let held: Vec<usize> = went.saved.iter().map(|one| one.settled.len()).collect();
    assert_eq!(held, [1, 0, 1, 0, 1]);
    assert!(went.saved[1].settled.is_empty(), "the entry goes from the file");
}

fn settled_before(id: &str) -> Settlement {
    let questionnaire = small();
    let mut earlier = blank(&questionnaire);
    let before = Settled {
        value: Some(SettledValue::Level(1)),
        evidence: Evidence::Verified,
        reason: "Seen.".into(),
        dissent: vec![0],
    };
    earlier.settled = vec![(questionnaire.question(id).unwrap(), before)];
    earlier
}

#[test]
fn the_docket_is_ordered_by_what_is_worst() {
    let questionnaire = small();
    let said = said(&questionnaire);
    let answers: Vec<_> = said.iter().collect();
    let assessment = assess(&questionnaire, &answers, None);
    let of = |wanted: &Wanted| -> Vec<(String, Why)> {
        docket(&questionnaire, &answers, &assessment, wanted, None)
            .iter()
            .map(|item| (questionnaire.questions[item.question].id.clone(), item.why))
            .collect()
    };
    let ids = |items: &[(String, Why)]| items.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&of(&Wanted::Disputes)), ["backup.copies", "backup.tested", "backup.learned"]);
    let all = of(&Wanted::Differences);
    assert_eq!(ids(&all)[3..], ["committee.meets", "culture.access", "mentoring.sought"]);
    assert_eq!(all[3].1, Why::NobodyKnows);
    assert_eq!([all[4].1, all[5].1], [Why::Differs { apart: 2 }, Why::Differs { apart: 1 }]);
    assert_eq!(assess(&questionnaire, &answers[..1], None).alignment, None);
}

/// What is observed is found out nowhere else: it enters no list of what a mechanism could gain.
#[test]
fn an_outcome_that_nobody_knows_is_put_too() {
    let questionnaire = small();
    let blocked = questionnaire.question("business.blocked").unwrap();
    let mut said = said(&questionnaire);
    for one in &mut said {
        one.entries[blocked] = Entry::of(Answer::Unknown);
    }
    let answers: Vec<_> = said.iter().collect();
    let assessment = assess(&questionnaire, &answers, None);
    let put = docket(&questionnaire, &answers, &assessment, &Wanted::Differences, None);
    let unknown: Vec<&str> = put
        .iter()
        .filter(|item| item.why == Why::NobodyKnows)
        .map(|item| questionnaire.questions[item.question].id.as_str())
        .collect();
    assert_eq!(unknown, ["committee.meets", "business.blocked"]);
}
