//! Respondents, their agreement, the evidence, and the appendix.

use super::{OPEN, RESPONDENTS, cells, folded};
use crate::report::{
    markup::{Inline, Markup},
    view::{AlignmentView, GapRow, View},
};

pub(super) fn alignment(page: &mut Markup, view: &View) {
    if let Some(alignment) = &view.alignment {
        page.heading(3, "Who sees it differently");
        page.paragraph(&alignment.agreement);
        page.paragraph(&alignment.tendency);
        page.paragraph(&alignment.spread);
        gaps(page, alignment);
        for one in &alignment.blind_spots {
            list(page, &one.title, &one.labels);
        }
        list(page, "Applies to some and not to others", &alignment.scope_disputes);
        list(page, "Differences within a role", &alignment.within_roles);
    }
    list(page, "Answers that contradict each other", &view.contradictions);
}

/// The widest stand open, the rest unfolds.
fn gaps(page: &mut Markup, alignment: &AlignmentView) {
    let table = |page: &mut Markup, rows: &[GapRow]| {
        let rows = rows.iter().map(|row| cells([&row.label, &row.higher, &row.views]));
        page.table(&["Question", "Rates higher", "Levels by role"], rows);
    };
    if alignment.gaps.is_empty() {
        return;
    }
    page.paragraph(Inline::strong("Widest gaps between leadership and delivery, in levels"));
    let (widest, rest) = alignment.gaps.split_at(alignment.gaps.len().min(OPEN));
    table(page, widest);
    if !rest.is_empty() {
        page.details(&format!("and {} more of a level or wider", rest.len()), |page| table(page, rest));
    }
}

fn list(page: &mut Markup, title: &str, items: &[String]) {
    if items.is_empty() {
        return;
    }
    page.paragraph(Inline::strong(title));
    folded(page, OPEN, items.len(), "questions", |page| page.list(items));
}

pub(super) fn evidence(page: &mut Markup, view: &View) {
    page.heading(3, "Evidence");
    page.paragraph(format!("{} {}", view.evidence.counts, view.evidence.strength));
}

pub(super) fn respondents(page: &mut Markup, view: &View) {
    page.heading(3, "Who answered");
    folded(page, RESPONDENTS, view.people.rows.len(), "respondents", |page| {
        let rows = view.people.rows.iter().map(|row| {
            let (unknown, not_applicable) = (row.unknown.to_string(), row.not_applicable.to_string());
            cells([&row.who, row.side, &row.answered, &unknown, &not_applicable])
        });
        page.table(&["Respondent", "Side", "Answered", "Don't know", "N/a"], rows);
    });
}

/// Figures that need explaining, pairs of roles, and every question.
pub(super) fn appendix(page: &mut Markup, view: &View) {
    page.heading(3, "Appendix: figures");
    page.list(&view.appendix.figures);
    if let Some(alignment) = &view.alignment {
        pairs(page, alignment);
    }
    page.heading(3, "Appendix: every question");
    folded(page, OPEN, view.appendix.questions.len(), "questions", |page| {
        let rows = view.appendix.questions.iter().map(|row| {
            let mut cells = cells([&row.ask, &row.level, &row.views, &row.remark]);
            cells.insert(0, Inline::code(&row.id));
            cells
        });
        page.table(&["Question", "As asked", "Level", "Levels by role", "Remark"], rows);
    });
}

fn pairs(page: &mut Markup, alignment: &AlignmentView) {
    if !alignment.unknown.is_empty() {
        page.paragraph(format!("Shares of “don't know” by role: {}.", alignment.unknown.join(", ")));
    }
    if alignment.pairs.is_empty() {
        return;
    }
    page.paragraph(Inline::strong("Pairs of roles: who rates higher on average, in levels"));
    folded(page, OPEN, alignment.pairs.len(), "pairs", |page| {
        let rows = alignment.pairs.iter().map(|row| cells([&row.pair, &row.gap, &row.questions.to_string()]));
        page.table(&["Roles", "Rates higher", "Questions both answered"], rows);
    });
}
