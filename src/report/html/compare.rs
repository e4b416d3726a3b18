//! What moved between two points or along a series, as a page: the ten-second top first, the whole below.

use std::io::{self, Write};

use askama::Template;

use super::{
    Frame, draw,
    trend::{Looks, Trend},
};
use crate::{
    framework::Kind,
    report::{
        compare::{ATTRIBUTION, CompareView, Direction, MATCHED, ROUNDED, SeriesRow, SeriesView},
        words,
    },
};

/// Draws a comparison; the frame says what stands around it.
///
/// # Errors
/// Where the stream cannot be written.
pub fn write(out: &mut dyn Write, view: &CompareView, mut frame: Frame) -> io::Result<()> {
    frame.draft.clone_from(&view.draft);
    Page { frame, view }.write_into(out)
}

/// Draws a series.
///
/// # Errors
/// Where the stream cannot be written.
pub fn write_series(out: &mut dyn Write, view: &SeriesView, mut frame: Frame) -> io::Result<()> {
    frame.draft.clone_from(&view.draft);
    Series { frame, view }.write_into(out)
}

#[derive(Template)]
#[template(path = "report/html/compare/page.html", config = "src/askama.toml", whitespace = "minimize")]
struct Page<'a> {
    frame: Frame,
    view: &'a CompareView,
}

#[derive(Template)]
#[template(path = "report/html/compare/series.html", config = "src/askama.toml", whitespace = "minimize")]
struct Series<'a> {
    frame: Frame,
    view: &'a SeriesView,
}

impl Page<'_> {
    /// The parts of the page below its top, each with the place to go to.
    fn contents(&self) -> Vec<(String, &str)> {
        if self.view.is_still() {
            return Vec::new();
        }
        let own = |id: &str, title| (id.to_owned(), title);
        let mut all = vec![own("figures", "Kinds and objectives"), own("levels", "Mechanisms, as levels")];
        all.extend(
            self.view.sections.iter().zip(1..).map(|(one, at): (_, usize)| (format!("part-{at}"), one.title)),
        );
        all.push(own("beside", "Beside the headline"));
        if !self.view.unmatched.is_empty() {
            all.push(own("asked", "Asked at one point only"));
        }
        if !self.view.people.is_empty() {
            all.push(own("people", "Who answered"));
        }
        all
    }
}

/// From so many points on, their numbers head the table, since their dates would not fit; those between the first and
/// the last three are left out where there is little room.
const LONG: usize = 5;

impl Series<'_> {
    fn is_long(&self) -> bool {
        self.view.labels.len() >= LONG
    }

    /// Whether a point may be left out where there is little room.
    fn is_between(&self, at: usize) -> bool {
        self.is_long() && at > 0 && at + 3 < self.view.labels.len()
    }

    /// The pictures: which rows of the table belong into one, and what it shows.
    fn pictures(&self) -> Vec<(&'static str, Trend)> {
        let of = |groups: &[&str]| -> Vec<&SeriesRow> {
            self.view.rows.iter().filter(|row| groups.contains(&row.group)).collect()
        };
        let picture = |title, groups: &[&str], looks| (title, Trend::series(&of(groups), looks));
        vec![
            picture("Strength and the three kinds of practice", &["", "Kinds"], Looks::Headline),
            picture("Support for each objective", &["Support"], Looks::Alike),
            picture("What is observed of each objective", &["Observed"], Looks::Alike),
        ]
    }
}
