//! Saved answers: one respondent per file, and what a workshop settled.

mod digest;
pub mod gather;
pub mod load;
mod lock;
mod model;
mod settlement;
mod skeleton;
mod store;
mod write;

pub use digest::digest;
pub use load::AnswersFile;
pub use lock::*;
pub use model::*;
pub use settlement::*;
pub use skeleton::{Start, skeleton};
pub use store::*;
pub use write::to_yaml;
