//! What one reads first: the number and what stands beside it, the matrix, the kinds, the weakest mechanisms.

use super::cells;
use crate::report::{
    markup::{Inline, Markup},
    view::{CellView, Figure, View},
    words,
};

pub(super) fn draw(page: &mut Markup, view: &View) {
    page.heading(2, &view.organization);
    page.paragraph(format!("{} · {}", view.scope, view.headline.view_of));
    headline(page, view);
    page.heading(3, "Support for each objective by kind of mechanism, and what is observed");
    matrix(page, view);
    page.heading(3, "The three kinds");
    kinds(page, view);
    weakest(page, view);
}

fn headline(page: &mut Markup, view: &View) {
    let headline = &view.headline;
    if headline.strength.share.is_some() {
        let strength = format!("Strength {}", headline.strength.with_band());
        page.paragraph(Inline::strong(&strength).then(format!("{} {}", headline.meaning, headline.could_be)));
        page.paragraph(&headline.counts);
    } else {
        page.paragraph(Inline::strong("Strength: no value yet").then(&headline.meaning));
        page.list(&headline.absent);
        page.paragraph(format!("{} {}", headline.counts, headline.could_be));
    }
    page.paragraph(view.people.remarks.join(" "));
    page.paragraph(&view.attribution);
}

fn matrix(page: &mut Markup, view: &View) {
    let row = |name: &str, values: Vec<Inline>| {
        let mut row = vec![Inline::strong(name)];
        row.extend(values);
        row
    };
    let mut rows = Vec::new();
    for one in &view.matrix.rows {
        let mut values: Vec<Inline> = one.cells.iter().map(value).collect();
        values.extend([figure(&one.support, ""), value(&one.observed)]);
        rows.push(row(one.name, values));
    }
    let margins = view.matrix.kinds.iter().chain([&view.matrix.whole]);
    let mut values: Vec<Inline> = margins.map(|one| figure(one, "")).collect();
    values.push(Inline::default());
    rows.push(row("Overall", values));
    page.table(&["", "Technical", "Integration", "Social", "Support", "Observed"], rows);
    let mut marks: Vec<String> = view.matrix.marks().into_iter().map(str::to_owned).collect();
    marks.insert(0, format!("Bands: {}", words::bands()));
    page.paragraph(format!("{}.", marks.join("; ")));
}

fn value(cell: &CellView) -> Inline {
    if cell.empty {
        return Inline::from("n/a");
    }
    figure(&cell.figure, &cell.few.map(|few| format!("({few})")).unwrap_or_default())
}

fn figure(figure: &Figure, after: &str) -> Inline {
    match figure.band {
        Some(band) => Inline::strong(&figure.text).then(format!("{} {after}", band.name())),
        None => Inline::from(&figure.text),
    }
}

fn kinds(page: &mut Markup, view: &View) {
    let bars = &view.kinds.bars;
    if bars.iter().all(|bar| bar.note.is_empty()) {
        let rows = bars.iter().map(|bar| cells([&bar.name, &bar.figure.with_band()]));
        page.table(&["Kind", "Value"], rows);
    } else {
        let rows = bars.iter().map(|bar| cells([&bar.name, &bar.figure.with_band(), &bar.note]));
        page.table(&["Kind", "Value", "What is open"], rows);
    }
    page.paragraph(&view.kinds.gap);
}

fn weakest(page: &mut Markup, view: &View) {
    let weakest = &view.weakest;
    let named: Vec<String> =
        weakest.mechanisms.iter().map(|one| format!("{} {}", one.name, one.figure.text)).collect();
    if named.is_empty() {
        return page.paragraph(&weakest.below);
    }
    let remark = match weakest.remark.as_str() {
        "" => String::new(),
        remark => format!(" ({remark})"),
    };
    let text = format!("{}{remark}. {}", named.join(", "), weakest.below);
    page.paragraph(Inline::strong("Weakest, as level 0–5:").then(text));
}
