//! The paper's guidelines, read from the numbers (scoring specification, §7).

use super::alignment::mean;
use super::result::{KindResult, MechanismResult, ObjectiveResult, Overall, QuestionResult};
use crate::questionnaire::{Measure, Questionnaire};

/// The numbers from which guidelines are read.
pub(super) struct Numbers<'a> {
    /// The whole.
    pub overall: &'a Overall,
    /// The objectives.
    pub objectives: &'a [ObjectiveResult; 3],
    /// The kinds.
    pub kinds: &'a [KindResult; 3],
    /// The mechanisms.
    pub mechanisms: &'a [MechanismResult],
    /// The questions.
    pub questions: &'a [QuestionResult],
}

impl Numbers<'_> {
    /// Reads one guideline; `None` where there is nothing to take. Means are unweighted.
    pub fn read(&self, questionnaire: &Questionnaire, measure: &Measure) -> Option<f64> {
        match measure {
            Measure::Balance => self.overall.triad.balance,
            Measure::WeakestKind => self.weakest_kind(),
            Measure::Objective(objective) => self.objectives[objective.index()].triad.strength,
            Measure::Kind(kind) => self.kinds[kind.index()].coverage,
            Measure::Groups(groups) => mean(
                self.mechanisms
                    .iter()
                    .filter(|result| groups.contains(&questionnaire.mechanisms[result.mechanism].group))
                    .filter(|result| result.stands())
                    .filter_map(|result| result.coverage),
            ),
            // A scored question of a mechanism has a value; unknown is 0.
            Measure::Theme(theme) => mean(
                self.questions
                    .iter()
                    .filter(|result| !questionnaire.questions[result.question].is_outcome())
                    .filter(|result| questionnaire.questions[result.question].themes.contains(theme))
                    .filter_map(|result| result.value),
            ),
        }
    }

    /// The least kind; `None` where the whole has no value.
    fn weakest_kind(&self) -> Option<f64> {
        self.overall.triad.strength?;
        self.kinds.iter().filter_map(|kind| kind.coverage).reduce(f64::min)
    }
}
