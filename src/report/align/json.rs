//! Several people's views side by side as JSON, `equipoise/alignment@1`: types of its own, so that the format stands
//! still while the inside moves. Keys stand in a fixed order; there is no time stamp and no path.

mod scale;
mod talk;

use std::io::{self, Write};

use serde::Serialize;

use super::{
    Report,
    reading::{Lone, Reading, VoicePair},
    voice::{Said, Voice},
};
use crate::{
    framework::Status,
    report::{
        json::{Reference, Six, six, write_pretty},
        turnout,
    },
};
use scale::{ScaleJson, SettlementJson};
use talk::{DisputeJson, HypothesisJson};

/// Writes the document, with two spaces of indentation and a final newline.
///
/// # Errors
/// Where the stream cannot be written.
pub fn write_json(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    write_pretty(out, &Document::new(report))
}

/// The whole document, in the order of its keys.
#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    questionnaire: Reference<'a>,
    organization: &'a str,
    scope: &'static str,
    edition: &'static str,
    attribution: &'static str,
    min_group: Option<usize>,
    people: usize,
    drafts: usize,
    left_out: usize,
    settlement: Option<SettlementJson<'a>>,
    voices: Vec<VoiceJson<'a>>,
    agreement: Option<Six>,
    mean_disagreement: Option<Six>,
    mean_gap: Option<Six>,
    mean_absolute_gap: Option<Six>,
    upward_communication: Option<UpwardJson>,
    blind_spots: Vec<BlindSpotJson<'a>>,
    lone_voices: Vec<LoneJson<'a>>,
    mechanisms: Vec<MechanismJson<'a>>,
    questions: Vec<QuestionJson<'a>>,
    pairs: Vec<PairJson<'a>>,
    chain: Vec<LinkJson<'a>>,
    within_roles: Vec<WithinJson<'a>>,
    scope_disputes: Vec<&'a str>,
    disputes: Vec<DisputeJson<'a>>,
    scales: Vec<ScaleJson<'a>>,
    hypotheses: Vec<HypothesisJson<'a>>,
}

#[derive(Serialize)]
struct VoiceJson<'a> {
    id: &'a str,
    name: &'a str,
    side: Option<&'static str>,
    people: usize,
    names: Vec<&'a str>,
    unknown_rate: Option<Six>,
}

#[derive(Serialize)]
struct UpwardJson {
    value: Option<Six>,
    questions: usize,
    leadership: Option<Six>,
    delivery: Option<Six>,
    shared: usize,
}

#[derive(Serialize)]
struct BlindSpotJson<'a> {
    question: &'a str,
    side: &'static str,
}

#[derive(Serialize)]
struct LoneJson<'a> {
    question: &'a str,
    voice: &'a str,
    level: Six,
    others: OthersJson,
}

#[derive(Serialize)]
struct OthersJson {
    low: Six,
    high: Six,
}

#[derive(Serialize)]
struct MechanismJson<'a> {
    id: &'a str,
    disagreement: Option<Six>,
    levels: Vec<SaidJson<'a>>,
}

#[derive(Serialize)]
struct QuestionJson<'a> {
    id: &'a str,
    disagreement: Six,
    range: Six,
    gap: Option<Six>,
    disputed: bool,
    levels: Vec<SaidJson<'a>>,
}

/// What one voice said; voices that said nothing are left out.
#[derive(Serialize)]
struct SaidJson<'a> {
    voice: &'a str,
    state: &'static str,
    level: Option<Six>,
}

#[derive(Serialize)]
struct PairJson<'a> {
    a: &'a str,
    b: &'a str,
    gap: Option<Six>,
    questions: usize,
}

#[derive(Serialize)]
struct LinkJson<'a> {
    upper: &'a str,
    lower: &'a str,
    gap: Option<Six>,
    questions: usize,
    breaks: Vec<BreakJson<'a>>,
}

#[derive(Serialize)]
struct BreakJson<'a> {
    question: &'a str,
    upper: Six,
    lower: Six,
}

#[derive(Serialize)]
struct WithinJson<'a> {
    question: &'a str,
    role: &'a str,
    low: u8,
    high: u8,
}

/// A reading with the names of what it points to.
#[derive(Clone, Copy)]
struct Named<'a> {
    report: &'a Report<'a>,
    voices: &'a [Voice],
}

impl<'a> Named<'a> {
    fn question(self, question: usize) -> &'a str {
        &self.report.material.questionnaire.questions[question].id
    }

    fn voice(self, place: usize) -> &'a str {
        self.voices.get(place).map_or("", |voice| &voice.id)
    }

    fn said(self, tell: impl Fn(&Voice) -> Said) -> Vec<SaidJson<'a>> {
        let one = |voice: &'a Voice| {
            let (state, level) = match tell(voice) {
                Said::Level(level) => ("known", Some(Six(level))),
                Said::Unknown => ("unknown", None),
                Said::NotApplicable => ("not-applicable", None),
                Said::Nothing => return None,
            };
            Some(SaidJson { voice: &voice.id, state, level })
        };
        self.voices.iter().filter_map(one).collect()
    }

    fn pair(self, pair: &VoicePair) -> PairJson<'a> {
        PairJson {
            a: self.voice(pair.a),
            b: self.voice(pair.b),
            gap: six(pair.gap),
            questions: pair.questions,
        }
    }

    fn lone(self, lone: &Lone) -> LoneJson<'a> {
        LoneJson {
            question: self.question(lone.question),
            voice: self.voice(lone.voice),
            level: Six(lone.level),
            others: OthersJson { low: Six(lone.others.0), high: Six(lone.others.1) },
        }
    }
}

impl<'a> Document<'a> {
    fn new(report: &'a Report<'a>) -> Self {
        let material = report.material;
        let anonymous = report.voices.is_anonymous();
        let mut document = Self {
            format: "equipoise/alignment@1",
            questionnaire: Reference::new(material.questionnaire),
            organization: material.answers.first().map_or("", |one| one.organization.as_str()),
            scope: material.assessment.scope.id(),
            edition: report.edition.id(),
            attribution: if anonymous { "anonymous" } else { "attributable by role" },
            min_group: anonymous.then(|| report.voices.least()),
            people: turnout::heard(material.assessment).count(),
            drafts: turnout::heard(material.assessment).filter(|one| one.status == Status::Draft).count(),
            left_out: report.voices.left_out(),
            settlement: SettlementJson::new(report),
            voices: Vec::new(),
            agreement: None,
            mean_disagreement: None,
            mean_gap: None,
            mean_absolute_gap: None,
            upward_communication: None,
            blind_spots: Vec::new(),
            lone_voices: Vec::new(),
            mechanisms: Vec::new(),
            questions: Vec::new(),
            pairs: Vec::new(),
            chain: Vec::new(),
            within_roles: Vec::new(),
            scope_disputes: Vec::new(),
            disputes: Vec::new(),
            scales: Vec::new(),
            hypotheses: Vec::new(),
        };
        if let Some(reading) = &report.reading {
            document.fill(report, reading);
        }
        document
    }

    /// The figures of the whole.
    fn whole(&mut self, reading: &Reading) {
        self.agreement = six(reading.agreement);
        self.mean_disagreement = six(reading.mean_disagreement);
        self.mean_gap = six(reading.mean_gap);
        self.mean_absolute_gap = six(reading.mean_absolute_gap);
        self.upward_communication = reading.upward.map(|upward| UpwardJson {
            value: six(upward.value),
            questions: upward.questions,
            leadership: six(upward.sides.map(|(leadership, ..)| leadership)),
            delivery: six(upward.sides.map(|(_, delivery, _)| delivery)),
            shared: upward.sides.map_or(0, |(.., shared)| shared),
        });
    }

    fn fill(&mut self, report: &'a Report<'a>, reading: &'a Reading) {
        let named = Named { report, voices: &reading.voices };
        let questionnaire = report.material.questionnaire;
        self.whole(reading);
        self.voices = reading.voices.iter().map(|voice| VoiceJson::new(report, voice)).collect();
        let spot = |&(question, side): &(usize, crate::framework::Side)| BlindSpotJson {
            question: named.question(question),
            side: side.id(),
        };
        self.blind_spots = reading.blind_spots.iter().map(spot).collect();
        self.lone_voices = reading.lone.iter().map(|lone| named.lone(lone)).collect();
        let mechanism = |&(mechanism, disagreement): &(usize, Option<f64>)| MechanismJson {
            id: &questionnaire.mechanisms[mechanism].id,
            disagreement: six(disagreement),
            levels: named.said(|voice| voice.mechanisms[mechanism]),
        };
        self.mechanisms = reading.mechanisms.iter().map(mechanism).collect();
        let question = |one: &crate::assessment::QuestionAlignment| QuestionJson {
            id: named.question(one.question),
            disagreement: Six(one.disagreement),
            range: Six(one.range),
            gap: six(one.gap),
            disputed: one.disputed,
            levels: named.said(|voice| voice.said[one.question]),
        };
        self.questions = reading.questions.iter().map(question).collect();
        self.pairs = reading.pairs.iter().map(|pair| named.pair(pair)).collect();
        self.chain = reading.chain.iter().map(|link| LinkJson::new(named, link)).collect();
        self.within_roles = WithinJson::all(report);
        let scope_disputes = report.scope_disputes().iter();
        self.scope_disputes = scope_disputes.map(|&question| named.question(question)).collect();
        self.disputes = report.disputes.iter().map(|one| DisputeJson::new(named, one)).collect();
        self.scales = report.scales.iter().map(|one| ScaleJson::new(named, one)).collect();
        let patterns = report.patterns.iter().filter(|one| !one.meanings.is_empty());
        let of_roles = patterns.map(|one| HypothesisJson::new(named, one));
        self.hypotheses = report.slope().map(HypothesisJson::of_chain).into_iter().chain(of_roles).collect();
    }
}

impl<'a> VoiceJson<'a> {
    fn new(report: &'a Report<'a>, voice: &'a Voice) -> Self {
        let material = report.material;
        let group = report.voices.all().iter().find(|group| group.label == voice.short);
        let rates =
            material.assessment.alignment.as_ref().map(|one| one.roles.as_slice()).unwrap_or_default();
        let rate = rates.iter().find(|(role, _)| voice.role == Some(*role));
        let own = turnout::heard(material.assessment).filter(|one| voice.role == Some(one.role));
        let names = own.filter(|_| report.edition == super::Edition::Facilitator);
        Self {
            id: &voice.id,
            name: &voice.name,
            side: voice.side.map(crate::framework::Side::id),
            people: group.map_or(0, |group| group.people),
            names: names.filter_map(|one| one.name.as_deref()).collect(),
            unknown_rate: six(rate.and_then(|(_, rate)| *rate)),
        }
    }
}

impl<'a> LinkJson<'a> {
    fn new(named: Named<'a>, link: &super::reading::Link) -> Self {
        let one = |one: &super::reading::Break| BreakJson {
            question: named.question(one.question),
            upper: Six(one.upper),
            lower: Six(one.lower),
        };
        Self {
            upper: named.voice(link.pair.a),
            lower: named.voice(link.pair.b),
            gap: six(link.pair.gap),
            questions: link.pair.questions,
            breaks: link.breaks.iter().map(one).collect(),
        }
    }
}

impl<'a> WithinJson<'a> {
    /// Nothing where nobody may be recognized.
    fn all(report: &'a Report<'a>) -> Vec<Self> {
        let questionnaire = report.material.questionnaire;
        let alignment = report.material.assessment.alignment.as_ref();
        let within =
            alignment.filter(|_| !report.voices.is_anonymous()).map(|one| one.within_roles.as_slice());
        let one = |one: &crate::assessment::WithinRole| Self {
            question: &questionnaire.questions[one.question].id,
            role: &questionnaire.roles[one.role].id,
            low: one.low,
            high: one.high,
        };
        within.unwrap_or_default().iter().map(one).collect()
    }
}
