//! What the interview refuses, and the exit code that it says so with.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Output, Stdio};

use equipoise::answers::Answer;

use super::Room;

const WHO: [&str; 4] = ["--organization", "Petro 1", "--role", "ciso"];

fn run(room: &Room, arguments: &[&str]) -> Output {
    room.command(arguments).stdin(Stdio::null()).output().unwrap()
}

/// The exit code, and what was said on standard error.
fn refused(room: &Room, arguments: &[&str]) -> (i32, String) {
    let output = run(room, arguments);
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

/// An interview that waits at its second question, the first answered.
fn waiting(room: &Room, file: &str) -> Child {
    let mut command = room.command(&["--plain", "-o", file]);
    command.args(WHO).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    child.stdin.as_mut().unwrap().write_all(b"3\n").unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let reached = lines.by_ref().any(|line| line.unwrap().starts_with("Question 2 of"));
    assert!(reached);
    // Read on, so that nothing it says later fails.
    std::thread::spawn(move || lines.for_each(drop));
    child
}

#[test]
fn without_a_terminal_it_names_plain() {
    let room = Room::new();
    let (code, said) = refused(&room, &WHO);
    assert_eq!(code, 2);
    assert!(said.contains("needs a terminal") && said.contains("--plain"), "{said}");
}

#[test]
fn wrong_arguments_say_what_would_be_right() {
    let room = Room::new();
    let plain = |arguments: &[&str]| refused(&room, &[&["--plain"], arguments].concat());
    let (code, said) = plain(&["--role", "cisso"]);
    assert_eq!((code, said.contains("did you mean `ciso`?")), (2, true), "{said}");
    let (code, said) = plain(&[&WHO[..], &["-o", "-"]].concat());
    assert_eq!((code, said.contains("-o takes a file")), (2, true), "{said}");
    assert_eq!(plain(&["--organization", " ", "--role", "ciso"]).0, 2);
    assert_eq!(plain(&[&WHO[..], &["-o", "absent/a.yaml"]].concat()).0, 4);
    assert_eq!(plain(&[&WHO[..], &["-o", "."]].concat()).0, 4);
    let late = room.command(&["--plain"]).args(WHO).env("SOURCE_DATE_EPOCH", "soon").output().unwrap();
    assert_eq!(late.status.code(), Some(2));
}

#[test]
fn questions_that_cannot_be_written_are_output() {
    let room = Room::new();
    // The first prompt asks for the organization, or is a question of the interview.
    for arguments in [&["--plain"][..], &["--plain", "--organization", "Petro 1", "--role", "ciso"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = room.command(arguments).stdin(Stdio::null()).stdout(full).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(4), "{said}");
        assert!(said.contains("cannot write standard output"), "{said}");
    }
}

#[test]
fn a_file_of_somebody_else_is_not_gone_on_with() {
    let room = Room::new();
    let mut child = waiting(&room, "a.yaml");
    drop(child.stdin.take());
    child.wait().unwrap();
    for (option, value) in [("--role", "ceo"), ("--organization", "Petro 2")] {
        let (code, said) = refused(&room, &["--plain", "-o", "a.yaml", option, value]);
        assert_eq!(code, 2);
        assert!(said.contains(&format!("{option} {value} does not fit a.yaml")), "{said}");
    }
    let (code, said) = refused(&room, &["--plain", "-o", "a.yaml", "--quick"]);
    assert_eq!((code, said.contains("full interview")), (2, true), "{said}");
}

#[test]
fn a_file_that_does_not_load_is_left_as_it_is() {
    let room = Room::new();
    let broken = "format: equipoise/answers@1\nanswers: [\n";
    std::fs::write(room.path("a.yaml"), broken).unwrap();
    let (code, said) = refused(&room, &[&["--plain", "-o", "a.yaml"], &WHO[..]].concat());
    assert_eq!(code, 3);
    assert!(said.contains("a.yaml:"), "{said}");
    assert_eq!(std::fs::read_to_string(room.path("a.yaml")).unwrap(), broken);
    assert!(!room.path(".a.yaml.lock").exists());
}

#[test]
fn comments_are_mourned_before_they_are_lost() {
    let room = Room::new();
    let mut child = waiting(&room, "a.yaml");
    drop(child.stdin.take());
    child.wait().unwrap();
    let said = |room: &Room| {
        let output = run(room, &["--plain", "-o", "a.yaml"]);
        String::from_utf8(output.stdout).unwrap().contains("The file has comments")
    };
    assert!(!said(&room));
    let text = std::fs::read_to_string(room.path("a.yaml")).unwrap();
    std::fs::write(room.path("a.yaml"), format!("{text}# by hand\n")).unwrap();
    assert!(said(&room));
}

#[test]
fn a_second_interview_is_told_who_holds_the_file() {
    let room = Room::new();
    let mut child = waiting(&room, "a.yaml");
    let (code, said) = refused(&room, &["--plain", "-o", "a.yaml"]);
    assert_eq!(code, 3);
    assert!(said.contains(&format!("process {}", child.id())), "{said}");
    // Dead, it holds nothing, whatever its sidecar says.
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(room.path(".a.yaml.lock").exists());
    assert_eq!(refused(&room, &["--plain", "-o", "a.yaml"]).0, 0);
    assert!(!room.path(".a.yaml.lock").exists());
}

#[test]
fn signals_end_it_with_their_codes_and_nothing_lost() {
    for (signal, code) in [("-INT", 130), ("-TERM", 143), ("-HUP", 129)] {
        let room = Room::new();
        let mut child = waiting(&room, "a.yaml");
        // Held open: waiting for the child would close it, and end the interview by itself.
        let _input = child.stdin.take();
        assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
        assert_eq!(child.wait().unwrap().code(), Some(code), "{signal}");
        assert_eq!(room.answers("a.yaml").entries[0].answer, Some(Answer::Level(2)));
        assert!(!room.path(".a.yaml.lock").exists());
    }
}
