//! `equipoise score --baseline`: what moved since an earlier assessment, as a part of the page.

use anyhow::Result;

use super::{Arguments, Format, Scored};
use crate::cli::{Context, compare, versions::Versions};
use crate::error::Error;
use crate::questionnaire::Catalog;
use crate::report::{compare::CompareView, html::Section};

/// Refuses what does not go together, before anything is read.
///
/// # Errors
/// Says what does not.
pub(super) fn refuse(arguments: &Arguments) -> Result<()> {
    let wrong = if arguments.baseline.is_empty() {
        if !arguments.html.names(Section::Moved) {
            return Ok(());
        }
        "the section `moved` needs an earlier assessment: --baseline FILE"
    } else if arguments.files.is_empty() {
        "--baseline takes all files that follow it, so that none is left to score: name the later answers before it"
    } else if arguments.format != Format::Html {
        "--baseline belongs to --format html; `equipoise compare` shows what moved in other formats"
    } else if arguments.anonymity.least().is_some() {
        "--baseline cannot be used with --anonymous: what each role said at two points in time tells who they are"
    } else {
        return Ok(());
    };
    Err(Error::Usage(wrong.to_owned()).into())
}

/// What moved since the baseline, where one is given.
///
/// # Errors
/// Where it cannot be read, or is not of the same organization and questionnaire.
pub(super) fn moved(
    arguments: &Arguments,
    scored: &Scored,
    catalog: &Catalog,
    context: &mut Context<'_, '_>,
) -> Result<Option<CompareView>> {
    if arguments.baseline.is_empty() {
        return Ok(None);
    }
    let versions = Versions::read(&arguments.before_questionnaire, catalog, context)?;
    let before = versions.read_point(&arguments.baseline, context)?;
    compare::belong_together(&before, scored)?;
    let answers = [before.respondents(), scored.respondents()];
    let points = [compare::point(&before, &answers[0]), compare::point(scored, &answers[1])];
    Ok(Some(compare::view(points, scored.organization())))
}
