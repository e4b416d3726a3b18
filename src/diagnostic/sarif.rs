//! Findings as SARIF 2.1.0, the exchange format of code scanning (OASIS). No snippet of a source line goes in, though
//! the format has a place for one.

mod model;

use std::collections::{BTreeSet, HashMap};

use super::fingerprint::Fingerprints;
use super::report::{Finding, Findings, Report, Spot, pretty, sentence};
use super::{Code, Severity};
use model::{
    Artifact, ArtifactLocation, Driver, Fingerprint, Invocation, Level, Location, Log, Message, Notification,
    PhysicalLocation, Region, RelatedLocation, ResultJson, Rule, Run, Tool,
};

/// The whole log, with one run.
pub fn render(findings: &Findings<'_>) -> String {
    let report = Report::new(findings);
    let rules: Vec<Code> =
        report.findings.iter().map(|one| one.code).collect::<BTreeSet<_>>().into_iter().collect();
    let index: HashMap<Code, usize> = rules.iter().enumerate().map(|(index, code)| (*code, index)).collect();
    let mut fingerprints = Fingerprints::default();
    let run = Run {
        tool: Tool { driver: driver(&rules) },
        invocations: report.remainder().map(invocation).into_iter().collect(),
        artifacts: report.files.iter().map(|name| Artifact { location: artifact(name) }).collect(),
        results: report
            .findings
            .iter()
            .map(|one| result(one, index.get(&one.code).copied().unwrap_or_default(), &mut fingerprints))
            .collect(),
        column_kind: "unicodeCodePoints",
    };
    pretty(&Log { schema: model::SCHEMA, version: "2.1.0", runs: [run] })
}

fn driver(rules: &[Code]) -> Driver {
    Driver {
        name: env!("CARGO_PKG_NAME"),
        semantic_version: env!("CARGO_PKG_VERSION"),
        information_uri: Some(env!("CARGO_PKG_REPOSITORY")).filter(|uri| !uri.is_empty()),
        rules: rules.iter().map(|code| rule(*code)).collect(),
    }
}

fn rule(code: Code) -> Rule {
    let id = code.id();
    Rule {
        id,
        short_description: Message::new(code.summary()),
        full_description: Message::new(sentence(code.summary())),
        help: Message::new(format!(
            "{} `equipoise check --explain {id}` shows an example.",
            code.explanation().split("\n\n").next().unwrap_or_default(),
        )),
        default_configuration: Level { level: level(code.severity_in_check()) },
    }
}

/// SARIF's words for severities are ours.
fn level(severity: Severity) -> &'static str {
    severity.id()
}

fn invocation(remainder: String) -> Invocation {
    let message = Message::new(remainder);
    Invocation {
        execution_successful: true,
        tool_execution_notifications: [Notification { level: "warning", message }],
    }
}

fn result(finding: &Finding<'_>, rule_index: usize, fingerprints: &mut Fingerprints) -> ResultJson {
    let file = uri(&finding.spot.source.name);
    let related = |(spot, label): &(Spot<'_>, String)| RelatedLocation {
        id: 1,
        physical_location: physical(spot),
        message: Message::new(label.as_str()),
    };
    ResultJson {
        rule_id: finding.code.id(),
        rule_index,
        level: level(finding.severity),
        message: Message::new(match &finding.help {
            Some(help) => format!("{}\n\nHelp: {help}", finding.message),
            None => finding.message.clone(),
        }),
        locations: [Location { physical_location: physical(&finding.spot) }],
        related_locations: finding.related.iter().map(related).collect(),
        partial_fingerprints: Fingerprint { v1: fingerprints.next(finding, &file) },
    }
}

fn physical(spot: &Spot<'_>) -> PhysicalLocation {
    PhysicalLocation {
        artifact_location: artifact(&spot.source.name),
        region: Region {
            start_line: spot.start.line,
            start_column: spot.start.column,
            end_line: spot.end.line,
            end_column: spot.end.column,
        },
    }
}

fn artifact(name: &str) -> ArtifactLocation {
    ArtifactLocation { uri: uri(name) }
}

/// A path as a URI: relative as it was given, or `file:`. Everything that is not plain is percent-encoded, so that
/// the name is told exactly and can do no harm.
fn uri(name: &str) -> String {
    let mut path = name;
    while let Some(rest) = path.strip_prefix("./") {
        path = rest.trim_start_matches('/');
    }
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push('%');
            for nibble in [byte >> 4, byte & 15] {
                uri.extend(char::from_digit(u32::from(nibble), 16).map(|digit| digit.to_ascii_uppercase()));
            }
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_as_uris() {
        for (path, expected) in [
            ("a/b-c_d.yaml", "a/b-c_d.yaml"),
            ("./a.yaml", "a.yaml"),
            (".//a.yaml", "a.yaml"),
            ("../a b.yaml", "../a%20b.yaml"),
            ("/srv/ä#?%.yaml", "file:///srv/%C3%A4%23%3F%25.yaml"),
            ("c:\\a\n\"'.yaml", "c%3A%5Ca%0A%22%27.yaml"),
        ] {
            assert_eq!(uri(path), expected, "{path}");
        }
    }
}
