//! Derived results drawn for people and machines. [`view`] decides every rounding, order and word once; the
//! formats only draw it. [`json`] alone reads the numbers themselves, and [`explain`] shows how one came about.

pub mod agenda;
pub mod align;
pub mod cells;
pub mod compare;
pub mod csv;
pub mod explain;
pub mod html;
pub mod json;
pub mod markdown;
pub mod markup;
pub mod page;
pub mod paint;
pub mod plan;
pub mod portfolio;
pub mod questionnaire;
pub mod record;
pub mod speaking;
mod table;
pub mod terminal;
pub mod turnout;
pub mod view;
pub mod voices;
pub mod words;
pub mod xlsx;
