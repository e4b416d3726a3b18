//! Who must be there.

use super::{Material, NAME};
use crate::framework::Side;
use crate::report::turnout::Turnout;
use crate::text::{and_list, clean_line, name_line};

/// A seat at the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// Role index.
    pub role: usize,
    /// Role, as shown to people.
    pub title: String,
    /// Who has answered in it, by name; a place to write one where that is not known.
    pub names: String,
    /// What the seat brings.
    pub brings: String,
    /// How far it has answered.
    pub turnout: Turnout,
}

/// The decision makers whom the second source wants at one table, then whoever leads security and the head of a
/// business unit; and what each of them brings.
const TABLE: [(&str, &str); 7] = [
    ("ceo", "decides which risk the business takes, and what that may cost"),
    ("cio", "knows what IT has promised, and what it has to keep that with"),
    ("it-manager", "knows what runs and what breaks, and what could be prevented"),
    ("hr", "reaches everybody who joins, moves and leaves"),
    ("legal", "knows the obligations, and what a breach of them costs"),
    ("ciso", "brings the facts of all items together"),
    ("business", "knows what the work needs, and where a rule stands in its way"),
];

/// The first so many of them, of whom a questionnaire has to know one for the table to be this one.
const DECISION_MAKERS: usize = 5;

/// Who must be there. A questionnaire with roles of its own seats everybody who decides or runs; whoever else has
/// answered is asked as well.
pub(super) fn seats(material: Material<'_>) -> Vec<Seat> {
    let questionnaire = material.questionnaire;
    let known = |(id, brings): &(&str, &'static str)| Some((questionnaire.role(id)?, *brings));
    let mut roles: Vec<(usize, &str)> = Vec::new();
    if TABLE[..DECISION_MAKERS].iter().any(|seat| known(seat).is_some()) {
        roles.extend(TABLE.iter().filter_map(known));
    } else {
        let sides = questionnaire.roles.iter().enumerate();
        roles.extend(
            sides.filter(|(_, role)| role.side != Side::Independent).map(|(role, it)| (role, of(it.side))),
        );
    }
    let others = (0..questionnaire.roles.len()).filter(|&role| material.is_present(role));
    let others: Vec<usize> = others.filter(|role| roles.iter().all(|(seated, _)| seated != role)).collect();
    roles.extend(others.into_iter().map(|role| (role, of(questionnaire.roles[role].side))));
    roles.into_iter().map(|(role, brings)| seat(material, role, brings)).collect()
}

/// What a side brings.
const fn of(side: Side) -> &'static str {
    match side {
        Side::Leadership => "decides on the business",
        Side::Delivery => "runs IT or security",
        Side::Independent => "assesses, and runs none of it",
    }
}

fn seat(material: Material<'_>, role: usize, brings: &str) -> Seat {
    let mut names: Vec<String> = material
        .answers
        .iter()
        .filter(|one| one.respondent.role == role)
        .map(|one| one.respondent.name.as_deref().map_or_else(|| NAME.to_owned(), name_line))
        .collect();
    names.sort();
    names.dedup();
    Seat {
        role,
        title: clean_line(&material.questionnaire.roles[role].name),
        names: if names.is_empty() { NAME.to_owned() } else { and_list(&names) },
        brings: brings.to_owned(),
        turnout: Turnout::of(material.assessment, role),
    }
}

/// What to do about those who have not answered; empty where all have.
pub(super) fn missing(seats: &[Seat]) -> String {
    let absent: Vec<&str> =
        seats.iter().filter(|seat| !seat.turnout.has_answered()).map(|seat| seat.title.as_str()).collect();
    if absent.is_empty() {
        return String::new();
    }
    let seats = if absent.len() == 1 { "this seat knows" } else { "these seats know" };
    format!(
        "Still missing are the answers of: {}. Ask for them before the meeting; what {seats} is not on this page.",
        and_list(&absent)
    )
}
