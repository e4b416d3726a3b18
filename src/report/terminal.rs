//! The view drawn on a terminal, or into a plain text file: first one screen of 80 columns and 24 lines that can be
//! read in ten seconds, then the detail.

mod bars;
mod overview;
mod people;
pub mod portfolio;
mod practice;
mod steps;

use std::io::{self, Write};

pub(super) use bars::bar;

use super::{page::Page, paint::Paint, view::View, words};

/// How to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Columns of the terminal; lines are kept to at most a hundred.
    pub width: usize,
    /// Whether to emphasise with colour.
    pub colour: bool,
    /// How much of it.
    pub extent: Extent,
}

/// How much of a result is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// The first screen alone.
    Overview,
    /// The first screen and what follows from it.
    Whole,
    /// Every list in full, and the appendix.
    Detail,
}

/// How many entries of a long list are drawn unless all are asked for.
const SHOWN: usize = 5;

/// Draws the view.
///
/// # Errors
/// Where the stream cannot be written.
pub fn write(out: &mut dyn Write, view: &View, options: Options) -> io::Result<()> {
    let mut page = Page::new(options.width, Paint::new(options.colour));
    overview::draw(&mut page, view);
    if options.extent != Extent::Overview {
        rest(&mut page, view, options.extent == Extent::Detail);
    }
    out.write_all(page.into_text().as_bytes())
}

fn rest(page: &mut Page, view: &View, detail: bool) {
    meaning(page, view);
    practice::objectives(page, view);
    practice::orientation(page, view);
    practice::guidelines(page, view);
    practice::mechanisms(page, view);
    steps::next(page, view, detail);
    steps::find_out(page, view, detail);
    people::alignment(page, view, detail);
    people::evidence(page, view);
    people::respondents(page, view, detail);
    if detail {
        people::appendix(page, view);
    }
    closing(page, view, detail);
}

/// What the number is and is not; the first thing under the screen.
fn meaning(page: &mut Page, view: &View) {
    page.heading("What this number is");
    page.paragraph(&format!("{} {}", view.headline.meaning, words::METHOD));
    page.paragraph(&view.change);
}

fn closing(page: &mut Page, view: &View, detail: bool) {
    page.blank();
    page.faint(&format!("{}. After {}.", view.questionnaire, view.source));
    let more = if detail { "" } else { " --detail shows every question." };
    page.faint(&format!("--explain ID says why a number is what it is.{more}"));
}

/// Draws the first entries of a list, or all, and says how many are left.
fn listed<T>(page: &mut Page, items: &[T], all: bool, mut draw: impl FnMut(&mut Page, &T)) {
    let shown = if all { items.len() } else { items.len().min(SHOWN) };
    for item in &items[..shown] {
        draw(page, item);
    }
    if shown < items.len() {
        page.faint(&format!("  and {} more (--detail shows all)", items.len() - shown));
    }
}
