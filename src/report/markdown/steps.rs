//! What to do next, what to settle, what to find out.

use super::{OPEN, cells, folded};
use crate::report::{
    markup::{Inline, Markup},
    view::{KindSteps, Step, View},
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
    if !view.settled.is_empty() {
        page.heading(3, "Settled by the workshop");
        page.paragraph(words::SETTLED);
        folded(page, OPEN, view.settled.len(), "settled questions", |page| {
            page.table(
                &["Question", "What was settled"],
                view.settled.iter().map(|one| cells([&one.label, &one.shift])),
            );
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
