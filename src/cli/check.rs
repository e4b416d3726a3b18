//! `equipoise check`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Context;
use crate::answers::gather::{Unusable, read_source};
use crate::check::{Checked, Discretion, Request, check, hostile};
use crate::diagnostic::{
    self, Code, Diagnostic, Findings, Loaded, Severity, Style, github, json, junit, sarif,
};
use crate::error::{Error, FOUND};
use crate::policy::{self, Policy};
use crate::questionnaire::Questionnaire;
use crate::text::{clean_line, count, nearest};

/// Check saved answers, for people and for CI
///
/// Reports everything that is wrong with answers, and with --policy where their result falls short of it. What it
/// prints may be read by everybody who sees the CI log: it quotes no note, no artifact, no name and no answer, and of a
/// line in an answers file it shows the keys only.
///
/// Exits with 1 where there is an error (with --strict, a warning), and with 3 where a file cannot be opened.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  equipoise check examples/marlow-freight
  equipoise check --explain draft
  equipoise check my-answers --policy my-policy.yaml --baseline ../main/my-answers --strict")]
pub(super) struct Arguments {
    /// Answers files, or folders of them; `-` is standard input
    #[arg(required_unless_present_any = ["explain", "list_codes"], value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What the result has to reach
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    /// Answers that the result may not fall behind: by no more than the policy tolerates, or where it says nothing, at all
    #[arg(long, value_name = "FILE", num_args = 1..)]
    baseline: Vec<PathBuf>,
    /// The day to check for, YYYY-MM-DD; today (UTC) where nothing is said
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
    /// How to show it
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Where to write it; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Warnings are errors
    #[arg(long)]
    strict: bool,
    /// What does this code mean?
    #[arg(long, value_name = "CODE", exclusive = true)]
    explain: Option<String>,
    /// List every code, how grave it is, and what it means
    #[arg(long, exclusive = true)]
    list_codes: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// Workflow commands, which annotate a pull request
    Github,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// JUnit XML, for the test reports of GitLab, Jenkins and others
    Junit,
    /// For programs: equipoise/findings@1
    Json,
}

/// Files from which on a person wonders what takes so long.
const MANY: usize = 200;

pub(super) fn run(arguments: &Arguments, context: &mut Context<'_, '_>) -> Result<ExitCode> {
    if arguments.list_codes {
        return list_codes(context);
    }
    if let Some(code) = &arguments.explain {
        return explain(code, context);
    }
    let mut discretion = Discretion::default();
    let mut checked = checked(arguments, context, &mut discretion)?;
    discretion.point(&mut checked.findings);
    if arguments.strict {
        for finding in &mut checked.findings {
            finding.severity = Severity::Error;
        }
    }
    for note in &checked.notes {
        context.note(note);
    }
    if checked.waived > 0 {
        context.note(&format!("{} excused by a waiver", count(checked.waived, "finding")));
    }
    let output = arguments.output.as_deref();
    let all = Findings { findings: &checked.findings, files: &checked.files };
    let drawn = match arguments.format {
        Format::Text => {
            let style = Style { colour: context.colour_out(output), width: context.width() };
            text(&checked, style, &discretion)
        }
        Format::Github => github::render(&all),
        Format::Sarif => sarif::render(&all),
        Format::Junit => junit::render(&all),
        Format::Json => json::render(&all),
    };
    context.deliver(output, drawn.as_bytes())?;
    if !checked.unreadable.is_empty() {
        return Err(Error::from(Unusable { problems: Vec::new(), unreadable: checked.unreadable }).into());
    }
    let found = diagnostic::any_error(&checked.findings);
    Ok(if found { ExitCode::from(FOUND) } else { ExitCode::SUCCESS })
}

/// Checks the files, and says whose lines may be shown.
fn checked(
    arguments: &Arguments,
    context: &mut Context<'_, '_>,
    discretion: &mut Discretion,
) -> Result<Checked> {
    let catalog = match context.catalog() {
        Ok(catalog) => catalog,
        Err(error) => return questionnaire_problems(error, discretion),
    };
    let questionnaire = catalog.default_one().map_err(Error::problems)?;
    let mut problems = Vec::new();
    let policy = match &arguments.policy {
        Some(path) => policy(path, &questionnaire, &mut problems, discretion)?,
        None => None,
    };
    let today = arguments.today.unwrap_or_else(|| Timestamp::now().to_zoned(TimeZone::UTC).date());
    let request = Request {
        paths: &arguments.files,
        baseline: &arguments.baseline,
        policy: policy.as_ref(),
        catalog: &catalog,
        today,
    };
    let watched = context.streams().err_is_terminal;
    let mut watch = |done, of| {
        if of >= MANY {
            context.progress("checked", done, of, "files");
        }
    };
    let mut checked = check(request, watched.then_some(&mut watch));
    checked.findings.append(&mut problems);
    checked.files.extend(arguments.policy.iter().map(|path| path.display().to_string()));
    Ok(checked)
}

/// A questionnaire of one's own that makes no sense is a finding, and nothing can be checked with it.
fn questionnaire_problems(error: anyhow::Error, discretion: &mut Discretion) -> Result<Checked> {
    match error.downcast::<Error>()? {
        Error::Invalid(Unusable { problems, unreadable }) if unreadable.is_empty() => {
            let mut findings = problems;
            if let Some(source) = findings.first().map(|problem| Arc::clone(&problem.place.source)) {
                discretion.open(&source, &mut findings);
            }
            let files = findings.first().map(|problem| problem.place.source.name.clone());
            Ok(Checked { findings, files: files.into_iter().collect(), ..Checked::default() })
        }
        other => Err(other.into()),
    }
}

/// The policy, where it makes sense; what is wrong with it is a finding.
fn policy(
    path: &Path,
    questionnaire: &Questionnaire,
    problems: &mut Vec<Diagnostic>,
    discretion: &mut Discretion,
) -> Result<Option<Policy>> {
    let source = match read_source(path) {
        Ok(source) => source,
        Err(unusable) if unusable.unreadable.is_empty() => {
            problems.extend(unusable.problems);
            return Ok(None);
        }
        Err(unusable) => return Err(Error::from(unusable).into()),
    };
    let (policy, mut found) = match policy::load(&source, questionnaire) {
        Ok(Loaded { value, mut warnings }) => {
            warnings.extend(hostile(&source));
            (Some(value), warnings)
        }
        Err(found) => (None, found),
    };
    discretion.open(&source, &mut found);
    problems.append(&mut found);
    Ok(policy)
}

fn text(checked: &Checked, style: Style, discretion: &Discretion) -> String {
    let mut drawn = diagnostic::render_veiled(&checked.findings, style, &|source| discretion.veil(source));
    if !drawn.is_empty() {
        drawn.push('\n');
    }
    let of =
        |severity: Severity| checked.findings.iter().filter(|finding| finding.severity == severity).count();
    let files = count(checked.files.len(), "file");
    let _ = match (of(Severity::Error), of(Severity::Warning)) {
        (0, 0) => writeln!(drawn, "{files} checked: nothing found"),
        (errors, warnings) => {
            writeln!(drawn, "{files} checked: {}, {}", count(errors, "error"), count(warnings, "warning"))
        }
    };
    drawn
}

fn list_codes(context: &mut Context<'_, '_>) -> Result<ExitCode> {
    let mut list = String::new();
    for code in Code::ALL {
        let severity = code.severity_in_check().id();
        let _ = writeln!(list, "{:<24} {severity:<8} {}", code.id(), code.summary());
    }
    context.deliver(None, list.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn explain(id: &str, context: &mut Context<'_, '_>) -> Result<ExitCode> {
    let Some(code) = Code::from_id(id) else {
        let hint = match nearest(id, Code::IDS) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`equipoise check --list-codes` lists them all".into(),
        };
        return Err(Error::Usage(format!("there is no code `{}`; {hint}", clean_line(id))).into());
    };
    let text = explanation(code, context.width());
    context.deliver(None, text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// Head, paragraph, example.
fn explanation(code: Code, width: usize) -> String {
    let (paragraph, example) = code.explanation().split_once("\n\n").unwrap_or_default();
    let mut text = format!("{} ({}): {}\n\n", code.id(), code.severity_in_check().id(), code.summary());
    text.push_str(&textwrap::fill(paragraph, width.min(100)));
    text.push_str("\n\n");
    for line in example.lines().filter(|line| !line.starts_with("```")) {
        let _ = writeln!(text, "    {line}");
    }
    text
}
