//! Markdown as GitHub reads it. Whatever stands in a document was escaped on its way in: text from a file can make
//! neither markup nor HTML, and mentions nobody.

use crate::text::{clean, clean_line};

/// A piece of a line: escaped text, or emphasis around it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inline(String);

impl From<&str> for Inline {
    fn from(text: &str) -> Self {
        Self(escaped(&clean_line(text)))
    }
}

impl From<&String> for Inline {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<String> for Inline {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl Inline {
    /// Strong text.
    pub fn strong(text: &str) -> Self {
        Self::around("**", text)
    }

    /// Emphasised text.
    pub fn emphasis(text: &str) -> Self {
        Self::around("*", text)
    }

    /// An id or a command, letter by letter.
    pub fn code(text: &str) -> Self {
        let line = clean_line(text);
        if line.is_empty() {
            return Self::default();
        }
        let longest = line.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest + 1);
        let room = if longest > 0 { " " } else { "" };
        // In a table a bar ends the cell even within code.
        Self(format!("{fence}{room}{}{room}{fence}", line.replace('|', "\\|")))
    }

    /// A link to a place in the same document or to a file of our own; never to what a file names.
    pub fn link(text: &str, to: &str) -> Self {
        Self(format!("[{}]({to})", Self::from(text).0))
    }

    /// This, and more after it.
    #[must_use]
    pub fn then(mut self, more: impl Into<Self>) -> Self {
        let more = more.into().0;
        // The blank at a seam was trimmed from the text on either side of it.
        if !self.0.is_empty() && !more.is_empty() && !more.starts_with([',', '.', ';', ':', ')']) {
            self.0.push(' ');
        }
        self.0 += &more;
        self
    }

    fn around(mark: &str, text: &str) -> Self {
        let inner = Self::from(text).0;
        if inner.is_empty() { Self(inner) } else { Self(format!("{mark}{inner}{mark}")) }
    }
}

/// A document in the making.
#[derive(Debug, Default)]
pub struct Markup {
    text: String,
}

impl Markup {
    /// An empty document.
    pub fn new() -> Self {
        Self::default()
    }

    /// What was written.
    pub fn into_text(self) -> String {
        self.text
    }

    /// A heading of a level 1..=6.
    pub fn heading(&mut self, level: usize, text: impl Into<Inline>) {
        self.block(&format!("{} {}", "#".repeat(level.clamp(1, 6)), text.into().0));
    }

    /// A paragraph; nothing where the text is empty.
    pub fn paragraph(&mut self, text: impl Into<Inline>) {
        let text = text.into().0;
        if !text.is_empty() {
            self.block(&text);
        }
    }

    /// A paragraph that is set off as a quotation, line by line.
    pub fn quote(&mut self, text: &str) {
        let cleaned = clean(text);
        let lines: Vec<String> =
            cleaned.lines().map(|line| format!("> {}", Inline::from(line).0).trim_end().to_owned()).collect();
        if !lines.is_empty() {
            self.block(&lines.join("\n"));
        }
    }

    /// A list; nothing where it is empty.
    pub fn list(&mut self, items: impl IntoIterator<Item = impl Into<Inline>>) {
        let lines: Vec<String> = items.into_iter().map(|item| format!("- {}", item.into().0)).collect();
        if !lines.is_empty() {
            self.block(&lines.join("\n"));
        }
    }

    /// A list of tasks to tick off; nothing where it is empty.
    pub fn tasks(&mut self, items: impl IntoIterator<Item = impl Into<Inline>>) {
        let lines: Vec<String> = items.into_iter().map(|item| format!("- [ ] {}", item.into().0)).collect();
        if !lines.is_empty() {
            self.block(&lines.join("\n"));
        }
    }

    /// A list whose items have lists of their own.
    pub fn nested(&mut self, items: impl IntoIterator<Item = (Inline, Vec<Inline>)>) {
        let lines: Vec<String> = items
            .into_iter()
            .flat_map(|(item, below)| {
                let below = below.into_iter().map(|one| format!("  - {}", one.0));
                std::iter::once(format!("- {}", item.0)).chain(below)
            })
            .collect();
        if !lines.is_empty() {
            self.block(&lines.join("\n"));
        }
    }

    /// A numbered list; nothing where it is empty.
    pub fn numbered(&mut self, items: impl IntoIterator<Item = impl Into<Inline>>) {
        let lines: Vec<String> =
            items.into_iter().zip(1..).map(|(item, number)| format!("{number}. {}", item.into().0)).collect();
        if !lines.is_empty() {
            self.block(&lines.join("\n"));
        }
    }

    /// A table; nothing where it has no rows. Rows hold as many cells as there are headings.
    pub fn table(&mut self, headings: &[&str], rows: impl IntoIterator<Item = Vec<Inline>>) {
        let row = |cells: &[String]| format!("| {} |", cells.join(" | "));
        let rows: Vec<String> = rows
            .into_iter()
            .map(|cells| row(&cells.into_iter().map(|cell| cell.0).collect::<Vec<_>>()))
            .collect();
        if rows.is_empty() {
            return;
        }
        let head: Vec<String> = headings.iter().map(|text| Inline::from(*text).0).collect();
        let rule = vec!["---".to_owned(); headings.len()];
        self.block(&[row(&head), row(&rule), rows.join("\n")].join("\n"));
    }

    /// A part that unfolds.
    pub fn details(&mut self, summary: &str, within: impl FnOnce(&mut Self)) {
        self.block(&format!("<details>\n<summary>{}</summary>", hypertext(&clean_line(summary))));
        within(self);
        self.block("</details>");
    }

    fn block(&mut self, block: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text += block;
        self.text.push('\n');
    }
}

/// A line in which nothing is markup. What is special only where a line begins is escaped there.
fn escaped(line: &str) -> String {
    let mut text = String::with_capacity(line.len() + 8);
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let mut rest = line;
    for (place, character) in line.chars().enumerate() {
        rest = rest.strip_prefix(character).unwrap_or_default();
        // A plus, or a number's full stop, begins an item only where a blank follows: `+3` and `1.5` are plain text.
        let parted = rest.chars().next().is_none_or(char::is_whitespace);
        let opens = place == 0 && matches!(character, '#' | '-' | '=' | ':')
            || place == 0 && character == '+' && parted
            || place > 0 && place == digits && matches!(character, '.' | ')') && parted;
        let special =
            matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$' | '!');
        // What looks like an address would become a link.
        let address = character == ':' && rest.starts_with("//") || character == '.' && ends_with_www(&text);
        // GitHub draws `:smile:` as a picture, and links `GH-1` like `#1`.
        let picture = character == ':' && is_shortcode(rest);
        if opens || special || address {
            text.push('\\');
        }
        text.push(character);
        let issue = character == '#' && rest.starts_with(|c: char| c.is_ascii_digit());
        let ticket = character == '-'
            && rest.starts_with(|c: char| c.is_ascii_digit())
            && text.as_bytes().last_chunk::<3>().is_some_and(|last| last.eq_ignore_ascii_case(b"gh-"));
        if character == '@' || issue || ticket || picture {
            // A word joiner, which is invisible: GitHub would notify whoever bears the name, or link the issue.
            text.push('\u{2060}');
        }
    }
    text
}

/// Whether a text begins with a name and a colon: `smile: …`.
fn is_shortcode(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '+' | '-');
    text.split_once(':').is_some_and(|(name, _)| !name.is_empty() && name.chars().all(plain))
}

fn ends_with_www(text: &str) -> bool {
    text.as_bytes().last_chunk::<3>().is_some_and(|last| last.eq_ignore_ascii_case(b"www"))
}

/// Text within HTML.
fn hypertext(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_makes_no_markup() {
        assert_eq!(Inline::from("a *b* <i>|c| `d` [e](f)").0, r"a \*b\* \<i\>\|c\| \`d\` \[e\](f)");
        assert_eq!(Inline::from("# not a heading").0, r"\# not a heading");
        assert_eq!(Inline::from("12. not an item").0, r"12\. not an item");
        assert_eq!(Inline::from("12.").0, r"12\.");
        assert_eq!(Inline::from("+ item").0, r"\+ item");
        assert_eq!(Inline::from("+").0, r"\+");
        assert_eq!(
            Inline::from("a :smile: and :-1: at 10:30:15, so: yes").0,
            "a :\u{2060}smile: and :\u{2060}-1: at 10:\u{2060}30:15, so: yes"
        );
        assert_eq!(Inline::from("see GH-1, gh-x").0, "see GH-\u{2060}1, gh-x");
        assert_eq!(Inline::from("1.5").0, "1.5");
        assert_eq!(Inline::from("+3").0, "+3");
        assert_eq!(Inline::from("1.5 levels").0, "1.5 levels");
        assert_eq!(Inline::from("two\nlines").0, "two lines");
        assert_eq!(Inline::from("@admin").0, "@\u{2060}admin");
        assert_eq!(Inline::from("closes #1").0, "closes #\u{2060}1");
        assert_eq!(Inline::from("http://a.example, WWW.a.example").0, r"http\://a.example, WWW\.a.example");
        assert_eq!(Inline::code("a`b|c").0, r"`` a`b\|c ``");
        assert_eq!(Inline::strong("").0, "");
        assert_eq!(
            Inline::from("Level").then(Inline::strong("2")).then(", partial").0,
            "Level **2**, partial"
        );
    }

    #[test]
    fn a_document_is_made_of_blocks() {
        let mut document = Markup::new();
        document.heading(2, "Title");
        document.paragraph("");
        document.table(&["a", "b"], [vec![Inline::from("1|2"), Inline::strong("x")]]);
        document.details("<more>", |inner| inner.list(["one", "- two"]));
        document.quote("first\n\n# second");
        let expected = "## Title\n\n| a | b |\n| --- | --- |\n| 1\\|2 | **x** |\n\n<details>\n<summary>&lt;more&gt;</summary>\n\n\
                        - one\n- \\- two\n\n</details>\n\n> first\n>\n> \\# second\n";
        assert_eq!(document.into_text(), expected);
    }
}
