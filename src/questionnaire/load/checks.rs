//! What only the whole questionnaire shows.

use std::collections::HashMap;

use super::super::model::{Guideline, Measure, Question, Questionnaire};
use super::questions::Spans;
use crate::diagnostic::{Code, Diagnostic};
use crate::framework::{Kind, Objective};
use crate::source::Span;
use crate::text::or_list;
use crate::yaml::{Node, Reader, Value, key_text};

/// A question longer than this, in characters, is not read once and understood.
const LONG: usize = 300;

pub(super) fn run(
    reader: &mut Reader<'_>,
    questionnaire: &Questionnaire,
    spans: &[Spans],
    guidelines: &[(Guideline, Span)],
    root: &Node<'_>,
) {
    let mechanisms = key_span(reader, root, "mechanisms");
    kinds_and_cells(reader, questionnaire, mechanisms);
    texts(reader, questionnaire, spans);
    for (question, spans) in questionnaire.questions.iter().zip(spans) {
        if !question.asked.contains(&true) {
            reader.push(
                Code::NobodyAsked,
                spans.id,
                format!("no role is asked `{}`", question.id),
                "expected at least one role",
            );
        }
    }
    for (guideline, span) in guidelines {
        measures(reader, questionnaire, guideline, *span);
    }
}

fn key_span(reader: &Reader<'_>, root: &Node<'_>, key: &str) -> Span {
    match &root.value {
        Value::Map(entries) => entries
            .iter()
            .find(|(name, _)| key_text(reader.source, name) == key)
            .map_or(root.span, |(name, _)| name.span),
        _ => root.span,
    }
}

fn kinds_and_cells(reader: &mut Reader<'_>, questionnaire: &Questionnaire, at: Span) {
    for kind in Kind::ALL {
        let questions: Vec<_> = questionnaire
            .mechanisms
            .iter()
            .filter(|mechanism| mechanism.kind == kind)
            .flat_map(|mechanism| &questionnaire.questions[mechanism.questions.clone()])
            .collect();
        if questions.is_empty() {
            reader.push(
                Code::KindWithoutQuestion,
                at,
                format!("no mechanism of the {kind} kind has a question"),
                "expected a question of each kind: balance is over all three",
            );
            continue;
        }
        for objective in Objective::ALL {
            if questions.iter().all(|question| question.relevance(objective) == 0) {
                reader.push(
                    Code::EmptyCell,
                    at,
                    format!("no {kind} question serves the {objective} objective"),
                    "its cell in the matrix stays empty",
                );
            }
        }
    }
}

fn texts(reader: &mut Reader<'_>, questionnaire: &Questionnaire, spans: &[Spans]) {
    let mut seen: HashMap<u64, (&Question, Span)> = HashMap::new();
    for (question, spans) in questionnaire.questions.iter().zip(spans) {
        let length = question.ask.chars().count();
        if length > LONG {
            reader.push(
                Code::LongQuestion,
                spans.ask,
                format!("`{}` is {length} characters long", question.id),
                format!("expected at most {LONG}"),
            );
        }
        let letters = fold(&question.ask);
        if let Some((other, first)) = seen.get(&letters).filter(|(other, _)| same_words(other, question)) {
            let problem = Diagnostic::new(
                Code::SameText,
                reader.source,
                spans.ask,
                format!("`{}` asks the same as `{}`", question.id, other.id),
            )
            .label("again here")
            .related(reader.source, *first, "first here");
            reader.problems.push(problem);
        } else {
            seen.insert(letters, (question, spans.ask));
        }
    }
}

/// A number that texts of the same letters share, whatever their case and white space.
fn fold(text: &str) -> u64 {
    let letters = text.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_lowercase);
    letters.fold(0, |folded: u64, letter| folded.wrapping_mul(0x0100_0000_01b3) ^ u64::from(letter))
}

/// Whether two questions have the same words, whatever their case and the white space between them.
fn same_words(a: &Question, b: &Question) -> bool {
    let words =
        |question: &'_ Question| question.ask.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    words(a) == words(b)
}

fn measures(reader: &mut Reader<'_>, questionnaire: &Questionnaire, guideline: &Guideline, at: Span) {
    let mut known: Vec<&str> = Vec::new();
    let (wanted, what): (Vec<&str>, _) = match &guideline.measure {
        Measure::Groups(groups) => {
            known.extend(questionnaire.mechanisms.iter().map(|mechanism| mechanism.group.as_str()));
            (groups.iter().map(String::as_str).collect(), "group")
        }
        Measure::Theme(theme) => {
            known.extend(
                questionnaire.questions.iter().flat_map(|question| &question.themes).map(String::as_str),
            );
            (vec![theme], "theme")
        }
        _ => return,
    };
    known.dedup();
    let missing: Vec<&str> = wanted.into_iter().filter(|wanted| !known.contains(wanted)).collect();
    if !missing.is_empty() {
        reader.push(
            Code::EmptyMeasure,
            at,
            format!("nothing has the {what} {}", or_list(&missing)),
            "the guideline takes no value from it",
        );
    }
}
