//! Many organizations or units side by side: one row of figures for each, and what they show together.
//!
//! Units are read on all cores. Of each only its row stays in memory: answers, notes and texts go as soon as the unit
//! is scored.

mod across;
mod folders;
mod unit;

use std::cmp::Ordering;
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

pub use across::{Across, MechanismAcross, STRONG, Spread, WEAK};
pub use folders::Mixed;
pub use unit::{Fault, Row, Unit};

use crate::answers::gather::{Gathered, Unusable, gather, gather_listed};
use crate::diagnostic::Diagnostic;
use crate::framework::{Kind, Objective, closed_set};
use crate::questionnaire::{Catalog, Questionnaire};

/// Units between two reports of progress.
const BATCH: usize = 256;
/// So many units are told in full why they cannot be used; of the others their row says the first problem.
const TOLD: usize = 10;

closed_set! {
    /// By what the units are put in order. Figures run from the lowest to the highest, units without one last.
    Sort {
        /// As named, and by name within a folder.
        Folder = "folder", "the folders";
        /// By the name shown.
        Name = "name", "their names";
        /// By the headline.
        Strength = "strength", "strength, the lowest first";
        /// By technical competence.
        Technical = "technical", "technical competence, the lowest first";
        /// By organizational integration.
        Integration = "integration", "organizational integration, the lowest first";
        /// By social alignment.
        Social = "social", "social alignment, the lowest first";
        /// By the support for the objective.
        Business = "business", "the support for business, the lowest first";
        /// By the support for the objective.
        Compliance = "compliance", "the support for compliance, the lowest first";
        /// By the support for the objective.
        Culture = "culture", "the support for culture, the lowest first";
        /// By the share answered.
        Completeness = "completeness", "the share answered, the lowest first";
    }
}

/// Units side by side, in the order of their folders.
#[derive(Debug)]
pub struct Portfolio {
    /// What all of them answer.
    pub questionnaire: Arc<Questionnaire>,
    /// One for each folder.
    pub units: Vec<Unit>,
    /// What they show together.
    pub across: Across,
    /// Folders that hold answers beside folders that do, which are passed over.
    pub mixed: Vec<Mixed>,
}

/// A portfolio, and what is to be said of the reading.
#[derive(Debug)]
pub struct Surveyed {
    /// The units.
    pub portfolio: Portfolio,
    /// Folders named twice, or passed over.
    pub notes: Vec<String>,
    /// Why units cannot be used: the first few of them, with their names.
    pub unusable: Vec<(String, Unusable)>,
}

/// Reads and scores the units that the folders hold. Who watches the progress is told how many of how many are done.
///
/// # Errors
///
/// The problems of the built-in questionnaire, which its own tests rule out.
pub fn survey(
    paths: &[PathBuf],
    catalog: &Catalog,
    mut progress: Option<&mut dyn FnMut(usize, usize)>,
) -> Result<Surveyed, Vec<Diagnostic>> {
    let (mut notes, mut mixed) = (Vec::new(), Vec::new());
    // Side by side, since neither needs the other and the questionnaire keeps one core busy.
    let (questionnaire, mut folders) =
        rayon::join(|| catalog.default_one(), || folders::find(paths, &mut notes, &mut mixed));
    let questionnaire = questionnaire?;
    let all = folders.len();
    // Between batches a core may have to wait for the other; where nobody watches, all units are one.
    let size = if progress.is_some() { BATCH } else { all.max(1) };
    let mut units = Vec::with_capacity(all);
    for batch in folders.chunks_mut(size) {
        // The list of its files goes with the unit.
        units.par_extend(batch.par_iter_mut().map(|folder| {
            match read(&folder.path, folder.yaml.take(), catalog) {
                Ok(gathered) => Unit::of(folder.name.clone(), &gathered),
                Err(unusable) => Unit::broken(folder.name.clone(), Fault::of(&unusable, &folder.path)),
            }
        }));
        if let Some(progress) = &mut progress {
            progress(units.len(), all);
        }
    }
    // What is wrong is shown with the lines of the file. To hold all of them would take as much memory as the files, so
    // the few that are told are read once more.
    let broken = folders.iter().zip(&units).filter(|(_, unit)| unit.row.is_err()).take(TOLD);
    let unusable = broken
        .filter_map(|(folder, unit)| Some((unit.name.clone(), read(&folder.path, None, catalog).err()?)))
        .collect();
    let across = Across::of(&questionnaire, &units);
    Ok(Surveyed { portfolio: Portfolio { questionnaire, units, across, mixed }, notes, unusable })
}

/// One unit's answers, or why they cannot be used. `yaml` are the files in its folder, where it was listed.
fn read(path: &PathBuf, yaml: Option<Vec<PathBuf>>, catalog: &Catalog) -> Result<Gathered, Unusable> {
    if let Some(yaml) = yaml {
        return gather_listed(path, yaml, catalog);
    }
    if let Some(why) = unit::no_folder(path) {
        let line = format!("cannot read {}: {why}", path.display());
        return Err(Unusable { problems: Vec::new(), unreadable: vec![line] });
    }
    gather(std::slice::from_ref(path), catalog)
}

impl Portfolio {
    /// How many units have a result.
    pub fn usable(&self) -> usize {
        self.units.iter().filter(|unit| unit.row.is_ok()).count()
    }

    /// The places of the units in this order; ties stay in the order of the folders. `name` is what a unit is shown as.
    pub fn order(&self, sort: Sort, name: impl Fn(usize) -> String) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.units.len()).collect();
        match sort {
            Sort::Folder => {}
            Sort::Name => order.sort_by_cached_key(|&unit| name(unit).to_lowercase()),
            _ => order.sort_by(|&a, &b| lowest_first(self.figure(a, sort), self.figure(b, sort))),
        }
        order
    }

    fn figure(&self, unit: usize, sort: Sort) -> Option<f64> {
        let row = self.units[unit].row.as_ref().ok()?;
        match sort {
            Sort::Folder | Sort::Name => None,
            Sort::Strength => row.strength,
            Sort::Technical => row.kinds[Kind::Technical.index()],
            Sort::Integration => row.kinds[Kind::Integration.index()],
            Sort::Social => row.kinds[Kind::Social.index()],
            Sort::Business => row.support[Objective::Business.index()],
            Sort::Compliance => row.support[Objective::Compliance.index()],
            Sort::Culture => row.support[Objective::Culture.index()],
            Sort::Completeness => row.completeness,
        }
    }
}

/// What has no value stands last. Values are compared to twelve decimals (scoring specification, head).
fn lowest_first(a: Option<f64>, b: Option<f64>) -> Ordering {
    let rounded = |value: f64| (value * 1e12).round();
    match (a, b) {
        (Some(a), Some(b)) => rounded(a).total_cmp(&rounded(b)),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_value_stands_last() {
        let mut values = [None, Some(0.5), None, Some(0.1), Some(0.1 + 1e-14)];
        values.sort_by(|a, b| lowest_first(*a, *b));
        assert_eq!(values, [Some(0.1), Some(0.1 + 1e-14), Some(0.5), None, None]);
    }
}
