//! One organization's result with the answers it came from: what tables and spreadsheets are filled from.

use jiff::civil::Date;

use crate::{
    answers::{Answer, Answers, Entry},
    assessment::{Assessment, Heard, Hearing, QuestionAlignment, hearing},
    framework::{Kind, Objective},
    questionnaire::{Mechanism, Place, Question, Questionnaire},
    targets::Targets,
};

/// A result and its answers.
#[derive(Debug)]
pub struct Record<'a> {
    /// What was asked.
    pub questionnaire: &'a Questionnaire,
    /// Who was assessed, as the files write it.
    pub organization: &'a str,
    /// The result.
    pub assessment: &'a Assessment,
    /// The answers in the order of the result's respondents, whatever that of the files: by role, then name (none
    /// first), then counts.
    pub answers: Vec<&'a Answers>,
    /// What each of them said, in the same order.
    pub hearing: Hearing,
    /// Where mechanisms should stand, where that was given.
    pub targets: Option<&'a Targets>,
}

/// Where a question belongs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Belongs<'a> {
    /// The mechanism; `None` for an outcome.
    pub mechanism: Option<&'a Mechanism>,
    /// Its kind; `None` for an outcome.
    pub kind: Option<Kind>,
    /// The objective that an outcome observes; `None` for a mechanism's question, which may serve several.
    pub objective: Option<Objective>,
}

impl<'a> Record<'a> {
    /// The record of one result; `answers` are the files it came from, in any order.
    pub fn new(
        questionnaire: &'a Questionnaire,
        organization: &'a str,
        assessment: &'a Assessment,
        answers: &[&'a Answers],
    ) -> Self {
        let heard = hearing(questionnaire, answers);
        let mut order: Vec<usize> = (0..answers.len()).collect();
        order.sort_by(|&a, &b| {
            let (first, second) = (answers[a], answers[b]);
            let key = |one: &'a Answers| (one.respondent.role, one.respondent.name.as_deref());
            let counts = |place: usize| tally(questionnaire, answers[place], &heard.heard[place]);
            key(first)
                .cmp(&key(second))
                .then_with(|| counts(a).cmp(&counts(b)))
                .then_with(|| format!("{:?}", first.entries).cmp(&format!("{:?}", second.entries)))
        });
        let answers: Vec<&Answers> = order.iter().map(|&place| answers[place]).collect();
        let spoken = order.iter().map(|&place| heard.heard[place].clone()).collect();
        let hearing = Hearing { heard: spoken, ..heard };
        Self { questionnaire, organization, assessment, answers, hearing, targets: None }
    }

    /// The same with the targets that the business set.
    #[must_use]
    pub fn with_targets(self, targets: Option<&'a Targets>) -> Self {
        Self { targets, ..self }
    }

    /// The level 0..=5 at which a mechanism should stand.
    pub(super) fn target(&self, mechanism: usize) -> Option<f64> {
        self.targets?.of(mechanism).map(|target| target.level)
    }

    /// The day of the assessment: the newest on which an answer was given.
    pub fn date(&self) -> Option<Date> {
        let days = self.answers.iter().flat_map(|one| {
            one.entries.iter().filter(|entry| entry.answer.is_some()).filter_map(|entry| day(one, entry))
        });
        days.max()
    }

    pub(super) fn question(&self, question: usize) -> &'a Question {
        &self.questionnaire.questions[question]
    }

    /// A role's id, for machines.
    pub(super) fn role(&self, role: usize) -> &'a str {
        &self.questionnaire.roles[role].id
    }

    /// What a role is called, for people.
    pub(super) fn role_name(&self, role: usize) -> &'a str {
        &self.questionnaire.roles[role].short
    }

    pub(super) fn belongs(&self, question: usize) -> Belongs<'a> {
        let mechanism = self.questionnaire.mechanism_of(question);
        let objective = match self.question(question).place {
            Place::Outcome { objective, .. } => Some(objective),
            Place::Mechanism { .. } => None,
        };
        Belongs { mechanism, kind: mechanism.map(|one| one.kind), objective }
    }

    /// How the roles see a question, where two of them gave a level.
    pub(super) fn alignment_of(&self, question: usize) -> Option<&'a QuestionAlignment> {
        self.assessment.alignment.as_ref()?.question(question)
    }

    /// The roles that answered, in the questionnaire's order.
    pub(super) fn roles(&self) -> Vec<usize> {
        let mut roles: Vec<usize> = self.answers.iter().map(|one| one.respondent.role).collect();
        roles.dedup();
        roles
    }
}

/// What respondents of one role and name are told apart by: answered, unknown, not applicable, asked.
fn tally(questionnaire: &Questionnaire, answers: &Answers, heard: &[Heard]) -> [usize; 4] {
    let count = |counts: fn(&Heard) -> bool| heard.iter().filter(|one| counts(one)).count();
    let asked = heard.iter().zip(&questionnaire.questions).filter(|(heard, question)| {
        let implied = matches!(heard, Heard::ImpliedZero | Heard::ImpliedNotApplicable);
        question.open_to(answers.respondent.role) && !implied
    });
    [
        count(|one| matches!(one, Heard::Given(_))),
        count(|one| *one == Heard::Given(Answer::Unknown)),
        count(|one| *one == Heard::Given(Answer::NotApplicable)),
        asked.count(),
    ]
}

/// The day of an answer: its own, else the one on which its file was last saved.
pub(super) fn day(answers: &Answers, entry: &Entry) -> Option<Date> {
    entry.as_of.or_else(|| answers.saved_on())
}
