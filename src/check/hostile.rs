//! Characters that steer terminals, hide, or reorder what stands beside them: as they are, and as escapes in quotes.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, Span};
use crate::text::is_hostile;
use crate::yaml::{self, Node, Value};

/// No more of these than a screen holds.
const MAX: usize = 10;

/// Hostile characters in a file that loads (so that there are no raw control characters in it).
pub fn hostile(source: &Arc<Source>) -> Vec<Diagnostic> {
    let bytes = source.text.as_bytes();
    let mut found = Vec::new();
    // Bytes first: nearly every file has none, and a scan of bytes costs nothing beside the parse. These begin the
    // hostile characters (and dashes and quotes of print).
    if bytes.iter().any(|byte| matches!(byte, 0xd8 | 0xe2 | 0xef | 0xf3)) {
        let raw = source.text.char_indices().filter(|(_, c)| is_hostile(*c) && !c.is_control());
        found.extend(raw.map(|(at, c)| finding(source, Span::new(at, at + c.len_utf8()), c, "the file")));
    }
    let escape = |pair: &[u8]| pair[0] == b'\\' && b"0abefvrxuUNLP_".contains(&pair[1]);
    if bytes.contains(&b'\\')
        && bytes.windows(2).any(escape)
        && let Ok(root) = yaml::parse(source)
    {
        escaped(source, &root, &mut found);
    }
    found.truncate(MAX);
    found
}

fn escaped(source: &Arc<Source>, node: &Node<'_>, found: &mut Vec<Diagnostic>) {
    match &node.value {
        Value::Text(text) => {
            let written = source.slice(node.span);
            let hidden = |c: &char| is_hostile(*c) && !written.contains(*c);
            if let Some(c) = text.chars().find(hidden) {
                found.push(finding(source, node.span, c, "a text"));
            }
        }
        Value::List(items) => items.iter().for_each(|item| escaped(source, item, found)),
        Value::Map(entries) => {
            for (key, value) in entries {
                escaped(source, key, found);
                escaped(source, value, found);
            }
        }
        _ => {}
    }
}

fn finding(source: &Arc<Source>, span: Span, c: char, place: &str) -> Diagnostic {
    let (code, what) = if c.is_control() {
        (Code::ControlCharacter, "control")
    } else {
        (Code::InvisibleCharacter, "invisible")
    };
    let message = format!("the {what} character U+{:04X} stands in {place}", c as u32);
    Diagnostic::new(code, source, span, message).help("remove it")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<Code> {
        hostile(&Arc::new(Source::new("x", text))).iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn hostile_characters_are_found_as_they_are_and_as_escapes() {
        assert_eq!(codes("a: \"fine – \\n \\\" \\t\"\n"), []);
        assert_eq!(codes("a: x\u{202e}y # \u{200f}\n"), [Code::InvisibleCharacter; 2]);
        assert_eq!(codes("a: [\"\\e[2J\"]\n"), [Code::ControlCharacter]);
        assert_eq!(codes("a: {\"\\u202e\": 1}\n"), [Code::InvisibleCharacter]);
        assert_eq!(codes("a: '\\e is no escape here'\n"), []);
    }
}
