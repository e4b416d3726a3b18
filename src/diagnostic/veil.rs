//! Source lines for readers who may not see what a file holds: keys stand, and every value is drawn as `…`.

use std::ops::Range;

use crate::source::Span;
use crate::text::clean;

/// What of a source may be drawn.
#[derive(Debug, Clone, Default)]
pub struct Veil {
    hidden: Range<usize>,
    keys: Vec<Span>,
}

/// Lines as they are drawn, and where their parts come from.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// What is drawn.
    pub text: String,
    pieces: Vec<Piece>,
}

#[derive(Debug)]
struct Piece {
    from: Range<usize>,
    to: Range<usize>,
    /// The text itself, clean; else one `…` for all of it.
    verbatim: bool,
}

impl Veil {
    /// A veil over a stretch of the source. Of the lines that it touches only the keys are shown.
    pub fn over(hidden: Range<usize>, mut keys: Vec<Span>) -> Self {
        keys.sort_by_key(|key| key.start);
        Self { hidden, keys }
    }

    /// Whether a stretch is hidden: under the veil, and no key.
    pub fn hides(&self, span: Span) -> bool {
        let is_key = self
            .keys
            .binary_search_by_key(&span.start, |key| key.start)
            .is_ok_and(|place| self.keys[place] == span);
        self.hidden.contains(&span.start) && !is_key
    }

    /// Draws whole lines of a source.
    pub(super) fn draw(&self, source: &str, lines: Range<usize>) -> Drawn {
        let mut drawn = Drawn::default();
        let mut start = lines.start;
        while start < lines.end {
            let line_end = source[start..lines.end].find('\n').map_or(lines.end, |newline| start + newline);
            if self.hidden.start <= line_end && start < self.hidden.end {
                self.draw_line(&mut drawn, source, start..line_end);
            } else {
                drawn.verbatim(source, start..line_end);
            }
            let next = (line_end + 1).min(lines.end);
            drawn.verbatim(source, line_end..next);
            start = next.max(start + 1);
        }
        drawn
    }

    fn draw_line(&self, drawn: &mut Drawn, source: &str, line: Range<usize>) {
        let from = self.keys.partition_point(|key| key.start < line.start);
        let keys = &self.keys[from..];
        let keys = &keys[..keys.partition_point(|key| key.end <= line.end)];
        let first = keys.first().map_or(line.end, |key| key.start);
        let mut braces = lead(drawn, source, line.start..first, keys.is_empty());
        for (place, key) in keys.iter().enumerate() {
            drawn.verbatim(source, key.start..key.end);
            match keys.get(place + 1) {
                Some(next) => braces += usize::from(between(drawn, source, key.end..next.start)),
                None => tail(drawn, source, key.end..line.end),
            }
        }
        if source[line].trim_end().ends_with('}') {
            drawn.text.push_str(&"}".repeat(braces));
        }
    }
}

/// What stands before the first key: indentation and list dashes; a value where there is anything else. How many
/// mappings it opens.
fn lead(drawn: &mut Drawn, source: &str, stretch: Range<usize>, whole_line: bool) -> usize {
    let text = &source[stretch.clone()];
    let is_structure = |c: char| matches!(c, ' ' | '\t' | '-' | '{' | '[' | '?' | '"' | '\'');
    if !whole_line && text.chars().all(is_structure) || text.trim().is_empty() {
        let braces = text.matches('{').count();
        drawn.verbatim(source, stretch);
        return braces;
    }
    let indent = stretch.start + (text.len() - text.trim_start().len());
    drawn.verbatim(source, stretch.start..indent);
    drawn.hidden(indent..stretch.start + text.trim_end().len());
    if !whole_line {
        drawn.text.push(' ');
    }
    0
}

/// What stands between two keys of a line; whether it opens a mapping.
fn between(drawn: &mut Drawn, source: &str, stretch: Range<usize>) -> bool {
    let text = &source[stretch.clone()];
    let structure: String = text.chars().filter(|c| !matches!(c, ' ' | '\t' | '"' | '\'')).collect();
    if structure == ":{" {
        drawn.verbatim(source, stretch);
        return true;
    }
    tail(drawn, source, stretch);
    drawn.text.push_str(", ");
    false
}

/// What follows a key: its colon, and a value where there is one.
fn tail(drawn: &mut Drawn, source: &str, stretch: Range<usize>) {
    let text = &source[stretch.clone()];
    let after = text.find(':').filter(|colon| text[..*colon].trim_matches(['"', '\'', ' ', '\t']).is_empty());
    let Some(colon) = after else {
        if !text.trim().is_empty() {
            drawn.hidden(stretch);
        }
        return;
    };
    let value = stretch.start + colon + 1;
    drawn.verbatim(source, stretch.start..value);
    if !source[value..stretch.end].trim().is_empty() {
        drawn.text.push(' ');
        drawn.hidden(value..stretch.end);
    }
}

impl Drawn {
    fn verbatim(&mut self, source: &str, from: Range<usize>) {
        let start = self.text.len();
        self.text.push_str(&shown(&source[from.clone()]));
        self.pieces.push(Piece { from, to: start..self.text.len(), verbatim: true });
    }

    fn hidden(&mut self, from: Range<usize>) {
        let start = self.text.len();
        self.text.push('…');
        self.pieces.push(Piece { from, to: start..self.text.len(), verbatim: false });
    }

    /// Where a stretch of the source is drawn. The text itself may be of another length than what is drawn of it, since
    /// hostile characters are replaced.
    pub fn place(&self, source: &str, range: Range<usize>) -> Range<usize> {
        let after = self.pieces.partition_point(|piece| piece.from.end <= range.start);
        let Some(piece) = self.pieces.get(after).or(self.pieces.last()) else { return 0..0 };
        if !piece.verbatim {
            return piece.to.clone();
        }
        let at = |offset: usize| {
            let offset = offset.clamp(piece.from.start, piece.from.end);
            piece.to.start + shown(&source[piece.from.start..offset]).len()
        };
        at(range.start)..at(range.end)
    }
}

/// Source text that steers no terminal: the renderer itself lets C1 controls through.
fn shown(text: &str) -> String {
    clean(&text.replace('\r', " ")).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The source with each word of the keys shown and everything else hidden.
    fn veiled(source: &str, keys: &[&str]) -> String {
        let keys = keys.iter().map(|key| {
            let start = source.find(key).unwrap();
            Span::new(start, start + key.len())
        });
        Veil::over(0..source.len(), keys.collect()).draw(source, 0..source.len()).text
    }

    #[test]
    fn keys_stand_and_values_do_not() {
        assert_eq!(veiled("  role: ceo # me", &["role"]), "  role: …");
        assert_eq!(veiled("answers:", &["answers"]), "answers:");
        assert_eq!(veiled("    more of a note", &[]), "    …");
        assert_eq!(veiled("  - {id: a, b: c}", &["id", "b"]), "  - {id: …, b: …}");
        assert_eq!(
            veiled("q.a: {level: 2, note: \"x\"}", &["q.a", "level", "note"]),
            "q.a: {level: …, note: …}"
        );
        assert_eq!(veiled("secret, \"level\": 2", &["\"level\""]), "… \"level\": …");
        assert_eq!(veiled("a: b\n\nc: |\n", &["a", "c"]), "a: …\n\nc: …\n");
        assert_eq!(veiled("key stands alone", &["key"]), "key…");
    }

    #[test]
    fn places_are_where_their_parts_went() {
        let source = "q.a: {level: 2, note: secret}";
        let keys = [("q.a", 0), ("level", 6), ("note", 16)].map(|(key, at)| Span::new(at, at + key.len()));
        let drawn = Veil::over(0..1, keys.to_vec()).draw(source, 0..source.len());
        let shown = |from: &str| {
            let at = source.find(from).unwrap();
            &drawn.text[drawn.place(source, at..at + from.len())]
        };
        assert_eq!((shown("note"), shown("secret"), shown("2")), ("note", "…", "…"));
        let unveiled = Veil::default().draw("a\u{1b}b: c", 0..6);
        assert_eq!(&unveiled.text[unveiled.place("a\u{1b}b: c", 2..3)], "b");
    }
}
