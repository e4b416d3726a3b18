//! Units side by side on a terminal: two tables, then what they show together.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::bars;
use crate::report::{
    page::Page,
    paint::{Paint, Tone},
    portfolio::{Ask, Figures, SpreadRow, UnitRow, View, objectives},
    table::{Cell, LongTable, Table},
    view::Figure,
    words,
};
use crate::text::cut;

/// Mechanisms about which somebody can be asked that are drawn; the JSON has all.
const ASKS: usize = 8;

/// The least columns in which a unit's name can be told from others.
const LEAST_NAME: usize = 12;

/// Units drawn between two writes.
const BATCH: usize = 256;

/// Draws the view, at so many columns.
///
/// # Errors
/// Where the stream cannot be written.
pub fn write(out: &mut dyn Write, view: &View<'_>, width: usize, colour: bool) -> io::Result<()> {
    let mut page = Page::new(width, Paint::new(colour));
    page.subheading(&view.title);
    page.faint(&view.questionnaire);
    page.blank();
    for sentence in &view.summary {
        page.paragraph(sentence);
    }
    strength(&mut page, out, view)?;
    kinds(&mut page, out, view)?;
    objective(&mut page, out, view)?;
    across(&mut page, view);
    asks(&mut page, view);
    page.pass_on(out)
}

/// Columns for a unit's name: what the figures leave, and no more than the longest takes. A longer one takes a second
/// line, so that two that begin alike are told apart.
fn name_column(page: &Page, view: &View<'_>, figures: usize) -> usize {
    let longest = view.rows().map(|row| row.name.width()).max().unwrap_or_default();
    longest.min(page.width.saturating_sub(figures)).max(LEAST_NAME)
}

/// One row for each unit that has a result; for the others, that they have none.
fn rows<const N: usize>(
    page: &mut Page,
    out: &mut dyn Write,
    view: &View<'_>,
    headings: [&str; N],
    figures: usize,
    cells: impl Fn(&Figures<'_>) -> Vec<Cell>,
) -> io::Result<()> {
    if page.width < figures + LEAST_NAME {
        return stacked(page, out, view, &headings, cells);
    }
    let room = name_column(page, view, figures);
    let line = |row: UnitRow<'_>| {
        let mut line = vec![Cell::plain(cut(row.name, 2 * room))];
        match &row.figures {
            Some(figures) => line.extend(cells(figures)),
            None => line.push(Cell::toned("no result", Some(Tone::Alert))),
        }
        line.resize(N, Cell::default());
        line
    };
    LongTable::new(&headings, narrow(page)).draw(page, out, || view.rows().map(line))
}

/// Where a table has no room for names: each unit's name, and below it what each column would say.
fn stacked(
    page: &mut Page,
    out: &mut dyn Write,
    view: &View<'_>,
    headings: &[&str],
    cells: impl Fn(&Figures<'_>) -> Vec<Cell>,
) -> io::Result<()> {
    for (number, row) in (1..).zip(view.rows()) {
        page.wrapped("", "  ", &cut(row.name, 2 * page.width));
        let said: Vec<String> = match &row.figures {
            Some(figures) => headings[1..]
                .iter()
                .zip(cells(figures))
                .map(|(heading, cell)| {
                    let text = cell.text().split_whitespace().collect::<Vec<_>>().join("\u{a0}");
                    format!("{heading}\u{a0}{text}")
                })
                .collect(),
            None => vec!["no result".to_owned()],
        };
        page.wrapped("    ", "    ", &said.join(", "));
        if number % BATCH == 0 {
            page.pass_on(out)?;
        }
    }
    page.pass_on(out)
}

fn narrow(page: &Page) -> bool {
    page.width < 76
}

fn strength(page: &mut Page, out: &mut dyn Write, view: &View<'_>) -> io::Result<()> {
    page.heading("Strength");
    page.paragraph(&view.order);
    page.blank();
    let (narrow, taken) = (narrow(page), if narrow(page) { 40 } else { 48 });
    rows(page, out, view, ["Unit", "Strength", "Could be", "Answered", "People"], taken, |figures| {
        let people = format!("{}{}", figures.people(), if figures.quick() { " q" } else { "" });
        let could_be = figures.could_be().unwrap_or_else(|| words::NO_VALUE.to_owned());
        let [could_be, answered, people] = [could_be, figures.answered(), people].map(Cell::plain);
        vec![figure(&figures.strength(), narrow), could_be, answered, people]
    })?;
    page.faint(&bars::legend());
    for remark in &view.remarks {
        page.faint(remark);
    }
    if !view.faults.is_empty() {
        page.blank();
        page.subheading("Without a result");
        for fault in &view.faults {
            page.item(fault);
        }
    }
    Ok(())
}

fn kinds(page: &mut Page, out: &mut dyn Write, view: &View<'_>) -> io::Result<()> {
    page.heading("The three kinds of mechanism that it rests on");
    let narrow = narrow(page);
    let (headings, taken) = if narrow {
        (["Unit", "Techn.", "Integr.", "Social", "Gap"], 37)
    } else {
        (["Unit", "Technical", "Integration", "Social", "Gap in points"], 55)
    };
    rows(page, out, view, headings, taken, |figures| {
        let mut cells: Vec<Cell> = figures.kinds().iter().map(|one| figure(one, narrow)).collect();
        cells.push(Cell::toned(figures.gap(), figures.gap_band().map(Tone::Gap)));
        cells
    })
}

fn objective(page: &mut Page, out: &mut dyn Write, view: &View<'_>) -> io::Result<()> {
    page.heading("Objectives: support, and what is observed");
    let [business, compliance, culture] = objectives();
    let taken = if narrow(page) { 36 } else { 44 };
    rows(page, out, view, ["Unit", business, compliance, culture], taken, |figures| {
        let pair = |(support, observed): (Figure, Figure)| {
            let text = format!("{:>4} / {:>4}", support.text, observed.text);
            Cell::toned(text, support.band.map(Tone::Of))
        };
        figures.support().into_iter().zip(figures.observed()).map(pair).collect()
    })?;
    page.faint(
        "Support that the mechanisms give / what is observed. – too little answered, or nothing asked",
    );
    Ok(())
}

fn figure(figure: &Figure, narrow: bool) -> Cell {
    match figure.band {
        Some(band) => {
            let shade = bars::shade(band);
            let shades = if narrow { shade.to_string() } else { format!("{shade}{shade} ") };
            Cell::toned(format!("{shades}{:>4}", figure.text), Some(Tone::Of(band)))
        }
        None => Cell::plain(figure.text.clone()),
    }
}

fn across(page: &mut Page, view: &View<'_>) {
    if view.rows().all(|row| row.figures.is_none()) {
        return;
    }
    page.heading("Across the whole");
    spreads(page, ["Kind", "Middle", "Lowest", "Highest", "Units"], &view.kinds);
    if !view.weakest.is_empty() {
        page.blank();
        page.subheading("Weakest mechanisms");
        spreads(page, ["Mechanism", "Middle", "Lowest", "Highest", "Units"], &view.weakest);
        page.faint(&view.weakest_remark);
    }
}

fn spreads(page: &mut Page, headings: [&str; 5], rows: &[SpreadRow]) {
    let mut table = Table::new(headings).bare(page.width < 76);
    for row in rows {
        let toned = |figure: &Figure| Cell::toned(figure.text.clone(), figure.band.map(Tone::Of));
        table.row(vec![
            Cell::plain(&row.name),
            toned(&row.median),
            toned(&row.low),
            toned(&row.high),
            Cell::plain(row.units.to_string()),
        ]);
    }
    table.draw(page);
}

fn asks(page: &mut Page, view: &View<'_>) {
    if view.asks.is_empty() && view.nowhere.is_empty() {
        return;
    }
    page.heading("Whom to ask how");
    if !view.asks.is_empty() {
        page.paragraph(&view.asks_remark);
    }
    for ask in view.asks.iter().take(ASKS) {
        page.item(&sentence(page, ask));
    }
    if view.asks.len() > ASKS {
        page.faint(&format!("  and {} more (-f json has all)", view.asks.len() - ASKS));
    }
    page.paragraph(&view.nowhere);
}

fn sentence(page: &Page, ask: &Ask) -> String {
    let mechanism = page.paint.strong(&format!("{}:", ask.mechanism));
    format!("{mechanism} {} could ask {}.", ask.weak, ask.strong)
}
