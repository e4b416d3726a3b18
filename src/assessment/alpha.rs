//! Krippendorff's alpha for ordinal data (scoring specification, §5).
//!
//! Source: Krippendorff (2011), "Computing Krippendorff's alpha-reliability": observed over expected disagreement,
//! from the coincidence matrix of paired values, with the ordinal metric
//! `δ²(c, k) = (Σ_{g=c..k} n_g - (n_c + n_k) / 2)²`.

use crate::framework::LEVELS;

/// A coincidence matrix of the six levels.
#[derive(Debug, Default)]
pub(super) struct Coincidences([[f64; LEVELS]; LEVELS]);

impl Coincidences {
    /// Adds one question: how many respondents gave each level. A question with fewer than two adds nothing.
    pub fn add(&mut self, counts: [u32; LEVELS]) {
        let raters: u32 = counts.iter().sum();
        if raters < 2 {
            return;
        }
        for (c, row) in self.0.iter_mut().enumerate() {
            for (k, cell) in row.iter_mut().enumerate() {
                let others = counts[k].saturating_sub(u32::from(c == k));
                *cell += f64::from(counts[c]) * f64::from(others) / f64::from(raters - 1);
            }
        }
    }

    /// `1 - D_o / D_e`; `None` where nothing is paired, or all paired values are the same.
    pub fn alpha(&self) -> Option<f64> {
        let margins = self.0.map(|row| row.iter().sum::<f64>());
        let total: f64 = margins.iter().sum();
        let (mut observed, mut expected) = (0.0, 0.0);
        for c in 0..LEVELS {
            for k in 0..LEVELS {
                let distance = ordinal(margins, c.min(k), c.max(k));
                observed += self.0[c][k] * distance;
                expected += margins[c] * margins[k] * distance;
            }
        }
        (expected > 0.0).then(|| 1.0 - (total - 1.0) * observed / expected)
    }
}

/// `δ²(c, k)` for c ≤ k.
fn ordinal(margins: [f64; LEVELS], c: usize, k: usize) -> f64 {
    let between: f64 = margins[c..=k].iter().sum();
    let distance = between - f64::midpoint(margins[c], margins[k]);
    if c == k { 0.0 } else { distance * distance }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The reference example of Krippendorff (2011), section C: twelve units, four observers, five values.
    #[test]
    fn published_example() {
        let units: [&[usize]; 12] = [
            &[1, 1, 1],
            &[2, 2, 3, 2],
            &[3, 3, 3, 3],
            &[3, 3, 3, 3],
            &[2, 2, 2, 2],
            &[1, 2, 3, 4],
            &[4, 4, 4, 4],
            &[1, 1, 2, 1],
            &[2, 2, 2, 2],
            &[5, 5, 5],
            &[1, 1],
            &[3],
        ];
        let mut coincidences = Coincidences::default();
        for unit in units {
            let mut counts = [0; LEVELS];
            for value in unit {
                counts[*value] += 1;
            }
            coincidences.add(counts);
        }
        let alpha = coincidences.alpha().unwrap();
        assert!((alpha - 0.815).abs() < 5e-4, "{alpha}");
    }

    #[test]
    fn undefined_without_variation() {
        let mut coincidences = Coincidences::default();
        assert_eq!(coincidences.alpha(), None);
        coincidences.add([0, 0, 3, 0, 0, 0]);
        coincidences.add([0, 1, 0, 0, 0, 0]);
        assert_eq!(coincidences.alpha(), None);
    }
}
