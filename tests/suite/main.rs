//! Integration tests.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at what it did not expect")]

mod anonymous;
mod check;
mod cli;
mod content;
mod explanations;
mod formats;
mod html;
mod integrations;
mod interview;
mod invalid;
mod policy;
mod properties;
mod readme;
mod rendering;
mod report;
mod rules;
mod schemas;
mod skeletons;
mod support;
mod vectors;
mod worlds;
