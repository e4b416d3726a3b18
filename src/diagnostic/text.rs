//! Problems as people know them from compilers: the place, the line, a caret.

use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::veil::{Drawn, Veil};
use super::{Diagnostic, Place, Severity};
use crate::source::{Source, Span};
use crate::text::{clean_line, count};

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
    draw_all(diagnostics, style, &|_| None)
}

/// As [`render`], for readers who may not see what the files hold: messages quote no value, and of a source line only
/// what the veil of its file lets through is drawn.
pub fn render_veiled(
    diagnostics: &[Diagnostic],
    style: Style,
    veil: &dyn Fn(&Arc<Source>) -> Rc<Veil>,
) -> String {
    draw_all(diagnostics, style, &|source| Some(veil(source)))
}

type Veils<'v> = &'v dyn Fn(&Arc<Source>) -> Option<Rc<Veil>>;

fn draw_all(diagnostics: &[Diagnostic], style: Style, veils: Veils<'_>) -> String {
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() }
        .decor_style(DecorStyle::Ascii)
        .term_width(style.width.max(40));
    let mut drawn: Vec<String> =
        diagnostics.iter().take(MAX_DRAWN).map(|diagnostic| draw(&renderer, diagnostic, veils)).collect();
    if diagnostics.len() > MAX_DRAWN {
        drawn.push(format!("and {}", count(diagnostics.len() - MAX_DRAWN, "more problem")));
    }
    let mut text = drawn.join("\n\n");
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

fn draw(renderer: &Renderer, diagnostic: &Diagnostic, veils: Veils<'_>) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let veil = veils(&diagnostic.place.source);
    let message = if veil.is_some() { diagnostic.discreet_message() } else { &diagnostic.message };
    let message = clean_line(message);
    let help = diagnostic.help.as_deref().map(clean_line);
    let mut views = vec![View::of(&diagnostic.place, veil)];
    views[0].mark(&diagnostic.place, AnnotationKind::Primary, &diagnostic.label);
    if let Some((place, label)) = &diagnostic.related {
        let near = place.span.start.abs_diff(diagnostic.place.span.start) < NEAR;
        if place.source != diagnostic.place.source || !near {
            views.push(View::of(place, veils(&place.source)));
        }
        if let Some(view) = views.last_mut() {
            view.mark(place, AnnotationKind::Context, label);
        }
    }
    views.iter_mut().for_each(View::draw);
    let title = level.primary_title(message.as_str()).id(diagnostic.code.id());
    let mut group: Group<'_> = title.elements(views.iter().map(View::snippet));
    if let Some(help) = &help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let drawn = renderer.render(&[group]);
    views.iter().fold(drawn, |drawn, view| view.with_true_place(drawn))
}

/// A few lines of one file, with what is marked in them.
struct View<'d> {
    source: &'d Source,
    path: String,
    veil: Rc<Veil>,
    marks: Vec<(Range<usize>, AnnotationKind, String)>,
    start: usize,
    drawn: Drawn,
}

impl<'d> View<'d> {
    fn of(place: &'d Place, veil: Option<Rc<Veil>>) -> Self {
        Self {
            source: &place.source,
            path: clean_line(&place.source.name),
            veil: veil.unwrap_or_default(),
            marks: Vec::new(),
            start: 0,
            drawn: Drawn::default(),
        }
    }

    fn mark(&mut self, place: &Place, kind: AnnotationKind, label: &str) {
        self.marks.push((caret(place), kind, clean_line(label)));
    }

    /// Draws the marked lines and those between them; the rest of the file would only cost time.
    fn draw(&mut self) {
        let text = self.source.text.as_str();
        let first = self.marks.iter().map(|(range, ..)| range.start).min().unwrap_or(0);
        let last = self.marks.iter().map(|(range, ..)| range.end).max().unwrap_or(0);
        self.start = text[..first].rfind('\n').map_or(0, |newline| newline + 1);
        let end = text[last..].find('\n').map_or(text.len(), |newline| last + newline);
        self.drawn = self.veil.draw(text, self.start..end);
    }

    /// The renderer counts columns in what is drawn; people need those of the file.
    fn with_true_place(&self, drawn: String) -> String {
        let Some((range, ..)) = self.marks.first() else { return drawn };
        let at = self.source.position(range.start);
        let before = &self.drawn.text[..self.drawn.place(&self.source.text, range.clone()).start];
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        if column == at.column {
            return drawn;
        }
        let shown = format!("{}:{}:{column}", self.path, at.line);
        drawn.replacen(&shown, &format!("{}:{}:{}", self.path, at.line, at.column), 1)
    }

    fn snippet(&self) -> Snippet<'_, Annotation<'_>> {
        let annotations = self.marks.iter().map(|(range, kind, label)| {
            kind.span(self.drawn.place(&self.source.text, range.clone())).label(label.as_str())
        });
        Snippet::source(self.drawn.text.as_str())
            .path(self.path.as_str())
            .line_start(self.source.position(self.start).line)
            .annotations(annotations)
    }
}

/// The part of a place that a caret can stand under: within one line, on character boundaries.
fn caret(place: &Place) -> Range<usize> {
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
