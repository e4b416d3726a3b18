//! The plan on a terminal: the path as a short table on the first screen, then each step with its statements.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use crate::report::{
    page::{Page, pad},
    paint::{Paint, Tone},
    table::{Cell, Table},
    view::{AimRow, Figure, PlanView, Stage},
};
use crate::text::cut;

/// Questions that are named where there is no plan yet.
const FIRST: usize = 10;

/// The least columns on which the path is drawn as a table.
const LEAST: usize = 56;

/// Draws the plan on a terminal, or into a plain text file.
///
/// # Errors
/// Where the stream cannot be written.
pub fn write(out: &mut dyn Write, view: &PlanView, width: usize, colour: bool) -> io::Result<()> {
    let mut page = Page::new(width, Paint::new(colour));
    head(&mut page, view);
    path(&mut page, view);
    for remark in &view.remarks {
        page.paragraph(remark);
    }
    if let Some(aims) = &view.aims {
        page.heading("Targets");
        page.paragraph(&aims.sentence);
        targets(&mut page, &aims.rows);
    }
    steps(&mut page, view);
    settle_first(&mut page, view);
    obstacles(&mut page, view);
    if let Some(found) = &view.find_out {
        page.heading(found.title);
        page.paragraph(&found.note);
        for one in found.items.iter().take(FIRST) {
            page.item(&format!("{}: {} ({})", one.label, one.ask, one.why));
        }
        if found.items.len() > FIRST {
            let more = found.items.len() - FIRST;
            page.faint(&format!("  and {more} more (equipoise score --detail shows all)"));
        }
    }
    page.blank();
    page.faint(&format!("{}.", view.questionnaire));
    out.write_all(page.into_text().as_bytes())
}

fn head(page: &mut Page, view: &PlanView) {
    let organization = cut(&view.organization, page.width.saturating_sub(10));
    page.line(&page.paint.strong(&format!("Plan for {organization}")));
    page.faint(&view.whose);
    page.paragraph(&view.headline);
    let moves: Vec<String> = view
        .kinds
        .iter()
        .map(|one| {
            let painted = |figure: &Figure| page.paint.band(figure.band, &figure.text);
            format!("{}\u{a0}{}\u{a0}→\u{a0}{}", one.name, painted(&one.before), painted(&one.after))
        })
        .collect();
    page.paragraph(&moves.join("   "));
}

/// Steps on one question in a row are one row; its strength is that after the last of them.
fn path(page: &mut Page, view: &PlanView) {
    // On less, a table would cut every name to nothing; the steps follow one by one.
    if view.stages.is_empty() || page.width < LEAST {
        return;
    }
    page.blank();
    let narrow = page.width < 76;
    let widest = |text: fn(&Stage) -> &str, heading: &str| {
        let all = view.stages.iter().map(|stage| text(stage).width());
        all.max().unwrap_or_default().max(heading.width()) + if narrow { 1 } else { 3 }
    };
    let levels = if narrow { 0 } else { widest(|stage| &stage.levels, "Level") };
    let beside = levels + widest(|stage| &stage.effort, "Effort") + widest(|_| "", "Strength");
    let numbers = view.stages.iter().map(|stage| stage.numbers.width()).max().unwrap_or_default() + 2;
    let room = page.width.saturating_sub(beside + numbers + 1);
    let mut table = if narrow {
        Table::new(["Step", "Effort", "Strength"]).bare(true)
    } else {
        Table::new(["Step", "Level", "Effort", "Strength"])
    };
    for stage in &view.stages {
        let mut cells = vec![Cell::plain(format!("{}{}", pad(&stage.numbers, numbers), short(stage, room)))];
        if !narrow {
            cells.push(Cell::plain(stage.levels.clone()));
        }
        cells.push(Cell::plain(stage.effort.clone()));
        cells.push(Cell::toned(stage.strength.text.clone(), stage.strength.band.map(Tone::Of)));
        table.row(cells);
    }
    table.draw(page);
}

/// A question's name in so many columns: of a long one the mechanism is cut, since its own id tells it apart.
fn short(stage: &Stage, room: usize) -> String {
    let own = cut(&stage.own, room / 2);
    let mechanism = cut(&stage.mechanism, room.saturating_sub(own.width() + 3));
    format!("{mechanism} ({own})")
}

fn targets(page: &mut Page, rows: &[AimRow]) {
    if rows.is_empty() {
        return;
    }
    let narrow = page.width < 76;
    let name = if narrow { page.width.saturating_sub(24) } else { page.width.saturating_sub(48) };
    let mut table =
        Table::new(["Mechanism", "Now", "Target", "After", if narrow { "" } else { "It is" }]).bare(narrow);
    for row in rows {
        let [now, target, after] = &row.levels;
        let toned = |figure: &Figure| Cell::toned(figure.text.clone(), figure.band.map(Tone::Of));
        table.row(vec![
            Cell::plain(cut(&row.name, name)),
            toned(now),
            Cell::plain(target.text.clone()),
            toned(after),
            Cell::plain(if narrow { "" } else { row.state }),
        ]);
    }
    table.draw(page);
    for row in rows.iter().filter(|row| row.open) {
        page.blank();
        page.wrapped("", "  ", &format!("{}: {}", page.paint.strong(&row.name), row.state));
        page.wrapped("  ", "  ", &format!("{} ({})", row.reason, row.owner));
        for obstacle in &row.obstacles {
            page.item(obstacle);
        }
    }
}

fn steps(page: &mut Page, view: &PlanView) {
    if view.stages.is_empty() {
        return;
    }
    page.heading("Step by step");
    page.paragraph(&view.meaning);
    for stage in &view.stages {
        page.blank();
        let follows = if stage.follows.is_empty() { String::new() } else { format!("; {}", stage.follows) };
        let name = page.paint.strong(&format!("{} ({})", stage.mechanism, stage.own));
        page.wrapped("", "  ", &format!("{name}{follows}"));
        page.wrapped("    from ", "         ", &stage.from);
        for step in &stage.steps {
            page.wrapped(&format!("{:>3} to   ", step.number), "         ", &step.to);
            let worth = format!("(takes {}, gains {}; then", step.effort, step.gain);
            page.wrapped(
                "         ",
                "         ",
                &format!("{worth} strength {}, {})", step.strength.text, step.kinds),
            );
        }
    }
}

fn settle_first(page: &mut Page, view: &PlanView) {
    if view.settle_first.is_empty() {
        return;
    }
    page.heading("Settle first");
    page.paragraph(
        "Not in the plan: too far apart to be called a consensus. Agree on what is true, then improve it.",
    );
    for one in &view.settle_first {
        page.item(&format!("{}: {}", one.label, one.why));
    }
}

fn obstacles(page: &mut Page, view: &PlanView) {
    if view.obstacles.is_empty() {
        return;
    }
    page.heading("Cannot be planned yet");
    for one in &view.obstacles {
        page.item(one);
    }
}
