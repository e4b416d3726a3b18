//! Many units on one page.

use std::fs;

use equipoise::portfolio::Sort;
use equipoise::report::html::{Frame, portfolio};
use equipoise::report::portfolio::View;
use equipoise::text::is_hostile;

use super::{EXAMPLE, tiny, unit};
use crate::pages::{between, loads_and_runs_nothing, tags, without_style};
use crate::support::{call, equipoise, root};

fn example() -> String {
    equipoise(&format!("portfolio {EXAMPLE} -f html")).expect(0).stdout
}

#[test]
fn the_page_of_the_example() {
    let page = example();
    insta::assert_snapshot!("page", without_style(&page));
}

#[test]
fn nothing_is_loaded_and_nothing_runs() {
    let page = example();
    loads_and_runs_nothing(&page);
    assert!(!page.contains("examples/") && !page.contains(root().to_str().unwrap()), "no path");
}

#[test]
fn units_on_the_page_are_those_of_the_table() {
    let page = equipoise(&format!("portfolio {EXAMPLE} -f html --sort social")).expect(0).stdout;
    let rows: Vec<&str> =
        between(&page, "<tbody role=\"rowgroup\">", "</tbody>").split("<tr ").skip(1).collect();
    let table = equipoise(&format!("portfolio {EXAMPLE} -f csv --sort social")).expect(0).stdout;
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), records.len());
    for (row, record) in rows.iter().zip(&records) {
        assert!(row.contains(&format!("<bdi>{}</bdi>", &record[1])), "{row}");
        // Strength; kinds; support and observation. Each value stands beside the name of its band.
        let shown: Vec<&str> =
            row.split("class=\"value\">").skip(1).map(|rest| rest.split('<').next().unwrap()).collect();
        let of = |at: usize| match record[at].parse::<f64>() {
            Ok(share) => equipoise::report::words::percent(share),
            Err(_) => "–".to_owned(),
        };
        assert_eq!(shown, [5, 13, 14, 15, 16, 18, 20].map(of), "{row}");
        assert_eq!(row.matches("<span class=\"word\">").count(), 7, "{row}");
        for at in [17, 19, 21] {
            assert!(row.contains(&format!("observed {}<", of(at))), "{row}");
        }
    }
}

#[test]
fn options_of_the_page_are_those_of_every_page() {
    let page = call(&[
        "portfolio",
        EXAMPLE,
        "-f",
        "html",
        "--marking",
        "Board <only>",
        "--title",
        "Our clinics & we",
    ])
    .expect(0)
    .stdout;
    assert!(page.contains("<title>Our clinics &#38; we: Portfolio of 6 units</title>"), "{}", &page[..2000]);
    assert_eq!(page.matches("<bdi>Board &#60;only&#62;</bdi>").count(), 2, "on the screen and on paper");
    for (option, value) in [("--marking", "x"), ("--title", "x"), ("--logo", "x")] {
        let done = call(&["portfolio", EXAMPLE, option, value]).expect(2);
        assert!(done.stderr.contains(&format!("{option} belongs to --format html")), "{}", done.stderr);
    }
    call(&["portfolio", EXAMPLE, "-f", "html", "--sections", "matrix"]).expect(2);
    call(&["portfolio", EXAMPLE, "-f", "html", "--logo", "/nonexistent/logo.png"]).expect(3);
}

#[test]
fn a_unit_that_cannot_be_used_says_why_on_the_page() {
    let folder = tempfile::tempdir().unwrap();
    unit(folder.path(), "sound", "Sound", ["3", "3", "3"]);
    unit(folder.path(), "secret", "Broken", ["3", "3", "my hidden thought"]);
    let path = folder.path().to_str().unwrap();
    let page = call(&["-q", "tests/fixtures/tiny.yaml", "portfolio", "-f", "html", path]).expect(3).stdout;
    assert!(page.contains("No result: <a href=\"#unusable\">why</a>"), "{page}");
    let faults = between(&page, "<section id=\"unusable\"", "</section>");
    assert!(faults.contains("secret: ceo.yaml, line 9: "), "{faults}");
    assert!(!page.contains("hidden thought"), "the page quotes an answer");
    assert!(!example().contains("unusable"));
}

#[test]
fn hostile_names_leave_the_page_whole() {
    let drawn = |name: &str| {
        let folder = tempfile::tempdir().unwrap();
        let quoted = serde_json::to_string(name).unwrap().replace('\u{202e}', "\\u202e");
        unit(folder.path(), "a", &quoted, ["1", "1", "1"]);
        unit(folder.path(), "b", "Other", ["5", "5", "5"]);
        let page = draw(&tiny(folder.path()).portfolio, name);
        assert!(!page.chars().any(is_hostile), "{name}");
        page
    };
    let plain = drawn("plain");
    assert!(plain.matches("plain").count() > 4);
    let long = "x".repeat(10_000);
    for hostile in [
        "</bdi></th><script>alert(1)</script>\" onload='x' {{ 7*7 }} \u{202e}evil",
        "<!--",
        &long,
        "&lt;",
        "\u{5d0}",
    ] {
        let page = drawn(hostile);
        assert_eq!(tags(&page), tags(&plain), "{hostile}");
        assert!(!page.contains("<script"), "{hostile}");
    }
    // What a folder is called is data too.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("<img src=x onerror=alert(1)>");
    fs::create_dir(&path).unwrap();
    unit(folder.path(), "sound", "Sound", ["3", "3", "3"]);
    assert!(!draw(&tiny(folder.path()).portfolio, "x").contains("<img"));
}

fn draw(units: &equipoise::portfolio::Portfolio, title: &str) -> String {
    let view = View::new(units, Sort::Folder);
    let mut page = Vec::new();
    portfolio::write(&mut page, &view, Frame::new(title, &view.title).marked(Some(title))).unwrap();
    String::from_utf8(page).unwrap()
}
