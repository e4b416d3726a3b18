//! Reading the tree into values, collecting every problem on the way.

use std::fmt::Display;
use std::sync::Arc;

use super::{Node, Value, key_text};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, Span};
use crate::text::{self, is_blank};

/// Reads values of one file and collects its problems.
pub struct Reader<'a> {
    /// The file.
    pub source: &'a Arc<Source>,
    /// What was found so far.
    pub problems: Vec<Diagnostic>,
    /// How often the nearest known word was looked for.
    searched: usize,
}

/// So many misspelt words get a suggestion; a hostile file could hold a hundred thousand, and each costs a search.
const MAX_SEARCHED: usize = 100;

/// No mapping of an answers file has more keys of its own.
const KEYS: usize = 10;

/// The entries of a mapping, with the keys that were asked for.
pub struct Fields<'n, 's> {
    /// Where the mapping stands; its first key is what a caret points at.
    pub span: Span,
    entries: &'n [(Node<'s>, Node<'s>)],
    known: Vec<&'static str>,
    what: &'static str,
}

impl<'a> Reader<'a> {
    /// A reader of a parsed file, which has found the keys that stand twice and nothing else yet.
    pub fn new(source: &'a Arc<Source>, root: &Node<'_>) -> Self {
        Self { source, problems: super::duplicates(source, root), searched: 0 }
    }

    /// Notes a problem.
    pub fn push(&mut self, code: Code, span: Span, message: impl Into<String>, label: impl Into<String>) {
        self.problems.push(Diagnostic::new(code, self.source, span, message).label(label));
    }

    /// Notes a problem whose message quotes a value of the file; `discreet` says it without.
    pub fn push_quoting(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        discreet: impl Into<String>,
        label: impl Into<String>,
    ) {
        self.problems.push(Diagnostic::new(code, self.source, span, message).discreet(discreet).label(label));
    }

    /// Notes that a value has the wrong type.
    pub fn wrong_type(&mut self, node: &Node<'_>, what: &str, expected: &str) {
        let help = match node.value {
            Value::Int(_) | Value::Float(_) | Value::Bool if expected == "text" => {
                Some("in quotes it is text".to_owned())
            }
            _ => None,
        };
        let message = format!("{what} must be {expected}, and here is {}", node.value.describe());
        self.problems.push(
            Diagnostic::new(Code::WrongType, self.source, node.span, message)
                .label(format!("expected {expected}"))
                .maybe_help(help),
        );
    }

    /// The entries of a mapping called `what` ("a question").
    pub fn fields<'n, 's>(&mut self, node: &'n Node<'s>, what: &'static str) -> Option<Fields<'n, 's>> {
        let Value::Map(entries) = &node.value else {
            self.wrong_type(node, what, "a mapping");
            return None;
        };
        let span = entries.first().map_or(node.span, |(key, _)| key.span);
        Some(Fields { span, entries, known: Vec::with_capacity(KEYS), what })
    }

    /// The items of a list.
    pub fn list<'n, 's>(&mut self, node: &'n Node<'s>, what: &str) -> &'n [Node<'s>] {
        if let Value::List(items) = &node.value {
            items
        } else {
            self.wrong_type(node, what, "a list");
            &[]
        }
    }

    /// A text that is not blank, trimmed.
    pub fn text(&mut self, node: &Node<'_>, what: impl Display) -> Option<String> {
        self.trimmed(node, what).map(ToOwned::to_owned)
    }

    /// The same as it stands in the tree, for what is only looked at.
    pub fn trimmed<'n>(&mut self, node: &'n Node<'_>, what: impl Display) -> Option<&'n str> {
        let Value::Text(value) = &node.value else {
            self.wrong_type(node, &what.to_string(), "text");
            return None;
        };
        let trimmed = value.trim();
        if is_blank(trimmed) {
            self.push(Code::EmptyText, node.span, format!("{what} is blank"), "expected some text");
            return None;
        }
        Some(trimmed)
    }

    /// A list of texts that are not blank.
    pub fn texts(&mut self, node: &Node<'_>, what: &str) -> Vec<String> {
        self.list(node, what).iter().filter_map(|item| self.text(item, what)).collect()
    }

    /// A whole number within a range.
    pub fn whole(
        &mut self,
        node: &Node<'_>,
        range: std::ops::RangeInclusive<u8>,
        code: Code,
        what: &str,
    ) -> Option<u8> {
        let found = match node.value {
            Value::Int(value) => u8::try_from(value).ok().filter(|value| range.contains(value)),
            _ => None,
        };
        if found.is_none() {
            let expected = format!("expected a whole number from {} to {}", range.start(), range.end());
            let message = match node.value {
                Value::Int(_) => format!("{what} is out of range"),
                _ => format!("{what} must be a whole number, and here is {}", node.value.describe()),
            };
            self.push(code, node.span, message, expected);
        }
        found
    }

    /// `true` or `false`, in the three spellings of YAML 1.2; `None` for anything else.
    pub fn truth(&self, node: &Node<'_>) -> Option<bool> {
        matches!(node.value, Value::Bool)
            .then(|| self.source.slice(node.span).trim().eq_ignore_ascii_case("true"))
    }

    /// A positive finite number.
    pub fn weight(&mut self, node: &Node<'_>) -> Option<f64> {
        let value = match node.value {
            Value::Int(value) => Some(value as f64),
            Value::Float(value) => Some(value),
            _ => None,
        };
        let value = value.filter(|weight| weight.is_finite() && *weight > 0.0);
        if value.is_none() {
            self.push(
                Code::InvalidWeight,
                node.span,
                "a weight must be a positive finite number",
                "expected a number above 0, such as 1",
            );
        }
        value
    }

    /// A number within a range; `expected` says which.
    pub fn number(
        &mut self,
        node: &Node<'_>,
        range: std::ops::RangeInclusive<f64>,
        code: Code,
        expected: &str,
    ) -> Option<f64> {
        let value = match node.value {
            Value::Int(value) => Some(value as f64),
            Value::Float(value) => Some(value),
            _ => None,
        };
        let value = value.filter(|value| range.contains(value));
        if value.is_none() {
            let message = match node.value {
                Value::Int(_) | Value::Float(_) => "the number is out of range".to_owned(),
                _ => format!("a number is needed, and here is {}", node.value.describe()),
            };
            self.push(code, node.span, message, format!("expected {expected}"));
        }
        value
    }

    /// As [`Self::truth`]; anything else is noted.
    pub fn required_truth(&mut self, node: &Node<'_>, what: &str) -> Option<bool> {
        let truth = self.truth(node);
        if truth.is_none() {
            self.wrong_type(node, what, "true or false");
        }
        truth
    }

    /// The entries of a mapping from ids; `find` knows the ids, of which the nearest is named otherwise.
    pub fn by_id<'n, 's, T>(
        &mut self,
        node: &'n Node<'s>,
        what: &str,
        known: &[&str],
        find: impl Fn(&str) -> Option<T>,
    ) -> Vec<(T, &'n Node<'s>)> {
        let Value::Map(entries) = &node.value else {
            self.wrong_type(node, &format!("a list of each {what}"), "a mapping");
            return Vec::new();
        };
        let mut found = Vec::new();
        for (key, value) in entries {
            let id = key_text(self.source, key);
            if let Some(thing) = find(id) {
                found.push((thing, value));
            } else {
                let id = id.to_owned();
                self.unknown(Code::UnknownId, key.span, what, &id, known.iter().copied());
            }
        }
        found
    }

    /// A word out of a closed set.
    pub fn keyword<T>(
        &mut self,
        node: &Node<'_>,
        what: &str,
        ids: &[&str],
        from_id: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let word = self.trimmed(node, what)?;
        let value = from_id(word);
        if value.is_none() {
            self.unknown(Code::UnknownValue, node.span, what, word, ids.iter().copied());
        }
        value
    }

    /// Notes a word or id that is not known, with the nearest that is.
    pub fn unknown<'k>(
        &mut self,
        code: Code,
        span: Span,
        what: &str,
        word: &str,
        known: impl Iterator<Item = &'k str>,
    ) {
        let label = self.suggestion(word, known);
        let message = format!("there is no {what} `{}`", text::cut(word, 60));
        self.push_quoting(code, span, message, format!("there is no such {what}"), label);
    }

    /// The nearest known word, or all of them where they are few.
    fn suggestion<'k>(&mut self, word: &str, known: impl Iterator<Item = &'k str>) -> String {
        self.searched += 1;
        if self.searched > MAX_SEARCHED {
            return String::new();
        }
        let known: Vec<&str> = known.collect();
        match text::nearest(word, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if known.len() <= 25 => format!("expected {}", text::or_list(&known)),
            None => String::new(),
        }
    }

    /// An id in lower-case kebab-case.
    pub fn id(&mut self, node: &Node<'_>, what: &str) -> Option<String> {
        let id = self.text(node, what)?;
        self.is_id(&id, node.span, what).then_some(id)
    }

    /// Whether a text is an id in lower-case kebab-case; notes the problem where it is not.
    pub fn is_id(&mut self, id: &str, span: Span, what: &str) -> bool {
        let sound = is_kebab(id);
        if !sound {
            self.push(
                Code::InvalidId,
                span,
                format!("{what} `{}` is not in kebab-case", text::cut(id, 60)),
                "expected lower-case letters, digits and single hyphens",
            );
        }
        sound
    }

    /// A version `MAJOR.MINOR.PATCH`.
    pub fn version(&mut self, node: &Node<'_>, what: &str) -> Option<semver::Version> {
        let raw = match &node.value {
            Value::Text(raw) => raw.trim(),
            _ => self.source.slice(node.span).trim(),
        };
        let version = semver::Version::parse(raw).ok();
        if version.is_none() {
            self.push_quoting(
                Code::InvalidVersion,
                node.span,
                format!("{what} `{}` is no version", text::cut(raw, 40)),
                format!("{what} is no version"),
                "expected MAJOR.MINOR.PATCH, such as 1.0.0",
            );
        }
        version
    }
}

impl<'n, 's> Fields<'n, 's> {
    /// The value of an optional key; `None` where it is missing or empty.
    pub fn get(&mut self, key: &'static str) -> Option<&'n Node<'s>> {
        self.known.push(key);
        let (_, value) =
            self.entries.iter().find(|(name, _)| matches!(&name.value, Value::Text(text) if text == key))?;
        (!matches!(value.value, Value::Null)).then_some(value)
    }

    /// The value of a required key; notes the problem where it is missing or empty.
    pub fn require(&mut self, reader: &mut Reader<'_>, key: &'static str) -> Option<&'n Node<'s>> {
        let value = self.get(key);
        if value.is_none() {
            let span = self.key_span(key).unwrap_or(self.span);
            let (message, label) = if self.key_span(key).is_some() {
                (format!("`{key}` of {} is empty", self.what), "expected a value".to_owned())
            } else {
                (format!("{} has no `{key}`", self.what), format!("expected `{key}:` beside this key"))
            };
            reader.push(Code::MissingKey, span, message, label);
        }
        value
    }

    /// The mapping of a required key, which may be there and empty.
    pub fn require_map(&mut self, reader: &mut Reader<'_>, key: &'static str) -> Option<&'n Node<'s>> {
        if self.key_span(key).is_some() { self.get(key) } else { self.require(reader, key) }
    }

    /// A required text.
    pub fn text(&mut self, reader: &mut Reader<'_>, key: &'static str) -> Option<String> {
        self.require(reader, key).and_then(|node| reader.text(node, format_args!("`{key}`")))
    }

    /// An optional text; blank is none.
    pub fn optional_text(&mut self, reader: &mut Reader<'_>, key: &'static str) -> Option<String> {
        let node = self.get(key)?;
        match &node.value {
            Value::Text(text) if is_blank(text) => None,
            _ => reader.text(node, format_args!("`{key}`")),
        }
    }

    /// Where a key stands.
    pub fn key_span(&self, key: &str) -> Option<Span> {
        self.entries
            .iter()
            .find(|(name, _)| matches!(&name.value, Value::Text(text) if text == key))
            .map(|(name, _)| name.span)
    }

    /// Notes every key that nobody asked for.
    pub fn finish(self, reader: &mut Reader<'_>) {
        for (key, _) in self.entries {
            let name = key_text(reader.source, key);
            if !self.known.contains(&name) {
                let label = reader.suggestion(name, self.known.iter().copied());
                let message = format!("{} has no key `{}`", self.what, text::cut(name, 60));
                let discreet = if text::looks_like_id(name) {
                    message.clone()
                } else {
                    format!("{} has no such key", self.what)
                };
                reader.push_quoting(Code::UnknownKey, key.span, message, discreet, label);
            }
        }
    }
}

/// Lower-case ASCII letters, digits and single hyphens, beginning with a letter or digit.
fn is_kebab(id: &str) -> bool {
    !id.is_empty()
        && id.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}
