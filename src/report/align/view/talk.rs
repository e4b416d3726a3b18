//! What to talk about: the disputed questions one by one, and for the facilitator what the patterns may mean.

use super::{Facts, Mark};
use crate::{
    answers::Answer,
    assessment::QuestionAlignment,
    framework::{Evidence, Side},
    report::{
        align::{
            Edition,
            dispute::{Dispute, Outcome, Placed, Position, Testimony, Without},
            pattern::{Farthest, Pattern},
            reading::Link,
            voice::Voice,
        },
        words,
    },
    text::{and_list, clean_line, count, name_line},
};

/// A disputed question.
#[derive(Debug, Clone, PartialEq)]
pub struct DisputeView {
    /// Short name.
    pub label: String,
    /// How far the views lie apart.
    pub apart: String,
    /// The question as asked.
    pub ask: String,
    /// What a workshop made of it; empty where it made nothing.
    pub settled: String,
    /// Who stands where, the highest level first.
    pub places: Vec<PlaceView>,
    /// Who does not know, and for whom it does not apply.
    pub without: Vec<String>,
    /// What to ask next; empty where the questionnaire has nothing.
    pub probe: String,
    /// What would show it; empty where the questionnaire has nothing.
    pub evidence: String,
}

/// One level, and who chose it.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceView {
    /// The level, with its band.
    pub level: Mark,
    /// Who chose it.
    pub who: String,
    /// The statement that was chosen, as it stands in the questionnaire; of a level between two, the lower.
    pub statement: String,
    /// What shows it, one entry for each who named something.
    pub shown_by: Vec<String>,
    /// Notes, each with whose it is; empty unless for the facilitator.
    pub notes: Vec<String>,
}

/// What stands out in a role's answers, and what it may mean.
#[derive(Debug, Clone, PartialEq)]
pub struct HypothesisView {
    /// The role.
    pub title: String,
    /// What stands out, in numbers.
    pub pattern: Vec<String>,
    /// What it may mean, and what that costs.
    pub meanings: Vec<(&'static str, &'static str)>,
    /// What stands before each of them: "Hypothesis", or a weaker word.
    pub lead: &'static str,
}

/// The disputed questions, widest first.
pub(super) fn disputes(facts: Facts<'_>) -> Vec<DisputeView> {
    facts.report.disputes.iter().map(|dispute| one_dispute(facts, dispute)).collect()
}

fn one_dispute(facts: Facts<'_>, dispute: &Dispute<'_>) -> DisputeView {
    let question = &facts.report.material.questionnaire.questions[dispute.seen.question];
    let names = |voices: &[Without]| {
        let names: Vec<String> = voices.iter().map(|one| shared(facts.voice(one.voice), one.share)).collect();
        and_list(&names)
    };
    let mut without = Vec::new();
    if !dispute.unknown.is_empty() {
        without.push(format!("Don't know: {}.", names(&dispute.unknown)));
    }
    if !dispute.not_applicable.is_empty() {
        without.push(format!("Does not apply: {}.", names(&dispute.not_applicable)));
    }
    without.extend(counted_as(facts, dispute));
    let evidence: Vec<String> = question.evidence.iter().map(|one| clean_line(one)).collect();
    DisputeView {
        label: facts.label(dispute.seen.question),
        apart: apart(dispute.seen),
        ask: clean_line(&question.ask),
        settled: dispute
            .outcome
            .as_ref()
            .map_or_else(String::new, |outcome| settled(facts, dispute.seen.question, outcome)),
        places: dispute.positions.iter().map(|one| place(facts, dispute.seen.question, one)).collect(),
        without,
        probe: question.probe.as_deref().map(clean_line).unwrap_or_default(),
        evidence: evidence.join("; "),
    }
}

/// `On average 1.1 levels from the middle, 4.0 from end to end; leadership rates higher by 1.0.`
fn apart(seen: QuestionAlignment) -> String {
    let apart = format!(
        "On average {} from the middle, {} from end to end",
        words::levels(seen.disagreement),
        words::distance(seen.range)
    );
    match seen.gap.filter(|gap| gap.abs() >= 0.05) {
        Some(gap) => {
            let side = if gap > 0.0 { Side::Leadership } else { Side::Delivery };
            format!("{apart}; {} rates higher by {}.", side.id(), words::distance(gap))
        }
        None => apart + ".",
    }
}

/// As what a role counts whose people stand at several levels.
fn counted_as(facts: Facts<'_>, dispute: &Dispute<'_>) -> Vec<String> {
    let question = dispute.seen.question;
    let one = |(place, voice): (usize, &Voice)| {
        let at = dispute.positions.iter().flat_map(|one| &one.placed).filter(|placed| placed.voice == place);
        let here: Vec<usize> = at.map(|placed| placed.testimonies.len()).collect();
        let level = voice.said[question].level().filter(|_| here.len() > 1)?;
        let (people, name) = (here.iter().sum::<usize>(), facts.voice(place));
        Some(format!("The {people} people of {name} count as {}, their middle.", words::answer(level)))
    };
    facts.reading.voices.iter().enumerate().filter_map(one).collect()
}

/// What a workshop made of a question: the level with its statement, or the two positions, what was shown for it, why,
/// and who dissents.
pub(super) fn settled(facts: Facts<'_>, question: usize, outcome: &Outcome<'_>) -> String {
    let was = outcome.was.map_or_else(String::new, |was| format!(" (before: {})", words::level(was)));
    let questionnaire = facts.report.material.questionnaire;
    let statement = |level: u8| words::statement(questionnaire, question, f64::from(level));
    let (on, grade) = (words::day(outcome.on), outcome.evidence.name());
    let text = match (outcome.level, outcome.fit) {
        (Some(level), _) => format!("Settled at {level} on {on}{was}, {grade}: “{}”", statement(level)),
        (None, Some(fit)) => {
            format!(
                "Settled at organization {}, security {} on {on}, {grade}.",
                fit.organization, fit.security
            )
        }
        (None, None) => format!("Left open on {on}."),
    };
    let reason = outcome.reason.map(clean_line).filter(|reason| !reason.is_empty());
    let text = reason.map_or_else(|| text.clone(), |reason| format!("{text} Why: “{reason}”"));
    let dissent: Vec<&str> =
        outcome.dissent.iter().map(|&role| questionnaire.roles[role].short.as_str()).collect();
    match dissent.len() {
        0 => text,
        1 => format!("{text} {} sees it differently still.", dissent[0]),
        _ => format!("{text} {} see it differently still.", and_list(&dissent)),
    }
}

fn place(facts: Facts<'_>, question: usize, position: &Position<'_>) -> PlaceView {
    let who = |placed: &Placed<'_>| shared(facts.voice(placed.voice), placed.share);
    let said = |tell: fn(&Testimony<'_>) -> Option<String>| -> Vec<String> {
        let all =
            position.placed.iter().flat_map(|placed| placed.testimonies.iter().map(move |one| (placed, one)));
        all.filter_map(|(placed, one)| Some(format!("{}: {}", whose(facts, placed, one), tell(one)?)))
            .collect()
    };
    let facilitator = facts.report.edition == Edition::Facilitator;
    PlaceView {
        level: Mark {
            text: words::answer(position.level),
            band: Some(crate::assessment::Band::of(position.level / 5.0)),
        },
        who: position.placed.iter().map(who).collect::<Vec<_>>().join(", "),
        statement: words::statement(facts.report.material.questionnaire, question, position.level),
        shown_by: said(shown_by),
        notes: if facilitator { said(note) } else { Vec::new() },
    }
}

/// A voice, with how many of its people where it is not all of them.
fn shared(name: &str, share: Option<(usize, usize)>) -> String {
    share.map_or_else(|| name.to_owned(), |(here, all)| format!("{name} ({here} of {all})"))
}

/// Who said it: the role, and for the facilitator the name.
fn whose(facts: Facts<'_>, placed: &Placed<'_>, one: &Testimony<'_>) -> String {
    let role = facts.voice(placed.voice);
    let name = one.name.map(clean_line).filter(|name| !name.is_empty());
    match name.filter(|_| facts.report.edition == Edition::Facilitator) {
        Some(name) => format!("{role}, {name}"),
        None => role.to_owned(),
    }
}

/// What stands behind an answer, where it is more than a claim.
fn shown_by(one: &Testimony<'_>) -> Option<String> {
    let artifacts: Vec<String> =
        one.artifacts.iter().map(|artifact| clean_line(artifact)).filter(|text| !text.is_empty()).collect();
    match (one.evidence, artifacts.is_empty()) {
        (Evidence::Asserted, true) => None,
        (grade, true) => Some(format!("{}, no record named", grade.name())),
        (grade, false) => Some(format!("{}, {}", grade.name(), artifacts.join("; "))),
    }
}

/// Every note on a question, by role; nothing unless for the facilitator.
pub(super) fn notes_on(facts: Facts<'_>, question: usize) -> Vec<String> {
    let report = facts.report;
    if report.edition != Edition::Facilitator || report.voices.is_anonymous() {
        return Vec::new();
    }
    let mut notes: Vec<(usize, String)> = report
        .material
        .answers
        .iter()
        .filter_map(|one| {
            let entry = one.entries.get(question)?;
            let text = entry.note.as_deref().map(clean_line).filter(|text| !text.is_empty())?;
            let role = &report.material.questionnaire.roles[one.respondent.role].short;
            let name = one.respondent.name.as_deref().map(name_line).filter(|name| !name.is_empty());
            let who = name.map_or_else(|| role.clone(), |name| format!("{role}, {name}"));
            let stands = match entry.answer {
                Some(Answer::NotApplicable) => " (does not apply)",
                Some(Answer::Unknown) => " (does not know)",
                _ => "",
            };
            Some((one.respondent.role, format!("{who}{stands}: “{text}”")))
        })
        .collect();
    notes.sort();
    notes.into_iter().map(|(_, note)| note).collect()
}

fn note(one: &Testimony<'_>) -> Option<String> {
    one.note.map(clean_line).filter(|note| !note.is_empty()).map(|note| format!("“{note}”"))
}

/// A role in full, or a group's name.
fn title(facts: Facts<'_>, voice: &Voice) -> String {
    let role = voice.role.map(|role| facts.report.material.questionnaire.roles[role].in_full());
    role.unwrap_or_else(|| voice.short.clone())
}

/// What the patterns may mean, role by role; roles of which nothing stands out are left out.
pub(super) fn hypotheses(facts: Facts<'_>) -> Vec<HypothesisView> {
    let one = |pattern: &Pattern| {
        let voice = &facts.reading.voices[pattern.voice];
        HypothesisView {
            title: title(facts, voice),
            pattern: stands_out(facts, pattern),
            meanings: pattern.meanings.iter().map(|one| (one.may_mean, one.costs)).collect(),
            lead: if pattern.weak { WEAK } else { HYPOTHESIS },
        }
    };
    let roles = facts.report.patterns.iter().filter(|pattern| !pattern.meanings.is_empty()).map(one);
    chain(facts).into_iter().chain(roles).collect()
}

/// Before a hypothesis that rests on a pattern.
const HYPOTHESIS: &str = "Hypothesis:";
/// Before one that rests on a question or two.
const WEAK: &str = "A weak sign, worth a question and no more:";

/// What it may mean where every desk of the chain rates higher, or lower, than the next below it.
fn chain(facts: Facts<'_>) -> Option<HypothesisView> {
    let meaning = facts.report.slope()?;
    let links = &facts.reading.chain;
    let desks = links.iter().map(|link| link.pair.a).chain(links.last().map(|link| link.pair.b));
    let names: Vec<&str> = desks.map(|voice| facts.voice(voice)).collect();
    let step = |link: &Link| {
        let gap = words::difference(link.pair.gap.unwrap_or_default());
        format!("{} to {} {gap}", facts.voice(link.pair.a), facts.voice(link.pair.b))
    };
    let steps: Vec<String> = links.iter().map(step).collect();
    Some(HypothesisView {
        title: format!("The chain {}", names.join(" → ")),
        pattern: vec![format!("At each link the difference points the same way: {}.", and_list(&steps))],
        meanings: vec![(meaning.may_mean, meaning.costs)],
        lead: HYPOTHESIS,
    })
}

/// What stands out in a role's answers, in numbers.
fn stands_out(facts: Facts<'_>, pattern: &Pattern) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(lean) = pattern.leans() {
        let direction = if lean > 0.0 { "higher" } else { "lower" };
        let comparisons = pattern.lean.map_or(0, |(_, comparisons)| comparisons);
        lines.push(format!(
            "Rates {direction} than the others by {} on average, over {}.",
            words::levels(lean),
            count(comparisons, "comparison")
        ));
    }
    let alone: Vec<String> = pattern.alone.iter().map(|one| facts.label(one.question)).collect();
    if !alone.is_empty() {
        lines.push(format!("Alone against the others on {}.", and_list(&alone)));
    }
    lines.extend(pattern.farthest.as_ref().map(|one| farthest(facts, one)));
    let only: Vec<String> = pattern.only.iter().map(|&question| facts.label(question)).collect();
    if !only.is_empty() {
        lines.push(format!("Alone in knowing: {}.", and_list(&only)));
    }
    let missed: Vec<String> = pattern.missed.iter().map(|&question| facts.label(question)).collect();
    if !missed.is_empty() {
        lines.push(format!("Does not know what another role could answer: {}.", and_list(&missed)));
    }
    if let Some(rate) = pattern.unknown.filter(|rate| *rate > 0.0) {
        lines.push(format!("“Don't know” is {} of its answers.", words::percent(rate)));
    }
    lines
}

/// `Farthest apart on Legal and regulatory mapping (traceability): 3 against 1 of ciso.`
fn farthest(facts: Facts<'_>, one: &Farthest) -> String {
    let others: Vec<&str> = one.voices.iter().map(|&voice| facts.voice(voice)).collect();
    let (own, other) = (words::answer(one.level), words::answer(one.other));
    let lead =
        if one.aside { "Leaving out where another stands alone, farthest apart" } else { "Farthest apart" };
    format!("{lead} on {}: {own} against {other} of {}.", facts.label(one.question), and_list(&others))
}

/// Roles of which nothing stands out, and roles that gave nothing to compare, in a sentence each.
pub(super) fn unremarkable(facts: Facts<'_>) -> String {
    let rest = facts.report.patterns.iter().filter(|pattern| pattern.meanings.is_empty());
    let gave = |voice: usize| facts.reading.voices[voice].said.iter().any(|said| said.level().is_some());
    let (calm, silent): (Vec<usize>, Vec<usize>) =
        rest.map(|pattern| pattern.voice).partition(|&voice| gave(voice));
    let names = |voices: &[usize]| {
        let names: Vec<&str> = voices.iter().map(|&voice| facts.voice(voice)).collect();
        and_list(&names)
    };
    let mut sentences = Vec::new();
    if !calm.is_empty() {
        sentences.push(format!("Nothing in the answers of {} stands out enough to ask why.", names(&calm)));
    }
    if !silent.is_empty() {
        sentences.push(format!("Of {} nothing can be told: no level was given.", names(&silent)));
    }
    sentences.join(" ")
}
