//! Everything that is wrong with saved answers: what their loaders reject, what only sound files show, what only all
//! files together show, and where a policy is not met. Findings, in the order of the files; nothing here prints.

mod across;
mod answers;
mod discretion;
mod hostile;
mod survey;

use std::collections::HashMap;
use std::path::PathBuf;

use jiff::civil::Date;

pub use discretion::Discretion;
pub use hostile::hostile;

use self::survey::Survey;
use crate::answers::{Answers, Settlement, gather};
use crate::assessment::{Assessment, assess};
use crate::diagnostic::{Code, Diagnostic, any_error};
use crate::policy::{self, Case, Docket, Policy};
use crate::questionnaire::{Catalog, Questionnaire};

/// What to check.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// Files, and folders of them.
    pub paths: &'a [PathBuf],
    /// What to compare with; empty where there is nothing.
    pub baseline: &'a [PathBuf],
    /// What to hold the result to.
    pub policy: Option<&'a Policy>,
    /// The questionnaires at hand.
    pub catalog: &'a Catalog,
    /// The day of the check.
    pub today: Date,
}

/// What a check found.
#[derive(Debug, Default)]
pub struct Checked {
    /// By file, then by place.
    pub findings: Vec<Diagnostic>,
    /// The files that were read, in order.
    pub files: Vec<String>,
    /// What could not be opened.
    pub unreadable: Vec<String>,
    /// What else is to be said.
    pub notes: Vec<String>,
    /// How many findings a waiver excuses.
    pub waived: usize,
}

/// What all files together are, where they can be read as one result.
struct Result<'s> {
    questionnaire: &'s Questionnaire,
    respondents: Vec<&'s Answers>,
    settlement: Option<&'s Settlement>,
    assessment: Assessment,
}

/// Checks files; all of them, even where some fail. Who watches the progress is told how many of how many are done.
pub fn check(request: Request<'_>, progress: Option<&mut dyn FnMut(usize, usize)>) -> Checked {
    let mut survey = survey::survey(request.paths, request.catalog, Some(request.today), progress);
    let mut docket = Docket::new(request.policy, request.today);
    if survey.files.is_empty() && survey.unreadable.is_empty() && !survey.broken {
        survey.unreadable.push(gather::nothing_in(request.paths));
    }
    let mut baseline = survey::survey(request.baseline, request.catalog, None, None);
    let together = gather::across(&survey.files, &survey.settlements);
    let one = !any_error(&together);
    docket.findings.append(&mut survey.problems);
    docket.findings.extend(together);
    gather::respondents(&mut docket.findings, &survey.files);
    file_findings(request, &mut survey, &mut docket);
    let complete = one && !survey.broken && survey.unreadable.is_empty();
    if complete {
        docket.findings.extend(survey.stale(request.catalog));
    }
    if one {
        results(request, &mut survey, &mut baseline, complete, &mut docket);
    }
    if !complete && request.policy.is_some() && !survey.files.is_empty() {
        survey.notes.push("the result was not held to the policy: not every file could be used".into());
    }
    let (mut findings, waived) = docket.close(complete);
    for finding in &mut findings {
        finding.severity = finding.severity.min(finding.code.severity_in_check());
    }
    survey.restore(&mut findings);
    baseline.restore(&mut findings);
    sort(&mut findings, &survey.names);
    survey.unreadable.append(&mut baseline.unreadable);
    Checked { findings, files: survey.names, unreadable: survey.unreadable, notes: survey.notes, waived }
}

/// What each file shows by itself. Where a policy requires confirmed answers, a draft is its affair.
fn file_findings(request: Request<'_>, survey: &mut Survey, docket: &mut Docket<'_>) {
    let confirmed = request.policy.is_some_and(|policy| policy.confirmed.is_some());
    let Some(first) = survey.files.first() else { return };
    let questionnaire = &first.questionnaire;
    for finding in survey.findings.drain(..) {
        if confirmed && finding.diagnostic.code == Code::Draft {
            continue;
        }
        let question = finding.question.map(|question| questionnaire.questions[question].id.as_str());
        let role = questionnaire.roles[finding.role].id.as_str();
        docket.push(finding.diagnostic, &[question.unwrap_or(role), role]);
    }
}

/// What the result of all files shows.
fn results(
    request: Request<'_>,
    survey: &mut Survey,
    baseline: &mut Survey,
    complete: bool,
    docket: &mut Docket<'_>,
) {
    let Some(result) = survey.result() else { return };
    across::contradictions(survey, &result, docket);
    across::scope_disputes(survey, &result, docket);
    let before = compared(request, survey, baseline, docket);
    let case = Case {
        questionnaire: result.questionnaire,
        files: &survey.files,
        settlement: result.settlement,
        assessment: &result.assessment,
        baseline: before.as_ref(),
        today: request.today,
    };
    if let Some(policy) = request.policy {
        policy::hold_files(policy, case, docket);
        if complete {
            policy::hold_result(policy, case, docket);
        }
    }
    // A baseline that cannot be used has told why.
    if complete && (before.is_some() || request.baseline.is_empty()) {
        policy::compare(request.policy, case, docket);
    }
}

/// The result of the baseline, where it can be used; else what is wrong with it.
fn compared(
    request: Request<'_>,
    survey: &Survey,
    baseline: &mut Survey,
    docket: &mut Docket<'_>,
) -> Option<Assessment> {
    if request.baseline.is_empty() {
        return None;
    }
    if baseline.files.is_empty() && baseline.unreadable.is_empty() && !baseline.broken {
        baseline.unreadable.push(gather::nothing_in(request.baseline));
    }
    let mut problems = std::mem::take(&mut baseline.problems);
    problems.extend(gather::across(&baseline.files, &baseline.settlements));
    if let (Some(first), Some(other)) = (survey.files.first(), baseline.files.first()) {
        problems.extend(gather::same_organization(first, other));
    }
    problems.retain(Diagnostic::is_error);
    if !problems.is_empty() || !baseline.unreadable.is_empty() {
        docket.findings.append(&mut problems);
        return None;
    }
    baseline.result().map(|result| result.assessment)
}

impl Survey {
    /// The result of the sound files.
    fn result(&self) -> Option<Result<'_>> {
        let questionnaire = &*self.files.first()?.questionnaire;
        let respondents: Vec<&Answers> = self.files.iter().map(|file| &file.answers).collect();
        let settlement = self.settlements.first().map(|file| &file.settlement);
        let assessment = assess(questionnaire, &respondents, settlement);
        Some(Result { questionnaire, respondents, settlement, assessment })
    }
}

/// By file in the order in which they were read, others last; then by place.
fn sort(findings: &mut [Diagnostic], names: &[String]) {
    let order: HashMap<&str, usize> =
        names.iter().enumerate().map(|(place, name)| (name.as_str(), place)).collect();
    findings.sort_by_cached_key(|finding| {
        let place = &finding.place;
        (order.get(place.source.name.as_str()).copied().unwrap_or(usize::MAX), place.span.start)
    });
}
