//! What is shown of one unit.

use crate::assessment::BalanceBand;
use crate::framework::Scope;
use crate::portfolio::Row;
use crate::report::view::Figure;
use crate::report::words;
use crate::text::count;

/// One unit.
#[derive(Debug)]
pub struct UnitRow<'a> {
    /// The organization, with the folder where two units name the same one; the folder where there is no result.
    pub name: &'a str,
    /// Its figures; `None` where there is no result.
    pub figures: Option<Figures<'a>>,
}

/// What is shown of a unit that has a result.
#[derive(Debug)]
pub struct Figures<'a>(pub(super) &'a Row);

impl Figures<'_> {
    /// The headline.
    pub fn strength(&self) -> Figure {
        Figure::percent(self.0.strength)
    }

    /// What it could be by what is still open: `44% to 52%`; `None` where nothing is.
    pub fn could_be(&self) -> Option<String> {
        words::open_range(self.0.strength_range)
    }

    /// By kind.
    pub fn kinds(&self) -> [Figure; 3] {
        self.0.kinds.map(Figure::percent)
    }

    /// The gap between them in points, and what it is called: `53, lopsided`; a dash where there is none.
    pub fn gap(&self) -> String {
        let Some((gap, band)) = self.0.kind_gap.zip(self.0.balance_band) else {
            return words::NO_VALUE.to_owned();
        };
        let points = words::gap_points(gap);
        let number = points.split(' ').next().unwrap_or_default();
        format!("{number}, {}", band.name())
    }

    /// Its band.
    pub fn gap_band(&self) -> Option<BalanceBand> {
        self.0.balance_band
    }

    /// Support for each objective.
    pub fn support(&self) -> [Figure; 3] {
        self.0.support.map(Figure::percent)
    }

    /// What is observed of each objective.
    pub fn observed(&self) -> [Figure; 3] {
        self.0.observed.map(Figure::percent)
    }

    /// Share answered, in whole per cent.
    pub fn answered(&self) -> String {
        self.0.completeness.map_or_else(|| words::NO_VALUE.to_owned(), whole_share)
    }

    /// `2 (1 role)`: people, and roles where these are fewer.
    pub fn people(&self) -> String {
        let Row { roles, respondents, .. } = *self.0;
        if roles < respondents {
            format!("{respondents} ({})", count(roles, "role"))
        } else {
            respondents.to_string()
        }
    }

    /// Whether it is a quick interview.
    pub fn quick(&self) -> bool {
        self.0.scope == Scope::Quick
    }
}

/// A share in whole per cent that says 100% only of all; it has no band.
fn whole_share(share: f64) -> String {
    let floor = (100.0 * share + 1e-9).floor();
    format!("{floor}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_all_is_a_hundred_per_cent() {
        assert_eq!(whole_share(0.996), "99%");
        assert_eq!(whole_share(1.0), "100%");
        assert_eq!(whole_share(0.29), "29%");
    }
}
