//! Every number of the result.

use std::io;

use super::{Rows, number};
use crate::{
    assessment::{MechanismResult, Range, Triad},
    framework::{Kind, Objective},
    report::record::Record,
};

const COLUMNS: [&str; 8] = ["level", "id", "objective", "kind", "mechanism", "role", "measure", "value"];

/// What a number is of.
#[derive(Default, Clone, Copy)]
struct Of<'a> {
    level: &'static str,
    id: &'a str,
    objective: Option<Objective>,
    kind: Option<Kind>,
    mechanism: &'a str,
    role: &'a str,
}

type Measures = Vec<(&'static str, Option<f64>)>;

pub(super) fn write(rows: &mut Rows<'_>, record: &Record<'_>) -> io::Result<()> {
    rows.head(&COLUMNS)?;
    overall(rows, record)?;
    for objective in Objective::ALL {
        of_objective(rows, record, objective)?;
    }
    for kind in Kind::ALL {
        let result = &record.assessment.kinds[kind.index()];
        let of = Of { level: "kind", id: kind.id(), kind: Some(kind), ..Of::default() };
        let measures = parts("coverage", result.coverage, result.range, result.completeness);
        facts(rows, of, measures)?;
    }
    for result in &record.assessment.mechanisms {
        of_mechanism(rows, record, result)?;
    }
    for (guideline, &value) in record.questionnaire.guidelines.iter().zip(&record.assessment.guidelines) {
        let of = Of { level: "guideline", id: &guideline.id, ..Of::default() };
        facts(rows, of, vec![("value", value)])?;
    }
    record.roles().into_iter().try_for_each(|role| of_role(rows, record, role))
}

fn facts(rows: &mut Rows<'_>, of: Of<'_>, measures: Measures) -> io::Result<()> {
    for (measure, value) in measures {
        rows.row([
            of.level.to_owned(),
            of.id.to_owned(),
            of.objective.map_or("", Objective::id).to_owned(),
            of.kind.map_or("", Kind::id).to_owned(),
            of.mechanism.to_owned(),
            of.role.to_owned(),
            measure.to_owned(),
            number(value),
        ])?;
    }
    Ok(())
}

/// A value with its bounds and the share answered.
fn parts(name: &'static str, value: Option<f64>, range: Option<Range>, complete: Option<f64>) -> Measures {
    let [low, high] = ends(range);
    vec![(name, value), ("low", low), ("high", high), ("completeness", complete)]
}

fn ends(range: Option<Range>) -> [Option<f64>; 2] {
    [range.map(|range| range.low), range.map(|range| range.high)]
}

fn triad(triad: &Triad) -> Measures {
    let [low, high] = ends(triad.strength_range);
    let [coverage_low, coverage_high] = ends(triad.coverage_range);
    vec![
        ("strength", triad.strength),
        ("coverage", triad.coverage),
        ("balance", triad.balance),
        ("low", low),
        ("high", high),
        ("coverage_low", coverage_low),
        ("coverage_high", coverage_high),
    ]
}

fn overall(rows: &mut Rows<'_>, record: &Record<'_>) -> io::Result<()> {
    let overall = &record.assessment.overall;
    let [spread_low, spread_high] = ends(overall.spread);
    let mut measures = triad(&overall.triad);
    measures.extend([
        ("completeness", overall.completeness),
        ("known", overall.known),
        ("effective_kinds", overall.effective_kinds),
        ("kind_gap", overall.kind_gap),
        ("spread_low", spread_low),
        ("spread_high", spread_high),
        ("evidenced", overall.evidenced),
        ("detectable_change", overall.detectable_change),
        ("technical_half", overall.technical_half),
        ("respondents", Some(record.assessment.respondents.len() as f64)),
    ]);
    facts(rows, Of { level: "overall", id: "overall", ..Of::default() }, measures)
}

fn of_objective(rows: &mut Rows<'_>, record: &Record<'_>, objective: Objective) -> io::Result<()> {
    let result = &record.assessment.objectives[objective.index()];
    let of = Of { level: "objective", id: objective.id(), objective: Some(objective), ..Of::default() };
    let mut measures = triad(&result.triad);
    measures.push(("completeness", result.completeness));
    facts(rows, of, measures)?;
    let seen = result.observed;
    let (value, range) = (seen.and_then(|one| one.value), seen.and_then(|one| one.range));
    let measures = parts("value", value, range, seen.and_then(|one| one.completeness));
    facts(rows, Of { level: "observed", ..of }, measures)?;
    for kind in Kind::ALL {
        let cell = &result.cells[kind.index()];
        let id = format!("{objective}.{kind}");
        let mut measures = parts("coverage", cell.coverage, cell.range, cell.completeness);
        measures.push(("questions", Some(cell.questions as f64)));
        facts(rows, Of { level: "cell", id: &id, kind: Some(kind), ..of }, measures)?;
    }
    Ok(())
}

fn of_mechanism(rows: &mut Rows<'_>, record: &Record<'_>, result: &MechanismResult) -> io::Result<()> {
    let mechanism = &record.questionnaire.mechanisms[result.mechanism];
    let id = mechanism.id.as_str();
    let of = Of { level: "mechanism", id, kind: Some(mechanism.kind), mechanism: id, ..Of::default() };
    let shown = result.coverage.filter(|_| result.stands());
    let mut measures = parts("coverage", shown, result.range, result.completeness);
    measures.push(("level", result.level().filter(|_| result.stands())));
    measures.push(("disagreement", result.disagreement));
    if let Some(target) = record.target(result.mechanism) {
        measures.push(("target", Some(target)));
    }
    facts(rows, of, measures)?;
    result.roles.iter().try_for_each(|&(role, level)| {
        facts(rows, Of { role: record.role(role), ..of }, vec![("role_level", Some(level))])
    })
}

fn of_role(rows: &mut Rows<'_>, record: &Record<'_>, role: usize) -> io::Result<()> {
    let own: Vec<_> = record.assessment.respondents.iter().filter(|one| one.role == role).collect();
    let sum = |count: fn(&crate::assessment::RespondentSummary) -> usize| {
        Some(own.iter().map(|&one| count(one)).sum::<usize>() as f64)
    };
    let measures = vec![
        ("respondents", Some(own.len() as f64)),
        ("answered", sum(|one| one.answered)),
        ("unknown", sum(|one| one.unknown)),
        ("not_applicable", sum(|one| one.not_applicable)),
        ("asked", sum(|one| one.asked)),
    ];
    let id = record.role(role);
    facts(rows, Of { level: "role", id, role: id, ..Of::default() }, measures)
}
