//! What to do next, what to settle, what to find out.

use super::{OPEN, cells, folded};
use crate::report::{
    markup::{Inline, Markup},
    view::{KindSteps, SettledRow, Step, View},
    words,
};

pub(super) fn next(page: &mut Markup, view: &View) {
    let steps = &view.steps;
    page.heading(3, "Best next step of each kind, weakest kind first");
    page.paragraph(&steps.note);
    for kind in &steps.kinds {
        of_kind(page, kind);
    }
    if !steps.settle_first.is_empty() {
        page.heading(3, "Settle first");
        page.paragraph(words::SETTLE_FIRST);
        folded(page, OPEN, steps.settle_first.len(), "disputed questions", |page| {
            let rows = steps.settle_first.iter().map(|one| cells([&one.label, &one.apart, &one.views]));
            page.table(&["Question", "How far", "Levels by role"], rows);
        });
    }
    workshop(page, view);
}

/// What a workshop settled, and what it left open.
fn workshop(page: &mut Markup, view: &View) {
    let settled = &view.settled;
    if !settled.rows.is_empty() {
        page.heading(3, &settled.title);
        page.paragraph(&settled.changed);
        page.paragraph(words::SETTLED);
        folded(page, OPEN, settled.rows.len(), "settled questions", |page| {
            let columns = if settled.says_why() { 5 } else { 3 };
            let row = |one: &SettledRow| {
                let row = cells([&one.label, &one.shift, &one.evidence, &one.reason, &one.dissent]);
                row.into_iter().take(columns).collect::<Vec<_>>()
            };
            let headings = ["Question", "What was settled", "Evidence", "Why", "Dissent"];
            page.table(&headings[..columns], settled.rows.iter().map(row));
        });
    }
    if !settled.open.is_empty() {
        page.heading(3, &settled.open_title);
        if settled.rows.is_empty() {
            page.paragraph(&settled.changed);
        }
        folded(page, OPEN, settled.open.len(), "open questions", |page| {
            let columns = if settled.says_why() { 3 } else { 1 };
            let row = |one: &SettledRow| {
                let row = cells([&one.label, &one.reason, &one.dissent]);
                row.into_iter().take(columns).collect::<Vec<_>>()
            };
            page.table(&["Question", "Why", "Dissent"][..columns], settled.open.iter().map(row));
        });
    }
}

fn of_kind(page: &mut Markup, kind: &KindSteps) {
    page.paragraph(Inline::strong(kind.kind).then(format!(", {}", kind.figure.with_band())));
    let Some((best, ties)) = kind.steps.split_first() else {
        return page.list([words::NO_STEP]);
    };
    page.nested([step(best)]);
    if !ties.is_empty() {
        page.details(&format!("and {} more, equally good", ties.len()), |page| {
            page.nested(ties.iter().map(step));
        });
    }
}

fn step(step: &Step) -> (Inline, Vec<Inline>) {
    let title = Inline::strong(&format!("{}:", step.label)).then(&step.worth);
    (title, vec![Inline::from(format!("from {}", step.from)), Inline::from(format!("to {}", step.to))])
}

pub(super) fn find_out(page: &mut Markup, view: &View) {
    let found = &view.find_out;
    page.heading(3, found.title);
    page.paragraph(&found.note);
    folded(page, OPEN, found.items.len(), "questions", |page| {
        let rows = found.items.iter().map(|one| cells([&one.label, &one.ask, &one.why]));
        page.table(&["Question", "As asked", "Why, and whom"], rows);
    });
}
