//! Where each role places the organization and security on the scales of orientation.

use super::{
    Facts,
    table::{Grid, GridRow, Mark, columns},
    talk,
};
use crate::{
    report::{
        align::fit::{Place, Scale},
        words,
    },
    text::{capital, clean_line},
};

/// Two rows for each scale, with a column for each role.
pub(super) fn grid(facts: Facts<'_>) -> Grid {
    let rows = facts.report.scales.iter().flat_map(|scale| {
        [("organization", true), ("security", false)].map(|(what, organization)| GridRow {
            name: format!("{}: {what}", capital(&own(facts, scale))),
            figure: String::new(),
            marks: scale.places.iter().map(|place| mark(*place, organization)).collect(),
        })
    });
    let rows: Vec<GridRow> = rows.collect();
    let remark = if rows.is_empty() {
        String::new()
    } else {
        format!("Positions 0 to 5 on scales between two poles. {}", words::NEITHER_POLE)
    };
    Grid { corner: "Scale".into(), figure: String::new(), columns: columns(facts), rows, remark }
}

/// A scale's own id as words; with where it belongs in the list of poles below.
fn own(facts: Facts<'_>, scale: &Scale<'_>) -> String {
    words::own(&facts.report.material.questionnaire.questions[scale.question].id)
}

fn mark(place: Option<Place>, organization: bool) -> Mark {
    match place {
        Some(Place::At { organization: at, .. }) if organization => Mark::plain(words::answer(at)),
        Some(Place::At { security, .. }) => Mark::plain(words::answer(security)),
        Some(Place::Unknown) => Mark::plain("?"),
        Some(Place::NotApplicable) => Mark::plain("n/a"),
        None => Mark::plain(words::NO_VALUE),
    }
}

/// What stands at either end of each scale, and what a workshop made of it.
pub(super) fn poles(facts: Facts<'_>) -> Vec<String> {
    facts.report.scales.iter().map(|scale| one(facts, scale)).collect()
}

fn one(facts: Facts<'_>, scale: &Scale<'_>) -> String {
    let question = &facts.report.material.questionnaire.questions[scale.question];
    let ends = question.poles().map_or_else(String::new, |[left, right]| {
        format!("0 “{}”, 5 “{}”.", clean_line(left), clean_line(right))
    });
    let settled = scale.outcome.as_ref().map(|outcome| talk::settled(facts, scale.question, outcome));
    let settled = settled.map_or_else(String::new, |settled| format!(" {settled}"));
    format!("{}: {ends}{settled}", facts.label(scale.question))
}
