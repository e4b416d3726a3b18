//! Where each role places the organization and security on the scales of orientation. Neither pole is better, so nothing
//! here is disputed: the places stand side by side. Groups are not shown, since what is held back of questions with a
//! level (`report::voices`) says nothing of these.

use super::dispute::{Outcome, Table};
use crate::{answers::Answer, assessment::median, questionnaire::Questionnaire};

/// A scale on which two roles or more placed both.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scale<'a> {
    /// Question index.
    pub question: usize,
    /// By voice: what it said of it; `None` where it said nothing.
    pub places: Vec<Option<Place>>,
    /// What a workshop made of it.
    pub outcome: Option<Outcome<'a>>,
}

/// What one role said of a scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Place {
    /// Where organization and security stand, 0..=5; the medians where several people speak.
    At { organization: f64, security: f64 },
    /// "Don't know".
    Unknown,
    /// "Does not apply".
    NotApplicable,
}

impl<'a> Table<'a, '_> {
    /// Every scale that two roles or more placed both on; none where nobody may be recognized.
    pub(super) fn scales(self, questionnaire: &Questionnaire) -> Vec<Scale<'a>> {
        if self.anonymous {
            return Vec::new();
        }
        let results = self.assessment.questions.iter().map(|one| one.question);
        let scale = |question: usize| {
            let places: Vec<Option<Place>> =
                self.voices.iter().map(|voice| self.place(question, voice.role?)).collect();
            let placed = places.iter().filter(|place| matches!(place, Some(Place::At { .. }))).count();
            (placed > 1).then(|| Scale { question, places, outcome: self.outcome(question) })
        };
        results.filter(|&question| questionnaire.questions[question].is_fit()).filter_map(scale).collect()
    }

    fn place(self, question: usize, role: usize) -> Option<Place> {
        let (mut organization, mut security) = (Vec::new(), Vec::new());
        let mut otherwise = None;
        let own = self.answers.iter().filter(|one| one.respondent.role == role);
        for answer in own.filter_map(|one| one.entries.get(question)?.answer) {
            match answer {
                Answer::Fit(pair) => {
                    organization.push(f64::from(pair.organization));
                    security.push(f64::from(pair.security));
                }
                Answer::Unknown => otherwise = Some(Place::Unknown),
                Answer::NotApplicable => otherwise = otherwise.or(Some(Place::NotApplicable)),
                Answer::Level(_) => {}
            }
        }
        match (median(&mut organization), median(&mut security)) {
            (Some(organization), Some(security)) => Some(Place::At { organization, security }),
            _ => otherwise,
        }
    }
}
