//! For those who want to check: the figures that need explaining, and every question.

use super::{Facts, Figure, orientation::no_value, quoted, settled};
use crate::{
    answers::{Answer, Answers, Entry},
    assessment::{Band, QuestionResult, State},
    questionnaire::Place,
    report::words,
    text::{clean_line, name_line},
};

/// Stands where too few people answered for an anonymous edition.
pub(super) const HELD_BACK: &str = "held back";

/// The appendix.
#[derive(Debug, Clone, PartialEq)]
pub struct Appendix {
    /// Agreement by Krippendorff's alpha; effective kinds; the other reading of the weights.
    pub figures: Vec<String>,
    /// Every question in scope.
    pub questions: Vec<QuestionRow>,
    /// Who should see what the respondents said; empty in an anonymous edition.
    pub caution: &'static str,
}

/// Reply over what can be traced to a person.
const CAUTION: &str = "Names stand where they were given. Show these pages only to those who were named to the \
                       respondents before they answered, and ask a respondent before a note goes any further.";

/// One question.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionRow {
    /// Its id.
    pub id: String,
    /// The mechanism or objective to which it belongs.
    pub place: String,
    /// As asked.
    pub ask: String,
    /// Level, positions, or why there is none.
    pub level: String,
    /// The statement at that level, where there is one; may be empty.
    pub statement: String,
    /// The value's band and share, where there is one.
    pub figure: Figure,
    /// How each role answered.
    pub views: String,
    /// Evidence, implied, settled or left open in a workshop and when; may be empty.
    pub remark: String,
    /// What each respondent said, by role, then name.
    pub said: Vec<Reply>,
}

/// What one respondent said on one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Role, and name where given.
    pub who: String,
    /// Level, positions, or why there is none.
    pub answer: String,
    /// The statement chosen, where it is one of six; may be empty.
    pub statement: String,
    /// Grade of evidence; empty where no level or pair was given.
    pub evidence: &'static str,
    /// Where the evidence is found.
    pub artifacts: Vec<String>,
    /// In the respondent's own words; may be empty.
    pub note: String,
    /// The day; may be empty.
    pub day: String,
}

impl Appendix {
    pub(super) fn new(facts: Facts<'_>) -> Self {
        let figures =
            [sensitivity(facts), effective_kinds(facts), coverage(facts), alpha(facts)].into_iter().flatten();
        Self {
            figures: figures.collect(),
            questions: facts.assessment.questions.iter().map(|one| QuestionRow::new(facts, one)).collect(),
            caution: if facts.voices.is_anonymous() { "" } else { CAUTION },
        }
    }
}

/// Strength under the other reading of Guideline 2, naming the band where it differs.
fn sensitivity(facts: Facts<'_>) -> Option<String> {
    let overall = &facts.assessment.overall;
    let (half, strength) = (overall.technical_half?, overall.triad.strength?);
    let verdict = match (Band::of(half), Band::of(strength)) {
        (half, own) if half == own => format!("the same band, {}", own.name()),
        (half, own) => format!("another band: {} instead of {}", half.name(), own.name()),
    };
    Some(format!(
        "Weights: the three kinds weigh as the questionnaire says. Read as technology one half, integration and \
         social one quarter each, strength is {}: {verdict}.",
        words::percent(half)
    ))
}

fn effective_kinds(facts: Facts<'_>) -> Option<String> {
    let kinds = facts.assessment.overall.effective_kinds?;
    Some(format!("Effective kinds: the programme stands on {} of 3 kinds.", words::distance(kinds)))
}

fn coverage(facts: Facts<'_>) -> Option<String> {
    let triad = facts.assessment.overall.triad;
    let (coverage, balance) = (triad.coverage?, triad.balance?);
    let why = if balance < 1.0 - 1e-9 { ", for what is out of balance is lost" } else { "" };
    Some(format!(
        "Coverage, the plain average of the kinds, is {}; strength is {} of that{why}.",
        words::percent(coverage),
        words::percent(balance)
    ))
}

fn alpha(facts: Facts<'_>) -> Option<String> {
    let alignment = facts.assessment.alignment.as_ref()?;
    Some(match alignment.alpha {
        Some(alpha) => format!(
            "Krippendorff's alpha (ordinal, respondents as raters): {:.2}. 1 is full agreement, 0 what chance \
             would give, less than 0 disagreement by system.",
            // Adding a positive zero turns -0.0 into 0.0.
            (100.0 * alpha).round() / 100.0 + 0.0
        ),
        None => "Krippendorff's alpha is not defined for these answers.".to_owned(),
    })
}

impl QuestionRow {
    fn new(facts: Facts<'_>, result: &QuestionResult) -> Self {
        let held_back = facts.voices.holds_back(result.question);
        let level = match (result.level, result.fit) {
            _ if held_back => HELD_BACK.to_owned(),
            (Some(level), _) => words::level(level),
            (None, Some(fit)) => format!(
                "organization {}, security {}",
                words::level(fit.organization),
                words::level(fit.security)
            ),
            (None, None) => no_value(result.state).to_owned(),
        };
        Self {
            id: facts.questionnaire.questions[result.question].id.clone(),
            place: place(facts, result.question),
            ask: facts.ask(result.question),
            level,
            statement: if held_back { String::new() } else { statement(facts, result) },
            figure: Figure::percent(result.value.filter(|_| result.state == State::Known && !held_back)),
            views: facts.views(result.question),
            remark: if held_back { String::new() } else { remark(facts, result) },
            said: said(facts, result.question),
        }
    }
}

fn place(facts: Facts<'_>, question: usize) -> String {
    match facts.questionnaire.questions[question].place {
        Place::Mechanism { mechanism, .. } => clean_line(&facts.questionnaire.mechanisms[mechanism].name),
        Place::Outcome { objective, .. } => format!("{}, observed", objective.name()),
    }
}

/// The statement at the level that stands; none for a pair of positions, which the scales show.
fn statement(facts: Facts<'_>, result: &QuestionResult) -> String {
    let at = |level| quoted(&words::statement(facts.questionnaire, result.question, level));
    result.level.map(at).unwrap_or_default()
}

/// What each respondent said, by role, then name, then as the files come; nothing in an anonymous edition.
fn said(facts: Facts<'_>, question: usize) -> Vec<Reply> {
    if facts.voices.is_anonymous() {
        return Vec::new();
    }
    let mut given: Vec<(&Answers, &Entry)> = facts
        .answers
        .iter()
        .filter_map(|one| Some((*one, one.entries.get(question).filter(|entry| !entry.is_empty())?)))
        .collect();
    given.sort_by(|(a, _), (b, _)| {
        (a.respondent.role, &a.respondent.name).cmp(&(b.respondent.role, &b.respondent.name))
    });
    given.into_iter().map(|(answers, entry)| Reply::new(facts, question, answers, entry)).collect()
}

impl Reply {
    fn new(facts: Facts<'_>, question: usize, answers: &Answers, entry: &Entry) -> Self {
        let name = answers.respondent.name.as_deref().map(name_line).filter(|name| !name.is_empty());
        let role = facts.role(answers.respondent.role);
        let statement =
            |level: u8| quoted(&words::statement(facts.questionnaire, question, f64::from(level)));
        let (answer, statement) = match entry.answer {
            Some(Answer::Level(level)) => (format!("level {level}"), statement(level)),
            Some(Answer::Fit(pair)) => (
                format!("organization {}, security {}", pair.organization, pair.security),
                format!("{} and {}", statement(pair.organization), statement(pair.security)),
            ),
            Some(Answer::Unknown) => ("don't know".to_owned(), String::new()),
            Some(Answer::NotApplicable) => ("does not apply".to_owned(), String::new()),
            None => ("not answered".to_owned(), String::new()),
        };
        let placed = matches!(entry.answer, Some(Answer::Level(_) | Answer::Fit(_)));
        Self {
            who: name.map_or_else(|| role.to_owned(), |name| format!("{role}, {name}")),
            answer,
            statement,
            evidence: if placed { entry.grade().name() } else { "" },
            artifacts: entry.artifacts.iter().map(|one| clean_line(one)).collect(),
            note: entry.note.as_deref().map(clean_line).unwrap_or_default(),
            day: entry.as_of.map(words::day).unwrap_or_default(),
        }
    }
}

fn remark(facts: Facts<'_>, result: &QuestionResult) -> String {
    let evidence = result.evidence.map(|grade| grade.name().to_owned());
    let implied = result.implied.then(|| "implied".to_owned());
    [evidence, implied, settled::remark(facts, result)].into_iter().flatten().collect::<Vec<_>>().join(", ")
}
