//! Derived results drawn for people and machines. [`view`] decides every rounding, order and word once; the
//! formats only draw it. [`json`] alone reads the numbers themselves.

pub mod json;
pub mod paint;
pub mod view;
pub mod words;
