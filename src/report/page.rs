//! A page of text: wrapped paragraphs, headings and ready-drawn lines, kept to a measure that reads well.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::paint::Paint;
use crate::text::cut;

/// No line is longer, however wide the terminal.
const MEASURE: usize = 100;
/// No line is planned shorter, however narrow the terminal.
const LEAST: usize = 40;

/// Text in the making.
#[derive(Debug)]
pub struct Page {
    text: String,
    /// Columns that a line may take.
    pub width: usize,
    /// Emphasis.
    pub paint: Paint,
}

impl Page {
    /// An empty page for a terminal so wide.
    pub fn new(width: usize, paint: Paint) -> Self {
        Self { text: String::new(), width: width.clamp(LEAST, MEASURE), paint }
    }

    /// What was written.
    pub fn into_text(self) -> String {
        self.text
    }

    /// Hands over what was written, and goes on with an empty page.
    ///
    /// # Errors
    /// Where the stream cannot be written.
    pub fn pass_on(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(self.text.as_bytes())?;
        self.text.clear();
        Ok(())
    }

    /// A line as it is; no-break spaces have done their work by now.
    pub fn line(&mut self, line: &str) {
        self.text.push_str(&line.trim_end().replace('\u{a0}', " "));
        self.text.push('\n');
    }

    /// An empty line.
    pub fn blank(&mut self) {
        self.text.push('\n');
    }

    /// The first line: who it is about, and on the right what it is.
    pub fn title(&mut self, left: &str, right: &str) {
        let room = self.width.saturating_sub(right.width() + 2);
        if left.width() <= room {
            let name = pad(left, room + 2);
            self.line(&format!("{}{right}", self.paint.strong(&name)));
        } else {
            self.subheading(&cut(left, self.width));
            self.paragraph(right);
        }
    }

    /// A heading, told from text by its underline as well.
    pub fn heading(&mut self, title: &str) {
        self.blank();
        self.wrapped("", "", &self.paint.strong(title));
        self.line(&self.paint.faint(&"─".repeat(title.width().min(self.width))));
    }

    /// A heading within a section.
    pub fn subheading(&mut self, title: &str) {
        self.wrapped("", "", &self.paint.strong(title));
    }

    /// Text wrapped to the measure.
    pub fn paragraph(&mut self, text: &str) {
        if !text.is_empty() {
            self.wrapped("", "", text);
        }
    }

    /// Wrapped text that steps back.
    pub fn faint(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        for line in self.lines("", "", text) {
            self.line(&self.paint.faint(&line));
        }
    }

    /// An entry of a list.
    pub fn item(&mut self, text: &str) {
        self.wrapped("  - ", "    ", text);
    }

    /// Text wrapped to the measure, with what stands before its first and its other lines.
    pub fn wrapped(&mut self, first: &str, rest: &str, text: &str) {
        for line in self.lines(first, rest, text) {
            self.line(&line);
        }
    }

    fn lines(&self, first: &str, rest: &str, text: &str) -> Vec<String> {
        let options = textwrap::Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(rest)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        textwrap::wrap(text, options).into_iter().map(std::borrow::Cow::into_owned).collect()
    }
}

/// The text filled with blanks to so many columns.
pub fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(text.width())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_to_the_measure() {
        let mut page = Page::new(500, Paint::new(false));
        page.paragraph(&"word ".repeat(100));
        page.item(&"x".repeat(300));
        let text = page.into_text();
        assert!(text.lines().all(|line| line.width() <= MEASURE));
        assert!(text.lines().all(|line| !line.ends_with(' ')));
    }

    #[test]
    fn colour_takes_no_room() {
        let drawn = |colour| {
            let mut page = Page::new(60, Paint::new(colour));
            let strong = page.paint.strong("nine words ");
            page.paragraph(&format!("{strong}{}", "and some more words ".repeat(10)));
            page.into_text()
        };
        assert_eq!(drawn(true).lines().count(), drawn(false).lines().count());
    }

    #[test]
    fn padding_counts_columns() {
        assert_eq!(pad("安全", 6), "安全  ");
        assert_eq!(pad("long", 2), "long");
    }
}
