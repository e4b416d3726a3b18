//! Every question with its value.

use std::io;

use super::{Rows, belongs, count, flag, number};
use crate::{
    assessment::{Positions, QuestionResult, State},
    framework::{Evidence, Objective},
    report::record::Record,
};

const COLUMNS: [&str; 29] = [
    "question",
    "mechanism",
    "kind",
    "objective",
    "type",
    "relevance_business",
    "relevance_compliance",
    "relevance_culture",
    "state",
    "level",
    "value",
    "organization_position",
    "security_position",
    "evidence",
    "implied",
    "settled",
    "original_state",
    "original_level",
    "original_organization_position",
    "original_security_position",
    "disagreement",
    "range",
    "gap",
    "disputed",
    "scope_disputed",
    "next_level",
    "gain",
    "effort",
    "find_out_gain",
];

pub(super) fn write(rows: &mut Rows<'_>, record: &Record<'_>) -> io::Result<()> {
    rows.head(&COLUMNS)?;
    record.assessment.questions.iter().try_for_each(|result| {
        let fields = what(record, result);
        rows.row(fields.into_iter().chain(seen(record, result.question)).chain(next(record, result.question)))
    })
}

/// What the question is, and what is known of it.
fn what(record: &Record<'_>, result: &QuestionResult) -> Vec<String> {
    let question = record.question(result.question);
    let original = result.original;
    let position = |fit: Option<Positions>, which: fn(Positions) -> f64| number(fit.map(which));
    let before = original.and_then(|one| one.fit);
    // An outcome enters only where it is known.
    let value = result.value.filter(|_| !question.is_outcome() || result.state == State::Known);
    let mut fields = vec![question.id.clone()];
    fields.extend(belongs(record.belongs(result.question)));
    fields.push(if question.is_fit() { "fit" } else { "level" }.to_owned());
    fields.extend(Objective::ALL.map(|objective| count(question.relevance(objective).into())));
    fields.extend([
        result.state.id().to_owned(),
        number(result.level),
        number(value),
        position(result.fit, |fit| fit.organization),
        position(result.fit, |fit| fit.security),
        result.evidence.map_or("", Evidence::id).to_owned(),
        flag(result.implied),
        flag(result.settled()),
        original.map_or("", |one| one.state.id()).to_owned(),
        number(original.and_then(|one| one.level)),
        position(before, |fit| fit.organization),
        position(before, |fit| fit.security),
    ]);
    fields
}

/// How the roles see it.
fn seen(record: &Record<'_>, question: usize) -> [String; 5] {
    let seen = record.alignment_of(question);
    [
        number(seen.map(|one| one.disagreement)),
        number(seen.map(|one| one.range)),
        number(seen.and_then(|one| one.gap)),
        flag(seen.is_some_and(|one| one.disputed)),
        flag(record.assessment.scope_disputes.contains(&question)),
    ]
}

/// What a step from it would gain.
fn next(record: &Record<'_>, question: usize) -> [String; 4] {
    let step = record.assessment.priorities.iter().find(|one| one.question == question);
    let found = record.assessment.find_out.iter().find(|one| one.question == question);
    [
        number(step.map(|one| one.to)),
        number(step.map(|one| one.gain)),
        count(record.question(question).effort.into()),
        number(found.and_then(|one| one.gain)),
    ]
}
