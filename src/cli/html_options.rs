//! Options of the HTML pages, in a group of their own.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;

use crate::error::Error;
use crate::report::html::{self, Frame, Logo, MOST_LOGO, Section};
use crate::text;

/// The longest marking, in characters: two lines at the head of a printed page.
const LONGEST_MARKING: usize = 160;

/// What every page can be given.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of the HTML page")]
pub(super) struct PageOptions {
    /// A marking such as "Confidential", on the screen's top and on every printed page
    #[arg(long, value_name = "TEXT")]
    marking: Option<String>,
    /// What stands over the page
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// A picture beside the title, put into the page: PNG, JPEG, GIF, WebP or SVG, at most 1 MiB
    #[arg(long, value_name = "FILE")]
    logo: Option<PathBuf>,
}

/// What the page of one result can be given.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of the HTML page")]
pub(super) struct HtmlOptions {
    #[command(flatten)]
    page: PageOptions,
    #[arg(long, value_name = "LIST", help = sections_help())]
    sections: Option<String>,
}

fn sections_help() -> String {
    format!(
        "The parts to show, with commas between, in the page's own order: {}",
        text::and_list(&Section::IDS)
    )
}

impl PageOptions {
    /// That none is given with another format.
    ///
    /// # Errors
    /// Names the first one that is.
    pub(super) fn refuse(&self) -> Result<()> {
        refuse("--marking", self.marking.is_some())?;
        refuse("--title", self.title.is_some())?;
        refuse("--logo", self.logo.is_some())
    }

    /// What stands around a page about this subject.
    ///
    /// # Errors
    /// Where the picture cannot be used.
    pub(super) fn frame(&self, subject: &str) -> Result<Frame> {
        let mut frame = Frame::new(&self.title(), subject).marked(self.marking()?.as_deref());
        frame.logo = self.logo()?;
        Ok(frame)
    }

    fn marking(&self) -> Result<Option<String>> {
        let length = self.marking.as_deref().map_or(0, |marking| text::clean_line(marking).chars().count());
        if length > LONGEST_MARKING {
            let wrong = format!(
                "--marking: {length} characters; it stands on every page, in {LONGEST_MARKING} at most"
            );
            return Err(Error::Usage(wrong).into());
        }
        Ok(self.marking.clone())
    }

    fn title(&self) -> String {
        let given = self.title.as_deref().map(text::clean_line).filter(|title| !title.is_empty());
        given.unwrap_or_else(|| html::TITLE.to_owned())
    }

    fn logo(&self) -> Result<Option<Logo>> {
        self.logo.as_deref().map(logo).transpose()
    }
}

impl HtmlOptions {
    /// That none is given with another format.
    ///
    /// # Errors
    /// Names the first one that is.
    pub(super) fn refuse(&self) -> Result<()> {
        self.page.refuse()?;
        refuse("--sections", self.sections.is_some())
    }

    /// Whether a section is asked for by name.
    pub(super) fn names(&self, section: Section) -> bool {
        let list = self.sections.as_deref().and_then(|list| html::sections(list).ok());
        list.is_some_and(|list| list.contains(&section))
    }

    /// What the page is drawn with.
    ///
    /// # Errors
    /// Where a section is not known, or the picture cannot be used.
    pub(super) fn read(&self) -> Result<html::Options> {
        let sections = match &self.sections {
            Some(list) => {
                html::sections(list).map_err(|wrong| Error::Usage(format!("--sections: {wrong}")))?
            }
            None => html::Options::default().sections,
        };
        let marking = self.page.marking()?;
        Ok(html::Options { title: self.page.title(), marking, logo: self.page.logo()?, sections })
    }
}

fn refuse(name: &str, given: bool) -> Result<()> {
    if given {
        return Err(Error::Usage(format!("{name} belongs to --format html")).into());
    }
    Ok(())
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
