//! The questionnaire that a file names, and whether it is at hand.

use std::sync::Arc;

use semver::Version;

use super::Places;
use crate::answers::model::QuestionnaireRef;
use crate::diagnostic::Code;
use crate::questionnaire::{Catalog, Questionnaire};
use crate::source::Span;
use crate::yaml::{Node, Reader};

/// The questionnaire that a file names, and where its id stands.
pub(crate) fn reference(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<(QuestionnaireRef, Span)> {
    let mut fields = reader.fields(node, "the questionnaire")?;
    let id = fields.text(reader, "id");
    let at = fields.get("id").map_or(fields.span, |node| node.span);
    let version = fields.require(reader, "version").and_then(|node| reader.version(node, "the version"));
    let digest = fields.get("digest").and_then(|node| digest(reader, node));
    fields.finish(reader);
    Some((QuestionnaireRef { id: id?, version: version?, digest }, at))
}

/// `sha256:` and 64 lower-case hexadecimal digits.
pub(in crate::answers) fn digest(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<String> {
    let digest = reader.text(node, "`digest`")?;
    let sound = digest
        .strip_prefix("sha256:")
        .is_some_and(|hex| hex.len() == 64 && hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')));
    if !sound {
        reader.push(
            Code::InvalidDigest,
            node.span,
            "this is no digest",
            "expected `sha256:` and 64 lower-case hexadecimal digits",
        );
    }
    sound.then_some(digest)
}

/// The versions that can be read under this one.
fn expected(ours: &Version) -> String {
    match (ours.minor, ours.patch) {
        (0, 0) => format!("expected version {ours}"),
        _ => format!("expected a version from {}.0.0 to {ours}", ours.major),
    }
}

/// The questionnaire named, where it is at hand and of a version that fits; notes what does not fit.
pub(in crate::answers) fn resolve(
    reader: &mut Reader<'_>,
    named: &QuestionnaireRef,
    catalog: &Catalog,
    places: &Places,
) -> Option<Arc<Questionnaire>> {
    let span = places.questionnaire;
    let Some(questionnaire) = catalog.find(&named.id) else {
        let known = catalog.ids();
        reader.unknown(Code::UnknownQuestionnaire, span, "questionnaire", &named.id, known.into_iter());
        if let Some(problem) = reader.problems.last_mut() {
            problem.help = Some("`--questionnaire FILE` names the questionnaire that was answered".into());
        }
        return None;
    };
    let (theirs, ours) = (&named.version, &questionnaire.version);
    if theirs.major != ours.major || theirs > ours {
        reader.push_quoting(
            Code::VersionMismatch,
            span,
            format!("version {theirs} of {} was answered, and version {ours} is at hand", named.id),
            format!("another version of {} was answered, and version {ours} is at hand", named.id),
            expected(ours),
        );
        return None;
    }
    if theirs < ours {
        reader.push_quoting(
            Code::OlderVersion,
            span,
            format!("version {theirs} of {} was answered, and version {ours} is at hand", named.id),
            format!("an older version of {} was answered, and version {ours} is at hand", named.id),
            "questions added since are unanswered here",
        );
    } else if named.digest.as_ref().is_some_and(|digest| *digest != questionnaire.digest) {
        reader.push(
            Code::DigestMismatch,
            span,
            format!("the meaning of {} {ours} has changed since it was answered", named.id),
            "the digest here is not that of the questionnaire at hand",
        );
    }
    Some(questionnaire)
}
