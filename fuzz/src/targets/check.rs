//! A folder of answers, a settlement and a policy as `equipoise check` reads it, in every format.

use std::fs;
use std::path::{Path, PathBuf};

use equipoise::check::{Checked, Discretion, Request, check, hostile};
use equipoise::diagnostic::{self, Findings, Style, github, json, junit, sarif};
use equipoise::policy::{self, Policy};
use equipoise::source::Source;
use equipoise::yaml;

use super::{SECRET, World, files, holds, loaded, source, turn};

/// Runs the target.
pub fn run(bytes: &[u8]) {
    let world = World::of(bytes);
    let files = files(bytes);
    let is_policy = |file: &&&[u8]| String::from_utf8_lossy(file).contains(policy::FORMAT);
    let policy = files.iter().find(is_policy).copied();
    let folder = Folder::of(&files);
    let mut discretion = Discretion::default();
    let (held, mut problems) = policy.map_or((None, Vec::new()), |file| read(file, world, &mut discretion));
    let request = Request {
        paths: std::slice::from_ref(&folder.0),
        baseline: &[],
        policy: held.as_ref(),
        catalog: &world.catalog(),
        today: "2026-11-21".parse().expect("a day"),
    };
    let mut checked = check(request, None);
    discretion.point(&mut checked.findings);
    checked.findings.append(&mut problems);
    let may_tell = policy.is_some_and(may_tell);
    let drawn = draw(&checked, &discretion, turn(bytes, 5));
    holds::is_clean(&drawn);
    for said in [&drawn].into_iter().chain(&checked.notes).chain(&checked.unreadable) {
        assert!(may_tell || !said.contains(SECRET), "what a file says was told: {said}");
    }
}

/// Whether a policy has the secret where its lines may be shown: outside of its waivers, which name people.
fn may_tell(policy: &[u8]) -> bool {
    let text = String::from_utf8_lossy(policy).into_owned();
    let source = Source::new("policy.yaml", text);
    let waivers = yaml::section(&source, "waivers").unwrap_or_default();
    source.text.match_indices(SECRET).any(|(at, _)| !waivers.contains(&at))
}

/// The policy, or what is wrong with it.
fn read(
    file: &[u8],
    world: &World,
    discretion: &mut Discretion,
) -> (Option<Policy>, Vec<diagnostic::Diagnostic>) {
    let Some(source) = source("policy.yaml", file) else { return (None, Vec::new()) };
    let (policy, mut problems) = match policy::load(&source, &world.questionnaire) {
        Ok(policy) => (loaded(Ok(policy)), hostile(&source)),
        Err(problems) => (None, problems),
    };
    discretion.open(&source, &mut problems);
    (policy, problems)
}

/// The findings in one of the five formats.
fn draw(checked: &Checked, discretion: &Discretion, format: usize) -> String {
    let findings = Findings { findings: &checked.findings, files: &checked.files };
    match format {
        0 => {
            let style = Style { colour: false, width: 80 };
            diagnostic::render_veiled(&checked.findings, style, &|source| discretion.veil(source))
        }
        1 => {
            let commands = github::render(&findings);
            let known = ["::error ", "::warning ", "::notice::"];
            let is_command = |line: &str| known.iter().any(|command| line.starts_with(command));
            assert!(commands.lines().all(is_command), "{commands}");
            commands
        }
        2 => {
            let document = sarif::render(&findings);
            holds::is_json(&document);
            document
        }
        3 => {
            let document = json::render(&findings);
            holds::is_json(&document);
            document
        }
        _ => {
            let document = junit::render(&findings);
            holds::is_xml(&document);
            document
        }
    }
}

/// A folder for the files of one input, gone when it is dropped.
struct Folder(PathBuf);

impl Folder {
    fn of(files: &[&[u8]]) -> Self {
        let shared = Path::new("/dev/shm");
        let above = if shared.is_dir() { shared.to_owned() } else { std::env::temp_dir() };
        let thread = format!("{:?}", std::thread::current().id());
        let number: String = thread.chars().filter(char::is_ascii_digit).collect();
        let path = above.join(format!("equipoise-check-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder");
        for (number, file) in files.iter().enumerate() {
            fs::write(path.join(format!("{number}.yaml")), file).expect("a file");
        }
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that is left behind is no failure of what is tested.
        let _ = fs::remove_dir_all(&self.0);
    }
}
