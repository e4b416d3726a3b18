//! `equipoise score`.

mod baseline;
mod tables;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::Context;
use super::anonymity::Anonymity;
use super::html_options::HtmlOptions;
use super::scored::Scored;
use crate::assessment::explain;
use crate::error::Error;
use crate::report::{
    compare::CompareView,
    explain as explained, html, json,
    terminal::{self, Extent, Options},
};
use crate::text::shell_word;

/// Score saved answers: the result, or why one number is what it is
///
/// Several files, or a folder of them, are the respondents of one organization. The numbers say how strong the
/// practice is as these people describe it, not how secure the organization is.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  equipoise score examples/marlow-freight
  equipoise score examples/marlow-freight/ciso.yaml --explain social
  equipoise score examples/marlow-freight --format csv --table questions
  equipoise score examples/marlow-freight --format xlsx -o my-result.xlsx
  equipoise score my-spring --baseline my-autumn --format html -o my-report.html")]
pub(super) struct Arguments {
    /// Answers files, or folders of them; `-` is standard input
    #[arg(required_unless_present = "baseline", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How to show it
    #[arg(short, long, value_name = "FORMAT", default_value = "terminal")]
    format: Format,
    /// Where to write it; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Why is this number what it is? overall, an objective, a kind, OBJECTIVE.KIND, a mechanism or a question
    #[arg(long, value_name = "WHAT")]
    explain: Option<String>,
    /// Levels that the business wants of mechanisms, shown beside those they have (equipoise/targets@1)
    #[arg(long, value_name = "FILE", conflicts_with = "explain")]
    targets: Option<PathBuf>,
    /// An earlier assessment of the same organization: --format html then shows what moved since
    #[arg(long, value_name = "FILE", num_args = 1..)]
    baseline: Vec<PathBuf>,
    /// The questionnaire that the baseline answers, where it is another version
    #[arg(long, value_name = "ID|PATH", requires = "baseline")]
    before_questionnaire: Vec<String>,
    /// Also the figures for specialists, and every question
    #[arg(long)]
    detail: bool,
    #[command(flatten)]
    tables: tables::Options,
    #[command(flatten)]
    anonymity: Anonymity,
    #[command(flatten)]
    html: HtmlOptions,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, at the width of the terminal
    Terminal,
    /// For machines: equipoise/result@1, or equipoise/explanation@1 with --explain
    Json,
    /// For a wiki or a pull request comment, as GitHub reads it
    Markdown,
    /// A tidy long table, for DuckDB, pandas, R or Spark; --table says which
    Csv,
    /// A workbook with charts, for Excel or LibreOffice
    Xlsx,
    /// One self-contained page for screen and paper
    Html,
}

pub(super) fn run(arguments: &Arguments, context: &mut Context<'_, '_>) -> Result<ExitCode> {
    refuse(arguments, context)?;
    baseline::refuse(arguments)?;
    let catalog = context.catalog()?;
    let scored = Scored::read_with(&arguments.files, &catalog, context)?
        .with_targets(arguments.targets.as_deref(), context)?;
    let moved = baseline::moved(arguments, &scored, &catalog, context)?;
    let drawn = draw(arguments, &scored, moved, context)?;
    context.deliver(arguments.output.as_deref(), &drawn)?;
    Ok(ExitCode::SUCCESS)
}

/// Refuses options that do not go together, before anything is read.
fn refuse(arguments: &Arguments, context: &Context<'_, '_>) -> Result<()> {
    if arguments.format != Format::Html {
        arguments.html.refuse()?;
    }
    let explained = arguments.explain.is_some();
    let attributed = matches!(arguments.format, Format::Json | Format::Csv | Format::Xlsx);
    let wrong = if arguments.anonymity.least().is_some() && (explained || attributed) {
        "--anonymous is for reports that people read: --explain, json, csv and xlsx tell what each role said"
    } else if explained && !matches!(arguments.format, Format::Terminal | Format::Json) {
        "--explain is told on the terminal or as --format json only"
    } else {
        return tables::refuse(arguments, context);
    };
    Err(Error::Usage(wrong.to_owned()).into())
}

/// Shows the first screen of one file's result, and how to see the rest.
pub(super) fn show(file: &Path, context: &mut Context<'_, '_>) -> Result<ExitCode> {
    let scored = Scored::read(&[file.to_owned()], context)?;
    let options =
        Options { width: context.width(), colour: context.colour_out(None), extent: Extent::Overview };
    let mut drawn = Vec::new();
    terminal::write(&mut drawn, &scored.view(None), options)?;
    context.deliver(None, &drawn)?;
    let mut command = format!("equipoise score {}", shell_word(&file.display().to_string()));
    if let Some(named) = context.questionnaire() {
        command.extend([" -q ", &shell_word(named)]);
    }
    context.note_command("what follows from it", &command);
    Ok(ExitCode::SUCCESS)
}

fn draw(
    arguments: &Arguments,
    scored: &Scored,
    moved: Option<CompareView>,
    context: &Context<'_, '_>,
) -> Result<Vec<u8>> {
    let questionnaire = scored.questionnaire();
    let (width, colour) = (context.width(), context.colour_out(arguments.output.as_deref()));
    let least = arguments.anonymity.least();
    let mut drawn = Vec::new();
    if let Some(name) = &arguments.explain {
        let target = explained::target(questionnaire, name).map_err(Error::Usage)?;
        let (respondents, settlement) = (scored.respondents(), scored.settlement());
        let explanation = explain(questionnaire, &respondents, settlement, &scored.assessment, target);
        match arguments.format {
            Format::Json => {
                explained::write_json(&mut drawn, questionnaire, scored.organization(), &explanation)?;
            }
            _ => explained::write(&mut drawn, questionnaire, &explanation, width, colour)?,
        }
        return Ok(drawn);
    }
    match arguments.format {
        Format::Terminal => {
            let extent = if arguments.detail { Extent::Detail } else { Extent::Whole };
            terminal::write(&mut drawn, &scored.view(least), Options { width, colour, extent })?;
        }
        Format::Json => {
            let (organization, assessment) = (scored.organization(), &scored.assessment);
            match &scored.targets {
                Some(targets) => {
                    json::write_with_targets(&mut drawn, questionnaire, organization, assessment, targets)?;
                }
                None => json::write(&mut drawn, questionnaire, organization, assessment)?,
            }
        }
        Format::Markdown => tables::markdown(&mut drawn, arguments, scored)?,
        Format::Csv => tables::csv(&mut drawn, arguments, scored)?,
        Format::Xlsx => tables::xlsx(&mut drawn, scored)?,
        Format::Html => {
            let view = scored.view(least);
            let view = match moved {
                Some(moved) => view.with_baseline(moved),
                None => view,
            };
            html::write(&mut drawn, &view, &arguments.html.read()?)?;
        }
    }
    Ok(drawn)
}
