//! A folder of answers to the tiny questionnaire, and the check of it.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use equipoise::answers::gather::{gather, read_source};
use equipoise::questionnaire::{Catalog, load};
use tempfile::TempDir;

use crate::support::{Call, call, fixture};

/// A folder with `answers`, and what else a test puts there.
pub struct World {
    folder: TempDir,
}

/// Answers of a role in which there is nothing to find; the lines keep their numbers.
pub fn answers(role: &str) -> String {
    format!(
        "format: equipoise/answers@1\n\
         questionnaire: {{id: tiny, version: 1.2.0}}\n\
         organization: Tiny Works\n\
         respondent: {{role: {role}, name: Ann}}\n\
         status: confirmed\n\
         updated: 2026-11-20T10:00:00Z\n\
         answers:\n\
         \x20 tech.a: 3\n\
         \x20 org.a: {{level: 2, note: fine}}\n\
         \x20 soc.a: 1\n"
    )
}

/// The codes of a text report, in order.
pub fn codes(report: &str) -> Vec<String> {
    let head = |line: &str| {
        let rest = line.strip_prefix("error[").or(line.strip_prefix("warning["))?;
        Some(rest.split(']').next().unwrap_or_default().to_owned())
    };
    report.lines().filter_map(head).collect()
}

impl World {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("answers")).unwrap();
        Self { folder }
    }

    /// With a file among the answers.
    pub fn file(self, name: &str, text: &str) -> Self {
        fs::write(self.path("answers").join(name), text).unwrap();
        self
    }

    /// With a file beside the answers.
    pub fn beside(self, name: &str, text: &str) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    /// With a policy beside the answers.
    pub fn policy(self, body: &str) -> Self {
        self.beside("policy.yaml", &format!("format: equipoise/policy@1\n{body}\n"))
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The arguments of a check on 2026-11-21, unless others say otherwise: with the policy and the baseline that
    /// stand beside the answers.
    pub fn arguments(&self, more: &str) -> Vec<String> {
        let text = |name: &str| self.path(name).display().to_string();
        let tiny = fixture("tiny.yaml").display().to_string();
        let mut arguments = vec!["check".to_owned(), "-q".into(), tiny, text("answers")];
        for (option, name) in [("--policy", "policy.yaml"), ("--baseline", "baseline")] {
            if self.path(name).exists() && !more.contains(option) {
                arguments.extend([option.to_owned(), text(name)]);
            }
        }
        if !more.contains("--today") {
            arguments.extend(["--today".to_owned(), "2026-11-21".into()]);
        }
        arguments.extend(more.split_whitespace().map(str::to_owned));
        // The library takes the command's name too.
        arguments.insert(0, "equipoise".into());
        arguments
    }

    /// Checks the answers.
    pub fn check(&self, more: &str) -> Call {
        call(&self.arguments(more)[1..])
    }

    /// The codes found with an exit code that fits them.
    pub fn found(&self) -> Vec<String> {
        let done = self.check("").run();
        assert!(matches!(done.code, Some(0 | 1)), "{}", done.stderr);
        codes(&done.stdout)
    }

    /// A settlement of the answers as they are now.
    pub fn settlement(&self, settled: &str) -> String {
        let tiny = load::load(&read_source(&fixture("tiny.yaml")).unwrap()).unwrap().value;
        let gathered = gather(&[self.path("answers")], &Catalog::of(Arc::new(tiny))).unwrap();
        let marks: Vec<String> = gathered
            .files
            .iter()
            .map(|file| {
                let role = &file.questionnaire.roles[file.answers.respondent.role].id;
                let digest = equipoise::answers::digest(&file.answers, &file.questionnaire);
                format!("{{role: {role}, digest: \"{digest}\"}}")
            })
            .collect();
        format!(
            "format: equipoise/settlement@1\n\
             questionnaire: {{id: tiny, version: 1.2.0}}\n\
             organization: Tiny Works\n\
             settled_on: 2026-11-20\n\
             answers: [{}]\n\
             settlements:\n  {settled}\n",
            marks.join(", ")
        )
    }
}
