//! The interview: scripted, by random events, through a pipe and on a pseudo-terminal.

mod baseline;
mod kill;
mod plain;
pub mod properties;
mod refusals;
pub mod script;
mod session;
pub mod terminal;

pub use terminal::question_screen;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use equipoise::answers::{Answers, Entry, QuestionnaireRef, Respondent, load};
use equipoise::framework::{Scope, Status};
use equipoise::questionnaire::{self, Catalog, Questionnaire};
use equipoise::source::Source;

/// A questionnaire small enough to hold in the head: a chain of requirements, roles, a quick part, a fit scale.
const SMALL: &str = include_str!("interview/small.yaml");

pub fn small() -> Questionnaire {
    questionnaire::load::load(&Arc::new(Source::new("small.yaml", SMALL))).unwrap().value
}

/// Nothing answered yet.
pub fn blank(questionnaire: &Questionnaire, role: &str, scope: Scope) -> Answers {
    Answers {
        questionnaire: QuestionnaireRef {
            id: questionnaire.id.clone(),
            version: questionnaire.version.clone(),
            digest: Some(questionnaire.digest.clone()),
        },
        organization: "Petro 1".into(),
        scope,
        respondent: Respondent { role: questionnaire.role(role).unwrap(), name: None },
        interviewer: None,
        status: Status::Draft,
        started: None,
        updated: None,
        entries: vec![Entry::default(); questionnaire.questions.len()],
        withdrawn: Vec::new(),
    }
}

/// What a file holds, which has to load.
fn loaded(path: &Path, questionnaire: Questionnaire) -> Answers {
    let source = Arc::new(Source::read(path).unwrap());
    match load::load(&source, &Catalog::of(Arc::new(questionnaire))) {
        Ok(loaded) => loaded.value.answers,
        Err(problems) => panic!("{problems:#?}\n{}", source.text),
    }
}

/// A folder with the small questionnaire in it, to run the binary in.
pub struct Room(tempfile::TempDir);

impl Room {
    pub fn new() -> Self {
        let room = tempfile::tempdir().unwrap();
        std::fs::write(room.path().join("small.yaml"), SMALL).unwrap();
        Self(room)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn answers(&self, name: &str) -> Answers {
        loaded(&self.path(name), small())
    }

    /// The command, with nothing of the environment but what is set here.
    fn command(&self, arguments: &[&str]) -> Command {
        self.command_on("./small.yaml", arguments)
    }

    fn command_on(&self, questionnaire: &str, arguments: &[&str]) -> Command {
        let mut command = self.equipoise();
        command.arg("interview").args(["-q", questionnaire]).args(arguments);
        command
    }

    /// The binary in this folder, at a fixed time.
    pub fn equipoise(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_equipoise"));
        command.env_clear().env("SOURCE_DATE_EPOCH", "1763719200").env("TERM", "xterm-256color");
        command.current_dir(self.0.path());
        command
    }
}
