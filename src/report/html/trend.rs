//! Numbers along two points or more as lines. Each line has a mark and a stroke of its own beside its colour, and its
//! name and figure at the ends; labels that would lie on each other are moved apart and led back to their mark.

use askama::Template;

use super::chart::Across;
use crate::{
    report::{
        compare::{Row, SeriesRow},
        view::Figure,
        words,
    },
    text::and_list,
};

/// Where the first line begins and the last one ends: the rest is for names.
const SLOPE: [f64; 2] = [0.38, 0.62];
/// The same of a series, which has names at its end only.
const SERIES: [f64; 2] = [0.16, 0.66];
/// Pixels of the drawing's upper and lower edge, and its whole height.
const TOP: f64 = 16.0;
const BOTTOM: f64 = 236.0;
const HEIGHT: usize = 262;
/// Pixels between two labels, so that neither lies on the other.
const APART: f64 = 18.0;
/// The least stretch of the vertical scale, as a fraction: a small change stays small.
const STRETCH: f64 = 0.2;

/// Lines along points.
#[derive(Debug, Template)]
#[template(path = "report/html/chart/trend.svg", config = "src/askama.toml", whitespace = "minimize")]
pub struct Trend {
    title: String,
    /// What the vertical scale is, and what is not drawn.
    pub note: String,
    columns: Vec<Column>,
    lines: Vec<Line>,
    noise: Option<Noise>,
    numbered: bool,
    height: usize,
    top: Down,
    bottom: Down,
}

/// A number along the points, to be drawn.
#[derive(Debug, Clone, Copy)]
pub struct Along<'a> {
    name: &'a str,
    figures: &'a [Figure],
}

/// A vertical place in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Down(f64);

#[derive(Debug)]
struct Column {
    at: Across,
    number: usize,
}

#[derive(Debug)]
struct Line {
    class: &'static str,
    shape: &'static str,
    strokes: Vec<[Spot; 2]>,
    marks: Vec<Spot>,
    left: Option<Label>,
    right: Option<Label>,
}

#[derive(Debug, Clone, Copy)]
struct Spot {
    x: Across,
    y: Down,
}

/// A name and a figure beside an end.
#[derive(Debug)]
struct Label {
    text: String,
    /// Where the text stands.
    y: Down,
    /// What it names, where there is a mark there.
    mark: Option<Down>,
}

/// Where the first line would end by noise alone.
#[derive(Debug)]
struct Noise {
    points: String,
    x: Across,
    width: Across,
}

/// Whether the first line is the headline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looks {
    /// It is, and stands out.
    Headline = 0,
    /// All lines are alike.
    Alike = 1,
}

/// Marks around the origin: circle, diamond, square, triangle.
const LOOKS: [(&str, &str); 4] = [
    ("first", "M-5 0A5 5 0 1 0 5 0A5 5 0 1 0 -5 0Z"),
    ("second", "M0 -6.5L6.5 0L0 6.5L-6.5 0Z"),
    ("third", "M-5 -5H5V5H-5Z"),
    ("fourth", "M0 -6L6.5 5.5H-6.5Z"),
];

/// The lowest and the highest value drawn.
#[derive(Debug, Clone, Copy)]
struct Scale {
    low: f64,
    high: f64,
}

impl std::fmt::Display for Down {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.1}", self.0)
    }
}

// A number and nothing that HTML could mistake.
impl askama::filters::HtmlSafe for Down {}

impl Trend {
    /// Strength and the kinds before and after, with what noise would make of strength.
    pub fn slope(strength: &Row, kinds: &[Row], short: &[&str], noise: Option<f64>) -> Self {
        let ends = |row: &Row| [row.shift.before.clone(), row.shift.after.clone()];
        let figures: Vec<[Figure; 2]> = std::iter::once(strength).chain(kinds).map(ends).collect();
        let names = std::iter::once(strength.name.as_str()).chain(short.iter().copied());
        let along: Vec<Along<'_>> =
            names.zip(&figures).map(|(name, figures)| Along { name, figures }).collect();
        Self::draw(&along, SLOPE, noise, Looks::Headline)
    }

    /// The rows of a series that belong into one picture.
    pub fn series(rows: &[&SeriesRow], looks: Looks) -> Self {
        let along: Vec<Along<'_>> =
            rows.iter().map(|row| Along { name: &row.name, figures: &row.figures }).collect();
        Self::draw(&along, SERIES, None, looks)
    }

    fn draw(all: &[Along<'_>], [from, to]: [f64; 2], noise: Option<f64>, looks: Looks) -> Self {
        let points = all.first().map_or(0, |one| one.figures.len());
        let places: Vec<Across> = (0..points)
            .map(|at| Across::share(from + (to - from) * at as f64 / points.saturating_sub(1).max(1) as f64))
            .collect();
        let wedge = all.first().and_then(|one| Some((one.figures.first()?.share?, noise?)));
        let scale = Scale::of(all, wedge);
        let both = from > SERIES[0];
        let mut lines: Vec<Line> = all
            .iter()
            .zip(LOOKS[looks as usize..].iter().cycle())
            .map(|(one, look)| Line::new(*one, &places, scale, *look, both))
            .collect();
        part(lines.iter_mut().filter_map(|line| line.left.as_mut()).collect());
        part(lines.iter_mut().filter_map(|line| line.right.as_mut()).collect());
        // The headline is drawn last, over the others.
        lines.reverse();
        Self {
            title: title(all),
            note: scale.note(all),
            columns: places.iter().zip(1..).map(|(at, number)| Column { at: *at, number }).collect(),
            lines,
            noise: wedge.map(|(value, noise)| Noise::new(scale, value, noise, [from, to])),
            numbered: !both,
            height: HEIGHT,
            top: Down(TOP),
            bottom: Down(BOTTOM),
        }
    }
}

/// `Strength: 39%, 42%; Technical: 45%, 44%`.
fn title(all: &[Along<'_>]) -> String {
    let one = |one: &Along<'_>| {
        let figures: Vec<&str> = one.figures.iter().map(|figure| figure.text.as_str()).collect();
        format!("{}: {}", one.name, figures.join(", "))
    };
    all.iter().map(one).collect::<Vec<_>>().join("; ")
}

impl Scale {
    /// Whole tenths around all that is drawn.
    fn of(all: &[Along<'_>], wedge: Option<(f64, f64)>) -> Self {
        let values = all.iter().flat_map(|one| one.figures).filter_map(|figure| figure.share);
        let noise = wedge.into_iter().flat_map(|(value, by)| [value - by, value + by]);
        let (mut low, mut high) = values
            .chain(noise)
            .map(|value| value.clamp(0.0, 1.0))
            .fold((1.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        if low > high {
            return Self { low: 0.0, high: 1.0 };
        }
        (low, high) = ((low * 10.0).floor() / 10.0, (high * 10.0).ceil() / 10.0);
        if high - low < STRETCH {
            high = (low + STRETCH).min(1.0);
            low = low.min(high - STRETCH);
        }
        Self { low, high }
    }

    fn down(self, value: f64) -> Down {
        Down(BOTTOM - (BOTTOM - TOP) * (value - self.low) / (self.high - self.low))
    }

    fn note(self, all: &[Along<'_>]) -> String {
        let missing: Vec<&str> = all
            .iter()
            .filter(|one| one.figures.iter().all(|figure| figure.share.is_none()))
            .map(|one| one.name)
            .collect();
        let (low, high) = (words::percent(self.low), words::percent(self.high));
        let mut note = format!("The scale runs from {low} at the lower edge to {high} at the upper one.");
        if !missing.is_empty() {
            note.extend([" Without a value, and so without a line: ", &and_list(&missing), "."]);
        } else if all.iter().flat_map(|one| one.figures).any(|figure| figure.share.is_none()) {
            note.push_str(" Where there is no value, the line has a gap.");
        }
        note
    }
}

impl Line {
    fn new(
        one: Along<'_>,
        places: &[Across],
        scale: Scale,
        (class, shape): (&'static str, &'static str),
        both: bool,
    ) -> Self {
        let spots: Vec<Option<Spot>> = one
            .figures
            .iter()
            .zip(places)
            .map(|(figure, x)| Some(Spot { x: *x, y: scale.down(figure.share?) }))
            .collect();
        let named = |figure: &Figure| format!("{} {}", one.name, figure.text);
        let label = |end: Option<&Option<Spot>>, nearest: Option<&Spot>, text: String| {
            let mark = end.copied().flatten().map(|spot| spot.y);
            Some(Label { text, y: mark.or(nearest.map(|spot| spot.y))?, mark })
        };
        let left = one.figures.first().and_then(|figure| {
            let text = if both { named(figure) } else { figure.text.clone() };
            label(spots.first(), spots.iter().flatten().next(), text)
        });
        let right = one
            .figures
            .last()
            .and_then(|figure| label(spots.last(), spots.iter().flatten().last(), named(figure)));
        Self {
            class,
            shape,
            strokes: spots.windows(2).filter_map(|pair| Some([pair[0]?, pair[1]?])).collect(),
            marks: spots.into_iter().flatten().collect(),
            left: left.filter(|label| both || label.mark.is_some()),
            right,
        }
    }
}

impl Noise {
    fn new(scale: Scale, value: f64, by: f64, [from, to]: [f64; 2]) -> Self {
        let y = |value: f64| scale.down(value.clamp(scale.low, scale.high));
        Self {
            points: format!("0,{} 100,{} 100,{}", y(value), y(value - by), y(value + by)),
            x: Across::share(from),
            width: Across::share(to - from),
        }
    }
}

/// Moves labels apart until none lies on another, in the order of what they name and within the drawing.
fn part(mut labels: Vec<&mut Label>) {
    labels.sort_by(|a, b| a.y.0.total_cmp(&b.y.0));
    for at in 1..labels.len() {
        labels[at].y.0 = labels[at].y.0.max(labels[at - 1].y.0 + APART);
    }
    let mut most = BOTTOM + 4.0;
    for label in labels.iter_mut().rev() {
        label.y.0 = label.y.0.min(most);
        most = label.y.0 - APART;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(shares: [Option<f64>; 2]) -> Vec<Figure> {
        shares.map(Figure::percent).to_vec()
    }

    #[test]
    fn labels_part_and_stay_within() {
        let figures =
            [ends([Some(0.4), Some(0.2)]), ends([Some(0.4), Some(0.2)]), ends([Some(0.41), Some(0.2)])];
        let all: Vec<Along<'_>> = ["a", "b", "c"]
            .into_iter()
            .zip(&figures)
            .map(|(name, figures)| Along { name, figures })
            .collect();
        let trend = Trend::draw(&all, SLOPE, None, Looks::Headline);
        for side in [0, 1] {
            let label = |line: &'_ Line| [&line.left, &line.right][side].as_ref().unwrap().y.0;
            let mut places: Vec<f64> = trend.lines.iter().map(label).collect();
            places.sort_by(f64::total_cmp);
            assert!(places.windows(2).all(|pair| pair[1] - pair[0] >= APART - 1e-9), "{places:?}");
            assert!(places[0] >= TOP - 4.0 && places[2] <= BOTTOM + 4.0, "{places:?}");
        }
    }

    #[test]
    fn a_value_that_is_missing_is_a_gap_and_its_label_has_no_mark() {
        let figures = [ends([None, Some(0.5)]), ends([None, None])];
        let all: Vec<Along<'_>> =
            ["a", "b"].into_iter().zip(&figures).map(|(name, figures)| Along { name, figures }).collect();
        let trend = Trend::draw(&all, SLOPE, Some(0.05), Looks::Headline);
        assert!(trend.noise.is_none() && trend.lines.iter().all(|line| line.strokes.is_empty()));
        assert_eq!(trend.lines[1].left.as_ref().unwrap().mark, None);
        assert_eq!(trend.lines[1].left.as_ref().unwrap().text, "a –");
        assert!(
            trend.lines[0].left.is_none() && trend.note.ends_with("without a line: b."),
            "{}",
            trend.note
        );
    }
}
