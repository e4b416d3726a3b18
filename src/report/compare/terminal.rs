//! A comparison or a series drawn on a terminal, or into a plain text file: first one screen of 80 columns and 24 lines,
//! then what moved, with what people said.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::{CompareView, Direction, Move, QuestionRow, Row, Section, SeriesView, StepRow, VoiceRow};
use crate::{
    assessment::comparison::Verdict,
    report::{
        page::{Page, pad},
        paint::{Paint, Tone},
        table::{Cell, Table},
        view::Figure,
    },
    text::cut,
};

/// How to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Columns of the terminal; lines are kept to at most a hundred.
    pub width: usize,
    /// Whether to emphasise with colour.
    pub colour: bool,
    /// Every list in full.
    pub detail: bool,
}

/// How many questions are drawn under a heading unless all are asked for.
const SHOWN: usize = 5;
/// Columns within which a row of the narrow layout fits.
const NARROW: usize = 76;
/// Columns for a name in a table.
const NAME: usize = 42;

/// Draws a comparison.
///
/// # Errors
/// Where the stream cannot be written.
pub fn write(out: &mut dyn Write, view: &CompareView, options: Options) -> io::Result<()> {
    let mut page = Page::new(options.width, Paint::new(options.colour));
    overview(&mut page, view);
    if !view.is_still() {
        rest(&mut page, view, options.detail);
    }
    page.blank();
    closing(&mut page, &view.questionnaire, options.detail || view.is_still());
    out.write_all(page.into_text().as_bytes())
}

/// The first screen.
fn overview(page: &mut Page, view: &CompareView) {
    page.title(&view.organization, &format!("{} → {}", view.labels[0], view.labels[1]));
    draft(page, view.draft.as_deref());
    strength(page, "Strength", &view.strength, view.verdict);
    page.paragraph(&view.sentence);
    for cause in view.versions.iter().chain(&view.causes) {
        page.wrapped("", "  ", cause);
    }
    page.blank();
    objectives(page, view);
}

/// That a point is a draft, and why.
fn draft(page: &mut Page, why: Option<&str>) {
    if let Some(why) = why {
        let word = page.paint.tone(Tone::Alert, "Draft.");
        page.paragraph(&format!("{word} {why}"));
    }
}

/// `Strength  39%, emerging → 42%, partial  (+3, within noise)`
fn strength(page: &mut Page, name: &str, shift: &Move, verdict: Verdict) {
    let paint = page.paint;
    let figure = |figure: &Figure| paint.band(figure.band, &figure.with_band());
    let by = format!("({}, {})", shift.by, verdict.name());
    let by = if shift.direction == Direction::Same { "(same)".to_owned() } else { by };
    let line = format!("{}  {} → {}  ", paint.strong(name), figure(&shift.before), figure(&shift.after));
    let tone = (verdict == Verdict::BeyondNoise).then(|| tone(shift.direction, true)).flatten();
    page.wrapped("", "  ", &(line + &tone.map_or_else(|| by.clone(), |tone| paint.tone(tone, &by))));
}

/// The colour of a move; the sign says the same.
const fn tone(direction: Direction, up_is_good: bool) -> Option<Tone> {
    match (direction, up_is_good) {
        (Direction::Up, true) | (Direction::Down, false) => {
            Some(Tone::Of(crate::assessment::Band::Established))
        }
        (Direction::Down, true) | (Direction::Up, false) => Some(Tone::Alert),
        _ => None,
    }
}

/// Kinds and objectives in one table of before, after and change.
fn objectives(page: &mut Page, view: &CompareView) {
    let mut rows: Vec<(String, &Move)> =
        view.kinds.iter().map(|row| (row.name.clone(), &row.shift)).collect();
    rows.extend(view.objectives.iter().map(|row| (format!("{}: support", row.name), &row.support)));
    rows.extend(view.objectives.iter().map(|row| (format!("{}: observed", row.name), &row.observed)));
    let mut table = headed(page, "In per cent");
    for (name, shift) in rows {
        table.row(cells(&name, shift, true));
    }
    table.draw(page);
}

fn headed(page: &Page, first: &str) -> Table {
    Table::new([first, "Before", "After", "Change"]).bare(page.width < NARROW)
}

fn cells(name: &str, shift: &Move, up_is_good: bool) -> Vec<Cell> {
    let figure = |figure: &Figure| Cell::toned(format!("{:>5}", figure.text), figure.band.map(Tone::Of));
    vec![
        Cell::plain(cut(name, NAME)),
        figure(&shift.before),
        figure(&shift.after),
        Cell::toned(format!("{:>5}", shift.by), tone(shift.direction, up_is_good)),
    ]
}

fn rest(page: &mut Page, view: &CompareView, detail: bool) {
    page.heading("Mechanisms, as levels");
    table(page, "Mechanism", &view.mechanisms);
    page.paragraph(&view.unmoved);
    for section in &view.sections {
        draw(page, section, detail);
    }
    matrix(page, view);
    page.heading("Beside the headline");
    table(page, "", &view.beside);
    asked(page, view, detail);
    if !view.people.is_empty() {
        page.heading("Who answered");
        view.people.iter().for_each(|line| page.item(line));
    }
}

fn table(page: &mut Page, heading: &str, rows: &[Row]) {
    if rows.is_empty() {
        return;
    }
    let mut table = headed(page, heading);
    for row in rows {
        table.row(cells(&row.name, &row.shift, row.up_is_good));
    }
    table.draw(page);
}

/// Support for objectives by kinds, each cell before and after.
fn matrix(page: &mut Page, view: &CompareView) {
    page.heading("Support for each objective by kind");
    let narrow = page.width < NARROW;
    let headings =
        if narrow { ["", "Techn.", "Integr.", "Social"] } else { ["", "Technical", "Integration", "Social"] };
    let mut table = Table::new(headings).bare(narrow);
    for row in &view.objectives {
        let mut line = vec![Cell::plain(row.name)];
        line.extend(row.cells.iter().map(|cell| {
            let text = if narrow { format!("{} ({})", cell.after.text, cell.by) } else { cell.in_words() };
            Cell::toned(text, tone(cell.direction, true))
        }));
        table.row(line);
    }
    table.draw(page);
}

fn draw(page: &mut Page, section: &Section, detail: bool) {
    page.heading(section.title);
    page.paragraph(section.note);
    let shown = if detail { section.rows.len() } else { section.rows.len().min(SHOWN) };
    for row in &section.rows[..shown] {
        question(page, row);
    }
    if shown < section.rows.len() {
        page.faint(&format!("  and {} more (--detail shows all)", section.rows.len() - shown));
    }
}

fn question(page: &mut Page, row: &QuestionRow) {
    let shift = match tone(row.direction, true) {
        Some(tone) => page.paint.tone(tone, &row.shift),
        None => row.shift.clone(),
    };
    page.wrapped("  - ", "    ", &format!("{}: {shift}", row.label));
    if let Some([before, after]) = &row.statements {
        page.wrapped("    from “", "         ", &format!("{before}”"));
        page.wrapped("    to   “", "         ", &format!("{after}”"));
    }
    row.voices.iter().for_each(|one| voice(page, one));
}

fn voice(page: &mut Page, voice: &VoiceRow) {
    let said = |note: &str, when: &str| {
        if note.is_empty() { String::new() } else { format!(" {when}: “{note}”") }
    };
    let notes = said(&voice.before, "Then") + &said(&voice.after, "Now");
    page.wrapped("      ", "        ", &format!("{} {}.{notes}", voice.role, voice.answer));
}

/// Questions of one point only.
fn asked(page: &mut Page, view: &CompareView, detail: bool) {
    if view.unmatched.is_empty() {
        return;
    }
    page.heading("Asked at one point only");
    page.paragraph(super::MATCHED);
    for (title, lines) in &view.unmatched {
        page.subheading(title);
        let shown = if detail { lines.len() } else { lines.len().min(SHOWN) };
        lines[..shown].iter().for_each(|line| page.item(line));
        if shown < lines.len() {
            page.faint(&format!("  and {} more (--detail shows all)", lines.len() - shown));
        }
    }
}

fn closing(page: &mut Page, questionnaire: &str, whole: bool) {
    page.faint(&format!("{questionnaire}. {}", super::ROUNDED));
    if !whole {
        page.faint("--detail shows every question that moved.");
    }
}

/// Draws a series.
///
/// # Errors
/// Where the stream cannot be written.
pub fn write_series(out: &mut dyn Write, view: &SeriesView, options: Options) -> io::Result<()> {
    let mut page = Page::new(options.width, Paint::new(options.colour));
    let ends = [&view.whole.labels[0], &view.whole.labels[1]];
    page.title(&view.organization, &format!("{} → {}", ends[0], ends[1]));
    draft(&mut page, view.draft.as_deref());
    strength(&mut page, "Strength", &view.whole.shift, view.whole.verdict);
    page.paragraph(&view.whole.sentence);
    view.remarks.iter().for_each(|remark| page.paragraph(remark));
    page.blank();
    along(&mut page, view);
    page.heading("Step by step");
    view.steps.iter().for_each(|one| step(&mut page, one));
    for section in &view.movers {
        draw(&mut page, section, options.detail);
    }
    page.blank();
    closing(&mut page, &view.questionnaire, options.detail);
    out.write_all(page.into_text().as_bytes())
}

/// What finds room beside each other along the points.
struct Columns {
    /// Of a row's name.
    name: usize,
    /// Whether there is a mark for each point.
    marks: bool,
    /// The points whose figures are shown, by place.
    shown: Vec<usize>,
    /// What the change from the first to the last is called.
    whole: String,
}

impl Columns {
    /// As many as the width takes: always the first and the last, and of those between the latest.
    fn of(page: &Page, view: &SeriesView) -> Self {
        let narrow = page.width < NARROW;
        let points = view.labels.len();
        let longest = view.rows.iter().map(|row| row.name.width()).max().unwrap_or_default();
        let name = longest + if narrow { 1 } else { 2 };
        let whole = if narrow { format!("1→{points}") } else { "First to last".to_owned() };
        // A figure takes five columns and the blank before it.
        let left = page.width.saturating_sub(name + whole.width().max(5) + 1);
        let beside_marks = left.saturating_sub(points + 2) / 6;
        let marks = beside_marks >= points.min(2);
        let room = if marks { beside_marks } else { left / 6 };
        let latest = points - points.min(room.max(2).saturating_sub(1));
        let shown = (0..points).filter(|&at| at == 0 || at >= latest || room >= points).collect();
        Self { name, marks, shown, whole }
    }

    fn line(&self, name: &str, spark: &str, figures: &[String], change: &str) -> String {
        let marks = if self.marks { format!("{spark}  ") } else { String::new() };
        format!("{}{marks}{}  {change}", pad(name, self.name), figures.join(" "))
    }
}

/// Each number along the points: its spark, its figures, and from the first to the last.
fn along(page: &mut Page, view: &SeriesView) {
    let columns = Columns::of(page, view);
    let points = view.labels.len();
    let named: Vec<String> =
        view.labels.iter().zip(1..).map(|(label, number)| format!("{number}\u{a0}{label}")).collect();
    page.paragraph(&format!("Points: {}.", named.join(", ")));
    if columns.shown.len() < points {
        let latest = match columns.shown.len() - 1 {
            1 => String::new(),
            several => format!(" {several}"),
        };
        let marks = if columns.marks { "; all as marks" } else { "" };
        page.faint(&format!("The first and the last{latest} of {points} points as figures{marks}."));
    }
    let numbers: Vec<String> = columns.shown.iter().map(|at| format!("{:>5}", at + 1)).collect();
    let head = columns.line("", &" ".repeat(points), &numbers, &columns.whole);
    page.line(&page.paint.faint(&head));
    let mut group = "";
    for row in &view.rows {
        if row.group != group {
            group = row.group;
            page.line(&page.paint.strong(group));
        }
        let by = match tone(row.whole.direction, true) {
            Some(tone) => page.paint.tone(tone, &row.whole.by),
            None => row.whole.by.clone(),
        };
        let figures: Vec<String> =
            columns.shown.iter().map(|&at| format!("{:>5}", row.figures[at].text)).collect();
        page.line(&columns.line(&row.name, &row.spark, &figures, &by));
    }
    if page.width < NARROW {
        page.faint(&format!("{} is the change from the first to the last.", columns.whole));
    }
    if columns.marks {
        page.faint("Each mark stands on a scale from 0 to 100%; · where there is no value.");
    }
}

fn step(page: &mut Page, step: &StepRow) {
    let [from, to] = &step.labels;
    page.wrapped("  - ", "    ", &format!("{from} → {to}: {}. {}", step.shift.in_words(), step.sentence));
}
