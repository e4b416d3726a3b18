//! Who presents the facts of an item.

use super::{Material, NAME, seats};
use crate::questionnaire::Mechanism;
use crate::text::{and_list, clean_line, or_list};

/// Mechanisms that are about what their own owner does, or what is done with him: by id, and by group.
const OWN_CAUSE: [&str; 2] = ["security-executive", "executive-commitment"];
const OWN_CAUSE_GROUP: &str = "leadership";

/// Mechanisms that grow by themselves, so that nobody owns them.
const ORGANIC: [&str; 2] = ["informal-networks", "security-mentoring"];

/// Who of those at the table may present what is not their own cause, the most neutral first.
const NEUTRAL: [&str; 4] = ["legal", "audit", "hr", "business"];
/// How many of them are named.
const EXAMPLES: usize = 2;

/// Whether somebody owns the mechanism who can present it, without being a party to what is said about it.
pub(super) fn is_owned(mechanism: &Mechanism) -> bool {
    matches!(Presenter::of(mechanism), Presenter::Owner)
}

/// Who can tell the facts of a mechanism.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Presenter {
    Owner,
    /// Of what nobody owns: whoever did it.
    Doer,
    /// Of what is about the owner himself: nobody in his own cause, since whoever fears blame must not have to speak
    /// first.
    Neutral,
}

impl Presenter {
    const ALL: [Self; 3] = [Self::Owner, Self::Doer, Self::Neutral];

    fn of(mechanism: &Mechanism) -> Self {
        let is_one_of = |ids: &[&str]| ids.contains(&mechanism.id.as_str());
        if is_one_of(&OWN_CAUSE) || mechanism.group == OWN_CAUSE_GROUP {
            Self::Neutral
        } else if is_one_of(&ORGANIC) {
            Self::Doer
        } else {
            Self::Owner
        }
    }
}

/// Who presents the facts of some questions; of what is observed, somebody who has seen it.
pub(super) fn owner(material: Material<'_>, questions: &[usize]) -> String {
    let mechanisms = || questions.iter().filter_map(|&one| material.questionnaire.mechanism_of(one));
    let of = |presenter: Presenter| {
        let mut names: Vec<String> = Vec::new();
        for mechanism in mechanisms().filter(|one| Presenter::of(one) == presenter) {
            let name = clean_line(&mechanism.name);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        (!names.is_empty()).then_some((presenter, names))
    };
    let parts: Vec<(Presenter, Vec<String>)> = Presenter::ALL.into_iter().filter_map(of).collect();
    match parts.as_slice() {
        [] => format!("{NAME}, who can tell how it went the last time"),
        [(Presenter::Owner, names)] if names.len() > 1 => {
            format!("{}, owners of {}", and_list(&vec![NAME; names.len()]), and_list(names))
        }
        [(Presenter::Owner, names)] => format!("{NAME}, owner of {}", and_list(names)),
        [(Presenter::Doer, _)] => format!("{NAME}, somebody who did it lately"),
        [(Presenter::Neutral, _)] => format!("{NAME}, {}", no_party(material, questions)),
        several => {
            let part = |(presenter, names): &(Presenter, Vec<String>)| {
                let who = match (presenter, names.len()) {
                    (Presenter::Owner, 1) => format!("{NAME}, its owner"),
                    (Presenter::Owner, many) => format!("{}, the owners", and_list(&vec![NAME; many])),
                    (Presenter::Doer, _) => format!("{NAME}, somebody who did it lately"),
                    (Presenter::Neutral, _) => format!("{NAME}, {}", no_party(material, questions)),
                };
                format!("on {}: {who}", and_list(names))
            };
            several.iter().map(part).collect::<Vec<_>>().join("; ")
        }
    }
}

/// Somebody who presents what an owner would present in his own cause: of those at the table, for instance, who gave
/// no answer to these questions.
fn no_party(material: Material<'_>, questions: &[usize]) -> String {
    let seats = seats::seats(material);
    let spoke = |role: usize| {
        let own = material.answers.iter().filter(|one| one.respondent.role == role);
        let said = |one: &&&crate::answers::Answers| {
            questions
                .iter()
                .any(|&question| one.entries.get(question).is_some_and(|entry| entry.answer.is_some()))
        };
        own.filter(said).count() > 0
    };
    let neutral: Vec<&str> = NEUTRAL
        .into_iter()
        .filter_map(|id| material.questionnaire.role(id))
        .filter(|&role| seats.iter().any(|seat| seat.role == role) && !spoke(role))
        .take(EXAMPLES)
        .map(|role| material.role(role))
        .collect();
    let example =
        if neutral.is_empty() { String::new() } else { format!(", for instance {}", or_list(&neutral)) };
    format!("who is not a party to it{example}")
}
