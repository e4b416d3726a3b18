//! Scales of orientation, and the settlement that lay beside the answers.

use serde::Serialize;

use super::{Named, talk::OutcomeJson};
use crate::report::{
    align::{
        Report,
        fit::{Place, Scale},
    },
    json::{Six, six},
};

#[derive(Serialize)]
pub(super) struct ScaleJson<'a> {
    id: &'a str,
    poles: &'a [String],
    places: Vec<PlaceJson<'a>>,
    settlement: Option<OutcomeJson<'a>>,
}

/// Where one role places both; roles that said nothing are left out.
#[derive(Serialize)]
struct PlaceJson<'a> {
    voice: &'a str,
    state: &'static str,
    organization: Option<Six>,
    security: Option<Six>,
}

/// The settlement beside the answers.
#[derive(Serialize)]
pub(super) struct SettlementJson<'a> {
    settled_on: String,
    stale: bool,
    changed: Vec<&'a str>,
}

impl<'a> ScaleJson<'a> {
    pub(super) fn new(named: Named<'a>, scale: &'a Scale<'a>) -> Self {
        let question = &named.report.material.questionnaire.questions[scale.question];
        let place = |(voice, place): (usize, &Option<Place>)| {
            let (state, at) = match (*place)? {
                Place::At { organization, security } => ("known", Some((organization, security))),
                Place::Unknown => ("unknown", None),
                Place::NotApplicable => ("not-applicable", None),
            };
            Some(PlaceJson {
                voice: named.voice(voice),
                state,
                organization: six(at.map(|(organization, _)| organization)),
                security: six(at.map(|(_, security)| security)),
            })
        };
        Self {
            id: &question.id,
            poles: question.poles().map_or(&[], |poles| poles.as_slice()),
            places: scale.places.iter().enumerate().filter_map(place).collect(),
            settlement: scale
                .outcome
                .as_ref()
                .map(|outcome| OutcomeJson::new(named, scale.question, outcome)),
        }
    }
}

impl<'a> SettlementJson<'a> {
    pub(super) fn new(report: &Report<'a>) -> Option<Self> {
        let material = report.material;
        let settlement = material.settlement?;
        let changes = settlement.changes(material.questionnaire, material.answers);
        let told = changes.iter().filter(|_| !report.voices.is_anonymous());
        Some(Self {
            settled_on: settlement.settled_on.to_string(),
            stale: !report.changed().is_empty(),
            changed: told.map(|one| material.questionnaire.roles[one.role].id.as_str()).collect(),
        })
    }
}
