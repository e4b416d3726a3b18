//! `equipoise plan`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::Context;
use super::scored::Scored;
use crate::assessment::plan::{Focus, Request, plan};
use crate::error::Error;
use crate::framework::{Kind, Objective};
use crate::questionnaire::Questionnaire;
use crate::report::{plan as drawn, view::PlanView};
use crate::text::{clean_line, nearest};

/// Steps where neither a number nor a budget nor targets are given.
const STEPS: usize = 10;

/// Plan the best next steps in order, with the strength after each
///
/// Each step raises one practice by one level: the one that gains most strength for its effort, with all computed anew
/// after it. What the respondents dispute is settled first and so is not in the plan; what nobody knows counts as
/// absent. With --targets the plan closes the gaps to the levels that the business wants, and says what stands in the
/// way of the rest.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  equipoise plan examples/marlow-freight --steps 5
  equipoise plan examples/marlow-freight --targets examples/marlow-freight-targets.yaml --budget 40")]
pub(super) struct Arguments {
    /// Answers files, or folders of them; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How many steps at most; without it 10, or with --budget or --targets as many as these allow
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    steps: Option<u16>,
    /// The most that the steps' efforts may sum to; one level takes 1 (days), 2 (weeks), 3 (months), 4 (about a year)
    /// or 5 (years). These are ranks, so a budget of 12 is four steps of months and no number of days
    #[arg(long, value_name = "EFFORT", value_parser = clap::value_parser!(u32).range(1..))]
    budget: Option<u32>,
    /// Levels that the business wants of mechanisms (equipoise/targets@1); only those below theirs are raised
    #[arg(long, value_name = "FILE")]
    targets: Option<PathBuf>,
    /// Keep to a kind, an objective or a mechanism; given several times, to any of them
    #[arg(long, value_name = "KIND|OBJECTIVE|MECHANISM")]
    only: Vec<String>,
    /// How to show it
    #[arg(short, long, value_name = "FORMAT", default_value = "terminal")]
    format: Format,
    /// Where to write it; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, at the width of the terminal
    Terminal,
    /// For machines: equipoise/plan@1
    Json,
    /// For an issue or a wiki: a table, and tasks to tick off
    Markdown,
}

pub(super) fn run(arguments: &Arguments, context: &mut Context<'_, '_>) -> Result<ExitCode> {
    let scored =
        Scored::read(&arguments.files, context)?.with_targets(arguments.targets.as_deref(), context)?;
    let questionnaire = scored.questionnaire();
    let only: Result<Vec<Focus>, Error> =
        arguments.only.iter().map(|name| focus(questionnaire, name)).collect();
    let only = only?;
    // A budget and targets say by themselves where a plan ends.
    let default = (scored.targets.is_none() && arguments.budget.is_none()).then_some(STEPS);
    let request = Request {
        steps: arguments.steps.map(usize::from).or(default),
        budget: arguments.budget,
        targets: scored.targets.as_ref(),
        only: &only,
    };
    let bytes = draw(arguments, &scored, &request, context)?;
    context.deliver(arguments.output.as_deref(), &bytes)?;
    Ok(ExitCode::SUCCESS)
}

fn draw(
    arguments: &Arguments,
    scored: &Scored,
    request: &Request<'_>,
    context: &Context<'_, '_>,
) -> Result<Vec<u8>> {
    let questionnaire = scored.questionnaire();
    let plan = plan(questionnaire, &scored.assessment, request);
    let view = || PlanView::new(questionnaire, &scored.assessment, &scored.respondents(), &plan, request);
    let mut bytes = Vec::new();
    match arguments.format {
        Format::Terminal => {
            let colour = context.colour_out(arguments.output.as_deref());
            drawn::write(&mut bytes, &view(), context.width(), colour)?;
        }
        Format::Markdown => bytes.extend(drawn::markdown(&view()).into_bytes()),
        Format::Json => {
            let (organization, assessment) = (scored.organization(), &scored.assessment);
            drawn::write_json(&mut bytes, questionnaire, organization, assessment, &plan, request)?;
        }
    }
    Ok(bytes)
}

/// What a plan is to keep to, by its id.
fn focus(questionnaire: &Questionnaire, name: &str) -> Result<Focus, Error> {
    let found = Kind::from_id(name)
        .map(Focus::Kind)
        .or_else(|| Objective::from_id(name).map(Focus::Objective))
        .or_else(|| questionnaire.mechanism(name).map(Focus::Mechanism));
    found.ok_or_else(|| {
        let mechanisms = questionnaire.mechanisms.iter().map(|one| one.id.as_str());
        let known = Kind::IDS.into_iter().chain(Objective::IDS).chain(mechanisms);
        let hint = nearest(name, known).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        Error::Usage(format!(
            "nothing to keep to is called `{}`{hint} (expected a kind, an objective or the id of a mechanism)",
            clean_line(name)
        ))
    })
}
