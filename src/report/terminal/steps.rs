//! What to do next, what to settle, what to find out.

use super::listed;
use crate::report::{
    page::Page,
    view::{KindSteps, SettledRow, Step, View},
    words,
};

/// How many steps that are equally good are drawn.
const TIES: usize = 3;

pub(super) fn next(page: &mut Page, view: &View, detail: bool) {
    let steps = &view.steps;
    page.heading("Best next step of each kind, weakest kind first");
    page.paragraph(&steps.note);
    for kind in &steps.kinds {
        page.blank();
        of_kind(page, kind);
    }
    if !steps.settle_first.is_empty() {
        page.heading("Settle first");
        page.paragraph(words::SETTLE_FIRST);
        listed(page, &steps.settle_first, detail, |page, one| {
            page.item(&format!("{}: {}; {}", one.label, one.apart, one.views));
        });
    }
    let settled = &view.settled;
    if !settled.rows.is_empty() {
        page.heading(&settled.title);
        if !settled.changed.is_empty() {
            page.paragraph(&settled.changed);
        }
        page.paragraph(words::SETTLED);
        workshop(page, &settled.rows);
    }
    if !settled.open.is_empty() {
        page.heading(&settled.open_title);
        if settled.rows.is_empty() && !settled.changed.is_empty() {
            page.paragraph(&settled.changed);
        }
        workshop(page, &settled.open);
    }
}

/// What a workshop made of questions.
fn workshop(page: &mut Page, rows: &[SettledRow]) {
    for row in rows {
        let line = format!("{}: {}", row.label, row.line());
        page.item(&if line.ends_with(".”") { line } else { line + "." });
    }
}

fn of_kind(page: &mut Page, kind: &KindSteps) {
    page.subheading(&format!("{}, {}", kind.kind, kind.figure.with_band()));
    if kind.steps.is_empty() {
        page.wrapped("  ", "  ", words::NO_STEP);
    }
    for (index, one) in kind.steps.iter().take(TIES).enumerate() {
        if index == 1 {
            page.faint("  equally good:");
        }
        step(page, one);
    }
    if kind.steps.len() > TIES {
        page.faint(&format!("  and {} more, equally good", kind.steps.len() - TIES));
    }
}

fn step(page: &mut Page, step: &Step) {
    page.wrapped("  ", "  ", &format!("{}: {}", step.label, step.worth));
    page.wrapped("    from ", "         ", &step.from);
    page.wrapped("    to   ", "         ", &step.to);
}

pub(super) fn find_out(page: &mut Page, view: &View, detail: bool) {
    let found = &view.find_out;
    page.heading(found.title);
    page.paragraph(&found.note);
    listed(page, &found.items, detail, |page, one| {
        page.item(&format!("{}: {} ({})", one.label, one.ask, one.why));
    });
}
