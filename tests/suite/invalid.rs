//! Invalid input: every code has its fixture, and bombs end soon in a clear error.

use std::fs;
use std::path::Path;
use std::process::Command;

use equipoise::diagnostic::{Code, Severity};

use crate::support::{Done, call, fixture};

fn report(path: &Path) -> Done {
    let is_questionnaire =
        fs::read(path).is_ok_and(|bytes| bytes.starts_with(b"format: equipoise/questionnaire"));
    let path = path.strip_prefix(crate::support::root()).unwrap_or(path).to_str().unwrap();
    if is_questionnaire {
        call(&["questionnaire", "lint", path]).run()
    } else {
        call(&["score", "-q", "tests/fixtures/tiny.yaml", "-f", "json", path]).run()
    }
}

/// The codes in a report, with their severities.
fn codes(stderr: &str) -> Vec<String> {
    stderr
        .lines()
        .filter(|line| line.starts_with("error[") || line.starts_with("warning["))
        .map(head)
        .collect()
}

fn head(line: &str) -> String {
    line.split(']').next().unwrap_or_default().replace('[', " ")
}

#[test]
fn every_code_has_a_fixture_that_shows_it_and_nothing_else() {
    for code in Code::ALL {
        let file = fixture(&format!("invalid/{code}.yaml"));
        let path = if file.exists() { file } else { fixture(&format!("invalid/{code}")) };
        assert!(path.exists(), "no fixture for {code}");
        let done = report(&path);
        let expected = format!("{} {code}", code.severity());
        let found = codes(&done.stderr);
        assert!(!found.is_empty() && found.iter().all(|found| *found == expected), "{code}: {}", done.stderr);
        let clean = match code.severity() {
            Severity::Warning => Some(0),
            Severity::Error if done.stderr.contains("invalid/") && is_lint(&path) => Some(1),
            Severity::Error => Some(3),
        };
        assert_eq!(done.code, clean, "{code}");
        assert!(done.stderr.contains(" --> tests/fixtures/invalid/"), "no place: {}", done.stderr);
    }
}

fn is_lint(path: &Path) -> bool {
    fs::read(path).is_ok_and(|bytes| bytes.starts_with(b"format: equipoise/questionnaire"))
}

#[test]
fn every_fixture_belongs_to_a_code() {
    for entry in fs::read_dir(fixture("invalid")).unwrap() {
        let path = entry.unwrap().path();
        let code = path.file_stem().unwrap().to_str().unwrap().to_owned();
        assert!(Code::from_id(&code).is_some(), "{code} is no code");
    }
}

#[test]
fn reports_look_like_this() {
    let mut all = String::new();
    for code in Code::ALL {
        let file = fixture(&format!("invalid/{code}.yaml"));
        let path = if file.exists() { file } else { fixture(&format!("invalid/{code}")) };
        all.push_str(&report(&path).stderr);
        all.push('\n');
    }
    insta::assert_snapshot!(all);
}

#[test]
fn a_report_holds_every_problem_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bad.yaml");
    let text = fs::read_to_string(fixture("tiny-answers.yaml")).unwrap();
    let text = text
        .replace("tech.a: 3", "tech.aa: 3")
        .replace("organization: Tiny Works", "organization: 5")
        .replace("role: ceo", "role: coe")
        .replace("level: 2", "level: 9")
        .replace("note:", "notes:")
        .replace("security: 4", "security: six");
    fs::write(&path, text).unwrap();
    let done = report(&path);
    assert_eq!(done.code, Some(3));
    let mut found = codes(&done.stderr);
    found.sort();
    let expected = [
        "error invalid-level",
        "error invalid-level",
        "error unknown-id",
        "error unknown-id",
        "error unknown-key",
        "error wrong-type",
    ];
    assert_eq!(found, expected, "{}", done.stderr);
    for near in ["`tech.a`", "`ceo`", "`note`"] {
        assert!(done.stderr.contains(&format!("did you mean {near}?")), "{near}: {}", done.stderr);
    }
}

#[test]
fn a_file_of_trouble_is_told_at_both_places() {
    let done = report(&fixture("invalid/duplicate-key.yaml"));
    assert!(done.stderr.contains("first here") && done.stderr.contains("again here"), "{}", done.stderr);
}

#[test]
fn bombs_end_in_a_clear_error() {
    let folder = tempfile::tempdir().unwrap();
    let aliases: Vec<String> = (b'b'..=b'z')
        .map(|c| format!("{}: &{0} [{}]\n", c as char, format!("*{},", (c - 1) as char).repeat(9)))
        .collect();
    let keys: Vec<String> = (0..300_000).map(|n| format!("{n}: 1\n")).collect();
    let bombs: Vec<(&str, Vec<u8>, &str)> = vec![
        ("aliases", format!("a: &a [x]\n{}", aliases.concat()).into_bytes(), "error[alias]"),
        ("merge", b"format: equipoise/answers@1\n<<: {a: b}\n".to_vec(), "error[alias]"),
        ("lists", vec![b'['; 100_000], "error[too-complex]"),
        ("maps", b"{a: ".repeat(100_000), "error[too-complex]"),
        ("dashes", b"- ".repeat(100_000), "error[too-complex]"),
        ("keys", keys.concat().into_bytes(), "error[too-complex]"),
        ("large", b"a: b\n".repeat(20_000_000), "larger than 4 MiB"),
        ("latin", b"format: \xe9".to_vec(), "error[invalid-utf-8]"),
        ("nul", vec![0; 1000], "error[control-character]"),
        ("escape", b"format: \x1b[2J".to_vec(), "error[control-character]"),
        ("c1", "format: \u{9b}2J".as_bytes().to_vec(), "error[control-character]"),
        ("documents", b"--- a\n".repeat(10_000), "error[several-documents]"),
        ("empty", Vec::new(), "error[empty-file]"),
        ("blank", b"\n \n".to_vec(), "error[empty-file]"),
        ("equal-keys", b"a: 1\n".repeat(5_000), "error[duplicate-key]"),
        ("tag", b"format: !!python/object:os.system x\n".to_vec(), "error[syntax]"),
        ("key", b"? [a, b]\n: c\n".to_vec(), "error[syntax]"),
        ("list", b"- a\n- b\n".to_vec(), "error[wrong-type]"),
        ("text", b"just text\n".to_vec(), "error[wrong-type]"),
    ];
    for (name, bytes, expected) in bombs {
        let path = folder.path().join(format!("{name}.yaml"));
        fs::write(&path, bytes).unwrap();
        ends(&path, name, expected);
    }
}

#[test]
fn pipes_devices_and_folders_are_no_files() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe.yaml");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    ends(&pipe, "pipe", "it is a pipe");
    ends(Path::new("/dev/zero"), "device", "a device or socket");
    ends(&folder.path().join("nothing.yaml"), "missing", "No such file");
    fs::remove_file(&pipe).unwrap();
    ends(folder.path(), "empty folder", "no answers in");
    let done = call(&["questionnaire", "lint", folder.path().to_str().unwrap()]).expect(3);
    assert!(done.stderr.contains("it is a folder"), "{}", done.stderr);
}

/// That it ends at all is what is tested here: a hang fails the test by the runner's own patience, and a time measured
/// on a shared machine says little.
fn ends(path: &Path, name: &str, expected: &str) {
    let done = call(&["score", path.to_str().unwrap()]).run();
    assert_eq!(done.code, Some(3), "{name}: {}", done.stderr);
    assert!(done.stderr.contains(expected), "{name}: {}", done.stderr);
    assert!(done.stdout.is_empty(), "{name} printed a result");
    assert!(!done.stderr.contains('\u{1b}') && !done.stderr.contains('\u{9b}'), "{name} steers the terminal");
}
