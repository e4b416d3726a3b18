//! Integration tests.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at what it did not expect")]

mod explanations;
mod interview;
mod properties;
mod rendering;
mod report;
mod rules;
mod vectors;
mod worlds;
