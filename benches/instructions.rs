//! Counts instructions: loading the questionnaire and the six example answers, scoring and writing JSON, against
//! only parsing the same YAML with the same library. Instruction counts repeat where timings do not.
//!
//! `cargo bench --bench instructions` runs itself under valgrind's callgrind and fails where the whole job takes more
//! than 1.2 times the parse.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark is no library"
)]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use equipoise::answers::{Answers, gather::gather};
use equipoise::assessment::assess;
use equipoise::questionnaire::{Catalog, builtin};
use equipoise::report::json;

/// The whole job may take so many times the instructions of the parse.
const LIMIT: f64 = 1.2;

fn main() -> ExitCode {
    // Callgrind counts per thread: everything has to happen on this one.
    rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global().unwrap();
    match std::env::args().nth(1).as_deref() {
        Some("parse") => measured_parse(&texts()),
        Some("value") => measured_value(&texts()),
        Some("whole") => measured_whole(&example()),
        _ => return compare(),
    }
    ExitCode::SUCCESS
}

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/marlow-freight")
}

fn texts() -> Vec<String> {
    let mut texts = vec![builtin::text(builtin::DEFAULT).unwrap().to_owned()];
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(example()).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    texts.extend(paths.iter().map(|path| std::fs::read_to_string(path).unwrap()));
    texts
}

/// Only parses, into what the loaders parse into.
#[inline(never)]
fn measured_parse(texts: &[String]) {
    for text in texts {
        let source = std::sync::Arc::new(equipoise::source::Source::new("", text.as_str()));
        black_box(equipoise::yaml::parse(&source).is_ok());
    }
}

#[inline(never)]
fn measured_value(texts: &[String]) {
    for text in texts {
        black_box(serde_saphyr::from_str::<serde_json::Value>(text).unwrap());
    }
}

/// Everything that `equipoise score FOLDER --format json` does.
#[inline(never)]
fn measured_whole(folder: &Path) {
    let gathered = gather(&[folder.to_owned()], &Catalog::default()).unwrap();
    let respondents: Vec<&Answers> = gathered.files.iter().map(|file| &file.answers).collect();
    let assessment = assess(&gathered.questionnaire, &respondents, None);
    let mut bytes = Vec::new();
    json::write(&mut bytes, &gathered.questionnaire, &respondents[0].organization, &assessment).unwrap();
    black_box(bytes);
}

fn compare() -> ExitCode {
    let (parse, whole) = (instructions("parse"), instructions("whole"));
    let ratio = whole as f64 / parse as f64;
    println!("only parsing:   {parse:>12} instructions");
    println!("the whole job:  {whole:>12} instructions, {ratio:.2} times the parse (limit {LIMIT})");
    println!("to json value:  {:>12} instructions", instructions("value"));
    if ratio <= LIMIT { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn instructions(job: &str) -> u64 {
    let output = Command::new("valgrind")
        .args([
            "--tool=callgrind",
            "--callgrind-out-file=/dev/null",
            &format!("--toggle-collect=*measured_{job}*"),
        ])
        .arg(std::env::current_exe().unwrap())
        .arg(job)
        .output()
        .expect("valgrind is needed to count instructions");
    let report = String::from_utf8_lossy(&output.stderr).into_owned();
    let line = report.lines().find(|line| line.contains("Collected :")).unwrap_or_else(|| panic!("{report}"));
    line.rsplit(' ').next().unwrap().parse().unwrap()
}
