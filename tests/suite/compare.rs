//! Two points in time and more: what moved, what is noise, who answered, what was asked.

mod knowledge;
mod people;
mod properties;
mod series;
mod versions;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use equipoise::schema::Schema;
use equipoise::text::is_hostile;
use serde_json::Value;
use tempfile::TempDir;
use unicode_width::UnicodeWidthStr;

use crate::schemas::faults;
use crate::support::{Call, call, equipoise};

const POINTS: &str = "examples/marlow-freight examples/marlow-freight-2027-q1";
const TINY: &str = "tests/fixtures/tiny.yaml";

/// Folders of answers, one for each point.
pub struct Points(TempDir);

impl Points {
    pub fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    pub fn path(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    /// Writes a file of a point.
    pub fn write(&self, name: &str, text: &str) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Writes one respondent's answers to the tiny questionnaire.
    pub fn say(&self, point: &str, role: &str, answers: &[(&str, &str)]) {
        self.write(&format!("{point}/{role}.yaml"), &said("1.2.0", role, answers));
    }

    /// Compares two points of the tiny questionnaire.
    pub fn compare(&self, before: &str, after: &str, more: &[&str]) -> Call {
        let paths = [self.path(before), self.path(after)];
        let mut arguments = vec!["compare", "-q", TINY, &paths[0], &paths[1]];
        arguments.extend(more);
        call(&arguments)
    }

    pub fn shown(&self, before: &str, after: &str) -> String {
        self.compare(before, after, &[]).expect(0).stdout
    }

    pub fn json(&self, before: &str, after: &str) -> Value {
        let text = self.compare(before, after, &["-f", "json"]).expect(0).stdout;
        let document: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(faults(Schema::Comparison, &document), Vec::<String>::new());
        document
    }
}

/// An answers file of the tiny questionnaire.
pub fn said(version: &str, role: &str, answers: &[(&str, &str)]) -> String {
    let mut text = format!(
        "format: equipoise/answers@1\nquestionnaire: {{id: tiny, version: {version}}}\norganization: Tiny Works\n\
         respondent: {{role: {role}}}\nanswers:\n"
    );
    for (question, answer) in answers {
        writeln!(text, "  {question}: {answer}").unwrap();
    }
    text
}

const ALL: [(&str, &str); 4] = [("tech.a", "2"), ("tech.b", "2"), ("org.a", "2"), ("soc.a", "2")];

/// Everybody's answers but for one.
fn but(question: &str, answer: &'static str) -> Vec<(&'static str, &'static str)> {
    ALL.iter().map(|&(id, own)| (id, if id == question { answer } else { own })).collect()
}

/// The text of a heading up to the next one.
fn under<'a>(text: &'a str, heading: &str) -> &'a str {
    let (_, rest) =
        text.split_once(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("no {heading}:\n{text}"));
    let end = rest
        .match_indices("\n\n")
        .map(|(at, _)| at)
        .find(|at| rest[at + 2..].lines().nth(1).is_some_and(|line| line.starts_with('─')));
    &rest[..end.unwrap_or(rest.len())]
}

#[test]
fn the_example_reads_well_in_every_format() {
    let drawn = |more: &str| equipoise(&format!("compare {POINTS} {more}")).expect(0).stdout;
    let wide = drawn("");
    insta::assert_snapshot!("example_80", wide);
    insta::assert_snapshot!("example_markdown", drawn("-f markdown"));
    let screen = wide.split("\nMechanisms, as levels").next().unwrap();
    assert!(screen.lines().count() <= 23, "{screen}");
    assert!(wide.lines().all(|line| line.width() <= 80), "{wide}");
    let document: Value = serde_json::from_str(&drawn("-f json")).unwrap();
    assert_eq!(faults(Schema::Comparison, &document), Vec::<String>::new());
    let by = document["overall"]["strength"]["change"].as_f64().unwrap();
    assert!(by > 0.0 && by < document["detectable_change"].as_f64().unwrap());
    assert_eq!(document["verdict"], "within-noise");
    assert!(wide.contains("(+2.2, within noise)"), "{wide}");
}

#[test]
fn the_second_quarter_is_checked_without_an_error() {
    let done = equipoise("check examples/marlow-freight-2027-q1 --today 2027-03-01").expect(0);
    assert!(done.stdout.contains("0 errors, 1 warning"), "{}", done.stdout);
}

#[test]
fn colour_says_nothing_by_itself() {
    let plain = equipoise(&format!("compare {POINTS}")).expect(0).stdout;
    let coloured = equipoise(&format!("compare {POINTS} --color always")).expect(0).stdout;
    assert!(coloured.contains('\u{1b}'));
    let stripped: String = coloured
        .split('\u{1b}')
        .enumerate()
        .map(|(at, part)| if at == 0 { part } else { part.split_once('m').unwrap().1 })
        .collect();
    assert_eq!(stripped, plain);
}

#[test]
fn equal_points_say_that_nothing_moved() {
    let done = equipoise("compare examples/marlow-freight examples/marlow-freight").expect(0);
    assert!(done.stdout.contains("Nothing moved"), "{}", done.stdout);
    assert!(!done.stdout.contains("Gains") && !done.stdout.contains("noise"), "{}", done.stdout);
    let done = equipoise("compare examples/marlow-freight examples/marlow-freight -f markdown").expect(0);
    assert!(done.stdout.contains("Nothing moved"), "{}", done.stdout);
    assert!(!done.stdout.contains("## "), "{}", done.stdout);
}

#[test]
fn a_change_is_noise_until_it_is_not() {
    let points = Points::new();
    points.say("a", "ceo", &ALL);
    points.say("b", "ceo", &but("tech.b", "3"));
    points.say("c", "ceo", &ALL.map(|(id, _)| (id, "4")));
    let near = points.shown("a", "b");
    assert!(near.contains("within noise"), "{near}");
    let far = points.shown("a", "c");
    assert!(
        far.contains("(+40.0, more than noise)") && far.contains("up 40.0 points: more than noise"),
        "{far}"
    );
    assert_eq!(points.json("c", "a")["verdict"], "beyond-noise");
}

#[test]
fn gains_and_regressions_stand_with_the_notes_of_both_sides() {
    let points = Points::new();
    points.say("a", "ceo", &but("org.a", "{level: 4, evidence: documented, note: we met monthly}"));
    points.say("b", "ceo", &but("org.a", "{level: 1, note: the chair left}"));
    let shown = points.shown("a", "b");
    let lost = under(&shown, "Regressions");
    assert!(lost.contains("Org (a): 4.0 → 1.0 (−3.0)"), "{shown}");
    assert!(lost.contains("from “four”") && lost.contains("to   “one”"), "{shown}");
    assert!(lost.contains("CEO 4 → 1. Then: “we met monthly” Now: “the chair left”"), "{shown}");
    assert!(!shown.contains("\nGains\n"), "{shown}");
    assert!(under(&shown, "Weaker evidence").contains("documented → asserted"), "{shown}");
    let gained = points.shown("b", "a");
    assert!(under(&gained, "Gains").contains("Org (a): 1.0 → 4.0 (+3.0)"), "{gained}");
}

#[test]
fn what_was_found_out_or_forgotten_is_told_apart_from_gains() {
    let points = Points::new();
    points.say("a", "ceo", &but("soc.a", "unknown"));
    points.say("b", "ceo", &but("soc.a", "{level: 3, note: I asked}"));
    let shown = points.shown("a", "b");
    assert!(under(&shown, "Found out").contains("Soc (a): don't know → 3.0"), "{shown}");
    assert!(shown.contains("0 gained and 0 lost"), "{shown}");
    let turned = points.shown("b", "a");
    assert!(under(&turned, "No longer known").contains("Soc (a): 3.0 → don't know"), "{turned}");
    points.say("c", "ceo", &ALL[..3]);
    assert!(
        under(&points.shown("b", "c"), "No longer answered, or no longer applying")
            .contains("→ not answered")
    );
    assert!(under(&points.shown("c", "b"), "Newly answered").contains("not answered → 3.0"));
}

#[test]
fn a_strength_that_is_missing_on_one_side_is_no_change() {
    let points = Points::new();
    points.say("a", "ceo", &ALL[..3]);
    points.say("b", "ceo", &ALL);
    let shown = points.shown("a", "b");
    assert!(shown.contains("Strength had no value before"), "{shown}");
    let document = points.json("a", "b");
    assert_eq!(document["verdict"], "unclear");
    assert!(document["overall"]["strength"]["change"].is_null());
    assert!(points.shown("b", "a").contains("Strength has no value any more"));
    points.say("c", "ceo", &[("tech.a", "5")]);
    assert!(points.shown("a", "c").contains("Strength had no value before and has none now"));
}

#[test]
fn who_answered_is_a_cause_by_itself() {
    let points = Points::new();
    points.say("a", "ceo", &ALL);
    points.say("a", "cio", &ALL);
    points.say("b", "ceo", &ALL);
    let shown = points.shown("a", "b");
    assert!(
        shown.contains("Who answered changed, which moves numbers by itself: CIO only before."),
        "{shown}"
    );
    assert!(!shown.contains("Nothing moved"), "{shown}");
    let turned = points.shown("b", "a");
    assert!(turned.contains("by itself: CIO answered only later."), "{turned}");
    let named = said("1.2.0", "ceo", &ALL);
    points.write("c/ceo.yaml", &named.replace("role: ceo", "role: ceo, name: Ann"));
    points.write("d/ceo.yaml", &named.replace("role: ceo", "role: ceo, name: Bo"));
    let flat = |before: &str, after: &str| {
        points.shown(before, after).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert!(flat("c", "d").contains("another person answered for CEO"));
    assert!(flat("a", "c").contains("CIO only before"), "a name that was added is no new person");
    assert!(!flat("a", "c").contains("for ceo"));
    assert!(points.shown("b", "c").contains("Nothing moved"));
    assert_eq!(points.json("c", "d")["respondents"][0]["presence"], "replaced");
}

#[test]
fn a_settlement_counts_on_the_side_that_has_it() {
    let points = Points::new();
    for point in ["a", "b"] {
        points.say(point, "ceo", &but("soc.a", "5"));
        points.say(point, "cio", &but("soc.a", "0"));
    }
    points.write(
        "b/settlement.yaml",
        "format: equipoise/settlement@1\nquestionnaire: {id: tiny, version: 1.2.0}\norganization: Tiny Works\n\
         settled_on: 2026-12-01\nanswers: []\nsettlements:\n  soc.a: {level: 1, reason: The minutes show it.}\n",
    );
    let shown = points.shown("a", "b");
    let settled = under(&shown, "No longer disputed, or settled since");
    assert!(settled.contains("Soc (a): 2.5 → 1.0 (−1.5), settled by a workshop"), "{shown}");
    let turned = points.shown("b", "a");
    assert!(under(&turned, "Newly disputed, or no longer settled").contains("Soc (a)"), "{turned}");
}

#[test]
fn no_text_of_a_file_can_steer_or_mark_up() {
    let points = Points::new();
    let bad = |text: &str| format!("{{level: 1, note: \"{text}\"}}");
    let (before, after) = (bad("\\e[2J<script>*x*"), bad("@admin | `y` \\u202e[z](javascript:1)"));
    points.say("a", "ceo", &[("soc.a", &before), ("org.a", "2"), ("tech.a", "1")]);
    points.say(
        "b",
        "ceo",
        &[("soc.a", &after.replace("level: 1", "level: 2")), ("org.a", "2"), ("tech.a", "1")],
    );
    for point in ["a/ceo.yaml", "b/ceo.yaml"] {
        let text = fs::read_to_string(points.path(point)).unwrap();
        points.write(point, &text.replace("Tiny Works", "\"<b>Tiny</b>\\e]0;x\\a *W*\""));
    }
    for format in ["terminal", "markdown", "json"] {
        let done = points.compare("a", "b", &["-f", format]).expect(0);
        assert!(!done.stdout.chars().any(is_hostile), "{format}: {:?}", done.stdout);
        if format == "markdown" {
            for mark in ["<b>", "<script>", "*x*", "](", "@admin"] {
                let plain = done.stdout.replace("\\*", "").replace("\\[", "").replace("\\]", "");
                assert!(!plain.contains(mark), "{mark}: {}", done.stdout);
            }
        }
    }
}

#[test]
fn points_that_have_nothing_to_do_with_each_other_are_refused() {
    let points = Points::new();
    points.say("a", "ceo", &ALL);
    points.write("b/ceo.yaml", &said("1.2.0", "ceo", &ALL).replace("Tiny Works", "Other Works"));
    let done = points.compare("a", "b", &[]).expect(3);
    assert!(done.stderr.contains("mixed-organizations") && done.stdout.is_empty(), "{}", done.stderr);
    let tiny = points.path("a");
    let done = call(&["compare", "--before-questionnaire", TINY, &tiny, "examples/marlow-freight"]).expect(3);
    assert!(done.stderr.contains("different"), "{}", done.stderr);
    assert!(call(&["compare", "-q", TINY, &tiny]).run().code == Some(2));
    let done = call(&["compare", "-q", TINY, &tiny, &tiny, &tiny]).expect(2);
    assert!(done.stderr.contains("--over-time takes a series"), "{}", done.stderr);
    points.compare("a", "nowhere", &[]).expect(3);
}

#[test]
fn names_and_order_of_files_change_nothing() {
    let points = Points::new();
    for (from, to) in [("marlow-freight", "a"), ("marlow-freight-2027-q1", "b")] {
        for (place, role) in ["ceo", "cio", "hr", "legal", "ciso", "it-manager"].iter().enumerate() {
            let text = fs::read_to_string(format!("examples/{from}/{role}.yaml")).unwrap();
            points.write(&format!("{to}/{}.yaml", 9 - place), &text);
        }
    }
    for format in ["terminal", "markdown", "json"] {
        let turned = call(&["compare", &points.path("a"), &points.path("b"), "-f", format]).expect(0).stdout;
        assert_eq!(turned, equipoise(&format!("compare {POINTS} -f {format}")).expect(0).stdout, "{format}");
    }
}

#[test]
fn narrow_terminals_get_whole_lines() {
    use equipoise::cli::{Streams, run};
    let drawn = |arguments: &str, width: usize| {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut streams = Streams {
            out: &mut out,
            err: &mut err,
            out_is_terminal: false,
            err_is_terminal: false,
            width: Some(width),
        };
        run(arguments.split_whitespace().map(Into::into), &mut streams);
        String::from_utf8(out).unwrap()
    };
    let narrow = drawn(&format!("equipoise compare {POINTS}"), 60);
    insta::assert_snapshot!("example_60", narrow);
    for width in [60, 100] {
        for command in [format!("compare {POINTS} --detail"), format!("compare --over-time {POINTS}")] {
            let text = drawn(&format!("equipoise {command}"), width);
            let long: Vec<&str> = text.lines().filter(|line| line.width() > width).collect();
            assert!(!text.is_empty() && long.is_empty(), "{width}: {long:#?}");
        }
    }
}

/// A third quarter: the second with what was at the bottom raised.
fn three() -> Points {
    let points = Points::new();
    for entry in fs::read_dir("examples/marlow-freight-2027-q1").unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap().replace("2027-02-", "2027-05-");
        let name = Path::new(&path).file_name().unwrap().to_str().unwrap().to_owned();
        points.write(&format!("third/{name}"), &text.replace("level: 0", "level: 2"));
    }
    points
}

#[test]
fn a_series_shows_every_point_and_says_which_steps_are_noise() {
    let third = three().0;
    let path = third.path().join("third").display().to_string();
    let arguments = format!("compare --over-time {POINTS} {path}");
    let shown = equipoise(&arguments).expect(0).stdout;
    insta::assert_snapshot!("series_80", shown);
    insta::assert_snapshot!(
        "series_markdown",
        equipoise(&format!("{arguments} -f markdown")).expect(0).stdout
    );
    let text = equipoise(&format!("{arguments} -f json")).expect(0).stdout;
    let document: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(faults(Schema::Series, &document), Vec::<String>::new());
    let change = |at: &Value| at["overall"]["strength"]["change"].as_f64().unwrap();
    let steps: f64 = document["steps"].as_array().unwrap().iter().map(change).sum();
    assert!((steps - change(&document["whole"])).abs() < 3e-6, "steps add up to the whole");
}
