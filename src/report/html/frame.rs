//! What every page of ours has: its title, marking, style and the policy that keeps everything else out.

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

use super::Logo;
use crate::text::clean_line;

/// The style of every page.
const STYLE: &str = concat!(include_str!("report.css"), include_str!("compare.css"));

/// The frame around a page's own content: what `base.html` draws.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// What the page is.
    pub title: String,
    /// Whom it is about.
    pub subject: String,
    /// Stands on the screen's top and on every printed page.
    pub marking: Option<String>,
    /// Why it is a draft, where it is one.
    pub draft: Option<String>,
    /// A picture beside the title.
    pub logo: Option<Logo>,
    style: &'static str,
}

impl Frame {
    /// A frame with a title and whom the page is about; both may come from anywhere.
    pub fn new(title: &str, subject: &str) -> Self {
        Self {
            title: clean_line(title),
            subject: clean_line(subject),
            marking: None,
            draft: None,
            logo: None,
            style: STYLE,
        }
    }

    /// With a marking; blank is none.
    #[must_use]
    pub fn marked(self, marking: Option<&str>) -> Self {
        Self { marking: marking.map(clean_line).filter(|one| !one.is_empty()), ..self }
    }

    /// With a style of its own, which begins with that of every page.
    pub(super) fn styled(self, style: &'static str) -> Self {
        Self { style, ..self }
    }

    /// The style, as it stands between the tags.
    pub(super) fn style(&self) -> &'static str {
        self.style
    }

    /// Nothing is loaded and nothing runs; the one style is named by its hash.
    pub(super) fn policy(&self) -> String {
        let hash = STANDARD.encode(Sha256::digest(self.style()));
        format!(
            "default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; form-action 'none'"
        )
    }
}
