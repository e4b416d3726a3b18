//! One respondent's answers read with `requires`: what stands, what follows, and what contradicts
//! (scoring specification, §1).

use super::layout::Layout;
use crate::answers::{Answer, Answers};

/// What one respondent's answers say on one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing: unanswered, or outside the scope.
    Nothing,
    /// An answer was given.
    Given(Answer),
    /// Not asked, since the question with this index stands below the level required: level 0.
    ImpliedZero(usize),
    /// Not asked, since the question with this index does not apply: neither does this one.
    ImpliedNotApplicable(usize),
}

impl Standing {
    /// Whether it follows from another answer.
    pub fn is_implied(self) -> bool {
        matches!(self, Self::ImpliedZero(_) | Self::ImpliedNotApplicable(_))
    }

    /// The answer given.
    pub fn given(self) -> Option<Answer> {
        match self {
            Self::Given(answer) => Some(answer),
            _ => None,
        }
    }

    /// What a question that requires this one at `level` gets from it.
    fn implies(self, level: u8, by: usize) -> Self {
        match self {
            Self::Given(Answer::Level(held)) if held < level => Self::ImpliedZero(by),
            Self::ImpliedZero(_) => Self::ImpliedZero(by),
            Self::Given(Answer::NotApplicable) | Self::ImpliedNotApplicable(_) => {
                Self::ImpliedNotApplicable(by)
            }
            Self::Given(_) | Self::Nothing => Self::Nothing,
        }
    }
}

/// One respondent's answers, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    /// By question; [`Standing::Nothing`] outside the scope.
    pub standings: Vec<Standing>,
    /// Questions whose answer stands against a failed requirement, in the questionnaire's order.
    pub contradictions: Vec<usize>,
}

impl Reading {
    /// Reads one respondent's answers. A requirement is an earlier question, so one pass suffices.
    pub fn of(layout: &Layout<'_>, answers: &Answers) -> Self {
        let questions = &layout.questionnaire.questions;
        let mut reading =
            Self { standings: vec![Standing::Nothing; questions.len()], contradictions: Vec::new() };
        for question in layout.scoped() {
            let implied = reading.implied(layout, question);
            let held = answers.entries.get(question).and_then(|entry| entry.answer);
            reading.standings[question] = match held {
                Some(answer) => {
                    if contradicts(answer, implied) {
                        reading.contradictions.push(question);
                    }
                    Standing::Given(answer)
                }
                None if questions[question].open_to(answers.respondent.role) => implied,
                None => Standing::Nothing,
            };
        }
        reading
    }

    /// What the requirement of a question implies for it, had it no answer. A requirement outside the scope stands at
    /// nothing, and so implies nothing.
    fn implied(&self, layout: &Layout<'_>, question: usize) -> Standing {
        let Some(required) = layout.questionnaire.questions[question].requires() else {
            return Standing::Nothing;
        };
        self.standings[required.question].implies(required.level, required.question)
    }
}

/// Whether an answer stands against what its requirement implies: a level of 1 or more against an implied zero,
/// or any level against "does not apply".
fn contradicts(answer: Answer, implied: Standing) -> bool {
    match (answer, implied) {
        (Answer::Level(level), Standing::ImpliedZero(_)) => level >= 1,
        (Answer::Level(_), Standing::ImpliedNotApplicable(_)) => true,
        _ => false,
    }
}
