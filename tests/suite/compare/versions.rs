//! Two versions of one questionnaire, and two scopes: questions are matched by id, the rest is listed.

use std::fs;

use super::{Points, TINY, said, under};
use crate::support::{call, fixture};

/// The tiny questionnaire, one version later: `org.a` renamed, `tech.b` withdrawn, `soc.b` added.
fn later() -> String {
    fs::read_to_string(fixture("tiny.yaml"))
        .unwrap()
        .replace("version: 1.2.0", "version: 1.3.0")
        .replace("id: org.a, ask: \"Org a?\"", "id: org.z, ask: \"Org a?\"")
        .lines()
        .filter(|line| !line.contains("id: tech.b"))
        .collect::<Vec<_>>()
        .join("\n")
        .replace(
            "      - {id: soc.a,",
            "      - {id: soc.b, ask: \"Soc b?\", objectives: {culture: 2}}\n      - {id: soc.a,",
        )
        .replace(
            "withdrawn:\n",
            "withdrawn:\n  - {id: tech.b, since: 1.3.0, note: asked within tech.a now}\n",
        )
}

fn world() -> Points {
    let points = Points::new();
    points.write("later.yaml", &later());
    points.say("a", "ceo", &[("tech.a", "2"), ("tech.b", "5"), ("org.a", "3"), ("soc.a", "2")]);
    points.write(
        "b/ceo.yaml",
        &said("1.3.0", "ceo", &[("tech.a", "2"), ("org.z", "3"), ("soc.a", "4"), ("soc.b", "0")]),
    );
    points
}

fn compared(points: &Points, more: &[&str]) -> String {
    let (later, a, b) = (points.path("later.yaml"), points.path("a"), points.path("b"));
    let mut arguments = vec!["compare", "-q", &later, "--before-questionnaire", TINY, &a, &b];
    arguments.extend(more);
    call(&arguments).expect(0).stdout
}

#[test]
fn renamed_added_and_withdrawn_questions_are_listed_and_never_guessed() {
    let points = world();
    let shown = compared(&points, &[]);
    insta::assert_snapshot!("versions", shown);
    let listed = under(&shown, "Asked at one point only");
    let lines: Vec<&str> = listed.lines().collect();
    let at = |text: &str| {
        lines.iter().position(|line| line.contains(text)).unwrap_or_else(|| panic!("{text}: {shown}"))
    };
    assert!(at("2 questions only in the later questionnaire (new)") < at("org.z: Org a?"));
    assert!(
        at("org.z: Org a?") < at("1 question withdrawn since")
            || at("soc.b: Soc b?") < at("1 question withdrawn")
    );
    at("tech.b: Tech b? (since 1.3.0: asked within tech.a now)");
    assert!(at("1 question only in the earlier questionnaire (gone)") < at("org.a: Org a?"));
    assert!(under(&shown, "Gains").contains("Soc (a): 2.0 → 4.0 (+2.0)"), "{shown}");
    assert!(!shown.contains("Org (z):") && !shown.contains("Soc (b):"), "{shown}");
}

#[test]
fn numbers_are_over_what_both_versions_ask() {
    let document: serde_json::Value = serde_json::from_str(&compared(&world(), &["-f", "json"])).unwrap();
    assert_eq!(
        crate::schemas::faults(equipoise::schema::Schema::Comparison, &document),
        Vec::<String>::new()
    );
    let kind = |at: usize| &document["kinds"][at]["coverage"];
    // Without the withdrawn 5 and the added 0, technology stands where it stood and the social side has gained.
    assert_eq!((kind(0)["before"].as_f64(), kind(0)["after"].as_f64()), (Some(0.4), Some(0.4)));
    assert_eq!((kind(2)["before"].as_f64(), kind(2)["after"].as_f64()), (Some(0.4), Some(0.8)));
    assert!(kind(1)["before"].is_null(), "nothing of integration is asked both times");
    assert_eq!(document["verdict"], "unclear");
    assert!(document["before"]["strength"].is_number() && document["after"]["strength"].is_number());
    assert_eq!(document["rules_differ"], false);
    let reasons: Vec<(&str, &str)> = document["unmatched"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["id"].as_str().unwrap(), one["reason"].as_str().unwrap()))
        .collect();
    assert_eq!(reasons, [("tech.b", "withdrawn"), ("org.a", "gone"), ("org.z", "new"), ("soc.b", "new")]);
}

#[test]
fn another_weight_moves_numbers_by_itself_and_is_said() {
    let points = Points::new();
    let heavier =
        fs::read_to_string(fixture("tiny.yaml")).unwrap().replace("version: 1.2.0", "version: 1.3.0");
    points.write("later.yaml", &heavier.replace("ask: \"Tech b?\"", "weight: 3, ask: \"Tech b?\""));
    let all = [("tech.a", "4"), ("tech.b", "1"), ("org.a", "3"), ("soc.a", "2")];
    points.say("a", "ceo", &all);
    points.write("b/ceo.yaml", &said("1.3.0", "ceo", &all));
    let shown = compared(&points, &[]);
    assert!(shown.contains("weighs or places some of these otherwise"), "{shown}");
    assert!(shown.contains("0 gained and 0 lost") && !shown.contains("Nothing moved"), "{shown}");
}

#[test]
fn another_major_version_is_refused() {
    let points = world();
    points.write("later.yaml", &later().replace("version: 1.3.0", "version: 2.0.0"));
    points.write("b/ceo.yaml", &said("2.0.0", "ceo", &[("tech.a", "2")]));
    let (later, a, b) = (points.path("later.yaml"), points.path("a"), points.path("b"));
    let done = call(&["compare", "-q", &later, "--before-questionnaire", TINY, &a, &b]).expect(3);
    assert!(done.stderr.contains("another major version"), "{}", done.stderr);
}

#[test]
fn quick_and_full_are_compared_over_the_quick_questions() {
    let points = Points::new();
    let full = "examples/marlow-freight";
    for role in ["ceo", "cio", "hr", "legal", "ciso", "it-manager"] {
        let text = fs::read_to_string(format!("{full}/{role}.yaml")).unwrap();
        points.write(
            &format!("quick/{role}.yaml"),
            &text.replace("\nrespondent:", "\nscope: quick\nrespondent:"),
        );
    }
    let quick = points.path("quick");
    let done = call(&["compare", &quick, full]).expect(0);
    assert!(done.stdout.contains("the quick interview came first"), "{}", done.stdout);
    assert!(done.stdout.contains("(same)"), "the same answers over the same questions: {}", done.stdout);
    assert!(done.stdout.contains("not asked in the earlier quick interview"), "{}", done.stdout);
    let turned = call(&["compare", full, &quick]).expect(0).stdout;
    assert!(turned.contains("not asked in the later quick interview"), "{turned}");
    assert!(!turned.contains("Regressions"), "{turned}");
}
