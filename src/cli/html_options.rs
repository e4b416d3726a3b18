//! Options of the HTML page, in a group of their own.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;

use crate::error::Error;
use crate::report::html::{self, Logo, MOST_LOGO, Section};
use crate::text;

#[derive(Debug, Args)]
#[command(next_help_heading = "Options of the HTML page")]
pub(super) struct HtmlOptions {
    /// A marking such as "Confidential", on the screen's top and on every printed page
    #[arg(long, value_name = "TEXT")]
    marking: Option<String>,
    /// What stands over the page
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// A picture beside the title, put into the page: PNG, JPEG, GIF, WebP or SVG, at most 1 MiB
    #[arg(long, value_name = "FILE")]
    logo: Option<PathBuf>,
    #[arg(long, value_name = "LIST", help = sections_help())]
    sections: Option<String>,
}

fn sections_help() -> String {
    format!("The parts to show, with commas between: {}", text::and_list(&Section::IDS))
}

impl HtmlOptions {
    /// That none is given with another format.
    ///
    /// # Errors
    /// Names the first one that is.
    pub(super) fn refuse(&self) -> Result<()> {
        let given = [
            ("--marking", self.marking.is_some()),
            ("--title", self.title.is_some()),
            ("--logo", self.logo.is_some()),
            ("--sections", self.sections.is_some()),
        ];
        match given.into_iter().find(|(_, given)| *given) {
            Some((name, _)) => Err(Error::Usage(format!("{name} belongs to --format html")).into()),
            None => Ok(()),
        }
    }

    /// What the page is drawn with.
    ///
    /// # Errors
    /// Where a section is not known, or the picture cannot be used.
    pub(super) fn read(&self) -> Result<html::Options> {
        let defaults = html::Options::default();
        let sections = match &self.sections {
            Some(list) => {
                html::sections(list).map_err(|wrong| Error::Usage(format!("--sections: {wrong}")))?
            }
            None => defaults.sections,
        };
        let title = self.title.as_deref().map(text::clean_line).filter(|title| !title.is_empty());
        Ok(html::Options {
            title: title.unwrap_or(defaults.title),
            marking: self.marking.clone(),
            logo: self.logo.as_deref().map(logo).transpose()?,
            sections,
        })
    }
}

fn logo(path: &Path) -> Result<Logo> {
    let refused = |why: &str| Error::Input(format!("cannot use the logo {}: {why}", path.display()));
    let bytes = read(path).map_err(|error| refused(&error.to_string()))?;
    Ok(Logo::new(&bytes).map_err(|why| refused(&why))?)
}

/// One byte more than is taken at most, so that an endless file ends.
fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    use std::io::Read;
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(MOST_LOGO as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
