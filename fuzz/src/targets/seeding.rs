//! What fuzzing begins with: the project's own files, read where they are.

use std::fs;
use std::path::{Path, PathBuf};

use super::NEXT_FILE;

/// The seeds of a target, in the same order on every machine. Files beyond a few kilobytes are left out: they slow
/// everything down and show nothing that small ones do not.
pub fn seeds(project: &Path, target: &str) -> Vec<Vec<u8>> {
    let file = |path: &str| fs::read(project.join(path)).expect("a seed's file");
    let folder = |path: &str| yaml_below(&project.join(path));
    let mut seeds: Vec<Vec<u8>> = folder("fuzz/seeds").into_iter().map(|path| read(&[path])).collect();
    seeds.retain(|seed| belongs(seed, target));
    let invalid = folder("tests/fixtures/invalid").into_iter().map(|path| read(&[path]));
    seeds.extend(invalid.filter(|seed| belongs(seed, target)));
    match target {
        "answers" | "check" => {
            seeds.push(file("tests/fixtures/tiny-answers.yaml"));
            seeds.push(file("examples/marlow-freight/hr.yaml"));
            seeds.extend(subfolders(&project.join("tests/vectors")).iter().map(|one| read(&yaml_below(one))));
            let whole = subfolders(&project.join("tests/fixtures/invalid"));
            seeds.extend(whole.iter().map(|one| read(&yaml_below(one))));
        }
        "companions" => {
            seeds.push(file("examples/ci/policy.yaml"));
            seeds.push(file("examples/marlow-freight-targets.yaml"));
        }
        _ => {
            seeds.push(file("tests/fixtures/tiny.yaml"));
            seeds.push(file("tests/vectors/mini.yaml"));
            seeds.push(file("src/questionnaire/skeleton.yaml"));
        }
    }
    seeds
}

/// Whether a file is one that a target reads.
fn belongs(seed: &[u8], target: &str) -> bool {
    let text = String::from_utf8_lossy(seed);
    let names = |format: &str| text.contains(&format!("equipoise/{format}@"));
    match target {
        "questionnaire" => names("questionnaire"),
        "companions" => ["settlement", "policy", "targets"].into_iter().any(names),
        "answers" => names("answers"),
        _ => !names("questionnaire") && !names("targets"),
    }
}

/// Files as one input.
fn read(paths: &[PathBuf]) -> Vec<u8> {
    let texts: Vec<Vec<u8>> = paths.iter().map(|path| fs::read(path).expect("a seed's file")).collect();
    texts.join(NEXT_FILE.as_bytes())
}

/// The YAML files in a folder and below it, by name.
fn yaml_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in entries(folder) {
        if path.is_dir() {
            found.extend(yaml_below(&path));
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            found.push(path);
        }
    }
    found
}

fn subfolders(folder: &Path) -> Vec<PathBuf> {
    entries(folder).into_iter().filter(|path| path.is_dir()).collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of seeds");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}
