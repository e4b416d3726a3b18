//! The machine formats of findings: valid for those who read them, harmless, and the same every time.

mod hostile;
mod moves;
mod valid;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use equipoise::answers::gather::read_source;
use equipoise::check::{Request, check};
use equipoise::diagnostic::{Code, Diagnostic, Findings, github, json, junit, sarif};
use equipoise::policy;
use equipoise::questionnaire::{Catalog, load};
use equipoise::source::{Source, Span};

use crate::support::root;

/// A way to draw findings.
type Render = fn(&Findings<'_>) -> String;

/// Every machine format.
const FORMATS: [(&str, Render); 4] =
    [("github", github::render), ("sarif", sarif::render), ("junit", junit::render), ("json", json::render)];

/// Findings and the files that were checked for them.
#[derive(Default)]
struct Checked {
    findings: Vec<Diagnostic>,
    files: Vec<String>,
}

impl Checked {
    fn render(&self, render: Render) -> String {
        render(&Findings { findings: &self.findings, files: &self.files })
    }

    /// What a check says of files and folders, each by itself.
    fn load(paths: &[PathBuf]) -> Self {
        let mut checked = Self::default();
        for path in paths {
            let (findings, files) = found(path);
            checked.findings.extend(findings);
            checked.files.extend(files);
        }
        checked
    }

    /// All the trouble that the fixtures hold, and two files without any.
    fn everything() -> Self {
        let mut paths = children(Path::new("tests/fixtures/invalid"));
        paths.push("tests/fixtures/tiny.yaml".into());
        paths.push("tests/fixtures/tiny-answers.yaml".into());
        Self::load(&paths)
    }

    /// One finding at `needle` in a text.
    fn at(mut self, name: &str, text: &str, needle: &str, message: &str) -> Self {
        let source = Arc::new(Source::new(name, text));
        let start = text.find(needle).unwrap();
        let span = Span::new(start, start + needle.len());
        self.findings.push(Diagnostic::new(Code::InvalidLevel, &source, span, message));
        self.files.push(name.to_owned());
        self
    }
}

/// The entries of a folder, by name; relative to the project's root, where tests run.
fn children(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// Findings, and the files that were looked at for them.
fn found(path: &Path) -> (Vec<Diagnostic>, Vec<String>) {
    if fs::read(path).is_ok_and(|bytes| bytes.starts_with(b"format: equipoise/questionnaire")) {
        let source = read_source(path).unwrap();
        let findings = load::load(&source).map_or_else(|problems| problems, |loaded| loaded.warnings);
        return (findings, vec![source.name.clone()]);
    }
    let tiny = read_source(Path::new("tests/fixtures/tiny.yaml")).unwrap();
    let catalog = Catalog::of(Arc::new(load::load(&tiny).unwrap().value));
    let questionnaire = catalog.default_one().unwrap();
    let policy_path = path.join("policy.yaml");
    let baseline: Vec<PathBuf> = [path.join("baseline")].into_iter().filter(|path| path.exists()).collect();
    let (mut problems, mut policy) = (Vec::new(), None);
    if let Ok(source) = read_source(&policy_path) {
        match policy::load(&source, &questionnaire) {
            Ok(loaded) => policy = Some(loaded.value),
            Err(found) => problems = found,
        }
    }
    let mut checked = check(
        Request {
            paths: &[path.to_owned()],
            baseline: &baseline,
            policy: policy.as_ref(),
            catalog: &catalog,
            today: jiff::civil::date(2026, 11, 21),
        },
        None,
    );
    checked.findings.append(&mut problems);
    if policy_path.exists() {
        checked.files.push(policy_path.display().to_string());
    }
    (checked.findings, checked.files)
}

/// An official schema, where it is at hand.
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn schema(name: &str) -> Option<PathBuf> {
    let path = root().join("../shared/schemas").join(name);
    if !path.exists() {
        eprintln!("skipped: {} is not there", path.display());
        return None;
    }
    Some(path)
}

/// A little of everything, which the snapshots show.
fn small() -> Checked {
    let text = "format: equipoise/answers@1\nanswers:\n  tech.a: 3\n  tech.b: {level: 9}\n  tech.a: 5\n";
    let answers = Arc::new(Source::new("security/ceo, 1.yaml", text));
    let older = "questionnaire:\n  id: tiny\n  version: 1.0.0\n";
    let other = Arc::new(Source::new("security/größe <1>.yaml", older));
    let place = |source: &Source, needle: &str| {
        let start = source.text.find(needle).unwrap();
        Span::new(start, start + needle.len())
    };
    let again = text.rfind("tech.a").unwrap();
    let findings = vec![
        Diagnostic::new(
            Code::DuplicateKey,
            &answers,
            Span::new(again, again + 6),
            "the key `tech.a` stands twice",
        )
        .label("again here")
        .related(&answers, place(&answers, "tech.a"), "first here")
        .help("keep one of the two; which one was meant cannot be known"),
        Diagnostic::new(Code::InvalidLevel, &answers, place(&answers, "9"), "9 is no level")
            .discreet("a level is out of range")
            .label("expected a whole number from 0 to 5"),
        Diagnostic::new(
            Code::OlderVersion,
            &other,
            place(&other, "id: tiny\n  version"),
            "100% older: 1.0.0 & <1.1.0>",
        )
        .related(&answers, Span::new(0, 6), "answered beside it"),
    ];
    let files = ["security/ceo, 1.yaml", "security/clean.yaml", "security/größe <1>.yaml"];
    Checked { findings, files: files.map(str::to_owned).to_vec() }
}

#[test]
fn formats_look_like_this() {
    for (name, render) in FORMATS {
        // The version of the tool changes with each release.
        let version = env!("CARGO_PKG_VERSION");
        let text = small().render(render).replace(&format!("ersion\": \"{version}\""), "ersion\": \"…\"");
        insta::assert_snapshot!(name, text);
    }
}

#[test]
fn the_same_findings_give_the_same_bytes() {
    for (name, render) in FORMATS {
        assert_eq!(Checked::everything().render(render), Checked::everything().render(render), "{name}");
    }
}

#[test]
fn nothing_found_is_said_too() {
    let clean = Checked { findings: Vec::new(), files: vec!["a.yaml".into()] };
    assert_eq!(clean.render(github::render), "");
    assert!(clean.render(sarif::render).contains("\"results\": []"));
    assert!(clean.render(junit::render).contains("<testcase name=\"no findings\" classname=\"a.yaml\"/>"));
    assert!(clean.render(json::render).contains("\"errors\": 0"));
}
