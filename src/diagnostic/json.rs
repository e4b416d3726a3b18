//! Findings as JSON, `equipoise/findings@1`: types of its own, so that the format stands still while the inside
//! moves. No time stamp: the same findings give the same bytes.

use serde::Serialize;

use super::report::{Finding, Findings, Report, Spot, pretty, shown_name};

/// The whole document, with two spaces of indentation and a final newline.
pub fn render(findings: &Findings<'_>) -> String {
    let report = Report::new(findings);
    pretty(&Document {
        format: "equipoise/findings@1",
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        counts: Counts {
            files: report.files.len(),
            errors: report.errors,
            warnings: report.warnings,
            left_out: report.left_out,
        },
        files: report.files.iter().map(|name| shown_name(name)).collect(),
        findings: report.findings.iter().map(one).collect(),
    })
}

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    tool: Tool,
    counts: Counts,
    files: Vec<String>,
    findings: Vec<FindingJson<'a>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

/// Errors and warnings count those left out of the list too.
#[derive(Serialize)]
struct Counts {
    files: usize,
    errors: usize,
    warnings: usize,
    left_out: usize,
}

#[derive(Serialize)]
struct FindingJson<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    help: Option<&'a str>,
    place: PlaceJson,
    related: Vec<RelatedJson<'a>>,
}

#[derive(Serialize)]
struct RelatedJson<'a> {
    message: &'a str,
    place: PlaceJson,
}

/// Lines and columns from 1, columns in characters, the end exclusive; the span in bytes of the text as read, which
/// is without a byte order mark.
#[derive(Serialize)]
struct PlaceJson {
    file: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    span: SpanJson,
}

#[derive(Serialize)]
struct SpanJson {
    start: usize,
    end: usize,
}

fn one<'f>(finding: &'f Finding<'_>) -> FindingJson<'f> {
    FindingJson {
        code: finding.code.id(),
        severity: finding.severity.id(),
        message: &finding.message,
        help: finding.help.as_deref(),
        place: place(&finding.spot),
        related: finding
            .related
            .iter()
            .map(|(spot, message)| RelatedJson { message, place: place(spot) })
            .collect(),
    }
}

fn place(spot: &Spot<'_>) -> PlaceJson {
    PlaceJson {
        file: spot.file(),
        line: spot.start.line,
        column: spot.start.column,
        end_line: spot.end.line,
        end_column: spot.end.column,
        span: SpanJson { start: spot.span.start, end: spot.span.end },
    }
}
