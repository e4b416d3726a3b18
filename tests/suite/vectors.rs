//! The arithmetic against worked vectors: a miniature questionnaire, fourteen folders of answers, and every number
//! that scoring has to find in them, computed independently of this program.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use equipoise::answers::Answers;
use equipoise::answers::gather::{Gathered, gather};
use equipoise::assessment;
use equipoise::questionnaire::{self, Catalog};
use equipoise::source::Source;
use serde_json::Value;

use crate::rendering::rendered;

/// Six decimals, and a little for the rounding of either side.
pub const CLOSE: f64 = 2e-6;

fn vectors() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors")
}

/// The folders, each a vector.
pub fn folders() -> Vec<PathBuf> {
    let entries = fs::read_dir(vectors()).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.join("expected.json").exists()).collect();
    folders.sort();
    folders
}

/// The answers of a folder, loaded against the miniature questionnaire.
pub fn gathered(folder: &Path) -> Gathered {
    let source = Arc::new(Source::read(&vectors().join("mini.yaml")).unwrap());
    let questionnaire = questionnaire::load::load(&source).unwrap().value;
    gather(&[folder.to_owned()], &Catalog::of(Arc::new(questionnaire))).unwrap()
}

/// Where `found` lacks a key of `expected` or holds something else there, numbers being compared to `close`; what is
/// found beside it is not judged.
pub fn differences(expected: &Value, found: &Value, close: f64) -> Vec<String> {
    let mut problems = Vec::new();
    compare("", expected, found, close, &mut problems);
    problems
}

fn compare(path: &str, expected: &Value, found: &Value, close: f64, problems: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            for (key, expected) in expected {
                let path = format!("{path}.{key}");
                match found.get(key) {
                    Some(found) => compare(&path, expected, found, close, problems),
                    None => problems.push(format!("{path}: missing")),
                }
            }
        }
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            for (index, (expected, found)) in expected.iter().zip(found).enumerate() {
                compare(&format!("{path}[{index}]"), expected, found, close, problems);
            }
        }
        (Value::Number(expected), Value::Number(found))
            if (expected.as_f64().unwrap() - found.as_f64().unwrap()).abs() <= close => {}
        (expected, found) if expected == found => {}
        (expected, found) => problems.push(format!("{path}: expected {expected}, found {found}")),
    }
}

#[test]
fn every_number_of_every_vector() {
    let mut problems = Vec::new();
    let folders = folders();
    assert_eq!(folders.len(), 14);
    for folder in folders {
        let expected = fs::read_to_string(folder.join("expected.json")).unwrap();
        let expected: Value = serde_json::from_str(&expected).unwrap();
        let gathered = gathered(&folder);
        let respondents: Vec<&Answers> = gathered.files.iter().map(|file| &file.answers).collect();
        let assessment = assessment::assess(&gathered.questionnaire, &respondents, None);
        let found = rendered(&gathered.questionnaire, &assessment);
        let differences = differences(&expected, &found, CLOSE).into_iter();
        problems.extend(differences.map(|difference| format!("{}{difference}", folder.display())));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn the_comparison_finds_what_differs() {
    let expected: Value = serde_json::json!({"a": [1.0, {"b": null}], "c": "x"});
    let wrong = [
        serde_json::json!({"a": [1.00001, {"b": null}], "c": "x"}),
        serde_json::json!({"a": [1.0], "c": "x"}),
        serde_json::json!({"a": [1.0, {"b": 0.0}], "c": "x"}),
        serde_json::json!({"a": [1.0, {"b": null}]}),
    ];
    for found in wrong {
        assert_eq!(differences(&expected, &found, CLOSE).len(), 1, "{found}");
    }
}

#[test]
fn the_command_agrees_with_every_vector() {
    for folder in folders() {
        let expected = std::fs::read_to_string(folder.join("expected.json")).unwrap();
        let expected: Value = serde_json::from_str(&expected).unwrap();
        let arguments =
            ["score", "-q", "tests/vectors/mini.yaml", folder.to_str().unwrap(), "--format", "json"];
        let found: Value = serde_json::from_str(&crate::support::call(&arguments).expect(0).stdout).unwrap();
        let differences = differences(&expected, &found, CLOSE);
        assert!(differences.is_empty(), "{}: {differences:#?}", folder.display());
    }
}
