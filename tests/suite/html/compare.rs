//! The page of a comparison and of a series, and what a report says of an earlier assessment: the same figures as the
//! other formats, and nothing that a note could break.

use serde_json::Value;

use crate::compare::Points;
use crate::pages::{between, loads_and_runs_nothing, tags, without_style};
use crate::support::{call, equipoise, root};
use equipoise::text::is_hostile;

const POINTS: &str = "examples/marlow-freight examples/marlow-freight-2027-q1";
const ALL: [(&str, &str); 4] = [("tech.a", "2"), ("tech.b", "2"), ("org.a", "2"), ("soc.a", "2")];

fn compared(more: &str) -> String {
    equipoise(&format!("compare {POINTS} -f html {more}")).expect(0).stdout
}

/// The cells of the rows of a table, by its hidden caption.
fn rows(page: &str, caption: &str) -> Vec<Vec<String>> {
    let table = between(page, &format!("<caption class=\"unseen\">{caption}"), "</table>");
    let body = between(table, "<tbody>", "</tbody>");
    body.split("<tr>")
        .skip(1)
        .map(|row| row.split("</t").map(text).filter(|cell| !cell.is_empty()).collect())
        .collect()
}

/// What is left of markup without its tags.
fn text(markup: &str) -> String {
    let parts: Vec<&str> =
        markup.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
    let text = parts.concat().replace("&#60;", "\\<");
    // What is left of the end of the cell before.
    let text = text.trim();
    text.strip_prefix("d>")
        .or(text.strip_prefix("h>"))
        .or(text.strip_prefix("r>"))
        .unwrap_or(text)
        .trim()
        .to_owned()
}

#[test]
fn the_pages_of_the_example() {
    insta::assert_snapshot!("example", without_style(&compared("--marking Confidential")));
    let series = equipoise(&format!("compare --over-time {POINTS} -f html")).expect(0).stdout;
    insta::assert_snapshot!("series", without_style(&series));
    let report = equipoise(
        "score examples/marlow-freight-2027-q1 --baseline examples/marlow-freight -f html --sections moved,kinds",
    );
    insta::assert_snapshot!("moved", without_style(&report.expect(0).stdout));
}

#[test]
fn figures_are_those_of_the_json() {
    let page = compared("");
    let json = equipoise(&format!("compare {POINTS} -f json")).expect(0).stdout;
    let json: Value = serde_json::from_str(&json).unwrap();
    let percent = |value: &Value| equipoise::report::words::percent(value.as_f64().unwrap());
    let strength = &json["overall"]["strength"];
    for (row, kind) in rows(&page, "The kinds before and after").iter().zip(json["kinds"].as_array().unwrap())
    {
        assert_eq!(row[1..3], [percent(&kind["coverage"]["before"]), percent(&kind["coverage"]["after"])]);
    }
    let slope = between(&page, "<svg class=\"chart trend\"", "</figure>");
    for side in ["before", "after"] {
        assert!(slope.contains(&format!(">Strength {}</text>", percent(&strength[side]))), "{slope}");
    }
    let markdown = equipoise(&format!("compare {POINTS} -f markdown")).expect(0).stdout;
    for row in rows(&page, "Mechanisms that moved").iter().chain(&rows(&page, "Figures beside")) {
        assert!(markdown.contains(&format!("| {} |", row.join(" | "))), "{row:?}\n{markdown}");
    }
    let series = equipoise(&format!("compare --over-time {POINTS} -f html")).expect(0).stdout;
    let series = rows(&series, "Each figure at each point");
    assert_eq!(series.len(), 12);
    assert_eq!(series[0][1..3], [percent(&strength["before"]), percent(&strength["after"])]);
}

#[test]
fn nothing_is_loaded_and_nothing_runs() {
    let series = equipoise(&format!("compare --over-time {POINTS} -f html")).expect(0).stdout;
    for page in [compared(""), series] {
        loads_and_runs_nothing(&page);
        for forbidden in ["examples/", "NaN"] {
            assert!(!page.contains(forbidden), "{forbidden}");
        }
        assert!(!page.contains(root().to_str().unwrap()) && page.contains("Attributable by role"));
    }
}

#[test]
fn what_surrounds_the_page_is_as_in_the_report() {
    let page = compared("--title Quarter --marking Board");
    assert!(page.contains("<title>Quarter: Marlow Freight</title>"));
    assert_eq!(page.matches("<bdi>Board</bdi>").count(), 2);
    for option in ["--title x", "--marking x", "--logo x"] {
        let done = equipoise(&format!("compare {POINTS} {option}")).expect(2);
        let name = option.split(' ').next().unwrap();
        assert!(done.stderr.contains(&format!("{name} belongs to --format html")), "{}", done.stderr);
    }
    equipoise(&format!("compare {POINTS} -f html --sections kinds")).expect(2);
    equipoise(&format!("compare {POINTS} -f html --logo /nonexistent.png")).expect(3);
}

#[test]
fn a_value_that_is_missing_at_one_point_is_no_line() {
    let points = Points::new();
    points.say("before", "ceo", &[("tech.a", "2"), ("org.a", "unknown")]);
    points.say("after", "ceo", &ALL);
    let page = points.compare("before", "after", &["-f", "html"]).expect(0).stdout;
    assert!(page.contains("had no value before, so no change can be told"), "{page}");
    assert!(page.contains(">Strength –</text>") && page.contains("the line has a gap"), "{page}");
    assert!(!page.contains("class=\"stroke first\"") && !page.contains("class=\"noise\""));
    assert!(!page.contains("NaN") && !page.contains("inf"));
    let paths = ["before", "after", "before"].map(|name| points.path(name));
    let tiny = "tests/fixtures/tiny.yaml";
    let call = call(&["compare", "-q", tiny, "--over-time", "-f", "html", &paths[0], &paths[1], &paths[2]]);
    let series = call.expect(0).stdout;
    assert!(
        !series.contains("class=\"stroke first\"") && series.contains("class=\"point first\""),
        "{series}"
    );
}

#[test]
fn points_that_say_the_same_have_a_short_page() {
    let page = equipoise("compare examples/marlow-freight examples/marlow-freight -f html").expect(0).stdout;
    assert!(page.contains("Nothing moved: the same answers"), "{page}");
    assert_eq!(page.matches("<section ").count(), 1);
}

#[test]
fn a_draft_says_so_and_names_the_point() {
    let points = Points::new();
    points.say("before", "ceo", &ALL);
    points.say("after", "ceo", &ALL[..3]);
    let page = points.compare("before", "after", &["-f", "html"]).expect(0).stdout;
    assert!(page.contains("After: The respondent has not confirmed the answers yet."), "{page}");
    assert!(!compared("").contains("DRAFT"));
}

const HOSTILE: &str = "</bdi></td></style><script>alert(1)</script><img src=x>\" onload='x' {{ 7*7 }} ]]> --> \u{202e}evil \u{1f600}";

#[test]
fn hostile_notes_leave_the_page_whole() {
    let drawn = |note: &str, level: &str| {
        let points = Points::new();
        let quoted = serde_json::to_string(note).unwrap().replace('\u{202e}', "\\u202e");
        let answer = |level: &str, end: &str| {
            format!("{{level: {level}, note: {}}}", quoted.replacen('"', &format!("\"{end} "), 1))
        };
        let (one, two) = (answer("1", "one"), answer(level, "two"));
        let with = |own: &str| -> String {
            let mut answers = ALL;
            answers[0].1 = Box::leak(own.to_owned().into_boxed_str());
            crate::compare::said("1.2.0", "ceo", &answers)
        };
        points.write("before/ceo.yaml", &with(&one));
        points.write("after/ceo.yaml", &with(&two));
        let marking: String = note.chars().take(160).collect();
        points
            .compare("before", "after", &["-f", "html", "--marking", &marking, "--title", note])
            .expect(0)
            .stdout
    };
    let plain = drawn("plain", "4");
    assert!(plain.contains("“<bdi>one plain</bdi>”") && plain.contains("“<bdi>two plain</bdi>”"), "{plain}");
    for hostile in [HOSTILE, &"x".repeat(10_000), "<!--", "&lt;", "\u{5d0}\u{5d1}"] {
        let page = drawn(hostile, "4");
        assert_eq!(tags(&page), tags(&plain), "{hostile}");
        assert!(!page.chars().any(is_hostile) && !page.contains("<script"), "{hostile}");
    }
}

#[test]
fn a_report_says_what_moved_since_an_earlier_one() {
    let score = "score examples/marlow-freight-2027-q1 --baseline examples/marlow-freight -f html";
    let page = equipoise(score).expect(0).stdout;
    assert_eq!(page.matches("<rect class=\"before\"").count(), 3);
    assert_eq!(page.matches("<section ").count(), 14);
    let moved = between(&page, "<section id=\"moved\"", "</section>");
    assert!(moved.contains("within noise") && moved.contains("The 6 largest of 7 gains"), "{moved}");
    let whole = compared("");
    assert_eq!(
        between(moved, "<svg class=\"chart trend\"", "</figure>"),
        between(&whole, "<svg class=\"chart trend\"", "</figure>")
    );
    let without = equipoise("score examples/marlow-freight-2027-q1 -f html").expect(0).stdout;
    assert!(!without.contains("id=\"moved\"") && !without.contains("<rect class=\"before\""));
}

#[test]
fn a_baseline_over_other_questions_is_no_bar_behind() {
    let points = Points::new();
    points.say("before", "ceo", &ALL);
    points.say("after", "ceo", &[("tech.a", "3"), ("tech.b", "2"), ("org.a", "2"), ("soc.a", "2")]);
    let (before, after) = (points.path("before"), points.path("after"));
    let tiny = ["score", "-q", "tests/fixtures/tiny.yaml", &after, "-f", "html", "--baseline", &before];
    let same = call(&tiny).expect(0).stdout;
    assert_eq!(same.matches("<rect class=\"before\"").count(), 3);
    let file = |name: &str| std::fs::read_to_string(root().join(name)).unwrap();
    let full = file("examples/marlow-freight/ciso.yaml");
    points.write("quick/ciso.yaml", &full.replace("\nrespondent:", "\nscope: quick\nrespondent:"));
    let quick = points.path("quick");
    let now = "examples/marlow-freight-2027-q1/ciso.yaml";
    let other = call(&["score", now, "-f", "html", "--baseline", &quick]).expect(0).stdout;
    assert!(!other.contains("<rect class=\"before\"") && other.contains("id=\"moved\""), "{other}");
    assert!(other.contains("What was asked changed"), "{other}");
}

#[test]
fn a_baseline_is_refused_where_it_cannot_be_shown() {
    let now = "score examples/marlow-freight-2027-q1";
    let refused = |more: &str, code: i32, why: &str| {
        let done = equipoise(&format!("{now} {more}")).expect(code);
        assert!(done.stdout.is_empty() && done.stderr.contains(why), "{}", done.stderr);
    };
    refused("--baseline examples/marlow-freight", 2, "--baseline belongs to --format html");
    refused("-f json --baseline examples/marlow-freight", 2, "--baseline belongs to --format html");
    refused("-f html --sections moved", 2, "needs an earlier assessment");
    refused("-f html --anonymous --baseline examples/marlow-freight", 2, "cannot be used with");
    refused("-f html --baseline examples/paper/petro-1", 3, "different organizations");
    refused("-f html --baseline /nonexistent", 3, "/nonexistent");
}

#[test]
fn the_largest_that_a_report_names_are_not_cut_within_a_tie() {
    let points = Points::new();
    let at = |level: &'static str| ["tech.a", "tech.b", "org.a", "soc.a"].map(|id| (id, level));
    points.say("before", "ceo", &at("4"));
    points.say("after", "ceo", &at("3"));
    let (before, after) = (points.path("before"), points.path("after"));
    let tiny = "tests/fixtures/tiny.yaml";
    let page = call(&["score", "-q", tiny, &after, "--baseline", &before, "-f", "html"]).expect(0).stdout;
    let moved = page.split("id=\"moved\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(moved.contains("<h3>Regressions</h3>") && !moved.contains("largest of"), "{moved}");
    assert_eq!(moved.matches("<article").count(), 4, "{moved}");
}

#[test]
fn a_baseline_that_swallows_what_to_score_says_so() {
    let example = "examples/marlow-freight";
    let done =
        call(&["score", "-f", "html", "--baseline", example, "examples/marlow-freight-2027-q1"]).expect(2);
    assert!(done.stderr.contains("name the later answers before it"), "{}", done.stderr);
}
