//! Problems as people know them from compilers: the place, the line, a caret.

use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::report::{Lines, floor};
use super::veil::{Drawn, Veil};
use super::{Diagnostic, Place, Severity};
use crate::source::{Position, Source, Span};
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
/// Bytes of a line before and after what is marked that are drawn, more than a terminal is wide. A hostile file could
/// be one line of megabytes with a thousand problems.
const AROUND: usize = 2000;

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
    let mut lines = Lines::default();
    let first = diagnostics.iter().take(MAX_DRAWN);
    let mut drawn: Vec<String> =
        first.map(|diagnostic| draw(&renderer, diagnostic, veils, &mut lines)).collect();
    if diagnostics.len() > MAX_DRAWN {
        drawn.push(format!("and {}", count(diagnostics.len() - MAX_DRAWN, "more problem")));
    }
    let mut text = drawn.join("\n\n");
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

fn draw(renderer: &Renderer, diagnostic: &Diagnostic, veils: Veils<'_>, lines: &mut Lines) -> String {
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
    for view in &mut views {
        view.draw(lines);
    }
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
    /// Where the first mark stands in the file.
    at: Position,
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
            at: Position { line: 1, column: 1 },
            drawn: Drawn::default(),
        }
    }

    fn mark(&mut self, place: &Place, kind: AnnotationKind, label: &str) {
        self.marks.push((caret(place), kind, clean_line(label)));
    }

    /// Draws the marked lines and those between them; the rest of the file would only cost time.
    fn draw(&mut self, lines: &mut Lines) {
        let text = self.source.text.as_str();
        let first = self.marks.iter().map(|(range, ..)| range.start).min().unwrap_or(0);
        let last = self.marks.iter().map(|(range, ..)| range.end).max().unwrap_or(0);
        let (from, to) = (floor(text, first.saturating_sub(AROUND)), floor(text, last + AROUND));
        self.start = text[from..first].rfind('\n').map_or(from, |newline| from + newline + 1);
        let end = text[last..to].find('\n').map_or(to, |newline| last + newline);
        self.drawn = self.veil.draw(text, self.start..end);
        if let Some((mark, ..)) = self.marks.first() {
            self.at = lines.position(self.source, mark.start);
        }
    }

    /// The renderer counts columns in what is drawn; people need those of the file.
    fn with_true_place(&self, drawn: String) -> String {
        let Some((range, ..)) = self.marks.first() else { return drawn };
        let at = self.at;
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
        let before = self.marks.first().map_or("", |(range, ..)| &self.source.text[self.start..range.start]);
        Snippet::source(self.drawn.text.as_str())
            .path(self.path.as_str())
            .line_start(self.at.line - before.matches('\n').count())
            .annotations(annotations)
    }
}

/// The part of a place that a caret can stand under: within one line, on character boundaries.
fn caret(place: &Place) -> Range<usize> {
    let text = place.source.text.as_str();
    let Span { start, end } = place.span;
    let start = floor(text, start);
    let end = floor(text, end.clamp(start, start.saturating_add(AROUND)));
    let line_end = text[start..end].find(['\n', '\r']).map_or(end, |newline| start + newline);
    start..line_end
}
