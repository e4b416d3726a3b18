//! Tables, laid out by comfy-table as plain text and coloured afterwards.
//!
//! comfy-table counts an escape sequence as columns, so a cell with a tone is laid out between two characters that
//! take no column at all, and these become the sequences once the lines are ready.

mod long;

use comfy_table::{ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, TableStyle, Width};

pub(crate) use long::LongTable;

use crate::report::{
    page::Page,
    paint::{Paint, Tone},
};

/// Invisible operators: no column wide, and taken out of every cell's own text.
const OPEN: char = '\u{2061}';
const CLOSE: char = '\u{2064}';

/// Light lines between columns and under the header.
const LIGHT: TableStyle = TableStyle::new()
    .header_lines(ContentLineStyle::none().junction('│'))
    .header_separator(LineStyle::none().fill('─').junction('┼'))
    .content_lines(ContentLineStyle::none().junction('│'));

/// For narrow terminals: no lines between columns.
const BARE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─'));

/// One cell.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cell {
    text: String,
    tone: Option<Tone>,
}

impl Cell {
    /// Plain text.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), tone: None }
    }

    /// What it says.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Text in a tone.
    pub(crate) fn toned(text: impl Into<String>, tone: Option<Tone>) -> Self {
        Self { text: text.into(), tone }
    }
}

/// A table in the making.
#[derive(Debug)]
pub(crate) struct Table {
    header: Vec<Cell>,
    rows: Vec<Vec<Cell>>,
    bare: bool,
    /// How wide the columns are, where that is settled.
    widths: Option<Vec<usize>>,
}

impl Table {
    /// A table with these headings.
    pub(crate) fn new<const N: usize>(headings: [&str; N]) -> Self {
        Self::of(&headings)
    }

    /// As [`Self::new`], with as many headings as there are.
    pub(crate) fn of(headings: &[&str]) -> Self {
        let heading = |text: &&str| Cell::toned(*text, Some(Tone::Strong));
        Self { header: headings.iter().map(heading).collect(), rows: Vec::new(), bare: false, widths: None }
    }

    /// Leaves out the lines between columns.
    pub(crate) fn bare(mut self, bare: bool) -> Self {
        self.bare = bare;
        self
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(cells);
    }

    /// Draws it no wider than the page.
    pub(crate) fn draw(&self, page: &mut Page) {
        let mut tones = Vec::new();
        let mut table = comfy_table::Table::new();
        table.load_style(if self.bare { BARE } else { LIGHT });
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(page.width).unwrap_or(100));
        if !self.header.is_empty() {
            table.set_header(marked(&self.header, &mut tones));
        }
        for row in &self.rows {
            table.add_row(marked(row, &mut tones));
        }
        for (index, column) in table.column_iter_mut().enumerate() {
            let left = padding(index, self.bare);
            column.set_padding((left, 1));
            if let Some(width) = self.widths.as_ref().and_then(|widths| widths.get(index)) {
                let width = u16::try_from(*width).unwrap_or(u16::MAX).saturating_add(left + 1);
                column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
            } else if index > 0 && self.header.len() > 3 {
                column.set_constraint(ColumnConstraint::ContentWidth);
            }
        }
        let mut tones = tones.into_iter();
        for line in table.lines() {
            page.line(&painted(line.trim_end(), page.paint, &mut tones));
        }
    }
}

/// Blanks before the text of a column; after it there is one.
fn padding(column: usize, bare: bool) -> u16 {
    u16::from(column > 0 && !bare)
}

/// The cells' texts, the toned ones between marks; their tones in the order of reading.
fn marked(cells: &[Cell], tones: &mut Vec<Tone>) -> Vec<String> {
    let one = |cell: &Cell| {
        let text: String = cell.text.chars().filter(|&c| c != OPEN && c != CLOSE).collect();
        match cell.tone {
            Some(tone) if !text.is_empty() => {
                tones.push(tone);
                format!("{OPEN}{text}{CLOSE}")
            }
            _ => text,
        }
    };
    cells.iter().map(one).collect()
}

/// A laid out line with its marks turned into tones. A tone never runs past its line: of a cell that had to be
/// wrapped only the first line is toned.
fn painted(line: &str, paint: Paint, tones: &mut impl Iterator<Item = Tone>) -> String {
    let mut parts = line.split(OPEN);
    let mut text = parts.next().unwrap_or_default().replace(CLOSE, "");
    for part in parts {
        let (inner, rest) = part.split_once(CLOSE).unwrap_or((part, ""));
        match tones.next() {
            Some(tone) => text += &paint.tone(tone, inner),
            None => text += inner,
        }
        text += &rest.replace(CLOSE, "");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(colour: bool, width: usize) -> String {
        let mut page = Page::new(width, Paint::new(colour));
        let mut table = Table::new(["Question", "Level"]);
        let hostile = format!("a{OPEN}very{CLOSE} long question that has to be wrapped somewhere");
        table.row(vec![Cell::plain(hostile), Cell::toned("2.0", Some(Tone::Alert))]);
        table.row(vec![Cell::plain("short"), Cell::toned("4.0", None)]);
        table.draw(&mut page);
        page.into_text()
    }

    #[test]
    fn colour_changes_no_width() {
        let plain = drawn(false, 40);
        let coloured = drawn(true, 40);
        assert!(coloured.contains("\u{1b}[31m2.0\u{1b}[0m"), "{coloured}");
        let mut stripped = coloured;
        for code in ["\u{1b}[31m", "\u{1b}[1m", "\u{1b}[0m"] {
            stripped = stripped.replace(code, "");
        }
        assert_eq!(stripped, plain);
        assert!(!plain.contains([OPEN, CLOSE]), "{plain:?}");
        assert!(plain.lines().all(|line| line.chars().count() <= 40), "{plain}");
    }
}
