//! A comparison as JSON, `equipoise/comparison@1`, and a series, `equipoise/series@1`. Keys stand in the order that the
//! format gives; there is no path and no time of the run, so that the same input gives the same bytes.

mod questions;

use std::io::{self, Write};

use serde::Serialize;

use super::Period;
use crate::{
    assessment::comparison::{Change, Comparison, ObjectiveChange, Person, Point, Series},
    framework::Kind,
    report::json::{Reference, Six, six, write_pretty},
};
use questions::{MismatchJson, QuestionJson};

/// Writes a comparison.
///
/// # Errors
/// Where the stream cannot be written.
pub fn write(
    out: &mut dyn Write,
    organization: &str,
    points: [Point<'_>; 2],
    comparison: &Comparison<'_>,
) -> io::Result<()> {
    let [before, after] = points.map(PointJson::new);
    let all = comparison;
    let document = ComparisonJson {
        format: "equipoise/comparison@1",
        organization,
        before,
        after,
        verdict: all.verdict.id(),
        detectable_change: six(all.detectable),
        shared_questions: all.questions.len(),
        rules_differ: all.rules_differ,
        overall: OverallJson::new(all),
        objectives: all.objectives.iter().map(ObjectiveJson::new).collect(),
        kinds: KindJson::all(all),
        mechanisms: MechanismJson::all(all),
        questions: all.questions.iter().map(QuestionJson::new).collect(),
        unmatched: all.unmatched.iter().map(MismatchJson::new).collect(),
        respondents: all.people.iter().map(PersonJson::new).collect(),
    };
    write_pretty(out, &document)
}

/// Writes a series.
///
/// # Errors
/// Where the stream cannot be written.
pub fn write_series(
    out: &mut dyn Write,
    organization: &str,
    points: &[Point<'_>],
    series: &Series<'_>,
) -> io::Result<()> {
    let document = SeriesJson {
        format: "equipoise/series@1",
        organization,
        points: points.iter().map(|point| PointJson::new(*point)).collect(),
        steps: series.steps.iter().map(StepJson::new).collect(),
        whole: StepJson::new(&series.whole),
    };
    write_pretty(out, &document)
}

#[derive(Serialize)]
struct ComparisonJson<'a> {
    format: &'static str,
    organization: &'a str,
    before: PointJson<'a>,
    after: PointJson<'a>,
    verdict: &'static str,
    detectable_change: Option<Six>,
    shared_questions: usize,
    rules_differ: bool,
    overall: OverallJson,
    objectives: Vec<ObjectiveJson>,
    kinds: Vec<KindJson>,
    mechanisms: Vec<MechanismJson<'a>>,
    questions: Vec<QuestionJson<'a>>,
    unmatched: Vec<MismatchJson<'a>>,
    respondents: Vec<PersonJson<'a>>,
}

#[derive(Serialize)]
struct SeriesJson<'a> {
    format: &'static str,
    organization: &'a str,
    points: Vec<PointJson<'a>>,
    steps: Vec<StepJson>,
    whole: StepJson,
}

/// A number at both points.
#[derive(Serialize)]
struct ChangeJson {
    before: Option<Six>,
    after: Option<Six>,
    change: Option<Six>,
}

impl From<Change> for ChangeJson {
    fn from(change: Change) -> Self {
        Self { before: six(change.before), after: six(change.after), change: six(change.by()) }
    }
}

/// One point, with the figures of its own report.
#[derive(Serialize)]
struct PointJson<'a> {
    questionnaire: Reference<'a>,
    answered_under: Option<String>,
    scope: &'static str,
    from: Option<String>,
    to: Option<String>,
    respondents: usize,
    settled: bool,
    strength: Option<Six>,
    completeness: Option<Six>,
    agreement: Option<Six>,
    kinds: Vec<Option<Six>>,
    objectives: Vec<Option<Six>>,
    observed: Vec<Option<Six>>,
}

impl<'a> PointJson<'a> {
    fn new(point: Point<'a>) -> Self {
        let period = Period::of(point.answers);
        let result = point.assessment;
        let observed = |one: &crate::assessment::ObjectiveResult| six(one.observed.and_then(|one| one.value));
        Self {
            questionnaire: Reference::new(point.questionnaire),
            answered_under: point.answered().map(ToString::to_string),
            scope: result.scope.id(),
            from: period.map(|period| period.from.to_string()),
            to: period.map(|period| period.to.to_string()),
            respondents: point.answers.len(),
            settled: point.settlement.is_some(),
            strength: six(result.overall.triad.strength),
            completeness: six(result.overall.completeness),
            agreement: six(result.alignment.as_ref().and_then(|one| one.agreement)),
            kinds: result.kinds.iter().map(|one| six(one.coverage)).collect(),
            objectives: result.objectives.iter().map(|one| six(one.triad.strength)).collect(),
            observed: result.objectives.iter().map(observed).collect(),
        }
    }
}

/// The numbers of one step of a series.
#[derive(Serialize)]
struct StepJson {
    verdict: &'static str,
    detectable_change: Option<Six>,
    shared_questions: usize,
    unmatched_questions: usize,
    rules_differ: bool,
    same_respondents: bool,
    overall: OverallJson,
    objectives: Vec<ObjectiveJson>,
    kinds: Vec<KindJson>,
}

impl StepJson {
    fn new(step: &Comparison<'_>) -> Self {
        use crate::assessment::comparison::Presence;
        Self {
            verdict: step.verdict.id(),
            detectable_change: six(step.detectable),
            shared_questions: step.questions.len(),
            unmatched_questions: step.unmatched.len(),
            rules_differ: step.rules_differ,
            same_respondents: step.people.iter().all(|one| one.presence == Presence::Stayed),
            overall: OverallJson::new(step),
            objectives: step.objectives.iter().map(ObjectiveJson::new).collect(),
            kinds: KindJson::all(step),
        }
    }
}

#[derive(Serialize)]
struct OverallJson {
    strength: ChangeJson,
    strength_known_both: ChangeJson,
    coverage: ChangeJson,
    balance: ChangeJson,
    kind_gap: ChangeJson,
    completeness: ChangeJson,
    known: ChangeJson,
    evidenced: ChangeJson,
    agreement: ChangeJson,
}

impl OverallJson {
    fn new(comparison: &Comparison<'_>) -> Self {
        let all = comparison.overall;
        Self {
            strength: all.strength.into(),
            strength_known_both: all.strength_known_both.into(),
            coverage: all.coverage.into(),
            balance: all.balance.into(),
            kind_gap: all.kind_gap.into(),
            completeness: all.completeness.into(),
            known: all.known.into(),
            evidenced: all.evidenced.into(),
            agreement: all.agreement.into(),
        }
    }
}

#[derive(Serialize)]
struct ObjectiveJson {
    id: &'static str,
    strength: ChangeJson,
    completeness: ChangeJson,
    cells: Vec<CellJson>,
    observed: ChangeJson,
}

#[derive(Serialize)]
struct CellJson {
    kind: &'static str,
    coverage: ChangeJson,
}

impl ObjectiveJson {
    fn new(change: &ObjectiveChange) -> Self {
        let cell = |kind: Kind| CellJson { kind: kind.id(), coverage: change.cells[kind.index()].into() };
        Self {
            id: change.objective.id(),
            strength: change.strength.into(),
            completeness: change.completeness.into(),
            cells: Kind::ALL.map(cell).into_iter().collect(),
            observed: change.observed.into(),
        }
    }
}

#[derive(Serialize)]
struct KindJson {
    id: &'static str,
    coverage: ChangeJson,
    completeness: ChangeJson,
}

impl KindJson {
    fn all(comparison: &Comparison<'_>) -> Vec<Self> {
        let one = |change: &crate::assessment::comparison::KindChange| Self {
            id: change.kind.id(),
            coverage: change.coverage.into(),
            completeness: change.completeness.into(),
        };
        comparison.kinds.iter().map(one).collect()
    }
}

#[derive(Serialize)]
struct MechanismJson<'a> {
    id: &'a str,
    kind: &'static str,
    coverage: ChangeJson,
    level: ChangeJson,
}

impl<'a> MechanismJson<'a> {
    fn all(comparison: &'a Comparison<'_>) -> Vec<Self> {
        let level = |change: Change| Change {
            before: change.before.map(|value| 5.0 * value),
            after: change.after.map(|value| 5.0 * value),
        };
        let one = |change: &'a crate::assessment::comparison::MechanismChange<'_>| Self {
            id: change.id,
            kind: change.kind.id(),
            coverage: change.coverage.into(),
            level: level(change.coverage).into(),
        };
        comparison.mechanisms.iter().map(one).collect()
    }
}

#[derive(Serialize)]
struct PersonJson<'a> {
    role: &'a str,
    presence: &'static str,
    before: Option<NameJson<'a>>,
    after: Option<NameJson<'a>>,
}

#[derive(Serialize)]
struct NameJson<'a> {
    name: Option<&'a str>,
}

impl<'a> PersonJson<'a> {
    fn new(person: &'a Person<'_>) -> Self {
        let name =
            |answers: &'a crate::answers::Answers| NameJson { name: answers.respondent.name.as_deref() };
        Self {
            role: &person.role.id,
            presence: person.presence.id(),
            before: person.before.map(name),
            after: person.after.map(name),
        }
    }
}
