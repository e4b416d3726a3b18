//! An answers file to fill in an editor: every question of a role as a comment, and an empty entry below it.
//!
//! All that comes from a questionnaire stands in comments, on lines that this module ends: nothing in it can end a
//! comment and become an answer. What stands outside of comments is an id, a number or a quoted text.

use textwrap::{Options, WordSeparator, WordSplitter};

use super::load::FORMAT;
use crate::framework::{ANSWERING_RULE, Scope};
use crate::questionnaire::{Place, Question, Questionnaire};
use crate::text::{clean_line, count, shell_word};

/// Columns of a comment line.
const WIDTH: usize = 100;
/// The organization where none is given; every file of an assessment names the same, so a forgotten one is noticed.
const PLACEHOLDER: &str = "Name of the organization";

/// What is known before the first answer.
#[derive(Debug, Clone)]
pub struct Start {
    /// Index of the respondent's role.
    pub role: usize,
    /// The organization, on one line.
    pub organization: Option<String>,
    /// The respondent's name, on one line.
    pub name: Option<String>,
    /// Which questions are asked.
    pub scope: Scope,
    /// The questionnaire as the command line named it, where it did.
    pub named: Option<String>,
}

/// A commented answers file with nothing answered; `None` where the role is asked nothing.
pub fn skeleton(questionnaire: &Questionnaire, start: &Start) -> Option<String> {
    let asked: Vec<bool> = questionnaire
        .questions
        .iter()
        .map(|question| question.open_to(start.role) && (start.scope == Scope::Full || question.quick))
        .collect();
    let total = asked.iter().filter(|asked| **asked).count();
    if total == 0 {
        return None;
    }
    let mut sheet = Sheet::default();
    introduction(&mut sheet, questionnaire, start, total);
    header(&mut sheet, questionnaire, start);
    let mut number = 0;
    let mut place = None;
    for (question, _) in questionnaire.questions.iter().zip(&asked).filter(|(_, asked)| **asked) {
        number += 1;
        let heading = Heading::of(question);
        if place != Some(heading) {
            heading.write(&mut sheet, questionnaire);
            place = Some(heading);
        }
        sheet.blank();
        sheet.comment(2, &format!("{number} of {total}. "), &question.ask);
        statements(&mut sheet, question);
        let required = question.requires().filter(|requirement| asked[requirement.question]);
        if let Some(requirement) = required {
            let id = &questionnaire.questions[requirement.question].id;
            let rule = format!(
                "Only where {id} stands at {} or above. Below that, leave this one empty: it counts as 0 by itself.",
                requirement.level
            );
            sheet.comment(2, "", &rule);
        }
        entry(&mut sheet, question);
    }
    Some(sheet.text)
}

/// What one answers and how, for somebody who sees the format for the first time.
fn introduction(sheet: &mut Sheet, questionnaire: &Questionnaire, start: &Start, total: usize) {
    sheet.line("# yaml-language-server: $schema=./equipoise-answers.schema.json");
    sheet.comment(
        0,
        "",
        "The line above lets editors with the YAML language server check this file, once the schema is beside it:",
    );
    sheet.line("#   equipoise questionnaire schema answers > equipoise-answers.schema.json");
    sheet.line("#");
    let quick = if start.scope == Scope::Quick { " of the quick interview" } else { "" };
    let role = &questionnaire.roles[start.role].name;
    sheet.comment(
        0,
        "",
        &format!("{}. {}{quick} for: {role}.", questionnaire.title, count(total, "question")),
    );
    sheet.comment(0, "", &questionnaire.summary);
    sheet.line("#");
    sheet.comment(
        0,
        "- ",
        &format!("Behind each id write the number of a statement, 0 to 5. {ANSWERING_RULE}"),
    );
    sheet.comment(0, "- ", "Write unknown where you do not know: that costs nothing if a colleague knows.");
    sheet.comment(0, "- ", "What you leave empty is not answered.");
    sheet.comment(
        0,
        "- ",
        "Where there is more to say, or a question does not apply, the long form takes lines of its own:",
    );
    for line in [
        "    some-mechanism.some-question:",
        "      level: 3              # 0 to 5, unknown, or not-applicable with a note that says why",
        "      evidence: documented  # asserted (somebody says so), documented (a record exists)",
        "                            # or verified (a second person has seen it)",
        "      artifacts: [\"where the evidence is found\"]",
        "      note: \"any text; quotes keep : and # from meaning something\"",
        "      as_of: 2026-11-21     # the day of the answer, or on which it was looked at again",
    ] {
        sheet.line(&format!("# {line}"));
    }
    sheet.comment(0, "- ", "Once all of it is read back and stands, change the status to confirmed.");
    let mut command = "equipoise score".to_owned();
    if let Some(named) = &start.named {
        command = format!("{command} -q {}", shell_word(named));
    }
    sheet.comment(0, "- ", "Whether the file is sound, and what comes of it:");
    sheet.line(&format!("#     {} FILE", printable(&command)));
    sheet.blank();
}

/// The keys before the answers.
fn header(sheet: &mut Sheet, questionnaire: &Questionnaire, start: &Start) {
    sheet.line(&format!("format: {FORMAT}"));
    sheet.line("questionnaire:");
    sheet.line(&format!("  id: {}", word(&questionnaire.id)));
    sheet.line(&format!("  version: {}", questionnaire.version));
    sheet.line(&format!("  digest: {}", quoted(&questionnaire.digest)));
    let organization = start.organization.as_deref().unwrap_or(PLACEHOLDER);
    let hint = if start.organization.is_some() { "" } else { "  # the same in every file of one assessment" };
    sheet.line(&format!("organization: {}{hint}", quoted(organization)));
    sheet.line(&format!("scope: {}", start.scope.id()));
    sheet.line("respondent:");
    sheet.line(&format!("  role: {}", word(&questionnaire.roles[start.role].id)));
    match &start.name {
        Some(name) => sheet.line(&format!("  name: {}", quoted(name))),
        None => sheet.line("  name:  # optional; tells two people of one role apart"),
    }
    sheet.line("interviewer:  # who asked, where you do not answer alone");
    sheet.line("status: draft  # draft, or confirmed");
    sheet.line("updated:  # when it was last changed, such as 2026-11-21T10:00:00Z");
    sheet.line("answers:");
}

/// What stands above the questions of one place.
#[derive(Clone, Copy, PartialEq)]
enum Heading {
    /// A mechanism, by index.
    Mechanism(usize),
    /// What is observed of an objective.
    Observed(crate::framework::Objective),
}

impl Heading {
    fn of(question: &Question) -> Self {
        match question.place {
            Place::Mechanism { mechanism, .. } => Self::Mechanism(mechanism),
            Place::Outcome { objective, .. } => Self::Observed(objective),
        }
    }

    fn write(self, sheet: &mut Sheet, questionnaire: &Questionnaire) {
        sheet.blank();
        sheet.blank();
        match self {
            Self::Mechanism(index) => {
                let mechanism = &questionnaire.mechanisms[index];
                sheet.comment(2, "== ", &mechanism.name);
                sheet.comment(2, "   ", &mechanism.purpose);
            }
            Self::Observed(objective) => {
                sheet.comment(2, "== ", &format!("What is observed: {}", objective.name()));
            }
        }
    }
}

fn statements(sheet: &mut Sheet, question: &Question) {
    if let Some([left, right]) = question.poles() {
        let (left, right) = (clean_line(left), clean_line(right));
        let scale = format!(
            "Two positions on one scale, from “{left}” (0) to “{right}” (5): where the organization stands, and where \
             its security practice does."
        );
        sheet.comment(2, "", &scale);
    }
    for (level, statement) in question.statements.iter().enumerate() {
        sheet.comment(2, &format!("  {level}  "), statement);
    }
    if let Some(probe) = &question.probe {
        sheet.comment(2, "Probe: ", probe);
    }
    if !question.evidence.is_empty() {
        sheet.comment(2, "Evidence: ", &question.evidence.join("; "));
    }
}

/// The place for the answer.
fn entry(sheet: &mut Sheet, question: &Question) {
    sheet.line(&format!("  {}:", word(&question.id)));
    if question.is_fit() {
        sheet.line("    # fit: {organization: , security: }");
        sheet.line("    # ^ take away the # and write a number behind each colon; or unknown behind the id");
    }
}

/// The text of the file, line by line.
#[derive(Default)]
struct Sheet {
    text: String,
}

impl Sheet {
    /// A line of ours; texts in it are quoted or printable.
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn blank(&mut self) {
        self.text.push('\n');
    }

    /// Text as comment lines with a lead before the first, the others set in as far.
    fn comment(&mut self, margin: usize, lead: &str, text: &str) {
        let margin = " ".repeat(margin);
        let (first, rest) = (format!("{margin}# {lead}"), format!("{margin}# {}", " ".repeat(hang(lead))));
        let options = Options::new(WIDTH)
            .initial_indent(&first)
            .subsequent_indent(&rest)
            .word_separator(WordSeparator::AsciiSpace)
            .word_splitter(WordSplitter::NoHyphenation);
        for line in textwrap::wrap(&printable(text), options) {
            self.line(line.trim_end());
        }
    }
}

/// How far the lines after a lead are set in: below its text where it is a number or a mark, else not at all.
fn hang(lead: &str) -> usize {
    if lead.contains(char::is_alphabetic) { 0 } else { lead.chars().count() }
}

/// The text on one line, without what could steer a terminal or what YAML takes nowhere, not even in a comment.
fn printable(text: &str) -> String {
    clean_line(text)
        .chars()
        .map(|c| if matches!(c, '\u{fffe}' | '\u{ffff}') { '\u{fffd}' } else { c })
        .collect()
}

/// A text in double quotes. YAML reads JSON's the same.
fn quoted(text: &str) -> String {
    serde_json::Value::from(printable(text)).to_string()
}

/// An id as it can stand unquoted, or quoted where YAML readers might take it for something else than text.
fn word(id: &str) -> String {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.');
    let taken = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"].contains(&id);
    if id.starts_with(|c: char| c.is_ascii_lowercase()) && id.chars().all(plain) && !taken {
        id.to_owned()
    } else {
        quoted(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_yaml_might_read_otherwise_are_quoted() {
        assert_eq!(word("steering-committee.exists"), "steering-committee.exists");
        assert_eq!(word("null"), "\"null\"");
        assert_eq!(word("1.5"), "\"1.5\"");
    }

    #[test]
    fn comments_stay_comments_within_the_width() {
        let mut sheet = Sheet::default();
        let hostile =
            format!("a\nb: 1\r\nc\u{85}d\u{2028}e\u{2029}f\u{0}\u{fffe}\u{b} {} # {{", "x".repeat(300));
        sheet.comment(2, "  0  ", &hostile);
        assert!(sheet.text.lines().count() > 3);
        for line in sheet.text.lines() {
            assert!(line.starts_with("  # ") && line.chars().count() <= WIDTH, "{line:?}");
            assert!(!line.contains(['\r', '\u{85}', '\u{2028}', '\u{0}', '\u{fffe}']), "{line:?}");
        }
    }
}
