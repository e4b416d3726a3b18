//! Everything that an alignment report says, decided once: every rounding, order and word. Formats draw it and add
//! nothing. All text from files has been through [`crate::text::clean_line`].

mod scales;
mod sides;
mod table;
mod talk;
mod top;

pub use sides::{BlindSpotRow, LinkView, NotReached, ScopeRow};
pub use table::{Grid, GridRow, Mark};
pub use talk::{DisputeView, HypothesisView, PlaceView};
pub use top::{Block, Top};

use super::{Edition, Report, reading::Reading, voice::Voice};
use crate::{
    framework::{Scope, Side},
    report::{
        turnout,
        view::{agreement, attribution, mostly_held_back, tendency},
        words,
    },
    text::{and_list, capital, clean_line, count, name_line},
};

/// Several people's views side by side, as people read them.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// Who was assessed.
    pub organization: String,
    /// Title, id and version of the questionnaire, and where the framework comes from.
    pub questionnaire: String,
    /// Who answered, and for whom this is drawn: "6 people, 6 roles · for the committee".
    pub who: String,
    /// Whether what is said can be attributed, and to whom.
    pub attribution: String,
    /// That some are drafts, or have changed since a workshop settled on them, in a line; may be empty.
    pub caveat: String,
    /// Why nothing can be compared, and what to do; empty where it can.
    pub alone: Vec<String>,
    /// What to see in ten seconds.
    pub top: Top,
    /// Levels by mechanism and voice, most disagreement first.
    pub levels: Grid,
    /// Mean differences between voices.
    pub gaps: Grid,
    /// The chain from the executive to those who run IT; empty where it cannot be told.
    pub chain: Vec<LinkView>,
    /// What one side knows and the other does not.
    pub not_reached: Vec<NotReached>,
    /// The disputed questions, widest first; last those that are settled.
    pub disputes: Vec<DisputeView>,
    /// Where each role places the organization and security; without rows where fewer than two did.
    pub scales: Grid,
    /// The poles of each scale, and what was settled on it.
    pub poles: Vec<String>,
    /// Questions that apply to some and not to others.
    pub scope_disputes: Vec<ScopeRow>,
    /// Where people of one role differ.
    pub within_roles: Vec<String>,
    /// What the patterns may mean; empty unless for the facilitator.
    pub hypotheses: Vec<HypothesisView>,
    /// Roles of which nothing stands out; empty unless for the facilitator.
    pub unremarkable: String,
    /// Who answered, side by side; then which files are drafts, and whose answers have changed since a workshop.
    pub people: Vec<String>,
    /// How the numbers come about.
    pub method: Vec<String>,
}

/// What a view is made of.
#[derive(Clone, Copy)]
struct Facts<'a> {
    report: &'a Report<'a>,
    reading: &'a Reading,
}

impl View {
    pub(super) fn new(report: &Report<'_>) -> Self {
        let questionnaire = report.material.questionnaire;
        let mut view = Self {
            organization: organization(report),
            questionnaire: format!(
                "{} ({} {}). After {}.",
                clean_line(&questionnaire.title),
                questionnaire.id,
                questionnaire.version,
                clean_line(&questionnaire.source)
            ),
            who: who(report),
            attribution: attributed(report),
            caveat: caveat(report),
            alone: alone(report),
            top: Top::default(),
            levels: Grid::default(),
            gaps: Grid::default(),
            chain: Vec::new(),
            not_reached: Vec::new(),
            disputes: Vec::new(),
            scales: Grid::default(),
            poles: Vec::new(),
            scope_disputes: Vec::new(),
            within_roles: Vec::new(),
            hypotheses: Vec::new(),
            unremarkable: String::new(),
            people: people(report).into_iter().chain(standing(report)).collect(),
            method: method(report),
        };
        if let Some(reading) = &report.reading {
            view.fill(Facts { report, reading });
        }
        view
    }

    /// The heading of [`Self::scales`].
    pub const SCALES: &'static str = "Where each role places the organization and security";

    /// What to know before reading the hypotheses.
    pub const fn hypotheses_remark(&self) -> &'static str {
        "Hypotheses about the channels between the roles, to be tested by asking; never findings about a person."
    }

    fn fill(&mut self, facts: Facts<'_>) {
        self.top = Top::new(facts);
        self.levels = table::levels(facts);
        self.gaps = table::gaps(facts);
        self.chain = sides::chain(facts);
        self.not_reached = sides::not_reached(facts);
        self.disputes = talk::disputes(facts);
        self.scales = scales::grid(facts);
        self.poles = scales::poles(facts);
        self.scope_disputes = sides::scope_disputes(facts);
        self.within_roles = sides::within_roles(facts);
        self.hypotheses = talk::hypotheses(facts);
        self.unremarkable = talk::unremarkable(facts);
    }
}

impl<'a> Facts<'a> {
    /// A question's short name.
    fn label(self, question: usize) -> String {
        words::question(self.report.material.questionnaire, question)
    }

    /// What a voice is called where room is short: a role's short name, or a group's.
    fn voice(self, place: usize) -> &'a str {
        self.reading.voices.get(place).map_or("", short)
    }

    /// `role`, or `group` where nobody may be recognized.
    fn noun(self) -> &'static str {
        noun(self.report)
    }
}

/// What a voice is called where room is short: a role's short name, or a group's.
fn short(voice: &Voice) -> &str {
    &voice.short
}

fn noun(report: &Report<'_>) -> &'static str {
    if report.voices.is_anonymous() { "group" } else { "role" }
}

fn organization(report: &Report<'_>) -> String {
    report.material.answers.first().map(|one| name_line(&one.organization)).unwrap_or_default()
}

/// Whether what is said can be attributed. Here, unlike in a result, nothing that is held back counts in any figure.
fn attributed(report: &Report<'_>) -> String {
    let voices = &report.voices;
    match (voices.is_anonymous(), report.edition) {
        (true, _) if voices.all().is_empty() => {
            format!("Anonymous: there is no group of at least {} people to show.", voices.least())
        }
        (true, _) => {
            let groups = count(voices.all().len(), "group");
            let least = voices.least();
            format!(
                "Anonymous: {groups} of at least {least} people, without names and notes. Only what {least} people \
                 or more of a group answered is shown, and only that counts in the figures here.{}",
                voices.notice()
            )
        }
        (false, Edition::Committee) => attribution(voices),
        (false, Edition::Facilitator) => {
            format!("{} Names and notes too: not to be passed on.", attribution(voices))
        }
    }
}

fn who(report: &Report<'_>) -> String {
    let people = count(turnout::heard(report.material.assessment).count(), "person");
    let voices = match &report.reading {
        _ if report.voices.is_anonymous() => report.voices.all().len(),
        Some(reading) => reading.voices.len(),
        None => heard_roles(report),
    };
    let voices = match voices {
        0 => String::new(),
        number => format!(", {}", count(number, noun(report))),
    };
    let scope = match report.material.assessment.scope {
        Scope::Full => "",
        Scope::Quick => "Quick interview · ",
    };
    let edition = match report.edition {
        Edition::Committee => "",
        Edition::Facilitator => " · for the facilitator alone",
    };
    format!("{scope}{people}{voices}{edition}")
}

/// Why nothing can be compared, kindly, and what to do about it.
fn alone(report: &Report<'_>) -> Vec<String> {
    if report.reading.as_ref().is_some_and(|reading| reading.voices.len() > 1) {
        return Vec::new();
    }
    let people = turnout::heard(report.material.assessment).count();
    if people == 0 {
        return vec![
            "Nobody has answered anything yet, so there is nothing to compare.".to_owned(),
            "It takes the answers of two people who see it from different desks, best one who decides and one who \
             runs IT."
                .to_owned(),
        ];
    }
    if people == 1 {
        return vec![
            "One person has answered so far, and agreement takes two.".to_owned(),
            "Ask somebody who sees it from another desk, best one who decides and one who runs IT, and give all \
             files, or their folder, to this command again. What one person's answers say by themselves: \
             equipoise score."
                .to_owned(),
        ];
    }
    if report.voices.is_anonymous() {
        let least = report.voices.least();
        return vec![
            format!(
                "Too few people have answered to set groups of at least {least} side by side without pointing at \
                 anybody."
            ),
            format!(
                "It takes two groups of {least}, best one on the side of leadership and one on the side of \
                 delivery: ask more people, or agree with those who answered on --min-group with a smaller \
                 number."
            ),
        ];
    }
    vec![
        "Everybody who has answered has the same role, so there is no other role to compare with.".to_owned(),
        "Ask somebody who sees it from another desk, best one who decides and one who runs IT.".to_owned(),
    ]
}

/// Which files are drafts, and whose answers have changed since a workshop settled on them.
fn standing(report: &Report<'_>) -> impl Iterator<Item = String> {
    [report.drafts(), report.changed()].into_iter().filter(|text| !text.is_empty())
}

/// The same in a line for the first screen, which is short.
fn caveat(report: &Report<'_>) -> String {
    let drafts = turnout::short_drafts(report.material.assessment);
    let changed = if report.changed().is_empty() { "" } else { "answers changed since the workshop" };
    let parts: Vec<&str> = [drafts.as_str(), changed].into_iter().filter(|text| !text.is_empty()).collect();
    if parts.is_empty() {
        String::new()
    } else {
        format!("{}: see Who answered.", capital(&parts.join("; ")))
    }
}

/// How many roles have answered.
fn heard_roles(report: &Report<'_>) -> usize {
    let mut roles: Vec<usize> = turnout::heard(report.material.assessment).map(|one| one.role).collect();
    roles.dedup();
    roles.len()
}

/// Who answered, side by side; of an anonymous edition the groups.
fn people(report: &Report<'_>) -> Vec<String> {
    let questionnaire = report.material.questionnaire;
    if report.voices.is_anonymous() {
        let group =
            |voice: &crate::report::voices::Voice| format!("{}: {} people", voice.label, voice.people);
        return report.voices.all().iter().map(group).collect();
    }
    let mut lines: Vec<String> = Side::ALL
        .into_iter()
        .filter_map(|side| {
            let of_side = turnout::heard(report.material.assessment).filter(|one| one.side == side);
            let mut names: Vec<String> = of_side.map(|one| person(report, one)).collect();
            names.dedup();
            (!names.is_empty()).then(|| format!("{}: {}", side.name(), names.join("; ")))
        })
        .collect();
    let heard = |role: usize| turnout::heard(report.material.assessment).any(|one| one.role == role);
    let missing: Vec<&str> = (0..questionnaire.roles.len())
        .filter(|&role| !heard(role))
        .map(|role| questionnaire.roles[role].short.as_str())
        .collect();
    if !missing.is_empty() {
        lines.push(format!("Not heard: {}", and_list(&missing)));
    }
    lines
}

/// A respondent as a reader knows them: the role, and for the facilitator the name.
fn person(report: &Report<'_>, one: &crate::assessment::RespondentSummary) -> String {
    let role = &report.material.questionnaire.roles[one.role];
    let name = one.name.as_deref().map(name_line).filter(|name| !name.is_empty());
    if let Some(name) = name.filter(|_| report.edition == Edition::Facilitator) {
        return format!("{name}, {}", role.in_full());
    }
    let same = turnout::heard(report.material.assessment).filter(|other| other.role == one.role);
    let people = match same.count() {
        1 => String::new(),
        several => format!(", {several} people"),
    };
    format!("{}{people}", role.in_full())
}

fn method(report: &Report<'_>) -> Vec<String> {
    let noun = noun(report);
    let mut method = vec![
        format!(
            "Agreement is 100% where all {noun}s choose the same level, and 0% where half of them stand at either \
             end. A question is disputed where the {noun}s stand more than one level from their middle view on \
             average, where two of them are three levels or more apart, or where leadership and delivery are two \
             or more apart."
        ),
        "Agreement, gaps and disputes rest on levels that were given; scales with two positions are left out of \
         them. A mechanism's level also counts as 0 what was not asked because what it builds on is missing."
            .to_owned(),
    ];
    method.push(format!(
        "A lone voice is a {noun} at least two levels away from every other, where these lie no more than two apart \
         and the range is three or more. Where the range is as wide and no one {noun} is alone, the question is \
         called split."
    ));
    if report.voices.is_anonymous() {
        method.push(
            "Where people place the organization and security on scales is not shown by group.".to_owned(),
        );
    } else {
        method.push(
            "Several people of one role count as one view, the middle of their levels; a side's level is the middle \
             of its roles'."
                .to_owned(),
        );
    }
    method
}
