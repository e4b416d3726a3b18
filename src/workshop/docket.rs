//! What is put to the group, and why: what is disputed first, farthest apart at the top.

use crate::answers::{Answer, Answers, Settlement};
use crate::assessment::{Assessment, State};
use crate::questionnaire::Questionnaire;

/// Why a question is put to the group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Why {
    /// Too far apart to be called a consensus (scoring specification, §5).
    Disputed {
        /// Highest minus lowest role value, in levels.
        range: f64,
        /// Leadership minus delivery, in levels, where both gave one.
        gap: Option<f64>,
    },
    /// One gives an answer, another says that it does not apply.
    ScopeDispute,
    /// Somebody was asked, and nobody knows.
    NobodyKnows,
    /// The answers differ, not far enough to be disputed; or on a fit scale, which is outside the rule for disputes.
    Differs {
        /// Highest minus lowest answer, in levels or positions.
        apart: u8,
    },
    /// It was asked for.
    AskedFor,
    /// It was settled before, though it is not disputed.
    Settled,
}

/// One question for the group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Item {
    /// Question index.
    pub question: usize,
    /// Why it is put.
    pub why: Why,
    /// The level 0..=5 at which the answers stand together, where they give one.
    pub level: Option<f64>,
}

/// What is to be put to the group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// What is disputed, and what applies to some and not to others.
    Disputes,
    /// Also what nobody could say, and every other difference.
    Differences,
    /// These questions (indices), in this order.
    Only(Vec<usize>),
}

/// The questions for the group, worst first. `assessment` is that of the answers alone, without a settlement; `earlier`
/// is what was settled in an earlier sitting, which is put again only where it is gone back to.
pub fn docket(
    questionnaire: &Questionnaire,
    answers: &[&Answers],
    assessment: &Assessment,
    wanted: &Wanted,
    earlier: Option<&Settlement>,
) -> Vec<Item> {
    let mut items = Items { assessment, found: Vec::new() };
    if let Wanted::Only(questions) = wanted {
        for &question in questions {
            items.add(question, Why::AskedFor);
        }
        return items.found;
    }
    if let Some(alignment) = &assessment.alignment {
        let mut disputed: Vec<_> = alignment.questions.iter().filter(|one| one.disputed).collect();
        disputed.sort_by(|a, b| a.widest_first(b));
        for one in disputed {
            items.add(one.question, Why::Disputed { range: one.range, gap: one.gap });
        }
    }
    for &question in &assessment.scope_disputes {
        items.add(question, Why::ScopeDispute);
    }
    if *wanted == Wanted::Differences {
        // What is most worth finding out first; then what is in that list for no mechanism's sake.
        let worth = assessment.find_out.iter().map(|one| one.question);
        let others = assessment.questions.iter().map(|one| one.question);
        let unknown: Vec<usize> =
            worth.chain(others).filter(|&question| items.state(question) == Some(State::Unknown)).collect();
        for question in unknown {
            items.add(question, Why::NobodyKnows);
        }
        let mut apart: Vec<(usize, u8)> = assessment
            .questions
            .iter()
            .filter_map(|one| Some((one.question, apart(answers, one.question)?)))
            .collect();
        apart.sort_by_key(|&(_, distance)| std::cmp::Reverse(distance));
        for (question, apart) in apart {
            items.add(question, Why::Differs { apart });
        }
    }
    for (question, _) in earlier.into_iter().flat_map(|earlier| &earlier.settled) {
        if *question < questionnaire.questions.len() {
            items.add(*question, Why::Settled);
        }
    }
    items.found
}

struct Items<'a> {
    assessment: &'a Assessment,
    found: Vec<Item>,
}

impl Items<'_> {
    fn add(&mut self, question: usize, why: Why) {
        if self.found.iter().all(|item| item.question != question) {
            let result = self.assessment.question(question);
            let level = result.and_then(|one| one.level);
            self.found.push(Item { question, why, level });
        }
    }

    fn state(&self, question: usize) -> Option<State> {
        self.assessment.question(question).map(|one| one.state)
    }
}

/// How far the answers to a question lie apart, in levels or positions; `None` where they do not.
fn apart(answers: &[&Answers], question: usize) -> Option<u8> {
    let given = || answers.iter().filter_map(|one| one.entries.get(question)?.answer);
    let distance = |place: fn(Answer) -> Option<u8>| {
        let places = || given().filter_map(place);
        places().max().zip(places().min()).map_or(0, |(high, low)| high - low)
    };
    let organization = |answer| match answer {
        Answer::Fit(fit) => Some(fit.organization),
        _ => None,
    };
    let security = |answer| match answer {
        Answer::Fit(fit) => Some(fit.security),
        _ => None,
    };
    let widest = distance(Answer::level).max(distance(organization)).max(distance(security));
    (widest > 0).then_some(widest)
}
