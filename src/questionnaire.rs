//! The questionnaire: what is asked, of whom, and how each answer counts.

pub mod builtin;
mod digest;
pub mod load;
mod model;
mod role;

pub use model::*;
pub use role::Role;

use std::sync::{Arc, OnceLock};

use crate::diagnostic::Diagnostic;

/// A commented questionnaire to start one's own from, which works as it stands.
pub const SKELETON: &str = include_str!("questionnaire/skeleton.yaml");

/// The questionnaires at hand: the one that the user gave, which takes the place of all others, or the built-in.
#[derive(Debug, Default)]
pub struct Catalog {
    given: Option<Arc<Questionnaire>>,
    builtin: OnceLock<Result<Arc<Questionnaire>, Vec<Diagnostic>>>,
}

impl Catalog {
    /// A catalog of one questionnaire.
    pub fn of(questionnaire: Arc<Questionnaire>) -> Self {
        Self { given: Some(questionnaire), builtin: OnceLock::new() }
    }

    /// The questionnaire to ask: the one given, else the built-in.
    ///
    /// # Errors
    ///
    /// The problems of the built-in one, which its own tests rule out.
    pub fn default_one(&self) -> Result<Arc<Questionnaire>, Vec<Diagnostic>> {
        match &self.given {
            Some(given) => Ok(Arc::clone(given)),
            None => self
                .builtin
                .get_or_init(|| match builtin::load(builtin::DEFAULT) {
                    Some(loading) => loading.map(|loaded| Arc::new(loaded.value)),
                    None => Err(Vec::new()),
                })
                .clone(),
        }
    }

    /// The questionnaire that answers of this id refer to.
    pub fn find(&self, id: &str) -> Option<Arc<Questionnaire>> {
        // The id is compared before the built-in one is read.
        let at_hand = match &self.given {
            Some(given) => given.id == id,
            None => id == builtin::DEFAULT,
        };
        if at_hand { self.default_one().ok() } else { None }
    }

    /// Ids of the questionnaires at hand.
    pub fn ids(&self) -> Vec<&str> {
        match &self.given {
            Some(given) => vec![&given.id],
            None => builtin::ids().collect(),
        }
    }
}
