//! Respondents, their agreement, the evidence, and the appendix.

use super::listed;
use crate::report::{
    page::Page,
    paint::Tone,
    table::{Cell, Table},
    view::{AlignmentView, View},
};

pub(super) fn alignment(page: &mut Page, view: &View, detail: bool) {
    if let Some(alignment) = &view.alignment {
        page.heading("Who sees it differently");
        page.paragraph(&alignment.agreement);
        page.paragraph(&alignment.tendency);
        page.paragraph(&alignment.spread);
        gaps(page, alignment, detail);
        blind_spots(page, alignment, detail);
        list(page, "Applies to some and not to others", &alignment.scope_disputes, detail);
        list(page, "Differences within a role", &alignment.within_roles, detail);
    }
    list(page, "Answers that contradict each other", &view.contradictions, detail);
}

fn gaps(page: &mut Page, alignment: &AlignmentView, detail: bool) {
    if alignment.gaps.is_empty() {
        return;
    }
    page.blank();
    page.subheading("Widest gaps between leadership and delivery, in levels");
    let shown = if detail { alignment.gaps.len() } else { alignment.gaps.len().min(super::SHOWN) };
    let mut table = Table::new(["Question", "Rates higher", "Levels by role"]).bare(page.width < 76);
    for row in &alignment.gaps[..shown] {
        table.row(vec![
            Cell::plain(row.label.clone()),
            Cell::plain(row.higher.clone()),
            Cell::plain(row.views.clone()),
        ]);
    }
    table.draw(page);
    if shown < alignment.gaps.len() {
        page.faint(&format!(
            "and {} more of a level or wider (--detail shows all)",
            alignment.gaps.len() - shown
        ));
    }
}

fn blind_spots(page: &mut Page, alignment: &AlignmentView, detail: bool) {
    for one in &alignment.blind_spots {
        list(page, &one.title, &one.labels, detail);
    }
}

fn list(page: &mut Page, title: &str, items: &[String], detail: bool) {
    if items.is_empty() {
        return;
    }
    page.blank();
    page.subheading(title);
    listed(page, items, detail, |page, item| page.item(item));
}

pub(super) fn evidence(page: &mut Page, view: &View) {
    page.heading("Evidence");
    page.paragraph(&view.evidence.counts);
    page.paragraph(&view.evidence.strength);
}

/// Rows of respondents drawn unless all are asked for.
const RESPONDENTS: usize = 20;

pub(super) fn respondents(page: &mut Page, view: &View, detail: bool) {
    page.heading("Who answered");
    page.paragraph(&view.attribution);
    let mut table = Table::new(["Respondent", "Side", "Answered", "Don't know", "N/a"]).bare(page.width < 76);
    let rows = &view.people.rows;
    let shown = if detail { rows.len() } else { rows.len().min(RESPONDENTS) };
    for row in &rows[..shown] {
        table.row(vec![
            Cell::plain(row.who.clone()),
            Cell::plain(row.side),
            Cell::plain(row.answered.clone()),
            Cell::plain(row.unknown.to_string()),
            Cell::plain(row.not_applicable.to_string()),
        ]);
    }
    table.draw(page);
    if shown < rows.len() {
        page.faint(&format!("and {} more (--detail shows all)", rows.len() - shown));
    }
    for remark in &view.people.remarks {
        page.paragraph(remark);
    }
}

/// Figures that need explaining, pairs of roles, and every question.
pub(super) fn appendix(page: &mut Page, view: &View) {
    page.heading("Appendix: figures");
    for figure in &view.appendix.figures {
        page.item(figure);
    }
    if let Some(alignment) = &view.alignment {
        pairs(page, alignment);
    }
    page.heading("Appendix: every question");
    for row in &view.appendix.questions {
        let tone = row.figure.band.map(Tone::Of);
        let level = tone.map_or_else(|| row.level.clone(), |tone| page.paint.tone(tone, &row.level));
        page.wrapped("", "  ", &format!("{}: {level}", page.paint.strong(&row.id)));
        page.wrapped("  ", "  ", &row.ask);
        let parts: Vec<&str> =
            [row.views.as_str(), row.remark.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
        if !parts.is_empty() {
            page.wrapped("  ", "  ", &format!("({})", parts.join("; ")));
        }
    }
}

fn pairs(page: &mut Page, alignment: &AlignmentView) {
    if !alignment.unknown.is_empty() {
        page.item(&format!("Shares of “don't know” by role: {}.", alignment.unknown.join(", ")));
    }
    if alignment.pairs.is_empty() {
        return;
    }
    page.blank();
    page.subheading("Pairs of roles: who rates higher on average, in levels");
    let mut table = Table::new(["Roles", "Rates higher", "Questions both answered"]).bare(page.width < 76);
    for row in &alignment.pairs {
        table.row(vec![
            Cell::plain(row.pair.clone()),
            Cell::plain(row.gap.clone()),
            Cell::plain(row.questions.to_string()),
        ]);
    }
    table.draw(page);
}
