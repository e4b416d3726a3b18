//! The options of an anonymous edition.

use clap::Args;

use crate::report::voices::MIN_GROUP;

/// What an anonymous edition may show.
#[derive(Debug, Clone, Copy, Args)]
#[command(next_help_heading = "Anonymity")]
pub(super) struct Anonymity {
    /// No names, notes or free text; small roles are folded into their side, small sides into others; a
    /// single one is left out
    #[arg(long)]
    anonymous: bool,
    /// How many people a group has at least [default: 3]; of two, each can tell what the other said
    #[arg(long, value_name = "N", requires = "anonymous", value_parser = clap::value_parser!(u16).range(2..))]
    min_group: Option<u16>,
}

impl Anonymity {
    /// How many people stand at least behind what is shown, where the edition is anonymous.
    pub(super) fn least(self) -> Option<usize> {
        self.anonymous.then(|| self.min_group.map_or(MIN_GROUP, usize::from))
    }
}
