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
        /// One of several of the role without a name: which of the other point's it is cannot be told.
        Unclear = "unclear", "who is who cannot be told";
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
    roles
        .flat_map(|role| {
            let several = [before, after].into_iter().any(|point| in_role(point, role).nth(1).is_some());
            let digested = |point| self::digested(point, role, several);
            of_role(role, digested(before), digested(after))
        })
        .collect()
}

/// A role's respondents.
fn in_role<'a>(point: Point<'a>, role: &Role) -> impl Iterator<Item = &'a Answers> {
    let role = point.questionnaire.role(&role.id);
    point.answers.iter().copied().filter(move |one| Some(one.respondent.role) == role)
}

/// A role's respondents, each with the digest of what was answered where one may need it, in an order that does not
/// depend on that of the files.
fn digested<'a>(point: Point<'a>, role: &Role, several: bool) -> Vec<(Option<String>, &'a Answers)> {
    let digested = |one| (several.then(|| digest(one, point.questionnaire)), one);
    let mut found: Vec<(Option<String>, &Answers)> = in_role(point, role).map(digested).collect();
    found.sort_by(|a, b| (&a.1.respondent.name, &a.0).cmp(&(&b.1.respondent.name, &b.0)));
    found
}

/// Matches by name. One who alone speaks for the role both times is the same person unless two names say otherwise.
/// Of several without a name only equal files are paired: a guess would tell one changed answer as everybody's.
fn of_role<'a>(
    role: &'a Role,
    before: Vec<(Option<String>, &'a Answers)>,
    mut after: Vec<(Option<String>, &'a Answers)>,
) -> Vec<Person<'a>> {
    if let ([(_, one)], [(_, other)]) = (before.as_slice(), after.as_slice()) {
        return vec![pair(role, one, other)];
    }
    let alone = |side: &[(Option<String>, &Answers)]| {
        side.iter().filter(|(_, one)| one.respondent.name.is_none()).count() < 2
    };
    let told_apart = alone(&before) && alone(&after);
    let (mut people, mut left) = (Vec::new(), Vec::new());
    for (digest, one) in before {
        let name = one.respondent.name.as_ref();
        let same = |(theirs, other): &(Option<String>, &Answers)| {
            name == other.respondent.name.as_ref() && (told_apart || name.is_some() || *theirs == digest)
        };
        match after.iter().position(same) {
            Some(place) => people.push(pair(role, one, after.remove(place).1)),
            None => left.push(one),
        }
    }
    let after: Vec<&Answers> = after.into_iter().map(|(_, one)| one).collect();
    people.extend(remaining(role, &left, &after, told_apart));
    people
}

/// Those who found no partner. Where names are missing on a side, nobody can say who came and who went.
fn remaining<'a>(
    role: &'a Role,
    before: &[&'a Answers],
    after: &[&'a Answers],
    told_apart: bool,
) -> Vec<Person<'a>> {
    let nameless = before.iter().chain(after).any(|one| one.respondent.name.is_none());
    let untold = nameless && !before.is_empty() && !after.is_empty();
    if let ([one], [other]) = (before, after)
        && untold
        && told_apart
    {
        return vec![pair(role, one, other)];
    }
    let alone = |presence, before, after| {
        let presence = if untold { Presence::Unclear } else { presence };
        Person { role, presence, before, after }
    };
    let went = before.iter().map(|one| alone(Presence::Went, Some(*one), None));
    let came = after.iter().map(|one| alone(Presence::Came, None, Some(*one)));
    went.chain(came).collect()
}

fn pair<'a>(role: &'a Role, one: &'a Answers, other: &'a Answers) -> Person<'a> {
    let names = (one.respondent.name.as_ref(), other.respondent.name.as_ref());
    let another = matches!(names, (Some(one), Some(other)) if one != other);
    let presence = if another { Presence::Replaced } else { Presence::Stayed };
    Person { role, presence, before: Some(one), after: Some(other) }
}

impl Person<'_> {
    /// Whether one name stands at both points.
    pub fn by_name(&self) -> bool {
        let name = |answers: Option<&Answers>| answers.and_then(|one| one.respondent.name.clone());
        name(self.before).is_some_and(|one| name(self.after) == Some(one))
    }
}
