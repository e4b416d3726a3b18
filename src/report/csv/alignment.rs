//! How the roles agree.

use std::io;

use super::{Rows, belongs, number};
use crate::{assessment::Alignment, framework::Side, report::record::Record};

const COLUMNS: [&str; 10] =
    ["level", "question", "mechanism", "kind", "objective", "role", "other_role", "side", "measure", "value"];

/// What a number is of.
#[derive(Default, Clone, Copy)]
struct Of<'a> {
    level: &'static str,
    question: Option<usize>,
    role: &'a str,
    other: &'a str,
    side: Option<Side>,
}

pub(super) fn write(rows: &mut Rows<'_>, record: &Record<'_>) -> io::Result<()> {
    rows.head(&COLUMNS)?;
    if let Some(alignment) = &record.assessment.alignment {
        overall(rows, record, alignment)?;
        roles(rows, record, alignment)?;
        questions(rows, record, alignment)?;
    }
    for &question in &record.assessment.scope_disputes {
        let of = Of { level: "question", question: Some(question), ..Of::default() };
        fact(rows, record, of, "scope_dispute", Some(1.0))?;
    }
    record.assessment.contradictions.iter().try_for_each(|one| {
        let role = record.role(one.role);
        let of = Of { level: "question-role", question: Some(one.question), role, ..Of::default() };
        fact(rows, record, of, "contradiction", Some(1.0))
    })
}

fn fact(
    rows: &mut Rows<'_>,
    record: &Record<'_>,
    of: Of<'_>,
    measure: &str,
    value: Option<f64>,
) -> io::Result<()> {
    let mut fields = vec![of.level.to_owned()];
    fields.push(of.question.map(|question| record.question(question).id.clone()).unwrap_or_default());
    fields.extend(of.question.map(|question| belongs(record.belongs(question))).unwrap_or_default());
    fields.extend([of.role.to_owned(), of.other.to_owned(), of.side.map_or("", Side::id).to_owned()]);
    fields.extend([measure.to_owned(), number(value)]);
    rows.row(fields)
}

fn overall(rows: &mut Rows<'_>, record: &Record<'_>, alignment: &Alignment) -> io::Result<()> {
    let measures = [
        ("agreement", alignment.agreement),
        ("mean_disagreement", alignment.mean_disagreement),
        ("mean_gap", alignment.mean_gap),
        ("mean_absolute_gap", alignment.mean_absolute_gap),
        ("alpha", alignment.alpha),
    ];
    let of = Of { level: "overall", ..Of::default() };
    measures.into_iter().try_for_each(|(measure, value)| fact(rows, record, of, measure, value))
}

fn roles(rows: &mut Rows<'_>, record: &Record<'_>, alignment: &Alignment) -> io::Result<()> {
    for &(role, rate) in &alignment.roles {
        let of = Of { level: "role", role: record.role(role), ..Of::default() };
        fact(rows, record, of, "unknown_rate", rate)?;
    }
    for pair in &alignment.pairs {
        let (role, other) = (record.role(pair.a), record.role(pair.b));
        let of = Of { level: "pair", role, other, ..Of::default() };
        fact(rows, record, of, "mean_difference", pair.gap)?;
        fact(rows, record, of, "questions", Some(pair.questions as f64))?;
    }
    Ok(())
}

fn questions(rows: &mut Rows<'_>, record: &Record<'_>, alignment: &Alignment) -> io::Result<()> {
    for one in &alignment.questions {
        let of = Of { level: "question", question: Some(one.question), ..Of::default() };
        fact(rows, record, of, "disagreement", Some(one.disagreement))?;
        fact(rows, record, of, "range", Some(one.range))?;
        fact(rows, record, of, "gap", one.gap)?;
        fact(rows, record, of, "disputed", Some(f64::from(u8::from(one.disputed))))?;
        let given = &record.hearing.given[one.question];
        for (place, &(a, first)) in given.iter().enumerate() {
            let of = Of { role: record.role(a), ..of };
            fact(rows, record, Of { level: "question-role", ..of }, "role_level", Some(first))?;
            for &(b, second) in &given[place + 1..] {
                let of = Of { level: "question-pair", other: record.role(b), ..of };
                fact(rows, record, of, "difference", Some(first - second))?;
            }
        }
    }
    for one in &alignment.blind_spots {
        let of =
            Of { level: "question", question: Some(one.question), side: Some(one.side), ..Of::default() };
        fact(rows, record, of, "blind_spot", Some(1.0))?;
    }
    alignment.within_roles.iter().try_for_each(|one| {
        let role = record.role(one.role);
        let of = Of { level: "question-role", question: Some(one.question), role, ..Of::default() };
        fact(rows, record, of, "lowest_given", Some(one.low.into()))?;
        fact(rows, record, of, "highest_given", Some(one.high.into()))
    })
}
