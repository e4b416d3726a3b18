//! How long loading, scoring and checking take, for one respondent and for a thousand, against only parsing the same files on
//! the same cores; then the memory that a thousand take.
//!
//! `cargo bench --bench speed`

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark is no library")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::LazyLock;

use divan::Bencher;
use divan::black_box;
use equipoise::answers::gather::{Gathered, gather};
use equipoise::answers::{Answers, load};
use equipoise::assessment::{Assessment, assess};
use equipoise::check::{Checked, Request, check};
use equipoise::policy;
use equipoise::questionnaire::{Catalog, builtin};
use equipoise::report::json;
use equipoise::source::Source;
use equipoise::yaml;
use rayon::prelude::*;

/// Respondents of the large organization.
const MANY: usize = 1_000;

fn main() {
    if let Some(folder) = std::env::args().nth(1).filter(|argument| Path::new(argument).is_dir()) {
        if std::env::args().nth(2).is_some() {
            black_box(checked(Path::new(&folder)));
            println!("peak memory of {MANY} respondents checked against a policy: {}", peak());
        } else {
            black_box(whole(Path::new(&folder)));
            println!("peak memory of {MANY} respondents scored to JSON: {}", peak());
        }
        return;
    }
    divan::main();
    for more in [None, Some("check")] {
        Command::new(std::env::current_exe().unwrap()).arg(&*FOLDER).args(more).status().unwrap();
    }
    std::fs::remove_dir_all(&*FOLDER).unwrap();
}

/// The kernel's own record of the most memory that this process held.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .map_or("unknown".into(), |peak| peak.trim().into())
}

fn example(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/marlow-freight").join(file)
}

fn source(text: &str) -> Arc<Source> {
    Arc::new(Source::new("bench", text))
}

/// A thousand files, of six roles in turn.
static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("equipoise-speed-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let roles = ["ceo", "cio", "ciso", "it-manager", "hr", "legal"];
    let texts = roles.map(|role| std::fs::read_to_string(example(&format!("{role}.yaml"))).unwrap());
    for number in 0..MANY {
        let text = texts[number % roles.len()].replacen("  name: ", &format!("  name: {number} "), 1);
        std::fs::write(folder.join(format!("{number:04}.yaml")), text).unwrap();
    }
    folder
});

fn gathered(path: &Path) -> Gathered {
    gather(&[path.to_owned()], &Catalog::default()).unwrap()
}

fn scored(gathered: &Gathered) -> Assessment {
    let respondents: Vec<&Answers> = gathered.files.iter().map(|file| &file.answers).collect();
    assess(&gathered.questionnaire, &respondents, None)
}

fn whole(folder: &Path) -> Vec<u8> {
    let gathered = gathered(folder);
    let mut bytes = Vec::new();
    json::write(&mut bytes, &gathered.questionnaire, "Bench", &scored(&gathered)).unwrap();
    bytes
}

/// Demands of every sort, most of them met.
const POLICY: &str = "\
format: equipoise/policy@1
require:
  roles: [ceo, cio, ciso, it-manager, hr, legal]
  confirmed: true
  completeness: 0.5
  strength: 0.1
  objectives: {business: 0.1, compliance: 0.1, culture: 0.1}
  kinds: {technical: 0.1, integration: 0.1, social: 0.1}
freshness: {max_age: 180d, warn_before: 14d}
evidence: [{from: 4, grade: documented}]
limits: {not_applicable: 0.5, unknown: 0.5, perception_gap: 5}
no_regression: {tolerance: 0.02}
";

fn checked(folder: &Path) -> Checked {
    let catalog = Catalog::default();
    let policy = policy::load(&source(POLICY), &catalog.default_one().unwrap()).unwrap().value;
    let request = Request {
        paths: &[folder.to_owned()],
        baseline: &[],
        policy: Some(&policy),
        catalog: &catalog,
        today: jiff::civil::date(2026, 11, 21),
    };
    check(request, None)
}

#[divan::bench]
fn load_the_questionnaire(bencher: Bencher<'_, '_>) {
    bencher.bench(|| builtin::load(builtin::DEFAULT).unwrap().is_ok());
}

#[divan::bench]
fn load_one_answers_file(bencher: Bencher<'_, '_>) {
    let (source, catalog) =
        (source(&std::fs::read_to_string(example("ciso.yaml")).unwrap()), Catalog::default());
    catalog.default_one().unwrap();
    bencher.bench(|| load::load(&source, &catalog).is_ok());
}

#[divan::bench]
fn score_1_respondent(bencher: Bencher<'_, '_>) {
    let gathered = gathered(&example("ciso.yaml"));
    bencher.bench(|| scored(&gathered));
}

#[divan::bench]
fn score_1000_respondents(bencher: Bencher<'_, '_>) {
    let gathered = gathered(&FOLDER);
    bencher.bench(|| scored(&gathered));
}

#[divan::bench(sample_count = 20)]
fn files_of_1000_only_parsed(bencher: Bencher<'_, '_>) {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(&*FOLDER).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    bencher.bench(|| {
        paths.par_iter().for_each(|path| {
            let source = Arc::new(Source::read(path).unwrap());
            black_box(yaml::parse(&source).is_ok());
        });
    });
}

#[divan::bench(sample_count = 20)]
fn files_of_1000_loaded_scored_written(bencher: Bencher<'_, '_>) {
    LazyLock::force(&FOLDER);
    bencher.bench(|| whole(&FOLDER));
}

#[divan::bench(sample_count = 20)]
fn files_of_1000_checked_against_a_policy(bencher: Bencher<'_, '_>) {
    LazyLock::force(&FOLDER);
    bencher.bench(|| checked(&FOLDER));
}
