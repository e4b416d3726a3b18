//! Many units side by side as one self-contained page.

use std::io::{self, Write};

use askama::Template;

use super::{Frame, draw};
use crate::{
    assessment::Band,
    framework::Kind,
    report::{
        portfolio::{Figures, View, objectives},
        view::Figure,
        words,
    },
};

/// The style of every page, then what a table of many columns needs on top of it.
const STYLE: &str = concat!(include_str!("report.css"), include_str!("portfolio.css"));

/// Draws the view; `frame` is what stands around it.
///
/// # Errors
/// Where the stream cannot be written.
pub fn write(out: &mut dyn Write, view: &View<'_>, frame: Frame) -> io::Result<()> {
    let kind_names = Kind::ALL.map(words::kind);
    Page { frame: frame.styled(STYLE), view, kind_names, objective_names: objectives() }.write_into(out)
}

#[derive(Template)]
#[template(path = "report/html/portfolio.html", config = "src/askama.toml", whitespace = "minimize")]
struct Page<'a> {
    frame: Frame,
    view: &'a View<'a>,
    kind_names: [&'static str; 3],
    objective_names: [&'static str; 3],
}

/// A cell of the heat map.
struct Tile {
    /// The column, for where the head is out of sight.
    label: &'static str,
    figure: Figure,
    /// What stands beside the value; may be empty.
    beside: String,
}

impl Page<'_> {
    fn strength(figures: &Figures<'_>) -> Tile {
        let beside = figures.could_be().map(|range| format!("could be {range}")).unwrap_or_default();
        Tile { label: "Strength", figure: figures.strength(), beside }
    }

    fn kinds(figures: &Figures<'_>) -> impl Iterator<Item = Tile> {
        let labels = Kind::ALL.into_iter().map(words::kind);
        labels.zip(figures.kinds()).map(|(label, figure)| Tile { label, figure, beside: String::new() })
    }

    fn objectives(figures: &Figures<'_>) -> impl Iterator<Item = Tile> {
        let tile = |((label, figure), observed): ((&'static str, Figure), Figure)| Tile {
            label,
            figure,
            beside: format!("observed {}", observed.text),
        };
        objectives().into_iter().zip(figures.support()).zip(figures.observed()).map(tile)
    }
}
