//! Reports: the JSON to the letter of its format, and what people see.

use std::path::{Path, PathBuf};

use equipoise::answers::gather::{Gathered, gather};
use equipoise::answers::{Answers, Settled, SettledValue, Settlement};
use equipoise::assessment::{Assessment, Target, assess, explain};
use equipoise::framework::{Evidence, Status};
use equipoise::questionnaire::{Catalog, Questionnaire};
use equipoise::report::terminal::{Extent, Options};
use equipoise::report::view::View;
use equipoise::report::{self, explain as explained, json, terminal};
use equipoise::text::is_hostile;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::vectors::{CLOSE, differences, folders, gathered};

/// Everything that a report is drawn from.
struct World {
    questionnaire: Questionnaire,
    answers: Vec<Answers>,
}

impl World {
    fn of(gathered: Gathered) -> Self {
        let answers = gathered.files.into_iter().map(|file| file.answers).collect();
        Self { questionnaire: Questionnaire::clone(&gathered.questionnaire), answers }
    }

    fn vector(name: &str) -> Self {
        let folder = folders().into_iter().find(|folder| folder.ends_with(name)).unwrap();
        Self::of(gathered(&folder))
    }

    /// The example organization, or one file of it.
    fn example(file: &str) -> Self {
        let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/marlow-freight").join(file);
        Self::of(gather(&[path], &Catalog::default()).unwrap())
    }

    fn answers(&self) -> Vec<&Answers> {
        self.answers.iter().collect()
    }

    fn assessment(&self) -> Assessment {
        assess(&self.questionnaire, &self.answers(), None)
    }

    fn json(&self) -> String {
        let mut bytes = Vec::new();
        let organization = &self.answers[0].organization;
        json::write(&mut bytes, &self.questionnaire, organization, &self.assessment()).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    fn terminal(&self, width: usize, colour: bool, detail: bool) -> String {
        let view = View::new(&self.questionnaire, &self.assessment(), &self.answers(), None);
        let extent = if detail { Extent::Detail } else { Extent::Whole };
        let mut bytes = Vec::new();
        terminal::write(&mut bytes, &view, Options { width, colour, extent }).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    fn explained(&self, what: &str, width: usize) -> String {
        let explanation = self.explanation(explained::target(&self.questionnaire, what).unwrap());
        let mut bytes = Vec::new();
        explained::write(&mut bytes, &self.questionnaire, &explanation, width, false).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    fn explanation(&self, target: Target) -> equipoise::assessment::Explanation {
        explain(&self.questionnaire, &self.answers(), None, &self.assessment(), target)
    }
}

/// The part before the first heading of the detail.
fn first_screen(report: &str) -> &str {
    report.split("\nWhat this number is").next().unwrap()
}

#[test]
fn every_key_of_every_vector_stands_in_the_json() {
    for folder in folders() {
        let expected = std::fs::read_to_string(folder.join("expected.json")).unwrap();
        let expected: Value = serde_json::from_str(&expected).unwrap();
        let found: Value = serde_json::from_str(&World::of(gathered(&folder)).json()).unwrap();
        let differences = differences(&expected, &found, CLOSE);
        assert!(differences.is_empty(), "{}: {differences:#?}", folder.display());
    }
}

/// The format as it is documented, one entry of each list; `[]` and `{}` where the keys are data or given elsewhere.
const FORMAT: &str = r#"{
  "format": "", "questionnaire": {"id": "", "version": "", "digest": ""}, "organization": "", "scope": "full",
  "respondents": [{"role": "", "side": "", "name": null, "answered": 0, "unknown": 0, "not_applicable": 0, "asked": 0}],
  "overall": {"coverage": 0, "strength": 0, "balance": 0, "effective_kinds": 0, "kind_gap": 0,
    "coverage_range": {"low": 0, "high": 0}, "strength_range": {"low": 0, "high": 0}, "completeness": 1.0, "known": 1.0,
    "spread": {"low": 0, "high": 0}, "evidenced": 0, "detectable_change": 0, "band": "", "balance_band": "",
    "sensitivity": {"technical_half": 0}},
  "objectives": [{"id": "", "coverage": 0, "strength": 0, "balance": 0, "coverage_range": {"low": 0, "high": 0},
    "strength_range": {"low": 0, "high": 0}, "completeness": 0,
    "cells": [{"kind": "", "coverage": 0, "range": {"low": 0, "high": 0}, "completeness": 0, "questions": 0}],
    "observed": {"value": 0, "range": {"low": 0, "high": 0}, "completeness": 0}}],
  "kinds": [{"id": "", "coverage": 0, "range": {"low": 0, "high": 0}, "completeness": 0}],
  "mechanisms": [{"id": "", "kind": "", "group": "", "coverage": 0, "level": 0, "target": null,
    "range": {"low": 0, "high": 0}, "completeness": 0}],
  "questions": [{"id": "", "state": "", "value": 0.6, "level": 3.0, "implied": false, "settled": false,
    "original": null, "evidence": "", "roles": {}}],
  "outcomes": [{"id": "", "objective": "", "type": "", "state": "", "value": 0.4, "level": null,
    "fit": {"organization": 1.0, "security": 4.0, "direction": 3.0}, "settled": false, "original": null,
    "roles": {}}],
  "alignment": {"agreement": 0, "mean_disagreement": 0, "mean_gap": 0, "mean_absolute_gap": 0, "alpha": 0,
    "questions": [{"id": "", "disagreement": 0, "range": 0, "gap": 0, "disputed": false}],
    "blind_spots": [{"question": "", "side": ""}],
    "within_roles": [{"question": "", "role": "", "low": 0, "high": 0}],
    "roles": [{"role": "", "unknown_rate": 0}], "pairs": [{"a": "", "b": "", "gap": 0, "questions": 0}]},
  "scope_disputes": [""], "contradictions": [], "guidelines": [{"id": "", "value": 0}],
  "priorities": [{"question": "", "from": 2.0, "to": 3.0, "gain": 0, "effort": 3, "gain_per_effort": 0, "disputed": false}],
  "find_out": []
}"#;

#[test]
fn keys_stand_in_the_order_of_the_format() {
    let found = keys(&World::vector("09-five-respondents").json());
    assert_eq!(found, keys(FORMAT));
}

/// Keys with those below them, in the order in which the text has them; the entries of a list are laid over each
/// other.
#[derive(Debug, Default, PartialEq)]
struct Keys(Vec<(String, Keys)>);

impl Keys {
    fn lay_over(&mut self, other: Keys) {
        for (key, below) in other.0 {
            match self.0.iter_mut().find(|(own, _)| *own == key) {
                Some((_, own)) => own.lay_over(below),
                None => self.0.push((key, below)),
            }
        }
    }
}

fn keys(json: &str) -> Keys {
    serde_json::from_str(json).unwrap()
}

impl<'de> Deserialize<'de> for Keys {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(KeysVisitor)
    }
}

struct KeysVisitor;

impl<'de> Visitor<'de> for KeysVisitor {
    type Value = Keys;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Keys, A::Error> {
        let mut keys = Keys::default();
        while let Some((key, below)) = map.next_entry::<String, Keys>()? {
            // Under `roles` of a question the keys are data.
            let data = key == "roles" && below.0.iter().all(|(_, below)| below.0.is_empty());
            let below = if data { Keys::default() } else { below };
            keys.0.push((key, below));
        }
        Ok(keys)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Keys, A::Error> {
        let mut keys = Keys::default();
        while let Some(entry) = entries.next_element()? {
            keys.lay_over(entry);
        }
        Ok(keys)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Keys, E> {
        Ok(Keys::default())
    }

    fn visit_u64<E>(self, _: u64) -> Result<Keys, E> {
        Ok(Keys::default())
    }

    fn visit_f64<E>(self, _: f64) -> Result<Keys, E> {
        Ok(Keys::default())
    }

    fn visit_str<E>(self, _: &str) -> Result<Keys, E> {
        Ok(Keys::default())
    }

    fn visit_unit<E>(self) -> Result<Keys, E> {
        Ok(Keys::default())
    }
}

#[test]
fn role_values_stand_in_role_order() {
    let json = World::vector("09-five-respondents").json();
    let one = json.split("\"id\": \"o1.a\"").nth(1).unwrap().split('}').next().unwrap();
    let at = |role: &str| one.find(&format!("\"{role}\": ")).unwrap();
    assert!(at("ceo") < at("legal") && at("legal") < at("security") && at("security") < at("audit"), "{one}");
}

#[test]
fn the_same_input_in_any_order_gives_the_same_bytes() {
    let mut world = World::example("");
    let (json, drawn) = (world.json(), world.terminal(80, true, true));
    world.answers.reverse();
    assert_eq!(world.json(), json);
    assert_eq!(world.terminal(80, true, true), drawn);
    assert!(json.ends_with("}\n") && !json.contains("-0.0,"), "{json}");
}

#[test]
fn the_first_screen_fits_a_terminal_of_80_by_24() {
    let worlds = folders().iter().map(|folder| World::of(gathered(folder))).collect::<Vec<_>>();
    let examples = ["", "ciso.yaml", "hr.yaml", "legal.yaml"].map(World::example);
    for world in worlds.iter().chain(&examples) {
        let drawn = world.terminal(80, false, false);
        let lines = first_screen(&drawn).lines().count();
        assert!(lines < 24, "{lines} lines\n{drawn}");
    }
}

#[test]
fn no_line_is_wider_than_the_terminal_or_a_hundred_columns() {
    let worlds = folders().iter().map(|folder| World::of(gathered(folder))).collect::<Vec<_>>();
    for world in worlds.iter().chain(&[World::example(""), hostile()]) {
        for width in [60, 80, 200] {
            let drawn = world.terminal(width, false, true);
            let wide: Vec<&str> = drawn.lines().filter(|line| line.width() > width.min(100)).collect();
            assert!(wide.is_empty(), "{width}: {wide:#?}");
        }
    }
}

#[test]
fn colour_says_nothing_that_text_does_not() {
    for world in [World::example(""), World::vector("10-kind-unanswered")] {
        let mut coloured = world.terminal(80, true, true);
        assert!(coloured.contains("\u{1b}["));
        while let Some(start) = coloured.find("\u{1b}[") {
            let end = start + coloured[start..].find('m').unwrap();
            coloured.replace_range(start..=end, "");
        }
        let blanks = |text: &str| text.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
        assert_eq!(blanks(&coloured), blanks(&world.terminal(80, false, true)));
    }
}

/// Texts that would steer a terminal, and names without a place to break.
fn hostile() -> World {
    let steering = "\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}evil\u{200f}\r\nnext";
    let long = "x".repeat(300);
    let mut world = World::vector("09-five-respondents");
    for (index, answers) in world.answers.iter_mut().enumerate() {
        answers.organization = format!("{steering}{long}");
        answers.respondent.name = Some(format!("{steering} {index} 安全 {long}"));
        answers.interviewer = Some(steering.to_owned());
        answers.status = if index == 0 { Status::Confirmed } else { Status::Draft };
    }
    let questionnaire = &mut world.questionnaire;
    for text in [&mut questionnaire.title, &mut questionnaire.source, &mut questionnaire.summary] {
        text.push_str(steering);
    }
    for mechanism in &mut questionnaire.mechanisms {
        mechanism.name = format!("{steering}{long}");
        mechanism.purpose.push_str(steering);
        mechanism.references.push((steering.to_owned(), vec![steering.to_owned()]));
    }
    for question in &mut questionnaire.questions {
        question.ask = format!("{steering}{long}");
        question.statements = std::array::from_fn(|_| format!("{steering} and more"));
        question.probe = Some(steering.to_owned());
        question.evidence.push(steering.to_owned());
        if let equipoise::questionnaire::Place::Outcome { poles: Some(poles), .. } = &mut question.place {
            *poles = [format!("{steering}{long}"), steering.to_owned()];
        }
    }
    for guideline in &mut questionnaire.guidelines {
        guideline.title.push_str(steering);
    }
    world
}

#[test]
fn nothing_from_a_file_steers_a_terminal() {
    let world = hostile();
    let mut document = Vec::new();
    let whole = report::questionnaire::Part::Whole;
    report::questionnaire::write(&mut document, &world.questionnaire, whole, None, 80, false).unwrap();
    let drawn = [
        world.terminal(80, false, true),
        world.json(),
        world.explained("t1", 80),
        world.explained("t1.a", 80),
        world.explained("culture.style", 60),
        String::from_utf8(document).unwrap(),
    ];
    for text in drawn {
        assert!(!text.chars().any(is_hostile), "{text:?}");
    }
    let json: Value = serde_json::from_str(&world.json()).unwrap();
    assert_eq!(json["organization"], Value::from(world.answers[0].organization.as_str()));
}

#[test]
fn explanations_add_up_on_the_page_and_name_their_rules() {
    let world = World::example("");
    let overall = world.explained("overall", 80);
    assert!(overall.contains("the value above"), "{overall}");
    let thin = World::vector("10-kind-unanswered");
    assert!(
        thin.explained("social", 80).contains("No value: less than half"),
        "{}",
        thin.explained("social", 80)
    );
    assert!(thin.explained("overall", 80).contains("A part without a value"));
    let implied = World::vector("11-implied-zero");
    assert!(implied.explained("o1.b", 80).contains("implied by o1.a"), "{}", implied.explained("o1.b", 80));
}

#[test]
fn an_explanation_as_json_says_the_same() {
    let world = World::vector("09-five-respondents");
    for what in ["overall", "social", "business", "business.social", "t1", "t1.a", "culture.style"] {
        let explanation = world.explanation(explained::target(&world.questionnaire, what).unwrap());
        let mut bytes = Vec::new();
        explained::write_json(&mut bytes, &world.questionnaire, "Vector", &explanation).unwrap();
        let json: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(json["format"], "equipoise/explanation@1");
        assert_eq!(json["explanation"]["target"], what);
        let terms = json["explanation"]["terms"].as_array().unwrap();
        let sum: f64 = terms.iter().filter_map(|term| term["contribution"].as_f64()).sum();
        if terms.is_empty() {
            assert!(json["explanation"]["question"]["voices"].is_array());
        } else {
            let squared = json["explanation"]["formula"]["squared"] == true;
            let total = if squared { sum * sum } else { sum };
            assert!((total - json["explanation"]["value"].as_f64().unwrap()).abs() < 1e-5, "{what}");
        }
    }
}

#[test]
fn what_is_asked_about_is_found_or_the_nearest_named() {
    let world = World::example("");
    let target = |what: &str| explained::target(&world.questionnaire, what);
    assert_eq!(target("overall"), Ok(Target::Overall));
    assert!(matches!(target("business.social"), Ok(Target::Cell(..))));
    assert!(matches!(target("steering-committee"), Ok(Target::Mechanism(_))));
    assert!(matches!(target("culture.default-access"), Ok(Target::Question(_))));
    assert!(target("stering-committee").unwrap_err().contains("did you mean `steering-committee`?"));
    assert!(target("\u{1b}[2J").unwrap_err().contains("expected overall"));
    let part = |id: &str| report::questionnaire::part(&world.questionnaire, id);
    assert_eq!(
        part("compliance"),
        Ok(report::questionnaire::Part::Outcomes(equipoise::framework::Objective::Compliance))
    );
    assert!(part("internal-audt").unwrap_err().contains("`internal-audit`"));
}

#[test]
fn a_role_is_shown_its_own_questions_only() {
    let world = World::example("");
    let shown = |role: Option<&str>| {
        let role = role.map(|role| world.questionnaire.role(role).unwrap());
        let mut bytes = Vec::new();
        let whole = report::questionnaire::Part::Whole;
        report::questionnaire::write(&mut bytes, &world.questionnaire, whole, role, 80, false).unwrap();
        String::from_utf8(bytes).unwrap()
    };
    let (all, hr) = (shown(None), shown(Some("hr")));
    for question in &world.questionnaire.questions {
        let role = world.questionnaire.role("hr").unwrap();
        let named = |text: &str| text.lines().any(|line| line == question.id);
        assert!(named(&all), "{}", question.id);
        assert_eq!(named(&hr), question.open_to(role), "{}", question.id);
    }
}

#[test]
fn what_a_workshop_settled_stands_beside_what_was_answered() {
    let world = World::vector("09-five-respondents");
    let question = world.questionnaire.question("s2.a").unwrap();
    let settled = Settled {
        value: Some(SettledValue::Level(4)),
        evidence: Evidence::Documented,
        reason: "The minutes\u{1b}[2J show it.".to_owned(),
        dissent: vec![0],
    };
    let settlement = Settlement {
        questionnaire: world.answers[0].questionnaire.clone(),
        organization: world.answers[0].organization.clone(),
        settled_on: "2026-12-01".parse().unwrap(),
        answers: Vec::new(),
        settled: vec![(question, settled)],
    };
    let assessment = assess(&world.questionnaire, &world.answers(), Some(&settlement));
    let view = View::new(&world.questionnaire, &assessment, &world.answers(), Some(&settlement));
    assert_eq!(view.settled.title, "Settled in a workshop on 1 December 2026");
    assert_eq!(view.settled.rows.len(), 1);
    let row = &view.settled.rows[0];
    assert_eq!(row.shift, "before level 2.0, settled at level 4.0 (2.0 levels up)");
    assert_eq!(row.dissent, "CEO sees it differently still");
    assert_eq!(
        (row.evidence.as_str(), row.reason.as_str()),
        ("documented", "“The minutes\u{fffd}[2J show it.”")
    );
    assert!(view.steps.settle_first.iter().all(|open| open.id != "s2.a"), "{:?}", view.steps.settle_first);
    let target = Target::Question(question);
    let explanation = explain(&world.questionnaire, &world.answers(), Some(&settlement), &assessment, target);
    let mut bytes = Vec::new();
    explained::write(&mut bytes, &world.questionnaire, &explanation, 80, false).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("settled:   level 4, documented") && text.contains("dissent:   CEO"), "{text}");
    assert!(!text.chars().any(is_hostile));
    let mut bytes = Vec::new();
    json::write(&mut bytes, &world.questionnaire, "Vector", &assessment).unwrap();
    let json: Value = serde_json::from_slice(&bytes).unwrap();
    let settled = json["questions"].as_array().unwrap().iter().find(|one| one["id"] == "s2.a").unwrap();
    assert_eq!(settled["original"], serde_json::json!({"state": "known", "level": 2.0, "fit": null}));
    assert_eq!((&settled["settled"], &settled["evidence"]), (&Value::from(true), &Value::from("documented")));
}

/// What a workshop agreed on, left open, and confirmed is told whole; in an anonymous edition without people's words.
#[test]
fn score_tells_what_a_workshop_did_and_why() {
    let folder = tempfile::tempdir().unwrap();
    for role in ["ceo", "cio", "ciso", "hr", "it-manager", "legal"] {
        let name = format!("{role}.yaml");
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/marlow-freight").join(&name);
        std::fs::copy(from, folder.path().join(name)).unwrap();
    }
    let settlement = "format: equipoise/settlement@1
questionnaire: {id: kayworth-whitten, version: 1.0.0}
organization: Marlow Freight
settled_on: 2026-12-01
answers: []
settlements:
  security-executive.planning-presence: {level: 1, evidence: documented, reason: The <b>minutes</b>, dissent: [ceo]}
  top-down-security.traceability: {level: 2, reason: As it was.}
  business.blocked-work: {open: true, reason: Nobody counted.}
";
    std::fs::write(folder.path().join("settlement.yaml"), settlement).unwrap();
    let path = folder.path().to_str().unwrap().to_owned();
    let drawn = |more: &[&str]| {
        let done = crate::support::call(&[&["score", path.as_str()], more].concat()).expect(0);
        done.stdout.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    for format in ["terminal", "markdown", "html"] {
        let told = drawn(&["-f", format]);
        for text in [
            "Settled in a workshop on 1 December 2026",
            "Left open in a workshop on 1 December 2026",
            "before level 1.5, settled at level 1.0 (0.5 levels down)",
            "confirmed at level 2.0",
            "CEO sees it differently still",
            "Nobody counted.",
            "2 of them were settled on 1 December 2026",
        ] {
            assert!(told.contains(text), "{format}: {text}\n{told}");
        }
        assert_eq!(told.contains("The <b>minutes</b>"), format == "terminal", "{format}");
        let anonymous = drawn(&["-f", format, "--anonymous"]);
        for text in ["Nobody counted", "As it was", "sees it differently still"] {
            assert!(!anonymous.contains(text), "{format}: {text}\n{anonymous}");
        }
    }
    let html = drawn(&["-f", "html"]);
    assert!(
        html.contains("documented, settled in a workshop on 1 December 2026, before: level 1.5"),
        "{html}"
    );
}

#[test]
fn what_people_see() {
    let example = World::example("");
    insta::assert_snapshot!("example_80", example.terminal(80, false, false));
    insta::assert_snapshot!("example_60", example.terminal(60, false, false));
    insta::assert_snapshot!(
        "example_one_person",
        first_screen(&World::example("ciso.yaml").terminal(80, false, false))
    );
    insta::assert_snapshot!("mini_detail", World::vector("09-five-respondents").terminal(80, false, true));
    insta::assert_snapshot!("null_80", World::vector("10-kind-unanswered").terminal(80, false, false));
    insta::assert_snapshot!(
        "null_first_screen_60",
        first_screen(&World::vector("06-unanswered").terminal(60, false, false))
    );
    insta::assert_snapshot!("hostile_first_screen", first_screen(&hostile().terminal(80, false, false)));
}

#[test]
fn how_a_number_is_explained() {
    let example = World::example("");
    for what in [
        "overall",
        "business",
        "informal-networks",
        "security-executive.planning-presence",
        "culture.default-access",
    ] {
        insta::assert_snapshot!(format!("explain_{what}"), example.explained(what, 80));
    }
    insta::assert_snapshot!(
        "explain_null_overall",
        World::vector("10-kind-unanswered").explained("overall", 60)
    );
}

/// A file that nobody has filled in yet is nobody's view.
#[test]
fn a_file_without_answers_is_counted_apart() {
    let folder = tempfile::tempdir().unwrap();
    for role in ["ceo", "hr"] {
        let text = std::fs::read_to_string(
            crate::support::root().join(format!("examples/marlow-freight/{role}.yaml")),
        )
        .unwrap();
        let text = if role == "hr" {
            text.split("answers:\n").next().unwrap().to_owned() + "answers: {}\n"
        } else {
            text
        };
        std::fs::write(folder.path().join(format!("{role}.yaml")), text).unwrap();
    }
    let drawn = crate::support::call(&["score", folder.path().to_str().unwrap()]).expect(0).stdout;
    let flat = drawn.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("1 file holds no answer yet (HR)."), "{drawn}");
    assert!(flat.contains("One person's view (CEO)") && !flat.contains("2 people"), "{drawn}");
    assert!(flat.contains("The respondent has read back and confirmed the answers."), "{drawn}");
}
