//! The result as JSON, `equipoise/result@1`: types of its own, so that the format stands still while the inside
//! moves. Keys stand in the order that the format gives; there is no time stamp and no path, so that the same
//! input gives the same bytes.

mod alignment;
mod number;
mod questions;

use std::io::{self, Write};

use serde::Serialize;

pub use number::write_pretty;
pub(crate) use number::{Interval, Six, six};

use crate::{
    assessment::{Assessment, Cell, MechanismResult, Observed, RespondentSummary, Triad},
    framework::{Kind, Objective},
    questionnaire::Questionnaire,
    targets::Targets,
};
use alignment::{AlignmentJson, ContradictionJson};
use questions::{OutcomeJson, QuestionJson};

/// Writes the result, with two spaces of indentation and a final newline.
///
/// # Errors
/// Where the stream cannot be written.
pub fn write(
    out: &mut dyn Write,
    questionnaire: &Questionnaire,
    organization: &str,
    assessment: &Assessment,
) -> io::Result<()> {
    write_pretty(out, &Document::new(questionnaire, organization, assessment))
}

/// As [`write`], with the target of each mechanism that has one.
///
/// # Errors
/// Where the stream cannot be written.
pub fn write_with_targets(
    out: &mut dyn Write,
    questionnaire: &Questionnaire,
    organization: &str,
    assessment: &Assessment,
    targets: &Targets,
) -> io::Result<()> {
    let mut document = Document::new(questionnaire, organization, assessment);
    for (json, result) in document.mechanisms.iter_mut().zip(&assessment.mechanisms) {
        json.target = targets.of(result.mechanism).map(|target| Six(target.level));
    }
    write_pretty(out, &document)
}

/// The whole document, in the order of its keys.
#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    questionnaire: Reference<'a>,
    organization: &'a str,
    scope: &'static str,
    respondents: Vec<Respondent<'a>>,
    overall: Overall,
    objectives: Vec<ObjectiveJson>,
    kinds: Vec<KindJson>,
    mechanisms: Vec<MechanismJson<'a>>,
    questions: Vec<QuestionJson<'a>>,
    outcomes: Vec<OutcomeJson<'a>>,
    alignment: Option<AlignmentJson<'a>>,
    scope_disputes: Vec<&'a str>,
    contradictions: Vec<ContradictionJson<'a>>,
    guidelines: Vec<GuidelineJson<'a>>,
    priorities: Vec<PriorityJson<'a>>,
    find_out: Vec<FindOutJson<'a>>,
}

/// The questionnaire that was answered.
#[derive(Serialize)]
pub(crate) struct Reference<'a> {
    id: &'a str,
    version: String,
    digest: &'a str,
}

impl<'a> Reference<'a> {
    pub(crate) fn new(questionnaire: &'a Questionnaire) -> Self {
        Self {
            id: &questionnaire.id,
            version: questionnaire.version.to_string(),
            digest: &questionnaire.digest,
        }
    }
}

#[derive(Serialize)]
struct Respondent<'a> {
    role: &'a str,
    side: &'static str,
    name: Option<&'a str>,
    answered: usize,
    unknown: usize,
    not_applicable: usize,
    asked: usize,
}

#[derive(Serialize)]
struct Overall {
    coverage: Option<Six>,
    strength: Option<Six>,
    balance: Option<Six>,
    effective_kinds: Option<Six>,
    kind_gap: Option<Six>,
    coverage_range: Interval,
    strength_range: Interval,
    completeness: Option<Six>,
    known: Option<Six>,
    spread: Interval,
    evidenced: Option<Six>,
    detectable_change: Option<Six>,
    band: Option<&'static str>,
    balance_band: Option<&'static str>,
    sensitivity: Sensitivity,
}

#[derive(Serialize)]
struct Sensitivity {
    technical_half: Option<Six>,
}

#[derive(Serialize)]
struct ObjectiveJson {
    id: &'static str,
    coverage: Option<Six>,
    strength: Option<Six>,
    balance: Option<Six>,
    coverage_range: Interval,
    strength_range: Interval,
    completeness: Option<Six>,
    cells: Vec<CellJson>,
    observed: Option<ObservedJson>,
}

#[derive(Serialize)]
struct CellJson {
    kind: &'static str,
    coverage: Option<Six>,
    range: Interval,
    completeness: Option<Six>,
    questions: usize,
}

#[derive(Serialize)]
struct ObservedJson {
    value: Option<Six>,
    range: Interval,
    completeness: Option<Six>,
}

#[derive(Serialize)]
struct KindJson {
    id: &'static str,
    coverage: Option<Six>,
    range: Interval,
    completeness: Option<Six>,
}

#[derive(Serialize)]
struct MechanismJson<'a> {
    id: &'a str,
    kind: &'static str,
    group: &'a str,
    coverage: Option<Six>,
    level: Option<Six>,
    target: Option<Six>,
    range: Interval,
    completeness: Option<Six>,
}

#[derive(Serialize)]
struct GuidelineJson<'a> {
    id: &'a str,
    value: Option<Six>,
}

#[derive(Serialize)]
struct PriorityJson<'a> {
    question: &'a str,
    from: Six,
    to: Six,
    gain: Six,
    effort: u8,
    gain_per_effort: Six,
    disputed: bool,
}

#[derive(Serialize)]
struct FindOutJson<'a> {
    question: &'a str,
    gain: Option<Six>,
}

impl<'a> Document<'a> {
    fn new(questionnaire: &'a Questionnaire, organization: &'a str, assessment: &'a Assessment) -> Self {
        let id = |question: usize| questionnaire.questions[question].id.as_str();
        let (level_questions, outcomes): (Vec<_>, Vec<_>) = assessment
            .questions
            .iter()
            .partition(|result| !questionnaire.questions[result.question].is_outcome());
        Self {
            format: "equipoise/result@1",
            questionnaire: Reference::new(questionnaire),
            organization,
            scope: assessment.scope.id(),
            respondents: assessment.respondents.iter().map(|one| respondent(questionnaire, one)).collect(),
            overall: overall(assessment),
            objectives: objectives(assessment),
            kinds: assessment.kinds.iter().map(kind).collect(),
            mechanisms: assessment.mechanisms.iter().map(|one| mechanism(questionnaire, one)).collect(),
            questions: level_questions.into_iter().map(|one| QuestionJson::new(questionnaire, one)).collect(),
            outcomes: outcomes.into_iter().map(|one| OutcomeJson::new(questionnaire, one)).collect(),
            alignment: assessment.alignment.as_ref().map(|one| AlignmentJson::new(questionnaire, one)),
            scope_disputes: assessment.scope_disputes.iter().map(|&question| id(question)).collect(),
            contradictions: ContradictionJson::all(questionnaire, &assessment.contradictions),
            guidelines: guidelines(questionnaire, assessment),
            priorities: priorities(questionnaire, assessment),
            find_out: assessment
                .find_out
                .iter()
                .map(|one| FindOutJson { question: id(one.question), gain: six(one.gain) })
                .collect(),
        }
    }
}

fn respondent<'a>(questionnaire: &'a Questionnaire, summary: &'a RespondentSummary) -> Respondent<'a> {
    Respondent {
        role: &questionnaire.roles[summary.role].id,
        side: summary.side.id(),
        name: summary.name.as_deref(),
        answered: summary.answered,
        unknown: summary.unknown,
        not_applicable: summary.not_applicable,
        asked: summary.asked,
    }
}

fn overall(assessment: &Assessment) -> Overall {
    let overall = &assessment.overall;
    let Triad { coverage, strength, balance, coverage_range, strength_range } = overall.triad;
    Overall {
        coverage: six(coverage),
        strength: six(strength),
        balance: six(balance),
        effective_kinds: six(overall.effective_kinds),
        kind_gap: six(overall.kind_gap),
        coverage_range: coverage_range.into(),
        strength_range: strength_range.into(),
        completeness: six(overall.completeness),
        known: six(overall.known),
        spread: overall.spread.into(),
        evidenced: six(overall.evidenced),
        detectable_change: six(overall.detectable_change),
        band: overall.band.map(crate::assessment::Band::id),
        balance_band: overall.balance_band.map(crate::assessment::BalanceBand::id),
        sensitivity: Sensitivity { technical_half: six(overall.technical_half) },
    }
}

fn objectives(assessment: &Assessment) -> Vec<ObjectiveJson> {
    let one = |objective: Objective| {
        let result = &assessment.objectives[objective.index()];
        let Triad { coverage, strength, balance, coverage_range, strength_range } = result.triad;
        ObjectiveJson {
            id: objective.id(),
            coverage: six(coverage),
            strength: six(strength),
            balance: six(balance),
            coverage_range: coverage_range.into(),
            strength_range: strength_range.into(),
            completeness: six(result.completeness),
            cells: Kind::ALL.into_iter().map(|kind| cell(kind, &result.cells[kind.index()])).collect(),
            observed: result.observed.as_ref().map(observed),
        }
    };
    Objective::ALL.into_iter().map(one).collect()
}

fn cell(kind: Kind, cell: &Cell) -> CellJson {
    CellJson {
        kind: kind.id(),
        coverage: six(cell.coverage),
        range: cell.range.into(),
        completeness: six(cell.completeness),
        questions: cell.questions,
    }
}

fn observed(observed: &Observed) -> ObservedJson {
    ObservedJson {
        value: six(observed.value),
        range: observed.range.into(),
        completeness: six(observed.completeness),
    }
}

fn kind(result: &crate::assessment::KindResult) -> KindJson {
    KindJson {
        id: result.kind.id(),
        coverage: six(result.coverage),
        range: result.range.into(),
        completeness: six(result.completeness),
    }
}

/// A mechanism's value, where enough of it is answered for one to stand (scoring specification, §3).
fn mechanism<'a>(questionnaire: &'a Questionnaire, result: &MechanismResult) -> MechanismJson<'a> {
    let mechanism = &questionnaire.mechanisms[result.mechanism];
    let shown = result.stands();
    MechanismJson {
        id: &mechanism.id,
        kind: mechanism.kind.id(),
        group: &mechanism.group,
        coverage: six(result.coverage.filter(|_| shown)),
        level: six(result.level().filter(|_| shown)),
        target: None,
        range: result.range.into(),
        completeness: six(result.completeness),
    }
}

fn guidelines<'a>(questionnaire: &'a Questionnaire, assessment: &Assessment) -> Vec<GuidelineJson<'a>> {
    let values = &assessment.guidelines;
    let one = |(guideline, value): (&'a crate::questionnaire::Guideline, &Option<f64>)| GuidelineJson {
        id: &guideline.id,
        value: six(*value),
    };
    questionnaire.guidelines.iter().zip(values).map(one).collect()
}

fn priorities<'a>(questionnaire: &'a Questionnaire, assessment: &Assessment) -> Vec<PriorityJson<'a>> {
    let one = |step: &crate::assessment::Priority| PriorityJson {
        question: &questionnaire.questions[step.question].id,
        from: Six(step.from),
        to: Six(step.to),
        gain: Six(step.gain),
        effort: step.effort,
        gain_per_effort: Six(step.gain_per_effort),
        disputed: step.disputed,
    };
    assessment.priorities.iter().map(one).collect()
}
