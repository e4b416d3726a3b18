//! Every answer of every respondent.

use std::io;

use super::{Rows, belongs, count, flag, name, number};
use crate::{
    answers::{Answer, Answers},
    assessment::{Heard, State},
    report::{cells::inert, record, record::Record},
};

const COLUMNS: [&str; 20] = [
    "respondent",
    "role",
    "side",
    "name",
    "status",
    "question",
    "mechanism",
    "kind",
    "objective",
    "type",
    "state",
    "level",
    "organization_position",
    "security_position",
    "implied",
    "evidence",
    "as_of",
    "artifacts",
    "note",
    "asked",
];

pub(super) fn write(rows: &mut Rows<'_>, record: &Record<'_>) -> io::Result<()> {
    rows.head(&COLUMNS)?;
    for (place, answers) in record.answers.iter().enumerate() {
        for result in &record.assessment.questions {
            let question = result.question;
            let asked = record.question(question).open_to(answers.respondent.role);
            if asked || answers.entries.get(question).is_some_and(|entry| !entry.is_empty()) {
                let who = who(record, place, answers);
                rows.row(who.into_iter().chain(said(record, place, question)).chain([flag(asked)]))?;
            }
        }
    }
    Ok(())
}

fn who(record: &Record<'_>, place: usize, answers: &Answers) -> [String; 5] {
    let role = &record.questionnaire.roles[answers.respondent.role];
    [
        count(place + 1),
        role.id.clone(),
        role.side.id().to_owned(),
        name(answers.respondent.name.as_deref().unwrap_or_default()),
        answers.status.id().to_owned(),
    ]
}

fn said(record: &Record<'_>, place: usize, question: usize) -> Vec<String> {
    let answers = record.answers[place];
    let heard = record.hearing.heard[place][question];
    let (state, level, fit) = match heard {
        Heard::Nothing => (State::Unanswered, None, None),
        Heard::ImpliedZero => (State::Known, Some(0), None),
        Heard::ImpliedNotApplicable | Heard::Given(Answer::NotApplicable) => {
            (State::NotApplicable, None, None)
        }
        Heard::Given(Answer::Level(level)) => (State::Known, Some(level), None),
        Heard::Given(Answer::Fit(placement)) => (State::Known, None, Some(placement)),
        Heard::Given(Answer::Unknown) => (State::Unknown, None, None),
    };
    let position = |at: Option<u8>| number(at.map(f64::from));
    let given = matches!(heard, Heard::Given(_));
    let entry = answers.entries.get(question);
    let claims = given && state == State::Known;
    let mut fields = vec![record.question(question).id.clone()];
    fields.extend(belongs(record.belongs(question)));
    fields.push(if record.question(question).is_fit() { "fit" } else { "level" }.to_owned());
    fields.extend([
        state.id().to_owned(),
        position(level),
        position(fit.map(|one| one.organization)),
        position(fit.map(|one| one.security)),
        flag(matches!(heard, Heard::ImpliedZero | Heard::ImpliedNotApplicable)),
        entry.filter(|_| claims).map_or("", |entry| entry.grade().id()).to_owned(),
        entry
            .filter(|_| given)
            .and_then(|entry| record::day(answers, entry))
            .map(|day| day.to_string())
            .unwrap_or_default(),
        entry.map(|entry| inert(&entry.artifacts.join("\n")).into_owned()).unwrap_or_default(),
        entry
            .and_then(|entry| entry.note.as_deref())
            .map(|note| inert(note).into_owned())
            .unwrap_or_default(),
    ]);
    fields
}
