//! What official schemas and counting say.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use equipoise::diagnostic::{Code, Diagnostic, github, json, junit, sarif};
use equipoise::source::{Source, Span};
use serde_json::Value;

use super::{Checked, FORMATS, schema, small};

/// Folders full of trouble, and nothing at all.
fn worlds() -> [(&'static str, Checked); 4] {
    [
        ("everything", Checked::everything()),
        ("small", small()),
        ("hostile", super::hostile::corpus()),
        ("nothing", Checked::default()),
    ]
}

/// More findings than are listed, the last an error.
fn too_many() -> Checked {
    let source = std::sync::Arc::new(Source::new("a.yaml", "x"));
    let new = |code| Diagnostic::new(code, &source, Span::default(), "m");
    let mut findings = vec![new(Code::OlderVersion); 6000];
    findings.push(new(Code::Syntax));
    Checked { findings, files: vec!["a.yaml".into(), "b.yaml".into()] }
}

#[test]
fn sarif_is_valid() {
    let Some(path) = schema("sarif-schema-2.1.0.json") else { return };
    let schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    for (name, world) in worlds().into_iter().chain([("too many", too_many())]) {
        let log: Value = serde_json::from_str(&world.render(sarif::render)).unwrap();
        let errors: Vec<String> =
            validator.iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{name}: {errors:#?}");
    }
    assert!(!validator.is_valid(&serde_json::json!({"version": "2.1.0"})), "the schema refuses nothing");
}

#[test]
fn junit_is_valid() {
    let Some(path) = schema("junit-10.xsd") else { return };
    if Command::new("xmllint").arg("--version").output().is_err() {
        eprintln!("skipped: xmllint is not installed");
        return;
    }
    for (name, world) in worlds().into_iter().chain([("too many", too_many())]) {
        let mut lint = Command::new("xmllint")
            .args(["--noout", "--nonet", "--schema"])
            .arg(&path)
            .arg("-")
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        lint.stdin.take().unwrap().write_all(world.render(junit::render).as_bytes()).unwrap();
        let output = lint.wait_with_output().unwrap();
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn the_formats_agree_on_what_was_found() {
    let world = Checked::everything();
    let found = world.findings.len();
    assert!(found >= Code::ALL.len(), "{found} findings");
    let errors = world.findings.iter().filter(|one| one.is_error()).count();

    assert_eq!(world.render(github::render).lines().count(), found);

    let log: Value = serde_json::from_str(&world.render(sarif::render)).unwrap();
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(results.len(), found);
    for (result, finding) in results.iter().zip(&world.findings) {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(result["ruleId"], finding.code.id());
        assert_eq!(rules[index]["id"], finding.code.id());
        assert_eq!(result["level"], finding.severity.id());
    }

    let document: Value = serde_json::from_str(&world.render(json::render)).unwrap();
    assert_eq!(document["format"], "equipoise/findings@1");
    assert_eq!(document["counts"]["errors"], errors);
    assert_eq!(document["counts"]["warnings"], found - errors);
    assert_eq!(document["files"].as_array().unwrap().len(), world.files.len());
    for (one, finding) in document["findings"].as_array().unwrap().iter().zip(&world.findings) {
        let (place, position) = (&one["place"], finding.place.position());
        assert_eq!(place["file"], finding.place.source.name);
        assert_eq!((&place["line"], &place["column"]), (&position.line.into(), &position.column.into()));
        assert_eq!(one["related"].as_array().unwrap().len(), usize::from(finding.related.is_some()));
    }

    let xml = world.render(junit::render);
    assert_eq!(xml.matches("<failure ").count(), errors);
    assert_eq!(xml.matches("<system-out>").count(), found - errors);
    assert_eq!(xml.matches("<testsuite ").count(), world.files.len());
}

#[test]
fn too_many_findings_are_counted_and_errors_listed_first() {
    let world = too_many();
    for (name, render) in FORMATS {
        let text = world.render(render);
        assert!(text.contains("syntax"), "{name} hides the error");
        assert!(text.len() < 10_000_000, "{name} is {} long", text.len());
        let said = if name == "json" { "\"left_out\": 1001" } else { "and 1001 more findings" };
        assert!(text.contains(said), "{name} hides that something is left out");
    }
}

#[test]
fn a_file_of_findings_comes_to_an_end() {
    // A pass over the whole file for each finding would take hours.
    let long = "ä: 1, ".repeat(500_000);
    for text in [format!("{{{long}}}"), "ä: 1\n".repeat(500_000)] {
        let source = std::sync::Arc::new(Source::new("a.yaml", text));
        let findings = (0..50_000)
            .map(|n| Diagnostic::new(Code::UnknownKey, &source, Span::new(n * 50, n * 50 + 2), "m"))
            .collect();
        let world = Checked { findings, files: Vec::new() };
        for (_, render) in FORMATS {
            world.render(render);
        }
    }
}
