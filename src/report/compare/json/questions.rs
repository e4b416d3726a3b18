//! What happened to questions.

use serde::Serialize;

use super::ChangeJson;
use crate::{
    answers::{Answer, Entry},
    assessment::{
        Positions,
        comparison::{Mismatch, QuestionChange, Voice},
    },
    framework::Evidence,
    report::json::Six,
};

#[derive(Serialize)]
pub(super) struct QuestionJson<'a> {
    id: &'a str,
    events: Vec<&'static str>,
    state: Sides<&'static str>,
    value: ChangeJson,
    level: ChangeJson,
    fit: Sides<Option<FitJson>>,
    evidence: Sides<Option<&'static str>>,
    settled: Sides<bool>,
    disputed: Sides<bool>,
    voices: Vec<VoiceJson<'a>>,
}

/// Something at both points.
#[derive(Serialize)]
struct Sides<T> {
    before: T,
    after: T,
}

impl<T> From<[T; 2]> for Sides<T> {
    fn from([before, after]: [T; 2]) -> Self {
        Self { before, after }
    }
}

#[derive(Serialize)]
struct FitJson {
    organization: Six,
    security: Six,
}

impl From<Positions> for FitJson {
    fn from(fit: Positions) -> Self {
        Self { organization: Six(fit.organization), security: Six(fit.security) }
    }
}

impl<'a> QuestionJson<'a> {
    pub(super) fn new(change: &'a QuestionChange<'_>) -> Self {
        Self {
            id: change.id,
            events: change.events.iter().map(|event| event.id()).collect(),
            state: change.states.map(crate::assessment::State::id).into(),
            value: change.value.into(),
            level: change.level.into(),
            fit: change.fit.map(|fit| fit.map(FitJson::from)).into(),
            evidence: change.evidence.map(|grade| grade.map(Evidence::id)).into(),
            settled: change.settled.into(),
            disputed: change.disputed.into(),
            voices: change.voices.iter().map(VoiceJson::new).collect(),
        }
    }
}

/// One respondent who answered otherwise.
#[derive(Serialize)]
struct VoiceJson<'a> {
    role: &'a str,
    replaced: bool,
    before: Option<SaidJson<'a>>,
    after: Option<SaidJson<'a>>,
}

#[derive(Serialize)]
struct SaidJson<'a> {
    state: &'static str,
    level: Option<u8>,
    fit: Option<FitJson>,
    evidence: &'static str,
    note: Option<&'a str>,
}

impl<'a> VoiceJson<'a> {
    fn new(voice: &'a Voice<'_>) -> Self {
        Self {
            role: &voice.role.id,
            replaced: voice.replaced,
            before: voice.before.and_then(SaidJson::new),
            after: voice.after.and_then(SaidJson::new),
        }
    }
}

impl<'a> SaidJson<'a> {
    fn new(entry: &'a Entry) -> Option<Self> {
        use crate::assessment::State;
        let answer = entry.answer?;
        let state = match answer {
            Answer::Level(_) | Answer::Fit(_) => State::Known,
            Answer::Unknown => State::Unknown,
            Answer::NotApplicable => State::NotApplicable,
        };
        let fit = match answer {
            Answer::Fit(pair) => Some(FitJson {
                organization: Six(pair.organization.into()),
                security: Six(pair.security.into()),
            }),
            _ => None,
        };
        let (evidence, note) = (entry.grade().id(), entry.note.as_deref());
        Some(Self { state: state.id(), level: answer.level(), fit, evidence, note })
    }
}

/// A question of one point only.
#[derive(Serialize)]
pub(super) struct MismatchJson<'a> {
    id: &'a str,
    point: &'static str,
    reason: &'static str,
    ask: &'a str,
    since: Option<String>,
    note: Option<&'a str>,
}

impl<'a> MismatchJson<'a> {
    pub(super) fn new(one: &Mismatch<'a>) -> Self {
        Self {
            id: one.id,
            point: if one.later { "after" } else { "before" },
            reason: one.reason.id(),
            ask: one.ask,
            since: one.withdrawn.map(|withdrawn| withdrawn.since.to_string()),
            note: one.withdrawn.map(|withdrawn| withdrawn.note.as_str()),
        }
    }
}
