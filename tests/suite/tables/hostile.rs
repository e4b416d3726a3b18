//! Text from files that means harm, or is merely odd, in every field of every format.

use std::collections::HashMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use equipoise::framework::Status;
use equipoise::questionnaire::{Measure, Place};
use equipoise::report::csv::Table;
use equipoise::report::html;
use equipoise::text::is_hostile;

use super::Drawn;
use crate::fuzzing::targets::holds::{is_markdown, unescaped};

const NASTY: [&str; 16] = [
    "=HYPERLINK(\"http://evil.example\",\"x\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "</details></summary>| a | b |\n| --- | --- |\n# heading\n- item\n1. one\n```\ncode",
    "[x](javascript:alert(1)) ![y](https://evil.example/p.png) https://evil.example www.evil.example",
    "a,b;c\t\"quoted\" 'single'\r\nnext line\u{2028}separator",
    "\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}31m\u{0}",
    "\u{202e}txt.exe\u{2066}\u{200f}\u{feff}",
    "👩‍👩‍👧‍👦 🇨🇭 é 安全 עברית",
    "_x0041_ \u{ffff}\u{fffe} &amp; &#x41; ]]>",
    "@maintainer closes #1 <!-- comment",
    "{{7*7}} ${7*7} $HOME `id` $x^2$ ~~gone~~ **bold** __bold__",
    "",
];

fn nasty(place: usize) -> String {
    match place % (NASTY.len() + 1) {
        16 => "long = ".repeat(1_500),
        own => NASTY[own].to_owned(),
    }
}

/// An organization all of whose texts mean harm, each place another one.
fn hostile(shift: usize) -> Drawn {
    let mut drawn = Drawn::vector("09-five-respondents");
    let mut place = shift;
    let mut next = || {
        place += 1;
        nasty(place)
    };
    let organization = next();
    for (index, answers) in drawn.answers.iter_mut().enumerate() {
        answers.organization.clone_from(&organization);
        answers.respondent.name = Some(format!("{}{index}", next()));
        answers.interviewer = Some(next());
        answers.status = if index == 0 { Status::Confirmed } else { Status::Draft };
        for entry in answers.entries.iter_mut().filter(|entry| entry.answer.is_some()) {
            entry.note = Some(next());
            entry.artifacts = vec![next(), next()];
        }
    }
    let questionnaire = &mut drawn.questionnaire;
    questionnaire.title = next();
    questionnaire.source = next();
    for level in &mut questionnaire.levels {
        level.name = next();
    }
    for mechanism in &mut questionnaire.mechanisms {
        mechanism.name = next();
        // A guideline names its groups.
        let group = format!("={} {}", mechanism.group, nasty(shift));
        let own = std::mem::replace(&mut mechanism.group, group);
        for guideline in &mut questionnaire.guidelines {
            if let Measure::Groups(groups) = &mut guideline.measure {
                groups
                    .iter_mut()
                    .filter(|group| **group == own)
                    .for_each(|group| group.clone_from(&mechanism.group));
            }
        }
    }
    for question in &mut questionnaire.questions {
        question.ask = next();
        question.statements = std::array::from_fn(|_| next());
        if let Place::Outcome { poles: Some(poles), .. } = &mut question.place {
            *poles = [next(), next()];
        }
    }
    for guideline in &mut questionnaire.guidelines {
        guideline.title = next();
        guideline.source = next();
    }
    drawn
}

#[test]
fn no_text_breaks_a_table() {
    for shift in (0..=NASTY.len()).step_by(4) {
        let drawn = hostile(shift);
        for table in Table::ALL {
            let rows: Vec<HashMap<String, String>> = drawn.rows(table);
            let calm = Drawn::vector("09-five-respondents").rows(table);
            assert_eq!(rows.len(), calm.len(), "{table}");
            for (row, calm) in rows.iter().zip(&calm) {
                for (column, field) in row {
                    let first = field.trim_start().chars().next();
                    // A difference may be less than nothing.
                    let number = field.parse::<f64>().is_ok() && calm[column] == *field;
                    let formula = matches!(first, Some('=' | '+' | '-' | '@'));
                    assert!(!formula || number, "{table} {column}: {field:?}");
                    assert!(!field.chars().any(is_hostile), "{table} {column}: {field:?}");
                }
                // Respondents stand in the order of their names.
                for column in
                    calm.keys().filter(|column| table != Table::Answers && *column != "organization")
                {
                    assert_eq!(row[column], calm[column], "{table} {column}");
                }
            }
        }
    }
}

#[test]
fn no_text_breaks_a_comment() {
    let calm = shape(&Drawn::vector("09-five-respondents").markdown(true));
    for shift in (0..=NASTY.len()).step_by(4) {
        let text = hostile(shift).markdown(true);
        assert_eq!(shape(&text).details, calm.details, "a part that unfolds opens or closes");
        for line in text.lines() {
            assert!(
                !unescaped(&line.replace("**", ""), '`') || line.contains("| `") || line.starts_with('`')
            );
            assert!(!unescaped(line, '[') && !unescaped(line, '!') && !unescaped(line, '$'), "{line}");
            assert!(!line.contains("http:/") && !line.contains("https:/"), "{line}");
            assert!(!line.contains("@m") && !line.contains("#1"), "{line}");
            let begins = ["# heading", "- item", "1. one", "```", "| --- | --- |\u{a0}", "    "];
            assert!(!begins.iter().any(|begin| line.starts_with(begin)), "{line}");
        }
        assert_eq!(shape(&text).headings, calm.headings);
        is_markdown(&text);
    }
}

#[derive(Debug, PartialEq)]
struct Shape {
    details: [usize; 2],
    headings: usize,
}

fn shape(text: &str) -> Shape {
    let count = |wanted: &str| text.lines().filter(|line| *line == wanted).count();
    let details = [count("<details>"), count("</details>")];
    assert_eq!(details[0], details[1]);
    Shape { details, headings: text.lines().filter(|line| line.starts_with("### ")).count() }
}

#[test]
fn no_text_breaks_a_workbook() {
    let calm = Drawn::vector("09-five-respondents").sheets();
    for shift in (0..=NASTY.len()).step_by(4) {
        let drawn = hostile(shift);
        for (name, sheet) in drawn.sheets() {
            for text in sheet.iter().flatten().filter_map(|cell| match cell {
                Data::String(text) => Some(text),
                _ => None,
            }) {
                let first = text.trim_start().chars().next();
                assert!(!matches!(first, Some('=' | '+' | '-' | '@')), "{name}: {text:?}");
                assert!(text.encode_utf16().count() <= 32_767);
                assert!(text.chars().all(is_xml), "{name}: {text:?}");
            }
            let numbers = |sheet: &super::Sheet| {
                sheet.iter().flatten().filter(|cell| matches!(cell, Data::Float(_))).count()
            };
            assert_eq!(numbers(&sheet), numbers(&calm[&name]), "{name}");
        }
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(drawn.workbook())).unwrap();
        for name in book.sheet_names() {
            assert!(book.worksheet_formula(&name).unwrap().is_empty(), "{name} computes something");
        }
    }
}

#[test]
fn a_name_of_any_length_is_cut_wherever_it_stands() {
    let lengths = |name: &str| {
        let mut drawn = Drawn::vector("09-five-respondents");
        for answers in &mut drawn.answers {
            answers.organization = name.to_owned();
            answers.respondent.name = Some(name.to_owned());
            answers.entries.iter_mut().for_each(|entry| entry.note = Some("Seen.".to_owned()));
        }
        let page = drawn.with(|view, _| {
            let mut page = Vec::new();
            html::write(&mut page, view, &html::Options::default()).unwrap();
            page.len()
        });
        let tables = Table::ALL.into_iter().map(|table| drawn.csv(table).len());
        [page, drawn.markdown(true).len()].into_iter().chain(tables).collect::<Vec<usize>>()
    };
    let long = "x".repeat(1_000_000);
    for (calm, hostile) in lengths("x").into_iter().zip(lengths(&long)) {
        assert!(hostile < calm + 200_000, "{calm} bytes became {hostile}");
    }
}

#[test]
fn a_text_that_looks_like_an_escape_stays_as_it_was_written() {
    let mut drawn = Drawn::vector("09-five-respondents");
    drawn.answers[0].respondent.name = Some("_x0041_ & <b> 👩‍👩‍👧‍👦".to_owned());
    let sheets = drawn.sheets();
    let found = sheets["People"].iter().flatten().any(|cell| cell == "_x0041_ & <b> 👩‍👩‍👧‍👦");
    assert!(found, "{:?}", sheets["People"]);
}

/// Whether XML 1.0 has a character.
fn is_xml(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..)
}
