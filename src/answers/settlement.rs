//! What a workshop agreed on: levels that take the place of the consensus.

mod changes;
mod write;

use std::sync::Arc;

use jiff::civil::Date;

pub use changes::{Change, How, changes, changes_in_words};
pub use write::settlement_to_yaml;

use super::load::{self, Places, date, reference, resolve, unknown_question};
use super::model::{Placement, QuestionnaireRef};
use crate::diagnostic::{Code, Loading, conclude};
use crate::framework::{Evidence, TOP_LEVEL};
use crate::questionnaire::load::expect_format;
use crate::questionnaire::{Catalog, Questionnaire};
use crate::source::Source;
use crate::yaml::{self, Node, Reader, Value, key_text};

/// A validated settlement file.
#[derive(Debug, Clone, PartialEq)]
pub struct Settlement {
    /// The questionnaire that was settled on.
    pub questionnaire: QuestionnaireRef,
    /// The organization, trimmed.
    pub organization: String,
    /// The day of the workshop.
    pub settled_on: Date,
    /// The answers that lay on the table: role index and digest of each file.
    pub answers: Vec<(usize, String)>,
    /// Question index and what was settled, in the questionnaire's order.
    pub settled: Vec<(usize, Settled)>,
}

impl Settlement {
    /// What was settled on a question (by index), left open included.
    pub fn of(&self, question: usize) -> Option<&Settled> {
        self.settled.iter().find(|(of, _)| *of == question).map(|(_, settled)| settled)
    }
}

/// What was settled on one question.
#[derive(Debug, Clone, PartialEq)]
pub struct Settled {
    /// The agreed value; `None` where the question was left open.
    pub value: Option<SettledValue>,
    /// Grade of evidence shown in the workshop.
    pub evidence: Evidence,
    /// Why.
    pub reason: String,
    /// Roles (by index) that dissent, by their consent.
    pub dissent: Vec<usize>,
}

/// An agreed level or pair of positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettledValue {
    /// A level 0..=5.
    Level(u8),
    /// Two positions on a fit scale.
    Fit(Placement),
}

/// The first key's value in a settlement file.
pub const SETTLEMENT_FORMAT: &str = "equipoise/settlement@1";

/// A settlement with the file that it came from.
#[derive(Debug, Clone)]
pub struct SettlementFile {
    /// The validated settlement.
    pub settlement: Settlement,
    /// The questionnaire that was settled on.
    pub questionnaire: Arc<Questionnaire>,
    /// The file.
    pub source: Arc<Source>,
    /// Where its parts stand.
    pub places: Places,
}

/// Loads and validates a settlement against the questionnaire that it names.
///
/// # Errors
///
/// Every problem of the file, where one of them makes it unusable.
pub fn load_settlement(source: &Arc<Source>, catalog: &Catalog) -> Loading<SettlementFile> {
    let root = yaml::parse(source)?;
    load_tree(source, &root, catalog)
}

/// As [`load_settlement`], from a file that was parsed already.
pub(crate) fn load_tree(source: &Arc<Source>, root: &Node<'_>, catalog: &Catalog) -> Loading<SettlementFile> {
    let mut reader = Reader::new(source, root);
    let file = read(&mut reader, root, catalog);
    conclude(file, reader.problems)
}

fn read(reader: &mut Reader<'_>, root: &Node<'_>, catalog: &Catalog) -> Option<SettlementFile> {
    let mut fields = reader.fields(root, "a settlement")?;
    if !expect_format(reader, &mut fields, SETTLEMENT_FORMAT) {
        return None;
    }
    let mut places = Places::of(&fields);
    let named = fields.require(reader, "questionnaire").and_then(|node| reference(reader, node));
    let organization = fields.text(reader, "organization");
    places.organization = fields.get("organization").map(|node| node.span).unwrap_or_default();
    let settled_on = fields.require(reader, "settled_on").and_then(|node| date(reader, node));
    places.updated = fields.get("settled_on").map_or(fields.span, |node| node.span);
    let answers = fields.require(reader, "answers");
    let settlements = fields.require_map(reader, "settlements");
    fields.finish(reader);

    let (named, at) = named?;
    places.questionnaire = at;
    let questionnaire = resolve(reader, &named, catalog, &places)?;
    let answers = answers.map(|node| witnesses(reader, node, &questionnaire)).unwrap_or_default();
    let settled =
        settlements.map(|node| all_settled(reader, node, &questionnaire, &mut places)).unwrap_or_default();
    let settlement = Settlement {
        questionnaire: named,
        organization: organization?,
        settled_on: settled_on?,
        answers,
        settled,
    };
    Some(SettlementFile { settlement, questionnaire, source: Arc::clone(reader.source), places })
}

fn witnesses(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
    questionnaire: &Questionnaire,
) -> Vec<(usize, String)> {
    let mut witnesses = Vec::new();
    for item in reader.list(node, "`answers`") {
        let Some(mut fields) = reader.fields(item, "an answers file's mark") else { continue };
        let role = fields.require(reader, "role").and_then(|node| load::role(reader, node, questionnaire));
        let digest = fields.require(reader, "digest").and_then(|node| load::digest(reader, node));
        fields.finish(reader);
        witnesses.extend(role.zip(digest));
    }
    witnesses
}

fn all_settled(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
    questionnaire: &Questionnaire,
    places: &mut Places,
) -> Vec<(usize, Settled)> {
    let Value::Map(pairs) = &node.value else {
        reader.wrong_type(node, "`settlements`", "a mapping");
        return Vec::new();
    };
    let mut all = Vec::new();
    for (key, value) in pairs {
        let id = key_text(reader.source, key).to_owned();
        let Some(index) = questionnaire.question(&id) else {
            unknown_question(reader, key.span, &id, questionnaire);
            continue;
        };
        places.entries.push((index, key.span));
        if let Some(settled) = settled(reader, value, questionnaire, index) {
            all.push((index, settled));
        }
    }
    all.sort_by_key(|(index, _)| *index);
    all
}

fn settled(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
    questionnaire: &Questionnaire,
    index: usize,
) -> Option<Settled> {
    let mut fields = reader.fields(node, "a settlement of a question")?;
    let at = fields.span;
    let [level, fit, open] = ["level", "fit", "open"].map(|key| fields.get(key));
    let evidence = fields
        .get("evidence")
        .and_then(|node| reader.keyword(node, "evidence", &Evidence::IDS, Evidence::from_id))
        .unwrap_or(Evidence::Asserted);
    let reason = fields.text(reader, "reason");
    let dissent: Vec<usize> = match fields.get("dissent") {
        Some(node) => reader
            .list(node, "`dissent`")
            .iter()
            .filter_map(|item| load::role(reader, item, questionnaire))
            .collect(),
        None => Vec::new(),
    };
    fields.finish(reader);
    let is_fit = questionnaire.questions[index].is_fit();
    let value = match (level, fit, open) {
        (Some(node), None, None) if !is_fit => Some(SettledValue::Level(reader.whole(
            node,
            0..=TOP_LEVEL,
            Code::InvalidLevel,
            "a settled level",
        )?)),
        (None, Some(node), None) if is_fit => Some(SettledValue::Fit(load::pair(reader, node)?)),
        (None, None, Some(node)) if reader.truth(node) == Some(true) => None,
        _ => {
            let form = if is_fit { "`fit`" } else { "`level`" };
            reader.push(
                Code::AnswerForm,
                at,
                format!("`{}` is not settled in the form that it takes", questionnaire.questions[index].id),
                format!("expected {form}, or `open: true`, and no other of the three"),
            );
            return None;
        }
    };
    Some(Settled { value, evidence, reason: reason?, dissent })
}
