//! The first screen: what a CISO reads in ten seconds.

use super::bars;
use crate::report::{
    page::{Page, pad},
    paint::Tone,
    table::{Cell, Table},
    view::{Bar, CellView, Figure, View},
};
use crate::text::cut;

/// Columns for a mechanism's name in a sentence.
const NAME: usize = 48;

/// Draws it: at most 23 lines on 80 columns.
pub(super) fn draw(page: &mut Page, view: &View) {
    page.title(&view.organization, &format!("{} · {}", view.scope, view.headline.view_of));
    headline(page, view);
    page.blank();
    matrix(page, view);
    page.blank();
    kinds(page, view);
    weakest(page, view);
}

fn headline(page: &mut Page, view: &View) {
    let headline = &view.headline;
    let paint = page.paint;
    if headline.strength.share.is_some() {
        let words = paint.band(headline.strength.band, &headline.strength.with_band());
        let plain = format!("Strength  {}  ", headline.strength.with_band());
        let bar = bars::bar(page, headline.strength.share, page.width - plain.chars().count());
        page.line(&format!("{}  {}  {bar}", paint.strong("Strength"), paint.strong(&words)));
    } else {
        page.line(&paint.strong("Strength  no value yet"));
        for why in &headline.absent {
            page.item(why);
        }
    }
    if headline.absent.is_empty() {
        page.paragraph(&headline.meaning);
    }
    page.paragraph(&headline.counts);
    page.paragraph(&headline.could_be);
}

/// Support for objectives by kinds, with margins.
fn matrix(page: &mut Page, view: &View) {
    let narrow = page.width < 76;
    page.paragraph("Support for each objective by kind of mechanism, and what is observed:");
    let headings = if narrow {
        ["", "Techn.", "Integr.", "Social", "Support", "Observed"]
    } else {
        ["", "Technical", "Integration", "Social", "Support", "Observed"]
    };
    let mut table = Table::new(headings).bare(narrow);
    for row in &view.matrix.rows {
        let mut cells = vec![Cell::plain(row.name)];
        cells.extend(row.cells.iter().map(|cell| value(cell, narrow)));
        cells.push(figure(&row.support, narrow, ""));
        cells.push(value(&row.observed, narrow));
        table.row(cells);
    }
    let mut last = vec![Cell::plain("Overall")];
    last.extend(view.matrix.kinds.iter().chain([&view.matrix.whole]).map(|one| figure(one, narrow, "")));
    last.push(Cell::default());
    table.row(last);
    table.draw(page);
    page.faint(&bars::legend());
    page.faint(&view.matrix.marks().join("   "));
}

fn value(cell: &CellView, narrow: bool) -> Cell {
    if cell.empty {
        return Cell::plain("n/a");
    }
    let blank = if narrow { "" } else { " " };
    figure(&cell.figure, narrow, &cell.few.map(|few| format!("{blank}({few})")).unwrap_or_default())
}

fn figure(figure: &Figure, narrow: bool, after: &str) -> Cell {
    match figure.band {
        Some(band) => {
            let shade = bars::shade(band);
            let text = if narrow {
                format!("{shade}{:>4}{after}", figure.text)
            } else {
                format!("{shade}{shade} {:>4}{after}", figure.text)
            };
            Cell::toned(text, Some(Tone::Of(band)))
        }
        None => Cell::plain(figure.text.clone()),
    }
}

fn kinds(page: &mut Page, view: &View) {
    let widest = |text: fn(&Bar) -> String| {
        view.kinds.bars.iter().map(|bar| text(bar).chars().count()).max().unwrap_or_default()
    };
    let name = widest(|bar| bar.name.clone());
    let room = page.width.saturating_sub(name + 3 + widest(|bar| bar.figure.with_band()));
    let note = 2 + widest(|bar| bar.note.clone());
    let noted = note > 2 && room >= note + 10;
    let columns = if noted { room - note } else { room }.min(24);
    for bar in &view.kinds.bars {
        let drawn = bars::bar(page, bar.figure.share, columns);
        let words = page.paint.band(bar.figure.band, &bar.figure.with_band());
        let note = if noted { page.paint.faint(&bar.note) } else { String::new() };
        page.line(&format!("{}  {drawn} {words}  {note}", pad(&bar.name, name)));
    }
    let gap = match view.kinds.band {
        Some(band) => view.kinds.gap.replacen(band.name(), &page.paint.tone(Tone::Gap(band), band.name()), 1),
        None => view.kinds.gap.clone(),
    };
    page.paragraph(&gap);
}

fn weakest(page: &mut Page, view: &View) {
    let weakest = &view.weakest;
    let named: Vec<String> = weakest
        .mechanisms
        .iter()
        .map(|one| {
            format!("{}\u{a0}{}", cut(&one.name, NAME), page.paint.band(one.figure.band, &one.figure.text))
        })
        .collect();
    if named.is_empty() {
        return page.paragraph(&weakest.below);
    }
    let remark = match weakest.remark.as_str() {
        "" => String::new(),
        remark => format!(" ({remark})"),
    };
    page.paragraph(&format!(
        "{} {}{remark}. {}",
        page.paint.strong("Weakest, as level 0–5:"),
        named.join(", "),
        weakest.below
    ));
}
