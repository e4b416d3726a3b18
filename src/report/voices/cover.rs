//! Holding back more than was asked for, so that what has to be held back cannot be computed from the rest.

use super::{Voices, audit::Figures};
use crate::{
    assessment::{Assessment, State},
    framework::Objective,
    questionnaire::{Mechanism, Questionnaire},
};

impl Voices {
    /// Holds back more until nothing that is held back can be computed, and shows again what proves needless to hide.
    pub(super) fn cover(
        &mut self,
        questionnaire: &Questionnaire,
        assessment: &Assessment,
        figures: &Figures<'_>,
    ) {
        let (mut hidden, mut silenced) = (Vec::new(), Vec::new());
        while let Some(&exposed) = figures.exposed(&self.held_back, &self.untold).first() {
            if let Some(level) = self.level_to_hide(questionnaire, exposed) {
                self.untold.push(level.clone());
                hidden.push(level);
            } else if let Some(question) = self.question_to_hold_back(questionnaire, assessment, exposed) {
                self.held_back[question] = true;
                silenced.push(question);
            } else {
                break;
            }
        }
        let is_safe = |voices: &Self| figures.exposed(&voices.held_back, &voices.untold).is_empty();
        for question in silenced {
            self.held_back[question] = false;
            self.held_back[question] = !is_safe(self);
        }
        for level in hidden {
            let before = self.untold.clone();
            self.untold.retain(|one| *one != level);
            if !is_safe(self) {
                self.untold = before;
            }
        }
    }

    /// A level still shown that stands in a sum with this question: that of its own mechanism or objective, else of
    /// another mechanism of the kind, in the same group first, the one with the fewest people; only where something
    /// of it is held back, since all else of it can be read.
    fn level_to_hide(&self, questionnaire: &Questionnaire, exposed: usize) -> Option<String> {
        let Some(own) = questionnaire.mechanism_of(exposed) else {
            let objective =
                Objective::ALL.into_iter().find(|one| questionnaire.questions[exposed].observes(*one));
            return objective.map(|one| one.id().to_owned()).filter(|id| !self.holds_back_place(id));
        };
        let mechanisms = questionnaire.mechanisms.iter().filter(|one| one.kind == own.kind);
        let may = mechanisms.filter(|one| {
            !self.holds_back_place(&one.id) && one.questions.clone().any(|question| self.holds_back(question))
        });
        let rank = |one: &&Mechanism| {
            let questions: Vec<usize> = one.questions.clone().collect();
            (one.id != own.id, one.group != own.group, self.people_behind(&questions))
        };
        may.min_by_key(rank).map(|one| one.id.clone())
    }

    /// A question still shown beside this one, with a theme in common first, the one of the fewest people.
    fn question_to_hold_back(
        &self,
        questionnaire: &Questionnaire,
        assessment: &Assessment,
        exposed: usize,
    ) -> Option<usize> {
        let own = &questionnaire.questions[exposed];
        let kind = |question: usize| questionnaire.mechanism_of(question).map(|one| one.kind);
        let shown = assessment.questions.iter().filter(|one| one.state != State::Unanswered);
        let beside = shown.map(|one| one.question).filter(|&one| {
            let same_objective = |objective: Objective| {
                own.observes(objective) && questionnaire.questions[one].observes(objective)
            };
            !self.holds_back(one)
                && (kind(one).is_some() && kind(one) == kind(exposed)
                    || Objective::ALL.into_iter().any(same_objective))
        });
        let rank = |one: &usize| {
            let themes = &questionnaire.questions[*one].themes;
            (!themes.iter().any(|theme| own.themes.contains(theme)), self.people_behind(&[*one]))
        };
        beside.min_by_key(rank)
    }
}
