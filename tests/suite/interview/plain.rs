//! The binary with `--plain`, through a pipe.

use std::io::Write;
use std::process::{Output, Stdio};

use equipoise::answers::Answer;
use equipoise::framework::{Evidence, Scope, Status};

use super::{Room, small};

/// Runs to the end with these lines typed.
fn typed(room: &Room, arguments: &[&str], lines: &str) -> Output {
    let mut command = room.command(&["--plain"]);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A command that has stopped reading is no failure here.
    child.stdin.take().unwrap().write_all(lines.as_bytes()).ok();
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

const WHO: [&str; 6] = ["--organization", "Petro 1", "--role", "ciso", "-o", "a.yaml"];

#[test]
fn from_the_first_question_to_the_thanks() {
    let room = Room::new();
    let lines = "4\nd\n1\n2\n5\n2\n1\nn\n";
    let output = typed(&room, &[&WHO[..], &["--quick", "--interviewer", "Jo"]].concat(), lines);
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(0), "{err}");
    assert!(
        out.contains("This quick interview has 4 questions for this role and takes about 6 minutes."),
        "{out}"
    );
    assert!(out.contains("Backup: So that work comes back."), "{out}");
    assert!(out.contains("Question 1 of 4\nAre there copies?\n  1. nothing\n  2. one\n"), "{out}");
    assert!(
        out.contains("First: where does the organization stand? 1 is \"Open\", 6 is \"Closed\""),
        "{out}"
    );
    assert!(out.contains("  1. Don't know: Does it meet?\n  2. Go on\n"), "{out}");
    assert!(out.contains("   > organization 2. q / security 5. t\n"), "{out}");
    assert!(out.contains("Show the score now? [y/N]:"), "a consultant is there: {out}");
    assert!(!out.contains('\u{1b}') && !err.contains('\u{1b}'));
    assert_eq!(err, "note: 4 of 4 questions answered, saved in a.yaml\n");

    let answers = room.answers("a.yaml");
    assert_eq!(answers.status, Status::Confirmed);
    assert_eq!(answers.scope, Scope::Quick);
    assert_eq!(answers.interviewer.as_deref(), Some("Jo"));
    assert_eq!(answers.entries[0].answer, Some(Answer::Level(3)));
    let names: Vec<String> = std::fs::read_dir(room.path(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(names.len(), 2, "nothing is left behind: {names:?}");
}

#[test]
fn the_score_is_shown_where_it_is_asked_for() {
    let room = Room::new();
    let output = typed(&room, &[&WHO[..], &["--quick"]].concat(), "4\n3\n1\n2\n5\n1\n\n");
    let out = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let (asked, shown) = out.split_once("Show the score now? [Y/n]:").unwrap();
    assert!(!asked.contains("Strength ") && shown.contains("Strength "), "{out}");
    let hint = "what follows from it: equipoise score a.yaml -q ./small.yaml\n";
    assert!(text(&output.stderr).contains(hint), "{}", text(&output.stderr));
}

#[test]
fn the_same_run_writes_the_same_bytes() {
    let run = || {
        let room = Room::new();
        typed(&room, &WHO, "4\n2\nn\na note\n");
        std::fs::read_to_string(room.path("a.yaml")).unwrap()
    };
    let first = run();
    assert_eq!(first, run());
    assert!(first.starts_with("format: equipoise/answers@1\nquestionnaire:\n  id: small\n"), "{first}");
}

#[test]
fn it_can_do_all_that_the_full_screen_can() {
    let room = Room::new();
    let lines = [
        "7", "help", "?", "", "n", "a note", "e", "2", "minutes", "", "4", // backup.copies
        "b", "", // back, Enter keeps it
        "x", "", // needs a reason
        "x", "no time", // backup.tested
        "s",       // committee.meets, skipped; backup.learned is not asked
        "d",       // committee.minutes
        "q",
    ];
    let output = typed(&room, &WHO, &(lines.join("\n") + "\n"));
    let out = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0));
    assert!(
        out.contains("\"7\" is no answer here. Type a number from 1 to 6, or one of d x n e ? b s q."),
        "{out}"
    );
    assert!(out.contains("Nothing was typed."), "{out}");
    assert!(
        out.contains("To think of: Think of the last one.\nWhat would show it: the copy; its date\n"),
        "{out}"
    );
    assert!(
        out.contains("Your answer so far: 4, documented, 1 record, a note. Enter, without moving, keeps it."),
        "{out}"
    );
    assert!(out.contains("\"Does not apply\" needs a reason; nothing was recorded."), "{out}");
    assert!(out.contains("Question 3 of 7\nDoes it meet?"), "{out}");
    let (questionnaire, answers) = (small(), room.answers("a.yaml"));
    let entry = |id: &str| &answers.entries[questionnaire.question(id).unwrap()];
    assert_eq!(entry("backup.copies").answer, Some(Answer::Level(3)));
    assert_eq!(entry("backup.copies").evidence, Some(Evidence::Documented));
    assert_eq!(entry("backup.copies").artifacts, ["minutes"]);
    assert_eq!(entry("backup.tested").answer, Some(Answer::NotApplicable));
    assert_eq!(entry("committee.meets").answer, None);
    assert_eq!(entry("committee.minutes").answer, Some(Answer::Unknown));
    assert!(
        text(&output.stderr).contains("go on with: equipoise interview -o a.yaml -q ./small.yaml --plain\n")
    );
}

/// At a text as at a question: `b` goes back and `q` stops, and neither becomes a note, a reason or a record.
#[test]
fn one_letter_leaves_a_text() {
    let room = Room::new();
    let lines = [
        "n", "b", // a note
        "x", "b", // a reason
        "4", "b", // backup.copies answered, and gone back to
        "e", "2", "b",
        "b", // what shows it: from the record to the grade, from the grade to the question
        "e", "2", "minutes", "b", "2", "1", // the record named before is kept
        "n", "q",
    ];
    let output = typed(&room, &WHO, &(lines.join("\n") + "\n"));
    let out = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(out.contains("Note (b goes back, q saves and stops):"), "{out}");
    let entry = &room.answers("a.yaml").entries[0];
    assert_eq!(entry.answer, Some(Answer::Level(3)));
    assert_eq!((entry.note.as_deref(), entry.evidence), (None, Some(Evidence::Documented)));
    assert_eq!(entry.artifacts, ["minutes"]);
    // Nobody has sat down yet: an organization may be called so.
    let output = typed(&room, &["--role", "ciso", "-o", "b.yaml"], "Q\n4\n");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(room.answers("b.yaml").organization, "Q");
}

#[test]
fn the_end_of_input_saves_and_stops() {
    let room = Room::new();
    let output = typed(&room, &WHO, "4\n2");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(room.answers("a.yaml").entries[1].answer, Some(Answer::Level(1)));
    let output = typed(&room, &["-o", "a.yaml"], "");
    assert!(text(&output.stdout).contains("2 of 8 questions are answered"), "{}", text(&output.stdout));
    assert!(text(&output.stdout).contains("Question 3 of 8\nWhat came of the tests?"));
    let output = typed(&room, &["--organization", "X", "--role", "ceo", "-o", "new.yaml"], "");
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stderr).contains("nothing was answered, and no file was written"));
    assert!(!room.path("new.yaml").exists());
}

#[test]
fn what_is_not_given_is_asked_and_names_the_file() {
    let room = Room::new();
    let output = typed(&room, &["--name", "Ada L."], "\n Petro  1 \n2\n4\n");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let answers = room.answers("petro-1-ciso-ada-l.yaml");
    assert_eq!(answers.organization, "Petro 1");
    assert_eq!(answers.respondent.name.as_deref(), Some("Ada L."));
    assert_eq!(answers.scope, Scope::Full);

    let again = ["--name", "Ada L.", "--organization", "Petro 1", "--role", "ciso"];
    let output = typed(&room, &again, "y\n3\n");
    assert!(
        text(&output.stdout).contains(
            "petro-1-ciso-ada-l.yaml is there already: Security executive (CISO) at Petro 1.\nGo on with it? [Y/n]:"
        ),
        "{}",
        text(&output.stdout)
    );
    assert_eq!(room.answers("petro-1-ciso-ada-l.yaml").entries[1].answer, Some(Answer::Level(2)));
    let output = typed(&room, &again, "n\n");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn two_organizations_never_share_a_file() {
    let room = Room::new();
    let role = ["--role", "ciso"];
    assert_eq!(typed(&room, &role, "Petro 1\n4\n").status.code(), Some(0));
    let before = std::fs::read(room.path("petro-1-ciso.yaml")).unwrap();
    for arguments in [&role[..], &["--role", "ciso", "--organization", "PETRO-1"]] {
        let lines = if arguments.len() > 2 { "y\n3\n" } else { "PETRO-1\ny\n3\n" };
        let output = typed(&room, arguments, lines);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("organization PETRO-1 does not fit petro-1-ciso.yaml, which is for Petro 1"));
    }
    assert_eq!(std::fs::read(room.path("petro-1-ciso.yaml")).unwrap(), before);

    // Without a letter in them, their names still tell them apart.
    for organization in ["\u{1f980}", "\u{1f41d}"] {
        let output = typed(&room, &role, &format!("{organization}\n4\n"));
        assert!(!text(&output.stdout).contains("is there already"), "{}", text(&output.stdout));
        assert!(text(&output.stderr).contains("-ciso.yaml"), "{}", text(&output.stderr));
    }
    assert!(!room.path("ciso.yaml").exists());
}

#[test]
fn hostile_input_reaches_neither_screen_nor_file() {
    let room = Room::new();
    let long = "x".repeat(200_000);
    let mut lines = b"n\nred \x1b[31m\xc2\x9b0m \xff end\n\x1b[2J\n".to_vec();
    lines.extend_from_slice(long.as_bytes());
    lines.extend_from_slice(b"\n3\nn\n");
    lines.extend_from_slice(long.as_bytes());
    lines.extend_from_slice(b"\n");
    let mut command = room.command(&["--plain"]);
    command.args(WHO).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || input.write_all(&lines));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(!text(&output.stdout).chars().any(|c| c.is_control() && c != '\n'));
    let answers = room.answers("a.yaml");
    assert_eq!(answers.entries[0].note.as_deref(), Some("red [31m0m \u{fffd} end"));
    assert_eq!(answers.entries[0].answer, Some(Answer::Level(2)));
    assert_eq!(answers.entries[1].note.as_ref().map(String::len), Some(64 * 1024));
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let room = Room::new();
    let mut command = room.command(&["--plain"]);
    command.args(WHO).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    child.stdin.take().unwrap().write_all(b"1\n2\n").ok();
    assert_eq!(child.wait_with_output().unwrap().status.code(), Some(0));
}

#[test]
fn levels_stand_beside_the_statements_only_where_asked_for() {
    let room = Room::new();
    assert!(!text(&typed(&room, &WHO, "").stdout).contains("level 3"));
    assert!(
        text(&typed(&room, &[&WHO[..], &["--show-levels"]].concat(), "").stdout)
            .contains("  4. (level 3) three\n")
    );
}

#[test]
fn last_time_is_shown_after_the_answer() {
    let room = Room::new();
    typed(&room, &WHO, "4\n2\n");
    let arguments = ["--organization", "Petro 1", "--role", "ciso", "-o", "b.yaml", "--baseline", "a.yaml"];
    let output = typed(&room, &arguments, "5\nmore money\n");
    let out = text(&output.stdout);
    let (answer, last) =
        (out.find("Answer:").unwrap(), out.find("Last time (2025-11-21): 4. three").unwrap());
    assert!(answer < last, "{out}");
    assert_eq!(room.answers("b.yaml").entries[0].note.as_deref(), Some("more money"));
    let other = ["--organization", "Petro 2", "--role", "ciso", "-o", "c.yaml", "--baseline", "a.yaml"];
    assert_eq!(typed(&room, &other, "").status.code(), Some(2));
}

#[test]
fn a_quick_interview_goes_on_as_the_full_one_where_that_is_asked_for() {
    let run = |room: &Room, arguments: &[&str], input: &str| {
        let mut child = room
            .command_on("kayworth-whitten", arguments)
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        text(&output.stdout).to_owned()
    };
    let room = Room::new();
    let file = ["--plain", "-o", "a.yaml"];
    run(&room, &[&file[..], &["--quick", "--organization", "Petro 1", "--role", "ciso"]].concat(), "4\n4\n");
    let out = run(&room, &file, "1\n4\n");
    assert!(out.contains("This is a quick interview.") && out.contains("of 26"), "{out}");
    let out = run(&room, &file, "2\n4\n");
    assert!(out.contains("of 45"), "{out}");
    let saved = std::fs::read_to_string(room.path("a.yaml")).unwrap();
    assert!(!saved.contains("scope: quick"), "{saved}");
    assert!(saved.contains("security-organization.accountability:"), "what was answered stays: {saved}");
}

#[test]
fn a_file_is_no_baseline_of_itself() {
    let room = Room::new();
    let first = typed(&room, &WHO, "4\n");
    assert_eq!(first.status.code(), Some(0));
    let again = typed(&room, &["-o", "a.yaml", "--baseline", "a.yaml"], "");
    assert_eq!(again.status.code(), Some(2), "{}", text(&again.stderr));
}
