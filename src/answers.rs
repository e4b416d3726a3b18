//! Saved answers: one respondent per file, and what a workshop settled.

mod digest;
pub mod gather;
pub mod load;
mod model;
mod settlement;

pub use digest::digest;
pub use load::AnswersFile;
pub use model::*;
pub use settlement::*;
