//! What each respondent said, for tables that show the answers themselves.

use super::consensus::Ballots;
use super::implication::{Reading, Standing};
use super::layout::Layout;
use crate::answers::{Answer, Answers};
use crate::questionnaire::Questionnaire;

/// What one respondent's file says on one question (scoring specification, §1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// Nothing: unanswered, or outside the scope.
    Nothing,
    /// An answer was given.
    Given(Answer),
    /// Level 0, since what the question requires is not there.
    ImpliedZero,
    /// Does not apply, since what the question requires does not.
    ImpliedNotApplicable,
}

/// What everybody said.
#[derive(Debug, Clone, PartialEq)]
pub struct Hearing {
    /// By respondent, in the order handed over, and question.
    pub heard: Vec<Vec<Heard>>,
    /// By question, each role's median of the levels that were given (implied ones left out), in role order; empty
    /// for a fit question. What alignment is made of (scoring specification, §5).
    pub given: Vec<Vec<(usize, f64)>>,
}

/// Reads what each respondent said.
pub fn hearing(questionnaire: &Questionnaire, respondents: &[&Answers]) -> Hearing {
    let layout = Layout::new(questionnaire, respondents);
    let readings: Vec<Reading> = respondents.iter().map(|answers| Reading::of(&layout, answers)).collect();
    let ballots = Ballots::count(&layout, respondents, &readings);
    let given = (0..questionnaire.questions.len())
        .map(|question| {
            let fit = questionnaire.questions[question].is_fit();
            if fit { Vec::new() } else { ballots.given(question) }
        })
        .collect();
    let heard = readings.iter().map(|one| one.standings.iter().map(|&standing| standing.into()).collect());
    Hearing { heard: heard.collect(), given }
}

impl From<Standing> for Heard {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Nothing => Self::Nothing,
            Standing::Given(answer) => Self::Given(answer),
            Standing::ImpliedZero(_) => Self::ImpliedZero,
            Standing::ImpliedNotApplicable(_) => Self::ImpliedNotApplicable,
        }
    }
}
