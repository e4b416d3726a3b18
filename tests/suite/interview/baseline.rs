//! Last time's answers: shown after the blind answer, never before.

use equipoise::answers::{Answer, Answers, Entry};
use equipoise::framework::{Evidence, Scope};
use equipoise::interview::Action;
use equipoise::questionnaire::Questionnaire;

use super::script::Say::{Do, Menu, Notice, Sees, Text, Yes};
use super::script::{Sitting, pick};
use super::{blank, small};

fn last_time(questionnaire: &Questionnaire) -> Answers {
    let mut answers = blank(questionnaire, "ciso", Scope::Quick);
    let mut set = |id: &str, entry: Entry| answers.entries[questionnaire.question(id).unwrap()] = entry;
    let day = Some("2025-01-31".parse().unwrap());
    set(
        "backup.copies",
        Entry {
            evidence: Some(Evidence::Documented),
            artifacts: vec!["log".into()],
            note: Some("weekly".into()),
            as_of: day,
            ..Entry::of(Answer::Level(2))
        },
    );
    set("committee.meets", Entry { as_of: day, ..Entry::of(Answer::Level(2)) });
    set("mentoring.sought", Entry { as_of: day, ..Entry::of(Answer::Level(2)) });
    answers
}

fn sitting(questionnaire: &Questionnaire) -> Sitting {
    let mut sitting = Sitting::of(blank(questionnaire, "ciso", Scope::Quick));
    sitting.baseline = Some(last_time(questionnaire));
    sitting
}

#[test]
fn blind_first_then_held_against_last_time() {
    let questionnaire = small();
    let went = sitting(&questionnaire).play(
        &questionnaire,
        vec![
            // 35 seconds a question on review.
            Notice("takes about 3 minutes"),
            Sees("backup.copies", "given=- keep=None", Action::Pick(2)),
            Yes("Last time (2025-01-31): 3. two |   [documented, log, note: weekly]", true),
            Sees("committee.meets", "given=-", Action::Pick(2)),
            Sees("mentoring.sought", "As last time: unchanged, looked at again.", Action::Pick(4)),
            Text("Last time (2025-01-31): 3. two | Now: 5. four", Some("a new adviser")),
            // Not answered last time: nothing to hold it against.
            Do("culture.access", Action::DontKnow),
            Menu("1 not known", Some("Go on")),
            Notice("read back"),
            Menu("Is this", Some("Yes")),
            Yes("score", false),
        ],
    );
    let kept = |id: &str| &went.last().entries[questionnaire.question(id).unwrap()];
    let same = kept("backup.copies");
    assert_eq!((same.evidence, same.note.as_deref()), (Some(Evidence::Documented), Some("weekly")));
    assert_eq!(same.artifacts, ["log"]);
    assert_eq!(same.as_of.unwrap().to_string(), "2025-11-21");
    assert_eq!(kept("committee.meets").as_of.unwrap().to_string(), "2025-11-21");
    assert_eq!(kept("mentoring.sought").note.as_deref(), Some("a new adviser"));
}

#[test]
fn declined_it_is_a_new_answer_and_asked_once_only() {
    let questionnaire = small();
    let went = sitting(&questionnaire).play(
        &questionnaire,
        vec![
            Notice(""),
            pick("backup.copies", 3),
            Yes("still hold", false),
            Do("committee.meets", Action::Back),
            pick("backup.copies", 3),
            Do("committee.meets", Action::DoesNotApply),
            Text("Why does this not apply", Some("sold")),
            // The reason is not asked again, where it could be cleared.
            Sees("mentoring.sought", "Last time (2025-01-31): 3. two. Now: does not apply.", Action::Stop),
        ],
    );
    let entries = &went.last().entries;
    assert_eq!(entries[questionnaire.question("backup.copies").unwrap()].evidence, None);
    assert_eq!(entries[questionnaire.question("committee.meets").unwrap()].note.as_deref(), Some("sold"));
}
