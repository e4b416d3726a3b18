//! What the page asks, section by section: one for each mechanism and for each objective that is observed.

use crate::framework::{LEVELS, Objective, Scope};
use crate::interview::OUTCOME_PURPOSE;
use crate::questionnaire::{Place, Question, Questionnaire};
use crate::text::clean_line;

/// Questions that belong together.
pub(super) struct Section<'a> {
    /// The mechanism, or the objective.
    pub name: String,
    /// Why it exists.
    pub purpose: String,
    /// Whether both are the questionnaire's own words, in its language.
    pub is_ours: bool,
    /// At least one.
    pub questions: Vec<Asked<'a>>,
    subject: Subject,
}

/// One question as the page asks it.
pub(super) struct Asked<'a> {
    /// Its place in the page, from 0.
    pub index: usize,
    /// Its place for people, from 1.
    pub number: usize,
    pub id: &'a str,
    pub ask: String,
    pub statements: [String; LEVELS],
    pub poles: Option<[String; 2]>,
    pub probe: Option<String>,
    pub evidence: Vec<String>,
    /// Ids of the roles that are asked, with blanks between.
    pub roles: String,
    /// Their names.
    pub respondents: String,
    pub requires: Option<Need<'a>>,
    open_to: &'a [bool],
}

/// The earlier question of the page that one presupposes.
pub(super) struct Need<'a> {
    pub id: &'a str,
    pub number: usize,
    /// The least level, 1..=5.
    pub level: u8,
    /// The statements that satisfy it, in words.
    pub place: &'static str,
    /// Ids, with blanks between, of the later questions that are left out where it is not satisfied.
    pub passes: String,
    /// Where one goes on then, by its place for people; `None` at the end.
    pub on: Option<usize>,
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Subject {
    Mechanism(usize),
    Objective(Objective),
}

impl Asked<'_> {
    /// Whether the role (by index) is asked.
    pub fn asks(&self, role: usize) -> bool {
        self.open_to.get(role).copied().unwrap_or(false)
    }
}

/// The sections for one role, or for every role, in one scope.
pub(super) fn of(questionnaire: &Questionnaire, role: Option<usize>, scope: Scope) -> Vec<Section<'_>> {
    let in_form = |question: &Question| {
        let asked = role.map_or_else(|| question.asked.contains(&true), |role| question.open_to(role));
        asked && (scope == Scope::Full || question.quick)
    };
    let mut places = vec![None; questionnaire.questions.len()];
    let mut sections: Vec<Section<'_>> = Vec::new();
    let chosen = questionnaire.questions.iter().enumerate().filter(|(_, question)| in_form(question));
    for (index, (at, question)) in chosen.enumerate() {
        places[at] = Some(index);
        let subject = match question.place {
            Place::Mechanism { mechanism, .. } => Subject::Mechanism(mechanism),
            Place::Outcome { objective, .. } => Subject::Objective(objective),
        };
        let asked = asked(questionnaire, question, index, &places);
        match sections.last_mut().filter(|section| section.subject == subject) {
            Some(section) => section.questions.push(asked),
            None => sections.push(section(questionnaire, subject, asked)),
        }
    }
    let needs: Vec<_> = sections.iter().flat_map(|section| &section.questions).map(Link::of).collect();
    for question in sections.iter_mut().flat_map(|section| &mut section.questions) {
        let (index, id) = (question.index, question.id);
        if let Some(need) = &mut question.requires {
            (need.passes, need.on) = way_on(id, need, &needs[index + 1..]);
        }
    }
    sections
}

/// A question as it hangs on another: its id, its place for people, and the id and level that it presupposes.
struct Link<'a> {
    id: &'a str,
    number: usize,
    need: Option<(&'a str, u8)>,
}

impl<'a> Link<'a> {
    fn of(question: &Asked<'a>) -> Self {
        let need = question.requires.as_ref().map(|need| (need.id, need.level));
        Self { id: question.id, number: question.number, need }
    }
}

/// Which of the questions after `id` are left out with it where its requirement is not satisfied, and the first that
/// is not. What is left out counts as the lowest, and satisfies nothing.
fn way_on(id: &str, need: &Need<'_>, later: &[Link<'_>]) -> (String, Option<usize>) {
    let mut passed = vec![id];
    let mut on = None;
    for link in later {
        let is_passed = link.need.is_some_and(|(ground, level)| {
            passed.contains(&ground) || (ground == need.id && level >= need.level)
        });
        if is_passed {
            passed.push(link.id);
        } else if on.is_none() {
            on = Some(link.number);
        }
    }
    (passed[1..].join(" "), on)
}

fn section<'a>(questionnaire: &Questionnaire, subject: Subject, first: Asked<'a>) -> Section<'a> {
    let (name, purpose, is_ours) = match subject {
        Subject::Mechanism(index) => {
            let mechanism = &questionnaire.mechanisms[index];
            (clean_line(&mechanism.name), clean_line(&mechanism.purpose), true)
        }
        Subject::Objective(objective) => (objective.name().to_owned(), OUTCOME_PURPOSE.to_owned(), false),
    };
    Section { name, purpose, is_ours, questions: vec![first], subject }
}

fn asked<'a>(
    questionnaire: &'a Questionnaire,
    question: &'a Question,
    index: usize,
    places: &[Option<usize>],
) -> Asked<'a> {
    let roles = || questionnaire.roles.iter().zip(&question.asked).filter(|(_, asked)| **asked);
    let lines = |texts: &[String]| texts.iter().map(|text| clean_line(text)).collect();
    Asked {
        index,
        number: index + 1,
        id: &question.id,
        ask: clean_line(&question.ask),
        statements: question.statements.each_ref().map(|text| clean_line(text)),
        poles: question.poles().map(|poles| poles.each_ref().map(|text| clean_line(text))),
        probe: question.probe.as_deref().map(clean_line),
        evidence: lines(&question.evidence),
        roles: roles().map(|(role, _)| role.id.as_str()).collect::<Vec<_>>().join(" "),
        respondents: roles().map(|(role, _)| clean_line(&role.name)).collect::<Vec<_>>().join("; "),
        // One that the page does not ask rules nothing out.
        requires: question.requires().and_then(|requirement| {
            places[requirement.question].map(|place| Need {
                id: &questionnaire.questions[requirement.question].id,
                number: place + 1,
                level: requirement.level,
                place: statements_from(requirement.level),
                passes: String::new(),
                on: None,
            })
        }),
        open_to: &question.asked,
    }
}

/// The statements from a level on. They carry no numerals, which would sway answers.
fn statements_from(level: u8) -> &'static str {
    match level {
        0 | 1 => "second statement or a later one",
        2 => "third statement or a later one",
        3 => "fourth statement or a later one",
        4 => "fifth or the last statement",
        _ => "last statement",
    }
}
