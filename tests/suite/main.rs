//! Integration tests.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at what it did not expect")]

mod cli;
mod explanations;
mod formats;
mod interview;
mod invalid;
mod properties;
mod rendering;
mod report;
mod rules;
mod support;
mod vectors;
mod worlds;
