//! Each subject as an item: its title, the question to decide, why it is there, who presents it and how it runs.

use super::choose::Subject;
use super::facts::{could_know, topic};
use super::owner::owner;
use super::{Item, Material, NAME, seats, timetable};
use crate::assessment::{Priority, State};
use crate::framework::{Kind, Side};
use crate::report::words;
use crate::text::{and_list, capital, clean_line, count, sentence};

pub(super) fn item(material: Material<'_>, subject: &Subject, number: usize, minutes: usize) -> Item {
    let questions = subject.questions();
    Item {
        number,
        title: title(material, subject),
        minutes,
        why: why(material, subject),
        decide: decide(material, subject),
        owner: match subject {
            Subject::Answers => format!("{NAME}, who has asked for the answers"),
            _ => owner(material, &questions),
        },
        topics: questions.iter().map(|&question| topic(material, question)).collect(),
        run: run(material, subject, minutes),
    }
}

/// What an item is about, in a few words.
pub(super) fn title(material: Material<'_>, subject: &Subject) -> String {
    match subject {
        Subject::Begin(step) | Subject::Step(step) => format!("Improve: {}", material.label(step.question)),
        Subject::Answers => "Who answers by when".to_owned(),
        Subject::Dispute { question, .. } | Subject::Within { question, .. } => {
            format!("Settle: {}", material.label(*question))
        }
        Subject::Agreed(question) => format!("Confirm: {}", material.label(*question)),
        Subject::Scope(question) => format!("Does it apply: {}", material.label(*question)),
        Subject::Reach { side, questions } => {
            format!("Hear: what has not reached {} ({})", word(*side), places(material, questions))
        }
        Subject::FindOut(questions) => format!("Find out: {}", places(material, questions)),
        Subject::Look(question) => format!("Look at the record: {}", material.label(*question)),
    }
}

/// The mechanisms of some questions, each once.
fn places(material: Material<'_>, questions: &[usize]) -> String {
    let mut names: Vec<String> = Vec::new();
    for &question in questions {
        let name = place(material, question);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    and_list(&names)
}

fn place(material: Material<'_>, question: usize) -> String {
    let mechanism = material.questionnaire.mechanism_of(question);
    mechanism.map_or_else(|| material.label(question), |mechanism| clean_line(&mechanism.name))
}

const fn word(side: Side) -> &'static str {
    match side {
        Side::Leadership => "leadership",
        Side::Delivery => "delivery",
        Side::Independent => "those who assess",
    }
}

/// The other of the two sides.
const fn other(side: Side) -> &'static str {
    match side {
        Side::Leadership => "delivery",
        Side::Delivery | Side::Independent => "leadership",
    }
}

fn decide(material: Material<'_>, subject: &Subject) -> String {
    match subject {
        Subject::Answers => "Who brings each of the missing answers, and by when?".to_owned(),
        Subject::Begin(step) | Subject::Step(step) if is_social(material, step) => format!(
            "What would each of us do so that {} is true of us, and when do we look again?",
            material.statement(step.question, step.to)
        ),
        Subject::Begin(step) | Subject::Step(step) => format!(
            "Do we go from {} to {}, by when, and who sees to it?",
            material.statement(step.question, step.from),
            material.statement(step.question, step.to)
        ),
        Subject::Dispute { .. } | Subject::Within { .. } => {
            "Which statement is true of us today, and what shows it? What differs from place to place is settled at the \
             lower one."
                .to_owned()
        }
        Subject::Scope(_) => "Does this apply to us? If it does, which statement is true of us today?".to_owned(),
        Subject::Reach { side, questions } if questions.len() == 1 => {
            format!("Must {} hear of this from now on? From whom, and within how many days?", word(*side))
        }
        Subject::Reach { side, .. } => format!(
            "Which of these must {} hear of from now on? From whom, and within how many days?",
            word(*side)
        ),
        Subject::FindOut(_) => "Who finds out, and tells this table by when?".to_owned(),
        Subject::Agreed(_) => {
            "Is this true of us today, everywhere, and what would show it to somebody from outside?".to_owned()
        }
        Subject::Look(_) => "Would the record convince somebody from outside? If not, what is missing?".to_owned(),
    }
}

fn why(material: Material<'_>, subject: &Subject) -> String {
    match subject {
        Subject::Answers => thin(material),
        Subject::Begin(step) => {
            format!("A first step that {}. It takes {}.", easy(material, step), effort(step))
        }
        Subject::Step(step) => worth(material, step),
        Subject::Dispute { question, range, gap } => dispute(material, *question, *range, *gap),
        Subject::Within { role, levels, .. } => format!(
            "Two people of the same role ({}) lie {} apart.",
            material.role(*role),
            words::levels(*levels)
        ),
        Subject::Agreed(_) => {
            "A first item that is easy to agree on: everybody who answered says the same.".to_owned()
        }
        Subject::Scope(_) => "Some answer it, and others say that it does not apply.".to_owned(),
        Subject::Reach { side, questions } => {
            let what = if questions.len() == 1 { "what was asked" } else { "each of these" };
            format!(
                "{} can answer {what}; whoever was asked on the side of {} does not know.",
                capital(other(*side)),
                word(*side)
            )
        }
        Subject::FindOut(questions) => find_out(material, questions),
        Subject::Look(_) => {
            "Nothing is disputed, unheard or left to improve. This claim has the least to show for itself."
                .to_owned()
        }
    }
}

/// Whether a step is taken by everybody and not by one owner.
fn is_social(material: Material<'_>, step: &Priority) -> bool {
    material.questionnaire.mechanism_of(step.question).is_some_and(|it| it.kind == Kind::Social)
}

/// Why answers come before everything else.
fn thin(material: Material<'_>) -> String {
    let seats = seats::seats(material);
    let heard = seats.iter().filter(|seat| seat.turnout.has_answered()).count();
    let who = match heard {
        0 => "None of".to_owned(),
        heard => format!("{heard} of"),
    };
    let verb = if heard > 1 { "have" } else { "has" };
    format!(
        "{who} {} {verb} answered. What the others know is not on this page, and whatever is decided without it \
         may have to be decided again.",
        count(seats.len(), "seat")
    )
}

/// What makes a step one to begin with.
fn easy(material: Material<'_>, step: &Priority) -> &'static str {
    let Some(alignment) = &material.assessment.alignment else { return "asks for little" };
    match alignment.question(step.question).map(|one| one.range) {
        Some(range) if range < 0.05 => "is easy to agree on: everybody who answered says the same",
        Some(range) if range <= 1.0 + 1e-9 => "is easy to agree on: the answers lie close together",
        _ => "asks for little",
    }
}

fn effort(step: &Priority) -> &'static str {
    words::effort(step.effort)
}

/// What speaks for a step.
fn worth(material: Material<'_>, step: &Priority) -> String {
    let kind = material.questionnaire.mechanism_of(step.question).map(|mechanism| mechanism.kind);
    let place = kind.map_or("", crate::framework::Kind::name);
    let of_kind = material.assessment.kinds.iter().filter_map(|one| one.coverage);
    let own =
        material.assessment.kinds.iter().find(|one| Some(one.kind) == kind).and_then(|one| one.coverage);
    let weakest = if own.is_some_and(|own| of_kind.fold(f64::INFINITY, f64::min) >= own - 1e-9) {
        ", the weakest of the three kinds"
    } else {
        ""
    };
    format!(
        "Among the next steps in {place}{weakest}, this is one of those that gain most for their effort. It takes {}.",
        effort(step)
    )
}

fn dispute(material: Material<'_>, question: usize, range: f64, gap: Option<f64>) -> String {
    let higher = match gap {
        Some(gap) if gap.abs() >= 0.05 => {
            let (up, down) = if gap > 0.0 { ("leadership", "delivery") } else { ("delivery", "leadership") };
            format!(
                "; {up} sees it {} higher than {down} (the middle of each side's roles)",
                words::levels(gap)
            )
        }
        _ => String::new(),
    };
    let open = material
        .settlement
        .and_then(|it| it.of(question).filter(|settled| settled.value.is_none()))
        .map(|settled| format!(" The workshop left it open: {}", sentence(&clean_line(&settled.reason))));
    format!("The answers lie {} apart{higher}.{}", words::levels(range), open.unwrap_or_default())
}

/// Why something is to be found out: nobody who was asked knew it, or nobody has answered it at all. An item holds
/// questions of one sort only.
fn find_out(material: Material<'_>, questions: &[usize]) -> String {
    let results = &material.assessment.questions;
    let is_unknown =
        |question: &usize| results.iter().any(|one| one.question == *question && one.state == State::Unknown);
    let why = if questions.iter().any(is_unknown) {
        "Nobody who was asked could answer. What nobody can vouch for counts as absent."
    } else {
        "Nobody has answered this yet. It is left out of the result until somebody does."
    };
    let known = could_know(material, questions);
    if known.is_empty() {
        why.to_owned()
    } else {
        format!("{why} Not asked yet, who may know: {}.", and_list(&known))
    }
}

/// How the minutes of an item are spent.
fn run(material: Material<'_>, subject: &Subject, minutes: usize) -> String {
    let [facts, vote, discussion, decision] = timetable::parts(minutes);
    let question = match subject {
        Subject::Answers => return format!("{minutes} min, seat by seat: a name and a date for each"),
        Subject::Dispute { .. }
        | Subject::Within { .. }
        | Subject::Scope(_)
        | Subject::Agreed(_)
        | Subject::Look(_) => "which statement is true",
        Subject::Begin(step) | Subject::Step(step) if is_social(material, step) => {
            "what one would do oneself"
        }
        Subject::Begin(_) | Subject::Step(_) => "yes, not yet or no",
        Subject::Reach { .. } => "what one would have decided otherwise, had one known",
        Subject::FindOut(_) => "who could know",
    };
    format!(
        "facts {facts} min, silent vote {vote} min ({question}), discussion {discussion} min, decision {decision} min"
    )
}
