//! Several files and folders as the respondents of one organization.

mod files;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

pub use files::read_source;
pub(crate) use files::{Candidate, Found, Inside, Stranger, candidates, format_of, named, nothing_in, open};

use super::Answers;
use super::load::{self, AnswersFile};
use super::settlement::{Settlement, SettlementFile, changes, changes_in_words};
use crate::diagnostic::{Code, Diagnostic, any_error};
use crate::questionnaire::{Catalog, Questionnaire};
use crate::source::{ReadError, Source, Span};

/// The answers of one organization, and what a workshop settled on them.
#[derive(Debug)]
pub struct Gathered {
    /// The questionnaire that all of them answer.
    pub questionnaire: Arc<Questionnaire>,
    /// At least one file.
    pub files: Vec<AnswersFile>,
    /// The one settlement, where there is one.
    pub settlement: Option<SettlementFile>,
    /// Warnings from all files.
    pub warnings: Vec<Diagnostic>,
    /// Files passed over, and why.
    pub notes: Vec<String>,
}

/// Why the files cannot be used.
#[derive(Debug, Default)]
pub struct Unusable {
    /// Problems inside files.
    pub problems: Vec<Diagnostic>,
    /// Files and folders that could not be read, or held nothing.
    pub unreadable: Vec<String>,
}

/// Loads files, and folders of them, on all cores.
///
/// # Errors
///
/// Every file that cannot be read and every problem found in the others.
pub fn gather(paths: &[PathBuf], catalog: &Catalog) -> Result<Gathered, Unusable> {
    let mut unusable = Unusable::default();
    let mut notes = Vec::new();
    let candidates = candidates(paths, &mut unusable, &mut notes);
    let gathered = together(paths, &candidates, catalog, unusable)?;
    notes.extend(gathered.notes);
    Ok(Gathered { notes, ..gathered })
}

/// As [`gather`], for one folder of which is known what YAML files it holds.
///
/// # Errors
///
/// As there.
pub(crate) fn gather_listed(
    folder: &Path,
    yaml: Vec<PathBuf>,
    catalog: &Catalog,
) -> Result<Gathered, Unusable> {
    let candidates: Vec<Candidate> = yaml.into_iter().map(Candidate::found).collect();
    together(&[folder.to_owned()], &candidates, catalog, Unusable::default())
}

/// What the files at these paths hold, unless there is something unusable among them or was before.
fn together(
    paths: &[PathBuf],
    candidates: &[Candidate],
    catalog: &Catalog,
    mut unusable: Unusable,
) -> Result<Gathered, Unusable> {
    let mut notes = Vec::new();
    let results: Vec<Result<Found, Unusable>> =
        candidates.par_iter().map(|candidate| open(candidate, catalog)).collect();
    let (mut files, mut settlements, mut warnings) = (Vec::new(), Vec::new(), Vec::new());
    for (candidate, result) in candidates.iter().zip(results) {
        match result {
            Ok(Found::Answers(loaded)) => {
                files.push(loaded.value);
                warnings.extend(loaded.warnings);
            }
            Ok(Found::Settlement(loaded)) => {
                settlements.push(loaded.value);
                warnings.extend(loaded.warnings);
            }
            Ok(Found::PassedOver(stranger)) => {
                notes.push(format!("{} was passed over: {stranger}", candidate.path.display()));
            }
            Err(more) => {
                unusable.problems.extend(more.problems);
                unusable.unreadable.extend(more.unreadable);
            }
        }
    }
    if files.is_empty() && unusable.is_empty() {
        unusable.unreadable.push(nothing_in(paths));
    }
    let mut across = across(&files, &settlements);
    if let [settlement] = settlements.as_slice()
        && !any_error(&across)
    {
        let now = files
            .iter()
            .map(|file| (file.answers.respondent.role, super::digest(&file.answers, &file.questionnaire)));
        across.extend(stale(settlement, &now.collect::<Vec<_>>()));
    }
    respondents(&mut across, &files);
    if any_error(&across) || !unusable.is_empty() {
        unusable.problems.append(&mut across);
        // Warnings of the sound files would bury what has to be mended.
        return Err(unusable);
    }
    warnings.append(&mut across);
    let Some(first) = files.first() else { return Err(unusable) };
    let questionnaire = Arc::clone(&first.questionnaire);
    Ok(Gathered { questionnaire, files, settlement: settlements.pop(), warnings, notes })
}

impl Gathered {
    /// The answers, one for each respondent, in the order of the files.
    pub fn respondents(&self) -> Vec<&Answers> {
        self.files.iter().map(|file| &file.answers).collect()
    }

    /// What a workshop settled on them.
    pub fn settlement(&self) -> Option<&Settlement> {
        self.settlement.as_ref().map(|file| &file.settlement)
    }
}

impl Unusable {
    fn is_empty(&self) -> bool {
        self.problems.is_empty() && self.unreadable.is_empty()
    }

    pub(crate) fn of(problems: Vec<Diagnostic>) -> Self {
        Self { problems, unreadable: Vec::new() }
    }
}

impl From<ReadError> for Unusable {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::NotUtf8 { text, at } => Self::of(vec![
                Diagnostic::new(
                    Code::InvalidUtf8,
                    &Arc::from(text),
                    Span::new(at, at),
                    "the file is not UTF-8 text",
                )
                .label("the first byte that is not UTF-8 stands here")
                .help("save it as UTF-8"),
            ]),
            other => Self { problems: Vec::new(), unreadable: vec![other.to_string()] },
        }
    }
}

/// Whether the files belong together: one organization, at most one settlement.
pub(crate) fn across(files: &[AnswersFile], settlements: &[SettlementFile]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if let Some((first, rest)) = files.split_first() {
        for other in rest {
            mixed(&mut found, &Stand::of_answers(first), &Stand::of_answers(other));
        }
        for settlement in settlements {
            mixed(&mut found, &Stand::of_answers(first), &Stand::of_settlement(settlement));
        }
    }
    if let [first, rest @ ..] = settlements {
        for second in rest {
            found.push(
                Diagnostic::new(
                    Code::SeveralSettlements,
                    &second.source,
                    second.places.organization,
                    "a second settlement was given",
                )
                .related(&first.source, first.places.organization, "the first")
                .help("one result takes at most one settlement: name the one that holds"),
            );
        }
    }
    found
}

/// Whether two files are of one organization.
pub(crate) fn same_organization(first: &AnswersFile, other: &AnswersFile) -> Option<Diagnostic> {
    let mut found = Vec::new();
    mixed(&mut found, &Stand::of_answers(first), &Stand::of_answers(other));
    found.pop()
}

/// What of a file has to agree with the others.
struct Stand<'a> {
    source: &'a Arc<Source>,
    places: &'a load::Places,
    organization: &'a str,
}

impl<'a> Stand<'a> {
    fn of_answers(file: &'a AnswersFile) -> Self {
        Self { source: &file.source, places: &file.places, organization: &file.answers.organization }
    }

    fn of_settlement(file: &'a SettlementFile) -> Self {
        Self { source: &file.source, places: &file.places, organization: &file.settlement.organization }
    }
}

fn mixed(found: &mut Vec<Diagnostic>, first: &Stand<'_>, other: &Stand<'_>) {
    if first.organization != other.organization {
        found.push(
            Diagnostic::new(
                Code::MixedOrganizations,
                other.source,
                other.places.organization,
                "files of different organizations do not mix",
            )
            .label("this organization")
            .related(first.source, first.places.organization, "and that one")
            .help("score one organization at a time"),
        );
    }
}

/// Files that could be of one person.
pub(crate) fn respondents(found: &mut Vec<Diagnostic>, files: &[AnswersFile]) {
    let mut named: HashMap<(usize, &str), &AnswersFile> = HashMap::new();
    let mut of_role: HashMap<usize, &AnswersFile> = HashMap::new();
    let mut nameless: HashMap<usize, &AnswersFile> = HashMap::new();
    for file in files {
        let (role, name) = (file.answers.respondent.role, file.answers.respondent.name.as_deref());
        let namesake = name.and_then(|name| named.get(&(role, name)));
        let untold = if name.is_some() { nameless.get(&role) } else { of_role.get(&role) };
        if let Some(earlier) = namesake {
            found.push(pair(Code::DuplicateRespondent, file, earlier));
        }
        if let Some(earlier) = untold {
            found.push(pair(Code::UnnamedRespondents, file, earlier));
        }
        of_role.entry(role).or_insert(file);
        match name {
            Some(name) => named.entry((role, name)).or_insert(file),
            None => nameless.entry(role).or_insert(file),
        };
    }
}

/// A file that has too much in common with an earlier one.
fn pair(code: Code, file: &AnswersFile, earlier: &AnswersFile) -> Diagnostic {
    let (message, other, help) = if code == Code::DuplicateRespondent {
        let help = "both are counted; remove the one that no longer holds";
        ("a second file of the same role and name", "the first", help)
    } else {
        let help = "they count as two people; `name` tells them apart";
        ("two files of one role, which names do not tell apart", "the other", help)
    };
    Diagnostic::new(code, &file.source, file.places.role, message)
        .related(&earlier.source, earlier.places.role, other)
        .help(help)
}

/// Whether a settlement was made on other answers than those of today: roles and digests.
pub(crate) fn stale(file: &SettlementFile, now: &[(usize, String)]) -> Option<Diagnostic> {
    let changes = changes(&file.settlement.answers, now);
    (!changes.is_empty()).then(|| {
        Diagnostic::new(
            Code::StaleSettlement,
            &file.source,
            file.places.organization,
            "the settlement was made on other answers than these",
        )
        .label(format!("since then: {}", changes_in_words(&file.questionnaire, &changes)))
        .help("settle again what changed, or score the answers that lay on the table")
    })
}
