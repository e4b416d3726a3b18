//! `equipoise score`.

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
  equipoise score examples/marlow-freight/ciso.yaml --explain social")]
pub(super) struct Arguments {
    /// Answers files, or folders of them; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
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
    /// Also the figures for specialists, and every question
    #[arg(long)]
    detail: bool,
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
    /// One self-contained page for screen and paper
    Html,
}

pub(super) fn run(arguments: &Arguments, context: &mut Context<'_, '_>) -> Result<ExitCode> {
    if arguments.format != Format::Html {
        arguments.html.refuse()?;
    }
    let scored = Scored::read(&arguments.files, context)?;
    let drawn = draw(arguments, &scored, context)?;
    context.deliver(arguments.output.as_deref(), &drawn)?;
    Ok(ExitCode::SUCCESS)
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
    context.note(&format!("what follows from it: {command}"));
    Ok(ExitCode::SUCCESS)
}

fn draw(arguments: &Arguments, scored: &Scored, context: &Context<'_, '_>) -> Result<Vec<u8>> {
    let questionnaire = scored.questionnaire();
    let (width, colour) = (context.width(), context.colour_out(arguments.output.as_deref()));
    let least = arguments.anonymity.least();
    if least.is_some() && (arguments.explain.is_some() || arguments.format == Format::Json) {
        let message =
            "--anonymous is for reports that people read: --explain and json tell what each role said";
        return Err(Error::Usage(message.into()).into());
    }
    let mut drawn = Vec::new();
    if let Some(name) = &arguments.explain {
        let target = explained::target(questionnaire, name).map_err(Error::Usage)?;
        let (respondents, settlement) = (scored.respondents(), scored.settlement());
        let explanation = explain(questionnaire, &respondents, settlement, &scored.assessment, target);
        match arguments.format {
            Format::Terminal => explained::write(&mut drawn, questionnaire, &explanation, width, colour)?,
            Format::Json => {
                explained::write_json(&mut drawn, questionnaire, scored.organization(), &explanation)?;
            }
            Format::Html => {
                return Err(Error::Usage("--explain is for --format terminal or json".to_owned()).into());
            }
        }
        return Ok(drawn);
    }
    match arguments.format {
        Format::Terminal => {
            let extent = if arguments.detail { Extent::Detail } else { Extent::Whole };
            terminal::write(&mut drawn, &scored.view(least), Options { width, colour, extent })?;
        }
        Format::Json => {
            json::write(&mut drawn, questionnaire, scored.organization(), &scored.assessment)?;
        }
        Format::Html => html::write(&mut drawn, &scored.view(least), &arguments.html.read()?)?,
    }
    Ok(drawn)
}
