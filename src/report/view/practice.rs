//! The mechanisms, the paper's guidelines, and what supports the claims.

use super::{Bar, Facts, Figure, TargetView, detail::HELD_BACK};
use crate::{
    assessment::{Band, MechanismResult},
    framework::{Evidence, Kind},
    questionnaire::{Guideline, Measure},
    report::words,
    text::{and_list, clean_line, count},
};

/// One guideline.
#[derive(Debug, Clone, PartialEq)]
pub struct GuidelineReading {
    /// Its title.
    pub title: String,
    /// What it is for; may be empty.
    pub purpose: String,
    /// Where the paper states it.
    pub source: String,
    /// Its value.
    pub figure: Figure,
    /// What was measured and what it says.
    pub reading: String,
}

/// The mechanisms of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct MechanismGroup {
    /// The kind's name.
    pub kind: &'static str,
    /// The kind's value.
    pub figure: Figure,
    /// Its mechanisms, in the questionnaire's order.
    pub mechanisms: Vec<MechanismBar>,
}

/// One mechanism.
#[derive(Debug, Clone, PartialEq)]
pub struct MechanismBar {
    /// Its id, for `--explain`.
    pub id: String,
    /// Name, level and what it could be.
    pub bar: Bar,
    /// What the whole level reached is called; empty where there is no value.
    pub level: String,
    /// Its group within the kind; may be empty.
    pub group: String,
    /// Why it exists.
    pub purpose: String,
    /// Where it should stand, where targets were given and name it.
    pub target: Option<TargetView>,
    /// Whether its level is held back, so that nobody's answer can be told.
    pub held_back: bool,
}

/// What supports the claims.
#[derive(Debug, Clone, PartialEq)]
pub struct EvidenceView {
    /// As counts.
    pub counts: String,
    /// The strength that the evidence carries.
    pub strength: String,
}

/// `0 Absent, 1 Personal, …`
pub(super) fn levels(facts: Facts<'_>) -> String {
    let names: Vec<String> = facts
        .questionnaire
        .levels
        .iter()
        .enumerate()
        .map(|(level, one)| format!("{level} {}", clean_line(&one.name)))
        .collect();
    names.join(", ")
}

/// What a change would have to be to mean something.
pub(super) fn change(facts: Facts<'_>) -> String {
    match facts.assessment.overall.detectable_change {
        Some(change) => format!(
            "A change of less than {} in strength is noise: that much moves when a third of the answers wobble \
             by one level.",
            words::points(change)
        ),
        None if facts.assessment.overall.triad.strength.is_some() => {
            "What change would be noise cannot be told while a kind stands at nothing.".to_owned()
        }
        None => "There is no value against which a later change could be measured.".to_owned(),
    }
}

impl MechanismBar {
    /// The level with its name: `1.3, Personal`. Bands are not for levels (scoring specification, §8).
    pub fn named(&self) -> String {
        if self.level.is_empty() {
            self.bar.figure.text.clone()
        } else {
            format!("{}, {}", self.bar.figure.text, self.level)
        }
    }
}

impl MechanismGroup {
    pub(super) fn all(facts: Facts<'_>) -> Vec<Self> {
        Kind::ALL.into_iter().map(|kind| Self::new(facts, kind)).collect()
    }

    fn new(facts: Facts<'_>, kind: Kind) -> Self {
        let of_kind = |one: &&MechanismResult| facts.questionnaire.mechanisms[one.mechanism].kind == kind;
        let mechanisms = facts.assessment.mechanisms.iter().filter(of_kind);
        Self {
            kind: kind.name(),
            figure: Figure::percent(facts.assessment.kinds[kind.index()].coverage),
            mechanisms: mechanisms.map(|one| mechanism_bar(facts, one)).collect(),
        }
    }
}

fn mechanism_bar(facts: Facts<'_>, result: &MechanismResult) -> MechanismBar {
    let mechanism = &facts.questionnaire.mechanisms[result.mechanism];
    let held_back = facts.hides(result.mechanism);
    let range = words::open_levels(result.range);
    let note = match (result.stands(), range) {
        _ if held_back => HELD_BACK.to_owned(),
        (true, Some(range)) => format!("could be {range}"),
        (true, None) => String::new(),
        (false, None) if result.completeness.is_none() => "does not apply".to_owned(),
        (false, _) => "too little answered".to_owned(),
    };
    let figure = Figure::level(result.coverage.filter(|_| result.stands() && !held_back));
    let level = result.level().filter(|_| result.stands() && !held_back);
    let level = level.map(|level| clean_line(&facts.questionnaire.levels[words::whole_level(level)].name));
    MechanismBar {
        id: mechanism.id.clone(),
        bar: Bar {
            name: clean_line(&mechanism.name),
            figure,
            note,
            range: result.range.filter(|_| !held_back),
        },
        level: level.unwrap_or_default(),
        group: clean_line(&mechanism.group),
        purpose: clean_line(&mechanism.purpose),
        target: None,
        held_back,
    }
}

impl GuidelineReading {
    pub(super) fn all(facts: Facts<'_>) -> Vec<Self> {
        let values = &facts.assessment.guidelines;
        facts
            .questionnaire
            .guidelines
            .iter()
            .zip(values)
            .map(|(guideline, &value)| Self {
                title: clean_line(&guideline.title),
                purpose: clean_line(&guideline.purpose),
                source: clean_line(&guideline.source),
                figure: figure(guideline, value),
                reading: reading(facts, guideline, value),
            })
            .collect()
    }
}

/// The value with its band; a balance has none, since it is no amount of practice.
fn figure(guideline: &Guideline, value: Option<f64>) -> Figure {
    let figure = Figure::percent(value);
    if guideline.measure == Measure::Balance { Figure { band: None, ..figure } } else { figure }
}

/// In plain words how far it is followed, and by what that was measured.
fn reading(facts: Facts<'_>, guideline: &Guideline, value: Option<f64>) -> String {
    let what = measured(facts, guideline, value);
    match value {
        None => format!("No value: {what}."),
        Some(_) if guideline.measure == Measure::Balance => format!("Measured as {what}."),
        Some(value) => format!("{}: {what}.", words::so_far(Band::of(value))),
    }
}

fn measured(facts: Facts<'_>, guideline: &Guideline, value: Option<f64>) -> String {
    match &guideline.measure {
        Measure::Balance => {
            "the strength there is, of that which the same total would give if the kinds were even".to_owned()
        }
        Measure::WeakestKind => match weakest_kind(facts, value) {
            Some(kind) => format!("the weakest kind is {}", kind.name()),
            None => "the weakest of the three kinds".to_owned(),
        },
        Measure::Objective(objective) => format!("support for the objective “{}”", objective.name()),
        Measure::Kind(kind) => format!("all mechanisms of {}", kind.name()),
        Measure::Groups(groups) => {
            let names: Vec<String> = groups.iter().map(|group| clean_line(group)).collect();
            let names = and_list(&names);
            match in_groups(facts, groups) {
                0 => format!("no mechanism in {names} has one"),
                number => format!("mean of {} in {names}", count(number, "mechanism")),
            }
        }
        Measure::Theme(theme) => match with_theme(facts, theme) {
            0 => "no answered question carries it".to_owned(),
            number => format!("mean of {}", count(number, "question")),
        },
    }
}

fn weakest_kind(facts: Facts<'_>, value: Option<f64>) -> Option<Kind> {
    let value = value?;
    let least = |one: &&crate::assessment::KindResult| one.coverage.is_some_and(|own| own <= value + 1e-9);
    facts.assessment.kinds.iter().find(least).map(|one| one.kind)
}

fn in_groups(facts: Facts<'_>, groups: &[String]) -> usize {
    facts
        .assessment
        .mechanisms
        .iter()
        .filter(|one| one.coverage.is_some())
        .filter(|one| groups.contains(&facts.questionnaire.mechanisms[one.mechanism].group))
        .count()
}

fn with_theme(facts: Facts<'_>, theme: &str) -> usize {
    facts
        .scored()
        .filter(|one| one.value.is_some())
        .filter(|one| facts.questionnaire.questions[one.question].themes.iter().any(|own| own == theme))
        .count()
}

impl EvidenceView {
    pub(super) fn new(facts: Facts<'_>) -> Self {
        let claims = facts.assessment.claims;
        let counts = match claims.made {
            0 => "No practice is claimed above level 0.".to_owned(),
            made => format!(
                "{} of {} {} a record, {} {} seen by someone else.",
                claims.recorded,
                count(made, "claim"),
                if claims.recorded == 1 { "has" } else { "have" },
                claims.verified,
                if claims.verified == 1 { "was" } else { "were" }
            ),
        };
        let caps: Vec<String> = [
            (Evidence::Asserted, "asserted"),
            (Evidence::Documented, "documented"),
            (Evidence::Verified, "verified"),
        ]
        .iter()
        .map(|(grade, name)| format!("{name} {}", grade.cap()))
        .collect();
        let strength = match facts.assessment.overall.evidenced {
            Some(value) => format!(
                "Counted only as far as its evidence carries, strength is {} (highest level counted: {}).",
                with_band(value),
                caps.join(", ")
            ),
            None => String::new(),
        };
        Self { counts, strength }
    }
}

fn with_band(value: f64) -> String {
    Figure::percent(Some(value)).with_band()
}
