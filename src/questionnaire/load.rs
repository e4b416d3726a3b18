//! From a questionnaire file to a validated [`Questionnaire`], with every problem of the file in one run.

mod checks;
mod guidelines;
mod questions;

use std::collections::HashMap;
use std::sync::Arc;

use super::digest;
use super::model::{Level, Questionnaire, Withdrawn};
use super::role::{Role, name_shortly};
use crate::diagnostic::{Code, Loading, conclude};
use crate::framework::{Kind, LEVELS, Objective, Side};
use crate::source::{Source, Span};
use crate::yaml::{self, Fields, Node, Reader, Value, key_text};

/// The first key's value in a questionnaire file.
pub const FORMAT: &str = "equipoise/questionnaire@1";

/// Roles that a questionnaire may have: each question notes every one, which a hostile file could multiply.
const MAX_ROLES: usize = 100;

/// Ids that `--explain` reads as something else than a mechanism.
const OVERALL: &str = "overall";

/// Loads and validates a questionnaire.
///
/// # Errors
///
/// Every problem of the file, where one of them makes it unusable.
pub fn load(source: &Arc<Source>) -> Loading<Questionnaire> {
    let root = yaml::parse(source)?;
    let mut reader = Reader::new(source, &root);
    let questionnaire = read(&mut reader, &root);
    conclude(questionnaire, reader.problems)
}

/// Ids and where they were first given.
#[derive(Default)]
struct Seen {
    ids: HashMap<String, Span>,
}

impl Seen {
    /// Notes an id; a second one of the same spelling is a problem that shows both places.
    fn add(&mut self, reader: &mut Reader<'_>, what: &str, id: &str, span: Span) {
        if let Some(first) = self.ids.get(id) {
            let problem = crate::diagnostic::Diagnostic::new(
                Code::DuplicateId,
                reader.source,
                span,
                format!("two {what}s have the id `{id}`"),
            )
            .label("again here")
            .related(reader.source, *first, "first here");
            reader.problems.push(problem);
        } else {
            self.ids.insert(id.to_owned(), span);
        }
    }
}

fn read(reader: &mut Reader<'_>, root: &Node<'_>) -> Option<Questionnaire> {
    let mut fields = reader.fields(root, "a questionnaire")?;
    if !expect_format(reader, &mut fields, FORMAT) {
        return None;
    }
    let id = fields.require(reader, "id").and_then(|node| reader.id(node, "the questionnaire's id"));
    let version = fields.require(reader, "version").and_then(|node| reader.version(node, "the version"));
    let title = fields.text(reader, "title");
    let summary = fields.text(reader, "summary");
    let source = fields.text(reader, "source");
    let language = fields.text(reader, "language");
    let levels = fields.require(reader, "levels").and_then(|node| levels(reader, node));
    let roles = fields.require(reader, "roles").map(|node| roles(reader, node)).unwrap_or_default();
    let kind_weights = fields.get("kinds").map_or([1.0; 3], |node| kind_weights(reader, node));
    let body = questions::read(reader, &mut fields, &roles, levels.as_ref());
    let guidelines = fields.get("guidelines").map(|node| guidelines::read(reader, node)).unwrap_or_default();
    let withdrawn =
        fields.get("withdrawn").map(|node| withdrawn(reader, node, &body.spans)).unwrap_or_default();
    fields.finish(reader);
    let mut questionnaire = Questionnaire {
        id: id?,
        version: version?,
        title: title?,
        summary: summary?,
        source: source?,
        language: language?,
        levels: levels?,
        roles,
        kind_weights,
        mechanisms: body.mechanisms,
        questions: body.questions,
        guidelines: guidelines.iter().map(|(guideline, _)| guideline.clone()).collect(),
        withdrawn,
        digest: String::new(),
    };
    checks::run(reader, &questionnaire, &body.spans, &guidelines, root);
    questionnaire.digest = digest::of(&questionnaire);
    Some(questionnaire)
}

/// Whether the file is of the format expected; notes the problem where it is not.
pub(crate) fn expect_format(reader: &mut Reader<'_>, fields: &mut Fields<'_, '_>, format: &str) -> bool {
    let Some(node) = fields.require(reader, "format") else { return false };
    let found = match &node.value {
        Value::Text(found) => found.trim(),
        _ => "",
    };
    if found != format {
        reader.push_quoting(
            Code::WrongFormat,
            node.span,
            format!("the file's format is `{}`", crate::text::cut(found, 60)),
            "the file has another format",
            format!("expected `{format}`"),
        );
    }
    found == format
}

fn levels(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<[Level; LEVELS]> {
    let items = reader.list(node, "`levels`");
    let levels: Vec<Level> = items
        .iter()
        .filter_map(|item| {
            let mut fields = reader.fields(item, "a level")?;
            let name = fields.text(reader, "name");
            let meaning = fields.text(reader, "meaning");
            fields.finish(reader);
            Some(Level { name: name?, meaning: meaning? })
        })
        .collect();
    if items.len() != LEVELS && matches!(node.value, Value::List(_)) {
        reader.push(
            Code::WrongCount,
            node.span,
            format!("there are {} levels", items.len()),
            "expected six, for 0 to 5",
        );
    }
    levels.try_into().ok()
}

fn roles(reader: &mut Reader<'_>, node: &Node<'_>) -> Vec<Role> {
    let mut seen = Seen::default();
    let mut roles = Vec::new();
    for item in reader.list(node, "`roles`") {
        let Some(mut fields) = reader.fields(item, "a role") else { continue };
        let id = fields.require(reader, "id").and_then(|node| {
            let id = reader.id(node, "the role's id")?;
            seen.add(reader, "role", &id, node.span);
            Some(id)
        });
        let name = fields.text(reader, "name");
        let side = fields
            .require(reader, "side")
            .and_then(|node| reader.keyword(node, "side", &Side::IDS, Side::from_id));
        fields.finish(reader);
        if let (Some(id), Some(name), Some(side)) = (id, name, side) {
            roles.push(Role::new(id, name, side));
        }
    }
    if let Value::List(items) = &node.value
        && !(1..=MAX_ROLES).contains(&items.len())
    {
        let message = format!("there are {} roles", items.len());
        reader.push(Code::WrongCount, node.span, message, format!("expected 1 to {MAX_ROLES}"));
        roles.truncate(MAX_ROLES);
    }
    name_shortly(&mut roles);
    roles
}

fn kind_weights(reader: &mut Reader<'_>, node: &Node<'_>) -> [f64; 3] {
    let mut weights = [1.0; 3];
    let Value::Map(entries) = &node.value else {
        reader.wrong_type(node, "`kinds`", "a mapping");
        return weights;
    };
    for (key, value) in entries {
        let id = key_text(reader.source, key).to_owned();
        let Some(kind) = Kind::from_id(&id) else {
            reader.unknown(Code::UnknownId, key.span, "kind", &id, Kind::IDS.into_iter());
            continue;
        };
        let Some(mut fields) = reader.fields(value, "a kind") else { continue };
        if let Some(weight) = fields.require(reader, "weight").and_then(|node| reader.weight(node)) {
            weights[kind.index()] = weight;
        }
        fields.finish(reader);
    }
    weights
}

fn withdrawn(reader: &mut Reader<'_>, node: &Node<'_>, live: &[questions::Spans]) -> Vec<Withdrawn> {
    let mut seen = Seen::default();
    for spans in live {
        seen.ids.insert(spans.id_text.clone(), spans.id);
    }
    let mut withdrawn = Vec::new();
    for item in reader.list(node, "`withdrawn`") {
        let Some(mut fields) = reader.fields(item, "a withdrawn question") else { continue };
        let id = fields.require(reader, "id").and_then(|node| {
            let id = reader.text(node, "`id`")?;
            seen.add(reader, "question", &id, node.span);
            Some(id)
        });
        let since = fields.require(reader, "since").and_then(|node| reader.version(node, "`since`"));
        let note = fields.text(reader, "note");
        fields.finish(reader);
        if let (Some(id), Some(since), Some(note)) = (id, since, note) {
            withdrawn.push(Withdrawn { id, since, note });
        }
    }
    withdrawn
}

/// Notes an id that means something of its own.
fn not_reserved(reader: &mut Reader<'_>, id: &str, span: Span) {
    if id == OVERALL || Kind::from_id(id).is_some() || Objective::from_id(id).is_some() {
        reader.push(
            Code::ReservedId,
            span,
            format!("the id `{id}` is reserved"),
            "expected an id other than `overall`, an objective's or a kind's",
        );
    }
}
