//! Scripted sittings: every point of the interview, through the prompter trait.

use equipoise::answers::{Answer, Answers, Entry, Placement};
use equipoise::framework::{Evidence, Scope, Status};
use equipoise::interview::{Action, Outcome, PromptError, SessionError};
use equipoise::questionnaire::Questionnaire;

use super::script::Say::{self, Do, Fails, Menu, Notice, Sees, Text, Yes};
use super::script::{Sitting, pick};
use super::{blank, small};

const ENDED: Result<Outcome, ()> = Ok(Outcome::Finished { confirmed: true, show_score: false });

fn entry<'a>(questionnaire: &Questionnaire, answers: &'a Answers, id: &str) -> &'a Entry {
    &answers.entries[questionnaire.question(id).unwrap()]
}

fn answer(questionnaire: &Questionnaire, answers: &Answers, id: &str) -> Option<Answer> {
    entry(questionnaire, answers, id).answer
}

/// The rest of the quick interview, from the second question on.
fn quick_rest() -> Vec<Say> {
    vec![
        pick("committee.meets", 4),
        pick("mentoring.sought", 5),
        Sees("culture.access", "4/4 organization? given=-", Action::Pick(1)),
        Sees("culture.access", "4/4 security? organization=2 given=-", Action::Pick(4)),
    ]
}

fn confirm() -> Vec<Say> {
    vec![Notice("read back"), Menu("Is this what you said?", Some("Yes")), Yes("Show the score", false)]
}

fn quick(script: Vec<Say>) -> super::script::Went {
    let questionnaire = small();
    Sitting::of(blank(&questionnaire, "ciso", Scope::Quick)).play(&questionnaire, script)
}

#[test]
fn asked_read_back_and_confirmed() {
    let mut script = vec![
        Notice("This quick interview has 4 questions for this role and takes about 4 minutes."),
        Sees(
            "backup.copies",
            "1/4 given=- keep=None back=false purpose=So that work comes back.",
            Action::Pick(2),
        ),
    ];
    script.extend(quick_rest());
    script.extend(confirm());
    let went = quick(script);
    assert_eq!(went.ended.map_err(|_| ()), ENDED);
    let (questionnaire, last) = (small(), went.saved.last().unwrap());
    assert_eq!(answer(&questionnaire, last, "backup.copies"), Some(Answer::Level(2)));
    assert_eq!(
        answer(&questionnaire, last, "culture.access"),
        Some(Answer::Fit(Placement { organization: 1, security: 4 }))
    );
    let given = entry(&questionnaire, last, "backup.copies");
    assert_eq!(given.as_of.unwrap().to_string(), "2025-11-21");
    assert_eq!(last.status, Status::Confirmed);
    assert_eq!(last.updated.unwrap().to_string(), "2025-11-21T10:00:00Z");
    assert_eq!(last.started, last.updated);
    assert!(went.log.iter().any(|line| line.starts_with("confirm Show the score now? default=true")));
}

#[test]
fn every_answer_is_saved_before_the_next_question() {
    let mut script = vec![Notice(""), pick("backup.copies", 3)];
    script.extend(quick_rest());
    script.extend(confirm());
    let went = quick(script);
    let mut held: Vec<String> = Vec::new();
    let mut shown: Option<String> = None;
    for line in &went.log {
        if let Some(saved) = line.strip_prefix("saved ") {
            held = saved.split(' ').map(str::to_owned).collect();
        } else if let Some(asked) = line.strip_prefix("asks ") {
            let id = asked.split(' ').next().unwrap().to_owned();
            if let Some(before) = shown.replace(id.clone()).filter(|before| *before != id) {
                assert!(held.contains(&before), "{before} was not saved\n{}", went.log.join("\n"));
            }
        }
    }
}

#[test]
fn each_role_is_asked_its_own() {
    let questionnaire = small();
    let sitting = Sitting::of(blank(&questionnaire, "ceo", Scope::Full));
    let went = sitting.play(
        &questionnaire,
        vec![
            Notice("has 7 questions for this role"),
            pick("backup.copies", 3),
            pick("backup.tested", 3),
            pick("backup.learned", 3),
            pick("committee.heard", 3),
            Do("mentoring.sought", Action::Stop),
        ],
    );
    assert!(matches!(went.ended, Ok(Outcome::Stopped)));
    assert_eq!(went.last().status, Status::Draft);
}

#[test]
fn a_failed_requirement_drops_its_chain_and_the_count_says_so() {
    let questionnaire = small();
    let sitting = Sitting::of(blank(&questionnaire, "ciso", Scope::Full));
    sitting.play(
        &questionnaire,
        vec![
            Notice(""),
            Sees("backup.copies", "1/8", Action::Pick(1)),
            Sees("committee.meets", "2/6", Action::DontKnow),
            // Nobody knows whether it meets: what follows is asked as usual.
            Sees("committee.minutes", "3/6", Action::Back),
            Sees("committee.meets", "2/6 given=- keep=Some(DontKnow) back=true", Action::DoesNotApply),
            Text("Reason", Some("one site")),
            Sees("mentoring.sought", "3/5", Action::Stop),
        ],
    );
}

#[test]
fn a_change_that_removes_answers_asks_first_and_going_back_restores_them() {
    let questionnaire = small();
    let sitting = Sitting::of(blank(&questionnaire, "ciso", Scope::Full));
    let went = sitting.play(
        &questionnaire,
        vec![
            Notice(""),
            pick("backup.copies", 4),
            pick("backup.tested", 5),
            pick("backup.learned", 6),
            Do("committee.meets", Action::Back),
            Do("backup.learned", Action::Back),
            Do("backup.tested", Action::Back),
            Sees("backup.copies", "given=4", Action::Pick(0)),
            Yes("Were they tested?: 5. four", false),
            Sees("backup.copies", "given=4", Action::Pick(0)),
            Yes("2 questions would no longer be asked", true),
            Sees("committee.meets", "2/6", Action::Back),
            Sees("backup.copies", "given=1", Action::Pick(3)),
            Sees("backup.tested", "given=5 keep=Some(Pick(4)) back=true purpose=- note=None grade=asserted records=0 news=[\"Asked again, and as you answered before: 2 earlier answers.\"]", Action::Pick(4)),
            Sees("backup.learned", "given=6", Action::Pick(5)),
            Do("committee.meets", Action::Stop),
        ],
    );
    assert!(went.log.contains(&"saved backup.copies".to_owned()), "{}", went.log.join("\n"));
    assert_eq!(answer(&questionnaire, went.last(), "backup.learned"), Some(Answer::Level(5)));
}

#[test]
fn back_shows_each_earlier_answer_and_returns_to_where_one_was() {
    quick(vec![
        Notice(""),
        pick("backup.copies", 3),
        pick("committee.meets", 4),
        pick("mentoring.sought", 5),
        Do("culture.access", Action::Pick(2)),
        Sees("culture.access", "security? organization=3", Action::Back),
        Sees("culture.access", "organization? given=-", Action::Back),
        Sees("mentoring.sought", "given=5", Action::Back),
        Sees("committee.meets", "given=4", Action::Back),
        Sees("backup.copies", "given=3 keep=Some(Pick(2)) back=false", Action::Back),
        Sees("backup.copies", "nothing before", Action::Pick(5)),
        Sees("committee.meets", "given=4", Action::Skip),
        Sees("mentoring.sought", "given=5", Action::Pick(4)),
        Sees("culture.access", "organization?", Action::Stop),
    ]);
}

#[test]
fn what_is_not_known_is_shown_by_nothing() {
    let went = quick(vec![
        Notice(""),
        Do("backup.copies", Action::DontKnow),
        Do("committee.meets", Action::Back),
        Do("backup.copies", Action::Evidence),
        Sees("backup.copies", "nothing can show what is not known", Action::Pick(3)),
        Do("committee.meets", Action::Stop),
    ]);
    assert_eq!(went.saved.len(), 2);
}

#[test]
fn notes_evidence_and_records_are_kept() {
    let went = quick(vec![
        Notice(""),
        Do("backup.copies", Action::Note),
        Text("Note", Some("  with \u{1b}[31mcolour\u{202e}  ")),
        Sees("backup.copies", "note=Some(\"with [31mcolour\")", Action::Evidence),
        Menu("What supports your answer?", Some("documented")),
        Text("Record", Some("minutes, Q3")),
        Text("Record", Some("https://intranet.example")),
        Text("Record", None),
        Sees("backup.copies", "grade=documented records=2 news=[]", Action::Pick(3)),
        Do("committee.meets", Action::Back),
        Do("backup.copies", Action::Evidence),
        Menu("What supports your answer?", Some("verified")),
        Menu("Records", Some("Remove: minutes, Q3")),
        Menu("Records", Some("Add")),
        Text("Record", Some("charter")),
        Text("Record", None),
        Menu("Records", Some("Done")),
        Sees("backup.copies", "given=4", Action::Note),
        Text("initial=Some(\"with [31mcolour\")", Some("")),
        Sees("backup.copies", "note=None", Action::Stop),
    ]);
    let questionnaire = small();
    let first = &went.saved[0];
    assert_eq!(entry(&questionnaire, first, "backup.copies").answer, None);
    assert_eq!(entry(&questionnaire, first, "backup.copies").evidence, None);
    let second = entry(&questionnaire, &went.saved[1], "backup.copies");
    assert_eq!(
        (second.answer, second.evidence),
        (None, Some(Evidence::Documented)),
        "saved before its answer"
    );
    let kept = entry(&questionnaire, went.last(), "backup.copies");
    assert_eq!(kept.evidence, Some(Evidence::Verified));
    assert_eq!(kept.artifacts, ["https://intranet.example", "charter"]);
    assert_eq!(kept.note, None);
}

#[test]
fn does_not_apply_needs_a_reason() {
    let went = quick(vec![
        Notice(""),
        Do("backup.copies", Action::DoesNotApply),
        Text("Reason", None),
        Sees("backup.copies", "needs a reason", Action::DoesNotApply),
        Text("Reason", Some(" \u{7} ")),
        Sees("backup.copies", "needs a reason", Action::DoesNotApply),
        Text("Reason", Some("no data here")),
        Do("committee.meets", Action::Back),
        Sees("backup.copies", "keep=Some(DoesNotApply)", Action::Note),
        Text("Note", Some("")),
        Sees("backup.copies", "it stays", Action::DoesNotApply),
        // Enter keeps the reason given before.
        Text("initial=Some(\"no data here\")", None),
        Do("committee.meets", Action::Stop),
    ]);
    let questionnaire = small();
    let kept = entry(&questionnaire, went.last(), "backup.copies");
    assert_eq!((kept.answer, kept.note.as_deref()), (Some(Answer::NotApplicable), Some("no data here")));
}

#[test]
fn the_review_leads_to_what_was_left_out_and_records_the_rest_as_unknown() {
    let questionnaire = small();
    let mut script = vec![
        Notice(""),
        Do("backup.copies", Action::Skip),
        Do("committee.meets", Action::DontKnow),
        pick("mentoring.sought", 2),
        Do("culture.access", Action::Skip),
        Menu("2 left open, 1 not known", Some("Open: Are there copies?")),
        Sees("backup.copies", "1/4 given=- keep=None back=true", Action::Back),
        Menu("2 left open, 1 not known", Some("Open: Are there copies?")),
        pick("backup.copies", 6),
        Menu("1 left open, 1 not known", Some("Go on; the one left open is recorded as don't know")),
    ];
    script.extend(confirm());
    let went = quick(script);
    let last = went.last();
    assert_eq!(answer(&questionnaire, last, "backup.copies"), Some(Answer::Level(5)));
    assert_eq!(answer(&questionnaire, last, "culture.access"), Some(Answer::Unknown));
    assert_eq!(last.status, Status::Confirmed);
}

#[test]
fn what_is_open_stays_open_in_a_draft() {
    let questionnaire = small();
    let went = quick(vec![
        Notice(""),
        Do("backup.copies", Action::Skip),
        pick("committee.meets", 2),
        pick("mentoring.sought", 2),
        Do("culture.access", Action::DontKnow),
        Menu("1 left open, 1 not known", None),
        Sees("culture.access", "keep=Some(DontKnow)", Action::DontKnow),
        Menu("1 left open", Some("Stop here; it stays a draft")),
        Yes("a draft", true),
    ]);
    assert_eq!(answer(&questionnaire, went.last(), "backup.copies"), None);
    assert_eq!(went.last().status, Status::Draft);
    assert!(matches!(went.ended, Ok(Outcome::Finished { confirmed: false, show_score: true })));
}

#[test]
fn the_read_back_can_be_corrected() {
    let mut script = vec![Notice(""), pick("backup.copies", 3)];
    script.extend(quick_rest());
    script.extend([
        Notice("1. Are there copies? |    > 3. two"),
        Menu("Is this what you said?", Some("Change")),
        Menu("Which one?", None),
        Notice("read back"),
        Menu("Is this what you said?", Some("Change")),
        Menu("Which one?", Some("Does it meet?")),
        Sees("committee.meets", "given=4", Action::Pick(0)),
        Notice("2. Does it meet? |    > 1. nothing"),
        Menu("Is this what you said?", Some("Not yet")),
        Yes("Show the score", false),
    ]);
    let went = quick(script);
    assert_eq!(went.last().status, Status::Draft);
}

#[test]
fn a_partly_answered_file_goes_on_at_the_first_open_question() {
    let questionnaire = small();
    let mut answers = blank(&questionnaire, "ciso", Scope::Quick);
    for (id, level) in [("backup.copies", 3), ("mentoring.sought", 1)] {
        answers.entries[questionnaire.question(id).unwrap()] = Entry::of(Answer::Level(level));
    }
    let mut sitting = Sitting::of(answers);
    sitting.resumed = true;
    sitting.remarks = vec!["The file has comments.".into()];
    let script = vec![
        Notice("2 of 4 questions are answered; the rest takes about 2 minutes."),
        Sees("committee.meets", "2/4 given=- keep=None back=true", Action::Back),
        // Back leads through everything answered before, the last first.
        Sees("mentoring.sought", "given=2", Action::Back),
        Sees("backup.copies", "given=4", Action::Pick(3)),
        Sees("mentoring.sought", "given=2", Action::Pick(1)),
        pick("committee.meets", 1),
        Do("culture.access", Action::Stop),
    ];
    let went = sitting.play(&questionnaire, script);
    assert!(went.log[0].contains("The file has comments."));
}

#[test]
fn a_confirmed_file_is_a_draft_again_once_changed() {
    let questionnaire = small();
    let mut answers = blank(&questionnaire, "ciso", Scope::Quick);
    for question in questionnaire.questions.iter().filter(|question| question.quick) {
        let answer = if question.is_fit() {
            Answer::Fit(Placement { organization: 0, security: 0 })
        } else {
            Answer::Level(1)
        };
        answers.entries[questionnaire.question(&question.id).unwrap()] = Entry::of(answer);
    }
    answers.status = Status::Confirmed;
    let mut sitting = Sitting::of(answers);
    sitting.resumed = true;
    let went = sitting.play(
        &questionnaire,
        vec![
            Notice("These answers were confirmed"),
            Notice("read back"),
            Menu("Is this what you said?", Some("Change")),
            Menu("Which one?", Some("Does it meet?")),
            pick("committee.meets", 5),
            Notice("read back"),
            Menu("Is this what you said?", None),
            Do("culture.access", Action::Stop),
        ],
    );
    assert_eq!(went.last().status, Status::Draft);
}

#[test]
fn a_save_that_fails_is_tried_again_or_ends_the_sitting() {
    let questionnaire = small();
    let mut sitting = Sitting::of(blank(&questionnaire, "ciso", Scope::Quick));
    sitting.failures = 2;
    let went = sitting.play(
        &questionnaire,
        vec![
            Notice(""),
            pick("backup.copies", 3),
            Yes("petro.yaml could not be written", true),
            Yes("Try again?", true),
            Do("committee.meets", Action::Stop),
        ],
    );
    assert_eq!(went.saved.len(), 1);

    let mut sitting = Sitting::of(blank(&questionnaire, "ciso", Scope::Quick));
    sitting.failures = 9;
    let went =
        sitting.play(&questionnaire, vec![Notice(""), pick("backup.copies", 3), Yes("Try again?", false)]);
    assert!(matches!(went.ended, Err(SessionError::Save(_))));
}

#[test]
fn the_end_of_input_stops_and_an_interrupt_interrupts() {
    let went = quick(vec![Notice(""), pick("backup.copies", 3), Fails(|| PromptError::EndOfInput)]);
    assert!(matches!(went.ended, Ok(Outcome::Stopped)));
    assert_eq!(went.saved.len(), 1);
    let went = quick(vec![Notice(""), pick("backup.copies", 3), Fails(|| PromptError::Interrupted)]);
    assert!(matches!(went.ended, Err(SessionError::Interrupted)));
    assert_eq!(went.saved.len(), 1);
}
