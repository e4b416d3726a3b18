//! The JSON Schemas against everything that they describe: shipped files, machine output, invalid fixtures.

use std::fs;
use std::path::{Path, PathBuf};

use equipoise::diagnostic::Code;
use equipoise::schema::Schema;
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::support::{call, equipoise, fixture, root};

pub fn validator(schema: Schema) -> Validator {
    let schema: Value = serde_json::from_str(schema.text()).unwrap();
    jsonschema::draft202012::options().should_validate_formats(true).build(&schema).unwrap()
}

/// YAML as JSON, read as the loaders read it: `yes` and `no` are text.
pub fn yaml(text: &str) -> Result<Value, String> {
    let options = serde_saphyr::options! { strict_booleans: true };
    serde_saphyr::from_str_with_options(text, options).map_err(|error| error.to_string())
}

/// What a schema finds wrong with a document.
pub fn faults(schema: Schema, document: &Value) -> Vec<String> {
    validator(schema)
        .iter_errors(document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

/// The schema of a document's `format`.
fn named(document: &Value) -> Option<Schema> {
    let format = document["format"].as_str()?.strip_prefix("equipoise/")?;
    Schema::from_id(format.split('@').next()?)
}

/// Every file below a folder that ends in one of these.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, endings));
        } else if endings.iter().any(|ending| path.extension().is_some_and(|found| found == *ending)) {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn schemas_are_schemas_and_printed_as_they_are() {
    for schema in Schema::ALL {
        let text: Value = serde_json::from_str(schema.text()).unwrap();
        let faults: Vec<String> = jsonschema::meta::validator_for(&text)
            .unwrap()
            .iter_errors(&text)
            .map(|e| e.to_string())
            .collect();
        assert!(faults.is_empty(), "{schema}: {faults:?}");
        assert_eq!(equipoise(&format!("questionnaire schema {schema}")).expect(0).stdout, schema.text());
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("schema.json");
        call(&["questionnaire", "schema", schema.id(), "-o", file.to_str().unwrap()]).expect(0);
        assert_eq!(fs::read_to_string(file).unwrap(), schema.text());
    }
    let done = equipoise("questionnaire schema anwsers").expect(2);
    assert!(done.stderr.contains("'answers'"), "{}", done.stderr);
}

#[test]
fn every_shipped_yaml_is_valid() {
    let mut seen = Vec::new();
    let folders = ["questionnaires", "examples", "tests/vectors", "tests/suite"];
    let mut all: Vec<PathBuf> =
        folders.iter().flat_map(|folder| files(&root().join(folder), &["yaml", "yml"])).collect();
    all.extend(["tiny.yaml", "tiny-answers.yaml"].map(fixture));
    all.push(root().join("src/questionnaire/skeleton.yaml"));
    for path in all {
        let document = yaml(&fs::read_to_string(&path).unwrap()).unwrap();
        // Workflows of continuous integration have no format of ours.
        let Some(schema) = named(&document) else {
            assert!(path.starts_with(root().join("examples/ci")), "{} has no format", path.display());
            continue;
        };
        let faults = faults(schema, &document);
        assert!(faults.is_empty(), "{}: {faults:#?}", path.display());
        seen.push(schema);
    }
    for schema in [Schema::Questionnaire, Schema::Answers, Schema::Policy, Schema::Targets] {
        assert!(seen.contains(&schema), "no {schema} is shipped");
    }
}

#[test]
fn every_result_and_explanation_is_valid() {
    let mut calls: Vec<String> = Vec::new();
    for entry in fs::read_dir(root().join("examples")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && path.file_name().unwrap() != "ci" {
            calls.push(format!("score examples/{}", path.file_name().unwrap().to_str().unwrap()));
        }
    }
    for path in files(&root().join("examples/marlow-freight"), &["yaml"]) {
        calls.push(format!("score {}", path.display()));
    }
    for folder in crate::vectors::folders() {
        calls.push(format!("score -q tests/vectors/mini.yaml {}", folder.display()));
    }
    calls.push("score -q tests/fixtures/tiny.yaml tests/fixtures/invalid/stale-settlement".into());
    for call in calls {
        let done = equipoise(&format!("{call} -f json")).run();
        if done.code != Some(0) {
            assert!(!call.contains("marlow") && !call.contains("vectors"), "{}", done.stderr);
            continue; // A folder of organizations.
        }
        let result: Value = serde_json::from_str(&done.stdout).unwrap();
        let found = faults(Schema::Result, &result);
        assert!(found.is_empty(), "{call}: {found:#?}");
    }
}

#[test]
fn every_explanation_is_valid() {
    let mini = "score -q tests/vectors/mini.yaml -f json tests/vectors";
    let of_mini = ["09-five-respondents", "11-implied-zero", "07-not-applicable"];
    let mut calls = Vec::new();
    for folder in of_mini {
        let result = equipoise(&format!("{mini}/{folder}")).expect(0).stdout;
        let result: Value = serde_json::from_str(&result).unwrap();
        let ids = |key: &str| -> Vec<String> {
            result[key].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
        };
        let whole = ["overall", "business", "culture.social", "social"].map(str::to_owned).to_vec();
        for what in [whole, ids("mechanisms"), ids("questions"), ids("outcomes")].concat() {
            calls.push(format!("{mini}/{folder} --explain {what}"));
        }
    }
    calls.push(
        "score -q tests/fixtures/tiny.yaml -f json tests/fixtures/invalid/stale-settlement --explain tech.a"
            .into(),
    );
    for call in calls {
        let document: Value = serde_json::from_str(&equipoise(&call).expect(0).stdout).unwrap();
        let found = faults(Schema::Explanation, &document);
        assert!(found.is_empty(), "{call}: {found:#?}");
    }
}

/// What the reading of YAML finds before there is a document to hold against a schema; of weights, the infinite one.
const BEFORE: [Code; 9] = [
    Code::InvalidWeight,
    Code::InvalidUtf8,
    Code::ControlCharacter,
    Code::Syntax,
    Code::SeveralDocuments,
    Code::Alias,
    Code::TooComplex,
    Code::DuplicateKey,
    Code::InvalidThreshold,
];

/// What a schema cannot say: it knows neither what other parts of a file hold, nor other files, nor how a number is
/// spelt.
const BEYOND: [(Code, &str); 38] = [
    (Code::DuplicateId, "ids within a list of objects"),
    (Code::IdPrefix, "the mechanism's id around the question (that of an outcome is checked)"),
    (Code::UnknownId, "ids elsewhere in the file"),
    (Code::InvalidLevel, "its fixture is 3.0, which JSON Schema takes for 3 (others are refused)"),
    (Code::RequiresLater, "the order of questions"),
    (Code::RequiresOutcome, "ids elsewhere in the file"),
    (Code::SameText, "other questions"),
    (Code::EmptyMeasure, "groups and themes elsewhere in the file"),
    (Code::UnknownQuestionnaire, "the questionnaire"),
    (Code::VersionMismatch, "the questionnaire"),
    (Code::OlderVersion, "the questionnaire"),
    (Code::DigestMismatch, "the questionnaire"),
    (Code::AnswerForm, "the questionnaire's question"),
    (Code::WithdrawnQuestion, "the questionnaire"),
    (Code::MixedOrganizations, "other files"),
    (Code::DuplicateRespondent, "other files"),
    (Code::UnnamedRespondents, "other files"),
    (Code::SeveralSettlements, "other files"),
    (Code::StaleSettlement, "other files"),
    (Code::InvisibleCharacter, "characters by their class"),
    (Code::UnaskedQuestion, "the questionnaire"),
    (Code::Contradiction, "the questionnaire"),
    (Code::UnsupportedClaim, "a warning on what is allowed"),
    (Code::Draft, "a warning on what is allowed"),
    (Code::FutureDate, "the day"),
    (Code::ScopeDispute, "other files"),
    (Code::MissingRole, "the answers beside the policy"),
    (Code::Unconfirmed, "the answers beside the policy"),
    (Code::BelowThreshold, "the answers beside the policy"),
    (Code::AboveLimit, "the answers beside the policy"),
    (Code::StaleAnswer, "the day"),
    (Code::AgingAnswer, "the day"),
    (Code::UndatedAnswer, "the policy beside the answers"),
    (Code::WeakEvidence, "the policy beside the answers"),
    (Code::Regressed, "the baseline"),
    (Code::NoBaseline, "the baseline"),
    (Code::ExpiredWaiver, "the day"),
    (Code::UnusedWaiver, "the findings"),
];

#[test]
fn every_invalid_fixture_is_refused_where_a_schema_can() {
    for code in Code::ALL {
        let (file, folder) = (fixture(&format!("invalid/{code}.yaml")), fixture(&format!("invalid/{code}")));
        let paths = if file.exists() { vec![file] } else { files(&folder, &["yaml"]) };
        let mut found = Vec::new();
        for path in paths.iter().filter(|_| !BEFORE.contains(&code)) {
            let document = yaml(&fs::read_to_string(path).unwrap()).unwrap_or_else(|e| panic!("{code}: {e}"));
            found.extend(faults(named(&document).unwrap_or(Schema::Answers), &document));
        }
        let beyond = BEFORE.contains(&code) || BEYOND.iter().any(|(beyond, _)| *beyond == code);
        assert_eq!(found.is_empty(), beyond, "{code}: {found:#?}");
    }
}

/// A document with one value put in another's place; null takes the key away.
fn with(document: &Value, place: &str, value: &Value) -> Value {
    let mut document = document.clone();
    let (parent, key) = place.rsplit_once('/').unwrap();
    match document.pointer_mut(parent).unwrap() {
        Value::Object(entries) if value.is_null() => {
            entries.remove(key);
        }
        Value::Object(entries) => {
            entries.insert(key.to_owned(), value.clone());
        }
        Value::Array(items) => items[key.parse::<usize>().unwrap()] = value.clone(),
        _ => panic!("{place}"),
    }
    document
}

fn refuses(schema: Schema, document: &Value, wrong: &[(&str, Value)]) {
    assert_eq!(faults(schema, document), Vec::<String>::new());
    for (place, value) in wrong {
        assert!(!faults(schema, &with(document, place, value)).is_empty(), "{schema} takes {place}: {value}");
    }
}

fn takes(schema: Schema, document: &Value, right: &[(&str, Value)]) {
    for (place, value) in right {
        let found = faults(schema, &with(document, place, value));
        assert!(found.is_empty(), "{schema} refuses {place}: {value}: {found:#?}");
    }
}

#[test]
fn answers_are_held_to_their_forms() {
    let document = yaml(&fs::read_to_string(fixture("tiny-answers.yaml")).unwrap()).unwrap();
    let answer = "/answers/tech.a";
    refuses(
        Schema::Answers,
        &document,
        &[
            (answer, json!(6)),
            (answer, json!(-1)),
            (answer, json!(2.5)),
            (answer, json!(true)),
            (answer, json!("three")),
            (answer, json!("3")),
            (answer, json!("not-applicable")),
            (answer, json!([3])),
            (answer, json!({"level": "not-applicable"})),
            (answer, json!({"level": "not-applicable", "note": " "})),
            (answer, json!({"fit": "not-applicable"})),
            (answer, json!({"level": 3, "fit": "unknown"})),
            (answer, json!({"level": 3, "evidence": "proven"})),
            (answer, json!({"level": 3, "as_of": "21 November"})),
            (answer, json!({"level": 3, "as_of": "2026-02-30"})),
            (answer, json!({"level": 3, "notes": "x"})),
            (answer, json!({"fit": {"organization": 3}})),
            (answer, json!({"fit": {"organization": 3, "security": 6}})),
            ("/answers/Tech", json!(3)),
            ("/respondent/role", Value::Null),
            ("/respondent/age", json!(50)),
            ("/status", json!("done")),
            ("/started", json!("2026-11-21")),
            ("/questionnaire/version", json!("1.2")),
        ],
    );
    takes(
        Schema::Answers,
        &document,
        &[
            (answer, json!(0)),
            (answer, json!("unknown")),
            (answer, json!({"note": "not asked yet"})),
            (answer, json!({"level": null, "fit": null})),
            (answer, json!({"level": "not-applicable", "note": "no such site"})),
            (answer, json!({"fit": "not-applicable", "note": "no such site"})),
            (answer, json!({"level": 5, "evidence": "verified", "artifacts": ["x"], "as_of": "2026-11-21"})),
            ("/started", json!("2026-11-21T10:00:00.5+02:00")),
            ("/scope", json!("quick")),
        ],
    );
}

#[test]
fn questionnaires_are_held_to_their_rules() {
    let document = yaml(&fs::read_to_string(fixture("tiny.yaml")).unwrap()).unwrap();
    let question = "/mechanisms/0/questions/1";
    let outcome = json!({"id": "business.o", "objective": "business", "ask": "O?"});
    let outcomes = |key: &str, value: Value| json!([with(&outcome, &format!("/{key}"), &value)]);
    let at = |key: &str| format!("{question}/{key}");
    refuses(
        Schema::Questionnaire,
        &document,
        &[
            (&at("weight"), json!(0)),
            (&at("weight"), json!("heavy")),
            (&at("effort"), json!(0)),
            (&at("quick"), json!("yes")),
            (&at("id"), json!("tech")),
            (&at("levels"), json!(["a", "b"])),
            (&at("requires"), json!({"question": "tech.a", "level": 0})),
            (&at("objectives"), json!({"money": 2})),
            ("/kinds", json!({"technical": {"weight": -1}})),
            ("/guidelines/0/measure", json!("strongest")),
            ("/guidelines/0/measure", json!({"kind": "technical", "theme": "x"})),
            ("/guidelines/0/measure", json!({})),
            ("/outcomes", outcomes("id", json!("culture.o"))),
            ("/outcomes", outcomes("type", json!("fit"))),
            ("/outcomes", outcomes("poles", json!(["a", "b"]))),
            ("/outcomes", outcomes("requires", json!({"question": "tech.a", "level": 1}))),
            ("/outcomes", outcomes("effort", json!(2))),
        ],
    );
    takes(
        Schema::Questionnaire,
        &document,
        &[
            ("/outcomes", json!([outcome])),
            ("/kinds", json!({"social": {"weight": 0.5}})),
            ("/guidelines/0/measure", json!({"groups": ["x"]})),
            ("/mechanisms/0/references", json!({"cis-v8": [8, 8.1, "x"]})),
            ("/version", json!("1.0.0-rc.1+build.5")),
        ],
    );
}

#[test]
fn policies_are_held_to_their_keys() {
    let document = yaml(
        "format: equipoise/policy@1
use: value
require:
  roles: [ceo, cio, ciso, it-manager, hr, legal]
  confirmed: true
  completeness: 0.9
  strength: 0.5
  objectives: {compliance: 0.6}
  observed: {culture: 0.5}
  kinds: {social: 0.4}
  cells: {business.integration: 0.5}
  mechanisms: {internal-audit: 3}
freshness: {max_age: 180d, warn_before: 14d}
evidence: [{from: 3, grade: documented}, {from: 5, grade: verified}]
limits: {not_applicable: 0.1, unknown: 0.2, perception_gap: 2}
no_regression: {tolerance: 0.02}
waivers: [{finding: below-threshold, target: kinds.social, reason: Merger., approver: CISO, expires: 2027-03-31}]
",
    )
    .unwrap();
    refuses(
        Schema::Policy,
        &document,
        &[
            ("/format", json!("equipoise/policy@2")),
            ("/use", json!("high")),
            ("/require/strength", json!(50)),
            ("/require/balance", json!(0.5)),
            ("/require/confirmed", json!("yes")),
            ("/require/kinds", json!({"techncal": 0.5})),
            ("/require/cells", json!({"business": 0.5})),
            ("/require/cells", json!({"social.business": 0.5})),
            ("/require/mechanisms", json!({"internal-audit": 6})),
            ("/freshness/max_age", json!(180)),
            ("/freshness/max_age", json!("half a year")),
            ("/evidence/0/from", json!(6)),
            ("/evidence/0/from", json!(0)),
            ("/no_regression", json!({})),
            ("/evidence/0/grade", json!("proven")),
            ("/limits/unknown", json!(1.5)),
            ("/no_regression/tolerance", json!(-0.1)),
            ("/waivers/0/expires", json!("2027-02-30")),
            ("/waivers/0/approver", Value::Null),
            ("/waivers/0/reason", json!("")),
            ("/wavers", json!([])),
        ],
    );
}

#[test]
fn settlements_and_targets_are_held_to_their_forms() {
    let settlement = yaml(
        "format: equipoise/settlement@1
questionnaire: {id: kayworth-whitten, version: 1.0.0}
organization: Petro 1
settled_on: 2026-12-01
answers: [{role: ceo, digest: \"sha256:0000000000000000000000000000000000000000000000000000000000000000\"}]
settlements:
  steering-committee.membership: {level: 2, evidence: documented, reason: The minutes., dissent: [ceo]}
  internal-audit.plan: {open: true, reason: To be looked up by the audit head., dissent: []}
  culture.default-access: {fit: {organization: 1, security: 4}, reason: Seen by all.}
",
    )
    .unwrap();
    let one = "/settlements/steering-committee.membership";
    refuses(
        Schema::Settlement,
        &settlement,
        &[
            (one, json!({"level": 2})),
            (one, json!({"level": "unknown", "reason": "x"})),
            (one, json!({"level": 2, "open": true, "reason": "x"})),
            (one, json!({"open": false, "reason": "x"})),
            (one, json!({"reason": "x"})),
            ("/settled_on", json!("2026-13-01")),
            ("/answers/0/digest", json!("sha256:0")),
        ],
    );
    let targets = yaml(
        "format: equipoise/targets@1
questionnaire: {id: kayworth-whitten, version: 1.0.0}
targets:
  internal-audit: {level: 3, reason: The regulator asks for retests., owner: Head of audit}
",
    )
    .unwrap();
    refuses(
        Schema::Targets,
        &targets,
        &[
            ("/targets/internal-audit", json!({"reason": "x"})),
            ("/targets/internal-audit/level", json!(6)),
            ("/targets/internal-audit/reason", Value::Null),
            ("/targets/internal-audit/owner", json!(" ")),
            ("/targets/Internal Audit", json!({"level": 3})),
        ],
    );
}
