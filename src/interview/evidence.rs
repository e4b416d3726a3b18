//! Asking what shows an answer: a grade, and where the record is found.

use super::prompter::{MenuAsk, PromptError, Prompter, Said, TextAsk};
use super::session::typed;
use crate::answers::Entry;
use crate::framework::Evidence;
use crate::questionnaire::Question;
use crate::text::clean_line;

/// What each grade means to a respondent.
pub(crate) const GRADES: [&str; Evidence::ALL.len()] =
    ["asserted: I say so", "documented: a record exists", "verified: a second person saw or confirmed it"];

/// What shows an answer.
pub(super) struct Shown {
    /// The grade, where it is more than an assertion.
    pub grade: Option<Evidence>,
    /// Where the records are found.
    pub artifacts: Vec<String>,
}

/// Asks for grade and artifacts; `None` leaves them as they are.
pub(super) fn ask(
    prompter: &mut dyn Prompter,
    question: &Question,
    entry: &Entry,
) -> Result<Option<Shown>, PromptError> {
    let mut lines = vec![question.ask.clone()];
    if !question.evidence.is_empty() {
        lines.push(format!("For example: {}", question.evidence.join("; ")));
    }
    let mut artifacts = entry.artifacts.clone();
    let mut default = entry.grade().index();
    loop {
        let items = GRADES.map(str::to_owned).into();
        let ask = MenuAsk { lines: lines.clone(), prompt: "What supports your answer?", items, default };
        let Some(chosen) = prompter.menu(&ask)? else { return Ok(None) };
        default = chosen;
        let grade = Evidence::ALL.get(chosen).copied();
        if grade == Some(Evidence::Asserted) && artifacts.is_empty() {
            return Ok(Some(Shown { grade: None, artifacts }));
        }
        let is_done = if artifacts.is_empty() {
            add(prompter, &mut artifacts)?
        } else {
            edit(prompter, &mut artifacts)?;
            true
        };
        if is_done {
            return Ok(Some(Shown { grade, artifacts }));
        }
    }
}

/// Asks for one record after another until none is named; false where one goes back from it.
fn add(prompter: &mut dyn Prompter, artifacts: &mut Vec<String>) -> Result<bool, PromptError> {
    loop {
        let hint = match artifacts.len() {
            0 => "Where is the record found: a document, a link, a person to ring? Nothing named is fine.",
            _ => "Another one? Nothing typed ends the list.",
        };
        let lines = vec![hint.to_owned()];
        let ask = TextAsk { lines, prompt: "Record", initial: None, can_leave: true };
        match prompter.text(&ask)? {
            Said::Back => return Ok(false),
            Said::Same => return Ok(true),
            Said::Text(text) => match typed(&text) {
                Some(record) => artifacts.push(record),
                None => return Ok(true),
            },
        }
    }
}

fn edit(prompter: &mut dyn Prompter, artifacts: &mut Vec<String>) -> Result<(), PromptError> {
    loop {
        let mut items = vec!["Done".to_owned(), "Add a record".to_owned()];
        items.extend(artifacts.iter().map(|record| format!("Remove: {}", clean_line(record))));
        let ask = MenuAsk { lines: Vec::new(), prompt: "Records", items, default: 0 };
        match prompter.menu(&ask)? {
            None | Some(0) => return Ok(()),
            Some(1) => drop(add(prompter, artifacts)?),
            Some(chosen) if chosen - 2 < artifacts.len() => drop(artifacts.remove(chosen - 2)),
            Some(_) => {}
        }
    }
}
