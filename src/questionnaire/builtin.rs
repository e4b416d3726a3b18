//! The questionnaires inside the binary.

use std::sync::Arc;

use super::load;
use super::model::Questionnaire;
use crate::diagnostic::Loading;
use crate::source::Source;

/// The id of the questionnaire that is used where none is named.
pub const DEFAULT: &str = "kayworth-whitten";

/// Id and text of every built-in questionnaire.
const BUILTIN: [(&str, &str); 1] = [(DEFAULT, include_str!("../../questionnaires/kayworth-whitten.yaml"))];

/// Ids of the built-in questionnaires.
pub fn ids() -> impl Iterator<Item = &'static str> {
    BUILTIN.iter().map(|(id, _)| *id)
}

/// The text of a built-in questionnaire.
pub fn text(id: &str) -> Option<&'static str> {
    BUILTIN.iter().find(|(builtin, _)| *builtin == id).map(|(_, text)| *text)
}

/// Loads a built-in questionnaire; `None` where there is none of this id.
pub fn load(id: &str) -> Option<Loading<Questionnaire>> {
    text(id).map(|text| load::load(&Arc::new(Source::new(format!("built-in {id}"), text))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_questionnaire_is_clean() {
        for id in ids() {
            match load(id).unwrap() {
                Ok(loaded) => assert!(loaded.warnings.is_empty(), "{:#?}", loaded.warnings),
                Err(problems) => panic!("{problems:#?}"),
            }
        }
    }
}
