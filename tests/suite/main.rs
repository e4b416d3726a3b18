//! Integration tests.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at what it did not expect")]

mod agenda;
mod align;
mod anonymous;
mod check;
mod cli;
mod compare;
mod content;
mod explanations;
mod form;
mod formats;
mod fuzzing;
mod html;
mod integrations;
mod interview;
mod invalid;
mod pages;
mod plan;
mod policy;
mod portfolio;
mod properties;
mod readme;
mod rendering;
mod report;
mod rules;
mod schemas;
mod skeletons;
mod support;
mod tables;
mod vectors;
mod workshop;
mod worlds;
