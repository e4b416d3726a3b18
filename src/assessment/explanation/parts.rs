//! The numbers that are made of others: the whole, kinds, objectives, cells, mechanisms.

use super::{Explainer, Explanation, Formula, LeftOut, Part, Reason, Target, Term};
use crate::assessment::is_enough;
use crate::assessment::result::State;
use crate::assessment::scoring::{self, question_shares, row_weights};
use crate::framework::{Kind, Objective};

impl Explainer<'_> {
    pub(super) fn overall(&self) -> Explanation {
        let overall = &self.assessment.overall;
        let kinds = self.work.scores.kinds;
        let term = |kind: Kind| {
            let part = kinds[kind.index()];
            let absence = part.value.is_none().then(|| thin(part));
            rooted(Part::Kind(kind), self.work.layout.kinds[kind.index()], part.value, absence)
        };
        Explanation {
            value: overall.triad.strength,
            range: overall.triad.strength_range,
            completeness: overall.completeness,
            absence: overall.triad.strength.is_none().then_some(Reason::PartMissing),
            terms: Kind::ALL.map(term).to_vec(),
            ..Explanation::blank(Target::Overall, Formula::Whole)
        }
    }

    pub(super) fn objective(&self, objective: Objective) -> Explanation {
        let result = &self.assessment.objectives[objective.index()];
        let row = self.work.scores.cells[objective.index()];
        let weights = row_weights(self.work.layout.kinds, row);
        let mut explanation = Explanation {
            value: result.triad.strength,
            range: result.triad.strength_range,
            completeness: result.completeness,
            observed: self.observed(objective).map(Box::new),
            ..Explanation::blank(Target::Objective(objective), Formula::Support)
        };
        for kind in Kind::ALL {
            let (cell, part) = (row[kind.index()], Part::Cell(objective, kind));
            if cell.completeness.is_none() {
                explanation.left_out.push(LeftOut { part, reason: Reason::NothingApplies });
            } else {
                let absence = cell.value.is_none().then(|| thin(cell));
                explanation.terms.push(rooted(part, weights[kind.index()], cell.value, absence));
            }
        }
        if explanation.value.is_none() {
            let nothing = explanation.terms.is_empty();
            explanation.absence = Some(if nothing { Reason::NothingApplies } else { Reason::PartMissing });
        }
        explanation
    }

    /// What is observed of an objective; `None` where the scope has no outcome question for it.
    fn observed(&self, objective: Objective) -> Option<Explanation> {
        let result = self.assessment.objectives[objective.index()].observed?;
        let questionnaire = self.work.layout.questionnaire;
        let observes = |question: &usize| questionnaire.questions[*question].observes(objective);
        let questions = (0..questionnaire.questions.len()).filter(observes);
        let weighted = questions.map(|question| (question, self.work.layout.questions[question]));
        let blank = Explanation::blank(Target::Objective(objective), Formula::Observed);
        let part = self.work.scores.observed[objective.index()];
        Some(Explanation {
            value: result.value,
            range: result.range,
            completeness: result.completeness,
            absence: result.value.is_none().then(|| thin(part)),
            ..self.of_questions(blank, weighted, |state| state == State::Known)
        })
    }

    pub(super) fn cell(&self, objective: Objective, kind: Kind) -> Explanation {
        let result = &self.assessment.objectives[objective.index()].cells[kind.index()];
        let questionnaire = self.work.layout.questionnaire;
        let shares = question_shares(&self.work.layout, &self.work.marks);
        let here = |question: &usize| {
            questionnaire.mechanism_of(*question).is_some_and(|mechanism| mechanism.kind == kind)
                && questionnaire.questions[*question].relevance(objective) > 0
        };
        let weighted = (0..questionnaire.questions.len()).filter(here).map(|question| {
            let relevance = f64::from(questionnaire.questions[question].relevance(objective));
            (question, shares[question] * relevance)
        });
        let part = self.work.scores.cells[objective.index()][kind.index()];
        let blank = Explanation::blank(Target::Cell(objective, kind), Formula::Cell);
        Explanation {
            value: result.coverage,
            range: result.range,
            completeness: result.completeness,
            absence: result.coverage.is_none().then(|| thin(part)),
            ..self.of_questions(blank, weighted, is_scored)
        }
    }

    pub(super) fn kind(&self, kind: Kind) -> Explanation {
        let result = &self.assessment.kinds[kind.index()];
        let layout = &self.work.layout;
        let mut explanation = Explanation {
            value: result.coverage,
            range: result.range,
            completeness: result.completeness,
            absence: result.coverage.is_none().then(|| thin(self.work.scores.kinds[kind.index()])),
            ..Explanation::blank(Target::Kind(kind), Formula::Kind)
        };
        let of_kind = |mechanism: &usize| layout.kind_of(*mechanism) == kind.index();
        let mechanisms = (0..layout.questionnaire.mechanisms.len()).filter(of_kind);
        let scores = &self.work.scores.mechanisms;
        let valued = |mechanism: &usize| scores[*mechanism].value.is_some();
        let total: f64 =
            mechanisms.clone().filter(valued).map(|mechanism| layout.mechanisms[mechanism]).sum();
        for mechanism in mechanisms {
            let (part, score) = (Part::Mechanism(mechanism), scores[mechanism]);
            if score.value.is_some() {
                let note = Some(thin(score)).filter(|_| !score.completeness.is_some_and(is_enough));
                explanation.terms.push(plain(part, layout.mechanisms[mechanism] / total, score.value, note));
            } else {
                explanation.left_out.push(LeftOut { part, reason: self.unscored(mechanism) });
            }
        }
        explanation
    }

    pub(super) fn mechanism(&self, mechanism: usize) -> Explanation {
        let blank = Explanation::blank(Target::Mechanism(mechanism), Formula::Mechanism);
        let Some(of) = self.work.layout.questionnaire.mechanisms.get(mechanism) else {
            return Explanation { absence: Some(Reason::OutOfScope), ..blank };
        };
        let weighted = of.questions.clone().map(|question| (question, self.work.layout.questions[question]));
        let result = self.assessment.mechanisms.iter().find(|result| result.mechanism == mechanism);
        let shown = result.filter(|result| result.stands()).and_then(|result| result.coverage);
        let score = self.work.scores.mechanisms[mechanism];
        let absence = if score.value.is_some() { thin(score) } else { self.unscored(mechanism) };
        Explanation {
            value: shown,
            range: result.and_then(|result| result.range),
            completeness: score.completeness,
            absence: shown.is_none().then_some(absence),
            ..self.of_questions(blank, weighted, is_scored)
        }
    }

    /// Why a mechanism has nothing that is scored.
    fn unscored(&self, mechanism: usize) -> Reason {
        let mut questions = self.work.layout.questionnaire.mechanisms[mechanism].questions.clone();
        if !questions.any(|question| self.work.layout.has(question)) {
            Reason::OutOfScope
        } else if self.work.scores.mechanisms[mechanism].completeness.is_none() {
            Reason::NothingApplies
        } else {
            Reason::Unanswered
        }
    }

    /// Terms from weighted questions, those that count normalised to sum 1, the others left out.
    fn of_questions(
        &self,
        mut explanation: Explanation,
        weighted: impl Iterator<Item = (usize, f64)> + Clone,
        counts: impl Fn(State) -> bool,
    ) -> Explanation {
        let marks = &self.work.marks;
        let counted = |(question, _): &(usize, f64)| counts(marks[*question].state);
        let total: f64 = weighted.clone().filter(counted).map(|(_, weight)| weight).sum();
        for (question, weight) in weighted {
            let (part, note) = (Part::Question(question), self.note(question));
            if counts(marks[question].state) {
                explanation.terms.push(plain(part, weight / total, Some(marks[question].x), note));
            } else {
                let reason = note.unwrap_or(Reason::NotApplicable);
                explanation.left_out.push(LeftOut { part, reason });
            }
        }
        explanation
    }

    /// What there is to know about how a question counts.
    pub(super) fn note(&self, question: usize) -> Option<Reason> {
        if !self.work.layout.has(question) {
            return Some(Reason::OutOfScope);
        }
        let consensus = &self.work.consensus[question];
        if self.work.settled[question].is_some() {
            return Some(Reason::Settled);
        }
        let requirement = self.work.layout.questionnaire.questions[question].requires();
        let because = |reason: fn(usize) -> Reason| requirement.map(|required| reason(required.question));
        match consensus.state {
            State::Known if consensus.implied => because(Reason::ImpliedZero),
            State::Known => None,
            State::Unknown => Some(Reason::Unknown),
            State::Unanswered => Some(Reason::Unanswered),
            State::NotApplicable => {
                let said = self.work.ballots.on(question).iter().any(|ballot| ballot.not_applicable > 0);
                because(Reason::ImpliedNotApplicable).filter(|_| !said).or(Some(Reason::NotApplicable))
            }
        }
    }
}

fn is_scored(state: State) -> bool {
    matches!(state, State::Known | State::Unknown)
}

/// Why a part has no value by the 0.5 rule.
fn thin(part: scoring::Part) -> Reason {
    part.completeness.map_or(Reason::NothingApplies, Reason::TooThin)
}

/// A term of a weighted mean.
fn plain(part: Part, weight: f64, value: Option<f64>, note: Option<Reason>) -> Term {
    Term { part, weight, value, contribution: value.map(|value| weight * value), note }
}

/// A term of a power mean.
fn rooted(part: Part, weight: f64, value: Option<f64>, note: Option<Reason>) -> Term {
    Term { part, weight, value, contribution: value.map(|value| weight * value.sqrt()), note }
}
