//! The workshop: scripted, by random events, through a pipe and on a pseudo-terminal.

mod plain;
mod properties;
mod refusals;
mod session;
mod terminal;

use std::path::Path;
use std::sync::Arc;

use equipoise::answers::{Answer, Answers, Entry, Placement, Settlement, load_settlement, to_yaml};
use equipoise::framework::Scope;
use equipoise::questionnaire::{Catalog, Questionnaire};
use equipoise::source::Source;

use crate::interview::{Room, blank, small};

/// What two executives say, who agree on little: two questions disputed, one that applies to one of them only, one that
/// nobody can answer, one seen a little differently, one scale.
fn said(questionnaire: &Questionnaire) -> [Answers; 2] {
    let level = |level| Entry::of(Answer::Level(level));
    let fit = |organization, security| Entry::of(Answer::Fit(Placement { organization, security }));
    let [ceo, ciso] = [0, 1];
    let mut said = ["ceo", "ciso"].map(|role| blank(questionnaire, role, Scope::Full));
    let not_applicable = Entry { note: Some("one site".into()), ..Entry::of(Answer::NotApplicable) };
    let noted = Entry { note: Some("seen it".into()), ..level(5) };
    for (who, id, entry) in [
        (ceo, "backup.tested", level(4)),
        (ceo, "backup.copies", noted),
        (ceo, "backup.learned", level(2)),
        (ceo, "mentoring.sought", level(1)),
        (ceo, "culture.access", fit(1, 4)),
        (ciso, "backup.tested", level(2)),
        (ciso, "backup.copies", level(1)),
        (ciso, "backup.learned", not_applicable),
        (ciso, "committee.meets", Entry::of(Answer::Unknown)),
        (ciso, "mentoring.sought", level(2)),
        (ciso, "culture.access", fit(1, 2)),
    ] {
        said[who].entries[questionnaire.question(id).unwrap()] = entry;
    }
    said
}

/// A room with both answers in the folder `answers`.
fn room() -> Room {
    let room = Room::new();
    let questionnaire = small();
    std::fs::create_dir(room.path("answers")).unwrap();
    for answers in said(&questionnaire) {
        save(&room, &answers);
    }
    room
}

fn save(room: &Room, answers: &Answers) {
    let questionnaire = small();
    let role = &questionnaire.roles[answers.respondent.role].id;
    let text = to_yaml(answers, &questionnaire).unwrap();
    std::fs::write(room.path(&format!("answers/{role}.yaml")), text).unwrap();
}

/// What a file holds, which has to load.
fn settlement(path: &Path) -> Settlement {
    let source = Arc::new(Source::read(path).unwrap());
    match load_settlement(&source, &Catalog::of(Arc::new(small()))) {
        Ok(loaded) => loaded.value.settlement,
        Err(problems) => panic!("{problems:#?}\n{}", source.text),
    }
}
