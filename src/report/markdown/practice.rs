//! Objectives, orientation, guidelines and mechanisms.

use super::cells;
use crate::report::{
    markup::{Inline, Markup},
    view::View,
    words,
};
use crate::text::count;

pub(super) fn objectives(page: &mut Markup, view: &View) {
    page.heading(3, "Objectives: support, and what is observed");
    page.paragraph(&view.order);
    page.nested(view.objectives.iter().map(|one| {
        let said = one.observations.iter().map(|(label, said)| Inline::from(format!("{label}, {said}")));
        (Inline::strong(&format!("{}.", one.name)).then(&one.reading), said.collect())
    }));
}

pub(super) fn orientation(page: &mut Markup, view: &View) {
    if view.orientation.is_empty() {
        return;
    }
    page.heading(3, "Orientation: where the organization and its security stand");
    page.paragraph(words::NEITHER_POLE);
    let row = |one: &crate::report::view::Orientation| {
        let [left, right] = &one.poles;
        let place = |at: f64| words::level(at);
        let (organization, security) =
            one.placed.as_ref().map_or((words::NO_VALUE.to_owned(), words::NO_VALUE.to_owned()), |placed| {
                (place(placed.positions.organization), place(placed.positions.security))
            });
        cells([
            &one.label,
            &format!("0 {left}"),
            &organization,
            &security,
            &format!("5 {right}"),
            &one.reading,
        ])
    };
    let headings = ["Question", "From", "Organization", "Security", "To", "Reading"];
    page.table(&headings, view.orientation.iter().map(row));
    page.details("What was asked, and the places in words", |page| {
        page.nested(view.orientation.iter().map(|one| {
            let placed = one.placed.iter().flat_map(|placed| {
                [
                    Inline::from(format!("organization at {}", placed.organization)),
                    Inline::from(format!("security practice at {}", placed.security)),
                ]
            });
            (Inline::strong(&format!("{}:", one.label)).then(&one.ask), placed.collect())
        }));
    });
}

pub(super) fn guidelines(page: &mut Markup, view: &View) {
    if view.guidelines.is_empty() {
        return;
    }
    page.heading(3, "Guidelines");
    let rows = view
        .guidelines
        .iter()
        .map(|one| cells([&one.title, &one.figure.with_band(), &one.reading, &one.source]));
    page.table(&["Guideline", "Value", "Reading", "Source"], rows);
}

pub(super) fn mechanisms(page: &mut Markup, view: &View) {
    page.heading(3, "Mechanisms, as levels");
    page.paragraph(format!("{}.", view.levels));
    let targets = view.targets.as_ref();
    if let Some(targets) = targets {
        page.paragraph(&targets.sentence);
    }
    let mut headings = vec!["Mechanism", "Level", "Open", "Id"];
    if targets.is_some() {
        headings.insert(2, "Target");
    }
    for group in view.mechanisms.iter().filter(|group| !group.mechanisms.is_empty()) {
        let summary = format!(
            "{}, {}: {}",
            group.kind,
            group.figure.with_band(),
            count(group.mechanisms.len(), "mechanism")
        );
        page.details(&summary, |page| {
            let row = |one: &crate::report::view::MechanismBar| {
                let bar = &one.bar;
                let mut cells = vec![
                    Inline::from(&bar.name),
                    Inline::from(one.named()),
                    Inline::from(&bar.note),
                    Inline::code(&one.id),
                ];
                if targets.is_some() {
                    let note = one.target.as_ref().map_or("", |target| target.note.as_str());
                    cells.insert(2, Inline::from(note));
                }
                cells
            };
            page.table(&headings, group.mechanisms.iter().map(row));
        });
    }
}
