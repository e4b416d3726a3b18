//! Whether the figures that are shown give away what is held back.
//!
//! Every mean on a page is a weighted sum of the values of its questions, with weights that anybody can look up. A value
//! that is held back can be computed where the sums determine it: by taking from a kind's value what all its other
//! mechanisms have, for instance. So the shown figures are read as linear equations in what is held back; a question
//! is exposed where their reduced form holds it alone, or where an equation, as given or reduced, leaves it no other
//! place than an end of the scale: a mean of 0 tells all that went into it. Otherwise figures count as exact, and that
//! answers are whole levels is left aside.

use crate::{
    assessment::{Assessment, MechanismResult, State},
    framework::{Kind, Objective},
    questionnaire::{Measure, Mechanism, Question, Questionnaire},
};

/// Less than this is nothing.
const NOTHING: f64 = 1e-9;
/// How far a figure may lie from what is shown of it: half a per cent.
const ROUNDING: f64 = 0.005;
/// Half a level, the least by which what two sides said together moves, as a fraction.
const HALF_A_LEVEL: f64 = 0.1;

/// A weighted sum of the values of questions (indices).
type Sum = Vec<(usize, f64)>;

/// What is held back of a shown sum, and what that comes to.
#[derive(Debug, Clone)]
struct Equation {
    terms: Sum,
    value: f64,
}

/// The sums that a page shows, as long as nothing is held back.
pub(super) struct Figures<'a> {
    questionnaire: &'a Questionnaire,
    assessment: &'a Assessment,
    /// Mechanisms' own levels, by mechanism index.
    levels: Vec<(usize, Sum)>,
    /// Kinds, cells, what is observed of objectives (by id), guidelines.
    means: Vec<Sum>,
    observed: Vec<(&'static str, Sum)>,
}

impl<'a> Figures<'a> {
    pub(super) fn new(questionnaire: &'a Questionnaire, assessment: &'a Assessment) -> Self {
        let mut figures =
            Self { questionnaire, assessment, levels: Vec::new(), means: Vec::new(), observed: Vec::new() };
        figures.levels =
            figures.standing().map(|one| (one.mechanism, figures.level(one.mechanism))).collect();
        figures.means = Kind::ALL.into_iter().flat_map(|kind| figures.of_kind(kind)).collect();
        figures.means.extend(figures.of_guidelines());
        figures.observed = Objective::ALL.into_iter().filter_map(|one| figures.of_objective(one)).collect();
        figures
    }

    /// The questions held back that can be computed from what is shown.
    pub(super) fn exposed(&self, held_back: &[bool], untold: &[String]) -> Vec<usize> {
        let told = |id: &str| !untold.iter().any(|one| one == id);
        let levels = self.levels.iter().filter(|(one, _)| told(&self.questionnaire.mechanisms[*one].id));
        let observed = self.observed.iter().filter(|(id, _)| told(id)).map(|(_, sum)| sum);
        let shown = levels.map(|(_, sum)| sum).chain(&self.means).chain(observed);
        let unknown = |sum: &Sum| {
            let terms: Sum = sum.iter().filter(|(one, _)| held_back[*one]).copied().collect();
            let value = terms.iter().map(|(one, weight)| weight * self.value(*one)).sum();
            Equation { terms, value }
        };
        determined(&shown.map(unknown).collect::<Vec<_>>())
    }

    /// A question's value as it enters the sums.
    fn value(&self, question: usize) -> f64 {
        self.assessment.question(question).and_then(|one| one.value).unwrap_or(0.0)
    }

    fn standing(&self) -> impl Iterator<Item = &'a MechanismResult> + use<'a> {
        self.assessment.mechanisms.iter().filter(|one| one.stands())
    }

    fn question(&self, index: usize) -> &'a Question {
        &self.questionnaire.questions[index]
    }

    fn mechanism(&self, index: usize) -> &'a Mechanism {
        &self.questionnaire.mechanisms[index]
    }

    fn is(&self, question: usize, states: &[State]) -> bool {
        self.assessment.question(question).is_some_and(|one| states.contains(&one.state))
    }

    /// `Σ u x / Σ u` over the scored questions.
    fn level(&self, mechanism: usize) -> Sum {
        let scored = self.mechanism(mechanism).questions.clone();
        let scored: Vec<usize> =
            scored.filter(|&one| self.is(one, &[State::Known, State::Unknown])).collect();
        mean(scored.into_iter().map(|one| (one, self.question(one).weight)).collect())
    }

    /// The kind's value and those of its cells.
    fn of_kind(&self, kind: Kind) -> Vec<Sum> {
        let assessment = self.assessment;
        let own = || {
            assessment
                .mechanisms
                .iter()
                .map(|one| one.mechanism)
                .filter(|&one| self.mechanism(one).kind == kind)
        };
        let mut sums = Vec::new();
        if assessment.kinds[kind.index()].coverage.is_some() {
            let levels = own().map(|one| (self.mechanism(one).weight, self.level(one)));
            sums.push(mean_of(levels.filter(|(_, level)| !level.is_empty()).collect()));
        }
        for objective in Objective::ALL {
            if assessment.objectives[objective.index()].cells[kind.index()].coverage.is_some() {
                sums.push(mean(own().flat_map(|one| self.in_cell(one, objective)).collect()));
            }
        }
        sums
    }

    /// `a r` of the scored questions that serve the objective (scoring specification, §3).
    fn in_cell(&self, mechanism: usize, objective: Objective) -> Sum {
        let own = self.mechanism(mechanism);
        let applicable = own.questions.clone().filter(|&one| self.is(one, &APPLICABLE));
        let all: f64 = applicable.map(|one| self.question(one).weight).sum();
        let scored = own.questions.clone().filter(|&one| self.is(one, &[State::Known, State::Unknown]));
        let weighted = scored.map(|one| {
            let relevance = f64::from(self.question(one).relevance(objective));
            (one, own.weight * self.question(one).weight / all * relevance)
        });
        weighted.filter(|(_, weight)| *weight > 0.0).collect()
    }

    fn of_objective(&self, objective: Objective) -> Option<(&'static str, Sum)> {
        self.assessment.objectives[objective.index()].observed?.value?;
        let known = (0..self.questionnaire.questions.len())
            .filter(|&one| self.question(one).observes(objective) && self.is(one, &[State::Known]));
        Some((objective.id(), mean(known.map(|one| (one, self.question(one).weight)).collect())))
    }

    /// The guidelines that are means of their own; the others follow from kinds and cells.
    fn of_guidelines(&self) -> Vec<Sum> {
        let values = self.questionnaire.guidelines.iter().zip(&self.assessment.guidelines);
        let shown = values.filter(|(_, value)| value.is_some());
        shown
            .filter_map(|(guideline, _)| match &guideline.measure {
                Measure::Groups(groups) => {
                    let in_groups =
                        |one: &&MechanismResult| groups.contains(&self.mechanism(one.mechanism).group);
                    let levels =
                        self.standing().filter(in_groups).map(|one| (1.0, self.level(one.mechanism)));
                    Some(mean_of(levels.collect()))
                }
                Measure::Theme(theme) => {
                    let carries = |one: &usize| self.question(*one).themes.contains(theme);
                    let scored = (0..self.questionnaire.questions.len())
                        .filter(carries)
                        .filter(|&one| self.is(one, &[State::Known, State::Unknown]));
                    Some(mean(scored.map(|one| (one, 1.0)).collect()))
                }
                _ => None,
            })
            .collect()
    }
}

const APPLICABLE: [State; 3] = [State::Known, State::Unknown, State::Unanswered];

/// The terms with their weights normalised.
fn mean(terms: Sum) -> Sum {
    let all: f64 = terms.iter().map(|(_, weight)| weight).sum();
    terms.into_iter().map(|(one, weight)| (one, weight / all)).collect()
}

fn mean_of(parts: Vec<(f64, Sum)>) -> Sum {
    let all: f64 = parts.iter().map(|(weight, _)| weight).sum();
    let scaled =
        |(weight, sum): (f64, Sum)| sum.into_iter().map(move |(one, term)| (one, weight / all * term));
    parts.into_iter().flat_map(scaled).collect()
}

/// The unknowns that stand alone in a row of the reduced row echelon form (Gauss and Jordan) of the equations, and those
/// that an equation holds to an end of the scale.
fn determined(equations: &[Equation]) -> Vec<usize> {
    let mut unknowns: Vec<usize> = equations.iter().flat_map(|one| &one.terms).map(|(one, _)| *one).collect();
    unknowns.sort_unstable();
    unknowns.dedup();
    let column = |one: &usize| unknowns.binary_search(one).unwrap_or_default();
    // The value is the last column.
    let mut rows: Vec<Vec<f64>> = equations
        .iter()
        .map(|equation| {
            let mut row = vec![0.0; unknowns.len() + 1];
            for (one, weight) in &equation.terms {
                row[column(one)] += weight;
            }
            row[unknowns.len()] = equation.value;
            row
        })
        .collect();
    let mut found: Vec<usize> = rows.iter().flat_map(|row| at_an_end(row, ROUNDING)).collect();
    reduce(&mut rows, unknowns.len());
    // Reduced, a row is no mean any more: it is rounded as one of its terms' size would be.
    let size = |row: &[f64]| row[..unknowns.len()].iter().sum::<f64>();
    found.extend(rows.iter().flat_map(|row| at_an_end(row, ROUNDING * size(row))));
    found.extend(rows.iter().filter_map(|row| alone(row)));
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|column| unknowns[column]).collect()
}

/// The only unknown of a row.
fn alone(row: &[f64]) -> Option<usize> {
    let (_, terms) = row.split_last()?;
    let mut terms = terms.iter().enumerate().filter(|(_, term)| term.abs() > NOTHING);
    terms.next().filter(|_| terms.next().is_none()).map(|(column, _)| column)
}

/// The unknowns that can lie nowhere but within half a level of an end of the scale, since all terms are positive and
/// their sum is as low, or as high, as it is.
fn at_an_end(row: &[f64], rounding: f64) -> Vec<usize> {
    let Some((value, terms)) = row.split_last() else { return Vec::new() };
    if terms.iter().any(|term| *term < -NOTHING) {
        return Vec::new();
    }
    let all: f64 = terms.iter().sum();
    let pressed = |term: f64| {
        let most = (value + rounding) / term;
        let least = (value - rounding - (all - term)) / term;
        term > NOTHING && (most < HALF_A_LEVEL || least > 1.0 - HALF_A_LEVEL)
    };
    (0..terms.len()).filter(|&column| pressed(terms[column])).collect()
}

fn reduce(rows: &mut [Vec<f64>], columns: usize) {
    let mut done = 0;
    for column in 0..columns {
        let largest =
            (done..rows.len()).max_by(|&a, &b| rows[a][column].abs().total_cmp(&rows[b][column].abs()));
        let Some(pivot) = largest.filter(|&row| rows[row][column].abs() > NOTHING) else { continue };
        rows.swap(done, pivot);
        let scale = rows[done][column];
        rows[done].iter_mut().for_each(|term| *term /= scale);
        let own = rows[done].clone();
        for (_, row) in rows.iter_mut().enumerate().filter(|(at, _)| *at != done) {
            let factor = row[column];
            if factor != 0.0 {
                row.iter_mut().zip(&own).for_each(|(term, own)| *term -= factor * own);
            }
        }
        done += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Equations in which no unknown is near an end of the scale.
    fn found(sums: &[&[(usize, f64)]]) -> Vec<usize> {
        let equation = |terms: &&[(usize, f64)]| Equation {
            terms: terms.to_vec(),
            value: terms.iter().map(|(_, weight)| weight * 0.5).sum(),
        };
        determined(&sums.iter().map(equation).collect::<Vec<_>>())
    }

    #[test]
    fn what_the_sums_determine_is_found() {
        assert!(found(&[]).is_empty());
        assert_eq!(found(&[&[(3, 1.0)]]), [3]);
        assert!(found(&[&[(3, 0.5), (7, 0.5)]]).is_empty());
        // One equation takes from the other all but one unknown.
        assert_eq!(found(&[&[(0, 0.25), (1, 0.25), (2, 0.5)], &[(0, 0.5), (1, 0.5)]]), [2]);
        // Two equations that weigh two unknowns differently tell both; the same equation twice tells neither.
        assert_eq!(found(&[&[(0, 0.5), (1, 0.5)], &[(0, 0.25), (1, 0.75)]]), [0, 1]);
        assert!(found(&[&[(0, 0.5), (1, 0.5)], &[(0, 0.1), (1, 0.1)]]).is_empty());
    }

    #[test]
    fn a_mean_at_an_end_tells_all_of_it() {
        let mean = |value: f64| determined(&[Equation { terms: vec![(4, 0.5), (9, 0.5)], value }]);
        assert_eq!(mean(0.0), [4, 9]);
        assert_eq!(mean(1.0), [4, 9]);
        assert!(mean(0.1).is_empty() && mean(0.5).is_empty());
        // A small share of a figure is lost in its rounding.
        let lost = Equation { terms: vec![(4, 0.02), (9, 0.98)], value: 0.0 };
        assert_eq!(determined(&[lost]), [9]);
    }
}
