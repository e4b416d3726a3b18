//! From an answers file to validated [`Answers`], with every problem of the file in one run.

mod reference;

use std::sync::Arc;

use jiff::{Timestamp, civil::Date};

pub(crate) use reference::reference;
pub(super) use reference::{digest, resolve};

use super::model::{Answer, Answers, Entry, Placement, Respondent};
use crate::diagnostic::{Code, Loading, conclude};
use crate::framework::{Evidence, Scope, Status, TOP_LEVEL};
use crate::questionnaire::load::expect_format;
use crate::questionnaire::{Catalog, Questionnaire};
use crate::source::{Source, Span};
use crate::text;
use crate::yaml::{self, Fields, Node, Reader, Value, key_text};

/// The first key's value in an answers file.
pub const FORMAT: &str = "equipoise/answers@1";

/// Words that stand in place of a level or a pair of positions.
const WORDS: [&str; 2] = ["unknown", "not-applicable"];

/// Answers with the file that they came from.
#[derive(Debug, Clone)]
pub struct AnswersFile {
    /// The validated answers.
    pub answers: Answers,
    /// The questionnaire that they answer.
    pub questionnaire: Arc<Questionnaire>,
    /// The file.
    pub source: Arc<Source>,
    /// Where its parts stand.
    pub places: Places,
}

/// Where the parts of an answers file, or of a settlement, stand.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// The first key.
    pub head: Span,
    /// Value of `organization`.
    pub organization: Span,
    /// Value of the questionnaire's `id`.
    pub questionnaire: Span,
    /// Value of the respondent's `role`.
    pub role: Span,
    /// Value of `status`; the first key where there is none.
    pub status: Span,
    /// Value of `started`; the first key where there is none.
    pub started: Span,
    /// Value of `updated`, or of a settlement's `settled_on`; the first key where there is none.
    pub updated: Span,
    /// Question index and its key, in file order.
    pub entries: Vec<(usize, Span)>,
}

impl Places {
    /// Places of which nothing is known but the first key.
    pub(super) fn of(fields: &Fields<'_, '_>) -> Self {
        Self { head: fields.span, ..Self::default() }
    }
}

/// Loads and validates answers against the questionnaire that they name.
///
/// # Errors
///
/// Every problem of the file, where one of them makes it unusable.
pub fn load(source: &Arc<Source>, catalog: &Catalog) -> Loading<AnswersFile> {
    let root = yaml::parse(source)?;
    load_tree(source, &root, catalog)
}

/// As [`load`], from a file that was parsed already.
pub(crate) fn load_tree(source: &Arc<Source>, root: &Node<'_>, catalog: &Catalog) -> Loading<AnswersFile> {
    let mut reader = Reader::new(source, root);
    let file = read(&mut reader, root, catalog);
    conclude(file, reader.problems)
}

fn read(reader: &mut Reader<'_>, root: &Node<'_>, catalog: &Catalog) -> Option<AnswersFile> {
    let mut fields = reader.fields(root, "an answers file")?;
    if !expect_format(reader, &mut fields, FORMAT) {
        return None;
    }
    let mut places = Places::of(&fields);
    let named = fields.require(reader, "questionnaire").and_then(|node| reference(reader, node));
    let organization = fields.text(reader, "organization");
    places.organization = fields.get("organization").map(|node| node.span).unwrap_or_default();
    let scope = word(reader, &mut fields, "scope", &Scope::IDS, Scope::from_id).unwrap_or(Scope::Full);
    let status = word(reader, &mut fields, "status", &Status::IDS, Status::from_id).unwrap_or(Status::Draft);
    let interviewer = fields.optional_text(reader, "interviewer");
    [places.status, places.started, places.updated] =
        ["status", "started", "updated"].map(|key| fields.get(key).map_or(fields.span, |node| node.span));
    let started = fields.get("started").and_then(|node| timestamp(reader, node));
    let updated = fields.get("updated").and_then(|node| timestamp(reader, node));
    let respondent = fields.require(reader, "respondent");
    let answers = fields.require_map(reader, "answers");
    fields.finish(reader);

    let (named, at) = named?;
    places.questionnaire = at;
    let questionnaire = resolve(reader, &named, catalog, &places)?;
    let respondent = respondent.and_then(|node| self::respondent(reader, node, &questionnaire, &mut places));
    let (entries, withdrawn) = match answers {
        Some(node) => self::entries(reader, node, &questionnaire, &mut places),
        None => (vec![Entry::default(); questionnaire.questions.len()], Vec::new()),
    };
    let answers = Answers {
        questionnaire: named,
        organization: organization?,
        scope,
        respondent: respondent?,
        interviewer,
        status,
        started,
        updated,
        entries,
        withdrawn,
    };
    Some(AnswersFile { answers, questionnaire, source: Arc::clone(reader.source), places })
}

fn word<T>(
    reader: &mut Reader<'_>,
    fields: &mut Fields<'_, '_>,
    key: &'static str,
    ids: &[&str],
    from_id: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    fields.get(key).and_then(|node| reader.keyword(node, key, ids, from_id))
}

fn respondent(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
    questionnaire: &Questionnaire,
    places: &mut Places,
) -> Option<Respondent> {
    let mut fields = reader.fields(node, "the respondent")?;
    let role_node = fields.require(reader, "role");
    let name = fields.optional_text(reader, "name");
    fields.finish(reader);
    let role_node = role_node?;
    places.role = role_node.span;
    Some(Respondent { role: role(reader, role_node, questionnaire)?, name })
}

/// A role of the questionnaire, by index.
pub(crate) fn role(reader: &mut Reader<'_>, node: &Node<'_>, questionnaire: &Questionnaire) -> Option<usize> {
    let id = reader.trimmed(node, "`role`")?;
    let role = questionnaire.role(id);
    if role.is_none() {
        let known = questionnaire.roles.iter().map(|role| role.id.as_str());
        reader.unknown(Code::UnknownId, node.span, "role", id, known);
    }
    role
}

fn entries(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
    questionnaire: &Questionnaire,
    places: &mut Places,
) -> (Vec<Entry>, Vec<(String, Entry)>) {
    let mut entries = vec![Entry::default(); questionnaire.questions.len()];
    let mut withdrawn = Vec::new();
    let Value::Map(pairs) = &node.value else {
        reader.wrong_type(node, "`answers`", "a mapping");
        return (entries, withdrawn);
    };
    for (key, value) in pairs {
        let id = key_text(reader.source, key);
        if let Some(index) =
            question(reader, key, questionnaire, places.entries.last().map(|(index, _)| index + 1))
        {
            places.entries.push((index, key.span));
            entries[index] = entry(reader, value, Some(questionnaire.questions[index].is_fit()), key.span);
        } else if let Some(gone) = questionnaire.withdrawn.iter().find(|gone| gone.id == id) {
            let entry = entry(reader, value, None, key.span);
            withdrawn.push((gone.id.clone(), entry));
            let message = format!("`{id}` was withdrawn in version {}: {}", gone.since, gone.note);
            reader.push(Code::WithdrawnQuestion, key.span, message, "not scored");
        } else {
            let id = id.to_owned();
            unknown_question(reader, key.span, &id, questionnaire);
        }
    }
    (entries, withdrawn)
}

/// The question that a key names. Files keep the questionnaire's order, so the next one is tried first.
fn question(
    reader: &Reader<'_>,
    key: &Node<'_>,
    questionnaire: &Questionnaire,
    next: Option<usize>,
) -> Option<usize> {
    let id = key_text(reader.source, key);
    let next = next.unwrap_or(0);
    match questionnaire.questions.get(next) {
        Some(question) if question.id == id => Some(next),
        _ => questionnaire.question(id),
    }
}

/// Notes an id that no question has.
pub(super) fn unknown_question(reader: &mut Reader<'_>, span: Span, id: &str, questionnaire: &Questionnaire) {
    let known = questionnaire.questions.iter().map(|question| question.id.as_str());
    reader.unknown(Code::UnknownId, span, "question", id, known);
    // A key is no answer: an id, which the file's readers have to find, is told.
    if let Some(problem) = reader.problems.last_mut().filter(|_| text::looks_like_id(id)) {
        problem.discreet = None;
    }
}

/// One entry; `fit` says which form the question takes, `None` allows both.
fn entry(reader: &mut Reader<'_>, node: &Node<'_>, fit: Option<bool>, key: Span) -> Entry {
    match &node.value {
        Value::Null => Entry::default(),
        Value::Map(_) => long_entry(reader, node, fit, key),
        Value::Text(word) if word.trim() == "not-applicable" => {
            reader.push(
                Code::AnswerForm,
                node.span,
                "`not-applicable` needs a reason",
                "expected the long form: {level: not-applicable, note: why}",
            );
            Entry::default()
        }
        Value::Text(word) if word.trim() == "unknown" => Entry::of(Answer::Unknown),
        _ if fit == Some(true) => {
            reader.push(
                Code::AnswerForm,
                node.span,
                "the question takes two positions",
                "expected {fit: {organization: 0..5, security: 0..5}}",
            );
            Entry::default()
        }
        _ => Entry { answer: level(reader, node), ..Entry::default() },
    }
}

fn long_entry(reader: &mut Reader<'_>, node: &Node<'_>, fit: Option<bool>, key: Span) -> Entry {
    let Some(mut fields) = reader.fields(node, "an answer") else { return Entry::default() };
    let (level_node, fit_node) = (fields.get("level"), fields.get("fit"));
    let evidence = word(reader, &mut fields, "evidence", &Evidence::IDS, Evidence::from_id);
    let artifacts = fields.get("artifacts").map(|node| reader.texts(node, "`artifacts`")).unwrap_or_default();
    let note = fields.optional_text(reader, "note");
    let as_of = fields.get("as_of").and_then(|node| date(reader, node));
    fields.finish(reader);
    let answer = match (level_node, fit_node) {
        (Some(node), None) if fit != Some(true) => level(reader, node),
        (None, Some(node)) if fit != Some(false) => placement(reader, node),
        (_, Some(node)) if fit == Some(false) => {
            reader.push(
                Code::AnswerForm,
                node.span,
                "the question takes a level",
                "expected `level`, no `fit`",
            );
            None
        }
        (Some(node), _) => {
            let expected = "expected `fit` with the positions of organization and security, no `level`";
            reader.push(Code::AnswerForm, node.span, "the question takes two positions", expected);
            None
        }
        _ => None,
    };
    if answer == Some(Answer::NotApplicable) && note.is_none() {
        reader.push(
            Code::NotApplicableReason,
            key,
            "the question is said not to apply, without a reason",
            "expected a `note` that says why",
        );
    }
    Entry { answer, evidence, artifacts, note, as_of }
}

fn special(word: &str) -> Option<Answer> {
    match word.trim() {
        "unknown" => Some(Answer::Unknown),
        "not-applicable" => Some(Answer::NotApplicable),
        _ => None,
    }
}

fn level(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Answer> {
    if let Value::Text(word) = &node.value {
        let found = special(word);
        if found.is_none() {
            let mut message = format!("`{}` is no level", text::cut(word.trim(), 40));
            // Beside the word and not in the label: it would tell what was answered.
            if let Some(near) = text::nearest(word.trim(), WORDS) {
                message.push_str("; did you mean `");
                message.push_str(near);
                message.push_str("`?");
            }
            let expected = "expected a whole number from 0 to 5, `unknown` or `not-applicable`";
            reader.push_quoting(Code::InvalidLevel, node.span, message, "this is no level", expected);
        }
        return found;
    }
    reader.whole(node, 0..=TOP_LEVEL, Code::InvalidLevel, "a level").map(Answer::Level)
}

fn placement(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Answer> {
    if let Value::Text(word) = &node.value {
        let found = special(word);
        if found.is_none() {
            let message = format!("`{}` is no pair of positions", text::cut(word.trim(), 40));
            let expected = "expected {organization: 0..5, security: 0..5}, `unknown` or `not-applicable`";
            let discreet = "this is no pair of positions";
            reader.push_quoting(Code::InvalidLevel, node.span, message, discreet, expected);
        }
        return found;
    }
    pair(reader, node).map(Answer::Fit)
}

/// Two positions on a fit scale.
pub(super) fn pair(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Placement> {
    let mut fields = reader.fields(node, "a pair of positions")?;
    let [organization, security] = ["organization", "security"].map(|key| {
        fields
            .require(reader, key)
            .and_then(|node| reader.whole(node, 0..=TOP_LEVEL, Code::InvalidLevel, "a position"))
    });
    fields.finish(reader);
    Some(Placement { organization: organization?, security: security? })
}

fn timestamp(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Timestamp> {
    let raw = reader.trimmed(node, "a time")?;
    // RFC 3339 alone: what else the parser would take, other readers of the file might not.
    let time = Some(raw).filter(|raw| is_rfc3339(raw)).and_then(|raw| raw.parse::<Timestamp>().ok());
    if time.is_none() {
        let message = format!("`{}` is no time", text::cut(raw, 40));
        let expected = "expected RFC 3339, such as 2026-11-21T10:00:00Z";
        reader.push_quoting(Code::InvalidTime, node.span, message, "this is no time", expected);
    }
    time
}

/// Whether a text has the shape of a time of RFC 3339; its numbers may still be out of range.
fn is_rfc3339(raw: &str) -> bool {
    let Some((time, rest)) = raw.split_at_checked(19) else { return false };
    let zone = match rest.strip_prefix('.') {
        Some(fraction) => {
            let zone = fraction.trim_start_matches(|digit: char| digit.is_ascii_digit());
            if zone.len() == fraction.len() {
                return false;
            }
            zone
        }
        None => rest,
    };
    let offset = has_shape(zone, "+00:00") || has_shape(zone, "-00:00");
    has_shape(time, "0000-00-00T00:00:00") && (offset || zone.eq_ignore_ascii_case("Z"))
}

/// Whether a text is such as the shape, where `0` stands for any digit and `T` may be small.
fn has_shape(text: &str, shape: &str) -> bool {
    let fits = |(byte, wanted): (u8, u8)| match wanted {
        b'0' => byte.is_ascii_digit(),
        wanted => byte.eq_ignore_ascii_case(&wanted),
    };
    text.len() == shape.len() && text.bytes().zip(shape.bytes()).all(fits)
}

/// A calendar day, `YYYY-MM-DD`.
pub(crate) fn date(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Date> {
    let raw = reader.trimmed(node, "a date")?;
    let date = Some(raw).filter(|raw| has_shape(raw, "0000-00-00")).and_then(|raw| raw.parse::<Date>().ok());
    if date.is_none() {
        let message = format!("`{}` is no date", text::cut(raw, 40));
        let expected = "expected YYYY-MM-DD, such as 2026-11-21";
        reader.push_quoting(Code::InvalidTime, node.span, message, "this is no date", expected);
    }
    date
}
