//! A finding stays the same finding when lines move.

use std::collections::HashSet;
use std::fs;
use std::sync::Arc;

use equipoise::answers::load::load;
use equipoise::diagnostic::{Diagnostic, junit, sarif};
use equipoise::questionnaire::Catalog;
use equipoise::source::Source;
use serde_json::Value;

use super::Checked;

fn fingerprints(world: &Checked) -> Vec<String> {
    let log: Value = serde_json::from_str(&world.render(sarif::render)).unwrap();
    let print = |result: &Value| result["partialFingerprints"]["equipoise/v1"].as_str().unwrap().to_owned();
    log["runs"][0]["results"].as_array().unwrap().iter().map(print).collect()
}

/// What the loader says to a text under a name.
fn loaded(name: &str, text: &str) -> Checked {
    let tiny = fs::read_to_string("tests/fixtures/tiny.yaml").unwrap();
    let tiny = equipoise::questionnaire::load::load(&Arc::new(Source::new("tiny", tiny))).unwrap();
    let catalog = Catalog::of(Arc::new(tiny.value));
    let problems: Vec<Diagnostic> = load(&Arc::new(Source::new(name, text)), &catalog).unwrap_err();
    Checked { findings: problems, files: vec![name.into()] }
}

/// Answers with two bad levels, two unknown keys and an unknown question.
fn troubled() -> String {
    fs::read_to_string("tests/fixtures/tiny-answers.yaml")
        .unwrap()
        .replace("tech.a: 3", "tech.aa: 3\n  tech.a: {level: 8, evidense: asserted}")
        .replace("level: 2", "level: 9")
        .replace("note:", "notes:")
}

#[test]
fn every_finding_has_a_fingerprint_of_its_own() {
    let world = Checked::everything();
    let prints = fingerprints(&world);
    assert_eq!(prints.iter().collect::<HashSet<_>>().len(), world.findings.len());
    assert!(prints.iter().all(|print| print.len() == 64 && print.bytes().all(|b| b.is_ascii_hexdigit())));
}

#[test]
fn lines_above_change_no_fingerprint_and_no_name() {
    let text = troubled();
    let before = loaded("a.yaml", &text);
    assert!(before.findings.len() >= 5, "{:?}", before.findings);
    let commented = text.replace('\n', "\n\n# level: 1\n");
    let more = text.replace("answers:\n", "answers:\n  tech.b: 1\n");
    assert_ne!(text, more);
    for moved in [format!("# one\n# two\n\n{text}"), commented, more] {
        let after = loaded("a.yaml", &moved);
        assert_ne!(before.findings[0].place.position(), after.findings[0].place.position());
        assert_eq!(fingerprints(&before), fingerprints(&after), "{moved}");
        let names = |world: &Checked| -> Vec<String> {
            let xml = world.render(junit::render);
            xml.lines().filter(|line| line.contains("<testcase")).map(str::to_owned).collect()
        };
        assert_eq!(names(&before), names(&after));
    }
}

#[test]
fn a_mended_finding_leaves_the_others_as_they_were() {
    let text = troubled();
    let before: HashSet<String> = fingerprints(&loaded("a.yaml", &text)).into_iter().collect();
    let after = fingerprints(&loaded("a.yaml", &text.replace("level: 8", "level: 3")));
    assert_eq!(after.len(), before.len() - 1);
    assert!(after.iter().all(|print| before.contains(print)));
}

#[test]
fn a_fingerprint_depends_on_the_place_and_not_on_the_value() {
    let text = troubled();
    let before = fingerprints(&loaded("a.yaml", &text));
    assert_eq!(before, fingerprints(&loaded("./a.yaml", &text.replace("level: 9", "level: 7"))));
    let other = fingerprints(&loaded("b.yaml", &text));
    assert!(before.iter().all(|print| !other.contains(print)));
}
