//! Nothing may fall behind the baseline by more than is tolerated: the strength, the support for each objective, each
//! kind.

use super::thresholds::{help, tell};
use super::{Case, Docket, Figure, Policy};
use crate::assessment::TOLERANCE;
use crate::diagnostic::{Code, Diagnostic};
use crate::framework::{Kind, Objective};

/// Compares with the baseline. Where no policy sets a tolerance there is none, and a finding stands at the first file.
pub(super) fn hold(policy: Option<&Policy>, case: Case<'_>, docket: &mut Docket<'_>) {
    let rule = policy.and_then(|policy| Some((policy, policy.no_regression?)));
    let Some(baseline) = case.baseline else {
        if let Some((policy, (_, span))) = rule {
            docket.findings.push(
                Diagnostic::new(
                    Code::NoBaseline,
                    &policy.source,
                    span,
                    "the policy forbids regression, and no baseline was given",
                )
                .label("not checked")
                .help("`--baseline` names the answers to compare with"),
            );
        }
        return;
    };
    let tolerance = rule.map_or(0.0, |(_, (tolerance, _))| tolerance);
    let low = policy.is_some_and(|policy| policy.pessimistic);
    let (source, span) = match (rule, case.files.first()) {
        (Some((policy, (_, span))), _) => (&policy.source, span),
        (None, Some(file)) => (&file.source, file.places.head),
        (None, None) => return,
    };
    let figures = [Figure::Strength]
        .into_iter()
        .chain(Objective::ALL.map(Figure::Objective))
        .chain(Kind::ALL.map(Figure::Kind));
    for figure in figures {
        let Some(before) = figure.value(baseline, low) else { continue };
        let now = figure.value(case.assessment, low);
        if now.is_some_and(|now| now >= before - tolerance - TOLERANCE) {
            continue;
        }
        let finding = Diagnostic::new(Code::Regressed, source, span, words(case, figure, before, now))
            .label(format!("a fall of {tolerance} is tolerated"))
            .maybe_help(help(case, figure, now.is_none()));
        docket.push(finding, &[&figure.target(case.questionnaire)]);
    }
}

fn words(case: Case<'_>, figure: Figure, before: f64, now: Option<f64>) -> String {
    let name = figure.name(case.questionnaire);
    match now {
        Some(now) => {
            format!("{name} has fallen from {} to {}", tell(before, now, false), tell(now, before, false))
        }
        None => format!("{name} stood at {before:.2} and has no value any more"),
    }
}
