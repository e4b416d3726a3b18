//! The fuzz targets over their seeds and some mutations of them, so that they cannot rot between two times that
//! somebody fuzzes.

use std::fs;
use std::panic::catch_unwind;

use serde_json::Value;

use crate::support::root;

#[path = "../../fuzz/src/targets/mod.rs"]
pub mod targets;

/// Mutations of each seed.
const ROUNDS: u32 = 2;

/// Runs a target over its seeds and mutations of them; what it stumbles over is shown.
fn drive(name: &str) {
    let (_, run) = targets::ALL.into_iter().find(|(own, _)| *own == name).unwrap();
    let seeds = targets::seeds(root(), name);
    assert!(seeds.len() > 5, "{name} has {} seeds", seeds.len());
    for (number, seed) in (0_u32..).zip(&seeds) {
        let mutations = (0..ROUNDS).map(|round| targets::mutated(seed, number * ROUNDS + round));
        for input in std::iter::once(seed.clone()).chain(mutations) {
            let done = catch_unwind(|| run(&input));
            assert!(done.is_ok(), "{name} fails over:\n{}", String::from_utf8_lossy(&input));
        }
    }
}

#[test]
fn answers_keep_their_promises() {
    drive("answers");
}

#[test]
fn checks_keep_their_promises() {
    drive("check");
}

#[test]
fn questionnaires_keep_their_promises() {
    drive("questionnaire");
}

#[test]
fn settlements_policies_and_targets_keep_their_promises() {
    drive("companions");
}

#[test]
fn the_dictionary_has_every_key_of_the_formats() {
    fn keys(schema: &Value, found: &mut Vec<String>) {
        match schema {
            Value::Object(entries) => {
                let own = entries.get("properties").and_then(Value::as_object);
                found.extend(own.into_iter().flat_map(|own| own.keys().cloned()));
                entries.values().for_each(|entry| keys(entry, found));
            }
            Value::Array(items) => items.iter().for_each(|item| keys(item, found)),
            _ => {}
        }
    }
    let dictionary = fs::read_to_string(root().join("fuzz/formats.dict")).unwrap();
    let mut found = Vec::new();
    for format in ["answers", "settlement", "questionnaire", "policy", "targets"] {
        let schema = fs::read_to_string(root().join(format!("src/schema/{format}.json"))).unwrap();
        keys(&serde_json::from_str(&schema).unwrap(), &mut found);
    }
    assert!(found.len() > 50);
    for key in found {
        assert!(dictionary.contains(&format!("\"{key}: \"\n")), "{key}");
    }
}
