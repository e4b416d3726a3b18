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

#[test]
fn each_point_of_a_series_is_read_under_the_version_that_it_answers() {
    let points = world();
    let (later, a, b) = (points.path("later.yaml"), points.path("a"), points.path("b"));
    let named = ["compare", "--over-time", "-q", &later, "--before-questionnaire", TINY, "-f", "json"];
    let text = call(&[&named[..], &[&a, &b, &a]].concat()).expect(0).stdout;
    let series: serde_json::Value = serde_json::from_str(&text).unwrap();
    let versions: Vec<&str> =
        (0..3).map(|at| series["points"][at]["questionnaire"]["version"].as_str().unwrap()).collect();
    assert_eq!(versions, ["1.2.0", "1.3.0", "1.2.0"]);
    assert_eq!(series["points"][0]["answered_under"], "1.2.0");
    assert_eq!(series["steps"][0]["unmatched_questions"], 4);
    let score = ["score", "-q", &later, &b, "--baseline", &a, "-f", "html"];
    let exact = call(&[&score[..], &["--before-questionnaire", TINY]].concat()).expect(0).stdout;
    assert!(exact.contains("What was asked changed: 4 questions are not in both"), "{exact}");
    call(&["score", "-q", &later, &b, "--before-questionnaire", TINY]).expect(2);
}

#[test]
fn a_question_that_is_gone_without_a_word_names_the_way_out() {
    let points = world();
    let (later, a, b) = (points.path("later.yaml"), points.path("a"), points.path("b"));
    for arguments in [
        vec!["compare", "-q", &later, &a, &b],
        vec!["compare", "--over-time", "-q", &later, &a, &b],
        vec!["score", "-q", &later, &b, "--baseline", &a, "-f", "html"],
    ] {
        let done = call(&arguments).expect(3);
        let told = "version 1.2.0 was answered and is read under 1.3.0: --before-questionnaire FILE";
        assert!(done.stderr.contains(told), "{}", done.stderr);
    }
}

/// A later version that renames nothing: `tech.b` withdrawn, `soc.b` added.
fn milder() -> Points {
    let points = world();
    points.write("later.yaml", &later().replace("id: org.z,", "id: org.a,"));
    let answers = [("tech.a", "2"), ("org.a", "3"), ("soc.a", "4"), ("soc.b", "0")];
    points.write("b/ceo.yaml", &said("1.3.0", "ceo", &answers));
    points
}

#[test]
fn without_the_older_questionnaire_what_it_may_never_have_asked_is_not_compared() {
    let points = milder();
    let (later, a, b) = (points.path("later.yaml"), points.path("a"), points.path("b"));
    let shown = call(&["compare", "-q", &later, &a, &b]).expect(0).stdout;
    let listed = under(&shown, "Asked at one point only");
    assert!(listed.contains("3 questions asked under 1.3.0 only, or left open under 1.2.0"), "{shown}");
    assert!(listed.contains("soc.b: Soc b?"), "{shown}");
    assert!(listed.contains("1 question withdrawn since"), "{shown}");
    assert!(listed.contains("tech.b (since 1.3.0: asked within tech.a now)"), "{shown}");
    let flat = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("before was answered under 1.2.0 and is read here under 1.3.0"), "{shown}");
    assert!(
        flat.contains("--before-questionnaire with the questionnaire of 1.2.0 compares exactly"),
        "{shown}"
    );
    assert!(!flat.contains("newly answered"), "{shown}");
    let text = call(&["compare", "-q", &later, &a, &b, "-f", "json"]).expect(0).stdout;
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        crate::schemas::faults(equipoise::schema::Schema::Comparison, &document),
        Vec::<String>::new()
    );
    // The added zero is left out: the social side has gained what both points asked.
    let social = &document["kinds"][2]["coverage"];
    assert_eq!((social["before"].as_f64(), social["after"].as_f64()), (Some(0.4), Some(0.8)));
    assert_eq!(document["shared_questions"], 3);
    assert_eq!(document["before"]["answered_under"], "1.2.0");
    for format in ["markdown", "html"] {
        let drawn = call(&["compare", "-q", &later, &a, &b, "-f", format]).expect(0).stdout;
        assert!(drawn.contains("was answered under 1.2.0 and is read here under 1.3.0"), "{drawn}");
    }
    let series = call(&["compare", "--over-time", "-q", &later, &a, &b]).expect(0).stdout;
    assert!(series.contains("was answered under 1.2.0 and is read here under 1.3.0"), "{series}");
}

#[test]
fn with_the_older_questionnaire_the_same_points_need_no_reserve() {
    let points = milder();
    let shown = compared(&points, &[]);
    assert!(!shown.contains("answered under"), "{shown}");
    assert!(shown.contains("1 question only in the later questionnaire (new)"), "{shown}");
}
