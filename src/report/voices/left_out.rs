//! Who is left out of an anonymous edition as a whole, so that the others can be shown.

use crate::{answers::Answers, framework::Side, questionnaire::Questionnaire};

/// The answers that an anonymous edition with groups of at least `least` people is drawn from. Where all three sides
/// have answered and a single one has the fewest people, fewer than that, these few are left out; else nobody is.
///
/// The edition then has to be assessed from these answers alone. Whatever it shows would be the same had those people
/// said something else, so that nothing of what they said can be computed from it, and it tells no more of them than
/// that they are so many. Held back question by question instead, one auditor beside eleven others would take nearly
/// every answer of theirs with him.
///
/// Whom it concerns does not depend on how small the other sides are: an edition for a larger `least` with these people
/// in its figures, beside this one without, would show what they said.
pub fn kept<'a>(questionnaire: &Questionnaire, answers: &[&'a Answers], least: usize) -> Vec<&'a Answers> {
    let least = least.max(2);
    let side = |one: &Answers| questionnaire.roles[one.respondent.role].side;
    let has_answered = |one: &Answers| one.entries.iter().any(|entry| entry.answer.is_some());
    let mut people =
        Side::ALL.map(|of| (answers.iter().filter(|one| side(one) == of && has_answered(one)).count(), of));
    people.sort_by_key(|(people, _)| *people);
    let [(fewest, small), (next, _), _] = people;
    if (1..least).contains(&fewest) && fewest < next {
        answers.iter().copied().filter(|one| side(one) != small).collect()
    } else {
        answers.to_vec()
    }
}
