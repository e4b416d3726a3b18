//! Why one number is what it is, drawn for people and machines: the terms with their weights, the sum shown to add
//! up, what was left out and by which rule, and at the leaf what every respondent said.

mod json;
mod leaf;
mod sum;

use std::io::{self, Write};

pub use json::write_json;

use super::{page::Page, paint::Paint, view::Figure, words};
use crate::{
    assessment::State,
    assessment::explanation::{Explanation, Formula, Part, Reason, Target},
    framework::{Kind, Objective},
    questionnaire::Questionnaire,
    text::{capital, clean_line, nearest},
};

/// Finds what is meant by `overall`, a kind, an objective, `OBJECTIVE.KIND`, a mechanism's id or a question's.
///
/// # Errors
/// What can be asked for, and the nearest id, where nothing is called so.
pub fn target(questionnaire: &Questionnaire, what: &str) -> Result<Target, String> {
    if what == "overall" {
        return Ok(Target::Overall);
    }
    let cell = || {
        let (objective, kind) = what.split_once('.')?;
        Some(Target::Cell(Objective::from_id(objective)?, Kind::from_id(kind)?))
    };
    Kind::from_id(what)
        .map(Target::Kind)
        .or_else(|| Objective::from_id(what).map(Target::Objective))
        .or_else(cell)
        .or_else(|| questionnaire.mechanism(what).map(Target::Mechanism))
        .or_else(|| questionnaire.question(what).map(Target::Question))
        .ok_or_else(|| unknown(questionnaire, what))
}

fn unknown(questionnaire: &Questionnaire, what: &str) -> String {
    let cells: Vec<String> = Objective::ALL
        .iter()
        .flat_map(|objective| Kind::ALL.iter().map(move |kind| format!("{objective}.{kind}")))
        .collect();
    let known = std::iter::once("overall")
        .chain(Kind::IDS)
        .chain(Objective::IDS)
        .chain(cells.iter().map(String::as_str))
        .chain(questionnaire.mechanisms.iter().map(|one| one.id.as_str()))
        .chain(questionnaire.questions.iter().map(|one| one.id.as_str()));
    let hint = nearest(what, known).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    format!(
        "nothing is called `{}`{hint} (expected overall, a kind, an objective, OBJECTIVE.KIND, or the id of a \
         mechanism or a question)",
        clean_line(what)
    )
}

/// Draws an explanation on a terminal, or into a plain text file.
///
/// # Errors
/// Where the stream cannot be written.
pub fn write(
    out: &mut dyn Write,
    questionnaire: &Questionnaire,
    explanation: &Explanation,
    width: usize,
    colour: bool,
) -> io::Result<()> {
    let mut page = Page::new(width, Paint::new(colour));
    let drawing = Drawing { questionnaire };
    drawing.whole(&mut page, explanation);
    if let Some(observed) = &explanation.observed {
        page.blank();
        page.subheading("What is observed; it enters no other number");
        drawing.value(&mut page, observed);
        drawing.made_of(&mut page, observed);
    }
    out.write_all(page.into_text().as_bytes())
}

/// What a drawing needs to name things.
#[derive(Clone, Copy)]
struct Drawing<'a> {
    questionnaire: &'a Questionnaire,
}

impl Drawing<'_> {
    fn whole(self, page: &mut Page, explanation: &Explanation) {
        let name = target_name(self.questionnaire, explanation.target);
        let title = match explanation.value {
            Some(value) => format!("Why is {name} at {}?", words::percent(value)),
            None => format!("Why has {name} no value?"),
        };
        page.subheading(&title);
        page.faint(&format!("id: {}", target_id(self.questionnaire, explanation.target)));
        if let Target::Question(index) = explanation.target {
            self.asked(page, index);
        }
        page.blank();
        self.value(page, explanation);
        self.made_of(page, explanation);
        if let Some(trace) = &explanation.question {
            self.leaf(page, trace);
        }
    }

    /// A question as asked.
    fn asked(self, page: &mut Page, index: usize) {
        if let Some(question) = self.questionnaire.questions.get(index) {
            page.paragraph(&clean_line(&question.ask));
        }
    }

    /// The value, what it could be, and the formula.
    fn value(self, page: &mut Page, explanation: &Explanation) {
        let figure = Figure::percent(explanation.value);
        let mut parts = vec![match figure.share {
            Some(_) => page.paint.band(figure.band, &figure.with_band()),
            None => "no value".to_owned(),
        }];
        let as_level =
            matches!(explanation.target, Target::Mechanism(_)) || explanation.formula == Formula::Level;
        if let Some(value) = explanation.value.filter(|_| as_level) {
            parts.push(format!("as a level {}", words::level(5.0 * value)));
        }
        parts.extend(words::open_range(explanation.range).map(|range| format!("could be {range}")));
        if let Some(completeness) = explanation.completeness {
            let share = words::percent(completeness);
            parts.push(if share == "100%" {
                "all of it answered".to_owned()
            } else {
                format!("{share} of it answered")
            });
        }
        page.paragraph(&format!("{}.", parts.join("; ")));
        self.reached(page, explanation);
        if let Some(reason) = explanation.absence {
            page.paragraph(&format!("No value: {}.", self.reason(reason)));
        }
        page.paragraph(&format!(
            "{} ({}).",
            capital(explanation.formula.words()),
            explanation.formula.section()
        ));
    }

    /// The statement that a question's level has reached.
    fn reached(self, page: &mut Page, explanation: &Explanation) {
        if let (Target::Question(index), Formula::Level, Some(value)) =
            (explanation.target, explanation.formula, explanation.value)
            && explanation.absence.is_none()
            && explanation.question.as_ref().is_some_and(|trace| trace.state == State::Known)
        {
            let statement = words::statement(self.questionnaire, index, 5.0 * value);
            page.paragraph(&format!("Reached: “{statement}”"));
        }
    }

    /// A rule in words, with the question that it names and its place in the specification.
    fn reason(self, reason: Reason) -> String {
        let named = match reason {
            Reason::ImpliedNotApplicable(question) | Reason::ImpliedZero(question) => {
                format!(": {}", question_id(self.questionnaire, question))
            }
            Reason::TooThin(completeness) => format!(" ({})", words::percent(completeness)),
            _ => String::new(),
        };
        format!("{}{named} ({})", reason.words(), reason.section())
    }

    fn part(self, part: Part) -> String {
        match part {
            Part::Kind(kind) => kind.name().to_owned(),
            Part::Cell(_, kind) => format!("through {}", kind.name()),
            Part::Mechanism(index) => match self.questionnaire.mechanisms.get(index) {
                Some(mechanism) => clean_line(&mechanism.name),
                None => String::new(),
            },
            Part::Question(index) => question_id(self.questionnaire, index).to_owned(),
        }
    }
}

/// What a number is called in a sentence.
fn target_name(questionnaire: &Questionnaire, target: Target) -> String {
    match target {
        Target::Overall => "the programme's strength".to_owned(),
        Target::Kind(kind) => kind.name().to_owned(),
        Target::Objective(objective) => format!("support for “{}”", objective.name()),
        Target::Cell(objective, kind) => {
            format!("support for “{}” through {}", objective.name(), kind.name())
        }
        Target::Mechanism(index) => match questionnaire.mechanisms.get(index) {
            Some(mechanism) => format!("“{}”", clean_line(&mechanism.name)),
            None => "an unknown mechanism".to_owned(),
        },
        Target::Question(index) if index < questionnaire.questions.len() => {
            words::question(questionnaire, index)
        }
        Target::Question(_) => "an unknown question".to_owned(),
    }
}

/// What a number is called on the command line.
fn target_id(questionnaire: &Questionnaire, target: Target) -> String {
    match target {
        Target::Overall => "overall".to_owned(),
        Target::Kind(kind) => kind.id().to_owned(),
        Target::Objective(objective) => objective.id().to_owned(),
        Target::Cell(objective, kind) => format!("{objective}.{kind}"),
        Target::Mechanism(index) => {
            questionnaire.mechanisms.get(index).map(|one| one.id.clone()).unwrap_or_default()
        }
        Target::Question(index) => question_id(questionnaire, index).to_owned(),
    }
}

/// The same of a part.
fn part_id(questionnaire: &Questionnaire, part: Part) -> String {
    let target = match part {
        Part::Kind(kind) => Target::Kind(kind),
        Part::Cell(objective, kind) => Target::Cell(objective, kind),
        Part::Mechanism(index) => Target::Mechanism(index),
        Part::Question(index) => Target::Question(index),
    };
    target_id(questionnaire, target)
}

fn question_id(questionnaire: &Questionnaire, index: usize) -> &str {
    questionnaire.questions.get(index).map(|one| one.id.as_str()).unwrap_or_default()
}

fn role_id(questionnaire: &Questionnaire, index: usize) -> &str {
    questionnaire.roles.get(index).map(|one| one.id.as_str()).unwrap_or_default()
}

fn role_name(questionnaire: &Questionnaire, index: usize) -> &str {
    questionnaire.roles.get(index).map(|one| one.short.as_str()).unwrap_or_default()
}
