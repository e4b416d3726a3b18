//! The workshop: a group settles what its members see differently.
//!
//! [`docket`] chooses what is put to the group, worst first; [`Workshop`] knows what was settled and where "back"
//! leads, and neither asks nor saves; [`run`] puts it through the interview's [`crate::interview::Prompter`], and has
//! every settlement on disk before it asks on.

mod ask;
mod docket;
mod machine;
mod session;
mod views;
mod words;

pub use docket::*;
pub use machine::*;
pub use session::*;
pub use views::{Table, Voice};
