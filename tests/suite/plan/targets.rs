//! Targets files: what is refused and how, and targets beside levels.

use std::fs;
use std::path::PathBuf;

use equipoise::answers::Answer;
use equipoise::assessment::plan::{AimState, End, Request, plan};
use equipoise::framework::{Evidence, Kind};
use equipoise::schema::Schema;
use equipoise::targets::{Target, Targets};
use serde_json::Value;

use super::{asked, level, small};
use crate::schemas::{faults, yaml};
use crate::support::{Done, call, equipoise};
use crate::worlds::Machinery;

const SCORE: &str = "score examples/marlow-freight --targets examples/marlow-freight-targets.yaml";

const SOUND: &str = "format: equipoise/targets@1
questionnaire: {id: mini, version: 1.0.0}
targets:
  t1: {level: 3, reason: The regulator asks for it., owner: Head of audit}
  o1: {level: 2.5, reason: Customers ask for it., owner: Head of sales}
";

struct Case {
    folder: tempfile::TempDir,
}

impl Case {
    fn new(text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("aims.yaml"), text).unwrap();
        Self { folder }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("aims.yaml")
    }

    fn run(&self, command: &str, vector: &str, more: &[&str]) -> Done {
        let (path, answers) = (self.path(), format!("tests/vectors/{vector}"));
        let fixed = [command, "-q", "tests/vectors/mini.yaml", &answers, "--targets", path.to_str().unwrap()];
        call(&[&fixed[..], more].concat()).run()
    }
}

#[test]
fn what_makes_no_sense_is_told_with_its_place() {
    for (old, new, code, said) in [
        ("level: 3,", "level: 6,", "invalid-threshold", "expected a level from 0 to 5"),
        ("level: 3,", "level: high,", "invalid-threshold", "expected a level from 0 to 5"),
        ("level: 3,", "level: .nan,", "invalid-threshold", "expected a level from 0 to 5"),
        ("level: 3, ", "", "missing-key", "`level`"),
        (", owner: Head of audit", "", "missing-key", "`owner`"),
        ("reason: The regulator asks for it.", "reason: ''", "empty-text", "`reason` is blank"),
        ("owner: Head of audit", "owner: Head of audit, until: 2027", "unknown-key", "no key `until`"),
        ("  t1:", "  t11:", "unknown-id", "did you mean `t1`?"),
        ("  o1:", "  t1:", "duplicate-key", "first here"),
        ("id: mini", "id: minni", "unknown-questionnaire", "expected `mini`"),
        ("version: 1.0.0", "version: 2.0.0", "version-mismatch", "expected a version from 1.0.0 to 1.0.0"),
        ("version: 1.0.0", "version: one", "invalid-version", "such as 1.0.0"),
        ("targets@1", "target@1", "wrong-format", "expected `equipoise/targets@1`"),
        ("questionnaire: {id: mini, version: 1.0.0}\n", "", "missing-key", "`questionnaire`"),
    ] {
        assert!(SOUND.contains(old), "{old}");
        let case = Case::new(&SOUND.replacen(old, new, 1));
        for command in ["plan", "score"] {
            let done = case.run(command, "09-five-respondents", &[]);
            assert_eq!(done.code, Some(3), "{new}: {}", done.stderr);
            assert!(done.stdout.is_empty());
            assert!(done.stderr.contains(&format!("error[{code}]")), "{new}: {}", done.stderr);
            assert!(
                done.stderr.contains(said) && done.stderr.contains("aims.yaml:"),
                "{new}: {}",
                done.stderr
            );
        }
    }
    let missing = equipoise("plan examples/marlow-freight --targets no-such.yaml").expect(3);
    assert!(missing.stderr.contains("no-such.yaml"), "{}", missing.stderr);
    equipoise(&format!("{SCORE} --explain social")).expect(2);
}

#[test]
fn every_problem_is_told_at_once_and_the_schema_finds_the_same() {
    let text = SOUND.replace("level: 3,", "level: 7,").replace("owner: Head of sales", "boss: x");
    let done = Case::new(&text).run("plan", "09-five-respondents", &[]);
    for code in ["invalid-threshold", "missing-key", "unknown-key"] {
        assert!(done.stderr.contains(&format!("[{code}]")), "{}", done.stderr);
    }
    assert_eq!(faults(Schema::Targets, &yaml(&text).unwrap()).len(), 3);
    assert!(faults(Schema::Targets, &yaml(SOUND).unwrap()).is_empty());
}

#[test]
fn a_changed_meaning_is_a_warning() {
    let digest = "0".repeat(64);
    let text = SOUND.replace("1.0.0}", &format!("1.0.0, digest: \"sha256:{digest}\"}}"));
    let done = Case::new(&text).run("plan", "09-five-respondents", &["-f", "json"]);
    assert_eq!(done.code, Some(0));
    assert!(done.stderr.contains("warning[digest-mismatch]"), "{}", done.stderr);
}

#[test]
fn no_targets_are_no_gap_to_close() {
    let text = SOUND.split("  t1:").next().unwrap();
    let done = Case::new(text).run("plan", "09-five-respondents", &[]);
    assert_eq!(done.code, Some(0), "{}", done.stderr);
    assert!(done.stdout.contains("No mechanism has a target"), "{}", done.stdout);
}

/// State and level after of each target.
fn aims(done: &Done) -> Vec<(String, String, Option<f64>)> {
    let json: Value = serde_json::from_str(&done.stdout).unwrap_or_else(|_| panic!("{}", done.stderr));
    assert!(faults(Schema::Plan, &json).is_empty());
    let one = |aim: &Value| {
        let text = |key: &str| aim[key].as_str().unwrap().to_owned();
        (text("mechanism"), text("state"), aim["level_after"].as_f64())
    };
    json["targets"].as_array().unwrap().iter().map(one).collect()
}

#[test]
fn every_target_has_its_end() {
    let all = SOUND.to_owned()
        + "  t2: {level: 1, reason: x, owner: y}\n  s1: {level: 5, reason: x, owner: y}\n  \
           s2: {level: 4, reason: x, owner: y}\n";
    for (vector, expected) in [
        ("01-all-five", ["met", "met", "met", "met", "met"]),
        ("02-all-zero", ["reached", "reached", "reached", "reached", "reached"]),
        ("05-unknown", ["met", "met", "reached", "reached", "short"]),
        ("14-quick", ["met", "not-asked", "met", "not-asked", "reached"]),
    ] {
        let done = Case::new(&all).run("plan", vector, &["-f", "json"]);
        let found: Vec<String> = aims(&done).into_iter().map(|(_, state, _)| state).collect();
        assert_eq!(found, expected, "{vector}");
    }
    let unknown = Case::new(&all).run("plan", "05-unknown", &[]).stdout;
    assert!(unknown.contains("nobody knows where it stands: b"), "{unknown}");
    assert!(
        unknown.contains("Of 5 targets 2 are reached already and 2 by this plan; 1 is not."),
        "{unknown}"
    );
    assert!(unknown.contains("Nothing else brings the targets nearer"), "{unknown}");
}

#[test]
fn a_mechanism_without_a_level_is_not_held_against_its_target() {
    let mut world = small(&[(0, [level(1), level(1), level(3), level(3)])]);
    let questions = [4, 5, 6].map(|key| asked(key, 1, None)).to_vec();
    world.mechanisms.push(Machinery { kind: Kind::Social, weight: 1.0, questions });
    let states = |answers: [Option<Answer>; 3]| {
        let mut world = world.clone();
        world.respondents[0].said.extend(answers.map(|answer| (answer, Evidence::Asserted)));
        let (questionnaire, assessment) = world.assessed();
        let target = |mechanism| Target { mechanism, level: 2.0, reason: "x".into(), owner: "y".into() };
        let targets = Targets { all: vec![target(0), target(3)] };
        let plan =
            plan(&questionnaire, &assessment, &Request { targets: Some(&targets), ..Request::default() });
        assert!(plan.steps.iter().all(|step| step.question < 2), "{plan:#?}");
        let ends: Vec<AimState> = plan.aims.unwrap().iter().map(|aim| aim.state).collect();
        assert_eq!((ends[0], plan.end), (AimState::Reached, End::Exhausted));
        ends[1]
    };
    assert_eq!(states([level(1), None, None]), AimState::NoValue);
    assert_eq!(states([Some(Answer::NotApplicable); 3]), AimState::NotApplicable);
}

#[test]
fn score_shows_targets_beside_levels() {
    let terminal = equipoise(SCORE).expect(0).stdout;
    assert!(terminal.contains("6 of 7 mechanisms with a target stand below it."), "{terminal}");
    assert!(terminal.contains("1.3 of 3.0") && terminal.contains("·|·"), "{terminal}");
    let section = terminal.split("\nMechanisms, as levels\n").nth(1).unwrap();
    insta::assert_snapshot!("score", section.split("\nBest next step").next().unwrap());
    let json: Value = serde_json::from_str(&equipoise(&format!("{SCORE} -f json")).expect(0).stdout).unwrap();
    assert!(faults(Schema::Result, &json).is_empty());
    let mechanisms = json["mechanisms"].as_array().unwrap();
    let target = |id: &str| &mechanisms.iter().find(|one| one["id"] == id).unwrap()["target"];
    assert_eq!((target("incident-response"), target("informal-networks")), (&Value::from(3.0), &Value::Null));
    let mut without = json.clone();
    for mechanism in without["mechanisms"].as_array_mut().unwrap() {
        mechanism["target"] = Value::Null;
    }
    let plain = equipoise("score examples/marlow-freight -f json").expect(0).stdout;
    assert_eq!(without, serde_json::from_str::<Value>(&plain).unwrap(), "targets change no other number");
}

#[test]
fn targets_among_answers_are_passed_over_with_a_word() {
    let case = Case::new(SOUND);
    let answers = "tests/vectors/09-five-respondents";
    for entry in fs::read_dir(crate::support::root().join(answers)).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "yaml") {
            fs::copy(&path, case.folder.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    let folder = case.folder.path().to_str().unwrap();
    let path = case.path();
    let arguments = ["plan", "-q", "tests/vectors/mini.yaml", folder, "--targets", path.to_str().unwrap()];
    let done = call(&arguments).expect(0);
    assert_eq!(done.stdout, case.run("plan", "09-five-respondents", &[]).stdout);
    // A result never takes the place of the targets.
    let done = call(&[&arguments[..], &["-o", path.to_str().unwrap()]].concat()).expect(2);
    assert!(done.stderr.contains("was left as it is"), "{}", done.stderr);
}

#[test]
fn every_format_shows_targets_beside_levels() {
    let folder = tempfile::tempdir().unwrap();
    let targets = "examples/marlow-freight-targets.yaml";
    let drawn = |format: &str| {
        let call = format!("score examples/marlow-freight --targets {targets} -f {format}");
        equipoise(&call).expect(0).stdout
    };
    assert!(drawn("terminal").contains("1.3 of 3.0"));
    assert!(drawn("markdown").contains("target 3.0, 1.7 below"));
    assert!(drawn("html").contains("target 3.0, 1.7 below"));
    let line = "mechanism,incident-response,,technical,incident-response,,target,3.0\r";
    assert!(drawn("csv").lines().any(|row| format!("{row}\r").ends_with(line)), "{}", drawn("csv"));
    let json: serde_json::Value = serde_json::from_str(&drawn("json")).unwrap();
    let mechanisms = json["mechanisms"].as_array().unwrap();
    let incident = mechanisms.iter().find(|one| one["id"] == "incident-response").unwrap();
    assert_eq!(incident["target"], 3.0);
    let book = folder.path().join("book.xlsx");
    let call = format!("score examples/marlow-freight --targets {targets} -f xlsx -o {}", book.display());
    equipoise(&call).expect(0);
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(&book).unwrap();
    let sheet = calamine::Reader::worksheet_range(&mut book, "Mechanisms").unwrap();
    let column = sheet.rows().next().unwrap().iter().position(|cell| *cell == "Target").unwrap();
    let row = sheet.rows().find(|row| row[0] == "Incident response").unwrap();
    assert_eq!(row[column], calamine::Data::Float(3.0));
}

#[test]
fn a_key_that_stands_twice_hides_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("targets.yaml");
    let target = "{level: 3, reason: a, owner: b}";
    let text = format!(
        "format: equipoise/targets@1\nquestionnaire: {{id: kayworth-whitten, version: 1.0.0}}\ntargets:\n  \
         internal-audit: {target}\n  internal-audit: {target}\n  no-such: {target}\n"
    );
    fs::write(&file, text).unwrap();
    let done = call(&["plan", "examples/marlow-freight", "--targets", file.to_str().unwrap()]).expect(3);
    assert!(done.stderr.contains("duplicate-key") && done.stderr.contains("unknown-id"), "{}", done.stderr);
}

#[test]
fn a_target_that_too_little_is_answered_for_says_what_to_ask_whom() {
    let arguments =
        "plan examples/portfolio/patient-transport --targets examples/marlow-freight-targets.yaml";
    let shown = equipoise(arguments).expect(0).stdout;
    let flat = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("too little is answered"), "{shown}");
    assert!(flat.contains("nobody has answered it: ") && flat.contains(" could know"), "{shown}");
    let text = equipoise(&format!("{arguments} -f json")).expect(0).stdout;
    let document: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(faults(Schema::Plan, &document), Vec::<String>::new());
    for aim in document["targets"].as_array().unwrap().iter().filter(|aim| aim["state"] == "no-value") {
        let held = aim["in_the_way"].as_array().unwrap();
        assert!(!held.is_empty(), "{aim}");
        assert!(held.iter().all(|one| one["by"] == "unanswered" || one["by"] == "unknown"), "{aim}");
    }
}

#[test]
fn a_file_without_targets_is_said_to_have_none() {
    let case =
        Case::new("format: equipoise/targets@1\nquestionnaire: {id: mini, version: 1.0.0}\ntargets: {}\n");
    let done = case.run("plan", "04-mixed", &[]);
    let flat = done.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("There are no targets"), "{flat}{}", done.stderr);
    assert!(!flat.contains("stands in the way"), "{flat}");
}

#[test]
fn a_level_and_its_target_stand_on_their_own_sides_of_each_other() {
    let levels = equipoise("score examples/marlow-freight -f json").expect(0).stdout;
    let document: Value = serde_json::from_str(&levels).unwrap();
    let mechanism = document["mechanisms"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["level"].as_f64().is_some_and(|level| (level * 100.0) % 10.0 > 5.5 && level > 1.0))
        .unwrap();
    let (id, level) = (mechanism["id"].as_str().unwrap(), mechanism["level"].as_f64().unwrap());
    let target = (level * 10.0).ceil() / 10.0;
    let case = Case::new(&format!(
        "format: equipoise/targets@1\nquestionnaire: {{id: kayworth-whitten, version: 1.0.0}}\ntargets:\n  {id}: \
         {{level: {target}, reason: Asked for., owner: Head}}\n"
    ));
    let path = case.path().display().to_string();
    let shown =
        call(&["plan", "examples/marlow-freight", "--targets", &path, "--steps", "1", "-f", "markdown"]);
    let shown = shown.expect(0).stdout;
    let row = shown.lines().find(|line| line.contains("Asked for")).unwrap();
    let floor = (level * 10.0).floor() / 10.0;
    assert!(row.contains(&format!("| {floor:.1} | {target:.1} |")), "{level}: {row}");
    let score = call(&["score", "examples/marlow-freight", "--targets", &path]).expect(0).stdout;
    assert!(score.contains(&format!("{floor:.1} of {target:.1}")), "{level}: {score}");
}
