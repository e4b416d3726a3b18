//! `equipoise align`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::Context;
use super::anonymity::Anonymity;
use super::scored::Scored;
use crate::error::Error;
use crate::report::align::{self, Edition, Material, Report};

/// Show who sees it differently: perception gaps, blind spots, disputes, pairs of roles
///
/// Several files, or a folder of them, are the respondents of one organization. With a single respondent there is
/// nothing to compare yet: it says so, and ends well (0). A settlement beside the answers is shown where it settled a
/// dispute; the figures stay those of the answers.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  equipoise align examples/marlow-freight
  equipoise align examples/marlow-freight --edition facilitator -f markdown")]
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
    /// For whom it is
    #[arg(long, value_name = "EDITION", default_value = "committee")]
    edition: For,
    #[command(flatten)]
    anonymity: Anonymity,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, at the width of the terminal
    Terminal,
    /// For machines: equipoise/alignment@1
    Json,
    /// To send round
    Markdown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum For {
    /// Levels, statements and facts only: to lay on the table
    Committee,
    /// Names, notes and hypotheses as well: for whoever prepares the meeting
    Facilitator,
}

pub(super) fn run(arguments: &Arguments, context: &mut Context<'_, '_>) -> Result<ExitCode> {
    let least = arguments.anonymity.least();
    if least.is_some() && arguments.edition == For::Facilitator {
        let message = "--anonymous leaves out all that the facilitator's edition is for: names, notes and what each \
                       role's answers may mean";
        return Err(Error::Usage(message.into()).into());
    }
    let scored = Scored::read(&arguments.files, context)?;
    let drawn = draw(arguments, &scored, least, context)?;
    context.deliver(arguments.output.as_deref(), &drawn)?;
    Ok(ExitCode::SUCCESS)
}

fn draw(
    arguments: &Arguments,
    scored: &Scored,
    least: Option<usize>,
    context: &Context<'_, '_>,
) -> Result<Vec<u8>> {
    let shown = scored.shown(least);
    let material = Material {
        questionnaire: scored.questionnaire(),
        assessment: &shown.assessment,
        answers: &shown.answers,
        settlement: scored.settlement(),
    };
    let edition = match arguments.edition {
        For::Committee => Edition::Committee,
        For::Facilitator => Edition::Facilitator,
    };
    let report = match least {
        Some(least) => Report::anonymous(material, least, shown.left_out),
        None => Report::new(material, edition),
    };
    let mut drawn = Vec::new();
    match arguments.format {
        Format::Terminal => {
            let colour = context.colour_out(arguments.output.as_deref());
            align::write(&mut drawn, &report.view(), context.width(), colour)?;
        }
        Format::Json => align::write_json(&mut drawn, &report)?,
        Format::Markdown => drawn = align::markdown(&report.view()).into_bytes(),
    }
    Ok(drawn)
}
