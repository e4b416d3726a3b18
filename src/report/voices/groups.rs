//! Who is shown together.

use super::{Voice, roles_of};
use crate::{framework::Side, questionnaire::Questionnaire};

/// Present roles as groups of at least so many people, by role order, then sides, then others.
pub(super) fn groups(questionnaire: &Questionnaire, people: &[usize], least: usize) -> Vec<Voice> {
    let staff = Staff { questionnaire, people, least };
    staff.by_side().unwrap_or_else(|| staff.with_others())
}

/// How many people each role has, and how many a group has to have.
#[derive(Clone, Copy)]
struct Staff<'a> {
    questionnaire: &'a Questionnaire,
    people: &'a [usize],
    least: usize,
}

impl Staff<'_> {
    fn voice(self, label: String, mut roles: Vec<usize>, side: Option<Side>) -> Voice {
        roles.sort_unstable();
        let people = roles.iter().map(|&role| self.people[role]).sum();
        Voice { label, roles, people, side }
    }

    /// Roles that are large enough by themselves.
    fn large(self) -> Vec<Voice> {
        let own = |role: usize| {
            let of = &self.questionnaire.roles[role];
            self.voice(of.short.clone(), vec![role], Some(of.side))
        };
        (0..self.people.len()).filter(|&role| self.people[role] >= self.least).map(own).collect()
    }

    /// Roles of a side that are too small, together.
    fn small(self, side: Side, shown: &[Voice]) -> Voice {
        let is_small = |role: &usize| (1..self.least).contains(&self.people[*role]);
        let roles = roles_of(self.questionnaire, side).into_iter().filter(is_small).collect();
        let alone = shown.iter().all(|voice| voice.side != Some(side));
        let label = if alone { side.name().to_owned() } else { format!("{}, other roles", side.name()) };
        self.voice(label, roles, Some(side))
    }

    /// Every role with its side, small ones joined by the smallest large one where they need it; `None` where a side
    /// as a whole is too small. Only sides that are whole can be set against each other.
    fn by_side(self) -> Option<Vec<Voice>> {
        let mut shown = self.large();
        for side in Side::ALL {
            let mut folded = self.small(side, &shown);
            if (1..self.least).contains(&folded.people) {
                let own = (0..shown.len()).filter(|&at| shown[at].side == Some(side));
                let smallest = own.min_by_key(|&at| shown[at].people)?;
                let joins = shown.remove(smallest);
                let roles = folded.roles.into_iter().chain(joins.roles).collect();
                folded = self.voice(self.small(side, &shown).label, roles, Some(side));
            }
            if folded.people > 0 {
                shown.push(folded);
            }
        }
        Some(shown)
    }

    /// The same with *others*, of several sides, who are joined by the smallest other group where they need it.
    fn with_others(self) -> Vec<Voice> {
        let (mut shown, mut rest) = (self.large(), Vec::new());
        for side in Side::ALL {
            let folded = self.small(side, &shown);
            if folded.people >= self.least {
                shown.push(folded);
            } else {
                rest.extend(folded.roles);
            }
        }
        let mut others = self.voice("others".to_owned(), rest, None);
        while others.people < self.least && !shown.is_empty() {
            let smallest = (0..shown.len()).min_by_key(|&at| shown[at].people).unwrap_or(0);
            others.roles.extend(shown.remove(smallest).roles);
            others = self.voice(others.label, others.roles, None);
        }
        if shown.is_empty() {
            "everyone".clone_into(&mut others.label);
        }
        if others.people >= self.least {
            shown.push(others);
        }
        shown
    }
}
