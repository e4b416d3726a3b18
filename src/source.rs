//! A file as read: its name, its text, and places in it. Reading is bounded, and never waits on a pipe.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// The greatest size of a file that is read, in bytes. The full questionnaire is about 150 KB.
pub const MAX_BYTES: u64 = 4 * 1024 * 1024;

/// The text of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The path as the user gave it, or a built-in name.
    pub name: String,
    /// UTF-8 text without a byte order mark.
    pub text: String,
}

/// A stretch of a source, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Line and column of a place, both from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

/// Why a file could not be taken as text.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The system refused.
    #[error("cannot read {name}: {error}")]
    Io {
        /// The path.
        name: String,
        /// What the system said.
        error: io::Error,
    },
    /// A directory, pipe, socket or device.
    #[error("cannot read {name}: it is {what}, and a regular file was expected{hint}")]
    NotAFile {
        /// The path.
        name: String,
        /// What it is.
        what: &'static str,
        /// What to do instead.
        hint: &'static str,
    },
    /// Larger than [`MAX_BYTES`].
    #[error("cannot read {name}: it is larger than {} MiB, which no questionnaire or answers file is", MAX_BYTES >> 20)]
    TooLarge {
        /// The path.
        name: String,
    },
    /// Not UTF-8 from some byte on.
    #[error("{} is not UTF-8 text", .text.name)]
    NotUtf8 {
        /// The text, with U+FFFD from the first invalid byte on.
        text: Box<Source>,
        /// The first invalid byte.
        at: usize,
    },
}

impl Source {
    /// A source made from text at hand.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into() }
    }

    /// Reads a regular file of at most [`MAX_BYTES`].
    ///
    /// # Errors
    ///
    /// Where the file cannot be read, is no regular file, is too large or is not UTF-8.
    pub fn read(path: &Path) -> Result<Self, ReadError> {
        let name = path.display().to_string();
        let io = |error| ReadError::Io { name: name.clone(), error };
        // Looked at before it is opened: opening a pipe would wait for its writer.
        let metadata = fs::metadata(path).map_err(io)?;
        if let Some((what, hint)) = irregular(&metadata) {
            return Err(ReadError::NotAFile { name, what, hint });
        }
        if metadata.len() > MAX_BYTES {
            return Err(ReadError::TooLarge { name });
        }
        let file = File::open(path).map_err(io)?;
        // One byte more than it should hold, so that its end is seen without making room for more.
        let room = usize::try_from(metadata.len()).unwrap_or_default() + 1;
        Self::read_into(Vec::with_capacity(room), name, file)
    }

    /// Reads at most [`MAX_BYTES`] to the end.
    ///
    /// # Errors
    ///
    /// Where reading fails, or the text is too large or not UTF-8.
    pub fn from_reader(name: String, reader: impl Read) -> Result<Self, ReadError> {
        Self::read_into(Vec::new(), name, reader)
    }

    fn read_into(mut bytes: Vec<u8>, name: String, reader: impl Read) -> Result<Self, ReadError> {
        reader
            .take(MAX_BYTES + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| ReadError::Io { name: name.clone(), error })?;
        if bytes.len() as u64 > MAX_BYTES {
            return Err(ReadError::TooLarge { name });
        }
        Self::from_bytes(name, bytes)
    }

    fn from_bytes(name: String, mut bytes: Vec<u8>) -> Result<Self, ReadError> {
        if bytes.starts_with(b"\xef\xbb\xbf") {
            bytes.drain(..3);
        }
        String::from_utf8(bytes).map(|text| Self { name: name.clone(), text }).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            ReadError::NotUtf8 { text: Box::new(Self { name, text }), at }
        })
    }

    /// Line and column of a byte offset; the end of the text where the offset lies beyond it.
    pub fn position(&self, offset: usize) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &self.text[..offset];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Position { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 }
    }

    /// The text of a span; empty where the span does not lie in this source.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }
}

impl Span {
    /// From `start` up to `end`, in bytes.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }
}

fn irregular(metadata: &fs::Metadata) -> Option<(&'static str, &'static str)> {
    use std::os::unix::fs::FileTypeExt;
    let kind = metadata.file_type();
    if kind.is_file() {
        None
    } else if kind.is_dir() {
        Some(("a folder", ""))
    } else if kind.is_fifo() {
        Some(("a pipe", "; `-` reads standard input"))
    } else {
        Some(("a device or socket", ""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters() {
        let source = Source::new("x", "äb\ncd");
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
        assert_eq!(source.position(2), Position { line: 1, column: 2 });
        assert_eq!(source.position(4), Position { line: 2, column: 1 });
        assert_eq!(source.position(99), Position { line: 2, column: 3 });
    }

    #[test]
    fn a_byte_order_mark_is_no_text() {
        let source = Source::from_reader("x".into(), &b"\xef\xbb\xbfformat: x"[..]).unwrap();
        assert_eq!(source.text, "format: x");
    }

    #[test]
    fn the_first_invalid_byte_is_known() {
        match Source::from_reader("x".into(), &b"ab\xff"[..]) {
            Err(ReadError::NotUtf8 { at, .. }) => assert_eq!(at, 2),
            other => panic!("{other:?}"),
        }
    }
}
