//! Numbers of the result held to a policy's, and the answers to look at where one fails.

use super::{Case, Docket, Figure, Policy, Threshold};
use crate::answers::Answer;
use crate::assessment::{QuestionResult, State, TOLERANCE};
use crate::diagnostic::{Code, Diagnostic};
use crate::framework::{Evidence, Kind};
use crate::text::and_list;

/// Answers named in a finding.
const NAMED: usize = 3;

/// Holds every threshold; what has no value fails.
pub(super) fn hold(policy: &Policy, case: Case<'_>, docket: &mut Docket<'_>) {
    for threshold in &policy.thresholds {
        let Threshold { figure, limit, span } = *threshold;
        let value = figure.value(case.assessment, policy.pessimistic);
        let holds = value.is_some_and(|value| {
            if figure.is_maximum() { value <= limit + TOLERANCE } else { value >= limit - TOLERANCE }
        });
        if holds {
            continue;
        }
        let code = if figure.is_maximum() { Code::AboveLimit } else { Code::BelowThreshold };
        let at_worst = policy.pessimistic && figure.has_range();
        let (message, label) = words(case, figure, value, limit, at_worst);
        let finding = Diagnostic::new(code, &policy.source, span, message).label(label).maybe_help(help(
            case,
            figure,
            value.is_none() || at_worst,
        ));
        docket.push(finding, &[&figure.target(case.questionnaire)]);
    }
}

fn words(case: Case<'_>, figure: Figure, value: Option<f64>, limit: f64, at_worst: bool) -> (String, String) {
    let name = figure.name(case.questionnaire);
    let at_worst = if at_worst { " at worst" } else { "" };
    match (value, figure.is_maximum()) {
        (Some(value), maximum) => {
            let shown = tell(value, limit, figure.in_levels());
            let side = if maximum { "above" } else { "below" };
            (format!("{name} is {shown}{at_worst}, {side} {limit}"), format!("the result has {shown}"))
        }
        (None, true) => (
            format!("{name} has no value, and the policy allows at most {limit}"),
            "the result has no value".into(),
        ),
        (None, false) => (
            format!("{name} has no value, and the policy asks for {limit}"),
            "the result has no value".into(),
        ),
    }
}

/// The value with as many decimals as it takes to tell it from the limit, two at least (one of a level).
pub(super) fn tell(value: f64, limit: f64, level: bool) -> String {
    let least = if level { 1 } else { 2 };
    let told = (least..=6)
        .map(|digits| (format!("{value:.digits$}"), format!("{limit:.digits$}")))
        .find(|(value, limit)| value != limit);
    told.map_or_else(|| format!("{value:.9}"), |(value, _)| value)
}

/// What to look at first; `open` where answers that are not there count against the number.
pub(super) fn help(case: Case<'_>, figure: Figure, open: bool) -> Option<String> {
    let names: Vec<String> = look_at(case, figure, open)
        .iter()
        .take(NAMED)
        .map(|question| format!("`{}`", case.questionnaire.questions[*question].id))
        .collect();
    (!names.is_empty()).then(|| format!("the cheapest answers to look at: {}", and_list(&names)))
}

/// The questions to look at, the cheapest first.
fn look_at(case: Case<'_>, figure: Figure, open: bool) -> Vec<usize> {
    let assessment = case.assessment;
    let in_state = |states: &[State]| -> Vec<usize> {
        let results = assessment.questions.iter();
        let wanted =
            |result: &&QuestionResult| states.contains(&result.state) && bears(case, figure, result.question);
        results.filter(wanted).map(|result| result.question).collect()
    };
    match figure {
        Figure::Completeness => in_state(&[State::Unanswered]),
        Figure::Known => in_state(&[State::Unknown, State::Unanswered]),
        Figure::NotApplicable => by_answers(case, |answer| answer == Answer::NotApplicable),
        Figure::Unknown => by_answers(case, |answer| answer == Answer::Unknown),
        Figure::PerceptionGap => by_gap(case),
        Figure::Evidenced => unshown(case),
        Figure::Observed(_) => {
            let mut found = in_state(&[State::Unknown, State::Unanswered]);
            let mut known: Vec<&QuestionResult> = assessment
                .questions
                .iter()
                .filter(|result| result.state == State::Known && bears(case, figure, result.question))
                .collect();
            known.sort_by(|a, b| a.value.unwrap_or(0.0).total_cmp(&b.value.unwrap_or(0.0)));
            found.extend(known.iter().map(|result| result.question));
            found
        }
        _ => {
            let mut found = if open { in_state(&[State::Unknown, State::Unanswered]) } else { Vec::new() };
            let steps = assessment.priorities.iter().map(|step| step.question);
            found.extend(steps.filter(|question| bears(case, figure, *question)));
            found
        }
    }
}

/// Whether a question enters a number (the gap between the kinds: by way of the weakest).
fn bears(case: Case<'_>, figure: Figure, question: usize) -> bool {
    let asked = &case.questionnaire.questions[question];
    let kind = case.questionnaire.mechanism_of(question).map(|mechanism| mechanism.kind);
    match figure {
        Figure::Objective(objective) => asked.relevance(objective) > 0,
        Figure::Cell(objective, of) => kind == Some(of) && asked.relevance(objective) > 0,
        Figure::Kind(of) => kind == Some(of),
        Figure::KindGap => kind.is_some() && kind == weakest(case),
        Figure::Mechanism(mechanism) => {
            case.questionnaire.mechanisms[mechanism].questions.contains(&question)
        }
        Figure::Observed(objective) => asked.observes(objective),
        _ => kind.is_some(),
    }
}

fn weakest(case: Case<'_>) -> Option<Kind> {
    let standing = case.assessment.kinds.iter().filter_map(|kind| Some((kind.coverage?, kind.kind)));
    standing.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, kind)| kind)
}

/// The questions in scope that were answered so, the most often answered first.
fn by_answers(case: Case<'_>, is: impl Fn(Answer) -> bool) -> Vec<usize> {
    let count = |question: usize| {
        let given = case.files.iter().filter_map(|file| file.answers.entries[question].answer);
        given.filter(|answer| is(*answer)).count()
    };
    let mut counted: Vec<(usize, usize)> = case
        .assessment
        .questions
        .iter()
        .map(|result| (count(result.question), result.question))
        .filter(|(count, _)| *count > 0)
        .collect();
    counted.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    counted.into_iter().map(|(_, question)| question).collect()
}

/// The questions that leadership and delivery see differently, the widest gap first.
fn by_gap(case: Case<'_>) -> Vec<usize> {
    let questions = case.assessment.alignment.as_ref().map_or(&[][..], |alignment| &alignment.questions);
    let mut gaps: Vec<(f64, usize)> =
        questions.iter().filter_map(|seen| Some((seen.gap?.abs(), seen.question))).collect();
    gaps.sort_by(|a, b| b.0.total_cmp(&a.0));
    gaps.into_iter().filter(|(gap, _)| *gap > 0.0).map(|(_, question)| question).collect()
}

/// The questions whose level is furthest above what its evidence supports.
fn unshown(case: Case<'_>) -> Vec<usize> {
    let excess = |result: &QuestionResult| {
        let grade = result.evidence.unwrap_or(Evidence::Asserted);
        Some(result.level? - f64::from(grade.cap())).filter(|excess| *excess > 0.0)
    };
    let mut found: Vec<(f64, usize)> = case
        .assessment
        .questions
        .iter()
        .filter(|result| !case.questionnaire.questions[result.question].is_outcome())
        .filter_map(|result| Some((excess(result)?, result.question)))
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.into_iter().map(|(_, question)| question).collect()
}

#[cfg(test)]
mod tests {
    use super::tell;

    #[test]
    fn a_value_is_told_from_its_limit() {
        assert_eq!(tell(0.31, 0.4, false), "0.31");
        assert_eq!(tell(0.4996, 0.5, false), "0.4996");
        assert_eq!(tell(2.96, 3.0, true), "2.96");
        assert_eq!(tell(2.3, 3.0, true), "2.3");
    }
}
