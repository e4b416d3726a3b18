//! Which folders are units. A folder that holds answers is one; a folder that holds only folders stands for these, and
//! so down the tree.

use std::collections::{HashMap, HashSet};
use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;

use crate::answers::gather::{Inside, format_of};

/// No portfolio is nested deeper; a folder this deep is taken as a unit.
const DEPTH: usize = 16;

/// A unit's folder.
#[derive(Debug)]
pub(super) struct Folder {
    /// Where it is.
    pub path: PathBuf,
    /// Its own name, with as many of the folders above it as tell it from the others.
    pub name: String,
    /// The YAML files in it, where it was listed.
    pub yaml: Option<Vec<PathBuf>>,
}

/// A folder that holds answers beside folders that hold some too: it is one unit, and they count nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mixed {
    /// Its own name.
    pub folder: String,
    /// How many folders in it hold answers, themselves or further down.
    pub passed_over: usize,
}

/// What a folder came to.
enum Found {
    /// A unit, and its YAML files where it was listed.
    Unit(PathBuf, Option<Vec<PathBuf>>),
    Note(String),
    Mixed(Mixed),
}

/// The units below these paths, none of them twice: as named, and by name within a folder.
pub(super) fn find(paths: &[PathBuf], notes: &mut Vec<String>, mixed: &mut Vec<Mixed>) -> Vec<Folder> {
    let mut units = Vec::new();
    for found in paths.iter().flat_map(|path| expand(path, 0)) {
        match found {
            Found::Unit(path, yaml) => units.push((path, yaml)),
            Found::Note(note) => notes.push(note),
            Found::Mixed(one) => mixed.push(one),
        }
    }
    // One path names no folder twice.
    if paths.len() > 1 {
        let real: Vec<Option<PathBuf>> = units.par_iter().map(|(path, _)| path.canonicalize().ok()).collect();
        let (mut seen, mut real) = (HashSet::new(), real.into_iter());
        units.retain(|(path, _)| {
            let fresh = real.next().flatten().is_none_or(|path| seen.insert(path));
            if !fresh {
                notes.push(format!("{} was named twice and counts once", path.display()));
            }
            fresh
        });
    }
    let names = names(&units.iter().map(|(path, _)| path.as_path()).collect::<Vec<_>>());
    units.into_iter().zip(names).map(|((path, yaml), name)| Folder { path, name, yaml }).collect()
}

fn expand(path: &Path, depth: usize) -> Vec<Found> {
    // What cannot be listed is told where it is read.
    let Ok(inside) = Inside::of(path) else { return vec![Found::Unit(path.to_owned(), None)] };
    let unit = |yaml| Found::Unit(path.to_owned(), Some(yaml));
    if inside.folders.is_empty() || depth == DEPTH {
        return vec![unit(inside.yaml)];
    }
    if inside.yaml.iter().any(|file| holds_answers(file)) {
        let folders = crate::text::count(inside.folders.len(), "folder");
        let note =
            format!("{} holds answers, so it is one unit; {folders} in it passed over", path.display());
        let mut found = vec![unit(inside.yaml), Found::Note(note)];
        let passed_over = inside.folders.iter().filter(|(path, _)| leads_to_answers(path, depth + 1)).count();
        if passed_over > 0 {
            let folder = parts(path).pop().unwrap_or_default();
            found.push(Found::Mixed(Mixed { folder, passed_over }));
        }
        return found;
    }
    let below = |(path, link): &(PathBuf, bool)| {
        if *link { vec![Found::Unit(path.clone(), None)] } else { expand(path, depth + 1) }
    };
    inside.folders.par_iter().map(below).collect::<Vec<_>>().into_iter().flatten().collect()
}

/// Whether a folder holds answers, or a folder in it does; links are not followed further.
fn leads_to_answers(path: &Path, depth: usize) -> bool {
    let Ok(inside) = Inside::of(path) else { return false };
    let mut below = inside.folders.iter().filter(|(_, link)| !link && depth < DEPTH);
    inside.yaml.iter().any(|file| holds_answers(file))
        || below.any(|(path, _)| leads_to_answers(path, depth + 1))
}

/// Whether a file says that it is a respondent's answers.
fn holds_answers(path: &Path) -> bool {
    format_of(path).is_some_and(|format| format.starts_with("equipoise/answers@"))
}

/// Names that tell the folders apart: the last part of each path, and more of it where two are called the same.
fn names(paths: &[&Path]) -> Vec<String> {
    let parts: Vec<Vec<String>> = paths.par_iter().map(|path| parts(path)).collect();
    let named = |parts: &[String], count: usize| parts[parts.len().saturating_sub(count)..].join("/");
    let mut counts = vec![1; paths.len()];
    loop {
        let names: Vec<String> =
            parts.iter().zip(&counts).map(|(parts, count)| named(parts, *count)).collect();
        let mut called: HashMap<&str, usize> = HashMap::new();
        for name in &names {
            *called.entry(name).or_default() += 1;
        }
        let mut more = false;
        for (at, name) in names.iter().enumerate() {
            if called[name.as_str()] > 1 && counts[at] < parts[at].len() {
                counts[at] += 1;
                more = true;
            }
        }
        if !more {
            return names;
        }
    }
}

fn parts(path: &Path) -> Vec<String> {
    let real = if path.file_name().is_none() { path.canonicalize().ok() } else { None };
    let path = real.as_deref().unwrap_or(path);
    let mut parts: Vec<String> = path
        .components()
        .filter(|part| matches!(part, Component::Normal(_)))
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    if parts.is_empty() {
        parts.push(path.display().to_string());
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_as_long_as_it_takes_to_tell_them_apart() {
        let paths = ["x/north/sales", "x/south/sales", "x/north/legal", "/"].map(Path::new);
        assert_eq!(names(&paths), ["north/sales", "south/sales", "legal", "/"]);
        let paths = ["a/q1", "b/c/q1", "q1"].map(Path::new);
        assert_eq!(names(&paths), ["a/q1", "c/q1", "q1"]);
    }
}
