//! The interview: a pure state machine, the one trait it asks through, and the sitting that joins them.
//!
//! [`Machine`] knows the order of questions and what each answer changes; a [`Prompter`] puts them, on a full screen
//! or line by line; [`run`] drives both and has every answer on disk before it asks on.

mod choices;
mod evidence;
mod keys;
mod machine;
mod plain;
mod prompter;
mod review;
mod route;
mod screen;
mod session;
pub mod signals;
mod terminal;
mod words;

pub(crate) use evidence::GRADES;
pub use machine::*;
pub use plain::Plain;
pub use prompter::*;
pub use route::Moved;
pub use session::*;
pub(crate) use session::{insist, typed};
pub use terminal::Terminal;
pub use words::Setting;
pub(crate) use words::{NUMBERING, OUTCOME_PURPOSE, about, levelled};
