//! `equipoise agenda`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::Context;
use super::scored::Scored;
use crate::report::agenda::{Agenda, MINUTES, markdown, terminal};

/// Write the steering committee's next meeting, ready to send
///
/// At most four items an hour, the first one easy to agree on (while most seats have not answered: who answers by
/// when): the largest disputes, what has not reached whom, and the
/// best next steps; each with the question to decide, what was said by role, and how its minutes are spent. Names,
/// date and place are left to be filled in.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  equipoise agenda examples/marlow-freight
  equipoise agenda examples/marlow-freight --minutes 90 -f terminal")]
pub(super) struct Arguments {
    /// Answers files, or folders of them; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How to write it
    #[arg(short, long, value_name = "FORMAT", default_value = "markdown")]
    format: Format,
    /// Where to write it; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// How long the meeting may take, from 10 to 480; one with little to decide is planned shorter
    #[arg(long, value_name = "N", default_value_t = 60,
        value_parser = clap::value_parser!(u16).range(i64::from(*MINUTES.start())..=i64::from(*MINUTES.end())))]
    minutes: u16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// To be sent, or edited first
    Markdown,
    /// To be read here, at the width of the terminal
    Terminal,
}

pub(super) fn run(arguments: &Arguments, context: &mut Context<'_, '_>) -> Result<ExitCode> {
    let scored = Scored::read(&arguments.files, context)?;
    let agenda = Agenda::new(
        scored.questionnaire(),
        &scored.assessment,
        &scored.respondents(),
        scored.settlement(),
        usize::from(arguments.minutes),
    );
    let drawn = match arguments.format {
        Format::Markdown => markdown(&agenda),
        Format::Terminal => {
            terminal(&agenda, context.width(), context.colour_out(arguments.output.as_deref()))
        }
    };
    context.deliver(arguments.output.as_deref(), drawn.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
