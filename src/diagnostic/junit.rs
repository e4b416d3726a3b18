//! Findings as JUnit XML, valid against the schema of Jenkins' xunit plugin: a suite per file, a case per finding.
//!
//! An error is a failed case. A warning is a passed case that says its word in `system-out`: a build that passes must
//! not show failed tests. A file without findings is a passed case, so that a reader sees that it was checked. Names
//! of cases carry no line, so that a line inserted above does not make an old failure a new one. There is no time, no
//! host and no id: the same findings give the same bytes.

use std::collections::HashMap;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::Severity;
use super::report::{Finding, Findings, Report, shown_name};
use crate::text::cut;

const NAME: &str = "equipoise check";
/// Columns of a case's name; what is wrong stands in the case in full.
const WIDTH: usize = 200;

type Xml = Writer<Vec<u8>>;

/// The whole document.
pub fn render(findings: &Findings<'_>) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    // Writing into memory cannot fail.
    let _ = document(&mut writer, &Report::new(findings));
    let mut text = String::from_utf8(writer.into_inner()).unwrap_or_default();
    text.push('\n');
    text
}

/// A suite's name and its cases.
struct Suite {
    name: String,
    cases: Vec<Case>,
}

struct Case {
    name: String,
    outcome: Outcome,
}

enum Outcome {
    Passed,
    Noted { text: String },
    Failed { kind: &'static str, message: String, text: String },
}

fn suites(report: &Report<'_>) -> Vec<Suite> {
    let mut of_file: HashMap<&str, Vec<&Finding<'_>>> = HashMap::new();
    for finding in &report.findings {
        of_file.entry(finding.spot.source.name.as_str()).or_default().push(finding);
    }
    let none = if report.left_out == 0 { "no findings" } else { "no finding listed" };
    let suite = |name: &&str| {
        let cases = match of_file.get(name) {
            Some(findings) => cases(findings),
            None => vec![Case { name: none.to_owned(), outcome: Outcome::Passed }],
        };
        Suite { name: shown_name(name), cases }
    };
    let mut suites: Vec<Suite> = report.files.iter().map(suite).collect();
    if let Some(text) = report.remainder() {
        let case = Case { name: "left out".to_owned(), outcome: Outcome::Noted { text } };
        suites.push(Suite { name: NAME.to_owned(), cases: vec![case] });
    }
    suites
}

fn cases(findings: &[&Finding<'_>]) -> Vec<Case> {
    let mut names: HashMap<String, usize> = HashMap::new();
    let case = |finding: &&Finding<'_>| {
        let name = cut(&format!("{}: {}", finding.code, finding.message), WIDTH);
        let times = names.entry(name.clone()).and_modify(|times| *times += 1).or_insert(1);
        let name = if *times == 1 { name } else { format!("{name} ({times})") };
        Case { name, outcome: outcome(finding) }
    };
    findings.iter().map(case).collect()
}

fn outcome(finding: &Finding<'_>) -> Outcome {
    let (spot, at) = (&finding.spot, finding.spot.start);
    let place = format!("{}:{}:{}", spot.file(), at.line, at.column);
    let words = finding.in_full();
    let text = format!("{place}: {}[{}]: {words}", finding.severity, finding.code);
    match finding.severity {
        Severity::Error => {
            Outcome::Failed { kind: finding.code.id(), message: finding.message.clone(), text }
        }
        Severity::Warning => Outcome::Noted { text },
    }
}

impl Suite {
    fn failures(&self) -> usize {
        self.cases.iter().filter(|case| matches!(case.outcome, Outcome::Failed { .. })).count()
    }
}

fn document(writer: &mut Xml, report: &Report<'_>) -> io::Result<()> {
    let suites = suites(report);
    let tests: usize = suites.iter().map(|suite| suite.cases.len()).sum();
    let failures: usize = suites.iter().map(Suite::failures).sum();
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    writer
        .create_element("testsuites")
        .with_attribute(("name", NAME))
        .with_attributes(numbers(tests, failures).iter().map(|(key, value)| (*key, value.as_str())))
        .write_inner_content(|writer| suites.iter().try_for_each(|suite| write_suite(writer, suite)))?;
    Ok(())
}

fn numbers(tests: usize, failures: usize) -> [(&'static str, String); 3] {
    [("tests", tests.to_string()), ("failures", failures.to_string()), ("errors", "0".to_owned())]
}

fn write_suite(writer: &mut Xml, suite: &Suite) -> io::Result<()> {
    let numbers = numbers(suite.cases.len(), suite.failures());
    let name = legal(&suite.name);
    writer
        .create_element("testsuite")
        .with_attribute(("name", name.as_str()))
        .with_attributes(numbers.iter().map(|(key, value)| (*key, value.as_str())))
        .write_inner_content(|writer| {
            suite.cases.iter().try_for_each(|case| write_case(writer, &name, case))
        })?;
    Ok(())
}

fn write_case(writer: &mut Xml, suite: &str, case: &Case) -> io::Result<()> {
    let name = legal(&case.name);
    let element = writer
        .create_element("testcase")
        .with_attribute(("name", name.as_str()))
        .with_attribute(("classname", suite));
    match &case.outcome {
        Outcome::Passed => element.write_empty()?,
        Outcome::Noted { text } => element.write_inner_content(|writer| {
            writer.create_element("system-out").write_text_content(BytesText::new(&legal(text))).map(|_| ())
        })?,
        Outcome::Failed { kind, message, text } => element.write_inner_content(|writer| {
            writer
                .create_element("failure")
                .with_attribute(("type", *kind))
                .with_attribute(("message", legal(message).as_str()))
                .write_text_content(BytesText::new(&legal(text)))
                .map(|_| ())
        })?,
    };
    Ok(())
}

/// Clean text without the two characters that XML forbids beside the controls.
fn legal(text: &str) -> String {
    text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}
