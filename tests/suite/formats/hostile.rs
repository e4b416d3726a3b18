//! What a file, its name or a message holds can do no harm and is not told.

use std::collections::HashMap;
use std::sync::Arc;

use equipoise::diagnostic::{Code, Diagnostic, github, json, junit, sarif};
use equipoise::source::{Source, Span};
use equipoise::text::{clean_line, is_hostile};
use quick_xml::events::Event;
use serde_json::Value;

use super::{Checked, FORMATS};

/// File names and messages that mean harm.
const WORDS: [&str; 24] = [
    "::error file=a.yaml,line=1::owned",
    "x\n::error::owned",
    "x\r::set-output name=a::b",
    "x\r\n::add-mask::b",
    "x%0A::warning::owned",
    "%0D%0A::stop-commands::x",
    "a,line=9,title=b: c",
    "a:b::c",
    "##[error]owned",
    "x\n##[group]owned",
    "\u{1b}[31mred\u{1b}[0m",
    "\u{1b}]0;title\u{7}",
    "\u{9b}2J\u{85}::error::owned",
    "\u{202e}lmay\u{2066}\u{2028}::error::owned",
    "a b  c.yaml",
    "größe/安全.yaml",
    "it's \"quoted\" `so`.yaml",
    "why?#fragment.yaml",
    "100%.yaml",
    "<b>&amp;]]></failure>.yaml",
    "[words](https://example.org)",
    "nul\0and\u{fffe}\u{ffff}\u{7f}.yaml",
    "https://example.org/a.yaml",
    "C:\\a\\b.yaml",
];

/// Each word as the name of a file and as a message, help and label.
pub(super) fn corpus() -> Checked {
    let mut checked = Checked::default();
    for word in WORDS {
        checked = checked.at(word, "answers:\n  tech.a: 9\n", "9", word);
        let last = checked.findings.pop().unwrap();
        let source = Arc::clone(&last.place.source);
        checked.findings.push(last.help(word).label(word).related(&source, Span::new(0, 7), word));
    }
    checked
}

/// A command as the runner understands a line: its name, its properties and its message.
fn command(line: &str) -> (String, HashMap<String, String>, String) {
    let (head, data) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
    let (name, properties) = head.split_once(' ').unwrap();
    let unescape = |text: &str| {
        let text = text.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",");
        text.replace("%25", "%")
    };
    let pair = |property: &str| {
        let (key, value) = property.split_once('=').unwrap();
        (key.to_owned(), unescape(value))
    };
    (name.to_owned(), properties.split(',').map(pair).collect(), unescape(data))
}

fn visible(word: &str) -> String {
    word.chars().map(|c| if is_hostile(c) || c == '\n' { '\u{fffd}' } else { c }).collect()
}

#[test]
fn a_line_is_one_command_of_ours() {
    let printed = corpus().render(github::render);
    // Whatever a reader takes for the end of a line.
    let lines: Vec<&str> = printed
        .split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}'])
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(lines.len(), WORDS.len());
    for (line, word) in lines.into_iter().zip(WORDS) {
        let (name, properties, data) = command(line);
        assert_eq!(name, "error", "{line}");
        let mut keys: Vec<&str> = properties.keys().map(String::as_str).collect();
        keys.sort_unstable();
        assert_eq!(keys, ["col", "endColumn", "endLine", "file", "line", "title"], "{line}");
        assert_eq!(properties["file"], visible(word));
        assert_eq!((properties["line"].as_str(), properties["title"].as_str()), ("2", "invalid-level"));
        let (name, word) = (visible(word), clean_line(word));
        assert_eq!(data, format!("{word}\nsee {name}:1:1: {word}\nhelp: {word}"));
    }
}

#[test]
fn a_place_over_several_lines_has_no_columns() {
    let world = Checked::default().at("a.yaml", "a: [\n1]\n", "[\n1", "m");
    assert_eq!(world.render(github::render), "::error file=a.yaml,line=1,endLine=2,title=invalid-level::m\n");
}

#[test]
fn nothing_steers_a_terminal() {
    for (name, render) in FORMATS {
        let printed = corpus().render(render);
        let found: Vec<char> = printed.chars().filter(|c| is_hostile(*c) || *c == '\t').collect();
        assert!(found.is_empty(), "{name}: {found:?}");
        assert!(
            name == "github" || !printed.lines().any(|line| line.trim_start().starts_with("::")),
            "{name}"
        );
        // What a reader decodes is clean as well.
        let decoded = match name {
            "json" | "sarif" => serde_json::from_str::<Value>(&printed).unwrap().to_string(),
            _ => printed,
        };
        assert!(!decoded.contains("\\u00") && !decoded.contains("\\t"), "{name}: {decoded}");
    }
}

#[test]
fn a_uri_tells_the_name_exactly() {
    let log: Value = serde_json::from_str(&corpus().render(sarif::render)).unwrap();
    for (result, word) in log["runs"][0]["results"].as_array().unwrap().iter().zip(WORDS) {
        let location = &result["locations"][0]["physicalLocation"];
        let uri = location["artifactLocation"]["uri"].as_str().unwrap();
        assert!(uri.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~/%".contains(&b)), "{uri}");
        assert_eq!(decoded(uri), word);
        assert!(location["region"].get("snippet").is_none());
    }
}

fn decoded(uri: &str) -> String {
    let mut parts = uri.split('%');
    let mut bytes = parts.next().unwrap().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend(part[2..].bytes());
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_message_is_no_link() {
    let printed = corpus().render(sarif::render);
    assert!(!printed.contains("]("));
    assert!(printed.contains("[words] (https"));
}

#[test]
fn xml_says_what_was_said() {
    let xml = corpus().render(junit::render);
    let mut reader = quick_xml::Reader::from_str(&xml);
    let mut suites = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => break,
            Event::Start(tag) if tag.name().as_ref() == b"testsuite" => {
                let name = tag.try_get_attribute("name").unwrap().unwrap();
                suites.push(name.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap().into_owned());
            }
            _ => {}
        }
    }
    let expected: Vec<String> =
        WORDS.iter().map(|word| visible(word).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")).collect();
    assert_eq!(suites, expected);
}

#[test]
fn nothing_of_a_file_is_told_but_what_the_discreet_message_says() {
    let text = "answers:\n  tech.a: {note: sesame opens it, level: 4}\n";
    let source = Arc::new(Source::new("a.yaml", text));
    let start = text.find("sesame").unwrap();
    let span = Span::new(start, start + "sesame opens it".len());
    let finding = Diagnostic::new(Code::WrongType, &source, span, "`sesame opens it` is a note")
        .discreet("a note must be text")
        .label("did you mean `sesame`?")
        .related(&source, span, "said `sesame opens it` here")
        .help("in quotes it is text: \"sesame opens it\"");
    let world = Checked { findings: vec![finding], files: Vec::new() };
    for (name, render) in FORMATS {
        let printed = world.render(render);
        assert!(!printed.contains("sesame") && !printed.contains("level: "), "{name}: {printed}");
        assert!(printed.contains("a note must be text"), "{name}");
    }
    assert!(world.render(json::render).contains("\"help\": null"));
}

#[test]
fn no_format_shows_a_source_line() {
    // `tech.a: 3` and the like: keys are told, never with what follows them.
    for (name, render) in FORMATS {
        let printed = Checked::everything().render(render);
        for line in ["organization: ", "level: 2", "tech.a: ", "name: "] {
            assert!(!printed.contains(line), "{name} shows `{line}`");
        }
    }
}
