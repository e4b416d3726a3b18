//! Who is shown together.

use super::{Voice, roles_of};
use crate::{framework::Side, questionnaire::Questionnaire};

/// What the small roles of a side are called together.
fn side_label(side: Side, alone: bool) -> String {
    if alone { side.name().to_owned() } else { format!("{}, other roles", side.name()) }
}

/// The sides of some roles, each once.
fn sides_of(questionnaire: &Questionnaire, roles: &[usize]) -> Vec<Side> {
    let has = |side: &Side| roles.iter().any(|&role| questionnaire.roles[role].side == *side);
    Side::ALL.into_iter().filter(has).collect()
}

/// Present roles as groups of at least so many people, by role order, then sides, then others.
pub(super) fn groups(questionnaire: &Questionnaire, people: &[usize], least: usize) -> Vec<Voice> {
    let present = |roles: &mut dyn Iterator<Item = usize>| -> Vec<usize> {
        roles.filter(|&role| people[role] > 0).collect()
    };
    let voice = |label: String, roles: Vec<usize>, side: Option<Side>| {
        let people = roles.iter().map(|&role| people[role]).sum();
        Voice { label, roles, people, side }
    };
    let own = |role: usize| {
        let of = &questionnaire.roles[role];
        voice(of.short.clone(), vec![role], Some(of.side))
    };
    let all = present(&mut (0..people.len()));
    let mut shown: Vec<Voice> =
        all.iter().filter(|&&role| people[role] >= least).map(|&role| own(role)).collect();
    let mut rest = Vec::new();
    for side in Side::ALL {
        let small =
            present(&mut roles_of(questionnaire, side).into_iter().filter(|&role| people[role] < least));
        let alone = shown.iter().all(|voice| voice.side != Some(side));
        let folded = voice(side_label(side, alone), small, Some(side));
        if folded.people >= least {
            shown.push(folded);
        } else {
            rest.extend(folded.roles);
        }
    }
    if rest.is_empty() {
        return shown;
    }
    let mut others = voice("others".to_owned(), rest, None);
    while others.people < least && !shown.is_empty() {
        // One of the same side, where there is one: a side that is whole can be set against another.
        let sides = sides_of(questionnaire, &others.roles);
        let foreign = |voice: &Voice| voice.side.is_none_or(|side| sides != [side]);
        let smallest =
            (0..shown.len()).min_by_key(|&at| (foreign(&shown[at]), shown[at].people)).unwrap_or(0);
        others.roles.extend(shown.remove(smallest).roles);
        others.roles.sort_unstable();
        others = voice(others.label, others.roles, None);
    }
    if shown.is_empty() {
        "everyone".clone_into(&mut others.label);
    } else if let [side] = sides_of(questionnaire, &others.roles)[..] {
        // A role of the same side joined it, so that it is a group of that side after all.
        let alone = shown.iter().all(|voice| voice.side != Some(side));
        others = voice(side_label(side, alone), others.roles, Some(side));
    }
    if others.people >= least {
        shown.push(others);
    }
    shown
}
