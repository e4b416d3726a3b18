//! In which order people speak where a group talks about its answers. Whoever fears blame must not have to speak first
//! (the second source's point), and that is whoever runs it: so those who depend on it begin, then those who assess it,
//! then those who run it, each before the one he reports to, and the most senior speaks last.

use crate::framework::Side;
use crate::questionnaire::Questionnaire;

/// The known roles, in the order in which they speak.
const ORDER: [&str; 9] = ["hr", "legal", "business", "audit", "it-manager", "security", "ciso", "cio", "ceo"];

/// A role's place in the order, the first to speak lowest. A role of somebody's own speaks with its side: leadership
/// with the head of a unit, those who assess with audit, delivery with the security staff. Where no chief executive is
/// asked, the leadership role that the questionnaire names first is the most senior one.
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

/// Who speaks when, and why, in a sentence.
pub fn sentence(questionnaire: &Questionnaire, roles: impl IntoIterator<Item = usize>) -> String {
    let mut roles: Vec<usize> = roles.into_iter().collect();
    roles.sort_by_key(|&role| rank(questionnaire, role));
    roles.dedup();
    let names: Vec<&str> = roles.iter().map(|&role| questionnaire.roles[role].short.as_str()).collect();
    let [first @ .., last] = names.as_slice() else { return String::new() };
    if first.is_empty() {
        return "The most senior speaks last.".to_owned();
    }
    let is_of = |role: &usize, side: Side| questionnaire.roles[*role].side == side;
    let depends_first = roles.first().is_some_and(|role| is_of(role, Side::Leadership))
        && roles.iter().any(|role| is_of(role, Side::Delivery));
    let who = if depends_first {
        "So that nobody who fears blame has to speak first, those who depend on it speak before those who run it, \
         and the most senior last"
    } else {
        "The most senior speaks last, so that nobody has to contradict the one he reports to"
    };
    format!("{who}: {}, then {last}.", first.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::builtin;

    #[test]
    fn nobody_speaks_after_the_one_he_reports_to_and_those_who_run_it_do_not_begin() {
        let questionnaire = builtin::load(builtin::DEFAULT).unwrap().unwrap().value;
        let all = 0..questionnaire.roles.len();
        assert_eq!(
            sentence(&questionnaire, all),
            "So that nobody who fears blame has to speak first, those who depend on it speak before those who run \
             it, and the most senior last: HR, Legal, Business, Audit, IT manager, Security, CISO, CIO, then CEO."
        );
        let of = |ids: &[&str]| sentence(&questionnaire, ids.iter().filter_map(|id| questionnaire.role(id)));
        let junior = "The most senior speaks last, so that nobody has to contradict the one he reports to";
        assert_eq!(of(&["ceo", "legal", "hr"]), format!("{junior}: HR, Legal, then CEO."));
        assert_eq!(of(&["ceo", "ciso", "it-manager"]), format!("{junior}: IT manager, CISO, then CEO."));
        assert_eq!(of(&["ceo", "ceo"]), "The most senior speaks last.");
        assert_eq!(of(&[]), "");
    }

    #[test]
    fn roles_of_ones_own_speak_by_side_and_the_first_of_leadership_last() {
        let mut questionnaire = builtin::load(builtin::DEFAULT).unwrap().unwrap().value;
        for role in &mut questionnaire.roles {
            role.id = format!("own-{}", role.id);
        }
        let mut order: Vec<usize> = (0..questionnaire.roles.len()).collect();
        order.sort_by_key(|&role| rank(&questionnaire, role));
        let last = order.pop().unwrap();
        let first = questionnaire.roles.iter().position(|one| one.side == Side::Leadership).unwrap();
        assert_eq!(last, first);
        let turn = |role: &usize| match questionnaire.roles[*role].side {
            Side::Leadership => 0,
            Side::Independent => 1,
            Side::Delivery => 2,
        };
        assert!(order.iter().map(turn).is_sorted(), "{order:?}");
    }
}
