//! A comparison or a series as markdown: nothing from a file can make markup.

use std::io::{self, Write};

use super::{CompareView, Move, QuestionRow, Row, Section, SeriesView, VoiceRow};
use crate::report::markup::{Inline, Markup};

/// Writes a comparison.
///
/// # Errors
/// Where the stream cannot be written.
pub fn write(out: &mut dyn Write, view: &CompareView) -> io::Result<()> {
    let mut page = Markup::new();
    page.heading(1, format!("{}: {} → {}", view.organization, view.labels[0], view.labels[1]));
    draft(&mut page, view.draft.as_deref());
    headline(&mut page, &view.strength, &view.sentence);
    page.list(view.versions.iter().chain(&view.causes));
    if !view.is_still() {
        body(&mut page, view);
    }
    closing(&mut page, &view.questionnaire);
    out.write_all(page.into_text().as_bytes())
}

fn draft(page: &mut Markup, why: Option<&str>) {
    if let Some(why) = why {
        page.paragraph(Inline::strong("Draft.").then(why));
    }
}

fn headline(page: &mut Markup, strength: &Move, sentence: &str) {
    page.paragraph(
        Inline::strong("Strength")
            .then(strength.before.with_band())
            .then("→")
            .then(Inline::strong(&strength.after.with_band()))
            .then(format!("({}).", strength.by))
            .then(sentence),
    );
}

fn body(page: &mut Markup, view: &CompareView) {
    page.heading(2, "Kinds and objectives");
    table(page, "Kind", &view.kinds);
    let headings = ["Objective", "Technical", "Integration", "Social", "Support", "Observed"];
    page.table(
        &headings,
        view.objectives.iter().map(|row| {
            let moves = row.cells.iter().chain([&row.support, &row.observed]);
            [Inline::strong(row.name)].into_iter().chain(moves.map(|one| one.in_words().into())).collect()
        }),
    );
    page.heading(2, "Mechanisms, as levels");
    table(page, "Mechanism", &view.mechanisms);
    page.paragraph(&view.unmoved);
    view.sections.iter().for_each(|one| section(page, one));
    page.heading(2, "Beside the headline");
    table(page, "Figure", &view.beside);
    if !view.unmatched.is_empty() {
        page.heading(2, "Asked at one point only");
        page.paragraph(super::MATCHED);
    }
    for (title, lines) in &view.unmatched {
        page.heading(3, title);
        page.list(lines.iter());
    }
    if !view.people.is_empty() {
        page.heading(2, "Who answered");
        page.list(view.people.iter());
    }
}

fn table(page: &mut Markup, heading: &str, rows: &[Row]) {
    let row = |row: &Row| {
        let shift = &row.shift;
        vec![
            Inline::from(&row.name),
            Inline::from(&shift.before.text),
            Inline::from(&shift.after.text),
            Inline::from(&shift.by),
        ]
    };
    page.table(&[heading, "Before", "After", "Change"], rows.iter().map(row));
}

fn section(page: &mut Markup, section: &Section) {
    page.heading(2, section.title);
    page.paragraph(section.note);
    if section.voiced {
        section.rows.iter().for_each(|row| question(page, row));
    } else {
        page.list(section.rows.iter().map(named));
    }
}

fn named(row: &QuestionRow) -> Inline {
    Inline::strong(&format!("{}:", row.label)).then(&row.shift)
}

fn question(page: &mut Markup, row: &QuestionRow) {
    page.paragraph(named(row));
    let statements = row.statements.iter().flatten();
    let mut lines: Vec<Inline> =
        statements.zip(["From", "To"]).map(|(text, word)| Inline::from(format!("{word} “{text}”"))).collect();
    lines.extend(row.voices.iter().map(voice));
    page.list(lines);
}

fn voice(voice: &VoiceRow) -> Inline {
    let mut line = Inline::strong(&voice.role).then(format!("{}.", voice.answer));
    for (note, when) in [(&voice.before, "Then"), (&voice.after, "Now")] {
        if !note.is_empty() {
            line = line.then(format!("{when}: “{note}”"));
        }
    }
    line
}

fn closing(page: &mut Markup, questionnaire: &str) {
    page.paragraph(Inline::emphasis(&format!("{questionnaire}. {}", super::ROUNDED)));
}

/// Writes a series.
///
/// # Errors
/// Where the stream cannot be written.
pub fn write_series(out: &mut dyn Write, view: &SeriesView) -> io::Result<()> {
    let mut page = Markup::new();
    let [first, last] = &view.whole.labels;
    page.heading(1, format!("{}: {first} → {last}", view.organization));
    draft(&mut page, view.draft.as_deref());
    headline(&mut page, &view.whole.shift, &view.whole.sentence);
    view.remarks.iter().for_each(|remark| page.paragraph(remark));
    let mut headings = vec!["", ""];
    headings.extend(view.labels.iter().map(String::as_str));
    headings.extend(["Along", "First to last"]);
    page.table(
        &headings,
        view.rows.iter().map(|row| {
            let ends = [Inline::from(row.group), Inline::from(&row.name)];
            let figures = row.figures.iter().map(|one| Inline::from(&one.text));
            let along = [Inline::from(&row.spark), Inline::from(&row.whole.by)];
            ends.into_iter().chain(figures).chain(along).collect()
        }),
    );
    page.heading(2, "Step by step");
    page.list(view.steps.iter().map(|step| {
        let [from, to] = &step.labels;
        Inline::strong(&format!("{from} → {to}:"))
            .then(format!("{}.", step.shift.in_words()))
            .then(&step.sentence)
    }));
    view.movers.iter().for_each(|one| section(&mut page, one));
    closing(&mut page, &view.questionnaire);
    out.write_all(page.into_text().as_bytes())
}
