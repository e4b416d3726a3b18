//! What makes a finding the same finding after lines have moved: its code, its file, the keys above its place, and
//! the how-manieth of these it is. Values do not count: the digest of a level could be guessed back.

use std::collections::HashMap;

use super::report::{Finding, Spot};
use crate::digest::sha256;

/// Lines that are searched upwards for the keys above a place; answers to the full questionnaire take about 1,000.
const MAX_LINES: usize = 10_000;

/// Gives each finding of one run its fingerprint.
#[derive(Default)]
pub(super) struct Fingerprints(HashMap<String, usize>);

impl Fingerprints {
    /// The fingerprint of the next finding; `file` names its file in the same way on every machine.
    pub fn next(&mut self, finding: &Finding<'_>, file: &str) -> String {
        let keys = keys(&finding.spot);
        let one = sha256(&(finding.code.id(), file, &keys));
        let occurrence = self.0.entry(one.clone()).and_modify(|times| *times += 1).or_insert(1);
        let digest = sha256(&(one, *occurrence));
        digest.strip_prefix("sha256:").unwrap_or(&digest).to_owned()
    }
}

/// The keys above a place, innermost first, with the ids of list items among them. Read off the lines by their
/// indentation, not off a parse: a file that does not parse has findings too, and a key missed here or there only
/// leaves more to the counting.
fn keys<'a>(spot: &Spot<'a>) -> Vec<&'a str> {
    let text = spot.source.text.as_str();
    let at = spot.span.start;
    let line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    let own = Line::of(&text[line_start..line_end]);
    let mut keys = Vec::new();
    if at - line_start > own.key_column {
        let is_key = text[spot.span.end..].starts_with(':');
        keys.extend(if is_key { Some(&text[at..spot.span.end]) } else { flow_key(&text[line_start..at]) });
    }
    keys.extend(own.key);
    keys.extend(own.item);
    let (mut limit, mut in_item) = (own.indent, own.item.is_some());
    for line in text[..line_start].rsplit('\n').skip(1).take(MAX_LINES) {
        if limit == 0 && !in_item {
            break;
        }
        let line = Line::of(line);
        // An item may stand below the very column of the key that holds its list.
        let above = |column: usize| column < limit || (in_item && column == limit);
        match (line.item, line.key) {
            (Some(item), key) if line.indent < limit => {
                // The first key of an item stands beside the others, not above them.
                keys.extend(key.filter(|_| above(line.key_column)));
                keys.push(item);
                (limit, in_item) = (line.indent, true);
            }
            (None, Some(key)) if above(line.indent) => {
                keys.push(key);
                (limit, in_item) = (line.indent, false);
            }
            _ => {}
        }
    }
    keys
}

/// What a line of block style begins with.
#[derive(Debug, Default, PartialEq, Eq)]
struct Line<'a> {
    /// Blanks before anything else.
    indent: usize,
    /// For an item of a list its id, empty where it does not begin with one.
    item: Option<&'a str>,
    /// Where the key stands, or what stands in its place.
    key_column: usize,
    /// The key.
    key: Option<&'a str>,
}

impl<'a> Line<'a> {
    fn of(line: &'a str) -> Self {
        let rest = line.trim_start_matches(' ');
        let indent = line.len() - rest.len();
        let Some(inside) = rest.strip_prefix("- ") else {
            return Self { indent, item: None, key_column: indent, key: key(rest) };
        };
        let inside = inside.trim_start_matches(' ');
        Self {
            indent,
            item: Some(id(inside).unwrap_or_default()),
            key_column: line.len() - inside.len(),
            key: key(inside),
        }
    }
}

/// The key that a text begins with.
fn key(text: &str) -> Option<&str> {
    let text = text.trim_end();
    if text.starts_with(['#', '{', '[', '&', '*', '!', '|', '>', '%', '@']) {
        return None;
    }
    let end = text.find(": ").or_else(|| text.strip_suffix(':').map(str::len))?;
    Some(unquoted(&text[..end]))
}

/// The id with which an item begins, in block or in flow style.
fn id(item: &str) -> Option<&str> {
    let value = item.trim_start_matches(['{', ' ']).strip_prefix("id: ")?;
    value.split([',', '}', '#']).next().map(unquoted)
}

/// The key before a place within `{…}`; nothing where the line has no such thing.
fn flow_key(before: &str) -> Option<&str> {
    let start = before.rfind(['{', '[', ','])? + 1;
    before[start..].trim().strip_suffix(':').map(unquoted)
}

fn unquoted(text: &str) -> &str {
    text.trim().trim_matches(['"', '\''])
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostic::{Code, Diagnostic, Findings};
    use crate::source::{Source, Span};

    const TEXT: &str = "\
questionnaire: {id: tiny}
answers:
  # 'tech.a: 1' was answered before
  tech.a: {level: 9, note: \"b: c\"}
  tech.b:
    note: |
      Foo: bar

    level: 8
mechanisms:
- id: soc
  questions:
    - {id: soc.a, ask: x, requires: {question: q7, level: 7}}
    - ask: y
      objectives:
        business: 6
";

    fn path(text: &str, needle: &str) -> String {
        let source = Arc::new(Source::new("a.yaml", text));
        let start = text.find(needle).unwrap();
        let one = [Diagnostic::new(Code::Syntax, &source, Span::new(start, start + needle.len()), "m")];
        let report = crate::diagnostic::report::Report::new(&Findings { findings: &one, files: &[] });
        keys(&report.findings[0].spot).join("<")
    }

    #[test]
    fn keys_above_a_place() {
        for (needle, expected) in [
            ("tiny", "id<questionnaire"),
            ("answers", "answers"),
            ("tech.a: {", "tech.a<answers"),
            ("9", "level<tech.a<answers"),
            ("note: \"", "tech.a<answers"),
            ("note", "note<tech.a<answers"),
            ("8", "level<tech.b<answers"),
            ("soc\n", "id<soc<mechanisms"),
            ("q7", "question<soc.a<questions<soc<mechanisms"),
            ("7}", "level<soc.a<questions<soc<mechanisms"),
            ("y\n", "ask<<questions<soc<mechanisms"),
            ("6", "business<objectives<<questions<soc<mechanisms"),
        ] {
            assert_eq!(path(TEXT, needle), expected, "{needle}");
        }
    }

    #[test]
    fn any_text_has_keys_of_some_sort() {
        for text in
            ["x", ":x", "- x", "-x", "{{{,:x", "\r\n\t- :\r\nx", "é: {ü: x", "- - - x", "\"x", "': 'x: "]
        {
            path(text, "x");
        }
    }
}
