//! The view drawn as markdown, for a wiki or a pull request comment: what counts stands open, long lists unfold.

mod overview;
mod people;
mod practice;
mod steps;

use std::io::{self, Write};

use super::{
    markup::{Inline, Markup},
    view::View,
    words,
};

/// Entries that a list may have before it folds.
const OPEN: usize = 5;

/// Respondents that stand open.
const RESPONDENTS: usize = 20;

/// Characters that GitHub takes in one comment.
pub const COMMENT_LIMIT: usize = 65_536;

/// Draws the view; in detail also the figures for specialists, and every question.
///
/// # Errors
/// Where the stream cannot be written.
pub fn write(out: &mut dyn Write, view: &View, detail: bool) -> io::Result<()> {
    let mut page = Markup::new();
    overview::draw(&mut page, view);
    practice::objectives(&mut page, view);
    steps::next(&mut page, view);
    steps::find_out(&mut page, view);
    people::alignment(&mut page, view);
    practice::orientation(&mut page, view);
    practice::guidelines(&mut page, view);
    practice::mechanisms(&mut page, view);
    people::evidence(&mut page, view);
    people::respondents(&mut page, view);
    if detail {
        people::appendix(&mut page, view);
    }
    closing(&mut page, view);
    out.write_all(page.into_text().as_bytes())
}

fn closing(page: &mut Markup, view: &View) {
    page.heading(3, "What this number is");
    page.paragraph(format!("{} {}", view.headline.meaning, words::METHOD));
    page.paragraph(&view.change);
    page.paragraph(Inline::code("--explain ID").then("says why a number is what it is."));
    page.paragraph(Inline::emphasis(&format!("{}. After {}.", view.questionnaire, view.source)));
}

/// Draws a list where it stands, or folded where it has more than `open` entries. `what` it is stands in the plural.
fn folded(page: &mut Markup, open: usize, number: usize, what: &str, draw: impl FnOnce(&mut Markup)) {
    if number > open {
        page.details(&format!("{number} {what}"), draw);
    } else {
        draw(page);
    }
}

/// Cells of plain text.
fn cells<const N: usize>(texts: [&str; N]) -> Vec<Inline> {
    texts.into_iter().map(Inline::from).collect()
}
