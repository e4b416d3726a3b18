//! Findings as GitHub's workflow commands, which annotate the lines of a pull request.
//!
//! Every line printed is one command of ours. Properties and messages are escaped as GitHub's own toolkit does it, so
//! that nothing that a file or its name holds ends a command or begins one.

use std::fmt::Write;

use super::Severity;
use super::report::{Finding, Findings, Report};

/// One workflow command per finding.
pub fn render(findings: &Findings<'_>) -> String {
    let report = Report::new(findings);
    let mut out = String::new();
    for finding in &report.findings {
        command(&mut out, finding);
    }
    if let Some(remainder) = report.remainder() {
        // Writing into a string cannot fail.
        let _ = writeln!(out, "::notice::{}", data(&remainder));
    }
    out
}

fn command(out: &mut String, finding: &Finding<'_>) {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let spot = &finding.spot;
    let (start, end) = (spot.start, spot.end);
    let _ = write!(out, "::{command} file={},line={}", property(&spot.file()), start.line);
    // The runner refuses columns where the lines differ.
    let _ = if start.line == end.line {
        write!(out, ",col={},endLine={},endColumn={}", start.column, end.line, end.column)
    } else {
        write!(out, ",endLine={}", end.line)
    };
    let _ = writeln!(out, ",title={}::{}", property(finding.code.id()), data(&finding.in_full()));
}

/// A message: no line of it ends the command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property: nor does it end at a comma, or the properties at a colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
