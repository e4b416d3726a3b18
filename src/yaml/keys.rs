//! Where the keys of a file stand, for those who may see nothing else of it.

use std::ops::Range;

use super::{Node, Value, key_text, tree};
use crate::source::{Source, Span};
use crate::text::looks_like_id;

/// The keys of answers and settlements. Of a file that is no YAML, only these are taken for keys: what else stands before
/// a colon may be part of a text.
const WORDS: [&str; 31] = [
    "answers",
    "artifacts",
    "as_of",
    "digest",
    "dissent",
    "evidence",
    "fit",
    "format",
    "id",
    "interviewer",
    "level",
    "name",
    "note",
    "open",
    "organization",
    "questionnaire",
    "reason",
    "respondent",
    "role",
    "scope",
    "security",
    "settled_on",
    "settlements",
    "started",
    "status",
    "updated",
    "version",
    "policy",
    "require",
    "use",
    "waivers",
];

/// The keys that look like ids.
pub fn keys(source: &Source) -> Vec<Span> {
    let mut found = Vec::new();
    match tree(source) {
        Ok(root) => collect(source, &root, &mut found),
        Err(_) => lexical(source, &mut found),
    }
    found
}

/// The lines of a key of the outermost mapping, up to the next key, from the first such key to the last; the whole file
/// where it is no YAML.
pub fn section(source: &Source, key: &str) -> Option<Range<usize>> {
    let Ok(root) = tree(source) else { return Some(0..source.text.len()) };
    let Value::Map(entries) = &root.value else { return None };
    let is_it = |(name, _): &(Node<'_>, Node<'_>)| key_text(source, name) == key;
    let (at, last) = (entries.iter().position(is_it)?, entries.iter().rposition(is_it)?);
    let end = entries.get(last + 1).map_or(source.text.len(), |(next, _)| next.span.start);
    Some(entries[at].0.span.start..end)
}

/// Where the first key at the top stands that is none of these, or that holds a mapping where `use` holds a word.
pub fn first_other(source: &Source, known: &[&str]) -> Option<usize> {
    let Ok(root) = tree(source) else { return Some(0) };
    let Value::Map(entries) = &root.value else { return None };
    let other = |(name, value): &&(Node<'_>, Node<'_>)| {
        let key = key_text(source, name);
        !known.contains(&key) || key == "use" && matches!(value.value, Value::Map(_) | Value::List(_))
    };
    entries.iter().find(other).map(|(name, _)| name.span.start)
}

fn collect(source: &Source, node: &Node<'_>, found: &mut Vec<Span>) {
    match &node.value {
        Value::Map(entries) => {
            for (key, value) in entries {
                if looks_like_id(key_text(source, key)) {
                    found.push(key.span);
                }
                collect(source, value, found);
            }
        }
        Value::List(items) => items.iter().for_each(|item| collect(source, item, found)),
        _ => {}
    }
}

fn lexical(source: &Source, found: &mut Vec<Span>) {
    let mut start = 0;
    for line in source.text.split_inclusive('\n') {
        let at = start + (line.len() - line.trim_start_matches([' ', '-']).len());
        let word = line.trim_start_matches([' ', '-']).split(':').next().unwrap_or_default();
        if WORDS.contains(&word) && source.text[at + word.len()..].starts_with(':') {
            found.push(Span::new(at, at + word.len()));
        }
        start += line.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<String> {
        let source = Source::new("x", text);
        keys(&source).into_iter().map(|span| source.slice(span).to_owned()).collect()
    }

    #[test]
    fn keys_are_found_in_what_is_yaml_and_few_in_what_is_not() {
        assert_eq!(of("a: {b: c, Dora Smith: 1}\nd: |\n  e: f\n"), ["a", "b", "d"]);
        assert_eq!(of("note: x\n  secret: [\n- level: 3\n"), ["note", "level"]);
    }

    #[test]
    fn a_section_ends_where_the_next_begins() {
        let source = Source::new("x", "a: 1\nb:\n  - c\nd: 2\n");
        assert_eq!(section(&source, "b").map(|range| &source.text[range]), Some("b:\n  - c\n"));
        assert_eq!(section(&source, "e"), None);
        let twice = Source::new("x", "b: 1\nc: 2\nb: 3\nd: 4\n");
        assert_eq!(section(&twice, "b").map(|range| &twice.text[range]), Some("b: 1\nc: 2\nb: 3\n"));
    }
}
