//! Saved answers: one respondent per file, and what a workshop settled.

mod model;
mod settlement;

pub use model::*;
pub use settlement::*;
