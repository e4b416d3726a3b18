//! Mechanisms, their questions, and outcome questions.

use std::collections::HashMap;

use super::super::model::{Mechanism, Place, Question, Requirement};
use super::super::role::Role;
use super::{Seen, not_reserved};
use crate::diagnostic::Code;
use crate::framework::{Kind, LEVELS, Objective, closed_set};
use crate::questionnaire::Level;
use crate::source::Span;
use crate::yaml::{Fields, Node, Reader, Value, key_text};

/// Effort where a question gives none.
const DEFAULT_EFFORT: u8 = 3;

closed_set! {
    /// The form of an outcome question.
    Form {
        Level = "level", "level";
        Fit = "fit", "fit";
    }
}

/// What the mechanisms and outcomes of a file hold.
#[derive(Default)]
pub(super) struct Body {
    pub(super) mechanisms: Vec<Mechanism>,
    pub(super) questions: Vec<Question>,
    /// Parallel to `questions`.
    pub(super) spans: Vec<Spans>,
}

/// Where the parts of a question stand that later checks may have to point at.
pub(super) struct Spans {
    pub(super) id: Span,
    pub(super) id_text: String,
    pub(super) ask: Span,
    requires: Option<(Span, String, Option<u8>)>,
}

/// What every question is read with.
struct Context<'a> {
    roles: &'a [Role],
    defaults: Option<&'a [Level; LEVELS]>,
}

pub(super) fn read(
    reader: &mut Reader<'_>,
    fields: &mut Fields<'_, '_>,
    roles: &[Role],
    defaults: Option<&[Level; LEVELS]>,
) -> Body {
    let context = Context { roles, defaults };
    let mut body = Body::default();
    let (mut mechanism_ids, mut question_ids) = (Seen::default(), Seen::default());
    let mechanisms = fields.require(reader, "mechanisms");
    for node in mechanisms.map_or(&[][..], |node| reader.list(node, "`mechanisms`")) {
        mechanism(reader, node, &context, &mut body, &mut mechanism_ids, &mut question_ids);
    }
    let of_mechanisms = body.questions.len();
    let outcomes = fields.get("outcomes");
    for node in outcomes.map_or(&[][..], |node| reader.list(node, "`outcomes`")) {
        if let Some((question, spans)) = outcome(reader, node, &context) {
            question_ids.add(reader, "question", &question.id, spans.id);
            body.questions.push(question);
            body.spans.push(spans);
        }
    }
    resolve_requirements(reader, &mut body, of_mechanisms);
    body
}

fn mechanism(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
    context: &Context<'_>,
    body: &mut Body,
    mechanism_ids: &mut Seen,
    question_ids: &mut Seen,
) {
    let Some(mut fields) = reader.fields(node, "a mechanism") else { return };
    let id = fields.require(reader, "id").and_then(|node| {
        let id = reader.id(node, "the mechanism's id")?;
        not_reserved(reader, &id, node.span);
        mechanism_ids.add(reader, "mechanism", &id, node.span);
        Some(id)
    });
    let name = fields.text(reader, "name");
    let kind = fields
        .require(reader, "kind")
        .and_then(|node| reader.keyword(node, "kind", &Kind::IDS, Kind::from_id));
    let group = fields.optional_text(reader, "group").unwrap_or_default();
    let purpose = fields.text(reader, "purpose");
    let source = fields.text(reader, "source");
    let references = fields.get("references").map(|node| references(reader, node)).unwrap_or_default();
    let weight = fields.get("weight").and_then(|node| reader.weight(node)).unwrap_or(1.0);
    let start = body.questions.len();
    let index = body.mechanisms.len();
    let questions = fields.require(reader, "questions");
    for node in questions.map_or(&[][..], |node| reader.list(node, "`questions`")) {
        if let Some((question, spans)) = level_question(reader, node, context, id.as_deref(), index) {
            question_ids.add(reader, "question", &question.id, spans.id);
            body.questions.push(question);
            body.spans.push(spans);
        }
    }
    fields.finish(reader);
    // Stand-ins keep indices right while the file's problems are being collected; they are never returned.
    body.mechanisms.push(Mechanism {
        id: id.unwrap_or_default(),
        name: name.unwrap_or_default(),
        kind: kind.unwrap_or(Kind::Technical),
        group,
        purpose: purpose.unwrap_or_default(),
        source: source.unwrap_or_default(),
        references,
        weight,
        questions: start..body.questions.len(),
    });
}

fn references(reader: &mut Reader<'_>, node: &Node<'_>) -> Vec<(String, Vec<String>)> {
    let Value::Map(entries) = &node.value else {
        reader.wrong_type(node, "`references`", "a mapping");
        return Vec::new();
    };
    entries
        .iter()
        .map(|(key, value)| {
            let framework = key_text(reader.source, key).to_owned();
            let clauses = reader
                .list(value, "a framework's references")
                .iter()
                .filter_map(|clause| match clause.value {
                    // CIS controls are plain numbers.
                    Value::Int(_) | Value::Float(_) => {
                        Some(reader.source.slice(clause.span).trim().to_owned())
                    }
                    _ => reader.text(clause, "a reference"),
                })
                .collect();
            (framework, clauses)
        })
        .collect()
}

/// What questions of either place share.
struct Common {
    question: Question,
    spans: Spans,
}

fn level_question(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
    context: &Context<'_>,
    mechanism_id: Option<&str>,
    mechanism: usize,
) -> Option<(Question, Spans)> {
    let mut fields = reader.fields(node, "a question")?;
    let start = fields.span;
    let objectives = fields.require(reader, "objectives");
    let relevance = objectives.map_or([0; 3], |node| relevance(reader, node));
    let effort = fields
        .get("effort")
        .and_then(|node| reader.whole(node, 1..=5, Code::InvalidEffort, "an effort"))
        .unwrap_or(DEFAULT_EFFORT);
    let themes = fields.get("themes").map(|node| reader.texts(node, "`themes`")).unwrap_or_default();
    let requires = fields.get("requires").and_then(|node| requirement(reader, node));
    let statements = fields.get("levels").and_then(|node| statements(reader, node));
    let mut common =
        common(reader, &mut fields, context, statements, mechanism_id.map(|id| (id, "mechanism")));
    fields.finish(reader);
    if objectives.is_some() && relevance == [0; 3] {
        let span = objectives.map_or(start, |node| node.span);
        reader.push(
            Code::NoObjective,
            span,
            "the question serves no objective",
            "expected at least one of business, compliance and culture with 1 or 2",
        );
    }
    common.question.effort = effort;
    common.question.themes = themes;
    common.question.place = Place::Mechanism { mechanism, relevance, requires: None };
    common.spans.requires = requires;
    Some((common.question, common.spans))
}

fn outcome(reader: &mut Reader<'_>, node: &Node<'_>, context: &Context<'_>) -> Option<(Question, Spans)> {
    let mut fields = reader.fields(node, "an outcome question")?;
    let objective = fields
        .require(reader, "objective")
        .and_then(|node| reader.keyword(node, "objective", &Objective::IDS, Objective::from_id));
    let form = fields
        .get("type")
        .and_then(|node| reader.keyword(node, "type", &Form::IDS, Form::from_id))
        .unwrap_or(Form::Level);
    let poles = match form {
        Form::Fit => fields.require(reader, "poles").map(|node| poles(reader, node)),
        Form::Level => None,
    };
    if let Some(span) = fields.key_span("requires") {
        fields.get("requires");
        reader.push(
            Code::RequiresOutcome,
            span,
            "an outcome question requires nothing",
            "only a mechanism's question may require another",
        );
    }
    let statements = fields.get("levels").and_then(|node| statements(reader, node));
    let prefix = objective.map(|objective| (objective.id(), "objective"));
    let unplaced = statements.is_none();
    let mut common = common(reader, &mut fields, context, statements, prefix);
    fields.finish(reader);
    if let Some(poles) = poles.as_ref().filter(|_| unplaced) {
        common.question.statements = positions(poles);
    }
    let objective = objective.unwrap_or(Objective::Business);
    common.question.place = Place::Outcome { objective, poles };
    Some((common.question, common.spans))
}

fn common(
    reader: &mut Reader<'_>,
    fields: &mut Fields<'_, '_>,
    context: &Context<'_>,
    statements: Option<[String; LEVELS]>,
    prefix: Option<(&str, &str)>,
) -> Common {
    let start = fields.span;
    let id_node = fields.require(reader, "id");
    let id = id_node.and_then(|node| question_id(reader, node, prefix)).unwrap_or_default();
    let ask_span = fields.get("ask").map_or(start, |node| node.span);
    let ask = fields.text(reader, "ask").unwrap_or_default();
    let asked = match fields.get("roles") {
        Some(node) => asked(reader, node, context.roles),
        None => vec![true; context.roles.len()],
    };
    let probe = fields.optional_text(reader, "probe");
    let evidence = fields.get("evidence").map(|node| reader.texts(node, "`evidence`")).unwrap_or_default();
    let weight = fields.get("weight").and_then(|node| reader.weight(node)).unwrap_or(1.0);
    let quick =
        fields.get("quick").and_then(|node| reader.required_truth(node, "`quick`")).unwrap_or_default();
    let statements = statements.unwrap_or_else(|| match context.defaults {
        Some(levels) => levels.each_ref().map(|level| level.meaning.clone()),
        None => Default::default(),
    });
    let spans = Spans {
        id: id_node.map_or(start, |node| node.span),
        id_text: id.clone(),
        ask: ask_span,
        requires: None,
    };
    let question = Question {
        id,
        ask,
        statements,
        asked,
        probe,
        evidence,
        weight,
        effort: DEFAULT_EFFORT,
        quick,
        themes: Vec::new(),
        place: Place::Outcome { objective: Objective::Business, poles: None },
    };
    Common { question, spans }
}

/// Mechanism or objective id, a dot, an id of its own.
fn question_id(reader: &mut Reader<'_>, node: &Node<'_>, prefix: Option<(&str, &str)>) -> Option<String> {
    let id = reader.text(node, "`id`")?;
    let sound = match id.split_once('.') {
        Some((head, own)) => {
            reader.is_id(head, node.span, "the first part of") && reader.is_id(own, node.span, "the id")
        }
        None => true,
    };
    if let Some((expected, what)) = prefix.filter(|(expected, _)| !expected.is_empty() && sound)
        && id.split_once('.').map(|(head, _)| head) != Some(expected)
    {
        reader.push(
            Code::IdPrefix,
            node.span,
            format!("the id `{}` does not begin with its {what}'s", crate::text::cut(&id, 60)),
            format!("expected `{expected}.` and an id of its own"),
        );
    }
    sound.then_some(id)
}

fn asked(reader: &mut Reader<'_>, node: &Node<'_>, roles: &[Role]) -> Vec<bool> {
    let mut asked = vec![false; roles.len()];
    for item in reader.list(node, "`roles`") {
        let Some(id) = reader.text(item, "a role") else { continue };
        match roles.iter().position(|role| role.id == id) {
            Some(role) => asked[role] = true,
            None => {
                reader.unknown(
                    Code::UnknownId,
                    item.span,
                    "role",
                    &id,
                    roles.iter().map(|role| role.id.as_str()),
                );
            }
        }
    }
    asked
}

fn relevance(reader: &mut Reader<'_>, node: &Node<'_>) -> [u8; 3] {
    let mut relevance = [0; 3];
    let Value::Map(entries) = &node.value else {
        reader.wrong_type(node, "`objectives`", "a mapping");
        return [1; 3];
    };
    for (key, value) in entries {
        let id = key_text(reader.source, key).to_owned();
        match Objective::from_id(&id) {
            Some(objective) => {
                relevance[objective.index()] = reader
                    .whole(value, 1..=2, Code::InvalidRelevance, "the relevance for an objective")
                    .unwrap_or(1);
            }
            None => reader.unknown(Code::UnknownId, key.span, "objective", &id, Objective::IDS.into_iter()),
        }
    }
    relevance
}

fn statements(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<[String; LEVELS]> {
    let count = reader.list(node, "`levels`").len();
    if matches!(node.value, Value::List(_)) && count != LEVELS {
        reader.push(
            Code::WrongCount,
            node.span,
            format!("there are {count} statements"),
            "expected six, for the levels 0 to 5",
        );
        return None;
    }
    reader.texts(node, "a statement").try_into().ok()
}

fn poles(reader: &mut Reader<'_>, node: &Node<'_>) -> [String; 2] {
    let count = reader.list(node, "`poles`").len();
    if matches!(node.value, Value::List(_)) && count != 2 {
        reader.push(Code::WrongCount, node.span, format!("there are {count} poles"), "expected two");
    }
    reader.texts(node, "a pole").try_into().unwrap_or_default()
}

/// Positions on a scale that describes none of its own.
fn positions([left, right]: &[String; 2]) -> [String; LEVELS] {
    [
        format!("{left}, wholly"),
        format!("{left}, mostly"),
        format!("{left}, rather"),
        format!("{right}, rather"),
        format!("{right}, mostly"),
        format!("{right}, wholly"),
    ]
}

fn requirement(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<(Span, String, Option<u8>)> {
    let mut fields = reader.fields(node, "a requirement")?;
    let question = fields.require(reader, "question");
    let id = question.and_then(|node| reader.text(node, "`question`"));
    let level = fields
        .require(reader, "level")
        .and_then(|node| reader.whole(node, 1..=5, Code::InvalidLevel, "the level required"));
    fields.finish(reader);
    Some((question?.span, id?, level))
}

fn resolve_requirements(reader: &mut Reader<'_>, body: &mut Body, of_mechanisms: usize) {
    let index_of: HashMap<String, usize> = body
        .questions
        .iter()
        .enumerate()
        .rev()
        .map(|(index, question)| (question.id.clone(), index))
        .collect();
    for index in 0..body.questions.len() {
        let Some((span, id, level)) = body.spans[index].requires.take() else { continue };
        let Some(&target) = index_of.get(&id) else {
            let known = body.questions[..of_mechanisms].iter().map(|question| question.id.as_str());
            reader.unknown(Code::UnknownId, span, "question", &id, known);
            continue;
        };
        if target >= of_mechanisms {
            reader.push(
                Code::RequiresOutcome,
                span,
                format!("`{id}` is an outcome question"),
                "expected an earlier question of a mechanism",
            );
        } else if target >= index {
            reader.push(
                Code::RequiresLater,
                span,
                format!("`{id}` does not come before `{}`", body.questions[index].id),
                "expected a question that is asked earlier",
            );
        } else if let (Some(level), Place::Mechanism { requires, .. }) =
            (level, &mut body.questions[index].place)
        {
            *requires = Some(Requirement { question: target, level });
        }
    }
}
