//! `equipoise`: a maturity self-assessment for information security, after Kayworth and Whitten (2010).
//!
//! Data runs one way: files are loaded and validated ([`questionnaire`], [`answers`]), scored ([`assessment`]) and
//! drawn.

pub mod answers;
pub mod assessment;
pub mod check;
pub mod cli;
pub mod diagnostic;
mod digest;
pub mod error;
pub mod form;
pub mod framework;
pub mod interview;
pub mod policy;
pub mod portfolio;
pub mod questionnaire;
pub mod report;
pub mod schema;
pub mod source;
pub mod targets;
pub mod text;
pub mod workshop;
pub mod yaml;
