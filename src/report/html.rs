//! The view drawn as one self-contained page, for screen and paper: no script, no network, and a policy that would
//! refuse both. Templates and style lie beside; whatever comes from a file is escaped by them.

pub mod chart;
pub mod compare;
mod draw;
mod frame;
mod logo;
pub mod portfolio;
mod section;
mod trend;

use std::io::{self, Write};

use askama::Template;

pub use frame::Frame;
pub use logo::{Logo, MOST as MOST_LOGO};
pub use section::{Section, parse as sections};

use super::{
    compare::{Direction, ROUNDED},
    view::{QuestionRow, View},
    words,
};
use crate::{assessment::Band, framework::Kind};
use chart::{Gauge, KindBars};

/// What stands over the page where no title is given.
pub const TITLE: &str = "Information security in balance";

/// How many gains, and how many losses, the page of one result names.
const MOST_MOVED: usize = 3;

/// How to draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Stands over the page.
    pub title: String,
    /// Stands on the screen's top and on every printed page.
    pub marking: Option<String>,
    /// A picture beside the title.
    pub logo: Option<Logo>,
    /// The parts to draw, in the order of the document.
    pub sections: Vec<Section>,
}

impl Default for Options {
    fn default() -> Self {
        Self { title: TITLE.to_owned(), marking: None, logo: None, sections: Section::ALL.to_vec() }
    }
}

/// Draws the view.
///
/// # Errors
/// Where the stream cannot be written.
pub fn write(out: &mut dyn Write, view: &View, options: &Options) -> io::Result<()> {
    let mut frame = Frame::new(&options.title, &view.organization).marked(options.marking.as_deref());
    frame.draft.clone_from(&view.opening.draft);
    frame.logo.clone_from(&options.logo);
    // Without an earlier assessment there is nothing to say of what moved.
    let there = |section: &&Section| **section != Section::Moved || view.moved.is_some();
    let sections: Vec<Section> = options.sections.iter().filter(there).copied().collect();
    Page { frame, view, sections: &sections }.write_into(out)
}

/// The page of one result.
#[derive(Template)]
#[template(path = "report/html/page.html", config = "src/askama.toml", whitespace = "minimize")]
struct Page<'a> {
    frame: Frame,
    view: &'a View,
    sections: &'a [Section],
}

/// The questions of one mechanism, or those that observe one objective.
struct Place<'a> {
    name: &'a str,
    purpose: &'a str,
    questions: &'a [QuestionRow],
}

impl Page<'_> {
    fn gauge(&self) -> Gauge<'_> {
        Gauge::new(&self.view.headline)
    }

    fn kind_bars(&self) -> KindBars<'_> {
        KindBars::new(&self.view.kinds)
    }

    /// What an earlier assessment had for the kind at this place.
    fn before(&self, at: usize) -> &str {
        let previous = self.view.kinds.previous.as_ref().and_then(|one| one.figures.get(at));
        previous.map_or(words::NO_VALUE, |figure| figure.text.as_str())
    }

    /// Whether some mechanism has a target.
    fn has_targets(&self) -> bool {
        self.view.mechanisms.iter().flat_map(|group| &group.mechanisms).any(|one| one.target.is_some())
    }

    /// The questions in scope, by the mechanism or objective to which they belong.
    fn places(&self) -> Vec<Place<'_>> {
        let purpose = |id: &str| {
            let mut all = self.view.mechanisms.iter().flat_map(|group| &group.mechanisms);
            let own = id.split_once('.').map_or(id, |(own, _)| own);
            all.find(|one| one.id == own).map_or("", |one| one.purpose.as_str())
        };
        let chunks = self.view.appendix.questions.chunk_by(|a, b| a.place == b.place);
        chunks
            .filter_map(|questions| {
                let first = questions.first()?;
                Some(Place { name: &first.place, purpose: purpose(&first.id), questions })
            })
            .collect()
    }
}
