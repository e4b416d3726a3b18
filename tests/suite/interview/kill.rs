//! Killed at any instant, an interview loses at most the prompt on the screen.

use std::process::Stdio;

use equipoise::questionnaire::builtin;

use super::{Room, loaded};
use crate::support::{instants, killed_at};

const FILE: &str = "a.yaml";

#[test]
fn every_acknowledged_answer_survives() {
    let questionnaire = builtin::load(builtin::DEFAULT).unwrap().unwrap().value;
    for (run, delay) in instants(6_000).take(50).enumerate() {
        let room = Room::new();
        let mut command = room.command_on(builtin::DEFAULT, &["--plain", "-o", FILE, "--quick"]);
        command.args(["--organization", "Petro 1", "--role", "ciso"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let put = killed_at(command.spawn().unwrap(), "3\n", 1 + run % 20, delay);
        let held = if room.path(FILE).exists() {
            let answers = loaded(&room.path(FILE), questionnaire.clone());
            answers.entries.iter().filter(|entry| entry.answer.is_some()).count()
        } else {
            0
        };
        assert!(held + 1 >= put, "asked question {put} and held {held} answers after {delay:?}");
    }
}
