//! What can be done at a question beside picking a statement, each by a key.

use super::prompter::{Action, Asked, QuestionScreen};

/// What a key does at a question.
#[derive(Debug)]
pub struct Choice {
    /// The key.
    pub key: char,
    /// What can be typed in its place, line by line.
    pub words: &'static [&'static str],
    /// What it does; `None` for help, which the prompter gives.
    pub action: Option<Action>,
    /// That in a word or two.
    pub meaning: &'static str,
    /// And at length.
    pub at_length: &'static str,
}

const fn choice(
    key: char,
    words: &'static [&'static str],
    action: Option<Action>,
    meaning: &'static str,
    at_length: &'static str,
) -> Choice {
    Choice { key, words, action, meaning, at_length }
}

const HELP: Choice = choice('?', &["h", "help"], None, "help", "this help");
const STOP: Choice = choice(
    'q',
    &["quit", "stop"],
    Some(Action::Stop),
    "save and stop",
    "save and stop; the same command goes on from here",
);

/// What one respondent can do beside picking a statement.
const RESPONDENT: [Choice; 8] = [
    choice(
        'd',
        &["unknown", "don't know", "dont know"],
        Some(Action::DontKnow),
        "don't know",
        "don't know; it costs nothing if a colleague knows",
    ),
    choice(
        'x',
        &["na", "n/a", "not-applicable", "does not apply"],
        Some(Action::DoesNotApply),
        "does not apply",
        "does not apply here; asks for the reason",
    ),
    choice('n', &["note"], Some(Action::Note), "note", "a note in your own words"),
    choice(
        'e',
        &["evidence"],
        Some(Action::Evidence),
        "evidence",
        "what shows it: a grade and where the record is found",
    ),
    HELP,
    choice('b', &["back"], Some(Action::Back), "back", "back to the question before, with your answer to it"),
    choice('s', &["skip"], Some(Action::Skip), "skip", "skip; you are asked once more at the end"),
    STOP,
];

/// What a group can do beside picking a statement.
const GROUP: [Choice; 7] = [
    choice(
        'o',
        &["open", "leave open"],
        Some(Action::LeaveOpen),
        "leave open",
        "no agreement: leave it open; asks for the reason",
    ),
    choice(
        'v',
        &["views", "who"],
        Some(Action::Views),
        "who said what",
        "who said what, with the notes and what supports them",
    ),
    choice(
        't',
        &["take back", "undo"],
        Some(Action::TakeBack),
        "take back",
        "take back what was settled or left open; the question is then not settled",
    ),
    HELP,
    choice(
        'b',
        &["back"],
        Some(Action::Back),
        "back",
        "back to the question before, with what was settled on it",
    ),
    choice(
        's',
        &["skip", "later"],
        Some(Action::Skip),
        "later",
        "later; what is settled stays, and what is not comes once more at the end",
    ),
    STOP,
];

/// What can be done at a question beside picking a statement, each by a key.
pub fn choices(asked: Asked<'_>) -> &'static [Choice] {
    match asked {
        Asked::Respondent => &RESPONDENT,
        Asked::Group { .. } => &GROUP,
    }
}

/// Whether there is something before the question to go back to, or something settled to take back.
pub fn leads_anywhere(choice: &Choice, screen: &QuestionScreen<'_>) -> bool {
    match choice.action {
        Some(Action::Back) => screen.can_go_back,
        Some(Action::TakeBack) => screen.keep().is_some(),
        _ => true,
    }
}

/// What can be typed where nothing fits: the letters, in their order.
pub fn letters(asked: Asked<'_>) -> String {
    choices(asked).iter().map(|choice| choice.key.to_string()).collect::<Vec<_>>().join(" ")
}

/// The keys of the full screen at length, for its help.
pub fn keys_at_length(asked: Asked<'_>) -> Vec<(String, &'static str)> {
    let mut keys = vec![
        ("1-6".to_owned(), "pick the statement at that place"),
        ("↑ ↓".to_owned(), "move to a statement (j and k too); Enter takes it"),
    ];
    let (help, others): (Vec<_>, Vec<_>) = choices(asked).iter().partition(|choice| choice.action.is_none());
    keys.extend(others.into_iter().chain(help).map(|choice| (choice.key.to_string(), choice.at_length)));
    let at_once = match asked {
        Asked::Respondent => "stop at once; every answer so far is saved",
        Asked::Group { .. } => "stop at once; all that was settled so far is saved",
    };
    keys.push(("Ctrl-C".to_owned(), at_once));
    keys
}
