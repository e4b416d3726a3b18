//! How numbers and text are written: six decimals, never a negative zero, nothing that could steer a terminal.

use std::io::{self, BufWriter, Write};

use serde::{Serialize, Serializer};
use serde_json::ser::{Formatter, PrettyFormatter};

use crate::{assessment::Range, text::is_hostile};

/// A number rounded to six decimals.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Six(pub(crate) f64);

impl Six {
    /// The number as it is written.
    pub(crate) fn rounded(self) -> f64 {
        // Adding a positive zero turns -0.0 into 0.0.
        (self.0 * 1e6).round() / 1e6 + 0.0
    }
}

impl Serialize for Six {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.rounded())
    }
}

/// A number where there is one.
pub(crate) fn six(value: Option<f64>) -> Option<Six> {
    value.map(Six)
}

/// A range; an object with two nulls where there is none.
#[derive(Serialize)]
pub(crate) struct Interval {
    low: Option<Six>,
    high: Option<Six>,
}

impl From<Option<Range>> for Interval {
    fn from(range: Option<Range>) -> Self {
        Self { low: six(range.map(|range| range.low)), high: six(range.map(|range| range.high)) }
    }
}

/// Written at once, in bytes: a result of usual size as a whole, a large one as it comes.
const PIECE: usize = 64 * 1024;

/// Serializes with two spaces and a final newline.
///
/// # Errors
/// Where the stream cannot be written.
pub fn write_pretty<T: Serialize>(out: &mut dyn Write, document: &T) -> io::Result<()> {
    let mut pieces = BufWriter::with_capacity(PIECE, out);
    let mut serializer = serde_json::Serializer::with_formatter(&mut pieces, SafeFormatter::default());
    document.serialize(&mut serializer)?;
    pieces.write_all(b"\n")?;
    pieces.flush()
}

/// The pretty formatter, with every character escaped that could steer the terminal on which the JSON may land.
/// The value stays what it was: an escape is only another spelling.
#[derive(Default)]
struct SafeFormatter(PrettyFormatter<'static>);

impl Formatter for SafeFormatter {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        if fragment.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
            return writer.write_all(fragment.as_bytes());
        }
        let mut rest = fragment;
        while let Some(at) = rest.find(is_hostile) {
            let (plain, tail) = rest.split_at(at);
            writer.write_all(plain.as_bytes())?;
            let mut characters = tail.chars();
            if let Some(hostile) = characters.next() {
                for unit in hostile.encode_utf16(&mut [0; 2]) {
                    write!(writer, "\\u{unit:04x}")?;
                }
            }
            rest = characters.as_str();
        }
        writer.write_all(rest.as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written<T: Serialize>(value: &T) -> String {
        let mut bytes = Vec::new();
        write_pretty(&mut bytes, value).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn numbers_have_six_decimals_and_no_negative_zero() {
        assert_eq!(written(&Six(3.0)), "3.0\n");
        assert_eq!(written(&Six(-1e-9)), "0.0\n");
        assert_eq!(written(&Six(2.0 / 3.0)), "0.666667\n");
        assert_eq!(written(&six(None)), "null\n");
    }

    #[test]
    fn a_range_is_always_an_object() {
        assert_eq!(written(&Interval::from(None)), "{\n  \"low\": null,\n  \"high\": null\n}\n");
        let range = Some(Range { low: 0.25, high: 1.0 });
        assert_eq!(written(&Interval::from(range)), "{\n  \"low\": 0.25,\n  \"high\": 1.0\n}\n");
    }

    #[test]
    fn text_keeps_its_value_and_cannot_steer_a_terminal() {
        let hostile = "a\u{1b}[2J\u{9b}31m\u{202e}\u{e0041}\"\\ü\n";
        let json = written(&hostile);
        assert!(!json.trim_end().chars().any(is_hostile), "{json:?}");
        assert!(json.contains("ü"));
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), hostile);
    }
}
