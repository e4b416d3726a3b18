//! Which questions one respondent is asked, given the answers so far (scoring specification, §1).

use crate::answers::{Answer, Entry};
use crate::framework::Scope;
use crate::questionnaire::Questionnaire;

/// What stands for a question: an answer, or what follows from an answer that its requirement got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Level(u8),
    NotApplicable,
    /// Unknown or unanswered: follow-ups are asked as usual.
    Open,
}

/// The rules by which questions are asked of one role in one scope.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'q> {
    /// What can be asked.
    pub questionnaire: &'q Questionnaire,
    /// Of whom, by index.
    pub role: usize,
    /// How much of it.
    pub scope: Scope,
}

impl Rules<'_> {
    /// Whether each question is asked, given these entries.
    pub fn asked(self, entries: &[Entry]) -> Vec<bool> {
        let mut pass = Pass::default();
        for (index, entry) in entries.iter().enumerate() {
            pass.step(self, index, entry);
        }
        pass.asked
    }

    /// Takes out the answers to questions that were asked `before` and no longer are, and puts back those withheld
    /// earlier whose questions are asked again. Tells which went and which came back.
    pub fn settle(self, before: &[bool], entries: &mut [Entry], withheld: &mut [Option<Entry>]) -> Moved {
        let mut pass = Pass::default();
        let mut moved = Moved::default();
        for index in 0..entries.len() {
            let asked = pass.is_asked(self, index);
            let held = entries[index].answer.is_some();
            if held && !asked && before[index] {
                withheld[index] = Some(std::mem::take(&mut entries[index]));
                moved.removed.push(index);
            } else if asked
                && !held
                && let Some(entry) = withheld[index].take()
            {
                entries[index] = entry;
                moved.restored.push(index);
            }
            pass.step(self, index, &entries[index]);
        }
        moved
    }

    fn in_scope(self, question: usize) -> bool {
        self.scope == Scope::Full || self.questionnaire.questions[question].quick
    }

    fn is_open(self, question: usize) -> bool {
        self.in_scope(question) && self.questionnaire.questions[question].open_to(self.role)
    }
}

/// Answers that a change took away, and those it brought back, by question.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Moved {
    /// Their questions are no longer asked.
    pub removed: Vec<usize>,
    /// Their questions are asked again.
    pub restored: Vec<usize>,
}

/// One walk through the questionnaire; requirements always lie behind it.
#[derive(Default)]
struct Pass {
    asked: Vec<bool>,
    standing: Vec<Standing>,
}

impl Pass {
    fn is_asked(&self, rules: Rules<'_>, index: usize) -> bool {
        rules.is_open(index) && self.implied(rules, index).is_none()
    }

    /// What a failed requirement says about a question.
    fn implied(&self, rules: Rules<'_>, index: usize) -> Option<Standing> {
        let requirement = rules.questionnaire.questions[index].requires()?;
        if !rules.in_scope(requirement.question) {
            return None;
        }
        match self.standing.get(requirement.question)? {
            Standing::Level(level) if *level < requirement.level => Some(Standing::Level(0)),
            Standing::NotApplicable => Some(Standing::NotApplicable),
            Standing::Level(_) | Standing::Open => None,
        }
    }

    fn step(&mut self, rules: Rules<'_>, index: usize, entry: &Entry) {
        let implied = if rules.is_open(index) { self.implied(rules, index) } else { None };
        self.asked.push(rules.is_open(index) && implied.is_none());
        self.standing.push(match entry.answer {
            // A held answer always stands.
            Some(Answer::Level(level)) => Standing::Level(level),
            Some(Answer::NotApplicable) => Standing::NotApplicable,
            Some(Answer::Unknown | Answer::Fit(_)) => Standing::Open,
            None => implied.unwrap_or(Standing::Open),
        });
    }
}
