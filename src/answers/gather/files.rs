//! Which files paths stand for, and what each of them holds.

use std::collections::HashSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::Unusable;
use crate::answers::QuestionnaireRef;
use crate::answers::load::{self, AnswersFile};
use crate::answers::settlement::{self, SETTLEMENT_FORMAT, SettlementFile};
use crate::diagnostic::Loaded;
use crate::questionnaire::Catalog;
use crate::source::Source;
use crate::yaml::{self, Node, Reader, Value};

/// What one path turned out to be.
pub(crate) enum Found {
    /// A respondent's answers.
    Answers(Loaded<AnswersFile>),
    /// A settlement.
    Settlement(Loaded<SettlementFile>),
    /// A file in a folder that is neither.
    PassedOver(Stranger),
}

/// A file in a folder that is passed over.
pub(crate) enum Stranger {
    /// No regular file; what the system says.
    NoFile(String),
    /// No YAML, and it does not say that it is ours.
    NoYaml,
    /// Of another format, or of none.
    Format(Option<String>),
}

impl fmt::Display for Stranger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFile(why) => f.write_str(why),
            Self::NoYaml => f.write_str("it is no YAML of ours"),
            Self::Format(Some(format)) => write!(f, "it has format {format}"),
            Self::Format(None) => f.write_str("it has no format"),
        }
    }
}

/// A file to read, and whether it may be passed over (it was found in a folder) or was asked for by name.
pub(crate) struct Candidate {
    /// Where it is.
    pub path: PathBuf,
    in_folder: bool,
}

impl Candidate {
    /// A file that was asked for by name.
    pub fn named(path: PathBuf) -> Self {
        Self { path, in_folder: false }
    }

    /// A file that was found in a folder.
    pub fn found(path: PathBuf) -> Self {
        Self { path, in_folder: true }
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

/// That no answers were found, and where they may be.
pub(crate) fn nothing_in(paths: &[PathBuf]) -> String {
    let names: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    let hint = nested(paths)
        .map(|folder| format!("; is it {} that is meant?", folder.display()))
        .unwrap_or_default();
    format!("no answers in {}{hint}", crate::text::and_list(&names))
}

/// The files to read: those named, and those in the folders named, none of them twice.
pub(crate) fn candidates(
    paths: &[PathBuf],
    unusable: &mut Unusable,
    notes: &mut Vec<String>,
) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for path in paths {
        if path.is_dir() {
            match folder(path) {
                Ok(inside) => candidates.extend(inside.into_iter().map(Candidate::found)),
                Err(error) => unusable.unreadable.push(format!("cannot read {}: {error}", path.display())),
            }
        } else {
            candidates.push(Candidate::named(path.clone()));
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
    let hidden = |entry: &std::fs::DirEntry| entry.file_name().to_string_lossy().starts_with('.');
    let entries = paths.iter().filter_map(below).flatten().flatten();
    let mut folders: Vec<PathBuf> =
        entries.filter(|entry| !hidden(entry)).map(|entry| entry.path()).collect();
    folders.sort();
    let has_answers =
        |file: &PathBuf| Source::read(file).is_ok_and(|source| source.text.contains(load::FORMAT));
    folders.into_iter().find(|path| folder(path).is_ok_and(|inside| inside.iter().any(has_answers)))
}

/// What stands directly in a folder, by name; dotfiles are passed over.
#[derive(Debug, Default)]
pub(crate) struct Inside {
    /// Folders, and whether each is a link.
    pub folders: Vec<(PathBuf, bool)>,
    /// YAML files.
    pub yaml: Vec<PathBuf>,
}

impl Inside {
    /// Lists a folder.
    ///
    /// # Errors
    ///
    /// Where the system refuses.
    pub fn of(path: &Path) -> std::io::Result<Self> {
        let mut inside = Self::default();
        for entry in std::fs::read_dir(path)? {
            let entry = entry?;
            if entry.file_name().as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let (path, kind) = (entry.path(), entry.file_type()?);
            if kind.is_dir() || kind.is_symlink() && path.is_dir() {
                inside.folders.push((path, kind.is_symlink()));
            } else if path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml") {
                inside.yaml.push(path);
            }
        }
        // In one folder the bytes of the paths stand in the order of the names.
        inside.folders.sort_unstable_by(|(a, _), (b, _)| a.as_os_str().cmp(b.as_os_str()));
        inside.yaml.sort_unstable_by(|a, b| a.as_os_str().cmp(b.as_os_str()));
        Ok(inside)
    }
}

/// The YAML files directly in a folder, by name.
fn folder(path: &Path) -> std::io::Result<Vec<PathBuf>> {
    Ok(Inside::of(path)?.yaml)
}

/// Reads one file and loads what it holds.
pub(crate) fn open(candidate: &Candidate, catalog: &Catalog) -> Result<Found, Unusable> {
    let source = match read_source(&candidate.path) {
        Err(unusable) if candidate.in_folder && !candidate.path.is_file() => {
            let why = unusable.unreadable.first().map_or("it is no file", String::as_str);
            return Ok(Found::PassedOver(Stranger::NoFile(why.to_owned())));
        }
        read => read?,
    };
    let root = match yaml::parse(&source) {
        // Templates, manifests and the like share the ending; a file of ours that is broken still says what it is.
        Err(_) if candidate.in_folder && claimed_format(&source.text).is_none() => {
            return Ok(Found::PassedOver(Stranger::NoYaml));
        }
        parsed => parsed.map_err(Unusable::of)?,
    };
    match format(&root) {
        Some(SETTLEMENT_FORMAT) => {
            settlement::load_tree(&source, &root, catalog).map(Found::Settlement).map_err(Unusable::of)
        }
        found if candidate.in_folder && found != Some(load::FORMAT) => {
            Ok(Found::PassedOver(Stranger::Format(found.map(ToOwned::to_owned))))
        }
        _ => load::load_tree(&source, &root, catalog).map(Found::Answers).map_err(Unusable::of),
    }
}

/// The questionnaires that the answers among these files name; what cannot be read names none.
pub(crate) fn named(paths: &[PathBuf]) -> Vec<QuestionnaireRef> {
    let (mut unusable, mut notes) = (Unusable::default(), Vec::new());
    let files = candidates(paths, &mut unusable, &mut notes);
    let of_file = |file: &Candidate| {
        let source = file.path.is_file().then(|| read_source(&file.path).ok()).flatten()?;
        let root = yaml::parse(&source).ok()?;
        let Value::Map(entries) = &root.value else { return None };
        let own = entries
            .iter()
            .find(|(key, _)| matches!(&key.value, Value::Text(key) if key == "questionnaire"))?;
        let answers = format(&root) == Some(load::FORMAT);
        let mut reader = Reader::new(&source, &root);
        load::reference(&mut reader, &own.1).filter(|_| answers).map(|(named, _)| named)
    };
    files.iter().filter_map(of_file).collect()
}

/// The format that a file names, such as `equipoise/answers@1`, where it can be read; also of one that does not parse,
/// if it is one of ours.
pub(crate) fn format_of(path: &Path) -> Option<String> {
    // A pipe is not waited for.
    let source = path.is_file().then(|| read_source(path).ok()).flatten()?;
    match yaml::parse(&source) {
        Ok(root) => format(&root).map(ToOwned::to_owned),
        Err(_) => claimed_format(&source.text).map(ToOwned::to_owned),
    }
}

/// The format of ours that a text names which does not parse.
fn claimed_format(text: &str) -> Option<&str> {
    text.lines().find_map(|line| {
        let value = line.strip_prefix("format:")?.trim().trim_matches(['"', '\'']);
        value.starts_with("equipoise/").then_some(value)
    })
}

fn format<'n>(root: &'n Node<'_>) -> Option<&'n str> {
    let Value::Map(entries) = &root.value else { return None };
    entries.iter().find_map(|(key, value)| match (&key.value, &value.value) {
        (Value::Text(key), Value::Text(value)) if key == "format" => Some(value.trim()),
        _ => None,
    })
}
