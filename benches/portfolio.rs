//! How long a portfolio of 1,000 and of 10,000 units takes, one file each, beside only parsing the same files on the
//! same cores; and how much memory.
//!
//! `cargo bench --bench portfolio`

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark is no library")]

use std::fs;
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use equipoise::portfolio::{Sort, survey};
use equipoise::questionnaire::Catalog;
use equipoise::report::portfolio::{View, csv, json};
use equipoise::report::{html, terminal};
use equipoise::source::Source;
use equipoise::yaml;
use rayon::prelude::*;

/// Units of the portfolios.
const SIZES: [usize; 2] = [1_000, 10_000];
/// Runs of each job; the median counts.
const RUNS: usize = 7;
/// The jobs, the bare parse first.
const JOBS: [&str; 6] =
    ["only parsed", "read and scored", "to the terminal", "as JSON", "as CSV", "as a page"];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [folder, job] = arguments.as_slice() {
        run(Path::new(folder), job);
        println!("{}", peak());
        return;
    }
    for size in SIZES {
        let folder = generated(size);
        let mut times = vec![Vec::new(); JOBS.len()];
        // In turn, so that a busy moment of the machine falls on all of them.
        for _ in 0..RUNS {
            for (job, times) in JOBS.iter().zip(&mut times) {
                let start = Instant::now();
                run(&folder, job);
                times.push(start.elapsed());
            }
        }
        let medians: Vec<Duration> = times.into_iter().map(median).collect();
        println!("{size} units of one file:");
        for (job, time) in JOBS.iter().zip(&medians) {
            let ratio = time.as_secs_f64() / medians[0].as_secs_f64();
            println!(
                "  {job:<16} {time:>10.1?}  {ratio:.2} times the parse, {} at most",
                child(&folder, job)
            );
        }
        fs::remove_dir_all(folder).unwrap();
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// Units of one file each, of the six roles of the example in turn.
fn generated(size: usize) -> PathBuf {
    let roles = ["ceo", "cio", "ciso", "it-manager", "hr", "legal"];
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/marlow-freight");
    let texts = roles.map(|role| fs::read_to_string(example.join(format!("{role}.yaml"))).unwrap());
    let folder = std::env::temp_dir().join(format!("equipoise-portfolio-{}-{size}", std::process::id()));
    for number in 0..size {
        let unit = folder.join(format!("unit-{number:05}"));
        fs::create_dir_all(&unit).unwrap();
        let text = texts[number % roles.len()].replacen("Marlow Freight\n", &format!("Unit {number}\n"), 2);
        fs::write(unit.join("answers.yaml"), text).unwrap();
    }
    folder
}

fn run(folder: &Path, job: &str) {
    if job == JOBS[0] {
        return parse(folder);
    }
    let surveyed = survey(&[folder.to_owned()], &Catalog::default(), None).unwrap();
    assert!(surveyed.unusable.is_empty());
    let (portfolio, sort) = (surveyed.portfolio, Sort::Folder);
    // As the command does, nothing drawn is kept.
    let mut out = BufWriter::with_capacity(64 * 1024, fs::File::create("/dev/null").unwrap());
    match job {
        "to the terminal" => {
            terminal::portfolio::write(&mut out, &View::new(&portfolio, sort), 80, false).unwrap();
        }
        "as JSON" => json::write(&mut out, &portfolio, sort).unwrap(),
        "as CSV" => csv::write(&mut out, &portfolio, sort).unwrap(),
        "as a page" => {
            let view = View::new(&portfolio, sort);
            html::portfolio::write(&mut out, &view, html::Frame::new(html::TITLE, &view.title)).unwrap();
        }
        _ => {}
    }
    out.flush().unwrap();
    black_box(portfolio);
}

fn parse(folder: &Path) {
    let mut units: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    units.sort();
    units.par_iter().for_each(|unit| {
        let source = Arc::new(Source::read(&unit.join("answers.yaml")).unwrap());
        black_box(yaml::parse(&source).is_ok());
    });
}

/// The most memory that one run of a job takes, in a process of its own.
fn child(folder: &Path, job: &str) -> String {
    let output = Command::new(std::env::current_exe().unwrap()).arg(folder).arg(job).output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// The kernel's own record of the most memory that this process held.
fn peak() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = kilobytes.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    number.map_or("unknown".into(), |number| format!("{:.1} MB", number / 1024.0))
}
