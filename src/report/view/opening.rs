//! The first page: whose words these are, what they are and are not, and the result in a paragraph.

use super::{AlignmentView, Facts, Headline, ObjectiveReading, Steps, orientation, overview, people, quoted};
use crate::{
    answers::Answers,
    framework::{Scope, Side, Status},
    report::{voices::Voice, words},
    text::{and_list, clean_line, count, name_line},
};

/// What stands before everything else.
#[derive(Debug, Clone, PartialEq)]
pub struct Opening {
    /// Whose words these are, of when, on what, with which evidence.
    pub is: String,
    /// What they are not, one sentence each.
    pub is_not: Vec<String>,
    /// Why this is a draft; `None` where every respondent has confirmed the answers.
    pub draft: Option<String>,
    /// "3 November 2026", or from one day to another; "not dated".
    pub days: String,
    /// The sides with the roles that speak from them.
    pub sides: Vec<SideCount>,
    /// Digest of the questionnaire.
    pub digest: String,
    /// The result in plain words.
    pub summary: Vec<String>,
}

/// One side among the respondents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideCount {
    /// Its name.
    pub side: &'static str,
    /// Its roles.
    pub roles: Vec<RoleCount>,
}

/// One role among the respondents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleCount {
    /// Its id, as it stands in the tables.
    pub id: String,
    /// Its name.
    pub name: String,
    /// "2 people"; empty where it is one.
    pub people: String,
}

/// What the paragraph is made of, as the rest of the view has it.
pub(super) struct Parts<'a> {
    pub(super) headline: &'a Headline,
    pub(super) objectives: &'a [ObjectiveReading],
    pub(super) alignment: Option<&'a AlignmentView>,
    pub(super) steps: &'a Steps,
    pub(super) below: &'a str,
    pub(super) evidence: &'a str,
}

impl Opening {
    pub(super) fn new(facts: Facts<'_>, parts: &Parts<'_>) -> Self {
        Self {
            is: what_it_is(facts, parts.evidence),
            is_not: what_it_is_not(),
            draft: draft(facts.answers),
            days: days(facts).unwrap_or_else(|| "not dated".to_owned()),
            sides: sides(facts),
            digest: facts.questionnaire.digest.clone(),
            summary: summary(facts, parts),
        }
    }
}

fn what_it_is(facts: Facts<'_>, evidence: &str) -> String {
    let people = facts.people().len();
    let whose = match (people, roles(facts).len()) {
        (0, _) => "This is what an empty file holds: nobody has answered".to_owned(),
        (1, _) => "This is one person's view: what one person in one role said".to_owned(),
        (people, 1) => format!("This is what {people} people in one role said"),
        (people, roles) => format!("This is what {people} people in {roles} roles said"),
    };
    let when = match people::span(facts) {
        None => String::new(),
        Some((first, last)) if first == last => format!(" on {}", words::day(first)),
        Some((first, last)) => format!(" between {} and {}", words::day(first), words::day(last)),
    };
    let scope = match facts.assessment.scope {
        Scope::Full => "the full questionnaire",
        Scope::Quick => "the quick interview",
    };
    let organization = facts.answers.first().map(|one| name_line(&one.organization)).unwrap_or_default();
    format!("{whose}{when} about {organization}. Its scope is {scope}. The evidence: {}", lower(evidence))
}

/// A sentence that goes on after a colon.
fn lower(sentence: &str) -> String {
    let mut characters = sentence.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}

fn what_it_is_not() -> Vec<String> {
    [
        "It is no audit, no certification and no legal opinion.",
        "It names the nearest clauses of standards so that readers find their way; that a clause is named does not \
         show that it is met.",
        "No benchmark exists. The figures of one organization say nothing about another's.",
        "It speaks of practice, roles and channels, and judges no person.",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// Why answers are a draft; `None` where every respondent has confirmed them.
pub(in crate::report) fn draft(answers: &[&Answers]) -> Option<String> {
    let drafts = answers.iter().filter(|one| one.status == Status::Draft).count();
    match (drafts, answers.len()) {
        (0, _) => None,
        (1, 1) => Some("The respondent has not confirmed the answers yet.".to_owned()),
        (drafts, all) if drafts == all => Some("No respondent has confirmed the answers yet.".to_owned()),
        (drafts, all) => {
            let has = if drafts == 1 { "has" } else { "have" };
            Some(format!("{drafts} of {} {has} not confirmed the answers yet.", count(all, "respondent")))
        }
    }
}

fn days(facts: Facts<'_>) -> Option<String> {
    let (first, last) = people::span(facts)?;
    Some(if first == last {
        words::day(first)
    } else {
        format!("{} to {}", words::day(first), words::day(last))
    })
}

/// The roles present (indices) with the people in each, in the questionnaire's order.
fn roles(facts: Facts<'_>) -> Vec<(usize, usize)> {
    let respondents = facts.people();
    respondents.chunk_by(|a, b| a.role == b.role).map(|same| (same[0].role, same.len())).collect()
}

fn sides(facts: Facts<'_>) -> Vec<SideCount> {
    if facts.voices.is_anonymous() {
        return groups(facts);
    }
    let present = roles(facts);
    let count = |&(role, people): &(usize, usize)| RoleCount {
        id: facts.role(role).to_owned(),
        name: clean_line(&facts.questionnaire.roles[role].name),
        people: if people == 1 { String::new() } else { format!("{people} people") },
    };
    let of_side = |side: Side| {
        let of = |one: &&(usize, usize)| facts.questionnaire.roles[one.0].side == side;
        SideCount { side: side.name(), roles: present.iter().filter(of).map(count).collect() }
    };
    Side::ALL.into_iter().map(of_side).filter(|one| !one.roles.is_empty()).collect()
}

/// The groups of an anonymous edition.
fn groups(facts: Facts<'_>) -> Vec<SideCount> {
    let group = |voice: &Voice| RoleCount {
        id: voice.label.clone(),
        name: voice.label.clone(),
        people: format!("{} people", voice.people),
    };
    let roles: Vec<RoleCount> = facts.voices.all().iter().map(group).collect();
    if roles.is_empty() { Vec::new() } else { vec![SideCount { side: "Groups", roles }] }
}

/// The result in two or three short paragraphs.
fn summary(facts: Facts<'_>, parts: &Parts<'_>) -> Vec<String> {
    let mut whole = vec![strength(facts, parts.headline)];
    whole.extend(kinds(facts));
    let mut objectives = vec![orientation::order(facts, "The supports for the three objectives")];
    objectives.extend(lagging(parts.objectives));
    objectives.push(parts.below.to_owned());
    let mut people = Vec::new();
    people.extend(parts.alignment.map(|one| one.agreement.clone()));
    people.extend(next(parts.steps));
    [whole, objectives, people]
        .into_iter()
        .filter(|sentences| !sentences.is_empty())
        .map(|sentences| sentences.join(" "))
        .collect()
}

fn strength(facts: Facts<'_>, headline: &Headline) -> String {
    let who = match facts.people().len() {
        0 => return "Nobody has answered, so there is nothing to say yet.".to_owned(),
        1 => "One person describes",
        _ => "These people describe",
    };
    match headline.strength.band {
        Some(band) => format!(
            "{who} a security programme whose strength is {}. {}. {}",
            headline.strength.with_band(),
            words::so_far(band),
            headline.could_be
        ),
        None => {
            format!("Too little is answered to give the programme's strength. {}", headline.absent.join(" "))
        }
    }
}

fn kinds(facts: Facts<'_>) -> Option<String> {
    let gap = facts.assessment.overall.kind_gap?;
    let lowest = overview::lowest_kinds(facts);
    let band = crate::assessment::BalanceBand::of(gap).name();
    Some(match lowest.as_slice() {
        [] if words::whole_gap(gap) == 0 => {
            format!("Technology, organization and people stand equally high ({band}).")
        }
        [] => format!(
            "Technology, organization and people lie about {} apart ({band}).",
            words::gap_points(gap)
        ),
        [one] => format!(
            "Between the weakest and the strongest of the three kinds of practice lie {} ({band}); {one} stands lowest.",
            words::gap_points(gap)
        ),
        several => format!(
            "Between the weakest and the strongest of the three kinds of practice lie {} ({band}); {} stand lowest.",
            words::gap_points(gap),
            and_list(several)
        ),
    })
}

fn lagging(objectives: &[ObjectiveReading]) -> Option<String> {
    let lagging: Vec<String> = objectives.iter().filter(|one| one.lags).map(|one| quoted(one.name)).collect();
    (!lagging.is_empty()).then(|| {
        format!(
            "What is observed lags behind the support for {}: machinery is there that may not work.",
            and_list(&lagging)
        )
    })
}

/// The best step of the weakest kind, and what has to be settled before.
fn next(steps: &Steps) -> Option<String> {
    let first = steps.kinds.iter().find_map(|kind| Some((kind, kind.steps.first()?)));
    let step = first.map(|(kind, step)| {
        let others = match kind.steps.len() - 1 {
            0 => String::new(),
            1 => "; 1 more is as good".to_owned(),
            more => format!("; {more} more are as good"),
        };
        format!("A first step in {}: {} ({}{others}).", kind.kind, step.label, step.worth)
    });
    let settle = match steps.settle_first.len() {
        0 => None,
        1 => Some("One question has to be settled among the roles first.".to_owned()),
        more => Some(format!("{more} questions have to be settled among the roles first.")),
    };
    let sentences: Vec<String> = step.into_iter().chain(settle).collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}
