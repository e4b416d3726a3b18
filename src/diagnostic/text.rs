//! Problems as people know them from compilers: the place, the line, a caret.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Diagnostic, Place, Severity};
use crate::source::Span;
use crate::text::clean_line;

/// How problems are drawn.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// With ANSI colours.
    pub colour: bool,
    /// Columns; longer source lines are cut around the caret.
    pub width: usize,
}

/// Draws the problems one after the other, a blank line between them.
pub fn render(diagnostics: &[Diagnostic], style: Style) -> String {
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() }
        .decor_style(DecorStyle::Ascii)
        .term_width(style.width.max(40));
    let drawn: Vec<String> = diagnostics.iter().map(|diagnostic| draw(&renderer, diagnostic)).collect();
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
    let related = diagnostic
        .related
        .as_ref()
        .map(|(place, label)| (place, clean_line(label), clean_line(&place.source.name)));

    let mut snippet = Snippet::source(diagnostic.place.source.text.as_str())
        .path(path.as_str())
        .annotation(AnnotationKind::Primary.span(caret(&diagnostic.place)).label(label.as_str()));
    let mut elsewhere = None;
    if let Some((place, label, path)) = &related {
        let annotation = AnnotationKind::Context.span(caret(place)).label(label.as_str());
        if place.source == diagnostic.place.source {
            snippet = snippet.annotation(annotation);
        } else {
            elsewhere =
                Some(Snippet::source(place.source.text.as_str()).path(path.as_str()).annotation(annotation));
        }
    }
    let title = level.primary_title(message.as_str()).id(diagnostic.code.id());
    let mut group: Group<'_> = title.element(snippet);
    if let Some(snippet) = elsewhere {
        group = group.element(snippet);
    }
    if let Some(help) = &help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
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
