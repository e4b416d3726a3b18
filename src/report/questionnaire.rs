//! The questionnaire as a document that can be handed to an interviewer: in full, one part of it, or what one role
//! is asked.

use std::io::{self, Write};

use super::{page::Page, paint::Paint, words};
use crate::{
    framework::{ANSWERING_RULE, Objective, TOP_LEVEL},
    questionnaire::{Mechanism, Question, Questionnaire},
    text::{and_list, clean_line, count, nearest},
};

/// What to show of a questionnaire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// A mechanism and its questions, by index.
    Mechanism(usize),
    /// What is asked on an objective itself.
    Outcomes(Objective),
    /// One question, by index.
    Question(usize),
}

/// Finds what is meant by the id of a mechanism, an objective or a question.
///
/// # Errors
/// What can be asked for, and the nearest id, where nothing is called so.
pub fn part(questionnaire: &Questionnaire, id: &str) -> Result<Part, String> {
    questionnaire
        .mechanism(id)
        .map(Part::Mechanism)
        .or_else(|| Objective::from_id(id).map(Part::Outcomes))
        .or_else(|| questionnaire.question(id).map(Part::Question))
        .ok_or_else(|| {
            let mechanisms = questionnaire.mechanisms.iter().map(|one| one.id.as_str());
            let questions = questionnaire.questions.iter().map(|one| one.id.as_str());
            let near = nearest(id, mechanisms.chain(questions).chain(Objective::IDS));
            let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            format!("no mechanism, objective or question is called `{}`{hint}", clean_line(id))
        })
}

/// Draws a questionnaire, or a part of it; with a role (by index) only what that role is asked.
///
/// # Errors
/// Where the stream cannot be written.
pub fn write(
    out: &mut dyn Write,
    questionnaire: &Questionnaire,
    part: Part,
    role: Option<usize>,
    width: usize,
    colour: bool,
) -> io::Result<()> {
    let mut page = Page::new(width, Paint::new(colour));
    let document = Document { questionnaire, role };
    match part {
        Part::Whole => document.whole(&mut page),
        Part::Mechanism(index) => document.mechanism(&mut page, &questionnaire.mechanisms[index]),
        Part::Outcomes(objective) => document.outcomes(&mut page, objective),
        Part::Question(index) => document.single(&mut page, index),
    }
    out.write_all(page.into_text().trim_start_matches('\n').as_bytes())
}

#[derive(Clone, Copy)]
struct Document<'a> {
    questionnaire: &'a Questionnaire,
    role: Option<usize>,
}

impl Document<'_> {
    fn whole(self, page: &mut Page) {
        self.front(page);
        for mechanism in &self.questionnaire.mechanisms {
            if mechanism.questions.clone().any(|index| self.asks(index)) {
                self.mechanism(page, mechanism);
            }
        }
        for objective in Objective::ALL {
            if self.of_objective(objective).next().is_some() {
                self.outcomes(page, objective);
            }
        }
        if self.role.is_none() {
            self.back(page);
        }
    }

    /// Title, what it is, how to answer, who is asked.
    fn front(self, page: &mut Page) {
        let questionnaire = self.questionnaire;
        let asked = (0..questionnaire.questions.len()).filter(|&index| self.asks(index)).count();
        page.subheading(&clean_line(&questionnaire.title));
        page.faint(&format!(
            "{} {}; after {}",
            questionnaire.id,
            questionnaire.version,
            clean_line(&questionnaire.source)
        ));
        page.blank();
        for passage in questionnaire.summary.split('\n') {
            page.paragraph(&clean_line(passage));
        }
        page.blank();
        if let Some(role) = self.role {
            let name = clean_line(&questionnaire.roles[role].name);
            page.paragraph(&format!("For: {name}, {}.", count(asked, "question")));
        } else {
            page.paragraph(&format!("{} for these roles:", count(asked, "question")));
            for role in &questionnaire.roles {
                page.item(&format!("{}: {}, {}", role.id, clean_line(&role.name), role.side));
            }
        }
        page.blank();
        page.paragraph(&format!(
            "{ANSWERING_RULE} “Don't know” costs nothing where a colleague knows. “Does not apply” wants a reason. Ask \
             for the last time it happened, then place the answer.",
        ));
    }

    /// The levels that stand where a question has no statements of its own.
    fn back(self, page: &mut Page) {
        page.heading("Levels");
        for (level, one) in self.questionnaire.levels.iter().enumerate() {
            page.wrapped(
                "  ",
                "     ",
                &format!("{level}  {}: {}", clean_line(&one.name), clean_line(&one.meaning)),
            );
        }
    }

    fn mechanism(self, page: &mut Page, mechanism: &Mechanism) {
        page.heading(&clean_line(&mechanism.name));
        let group = clean_line(&mechanism.group);
        let group = if group.is_empty() { String::new() } else { format!(", {group}") };
        page.faint(&format!(
            "{}; {}{group}; source: {}",
            mechanism.id,
            mechanism.kind.name(),
            clean_line(&mechanism.source)
        ));
        page.paragraph(&clean_line(&mechanism.purpose));
        let references: Vec<String> = mechanism
            .references
            .iter()
            .filter(|(_, clauses)| !clauses.is_empty())
            .map(|(framework, clauses)| {
                let clauses: Vec<String> = clauses.iter().map(|clause| clean_line(clause)).collect();
                format!("{} {}", words::framework(framework), clauses.join(", "))
            })
            .collect();
        if !references.is_empty() {
            page.paragraph(&format!("Nearest in the standards: {}.", references.join("; ")));
        }
        let asked: Vec<usize> = mechanism.questions.clone().filter(|&index| self.asks(index)).collect();
        if asked.is_empty() {
            page.blank();
            page.paragraph("This role is asked nothing here.");
        }
        for index in asked {
            self.question(page, index);
        }
    }

    fn outcomes(self, page: &mut Page, objective: Objective) {
        page.heading(&format!("Observed: {}", objective.name()));
        page.paragraph("What is observed of the objective itself; it stands beside the support for it and enters no mechanism.");
        for index in self.of_objective(objective) {
            self.question(page, index);
        }
    }

    fn of_objective(self, objective: Objective) -> impl Iterator<Item = usize> {
        (0..self.questionnaire.questions.len())
            .filter(move |&index| self.questionnaire.questions[index].observes(objective) && self.asks(index))
    }

    /// One question with its place above it.
    fn single(self, page: &mut Page, index: usize) {
        match self.questionnaire.mechanism_of(index) {
            Some(mechanism) => {
                page.heading(&clean_line(&mechanism.name));
                page.paragraph(&clean_line(&mechanism.purpose));
            }
            None => page.heading("Observed"),
        }
        self.question(page, index);
    }

    fn question(self, page: &mut Page, index: usize) {
        let question = &self.questionnaire.questions[index];
        page.blank();
        let ask = page.paint.strong(&clean_line(&question.ask));
        page.wrapped("", "", &ask);
        page.faint(&question.id);
        if let Some([left, right]) = question.poles() {
            page.wrapped("", "", &format!(
                "Place both on the scale from “{}” (0) to “{}” ({TOP_LEVEL}): where the organization stands, and where \
                 security practice stands. Neither pole is better.",
                clean_line(left),
                clean_line(right)
            ));
        }
        for (level, statement) in question.statements.iter().enumerate() {
            page.wrapped(&format!("  {level}  "), "     ", &clean_line(statement));
        }
        if let Some(probe) = &question.probe {
            page.wrapped("  Probe:    ", "            ", &clean_line(probe));
        }
        if !question.evidence.is_empty() {
            let evidence: Vec<String> = question.evidence.iter().map(|one| clean_line(one)).collect();
            page.wrapped("  Evidence: ", "            ", &evidence.join("; "));
        }
        page.wrapped(
            "  Asked:    ",
            "            ",
            &words::asked(self.questionnaire, index, |role| &role.id),
        );
        self.counts(page, question);
    }

    /// What the question serves, what it takes to raise it, and on what it depends.
    fn counts(self, page: &mut Page, question: &Question) {
        let serves: Vec<String> = Objective::ALL
            .into_iter()
            .filter_map(|objective| match question.relevance(objective) {
                2 => Some(format!("{objective} (primary)")),
                1 => Some(format!("{objective} (secondary)")),
                _ => None,
            })
            .collect();
        if !serves.is_empty() {
            page.wrapped("  Serves:   ", "            ", &and_list(&serves));
            page.wrapped(
                "  Effort:   ",
                "            ",
                &format!("{} to rise by one level", words::effort(question.effort)),
            );
        }
        if let Some(requires) = question.requires() {
            let earlier = &self.questionnaire.questions[requires.question].id;
            page.wrapped(
                "  Only if:  ",
                "            ",
                &format!("{earlier} stands at level {} or above", requires.level),
            );
        }
        let mut marks: Vec<String> = Vec::new();
        if question.quick {
            marks.push("quick interview".to_owned());
        }
        marks.extend(question.themes.iter().map(|theme| clean_line(theme)));
        if !marks.is_empty() {
            page.wrapped("  Part of:  ", "            ", &marks.join("; "));
        }
    }

    fn asks(self, index: usize) -> bool {
        self.role.is_none_or(|role| self.questionnaire.questions[index].open_to(role))
    }
}
