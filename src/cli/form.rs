//! `equipoise form`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

use super::Context;
use super::questionnaire::role;
use crate::error::Error;
use crate::form::{self, Start};
use crate::framework::Scope;
use crate::questionnaire::Questionnaire;
use crate::text::clean_line;

/// Write a form: one offline page that a respondent fills in a browser and saves as an answers file
///
/// The page opens by double click, needs no network and sends nothing anywhere. What it saves is an answers file.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  equipoise form --role ceo --organization 'Marlow Freight' -o my-ceo.html
  equipoise form --all-roles --organization 'Marlow Freight' -o my-forms")]
pub(super) struct Arguments {
    /// The respondent's role, such as ceo or hr; chosen on the page where not given
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    /// The organization assessed; entered on the page where not given
    #[arg(long, value_name = "NAME")]
    organization: Option<String>,
    /// The respondent's name, where answers should carry one; it can be changed on the page
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Only the questions of the quick interview
    #[arg(long)]
    quick: bool,
    /// A form for each role, with a text to send it with, into the folder that -o names
    #[arg(long, conflicts_with_all = ["role", "name"], requires = "output")]
    all_roles: bool,
    /// The page, or with --all-roles the folder; `-` is standard output
    #[arg(short, long, value_name = "FILE|FOLDER")]
    output: Option<PathBuf>,
}

/// An invitation is nobody's secret.
const PUBLIC: u32 = 0o644;

pub(super) fn run(arguments: &Arguments, context: &mut Context<'_, '_>) -> Result<ExitCode> {
    let questionnaire = context.catalog()?.default_one().map_err(Error::problems)?;
    let given = |option, text: &Option<String>| match text.as_deref().map(clean_line) {
        Some(text) if text.is_empty() => Err(Error::Usage(format!("{option} needs a name"))),
        text => Ok(text),
    };
    let start = Start {
        role: arguments.role.as_deref().map(|id| role(&questionnaire, id)).transpose()?,
        organization: given("--organization", &arguments.organization)?,
        name: given("--name", &arguments.name)?,
        scope: Some(if arguments.quick { Scope::Quick } else { Scope::Full }),
    };
    if let Some(folder) = arguments.output.as_deref().filter(|_| arguments.all_roles) {
        every_role(&questionnaire, &start, folder, context)?;
    } else {
        let page =
            form::page(&questionnaire, &start)?.ok_or_else(|| nothing_asked(&questionnaire, &start))?;
        context.deliver(arguments.output.as_deref(), page.as_bytes())?;
    }
    Ok(ExitCode::SUCCESS)
}

fn nothing_asked(questionnaire: &Questionnaire, start: &Start) -> Error {
    let role = start.role.map(|role| format!(" for the role {}", questionnaire.roles[role].id));
    Error::Usage(format!("no question of this interview is{}", role.unwrap_or_else(|| " asked".to_owned())))
}

/// A page and an invitation for each role that is asked anything. Pages are replaced; an invitation that is there
/// already may have been edited, and stays.
fn every_role(
    questionnaire: &Questionnaire,
    start: &Start,
    folder: &Path,
    context: &mut Context<'_, '_>,
) -> Result<()> {
    if folder == Path::new("-") {
        return Err(Error::Usage("--all-roles writes several files: -o takes a folder".into()).into());
    }
    let unwritable = |error| Error::Output { name: folder.display().to_string(), error };
    std::fs::create_dir_all(folder).map_err(unwritable)?;
    for (index, role) in questionnaire.roles.iter().enumerate() {
        let start = Start { role: Some(index), ..start.clone() };
        let Some(page) = form::page(questionnaire, &start)? else { continue };
        let file = format!("{}.html", role.id);
        let path = folder.join(&file);
        context.deliver(Some(&path), page.as_bytes())?;
        context.note(&format!("written: {}", path.display()));
        let path = folder.join(format!("{}-invitation.txt", role.id));
        let text = form::invitation(questionnaire, index, &start, &file)?;
        if path.exists() {
            context.note(&format!("{} is there already and stays as it is", path.display()));
        } else {
            context.deliver_new(Some(&path), text.as_bytes(), PUBLIC)?;
        }
    }
    Ok(())
}
