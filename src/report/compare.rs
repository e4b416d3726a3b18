//! What moved between two points in time, or along a series of them, as it is shown to people: every rounding, order
//! and word decided here; [`terminal`] and [`markdown`] draw it, and [`json`] alone reads the numbers themselves.

mod causes;
mod figures;
pub mod json;
pub mod markdown;
mod period;
mod questions;
mod series;
pub mod terminal;

pub use figures::{Direction, Move, ObjectiveRow, Row};
pub use period::{Period, labels};
pub use questions::{QuestionRow, Section, VoiceRow};
pub use series::{SeriesRow, SeriesView, StepRow};

use crate::{
    answers::Answers,
    assessment::comparison::{Comparison, Mismatch, Point, Reason, Verdict},
    framework::Scope,
    report::view::{self, PreviousKinds, View},
    text::{capital, clean_line, count, name_line},
};

/// Two points compared, as shown to people.
#[derive(Debug, Clone, PartialEq)]
pub struct CompareView {
    /// Who was assessed.
    pub organization: String,
    /// Title, id and version, or both versions.
    pub questionnaire: String,
    /// What the two points are called: the months of their answers, else "before" and "after".
    pub labels: [String; 2],
    /// Strength before and after.
    pub strength: Move,
    /// Whether it moved.
    pub verdict: Verdict,
    /// The verdict in words, noise and all.
    pub sentence: String,
    /// The least change of strength that would be more than noise, as a fraction.
    pub noise: Option<f64>,
    /// Why one of the points is a draft; `None` where everybody has confirmed the answers.
    pub draft: Option<String>,
    /// Which points were answered under another version than they are read under.
    pub versions: Vec<String>,
    /// Why, as far as the numbers tell: what moved, who answered, what was asked.
    pub causes: Vec<String>,
    /// The three kinds.
    pub kinds: Vec<Row>,
    /// Support and observation by objective.
    pub objectives: Vec<ObjectiveRow>,
    /// Coverage, balance, agreement and what else stands beside the headline.
    pub beside: Vec<Row>,
    /// The mechanisms that moved, largest change first.
    pub mechanisms: Vec<Row>,
    /// How many did not.
    pub unmoved: String,
    /// What happened to questions, by what happened.
    pub sections: Vec<Section>,
    /// Questions of one point only, by why.
    pub unmatched: Vec<(String, Vec<String>)>,
    /// Who answered, where it changed.
    pub people: Vec<String>,
}

/// Stands under every comparison.
pub(super) const ROUNDED: &str = "Changes in points are taken before rounding, changes in levels from the levels \
     shown; what moved by less than shows is marked <.";

/// Whose words stand in a comparison with notes.
pub(super) const ATTRIBUTION: &str =
    "Attributable by role: what each role said then and now can be read here, in its own words.";

/// Stands where questions are listed that have no partner.
pub(super) const MATCHED: &str =
    "Matched by id and never guessed: a renamed question is one gone and one new.";

/// How the two points are named and who they are of.
#[derive(Debug, Clone, Copy)]
pub struct Titles<'a> {
    /// Who was assessed.
    pub organization: &'a str,
    /// What the points are called.
    pub labels: [&'a str; 2],
}

/// What a view is made of.
#[derive(Clone, Copy)]
struct Facts<'a> {
    points: [Point<'a>; 2],
    comparison: &'a Comparison<'a>,
}

impl CompareView {
    /// The view of one comparison.
    pub fn new(points: [Point<'_>; 2], comparison: &Comparison<'_>, titles: Titles<'_>) -> Self {
        let facts = Facts { points, comparison };
        let (mechanisms, unmoved) = figures::mechanisms(comparison);
        Self {
            organization: name_line(titles.organization),
            questionnaire: questionnaire(points),
            labels: titles.labels.map(clean_line),
            strength: Move::percent(comparison.overall.strength),
            verdict: comparison.verdict,
            sentence: causes::sentence(facts),
            noise: comparison.detectable,
            draft: draft(&points, &titles.labels),
            versions: versions(&points, &titles.labels),
            causes: causes::causes(facts),
            kinds: figures::kinds(comparison),
            objectives: figures::objectives(comparison),
            beside: figures::beside(comparison),
            mechanisms,
            unmoved,
            sections: Section::all(facts),
            unmatched: unmatched(facts),
            people: causes::people(comparison),
        }
    }

    /// What gained and what lost, without what else happened.
    pub fn movers(&self) -> impl Iterator<Item = &Section> {
        self.sections.iter().filter(|section| section.mover)
    }

    /// Whether both points ask the same questions.
    pub fn same_questions(&self) -> bool {
        self.unmatched.is_empty()
    }

    /// Whether nothing at all moved.
    pub fn is_still(&self) -> bool {
        self.causes.is_empty()
    }
}

impl View {
    /// With an earlier assessment of the same organization beside it.
    #[must_use]
    pub fn with_baseline(mut self, moved: CompareView) -> Self {
        // Bars over other questions than those of before would compare what cannot be compared.
        self.kinds.previous = moved.same_questions().then(|| PreviousKinds {
            name: moved.labels[0].clone(),
            figures: moved.kinds.iter().map(|row| row.shift.before.clone()).collect(),
        });
        self.moved = Some(moved);
        self
    }
}

/// Why some point is a draft, each with what it is called.
fn draft(points: &[Point<'_>], labels: &[&str]) -> Option<String> {
    let one = |(point, label): (&Point<'_>, &&str)| {
        let answers: &[&Answers] = point.answers;
        view::draft(answers).map(|why| format!("{}: {why}", capital(&clean_line(label))))
    };
    let drafts: Vec<String> = points.iter().zip(labels).filter_map(one).collect();
    (!drafts.is_empty()).then(|| drafts.join(" "))
}

/// Which points were answered under another version than the questionnaire they are read under.
fn versions(points: &[Point<'_>], labels: &[&str]) -> Vec<String> {
    let one = |(point, label): (&Point<'_>, &&str)| {
        let (answered, read) = (point.answered_otherwise()?, &point.questionnaire.version);
        Some(format!(
            "{} was answered under {answered} and is read here under {read}, so that what it leaves open may never have \
             been asked. --before-questionnaire with the questionnaire of {answered} compares exactly.",
            clean_line(label)
        ))
    };
    points.iter().zip(labels).filter_map(one).collect()
}

/// `Title (id 1.0.0)`, or `Title (id 1.0.0, then 1.1.0)`.
fn questionnaire(points: [Point<'_>; 2]) -> String {
    let [before, after] = points.map(|point| point.questionnaire);
    let versions = if before.version == after.version {
        after.version.to_string()
    } else {
        format!("{}, then {}", before.version, after.version)
    };
    format!("{} ({} {versions})", clean_line(&after.title), after.id)
}

/// "Full questionnaire" or "quick interview".
const fn scope(scope: Scope) -> &'static str {
    match scope {
        Scope::Full => "the full questionnaire",
        Scope::Quick => "the quick interview",
    }
}

/// The questions without a partner: a heading for each reason, and one line for each.
fn unmatched(facts: Facts<'_>) -> Vec<(String, Vec<String>)> {
    let mut groups = Vec::new();
    for reason in Reason::ALL {
        for later in [false, true] {
            let found: Vec<&Mismatch<'_>> = facts
                .comparison
                .unmatched
                .iter()
                .filter(|one| one.reason == reason && one.later == later)
                .collect();
            if !found.is_empty() {
                let title = title(facts.points, reason, later, found.len());
                groups.push((title, found.iter().map(|one| line(one)).collect()));
            }
        }
    }
    groups
}

fn title(points: [Point<'_>; 2], reason: Reason, later: bool, number: usize) -> String {
    let questions = count(number, "question");
    match reason {
        Reason::New => format!("{questions} only in the later questionnaire (new)"),
        Reason::Withdrawn => format!("{questions} withdrawn since"),
        Reason::Gone => format!("{questions} only in the earlier questionnaire (gone)"),
        Reason::OutOfScope => {
            let when = if later { "earlier" } else { "later" };
            format!("{questions} not asked in the {when} quick interview")
        }
        Reason::Form => {
            let when = if later { "later" } else { "earlier" };
            format!("{questions} asked in another form ({when} form)")
        }
        Reason::Open => {
            let named = |at: usize| points[at].answered().map(ToString::to_string).unwrap_or_default();
            let (newer, older) = (named(usize::from(later)), named(usize::from(!later)));
            format!("{questions} asked under {newer} only, or left open under {older}")
        }
    }
}

fn line(one: &Mismatch<'_>) -> String {
    let mut line = one.id.to_owned();
    if !one.ask.is_empty() {
        line.extend([": ", &clean_line(one.ask)]);
    }
    if let Some(withdrawn) = one.withdrawn {
        let (since, note) = (&withdrawn.since, clean_line(&withdrawn.note));
        line = format!("{line} (since {since}: {note})");
    }
    line
}

/// A sign and a distance: `+0.5`, `−1.0`.
fn signed(by: f64, distance: &str) -> String {
    let sign = if by < 0.0 { '−' } else { '+' };
    format!("{sign}{distance}")
}
