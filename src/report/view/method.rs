//! How the numbers come about and where they end, in one page, with sources.

use super::{Facts, practice};
use crate::{
    assessment::{BalanceBand, Band},
    framework::{ANSWERING_RULE, Evidence},
    text::clean_line,
};

/// Method and limits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Method {
    /// How it is done, one topic after the other.
    pub topics: Vec<Topic>,
    /// What one has to know before leaning on it.
    pub limits: Vec<String>,
    /// What it is built on.
    pub sources: Vec<String>,
}

/// One topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// In a word or two.
    pub title: &'static str,
    /// In a paragraph.
    pub text: String,
}

impl Method {
    pub(super) fn new(facts: Facts<'_>) -> Self {
        Self { topics: topics(facts), limits: limits(), sources: sources(facts) }
    }
}

fn topics(facts: Facts<'_>) -> Vec<Topic> {
    [
        (
            "Answers",
            format!(
                "Each question offers six statements that somebody could observe. {ANSWERING_RULE} The levels are \
                 called {}. “Don't know” counts as the lowest level only where nobody else knows; what does not apply \
                 is left out.",
                practice::levels(facts)
            ),
        ),
        (
            "Several people",
            "The middle answer of each role, then of each side (leadership, delivery, independent), then of the sides: \
             so no group outvotes another by its number. A workshop may settle a question; what was answered before \
             stays beside it."
                .to_owned(),
        ),
        (
            "From answers to figures",
            "A mechanism is the weighted mean of its questions, a kind that of its mechanisms. The support for an \
             objective takes each question by its relevance to it (primary counts twice as much as secondary), within \
             each kind. A value is shown only where at least half of what applies is answered."
                .to_owned(),
        ),
        (
            "Strength",
            "The square of the weighted mean of the kinds' square roots. It is at most their plain average, and the \
             farther the kinds lie apart the more it falls below it: strength in one makes up for a hole in another \
             only in part. No better answer ever lowers it."
                .to_owned(),
        ),
        ("Bands", bands()),
        (
            "Uncertainty",
            "“By what is still open”: every open question at the lowest, then at the highest level. “By whom one \
             asks”: every question where the gloomiest, then the brightest role puts it."
                .to_owned(),
        ),
        ("Evidence", evidence()),
        (
            "Disputes",
            "A question is disputed where the roles' answers lie more than one level from the middle on average, \
             where they span three levels or more, or where leadership and delivery lie two levels or more apart. \
             Such a question is settled first and improved afterwards."
                .to_owned(),
        ),
        (
            "Next steps",
            "For each question the gain in strength, were it raised to its next level, is set against the effort that \
             the questionnaire guesses. The best of each kind are shown, the weakest kind first."
                .to_owned(),
        ),
    ]
    .map(|(title, text)| Topic { title, text })
    .to_vec()
}

/// The bands with their limits.
fn bands() -> String {
    let limits = ["below 20%", "from 20%", "from 40%", "from 60%", "from 80%"];
    let bands: Vec<String> =
        Band::ALL.iter().zip(limits).map(|(band, limit)| format!("{} {limit}", band.name())).collect();
    let gaps = ["below 10 points", "from 10 points", "from 25 points"];
    let gaps: Vec<String> =
        BalanceBand::ALL.iter().zip(gaps).map(|(band, limit)| format!("{} {limit}", band.name())).collect();
    format!(
        "Of a figure: {}. Of the gap between the kinds: {}. They are conventions for reading, not findings. A \
         rounded figure stays on its own side of a band's edge: 39.96% is shown as 39%. Values within ten points of \
         each other stand in no order.",
        bands.join(", "),
        gaps.join(", ")
    )
}

fn evidence() -> String {
    let caps: Vec<String> =
        Evidence::ALL.iter().map(|grade| format!("{} up to level {}", grade.name(), grade.cap())).collect();
    format!(
        "An answer is asserted (somebody says so), documented (a record exists) or verified (a second person has seen \
         it). The evidenced strength counts each answer only as far as its evidence carries: {}.",
        caps.join(", ")
    )
}

fn limits() -> Vec<String> {
    [
        "The figures are perceptions of practice. They do not measure attacks, losses or the security achieved.",
        "The framework comes from 21 interviews in 11 large firms whose security sat inside IT. The firms were chosen \
         for being effective and judged so themselves, so nothing can be calibrated on them.",
        "Its interview questions were never published. The questions, statements and weights used here are the \
         questionnaire's own, as is the judgement which mechanism serves which objective.",
        "The second source, on how executives and IT fail to talk about security, is an opinion.",
        "Few people answer, and each knows a part. One person's answers are one person's view.",
        "The kinds weigh as the questionnaire says, by default one third each. Another reading of the paper gives \
         technology one half.",
    ]
    .map(str::to_owned)
    .to_vec()
}

fn sources(facts: Facts<'_>) -> Vec<String> {
    let framework = clean_line(&facts.questionnaire.source);
    let built_on = [
        "Kayworth, T. and Whitten, D. (2010): Effective Information Security Requires a Balance of Social and \
         Technology Factors. MIS Quarterly Executive 9(3).",
        "Atkinson, A. B. (1970): On the measurement of inequality. Journal of Economic Theory 2(3).",
        "Hill, M. O. (1973): Diversity and evenness. Ecology 54(2).",
        "OECD and JRC (2008): Handbook on Constructing Composite Indicators.",
        "UNDP (2010): Human Development Report 2010.",
        "Burke, M. J. and Dunlap, W. P. (2002): Estimating interrater agreement with the average deviation index. \
         Organizational Research Methods 5(2).",
        "Krippendorff, K. (2004): Content Analysis, 2nd edition.",
    ];
    std::iter::once(format!("This questionnaire follows {framework}."))
        .chain(built_on.map(str::to_owned))
        .collect()
}
