//! Killed at any instant, an interview loses at most the prompt on the screen.

use std::io::{BufReader, Read, Write};
use std::process::Stdio;
use std::time::{Duration, Instant};

use equipoise::questionnaire::builtin;

use super::{Room, loaded};

const FILE: &str = "a.yaml";

/// A small generator: the instants only have to differ.
fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

/// Answers everything, is killed so long after the first prompt, and gives the last question that was printed whole.
fn killed_after(room: &Room, delay: Option<Duration>) -> (usize, Duration) {
    let mut command = room.command_on(builtin::DEFAULT, &["--plain", "-o", FILE, "--quick"]);
    command.args(["--organization", "Petro 1", "--role", "ciso"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    child.stdin.as_mut().unwrap().write_all("3\n".repeat(60).as_bytes()).unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut first = [0];
    output.read_exact(&mut first).unwrap();
    let started = Instant::now();
    if let Some(delay) = delay {
        std::thread::sleep(delay);
        child.kill().unwrap();
    } else {
        drop(child.stdin.take());
    }
    let mut said = Vec::new();
    output.read_to_end(&mut said).unwrap();
    child.wait().unwrap();
    let took = started.elapsed();
    let said = String::from_utf8_lossy(&said);
    // A prompt is acknowledgement once it is out whole, its question number included.
    let prompted = said.rfind("\nAnswer:").map_or("", |end| &said[..end]);
    let number = prompted.rfind("\nQuestion ").map_or("0", |at| &prompted[at + 10..]);
    (number.split(' ').next().unwrap().parse().unwrap(), took)
}

#[test]
fn every_acknowledged_answer_survives() {
    let questionnaire = builtin::load(builtin::DEFAULT).unwrap().unwrap().value;
    let (_, whole) = killed_after(&Room::new(), None);
    let mut state = u64::from(std::process::id());
    let mut cut_short = 0;
    for _ in 0..50 {
        let room = Room::new();
        let delay = whole.mul_f64(random(&mut state) as f64 / f64::from(1_u32 << 31) * 1.1);
        let (question, _) = killed_after(&room, Some(delay));
        let held = if room.path(FILE).exists() {
            let answers = loaded(&room.path(FILE), questionnaire.clone());
            answers.entries.iter().filter(|entry| entry.answer.is_some()).count()
        } else {
            0
        };
        assert!(held + 1 >= question, "asked question {question} and held {held} answers after {delay:?}");
        cut_short += usize::from((2..26).contains(&question));
    }
    assert!(cut_short > 10, "the instants miss the interview: {cut_short} of 50 fell into it");
}
