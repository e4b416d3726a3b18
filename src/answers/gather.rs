//! Several files and folders as the respondents of one organization.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::load::{self, AnswersFile};
use super::settlement::{self, SETTLEMENT_FORMAT, SettlementFile};
use crate::diagnostic::{Code, Diagnostic, Loaded, any_error};
use crate::questionnaire::{Catalog, Questionnaire};
use crate::source::{ReadError, Source, Span};
use crate::yaml::{self, Node, Value};

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

/// What one path turned out to be.
enum Found {
    Answers(Loaded<AnswersFile>),
    Settlement(Loaded<SettlementFile>),
    PassedOver(String),
}

/// A file to read, and whether it may be passed over (it was found in a folder) or was asked for by name.
struct Candidate {
    path: PathBuf,
    in_folder: bool,
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
    let results: Vec<Result<Found, Unusable>> =
        candidates.par_iter().map(|candidate| open(candidate, catalog)).collect();
    let (mut files, mut settlements, mut warnings) = (Vec::new(), Vec::new(), Vec::new());
    for result in results {
        match result {
            Ok(Found::Answers(loaded)) => {
                files.push(loaded.value);
                warnings.extend(loaded.warnings);
            }
            Ok(Found::Settlement(loaded)) => {
                settlements.push(loaded.value);
                warnings.extend(loaded.warnings);
            }
            Ok(Found::PassedOver(note)) => notes.push(note),
            Err(more) => {
                unusable.problems.extend(more.problems);
                unusable.unreadable.extend(more.unreadable);
            }
        }
    }
    if files.is_empty() && unusable.is_empty() {
        let names: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        let hint = nested(paths)
            .map(|folder| format!("; is it {} that is meant?", folder.display()))
            .unwrap_or_default();
        unusable.unreadable.push(format!("no answers in {}{hint}", crate::text::and_list(&names)));
    }
    let mut across = across(&files, &settlements);
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

impl Unusable {
    fn is_empty(&self) -> bool {
        self.problems.is_empty() && self.unreadable.is_empty()
    }

    fn of(problems: Vec<Diagnostic>) -> Self {
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

/// Reads a file, or standard input where the path is `-`.
///
/// # Errors
///
/// Where it cannot be read, is no regular file, is too large or is not UTF-8.
pub fn read_source(path: &Path) -> Result<Arc<Source>, Unusable> {
    let source = if path == Path::new("-") {
        Source::from_reader("standard input".into(), std::io::stdin().lock())
    } else {
        Source::read(path)
    };
    Ok(Arc::new(source?))
}

fn candidates(paths: &[PathBuf], unusable: &mut Unusable, notes: &mut Vec<String>) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for path in paths {
        if path.is_dir() {
            match folder(path) {
                Ok(inside) => {
                    candidates.extend(inside.into_iter().map(|path| Candidate { path, in_folder: true }));
                }
                Err(error) => unusable.unreadable.push(format!("cannot read {}: {error}", path.display())),
            }
        } else {
            candidates.push(Candidate { path: path.clone(), in_folder: false });
        }
    }
    // One path names no file twice, and asking the system for a thousand real paths takes a tenth of the time.
    if paths.len() > 1 {
        let real: Vec<_> =
            candidates.par_iter().map(|candidate| candidate.path.canonicalize().ok()).collect();
        let mut seen = HashSet::new();
        let mut real = real.into_iter();
        candidates.retain(|candidate| {
            let fresh = real.next().flatten().is_none_or(|path| seen.insert(path));
            if !fresh {
                notes.push(format!("{} was named twice and counts once", candidate.path.display()));
            }
            fresh
        });
    }
    candidates
}

/// A folder below one of these that has answers directly in it, where there is one.
fn nested(paths: &[PathBuf]) -> Option<PathBuf> {
    let below = |path: &PathBuf| std::fs::read_dir(path).ok();
    let mut folders: Vec<PathBuf> =
        paths.iter().filter_map(below).flatten().flatten().map(|entry| entry.path()).collect();
    folders.sort();
    folders.into_iter().find(|path| folder(path).is_ok_and(|inside| !inside.is_empty()))
}

/// The YAML files directly in a folder, by name; dotfiles are passed over.
fn folder(path: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut inside = Vec::new();
    for entry in std::fs::read_dir(path)? {
        let path = entry?.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        let yaml = path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
        if yaml && !hidden && !path.is_dir() {
            inside.push(path);
        }
    }
    inside.sort();
    Ok(inside)
}

fn open(candidate: &Candidate, catalog: &Catalog) -> Result<Found, Unusable> {
    let passed_over =
        |why: &str| Ok(Found::PassedOver(format!("{} was passed over: {why}", candidate.path.display())));
    let source = match read_source(&candidate.path) {
        Err(unusable) if candidate.in_folder && !candidate.path.is_file() => {
            return passed_over(unusable.unreadable.first().map_or("it is no file", String::as_str));
        }
        read => read?,
    };
    let root = match yaml::parse(&source) {
        // Templates, manifests and the like share the ending; a file of ours that is broken still says what it is.
        Err(_) if candidate.in_folder && !claims_to_be_ours(&source.text) => {
            return passed_over("it is no YAML of ours");
        }
        parsed => parsed.map_err(Unusable::of)?,
    };
    match format(&root) {
        Some(SETTLEMENT_FORMAT) => {
            settlement::load_tree(&source, &root, catalog).map(Found::Settlement).map_err(Unusable::of)
        }
        found if candidate.in_folder && found != Some(load::FORMAT) => passed_over(
            &found.map_or("it has no format".to_owned(), |format| format!("it has format {format}")),
        ),
        _ => load::load_tree(&source, &root, catalog).map(Found::Answers).map_err(Unusable::of),
    }
}

/// Whether a text that does not parse names a format of ours.
fn claims_to_be_ours(text: &str) -> bool {
    text.lines().any(|line| {
        line.strip_prefix("format:")
            .is_some_and(|value| value.trim_start().trim_start_matches(['"', '\'']).starts_with("equipoise/"))
    })
}

fn format<'n>(root: &'n Node<'_>) -> Option<&'n str> {
    let Value::Map(entries) = &root.value else { return None };
    entries.iter().find_map(|(key, value)| match (&key.value, &value.value) {
        (Value::Text(key), Value::Text(value)) if key == "format" => Some(value.trim()),
        _ => None,
    })
}

/// What only the files together show.
fn across(files: &[AnswersFile], settlements: &[SettlementFile]) -> Vec<Diagnostic> {
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
        if !any_error(&found) {
            stale(&mut found, files, first);
        }
    }
    respondents(&mut found, files);
    found
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

fn respondents(found: &mut Vec<Diagnostic>, files: &[AnswersFile]) {
    for (index, file) in files.iter().enumerate() {
        let who = &file.answers.respondent;
        let same_role = files[..index].iter().filter(|earlier| earlier.answers.respondent.role == who.role);
        let mut unnamed = None;
        for earlier in same_role {
            match (&earlier.answers.respondent.name, &who.name) {
                (Some(a), Some(b)) if a == b => {
                    found.push(
                        Diagnostic::new(
                            Code::DuplicateRespondent,
                            &file.source,
                            file.places.role,
                            "a second file of the same role and name",
                        )
                        .related(&earlier.source, earlier.places.role, "the first")
                        .help("both are counted; remove the one that no longer holds"),
                    );
                }
                (Some(_), Some(_)) => {}
                _ => unnamed = Some(earlier),
            }
        }
        if let Some(earlier) = unnamed {
            found.push(
                Diagnostic::new(
                    Code::UnnamedRespondents,
                    &file.source,
                    file.places.role,
                    "two files of one role, which names do not tell apart",
                )
                .related(&earlier.source, earlier.places.role, "the other")
                .help("they count as two people; `name` tells them apart"),
            );
        }
    }
}

fn stale(found: &mut Vec<Diagnostic>, files: &[AnswersFile], file: &SettlementFile) {
    let mut now: Vec<(usize, String)> = files
        .iter()
        .map(|file| (file.answers.respondent.role, super::digest(&file.answers, &file.questionnaire)))
        .collect();
    let mut then = file.settlement.answers.clone();
    now.sort();
    then.sort();
    if now != then {
        found.push(
            Diagnostic::new(
                Code::StaleSettlement,
                &file.source,
                file.places.organization,
                "the settlement was made on other answers than these",
            )
            .label("answers have changed, come or gone since")
            .help("settle again what changed, or score the answers that lay on the table"),
        );
    }
}
