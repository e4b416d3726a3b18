//! One disputed question: who stands where, on which statement, with what to show for it, and what was settled.

use jiff::civil::Date;

use super::voice::{Said, Voice};
use crate::{
    answers::{Answer, Answers, Placement, SettledValue, Settlement},
    assessment::{Assessment, QuestionAlignment},
    framework::Evidence,
};

/// A disputed question.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Dispute<'a> {
    /// How far the voices lie apart.
    pub seen: QuestionAlignment,
    /// Who stands where, the highest level first.
    pub positions: Vec<Position<'a>>,
    /// Who answered "don't know".
    pub unknown: Vec<Without>,
    /// Who answered "does not apply".
    pub not_applicable: Vec<Without>,
    /// What a workshop made of it.
    pub outcome: Option<Outcome<'a>>,
}

impl Dispute<'_> {
    /// Whether a workshop agreed on a level.
    pub(super) fn is_settled(&self) -> bool {
        self.outcome.as_ref().is_some_and(|outcome| outcome.level.is_some())
    }
}

/// One level, and who chose it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Position<'a> {
    /// The level; whole, unless a group's median falls between two.
    pub level: f64,
    /// Who chose it.
    pub placed: Vec<Placed<'a>>,
}

/// One voice at a position.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed<'a> {
    /// Which.
    pub voice: usize,
    /// How many of its people stand here, of how many who answered, where not all of them do.
    pub share: Option<(usize, usize)>,
    /// What each of them said; empty for a group.
    pub testimonies: Vec<Testimony<'a>>,
}

/// A voice that gave no level, or of whose people some gave none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Without {
    /// Which.
    pub voice: usize,
    /// How many of its people, of how many who answered, where not all of them.
    pub share: Option<(usize, usize)>,
}

/// What one respondent said of an answer, as the file writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Testimony<'a> {
    /// Name, where given.
    pub name: Option<&'a str>,
    /// The grade claimed.
    pub evidence: Evidence,
    /// Where the evidence is found.
    pub artifacts: &'a [String],
    /// Free text.
    pub note: Option<&'a str>,
}

/// What a workshop made of a question.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Outcome<'a> {
    /// The level agreed on; `None` where it was left open, and of two positions.
    pub level: Option<u8>,
    /// The two positions agreed on.
    pub fit: Option<Placement>,
    /// What was shown for it.
    pub evidence: Evidence,
    /// The consensus that it replaced.
    pub was: Option<f64>,
    /// The day.
    pub on: Date,
    /// Why; `None` where nobody may be recognized.
    pub reason: Option<&'a str>,
    /// Roles that dissent, by their consent; empty where nobody may be recognized.
    pub dissent: &'a [usize],
}

/// What disputes are drawn from.
#[derive(Clone, Copy)]
pub(super) struct Table<'a, 'r> {
    /// Who is compared.
    pub voices: &'r [Voice],
    /// The files.
    pub answers: &'a [&'a Answers],
    /// The result.
    pub assessment: &'a Assessment,
    /// What was settled.
    pub settlement: Option<&'a Settlement>,
    /// Whether nobody may be recognized.
    pub anonymous: bool,
}

impl<'a> Table<'a, '_> {
    /// One disputed question.
    pub(super) fn dispute(self, seen: QuestionAlignment) -> Dispute<'a> {
        let question = seen.question;
        Dispute {
            seen,
            positions: self.positions(question),
            unknown: self.without(question, Answer::Unknown),
            not_applicable: self.without(question, Answer::NotApplicable),
            outcome: self.outcome(question),
        }
    }

    /// What a workshop made of a question.
    pub(super) fn outcome(self, question: usize) -> Option<Outcome<'a>> {
        let settlement = self.settlement?;
        let settled = settlement.of(question)?;
        let (level, fit) = match settled.value {
            Some(SettledValue::Level(level)) => (Some(level), None),
            Some(SettledValue::Fit(fit)) => (None, Some(fit)),
            None => (None, None),
        };
        let result = self.assessment.question(question);
        let was = result.and_then(|one| one.original).and_then(|one| one.level);
        Some(Outcome {
            level,
            fit,
            evidence: settled.evidence,
            was: was.filter(|_| !self.anonymous),
            on: settlement.settled_on,
            reason: Some(settled.reason.as_str()).filter(|_| !self.anonymous),
            dissent: if self.anonymous { &[] } else { &settled.dissent },
        })
    }

    fn positions(self, question: usize) -> Vec<Position<'a>> {
        let mut positions: Vec<Position<'a>> = Vec::new();
        for (voice, speaker) in self.voices.iter().enumerate() {
            for (level, placed) in self.placed(question, voice, speaker) {
                match positions.iter_mut().find(|one| (one.level - level).abs() < 1e-9) {
                    Some(position) => position.placed.push(placed),
                    None => positions.push(Position { level, placed: vec![placed] }),
                }
            }
        }
        positions.sort_by(|a, b| b.level.total_cmp(&a.level));
        positions
    }

    /// Where one voice stands: a role at each level that one of its people chose, a group at its median.
    fn placed(self, question: usize, voice: usize, speaker: &Voice) -> Vec<(f64, Placed<'a>)> {
        let Some(role) = speaker.role.filter(|_| !self.anonymous) else {
            let level = speaker.said[question].level();
            let placed = |level| (level, Placed { voice, share: None, testimonies: Vec::new() });
            return level.map(placed).into_iter().collect();
        };
        let mut said: Vec<(u8, Testimony<'a>)> = self
            .answers
            .iter()
            .filter(|one| one.respondent.role == role)
            .filter_map(|one| testimony(one, question))
            .collect();
        said.sort();
        let all = self.spoke(question, role, |_| true);
        let mut placed: Vec<(f64, Placed<'a>)> = Vec::new();
        for same in said.chunk_by(|a, b| a.0 == b.0) {
            let share = (same.len() < all).then_some((same.len(), all));
            let testimonies = same.iter().map(|(_, one)| *one).collect();
            let level = same.first().map_or(0.0, |(level, _)| f64::from(*level));
            placed.push((level, Placed { voice, share, testimonies }));
        }
        placed
    }
}

impl Table<'_, '_> {
    /// Who gave this answer in place of a level: a group where all who spoke did, a role with how many of its people.
    fn without(self, question: usize, answer: Answer) -> Vec<Without> {
        let group = match answer {
            Answer::NotApplicable => Said::NotApplicable,
            _ => Said::Unknown,
        };
        let one = |(voice, speaker): (usize, &Voice)| {
            let Some(role) = speaker.role.filter(|_| !self.anonymous) else {
                return (speaker.said[question] == group).then_some(Without { voice, share: None });
            };
            let (here, all) =
                (self.spoke(question, role, |given| given == answer), self.spoke(question, role, |_| true));
            (here > 0).then_some(Without { voice, share: (here < all).then_some((here, all)) })
        };
        self.voices.iter().enumerate().filter_map(one).collect()
    }

    /// How many people of a role gave such an answer.
    fn spoke(self, question: usize, role: usize, such: impl Fn(Answer) -> bool) -> usize {
        let own = self.answers.iter().filter(|one| one.respondent.role == role);
        own.filter_map(|one| one.entries.get(question)?.answer).filter(|&given| such(given)).count()
    }
}

/// What one respondent said of a level.
fn testimony(answers: &Answers, question: usize) -> Option<(u8, Testimony<'_>)> {
    let entry = answers.entries.get(question)?;
    let level = entry.answer?.level()?;
    let testimony = Testimony {
        name: answers.respondent.name.as_deref(),
        evidence: entry.grade(),
        artifacts: &entry.artifacts,
        note: entry.note.as_deref(),
    };
    Some((level, testimony))
}
