//! One result per question: the consensus, or what was settled in its place (scoring specification, §2).

use super::consensus::Consensus;
use super::result::{Original, Positions, QuestionResult, State};
use super::scoring::Mark;
use crate::answers::{Settled, SettledValue, Settlement};
use crate::questionnaire::Questionnaire;

/// By question: what was settled on it. A question left open is not settled.
pub(super) fn settled<'s>(
    questionnaire: &Questionnaire,
    settlement: Option<&'s Settlement>,
) -> Vec<Option<&'s Settled>> {
    let mut by_question = vec![None; questionnaire.questions.len()];
    for (question, settled) in settlement.map(|settlement| settlement.settled.as_slice()).unwrap_or_default()
    {
        if let Some(place) = by_question.get_mut(*question) {
            *place = Some(settled).filter(|settled| settled.value.is_some());
        }
    }
    by_question
}

/// The result of one question.
pub(super) fn result(
    questionnaire: &Questionnaire,
    question: usize,
    consensus: &Consensus,
    settled: Option<&Settled>,
) -> QuestionResult {
    let unknown = consensus.state == State::Unknown && !questionnaire.questions[question].is_outcome();
    let standing = QuestionResult {
        question,
        state: consensus.state,
        value: if unknown { Some(0.0) } else { consensus.value() },
        level: consensus.level,
        fit: consensus.fit,
        implied: consensus.implied,
        original: None,
        evidence: consensus.evidence,
        roles: consensus.roles.clone(),
    };
    let Some((value, settled)) = settled.and_then(|settled| settled.value.zip(Some(settled))) else {
        return standing;
    };
    let (level, fit) = match value {
        SettledValue::Level(level) => (Some(f64::from(level)), None),
        SettledValue::Fit(pair) => {
            let (organization, security) = (f64::from(pair.organization), f64::from(pair.security));
            (None, Some(Positions { organization, security }))
        }
    };
    QuestionResult {
        state: State::Known,
        value: level.map(|level| level / 5.0).or_else(|| fit.map(Positions::value)),
        level,
        fit,
        implied: false,
        original: Some(Original { state: consensus.state, level: consensus.level, fit: consensus.fit }),
        evidence: Some(settled.evidence),
        ..standing
    }
}

/// One mark per question of the questionnaire; absent where there is no result.
pub(super) fn marks(questionnaire: &Questionnaire, results: &[QuestionResult]) -> Vec<Mark> {
    let mut marks = vec![Mark::ABSENT; questionnaire.questions.len()];
    for result in results {
        let x = result.value.filter(|_| result.state == State::Known);
        marks[result.question] = Mark { state: result.state, x: x.unwrap_or(0.0) };
    }
    marks
}
