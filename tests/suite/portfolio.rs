//! Many units side by side.

use std::fs;
use std::path::{Path, PathBuf};

use equipoise::portfolio::{Portfolio, Sort, Surveyed, survey};
use equipoise::questionnaire::{Catalog, load};
use equipoise::report::portfolio::{View, csv, json};
use equipoise::report::terminal::portfolio;
use equipoise::schema::Schema;
use equipoise::source::Source;
use equipoise::text::is_hostile;
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::schemas::faults;
use crate::support::{call, equipoise, fixture, root};

mod page;
mod progress;

const EXAMPLE: &str = "examples/portfolio";

fn surveyed(paths: &[&Path]) -> Surveyed {
    let paths: Vec<PathBuf> = paths.iter().map(|path| (*path).to_owned()).collect();
    survey(&paths, &Catalog::default(), None).unwrap()
}

/// Units that answer the small questionnaire.
fn tiny(folder: &Path) -> Surveyed {
    let source = Source::read(&fixture("tiny.yaml")).unwrap();
    let questionnaire = load::load(&std::sync::Arc::new(source)).unwrap().value;
    survey(&[folder.to_owned()], &Catalog::of(questionnaire.into()), None).unwrap()
}

fn terminal(portfolio: &Portfolio, sort: Sort, width: usize) -> String {
    let mut bytes = Vec::new();
    portfolio::write(&mut bytes, &View::new(portfolio, sort), width, false).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn as_json(portfolio: &Portfolio) -> Value {
    let mut bytes = Vec::new();
    json::write(&mut bytes, portfolio, Sort::Folder).unwrap();
    let document = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(faults(Schema::Portfolio, &document), Vec::<String>::new());
    document
}

fn as_csv(portfolio: &Portfolio) -> String {
    let mut bytes = Vec::new();
    csv::write(&mut bytes, portfolio, Sort::Folder).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// A unit's folder with one file of the small questionnaire.
fn unit(folder: &Path, name: &str, organization: &str, levels: [&str; 3]) {
    let [tech, org, soc] = levels;
    let text = format!(
        "format: equipoise/answers@1\nquestionnaire: {{id: tiny, version: 1.2.0}}\norganization: {organization}\n\
         respondent: {{role: ceo}}\nanswers:\n  tech.a: {tech}\n  tech.b: {tech}\n  org.a: {org}\n  soc.a: {soc}\n"
    );
    fs::create_dir_all(folder.join(name)).unwrap();
    fs::write(folder.join(name).join("ceo.yaml"), text).unwrap();
}

fn names(document: &Value) -> Vec<&str> {
    document["units"].as_array().unwrap().iter().map(|unit| unit["unit"].as_str().unwrap()).collect()
}

#[test]
fn the_example_in_every_format() {
    let example = surveyed(&[&root().join(EXAMPLE)]);
    assert!(example.notes.is_empty() && example.unusable.is_empty());
    let portfolio = example.portfolio;
    insta::assert_snapshot!("example_80", terminal(&portfolio, Sort::Folder, 80));
    insta::assert_snapshot!("example_60", terminal(&portfolio, Sort::Social, 60));
    insta::assert_snapshot!("example_csv", as_csv(&portfolio));
    let mut bytes = Vec::new();
    json::write(&mut bytes, &portfolio, Sort::Folder).unwrap();
    insta::assert_snapshot!("example_json", String::from_utf8(bytes).unwrap());
    as_json(&portfolio);
}

#[test]
fn the_examples_are_sound_and_confirmed() {
    for entry in fs::read_dir(root().join(EXAMPLE)).unwrap() {
        let path = entry.unwrap().path();
        let done = call(&["check", path.to_str().unwrap(), "--today", "2026-11-22", "--strict"]).expect(0);
        assert!(done.stdout.contains("nothing found"), "{}", done.stdout);
    }
}

#[test]
fn lines_keep_to_the_width() {
    let portfolio = surveyed(&[&root().join(EXAMPLE)]).portfolio;
    for width in [40, 60, 80, 100, 200] {
        for line in terminal(&portfolio, Sort::Folder, width).lines() {
            assert!(line.width() <= width.min(100), "{width}: {line}");
        }
    }
}

/// A name that is broken inside its words cannot be read.
#[test]
fn on_a_very_narrow_terminal_every_name_stays_whole() {
    let portfolio = surveyed(&[&root().join("examples/portfolio")]).portfolio;
    let drawn = terminal(&portfolio, Sort::Folder, 40);
    for unit in &portfolio.units {
        let name = &unit.row.as_ref().unwrap().organization;
        assert_eq!(drawn.lines().filter(|line| line == name).count(), 3, "{name}\n{drawn}");
    }
    assert!(drawn.contains("Techn. ▓ 68%"), "{drawn}");
}

#[test]
fn every_unit_has_the_figures_that_score_gives_it() {
    let folder = tempfile::tempdir().unwrap();
    let levels = ["0", "1", "2", "3", "4", "5", "unknown"];
    for number in 0..343 {
        let chosen = [number % 7, number / 7 % 7, number / 49].map(|place| levels[place]);
        unit(folder.path(), &format!("unit-{number:03}"), &format!("Unit {number}"), chosen);
    }
    let read = tiny(folder.path());
    let document = as_json(&read.portfolio);
    let units = document["units"].as_array().unwrap();
    assert_eq!(units.len(), 343);
    let catalog = fixture("tiny.yaml");
    for (number, own) in units.iter().enumerate() {
        assert_eq!(own["organization"], format!("Unit {number}"));
        if number % 17 != 0 {
            continue; // Each is a process of its own.
        }
        let path = folder.path().join(format!("unit-{number:03}"));
        let arguments = ["score", "-q", catalog.to_str().unwrap(), "-f", "json", path.to_str().unwrap()];
        let result: Value = serde_json::from_str(&call(&arguments).expect(0).stdout).unwrap();
        for key in ["strength", "strength_range", "band", "kind_gap", "balance_band", "completeness", "known"]
        {
            assert_eq!(own[key], result["overall"][key], "{number}: {key}");
        }
        for (kind, id) in ["technical", "integration", "social"].into_iter().enumerate() {
            assert_eq!(own["kinds"][id], result["kinds"][kind]["coverage"], "{number}: {id}");
        }
        for (objective, id) in ["business", "compliance", "culture"].into_iter().enumerate() {
            let theirs = &result["objectives"][objective];
            assert_eq!(own["objectives"][id]["support"], theirs["strength"], "{number}: {id}");
            let observed = theirs["observed"].get("value").unwrap_or(&Value::Null);
            assert_eq!(own["objectives"][id]["observed"], *observed, "{number}: {id}");
        }
        for theirs in result["mechanisms"].as_array().unwrap() {
            let id = theirs["id"].as_str().unwrap();
            let stands = theirs["completeness"].as_f64().is_some_and(|share| share >= 0.5);
            let level = if stands { &theirs["level"] } else { &Value::Null };
            assert_eq!(own["levels"][id], *level, "{number}: {id}");
        }
    }
    // What nobody knows counts as 0, as in each unit's own result, and is said.
    let soc = document["across"]["mechanisms"]
        .as_array()
        .unwrap()
        .iter()
        .find(|mechanism| mechanism["id"] == "soc")
        .unwrap();
    assert_eq!((soc["level"]["units"].as_u64(), soc["level"]["median"].as_f64()), (Some(343), Some(2.0)));
    assert_eq!((&soc["below_level_2"], &soc["nobody_could_say"]), (&147.into(), &49.into()));
    let drawn = terminal(&read.portfolio, Sort::Folder, 100);
    let drawn = drawn.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(drawn.contains("Nobody could say, which counts as 0: Tech in 49 units, Org in 49 units"));
}

#[test]
fn who_is_strong_is_named_where_another_is_weak() {
    let folder = tempfile::tempdir().unwrap();
    unit(folder.path(), "a", "Ash", ["1", "2", "0"]);
    unit(folder.path(), "b", "Beech", ["4", "3", "unknown"]);
    unit(folder.path(), "c", "Cedar", ["5", "3", "3"]);
    let portfolio = tiny(folder.path()).portfolio;
    let document = as_json(&portfolio);
    assert_eq!(document["ask"].to_string(), r#"[{"mechanism":"tech","strong":["b","c"],"weak":["a"]}]"#);
    let drawn = terminal(&portfolio, Sort::Folder, 100);
    assert!(drawn.contains("- Tech: Ash could ask Beech (4.0) or Cedar (5.0)."), "{drawn}");
    // Level 3 is not strong, and "don't know" is neither weak nor strong.
    assert!(drawn.contains("strong in none, so to be learned outside: Soc."), "{drawn}");
}

#[test]
fn units_stand_in_the_order_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    unit(folder.path(), "one", "Zebra", ["3", "3", "3"]);
    unit(folder.path(), "two", "Ape", ["5", "5", "1"]);
    unit(folder.path(), "three", "bear", ["0", "5", "5"]);
    fs::create_dir(folder.path().join("four")).unwrap();
    let portfolio = tiny(folder.path()).portfolio;
    let order = |sort| -> Vec<String> {
        let mut bytes = Vec::new();
        json::write(&mut bytes, &portfolio, sort).unwrap();
        let document: Value = serde_json::from_slice(&bytes).unwrap();
        names(&document).into_iter().map(str::to_owned).collect()
    };
    assert_eq!(order(Sort::Folder), ["four", "one", "three", "two"]);
    assert_eq!(order(Sort::Name), ["two", "three", "four", "one"]);
    assert_eq!(order(Sort::Technical), ["three", "one", "two", "four"]);
    assert_eq!(order(Sort::Social), ["two", "one", "three", "four"]);
    assert_eq!(order(Sort::Completeness), ["one", "three", "two", "four"]);
    // Folders as they are named, whatever their names.
    let at = |name: &str| folder.path().join(name);
    let (two, one) = (at("two"), at("one"));
    let named = ["-q", "tests/fixtures/tiny.yaml", "portfolio", "-f", "json"];
    let arguments = [&named[..], &[two.to_str().unwrap(), one.to_str().unwrap()]].concat();
    let document: Value = serde_json::from_str(&call(&arguments).expect(0).stdout).unwrap();
    assert_eq!(names(&document), ["two", "one"]);
    equipoise("portfolio examples/portfolio --sort best").expect(2);
}

#[test]
fn a_unit_that_is_broken_stops_no_other() {
    let folder = tempfile::tempdir().unwrap();
    unit(folder.path(), "sound", "Sound", ["3", "3", "3"]);
    unit(folder.path(), "secret", "Broken", ["3", "3", "my hidden thought"]);
    fs::create_dir(folder.path().join("silent")).unwrap();
    unit(folder.path(), "foreign", "Foreign", ["3", "3", "3"]);
    let foreign = folder.path().join("foreign/ceo.yaml");
    let text = fs::read_to_string(&foreign).unwrap();
    fs::write(&foreign, text.replace("id: tiny", "id: kayworth-whitten")).unwrap();
    let path = folder.path().to_str().unwrap();
    for format in ["terminal", "json", "csv"] {
        let done = call(&["-q", "tests/fixtures/tiny.yaml", "portfolio", "-f", format, path]).expect(3);
        assert!(done.stdout.contains("Sound"), "{}", done.stdout);
        assert!(!done.stdout.contains("hidden thought"), "the row quotes an answer: {}", done.stdout);
        assert!(done.stderr.contains("secret/ceo.yaml:9:10"), "{}", done.stderr);
        assert!(done.stderr.contains("no answers in"), "{}", done.stderr);
    }
    let document = as_json(&tiny(folder.path()).portfolio);
    assert_eq!(names(&document), ["foreign", "secret", "silent", "sound"]);
    let problem = |unit: usize, key: &str| document["units"][unit]["problem"][key].clone();
    assert_eq!((problem(0, "code"), problem(0, "line")), ("unknown-questionnaire".into(), 2.into()));
    assert_eq!((problem(1, "code"), problem(1, "file")), ("invalid-level".into(), "ceo.yaml".into()));
    assert_eq!((problem(2, "code"), problem(2, "message")), ("no-answers".into(), "no answers in it".into()));
    assert_eq!(document["units"][3]["problem"], Value::Null);
    assert_eq!(document["across"]["with_result"], 1);
    let drawn = terminal(&tiny(folder.path()).portfolio, Sort::Folder, 80);
    assert!(drawn.contains("- secret: ceo.yaml, line 9: this is no level"), "{drawn}");
}

#[test]
fn many_are_named_in_part_and_counted_in_full() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..12 {
        unit(folder.path(), &format!("weak-{number:02}"), &format!("Weak {number}"), ["0", "0", "0"]);
        unit(folder.path(), &format!("broken-{number:02}"), "Broken", ["7", "0", "0"]);
    }
    unit(folder.path(), "strong", "Strong", ["5", "5", "5"]);
    let path = folder.path().to_str().unwrap();
    let done = call(&["-q", "tests/fixtures/tiny.yaml", "portfolio", path]).expect(3);
    assert_eq!(done.stderr.matches("error[invalid-level]").count(), 20, "{}", done.stderr);
    assert!(done.stderr.contains("note: 2 more units have no result; the rows say why"), "{}", done.stderr);
    let drawn = done.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        drawn.contains("Tech: Weak 0, Weak 1, Weak 2, Weak 3 and 8 more could ask Strong (5.0)."),
        "{drawn}"
    );
    assert_eq!(
        drawn.matches("this is no level").count() + drawn.matches("7 is no level").count(),
        0,
        "{drawn}"
    );
    assert_eq!(done.stdout.matches("ceo.yaml, line 6: ").count(), 12, "{}", done.stdout);
}

#[test]
fn where_no_unit_can_be_used_there_is_no_result() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    for arguments in
        [vec!["portfolio", path], vec!["portfolio", "no-such-folder"], vec!["portfolio", "Cargo.toml"]]
    {
        let done = call(&arguments).expect(3);
        assert!(done.stdout.is_empty() && done.stderr.contains("error: "), "{}", done.stderr);
    }
    equipoise("portfolio").expect(2);
    equipoise(&format!("portfolio {EXAMPLE} -o /no/such/folder/out.csv")).expect(4);
}

#[test]
fn folders_are_found_down_the_tree_and_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    for name in ["north/sales", "south/sales", "south/legal"] {
        unit(folder.path(), name, "Same Company", ["3", "3", "3"]);
    }
    // A file that is no answers leaves a folder what it is; a folder in a unit, a dotfolder and a loop count nothing.
    fs::write(at("south/policy.yaml"), "format: equipoise/policy@1\n").unwrap();
    unit(folder.path(), "south/legal/archive", "Old Company", ["0", "0", "0"]);
    unit(folder.path(), ".git", "Hidden", ["0", "0", "0"]);
    std::os::unix::fs::symlink(folder.path(), at("north/sales/loop")).unwrap();
    let read = tiny(folder.path());
    assert_eq!(names(&as_json(&read.portfolio)), ["north/sales", "legal", "south/sales"]);
    assert_eq!(read.notes.len(), 2, "{:?}", read.notes);
    assert!(read.notes[1].contains("legal holds answers, so it is one unit; 1 folder in it passed over"));
    // One organization thrice: the folder is shown beside it.
    let drawn = terminal(&read.portfolio, Sort::Folder, 100);
    assert!(drawn.contains("north/sales: Same Company") && drawn.contains("legal: Same Company"), "{drawn}");
    assert!(drawn.contains("3 units name an organization that another one names too"), "{drawn}");
    // Named twice, it counts once.
    let twice = surveyed(&[&root().join(EXAMPLE), &root().join(EXAMPLE).join("home-care")]);
    assert_eq!((twice.portfolio.units.len(), twice.notes.len()), (6, 1));
}

#[test]
fn answers_beside_units_are_said_in_the_result_and_by_the_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a", "b", "north/c"] {
        unit(folder.path(), name, &format!("Unit {name}"), ["3", "3", "3"]);
    }
    fs::create_dir(folder.path().join("empty")).unwrap();
    unit(folder.path(), "", "Stray", ["1", "1", "1"]);
    let path = folder.path().to_str().unwrap();
    let run = |format: &str| {
        call(&["-q", "tests/fixtures/tiny.yaml", "portfolio", path, "-f", format]).expect(3).stdout
    };
    for format in ["terminal", "html"] {
        let shown = run(format).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            shown.contains("holds answers itself, so it is one unit, and 3 folders with answers"),
            "{shown}"
        );
    }
    let document = as_json(&tiny(folder.path()).portfolio);
    assert_eq!(document["passed_over"][0]["folders"], 3);
    assert_eq!(document["units"].as_array().unwrap().len(), 1);
    assert!(run("csv").contains("Stray"));
    // A folder without answers in it is no unit that would be missed.
    let clean = tempfile::tempdir().unwrap();
    unit(clean.path(), "", "Alone", ["1", "1", "1"]);
    fs::create_dir(clean.path().join("evidence")).unwrap();
    call(&["-q", "tests/fixtures/tiny.yaml", "portfolio", clean.path().to_str().unwrap()]).expect(0);
}

#[test]
fn a_link_to_folders_names_none_that_is_hidden() {
    let folder = tempfile::tempdir().unwrap();
    unit(folder.path(), "all/.git", "Hidden", ["3", "3", "3"]);
    unit(folder.path(), "all/x", "Seen", ["3", "3", "3"]);
    fs::create_dir(folder.path().join("units")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("all"), folder.path().join("units/link")).unwrap();
    unit(folder.path(), "units/y", "Why", ["3", "3", "3"]);
    let path = folder.path().join("units").display().to_string();
    let done = call(&["-q", "tests/fixtures/tiny.yaml", "portfolio", &path]).expect(3);
    assert!(done.stderr.contains("link/x that is meant?"), "{}", done.stderr);
    assert!(!done.stderr.contains(".git"), "{}", done.stderr);
}

#[test]
fn hostile_names_steer_nothing_and_compute_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let names = ["=cmd()", "@\u{1b}[2J", "+1\u{202e}x", "-a\nb", "comma,\"quote\""];
    for name in names {
        unit(folder.path(), name, r#""=HYPERLINK(\"x\")\e[31m\u202e""#, ["3", "3", "3"]);
    }
    fs::create_dir(folder.path().join("=empty\u{1b}[2J")).unwrap();
    let portfolio = tiny(folder.path()).portfolio;
    let drawn = terminal(&portfolio, Sort::Folder, 80);
    assert!(!drawn.chars().any(|c| is_hostile(c) || c == '\u{1b}'), "{drawn:?}");
    let table = as_csv(&portfolio);
    assert!(!table.replace("\r\n", "\n").chars().any(is_hostile), "{table:?}");
    let mut reader = ::csv::Reader::from_reader(table.as_bytes());
    let mut rows = 0;
    for record in reader.records() {
        let record = record.unwrap();
        rows += 1;
        for cell in &record {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t']), "{cell}");
        }
    }
    assert_eq!(rows, 6);
    let mut bytes = Vec::new();
    json::write(&mut bytes, &portfolio, Sort::Folder).unwrap();
    assert!(!String::from_utf8(bytes).unwrap().chars().any(is_hostile));
    as_json(&portfolio);
    let done =
        call(&["-q", "tests/fixtures/tiny.yaml", "portfolio", folder.path().to_str().unwrap()]).expect(3);
    assert!(!done.stderr.contains('\u{1b}'), "{:?}", done.stderr);
}

#[test]
fn one_unit_and_units_without_values_are_shown_as_what_they_are() {
    let folder = tempfile::tempdir().unwrap();
    unit(folder.path(), "a", "Quiet Works", ["", "", ""]);
    let portfolio = tiny(folder.path()).portfolio;
    insta::assert_snapshot!("one_without_values", terminal(&portfolio, Sort::Strength, 80));
    let document = as_json(&portfolio);
    assert_eq!(document["units"][0]["strength"], Value::Null);
    assert_eq!(document["across"]["mechanisms"], Value::Array(Vec::new()));
    let example = surveyed(&[&root().join(EXAMPLE).join("home-care")]).portfolio;
    let drawn = terminal(&example, Sort::Folder, 80);
    assert!(
        drawn.contains("Portfolio of 1 unit\n") && drawn.contains("One unit, with a strength of"),
        "{drawn}"
    );
}

#[test]
fn warnings_are_counted_not_listed() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a", "b"] {
        unit(folder.path(), name, name, ["3", "3", "3"]);
        let file = folder.path().join(name).join("ceo.yaml");
        let text = fs::read_to_string(&file).unwrap().replace("1.2.0", "1.1.0");
        fs::write(folder.path().join(name).join("cio.yaml"), text.replace("ceo", "cio")).unwrap();
        fs::write(folder.path().join(name).join("other.yaml"), "a: b\n").unwrap();
    }
    let done =
        call(&["-q", "tests/fixtures/tiny.yaml", "portfolio", folder.path().to_str().unwrap()]).expect(0);
    assert!(done.stderr.contains("note: 2 warnings in 2 units"), "{}", done.stderr);
    assert!(done.stderr.contains("note: 2 files in 2 units were passed over"), "{}", done.stderr);
    assert_eq!(done.stderr.lines().count(), 2, "{}", done.stderr);
}

#[test]
fn the_example_is_one_that_a_reader_of_the_schema_understands() {
    let done = equipoise(&format!("portfolio {EXAMPLE} examples/marlow-freight -f json")).expect(0);
    let document: Value = serde_json::from_str(&done.stdout).unwrap();
    assert_eq!(faults(Schema::Portfolio, &document), Vec::<String>::new());
    assert_eq!(document["units"].as_array().unwrap().len(), 7);
    let drawn = equipoise(&format!("portfolio {EXAMPLE} examples/marlow-freight")).expect(0).stdout;
    assert!(drawn.contains("6 units have the quick interview only (q)"), "{drawn}");
}
