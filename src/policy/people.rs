//! Who has to answer, and to stand by it.

use super::{Case, Docket, Policy};
use crate::diagnostic::{Code, Diagnostic};
use crate::framework::Status;

/// How a draft is confirmed.
pub(crate) const CONFIRMING: &str = "`equipoise interview -o FILE` ends with the question whether the answers stand; \
                                     or load it in the form that saved it, and confirm";

/// Holds the roles required.
pub(super) fn roles(policy: &Policy, case: Case<'_>, docket: &mut Docket<'_>) {
    for (role, span) in &policy.roles {
        let id = &case.questionnaire.roles[*role].id;
        if case.files.iter().all(|file| file.answers.respondent.role != *role) {
            let finding = Diagnostic::new(
                Code::MissingRole,
                &policy.source,
                *span,
                format!("the role `{id}` is required and has not answered"),
            )
            .help(format!("`equipoise interview --role {id}` asks it"));
            docket.push(finding, &[id, &format!("roles.{id}")]);
        }
    }
}

/// Holds that every file is confirmed.
pub(super) fn confirmed(policy: &Policy, case: Case<'_>, docket: &mut Docket<'_>) {
    let Some(span) = policy.confirmed else { return };
    for file in case.files.iter().filter(|file| file.answers.status == Status::Draft) {
        let id = &case.questionnaire.roles[file.answers.respondent.role].id;
        let finding = Diagnostic::new(
            Code::Unconfirmed,
            &file.source,
            file.places.status,
            format!("the answers of `{id}` are a draft, and the policy requires confirmed ones"),
        )
        .related(&policy.source, span, "required here")
        .help(CONFIRMING);
        docket.push(finding, &[id]);
    }
}
