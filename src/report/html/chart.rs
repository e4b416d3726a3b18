//! Charts: every coordinate is decided here, the templates beside only write it down. Horizontal places are per cent
//! of the width, so that a chart fills whatever room there is and its text keeps its size.

use std::fmt;

use askama::Template;

use crate::{
    assessment::{Band, Positions, Range},
    report::view::{Headline, Kinds},
    report::words,
};

/// A horizontal place or width, as SVG takes it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Across(f64);

impl Across {
    /// A share of the width.
    pub fn share(share: f64) -> Self {
        Self(share.clamp(0.0, 1.0))
    }

    /// A level or position 0..=5.
    pub fn level(level: f64) -> Self {
        Self::share(level / 5.0)
    }

    /// Which end of a text stands here, so that it does not leave the picture.
    pub const fn anchor(self) -> &'static str {
        if self.0 < 0.2 {
            "start"
        } else if self.0 > 0.8 {
            "end"
        } else {
            "middle"
        }
    }
}

impl fmt::Display for Across {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2}%", 100.0 * self.0)
    }
}

// A number and nothing that HTML could mistake.
impl askama::filters::HtmlSafe for Across {}

/// A stretch between two places.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch {
    /// Where it begins.
    pub from: Across,
    /// Where it ends.
    pub to: Across,
    /// How long it is.
    pub width: Across,
}

impl Stretch {
    fn new(low: f64, high: f64) -> Self {
        Self { from: Across::share(low), to: Across::share(high), width: Across::share(high - low) }
    }

    /// A range that is wide enough to be told from a point.
    fn open(range: Option<Range>) -> Option<Self> {
        let range = range?;
        words::open_range(Some(range)).map(|_| Self::new(range.low, range.high))
    }
}

/// The headline: five bands, the strength, and two intervals under it.
#[derive(Debug, Template)]
#[template(path = "report/html/chart/gauge.svg", config = "src/askama.toml", whitespace = "minimize")]
pub struct Gauge<'a> {
    title: String,
    label: &'a str,
    text: &'a str,
    zones: Vec<Zone>,
    value: Option<Across>,
    open: Option<Stretch>,
    spread: Option<Stretch>,
}

/// One band's place on a scale.
#[derive(Debug, Clone, Copy)]
pub struct Zone {
    from: Across,
    middle: Across,
    width: Across,
    band: Band,
}

impl<'a> Gauge<'a> {
    /// The headline's value with its intervals.
    pub fn new(headline: &'a Headline) -> Self {
        let value = headline.strength.share;
        let zone = |band: Band| {
            let from = band.index() as f64 / 5.0;
            Zone {
                from: Across::share(from),
                middle: Across::share(from + 0.1),
                width: Across::share(0.2),
                band,
            }
        };
        let said = if value.is_some() { headline.strength.with_band() } else { "no value".to_owned() };
        Self {
            title: format!("Strength of the programme: {said}"),
            label: &headline.strength.text,
            text: &headline.could_be,
            zones: Band::ALL.map(zone).to_vec(),
            value: value.map(Across::share),
            open: Stretch::open(headline.open),
            spread: value.and_then(|_| Stretch::open(headline.spread)),
        }
    }
}

/// One bar on a scale of five steps, with what it could be and where it should stand.
#[derive(Debug, Template)]
#[template(path = "report/html/chart/bar.svg", config = "src/askama.toml", whitespace = "minimize")]
pub struct Bar {
    title: String,
    class: &'static str,
    value: Option<Across>,
    open: Option<Stretch>,
    target: Option<Across>,
}

impl Bar {
    /// A bar; `title` says what it shows, `class` how it looks.
    pub fn new(title: String, class: &'static str, value: Option<f64>, range: Option<Range>) -> Self {
        Self { title, class, value: value.map(Across::share), open: Stretch::open(range), target: None }
    }

    /// With a mark where it should stand.
    #[must_use]
    pub fn with_target(self, target: Option<f64>) -> Self {
        Self { target: target.map(Across::share), ..self }
    }
}

/// The three kinds, the gap between them, and the assessment before behind them.
#[derive(Debug, Template)]
#[template(path = "report/html/chart/kinds.svg", config = "src/askama.toml", whitespace = "minimize")]
pub struct KindBars<'a> {
    title: String,
    rows: Vec<KindRow<'a>>,
    gap: Option<Stretch>,
    gap_text: &'a str,
    gap_anchor: &'static str,
    gap_at: Across,
    height: usize,
}

/// One kind.
#[derive(Debug)]
pub struct KindRow<'a> {
    name: &'a str,
    text: String,
    value: Option<Across>,
    open: Option<Stretch>,
    previous: Option<Across>,
    label_y: usize,
    bar_y: usize,
    mid_y: usize,
}

/// Pixels from one kind to the next.
const ROW: usize = 50;

impl<'a> KindBars<'a> {
    /// The kinds of a view.
    pub fn new(kinds: &'a Kinds) -> Self {
        let before = |at: usize| kinds.previous.as_ref()?.figures.get(at)?.share;
        let rows: Vec<KindRow<'a>> = kinds
            .bars
            .iter()
            .enumerate()
            .map(|(at, bar)| KindRow {
                name: &bar.name,
                text: bar.figure.with_band(),
                value: bar.figure.share.map(Across::share),
                open: Stretch::open(bar.range),
                previous: before(at).map(Across::share),
                label_y: at * ROW + 14,
                bar_y: at * ROW + 22,
                mid_y: at * ROW + 31,
            })
            .collect();
        let texts: Vec<String> = rows.iter().map(|row| format!("{} {}", row.name, row.text)).collect();
        let ends = kinds.ends.unwrap_or_default();
        let gap_at = Across::share(f64::midpoint(ends[0], ends[1]));
        Self {
            title: texts.join("; "),
            gap: kinds.ends.map(|[low, high]| Stretch::new(low, high)).filter(|gap| gap.width.0 >= 0.005),
            gap_text: &kinds.gap,
            gap_anchor: gap_at.anchor(),
            gap_at,
            height: rows.len() * ROW,
            rows,
        }
    }
}

/// Two marks on a scale of which neither pole is better.
#[derive(Debug, Template)]
#[template(path = "report/html/chart/scale.svg", config = "src/askama.toml", whitespace = "minimize")]
pub struct Scale<'a> {
    title: &'a str,
    text: &'a str,
    ticks: [Across; 6],
    organization: Across,
    security: Across,
    organization_text: String,
    security_text: String,
}

impl<'a> Scale<'a> {
    /// Both positions.
    pub fn new(title: &'a str, text: &'a str, positions: Positions) -> Self {
        Self {
            title,
            text,
            ticks: [0.0, 1.0, 2.0, 3.0, 4.0, 5.0].map(Across::level),
            organization: Across::level(positions.organization),
            security: Across::level(positions.security),
            organization_text: format!("organization {}", words::level(positions.organization)),
            security_text: format!("security {}", words::level(positions.security)),
        }
    }
}

/// Leadership against delivery on one question.
#[derive(Debug, Template)]
#[template(path = "report/html/chart/dumbbell.svg", config = "src/askama.toml", whitespace = "minimize")]
pub struct Dumbbell {
    title: String,
    ticks: [Across; 6],
    leadership: Across,
    delivery: Across,
}

impl Dumbbell {
    /// Both levels, 0..=5.
    pub fn new(title: String, leadership: f64, delivery: f64) -> Self {
        Self {
            title,
            ticks: [0.0, 1.0, 2.0, 3.0, 4.0, 5.0].map(Across::level),
            leadership: Across::level(leadership),
            delivery: Across::level(delivery),
        }
    }
}

/// From the lowest to the highest of many, with the one in the middle.
#[derive(Debug, Template)]
#[template(path = "report/html/chart/span.svg", config = "src/askama.toml", whitespace = "minimize")]
pub struct Span {
    title: String,
    whole: Option<Stretch>,
    middle: Option<Across>,
}

impl Span {
    /// Shares of the scale.
    pub fn new(title: String, low: Option<f64>, middle: Option<f64>, high: Option<f64>) -> Self {
        let whole = low.zip(high).map(|(low, high)| Stretch::new(low, high));
        Self { title, whole, middle: middle.map(Across::share) }
    }
}
