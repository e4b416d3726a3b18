//! A plan drawn for people and machines: [`write`] on a terminal, [`markdown`] for an issue or a wiki, and as JSON.

mod json;
mod markdown;
mod terminal;

pub use json::write_json;
pub use markdown::markdown;
pub use terminal::write;
