//! Bars, shades and scales in characters.

use crate::{
    assessment::{Band, Positions},
    report::page::Page,
};

/// A shade for each band: the more of it is there, the more ink.
pub(super) const fn shade(band: Band) -> char {
    match band {
        Band::Initial => '·',
        Band::Emerging => '░',
        Band::Partial => '▒',
        Band::Established => '▓',
        Band::Sustained => '█',
    }
}

/// What the shades mean.
pub(super) fn legend() -> String {
    let from = ["", " 20%+", " 40%+", " 60%+", " 80%+"];
    let one = |(band, from): (Band, &str)| format!("{} {}{from}", shade(band), band.name());
    Band::ALL.into_iter().zip(from).map(one).collect::<Vec<_>>().join("  ")
}

/// A bar of so many columns, in half columns; dots where there is nothing.
pub(in crate::report) fn bar(page: &Page, share: Option<f64>, columns: usize) -> String {
    bar_to(page, share, None, columns)
}

/// The same with a mark where a target stands, as far as the bar falls short of it.
pub(super) fn bar_to(page: &Page, share: Option<f64>, target: Option<f64>, columns: usize) -> String {
    let halves = share.map_or(0, |share| halves(share, columns));
    let mut full = "█".repeat(halves / 2);
    if halves % 2 == 1 {
        full.push('▌');
    }
    let filled = halves.div_ceil(2);
    let mut empty: Vec<char> = vec!['·'; columns - filled];
    let at = target.map(|target| self::halves(target, columns).div_ceil(2).max(1) - 1);
    if let Some(mark) = at.and_then(|at| at.checked_sub(filled)).and_then(|at| empty.get_mut(at)) {
        *mark = '|';
    }
    let empty: String = empty.into_iter().collect();
    format!("{}{}", page.paint.band(share.map(Band::of), &full), page.paint.faint(&empty))
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a few columns")]
fn halves(share: f64, columns: usize) -> usize {
    ((share * 2.0 * columns as f64).round() as usize).min(2 * columns)
}

/// The scale from pole to pole with six places, on which `O` is the organization and `S` security practice.
pub(super) fn scale(positions: Positions, columns: usize) -> String {
    let step = (columns.clamp(26, 61) - 1) / 5;
    let mut marks: Vec<char> = vec!['─'; 5 * step + 1];
    for place in 0..=5 {
        marks[place * step] = '┼';
    }
    marks[0] = '├';
    marks[5 * step] = '┤';
    let (organization, security) = (at(positions.organization, step), at(positions.security, step));
    marks[organization] = 'O';
    marks[security] = if security == organization { 'B' } else { 'S' };
    marks.into_iter().collect()
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "positions are 0..=5")]
fn at(position: f64, step: usize) -> usize {
    (position.clamp(0.0, 5.0) * step as f64).round() as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::paint::Paint;

    #[test]
    fn bars_fill_by_halves() {
        let page = Page::new(80, Paint::new(false));
        assert_eq!(bar(&page, Some(0.0), 4), "····");
        assert_eq!(bar(&page, Some(0.4), 4), "█▌··");
        assert_eq!(bar(&page, Some(1.0), 4), "████");
        assert_eq!(bar(&page, None, 4), "····");
        assert_eq!(bar_to(&page, Some(0.4), Some(1.0), 4), "█▌·|");
        assert_eq!(bar_to(&page, Some(0.5), Some(0.5), 4), "██··");
        assert_eq!(bar_to(&page, None, Some(0.0), 4), "|···");
    }

    #[test]
    fn a_scale_shows_both_positions() {
        let drawn = |organization, security| scale(Positions { organization, security }, 26);
        assert_eq!(drawn(1.0, 4.0), "├────O────┼────┼────S────┤");
        assert_eq!(drawn(0.0, 5.0), "O────┼────┼────┼────┼────S");
        assert_eq!(drawn(2.0, 2.0), "├────┼────B────┼────┼────┤");
        assert_eq!(drawn(2.5, 2.0), "├────┼────S──O─┼────┼────┤");
    }
}
