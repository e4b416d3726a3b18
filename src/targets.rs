//! Targets: where each mechanism should stand, why, and who sees to it. The business sets them, and not every one of
//! them is the top.

use std::sync::Arc;

use crate::answers::{QuestionnaireRef, load::reference};
use crate::diagnostic::{Code, Loading, conclude};
use crate::framework::TOP_LEVEL;
use crate::questionnaire::Questionnaire;
use crate::questionnaire::load::expect_format;
use crate::source::{Source, Span};
use crate::yaml::{self, Node, Reader};

/// The first key's value in a targets file.
pub const FORMAT: &str = "equipoise/targets@1";

/// A validated targets file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Targets {
    /// In the questionnaire's order; at most one for each mechanism.
    pub all: Vec<Target>,
}

/// Where one mechanism should stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// Index into the questionnaire's mechanisms.
    pub mechanism: usize,
    /// The level, 0..=5; it need not be whole.
    pub level: f64,
    /// Why.
    pub reason: String,
    /// Who sees to it.
    pub owner: String,
}

impl Targets {
    /// The target of a mechanism.
    pub fn of(&self, mechanism: usize) -> Option<&Target> {
        self.all.iter().find(|target| target.mechanism == mechanism)
    }
}

/// Loads and validates targets against the questionnaire that was answered.
///
/// # Errors
///
/// Every problem of the file, where one of them makes it unusable.
pub fn load(source: &Arc<Source>, questionnaire: &Questionnaire) -> Loading<Targets> {
    let root = yaml::parse(source)?;
    let mut reader = Reader::new(source, &root);
    let targets = read(&mut reader, &root, questionnaire);
    conclude(targets, reader.problems)
}

fn read(reader: &mut Reader<'_>, root: &Node<'_>, questionnaire: &Questionnaire) -> Option<Targets> {
    let mut fields = reader.fields(root, "a targets file")?;
    if !expect_format(reader, &mut fields, FORMAT) {
        return None;
    }
    let named = fields.require(reader, "questionnaire").and_then(|node| reference(reader, node));
    let targets = fields.require_map(reader, "targets");
    fields.finish(reader);
    let (named, at) = named?;
    if !fits(reader, &named, at, questionnaire) {
        return None;
    }
    let mut all = targets.map(|node| each(reader, node, questionnaire)).unwrap_or_default();
    all.sort_by_key(|target| target.mechanism);
    Some(Targets { all })
}

fn each(reader: &mut Reader<'_>, node: &Node<'_>, questionnaire: &Questionnaire) -> Vec<Target> {
    let known: Vec<&str> = questionnaire.mechanisms.iter().map(|one| one.id.as_str()).collect();
    let found = reader.by_id(node, "mechanism", &known, |id| questionnaire.mechanism(id));
    found.into_iter().filter_map(|(mechanism, node)| target(reader, mechanism, node)).collect()
}

fn target(reader: &mut Reader<'_>, mechanism: usize, node: &Node<'_>) -> Option<Target> {
    let mut fields = reader.fields(node, "a target")?;
    let top = f64::from(TOP_LEVEL);
    let level = fields.require(reader, "level").and_then(|node| {
        reader.number(node, 0.0..=top, Code::InvalidThreshold, "a level from 0 to 5, such as 3 or 2.5")
    });
    let [reason, owner] = ["reason", "owner"].map(|key| fields.text(reader, key));
    fields.finish(reader);
    Some(Target { mechanism, level: level?, reason: reason?, owner: owner? })
}

/// Whether the targets are for the questionnaire that was answered; notes where they are not.
fn fits(reader: &mut Reader<'_>, named: &QuestionnaireRef, at: Span, questionnaire: &Questionnaire) -> bool {
    let Questionnaire { id, version, digest, .. } = questionnaire;
    if named.id != *id {
        let message =
            format!("the targets are for `{}`, and `{id}` was answered", crate::text::cut(&named.id, 60));
        let expected = format!("expected `{id}`");
        reader.push_quoting(
            Code::UnknownQuestionnaire,
            at,
            message,
            "the targets are for another questionnaire",
            expected,
        );
        return false;
    }
    if named.version.major != version.major || named.version > *version {
        let message = format!(
            "the targets are for version {} of {id}, and version {version} is at hand",
            named.version
        );
        let discreet =
            format!("the targets are for another version of {id}, and version {version} is at hand");
        let expected = format!("expected a version from {}.0.0 to {version}", version.major);
        reader.push_quoting(Code::VersionMismatch, at, message, discreet, expected);
        return false;
    }
    if named.version < *version {
        let message = format!(
            "the targets are for version {} of {id}, and version {version} is at hand",
            named.version
        );
        let discreet = format!("the targets are for an older version of {id}");
        reader.push_quoting(
            Code::OlderVersion,
            at,
            message,
            discreet,
            "mechanisms added since have no target",
        );
    } else if named.digest.as_ref().is_some_and(|named| named != digest) {
        let message = format!("the meaning of {id} {version} has changed since the targets were set");
        reader.push(
            Code::DigestMismatch,
            at,
            message,
            "the digest here is not that of the questionnaire at hand",
        );
    }
    true
}
