//! README is true: its commands run, its outputs are what they print, its files load.
//!
//! `UPDATE_README=1 cargo test readme` writes the present outputs into it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::interview::question_screen;
use crate::support::root;

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).unwrap()
}

/// The lines of the fenced blocks of a language.
fn blocks<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
    let fence = format!("```{language}\n");
    text.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

/// Runs a line as a shell would, with the command on its path, in a folder.
fn shell(line: &str, folder: &Path, stdin: &str) -> Output {
    use std::io::Write as _;
    let binary = Path::new(env!("CARGO_BIN_EXE_equipoise")).parent().unwrap();
    let mut child = Command::new("bash")
        .args(["-o", "pipefail", "-c", line])
        .env_clear()
        .env("PATH", format!("{}:/usr/bin:/bin", binary.display()))
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that reads nothing may be gone already.
    let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
    child.wait_with_output().unwrap()
}

/// What a marker before a block says has to stand in it.
fn expected(marker: &str) -> String {
    let (kind, what) = marker.split_once(": ").unwrap();
    match kind {
        "output" => String::from_utf8(shell(what, root(), "").stdout).unwrap(),
        "errors" => String::from_utf8(shell(what, root(), "").stderr).unwrap(),
        "screen" => question_screen(24, 80),
        _ => panic!("{marker}"),
    }
}

#[test]
fn its_pictures_are_real_output() {
    let text = readme();
    let mut parts = text.split("<!-- ");
    let mut now = parts.next().unwrap().to_owned();
    let mut pictures = 0;
    for part in parts {
        let (marker, rest) = part.split_once(" -->\n```text\n").unwrap();
        let (_, after) = rest.split_once("```").unwrap();
        let lines: Vec<String> = expected(marker).lines().map(|line| line.trim_end().to_owned()).collect();
        let picture = lines.join("\n");
        now += &["<!-- ", marker, " -->\n```text\n", picture.trim_end(), "\n```", after].concat();
        pictures += 1;
    }
    assert!(pictures >= 3);
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(root().join("README.md"), &now).unwrap();
    } else {
        assert_eq!(
            text, now,
            "README's pictures are not what the commands print (UPDATE_README=1 mends them)"
        );
    }
}

#[test]
fn its_commands_work() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["examples", "questionnaires", "tests"] {
        std::os::unix::fs::symlink(root().join(name), folder.path().join(name)).unwrap();
    }
    let text = readme();
    let lines = blocks(&text, "sh")
        .into_iter()
        .flat_map(str::lines)
        .filter(|line| line.starts_with("equipoise ") || line.starts_with("mkdir "));
    let mut ran = 0;
    for line in lines {
        // What asks is scripted: some answers, then the end of the input, which saves and stops.
        let (line, stdin) = match line.split(' ').nth(1) {
            Some("interview") => (format!("{line} --plain"), "3\n".repeat(12)),
            Some("reconcile") => (format!("{line} --plain"), "3\nThe minutes show it.\n\n\n".to_owned()),
            _ => (line.to_owned(), String::new()),
        };
        let output = shell(&line, folder.path(), &stdin);
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        ran += 1;
    }
    let settlement = fs::read_to_string(folder.path().join("settlement.yaml")).unwrap();
    assert!(settlement.contains("The minutes show it."), "{settlement}");
    assert!(ran >= 20, "{ran}");
}

#[test]
fn its_loop_over_many_units_works_by_copy_and_paste() {
    let folder = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(root().join("examples"), folder.path().join("examples")).unwrap();
    let text = readme();
    let [block] = blocks(&text, "bash")[..] else { panic!("one block of bash") };
    let (rows, query) = block.split_once("duckdb ").unwrap();
    let run = |script: &str| {
        let output = shell(&format!("set -e\n{script}"), folder.path(), "");
        assert!(output.status.success(), "{script}: {}", String::from_utf8_lossy(&output.stderr));
    };
    run(rows);
    assert_eq!(fs::read_dir(folder.path().join("out")).unwrap().count(), 6);
    // DuckDB is no part of what builds this.
    if shell("command -v duckdb", folder.path(), "").status.success() {
        run(&format!("duckdb {query}"));
    }
}

#[test]
fn its_cargo_lines_run_in_continuous_integration() {
    let ci = fs::read_to_string(root().join(".ci/run")).unwrap();
    let text = readme();
    let lines: Vec<&str> = blocks(&text, "sh")
        .into_iter()
        .flat_map(str::lines)
        .filter(|line| line.starts_with("cargo "))
        .collect();
    assert!(lines.len() >= 3);
    for line in lines {
        assert!(ci.contains(line), "`{line}` is not run in continuous integration");
    }
}

#[test]
fn its_answers_load() {
    let text = readme();
    let folder = tempfile::tempdir().unwrap();
    let targets: Vec<&str> = blocks(&text, "yaml")
        .into_iter()
        .filter(|block| block.starts_with("format: equipoise/targets@1"))
        .collect();
    assert_eq!(targets.len(), 1);
    fs::write(folder.path().join("aims.yaml"), targets[0]).unwrap();
    let example = root().join("examples/marlow-freight");
    let plan = format!("equipoise plan {} --targets aims.yaml", example.display());
    let output = shell(&plan, folder.path(), "");
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let answers: Vec<&str> = blocks(&text, "yaml")
        .into_iter()
        .filter(|block| block.starts_with("format: equipoise/answers@1"))
        .collect();
    assert_eq!(answers.len(), 1);
    fs::write(folder.path().join("answers.yaml"), answers[0]).unwrap();
    let output = shell("equipoise score --format json answers.yaml", folder.path(), "");
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn its_links_lead_somewhere() {
    let text = readme();
    let prose: String = text.split("```").step_by(2).collect();
    let links: Vec<&str> = prose.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    assert!(links.len() > 5);
    for link in links.into_iter().filter(|link| !link.contains("://")) {
        assert!(root().join(link).exists(), "{link}");
    }
}
