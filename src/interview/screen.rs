//! The question screen as rows of text: wrapped, capped at a readable measure, and windowed to the terminal.

use unicode_width::UnicodeWidthStr;

use super::prompter::{Part, QuestionScreen};
use super::{choices, words};
use crate::text::{clean, clean_line, cut};

/// The widest line that reads well.
pub const MEASURE: usize = 90;

/// Where there is no room for the keys at all.
const KEYS_HINT: &str = "? keys  ";

/// How a row looks. Nothing is told by the look alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// As it is.
    Plain,
    /// The question.
    Strong,
    /// What may be passed over.
    Faint,
    /// The heading.
    Heading,
    /// The statement under the cursor.
    Chosen,
    /// Something that has just happened.
    News,
}

/// One row of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// How it looks.
    pub look: Look,
    /// What it says; never wider than the terminal.
    pub text: String,
}

/// Rows and columns of a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Rows.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
}

impl Size {
    /// Columns that text is set in: one is left free, since a full row makes some terminals wrap.
    pub fn measure(self) -> usize {
        self.columns.saturating_sub(1).clamp(8, MEASURE)
    }
}

/// The parts of the screen from top to bottom.
struct Parts {
    head: Row,
    /// The head where there is no room for the keys: it says at least how to see them.
    head_with_hint: Row,
    purpose: Vec<Row>,
    question: Vec<Row>,
    rule: Vec<Row>,
    /// One group of rows per statement.
    statements: Vec<Vec<Row>>,
    news: Vec<Row>,
    keys: Vec<Row>,
    /// The keys where there is no room for their meanings.
    brief_keys: Row,
}

/// The rows of a question, at most as many as the terminal has. `cursor` is the statement under it.
pub fn layout(screen: &QuestionScreen<'_>, size: Size, cursor: Option<usize>) -> Vec<Row> {
    let width = size.measure();
    let mut parts = Parts {
        head: head(screen, "", width),
        head_with_hint: head(screen, KEYS_HINT, width),
        purpose: screen.purpose.map_or_else(Vec::new, |purpose| wrap(Look::Faint, purpose, "", "", width)),
        question: wrap(Look::Strong, &screen.question.ask, "", "", width),
        rule: wrap(Look::Plain, &words::rule(screen), "", "", width),
        statements: statements(screen, cursor, width),
        news: news(screen, width),
        keys: keys(screen, width),
        brief_keys: Row { look: Look::Faint, text: cut(&brief_keys(screen), width) },
    };
    let mut rows = parts.fit(size.rows, cursor);
    for row in &mut rows {
        row.text = cut(&row.text, width);
    }
    rows
}

impl Parts {
    /// Gives up what matters least until all of it fits, then shows the statements through a window.
    fn fit(&mut self, rows: usize, cursor: Option<usize>) -> Vec<Row> {
        let least = self.statements.iter().map(Vec::len).max().unwrap_or(1) + 2;
        let mut gaps = if self.news.is_empty() { 3 } else { 4 };
        while self.height(gaps) > rows && gaps > 1 {
            gaps -= 1;
        }
        if self.height(gaps) > rows {
            self.purpose.clear();
        }
        while self.height(gaps) > rows && gaps > 0 {
            gaps -= 1;
        }
        if self.height(gaps) > rows {
            self.keys = vec![self.brief_keys.clone()];
        }
        let room = |parts: &Self, gaps| rows.saturating_sub(parts.height(gaps) - parts.statement_rows());
        if room(self, gaps) < least.min(self.statement_rows()) {
            self.keys.clear();
            self.head = self.head_with_hint.clone();
        }
        if room(self, gaps) < least.min(self.statement_rows()) {
            self.rule.clear();
            self.question.truncate(rows.saturating_sub(1 + least).max(1));
        }
        let statements = window(&self.statements, room(self, gaps), cursor.unwrap_or(0));
        self.join(gaps, statements, rows)
    }

    fn statement_rows(&self) -> usize {
        self.statements.iter().map(Vec::len).sum()
    }

    fn height(&self, gaps: usize) -> usize {
        1 + self.purpose.len()
            + self.question.len()
            + self.rule.len()
            + self.statement_rows()
            + self.news.len()
            + self.keys.len()
            + gaps
    }

    fn join(&self, gaps: usize, statements: Vec<Row>, rows: usize) -> Vec<Row> {
        let mut joined = vec![self.head.clone()];
        // The gaps stand, in the order in which they are worth having: before the question, before the keys,
        // before the statements, before the news.
        let gap = |joined: &mut Vec<Row>, worth: usize| {
            if gaps >= worth {
                joined.push(Row { look: Look::Plain, text: String::new() });
            }
        };
        joined.extend_from_slice(&self.purpose);
        gap(&mut joined, 1);
        joined.extend_from_slice(&self.question);
        joined.extend_from_slice(&self.rule);
        gap(&mut joined, 3);
        joined.extend(statements);
        gap(&mut joined, 4);
        joined.extend_from_slice(&self.news);
        gap(&mut joined, 2);
        joined.extend_from_slice(&self.keys);
        joined.truncate(rows);
        joined
    }
}

/// The part of the statements that fits, with the cursor's in it, and what lies beyond named.
fn window(statements: &[Vec<Row>], room: usize, cursor: usize) -> Vec<Row> {
    let total: usize = statements.iter().map(Vec::len).sum();
    if total <= room {
        return statements.concat();
    }
    let inner = room.saturating_sub(2);
    let cursor = cursor.min(statements.len().saturating_sub(1));
    let (mut first, mut last) = (cursor, cursor);
    let mut used = statements.get(cursor).map_or(0, Vec::len);
    // Grows downwards first: one reads on.
    loop {
        if last + 1 < statements.len() && used + statements[last + 1].len() <= inner {
            last += 1;
            used += statements[last].len();
        } else if first > 0 && used + statements[first - 1].len() <= inner {
            first -= 1;
            used += statements[first].len();
        } else {
            break;
        }
    }
    let more = |count: usize, arrow: &str| {
        let text = if count == 0 { String::new() } else { format!("     {arrow} {count} more") };
        Row { look: Look::Faint, text }
    };
    let mut rows = vec![more(first, "↑")];
    rows.extend(statements[first..=last].iter().flatten().take(inner.max(1)).cloned());
    rows.push(more(statements.len() - 1 - last, "↓"));
    rows
}

fn head(screen: &QuestionScreen<'_>, hint: &str, width: usize) -> Row {
    // The two halves of a fit question show the same statements: the head tells them apart.
    let half = match screen.part {
        Part::Level => "",
        Part::Organization => ", part 1 of 2",
        Part::Security { .. } => ", part 2 of 2",
    };
    let progress = format!("{hint}{} of {}{half}", screen.progress.number, screen.progress.total);
    let room = width.saturating_sub(progress.width() + 2);
    let heading = if room < 4 { String::new() } else { cut(&clean_line(screen.heading), room) };
    let gap = " ".repeat(width.saturating_sub(heading.width() + progress.width()));
    Row { look: Look::Heading, text: format!("{heading}{gap}{progress}") }
}

fn statements(screen: &QuestionScreen<'_>, cursor: Option<usize>, width: usize) -> Vec<Vec<Row>> {
    let given = screen.given_place().map(usize::from);
    let organization = match screen.part {
        Part::Security { organization } => Some(usize::from(organization)),
        Part::Level | Part::Organization => None,
    };
    let draw = |(place, statement): (usize, &String)| {
        let chosen = cursor == Some(place);
        let level = if screen.show_levels { format!("[level {place}] ") } else { String::new() };
        let mut text = format!("{level}{}", clean_line(statement));
        if organization == Some(place) {
            text.push_str(" (the organization)");
        }
        text.push_str(&words::voices(screen.asked, place));
        if given == Some(place) {
            text.push_str(words::given(screen.asked));
        }
        let mark = if chosen { '>' } else { ' ' };
        let look = if chosen { Look::Chosen } else { Look::Plain };
        wrap(look, &text, &format!(" {mark} {}. ", place + 1), "      ", width)
    };
    screen.question.statements.iter().enumerate().map(draw).collect()
}

fn news(screen: &QuestionScreen<'_>, width: usize) -> Vec<Row> {
    let mut rows: Vec<Row> =
        screen.news.iter().flat_map(|news| wrap(Look::News, news, "", "", width)).collect();
    let so_far = words::so_far(screen);
    if !so_far.is_empty() {
        rows.extend(wrap(Look::Plain, &so_far, "", "", width));
    }
    rows
}

/// The keys, each with its meaning and never parted from it.
fn keys(screen: &QuestionScreen<'_>, width: usize) -> Vec<Row> {
    let mut keys = vec!["1-6 pick".to_owned(), "↑ ↓ Enter choose".to_owned()];
    keys.extend(
        choices::choices(screen.asked)
            .iter()
            .filter(|choice| choices::leads_anywhere(choice, screen))
            .map(|choice| format!("{} {}", choice.key, choice.meaning)),
    );
    let mut rows = vec![String::new()];
    for key in keys {
        let Some(row) = rows.last_mut() else { break };
        if row.is_empty() {
            *row = key;
        } else if row.width() + 3 + key.width() <= width {
            row.push_str("   ");
            row.push_str(&key);
        } else {
            rows.push(key);
        }
    }
    rows.into_iter().map(|text| Row { look: Look::Faint, text: cut(&text, width) }).collect()
}

/// Every key, help first, without what it does.
fn brief_keys(screen: &QuestionScreen<'_>) -> String {
    let keys = choices::choices(screen.asked)
        .iter()
        .filter(|choice| choice.action.is_some() && choices::leads_anywhere(choice, screen));
    let keys: Vec<String> = keys.map(|choice| choice.key.to_string()).collect();
    format!("? keys   1-6 ↑ ↓ Enter {}", keys.join(" "))
}

/// Clean text wrapped to a width, its first row led by one indent and the others by another.
pub fn wrap(look: Look, text: &str, first: &str, next: &str, width: usize) -> Vec<Row> {
    let options = textwrap::Options::new(width.max(first.width() + 2))
        .initial_indent(first)
        .subsequent_indent(next)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    let text = clean_line(text);
    textwrap::wrap(&text, options).into_iter().map(|row| Row { look, text: cut(&row, width) }).collect()
}

/// Clean paragraphs wrapped to a width; their own line breaks and indents stay.
pub fn paragraphs(paragraphs: &[String], width: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    for paragraph in paragraphs {
        for line in clean(paragraph).replace('\t', "    ").split('\n') {
            let inner = line.trim_start();
            let indent = " ".repeat((line.width() - inner.width()).min(width / 2));
            rows.extend(wrap(Look::Plain, inner, &indent, &indent, width));
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::Entry;
    use crate::interview::{Asked, Progress};
    use crate::questionnaire::{Place, Question};

    fn question(words: usize) -> Question {
        Question {
            id: "m.q".into(),
            ask: "What becomes of a security finding by audit or an outside reviewer?".into(),
            statements: std::array::from_fn(|place| format!("{place} {}", "statement ".repeat(words))),
            asked: vec![true],
            probe: None,
            evidence: Vec::new(),
            weight: 1.0,
            effort: 3,
            quick: true,
            themes: Vec::new(),
            place: Place::Outcome { objective: crate::framework::Objective::Business, poles: None },
        }
    }

    fn rows(words: usize, size: Size, cursor: Option<usize>) -> Vec<Row> {
        let question = question(words);
        let entry = Entry::default();
        let screen = QuestionScreen {
            heading: "Information security steering committee",
            purpose: Some("Puts business leaders and security at one table, where strategy is weighed."),
            progress: Progress { number: 12, total: 31 },
            question: &question,
            asked: Asked::Respondent,
            part: Part::Level,
            entry: &entry,
            can_go_back: true,
            show_levels: false,
            news: &[],
        };
        layout(&screen, size, cursor)
    }

    #[test]
    fn every_size_shows_the_statement_under_the_cursor() {
        for rows_high in 4..40 {
            for columns in [1, 5, 20, 40, 60, 80, 200] {
                for cursor in 0..6 {
                    let size = Size { rows: rows_high, columns };
                    let rows = rows(20, size, Some(cursor));
                    assert!(rows.len() <= rows_high, "{size:?}");
                    let widest = rows.iter().map(|row| row.text.width()).max().unwrap();
                    assert!(widest <= size.measure(), "{size:?}: {widest}");
                    let marked = format!(" > {}. ", cursor + 1);
                    if columns >= 20 && rows_high >= 8 {
                        assert!(rows.iter().any(|row| row.text.starts_with(&marked)), "{size:?} {rows:#?}");
                    }
                }
            }
        }
    }

    #[test]
    fn every_size_says_how_to_see_the_keys() {
        for rows_high in 4..40 {
            for columns in 18..100 {
                let size = Size { rows: rows_high, columns };
                let rows = rows(2, size, Some(5));
                assert!(rows.iter().any(|row| row.text.contains("? ")), "{size:?} {rows:#?}");
            }
        }
        let small = rows(2, Size { rows: 5, columns: 20 }, None);
        assert_eq!(small[0].text, "   ? keys  12 of 31");
    }

    #[test]
    fn all_of_it_fits_the_usual_terminal() {
        let rows = rows(14, Size { rows: 24, columns: 80 }, None);
        for place in 1..=6 {
            assert!(rows.iter().any(|row| row.text.starts_with(&format!("   {place}. "))), "{rows:#?}");
        }
        assert!(rows.iter().any(|row| row.text.contains("q save and stop")));
        assert!(rows[0].text.ends_with("12 of 31"));
    }

    #[test]
    fn wide_terminals_do_not_stretch_it() {
        let rows = rows(20, Size { rows: 50, columns: 200 }, None);
        assert!(rows.iter().all(|row| row.text.width() <= MEASURE));
    }
}
