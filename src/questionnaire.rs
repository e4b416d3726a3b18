//! The questionnaire: what is asked, of whom, and how each answer counts.

mod model;

pub use model::*;
