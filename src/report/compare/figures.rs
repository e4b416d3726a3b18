//! Numbers at both points, side by side.

use crate::{
    assessment::comparison::{Change, Comparison},
    framework::{Kind, Objective},
    report::{view::Figure, words},
    text::{clean_line, count},
};

use super::signed;

/// Which way a number went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// It rose.
    Up,
    /// It fell.
    Down,
    /// It stands where it stood.
    Same,
    /// It came or went, or never stood.
    Open,
}

/// One number at both points.
#[derive(Debug, Clone, PartialEq)]
pub struct Move {
    /// Before.
    pub before: Figure,
    /// After.
    pub after: Figure,
    /// `+2.2`, `−0.5`, `same`, `new`, `gone`, or a dash.
    pub by: String,
    /// Which way.
    pub direction: Direction,
}

/// A named number at both points.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What it is.
    pub name: String,
    /// The number.
    pub shift: Move,
    /// Whether up is good; for the gap between the kinds it is not.
    pub up_is_good: bool,
}

/// One objective at both points.
#[derive(Debug, Clone, PartialEq)]
pub struct ObjectiveRow {
    /// In one word.
    pub name: &'static str,
    /// Strength of the support.
    pub support: Move,
    /// By kind.
    pub cells: Vec<Move>,
    /// What is observed.
    pub observed: Move,
}

impl Move {
    /// Fractions, the change in points.
    pub fn percent(change: Change) -> Self {
        Self::new(change, Figure::percent, change.by().map(words::tenths_of_points))
    }

    /// Fractions shown as levels 0–5, the change in levels: that of the levels shown, so that whoever checks it by head
    /// finds it right.
    pub fn level(change: Change) -> Self {
        let tenths = |share: f64| words::level_tenths(5.0 * share);
        let steps = change.before.zip(change.after).map(|(before, after)| tenths(after) - tenths(before));
        Self::new(change, Figure::level, steps)
    }

    /// A difference of two fractions in points.
    fn gap(change: Change) -> Self {
        let figure = |share: Option<f64>| Figure {
            text: share.map_or_else(|| words::NO_VALUE.to_owned(), words::gap_points),
            share,
            band: None,
        };
        Self::new(change, figure, change.by().map(words::tenths_of_points))
    }

    /// Without bands: they are those of strength, coverage and observed values.
    fn plain(change: Change) -> Self {
        let mut shift = Self::percent(change);
        (shift.before.band, shift.after.band) = (None, None);
        shift
    }

    /// With the change in tenths of a point or a level.
    fn new(change: Change, figure: impl Fn(Option<f64>) -> Figure, tenths: Option<i64>) -> Self {
        let (direction, by) = match (change.by(), tenths) {
            (Some(_), _) if !change.moved() => (Direction::Same, "same".to_owned()),
            (Some(by), Some(tenths)) => {
                let direction = if by > 0.0 { Direction::Up } else { Direction::Down };
                let size = tenths.unsigned_abs();
                let distance =
                    if size == 0 { "<0.1".to_owned() } else { format!("{}.{}", size / 10, size % 10) };
                (direction, signed(by, &distance))
            }
            _ if change.before.is_some() => (Direction::Open, "gone".to_owned()),
            _ if change.after.is_some() => (Direction::Open, "new".to_owned()),
            _ => (Direction::Open, words::NO_VALUE.to_owned()),
        };
        Self { before: figure(change.before), after: figure(change.after), by, direction }
    }

    /// `up 2.2 points`, `down less than 0.1 points`; `None` where it did not move.
    pub(in crate::report) fn in_points(&self) -> Option<String> {
        let way = match self.direction {
            Direction::Up => "up",
            Direction::Down => "down",
            Direction::Same | Direction::Open => return None,
        };
        Some(match self.by.trim_start_matches(['+', '−']) {
            "<0.1" => format!("{way} less than 0.1 points"),
            "1.0" => format!("{way} 1.0 point"),
            more => format!("{way} {more} points"),
        })
    }

    /// `39% → 42% (+2.2)`; one figure where nothing moved.
    pub fn in_words(&self) -> String {
        if self.direction == Direction::Same {
            return format!("{} (same)", self.after.text);
        }
        format!("{} → {} ({})", self.before.text, self.after.text, self.by)
    }
}

fn row(name: impl Into<String>, shift: Move) -> Row {
    Row { name: name.into(), shift, up_is_good: true }
}

pub(super) fn kinds(comparison: &Comparison<'_>) -> Vec<Row> {
    comparison.kinds.iter().map(|one| row(one.kind.name(), Move::percent(one.coverage))).collect()
}

pub(super) fn objectives(comparison: &Comparison<'_>) -> Vec<ObjectiveRow> {
    let one = |objective: Objective| {
        let change = &comparison.objectives[objective.index()];
        ObjectiveRow {
            name: words::objective(objective),
            support: Move::percent(change.strength),
            cells: Kind::ALL.map(|kind| Move::percent(change.cells[kind.index()])).to_vec(),
            observed: Move::percent(change.observed),
        }
    };
    Objective::ALL.map(one).to_vec()
}

/// What stands beside the headline.
pub(super) fn beside(comparison: &Comparison<'_>) -> Vec<Row> {
    let all = &comparison.overall;
    vec![
        row("Strength", Move::percent(all.strength)),
        row("Coverage, the plain average of the kinds", Move::percent(all.coverage)),
        row("Balance, strength over coverage", Move::plain(all.balance)),
        Row { name: "Gap between the kinds".to_owned(), shift: Move::gap(all.kind_gap), up_is_good: false },
        row("Strength that the evidence carries", Move::percent(all.evidenced)),
        row("Agreement of the respondents", Move::plain(all.agreement)),
        row("Answered", Move::plain(all.completeness)),
        row("Answered with knowledge", Move::plain(all.known)),
    ]
}

/// The mechanisms that moved, the largest change first and then as in the questionnaire; how many others there are.
pub(super) fn mechanisms(comparison: &Comparison<'_>) -> (Vec<Row>, String) {
    let mut moved: Vec<_> = comparison.mechanisms.iter().filter(|one| one.coverage.moved()).collect();
    let size = |change: Change| change.by().map_or(0.0, f64::abs);
    moved.sort_by(|a, b| {
        let whole = |change: Change| (size(change) * 1e9).round();
        whole(b.coverage).total_cmp(&whole(a.coverage))
    });
    let others = comparison.mechanisms.len() - moved.len();
    let unmoved = match others {
        0 => String::new(),
        1 if moved.is_empty() => "The one mechanism stands where it stood.".to_owned(),
        _ if moved.is_empty() => format!("All {} stand where they stood.", count(others, "mechanism")),
        1 => "1 other mechanism stands where it stood.".to_owned(),
        more => format!("{more} other mechanisms stand where they stood."),
    };
    (moved.into_iter().map(|one| row(clean_line(one.name), Move::level(one.coverage))).collect(), unmoved)
}
