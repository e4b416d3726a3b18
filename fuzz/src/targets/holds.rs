//! What holds of every result and of everything drawn.

use std::collections::HashSet;

use equipoise::assessment::{Assessment, Range, Triad};
use equipoise::text::is_hostile;
use unicode_width::UnicodeWidthStr;

/// What floating-point summation in another order may change.
pub const NOISE: f64 = 1e-9;

/// A value (level or fraction) with what it could be.
pub type Bounded = (Option<f64>, Option<Range>);

/// Every value that has bounds.
pub fn bounded(result: &Assessment) -> Vec<Bounded> {
    let of_triad =
        |triad: &Triad| [(triad.coverage, triad.coverage_range), (triad.strength, triad.strength_range)];
    let cells = result.objectives.iter().flat_map(|objective| objective.cells);
    let observed = result.objectives.iter().filter_map(|objective| objective.observed);
    of_triad(&result.overall.triad)
        .into_iter()
        .chain(result.objectives.iter().flat_map(|objective| of_triad(&objective.triad)))
        .chain(result.mechanisms.iter().map(|mechanism| (mechanism.coverage, mechanism.range)))
        .chain(result.kinds.iter().map(|kind| (kind.coverage, kind.range)))
        .chain(cells.map(|cell| (cell.coverage, cell.range)))
        .chain(observed.map(|observed| (observed.value, observed.range)))
        .collect()
}

/// Scoring specification, §9.1: values lie within their bounds, and these within 0..=1. What was settled may lie outside
/// of what the roles said.
pub fn within_bounds(result: &Assessment, settled: bool) {
    for (value, range) in bounded(result) {
        if let Some(Range { low, high }) = range {
            assert!(0.0 <= low && low <= high && high <= 1.0, "{low} {high}");
        }
        if let Some(value) = value {
            let Range { low, high } = range.expect("a value has bounds");
            assert!(low - NOISE <= value && value <= high + NOISE, "{low} {value} {high}");
            assert!((0.0..=1.0).contains(&value), "{value}");
        }
    }
    let overall = &result.overall;
    if let Some(strength) = overall.triad.strength {
        assert!(overall.evidenced.expect("what strength has") <= strength + NOISE);
        if !settled {
            let spread = overall.spread.expect("what strength has");
            assert!(spread.low - NOISE <= strength && strength <= spread.high + NOISE);
        }
    }
    for (known, completeness) in overall.known.iter().zip(&overall.completeness) {
        assert!(*known <= completeness + NOISE && *completeness <= 1.0);
    }
}

/// Nothing in it steers a terminal or hides text.
pub fn is_clean(text: &str) {
    let found: Vec<char> = text.chars().filter(|c| is_hostile(*c)).collect();
    assert!(found.is_empty(), "{found:?} in {text}");
}

/// Clean, and no line wider than the terminal, or than a hundred columns.
pub fn fits_a_terminal(text: &str, width: usize) {
    is_clean(text);
    for line in text.lines() {
        assert!(line.width() <= width.min(100), "{} columns: {line:?}", line.width());
    }
}

/// Clean, no tag but those that fold a part, and every table square.
pub fn is_markdown(text: &str) {
    is_clean(text);
    for line in text.lines() {
        let plain = ["<details>", "</details>", "<summary>", "</summary>"]
            .iter()
            .fold(line.to_owned(), |line, tag| line.replace(tag, ""));
        assert!(!unescaped(&plain, '<'), "{line}");
    }
    tables_are_square(text);
}

/// Whether a character stands in a line without a backslash before it.
pub fn unescaped(line: &str, wanted: char) -> bool {
    bare(line, wanted) > 0
}

/// How often a character stands in a line without a backslash before it.
fn bare(line: &str, wanted: char) -> usize {
    let mut escaped = false;
    let mut count = 0;
    for character in line.chars() {
        count += usize::from(character == wanted && !escaped);
        escaped = character == '\\' && !escaped;
    }
    count
}

/// Every row of a table has as many cells as its head.
pub fn tables_are_square(text: &str) {
    let mut width = None;
    for line in text.lines() {
        if !line.starts_with("| ") {
            width = None;
            continue;
        }
        assert_eq!(*width.get_or_insert(bare(line, '|')), bare(line, '|'), "{line}");
    }
}

/// A table of CSV: as many fields in every row, all of them clean, and none that a spreadsheet would take for a formula.
pub fn is_table(text: &str) {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    for row in reader.records() {
        for field in &row.expect("a row as long as the head") {
            is_clean(field);
            let formula = field.trim_start().starts_with(['=', '+', '-', '@']);
            assert!(!formula || field.parse::<f64>().is_ok(), "{field:?}");
        }
    }
}

/// JSON, and clean also where it is read.
pub fn is_json(text: &str) -> serde_json::Value {
    is_clean(text);
    serde_json::from_str(text).expect("JSON")
}

/// XML that is well-formed.
pub fn is_xml(text: &str) {
    is_clean(text);
    let mut reader = quick_xml::Reader::from_str(text);
    while !matches!(reader.read_event().expect("XML"), quick_xml::events::Event::Eof) {}
}

/// Clean, and without a tag that the page does not have when nobody means harm.
pub fn is_page(page: &str, calm: &str) {
    is_clean(page);
    let known: HashSet<&str> = tags(calm).collect();
    for tag in tags(page) {
        assert!(known.contains(tag), "<{tag}> in {page}");
    }
}

/// The names of the tags in order: what a text cannot change unless it breaks out.
pub fn tags(page: &str) -> impl Iterator<Item = &str> {
    page.split('<').skip(1).filter_map(|tag| tag.split(|c: char| c == '>' || c.is_whitespace()).next())
}
