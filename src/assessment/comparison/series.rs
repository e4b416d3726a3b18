//! Three or more points in time.

use super::{Comparison, Point, compare};

/// A series of points, as given.
#[derive(Debug, Clone, PartialEq)]
pub struct Series<'a> {
    /// From each point to the next: one fewer than points.
    pub steps: Vec<Comparison<'a>>,
    /// From the first point to the last.
    pub whole: Comparison<'a>,
}

/// Compares each point with the next, and the first with the last; `None` with fewer than two points.
pub fn series<'a>(points: &[Point<'a>]) -> Option<Series<'a>> {
    let (first, last) = (points.first()?, points.last()?);
    let steps: Vec<Comparison<'a>> = points.windows(2).map(|pair| compare(pair[0], pair[1])).collect();
    (!steps.is_empty()).then(|| Series { steps, whole: compare(*first, *last) })
}
