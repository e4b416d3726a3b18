//! `equipoise compare`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::Context;
use super::html_options::PageOptions;
use super::scored::Scored;
use super::versions::Versions;
use crate::answers::Answers;
use crate::answers::gather::same_organization;
use crate::assessment::comparison::{Point, compare, series};
use crate::error::Error;
use crate::report::compare::{
    CompareView, Period, SeriesView, Titles, json, labels, markdown,
    terminal::{self, Options},
};
use crate::report::html;

/// What moved between two points in time, and whether it is more than noise
///
/// Each point is a file or a folder of the same organization's answers. Questions are matched by id; what only one
/// point asks is listed and never guessed, and numbers are compared over what both ask.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  equipoise compare examples/marlow-freight examples/marlow-freight-2027-q1
  equipoise compare my-autumn my-spring --format html -o my-comparison.html
  equipoise compare --over-time examples/marlow-freight examples/marlow-freight-2027-q1 -f markdown")]
pub(super) struct Arguments {
    /// Two points in time, the earlier first: answers files, or folders of them; with --over-time two or more
    #[arg(required = true, num_args = 2.., value_names = ["BEFORE", "AFTER"])]
    points: Vec<PathBuf>,
    /// A series of points, in the order given
    #[arg(long)]
    over_time: bool,
    /// The questionnaire that an earlier point answers, where it is another version than the last one's; given several
    /// times, each serves the points that answer its version
    #[arg(long, value_name = "ID|PATH")]
    before_questionnaire: Vec<String>,
    /// How to show it
    #[arg(short, long, value_name = "FORMAT", default_value = "terminal")]
    format: Format,
    /// Where to write it; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Every question that moved
    #[arg(long)]
    detail: bool,
    #[command(flatten)]
    page: PageOptions,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, at the width of the terminal
    Terminal,
    /// For machines: equipoise/comparison@1, or equipoise/series@1 with --over-time
    Json,
    /// For documents and tickets, with every question that moved
    Markdown,
    /// One self-contained page for screen and paper, with every question that moved
    Html,
}

pub(super) fn run(arguments: &Arguments, context: &mut Context<'_, '_>) -> Result<ExitCode> {
    if !arguments.over_time && arguments.points.len() > 2 {
        let number = arguments.points.len();
        let message =
            format!("compare takes two points, and {number} were given; --over-time takes a series");
        return Err(Error::Usage(message).into());
    }
    if arguments.format != Format::Html {
        arguments.page.refuse()?;
    }
    let scored = read(arguments, context)?;
    let answers: Vec<Vec<&Answers>> = scored.iter().map(Scored::respondents).collect();
    let points: Vec<Point<'_>> =
        scored.iter().zip(&answers).map(|(one, answers)| point(one, answers)).collect();
    let options = Options {
        width: context.width(),
        colour: context.colour_out(arguments.output.as_deref()),
        detail: arguments.detail,
    };
    let drawn = if arguments.over_time {
        along(arguments, &scored[0], &points, options)?
    } else {
        between(arguments, &scored[0], [points[0], points[1]], options)?
    };
    context.deliver(arguments.output.as_deref(), &drawn)?;
    Ok(ExitCode::SUCCESS)
}

/// Reads every point, and refuses points that have nothing to do with each other.
fn read(arguments: &Arguments, context: &mut Context<'_, '_>) -> Result<Vec<Scored>> {
    let shared = context.catalog()?;
    let versions = Versions::read(&arguments.before_questionnaire, &shared, context)?;
    let mut points: Vec<Scored> = Vec::new();
    for path in &arguments.points {
        let point = versions.read_point(std::slice::from_ref(path), context)?;
        if let Some(first) = points.first() {
            belong_together(first, &point)?;
        }
        points.push(point);
    }
    Ok(points)
}

/// One organization, one questionnaire, one major version: within it an id keeps its meaning.
pub(super) fn belong_together(first: &Scored, other: &Scored) -> Result<()> {
    if let Some(problem) = same_organization(&first.gathered.files[0], &other.gathered.files[0]) {
        return Err(Error::problems(vec![problem.help("compare an organization with itself")]).into());
    }
    let (one, two) = (first.questionnaire(), other.questionnaire());
    let message = if one.id != two.id {
        format!("the points answer different questionnaires, `{}` and `{}`", one.id, two.id)
    } else if one.version.major == two.version.major {
        return Ok(());
    } else {
        format!(
            "the points answer `{}` {} and {}: another major version may mean other things by the same ids",
            one.id, one.version, two.version
        )
    };
    Err(Error::Input(format!("{message}; there is nothing to compare")).into())
}

pub(super) fn point<'a>(scored: &'a Scored, answers: &'a [&'a Answers]) -> Point<'a> {
    Point {
        questionnaire: scored.questionnaire(),
        answers,
        settlement: scored.settlement(),
        assessment: &scored.assessment,
    }
}

fn between(
    arguments: &Arguments,
    first: &Scored,
    points: [Point<'_>; 2],
    options: Options,
) -> Result<Vec<u8>> {
    let mut drawn = Vec::new();
    if arguments.format == Format::Json {
        let comparison = compare(points[0], points[1]);
        json::write(&mut drawn, first.organization(), points, &comparison)?;
        return Ok(drawn);
    }
    let view = view(points, first.organization());
    match arguments.format {
        Format::Markdown => markdown::write(&mut drawn, &view)?,
        Format::Html => {
            html::compare::write(&mut drawn, &view, arguments.page.frame(&view.organization)?)?;
        }
        Format::Terminal | Format::Json => terminal::write(&mut drawn, &view, options)?,
    }
    Ok(drawn)
}

/// What moved between two points, as it is shown to people.
pub(super) fn view(points: [Point<'_>; 2], organization: &str) -> CompareView {
    let comparison = compare(points[0], points[1]);
    let called = labels(&points.map(|point| Period::of(point.answers)), &["before", "after"]);
    let titles = Titles { organization, labels: [&called[0], &called[1]] };
    CompareView::new(points, &comparison, titles)
}

fn along(arguments: &Arguments, first: &Scored, points: &[Point<'_>], options: Options) -> Result<Vec<u8>> {
    let Some(series) = series(points) else { return Ok(Vec::new()) };
    let mut drawn = Vec::new();
    if arguments.format == Format::Json {
        json::write_series(&mut drawn, first.organization(), points, &series)?;
        return Ok(drawn);
    }
    let names: Vec<String> = arguments.points.iter().map(|path| name(path)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let periods: Vec<Option<Period>> = points.iter().map(|point| Period::of(point.answers)).collect();
    let view = SeriesView::new(points, &series, first.organization(), &labels(&periods, &names));
    match arguments.format {
        Format::Markdown => markdown::write_series(&mut drawn, &view)?,
        Format::Html => {
            html::compare::write_series(&mut drawn, &view, arguments.page.frame(&view.organization)?)?;
        }
        Format::Terminal | Format::Json => terminal::write_series(&mut drawn, &view, options)?,
    }
    Ok(drawn)
}

/// What a folder or a file is called, without where it lies.
fn name(path: &Path) -> String {
    path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
