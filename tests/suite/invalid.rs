//! Invalid input: every code has its fixture, and bombs end soon in a clear error.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use equipoise::diagnostic::{Code, Diagnostic, Severity, Style, render};
use equipoise::source::{Source, Span};

use crate::support::{Done, call, fixture};

/// What the command that finds it says of a fixture, on either stream. What scoring minds too is shown as scoring shows
/// it; the rest only `check` finds.
fn report(path: &Path, code: Code) -> Done {
    let name = name(path);
    if is_questionnaire(path) {
        call(&["questionnaire", "lint", &name]).run()
    } else if code < Code::InvisibleCharacter {
        call(&["score", "-q", "tests/fixtures/tiny.yaml", "-f", "json", &name]).run()
    } else {
        let done = checked(path);
        Done { stderr: done.stdout, stdout: done.stderr, code: done.code }
    }
}

/// A fixture through `check`: in a folder, `policy.yaml` is the policy and `baseline` the baseline.
fn checked(path: &Path) -> Done {
    let name = name(path);
    let (policy, baseline) = (format!("{name}/policy.yaml"), format!("{name}/baseline"));
    let mut arguments = vec!["check", "-q", "tests/fixtures/tiny.yaml", "--today", "2026-11-21", &name];
    if path.join("policy.yaml").exists() {
        arguments.extend(["--policy", &policy]);
    }
    if path.join("baseline").exists() {
        arguments.extend(["--baseline", &baseline]);
    }
    call(&arguments).run()
}

fn name(path: &Path) -> String {
    path.strip_prefix(crate::support::root()).unwrap_or(path).to_str().unwrap().to_owned()
}

fn is_questionnaire(path: &Path) -> bool {
    fs::read(path).is_ok_and(|bytes| bytes.starts_with(b"format: equipoise/questionnaire"))
}

fn fixture_of(code: Code) -> PathBuf {
    let file = fixture(&format!("invalid/{code}.yaml"));
    if file.exists() { file } else { fixture(&format!("invalid/{code}")) }
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
        let path = fixture_of(code);
        assert!(path.exists(), "no fixture for {code}");
        let done = report(&path, code);
        let expected = format!("{} {code}", code.severity());
        let found = codes(&done.stderr);
        assert!(!found.is_empty() && found.iter().all(|found| *found == expected), "{code}: {}", done.stderr);
        let clean = match code.severity() {
            Severity::Warning => Some(0),
            Severity::Error if is_questionnaire(&path) || code >= Code::InvisibleCharacter => Some(1),
            Severity::Error => Some(3),
        };
        assert_eq!(done.code, clean, "{code}");
        assert!(done.stderr.contains(" --> tests/fixtures/invalid/"), "no place: {}", done.stderr);
    }
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
        let path = fixture_of(code);
        all.push_str(&report(&path, code).stderr);
        all.push('\n');
    }
    insta::assert_snapshot!(all);
}

#[test]
fn check_finds_them_too_and_quotes_no_value() {
    let mut all = String::new();
    for code in Code::ALL {
        let path = fixture_of(code);
        if is_questionnaire(&path) {
            continue;
        }
        let done = checked(&path);
        let found = codes(&done.stdout);
        let expected = format!("{} {code}", code.severity_in_check());
        assert!(found.contains(&expected), "{code}: {}{}", done.stdout, done.stderr);
        for value in ["Tiny Works", "Ann", "Bob", "fine", "Dora", "merger"] {
            assert!(!done.stdout.contains(value) && !done.stderr.contains(value), "{code}: {}", done.stdout);
        }
        if code < Code::InvisibleCharacter {
            all.push_str(&done.stdout);
            all.push('\n');
        }
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
    let done = report(&path, Code::Syntax);
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
fn a_time_is_that_of_rfc_3339_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.yaml");
    let answers = fs::read_to_string(fixture("tiny-answers.yaml")).unwrap();
    let code = |time: &str| {
        fs::write(&path, answers.replace("answers:\n", &format!("updated: {time}\nanswers:\n"))).unwrap();
        report(&path, Code::InvalidTime).code
    };
    for sound in ["T10:00:00Z", "t10:00:00z", "T10:00:00.125Z", "T10:00:00+01:00", "T10:00:00.5-11:30"] {
        assert_eq!(code(&format!("2026-11-21{sound}")), Some(0), "{sound}");
    }
    for odd in [
        "",
        "T10:00:00",
        "T10:00Z",
        " 10:00:00Z",
        "T100000.5+01",
        "T10:00:00+01",
        "T10:00:00+0100",
        "T10:00:00.Z",
        "T10:00:00,5Z",
        "T10:00:00+01:00:30",
        "T10:00:00+01:00[Europe/Berlin]",
        "T25:00:00Z",
        "T10:00:00\u{2212}01:00",
    ] {
        assert_eq!(code(&format!("\"2026-11-21{odd}\"")), Some(3), "{odd}");
    }
}

#[test]
fn true_is_written_in_three_ways_wherever_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let (answers, settlement) = (folder.path().join("a.yaml"), folder.path().join("settlement.yaml"));
    fs::copy(fixture("tiny-answers.yaml"), answers).unwrap();
    for (spelling, code) in
        [("true", 0), ("True", 0), ("TRUE", 0), ("false", 3), ("yes", 3), ("\"true\"", 3), ("tRue", 3)]
    {
        let text = format!(
            "format: equipoise/settlement@1\nquestionnaire: {{id: tiny, version: 1.2.0}}\n\
             organization: Tiny Works\nsettled_on: 2026-11-21\nanswers: []\n\
             settlements:\n  soc.a: {{open: {spelling}, reason: later}}\n"
        );
        fs::write(&settlement, text).unwrap();
        let done = report(folder.path(), Code::AnswerForm);
        assert_eq!(done.code, Some(code), "{spelling}: {}", done.stderr);
    }
}

#[test]
fn a_file_of_trouble_is_told_at_both_places() {
    let done = report(&fixture_of(Code::DuplicateKey), Code::DuplicateKey);
    assert!(done.stderr.contains("first here") && done.stderr.contains("again here"), "{}", done.stderr);
}

#[test]
fn bombs_end_in_a_clear_error() {
    let folder = tempfile::tempdir().unwrap();
    let aliases: Vec<String> = (b'b'..=b'z')
        .map(|c| format!("{}: &{0} [{}]\n", c as char, format!("*{},", (c - 1) as char).repeat(9)))
        .collect();
    let keys: Vec<String> = (0..300_000).map(|n| format!("{n}: 1\n")).collect();
    let unknown: Vec<String> = std::iter::once("format: equipoise/answers@1\n".into())
        .chain((0..60_000).map(|n| format!("k{n}: 1\n")))
        .collect();
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
        ("unknown-keys", unknown.concat().into_bytes(), "error[unknown-key]"),
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
    for format in ["text", "json"] {
        let done = call(&["check", "-f", format, path.to_str().unwrap()]).run();
        let (said, code) = if expected.starts_with("error[") { (&done.stdout, 1) } else { (&done.stderr, 3) };
        let expected = if format == "json" && code == 1 {
            expected.trim_start_matches("error[").trim_end_matches(']')
        } else {
            expected
        };
        assert_eq!(done.code, Some(code), "{name}: {}", done.stderr);
        assert!(said.contains(expected), "{name}: {said}");
        let steers = |text: &str| text.contains('\u{1b}') || text.contains('\u{9b}');
        assert!(!steers(&done.stdout) && !steers(&done.stderr), "{name} steers the terminal");
    }
}

/// Problems of one long line take no longer the longer it is.
#[test]
fn a_long_line_is_not_drawn_whole() {
    let took = |length: usize| {
        let source = Arc::new(Source::new("a.yaml", "x, ".repeat(length / 3)));
        let place = |number: usize| Span::new(number * 30, number * 30 + 1);
        let problems: Vec<Diagnostic> =
            (0..200).map(|number| Diagnostic::new(Code::UnknownId, &source, place(number), "no x")).collect();
        let start = Instant::now();
        let drawn = render(&problems, Style { colour: false, width: 80 });
        assert_eq!(drawn.matches("error[unknown-id]").count(), 200);
        start.elapsed()
    };
    let (short, long) = (took(30_000), took(1_500_000));
    assert!(long < short * 8, "{short:?} became {long:?}");
}
