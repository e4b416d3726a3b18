//! In which order people speak where a group talks about its answers: whoever runs it from day to day first, so that
//! nobody has to contradict the one he reports to, and the most senior last.

use crate::framework::Side;
use crate::questionnaire::Questionnaire;

/// The known roles, in the order in which they speak.
const ORDER: [&str; 9] = ["it-manager", "security", "ciso", "audit", "hr", "legal", "business", "cio", "ceo"];

/// A role's place in the order, the lowest first. A role of somebody's own speaks with its side: delivery with the
/// security staff, those who assess with audit, leadership with the head of a unit. Where no chief executive is asked,
/// the leadership role that the questionnaire names first is the most senior one.
pub fn rank(questionnaire: &Questionnaire, role: usize) -> (usize, usize) {
    let place = |id: &str| ORDER.iter().position(|known| *known == id);
    let own = &questionnaire.roles[role];
    let first = || questionnaire.roles.iter().position(|one| one.side == Side::Leadership);
    let is_senior = questionnaire.role("ceo").is_none() && first() == Some(role);
    let with = match own.side {
        Side::Delivery => "security",
        Side::Independent => "audit",
        Side::Leadership => "business",
    };
    let rank = if is_senior { None } else { place(&own.id).or_else(|| place(with)) };
    (rank.unwrap_or(ORDER.len()), role)
}

/// Who speaks when, in a sentence.
pub fn sentence(questionnaire: &Questionnaire, roles: impl IntoIterator<Item = usize>) -> String {
    let mut roles: Vec<usize> = roles.into_iter().collect();
    roles.sort_by_key(|&role| rank(questionnaire, role));
    roles.dedup();
    let names: Vec<&str> = roles.iter().map(|&role| questionnaire.roles[role].short.as_str()).collect();
    let [first @ .., last] = names.as_slice() else { return String::new() };
    if first.is_empty() {
        return "The most senior speaks last.".to_owned();
    }
    let runs_it = questionnaire.roles[roles[0]].side == Side::Delivery;
    let who = if runs_it {
        "Those who run it from day to day speak first, the most senior last"
    } else {
        "The most senior speaks last"
    };
    format!("{who}: {}, then {last}.", first.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::builtin;

    #[test]
    fn nobody_speaks_after_the_one_he_reports_to() {
        let questionnaire = builtin::load(builtin::DEFAULT).unwrap().unwrap().value;
        let all = 0..questionnaire.roles.len();
        assert_eq!(
            sentence(&questionnaire, all),
            "Those who run it from day to day speak first, the most senior last: IT manager, Security, CISO, \
             Audit, HR, Legal, Business, CIO, then CEO."
        );
        let of = |ids: &[&str]| sentence(&questionnaire, ids.iter().filter_map(|id| questionnaire.role(id)));
        assert_eq!(of(&["ceo", "legal", "hr"]), "The most senior speaks last: HR, Legal, then CEO.");
        assert_eq!(of(&["ceo", "ceo"]), "The most senior speaks last.");
        assert_eq!(of(&[]), "");
    }
}
