//! The binary with `--plain`, through a pipe, and what its file does in `score` and `check`.

use std::io::Write;
use std::process::{Output, Stdio};

use equipoise::answers::{Answer, Entry, Placement, SettledValue};
use equipoise::framework::Evidence;
use serde_json::Value;

use super::{room, said, save, settlement, small};
use crate::interview::Room;
use crate::support::{instants, killed_at};

const RECONCILE: [&str; 5] = ["reconcile", "answers", "-o", "s.yaml", "--plain"];

/// Runs to the end with these lines typed.
pub fn typed(room: &Room, arguments: &[&str], lines: &str) -> Output {
    let mut command = room.equipoise();
    command.args(arguments).args(["-q", "./small.yaml"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A command that has stopped reading is no failure here.
    child.stdin.take().unwrap().write_all(lines.as_bytes()).ok();
    child.wait_with_output().unwrap()
}

pub fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// Copies settled at two with a record and a dissent, the tests at three, what came of them left open.
const WHOLE: &str = "3\nThe log shows two.\n2\n2\n1\n4\nLast March.\n\n\no\nAsk the second site.\n1\n";

fn whole(room: &Room) {
    let output = typed(room, &RECONCILE, WHOLE);
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(0), "{out}{err}");
    assert!(
        out.contains(
            "What was settled, read back\nAre there copies?\n   > 3. (level 2) two [documented]\n     \
             Reason: The log shows two.\n     Dissent: CISO.\n     That is 1 step below the answers together \
             (level 3.0).\nWere they tested?\n"
        ),
        "{out}"
    );
    let said = "note: 2 questions settled and 1 left open; saved in s.yaml\n\
                note: score with it: equipoise score answers s.yaml -q ./small.yaml\n";
    assert!(err.ends_with(said), "{err}");
}

#[test]
fn what_was_settled_takes_the_place_of_the_consensus() {
    let room = room();
    let answers = |room: &Room| std::fs::read_to_string(room.path("answers/ceo.yaml")).unwrap();
    let before = answers(&room);
    whole(&room);
    assert_eq!(answers(&room), before, "answers stay as they were given");

    let scored = typed(&room, &["score", "answers", "s.yaml", "-f", "json"], "");
    assert_eq!(text(&scored.stderr), "");
    let result: Value = serde_json::from_slice(&scored.stdout).unwrap();
    let question = |id: &str| {
        let all = result["questions"].as_array().unwrap();
        all.iter().find(|one| one["id"] == id).unwrap().clone()
    };
    let copies = question("backup.copies");
    assert_eq!((&copies["level"], &copies["settled"]), (&2.0.into(), &true.into()));
    assert_eq!(copies["evidence"], "documented");
    assert_eq!(copies["original"]["level"], 3.0);
    let open = question("backup.learned");
    assert_eq!((&open["settled"], &open["original"]), (&false.into(), &Value::Null));
    assert_eq!(open["level"], 2.0);

    let shown = typed(&room, &["score", "answers", "s.yaml"], "");
    let shown = text(&shown.stdout);
    assert!(
        shown.contains("Backup (copies): before level 3.0, settled at level 2.0 (1.0 level down)"),
        "{shown}"
    );

    // The settlement itself is sound, and made on these answers: `check` finds what it finds without it.
    let found = |arguments: &[&str]| {
        let checked = text(&typed(&room, arguments, "").stdout).to_owned();
        checked.lines().filter(|line| !line.contains("files checked")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(found(&["check", "answers", "s.yaml"]), found(&["check", "answers"]));
}

#[test]
fn a_file_among_the_answers_is_found_without_being_named() {
    let room = room();
    let output = typed(&room, &["reconcile", "answers", "-o", "answers/s.yaml", "--plain"], WHOLE);
    let err = text(&output.stderr);
    assert!(err.ends_with("score with it: equipoise score answers -q ./small.yaml\n"), "{err}");
    let scored = typed(&room, &["score", "answers"], "");
    assert!(text(&scored.stdout).contains("Settled in a workshop on "));
    let again = typed(&room, &["reconcile", "answers", "-o", "answers/s.yaml", "--plain"], "");
    assert!(text(&again.stdout).contains("All of them are settled or left open"), "{}", text(&again.stdout));
    // Another file beside it would make two of them.
    let other = typed(&room, &RECONCILE, "");
    assert_eq!(other.status.code(), Some(2));
    assert!(text(&other.stderr).contains("answers/s.yaml holds a settlement of these answers already"));
    assert!(!room.path("s.yaml").exists());
}

#[test]
fn the_end_of_input_saves_and_the_same_command_goes_on() {
    let room = room();
    let output = typed(&room, &RECONCILE, "3\nThe log.\n\n\n");
    assert_eq!(output.status.code(), Some(0));
    let err = text(&output.stderr);
    assert!(err.contains("note: 1 question settled and 2 to go; saved in s.yaml\n"), "{err}");
    let again = "go on with: equipoise reconcile answers -o s.yaml -q ./small.yaml --plain\n";
    assert!(err.contains(again), "{err}");
    let output = typed(&room, &RECONCILE, "b\n\nq\n");
    let out = text(&output.stdout);
    assert!(out.contains("1 of 3 done, 2 to go; back leads to those done."), "{out}");
    assert!(out.contains("Question 2 of 3\nWere they tested?"), "{out}");
    assert!(
        out.contains(
            "Settled so far: 3. (level 2) two, asserted. Enter, without moving, keeps it; t takes it back."
        ),
        "{out}"
    );
    assert_eq!(settlement(&room.path("s.yaml")).settled.len(), 1);
}

/// What lacks the answer to who dissents would read as unanimous when it is resumed.
#[test]
fn what_breaks_off_before_the_dissent_is_not_settled() {
    // At the reason; at what was shown, by end, back and back, stop; at the dissent, by end, back and stop.
    for lines in [
        "3\n",
        "3\nq\n",
        "3\nThe log.\n",
        "3\nThe log.\nb\nb\nq\n",
        "3\nThe log.\n2\n",
        "3\nThe log.\n2\n2\n",
        "3\nThe log.\n2\nb\nq\n",
    ] {
        let room = room();
        let output = typed(&room, &RECONCILE, lines);
        assert_eq!(output.status.code(), Some(0));
        let err = text(&output.stderr);
        assert!(err.contains("nothing was settled, and no file was written"), "{lines:?}: {err}");
        assert!(!room.path("s.yaml").exists());
    }
}

#[test]
fn a_settlement_is_taken_back_and_the_question_is_put_again() {
    let room = room();
    whole(&room);
    let output = typed(&room, &[&RECONCILE[..], &["--question", "backup.copies"]].concat(), "t\nq\n");
    let out = text(&output.stdout);
    assert!(out.contains("Taken back: this question is not settled. Its reason is offered again."), "{out}");
    let kept = settlement(&room.path("s.yaml"));
    let copies = small().question("backup.copies").unwrap();
    assert_eq!(kept.settled.len(), 2);
    assert!(kept.of(copies).is_none());
    let output = typed(&room, &RECONCILE, "");
    let out = text(&output.stdout);
    assert!(
        out.contains("2 of 3 done, 1 to go") && out.contains("Question 1 of 3\nAre there copies?"),
        "{out}"
    );
    // Without any settlement left the file is still sound.
    let output = typed(&room, &RECONCILE, "s\n2\nt\ns\nb\nt\nq\n");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
    assert_eq!(typed(&room, &["score", "answers", "s.yaml"], "").status.code(), Some(0));
}

#[test]
fn one_letter_is_no_reason() {
    for (letter, said) in [("b", "Without a reason nothing is settled"), ("q", "no file was written")] {
        let room = room();
        let output = typed(&room, &RECONCILE, &format!("o\n{letter}\n"));
        assert!(
            text(&output.stdout).contains(said) || text(&output.stderr).contains(said),
            "{}",
            text(&output.stdout)
        );
        assert!(!room.path("s.yaml").exists(), "{letter} became a reason");
    }
    // What stands stays where one goes back from it.
    let room = room();
    whole(&room);
    let again = [&RECONCILE[..], &["--question", "backup.copies"]].concat();
    let before = std::fs::read_to_string(room.path("s.yaml")).unwrap();
    let output = typed(&room, &again, "1\nb\nq\n");
    assert!(text(&output.stdout).contains("What was settled before stands."), "{}", text(&output.stdout));
    assert_eq!(std::fs::read_to_string(room.path("s.yaml")).unwrap(), before);
}

#[test]
fn without_notes_nobody_is_named_or_quoted() {
    let room = room();
    let [mut ceo, ciso] = said(&small());
    ceo.respondent.name = Some("Ada Lovelace".into());
    ceo.entries[small().question("backup.tested").unwrap()].artifacts = vec!["ask Grace".into()];
    save(&room, &ceo);
    save(&room, &ciso);
    let all = [&RECONCILE[..], &["--all"]].concat();
    let walk = "v\ns\nv\ns\nv\ns\nv\ns\nv\ns\nv\ns\n";
    let open = typed(&room, &all, walk);
    for private in ["CEO, Ada Lovelace: chose", "note: seen it", "ask Grace", "by role and name"] {
        assert!(text(&open.stdout).contains(private), "{private}\n{}", text(&open.stdout));
    }
    let shut = typed(&room, &[&all[..], &["--without-notes"]].concat(), walk);
    let (out, err) = (text(&shut.stdout), text(&shut.stderr));
    for private in ["Ada", "Lovelace", "seen it", "Grace", "one site", "by role and name"] {
        assert!(!out.contains(private) && !err.contains(private), "{private}\n{out}{err}");
    }
    assert!(out.contains("by role, without names and notes."), "{out}");
    assert!(out.contains("  CEO: chose\n      6. five\n      [asserted]\n"), "{out}");
    assert!(err.contains("--all --plain --without-notes"), "{err}");
}

#[test]
fn an_outcome_that_nobody_knows_does_not_count_as_absent() {
    let room = room();
    let questionnaire = small();
    let blocked = questionnaire.question("business.blocked").unwrap();
    for mut one in said(&questionnaire) {
        one.entries[blocked] = Entry::of(Answer::Unknown);
        save(&room, &one);
    }
    let output = typed(&room, &[&RECONCILE[..], &["--all"]].concat(), "s\ns\ns\ns\n");
    let out = text(&output.stdout);
    assert!(out.contains("2 questions that nobody could answer"), "{out}");
    assert!(out.contains("Who said what: Business observed (blocked)\n"), "{out}");
    assert!(out.contains("Nobody could answer it, so it counts neither way."), "{out}");
}

#[test]
fn it_can_do_all_that_the_full_screen_can() {
    let room = room();
    let lines = "7\nd\n\n?\nv\no\n\nopen\nLater.\nback\n\ns\nlater\n";
    let output = typed(&room, &RECONCILE, lines);
    let out = text(&output.stdout);
    for said in [
        "\"7\" is no answer here. Type a number from 1 to 6, or one of o v t ? b s q.",
        "\"d\" is no answer here.",
        "Nothing was typed. Type a number from 1 to 6, o to leave it open, ? for help.",
        "Type 1-6, or a letter: o leave open, v who said what, t take back, ? help, b back, s later, q save and stop.",
        "  2. one (CISO)\n  3. two\n",
        "Without a reason nothing is settled",
        "Left open so far. Enter, without moving, keeps it; t takes it back.",
        "Reason (b goes back, q saves and stops):",
        "2 questions put off",
    ] {
        assert!(out.contains(said), "{said}\n{out}");
    }
    assert_eq!(settlement(&room.path("s.yaml")).settled[0].1.value, None);
}

#[test]
fn any_question_can_be_settled_by_name_and_every_difference_with_all() {
    let room = room();
    let named = [&RECONCILE[..], &["--question", "culture.access"]].concat();
    let output = typed(&room, &named, "2\n4\nThree cases.\n\n\n1\n");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
    let saved = settlement(&room.path("s.yaml"));
    assert!(matches!(saved.settled[0].1.value, Some(SettledValue::Fit(_))));
    let all = typed(&room, &[&RECONCILE[..], &["--all"]].concat(), "");
    let out = text(&all.stdout);
    assert!(
        out.contains(
            "1 question that nobody could answer; 2 questions that are seen differently, though not disputed"
        ),
        "{out}"
    );
    let wrong = typed(&room, &[&RECONCILE[..], &["--question", "culture.acces"]].concat(), "");
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).contains("did you mean `culture.access`?"));
}

#[test]
fn where_nothing_is_disputed_nothing_is_written() {
    let room = room();
    let one = ["reconcile", "answers/ceo.yaml", "-o", "s.yaml"];
    let output = typed(&room, &one, "");
    assert_eq!(output.status.code(), Some(0), "no terminal is needed to say so");
    let err = text(&output.stderr);
    assert!(err.contains("one person's answers cannot be disputed: no file was written"), "{err}");
    // Two who say the same.
    let [ceo, mut ciso] = said(&small());
    ciso.entries = ceo.entries;
    save(&room, &ciso);
    for (arguments, said) in [
        (
            &["reconcile", "answers", "-o", "s.yaml"][..],
            "nothing is disputed: no file was written; --all puts",
        ),
        (&["reconcile", "answers", "-o", "s.yaml", "--all"], "the answers do not differ"),
    ] {
        let output = typed(&room, arguments, "");
        assert_eq!(output.status.code(), Some(0));
        assert!(text(&output.stderr).contains(said), "{}", text(&output.stderr));
    }
    assert!(!room.path("s.yaml").exists() && !room.path(".s.yaml.lock").exists());
}

#[test]
fn answers_that_changed_since_are_said_and_taken_by_consent() {
    let room = room();
    whole(&room);
    let [_, mut ciso] = said(&small());
    ciso.entries[0].note = Some("I counted again.".into());
    save(&room, &ciso);
    let stale = |room: &Room| {
        text(&typed(room, &["score", "answers", "s.yaml"], "").stderr).contains("other answers")
    };
    assert!(stale(&room));
    let output = typed(&room, &RECONCILE, "n\n1\n");
    assert!(text(&output.stdout).contains("  - CISO: has other answers now"), "{}", text(&output.stdout));
    assert!(stale(&room));
    let output = typed(&room, &RECONCILE, "y\n1\n");
    assert_eq!(output.status.code(), Some(0));
    assert!(!stale(&room));
    // Whoever is gone, or new, is said too.
    let output = typed(&room, &["reconcile", "answers/ceo.yaml", "-o", "s.yaml", "--plain"], "");
    assert!(text(&output.stdout).contains("  - CISO: is no longer among the answers"));
}

#[test]
fn hostile_notes_and_reasons_stay_text() {
    let room = room();
    let path = room.path("answers/ceo.yaml");
    let answers = std::fs::read_to_string(&path).unwrap();
    // As a hand could write them: YAML's own escapes.
    let hostile = answers.replace("seen it", "\"\\e[2Jred\\u202e\\x07 end\"");
    assert_ne!(hostile, answers);
    std::fs::write(&path, hostile).unwrap();
    let output = typed(&room, &RECONCILE, "3\n\x1b[31m: # {yes}\n\n\nq\n");
    let out = text(&output.stdout);
    assert!(out.contains("red") && !out.chars().any(|c| c.is_control() && c != '\n'), "{out}");
    assert!(!out.contains('\u{202e}'));
    assert_eq!(settlement(&room.path("s.yaml")).settled[0].1.reason, "[31m: # {yes}");
}

#[test]
fn the_same_workshop_writes_the_same_bytes() {
    let run = || {
        let room = room();
        whole(&room);
        std::fs::read_to_string(room.path("s.yaml")).unwrap()
    };
    let first = run();
    assert_eq!(first, run());
    assert!(
        first.contains("settled_on: \"2025-11-21\"") || first.contains("settled_on: 2025-11-21"),
        "{first}"
    );
}

#[test]
fn levels_stand_beside_the_statements_only_where_asked_for() {
    let room = room();
    assert!(!text(&typed(&room, &RECONCILE, "").stdout).contains("(level 3)"));
    let shown = typed(&room, &[&RECONCILE[..], &["--show-levels"]].concat(), "");
    let out = text(&shown.stdout);
    assert!(out.contains("  4. (level 3) three\n"));
    assert!(out.contains("lie 4 steps (4.0 levels) apart; leadership sees it 4 steps (4.0 levels) higher."));
    assert!(out.contains("  CISO: chose\n      2. (level 1) one\n"), "{out}");
}

/// The papers on the table name statements by level, the list by place. Numerals sway: beside the statements to be
/// chosen stands no level; beside what was chosen it does, and one sentence says how the two lie.
#[test]
fn without_levels_only_what_was_chosen_shows_its_level() {
    let room = room();
    let all = [&RECONCILE[..], &["--all"]].concat();
    let settled = typed(&room, &all, WHOLE);
    let again = typed(&room, &all, "b\nb\nb\n");
    let chosen = ["To be settled:", "Settled so far:", "   > ", "     That is"];
    for out in [text(&settled.stdout), text(&again.stdout)] {
        let mut lines = out.lines().filter(|line| line.contains("(level"));
        assert!(lines.all(|line| chosen.iter().any(|what| line.contains(what))), "{out}");
        let numbering =
            "Here statements are numbered 1 to 6 by their place; the papers' levels 0 to 5 are one lower.";
        assert!(out.matches(numbering).count() > 1, "in the opening and at each question: {out}");
    }
    let out = text(&settled.stdout);
    assert!(out.contains("The answers lie 4 steps apart; leadership sees it 4 steps higher."), "{out}");
    assert!(out.contains("To be settled: 3. (level 2) two\n"), "{out}");
    let out = text(&again.stdout);
    assert!(
        out.contains("Settled so far: 3. (level 2) two [documented]\n  Reason: The log shows two.\n"),
        "{out}"
    );
}

/// What differs on a scale without a better end is no dispute, however far apart.
#[test]
fn a_scale_says_how_far_apart_and_why_it_is_not_disputed() {
    let room = room();
    let questionnaire = small();
    let [mut ceo, mut ciso] = said(&questionnaire);
    let scale = questionnaire.question("culture.access").unwrap();
    for (one, organization) in [(&mut ceo, 0), (&mut ciso, 5)] {
        let place = Placement { organization, security: 5 - organization };
        one.entries[scale] = Entry::of(Answer::Fit(place));
        save(&room, one);
    }
    let put = typed(&room, &[&RECONCILE[..], &["--all"]].concat(), "s\ns\ns\ns\ns\n");
    let out = text(&put.stdout);
    let scale = "The answers lie 5 places apart. Neither end of this scale is better, so no distance makes it disputed.";
    assert!(out.contains(scale), "{out}");
    let level = "Single answers lie up to 1 step apart; on the whole the roles are too close to each other";
    assert!(out.contains(level), "{out}");
}

#[test]
fn everybody_below_speaks_before_the_most_senior() {
    let room = room();
    let out = typed(&room, &RECONCILE, "");
    let out = text(&out.stdout);
    assert!(out.contains("contradict the one he reports to: CISO, then CEO."), "{out}");
    let place = |what: &str| out.find(what).unwrap();
    assert!(place("  CISO: chose\n") < place("  CEO: chose\n"), "{out}");
}

#[test]
fn where_only_the_read_back_is_left_that_is_what_it_says() {
    let room = room();
    let unread = WHOLE.strip_suffix("1\n").unwrap();
    let output = typed(&room, &RECONCILE, unread);
    let err = text(&output.stderr);
    let said = "note: 2 questions settled and 1 left open; saved in s.yaml\n\
                note: still to be read back and agreed to: equipoise reconcile answers -o s.yaml -q ./small.yaml --plain\n\
                note: score with it: ";
    assert!(err.contains(said), "{err}");
    assert!(!err.contains("go on with"), "{err}");
    let output = typed(&room, &RECONCILE, "1\n");
    assert!(text(&output.stdout).contains("What was settled, read back"));
    assert!(!text(&output.stderr).contains("still to be"), "{}", text(&output.stderr));
}

#[test]
fn killed_at_any_instant_it_loses_at_most_what_was_not_asked_to_its_end() {
    for (run, delay) in instants(6_000).take(30).enumerate() {
        let room = room();
        let mut command = room.equipoise();
        command.args(RECONCILE).args(["-q", "./small.yaml"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        // Left open, or settled with reason, what was shown and dissent.
        let (lines, question) = if run % 2 == 0 {
            command.arg("--all");
            ("o\nLater.\n", 1 + run % 4)
        } else {
            ("3\nThe log.\n2\n2\n1\n", 1 + run % 3)
        };
        let put = killed_at(command.spawn().unwrap(), lines, question, delay);
        let path = room.path("s.yaml");
        let held = if path.exists() { settlement(&path).settled } else { Vec::new() };
        assert!(held.len() + 1 >= put, "put question {put} and held {}", held.len());
        for (_, one) in held.iter().filter(|(_, one)| one.value.is_some()) {
            assert_eq!(
                (one.evidence, one.dissent.len()),
                (Evidence::Documented, 1),
                "it is whole or not there"
            );
        }
    }
}
