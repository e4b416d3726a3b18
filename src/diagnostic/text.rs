//! Problems as people know them from compilers: the place, the line, a caret.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Diagnostic, Place, Severity};
use crate::source::{Source, Span};
use crate::text::{clean, clean_line, count};

/// How problems are drawn.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// With ANSI colours.
    pub colour: bool,
    /// Columns; longer source lines are cut around the caret.
    pub width: usize,
}

/// More problems than this are counted, not drawn: nobody reads on, and a hostile file could hold a million.
const MAX_DRAWN: usize = 1000;
/// Two places at most so many bytes apart are drawn in one piece.
const NEAR: usize = 2000;

/// Draws the problems one after the other, a blank line between them.
pub fn render(diagnostics: &[Diagnostic], style: Style) -> String {
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() }
        .decor_style(DecorStyle::Ascii)
        .term_width(style.width.max(40));
    let mut drawn: Vec<String> =
        diagnostics.iter().take(MAX_DRAWN).map(|diagnostic| draw(&renderer, diagnostic)).collect();
    if diagnostics.len() > MAX_DRAWN {
        drawn.push(format!("and {}", count(diagnostics.len() - MAX_DRAWN, "more problem")));
    }
    let mut text = drawn.join("\n\n");
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

fn draw(renderer: &Renderer, diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let message = clean_line(&diagnostic.message);
    let label = clean_line(&diagnostic.label);
    let help = diagnostic.help.as_deref().map(clean_line);
    let path = clean_line(&diagnostic.place.source.name);
    let mut marks = vec![(caret(&diagnostic.place), AnnotationKind::Primary, label)];
    let mut elsewhere = None;
    if let Some((place, label)) = &diagnostic.related {
        let mark = (caret(place), AnnotationKind::Context, clean_line(label));
        if place.source == diagnostic.place.source
            && place.span.start.abs_diff(diagnostic.place.span.start) < NEAR
        {
            marks.push(mark);
        } else {
            elsewhere = Some((place, clean_line(&place.source.name), [mark]));
        }
    }
    let title = level.primary_title(message.as_str()).id(diagnostic.code.id());
    let mut group: Group<'_> = title.element(snippet(&diagnostic.place.source, &path, &marks));
    if let Some((place, path, marks)) = &elsewhere {
        group = group.element(snippet(&place.source, path, marks));
    }
    if let Some(help) = &help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
}

/// What is marked in a source, of what kind, and with which words.
type Mark = (std::ops::Range<usize>, AnnotationKind, String);

/// The marked lines and those between them; the rest of the file would only cost time.
fn snippet<'a>(source: &'a Source, path: &'a str, marks: &'a [Mark]) -> Snippet<'a, Annotation<'a>> {
    let text = source.text.as_str();
    let first = marks.iter().map(|(range, ..)| range.start).min().unwrap_or(0);
    let last = marks.iter().map(|(range, ..)| range.end).max().unwrap_or(0);
    let start = text[..first].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[last..].find('\n').map_or(text.len(), |newline| last + newline);
    let line = source.position(start).line;
    // Hostile characters are replaced by ones of another length, so places are counted in the clean text.
    let place = |at: usize| shown(&text[start..at]).len();
    let annotations = marks
        .iter()
        .map(|(range, kind, label)| kind.span(place(range.start)..place(range.end)).label(label.as_str()));
    Snippet::source(shown(&text[start..end])).path(path).line_start(line).annotations(annotations)
}

/// Source text that steers no terminal: the renderer itself lets C1 controls through.
fn shown(text: &str) -> String {
    clean(&text.replace('\r', " ")).into_owned()
}

/// The part of a place that a caret can stand under: within one line, on character boundaries.
fn caret(place: &Place) -> std::ops::Range<usize> {
    let text = place.source.text.as_str();
    let Span { start, end } = place.span;
    let mut start = start.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = end.clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let line_end = text[start..].find(['\n', '\r']).map_or(text.len(), |newline| start + newline);
    start..end.min(line_end)
}
