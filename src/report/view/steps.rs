//! What to do next: the best step of each kind, what to settle first, what to find out.

use super::{Facts, Figure, orientation::no_value, quoted};
use crate::{
    assessment::{Priority, QuestionAlignment, State},
    framework::Kind,
    report::words,
    text::{count, or_list},
};

/// The next steps.
#[derive(Debug, Clone, PartialEq)]
pub struct Steps {
    /// The kinds, weakest first; empty where the whole has no value.
    pub kinds: Vec<KindSteps>,
    /// What the gains mean; or why there are no steps.
    pub note: String,
    /// What the respondents have to settle before it can be improved, farthest apart first.
    pub settle_first: Vec<Open>,
}

/// The best step of one kind, with those equally good.
#[derive(Debug, Clone, PartialEq)]
pub struct KindSteps {
    /// The kind's name.
    pub kind: &'static str,
    /// Its value.
    pub figure: Figure,
    /// The best step, and its ties.
    pub steps: Vec<Step>,
}

/// One question raised to its next level.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Question id, for `--explain`.
    pub id: String,
    /// Short name.
    pub label: String,
    /// The statement that holds now, with its level.
    pub from: String,
    /// The statement to reach, with its level.
    pub to: String,
    /// Gain in points of strength, and effort, in words.
    pub worth: String,
}

/// A question on which the respondents are too far apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Open {
    /// Question id.
    pub id: String,
    /// Short name.
    pub label: String,
    /// How far apart.
    pub apart: String,
    /// How each role answered.
    pub views: String,
}

/// What nobody could say.
#[derive(Debug, Clone, PartialEq)]
pub struct FindOutView {
    /// "What to find out", or "What to answer next" where the whole has no value.
    pub title: &'static str,
    /// What the list is.
    pub note: String,
    /// Most worth knowing first.
    pub items: Vec<FindItem>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq)]
pub struct FindItem {
    /// Question id.
    pub id: String,
    /// Short name.
    pub label: String,
    /// As asked.
    pub ask: String,
    /// What it is worth, or its state, and who can be asked.
    pub why: String,
}

impl Steps {
    pub(super) fn new(facts: Facts<'_>) -> Self {
        let overall = &facts.assessment.overall;
        let (kinds, note) = if overall.triad.strength.is_none() {
            (Vec::new(), "No step can be weighed while there is no strength.".to_owned())
        } else {
            (by_kind(facts), note(overall.detectable_change))
        };
        Self { kinds, note, settle_first: settle_first(facts) }
    }
}

fn note(detectable: Option<f64>) -> String {
    let meaning = "Chosen by gain for effort. Gain is in points of the programme's strength; effort is a guess of \
                   the time to raise it by one level.";
    match detectable {
        Some(change) => format!(
            "{meaning} Several steps together show; less than {} in all would be noise.",
            words::points(change)
        ),
        None => meaning.to_owned(),
    }
}

/// The kinds, weakest first, each with its best undisputed step and the ties of it.
fn by_kind(facts: Facts<'_>) -> Vec<KindSteps> {
    let mut kinds: Vec<(Kind, f64)> =
        facts.assessment.kinds.iter().filter_map(|one| Some((one.kind, one.coverage?))).collect();
    kinds.sort_by(|a, b| a.1.total_cmp(&b.1));
    kinds
        .into_iter()
        .map(|(kind, value)| KindSteps {
            kind: kind.name(),
            figure: Figure::percent(Some(value)),
            steps: best(facts, kind).into_iter().map(|step| Step::new(facts, step)).collect(),
        })
        .collect()
}

fn best(facts: Facts<'_>, kind: Kind) -> Vec<&Priority> {
    let mut steps = facts
        .assessment
        .priorities
        .iter()
        .filter(|step| !step.disputed && facts.kind_of(step.question) == Some(kind))
        .filter(|step| !facts.voices.holds_back(step.question));
    let Some(first) = steps.next() else { return Vec::new() };
    let ties = steps.take_while(|step| first.gain_per_effort - step.gain_per_effort <= 1e-12);
    std::iter::once(first).chain(ties).collect()
}

impl Step {
    fn new(facts: Facts<'_>, step: &Priority) -> Self {
        let statement = |level: f64| quoted(&words::statement(facts.questionnaire, step.question, level));
        Self {
            id: facts.questionnaire.questions[step.question].id.clone(),
            label: facts.label(step.question),
            from: format!("{} {}", words::level(step.from), statement(step.from)),
            to: format!("{} {}", words::level(step.to), statement(step.to)),
            worth: format!(
                "gains {} of strength, takes {}",
                words::points(step.gain),
                words::effort(step.effort)
            ),
        }
    }
}

/// The disputed questions that no workshop has settled, farthest apart first.
fn settle_first(facts: Facts<'_>) -> Vec<Open> {
    let unsettled = |question: usize| facts.result(question).is_some_and(|one| !one.settled());
    let mut disputed: Vec<_> =
        facts.seen().into_iter().filter(|one| one.disputed && unsettled(one.question)).collect();
    disputed.sort_by(QuestionAlignment::widest_first);
    disputed
        .into_iter()
        .map(|one| Open {
            id: facts.questionnaire.questions[one.question].id.clone(),
            label: facts.label(one.question),
            apart: format!("{} apart", words::levels(one.range)),
            views: facts.views(one.question),
        })
        .collect()
}

impl FindOutView {
    pub(super) fn new(facts: Facts<'_>) -> Self {
        let found = &facts.assessment.find_out;
        let items: Vec<FindItem> = found
            .iter()
            .filter(|one| !facts.voices.holds_back(one.question))
            .map(|one| FindItem::new(facts, one.question, one.gain))
            .collect();
        let whole = facts.assessment.overall.triad.strength.is_some();
        let title = if whole { "What to find out" } else { "What to answer next" };
        let mut note = match (whole, items.len()) {
            (true, 0) => "No practice is left that nobody could vouch for.".to_owned(),
            (true, number) => format!(
                "On {} nobody knew; a practice that nobody can vouch for counts as absent.",
                count(number, "question")
            ),
            (false, 0) => "No question is open.".to_owned(),
            (false, _) => {
                "The open questions of the kinds without a value, in the questionnaire's order.".to_owned()
            }
        };
        if let Some(unanswered) = unanswered(facts).filter(|_| whole) {
            note = format!("{note} {unanswered}");
        }
        Self { title, note, items }
    }
}

/// How many questions nobody answered, and which roles that are not here could be asked.
fn unanswered(facts: Facts<'_>) -> Option<String> {
    let open: Vec<usize> = facts
        .assessment
        .questions
        .iter()
        .filter(|one| one.state == State::Unanswered)
        .map(|one| one.question)
        .collect();
    let present = |role: &usize| facts.assessment.respondents.iter().any(|one| one.role == *role);
    let asked = |role: &usize| open.iter().any(|&one| facts.questionnaire.questions[one].open_to(*role));
    let absent: Vec<&str> = (0..facts.questionnaire.roles.len())
        .filter(|role| !present(role) && asked(role))
        .map(|role| facts.role(role))
        .collect();
    let who = if absent.is_empty() {
        String::new()
    } else {
        format!("; not asked yet, who could answer: {}", or_list(&absent))
    };
    (!open.is_empty()).then(|| format!("{} unanswered{who}.", count_are(open.len())))
}

fn count_are(number: usize) -> String {
    format!("{} {}", count(number, "question"), if number == 1 { "is" } else { "are" })
}

impl FindItem {
    fn new(facts: Facts<'_>, question: usize, gain: Option<f64>) -> Self {
        let who = words::asked(facts.questionnaire, question, |role| &role.short);
        let state = facts.result(question).map_or(State::Unanswered, |one| one.state);
        let worth = gain.map_or_else(
            || no_value(state).to_owned(),
            |gain| format!("up to {} of strength", words::points(gain)),
        );
        let why = format!("{worth}; ask {who}");
        Self {
            id: facts.questionnaire.questions[question].id.clone(),
            label: facts.label(question),
            ask: facts.ask(question),
            why,
        }
    }
}
