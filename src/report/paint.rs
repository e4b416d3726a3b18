//! Emphasis for terminals: bold, dim and the sixteen basic colours only, which each terminal's own theme keeps
//! readable on light and on dark. Nothing is said by colour alone.

use crate::assessment::{BalanceBand, Band};

/// Puts emphasis around text, or leaves it alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paint {
    colour: bool,
}

/// What a piece of text is, as far as emphasis goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// A heading, or the one thing to see first.
    Strong,
    /// A side remark.
    Faint,
    /// A value in a band.
    Of(Band),
    /// The gap between the kinds.
    Gap(BalanceBand),
    /// Something that wants attention.
    Alert,
}

impl Tone {
    /// The parameters of the "select graphic rendition" sequence.
    const fn code(self) -> &'static str {
        match self {
            Self::Strong => "1",
            Self::Faint => "2",
            Self::Of(Band::Initial) | Self::Gap(BalanceBand::Lopsided) => "1;31",
            Self::Of(Band::Emerging) | Self::Alert => "31",
            Self::Of(Band::Partial) | Self::Gap(BalanceBand::Uneven) => "33",
            Self::Of(Band::Established) | Self::Gap(BalanceBand::Even) => "32",
            Self::Of(Band::Sustained) => "1;32",
        }
    }
}

impl Paint {
    /// With colour, or without.
    pub const fn new(colour: bool) -> Self {
        Self { colour }
    }

    /// The text in this tone.
    pub fn tone(self, tone: Tone, text: &str) -> String {
        if self.colour && !text.is_empty() {
            format!("\u{1b}[{}m{text}\u{1b}[0m", tone.code())
        } else {
            text.to_owned()
        }
    }

    /// The text in the tone of a band, where there is one.
    pub fn band(self, band: Option<Band>, text: &str) -> String {
        match band {
            Some(band) => self.tone(Tone::Of(band), text),
            None => text.to_owned(),
        }
    }

    /// Strong text.
    pub fn strong(self, text: &str) -> String {
        self.tone(Tone::Strong, text)
    }

    /// Faint text.
    pub fn faint(self, text: &str) -> String {
        self.tone(Tone::Faint, text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_can_be_switched_off() {
        assert_eq!(Paint::new(false).strong("x"), "x");
        assert_eq!(Paint::new(true).strong("x"), "\u{1b}[1mx\u{1b}[0m");
        assert_eq!(Paint::new(true).strong(""), "");
        assert_eq!(Paint::new(true).band(None, "x"), "x");
    }
}
