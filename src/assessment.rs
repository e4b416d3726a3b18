//! From answers to numbers: consensus, scoring, uncertainty, alignment, priorities. Pure: no I/O, no serialization.

mod result;

pub use result::*;

/// Whether a completeness is enough for a value to be shown (scoring specification, §3).
pub fn is_enough(completeness: f64) -> bool {
    completeness >= 0.5 - TOLERANCE
}
