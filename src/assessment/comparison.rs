//! Two points in time of one organization: what moved, and whether it is more than noise.
//!
//! Questions are matched by id, and only by id: one that was renamed is one that is gone and one that is new. Numbers
//! are compared over the questions that both points have; where the two ask different ones (another version, or quick
//! against full), both are scored again as if only the shared ones existed, so that nothing moves because something
//! else was asked.

mod known;
mod people;
mod questions;
mod rules;
mod series;
mod versions;

pub use people::{Person, Presence};
pub use questions::{Event, Mismatch, QuestionChange, Reason, Voice};
pub use series::{Series, series};

use std::borrow::Cow;

use super::{Assessment, MechanismResult, TOLERANCE, assess_some};
use crate::answers::{Answers, Settlement};
use crate::framework::{Kind, Objective, closed_set};
use crate::questionnaire::Questionnaire;

/// One point in time: what was answered, and its result.
#[derive(Debug, Clone, Copy)]
pub struct Point<'a> {
    /// The questionnaire that was answered.
    pub questionnaire: &'a Questionnaire,
    /// One for each respondent, in any order.
    pub answers: &'a [&'a Answers],
    /// What a workshop settled on them.
    pub settlement: Option<&'a Settlement>,
    /// Their result.
    pub assessment: &'a Assessment,
}

/// A number at both points; `None` where the specification gives none.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Change {
    /// At the earlier point.
    pub before: Option<f64>,
    /// At the later point.
    pub after: Option<f64>,
}

closed_set! {
    /// Whether the headline moved.
    Verdict {
        /// By as much as can be detected, or more.
        BeyondNoise = "beyond-noise", "more than noise";
        /// By less than can be detected.
        WithinNoise = "within-noise", "within noise";
        /// Not at all.
        Unchanged = "unchanged", "unchanged";
        /// One of the two has no value, or nothing says what noise would be.
        Unclear = "unclear", "cannot be said";
    }
}

/// What moved between two points.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison<'a> {
    /// The whole, over the shared questions.
    pub overall: OverallChange,
    /// Whether strength moved by more than noise.
    pub verdict: Verdict,
    /// The larger of both points' detectable changes: a difference has to stand out from the noise of either.
    pub detectable: Option<f64>,
    /// By [`Objective::index`].
    pub objectives: [ObjectiveChange; 3],
    /// By [`Kind::index`].
    pub kinds: [KindChange; 3],
    /// The mechanisms of either point, in the later questionnaire's order, then those that are gone.
    pub mechanisms: Vec<MechanismChange<'a>>,
    /// The shared questions, in the later questionnaire's order.
    pub questions: Vec<QuestionChange<'a>>,
    /// The questions of one point only: first those that are gone, then those that are new.
    pub unmatched: Vec<Mismatch<'a>>,
    /// Who answered, by role.
    pub people: Vec<Person<'a>>,
    /// Strength as each point's own report shows it, over all that it asked.
    pub own: Change,
    /// Whether the shared questions count otherwise than before, which moves numbers by itself.
    pub rules_differ: bool,
}

/// The whole programme. Fractions in 0..=1, except the gap (a difference of two) and agreement.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OverallChange {
    /// Strength, the headline.
    pub strength: Change,
    /// Strength over the questions that were known at both points: what moves here is what is done.
    pub strength_known_both: Change,
    /// The plain average of the kinds.
    pub coverage: Change,
    /// Strength over coverage.
    pub balance: Change,
    /// Greatest minus least kind.
    pub kind_gap: Change,
    /// Share answered, unknowns included.
    pub completeness: Change,
    /// Share answered with knowledge.
    pub known: Change,
    /// Strength with every claim capped by its evidence.
    pub evidenced: Change,
    /// How far the respondents agree; at most 1.
    pub agreement: Change,
}

/// The support for one objective, and what is observed of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ObjectiveChange {
    /// Which.
    pub objective: Objective,
    /// Strength of the support.
    pub strength: Change,
    /// Share answered.
    pub completeness: Change,
    /// By [`Kind::index`].
    pub cells: [Change; 3],
    /// What is observed.
    pub observed: Change,
}

/// One kind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KindChange {
    /// Which.
    pub kind: Kind,
    /// Its value.
    pub coverage: Change,
    /// Share answered.
    pub completeness: Change,
}

/// One mechanism.
#[derive(Debug, Clone, PartialEq)]
pub struct MechanismChange<'a> {
    /// Its id.
    pub id: &'a str,
    /// As the later questionnaire names it, else the earlier one.
    pub name: &'a str,
    /// Its kind, likewise.
    pub kind: Kind,
    /// Its value where enough is answered for one to be shown; five times this is the level.
    pub coverage: Change,
}

impl Change {
    /// One number of two results.
    fn of(sides: [&Assessment; 2], number: impl Fn(&Assessment) -> Option<f64>) -> Self {
        Self { before: number(sides[0]), after: number(sides[1]) }
    }

    /// After minus before, where both stand.
    pub fn by(self) -> Option<f64> {
        Some(self.after? - self.before?)
    }

    /// Whether the number is another, or came, or went.
    pub fn moved(self) -> bool {
        match (self.before, self.after) {
            (Some(before), Some(after)) => (after - before).abs() > TOLERANCE,
            (before, after) => before.is_some() != after.is_some(),
        }
    }
}

impl Comparison<'_> {
    /// Whether the two points say the same: the same questions, answers, evidence and people.
    pub fn is_still(&self) -> bool {
        self.unmatched.is_empty()
            && !self.rules_differ
            && self.questions.iter().all(|one| one.events.is_empty() && one.voices.is_empty())
            && self.people.iter().all(|one| one.presence == Presence::Stayed)
    }

    /// Whether both points ask the same questions.
    pub fn same_questions(&self) -> bool {
        self.unmatched.is_empty()
    }
}

/// What moved from one point to another of the same organization and the same questionnaire, perhaps of another
/// version. Turned round, every change is its own negative.
pub fn compare<'a>(before: Point<'a>, after: Point<'a>) -> Comparison<'a> {
    let matched = questions::Matched::of(before, after);
    let (first, second) = (before.over(&matched, |pair| pair.0), after.over(&matched, |pair| pair.1));
    let sides = [&*first, &*second];
    let overall = OverallChange {
        strength_known_both: known::strength([before, after], sides, &matched.pairs),
        ..overall(sides)
    };
    let rules_differ = rules::differ([before.questionnaire, after.questionnaire], &matched.pairs);
    let detectable = detectable(sides);
    let people = people::people(before, after);
    Comparison {
        verdict: verdict(overall.strength, detectable),
        overall,
        detectable,
        objectives: Objective::ALL.map(|one| objective(sides, one)),
        kinds: Kind::ALL.map(|kind| KindChange {
            kind,
            coverage: Change::of(sides, |one| one.kinds[kind.index()].coverage),
            completeness: Change::of(sides, |one| one.kinds[kind.index()].completeness),
        }),
        mechanisms: mechanisms([before.questionnaire, after.questionnaire], sides),
        questions: questions::changes([before, after], sides, &matched.pairs, &people),
        unmatched: matched.unmatched,
        people,
        own: Change::of([before.assessment, after.assessment], |one| one.overall.triad.strength),
        rules_differ,
    }
}

impl<'a> Point<'a> {
    /// The result over the shared questions alone: its own where it has no others.
    fn over(
        self,
        matched: &questions::Matched<'_>,
        own: impl Fn(&(usize, usize)) -> usize,
    ) -> Cow<'a, Assessment> {
        if matched.pairs.len() == self.assessment.questions.len() {
            return Cow::Borrowed(self.assessment);
        }
        let mut keep = vec![false; self.questionnaire.questions.len()];
        for pair in &matched.pairs {
            keep[own(pair)] = true;
        }
        Cow::Owned(assess_some(self.questionnaire, self.answers, self.settlement, &keep))
    }
}

fn overall(sides: [&Assessment; 2]) -> OverallChange {
    let of = |number: fn(&super::Overall) -> Option<f64>| Change::of(sides, |one| number(&one.overall));
    OverallChange {
        strength: of(|one| one.triad.strength),
        strength_known_both: Change::default(),
        coverage: of(|one| one.triad.coverage),
        balance: of(|one| one.triad.balance),
        kind_gap: of(|one| one.kind_gap),
        completeness: of(|one| one.completeness),
        known: of(|one| one.known),
        evidenced: of(|one| one.evidenced),
        agreement: Change::of(sides, |one| one.alignment.as_ref().and_then(|one| one.agreement)),
    }
}

/// The larger of both (scoring specification, §4). Where one of them has none, a kind stands at nothing there, and
/// the other's has to do.
fn detectable(sides: [&Assessment; 2]) -> Option<f64> {
    sides.iter().filter_map(|one| one.overall.detectable_change).reduce(f64::max)
}

fn verdict(strength: Change, detectable: Option<f64>) -> Verdict {
    match (strength.by(), detectable) {
        (Some(by), _) if by.abs() <= TOLERANCE => Verdict::Unchanged,
        (Some(by), Some(least)) if by.abs() >= least - TOLERANCE => Verdict::BeyondNoise,
        (Some(_), Some(_)) => Verdict::WithinNoise,
        _ => Verdict::Unclear,
    }
}

fn objective(sides: [&Assessment; 2], objective: Objective) -> ObjectiveChange {
    let of = |number: &dyn Fn(&super::ObjectiveResult) -> Option<f64>| {
        Change::of(sides, |one| number(&one.objectives[objective.index()]))
    };
    ObjectiveChange {
        objective,
        strength: of(&|one| one.triad.strength),
        completeness: of(&|one| one.completeness),
        cells: Kind::ALL.map(|kind| of(&|one| one.cells[kind.index()].coverage)),
        observed: of(&|one| one.observed.and_then(|observed| observed.value)),
    }
}

fn mechanisms<'a>(
    questionnaires: [&'a Questionnaire; 2],
    sides: [&Assessment; 2],
) -> Vec<MechanismChange<'a>> {
    let [before, after] = questionnaires;
    let value = |side: usize, id: &str| {
        let own = |one: &&MechanismResult| questionnaires[side].mechanisms[one.mechanism].id == id;
        sides[side].mechanisms.iter().find(own).filter(|one| one.stands()).and_then(|one| one.coverage)
    };
    let present = |id: &str| {
        (0..2).any(|side| {
            sides[side].mechanisms.iter().any(|one| questionnaires[side].mechanisms[one.mechanism].id == id)
        })
    };
    let gone = before.mechanisms.iter().filter(|one| after.mechanism(&one.id).is_none());
    after
        .mechanisms
        .iter()
        .chain(gone)
        .filter(|one| present(&one.id))
        .map(|one| MechanismChange {
            id: &one.id,
            name: &one.name,
            kind: one.kind,
            coverage: Change { before: value(0, &one.id), after: value(1, &one.id) },
        })
        .collect()
}
