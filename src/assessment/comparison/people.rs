//! Who answered at both points. A change in who answered is itself a cause of change.

use super::Point;
use crate::answers::{Answers, digest};
use crate::framework::closed_set;
use crate::questionnaire::Role;

closed_set! {
    /// Whether a respondent of one point is one of the other.
    Presence {
        /// Answered at both.
        Stayed = "stayed", "answered both times";
        /// Somebody else now answers for the role.
        Replaced = "replaced", "another person";
        /// Answered at the later point only.
        Came = "came", "new";
        /// Answered at the earlier point only.
        Went = "went", "gone";
    }
}

/// One respondent, or two who answered for one role after another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Person<'a> {
    /// The role, as the later questionnaire has it where it does.
    pub role: &'a Role,
    /// Whether it is the same person.
    pub presence: Presence,
    /// The answers at the earlier point.
    pub before: Option<&'a Answers>,
    /// The answers at the later point.
    pub after: Option<&'a Answers>,
}

/// The respondents in the later questionnaire's role order; roles that it no longer has come last.
pub(super) fn people<'a>(before: Point<'a>, after: Point<'a>) -> Vec<Person<'a>> {
    let gone = before.questionnaire.roles.iter().filter(|role| after.questionnaire.role(&role.id).is_none());
    let roles = after.questionnaire.roles.iter().chain(gone);
    roles.flat_map(|role| of_role(role, in_role(before, role), in_role(after, role))).collect()
}

/// A role's respondents, in an order that does not depend on that of the files.
fn in_role<'a>(point: Point<'a>, role: &Role) -> Vec<&'a Answers> {
    let Some(role) = point.questionnaire.role(&role.id) else { return Vec::new() };
    let mut found: Vec<&Answers> =
        point.answers.iter().copied().filter(|one| one.respondent.role == role).collect();
    if found.len() > 1 {
        found.sort_by_cached_key(|one| (one.respondent.name.clone(), digest(one, point.questionnaire)));
    }
    found
}

/// Matches by name. One who alone speaks for the role both times is the same person unless two names say otherwise.
fn of_role<'a>(role: &'a Role, before: Vec<&'a Answers>, mut after: Vec<&'a Answers>) -> Vec<Person<'a>> {
    if let ([one], [other]) = (before.as_slice(), after.as_slice()) {
        let names = (one.respondent.name.as_ref(), other.respondent.name.as_ref());
        let another = matches!(names, (Some(one), Some(other)) if one != other);
        let presence = if another { Presence::Replaced } else { Presence::Stayed };
        return vec![Person { role, presence, before: Some(one), after: Some(other) }];
    }
    let mut people = Vec::new();
    for one in before {
        let namesake = after.iter().position(|other| other.respondent.name == one.respondent.name);
        let after = namesake.map(|place| after.remove(place));
        let presence = if after.is_some() { Presence::Stayed } else { Presence::Went };
        people.push(Person { role, presence, before: Some(one), after });
    }
    let came = |other| Person { role, presence: Presence::Came, before: None, after: Some(other) };
    people.extend(after.into_iter().map(came));
    people
}
