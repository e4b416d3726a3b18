//! The view drawn on a terminal, or into a plain text file: first one screen of 80 columns and 24 lines that can be
//! read in ten seconds, then the tables, then what to talk about.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::view::{DisputeView, Grid, GridRow, HypothesisView, PlaceView, View};
use crate::report::{
    page::Page,
    paint::{Paint, Tone},
    table::{Cell, Table},
    terminal::bar,
};

/// Columns at least for what a table's row is about.
const NAME: usize = 20;

/// Draws the view at a width in columns; lines are kept to at most a hundred.
///
/// # Errors
/// Where the stream cannot be written.
pub fn write(out: &mut dyn Write, view: &View, width: usize, colour: bool) -> io::Result<()> {
    let mut page = Page::new(width, Paint::new(colour));
    page.title(&view.organization, &view.who);
    page.faint(&view.attribution);
    if !view.caveat.is_empty() {
        page.paragraph(&view.caveat);
    }
    if view.alone.is_empty() {
        top(&mut page, view);
        tables(&mut page, view);
        chain(&mut page, view);
        not_reached(&mut page, view);
        disputes(&mut page, view);
        scales(&mut page, view);
        scope_disputes(&mut page, view);
        list(&mut page, "Differences within a role", &view.within_roles);
        hypotheses(&mut page, view);
    } else {
        page.blank();
        for line in &view.alone {
            page.paragraph(line);
        }
        list(&mut page, "Differences within a role", &view.within_roles);
    }
    list(&mut page, "Who answered", &view.people);
    if view.alone.is_empty() {
        list(&mut page, "How to read it", &view.method);
    }
    page.blank();
    page.faint(&view.questionnaire);
    out.write_all(page.into_text().as_bytes())
}

/// At most 23 lines on 80 columns, with the title.
fn top(page: &mut Page, view: &View) {
    page.blank();
    let lead = format!("Agreement  {}", view.top.agreement);
    let drawn = bar(page, view.top.share, page.width.saturating_sub(lead.width() + 2));
    page.line(&format!("{}  {drawn}", page.paint.strong(&lead)));
    page.paragraph(&view.top.words);
    page.blank();
    for block in &view.top.blocks {
        page.wrapped("", "  ", &format!("{} {}", page.paint.strong(&format!("{}:", block.lead)), block.text));
    }
}

fn tables(page: &mut Page, view: &View) {
    page.heading("Who puts each mechanism where");
    grid(page, &view.levels);
    if !view.gaps.rows.is_empty() {
        page.heading(if view.gaps.rows.len() > 2 {
            "Who rates higher than whom"
        } else {
            "Who rates higher"
        });
        grid(page, &view.gaps);
    }
}

/// A table with one column for each voice, in as many parts as the width asks for.
fn grid(page: &mut Page, grid: &Grid) {
    if grid.rows.is_empty() {
        return page.paragraph(&grid.remark);
    }
    for columns in parts(page.width, grid) {
        let mut headings = vec![grid.corner.as_str()];
        if !grid.figure.is_empty() {
            headings.push(&grid.figure);
        }
        headings.extend(columns.iter().filter_map(|&at| grid.columns.get(at)).map(String::as_str));
        let mut table = Table::of(&headings).bare(is_narrow(page.width));
        for row in &grid.rows {
            table.row(cells(grid, row, &columns));
        }
        table.draw(page);
        page.blank();
    }
    page.faint(&grid.remark);
}

fn cells(grid: &Grid, row: &GridRow, columns: &[usize]) -> Vec<Cell> {
    let mut cells = vec![Cell::plain(row.name.clone())];
    if !grid.figure.is_empty() {
        cells.push(Cell::plain(row.figure.clone()));
    }
    let mark = |&at: &usize| {
        row.marks
            .get(at)
            .map(|mark| Cell::toned(mark.text.clone(), mark.band.map(Tone::Of)))
            .unwrap_or_default()
    };
    cells.extend(columns.iter().map(mark));
    cells
}

const fn is_narrow(width: usize) -> bool {
    width < 76
}

/// The voices' columns, in as few parts as leave room for the names, and these about equally wide.
fn parts(width: usize, grid: &Grid) -> Vec<Vec<usize>> {
    let between = if is_narrow(width) { 1 } else { 3 };
    let column = |at: usize| {
        let marks = grid.rows.iter().filter_map(|row| row.marks.get(at)).map(|mark| mark.text.width());
        let heading = grid.columns.get(at).map_or(0, |text| text.width());
        between + marks.chain([heading]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..grid.columns.len()).map(column).collect();
    let figure = if grid.figure.is_empty() { 0 } else { grid.figure.width() + between };
    let name = grid.rows.iter().map(|row| row.name.width()).max().unwrap_or(0).min(NAME);
    let room = width.saturating_sub(name + figure + 1);
    let fits = |parts: usize| {
        let size = widths.len().div_ceil(parts);
        widths.chunks(size.max(1)).all(|part| part.iter().sum::<usize>() <= room)
    };
    let most = widths.len().max(1);
    let parts = (1..=most).find(|&parts| fits(parts)).unwrap_or(most);
    let all: Vec<usize> = (0..widths.len()).collect();
    all.chunks(widths.len().div_ceil(parts).max(1)).map(<[usize]>::to_vec).collect()
}

fn chain(page: &mut Page, view: &View) {
    if view.chain.is_empty() {
        return;
    }
    page.heading("The chain from the executive to those who run IT");
    for link in &view.chain {
        page.wrapped("", "  ", &format!("{}: {}.", page.paint.strong(&link.title), link.gap));
        if !link.breaks.is_empty() {
            page.wrapped("  ", "  ", "Breaks widest on:");
        }
        for one in &link.breaks {
            page.wrapped("    - ", "      ", one);
        }
    }
}

fn not_reached(page: &mut Page, view: &View) {
    for side in &view.not_reached {
        page.heading(side.title);
        page.paragraph(side.meaning);
        for row in &side.rows {
            let settled = if row.settled.is_empty() { String::new() } else { format!(" ({})", row.settled) };
            page.item(&format!("{}: {}{settled}", row.label, row.who));
            notes(page, &row.notes);
        }
    }
}

/// Where each role places the organization and security.
fn scales(page: &mut Page, view: &View) {
    if view.scales.rows.is_empty() {
        return;
    }
    page.heading(View::SCALES);
    grid(page, &view.scales);
    for line in &view.poles {
        page.item(line);
    }
}

fn scope_disputes(page: &mut Page, view: &View) {
    if !view.scope_disputes.is_empty() {
        page.heading("Applies to some and not to others");
    }
    for row in &view.scope_disputes {
        page.item(&row.text);
        notes(page, &row.notes);
    }
}

fn notes(page: &mut Page, notes: &[String]) {
    for note in notes {
        page.wrapped("      ", "        ", note);
    }
}

fn disputes(page: &mut Page, view: &View) {
    if view.disputes.is_empty() {
        return;
    }
    page.heading("Disputed questions, the widest first");
    for (number, dispute) in (1..).zip(&view.disputes) {
        if number > 1 {
            page.blank();
        }
        one_dispute(page, number, dispute);
    }
}

fn one_dispute(page: &mut Page, number: usize, dispute: &DisputeView) {
    let label = page.paint.strong(&format!("{number}. {}", dispute.label));
    page.wrapped("", "   ", &label);
    page.wrapped("   ", "   ", &dispute.apart);
    page.wrapped("   ", "   ", &dispute.ask);
    if !dispute.settled.is_empty() {
        page.wrapped("   ", "   ", &page.paint.strong(&dispute.settled));
    }
    for place in &dispute.places {
        one_place(page, place);
    }
    for line in &dispute.without {
        page.wrapped("   ", "   ", line);
    }
    if !dispute.probe.is_empty() {
        page.wrapped("   ", "   ", &format!("{} {}", page.paint.strong("Ask next:"), dispute.probe));
    }
    if !dispute.evidence.is_empty() {
        page.wrapped("   ", "   ", &format!("{} {}.", page.paint.strong("Would show it:"), dispute.evidence));
    }
}

fn one_place(page: &mut Page, place: &PlaceView) {
    let level = page.paint.band(place.level.band, &place.level.text);
    let gap = " ".repeat(4_usize.saturating_sub(place.level.text.width()));
    let who = page.paint.strong(&place.who);
    page.wrapped(
        "   ",
        "       ",
        &format!("{level}\u{a0}{}{who}: “{}”", gap.replace(' ', "\u{a0}"), place.statement),
    );
    for shown in &place.shown_by {
        page.wrapped("         ", "           ", shown);
    }
    for note in &place.notes {
        page.wrapped("         ", "           ", note);
    }
}

fn hypotheses(page: &mut Page, view: &View) {
    if view.hypotheses.is_empty() && view.unremarkable.is_empty() {
        return;
    }
    page.heading("What it may mean");
    page.paragraph(view.hypotheses_remark());
    for one in &view.hypotheses {
        page.blank();
        hypothesis(page, one);
    }
    if !view.unremarkable.is_empty() {
        page.blank();
        page.paragraph(&view.unremarkable);
    }
}

fn hypothesis(page: &mut Page, one: &HypothesisView) {
    page.subheading(&one.title);
    for line in &one.pattern {
        page.item(line);
    }
    for (may_mean, costs) in &one.meanings {
        page.wrapped("  ", "    ", &format!("{} {may_mean}", page.paint.strong(one.lead)));
        page.wrapped("  ", "    ", &format!("{} {costs}", page.paint.strong("What it costs:")));
    }
}

fn list(page: &mut Page, title: &str, items: &[String]) {
    if items.is_empty() {
        return;
    }
    page.heading(title);
    for item in items {
        page.item(item);
    }
}
