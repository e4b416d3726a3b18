//! `equipoise portfolio`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use super::Context;
use super::html_options::PageOptions;
use crate::answers::gather::Unusable;
use crate::error::Error;
use crate::portfolio::{self, Portfolio, Sort, Surveyed};
use crate::report::portfolio::{View, csv, json};
use crate::report::{html, terminal};
use crate::text::{count, plural};

/// Many organizations or units side by side
///
/// A folder that holds answers is one unit. A folder that holds only folders stands for these, and so down the tree.
/// Says where the units stand, what is weakest across the whole, and which unit could tell another how. It is no
/// league: units differ in size, in their duties and in who answered.
///
/// A folder that holds answers and folders with answers too is one unit all the same; the result says that these are
/// passed over, and the exit code is 3.
///
/// A unit that cannot be used says why in its row, and the others go on; the exit code is then 3. All units answer one
/// questionnaire: answers to another are such a problem, and `equipoise check FOLDER` shows it in full.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  equipoise portfolio examples/portfolio
  equipoise portfolio examples/portfolio examples/marlow-freight --sort social -f csv
  equipoise portfolio examples/portfolio -f html --marking Internal -o my-units.html")]
pub(super) struct Arguments {
    /// Units' folders, or folders of them
    #[arg(required = true, value_name = "FOLDER")]
    folders: Vec<PathBuf>,
    /// How to show it
    #[arg(short, long, value_name = "FORMAT", default_value = "terminal")]
    format: Format,
    /// Where to write it; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// In which order the units stand; those without a value come last
    #[arg(long, value_name = "BY", default_value = "folder", value_parser = sorts())]
    sort: Sort,
    #[command(flatten)]
    page: PageOptions,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, at the width of the terminal
    Terminal,
    /// For programs: equipoise/portfolio@1
    Json,
    /// For spreadsheets and statistics: one row a unit
    Csv,
    /// One self-contained page for screen and paper
    Html,
}

fn sorts() -> impl TypedValueParser<Value = Sort> {
    let value = |sort: Sort| PossibleValue::new(sort.id()).help(format!("By {}", sort.name()));
    PossibleValuesParser::new(Sort::ALL.map(value))
        .try_map(|id| Sort::from_id(&id).ok_or("there is no such order"))
}

/// Units from which on a person wonders what takes so long.
const MANY: usize = 200;
/// Problems of one unit that are drawn.
const DRAWN: usize = 5;
/// Notes that are told one by one.
const NOTES: usize = 10;

pub(super) fn run(arguments: &Arguments, context: &mut Context<'_, '_>) -> Result<ExitCode> {
    if arguments.format != Format::Html {
        arguments.page.refuse()?;
    }
    let catalog = context.catalog()?;
    let watched = context.streams().err_is_terminal;
    let mut watch = |done, of| {
        if of >= MANY {
            context.progress("read", done, of, "units");
        }
    };
    let surveyed = portfolio::survey(&arguments.folders, &catalog, watched.then_some(&mut watch))
        .map_err(Error::problems)?;
    let units = surveyed.portfolio.units.len();
    let usable = surveyed.portfolio.usable();
    let portfolio = tell(surveyed, context);
    if usable == 0 {
        let message = format!("none of {} can be used", count(units, "folder"));
        return Err(Error::Input(message).into());
    }
    deliver(arguments, &portfolio, context)?;
    let whole = usable == units && portfolio.mixed.is_empty();
    Ok(if whole { ExitCode::SUCCESS } else { ExitCode::from(3) })
}

/// Writes the result as it is drawn: of ten thousand units it is larger than all that is kept of them.
fn deliver(arguments: &Arguments, portfolio: &Portfolio, context: &mut Context<'_, '_>) -> Result<()> {
    let (output, sort) = (arguments.output.as_deref(), arguments.sort);
    let (width, colour) = (context.width(), context.colour_out(output));
    match arguments.format {
        Format::Terminal => {
            let view = View::new(portfolio, sort);
            context.deliver_drawn(output, |out| terminal::portfolio::write(out, &view, width, colour))
        }
        Format::Json => context.deliver_drawn(output, |out| json::write(out, portfolio, sort)),
        Format::Csv => context.deliver_drawn(output, |out| csv::write(out, portfolio, sort)),
        Format::Html => {
            let view = View::new(portfolio, sort);
            let frame = arguments.page.frame(&view.title)?;
            context.deliver_drawn(output, |out| html::portfolio::write(out, &view, frame))
        }
    }
}

/// Says what is not part of the result: what was passed over, which units cannot be used, how many warnings there are.
fn tell(surveyed: Surveyed, context: &mut Context<'_, '_>) -> Portfolio {
    let Surveyed { portfolio, notes, unusable } = surveyed;
    for note in notes.iter().take(NOTES) {
        context.note(note);
    }
    if notes.len() > NOTES {
        context.note(&format!("and {}", count(notes.len() - NOTES, "more note")));
    }
    let broken = portfolio.units.len() - portfolio.usable();
    let told = unusable.len();
    for (name, mut why) in unusable {
        let left = why.problems.len().saturating_sub(DRAWN);
        why.problems.truncate(DRAWN);
        let Unusable { problems, unreadable } = why;
        context.report(&Error::from(Unusable { problems, unreadable }).into());
        if left > 0 {
            context.note(&format!("and {} in {name}", count(left, "more problem")));
        }
    }
    if broken > told {
        let (more, have) =
            (count(broken - told, "more unit"), if broken - told == 1 { "has" } else { "have" });
        context.note(&format!("{more} {have} no result; the rows say why"));
    }
    let of = |number: fn(&portfolio::Unit) -> usize| {
        let numbers = portfolio.units.iter().map(number).filter(|number| *number > 0);
        (numbers.clone().sum::<usize>(), numbers.count())
    };
    let (warnings, units) = of(|unit| unit.warnings);
    if warnings > 0 {
        let units = count(units, "unit");
        context
            .note(&format!("{} in {units}; `equipoise check FOLDER` shows them", count(warnings, "warning")));
    }
    let (files, units) = of(|unit| unit.passed_over);
    if files > 0 {
        let were = if files == 1 { "was" } else { "were" };
        context.note(&format!(
            "{files} {} in {} {were} passed over",
            plural(files, "file"),
            count(units, "unit")
        ));
    }
    portfolio
}
