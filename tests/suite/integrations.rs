//! What ships for continuous integration: well-formed, valid, and calling the command as it is called.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use equipoise::schema::Schema;
use serde_json::Value;

use crate::schemas::{faults, yaml};
use crate::support::root;

const FILES: [&str; 5] = [
    ".pre-commit-hooks.yaml",
    "action.yml",
    "examples/ci/github-workflow.yml",
    "examples/ci/gitlab-ci.yml",
    "examples/ci/policy.yaml",
];

fn text(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap()
}

fn document(file: &str) -> Value {
    yaml(&text(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// Every text in a document, with the last key above it.
fn texts<'d>(node: &'d Value, key: &'d str, found: &mut Vec<(&'d str, &'d str)>) {
    match node {
        Value::String(text) => found.push((key, text)),
        Value::Array(items) => items.iter().for_each(|item| texts(item, key, found)),
        Value::Object(entries) => entries.iter().for_each(|(key, value)| texts(value, key, found)),
        _ => {}
    }
}

#[test]
fn the_example_policy_is_valid_and_sets_no_headline_threshold() {
    let policy = document("examples/ci/policy.yaml");
    assert_eq!(faults(Schema::Policy, &policy), Vec::<String>::new());
    for part in ["freshness", "evidence", "no_regression", "limits"] {
        assert!(!policy[part].is_null(), "{part}");
    }
    let required: Vec<&String> = policy["require"].as_object().unwrap().keys().collect();
    assert_eq!(
        required,
        ["completeness", "confirmed", "roles"],
        "a gate on a number that answers can be raised to"
    );
    let text = text("examples/ci/policy.yaml");
    let schema = text.lines().next().unwrap().strip_prefix("# yaml-language-server: $schema=./").unwrap();
    assert!(text.contains(&format!("#   equipoise questionnaire schema policy > {schema}\n")));
}

#[test]
fn every_call_of_the_check_uses_its_options() {
    let known =
        ["--policy", "--baseline", "--today", "--questionnaire", "--strict", "--locked", "-f", "-o", "--"];
    let mut calls = 0;
    for file in FILES {
        // Comments too: they are copied from.
        for line in text(file).lines() {
            let Some((_, arguments)) = line.split_once("equipoise check ") else { continue };
            let arguments = arguments.split("||").next().unwrap();
            for word in arguments.split_whitespace().filter(|word| word.starts_with('-')) {
                assert!(known.contains(&word.split('=').next().unwrap()), "{file}: {word}");
            }
            calls += 1;
        }
    }
    assert!(calls >= 5, "{calls}");
}

#[test]
fn formats_asked_for_are_formats_of_the_check() {
    for file in FILES {
        let document = document(file);
        let mut found = Vec::new();
        texts(&document, "", &mut found);
        for (key, text) in found {
            for (flag, rest) in [("-f ", text), ("format: ", text)] {
                if let Some((_, format)) = rest.split_once(flag).filter(|_| key != "description") {
                    let format = format.split_whitespace().next().unwrap().trim_matches('"');
                    let known = ["text", "github", "sarif", "junit", "json", "$FORMAT"];
                    assert!(known.contains(&format), "{file}: {format}");
                }
            }
        }
    }
}

#[test]
fn no_expression_is_pasted_into_a_shell() {
    for file in ["action.yml", "examples/ci/github-workflow.yml"] {
        let document = document(file);
        let mut found = Vec::new();
        texts(&document, "", &mut found);
        let scripts: Vec<&str> =
            found.iter().filter(|(key, _)| *key == "run").map(|(_, text)| *text).collect();
        assert!(scripts.len() >= 2, "{file}");
        for script in scripts {
            assert!(
                !script.contains("${{"),
                "{file}: what an expression holds would be read as a command:\n{script}"
            );
        }
    }
}

#[test]
fn the_action_hands_every_input_on_and_the_workflow_sets_only_inputs() {
    let action = document("action.yml");
    let inputs: Vec<&String> = action["inputs"].as_object().unwrap().keys().collect();
    let source = text("action.yml");
    for input in &inputs {
        assert!(source.contains(&format!("inputs.{input}")), "{input} is not used");
    }
    let workflow = document("examples/ci/github-workflow.yml");
    let mut uses = 0;
    for job in workflow["jobs"].as_object().unwrap().values() {
        for step in job["steps"].as_array().unwrap().iter().filter(|step| step["uses"] == "./") {
            for input in step["with"].as_object().unwrap().keys() {
                assert!(inputs.contains(&input), "the action has no input {input}");
            }
            uses += 1;
        }
    }
    assert_eq!(uses, 3);
}

#[test]
fn the_action_s_script_runs_the_check_with_what_it_is_given() {
    let action = document("action.yml");
    let step = &action["runs"]["steps"][1];
    let folder = tempfile::tempdir().unwrap();
    // Stands in for the command: tells its arguments and ends as it is told.
    let fake = folder.path().join("equipoise");
    fs::write(&fake, "#!/bin/sh\nprintf '<%s>' \"$@\"; echo; exit \"${CODE:-0}\"\n").unwrap();
    fs::set_permissions(&fake, fs::Permissions::from_mode(0o755)).unwrap();
    let run = |given: &[(&str, &str)]| {
        let path = format!("{}:/usr/bin:/bin", folder.path().display());
        let mut command = std::process::Command::new("bash");
        command.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"].as_str().unwrap()]);
        command.env_clear().env("PATH", path);
        for name in step["env"].as_object().unwrap().keys() {
            command.env(name, "");
        }
        command.env("FORMAT", "github").env("STRICT", "false").envs(given.iter().copied());
        let output = command.output().unwrap();
        (String::from_utf8(output.stdout).unwrap(), output.status.code())
    };
    let (said, code) = run(&[("PATHS", "security/assessment")]);
    assert_eq!((said.as_str(), code), ("<check><-f><github><--><security/assessment>\n", Some(0)));
    let (said, code) = run(&[
        ("PATHS", "a b\n$(touch x)\n"),
        ("BASELINE", "old/a\nold/b"),
        ("POLICY", "p.yaml"),
        ("STRICT", "true"),
        ("TODAY", "2026-11-21"),
        ("SARIF", "out.sarif"),
        ("OUTPUT", "out.txt"),
        ("CODE", "1"),
    ]);
    let options =
        "<check><--policy=p.yaml><--today=2026-11-21><--strict><--baseline=old/a><--baseline=old/b>";
    let paths = "<--><a b><$(touch x)>\n";
    let expected =
        format!("{options}<-f><sarif><-o><out.sarif>{paths}{options}<-o><out.txt><-f><github>{paths}");
    assert_eq!((said, code), (expected, Some(1)));
    let (said, code) = run(&[("PATHS", "a"), ("SARIF", "out.sarif"), ("CODE", "3")]);
    assert_eq!((said.lines().count(), code), (1, Some(3)));
}

#[test]
fn the_action_s_script_checks_the_examples_for_real() {
    let script = document("action.yml")["runs"]["steps"][1]["run"].as_str().unwrap().to_owned();
    let binary = std::path::Path::new(env!("CARGO_BIN_EXE_equipoise")).parent().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let sarif = folder.path().join("findings.sarif");
    let run = |paths: &str, policy: &str| {
        let mut command = std::process::Command::new("bash");
        command
            .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", &script])
            .env_clear()
            .current_dir(root());
        command.env("PATH", format!("{}:/usr/bin:/bin", binary.display()));
        for (name, value) in [
            ("PATHS", paths),
            ("POLICY", policy),
            ("BASELINE", "examples/marlow-freight"),
            ("QUESTIONNAIRE", ""),
            ("TODAY", "2026-11-22"),
            ("STRICT", "false"),
            ("FORMAT", "github"),
            ("OUTPUT", ""),
            ("SARIF", sarif.to_str().unwrap()),
        ] {
            command.env(name, value);
        }
        let output = command.output().unwrap();
        (String::from_utf8(output.stdout).unwrap(), output.status.code())
    };
    let (said, code) = run("examples/marlow-freight", "examples/ci/policy.yaml");
    assert_eq!(code, Some(0), "{said}");
    assert!(!said.contains("::error"), "{said}");
    assert!(fs::read_to_string(&sarif).unwrap().contains("\"version\": \"2.1.0\""));
    let (said, code) = run("tests/fixtures/invalid/invalid-level.yaml", "");
    assert_eq!(code, Some(1), "{said}");
    // Of the paper's organizations nothing is wrong but that nobody read the answers back.
    for entry in fs::read_dir(root().join("examples/paper")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            let done =
                crate::support::call(&["check", path.to_str().unwrap(), "--today", "2026-11-22"]).expect(0);
            let other =
                done.stdout.lines().filter(|line| line.starts_with("warning[") || line.starts_with("error["));
            assert!(
                other.clone().count() > 0 && other.clone().all(|line| line.starts_with("warning[draft]")),
                "{}",
                done.stdout
            );
        }
    }
}
