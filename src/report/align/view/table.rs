//! Levels by mechanism and voice, and mean differences between voices.

use super::{Facts, short};
use crate::{
    assessment::Band,
    report::{
        align::{reading::between, voice::Said},
        words,
    },
    text::{clean_line, count},
};

/// Pairs that share fewer questions show how many.
const FEW: usize = 3;

/// A table with one column for each voice.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Grid {
    /// The heading of the first column.
    pub corner: String,
    /// The heading of a figure before the voices' columns; empty where there is none.
    pub figure: String,
    /// The voices.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<GridRow>,
    /// How to read it.
    pub remark: String,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct GridRow {
    /// What it is about.
    pub name: String,
    /// The figure before the voices' columns; empty where the table has none.
    pub figure: String,
    /// One for each voice.
    pub marks: Vec<Mark>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// A level, a difference, `–` or `?`.
    pub text: String,
    /// The level's band, where it is one.
    pub band: Option<Band>,
}

impl Mark {
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), band: None }
    }

    fn of(said: Said) -> Self {
        match said {
            Said::Level(level) => Self { text: words::level(level), band: Some(Band::of(level / 5.0)) },
            Said::Unknown => Self::plain("?"),
            Said::NotApplicable => Self::plain("n/a"),
            Said::Nothing => Self::plain(words::NO_VALUE),
        }
    }
}

/// The voices, as headings.
pub(super) fn columns(facts: Facts<'_>) -> Vec<String> {
    facts.reading.voices.iter().map(|voice| short(voice).to_owned()).collect()
}

/// Each voice's own level of each mechanism, the widest disagreement first.
pub(super) fn levels(facts: Facts<'_>) -> Grid {
    let reading = facts.reading;
    let row = |&(mechanism, disagreement): &(usize, Option<f64>)| {
        let said = reading.voices.iter().map(|voice| voice.mechanisms.get(mechanism).copied());
        GridRow {
            name: clean_line(&facts.report.material.questionnaire.mechanisms[mechanism].name),
            figure: disagreement.map_or_else(|| words::NO_VALUE.to_owned(), words::distance),
            marks: said.map(|said| Mark::of(said.unwrap_or_default())).collect(),
        }
    };
    let mut rows: Vec<GridRow> = reading.mechanisms.iter().map(row).collect();
    let silent = |row: &GridRow| row.marks.iter().all(|mark| mark.text == words::NO_VALUE);
    let left_out = rows.iter().filter(|row| silent(row)).count();
    rows.retain(|row| !silent(row));
    let has = |text: &str| rows.iter().any(|row| row.marks.iter().any(|mark| mark.text == text));
    let mut remark = vec![format!(
        "Levels 0 to 5, each the mean of what the {} was asked. Apart: how far the views lie from their middle, in \
         levels, on average over the questions that two or more answered; sorted by it.",
        facts.noun()
    )];
    let anonymous = facts.report.voices.is_anonymous();
    let untold = if anonymous { "too few answered to show it" } else { "not asked, or no answer" };
    let marks = [(words::NO_VALUE, untold), ("?", "don't know"), ("n/a", "does not apply")];
    remark.extend(marks.iter().filter(|(mark, _)| has(mark)).map(|(mark, text)| format!("{mark} {text}.")));
    if left_out > 0 {
        let verb = if left_out == 1 { "is" } else { "are" };
        remark.push(format!("{} without any level {verb} left out.", count(left_out, "mechanism")));
    }
    let remark = remark.join(" ");
    Grid { corner: "Mechanism".into(), figure: "Apart".into(), columns: columns(facts), rows, remark }
}

/// How much higher or lower each voice rates than each other; empty with fewer than two.
pub(super) fn gaps(facts: Facts<'_>) -> Grid {
    let reading = facts.reading;
    let voices = reading.voices.len();
    if voices < 2 {
        return Grid::default();
    }
    let mark = |row: usize, column: usize| {
        if row == column {
            return Mark::plain("·");
        }
        let pair = between(&reading.pairs, row, column);
        let Some((gap, questions)) = pair.and_then(|pair| Some((pair.gap?, pair.questions))) else {
            return Mark::plain(words::NO_VALUE);
        };
        let few = if questions < FEW { format!(" ({questions})") } else { String::new() };
        Mark::plain(format!("{}{few}", words::difference(gap)))
    };
    let rows: Vec<GridRow> = (0..voices)
        .map(|row| GridRow {
            name: facts.voice(row).to_owned(),
            figure: String::new(),
            marks: (0..voices).map(|column| mark(row, column)).collect(),
        })
        .collect();
    let has = |found: fn(&str) -> bool| rows.iter().any(|row| row.marks.iter().any(|mark| found(&mark.text)));
    let mut remark = format!(
        "By how many levels the {} of the row rates higher (+) or lower (−) than that of the column, on average over \
         the questions that both answered.",
        facts.noun()
    );
    if has(|text| text.ends_with(')')) {
        remark += " (n) rests on n questions only.";
    }
    if has(|text| text == words::NO_VALUE) {
        remark += if facts.report.voices.is_anonymous() {
            " – no question on which both can be shown."
        } else {
            " – no question that both answered."
        };
    }
    Grid { corner: String::new(), figure: String::new(), columns: columns(facts), rows, remark }
}
