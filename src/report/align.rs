//! Who sees it differently: several people's views of one organization set side by side, for a facilitator or for the
//! committee itself. `voice` says who is compared, `reading` what the numbers say, `dispute` who stands where on one
//! question, `pattern` what stands out in a role's answers and what it may mean. [`View`] puts that into words; the
//! formats draw it. [`write_json`] alone writes the numbers themselves.

mod dispute;
mod fit;
mod json;
mod markdown;
mod pattern;
mod reading;
mod terminal;
mod texts;
pub mod view;
mod voice;

pub use json::write_json;
pub use markdown::markdown;
pub use terminal::write;
pub use view::View;

use self::{dispute::Dispute, dispute::Table, fit::Scale, pattern::Pattern, reading::Reading};
use crate::{
    answers::{Answers, Settlement},
    assessment::{Alignment, Assessment},
    framework::closed_set,
    questionnaire::Questionnaire,
    report::{turnout, voices::Voices, words},
};

closed_set! {
    /// For whom it is drawn.
    Edition {
        /// Levels, statements and facts only: to lay on the table.
        Committee = "committee", "for the committee";
        /// Names, notes and hypotheses as well: for whoever prepares the meeting.
        Facilitator = "facilitator", "for the facilitator alone";
    }
}

/// What an alignment report is drawn from.
#[derive(Debug, Clone, Copy)]
pub struct Material<'a> {
    /// What was asked.
    pub questionnaire: &'a Questionnaire,
    /// The result.
    pub assessment: &'a Assessment,
    /// The files that it came from, in any order.
    pub answers: &'a [&'a Answers],
    /// What a workshop settled on them.
    pub settlement: Option<&'a Settlement>,
}

/// Several people's views side by side.
#[derive(Debug)]
pub struct Report<'a> {
    material: Material<'a>,
    edition: Edition,
    voices: Voices,
    /// `None` where fewer than two voices may be shown.
    reading: Option<Reading>,
    disputes: Vec<Dispute<'a>>,
    /// Empty where nobody may be recognized.
    scales: Vec<Scale<'a>>,
    /// Empty unless for the facilitator.
    patterns: Vec<Pattern>,
}

/// How the respondents agree, where two of them have answered anything.
fn compared(assessment: &Assessment) -> Option<&Alignment> {
    assessment.alignment.as_ref().filter(|_| turnout::heard(assessment).nth(1).is_some())
}

impl<'a> Report<'a> {
    /// The report on an organization, attributable by role.
    pub fn new(material: Material<'a>, edition: Edition) -> Self {
        let Material { questionnaire, assessment, answers, .. } = material;
        let alignment = compared(assessment);
        let reading = alignment.map(|alignment| {
            let voices = voice::of_roles(questionnaire, assessment, answers);
            Reading::of_roles(questionnaire, assessment, alignment, voices)
        });
        let patterns = match (alignment, &reading, edition) {
            (Some(alignment), Some(reading), Edition::Facilitator) => Pattern::all(reading, alignment),
            _ => Vec::new(),
        };
        let voices = Voices::by_role(questionnaire, assessment, answers);
        Self::of(material, edition, voices, reading, patterns)
    }

    /// The report for the committee in which nobody's own answer can be told: groups of at least `least` people, no
    /// name, no free text. Of a side too small to show so many people were left out of the material
    /// ([`crate::report::voices::kept`]).
    pub fn anonymous(material: Material<'a>, least: usize, left_out: usize) -> Self {
        let Material { questionnaire, assessment, answers, .. } = material;
        let voices = Voices::anonymous(questionnaire, assessment, answers, least).without(left_out);
        let alignment = compared(assessment).filter(|_| voices.all().len() > 1);
        let reading =
            alignment.map(|alignment| Reading::of_groups(questionnaire, assessment, alignment, &voices));
        Self::of(material, Edition::Committee, voices, reading, Vec::new())
    }

    fn of(
        material: Material<'a>,
        edition: Edition,
        voices: Voices,
        reading: Option<Reading>,
        patterns: Vec<Pattern>,
    ) -> Self {
        let mut report = Self {
            material,
            edition,
            voices,
            reading: None,
            disputes: Vec::new(),
            scales: Vec::new(),
            patterns,
        };
        if let Some(reading) = &reading {
            let table = report.table(reading);
            let mut disputes: Vec<Dispute<'a>> =
                reading.disputes().into_iter().map(|seen| table.dispute(seen)).collect();
            // What is settled needs no more talk: it comes last, in the same order.
            disputes.sort_by_key(Dispute::is_settled);
            report.disputes = disputes;
            report.scales = table.scales(report.material.questionnaire);
        }
        report.reading = reading;
        report
    }

    /// Which roles' answers have changed since a workshop settled on them, in a sentence; empty where none have.
    fn changed(&self) -> String {
        let Material { questionnaire, answers, settlement, .. } = self.material;
        if self.voices.is_anonymous() {
            words::changed_since_without_roles(questionnaire, settlement, answers, self.voices.left_out())
        } else {
            words::changed_since(questionnaire, settlement, answers)
        }
    }

    /// Which files are drafts, in a sentence; empty where all are confirmed.
    fn drafts(&self) -> String {
        let Material { questionnaire, assessment, .. } = self.material;
        if self.voices.is_anonymous() {
            turnout::drafts_without_roles(assessment)
        } else {
            turnout::drafts(questionnaire, assessment)
        }
    }

    /// What it may mean where the picture brightens, or darkens, at every link of the chain; for the facilitator.
    fn slope(&self) -> Option<&'static texts::Meaning> {
        let reading = self.reading.as_ref().filter(|_| self.edition == Edition::Facilitator)?;
        pattern::slope(&reading.chain)
    }

    /// Questions that apply to some and not to others; none where nobody may be recognized, since one person is
    /// enough for one.
    fn scope_disputes(&self) -> &'a [usize] {
        if self.voices.is_anonymous() { &[] } else { &self.material.assessment.scope_disputes }
    }

    /// In words.
    pub fn view(&self) -> View {
        View::new(self)
    }

    fn table<'r>(&self, reading: &'r Reading) -> Table<'a, 'r> {
        Table {
            voices: &reading.voices,
            answers: self.material.answers,
            assessment: self.material.assessment,
            settlement: self.material.settlement,
            anonymous: self.voices.is_anonymous(),
        }
    }
}
