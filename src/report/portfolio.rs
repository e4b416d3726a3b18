//! Units side by side, as people see them: every rounding, order and word decided once. Machines get the numbers
//! themselves, as [`json`] and as [`csv`].

pub mod csv;
pub mod json;
mod row;
mod sentences;

use std::collections::HashMap;

pub use row::{Figures, UnitRow};

use super::view::Figure;
use super::words;
use crate::framework::{Kind, Objective};
use crate::portfolio::{Fault, Portfolio, Sort, Spread};
use crate::text::{and_list, clean_line, count, cut, name_line, or_list};

/// Mechanisms named as the weakest.
const WEAKEST: usize = 5;
/// Units named in a sentence.
const NAMED: usize = 4;
/// Columns of a unit's name in a sentence.
const NAME: usize = 40;

/// Many units as they are shown to people. All text from files and of folders is clean. What is shown of each unit is
/// made as it is drawn: there may be ten thousand.
#[derive(Debug, Clone)]
pub struct View<'a> {
    /// How many there are.
    pub title: String,
    /// Title, id and version of what they answer.
    pub questionnaire: String,
    /// From where to where the units reach; then which kind stands lowest.
    pub summary: Vec<String>,
    /// In which order the units stand, and what that does not mean.
    pub order: String,
    /// Why units have no result.
    pub faults: Vec<String>,
    /// What else has to be known to read the rows.
    pub remarks: Vec<String>,
    /// By kind.
    pub kinds: Vec<SpreadRow>,
    /// The mechanisms weakest across the whole, the lowest first.
    pub weakest: Vec<SpreadRow>,
    /// How that list is to be read.
    pub weakest_remark: String,
    /// Whom to ask how, by mechanism; those that most units could use come first.
    pub asks: Vec<Ask>,
    /// How that list is to be read.
    pub asks_remark: String,
    /// Mechanisms that are weak somewhere and strong nowhere; may be empty.
    pub nowhere: String,
    /// What it all is not.
    pub caveats: Vec<String>,
    portfolio: &'a Portfolio,
    /// The places of the units in their order.
    places: Vec<usize>,
    /// What each unit is called, by place.
    names: Vec<String>,
}

/// The lowest, the middle and the highest of the units.
#[derive(Debug, Clone, PartialEq)]
pub struct SpreadRow {
    /// Of what.
    pub name: String,
    /// The kind, in one word; for a mechanism.
    pub kind: &'static str,
    /// The least.
    pub low: Figure,
    /// The middle.
    pub median: Figure,
    /// The greatest.
    pub high: Figure,
    /// How many units have a value.
    pub units: usize,
}

/// Who could be asked about one mechanism.
#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    /// The mechanism.
    pub mechanism: String,
    /// The units below level 2: `A, B and 3 more`.
    pub weak: String,
    /// The units at level 3.5 or above, each with its level: `C (4.0) or D (3.5)`.
    pub strong: String,
}

impl<'a> View<'a> {
    /// The view of a portfolio, its rows in this order.
    pub fn new(portfolio: &'a Portfolio, sort: Sort) -> Self {
        let names = names(portfolio);
        let places = portfolio.order(sort, |unit| names[unit].clone());
        let questionnaire = &portfolio.questionnaire;
        let (asks, nowhere) = asks(portfolio, &names);
        Self {
            title: format!("Portfolio of {}", count(portfolio.units.len(), "unit")),
            questionnaire: format!(
                "{} ({} {})",
                clean_line(&questionnaire.title),
                questionnaire.id,
                questionnaire.version
            ),
            summary: sentences::summary(portfolio),
            order: sentences::order(sort),
            faults: places.iter().filter_map(|&unit| sentences::fault(&portfolio.units[unit])).collect(),
            remarks: sentences::remarks(portfolio),
            kinds: kinds(portfolio),
            weakest: weakest(portfolio),
            weakest_remark: sentences::weakest(portfolio, lowest(portfolio).into_iter().take(WEAKEST)),
            asks,
            asks_remark: sentences::asks(),
            nowhere: sentences::nowhere(&nowhere),
            caveats: sentences::caveats(),
            portfolio,
            places,
            names,
        }
    }

    /// One row for each unit, in their order.
    pub fn rows(&self) -> impl Iterator<Item = UnitRow<'_>> {
        self.places.iter().map(|&place| UnitRow {
            name: &self.names[place],
            figures: self.portfolio.units[place].row.as_ref().ok().map(Figures),
        })
    }
}

/// What each unit is called: its organization, with the folder where others name the same; else its folder.
fn names(portfolio: &Portfolio) -> Vec<String> {
    let organizations: Vec<Option<String>> = portfolio
        .units
        .iter()
        .map(|unit| unit.row.as_ref().ok().map(|row| name_line(&row.organization)))
        .collect();
    let mut called: HashMap<&str, usize> = HashMap::new();
    for organization in organizations.iter().flatten() {
        *called.entry(organization).or_default() += 1;
    }
    let name = |(unit, organization): (&crate::portfolio::Unit, &Option<String>)| {
        let folder = || clean_line(&unit.name);
        match organization {
            Some(organization) if called[organization.as_str()] == 1 => organization.clone(),
            Some(organization) => format!("{}: {organization}", folder()),
            None => folder(),
        }
    };
    portfolio.units.iter().zip(&organizations).map(name).collect()
}

/// The places of the units in this order.
fn order(portfolio: &Portfolio, sort: Sort) -> Vec<usize> {
    let names = if sort == Sort::Name { names(portfolio) } else { Vec::new() };
    portfolio.order(sort, |unit| names.get(unit).cloned().unwrap_or_default())
}

fn kinds(portfolio: &Portfolio) -> Vec<SpreadRow> {
    let one = |kind: Kind| {
        let spread = portfolio.across.kinds[kind.index()];
        SpreadRow::new(kind.name().to_owned(), words::kind(kind), spread, Figure::percent)
    };
    Kind::ALL.into_iter().map(one).collect()
}

/// The mechanisms with the lowest medians; ties stay in the questionnaire's order.
fn weakest(portfolio: &Portfolio) -> Vec<SpreadRow> {
    let questionnaire = &portfolio.questionnaire;
    let one = |place: usize| {
        let mechanism = &questionnaire.mechanisms[place];
        let spread = portfolio.across.mechanisms[place].spread;
        SpreadRow::new(clean_line(&mechanism.name), words::kind(mechanism.kind), spread, Figure::level)
    };
    lowest(portfolio).into_iter().take(WEAKEST).map(one).collect()
}

/// The mechanisms that have a median, the lowest first.
fn lowest(portfolio: &Portfolio) -> Vec<usize> {
    let across = &portfolio.across.mechanisms;
    let mut places: Vec<(usize, f64)> =
        across.iter().enumerate().filter_map(|(place, one)| Some((place, one.spread.median?))).collect();
    places.sort_by(|a, b| (a.1 * 1e12).round().total_cmp(&(b.1 * 1e12).round()));
    places.into_iter().map(|(place, _)| place).collect()
}

impl SpreadRow {
    fn new(name: String, kind: &'static str, spread: Spread, figure: fn(Option<f64>) -> Figure) -> Self {
        let Spread { low, median, high, units } = spread;
        Self { name, kind, low: figure(low), median: figure(median), high: figure(high), units }
    }
}

/// Whom to ask, and the names of mechanisms that are weak somewhere and strong nowhere.
fn asks(portfolio: &Portfolio, names: &[String]) -> (Vec<Ask>, Vec<String>) {
    let (mut asks, mut nowhere) = (Vec::new(), Vec::new());
    let some = |places: &[u32], name: &dyn Fn(usize) -> String, list: fn(&[String]) -> String| {
        let mut named: Vec<String> = places.iter().take(NAMED).map(|&place| name(place as usize)).collect();
        if places.len() > NAMED {
            named.push(format!("{} more", places.len() - NAMED));
        }
        list(&named)
    };
    let named = |unit: usize| cut(&names[unit], NAME);
    for (place, across) in portfolio.across.mechanisms.iter().enumerate() {
        let mechanism = clean_line(&portfolio.questionnaire.mechanisms[place].name);
        let level = |unit: usize| {
            let value = portfolio.units[unit].row.as_ref().ok().and_then(|row| row.mechanism(place));
            format!("{} ({})", named(unit), Figure::level(value).text)
        };
        match (across.weak.is_empty(), across.strong.is_empty()) {
            (true, _) => {}
            (false, true) => nowhere.push(mechanism),
            (false, false) => asks.push((
                across.weak.len(),
                Ask {
                    mechanism,
                    weak: some(&across.weak, &named, and_list),
                    strong: some(&across.strong, &level, or_list),
                },
            )),
        }
    }
    asks.sort_by_key(|(weak, _)| std::cmp::Reverse(*weak));
    (asks.into_iter().map(|(_, ask)| ask).collect(), nowhere)
}

/// A unit's fault in one line: where, and what.
pub(crate) fn fault_line(fault: &Fault) -> String {
    let place = match (&fault.file, fault.line) {
        (Some(file), Some(line)) => format!("{}, line {line}: ", clean_line(file)),
        _ => String::new(),
    };
    let more = match fault.more {
        0 => String::new(),
        more => format!(" (and {})", count(more, "more problem")),
    };
    format!("{place}{}{more}", clean_line(&fault.message))
}

/// Headings of the objectives' columns.
pub(crate) fn objectives() -> [&'static str; 3] {
    Objective::ALL.map(words::objective)
}
