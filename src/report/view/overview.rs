//! The first screen: the number and what stands beside it, the matrix, the kinds, the weakest mechanisms.

use std::fmt::Write;

use super::{Facts, Figure, Tally, quoted, within_ten_points};
use crate::{
    assessment::{BalanceBand, Cell, Range, State},
    framework::{Kind, Objective},
    report::words,
    text::{and_list, clean_line, count},
};

/// The programme's strength and what has to be read with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Headline {
    /// Strength, with its band.
    pub strength: Figure,
    /// Whose view it is: "One person's view (ciso)".
    pub view_of: String,
    /// What the number is, and is not.
    pub meaning: String,
    /// What it could lie between.
    pub could_be: String,
    /// The same by what is open, for a chart.
    pub open: Option<Range>,
    /// The same by whom one asks.
    pub spread: Option<Range>,
    /// Answered and known, as counts.
    pub counts: String,
    /// Why there is no strength; empty where there is one.
    pub absent: Vec<String>,
}

/// Support for objectives (rows) by kinds (columns), with margins.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    /// The objectives.
    pub rows: Vec<MatrixRow>,
    /// The kinds' own values.
    pub kinds: Vec<Figure>,
    /// Strength of the whole.
    pub whole: Figure,
    /// Whether a count stands beside some value.
    pub has_few: bool,
    /// Whether some value is missing because too little is answered.
    pub has_thin: bool,
    /// Whether some value is missing because nothing there applies.
    pub has_empty: bool,
}

/// One objective.
#[derive(Debug, Clone, PartialEq)]
pub struct MatrixRow {
    /// In one word.
    pub name: &'static str,
    /// By kind.
    pub cells: Vec<CellView>,
    /// Strength of the support.
    pub support: Figure,
    /// What is observed.
    pub observed: CellView,
}

/// A value that may rest on few questions.
#[derive(Debug, Clone, PartialEq)]
pub struct CellView {
    /// The value.
    pub figure: Figure,
    /// On how many questions it rests, where these are fewer than three.
    pub few: Option<usize>,
    /// Nothing there applies, or nothing is asked.
    pub empty: bool,
}

/// The three kinds.
#[derive(Debug, Clone, PartialEq)]
pub struct Kinds {
    /// By kind.
    pub bars: Vec<Bar>,
    /// The gap, with its band and what it says.
    pub gap: String,
    /// Its band.
    pub band: Option<BalanceBand>,
    /// The least and the greatest kind, where all have a value.
    pub ends: Option<[f64; 2]>,
    /// The assessment before this one, where it was given.
    pub previous: Option<PreviousKinds>,
}

/// The kinds as an earlier assessment had them.
#[derive(Debug, Clone, PartialEq)]
pub struct PreviousKinds {
    /// Which assessment: its day, or another name for it.
    pub name: String,
    /// By kind.
    pub figures: Vec<Figure>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// What it shows.
    pub name: String,
    /// How much.
    pub figure: Figure,
    /// What it could be, or why there is no value; empty where nothing is open.
    pub note: String,
    /// What it could be, for a chart.
    pub range: Option<Range>,
}

/// The weakest mechanisms.
#[derive(Debug, Clone, PartialEq)]
pub struct Weakest {
    /// Name and level, lowest first.
    pub mechanisms: Vec<Bar>,
    /// How many stand below level 2, and whether the list has an order.
    pub below: String,
    /// Says that the list has no order, or how many more stand as low; may be empty.
    pub remark: String,
}

impl Headline {
    pub(super) fn new(facts: Facts<'_>) -> Self {
        let overall = &facts.assessment.overall;
        let strength = Figure::percent(overall.triad.strength);
        Self {
            view_of: view_of(facts),
            meaning: meaning(facts.people().len()),
            could_be: could_be(facts),
            counts: counts(Tally::of(facts.scored())),
            open: overall.triad.strength_range,
            spread: overall.spread,
            absent: if strength.share.is_some() { Vec::new() } else { absent(facts) },
            strength,
        }
    }
}

/// What strength could lie between: by what is open, and by whom one asks.
fn could_be(facts: Facts<'_>) -> String {
    let overall = &facts.assessment.overall;
    let open = words::open_range(overall.triad.strength_range);
    if overall.triad.strength.is_none() {
        return open.map_or_else(String::new, |open| format!("It could be anything from {open}."));
    }
    match (open, words::open_range(overall.spread)) {
        (Some(open), Some(spread)) => {
            format!("It could be {open} by what is still open, {spread} by whom one asks.")
        }
        (Some(open), None) => format!("It could be {open}, depending on what is still open."),
        (None, Some(spread)) => format!("Nothing is open; it could be {spread} by whom one asks."),
        (None, None) => "Nothing is open that could move it.".to_owned(),
    }
}

pub(super) fn view_of(facts: Facts<'_>) -> String {
    let respondents = facts.people();
    match respondents.as_slice() {
        [] => "Nobody has answered".to_owned(),
        [_] if facts.voices.is_anonymous() => "One person's view".to_owned(),
        [only] => format!("One person's view ({})", facts.role(only.role)),
        several => {
            let mut roles: Vec<usize> = several.iter().map(|one| one.role).collect();
            roles.dedup();
            format!("{} people, {}", several.len(), count(roles.len(), "role"))
        }
    }
}

fn meaning(respondents: usize) -> String {
    let whom = if respondents == 1 { "this person" } else { "these people" };
    format!("Practice as described by {whom}, not security achieved.")
}

/// `Answered 31 of 33 questions, known 29 (on 2 nobody knows); 1 does not apply.`
fn counts(tally: Tally) -> String {
    let mut text = format!(
        "Answered {} of {}, known {}",
        tally.answered(),
        count(tally.applicable(), "question"),
        tally.known
    );
    if tally.unknown > 0 {
        let _ = write!(text, " (“don't know” on {})", tally.unknown);
    }
    match tally.not_applicable {
        0 => {}
        1 => text += "; 1 does not apply",
        several => {
            let _ = write!(text, "; {several} do not apply");
        }
    }
    text + "."
}

/// A sentence for the kinds that are too thin, and one for each to which nothing applies.
fn absent(facts: Facts<'_>) -> Vec<String> {
    let (mut thin, mut sentences) = (Vec::new(), Vec::new());
    for kind in Kind::ALL.into_iter().filter(|kind| facts.assessment.kinds[kind.index()].coverage.is_none()) {
        let tally = Tally::of(facts.scored().filter(|one| facts.kind_of(one.question) == Some(kind)));
        if tally.applicable() == 0 {
            sentences.push(format!("{}: no question applies, so the whole has no value.", kind.name()));
        } else {
            thin.push(format!("{} {}/{}", kind.id(), tally.answered(), tally.applicable()));
        }
    }
    if !thin.is_empty() {
        sentences.insert(0, format!("Half of each kind is needed; answered: {}.", and_list(&thin)));
    }
    sentences
}

impl Matrix {
    pub(super) fn new(facts: Facts<'_>) -> Self {
        let assessment = facts.assessment;
        let rows: Vec<MatrixRow> =
            Objective::ALL.into_iter().map(|objective| MatrixRow::new(facts, objective)).collect();
        let kinds: Vec<Figure> = assessment.kinds.iter().map(|kind| Figure::percent(kind.coverage)).collect();
        let whole = Figure::percent(assessment.overall.triad.strength);
        let cells = || rows.iter().flat_map(|row| row.cells.iter().chain([&row.observed]));
        let has_few = cells().any(|cell| cell.few.is_some());
        let has_thin = whole.share.is_none()
            || rows.iter().any(|row| row.support.share.is_none())
            || cells().any(|cell| cell.figure.share.is_none() && !cell.empty);
        let has_empty = cells().any(|cell| cell.empty);
        Self { rows, kinds, whole, has_few, has_thin, has_empty }
    }

    /// What the marks mean, as far as there are any.
    pub fn marks(&self) -> Vec<&'static str> {
        let marks = [
            (self.has_few, "(n) rests on n questions only"),
            (self.has_thin, "– too little answered"),
            (self.has_empty, "n/a nothing applies"),
        ];
        marks.into_iter().filter(|(has, _)| *has).map(|(_, text)| text).collect()
    }
}

impl MatrixRow {
    fn new(facts: Facts<'_>, objective: Objective) -> Self {
        let result = &facts.assessment.objectives[objective.index()];
        Self {
            name: words::objective(objective),
            cells: result.cells.iter().map(CellView::of).collect(),
            support: Figure::percent(result.triad.strength),
            observed: observed(facts, objective),
        }
    }
}

impl CellView {
    fn of(cell: &Cell) -> Self {
        Self::new(cell.coverage, cell.questions, cell.completeness.is_none())
    }

    fn new(value: Option<f64>, questions: usize, empty: bool) -> Self {
        Self {
            figure: Figure::percent(value),
            few: (value.is_some() && questions < 3).then_some(questions),
            empty: empty && value.is_none(),
        }
    }
}

/// What is observed of an objective, with the count of known outcome questions.
pub(super) fn observed(facts: Facts<'_>, objective: Objective) -> CellView {
    let known = facts
        .assessment
        .questions
        .iter()
        .filter(|one| one.state == State::Known && facts.observes(one.question, objective))
        .count();
    let observed = facts.assessment.objectives[objective.index()].observed;
    let held_back = facts.voices.holds_back_place(objective.id());
    let observed = observed.filter(|_| !held_back);
    let empty = !held_back && observed.is_none_or(|observed| observed.completeness.is_none());
    CellView::new(observed.and_then(|observed| observed.value), known, empty)
}

impl Kinds {
    pub(super) fn new(facts: Facts<'_>) -> Self {
        let overall = &facts.assessment.overall;
        let bars = Kind::ALL.into_iter().map(|kind| kind_bar(facts, kind)).collect();
        let band = overall.kind_gap.map(BalanceBand::of);
        let gap = match overall.kind_gap {
            Some(gap) => {
                format!("Gap between kinds: {}, {}. {}", words::gap_points(gap), name(gap), lowest(facts))
            }
            None => "Gap between kinds: none while a kind has no value.".to_owned(),
        };
        Self { bars, gap, band, ends: overall.kind_gap.and_then(|_| ends(facts)), previous: None }
    }
}

fn name(gap: f64) -> &'static str {
    BalanceBand::of(gap).name()
}

fn kind_bar(facts: Facts<'_>, kind: Kind) -> Bar {
    let result = &facts.assessment.kinds[kind.index()];
    let note = match words::open_range(result.range) {
        Some(range) => format!("could be {range}"),
        None if result.coverage.is_none() => "nothing here applies".to_owned(),
        None => String::new(),
    };
    Bar { name: kind.name().to_owned(), figure: Figure::percent(result.coverage), note, range: result.range }
}

/// The least and the greatest kind.
fn ends(facts: Facts<'_>) -> Option<[f64; 2]> {
    let values = || facts.assessment.kinds.iter().filter_map(|one| one.coverage);
    Some([values().reduce(f64::min)?, values().reduce(f64::max)?])
}

/// Which kind stands lowest, unless ten points do not tell them apart.
fn lowest(facts: Facts<'_>) -> String {
    let lowest = lowest_kinds(facts);
    match lowest.len() {
        0 => "All within ten points: no order.".to_owned(),
        1 => format!("Lowest: {}.", lowest[0]),
        _ => format!("Lowest: {} (no order).", lowest.join(", ")),
    }
}

/// The kinds that stand lowest; none where ten points do not tell any apart.
pub(super) fn lowest_kinds(facts: Facts<'_>) -> Vec<&'static str> {
    let values: Vec<(Kind, f64)> =
        facts.assessment.kinds.iter().filter_map(|one| Some((one.kind, one.coverage?))).collect();
    let least = values.iter().map(|&(_, value)| value).fold(f64::INFINITY, f64::min);
    let lowest: Vec<&str> = values
        .iter()
        .filter(|&&(_, value)| within_ten_points(value, least))
        .map(|&(kind, _)| words::kind(kind))
        .collect();
    if lowest.len() == values.len() { Vec::new() } else { lowest }
}

impl Weakest {
    pub(super) fn new(facts: Facts<'_>) -> Self {
        let mut standing: Vec<(usize, f64)> = facts
            .assessment
            .mechanisms
            .iter()
            .filter(|one| one.stands() && facts.anybody_knows(one.mechanism))
            .filter(|one| !facts.hides(one.mechanism))
            .filter_map(|one| Some((one.mechanism, one.coverage?)))
            .collect();
        standing.sort_by(|a, b| a.1.total_cmp(&b.1));
        let named = &standing[..named(&standing)];
        let bar = |&(mechanism, value): &(usize, f64)| Bar {
            name: clean_line(&facts.questionnaire.mechanisms[mechanism].name),
            figure: Figure::level(Some(value)),
            note: String::new(),
            range: None,
        };
        Self {
            mechanisms: named.iter().map(bar).collect(),
            below: below(facts, &standing),
            remark: remark(&standing, named.len()),
        }
    }
}

/// How many stand below level 2, what that level is, and how many have no value.
fn below(facts: Facts<'_>, standing: &[(usize, f64)]) -> String {
    let limit = 0.4 - crate::assessment::TOLERANCE;
    let low = standing.iter().filter(|(_, value)| *value < limit).count();
    let name = quoted(&clean_line(&facts.questionnaire.levels[2].name));
    let verb = if low == 1 { "stands" } else { "stand" };
    let all = count(standing.len(), "mechanism");
    let mut text = match low {
        0 if standing.is_empty() => return "No mechanism has a value yet.".to_owned(),
        0 => format!("None of {all} stands below level 2, {name}"),
        low => format!("{low} of {all} {verb} below level 2, {name}"),
    };
    let mechanisms = &facts.assessment.mechanisms;
    let held_back = mechanisms.iter().filter(|one| facts.hides(one.mechanism)).count();
    match mechanisms.len() - standing.len() - held_back {
        0 => {}
        without => {
            let _ = write!(text, "; of {without} more too little is known");
        }
    }
    match held_back {
        0 => {}
        1 => text += "; 1 more is held back",
        several => {
            let _ = write!(text, "; {several} more are held back");
        }
    }
    text + "."
}

/// How many of the lowest to name: three or so, and none while another that stands as low is left out.
fn named(standing: &[(usize, f64)]) -> usize {
    let parts = |&count: &usize| count == standing.len() || standing[count].1 - standing[count - 1].1 > 1e-9;
    [3, 2, 4, 1]
        .into_iter()
        .filter(|&count| count <= standing.len())
        .find(parts)
        .unwrap_or(standing.len().min(3))
}

/// Whether the mechanisms named stand in any order, and how many others are as good as level with them.
fn remark(standing: &[(usize, f64)], named: usize) -> String {
    let Some(&(_, least)) = standing.first() else { return String::new() };
    let near = standing.iter().filter(|&&(_, value)| within_ten_points(value, least)).count();
    match near.saturating_sub(named) {
        0 if named > 1 && near == named => "no order".to_owned(),
        0 => String::new(),
        1 => "no order; 1 more within half a level".to_owned(),
        more => format!("no order; {more} more within half a level"),
    }
}
