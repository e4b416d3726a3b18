//! Who answered.

use super::Facts;
use crate::{
    framework::{Side, Status},
    report::{
        turnout,
        voices::{Voice, Voices},
        words,
    },
    text::{and_list, clean_line, count, name_line},
};

/// The respondents.
#[derive(Debug, Clone, PartialEq)]
pub struct People {
    /// One for each.
    pub rows: Vec<RespondentRow>,
    /// Drafts, interviewers and days; may be empty.
    pub remarks: Vec<String>,
    /// The same without the days, for where they stand already.
    pub standing: Vec<String>,
}

/// One respondent.
#[derive(Debug, Clone, PartialEq)]
pub struct RespondentRow {
    /// Role, and name where given.
    pub who: String,
    /// The role's side.
    pub side: &'static str,
    /// Answers given, of those asked.
    pub answered: String,
    /// "Don't know" among them.
    pub unknown: usize,
    /// "Does not apply" among them.
    pub not_applicable: usize,
}

/// What a reader has to know before passing it on.
pub(in crate::report) fn attribution(voices: &Voices) -> String {
    if !voices.is_anonymous() {
        return "Attributable by role: what each role said can be read here.".to_owned();
    }
    let groups = match voices.all().len() {
        0 => "too few people answered to show any group".to_owned(),
        number => format!("{} of at least {} people", count(number, "group"), voices.least()),
    };
    let held_back = match voices.held_back() {
        0 => String::new(),
        1 => " What was said of 1 question is held back, since it could be traced; it counts in the figures."
            .to_owned(),
        number => format!(
            " What was said of {number} questions is held back, since it could be traced; it counts in the \
             figures."
        ),
    };
    let two = if voices.least() == 2 { " In a group of two each can tell what the other said." } else { "" };
    let left_out = voices.notice();
    format!("Anonymous: {groups}, without names and notes.{left_out}{held_back}{two}")
}

impl People {
    pub(super) fn new(facts: Facts<'_>) -> Self {
        let standing = standing(facts);
        let remarks = standing.iter().cloned().chain(days(facts)).collect();
        if facts.voices.is_anonymous() {
            let rows = facts.voices.all().iter().map(|voice| RespondentRow::group(facts, voice)).collect();
            return Self { rows, remarks, standing };
        }
        let row = |one: &crate::assessment::RespondentSummary| {
            let role = &facts.questionnaire.roles[one.role];
            let name = one.name.as_deref().map(name_line).filter(|name| !name.is_empty());
            RespondentRow {
                who: name.map_or_else(|| role.short.clone(), |name| format!("{}, {name}", role.short)),
                side: one.side.name(),
                answered: format!("{} of {}", one.answered, one.asked),
                unknown: one.unknown,
                not_applicable: one.not_applicable,
            }
        };
        Self { rows: facts.assessment.respondents.iter().map(row).collect(), remarks, standing }
    }
}

impl RespondentRow {
    /// The respondents of a group together.
    fn group(facts: Facts<'_>, voice: &Voice) -> Self {
        let members = || facts.assessment.respondents.iter().filter(|one| voice.roles.contains(&one.role));
        let (answered, asked) = members().fold((0, 0), |sum, one| (sum.0 + one.answered, sum.1 + one.asked));
        Self {
            who: format!("{}, {} people", voice.label, voice.people),
            side: voice.side.map_or(words::NO_VALUE, Side::name),
            answered: format!("{answered} of {asked}"),
            unknown: members().map(|one| one.unknown).sum(),
            not_applicable: members().map(|one| one.not_applicable).sum(),
        }
    }
}

fn standing(facts: Facts<'_>) -> Vec<String> {
    let mut remarks: Vec<String> = without_answers(facts).into_iter().chain(confirmed(facts)).collect();
    let mut interviewers: Vec<String> = facts
        .answers
        .iter()
        .filter(|_| !facts.voices.is_anonymous())
        .filter_map(|one| one.interviewer.as_deref())
        .map(clean_line)
        .collect();
    interviewers.sort_unstable();
    interviewers.dedup();
    interviewers.retain(|name| !name.is_empty());
    if !interviewers.is_empty() {
        remarks.push(format!("Interviewed by {}.", and_list(&interviewers)));
    }
    remarks
}

/// Files that nobody has filled in yet, beside others that hold answers.
fn without_answers(facts: Facts<'_>) -> Option<String> {
    let empty = facts.assessment.respondents.iter().filter(|one| !one.has_answered());
    let mut roles: Vec<usize> = empty.map(|one| one.role).collect();
    let files = roles.len();
    if files == 0 || files == facts.assessment.respondents.len() {
        return None;
    }
    // Respondents stand by role.
    roles.dedup();
    let roles: Vec<&str> = roles.into_iter().map(|role| facts.role(role)).collect();
    let whose = if facts.voices.is_anonymous() { String::new() } else { format!(" ({})", and_list(&roles)) };
    let verb = if files == 1 { "holds" } else { "hold" };
    Some(format!("{} {verb} no answer yet{whose}.", count(files, "file")))
}

/// Whether those who answered have confirmed it.
fn confirmed(facts: Facts<'_>) -> Option<String> {
    let people = facts.people();
    let drafts = people.iter().filter(|one| one.status == Status::Draft).count();
    Some(match (drafts, people.len()) {
        (0, 0) => return None,
        (0, 1) => "The respondent has read back and confirmed the answers.".to_owned(),
        (1, 1) => "A draft: the respondent has not confirmed the answers yet.".to_owned(),
        (0, _) => "Every respondent has read back and confirmed the answers.".to_owned(),
        (drafts, all) if drafts == all => "Drafts: no respondent has confirmed the answers yet.".to_owned(),
        (drafts, all) => {
            let are = turnout::are_drafts(drafts);
            format!("{drafts} of {} {are}, not confirmed by the respondent.", count(all, "file"))
        }
    })
}

/// The days on which the answers were given or last saved, in words.
fn days(facts: Facts<'_>) -> Option<String> {
    let (first, last) = span(facts)?;
    Some(if first == last {
        format!("Answered on {first}.")
    } else {
        format!("Answered from {first} to {last}.")
    })
}

/// The first and the last day on which the answers were given or, where none says so, last saved.
pub(super) fn span(facts: Facts<'_>) -> Option<(jiff::civil::Date, jiff::civil::Date)> {
    let saved = facts.answers.iter().filter_map(|one| one.saved_on());
    let given = facts.answers.iter().flat_map(|one| one.entries.iter().filter_map(|entry| entry.as_of));
    let mut days: Vec<jiff::civil::Date> = given.collect();
    if days.is_empty() {
        days = saved.collect();
    }
    Some((*days.iter().min()?, *days.iter().max()?))
}

/// Answers that stand against a failed requirement.
pub(super) fn contradictions(facts: Facts<'_>) -> Vec<String> {
    let one = |one: &crate::assessment::Contradiction| {
        let requires = facts.questionnaire.questions[one.question].requires();
        let presupposes = requires.map_or_else(String::new, |it| {
            format!(", though it presupposes {} and that was denied", facts.label(it.question))
        });
        let who = match facts.voices.of_role(one.role) {
            Some(_) => facts.role(one.role),
            None => "somebody",
        };
        format!("{who} answers {}{presupposes}", facts.label(one.question))
    };
    let shown = |one: &&crate::assessment::Contradiction| !facts.voices.holds_back(one.question);
    facts.assessment.contradictions.iter().filter(shown).map(one).collect()
}
