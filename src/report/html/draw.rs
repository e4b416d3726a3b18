//! What each part of the view looks like as a chart.

use super::{
    chart::{Bar, Dumbbell, Scale, Span},
    trend::Trend,
};
use crate::{
    assessment::Band,
    framework::Kind,
    report::{
        compare::{CompareView, Direction, Move, ObjectiveRow, Row},
        portfolio::SpreadRow,
        view::{Figure, GuidelineReading, MechanismBar, ObjectiveReading, Orientation, Placed, SideRow},
        words,
    },
};

pub(super) fn level_bar(one: &MechanismBar) -> Bar {
    let figure = &one.bar.figure;
    let title = titled(&[&one.bar.name, &figure.text, &one.level, &one.bar.note]);
    Bar::new(title, "support", figure.share, one.bar.range)
        .with_target(one.target.as_ref().and_then(|target| target.figure.share))
}

pub(super) fn support_bar(one: &ObjectiveReading) -> Bar {
    let title = titled(&["Supported", &one.support.with_band()]);
    Bar::new(title, "support", one.support.share, one.support_range)
}

pub(super) fn observed_bar(one: &ObjectiveReading) -> Bar {
    let title = titled(&["Observed", &one.observed.figure.with_band()]);
    Bar::new(title, "observed", one.observed.figure.share, one.observed_range)
}

pub(super) fn guideline_bar(one: &GuidelineReading) -> Bar {
    let title = titled(&[&one.title, &one.figure.with_band()]);
    Bar::new(title, "support", one.figure.share, None)
}

pub(super) fn scale<'a>(one: &'a Orientation, placed: &Placed) -> Scale<'a> {
    Scale::new(&one.label, &one.reading, placed.positions)
}

pub(super) fn dumbbell(row: &SideRow) -> Dumbbell {
    Dumbbell::new(titled(&[&row.label, &row.levels]), row.leadership, row.delivery)
}

pub(super) fn span(row: &SpreadRow) -> Span {
    let of = |what: &str, figure: &Figure| format!("{what} {}", figure.text);
    let title =
        titled(&[&row.name, &of("lowest", &row.low), &of("middle", &row.median), &of("highest", &row.high)]);
    Span::new(title, row.low.share, row.median.share, row.high.share)
}

/// A picture's title: the parts that say anything, the first being what it is of.
fn titled(parts: &[&str]) -> String {
    let said: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    match said.as_slice() {
        [] => String::new(),
        [what] => (*what).to_owned(),
        [what, rest @ ..] => format!("{what}: {}", rest.join(", ")),
    }
}

/// The class that colours a value by its band.
pub(super) fn band_class(figure: &Figure) -> &'static str {
    figure.band.map_or("none", Band::id)
}

/// A heading for a narrow column, which may part within a word.
pub(super) fn short(word: &str) -> String {
    word.replace("Integration", "Integra\u{ad}tion").replace("Compliance", "Compli\u{ad}ance")
}

/// Strength and the kinds between the two points.
pub(super) fn slope(view: &CompareView) -> Trend {
    let strength = Row { name: "Strength".to_owned(), shift: view.strength.clone(), up_is_good: true };
    Trend::slope(&strength, &view.kinds, &Kind::ALL.map(words::kind), view.noise)
}

/// The class and the mark of a change; the sign beside it says the same.
pub(super) const fn way(direction: Direction, up_is_good: bool) -> &'static str {
    match (direction, up_is_good) {
        (Direction::Up, true) | (Direction::Down, false) => "better",
        (Direction::Down, true) | (Direction::Up, false) => "worse",
        (Direction::Same | Direction::Open, _) => "still",
    }
}

/// `up 3 points`; what is no distance stays as it is.
pub(super) fn points(shift: &Move) -> String {
    shift.in_points().unwrap_or_else(|| shift.by.clone())
}

/// Both numbers of an objective, each with what it is.
pub(super) fn halves(row: &ObjectiveRow) -> [(&'static str, &Move); 2] {
    [("support", &row.support), ("observed", &row.observed)]
}
