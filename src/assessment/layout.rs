//! What is fixed before any answer is read: which questions exist for the result, and the weights.

use crate::answers::Answers;
use crate::framework::{Kind, Objective, Scope};
use crate::questionnaire::{Place, Questionnaire};

/// A questionnaire prepared for scoring: the scope and the weights of every layer.
///
/// Weights of mechanisms and questions are divided by the greatest of their layer, so that sums stay finite for
/// any positive finite weights; every formula divides by their sum again (scoring specification, §3).
#[derive(Debug, Clone)]
pub(super) struct Layout<'q> {
    /// The questionnaire.
    pub questionnaire: &'q Questionnaire,
    /// The questions that exist for this result.
    pub scope: Scope,
    /// Whether each question exists for this result.
    pub in_scope: Vec<bool>,
    /// `w_k` by kind, summing to 1.
    pub kinds: [f64; 3],
    /// `v_i` by mechanism, relative to the greatest.
    pub mechanisms: Vec<f64>,
    /// `u_q` by question, relative to the greatest of its mechanism or objective.
    pub questions: Vec<f64>,
}

impl<'q> Layout<'q> {
    /// Prepares a questionnaire for these respondents: where every file says quick, only quick questions exist.
    pub fn new(questionnaire: &'q Questionnaire, respondents: &[&Answers]) -> Self {
        let quick =
            !respondents.is_empty() && respondents.iter().all(|answers| answers.scope == Scope::Quick);
        Self::of_scope(questionnaire, if quick { Scope::Quick } else { Scope::Full })
    }

    /// Prepares a questionnaire for a scope.
    pub fn of_scope(questionnaire: &'q Questionnaire, scope: Scope) -> Self {
        let quick = scope == Scope::Quick;
        let in_scope = questionnaire.questions.iter().map(|question| !quick || question.quick).collect();
        Self {
            questionnaire,
            scope,
            in_scope,
            kinds: shares(questionnaire.kind_weights),
            mechanisms: mechanism_weights(questionnaire),
            questions: question_weights(questionnaire),
        }
    }

    /// The same with fewer questions: only those that another point in time has too.
    pub fn narrowed(mut self, keep: &[bool]) -> Self {
        for (own, &kept) in self.in_scope.iter_mut().zip(keep) {
            *own &= kept;
        }
        self
    }

    /// Whether a question exists for this result.
    pub fn has(&self, question: usize) -> bool {
        self.in_scope.get(question).copied().unwrap_or(false)
    }

    /// The questions in scope, in the questionnaire's order.
    pub fn scoped(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.questionnaire.questions.len()).filter(|&question| self.in_scope[question])
    }

    /// The level questions in scope: the mechanisms', then the outcomes'.
    pub fn level_questions(&self) -> impl Iterator<Item = usize> + '_ {
        self.scoped().filter(|&question| !self.questionnaire.questions[question].is_fit())
    }

    /// The kind (by index) of a mechanism.
    pub fn kind_of(&self, mechanism: usize) -> usize {
        self.questionnaire.mechanisms[mechanism].kind.index()
    }
}

/// Weights normalised to sum 1.
pub(super) fn shares(weights: [f64; 3]) -> [f64; 3] {
    let top = weights.iter().copied().fold(0.0, f64::max);
    let sum: f64 = weights.iter().map(|weight| weight / top).sum();
    weights.map(|weight| weight / top / sum)
}

/// `v_i`, relative within each kind: only there are they compared.
fn mechanism_weights(questionnaire: &Questionnaire) -> Vec<f64> {
    let mut top = [0.0_f64; Kind::ALL.len()];
    for mechanism in &questionnaire.mechanisms {
        let of_kind = &mut top[mechanism.kind.index()];
        *of_kind = of_kind.max(mechanism.weight);
    }
    questionnaire.mechanisms.iter().map(|mechanism| mechanism.weight / top[mechanism.kind.index()]).collect()
}

/// `u_q`, relative within each mechanism and within the outcomes of each objective.
fn question_weights(questionnaire: &Questionnaire) -> Vec<f64> {
    let mut top_of_objective = [0.0_f64; Objective::ALL.len()];
    let mut top_of_mechanism = vec![0.0_f64; questionnaire.mechanisms.len()];
    for question in &questionnaire.questions {
        let top = match question.place {
            Place::Mechanism { mechanism, .. } => &mut top_of_mechanism[mechanism],
            Place::Outcome { objective, .. } => &mut top_of_objective[objective.index()],
        };
        *top = top.max(question.weight);
    }
    let relative = |question: &crate::questionnaire::Question| match question.place {
        Place::Mechanism { mechanism, .. } => question.weight / top_of_mechanism[mechanism],
        Place::Outcome { objective, .. } => question.weight / top_of_objective[objective.index()],
    };
    questionnaire.questions.iter().map(relative).collect()
}
