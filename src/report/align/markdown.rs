//! The view as GitHub's markdown: a document to send round.

use super::view::{DisputeView, Grid, PlaceView, View};
use crate::report::markup::{Inline, Markup};

/// Draws the view.
pub fn markdown(view: &View) -> String {
    let mut document = Markup::new();
    document.heading(1, format!("{}: who sees it differently", view.organization));
    document.paragraph(&view.who);
    document.paragraph(Inline::emphasis(&view.attribution));
    document.paragraph(&view.caveat);
    if view.alone.is_empty() {
        compared(&mut document, view);
    } else {
        for line in &view.alone {
            document.paragraph(line);
        }
    }
    section(&mut document, "Differences within a role", &view.within_roles);
    if view.alone.is_empty() {
        hypotheses(&mut document, view);
    }
    section(&mut document, "Who answered", &view.people);
    if view.alone.is_empty() {
        section(&mut document, "How to read it", &view.method);
    }
    document.paragraph(Inline::emphasis(&view.questionnaire));
    document.into_text()
}

fn compared(document: &mut Markup, view: &View) {
    document.heading(2, "In ten seconds");
    let agreement = format!("Agreement: {}.", view.top.agreement);
    document.paragraph(Inline::strong(&agreement).then(&view.top.words));
    document
        .list(view.top.blocks.iter().map(|one| Inline::strong(&format!("{}:", one.lead)).then(&one.text)));
    document.heading(2, "Who puts each mechanism where");
    grid(document, &view.levels);
    if !view.gaps.rows.is_empty() {
        document.heading(2, "Who rates higher than whom");
        grid(document, &view.gaps);
    }
    chain(document, view);
    not_reached(document, view);
    if !view.disputes.is_empty() {
        document.heading(2, "Disputed questions, the widest first");
    }
    for (number, one) in (1..).zip(&view.disputes) {
        dispute(document, number, one);
    }
    if !view.scales.rows.is_empty() {
        document.heading(2, View::SCALES);
        grid(document, &view.scales);
        document.list(&view.poles);
    }
    if !view.scope_disputes.is_empty() {
        document.heading(2, "Applies to some and not to others");
        document.nested(view.scope_disputes.iter().map(|row| noted(&row.text, &row.notes)));
    }
}

/// A line with notes below it.
fn noted(text: &str, notes: &[String]) -> (Inline, Vec<Inline>) {
    (Inline::from(text), notes.iter().map(Inline::from).collect())
}

fn section(document: &mut Markup, title: &str, items: &[String]) {
    if !items.is_empty() {
        document.heading(2, title);
        document.list(items);
    }
}

fn grid(document: &mut Markup, grid: &Grid) {
    let with_figure = !grid.figure.is_empty();
    let mut headings = vec![grid.corner.as_str()];
    headings.extend(with_figure.then_some(grid.figure.as_str()));
    headings.extend(grid.columns.iter().map(String::as_str));
    let rows = grid.rows.iter().map(|row| {
        let mut cells = vec![Inline::from(&row.name)];
        cells.extend(with_figure.then(|| Inline::from(&row.figure)));
        cells.extend(row.marks.iter().map(|mark| Inline::from(&mark.text)));
        cells
    });
    document.table(&headings, rows);
    document.paragraph(&grid.remark);
}

fn chain(document: &mut Markup, view: &View) {
    if view.chain.is_empty() {
        return;
    }
    document.heading(2, "The chain from the executive to those who run IT");
    for link in &view.chain {
        let breaks = if link.breaks.is_empty() { "" } else { " Breaks widest on:" };
        document
            .paragraph(Inline::strong(&format!("{}:", link.title)).then(format!("{}.{breaks}", link.gap)));
        document.list(&link.breaks);
    }
}

fn not_reached(document: &mut Markup, view: &View) {
    for side in &view.not_reached {
        document.heading(2, side.title);
        document.paragraph(side.meaning);
        document.nested(side.rows.iter().map(|row| {
            let settled = if row.settled.is_empty() { String::new() } else { format!(" ({})", row.settled) };
            noted(&format!("{}: {}{settled}", row.label, row.who), &row.notes)
        }));
    }
}

fn dispute(document: &mut Markup, number: usize, one: &DisputeView) {
    document.heading(3, format!("{number}. {}", one.label));
    document.paragraph(Inline::strong(&one.apart).then(&one.ask));
    document.paragraph(Inline::strong(&one.settled));
    let shown_by = one.places.iter().any(|place| !place.shown_by.is_empty());
    let notes = one.places.iter().any(|place| !place.notes.is_empty());
    let mut headings = vec!["Level", "Who", "Statement"];
    headings.extend(shown_by.then_some("Shown by"));
    headings.extend(notes.then_some("Notes"));
    let row = |place: &PlaceView| {
        let mut cells =
            vec![Inline::from(&place.level.text), Inline::strong(&place.who), Inline::from(&place.statement)];
        cells.extend(shown_by.then(|| Inline::from(place.shown_by.join(" · "))));
        cells.extend(notes.then(|| Inline::from(place.notes.join(" · "))));
        cells
    };
    document.table(&headings, one.places.iter().map(row));
    document.list(&one.without);
    if !one.probe.is_empty() {
        document.paragraph(Inline::strong("Ask next:").then(&one.probe));
    }
    if !one.evidence.is_empty() {
        document.paragraph(Inline::strong("Would show it:").then(format!("{}.", one.evidence)));
    }
}

fn hypotheses(document: &mut Markup, view: &View) {
    if view.hypotheses.is_empty() && view.unremarkable.is_empty() {
        return;
    }
    document.heading(2, "What it may mean");
    document.paragraph(view.hypotheses_remark());
    for one in &view.hypotheses {
        document.heading(3, &one.title);
        document.list(&one.pattern);
        for (may_mean, costs) in &one.meanings {
            document.paragraph(
                Inline::strong(one.lead).then(*may_mean).then(Inline::strong("What it costs:")).then(*costs),
            );
        }
    }
    document.paragraph(&view.unremarkable);
}
