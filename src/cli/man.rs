//! `equipoise man`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Command, CommandFactory};
use clap_mangen::Man;

use super::{Cli, Context};
use crate::error::Error;

/// Print the manual page, or write one page for each command into a folder
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  equipoise man | man -l -
  equipoise man --folder ~/.local/share/man/man1")]
pub(super) struct Arguments {
    /// Write one page for each command into this folder instead
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, context: &mut Context<'_, '_>) -> Result<ExitCode> {
    let mut command = Cli::command();
    command.build();
    match &arguments.folder {
        None => context.deliver(None, &page(&command)?)?,
        Some(folder) => {
            std::fs::create_dir_all(folder)
                .map_err(|error| Error::Output { name: folder.display().to_string(), error })?;
            pages(&command, &mut |name, page| {
                context.deliver(Some(&folder.join(format!("{name}.1"))), page)
            })?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn pages(command: &Command, write: &mut impl FnMut(&str, &[u8]) -> Result<()>) -> Result<()> {
    let name = command.get_display_name().unwrap_or_else(|| command.get_name());
    write(name, &page(command)?)?;
    command
        .get_subcommands()
        .filter(|inner| inner.get_name() != "help")
        .try_for_each(|inner| pages(inner, write))
}

fn page(command: &Command) -> Result<Vec<u8>> {
    let mut page = Vec::new();
    let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned();
    Man::new(command.clone())
        .title(name)
        .source(concat!("equipoise ", env!("CARGO_PKG_VERSION")))
        .render(&mut page)?;
    Ok(page)
}
