//! Reads all files on all cores. Of a sound file only what the result needs stays in memory: its text, notes and
//! artifacts go as soon as it has been looked at, and the text is read again where a finding has to show a line of it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::answers::{self, Finding};
use super::hostile::hostile;
use crate::answers::gather::{self, Candidate, Found, Stranger, Unusable};
use crate::answers::{self as saved, AnswersFile, SettlementFile};
use crate::diagnostic::{Diagnostic, Place};
use crate::policy;
use crate::questionnaire::Catalog;
use crate::source::Source;

/// Files between two reports of progress.
const BATCH: usize = 100;

/// What files and folders hold.
#[derive(Default)]
pub(super) struct Survey {
    /// Sound answers.
    pub files: Vec<AnswersFile>,
    /// Sound settlements.
    pub settlements: Vec<SettlementFile>,
    /// What the loaders found.
    pub problems: Vec<Diagnostic>,
    /// What sound answers show by themselves.
    pub findings: Vec<Finding>,
    /// What could not be opened.
    pub unreadable: Vec<String>,
    /// Files passed over or named twice.
    pub notes: Vec<String>,
    /// The files that were read.
    pub names: Vec<String>,
    /// Whether a file could be read and not be used.
    pub broken: bool,
    /// Where the answers came from.
    paths: Vec<PathBuf>,
}

/// What one file turned out to be.
enum Looked {
    Answers(AnswersFile, Vec<Diagnostic>, Vec<Finding>),
    Settlement(SettlementFile, Vec<Diagnostic>),
    PassedOver(Stranger),
    Unusable(Unusable),
}

/// Reads the files and, where a day is given, looks for what is wrong with sound ones.
pub(super) fn survey(
    paths: &[PathBuf],
    catalog: &Catalog,
    today: Option<Date>,
    progress: Option<&mut dyn FnMut(usize, usize)>,
) -> Survey {
    let mut survey = Survey::default();
    let mut unusable = Unusable::default();
    let candidates = gather::candidates(paths, &mut unusable, &mut survey.notes);
    survey.unreadable.append(&mut unusable.unreadable);
    // Between batches a core may have to wait for the other; where nobody watches, all files are one.
    let size = if progress.is_some() { BATCH } else { candidates.len().max(1) };
    let mut progress = progress;
    for (batch, some) in candidates.chunks(size).enumerate() {
        let looked: Vec<Looked> = some.par_iter().map(|candidate| look(candidate, catalog, today)).collect();
        for (candidate, looked) in some.iter().zip(looked) {
            survey.take(candidate, looked);
        }
        if let Some(progress) = &mut progress {
            progress(batch * size + some.len(), candidates.len());
        }
    }
    survey
}

fn look(candidate: &Candidate, catalog: &Catalog, today: Option<Date>) -> Looked {
    match gather::open(candidate, catalog) {
        Ok(Found::Answers(loaded)) => {
            let (mut file, mut warnings) = (loaded.value, loaded.warnings);
            let mut findings = Vec::new();
            if let Some(today) = today {
                warnings.extend(hostile(&file.source));
                findings = answers::findings(&file, today);
            }
            slim(&mut file, &candidate.path, warnings.is_empty() && findings.is_empty());
            Looked::Answers(file, warnings, findings)
        }
        Ok(Found::Settlement(loaded)) => {
            let (file, mut warnings) = (loaded.value, loaded.warnings);
            if let Some(today) = today {
                warnings.extend(hostile(&file.source));
                warnings.extend(answers::settled_later(&file, today));
            }
            Looked::Settlement(file, warnings)
        }
        Ok(Found::PassedOver(stranger)) => Looked::PassedOver(stranger),
        Err(unusable) => Looked::Unusable(unusable),
    }
}

/// Lets go of what no later step needs.
fn slim(file: &mut AnswersFile, path: &Path, clean: bool) {
    for entry in &mut file.answers.entries {
        entry.note = None;
        entry.artifacts = Vec::new();
    }
    file.answers.withdrawn = Vec::new();
    file.places.entries.shrink_to_fit();
    // Standard input cannot be read again.
    if clean && path != Path::new("-") {
        file.source = Arc::new(Source::new(file.source.name.as_str(), ""));
    }
}

impl Survey {
    fn take(&mut self, candidate: &Candidate, looked: Looked) {
        let name = match &looked {
            Looked::Answers(file, ..) => file.source.name.clone(),
            _ => candidate.path.display().to_string(),
        };
        match looked {
            Looked::Answers(file, warnings, findings) => {
                self.files.push(file);
                self.paths.push(candidate.path.clone());
                self.problems.extend(warnings);
                self.findings.extend(findings);
            }
            Looked::Settlement(file, warnings) => {
                self.settlements.push(file);
                self.problems.extend(warnings);
            }
            Looked::PassedOver(stranger) => {
                self.notes.extend(passed_over(&name, &stranger));
                return;
            }
            Looked::Unusable(unusable) if unusable.unreadable.is_empty() => {
                self.broken = true;
                self.problems.extend(unusable.problems);
            }
            Looked::Unusable(unusable) => {
                self.unreadable.extend(unusable.unreadable);
                return;
            }
        }
        self.names.push(name);
    }

    /// Whether the settlement was made on other answers. Its digests are over notes and artifacts too, so the files are
    /// read once more.
    pub fn stale(&self, catalog: &Catalog) -> Option<Diagnostic> {
        let [settlement] = self.settlements.as_slice() else { return None };
        let digest = |path: &PathBuf| match gather::open(&Candidate::named(path.clone()), catalog) {
            Ok(Found::Answers(loaded)) => {
                let file = loaded.value;
                Some((file.answers.respondent.role, saved::digest(&file.answers, &file.questionnaire)))
            }
            _ => None,
        };
        // Standard input cannot be read again, and a settlement is not made on it.
        let now: Option<Vec<_>> = self.paths.par_iter().map(digest).collect();
        gather::stale(settlement, &now?)
    }

    /// Reads the texts again that findings have to show.
    pub fn restore(&self, findings: &mut [Diagnostic]) {
        let emptied: HashMap<*const Source, &Path> = self
            .files
            .iter()
            .zip(&self.paths)
            .filter(|(file, _)| file.source.text.is_empty())
            .map(|(file, path)| (Arc::as_ptr(&file.source), path.as_path()))
            .collect();
        let mut read: HashMap<*const Source, Arc<Source>> = HashMap::new();
        let mut restore = |place: &mut Place| {
            let pointer = Arc::as_ptr(&place.source);
            let Some(path) = emptied.get(&pointer) else { return };
            let empty = &place.source;
            let source = read
                .entry(pointer)
                .or_insert_with(|| gather::read_source(path).unwrap_or_else(|_| Arc::clone(empty)));
            place.source = Arc::clone(source);
        };
        for finding in findings {
            restore(&mut finding.place);
            if let Some((place, _)) = &mut finding.related {
                restore(place);
            }
        }
    }
}

/// That a file was passed over; a policy beside the answers needs no word. What stands where a format should may be
/// anything, and only a format is quoted.
fn passed_over(name: &str, stranger: &Stranger) -> Option<String> {
    let is_format = |text: &str| {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '/' | '@');
        text.len() <= 60 && text.contains('/') && text.contains('@') && text.chars().all(plain)
    };
    match stranger {
        Stranger::Format(Some(format)) if format == policy::FORMAT => None,
        Stranger::Format(Some(format)) if !is_format(format) => {
            Some(format!("{name} was passed over: it has another format"))
        }
        other => Some(format!("{name} was passed over: {other}")),
    }
}
