//! Whether the shared questions count the same in both questionnaires.

use crate::questionnaire::{Place, Question, Questionnaire};

/// Whether weights, kinds, relevances, requirements or sides differ for what both ask.
pub(super) fn differ(questionnaires: [&Questionnaire; 2], pairs: &[(usize, usize)]) -> bool {
    let [before, after] = questionnaires;
    if before.digest == after.digest {
        return false;
    }
    let roles = before
        .roles
        .iter()
        .any(|role| after.roles.iter().any(|other| other.id == role.id && other.side != role.side));
    let weights = |one: &Questionnaire| one.kind_weights.map(f64::to_bits);
    let kinds = weights(before) != weights(after);
    roles || kinds || pairs.iter().any(|&(first, second)| counts(before, first) != counts(after, second))
}

/// What of a question bears on the numbers.
#[derive(PartialEq)]
struct Counts<'a> {
    weight: f64,
    place: PlaceCounts<'a>,
}

/// Where it counts, and how much.
#[derive(PartialEq)]
enum PlaceCounts<'a> {
    /// Kind and weight of the mechanism, relevances, and the requirement by id and level.
    Mechanism(crate::framework::Kind, f64, [u8; 3], Option<(&'a str, u8)>),
    /// The objective observed.
    Outcome(crate::framework::Objective),
}

fn counts(questionnaire: &Questionnaire, at: usize) -> Counts<'_> {
    let question: &Question = &questionnaire.questions[at];
    let place = match &question.place {
        Place::Mechanism { mechanism, relevance, requires } => {
            let mechanism = &questionnaire.mechanisms[*mechanism];
            let required = requires.map(|one| (questionnaire.questions[one.question].id.as_str(), one.level));
            PlaceCounts::Mechanism(mechanism.kind, mechanism.weight, *relevance, required)
        }
        Place::Outcome { objective, .. } => PlaceCounts::Outcome(*objective),
    };
    Counts { weight: question.weight, place }
}
