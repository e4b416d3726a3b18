//! Tables of so many rows that they are drawn as they come: of the others only the widths of the columns are known.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::{CLOSE, Cell, OPEN, Table, padding};
use crate::report::{page::Page, paint::Paint};

/// Rows drawn between two writes.
const BATCH: usize = 256;

/// A table of at least four columns, drawn as a [`Table`] of the same rows is. The first column takes what the others
/// leave.
#[derive(Debug)]
pub(crate) struct LongTable<'a> {
    headings: &'a [&'a str],
    bare: bool,
}

impl<'a> LongTable<'a> {
    /// A table with these headings; a bare one has no lines between columns.
    pub(crate) fn new(headings: &'a [&'a str], bare: bool) -> Self {
        Self { headings, bare }
    }

    /// Draws it no wider than the page, and hands the page over as it fills. The rows, which have a cell for each
    /// heading, are gone through more than once.
    ///
    /// # Errors
    /// Where the stream cannot be written.
    pub(crate) fn draw<R: Iterator<Item = Vec<Cell>>>(
        &self,
        page: &mut Page,
        out: &mut dyn Write,
        rows: impl Fn() -> R,
    ) -> io::Result<()> {
        let widths = self.widths(page.width, &rows);
        let table =
            |header: &[&str]| Table { widths: Some(widths.clone()), ..Table::of(header).bare(self.bare) };
        table(self.headings).draw(page);
        for (number, row) in (1..).zip(rows()) {
            if row.iter().zip(&widths).all(|(cell, width)| cell.text.width() <= *width) {
                page.line(&self.line(page.paint, &row, &widths));
            } else {
                let mut wrapped = table(&[]);
                wrapped.row(row);
                wrapped.draw(page);
            }
            if number % BATCH == 0 {
                page.pass_on(out)?;
            }
        }
        page.pass_on(out)
    }

    /// A row of which every cell fits its column.
    fn line(&self, paint: Paint, row: &[Cell], widths: &[usize]) -> String {
        let mut line = String::new();
        for (column, (cell, width)) in row.iter().zip(widths).enumerate() {
            if column > 0 && !self.bare {
                line.push_str("│ ");
            }
            let text = cell.text.replace([OPEN, CLOSE], "");
            let blanks = width + 1 - text.width();
            match cell.tone {
                Some(tone) => line += &paint.tone(tone, &text),
                None => line += &text,
            }
            line.extend(std::iter::repeat_n(' ', blanks));
        }
        line
    }

    /// Each column as wide as its widest cell, but the first, which may have to be wrapped.
    fn widths<R: Iterator<Item = Vec<Cell>>>(&self, page: usize, rows: &impl Fn() -> R) -> Vec<usize> {
        let mut widths: Vec<usize> = self.headings.iter().map(|heading| heading.width()).collect();
        for row in rows() {
            for (width, cell) in widths.iter_mut().zip(&row) {
                *width = cell.text.width().max(*width);
            }
        }
        let lines = if self.bare { 0 } else { widths.len() - 1 };
        let paddings: usize =
            (0..widths.len()).map(|column| usize::from(padding(column, self.bare)) + 1).sum();
        let room = page.saturating_sub(lines + paddings + widths[1..].iter().sum::<usize>()).max(1);
        if widths[0] > room {
            widths[0] = wrapped(room, rows().filter_map(|row| row.into_iter().next()));
        }
        widths
    }
}

/// How wide the first column is, its texts wrapped to this room: comfy-table gives back what wrapping leaves, where that
/// is three columns or more.
fn wrapped(room: usize, cells: impl Iterator<Item = Cell>) -> usize {
    let mut longest = 1;
    for cell in cells {
        let width = cell.text.width();
        longest = longest.max(if width <= room { width } else { longest_line(room, cell) });
        if longest + 3 > room {
            return room;
        }
    }
    longest
}

/// The longest line of a text wrapped to this room.
fn longest_line(room: usize, cell: Cell) -> usize {
    let mut page = Page::new(room, Paint::new(false));
    Table { widths: Some(vec![room]), rows: vec![vec![cell]], ..Table::of(&[]) }.draw(&mut page);
    page.into_text().lines().map(UnicodeWidthStr::width).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::paint::Tone;

    const HEADINGS: [&str; 4] = ["Unit", "Strength", "Could be", "Gap"];

    /// Drawn as a table whose rows are all known, and as one of which only the widths are.
    fn both(names: &[&str], width: usize, bare: bool, colour: bool) -> [String; 2] {
        let row = |(name, number): (&&str, usize)| {
            let figure = format!("▒▒ {:>4}", format!("{}%", number * 37 % 101));
            let range = if number % 3 == 0 { "" } else { "44% to 52%" };
            let tone = (number % 2 == 0).then_some(Tone::Alert);
            vec![Cell::plain(*name), Cell::toned(figure, tone), Cell::toned(range, tone), Cell::plain("a")]
        };
        let rows = || names.iter().zip(0..).map(row);
        let mut page = Page::new(width, Paint::new(colour));
        let mut table = Table::new(HEADINGS).bare(bare);
        rows().for_each(|row| table.row(row));
        table.draw(&mut page);
        let whole = page.into_text();
        let (mut page, mut out) = (Page::new(width, Paint::new(colour)), Vec::new());
        LongTable::new(&HEADINGS, bare).draw(&mut page, &mut out, rows).unwrap();
        [whole, String::from_utf8(out).unwrap()]
    }

    #[test]
    fn a_long_table_looks_as_every_table_does() {
        let long = "Mill Lane Foods and Beverages International Holding".to_owned();
        let unbroken = "x".repeat(70);
        let many: Vec<String> = (0..3 * BATCH).map(|number| format!("Unit {number}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let sets: [&[&str]; 7] = [
            &[],
            &["A"],
            &["安全 GmbH", "Ärzte e.\u{a0}V.", ""],
            &[&long, "Ash", &long],
            &["Ash", &unbroken, "Birch and Beech and Cedar"],
            &["averyveryverylongword another", "two averyveryverylongword"],
            &many,
        ];
        for names in sets {
            for width in [40, 50, 60, 61, 62, 63, 64, 80, 100] {
                for (bare, colour) in [(true, false), (false, true), (true, true), (false, false)] {
                    let [whole, long] = both(names, width, bare, colour);
                    assert_eq!(whole, long, "{width} {bare} {colour}");
                }
            }
        }
    }
}
