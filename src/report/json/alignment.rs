//! How the respondents agree.

use serde::Serialize;

use super::{Six, six};
use crate::{
    assessment::{Alignment, Contradiction},
    questionnaire::Questionnaire,
};

#[derive(Serialize)]
pub(super) struct AlignmentJson<'a> {
    agreement: Option<Six>,
    mean_disagreement: Option<Six>,
    mean_gap: Option<Six>,
    mean_absolute_gap: Option<Six>,
    alpha: Option<Six>,
    questions: Vec<QuestionJson<'a>>,
    blind_spots: Vec<BlindSpotJson<'a>>,
    within_roles: Vec<WithinRoleJson<'a>>,
    roles: Vec<RoleJson<'a>>,
    pairs: Vec<PairJson<'a>>,
}

#[derive(Serialize)]
struct QuestionJson<'a> {
    id: &'a str,
    disagreement: Six,
    range: Six,
    gap: Option<Six>,
    disputed: bool,
}

#[derive(Serialize)]
struct BlindSpotJson<'a> {
    question: &'a str,
    side: &'static str,
}

#[derive(Serialize)]
struct WithinRoleJson<'a> {
    question: &'a str,
    role: &'a str,
    low: u8,
    high: u8,
}

#[derive(Serialize)]
struct RoleJson<'a> {
    role: &'a str,
    unknown_rate: Option<Six>,
}

#[derive(Serialize)]
struct PairJson<'a> {
    a: &'a str,
    b: &'a str,
    gap: Option<Six>,
    questions: usize,
}

#[derive(Serialize)]
pub(super) struct ContradictionJson<'a> {
    question: &'a str,
    role: &'a str,
}

impl<'a> ContradictionJson<'a> {
    pub(super) fn all(questionnaire: &'a Questionnaire, contradictions: &[Contradiction]) -> Vec<Self> {
        contradictions
            .iter()
            .map(|one| Self {
                question: &questionnaire.questions[one.question].id,
                role: &questionnaire.roles[one.role].id,
            })
            .collect()
    }
}

impl<'a> AlignmentJson<'a> {
    pub(super) fn new(questionnaire: &'a Questionnaire, alignment: &Alignment) -> Self {
        let id = |question: usize| questionnaire.questions[question].id.as_str();
        let role = |role: usize| questionnaire.roles[role].id.as_str();
        let question = |one: &crate::assessment::QuestionAlignment| QuestionJson {
            id: id(one.question),
            disagreement: Six(one.disagreement),
            range: Six(one.range),
            gap: six(one.gap),
            disputed: one.disputed,
        };
        let within = |one: &crate::assessment::WithinRole| WithinRoleJson {
            question: id(one.question),
            role: role(one.role),
            low: one.low,
            high: one.high,
        };
        let pair = |one: &crate::assessment::Pair| PairJson {
            a: role(one.a),
            b: role(one.b),
            gap: six(one.gap),
            questions: one.questions,
        };
        Self {
            agreement: six(alignment.agreement),
            mean_disagreement: six(alignment.mean_disagreement),
            mean_gap: six(alignment.mean_gap),
            mean_absolute_gap: six(alignment.mean_absolute_gap),
            alpha: six(alignment.alpha),
            questions: alignment.questions.iter().map(question).collect(),
            blind_spots: alignment
                .blind_spots
                .iter()
                .map(|one| BlindSpotJson { question: id(one.question), side: one.side.id() })
                .collect(),
            within_roles: alignment.within_roles.iter().map(within).collect(),
            roles: alignment
                .roles
                .iter()
                .map(|&(index, rate)| RoleJson { role: role(index), unknown_rate: six(rate) })
                .collect(),
            pairs: alignment.pairs.iter().map(pair).collect(),
        }
    }
}
