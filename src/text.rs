//! Grammar and hygiene of text, in one place: plurals, lists, nearest ids, and what may reach a terminal.

use std::borrow::Cow;

/// `1 question`, `2 questions`.
pub fn count(number: usize, noun: &str) -> String {
    format!("{number} {}", plural(number, noun))
}

/// The noun in the number that fits.
pub fn plural(number: usize, noun: &str) -> Cow<'_, str> {
    if number == 1 {
        Cow::Borrowed(noun)
    } else if noun == "person" {
        Cow::Borrowed("people")
    } else if let Some(stem) = noun.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
        Cow::Owned(format!("{stem}ies"))
    } else {
        Cow::Owned(format!("{noun}s"))
    }
}

/// `a`, `a and b`, `a, b and c`.
pub fn and_list<S: AsRef<str>>(items: &[S]) -> String {
    joined(items, "and")
}

/// The text as a sentence: with a full stop, unless it ends one already.
pub fn sentence(text: &str) -> String {
    let text = text.trim_end();
    let within = text.trim_end_matches(['"', '\'', '”', '’', ')', '»']);
    let stop = if within.is_empty() || within.ends_with(['.', '!', '?', '…']) { "" } else { "." };
    format!("{text}{stop}")
}

/// The text with a capital at its beginning.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `a`, `a or b`, `a, b or c`.
pub fn or_list<S: AsRef<str>>(items: &[S]) -> String {
    joined(items, "or")
}

fn joined<S: AsRef<str>>(items: &[S], word: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [head @ .., last] => {
            let head: Vec<&str> = head.iter().map(AsRef::as_ref).collect();
            format!("{} {word} {}", head.join(", "), last.as_ref())
        }
    }
}

/// The known id nearest to a misspelt one, if one is near enough to be meant.
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A hostile key may be megabytes long; the distance is quadratic.
    if wrong.len() > 200 {
        return None;
    }
    let limit = (wrong.chars().count() / 3).clamp(1, 6);
    known
        .into_iter()
        .map(|id| (strsim::damerau_levenshtein(wrong, id), id))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, id)| id)
}

/// Whether a text could be an id: lower-case ASCII letters, digits, hyphens, dots and underscores, a letter first, and
/// short. What people say, such as a name or a sentence, hardly ever looks so.
pub fn looks_like_id(text: &str) -> bool {
    text.len() <= 80
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_'))
}

/// Whether a character could steer a terminal or hide text: controls (C0, C1, DEL) but not tab or line feed,
/// and the invisible characters that reorder or hide what stands beside them.
pub fn is_hostile(character: char) -> bool {
    match character {
        '\t' | '\n' => false,
        character if character.is_control() => true,
        // Bidirectional marks, embeddings, overrides and isolates; line and paragraph separators; zero-width
        // no-break space; interlinear annotation; tags.
        '\u{061c}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => true,
        _ => false,
    }
}

/// The text with every hostile character made visible as U+FFFD; lines and tabs stay. The three direction marks, which
/// names in Arabic or Hebrew rightly carry and which have no shape of their own, are left out.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_hostile) {
        let shown = text.chars().filter(|c| !matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}'));
        Cow::Owned(shown.map(|c| if is_hostile(c) { '\u{fffd}' } else { c }).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether nothing of a text can be seen: white space, and characters without width.
pub fn is_blank(text: &str) -> bool {
    use unicode_width::UnicodeWidthChar;
    text.chars().all(|c| c.is_whitespace() || c.width() == Some(0))
}

/// Clean text on one line: every run of white space is one blank.
pub fn clean_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Columns that the name of a person or an organization has at most where it is shown.
const NAME_COLUMNS: usize = 200;

/// The name of a person or an organization on one line. It stands in many a row, and a hostile file could give one of
/// megabytes.
pub fn name_line(name: &str) -> String {
    // Each row asks anew, and characters may take no column at all.
    let end = name.char_indices().nth(8 * NAME_COLUMNS).map_or(name.len(), |(end, _)| end);
    let rest = if end < name.len() { "…" } else { "" };
    cut(&format!("{}{rest}", clean_line(&name[..end])), NAME_COLUMNS)
}

/// The text cut to so many columns, with an ellipsis where something was cut.
pub fn cut(text: &str, columns: usize) -> String {
    use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut width = 0;
    let mut kept: String = text
        .chars()
        .take_while(|c| {
            width += c.width().unwrap_or(0);
            width < columns
        })
        .collect();
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

/// Lower-case letters and digits joined by hyphens, for a file name; empty where nothing is left.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for character in text.chars() {
        if character.is_alphanumeric() {
            slug.extend(character.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// An argument as a shell takes it, for commands that are shown to be typed.
pub fn shell_word(argument: &str) -> String {
    let shown = clean_line(argument);
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_');
    if !shown.is_empty() && shown.chars().all(plain) {
        shown
    } else {
        format!("'{}'", shown.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grammar() {
        assert_eq!(count(1, "question"), "1 question");
        assert_eq!(count(0, "party"), "0 parties");
        assert_eq!(count(2, "day"), "2 days");
        assert_eq!(count(2, "person"), "2 people");
        assert_eq!(and_list::<&str>(&[]), "");
        assert_eq!(and_list(&["a", "b"]), "a and b");
        assert_eq!(or_list(&["a", "b", "c"]), "a, b or c");
    }

    #[test]
    fn ids_are_told_from_what_people_say() {
        for id in ["steering-committee.membership", "as_of", "id", "cis-v8"] {
            assert!(looks_like_id(id), "{id}");
        }
        for text in ["", "Ann", "two words", "5", "-a", "größe", "a:b", &"a".repeat(81)] {
            assert!(!looks_like_id(text), "{text}");
        }
    }

    #[test]
    fn nearest_id_has_a_limit() {
        let ids = ["steering-committee", "internal-audit"];
        assert_eq!(nearest("stering-commitee", ids), Some("steering-committee"));
        assert_eq!(nearest("backup", ids), None);
        assert_eq!(nearest(&"x".repeat(10_000_000), ids), None);
    }

    #[test]
    fn nothing_that_steers_a_terminal_is_left() {
        let hostile = "a\u{1b}[2Jb\u{9b}c\u{7}d\u{202e}e\r\u{200f}f\tg\nh";
        let cleaned = clean(hostile);
        assert!(!cleaned.chars().any(is_hostile));
        assert!(cleaned.ends_with("f\tg\nh"));
        assert_eq!(clean_line("a\n\n b\tc"), "a b c");
    }

    #[test]
    fn names_have_an_end() {
        assert_eq!(name_line("  Ann\n Lee "), "Ann Lee");
        assert_eq!(name_line(&"x".repeat(200)), "x".repeat(200));
        assert_eq!(name_line(&"x".repeat(1_000_000)), format!("{}…", "x".repeat(199)));
        // Marks that stack on a letter take no column.
        let stacked = name_line(&format!("Z{}", "\u{301}".repeat(1_000_000)));
        assert!(stacked.len() < 4_000 && stacked.ends_with('…'));
    }

    #[test]
    fn cut_counts_columns() {
        assert_eq!(cut("short", 5), "short");
        assert_eq!(cut("steering committee", 9), "steering…");
        assert_eq!(cut("安全安全", 5), "安全…");
    }

    #[test]
    fn words_for_a_shell_are_quoted_where_they_must_be() {
        assert_eq!(shell_word("a/b-c.yaml"), "a/b-c.yaml");
        assert_eq!(shell_word("it's $HOME"), r"'it'\''s $HOME'");
        assert_eq!(shell_word(""), "''");
    }

    #[test]
    fn direction_marks_are_no_part_of_a_name_and_nothing_is_blank() {
        assert_eq!(clean("\u{200f}\u{5d0}\u{5d1}\u{200e}"), "\u{5d0}\u{5d1}");
        for blank in ["", " \n\t", "\u{200b}", "\u{200d}\u{feff} \u{200e}"] {
            assert!(is_blank(blank), "{blank:?}");
        }
        assert!(!is_blank("\u{200b}a"));
    }

    #[test]
    fn slugs_keep_letters_of_any_script() {
        assert_eq!(slug("  Petro 1 / Ltd. "), "petro-1-ltd");
        assert_eq!(slug("Größe"), "größe");
        assert_eq!(slug("../.."), "");
    }
}
