//! Text from files in the cells of spreadsheets and of tables that spreadsheets open.

use std::borrow::Cow;

use crate::text::clean;

/// The text as it may stand in a cell: no control characters, and where a spreadsheet would take it for a formula, an
/// apostrophe first, which spreadsheets read as "this is text".
///
/// A spreadsheet may compute what begins with `=`, `+`, `-` or `@`, also after blanks, and in their full-width forms
/// (OWASP, "CSV Injection"). Numbers are written as numbers and never come here.
pub fn inert(text: &str) -> Cow<'_, str> {
    let cleaned = clean(text);
    let first = cleaned.chars().find(|c| !c.is_whitespace());
    let formula = matches!(first, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'));
    if formula || cleaned.starts_with(['\t', '\n']) { Cow::Owned(format!("'{cleaned}")) } else { cleaned }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_be_taken_for_a_formula() {
        for hostile in ["=1+1", "+1", "-1", "@SUM(A1)", "  =1", "\t=1", "\tx", "\r=1", "＝1", "\n"] {
            let cell = inert(hostile);
            assert!(cell.starts_with('\'') || cell.starts_with('\u{fffd}'), "{hostile:?}: {cell:?}");
        }
        for text in ["", "plain", "a=b", "3 - 2", "'quoted", "größe"] {
            assert_eq!(inert(text), text);
        }
    }
}
