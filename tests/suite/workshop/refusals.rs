//! What the workshop refuses, and the exit code that it says so with.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use super::plain::{text, typed};
use super::{room, settlement};
use crate::interview::Room;

const RECONCILE: [&str; 5] = ["reconcile", "answers", "-o", "s.yaml", "--plain"];

/// The exit code, and what was said on standard error.
fn refused(room: &Room, arguments: &[&str]) -> (i32, String) {
    let output = typed(room, arguments, "");
    (output.status.code().unwrap(), text(&output.stderr).to_owned())
}

/// A workshop that waits at its second question, the first settled.
fn waiting(room: &Room) -> Child {
    let mut command = room.equipoise();
    command.args(RECONCILE).args(["-q", "./small.yaml"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    child.stdin.as_mut().unwrap().write_all(b"3\nThe log.\n\n\n").unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.by_ref().any(|line| line.unwrap().starts_with("Question 2 of")));
    // Read on, so that nothing it says later fails.
    std::thread::spawn(move || lines.for_each(drop));
    child
}

#[test]
fn without_a_terminal_it_names_plain() {
    let (code, said) = refused(&room(), &["reconcile", "answers", "-o", "s.yaml"]);
    assert_eq!(code, 2);
    assert!(said.contains("needs a terminal") && said.contains("--plain"), "{said}");
}

#[test]
fn standard_streams_are_no_files_here() {
    for arguments in
        [["reconcile", "-", "-o", "s.yaml", "--plain"], ["reconcile", "answers", "-o", "-", "--plain"]]
    {
        let (code, said) = refused(&room(), &arguments);
        assert_eq!((code, said.contains("name files")), (2, true), "{said}");
    }
    assert_eq!(refused(&room(), &["reconcile", "answers", "--plain"]).0, 2);
    assert_eq!(refused(&room(), &["reconcile", "answers", "-o", "absent/s.yaml", "--plain"]).0, 4);
    assert_eq!(refused(&room(), &["reconcile", "absent", "-o", "s.yaml", "--plain"]).0, 3);
}

#[test]
fn a_file_that_belongs_elsewhere_or_does_not_load_is_left_as_it_is() {
    let room = room();
    let head = "format: equipoise/settlement@1\nquestionnaire: {id: small, version: 1.0.0}\n";
    let rest = "settled_on: 2025-11-01\nanswers: []\nsettlements: {}\n";
    let answers = std::fs::read_to_string(room.path("answers/ceo.yaml")).unwrap();
    for (held, said) in [
        (format!("{head}organization: Petro 2\n{rest}"), "holds what Petro 2 settled"),
        (format!("{head}organization: Petro 1\nsettled_on: soon\n"), "s.yaml:"),
        (format!("{head}organization: Petro 1\n{rest}").replace("id: small", "id: other"), "other"),
        (answers, "error: s.yaml holds answers, and stays as it is"),
        (String::new(), "s.yaml"),
    ] {
        std::fs::write(room.path("s.yaml"), &held).unwrap();
        let (code, err) = refused(&room, &RECONCILE);
        assert_eq!(code, 3, "{held}\n{err}");
        assert!(err.contains(said), "{said}\n{err}");
        assert!(!err.contains(room.path("").to_str().unwrap()), "as it was named: {err}");
        assert_eq!(std::fs::read_to_string(room.path("s.yaml")).unwrap(), held);
    }
    assert!(!room.path(".s.yaml.lock").exists());
}

#[test]
fn comments_are_mourned_before_they_are_lost() {
    let room = room();
    typed(&room, &RECONCILE, "3\nThe log.\n\n\n");
    let mourned = || text(&typed(&room, &RECONCILE, "").stdout).contains("The file has comments");
    assert!(!mourned());
    let held = std::fs::read_to_string(room.path("s.yaml")).unwrap();
    std::fs::write(room.path("s.yaml"), format!("{held}# by hand\n")).unwrap();
    assert!(mourned());
}

#[test]
fn a_second_workshop_is_told_who_holds_the_file() {
    let room = room();
    let mut child = waiting(&room);
    let (code, said) = refused(&room, &RECONCILE);
    assert_eq!(code, 3);
    assert!(said.contains(&format!("process {}", child.id())), "{said}");
    // Dead, it holds nothing, whatever its sidecar says.
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(settlement(&room.path("s.yaml")).settled.len(), 1);
    assert_eq!(refused(&room, &RECONCILE).0, 0);
    assert!(!room.path(".s.yaml.lock").exists());
}

#[test]
fn only_its_owner_reads_what_was_settled() {
    use std::os::unix::fs::PermissionsExt;
    let room = room();
    typed(&room, &RECONCILE, "3\nThe log.\n\n\n");
    let mode = std::fs::metadata(room.path("s.yaml")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn signals_end_it_with_their_codes_and_nothing_lost() {
    for (signal, code) in [("-INT", 130), ("-TERM", 143), ("-HUP", 129)] {
        let room = room();
        let mut child = waiting(&room);
        // Held open: waiting for the child would close it, and end the workshop by itself.
        let _input = child.stdin.take();
        assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
        assert_eq!(child.wait().unwrap().code(), Some(code), "{signal}");
        assert_eq!(settlement(&room.path("s.yaml")).settled.len(), 1);
        assert!(!room.path(".s.yaml.lock").exists());
    }
}
