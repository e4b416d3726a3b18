//! An explanation as JSON, `equipoise/explanation@1`. Keys stand in one order, numbers have six decimals, and every
//! part is named by the id that `--explain` takes.

use std::io::{self, Write};

use serde::Serialize;

use super::{part_id, question_id, role_id, target_id};
use crate::{
    answers::{Placement, SettledValue},
    assessment::{
        QuestionAlignment,
        explanation::{
            Explanation, Feed, LeftOut, MechanismPlace, QuestionTrace, Reason, Said, SettledTrace, Stand,
            Term, Voice,
        },
    },
    questionnaire::Questionnaire,
    report::json::{Interval, Reference, Six, six, write_pretty},
};

/// Writes the explanation, with two spaces of indentation and a final newline.
///
/// # Errors
/// Where the stream cannot be written.
pub fn write_json(
    out: &mut dyn Write,
    questionnaire: &Questionnaire,
    organization: &str,
    explanation: &Explanation,
) -> io::Result<()> {
    let document = Document {
        format: "equipoise/explanation@1",
        questionnaire: Reference::new(questionnaire),
        organization,
        explanation: ExplanationJson::new(questionnaire, explanation),
    };
    write_pretty(out, &document)
}

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    questionnaire: Reference<'a>,
    organization: &'a str,
    explanation: ExplanationJson<'a>,
}

#[derive(Serialize)]
struct ExplanationJson<'a> {
    target: String,
    value: Option<Six>,
    range: Interval,
    completeness: Option<Six>,
    absence: Option<ReasonJson<'a>>,
    formula: FormulaJson,
    terms: Vec<TermJson<'a>>,
    total: Option<Six>,
    left_out: Vec<LeftOutJson<'a>>,
    observed: Option<Box<ExplanationJson<'a>>>,
    question: Option<TraceJson<'a>>,
}

#[derive(Serialize)]
struct FormulaJson {
    words: &'static str,
    squared: bool,
    section: &'static str,
}

#[derive(Serialize)]
struct ReasonJson<'a> {
    rule: &'static str,
    words: &'static str,
    section: &'static str,
    question: Option<&'a str>,
}

#[derive(Serialize)]
struct TermJson<'a> {
    part: String,
    weight: Six,
    value: Option<Six>,
    contribution: Option<Six>,
    note: Option<ReasonJson<'a>>,
}

#[derive(Serialize)]
struct LeftOutJson<'a> {
    part: String,
    reason: ReasonJson<'a>,
}

#[derive(Serialize)]
struct TraceJson<'a> {
    voices: Vec<VoiceJson<'a>>,
    roles: Vec<RoleJson<'a>>,
    sides: Vec<SideJson>,
    state: &'static str,
    consensus: Option<StandJson>,
    settlement: Option<SettledJson<'a>>,
    alignment: Option<AlignmentJson>,
    weight: Six,
    mechanism: Option<MechanismJson<'a>>,
    cells: Vec<FeedJson>,
}

#[derive(Serialize)]
struct VoiceJson<'a> {
    role: &'a str,
    name: Option<&'a str>,
    asked: bool,
    said: &'static str,
    level: Option<u8>,
    fit: Option<PlacementJson>,
    evidence: Option<&'static str>,
    implied_by: Option<&'a str>,
    contradicts: Option<&'a str>,
}

#[derive(Serialize)]
struct PlacementJson {
    organization: u8,
    security: u8,
}

#[derive(Serialize)]
struct RoleJson<'a> {
    role: &'a str,
    stand: StandJson,
}

#[derive(Serialize)]
struct SideJson {
    side: &'static str,
    stand: StandJson,
}

#[derive(Serialize)]
struct StandJson {
    level: Option<Six>,
    organization: Option<Six>,
    security: Option<Six>,
}

#[derive(Serialize)]
struct SettledJson<'a> {
    level: Option<u8>,
    fit: Option<PlacementJson>,
    evidence: &'static str,
    reason: &'a str,
    dissent: Vec<&'a str>,
}

#[derive(Serialize)]
struct AlignmentJson {
    disagreement: Six,
    range: Six,
    gap: Option<Six>,
    disputed: bool,
}

#[derive(Serialize)]
struct MechanismJson<'a> {
    id: &'a str,
    weight: Six,
    applicable_share: Six,
    mechanism_share: Option<Six>,
    kind_share: Option<Six>,
}

#[derive(Serialize)]
struct FeedJson {
    cell: String,
    relevance: u8,
    share: Option<Six>,
}

impl<'a> ExplanationJson<'a> {
    fn new(questionnaire: &'a Questionnaire, explanation: &'a Explanation) -> Self {
        let formula = explanation.formula;
        let left_out = |one: &LeftOut| LeftOutJson {
            part: part_id(questionnaire, one.part),
            reason: ReasonJson::new(questionnaire, one.reason),
        };
        Self {
            target: target_id(questionnaire, explanation.target),
            value: six(explanation.value),
            range: explanation.range.into(),
            completeness: six(explanation.completeness),
            absence: explanation.absence.map(|reason| ReasonJson::new(questionnaire, reason)),
            formula: FormulaJson {
                words: formula.words(),
                squared: formula.is_squared(),
                section: formula.section(),
            },
            terms: explanation.terms.iter().map(|term| TermJson::new(questionnaire, term)).collect(),
            total: six(explanation.total()),
            left_out: explanation.left_out.iter().map(left_out).collect(),
            observed: explanation.observed.as_deref().map(|one| Box::new(Self::new(questionnaire, one))),
            question: explanation.question.as_ref().map(|trace| TraceJson::new(questionnaire, trace)),
        }
    }
}

impl<'a> TermJson<'a> {
    fn new(questionnaire: &'a Questionnaire, term: &Term) -> Self {
        Self {
            part: part_id(questionnaire, term.part),
            weight: Six(term.weight),
            value: six(term.value),
            contribution: six(term.contribution),
            note: term.note.map(|reason| ReasonJson::new(questionnaire, reason)),
        }
    }
}

impl<'a> ReasonJson<'a> {
    fn new(questionnaire: &'a Questionnaire, reason: Reason) -> Self {
        let question = match reason {
            Reason::ImpliedZero(question) | Reason::ImpliedNotApplicable(question) => Some(question),
            _ => None,
        };
        let rule = match reason {
            Reason::Unanswered => "unanswered",
            Reason::Unknown => "unknown",
            Reason::NotApplicable => "not-applicable",
            Reason::ImpliedNotApplicable(_) => "implied-not-applicable",
            Reason::ImpliedZero(_) => "implied-zero",
            Reason::OutOfScope => "out-of-scope",
            Reason::NothingApplies => "nothing-applies",
            Reason::TooThin(_) => "too-thin",
            Reason::PartMissing => "part-missing",
            Reason::Settled => "settled",
        };
        Self {
            rule,
            words: reason.words(),
            section: reason.section(),
            question: question.map(|question| question_id(questionnaire, question)),
        }
    }
}

impl<'a> TraceJson<'a> {
    fn new(questionnaire: &'a Questionnaire, trace: &'a QuestionTrace) -> Self {
        let role = |&(role, stand): &(usize, Stand)| RoleJson {
            role: role_id(questionnaire, role),
            stand: stand.into(),
        };
        Self {
            voices: trace.voices.iter().map(|voice| VoiceJson::new(questionnaire, voice)).collect(),
            roles: trace.roles.iter().map(role).collect(),
            sides: trace
                .sides
                .iter()
                .map(|&(side, stand)| SideJson { side: side.id(), stand: stand.into() })
                .collect(),
            state: trace.state.id(),
            consensus: trace.consensus.map(StandJson::from),
            settlement: trace.settlement.as_ref().map(|one| SettledJson::new(questionnaire, one)),
            alignment: trace.alignment.map(AlignmentJson::from),
            weight: Six(trace.weight),
            mechanism: trace.place.map(|place| MechanismJson::new(questionnaire, place)),
            cells: trace.feeds.iter().map(FeedJson::from).collect(),
        }
    }
}

impl<'a> VoiceJson<'a> {
    fn new(questionnaire: &'a Questionnaire, voice: &'a Voice) -> Self {
        let id = |question: usize| question_id(questionnaire, question);
        let (said, level, fit, implied_by) = match voice.said {
            Said::Level(level) => ("level", Some(level), None, None),
            Said::Fit(pair) => ("fit", None, Some(pair.into()), None),
            Said::Unknown => ("unknown", None, None, None),
            Said::NotApplicable => ("not-applicable", None, None, None),
            Said::Nothing => ("nothing", None, None, None),
            Said::ImpliedZero(question) => ("implied-zero", Some(0), None, Some(id(question))),
            Said::ImpliedNotApplicable(question) => {
                ("implied-not-applicable", None, None, Some(id(question)))
            }
        };
        Self {
            role: role_id(questionnaire, voice.role),
            name: voice.name.as_deref(),
            asked: voice.asked,
            said,
            level,
            fit,
            evidence: voice.evidence.map(crate::framework::Evidence::id),
            implied_by,
            contradicts: voice.contradicts.map(id),
        }
    }
}

impl From<Placement> for PlacementJson {
    fn from(pair: Placement) -> Self {
        Self { organization: pair.organization, security: pair.security }
    }
}

impl From<Stand> for StandJson {
    fn from(stand: Stand) -> Self {
        match stand {
            Stand::Level(level) => Self { level: Some(Six(level)), organization: None, security: None },
            Stand::Fit(at) => Self {
                level: None,
                organization: Some(Six(at.organization)),
                security: Some(Six(at.security)),
            },
        }
    }
}

impl<'a> SettledJson<'a> {
    fn new(questionnaire: &'a Questionnaire, settled: &'a SettledTrace) -> Self {
        let (level, fit) = match settled.value {
            Some(SettledValue::Level(level)) => (Some(level), None),
            Some(SettledValue::Fit(pair)) => (None, Some(pair.into())),
            None => (None, None),
        };
        Self {
            level,
            fit,
            evidence: settled.evidence.id(),
            reason: &settled.reason,
            dissent: settled.dissent.iter().map(|&role| role_id(questionnaire, role)).collect(),
        }
    }
}

impl From<QuestionAlignment> for AlignmentJson {
    fn from(seen: QuestionAlignment) -> Self {
        Self {
            disagreement: Six(seen.disagreement),
            range: Six(seen.range),
            gap: six(seen.gap),
            disputed: seen.disputed,
        }
    }
}

impl<'a> MechanismJson<'a> {
    fn new(questionnaire: &'a Questionnaire, place: MechanismPlace) -> Self {
        Self {
            id: questionnaire.mechanisms.get(place.mechanism).map(|one| one.id.as_str()).unwrap_or_default(),
            weight: Six(place.mechanism_weight),
            applicable_share: Six(place.applicable_share),
            mechanism_share: six(place.mechanism_share),
            kind_share: six(place.kind_share),
        }
    }
}

impl From<&Feed> for FeedJson {
    fn from(feed: &Feed) -> Self {
        Self {
            cell: format!("{}.{}", feed.objective, feed.kind),
            relevance: feed.relevance,
            share: six(feed.share),
        }
    }
}
