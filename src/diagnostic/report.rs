//! What every machine format draws: findings with their lines and columns, in words that are safe to print. Decided
//! here once, so that the formats cannot disagree.
//!
//! What CI prints may be read by every engineer: messages are the discreet ones, no source line is shown, and the
//! label beside a caret stays out, since "did you mean `unknown`?" is as good as the value.

use std::collections::HashMap;

use super::{Code, Diagnostic, Place, Severity};
use crate::source::{Position, Source, Span};
use crate::text::{capital, clean_line, count, is_hostile};

/// More findings than this are counted, not listed. GitHub shows 5,000 of a SARIF file, and a hostile file could hold
/// a million.
const MAX_LISTED: usize = 5000;
/// Characters of a value by which a quotation of it is known.
const TELLING: usize = 20;
const QUOTES: [char; 5] = ['"', '\'', '`', '“', '‘'];

/// What a check found, and where it looked.
#[derive(Debug, Clone, Copy)]
pub struct Findings<'a> {
    /// Every problem, in the order in which it is to be listed.
    pub findings: &'a [Diagnostic],
    /// The names of all files that were checked, in order, as in [`Source::name`].
    pub files: &'a [String],
}

/// Findings ready to be drawn.
pub(super) struct Report<'a> {
    /// The findings that are listed.
    pub findings: Vec<Finding<'a>>,
    /// Raw names of the files checked, and of others that a finding is in; each once.
    pub files: Vec<&'a str>,
    /// How many errors there are, listed or not.
    pub errors: usize,
    /// How many warnings there are, listed or not.
    pub warnings: usize,
    /// How many findings are not listed.
    pub left_out: usize,
}

/// One finding.
pub(super) struct Finding<'a> {
    /// What kind of problem.
    pub code: Code,
    /// How grave.
    pub severity: Severity,
    /// What is wrong, on one line.
    pub message: String,
    /// What to do, on one line.
    pub help: Option<String>,
    /// Where.
    pub spot: Spot<'a>,
    /// Another place, and what it is.
    pub related: Option<(Spot<'a>, String)>,
}

/// A place with its lines and columns.
pub(super) struct Spot<'a> {
    /// The file.
    pub source: &'a Source,
    /// The stretch in bytes.
    pub span: Span,
    /// Its first character.
    pub start: Position,
    /// One past its last character.
    pub end: Position,
}

impl Spot<'_> {
    /// The file's name, safe to print.
    pub fn file(&self) -> String {
        shown_name(&self.source.name)
    }
}

impl<'a> Report<'a> {
    /// Prepares findings; where there are too many, errors are listed before warnings.
    pub fn new(findings: &Findings<'a>) -> Self {
        let all = findings.findings;
        let errors = all.iter().filter(|one| one.is_error()).count();
        let mut listed: Vec<&Diagnostic> = all.iter().collect();
        if listed.len() > MAX_LISTED {
            listed.sort_by_key(|one| one.severity);
            listed.truncate(MAX_LISTED);
        }
        let mut lines = Lines::default();
        Self {
            files: files(findings.files, &listed),
            errors,
            warnings: all.len() - errors,
            left_out: all.len() - listed.len(),
            findings: listed.into_iter().map(|one| finding(one, &mut lines)).collect(),
        }
    }

    /// What stands in place of the findings that are not listed.
    pub fn remainder(&self) -> Option<String> {
        (self.left_out > 0).then(|| format!("and {}, not listed here", count(self.left_out, "more finding")))
    }
}

fn files<'a>(checked: &'a [String], listed: &[&'a Diagnostic]) -> Vec<&'a str> {
    let of_findings = listed.iter().map(|one| one.place.source.name.as_str());
    let mut seen = std::collections::HashSet::new();
    checked.iter().map(String::as_str).chain(of_findings).filter(|name| seen.insert(*name)).collect()
}

fn finding<'a>(diagnostic: &'a Diagnostic, lines: &mut Lines) -> Finding<'a> {
    let related = diagnostic.related.as_ref().map(|(place, label)| {
        let label = Some(label.as_str()).filter(|label| !quotes(label, place)).unwrap_or_default();
        (lines.spot(place), clean_line(label))
    });
    let help = diagnostic.help.as_deref().filter(|help| !quotes(help, &diagnostic.place));
    Finding {
        code: diagnostic.code,
        severity: diagnostic.severity,
        message: clean_line(diagnostic.discreet_message()),
        help: help.map(clean_line),
        spot: lines.spot(&diagnostic.place),
        related,
    }
}

/// Whether a text quotes what stands at a place: its beginning, after a quotation mark.
fn quotes(text: &str, place: &Place) -> bool {
    let begins = |c: char| !c.is_whitespace() && !QUOTES.contains(&c);
    let value = place.source.slice(place.span).trim_start_matches(|c| !begins(c));
    let telling: String = value.chars().take(TELLING).collect();
    let telling = clean_line(telling.trim_end_matches(|c| !begins(c)));
    let text = clean_line(text);
    !telling.is_empty()
        && text.match_indices(QUOTES).any(|(at, mark)| text[at + mark.len()..].starts_with(&telling))
}

/// A file's name with everything made visible that could steer a terminal or break a line; blanks stay as they are.
pub(super) fn shown_name(name: &str) -> String {
    let breaks = |c: char| is_hostile(c) || matches!(c, '\n' | '\t');
    name.chars().map(|c| if breaks(c) { '\u{fffd}' } else { c }).collect()
}

/// Counts lines and columns. Counting from the start of a file for each of its findings would take a time that grows
/// with the square of its size.
#[derive(Default)]
pub(super) struct Lines(HashMap<*const Source, Index>);

/// Where the lines of a source begin, and the place counted last: findings mostly come in the file's order.
struct Index {
    starts: Vec<usize>,
    last_at: usize,
    last: Position,
}

impl Lines {
    /// Line and column of an offset, which is the nearest boundary between characters at or before it.
    pub fn position(&mut self, source: &Source, offset: usize) -> Position {
        let text = source.text.as_str();
        self.0.entry(source).or_insert_with(|| Index::new(text)).position(text, floor(text, offset))
    }

    fn spot<'a>(&mut self, place: &'a Place) -> Spot<'a> {
        let source: &Source = &place.source;
        let text = source.text.as_str();
        let index = self.0.entry(source).or_insert_with(|| Index::new(text));
        let start = floor(text, place.span.start);
        let end = floor(text, place.span.end).max(start);
        Spot {
            source,
            span: Span::new(start, end),
            start: index.position(text, start),
            end: index.position(text, end),
        }
    }
}

impl Index {
    fn new(text: &str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { starts, last_at: 0, last: Position { line: 1, column: 1 } }
    }

    fn position(&mut self, text: &str, at: usize) -> Position {
        let line = self.starts.partition_point(|start| *start <= at);
        let (from, column) = if line == self.last.line && self.last_at <= at {
            (self.last_at, self.last.column)
        } else {
            (self.starts.get(line.saturating_sub(1)).copied().unwrap_or_default(), 1)
        };
        self.last = Position { line, column: column + text[from..at].chars().count() };
        self.last_at = at;
        self.last
    }
}

/// The nearest boundary between characters at or before an offset.
pub(super) fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// A sentence of a code's summary, which begins in lower case and has no full stop.
pub(super) fn sentence(summary: &str) -> String {
    format!("{}.", capital(summary))
}

/// A document as JSON with two spaces and a final newline.
pub(super) fn pretty(document: &impl serde::Serialize) -> String {
    // Only a map whose keys are no text could fail, and there is none.
    let mut text = serde_json::to_string_pretty(document).unwrap_or_default();
    text.push('\n');
    text
}

impl Finding<'_> {
    /// All there is to say, for formats that have one text for it; a line each for what is wrong, the other place
    /// and what to do. After the first, no line begins with a word of a file.
    pub fn in_full(&self) -> String {
        let mut lines = vec![self.message.clone()];
        lines.extend(self.related.as_ref().map(|(spot, label)| {
            let at = spot.start;
            let colon = if label.is_empty() { "" } else { ": " };
            format!("see {}:{}:{}{colon}{label}", spot.file(), at.line, at.column)
        }));
        lines.extend(self.help.as_ref().map(|help| format!("help: {help}")));
        lines.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn of(help: &str, value: &str) -> Diagnostic {
        let source = Arc::new(Source::new("a.yaml", format!("note: {value}\n")));
        Diagnostic::new(Code::WrongType, &source, Span::new(6, 6 + value.len()), "x").help(help)
    }

    #[test]
    fn help_that_quotes_the_value_is_left_out() {
        for (help, value, kept) in [
            ("in quotes it is text: \"2026\"", "2026", false),
            ("write `a long stretch of a note…` shorter", "a long stretch of a note that goes on", false),
            ("say 'x y' or so", "\"x y\"", false),
            ("write YYYY-MM-DD, such as 2026-11-21", "2026", true),
            ("keep `one` of the two", "", true),
        ] {
            let diagnostic = of(help, value);
            assert_eq!(finding(&diagnostic, &mut Lines::default()).help.is_some(), kept, "{help}");
        }
    }

    #[test]
    fn positions_are_those_of_the_source() {
        let source = Arc::new(Source::new("a", "äb\n\ncé\r\n"));
        let mut lines = Lines::default();
        for start in (0..12).chain((0..12).rev()) {
            let place = Place { source: Arc::clone(&source), span: Span::new(start, start + 3) };
            let spot = lines.spot(&place);
            assert_eq!(spot.start, source.position(start));
            assert_eq!(spot.end, source.position(start + 3));
        }
    }

    #[test]
    fn errors_come_before_what_is_left_out() {
        let source = Arc::new(Source::new("a.yaml", "x"));
        let new = |code| Diagnostic::new(code, &source, Span::default(), "m");
        let mut all = vec![new(Code::OlderVersion); MAX_LISTED + 1];
        all.push(new(Code::Syntax));
        let report = Report::new(&Findings { findings: &all, files: &[] });
        assert_eq!((report.errors, report.warnings, report.left_out), (1, MAX_LISTED + 1, 2));
        assert_eq!(report.findings[0].code, Code::Syntax);
        assert_eq!(report.remainder().as_deref(), Some("and 2 more findings, not listed here"));
    }
}
