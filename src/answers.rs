//! Saved answers: one respondent per file, and what a workshop settled.

mod lock;
mod model;
mod settlement;
mod store;
mod write;

pub use lock::*;
pub use model::*;
pub use settlement::*;
pub use store::*;
pub use write::*;
