//! Who said what on a question.

use crate::answers::{Answer, Answers, Entry};
use crate::framework::LEVELS;
use crate::interview::Part;
use crate::questionnaire::Questionnaire;
use crate::report::speaking;
use crate::text::clean_line;

/// The respondents whose answers lie on the table, in the order in which they speak, then by name.
#[derive(Debug, Clone)]
pub struct Table<'a> {
    questionnaire: &'a Questionnaire,
    respondents: Vec<&'a Answers>,
    /// Whether people's names and what they wrote may be shown.
    has_notes: bool,
}

/// What one of them said on a question.
#[derive(Debug, Clone)]
pub struct Voice<'a> {
    /// Role index.
    pub role: usize,
    /// What the role is called, and the name where it is given and may be shown, on one line.
    pub who: String,
    /// What was said; empty where nothing was.
    pub entry: &'a Entry,
}

impl<'a> Table<'a> {
    /// The table with these on it.
    pub fn new(questionnaire: &'a Questionnaire, respondents: &[&'a Answers]) -> Self {
        let mut respondents = respondents.to_vec();
        respondents.sort_by_key(|one| {
            (speaking::rank(questionnaire, one.respondent.role), one.respondent.name.clone())
        });
        Self { questionnaire, respondents, has_notes: true }
    }

    /// The same table, on which neither names of people nor their notes and records are shown.
    #[must_use]
    pub fn without_notes(self) -> Self {
        Self { has_notes: false, ..self }
    }

    /// Whether people's names and what they wrote may be shown.
    pub fn has_notes(&self) -> bool {
        self.has_notes
    }

    /// The roles (indices) that are present, each once, in the order in which they speak.
    pub fn roles(&self) -> Vec<usize> {
        let mut roles: Vec<usize> = self.respondents.iter().map(|one| one.respondent.role).collect();
        roles.dedup();
        roles
    }

    /// How many respondents there are.
    pub fn respondents(&self) -> usize {
        self.respondents.len()
    }

    /// What everybody said who said something on a question or was asked it.
    pub fn voices(&self, question: usize) -> Vec<Voice<'a>> {
        let asked = &self.questionnaire.questions[question];
        let voice = |one: &&'a Answers| {
            let role = one.respondent.role;
            let entry = one.entries.get(question)?;
            (entry.answer.is_some() || asked.open_to(role)).then(|| {
                let called = &self.questionnaire.roles[role].short;
                let name = one.respondent.name.as_deref().filter(|_| self.has_notes).map(clean_line);
                let who = name.map_or_else(|| called.clone(), |name| format!("{called}, {name}"));
                Voice { role, who, entry }
            })
        };
        self.respondents.iter().filter_map(voice).collect()
    }

    /// Who picked each statement of a question, by its place: roles, with their number where it is more than one.
    pub fn by_place(&self, question: usize, part: Part) -> [String; LEVELS] {
        let voices = self.voices(question);
        std::array::from_fn(|place| {
            let mut roles: Vec<(usize, usize)> = Vec::new();
            for voice in &voices {
                if place_of(voice.entry, part) == Some(place) {
                    match roles.last_mut().filter(|(role, _)| *role == voice.role) {
                        Some((_, count)) => *count += 1,
                        None => roles.push((voice.role, 1)),
                    }
                }
            }
            let name = |&(role, count): &(usize, usize)| {
                let called = &self.questionnaire.roles[role].short;
                if count == 1 { called.clone() } else { format!("{count} × {called}") }
            };
            roles.iter().map(name).collect::<Vec<_>>().join(", ")
        })
    }
}

fn place_of(entry: &Entry, part: Part) -> Option<usize> {
    match (entry.answer?, part) {
        (Answer::Level(level), Part::Level) => Some(usize::from(level)),
        (Answer::Fit(fit), Part::Organization) => Some(usize::from(fit.organization)),
        (Answer::Fit(fit), Part::Security { .. }) => Some(usize::from(fit.security)),
        _ => None,
    }
}
