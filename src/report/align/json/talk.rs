//! Disputes and hypotheses.

use serde::Serialize;

use super::Named;
use crate::report::{
    align::{
        Edition,
        dispute::{Dispute, Outcome, Placed, Position, Testimony, Without},
        pattern::Pattern,
        texts::Meaning,
    },
    json::{Six, six},
    words,
};

#[derive(Serialize)]
pub(super) struct DisputeJson<'a> {
    id: &'a str,
    ask: &'a str,
    positions: Vec<PositionJson<'a>>,
    unknown: Vec<&'a str>,
    not_applicable: Vec<&'a str>,
    probe: Option<&'a str>,
    evidence: &'a [String],
    settlement: Option<OutcomeJson<'a>>,
}

#[derive(Serialize)]
struct PositionJson<'a> {
    level: Six,
    statement: &'a str,
    voices: Vec<PlacedJson<'a>>,
}

#[derive(Serialize)]
struct PlacedJson<'a> {
    voice: &'a str,
    testimonies: Vec<TestimonyJson<'a>>,
}

#[derive(Serialize)]
struct TestimonyJson<'a> {
    name: Option<&'a str>,
    evidence: &'static str,
    artifacts: &'a [String],
    note: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct OutcomeJson<'a> {
    settled_on: String,
    level: Option<u8>,
    statement: Option<&'a str>,
    organization: Option<u8>,
    security: Option<u8>,
    evidence: Option<&'static str>,
    original: Option<Six>,
    reason: Option<&'a str>,
    dissent: Vec<&'a str>,
}

#[derive(Serialize)]
pub(super) struct HypothesisJson<'a> {
    voice: Option<&'a str>,
    mean_difference: Option<Six>,
    comparisons: usize,
    missed: Vec<&'a str>,
    alone: Vec<&'a str>,
    farthest: Option<FarthestJson<'a>>,
    only: Vec<&'a str>,
    weak: bool,
    hypotheses: Vec<MeaningJson>,
}

#[derive(Serialize)]
struct FarthestJson<'a> {
    question: &'a str,
    level: Six,
    other: Six,
    voices: Vec<&'a str>,
}

#[derive(Serialize)]
struct MeaningJson {
    may_mean: &'static str,
    costs: &'static str,
}

impl<'a> DisputeJson<'a> {
    pub(super) fn new(named: Named<'a>, dispute: &'a Dispute<'a>) -> Self {
        let question = &named.report.material.questionnaire.questions[dispute.seen.question];
        let voices = |places: &[Without]| places.iter().map(|one| named.voice(one.voice)).collect();
        let position = |one: &'a Position<'a>| PositionJson {
            level: Six(one.level),
            statement: &question.statements[words::whole_level(one.level)],
            voices: one.placed.iter().map(|placed| PlacedJson::new(named, placed)).collect(),
        };
        Self {
            id: &question.id,
            ask: &question.ask,
            positions: dispute.positions.iter().map(position).collect(),
            unknown: voices(&dispute.unknown),
            not_applicable: voices(&dispute.not_applicable),
            probe: question.probe.as_deref(),
            evidence: &question.evidence,
            settlement: dispute
                .outcome
                .as_ref()
                .map(|outcome| OutcomeJson::new(named, dispute.seen.question, outcome)),
        }
    }
}

impl<'a> PlacedJson<'a> {
    fn new(named: Named<'a>, placed: &'a Placed<'a>) -> Self {
        let facilitator = named.report.edition == Edition::Facilitator;
        let one = |one: &Testimony<'a>| TestimonyJson {
            name: one.name.filter(|_| facilitator),
            evidence: one.evidence.id(),
            artifacts: one.artifacts,
            note: one.note.filter(|_| facilitator),
        };
        Self { voice: named.voice(placed.voice), testimonies: placed.testimonies.iter().map(one).collect() }
    }
}

impl<'a> OutcomeJson<'a> {
    pub(super) fn new(named: Named<'a>, question: usize, outcome: &Outcome<'a>) -> Self {
        let questionnaire = named.report.material.questionnaire;
        let roles = &questionnaire.roles;
        let statements = &questionnaire.questions[question].statements;
        let is_settled = outcome.level.is_some() || outcome.fit.is_some();
        Self {
            settled_on: outcome.on.to_string(),
            level: outcome.level,
            statement: outcome.level.and_then(|level| statements.get(usize::from(level))).map(String::as_str),
            organization: outcome.fit.map(|fit| fit.organization),
            security: outcome.fit.map(|fit| fit.security),
            evidence: is_settled.then(|| outcome.evidence.id()),
            original: six(outcome.was),
            reason: outcome.reason,
            dissent: outcome.dissent.iter().map(|&role| roles[role].id.as_str()).collect(),
        }
    }
}

impl MeaningJson {
    const fn new(meaning: &'static Meaning) -> Self {
        Self { may_mean: meaning.may_mean, costs: meaning.costs }
    }
}

impl<'a> HypothesisJson<'a> {
    /// Of the chain as a whole, which is no role's.
    pub(super) fn of_chain(meaning: &'static Meaning) -> Self {
        Self {
            voice: None,
            mean_difference: None,
            comparisons: 0,
            missed: Vec::new(),
            alone: Vec::new(),
            farthest: None,
            only: Vec::new(),
            weak: false,
            hypotheses: vec![MeaningJson::new(meaning)],
        }
    }

    pub(super) fn new(named: Named<'a>, pattern: &Pattern) -> Self {
        Self {
            voice: Some(named.voice(pattern.voice)),
            mean_difference: six(pattern.lean.map(|(lean, _)| lean)),
            comparisons: pattern.lean.map_or(0, |(_, comparisons)| comparisons),
            missed: pattern.missed.iter().map(|&question| named.question(question)).collect(),
            alone: pattern.alone.iter().map(|one| named.question(one.question)).collect(),
            farthest: pattern.farthest.as_ref().map(|one| FarthestJson {
                question: named.question(one.question),
                level: Six(one.level),
                other: Six(one.other),
                voices: one.voices.iter().map(|&place| named.voice(place)).collect(),
            }),
            only: pattern.only.iter().map(|&question| named.question(question)).collect(),
            weak: pattern.weak,
            hypotheses: pattern.meanings.iter().map(|one| MeaningJson::new(one)).collect(),
        }
    }
}
