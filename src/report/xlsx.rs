//! The result as a workbook for Excel and LibreOffice: numbers in typed cells (those of the JSON result), native
//! charts, conditional formats by band. Text from a file stands in text cells only: it is neither formula nor link.
//! The same result gives the same bytes.

mod answers;
mod matrix;
mod mechanisms;
mod people;
mod plan;
mod sheet;
mod summary;

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::{record::Record, view::View};
use sheet::{Styles, text};

/// Draws the workbook. The view has the words, the record the numbers.
///
/// # Errors
/// Where it cannot be written.
pub fn write(out: &mut dyn Write, view: &View, record: &Record<'_>) -> io::Result<()> {
    let bytes = workbook(view, record).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

fn workbook(view: &View, record: &Record<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // A day that nobody takes for that of the assessment: the clock would change the bytes.
    let properties = DocProperties::new()
        .set_title(text(&view.organization))
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    book.set_properties(&properties);
    let styles = Styles::new();
    summary::draw(book.add_worksheet(), view, record, &styles)?;
    matrix::draw(book.add_worksheet(), view, record, &styles)?;
    mechanisms::draw(book.add_worksheet(), view, record, &styles)?;
    answers::draw(book.add_worksheet(), record, &styles)?;
    people::alignment(book.add_worksheet(), view, record, &styles)?;
    plan::draw(book.add_worksheet(), view, record, &styles)?;
    people::draw(book.add_worksheet(), view, record, &styles)?;
    book.save_to_buffer()
}
