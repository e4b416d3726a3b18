//! Joins the parts into an [`Assessment`].

use super::alignment::{alignment, mean, of_question};
use super::consensus::{Ballots, Consensus};
use super::guidelines::Numbers;
use super::implication::Reading;
use super::layout::{Layout, shares};
use super::priorities::{Lever, find_out, priorities};
use super::result::{
    Alignment, Assessment, BalanceBand, Band, Cell, Contradiction, KindResult, MechanismResult,
    ObjectiveResult, Observed, Overall, QuestionAlignment, QuestionResult, Triad,
};
use super::scoring::{Mark, Mean, Power, Scores};
use super::uncertainty::{Bounds, detectable_change, evidenced, known, spread};
use super::{questions, respondents};
use crate::answers::{Answers, Settled, Settlement};
use crate::framework::{Kind, Objective};
use crate::questionnaire::Questionnaire;

/// Everything that the result is drawn from.
pub(super) struct Workings<'a> {
    pub layout: Layout<'a>,
    pub readings: Vec<Reading>,
    pub ballots: Ballots,
    pub consensus: Vec<Consensus>,
    pub settled: Vec<Option<&'a Settled>>,
    pub results: Vec<QuestionResult>,
    pub marks: Vec<Mark>,
    pub scores: Scores,
}

impl<'a> Workings<'a> {
    /// Reads, counts and scores the answers.
    pub fn of(
        questionnaire: &'a Questionnaire,
        respondents: &[&Answers],
        settlement: Option<&'a Settlement>,
    ) -> Self {
        Self::within(Layout::new(questionnaire, respondents), respondents, settlement)
    }

    /// The same for the questions that a layout has.
    fn within(layout: Layout<'a>, respondents: &[&Answers], settlement: Option<&'a Settlement>) -> Self {
        let questionnaire = layout.questionnaire;
        let readings: Vec<Reading> =
            respondents.iter().map(|answers| Reading::of(&layout, answers)).collect();
        let ballots = Ballots::count(&layout, respondents, &readings);
        let consensus: Vec<Consensus> = (0..questionnaire.questions.len())
            .map(|question| Consensus::of(questionnaire, &ballots, question))
            .collect();
        let settled = questions::settled(questionnaire, settlement);
        let results: Vec<QuestionResult> = layout
            .scoped()
            .map(|question| {
                questions::result(questionnaire, question, &consensus[question], settled[question])
            })
            .collect();
        let marks = questions::marks(questionnaire, &results);
        let scores = Scores::of(&layout, &marks);
        Self { layout, readings, ballots, consensus, settled, results, marks, scores }
    }
}

/// Scores one organization's answers to the questions that a layout has.
pub(super) fn assessment(
    layout: Layout<'_>,
    respondents: &[&Answers],
    settlement: Option<&Settlement>,
) -> Assessment {
    let questionnaire = layout.questionnaire;
    let work = Workings::within(layout, respondents, settlement);
    let bounds = Bounds::of(&work.layout, &work.marks);
    let lever = Lever::of(&work.layout, &work.marks, &work.scores);
    let seen: Vec<QuestionAlignment> = work
        .layout
        .level_questions()
        .filter_map(|question| of_question(questionnaire, question, &work.ballots.given(question)))
        .collect();
    let disputed = disputed(questionnaire, &seen);

    let overall = overall(&work, &bounds, lever.as_ref());
    let objectives = Objective::ALL.map(|objective| work.objective(&bounds, objective));
    let kinds = Kind::ALL.map(|kind| work.kind(&bounds, kind));
    let mechanisms = work.mechanisms(&bounds, &seen);
    let numbers = Numbers {
        overall: &overall,
        objectives: &objectives,
        kinds: &kinds,
        mechanisms: &mechanisms,
        questions: &work.results,
    };
    let read = |guideline: &crate::questionnaire::Guideline| numbers.read(questionnaire, &guideline.measure);
    let guidelines = questionnaire.guidelines.iter().map(read).collect();
    let mut summaries: Vec<_> = respondents
        .iter()
        .zip(&work.readings)
        .map(|(answers, reading)| respondents::summary(&work.layout, answers, reading))
        .collect();
    respondents::sort(&mut summaries);
    Assessment {
        scope: work.layout.scope,
        respondents: summaries,
        objectives,
        kinds,
        mechanisms,
        scope_disputes: work
            .layout
            .scoped()
            .filter(|&question| work.consensus[question].scope_dispute)
            .collect(),
        contradictions: work.contradictions(respondents),
        guidelines,
        priorities: lever
            .as_ref()
            .map(|lever| priorities(&work.layout, lever, &work.results, &disputed))
            .unwrap_or_default(),
        find_out: find_out(&work.layout, lever.as_ref(), &work.scores, &work.results),
        claims: respondents::claims(&work.layout, respondents),
        alignment: work.alignment(respondents, seen),
        overall,
        questions: work.results,
    }
}

/// By question: whether it is disputed.
fn disputed(questionnaire: &Questionnaire, seen: &[QuestionAlignment]) -> Vec<bool> {
    let mut disputed = vec![false; questionnaire.questions.len()];
    for question in seen {
        disputed[question.question] = question.disputed;
    }
    disputed
}

/// The whole (scoring specification, §3 and §4).
fn overall(work: &Workings<'_>, bounds: &Bounds, lever: Option<&Lever>) -> Overall {
    let (layout, scores) = (&work.layout, &work.scores);
    let kind_gap = work.kind_gap();
    let triad = triad(scores.whole, bounds, |scores| scores.whole);
    Overall {
        effective_kinds: triad.balance.filter(|_| weigh_the_same(layout.kinds)).map(|balance| 3.0 * balance),
        kind_gap,
        completeness: work.completeness(),
        known: work.known(),
        spread: spread(layout, &work.consensus),
        evidenced: evidenced(layout, &work.marks, &work.ballots, &work.settled),
        detectable_change: lever.and_then(detectable_change),
        technical_half: Power::of(shares([2.0, 1.0, 1.0]), scores.kinds.map(|kind| kind.value)).strength,
        band: triad.strength.map(Band::of),
        balance_band: kind_gap.map(BalanceBand::of),
        triad,
    }
}

/// Whether the three weights, which sum to 1, are equal.
fn weigh_the_same(weights: [f64; 3]) -> bool {
    weights.iter().all(|weight| (weight - 1.0 / 3.0).abs() < 1e-12)
}

/// `Σ w κ`; `None` where a kind has none.
fn over_kinds(layout: &Layout<'_>, parts: [Option<f64>; 3]) -> Option<f64> {
    Power::of(layout.kinds, parts).coverage
}

/// A power mean with its bounds, which use the same parts.
fn triad(power: Power, bounds: &Bounds, of: impl Fn(&Scores) -> Power) -> Triad {
    Triad {
        coverage: power.coverage,
        strength: power.strength,
        balance: power.balance(),
        coverage_range: bounds.power(&of, |power| power.coverage),
        strength_range: bounds.power(&of, |power| power.strength),
    }
}

impl Workings<'_> {
    /// Greatest minus least kind; `None` where the whole has no strength.
    pub fn kind_gap(&self) -> Option<f64> {
        let standing = self.scores.kinds.into_iter().filter_map(|kind| kind.value);
        let (high, low) = standing.clone().reduce(f64::max).zip(standing.reduce(f64::min))?;
        self.scores.whole.strength.map(|_| high - low)
    }

    /// Share answered, unknowns included.
    pub fn completeness(&self) -> Option<f64> {
        over_kinds(&self.layout, self.scores.kinds.map(|kind| kind.completeness))
    }

    /// Share answered with knowledge.
    pub fn known(&self) -> Option<f64> {
        over_kinds(&self.layout, known(&self.layout, &self.marks))
    }

    /// One objective: its row of cells, and what is observed of it.
    fn objective(&self, bounds: &Bounds, objective: Objective) -> ObjectiveResult {
        let row = objective.index();
        let mut completeness = Mean::default();
        for (weight, cell) in self.layout.kinds.iter().zip(self.scores.cells[row]) {
            if let Some(share) = cell.completeness {
                completeness.add(*weight, share);
            }
        }
        ObjectiveResult {
            objective,
            triad: triad(self.scores.rows[row], bounds, |scores| scores.rows[row]),
            completeness: completeness.fraction(),
            cells: Kind::ALL.map(|kind| self.cell(bounds, objective, kind)),
            observed: self.observed(bounds, objective),
        }
    }

    fn cell(&self, bounds: &Bounds, objective: Objective, kind: Kind) -> Cell {
        let part = self.scores.cells[objective.index()][kind.index()];
        let counts = |question: &usize| {
            let here = &self.layout.questionnaire.questions[*question];
            let of_kind = self.layout.questionnaire.mechanism_of(*question).is_some_and(|of| of.kind == kind);
            of_kind && here.relevance(objective) > 0 && self.marks[*question].is_scored()
        };
        Cell {
            coverage: part.value,
            range: bounds.part(|scores| scores.cells[objective.index()][kind.index()]),
            completeness: part.completeness,
            questions: self.layout.scoped().filter(counts).count(),
        }
    }

    /// What is observed; `None` where the scope has no outcome question for it.
    fn observed(&self, bounds: &Bounds, objective: Objective) -> Option<Observed> {
        let questions = &self.layout.questionnaire.questions;
        let observes = |question: usize| questions[question].observes(objective);
        let part = self.scores.observed[objective.index()];
        self.layout.scoped().any(observes).then(|| Observed {
            value: part.value,
            range: bounds.part(|scores| scores.observed[objective.index()]),
            completeness: part.completeness,
        })
    }

    fn kind(&self, bounds: &Bounds, kind: Kind) -> KindResult {
        let part = self.scores.kinds[kind.index()];
        KindResult {
            kind,
            coverage: part.value,
            range: bounds.part(|scores| scores.kinds[kind.index()]),
            completeness: part.completeness,
        }
    }

    /// The mechanisms with a question in scope.
    fn mechanisms(&self, bounds: &Bounds, seen: &[QuestionAlignment]) -> Vec<MechanismResult> {
        let questionnaire = self.layout.questionnaire;
        let scoped = |(index, mechanism): (usize, &crate::questionnaire::Mechanism)| {
            let questions = mechanism.questions.clone();
            questions.clone().any(|question| self.layout.has(question)).then(|| MechanismResult {
                mechanism: index,
                coverage: self.scores.mechanisms[index].value,
                range: bounds.part(|scores| scores.mechanisms[index]),
                completeness: self.scores.mechanisms[index].completeness,
                roles: self.role_levels(questions.clone()),
                disagreement: mean(
                    seen.iter()
                        .filter(|seen| questions.contains(&seen.question))
                        .map(|seen| seen.disagreement),
                ),
            })
        };
        questionnaire.mechanisms.iter().enumerate().filter_map(scoped).collect()
    }

    /// Each role's own level of a mechanism: the u-weighted mean of its role values (scoring specification, §6).
    fn role_levels(&self, questions: std::ops::Range<usize>) -> Vec<(usize, f64)> {
        let mut means = vec![Mean::default(); self.layout.questionnaire.roles.len()];
        for question in questions.filter(|&question| self.layout.has(question)) {
            for (role, level) in &self.consensus[question].roles {
                means[*role].add(self.layout.questions[question], *level);
            }
        }
        means.iter().enumerate().filter_map(|(role, mean)| mean.mean().map(|level| (role, level))).collect()
    }

    /// Contradictions by question, then role; one per respondent.
    fn contradictions(&self, respondents: &[&Answers]) -> Vec<Contradiction> {
        let mut all: Vec<Contradiction> = respondents
            .iter()
            .zip(&self.readings)
            .flat_map(|(answers, reading)| {
                let role = answers.respondent.role;
                reading.contradictions.iter().map(move |&question| Contradiction { question, role })
            })
            .collect();
        all.sort_by_key(|contradiction| (contradiction.question, contradiction.role));
        all
    }

    /// How the respondents agree; `None` with one.
    fn alignment(&self, respondents: &[&Answers], seen: Vec<QuestionAlignment>) -> Option<Alignment> {
        (respondents.len() > 1).then(|| alignment(&self.layout, &self.ballots, seen))
    }
}
