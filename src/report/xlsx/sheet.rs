//! Cells, styles and tables: the one way by which anything reaches a sheet.

use rust_xlsxwriter::{
    ConditionalFormatFormula, Format, FormatAlign, FormatBorder, Formula, Worksheet, XlsxError,
};

use crate::{
    assessment::Band,
    report::{cells::inert, json::Six},
};

/// UTF-16 units that a cell holds.
const LIMIT: usize = 32_767;
/// Height of a line in points.
const LINE: f64 = 15.0;

/// A typed cell.
#[derive(Debug, Clone)]
pub(super) enum Cell {
    /// Nothing.
    Empty,
    /// Text.
    Text(String),
    /// A fraction, shown in whole per cent.
    Share(f64),
    /// The same, and on how few questions it rests.
    Few(f64, usize),
    /// A level or a difference of levels, with one decimal.
    Level(f64),
    /// A gain of strength in per cent with one decimal.
    Gain(f64),
    /// A count.
    Count(usize),
}

impl Cell {
    pub(super) fn text(text: impl AsRef<str>) -> Self {
        Self::Text(text.as_ref().to_owned())
    }

    pub(super) fn share(value: Option<f64>) -> Self {
        value.map_or(Self::Empty, Self::Share)
    }

    pub(super) fn level(value: Option<f64>) -> Self {
        value.map_or(Self::Empty, Self::Level)
    }

    const fn is_number(&self) -> bool {
        !matches!(self, Self::Empty | Self::Text(_))
    }

    pub(super) fn yes(yes: bool) -> Self {
        if yes { Self::text("yes") } else { Self::Empty }
    }
}

/// A column of a table.
pub(super) struct Column {
    heading: String,
    width: f64,
}

/// A column with a heading, so many characters wide.
pub(super) fn column(heading: impl Into<String>, width: f64) -> Column {
    Column { heading: heading.into(), width }
}

/// Columns with headings, as wide as those of the sheet that they stand in.
pub(super) fn columns<const N: usize>(headings: [&str; N], widths: &[f64]) -> Vec<Column> {
    headings.into_iter().zip(widths).map(|(heading, width)| column(heading, *width)).collect()
}

/// How cells look.
pub(super) struct Styles {
    pub title: Format,
    pub heading: Format,
    pub big: Format,
    head: Format,
    head_right: Format,
    text: Format,
    number: Format,
}

impl Styles {
    pub(super) fn new() -> Self {
        let top = Format::new().set_align(FormatAlign::Top);
        let text = top.clone().set_text_wrap();
        let head = text
            .clone()
            .set_bold()
            .set_font_color(0x00FF_FFFF)
            .set_background_color(0x001F_4E79)
            .set_border_bottom(FormatBorder::Thin);
        Self {
            title: Format::new().set_bold().set_font_size(18),
            heading: Format::new().set_bold().set_font_size(13).set_font_color(0x001F_4E79),
            big: top.clone().set_bold().set_font_size(14).set_align(FormatAlign::Left),
            head_right: head.clone().set_align(FormatAlign::Right).set_indent(1),
            head,
            number: top.set_align(FormatAlign::Right),
            text,
        }
    }
}

/// Text as it may stand in a cell or a property: inert, of characters that XML has, and not too long.
pub(super) fn text(text: &str) -> String {
    let safe: String = inert(text)
        .chars()
        .map(|c| if matches!(c, '\u{fffe}' | '\u{ffff}') { '\u{fffd}' } else { c })
        .collect();
    if safe.encode_utf16().count() <= LIMIT {
        return safe;
    }
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units < LIMIT
    };
    let mut kept: String = safe.chars().take_while(fits).collect();
    kept.push('…');
    kept
}

/// Writes one cell.
pub(super) fn put(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let (value, format) = match cell {
        Cell::Empty => return Ok(()),
        Cell::Text(words) => {
            sheet.write_string_with_format(row, column, text(words), &styles.text)?;
            return Ok(());
        }
        Cell::Share(value) => (*value, percent(*value, "")),
        Cell::Few(value, few) => (*value, percent(*value, &format!("\" ({few})\""))),
        Cell::Level(value) => (*value, level(*value)),
        Cell::Gain(value) => (*value, "0.0%".to_owned()),
        Cell::Count(value) => (*value as f64, "0".to_owned()),
    };
    if value.is_finite() {
        // Room for two brackets on the right, or a number would touch the text in the next column.
        let format = styles.number.clone().set_num_format(format + "_)_)");
        sheet.write_number_with_format(row, column, Six(value).rounded(), &format)?;
    }
    Ok(())
}

/// The number format of a fraction: whole per cent, and decimals only where a spreadsheet would round it over a band's
/// edge that it has not reached.
fn percent(value: f64, after: &str) -> String {
    let value = Six(value).rounded();
    let band = Band::of(value);
    let below = |decimals: &usize| Band::of(rounds_to(100.0 * value, *decimals) / 100.0) <= band;
    decimals(0, below, &format!("%{after}"))
}

/// The same for a level, with one decimal, or a difference of levels.
fn level(value: f64) -> String {
    let value = Six(value).rounded();
    let below = |decimals: &usize| value < 0.0 || rounds_to(value, *decimals).floor() <= value.floor();
    decimals(1, below, "")
}

fn rounds_to(value: f64, decimals: usize) -> f64 {
    let scale = 10_f64.powi(i32::try_from(decimals).unwrap_or(0));
    (value * scale).round() / scale
}

/// `0`, `0.0`, … with the fewest decimals, from so many, that will do.
fn decimals(from: usize, will_do: impl Fn(&usize) -> bool, after: &str) -> String {
    let number = (from..=6).find(will_do).unwrap_or(6);
    if number == 0 { format!("0{after}") } else { format!("0.{}{after}", "0".repeat(number)) }
}

/// Writes a table with its header row; the row after it is returned.
pub(super) fn table(
    sheet: &mut Worksheet,
    top: u32,
    columns: &[Column],
    rows: &[Vec<Cell>],
    styles: &Styles,
) -> Result<u32, XlsxError> {
    for (place, column) in columns.iter().enumerate() {
        let numbers = rows.iter().any(|row| row.get(place).is_some_and(Cell::is_number));
        let format = if numbers { &styles.head_right } else { &styles.head };
        sheet.write_string_with_format(top, index(place), text(&column.heading), format)?;
    }
    let headings = columns.iter().map(|column| lines(&column.heading, column.width + 1.0));
    sheet.set_row_height(top, LINE * headings.max().unwrap_or(1) as f64)?;
    let mut at = top + 1;
    for row in rows {
        let mut height = 1;
        for (place, (cell, column)) in row.iter().zip(columns).enumerate() {
            put(sheet, at, index(place), cell, styles)?;
            if let Cell::Text(words) = cell {
                height = height.max(lines(words, column.width));
            }
        }
        // A spreadsheet may not find the height of wrapped text by itself.
        sheet.set_row_height(at, LINE * height as f64)?;
        at += 1;
    }
    Ok(at)
}

/// Lines that a text takes in a column; at most as many as a row can show.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a column is some characters wide"
)]
fn lines(words: &str, width: f64) -> usize {
    let characters = (0.95 * width).max(4.0) as usize;
    // What no row can show need not be wrapped to its end.
    let shown: String = words.chars().take(27 * characters).collect();
    shown.lines().map(|line| textwrap::wrap(line, characters).len()).sum::<usize>().clamp(1, 27)
}

fn index(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}

/// A sheet that is one table: widths, frozen header, filter, and pages as wide as the table.
pub(super) fn whole(
    sheet: &mut Worksheet,
    columns: &[Column],
    rows: &[Vec<Cell>],
    frozen: u16,
    styles: &Styles,
) -> Result<u32, XlsxError> {
    widths(sheet, columns)?;
    let after = table(sheet, 0, columns, rows, styles)?;
    sheet.set_freeze_panes(1, frozen)?;
    sheet.autofilter(0, 0, (after - 1).max(1), index(columns.len().saturating_sub(1)))?;
    sheet.set_repeat_rows(0, 0)?;
    paper(sheet);
    Ok(after)
}

pub(super) fn widths(sheet: &mut Worksheet, columns: &[Column]) -> Result<(), XlsxError> {
    (0_u16..).zip(columns).try_for_each(|(place, column)| {
        sheet.set_column_width(place, column.width)?;
        Ok(())
    })
}

/// A4, landscape, one page wide, numbered.
pub(super) fn paper(sheet: &mut Worksheet) {
    sheet.set_paper_size(9);
    sheet.set_landscape();
    sheet.set_print_gridlines(false);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    sheet.set_footer("&L&A&R&P / &N");
}

/// Sentences over so many columns, of so many characters in all; the row after them is returned.
pub(super) fn sentences<'t>(
    sheet: &mut Worksheet,
    mut row: u32,
    over: u16,
    characters: f64,
    texts: impl IntoIterator<Item = &'t str>,
    styles: &Styles,
) -> Result<u32, XlsxError> {
    for words in texts.into_iter().filter(|words| !words.is_empty()) {
        let words = text(words);
        sheet.merge_range(row, 0, row, over - 1, &words, &styles.text)?;
        sheet.set_row_height(row, LINE * lines(&words, characters) as f64)?;
        row += 1;
    }
    Ok(row)
}

/// Shades a range by band. Light is little, dark is much: told apart without colour, too.
pub(super) fn shade(
    sheet: &mut Worksheet,
    from: (u32, u16),
    to: (u32, u16),
    scale: f64,
) -> Result<(), XlsxError> {
    let corner = format!("{}{}", letter(from.1), from.0 + 1);
    let limits = [0.0, 0.2, 0.4, 0.6, 0.8, 1.1].map(|limit| limit * scale);
    for (place, band) in Band::ALL.into_iter().enumerate() {
        let (low, high) = (limits[place], limits[place + 1]);
        // Empty cells and text are neither little nor much.
        let rule = format!("=AND(ISNUMBER({corner}),{corner}>={low},{corner}<{high})");
        let (fill, ink) = colours(band);
        let format = Format::new().set_background_color(fill).set_font_color(ink);
        let shaded = ConditionalFormatFormula::new().set_rule(Formula::new(rule)).set_format(format);
        sheet.add_conditional_format(from.0, from.1, to.0, to.1, &shaded)?;
    }
    Ok(())
}

/// Fill and ink of a band.
const fn colours(band: Band) -> (u32, u32) {
    match band {
        Band::Initial => (0x00F7_F3EA, 0x0000_0000),
        Band::Emerging => (0x00D6_E4EE, 0x0000_0000),
        Band::Partial => (0x00A3_C6DE, 0x0000_0000),
        Band::Established => (0x0055_90BC, 0x0000_0000),
        Band::Sustained => (0x001D_5584, 0x00FF_FFFF),
    }
}

/// The letter of one of the first 26 columns.
fn letter(column: u16) -> char {
    char::from(b'A' + u8::try_from(column.min(25)).unwrap_or(25))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_looks_as_it_does_everywhere() {
        assert_eq!(percent(0.475, ""), "0%");
        assert_eq!(percent(0.3963, ""), "0.0%");
        assert_eq!(percent(0.3996, " (2)"), "0.00% (2)");
        assert_eq!(percent(0.999_999, ""), "0%");
        assert_eq!(level(1.96), "0.00");
        assert_eq!(level(-2.0), "0.0");
        assert_eq!(level(2.25), "0.0");
    }

    #[test]
    fn no_text_is_longer_than_a_cell() {
        let long = text(&"\u{1f600}".repeat(20_000));
        assert!(long.encode_utf16().count() <= LIMIT && long.ends_with('…'));
        assert_eq!(text("=1\u{ffff}"), "'=1\u{fffd}");
    }
}
