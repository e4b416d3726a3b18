//! An assessment under the keys of the result format, straight from the library's types and unrounded;
//! with it the few numbers that the format does not carry.

use equipoise::assessment::{
    Alignment, Assessment, BalanceBand, Band, MechanismResult, ObjectiveResult, Original, Overall, Positions,
    QuestionResult, Range,
};
use equipoise::framework::{Evidence, Kind};
use equipoise::questionnaire::{Place, Questionnaire};
use serde_json::{Map, Value, json};

pub fn rendered(questionnaire: &Questionnaire, result: &Assessment) -> Value {
    let id = |question: usize| questionnaire.questions[question].id.as_str();
    let role = |role: usize| questionnaire.roles[role].id.as_str();
    let (outcomes, questions): (Vec<_>, Vec<_>) =
        result.questions.iter().partition(|result| questionnaire.questions[result.question].is_outcome());
    json!({
        "organization": "Vector",
        "scope": result.scope.id(),
        "respondents": list(&result.respondents, |one| json!({
            "role": role(one.role), "side": one.side.id(), "name": one.name, "answered": one.answered,
            "unknown": one.unknown, "not_applicable": one.not_applicable, "asked": one.asked,
        })),
        "overall": overall(&result.overall),
        "objectives": list(&result.objectives, objective),
        "kinds": list(&result.kinds, |kind| json!({
            "id": kind.kind.id(), "coverage": kind.coverage, "range": range(kind.range),
            "completeness": kind.completeness,
        })),
        "mechanisms": list(&result.mechanisms, |one| mechanism(questionnaire, one)),
        "questions": list(questions, |one| question(questionnaire, one)),
        "outcomes": list(outcomes, |one| outcome(questionnaire, one)),
        "alignment": result.alignment.as_ref().map(|one| alignment(questionnaire, one)),
        "scope_disputes": list(&result.scope_disputes, |question| json!(id(*question))),
        "contradictions": list(&result.contradictions, |one| json!({
            "question": id(one.question), "role": role(one.role),
        })),
        "guidelines": list(questionnaire.guidelines.iter().zip(&result.guidelines), |(guideline, value)| json!({
            "id": guideline.id, "value": value,
        })),
        "priorities": list(&result.priorities, |one| json!({
            "question": id(one.question), "from": one.from, "to": one.to, "gain": one.gain, "effort": one.effort,
            "gain_per_effort": one.gain_per_effort, "disputed": one.disputed,
        })),
        "claims": [result.claims.made, result.claims.recorded, result.claims.verified],
        "find_out": list(&result.find_out, |one| json!({"question": id(one.question), "gain": one.gain})),
    })
}

fn list<T>(items: impl IntoIterator<Item = T>, draw: impl Fn(T) -> Value) -> Value {
    Value::Array(items.into_iter().map(draw).collect())
}

fn range(range: Option<Range>) -> Value {
    json!({"low": range.map(|range| range.low), "high": range.map(|range| range.high)})
}

fn overall(overall: &Overall) -> Value {
    json!({
        "coverage": overall.triad.coverage,
        "strength": overall.triad.strength,
        "balance": overall.triad.balance,
        "effective_kinds": overall.effective_kinds,
        "kind_gap": overall.kind_gap,
        "coverage_range": range(overall.triad.coverage_range),
        "strength_range": range(overall.triad.strength_range),
        "completeness": overall.completeness,
        "known": overall.known,
        "spread": range(overall.spread),
        "evidenced": overall.evidenced,
        "detectable_change": overall.detectable_change,
        "band": overall.band.map(Band::id),
        "balance_band": overall.balance_band.map(BalanceBand::id),
        "sensitivity": {"technical_half": overall.technical_half},
    })
}

fn objective(result: &ObjectiveResult) -> Value {
    json!({
        "id": result.objective.id(),
        "coverage": result.triad.coverage,
        "strength": result.triad.strength,
        "balance": result.triad.balance,
        "coverage_range": range(result.triad.coverage_range),
        "strength_range": range(result.triad.strength_range),
        "completeness": result.completeness,
        "cells": list(Kind::ALL.iter().zip(result.cells), |(kind, cell)| json!({
            "kind": kind.id(), "coverage": cell.coverage, "range": range(cell.range),
            "completeness": cell.completeness, "questions": cell.questions,
        })),
        "observed": result.observed.map(|observed| json!({
            "value": observed.value, "range": range(observed.range), "completeness": observed.completeness,
        })),
    })
}

fn mechanism(questionnaire: &Questionnaire, result: &MechanismResult) -> Value {
    let mechanism = &questionnaire.mechanisms[result.mechanism];
    let shown = Some(result).filter(|result| result.stands());
    json!({
        "id": mechanism.id, "kind": mechanism.kind.id(), "group": mechanism.group,
        "coverage": shown.and_then(|result| result.coverage), "level": shown.and_then(MechanismResult::level),
        "range": range(result.range), "completeness": result.completeness,
        "roles": roles(questionnaire, &result.roles), "disagreement": result.disagreement,
    })
}

fn roles(questionnaire: &Questionnaire, roles: &[(usize, f64)]) -> Value {
    let entry = |(role, level): &(usize, f64)| (questionnaire.roles[*role].id.clone(), json!(level));
    Value::Object(roles.iter().map(entry).collect::<Map<_, _>>())
}

fn fit(positions: Option<Positions>) -> Value {
    json!(positions.map(|fit| json!({
        "organization": fit.organization, "security": fit.security, "direction": fit.direction(),
    })))
}

fn original(original: Option<Original>) -> Value {
    json!(original.map(|one| json!({"state": one.state.id(), "level": one.level, "fit": fit(one.fit)})))
}

fn question(questionnaire: &Questionnaire, result: &QuestionResult) -> Value {
    json!({
        "id": questionnaire.questions[result.question].id,
        "state": result.state.id(), "value": result.value, "level": result.level, "implied": result.implied,
        "settled": result.settled(), "original": original(result.original),
        "evidence": result.evidence.map(Evidence::id), "roles": roles(questionnaire, &result.roles),
    })
}

fn outcome(questionnaire: &Questionnaire, result: &QuestionResult) -> Value {
    let question = &questionnaire.questions[result.question];
    let Place::Outcome { objective, .. } = &question.place else { unreachable!("an outcome") };
    json!({
        "id": question.id, "objective": objective.id(), "type": if question.is_fit() { "fit" } else { "level" },
        "state": result.state.id(), "value": result.value, "level": result.level, "fit": fit(result.fit),
        "settled": result.settled(), "original": original(result.original),
        "roles": roles(questionnaire, &result.roles),
    })
}

fn alignment(questionnaire: &Questionnaire, alignment: &Alignment) -> Value {
    let id = |question: usize| questionnaire.questions[question].id.as_str();
    let role = |role: usize| questionnaire.roles[role].id.as_str();
    json!({
        "agreement": alignment.agreement, "mean_disagreement": alignment.mean_disagreement,
        "mean_gap": alignment.mean_gap, "mean_absolute_gap": alignment.mean_absolute_gap,
        "alpha": alignment.alpha,
        "questions": list(&alignment.questions, |one| json!({
            "id": id(one.question), "disagreement": one.disagreement, "range": one.range, "gap": one.gap,
            "disputed": one.disputed,
        })),
        "blind_spots": list(&alignment.blind_spots, |one| json!({
            "question": id(one.question), "side": one.side.id(),
        })),
        "within_roles": list(&alignment.within_roles, |one| json!({
            "question": id(one.question), "role": role(one.role), "low": one.low, "high": one.high,
        })),
        "roles": list(&alignment.roles, |(one, rate)| json!({"role": role(*one), "unknown_rate": rate})),
        "pairs": list(&alignment.pairs, |one| json!({
            "a": role(one.a), "b": role(one.b), "gap": one.gap, "questions": one.questions,
        })),
    })
}
