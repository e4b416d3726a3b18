//! One unit: its figures, or why there are none.

use std::path::{Path, PathBuf};

use crate::answers::Answers;
use crate::answers::gather::{Gathered, Unusable, nothing_in};
use crate::assessment::{BalanceBand, Band, Outline, Range, outline};
use crate::framework::Scope;

/// One unit.
#[derive(Debug)]
pub struct Unit {
    /// Its folder's name.
    pub name: String,
    /// Its figures, or why there are none.
    pub row: Result<Row, Fault>,
    /// Warnings on its files.
    pub warnings: usize,
    /// Files passed over.
    pub passed_over: usize,
}

/// A unit's figures: fractions in 0..=1, unrounded; `None` where the scoring specification gives no value.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// As its files write it.
    pub organization: String,
    /// Which questions exist for it.
    pub scope: Scope,
    /// How many people answered.
    pub respondents: usize,
    /// In how many roles.
    pub roles: usize,
    /// The headline.
    pub strength: Option<f64>,
    /// What it could be by what is still open.
    pub strength_range: Option<Range>,
    /// Its band.
    pub band: Option<Band>,
    /// Greatest minus least kind.
    pub kind_gap: Option<f64>,
    /// Its band.
    pub balance_band: Option<BalanceBand>,
    /// Share answered, unknowns included.
    pub completeness: Option<f64>,
    /// Share answered with knowledge.
    pub known: Option<f64>,
    /// By [`Kind::index`].
    pub kinds: [Option<f64>; 3],
    /// Strength of the support, by [`Objective::index`].
    pub support: [Option<f64>; 3],
    /// What is observed, by [`Objective::index`].
    pub observed: [Option<f64>; 3],
    /// By the questionnaire's mechanisms, not a number where there is none: eight bytes each, since there may be ten
    /// thousand units.
    mechanisms: Box<[f64]>,
    /// The mechanisms whose value is made of "don't know" alone.
    unknown: Box<[usize]>,
}

/// Why a unit has no figures. It quotes no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// A code of `check`; `no-answers` or `unreadable` where no file could be judged.
    pub code: &'static str,
    /// The file's own name.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// How many problems more there are.
    pub more: usize,
}

impl Unit {
    pub(super) fn of(name: String, gathered: &Gathered) -> Self {
        let (warnings, passed_over) = (gathered.warnings.len(), gathered.notes.len());
        Self { name, row: Ok(Row::of(gathered)), warnings, passed_over }
    }

    pub(super) fn broken(name: String, fault: Fault) -> Self {
        Self { name, row: Err(fault), warnings: 0, passed_over: 0 }
    }
}

impl Row {
    fn of(gathered: &Gathered) -> Self {
        let respondents = gathered.respondents();
        let figures = outline(&gathered.questionnaire, &respondents, gathered.settlement());
        let Outline { scope, strength, strength_range, kind_gap, completeness, known, .. } = figures;
        let mut organization = respondents.first().map_or_else(String::new, |one| one.organization.clone());
        organization.shrink_to_fit();
        Self {
            organization,
            scope,
            respondents: respondents.len(),
            roles: roles(&respondents),
            strength,
            strength_range,
            band: strength.map(Band::of),
            kind_gap,
            balance_band: kind_gap.map(BalanceBand::of),
            completeness,
            known,
            kinds: figures.kinds,
            support: figures.support,
            observed: figures.observed,
            mechanisms: figures.mechanisms.into_iter().map(|value| value.unwrap_or(f64::NAN)).collect(),
            unknown: figures.unknown.into_boxed_slice(),
        }
    }

    /// A mechanism's value, where enough of it is answered; what nobody knows counts as 0.
    pub fn mechanism(&self, index: usize) -> Option<f64> {
        self.mechanisms.get(index).copied().filter(|value| !value.is_nan())
    }

    /// Whether enough of a mechanism is answered, and all of that with "don't know".
    pub fn nobody_could_say(&self, index: usize) -> bool {
        self.unknown.contains(&index)
    }
}

fn roles(respondents: &[&Answers]) -> usize {
    let mut roles: Vec<usize> = respondents.iter().map(|answers| answers.respondent.role).collect();
    roles.sort_unstable();
    roles.dedup();
    roles.len()
}

/// Why a path is no folder, where it is none.
pub(super) fn no_folder(path: &Path) -> Option<&'static str> {
    if path.is_dir() {
        return None;
    }
    Some(if path.exists() { "it is no folder" } else { "there is no such folder" })
}

impl Fault {
    fn new(code: &'static str, message: &str) -> Self {
        Self { code, file: None, line: None, message: message.into(), more: 0 }
    }

    pub(super) fn of(unusable: &Unusable, folder: &PathBuf) -> Self {
        if let Some(why) = no_folder(folder) {
            return Self::new("unreadable", why);
        }
        let mut errors = unusable.problems.iter().filter(|problem| problem.is_error());
        let Some(first) = errors.next() else {
            return match unusable.unreadable.as_slice() {
                [only] if *only == nothing_in(std::slice::from_ref(folder)) => {
                    Self::new("no-answers", "no answers in it")
                }
                _ => Self::new("unreadable", "a file or folder in it cannot be read"),
            };
        };
        let source = &first.place.source;
        let file = Path::new(&source.name).file_name().map(|name| name.to_string_lossy().into_owned());
        Self {
            code: first.code.id(),
            file,
            line: Some(first.place.position().line),
            message: first.discreet_message().to_owned(),
            more: errors.count() + unusable.unreadable.len(),
        }
    }
}
