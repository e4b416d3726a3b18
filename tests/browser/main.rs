//! What a browser makes of our pages. Run with `cargo test --features browser-tests --test browser`.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at what it did not expect")]

mod form;
mod hostile;
mod report;
mod support;
