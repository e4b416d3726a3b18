//! The guidelines and how each is read.

use super::super::model::{Guideline, Measure};
use super::Seen;
use crate::diagnostic::Code;
use crate::framework::{Kind, Objective};
use crate::source::Span;
use crate::yaml::{Node, Reader, Value};

/// Measures written as one word.
const WORDS: [&str; 2] = ["balance", "weakest_kind"];
/// Measures written as a mapping of one key.
const KEYS: [&str; 4] = ["objective", "kind", "groups", "theme"];

/// The guidelines, each with the place of its measure.
pub(super) fn read(reader: &mut Reader<'_>, node: &Node<'_>) -> Vec<(Guideline, Span)> {
    let mut seen = Seen::default();
    let mut guidelines = Vec::new();
    for item in reader.list(node, "`guidelines`") {
        let Some(mut fields) = reader.fields(item, "a guideline") else { continue };
        let id = fields.require(reader, "id").and_then(|node| {
            let id = reader.id(node, "the guideline's id")?;
            seen.add(reader, "guideline", &id, node.span);
            Some(id)
        });
        let title = fields.text(reader, "title");
        let purpose = fields.optional_text(reader, "purpose").unwrap_or_default();
        let source = fields.text(reader, "source");
        let measure =
            fields.require(reader, "measure").and_then(|node| Some((measure(reader, node)?, node.span)));
        fields.finish(reader);
        if let (Some(id), Some(title), Some(source), Some((measure, span))) = (id, title, source, measure) {
            guidelines.push((Guideline { id, title, purpose, source, measure }, span));
        }
    }
    guidelines
}

fn measure(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Measure> {
    match &node.value {
        Value::Text(_) => reader.keyword(node, "measure", &WORDS, |word| match word {
            "balance" => Some(Measure::Balance),
            "weakest_kind" => Some(Measure::WeakestKind),
            _ => None,
        }),
        Value::Map(entries) if entries.len() == 1 => {
            let mut fields = reader.fields(node, "a measure")?;
            let [objective, kind, groups, theme] = KEYS.map(|key| fields.get(key));
            fields.finish(reader);
            if let Some(node) = objective {
                return reader
                    .keyword(node, "objective", &Objective::IDS, Objective::from_id)
                    .map(Measure::Objective);
            }
            if let Some(node) = kind {
                return reader.keyword(node, "kind", &Kind::IDS, Kind::from_id).map(Measure::Kind);
            }
            if let Some(node) = groups {
                let groups = reader.texts(node, "a group");
                if groups.is_empty() {
                    reader.push(Code::WrongCount, node.span, "there is no group", "expected at least one");
                    return None;
                }
                return Some(Measure::Groups(groups));
            }
            theme.and_then(|node| reader.text(node, "`theme`")).map(Measure::Theme)
        }
        _ => {
            reader.wrong_type(node, "`measure`", "a word or a mapping of one key");
            None
        }
    }
}
