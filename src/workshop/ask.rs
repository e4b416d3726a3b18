//! What is asked about a settlement beside its value: the reason, what was shown, who dissents.

use super::words;
use crate::framework::Evidence;
use crate::interview::{MenuAsk, PromptError, Prompter, Said, TextAsk, typed};
use crate::questionnaire::Questionnaire;
use crate::text::and_list;

/// What each grade means to a group.
const GRADES: [&str; Evidence::ALL.len()] = [
    "asserted: the group says so",
    "documented: a record was shown",
    "verified: a second person saw or confirmed it",
];

/// Asks for the reason, the one given before being offered. `None` is "back", or that there is none in the end.
pub fn reason(
    prompter: &mut dyn Prompter,
    lines: Vec<String>,
    before: Option<&str>,
) -> Result<Option<String>, PromptError> {
    let ask = TextAsk { lines, prompt: "Reason", initial: before, can_leave: true };
    Ok(match prompter.text(&ask)? {
        Said::Text(text) => typed(&text),
        Said::Same => before.map(ToOwned::to_owned),
        Said::Back => None,
    })
}

/// Asks what was shown for a value; `None` is "back".
pub fn evidence(
    prompter: &mut dyn Prompter,
    lines: Vec<String>,
    before: Evidence,
) -> Result<Option<Evidence>, PromptError> {
    let ask = MenuAsk {
        lines,
        prompt: "What was shown for it?",
        items: GRADES.map(str::to_owned).into(),
        default: before.index(),
    };
    Ok(prompter.menu(&ask)?.and_then(|chosen| Evidence::ALL.get(chosen).copied()))
}

/// Asks who dissents and agrees to be named, role by role until the list is right; `None` is "back".
pub fn dissent(
    prompter: &mut dyn Prompter,
    questionnaire: &Questionnaire,
    roles: &[usize],
    before: &[usize],
) -> Result<Option<Vec<usize>>, PromptError> {
    let mut named = before.to_vec();
    let roles: Vec<usize> =
        roles.iter().chain(before.iter().filter(|role| !roles.contains(role))).copied().collect();
    loop {
        let done = match named.as_slice() {
            [] => "Done: nobody is named".to_owned(),
            named => format!("Done: dissent of {}", and_list(&words::role_names(questionnaire, named))),
        };
        let mark = |&role: &usize| {
            let mark = if named.contains(&role) { "x" } else { " " };
            format!("[{mark}] {}", questionnaire.roles[role].in_full())
        };
        let items = std::iter::once(done).chain(roles.iter().map(mark)).collect();
        let lines =
            vec!["Does anybody see it otherwise still, and agree to be named for it, by role?".to_owned()];
        let Some(chosen) = prompter.menu(&MenuAsk { lines, prompt: "Dissent", items, default: 0 })? else {
            return Ok(None);
        };
        let Some(&role) = chosen.checked_sub(1).and_then(|place| roles.get(place)) else {
            named.sort_unstable();
            return Ok(Some(named));
        };
        match named.iter().position(|&one| one == role) {
            Some(place) => drop(named.remove(place)),
            None => named.push(role),
        }
    }
}
