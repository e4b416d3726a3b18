//! YAML as a tree with places. The only module that reads through `serde-saphyr`.
//!
//! A tree instead of derived types: every problem of shape is then reported in one run, in our words, with the
//! nearest known key, and equal keys reach us both.

mod fields;
mod keys;

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_saphyr::budget::BudgetBreach as Breach;
use serde_saphyr::options::{DuplicateKeyPolicy, MergeKeyPolicy, NonFiniteFloatPolicy};
use serde_saphyr::{Error, Location, Spanned};

pub use fields::{Fields, Reader};
pub use keys::{first_other, keys, section};

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, Span};
use crate::text;

/// Nesting that a file may have; the formats need 6.
const MAX_DEPTH: usize = 64;
/// Values that a file may hold; the full questionnaire has about 3,000.
const MAX_NODES: usize = 250_000;

/// A value and where it stands.
#[derive(Debug, Clone)]
pub struct Node<'s> {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub value: Value<'s>,
}

/// A value as YAML 1.2 reads it.
#[derive(Debug, Clone)]
pub enum Value<'s> {
    /// Nothing, `~` or `null`.
    Null,
    /// `true` or `false` (`yes` and `no` are text).
    Bool,
    /// A whole number.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// Text.
    Text(Cow<'s, str>),
    /// A sequence.
    List(Vec<Node<'s>>),
    /// A mapping in file order; keys may stand twice.
    Map(Vec<(Node<'s>, Node<'s>)>),
}

impl Value<'_> {
    /// What it is, with an article.
    pub fn describe(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool => "a truth value",
            Self::Int(_) => "a whole number",
            Self::Float(_) => "a decimal number",
            Self::Text(_) => "text",
            Self::List(_) => "a list",
            Self::Map(_) => "a mapping",
        }
    }
}

/// Reads one document.
///
/// # Errors
///
/// Control characters, all of them; else the first error of syntax. Duplicate keys are for a [`Reader`] to tell, with
/// whatever else is wrong.
pub fn parse(source: &Arc<Source>) -> Result<Node<'_>, Vec<Diagnostic>> {
    let controls = control_characters(source);
    if !controls.is_empty() {
        return Err(controls);
    }
    match tree(source) {
        Ok(root) if matches!(root.value, Value::Null) => Err(vec![empty(source)]),
        Ok(root) => Ok(root),
        Err(error) => Err(vec![explain(source, &error)]),
    }
}

/// The tree as it stands, duplicate keys included.
fn tree(source: &Source) -> Result<Node<'_>, Error> {
    serde_saphyr::from_str_with_options::<Spanned<Tree<'_>>>(&source.text, options()).map(node)
}

fn options() -> serde_saphyr::Options {
    serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_depth: MAX_DEPTH,
            max_nodes: MAX_NODES,
            max_events: 4 * MAX_NODES,
            max_aliases: 0,
            max_anchors: 0,
            max_documents: 1,
        },
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        merge_keys: MergeKeyPolicy::Error,
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
        strict_booleans: true,
        reject_unsupported_tags: true,
        with_snippet: false,
    }
}

/// The value alone; [`Spanned`] adds the place.
struct Tree<'s>(Value<'s>);

impl<'de> Deserialize<'de> for Tree<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor).map(Tree)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value<'de>, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value<'de>, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Value<'de>, E> {
        Ok(Value::Bool)
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value<'de>, E> {
        Ok(Value::Int(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value<'de>, E> {
        Ok(i64::try_from(value).map_or(Value::Float(value as f64), Value::Int))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value<'de>, E> {
        Ok(Value::Float(value))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Borrowed(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Owned(value.to_owned())))
    }

    fn visit_string<E>(self, value: String) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Owned(value)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value<'de>, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element::<Spanned<Tree<'de>>>()? {
            list.push(node(item));
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value<'de>, A::Error> {
        let mut map = Vec::new();
        while let Some(key) = entries.next_key::<Spanned<Tree<'de>>>()? {
            let key = node(key);
            if matches!(key.value, Value::List(_) | Value::Map(_)) {
                return Err(A::Error::custom("a key must be a single word or number"));
            }
            map.push((key, node(entries.next_value::<Spanned<Tree<'de>>>()?)));
        }
        Ok(Value::Map(map))
    }
}

fn node(spanned: Spanned<Tree<'_>>) -> Node<'_> {
    Node { span: span(spanned.referenced).unwrap_or_default(), value: spanned.value.0 }
}

fn span(location: Location) -> Option<Span> {
    let start = usize::try_from(location.span().byte_offset()?).ok()?;
    let length = usize::try_from(location.span().byte_len()?).ok()?;
    Some(Span::new(start, start + length))
}

/// The text of a key as it stands in the file.
pub(crate) fn key_text<'n>(source: &'n Source, key: &'n Node<'_>) -> &'n str {
    match &key.value {
        Value::Text(text) => text,
        _ => source.slice(key.span),
    }
}

/// Mappings up to this size are searched key by key, which is faster than hashing them.
const FEW: usize = 12;

/// Every key that stands twice in its mapping.
fn duplicates(source: &Arc<Source>, root: &Node<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    find_duplicates(source, root, &mut found);
    found
}

fn find_duplicates(source: &Arc<Source>, node: &Node<'_>, found: &mut Vec<Diagnostic>) {
    match &node.value {
        Value::Map(entries) => {
            if entries.len() <= FEW {
                for (at, (key, _)) in entries.iter().enumerate() {
                    let text = key_text(source, key);
                    let same = |(earlier, _): &&(Node<'_>, Node<'_>)| key_text(source, earlier) == text;
                    if let Some((first, _)) = entries[..at].iter().rev().find(same) {
                        found.push(duplicate(source, key, first.span));
                    }
                }
            } else {
                let mut seen = HashMap::with_capacity(entries.len());
                for (key, _) in entries {
                    if let Some(first) = seen.insert(key_text(source, key), key.span) {
                        found.push(duplicate(source, key, first));
                    }
                }
            }
            for (_, value) in entries {
                find_duplicates(source, value, found);
            }
        }
        Value::List(items) => items.iter().for_each(|item| find_duplicates(source, item, found)),
        _ => {}
    }
}

fn duplicate(source: &Arc<Source>, key: &Node<'_>, first: Span) -> Diagnostic {
    let text = key_text(source, key);
    let message = format!("the key `{}` stands twice", text::cut(text, 60));
    let discreet = if text::looks_like_id(text) { message.clone() } else { "a key stands twice".to_owned() };
    Diagnostic::new(Code::DuplicateKey, source, key.span, message)
        .discreet(discreet)
        .label("again here")
        .related(source, first, "first here")
        .help("keep one of the two; which one was meant cannot be known")
}

/// No more of these than a screen holds.
const MAX_CONTROLS: usize = 10;

fn control_characters(source: &Arc<Source>) -> Vec<Diagnostic> {
    // Bytes first: nearly every file has none, and a scan of bytes costs nothing beside the parse.
    let suspicious = source
        .text
        .bytes()
        .any(|b| (b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r')) || b == 0x7f || b == 0xc2);
    if !suspicious {
        return Vec::new();
    }
    source
        .text
        .char_indices()
        .filter(|(_, c)| c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
        .take(MAX_CONTROLS)
        .map(|(at, c)| {
            Diagnostic::new(
                Code::ControlCharacter,
                source,
                Span::new(at, at + c.len_utf8()),
                format!("the control character U+{:04X} stands in the file", c as u32),
            )
            .help("remove it; in double quotes, YAML writes one as an escape such as \\e")
        })
        .collect()
}

fn empty(source: &Arc<Source>) -> Diagnostic {
    Diagnostic::new(Code::EmptyFile, source, Span::default(), "the file holds nothing")
        .help("its first key names the format, such as `format: equipoise/answers@1`")
}

/// An error of the parser in our words.
fn explain(source: &Arc<Source>, error: &Error) -> Diagnostic {
    let error = error.without_snippet();
    let at = error.location().map_or(Span::default(), |location| place(source, location));
    let new = |code, message: &str| Diagnostic::new(code, source, at, message);
    let several = || {
        new(Code::SeveralDocuments, "the file holds more than one document")
            .label("a second one begins here")
            .help("one file holds one document: split the file, or remove the `---` within it")
    };
    let deep = || {
        new(Code::TooComplex, "the file nests too deeply")
            .help(format!("no format here nests deeper than 6; at most {MAX_DEPTH} are read"))
    };
    match error {
        Error::Eof { .. } if source.text.trim().is_empty() => empty(source),
        Error::MultipleDocuments { .. } => several(),
        Error::MergeKeyNotAllowed { .. } | Error::UnknownAnchor { .. } | Error::AliasError { .. } => {
            alias(new)
        }
        Error::Budget { breach, .. } => match breach {
            Breach::Aliases { .. } | Breach::Anchors { .. } | Breach::MergeKeys { .. } => alias(new),
            Breach::Documents { .. } => several(),
            Breach::Depth { .. } => deep(),
            _ => new(Code::TooComplex, "the file holds too many values")
                .help(format!("at most {MAX_NODES} are read")),
        },
        _ => match wording(error) {
            // The scanner's own limit on flow collections, which has no variant.
            message if message.contains("recursion limit") => deep(),
            // The parser quotes what it stumbled over.
            message => new(Code::Syntax, &format!("the file is not well-formed YAML: {message}"))
                .discreet("the file is not well-formed YAML"),
        },
    }
}

fn alias(new: impl Fn(Code, &str) -> Diagnostic) -> Diagnostic {
    new(Code::Alias, "YAML anchors, aliases and merge keys are refused")
        .help("write the value out: what an answer says should stand where it is read")
}

/// The parser's message without its place, which stands beside it anyway.
fn wording(error: &Error) -> String {
    let message = text::clean_line(&error.to_string());
    let message = message.split(" at line ").next().unwrap_or_default();
    let message = match message.split_once(": ") {
        Some((head, rest)) if head.starts_with("line ") || head.starts_with("error: line ") => rest,
        _ => message,
    };
    text::cut(message.trim_end_matches('.'), 200)
}

/// The place of an error; the scanner's own errors carry line and column only.
fn place(source: &Source, location: Location) -> Span {
    if let Some(span) = span(location) {
        return span;
    }
    let line = usize::try_from(location.line()).unwrap_or(1).max(1);
    let column = usize::try_from(location.column()).unwrap_or(1).max(1);
    let start = match line {
        1 => 0,
        _ => source.text.match_indices('\n').nth(line - 2).map_or(source.text.len(), |(at, _)| at + 1),
    };
    let rest = &source.text[start..];
    let offset = rest.char_indices().nth(column - 1).map_or(rest.len(), |(at, _)| at);
    Span::new(start + offset, start + offset)
}
