//! What each part of the view looks like as a chart.

use super::chart::{Bar, Dumbbell, Scale, Span};
use crate::{
    assessment::Band,
    report::portfolio::SpreadRow,
    report::view::{Figure, GuidelineReading, MechanismBar, ObjectiveReading, Orientation, Placed, SideRow},
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
