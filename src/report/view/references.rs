//! The nearest clauses of standards, mechanism by mechanism.

use super::Facts;
use crate::{report::words, text::clean_line};

/// Where else each mechanism is spoken of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct References {
    /// The standards by their usual names, in the order in which the questionnaire first names them.
    pub standards: Vec<String>,
    /// One row for each mechanism that names a clause.
    pub rows: Vec<ReferenceRow>,
    /// What the table is for, and what it does not show.
    pub note: &'static str,
}

/// One mechanism.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferenceRow {
    /// Its name.
    pub mechanism: String,
    /// Where the framework describes it.
    pub source: String,
    /// Clauses by [`References::standards`]; a dash where there is none.
    pub clauses: Vec<String>,
}

impl References {
    pub(super) fn new(facts: Facts<'_>) -> Self {
        let mechanisms: Vec<_> = facts
            .assessment
            .mechanisms
            .iter()
            .map(|one| &facts.questionnaire.mechanisms[one.mechanism])
            .filter(|one| one.references.iter().any(|(_, clauses)| !clauses.is_empty()))
            .collect();
        let mut ids: Vec<&str> = Vec::new();
        for (id, clauses) in mechanisms.iter().flat_map(|one| &one.references) {
            if !clauses.is_empty() && !ids.contains(&id.as_str()) {
                ids.push(id);
            }
        }
        let row = |one: &&crate::questionnaire::Mechanism| ReferenceRow {
            mechanism: clean_line(&one.name),
            source: clean_line(&one.source),
            clauses: ids.iter().map(|id| clauses(one, id)).collect(),
        };
        Self {
            rows: mechanisms.iter().map(row).collect(),
            standards: ids.iter().map(|id| words::framework(id)).collect(),
            note: "The nearest categories and clauses, to help readers find their way. They do not show that a \
                   standard is met, nor does a standard ask for what is measured here.",
        }
    }
}

fn clauses(mechanism: &crate::questionnaire::Mechanism, id: &str) -> String {
    let named = mechanism.references.iter().find(|(own, clauses)| own == id && !clauses.is_empty());
    named.map_or_else(
        || words::NO_VALUE.to_owned(),
        |(_, clauses)| clauses.iter().map(|one| clean_line(one)).collect::<Vec<_>>().join(", "),
    )
}
