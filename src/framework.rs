//! The fixed vocabulary of the framework: objectives, kinds of mechanism, sides and grades of evidence.
//!
//! Source: Kayworth and Whitten (2010), Figure 1 (objectives and kinds); the sides come from the second source,
//! which sets the executives who decide against those who run IT.

/// Declares a closed set of ids with their names, in the order in which every listing shows them.
macro_rules! closed_set {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $id:literal, $label:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vmeta])* $variant,)+ }

        #[allow(dead_code, reason = "a private set need not use every accessor")]
        impl $name {
            /// Every value, in display order.
            pub const ALL: [Self; [$($id),+].len()] = [$(Self::$variant),+];
            /// Every id, in display order.
            pub const IDS: [&'static str; [$($id),+].len()] = [$($id),+];

            /// The id used in files and in machine output.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }

            /// The name shown to people.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }

            /// The value with this id, if there is one.
            pub fn from_id(id: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|value| value.id() == id)
            }

            /// Position in [`Self::ALL`].
            pub const fn index(self) -> usize {
                self as usize
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.id())
            }
        }
    };
}
pub(crate) use closed_set;

closed_set! {
    /// What a security strategy has to achieve (the paper's three objectives).
    Objective {
        /// Protect information assets and enable the business at once.
        Business = "business", "Balance security and business needs";
        /// Meet external obligations, and show that they are met.
        Compliance = "compliance", "Ensure compliance";
        /// The values of the security programme mesh with the organization's.
        Culture = "culture", "Maintain cultural fit";
    }
}

closed_set! {
    /// A kind of mechanism (the three boxes of Figure 1).
    Kind {
        /// Technical competence.
        Technical = "technical", "Technical competence";
        /// Organizational integration: formal structures, coordinating structures and processes.
        Integration = "integration", "Organizational integration";
        /// Social alignment: culture and leadership.
        Social = "social", "Social alignment";
    }
}

closed_set! {
    /// The side of the table from which a role speaks.
    Side {
        /// Those who decide on the business.
        Leadership = "leadership", "Leadership";
        /// Those who run IT and security.
        Delivery = "delivery", "Delivery";
        /// Those who assess without running.
        Independent = "independent", "Independent";
    }
}

closed_set! {
    /// How well an answer is supported.
    Evidence {
        /// Somebody says so.
        Asserted = "asserted", "asserted";
        /// A record exists.
        Documented = "documented", "documented";
        /// A second person has seen the record, or, for an organic mechanism, confirmed the practice.
        Verified = "verified", "verified";
    }
}

impl Evidence {
    /// The highest level (0..=5) that this grade supports in the evidenced strength (scoring specification, §4).
    pub const fn cap(self) -> u8 {
        match self {
            Self::Asserted => 2,
            Self::Documented => 3,
            Self::Verified => 5,
        }
    }
}

closed_set! {
    /// Which questions an answers file sets out to cover.
    Scope {
        /// Every question open to the role.
        Full = "full", "full";
        /// Only the questions flagged `quick`.
        Quick = "quick", "quick";
    }
}

closed_set! {
    /// Whether the respondent has confirmed the answers.
    Status {
        /// Still being answered, or not read back.
        Draft = "draft", "draft";
        /// Read back and confirmed by the respondent.
        Confirmed = "confirmed", "confirmed";
    }
}

/// How one of six statements is chosen. The lower ones describe stages that one leaves behind, so a statement of a lack
/// counts as true below a better state.
pub const ANSWERING_RULE: &str = "Take the highest statement that is wholly true, with all below it: a lower one counts \
     as true once things are better than it says. Between two, take the lower.";

/// The highest level and position; answers run 0..=5.
pub const TOP_LEVEL: u8 = 5;
/// Statements of a question, one per level.
pub const LEVELS: usize = 6;
