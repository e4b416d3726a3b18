//! A series of points: each number along it, and which steps are more than noise.

use super::{Facts, Move, Section, causes, scope};
use crate::{
    assessment::{
        Assessment,
        comparison::{Change, Comparison, Point, Series, Verdict},
    },
    framework::{Kind, Objective},
    report::{view::Figure, words},
    text::{clean_line, name_line},
};

/// A series as shown to people.
#[derive(Debug, Clone, PartialEq)]
pub struct SeriesView {
    /// Who was assessed.
    pub organization: String,
    /// Title, id and version.
    pub questionnaire: String,
    /// What the points are called, in the order given.
    pub labels: Vec<String>,
    /// Strength, kinds, objectives, agreement and completeness.
    pub rows: Vec<SeriesRow>,
    /// From each point to the next.
    pub steps: Vec<StepRow>,
    /// The first point and the last.
    pub whole: StepRow,
    /// What gained and lost most from the first point to the last.
    pub movers: Vec<Section>,
    /// Why one of the points is a draft; `None` where everybody has confirmed the answers.
    pub draft: Option<String>,
    /// What makes points hard to compare; may be empty.
    pub remarks: Vec<String>,
}

/// One number along the series.
#[derive(Debug, Clone, PartialEq)]
pub struct SeriesRow {
    /// What it is.
    pub name: String,
    /// Its group: rows of one group belong together.
    pub group: &'static str,
    /// The number at each point.
    pub figures: Vec<Figure>,
    /// A character for each point on a scale from 0 to 100%; a dot where there is no value.
    pub spark: String,
    /// From the first to the last.
    pub whole: Move,
}

/// One step of the series.
#[derive(Debug, Clone, PartialEq)]
pub struct StepRow {
    /// From where to where.
    pub labels: [String; 2],
    /// Strength.
    pub shift: Move,
    /// Whether it moved.
    pub verdict: Verdict,
    /// The verdict in words, and who answered where that changed.
    pub sentence: String,
}

const MARKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

impl SeriesView {
    /// The view of a series; there is a label for each point.
    pub fn new(points: &[Point<'_>], series: &Series<'_>, organization: &str, labels: &[String]) -> Self {
        let labels: Vec<String> = labels.iter().map(|label| clean_line(label)).collect();
        let ends = [0, points.len() - 1];
        let step = |[from, to]: [usize; 2], comparison| {
            let facts = Facts { points: [points[from], points[to]], comparison };
            StepRow::new(facts, [labels[from].clone(), labels[to].clone()])
        };
        let whole = Facts { points: ends.map(|end| points[end]), comparison: &series.whole };
        let mut from_end_to_end = step(ends, &series.whole);
        if series.whole.is_still() && !series.steps.iter().all(Comparison::is_still) {
            "The first and the last are the same; between them it moved."
                .clone_into(&mut from_end_to_end.sentence);
        }
        Self {
            organization: name_line(organization),
            questionnaire: super::questionnaire(whole.points),
            rows: rows(points, series),
            steps: series.steps.iter().enumerate().map(|(at, one)| step([at, at + 1], one)).collect(),
            whole: from_end_to_end,
            movers: Section::movers(whole),
            remarks: remarks(points, series, &labels),
            draft: super::draft(points, &labels.iter().map(String::as_str).collect::<Vec<_>>()),
            labels,
        }
    }
}

impl StepRow {
    fn new(facts: Facts<'_>, labels: [String; 2]) -> Self {
        let people = causes::people_changed(facts.comparison);
        let who = if people.is_empty() {
            String::new()
        } else {
            format!(" Who answered changed: {}.", people.join("; "))
        };
        Self {
            labels,
            shift: Move::percent(facts.comparison.overall.strength),
            verdict: facts.comparison.verdict,
            sentence: causes::sentence(facts) + &who,
        }
    }
}

fn rows(points: &[Point<'_>], series: &Series<'_>) -> Vec<SeriesRow> {
    let row =
        |name: &str, group: &'static str, whole: Change, number: &dyn Fn(&Assessment) -> Option<f64>| {
            let values: Vec<Option<f64>> = points.iter().map(|point| number(point.assessment)).collect();
            SeriesRow {
                name: name.to_owned(),
                group,
                spark: values.iter().map(|value| mark(*value)).collect(),
                figures: values.into_iter().map(Figure::percent).collect(),
                whole: Move::percent(whole),
            }
        };
    let all = &series.whole;
    let mut rows = vec![row("Strength", "", all.overall.strength, &|one| one.overall.triad.strength)];
    rows.extend(Kind::ALL.map(|kind| {
        let change = all.kinds[kind.index()].coverage;
        row(words::kind(kind), "Kinds", change, &|one| one.kinds[kind.index()].coverage)
    }));
    rows.extend(Objective::ALL.map(|objective| {
        let change = all.objectives[objective.index()].strength;
        row(words::objective(objective), "Support", change, &|one| {
            one.objectives[objective.index()].triad.strength
        })
    }));
    rows.extend(Objective::ALL.map(|objective| {
        let change = all.objectives[objective.index()].observed;
        row(words::objective(objective), "Observed", change, &|one| {
            one.objectives[objective.index()].observed.and_then(|observed| observed.value)
        })
    }));
    rows.push(row("Agreement", "Beside it", all.overall.agreement, &|one| {
        one.alignment.as_ref().and_then(|one| one.agreement)
    }));
    rows.push(row("Answered", "Beside it", all.overall.completeness, &|one| one.overall.completeness));
    rows
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of eight marks")]
fn mark(value: Option<f64>) -> char {
    let Some(value) = value else { return '·' };
    MARKS[((value.clamp(0.0, 1.0) * MARKS.len() as f64) as usize).min(MARKS.len() - 1)]
}

/// What makes the points of a series hard to compare.
fn remarks(points: &[Point<'_>], series: &Series<'_>, labels: &[String]) -> Vec<String> {
    let mut remarks = super::versions(points, &labels.iter().map(String::as_str).collect::<Vec<_>>());
    let scopes = points.windows(2).any(|pair| pair[0].assessment.scope != pair[1].assessment.scope);
    if scopes {
        let (quick, full) = (scope(crate::framework::Scope::Quick), scope(crate::framework::Scope::Full));
        remarks.push(format!("Some points are of {quick}, others of {full}."));
    }
    if series.steps.iter().any(|one| !one.same_questions()) {
        remarks.push(
            "Not every point asks the same questions. The table shows each point in full; the steps, and the \
             change from first to last, are over what both ends ask."
                .to_owned(),
        );
    }
    remarks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spark_has_a_place_for_every_share_and_a_dot_for_none() {
        let drawn: String = [Some(0.0), Some(0.124), Some(0.5), None, Some(1.0)].map(mark).iter().collect();
        assert_eq!(drawn, "▁▁▅·█");
    }
}
