//! What the views of several people say when they are set side by side, in numbers. For roles every figure is the
//! result's own (scoring specification, §5); for groups the same formulas run over the groups' levels, so that no
//! figure holds what a single person said.

use super::voice::{Voice, of_groups};
use crate::{
    assessment::{Agreement, Alignment, Assessment, QuestionAlignment, QuestionResult, State, mean, median},
    framework::Side,
    questionnaire::{Measure, Questionnaire},
    report::voices::Voices,
};

/// A voice is alone where every other is at least this many levels away, and these lie no farther apart.
const ALONE: f64 = 2.0;
/// The theme of news that has to travel upwards.
const UPWARD: &str = "upward-communication";
/// The way on which the second source sees warnings stop: from the executive over the head of IT to those who run it.
const CHAIN: [&str; 3] = ["ceo", "cio", "it-manager"];

/// The views of several people side by side. Indices of voices are places in [`Self::voices`].
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reading {
    /// Who is compared.
    pub voices: Vec<Voice>,
    /// `1 - mean AD / 2.5`.
    pub agreement: Option<f64>,
    /// Mean average deviation about the median, in levels.
    pub mean_disagreement: Option<f64>,
    /// Mean of leadership minus delivery, in levels.
    pub mean_gap: Option<f64>,
    /// Mean of its absolute value.
    pub mean_absolute_gap: Option<f64>,
    /// The questions on which two voices gave a level, in the questionnaire's order.
    pub questions: Vec<QuestionAlignment>,
    /// What one side knows and the other does not: question, and the side that does not know.
    pub blind_spots: Vec<(usize, Side)>,
    /// One voice alone against the others.
    pub lone: Vec<Lone>,
    /// Every mechanism in scope, most disagreement first; last those on which only one voice spoke.
    pub mechanisms: Vec<(usize, Option<f64>)>,
    /// Every pair of voices.
    pub pairs: Vec<VoicePair>,
    /// The chain from the executive to those who run IT, link by link.
    pub chain: Vec<Link>,
    /// How news of a weakness travels upwards.
    pub upward: Option<Upward>,
}

/// One voice alone against the others, three levels or more from the farthest of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Lone {
    /// Question index.
    pub question: usize,
    /// Who is alone.
    pub voice: usize,
    /// With which level.
    pub level: f64,
    /// Lowest and highest level of the others.
    pub others: (f64, f64),
}

/// Two voices compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct VoicePair {
    /// The earlier voice.
    pub a: usize,
    /// The later voice.
    pub b: usize,
    /// Mean of a minus b, in levels.
    pub gap: Option<f64>,
    /// Questions on which both gave a level.
    pub questions: usize,
}

/// One link of the chain.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Link {
    /// The two who should hear from each other, the upper one as `a`.
    pub pair: VoicePair,
    /// Questions on which they lie a level or more apart, widest first.
    pub breaks: Vec<Break>,
}

/// A question on which a link breaks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Break {
    /// Question index.
    pub question: usize,
    /// The upper one's level.
    pub upper: f64,
    /// The lower one's level.
    pub lower: f64,
}

/// How news of a weakness travels upwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Upward {
    /// The theme's value 0..=1 by the answers, whatever a workshop settled since; `None` where too few answered, or where it would hold what one person said.
    pub value: Option<f64>,
    /// Scored questions behind it.
    pub questions: usize,
    /// Those of them to which anybody knew the answer.
    pub known: usize,
    /// Leadership's and delivery's mean level over the questions on which both stand, and how many these are.
    pub sides: Option<(f64, f64, usize)>,
}

impl Reading {
    /// The reading of roles: the figures are the result's.
    pub(super) fn of_roles(
        questionnaire: &Questionnaire,
        assessment: &Assessment,
        alignment: &Alignment,
        voices: Vec<Voice>,
    ) -> Self {
        let place = |role: usize| voices.iter().position(|voice| voice.role == Some(role));
        let pair = |one: &crate::assessment::Pair| {
            let (a, b) = (place(one.a)?, place(one.b)?);
            Some(VoicePair { a, b, gap: one.gap, questions: one.questions })
        };
        let pairs: Vec<VoicePair> = alignment.pairs.iter().filter_map(pair).collect();
        let mut mechanisms: Vec<(usize, Option<f64>)> =
            assessment.mechanisms.iter().map(|one| (one.mechanism, one.disagreement)).collect();
        by_disagreement(&mut mechanisms);
        Self {
            agreement: alignment.agreement,
            mean_disagreement: alignment.mean_disagreement,
            mean_gap: alignment.mean_gap,
            mean_absolute_gap: alignment.mean_absolute_gap,
            questions: alignment.questions.clone(),
            blind_spots: alignment.blind_spots.iter().map(|one| (one.question, one.side)).collect(),
            lone: lone(&voices, &alignment.questions),
            mechanisms,
            chain: chain(&voices, &pairs, &alignment.questions),
            pairs,
            upward: upward(questionnaire, assessment, &voices, None),
            voices,
        }
    }

    /// The reading of groups, from their levels alone; of blind spots, those behind which enough people stand.
    pub(super) fn of_groups(
        questionnaire: &Questionnaire,
        assessment: &Assessment,
        alignment: &Alignment,
        groups: &Voices,
    ) -> Self {
        let voices = of_groups(questionnaire, assessment, groups);
        let seen = |one: &QuestionResult| groups.seen(questionnaire, one);
        let questions: Vec<QuestionAlignment> = assessment.questions.iter().filter_map(seen).collect();
        let Agreement { agreement, mean_disagreement, mean_gap, mean_absolute_gap } =
            Agreement::of(&questions);
        let of_mechanism = |mechanism: usize| {
            let range = &questionnaire.mechanisms[mechanism].questions;
            let inside = questions.iter().filter(|one| range.contains(&one.question));
            (mechanism, mean(inside.map(|one| one.disagreement)))
        };
        let mut mechanisms: Vec<(usize, Option<f64>)> =
            assessment.mechanisms.iter().map(|one| of_mechanism(one.mechanism)).collect();
        by_disagreement(&mut mechanisms);
        Self {
            agreement,
            mean_disagreement,
            mean_gap,
            mean_absolute_gap,
            blind_spots: alignment
                .blind_spots
                .iter()
                .filter(|one| groups.tells_blind_spot(questionnaire, one.question, one.side))
                .map(|one| (one.question, one.side))
                .collect(),
            lone: lone(&voices, &questions),
            mechanisms,
            pairs: pairs(&voices),
            chain: Vec::new(),
            upward: upward(questionnaire, assessment, &voices, Some(groups)),
            questions,
            voices,
        }
    }

    /// Questions of a range of three levels or more on which no one voice stands alone, widest first.
    pub(super) fn split(&self) -> Vec<QuestionAlignment> {
        let is_lone = |question: usize| self.lone.iter().any(|one| one.question == question);
        let mut split: Vec<QuestionAlignment> =
            self.questions.iter().filter(|one| one.is_wide() && !is_lone(one.question)).copied().collect();
        split.sort_by(QuestionAlignment::widest_first);
        split
    }

    /// The disputed questions, widest first.
    pub(super) fn disputes(&self) -> Vec<QuestionAlignment> {
        let mut disputes: Vec<QuestionAlignment> =
            self.questions.iter().filter(|one| one.disputed).copied().collect();
        disputes.sort_by(QuestionAlignment::widest_first);
        disputes
    }
}

/// Most disagreement first, in the questionnaire's order where it is the same.
fn by_disagreement(mechanisms: &mut [(usize, Option<f64>)]) {
    mechanisms.sort_by(|a, b| b.1.unwrap_or(-1.0).total_cmp(&a.1.unwrap_or(-1.0)));
}

/// Who gave a level to a question, with that level.
fn given(voices: &[Voice], question: usize) -> Vec<(usize, f64)> {
    let level = |(place, voice): (usize, &Voice)| Some((place, voice.said[question].level()?));
    voices.iter().enumerate().filter_map(level).collect()
}

/// A side's level of a question: the median over its voices.
fn side_level(voices: &[Voice], question: usize, side: Side) -> Option<f64> {
    let own = voices.iter().filter(|voice| voice.side == Some(side));
    median(&mut own.filter_map(|voice| voice.said[question].level()).collect::<Vec<_>>())
}

/// Questions of a range of three levels or more on which one voice stands alone. With two voices neither is.
fn lone(voices: &[Voice], questions: &[QuestionAlignment]) -> Vec<Lone> {
    let one = |seen: &QuestionAlignment| {
        let given = given(voices, seen.question);
        let alone = |&(voice, level): &(usize, f64)| {
            let rest: Vec<f64> =
                given.iter().filter(|(other, _)| *other != voice).map(|(_, level)| *level).collect();
            let low = rest.iter().copied().fold(f64::INFINITY, f64::min);
            let high = rest.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let away = (low - level).max(level - high);
            let stands = rest.len() > 1 && away >= ALONE - 1e-9 && high - low <= ALONE + 1e-9;
            stands.then_some(Lone { question: seen.question, voice, level, others: (low, high) })
        };
        let found: Vec<Lone> = given.iter().filter_map(alone).collect();
        // Two voices at either end of a third are not alone, each of them.
        if let [only] = found.as_slice() { Some(*only) } else { None }
    };
    questions.iter().filter(|seen| seen.is_wide()).filter_map(one).collect()
}

fn pairs(voices: &[Voice]) -> Vec<VoicePair> {
    let pair = |a: usize, b: usize| {
        let both = voices[a].said.iter().zip(&voices[b].said);
        let gaps: Vec<f64> = both.filter_map(|(a, b)| Some(a.level()? - b.level()?)).collect();
        VoicePair { a, b, gap: mean(gaps.iter().copied()), questions: gaps.len() }
    };
    let later = |a: usize| (a + 1..voices.len()).map(move |b| (a, b));
    (0..voices.len()).flat_map(later).map(|(a, b)| pair(a, b)).collect()
}

/// The links between those of the chain who answered; a missing one is stepped over.
fn chain(voices: &[Voice], pairs: &[VoicePair], questions: &[QuestionAlignment]) -> Vec<Link> {
    let present: Vec<usize> =
        CHAIN.iter().filter_map(|id| voices.iter().position(|voice| voice.id == *id)).collect();
    let link = |link: &[usize]| {
        let &[upper, lower] = link else { return None };
        let pair = between(pairs, upper, lower)?;
        let apart = |seen: &QuestionAlignment| {
            let (high, low) = (voices[upper].said[seen.question], voices[lower].said[seen.question]);
            Some(Break { question: seen.question, upper: high.level()?, lower: low.level()? })
        };
        let mut breaks: Vec<Break> =
            questions.iter().filter_map(apart).filter(|one| one.width() >= 1.0 - 1e-9).collect();
        breaks.sort_by(|a, b| b.width().total_cmp(&a.width()));
        Some(Link { pair, breaks })
    };
    present.windows(2).filter_map(link).collect()
}

/// Two voices compared, the first of them as `a` whatever their order.
pub(super) fn between(pairs: &[VoicePair], first: usize, second: usize) -> Option<VoicePair> {
    pairs.iter().find_map(|pair| {
        if (pair.a, pair.b) == (first, second) {
            Some(*pair)
        } else if (pair.b, pair.a) == (first, second) {
            Some(VoicePair { a: first, b: second, gap: pair.gap.map(|gap| -gap), questions: pair.questions })
        } else {
            None
        }
    })
}

impl Break {
    /// How far apart, in levels.
    pub(super) fn width(&self) -> f64 {
        (self.upper - self.lower).abs()
    }
}

/// What the questionnaire asks on news that travels upwards; `None` where it has no such theme.
fn upward(
    questionnaire: &Questionnaire,
    assessment: &Assessment,
    voices: &[Voice],
    groups: Option<&Voices>,
) -> Option<Upward> {
    let theme = |measure: &Measure| matches!(measure, Measure::Theme(theme) if theme == UPWARD);
    let guideline = questionnaire.guidelines.iter().position(|one| theme(&one.measure))?;
    let carries = |question: usize| questionnaire.questions[question].themes.iter().any(|one| one == UPWARD);
    // As the guideline reads it: what is observed of an objective carries no theme.
    let of_mechanism = |question: usize| questionnaire.mechanism_of(question).is_some();
    let themed =
        || assessment.questions.iter().filter(|one| carries(one.question) && of_mechanism(one.question));
    let both = |question: usize| {
        if groups.is_some_and(|groups| !groups.compares_sides(questionnaire, question)) {
            return None;
        }
        let sides = [Side::Leadership, Side::Delivery].map(|side| side_level(voices, question, side));
        sides[0].zip(sides[1])
    };
    let both: Vec<(f64, f64)> = themed().filter_map(|one| both(one.question)).collect();
    let sides = mean(both.iter().map(|(leadership, _)| *leadership))
        .zip(mean(both.iter().map(|(_, delivery)| *delivery)))
        .map(|(leadership, delivery)| (leadership, delivery, both.len()));
    let answered: Vec<f64> = themed().filter_map(as_answered).collect();
    // The result's own figure, unless a workshop moved it: here the answers speak.
    let is_settled = themed().any(QuestionResult::settled);
    let own = assessment.guidelines.get(guideline).copied().flatten();
    let value = if is_settled { mean(answered.iter().copied()) } else { own };
    let value = value.filter(|_| groups.is_none());
    let is_known =
        |one: &QuestionResult| one.original.map_or(one.state, |before| before.state) == State::Known;
    let known = themed().filter(|one| is_known(one)).count();
    (value.is_some() || sides.is_some()).then_some(Upward { value, questions: answered.len(), known, sides })
}

/// What a question counted 0..=1 before a workshop settled it; `None` where it was not scored.
fn as_answered(result: &QuestionResult) -> Option<f64> {
    let Some(before) = result.original else { return result.value };
    match before.state {
        State::Known => before.level.map(|level| level / 5.0),
        State::Unknown => Some(0.0),
        State::NotApplicable | State::Unanswered => None,
    }
}
