//! The leaf: what every respondent said on a question, and where it goes.

use super::{
    Explainer, Explanation, Feed, Formula, MechanismPlace, QuestionTrace, Reason, Said, SettledTrace, Stand,
    Target, Voice,
};
use crate::answers::Answer;
use crate::assessment::alignment::of_question;
use crate::assessment::consensus::{Ballot, by_side};
use crate::assessment::implication::Standing;
use crate::assessment::priorities::kind_shares;
use crate::assessment::respondents;
use crate::assessment::result::{Positions, Range, State};
use crate::assessment::scoring::question_shares;
use crate::framework::{Objective, Side};
use crate::questionnaire::{Place, Question};

/// Where roles, or sides, stand.
type Stands<Who> = Vec<(Who, Stand)>;

impl Explainer<'_> {
    pub(super) fn question(&self, index: usize) -> Explanation {
        let target = Target::Question(index);
        let Some(question) = self.work.layout.questionnaire.questions.get(index) else {
            let absence = Some(Reason::OutOfScope);
            return Explanation { absence, ..Explanation::blank(target, Formula::Level) };
        };
        let formula = if question.is_fit() { Formula::Fit } else { Formula::Level };
        let result = self.assessment.question(index);
        let value = result.and_then(|result| result.value);
        let open = Range { low: 0.0, high: 1.0 };
        let range = result.and_then(|result| match result.state {
            State::Known => value.map(|value| Range { low: value, high: value }),
            State::Unknown | State::Unanswered => Some(open),
            State::NotApplicable => None,
        });
        Explanation {
            value,
            range,
            absence: value.is_none().then(|| self.note(index)).flatten(),
            question: Some(self.trace(index, question)),
            ..Explanation::blank(target, formula)
        }
    }

    fn trace(&self, index: usize, question: &Question) -> QuestionTrace {
        let consensus = &self.work.consensus[index];
        let layout = &self.work.layout;
        let (roles, sides) = self.stands(index, question);
        let settled = self.settlement.and_then(|settlement| settlement.of(index));
        let fit = consensus.fit.map(Stand::Fit);
        QuestionTrace {
            voices: self.voices(index),
            roles,
            sides,
            state: consensus.state,
            consensus: consensus.level.map(Stand::Level).or(fit),
            settlement: settled.map(|settled| SettledTrace {
                value: settled.value,
                evidence: settled.evidence,
                reason: settled.reason.clone(),
                dissent: settled.dissent.clone(),
            }),
            alignment: (!question.is_fit())
                .then(|| of_question(layout.questionnaire, index, &self.work.ballots.given(index)))
                .flatten(),
            weight: question.weight,
            place: self.place(index, question),
            feeds: self.feeds(index, question),
        }
    }

    /// Where each role and each side stands.
    fn stands(&self, index: usize, question: &Question) -> (Stands<usize>, Stands<Side>) {
        let questionnaire = self.work.layout.questionnaire;
        let sides = |values: &[(usize, f64)]| Side::ALL.into_iter().zip(by_side(questionnaire, values));
        if !question.is_fit() {
            let values = &self.work.consensus[index].roles;
            let side = |(side, value): (Side, Option<f64>)| value.map(|value| (side, Stand::Level(value)));
            let roles = values.iter().map(|(role, value)| (*role, Stand::Level(*value))).collect();
            return (roles, sides(values).filter_map(side).collect());
        }
        let position = |of: fn(&Ballot) -> Option<f64>| self.work.ballots.by_role(index, of);
        let organization = position(|ballot| ballot.given.median());
        let security = position(|ballot| ballot.security.median());
        let pair = |organization, security| Stand::Fit(Positions { organization, security });
        let roles =
            organization.iter().zip(&security).map(|(org, sec)| (org.0, pair(org.1, sec.1))).collect();
        let both = sides(&organization).zip(sides(&security));
        let side = |((side, org), (_, sec)): ((Side, Option<f64>), (Side, Option<f64>))| {
            org.zip(sec).map(|(org, sec)| (side, pair(org, sec)))
        };
        (roles, both.filter_map(side).collect())
    }

    /// What every respondent said, in the order of the result's respondents; equal ones by what they answered.
    fn voices(&self, question: usize) -> Vec<Voice> {
        let layout = &self.work.layout;
        let mut order: Vec<usize> = (0..self.respondents.len()).collect();
        let summaries: Vec<_> = self
            .respondents
            .iter()
            .zip(&self.work.readings)
            .map(|(answers, reading)| respondents::summary(layout, answers, reading))
            .collect();
        order.sort_by(|&a, &b| {
            respondents::key(&summaries[a]).cmp(&respondents::key(&summaries[b])).then_with(|| {
                respondents::content(self.respondents[a]).cmp(respondents::content(self.respondents[b]))
            })
        });
        order.into_iter().map(|respondent| self.voice(question, respondent)).collect()
    }

    fn voice(&self, question: usize, respondent: usize) -> Voice {
        let (answers, reading) = (self.respondents[respondent], &self.work.readings[respondent]);
        let of = &self.work.layout.questionnaire.questions[question];
        let said = match reading.standings[question] {
            Standing::Nothing => Said::Nothing,
            Standing::Given(Answer::Level(level)) => Said::Level(level),
            Standing::Given(Answer::Fit(pair)) => Said::Fit(pair),
            Standing::Given(Answer::Unknown) => Said::Unknown,
            Standing::Given(Answer::NotApplicable) => Said::NotApplicable,
            Standing::ImpliedZero(by) => Said::ImpliedZero(by),
            Standing::ImpliedNotApplicable(by) => Said::ImpliedNotApplicable(by),
        };
        let supported = matches!(said, Said::Level(_) | Said::Fit(_));
        let required = of.requires().map(|required| required.question);
        Voice {
            respondent,
            role: answers.respondent.role,
            name: answers.respondent.name.clone(),
            asked: of.open_to(answers.respondent.role),
            said,
            evidence: answers.entries.get(question).filter(|_| supported).map(crate::answers::Entry::grade),
            contradicts: required.filter(|_| reading.contradictions.contains(&question)),
        }
    }

    fn place(&self, index: usize, question: &Question) -> Option<MechanismPlace> {
        let Place::Mechanism { mechanism, .. } = question.place else { return None };
        let (layout, marks) = (&self.work.layout, &self.work.marks);
        let of = &layout.questionnaire.mechanisms[mechanism];
        let sum = |counts: &dyn Fn(usize) -> bool| -> f64 {
            of.questions.clone().filter(|&other| counts(other)).map(|other| layout.questions[other]).sum()
        };
        let share_of = |total: f64| layout.questions[index] / total;
        let applicable = sum(&|other| marks[other].applies());
        let scored = marks[index].is_scored();
        let applicable_share = if marks[index].applies() { of.weight * share_of(applicable) } else { 0.0 };
        Some(MechanismPlace {
            mechanism,
            mechanism_weight: of.weight,
            applicable_share,
            mechanism_share: scored.then(|| share_of(sum(&|other| marks[other].is_scored()))),
            kind_share: kind_shares(layout, marks)[index].map(|(_, share)| share),
        })
    }

    fn feeds(&self, index: usize, question: &Question) -> Vec<Feed> {
        let Place::Mechanism { mechanism, .. } = question.place else { return Vec::new() };
        let (layout, marks) = (&self.work.layout, &self.work.marks);
        let kind = layout.questionnaire.mechanisms[mechanism].kind;
        let shares = question_shares(layout, marks);
        let weight = |other: usize, objective: Objective| {
            shares[other] * f64::from(layout.questionnaire.questions[other].relevance(objective))
        };
        let of_kind = |other: &usize| {
            marks[*other].is_scored()
                && layout.questionnaire.mechanism_of(*other).is_some_and(|mechanism| mechanism.kind == kind)
        };
        let feed = |objective: Objective| {
            let total: f64 = (0..marks.len()).filter(of_kind).map(|other| weight(other, objective)).sum();
            let share = marks[index].is_scored().then(|| weight(index, objective) / total);
            Feed { objective, kind, relevance: question.relevance(objective), share }
        };
        let relevant = |objective: &Objective| question.relevance(*objective) > 0;
        Objective::ALL.into_iter().filter(relevant).map(feed).collect()
    }
}
