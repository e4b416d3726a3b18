//! A portfolio as JSON, `equipoise/portfolio@1`. No path: a unit is named by its folder's own name, with as many
//! folders above it as tell it from the others. Keys stand in the order that the schema gives.

use std::io::{self, Write};

use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::assessment::{BalanceBand, Band};
use crate::framework::{Kind, Objective};
use crate::portfolio::{Fault, MechanismAcross, Portfolio, Row, Sort, Spread, Unit};
use crate::questionnaire::Questionnaire;
use crate::report::json::{Interval, Reference, Six, six, write_pretty};

/// Writes the portfolio, its units in this order, with two spaces of indentation and a final newline.
///
/// # Errors
/// Where the stream cannot be written.
pub fn write(out: &mut dyn Write, portfolio: &Portfolio, sort: Sort) -> io::Result<()> {
    write_pretty(out, &Document::new(portfolio, sort))
}

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    questionnaire: Reference<'a>,
    units: Units<'a>,
    across: AcrossJson<'a>,
    ask: Vec<AskJson<'a>>,
    passed_over: Vec<MixedJson<'a>>,
}

/// A folder that holds answers beside folders that do.
#[derive(Serialize)]
struct MixedJson<'a> {
    folder: &'a str,
    folders: usize,
}

/// The units in their order, each made as it is written: there may be ten thousand.
struct Units<'a> {
    portfolio: &'a Portfolio,
    order: Vec<usize>,
}

impl Serialize for Units<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Portfolio { questionnaire, units, .. } = self.portfolio;
        serializer.collect_seq(self.order.iter().map(|&unit| UnitJson::new(questionnaire, &units[unit])))
    }
}

/// The names of the units at these places.
struct Names<'a> {
    portfolio: &'a Portfolio,
    places: &'a [u32],
}

impl Serialize for Names<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let name = |&place: &u32| self.portfolio.units[place as usize].name.as_str();
        serializer.collect_seq(self.places.iter().map(name))
    }
}

/// One unit; all figures are null where it has no result.
#[derive(Serialize)]
struct UnitJson<'a> {
    unit: &'a str,
    organization: Option<&'a str>,
    scope: Option<&'static str>,
    respondents: Option<usize>,
    roles: Option<usize>,
    strength: Option<Six>,
    strength_range: Interval,
    band: Option<&'static str>,
    kind_gap: Option<Six>,
    balance_band: Option<&'static str>,
    completeness: Option<Six>,
    known: Option<Six>,
    kinds: KindsJson,
    objectives: ObjectivesJson,
    levels: Levels<'a>,
    warnings: usize,
    problem: Option<ProblemJson<'a>>,
}

#[derive(Serialize)]
struct KindsJson {
    technical: Option<Six>,
    integration: Option<Six>,
    social: Option<Six>,
}

#[derive(Serialize)]
struct ObjectivesJson {
    business: ObjectiveJson,
    compliance: ObjectiveJson,
    culture: ObjectiveJson,
}

#[derive(Serialize)]
struct ObjectiveJson {
    support: Option<Six>,
    observed: Option<Six>,
}

#[derive(Serialize)]
struct ProblemJson<'a> {
    code: &'static str,
    file: Option<&'a str>,
    line: Option<usize>,
    message: &'a str,
    more: usize,
}

#[derive(Serialize)]
struct AcrossJson<'a> {
    units: usize,
    with_result: usize,
    strength: SpreadJson,
    kinds: Vec<KindAcross>,
    mechanisms: Vec<MechanismJson<'a>>,
}

#[derive(Serialize)]
struct SpreadJson {
    low: Option<Six>,
    median: Option<Six>,
    high: Option<Six>,
    units: usize,
}

#[derive(Serialize)]
struct KindAcross {
    id: &'static str,
    coverage: SpreadJson,
}

#[derive(Serialize)]
struct MechanismJson<'a> {
    id: &'a str,
    kind: &'static str,
    level: SpreadJson,
    below_level_2: usize,
    nobody_could_say: usize,
}

#[derive(Serialize)]
struct AskJson<'a> {
    mechanism: &'a str,
    weak: Names<'a>,
    strong: Names<'a>,
}

/// Every mechanism's level, by id, in the questionnaire's order.
struct Levels<'a> {
    questionnaire: &'a Questionnaire,
    row: Option<&'a Row>,
}

impl Serialize for Levels<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mechanisms = &self.questionnaire.mechanisms;
        let mut map = serializer.serialize_map(None)?;
        if let Some(row) = self.row {
            for (place, mechanism) in mechanisms.iter().enumerate() {
                map.serialize_entry(&mechanism.id, &six(row.mechanism(place).map(|value| 5.0 * value)))?;
            }
        }
        map.end()
    }
}

impl<'a> Document<'a> {
    fn new(portfolio: &'a Portfolio, sort: Sort) -> Self {
        Self {
            format: "equipoise/portfolio@1",
            questionnaire: Reference::new(&portfolio.questionnaire),
            units: Units { portfolio, order: super::order(portfolio, sort) },
            across: across(portfolio),
            ask: asks(portfolio),
            passed_over: portfolio
                .mixed
                .iter()
                .map(|one| MixedJson { folder: &one.folder, folders: one.passed_over })
                .collect(),
        }
    }
}

impl<'a> UnitJson<'a> {
    fn new(questionnaire: &'a Questionnaire, unit: &'a Unit) -> Self {
        let row = unit.row.as_ref().ok();
        let figure = |of: &dyn Fn(&Row) -> Option<f64>| six(row.and_then(of));
        let kind = |kind: Kind| figure(&|row| row.kinds[kind.index()]);
        let objective = |objective: Objective| ObjectiveJson {
            support: figure(&|row| row.support[objective.index()]),
            observed: figure(&|row| row.observed[objective.index()]),
        };
        Self {
            unit: &unit.name,
            organization: row.map(|row| row.organization.as_str()),
            scope: row.map(|row| row.scope.id()),
            respondents: row.map(|row| row.respondents),
            roles: row.map(|row| row.roles),
            strength: figure(&|row| row.strength),
            strength_range: row.and_then(|row| row.strength_range).into(),
            band: row.and_then(|row| row.band).map(Band::id),
            kind_gap: figure(&|row| row.kind_gap),
            balance_band: row.and_then(|row| row.balance_band).map(BalanceBand::id),
            completeness: figure(&|row| row.completeness),
            known: figure(&|row| row.known),
            kinds: KindsJson {
                technical: kind(Kind::Technical),
                integration: kind(Kind::Integration),
                social: kind(Kind::Social),
            },
            objectives: ObjectivesJson {
                business: objective(Objective::Business),
                compliance: objective(Objective::Compliance),
                culture: objective(Objective::Culture),
            },
            levels: Levels { questionnaire, row },
            warnings: unit.warnings,
            problem: unit.row.as_ref().err().map(problem),
        }
    }
}

fn problem(fault: &Fault) -> ProblemJson<'_> {
    let Fault { code, file, line, message, more } = fault;
    ProblemJson { code, file: file.as_deref(), line: *line, message, more: *more }
}

fn across(portfolio: &Portfolio) -> AcrossJson<'_> {
    let kind = |kind: Kind| KindAcross {
        id: kind.id(),
        coverage: spread(portfolio.across.kinds[kind.index()], 1.0),
    };
    let mechanism = |place: usize| {
        let (of, across) = (&portfolio.questionnaire.mechanisms[place], &portfolio.across.mechanisms[place]);
        MechanismJson {
            id: &of.id,
            kind: of.kind.id(),
            level: spread(across.spread, 5.0),
            below_level_2: across.weak.len() + across.nobody,
            nobody_could_say: across.nobody,
        }
    };
    AcrossJson {
        units: portfolio.units.len(),
        with_result: portfolio.usable(),
        strength: spread(portfolio.across.strength, 1.0),
        kinds: Kind::ALL.into_iter().map(kind).collect(),
        mechanisms: super::lowest(portfolio).into_iter().map(mechanism).collect(),
    }
}

fn spread(spread: Spread, scale: f64) -> SpreadJson {
    let scaled = |value: Option<f64>| six(value.map(|value| scale * value));
    SpreadJson {
        low: scaled(spread.low),
        median: scaled(spread.median),
        high: scaled(spread.high),
        units: spread.units,
    }
}

/// Every mechanism in which a unit is weak and another strong.
fn asks<'a>(portfolio: &'a Portfolio) -> Vec<AskJson<'a>> {
    let one = |(place, across): (usize, &'a MechanismAcross)| {
        (!across.weak.is_empty() && !across.strong.is_empty()).then(|| AskJson {
            mechanism: &portfolio.questionnaire.mechanisms[place].id,
            weak: Names { portfolio, places: &across.weak },
            strong: Names { portfolio, places: &across.strong },
        })
    };
    portfolio.across.mechanisms.iter().enumerate().filter_map(one).collect()
}
