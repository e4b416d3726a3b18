//! The terms of a formula, and the sum shown to add up.

use super::{Drawing, part_id};
use crate::{
    assessment::explanation::{Explanation, Part, Term},
    report::{
        page::Page,
        paint::Tone,
        table::{Cell, Table},
        view::Figure,
        words,
    },
    text::or_list,
};

impl Drawing<'_> {
    /// The terms, their sum, what there is to say about some, and what was left out.
    pub(super) fn made_of(self, page: &mut Page, explanation: &Explanation) {
        if !explanation.terms.is_empty() {
            page.blank();
            self.terms(page, explanation);
            total(page, explanation);
        }
        let noted: Vec<String> = explanation
            .terms
            .iter()
            .filter_map(|term| Some(format!("{}: {}", self.part(term.part), self.reason(term.note?))))
            .collect();
        listing(page, "Of these", &noted);
        let left_out: Vec<String> = explanation
            .left_out
            .iter()
            .map(|one| format!("{}: {}", self.part(one.part), self.reason(one.reason)))
            .collect();
        listing(page, "Left out", &left_out);
        self.ask_on(page, explanation);
    }

    /// The ids of the parts, to ask on with.
    fn ask_on(self, page: &mut Page, explanation: &Explanation) {
        let named = |part: Part| !matches!(part, Part::Question(_));
        let ids: Vec<String> = explanation
            .terms
            .iter()
            .filter(|term| named(term.part))
            .map(|term| part_id(self.questionnaire, term.part))
            .collect();
        if !ids.is_empty() {
            page.blank();
            page.faint(&format!("Ask on with --explain: {}.", or_list(&ids)));
        }
    }

    fn terms(self, page: &mut Page, explanation: &Explanation) {
        let mut table = Table::new(["Part", "Weight", "Value", "Adds"]).bare(page.width < 76);
        for term in &explanation.terms {
            table.row(self.term(term));
        }
        table.row(vec![
            Cell::toned("Sum", Some(Tone::Strong)),
            Cell::plain(four(Some(explanation.terms.iter().map(|term| term.weight).sum()))),
            Cell::default(),
            Cell::toned(four(contributions(explanation)), Some(Tone::Strong)),
        ]);
        table.draw(page);
    }

    fn term(self, term: &Term) -> Vec<Cell> {
        let tone = Figure::percent(term.value).band.map(Tone::Of);
        vec![
            Cell::plain(self.part(term.part)),
            Cell::plain(four(Some(term.weight))),
            Cell::toned(four(term.value), tone),
            Cell::plain(four(term.contribution)),
        ]
    }
}

/// The sum of the contributions, before any squaring.
fn contributions(explanation: &Explanation) -> Option<f64> {
    explanation.terms.iter().map(|term| term.contribution).sum()
}

/// From the sum to the value.
fn total(page: &mut Page, explanation: &Explanation) {
    let (Some(sum), Some(total)) = (contributions(explanation), explanation.total()) else {
        return page.paragraph("A part without a value leaves the sum without one.");
    };
    let shown = if explanation.formula.is_squared() {
        format!("Each adds weight × √value. {}² = {}", four(Some(sum)), four(Some(total)))
    } else {
        format!("Each adds weight × value. {}", four(Some(total)))
    };
    let verdict = match explanation.value {
        Some(_) => format!("that is {}, the value above.", words::percent(total)),
        None => "not shown as a value, for the reason above.".to_owned(),
    };
    page.paragraph(&format!("{shown}: {verdict}"));
}

/// Four decimals, with which the sum can be checked by hand.
fn four(value: Option<f64>) -> String {
    value.map_or_else(|| words::NO_VALUE.to_owned(), |value| format!("{value:.4}"))
}

pub(super) fn listing(page: &mut Page, title: &str, items: &[String]) {
    if items.is_empty() {
        return;
    }
    page.blank();
    page.subheading(title);
    for item in items {
        page.item(item);
    }
}
