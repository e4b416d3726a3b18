//! Who is left out of an anonymous edition as a whole, so that the others can be shown.

use crate::{answers::Answers, framework::Side, questionnaire::Questionnaire};

/// The answers that an anonymous edition with groups of at least `least` people is drawn from. Where a single side has
/// fewer people than that, and the two others have as many, those few are left out; else nobody is.
///
/// The edition then has to be assessed from these answers alone. Whatever it shows would be the same had those people
/// said something else, so that nothing of what they said can be computed from it, and it tells no more of them than
/// that they are so many. Held back question by question instead, one auditor beside eleven others would take nearly
/// every answer of theirs with him.
pub fn kept<'a>(questionnaire: &Questionnaire, answers: &[&'a Answers], least: usize) -> Vec<&'a Answers> {
    let least = least.max(2);
    let side = |one: &Answers| questionnaire.roles[one.respondent.role].side;
    let has_answered = |one: &Answers| one.entries.iter().any(|entry| entry.answer.is_some());
    let people =
        Side::ALL.map(|of| (of, answers.iter().filter(|one| side(one) == of && has_answered(one)).count()));
    let small: Vec<Side> =
        people.iter().filter(|(_, people)| (1..least).contains(people)).map(|(side, _)| *side).collect();
    let whole = people.iter().filter(|(_, people)| *people >= least).count();
    match small.as_slice() {
        [small] if whole > 1 => answers.iter().copied().filter(|one| side(one) != *small).collect(),
        _ => answers.to_vec(),
    }
}
