//! Whose levels stand beside each other: the roles, or in an anonymous edition groups so large that nobody's own
//! answer can be told.
//!
//! An anonymous edition folds a role with fewer than N respondents into its side, and a side still smaller into
//! *others*, unless it alone is the smallest of three ([`kept`]). Where *others* too would be smaller than N, the
//! smallest other group joins it, or else the one left out could be computed from what is shown. With fewer than N
//! respondents in all there is no group. A group's level is the median of its people's levels, not of its roles': one
//! person beside many must not weigh half.
//!
//! What was said of a question is held back where fewer than N people of some side spoke of it (the consensus is the
//! middle of the sides, so that the sides shown would give the other away), and where all said the same at an end of
//! the scale. Where a single question of a mechanism or objective is held back, so is a second one; where nothing else
//! stands behind it, or fewer than N people, its own level is held back too. What the figures still shown would give
//! away by arithmetic is covered by holding back more (see `cover`). Threshold, complementary suppression and
//! homogeneity are the usual concerns of statistical disclosure control (Hundepool et al., *Statistical Disclosure
//! Control*, 2012).

mod audit;
mod cover;
mod groups;
mod left_out;

pub use left_out::kept;

use self::audit::Figures;
use crate::{
    answers::{Answer, Answers},
    assessment::{Assessment, Histogram, QuestionAlignment, QuestionResult, State},
    framework::{Objective, Side, TOP_LEVEL},
    questionnaire::Questionnaire,
};

/// How many respondents a group has at least where nothing else is said.
pub const MIN_GROUP: usize = 3;

/// A role, or a group of roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// What it is called: a role's short name, a side, or "others".
    pub label: String,
    /// Role indices, in role order.
    pub roles: Vec<usize>,
    /// How many respondents it has.
    pub people: usize,
    /// The side, where all its roles are of one.
    pub side: Option<Side>,
}

/// What a voice says of a question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Said {
    /// A role's value, or the median of a group's people, 0..=5.
    Level(f64),
    /// "Don't know", and no level.
    Unknown,
    /// Nothing, or nothing that may be shown.
    Nothing,
}

/// What some respondents said of one question.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Tally {
    /// The levels given.
    levels: Histogram,
    /// How many placed both positions of a fit question.
    placed: usize,
    unknown: usize,
    not_applicable: usize,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.levels.merge(other.levels);
        self.placed += other.placed;
        self.unknown += other.unknown;
        self.not_applicable += other.not_applicable;
    }

    /// How many gave a level or a pair.
    fn given(&self) -> usize {
        self.levels.total() + self.placed
    }

    /// How many stand behind a state.
    fn behind(&self, state: State) -> usize {
        match state {
            State::Known => self.given(),
            State::Unknown => self.unknown,
            State::NotApplicable => self.not_applicable,
            State::Unanswered => 0,
        }
    }

    /// Whether all who gave a level gave the lowest, or all the highest.
    fn is_at_an_end(&self) -> bool {
        self.levels.extremes().is_some_and(|(low, high)| high == 0 || low == TOP_LEVEL)
    }
}

/// All voices of a result.
#[derive(Debug, Clone, PartialEq)]
pub struct Voices {
    all: Vec<Voice>,
    /// How many respondents stand behind whatever is shown; 1 where it is attributable.
    least: usize,
    roles: usize,
    /// By question and role.
    tallies: Vec<Tally>,
    /// By question: whether what was said of it is held back.
    held_back: Vec<bool>,
    /// Ids of the mechanisms and objectives whose own figure is held back.
    untold: Vec<String>,
    /// How many people of a side too small to show are not among the answers.
    left_out: usize,
}

impl Voices {
    /// One voice for each role that is present: attributable by role.
    pub fn by_role(questionnaire: &Questionnaire, assessment: &Assessment, answers: &[&Answers]) -> Self {
        Self::new(questionnaire, assessment, answers, 1)
    }

    /// Groups of at least so many respondents.
    pub fn anonymous(
        questionnaire: &Questionnaire,
        assessment: &Assessment,
        answers: &[&Answers],
        least: usize,
    ) -> Self {
        // A group of one is a person, so there is no anonymity below two.
        Self::new(questionnaire, assessment, answers, least.max(2))
    }

    fn new(
        questionnaire: &Questionnaire,
        assessment: &Assessment,
        answers: &[&Answers],
        least: usize,
    ) -> Self {
        let mut people = vec![0; questionnaire.roles.len()];
        for one in assessment.respondents.iter().filter(|one| least < 2 || one.has_answered()) {
            people[one.role] += 1;
        }
        let tallies = tallies(questionnaire, answers);
        let mut voices = Self {
            all: groups::groups(questionnaire, &people, least),
            least,
            roles: people.len(),
            tallies,
            held_back: vec![false; questionnaire.questions.len()],
            untold: Vec::new(),
            left_out: 0,
        };
        // What is held back for small groups is held back for larger ones too, or two editions side by side would fill
        // each other's gaps.
        // From one more than there are people on, nothing changes any more.
        let most = least.min(people.iter().sum::<usize>() + 1);
        if voices.is_anonymous() {
            let figures = Figures::new(questionnaire, assessment);
            for least in 2..=most {
                voices.least = least;
                voices.hold_back(questionnaire, &assessment.questions);
                voices.cover(questionnaire, assessment, &figures);
            }
        }
        Self { least, ..voices }
    }

    /// The same, knowing that the answers of so many people were left out ([`kept`]).
    #[must_use]
    pub fn without(self, left_out: usize) -> Self {
        Self { left_out, ..self }
    }

    /// How many people of a side too small to show are not among the answers.
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// That people were left out, in a sentence with a space before it; empty where nobody was.
    pub fn notice(&self) -> String {
        match self.left_out {
            0 => String::new(),
            1 => " 1 person of a side too small to show is left out of the figures.".to_owned(),
            people => format!(" {people} people of a side too small to show are left out of the figures."),
        }
    }

    /// Whether nobody's own answer can be told.
    pub fn is_anonymous(&self) -> bool {
        self.least > 1
    }

    /// How many respondents stand at least behind what is shown.
    pub fn least(&self) -> usize {
        self.least
    }

    /// The voices: roles in role order, then sides, then others.
    pub fn all(&self) -> &[Voice] {
        &self.all
    }

    /// The voice that is this role and no other.
    pub fn of_role(&self, role: usize) -> Option<&Voice> {
        self.all.iter().find(|voice| voice.roles == [role])
    }

    /// Whether level, state and statement of a question are held back.
    pub fn holds_back(&self, question: usize) -> bool {
        self.held_back.get(question).copied().unwrap_or(false)
    }

    /// How many questions are held back.
    pub fn held_back(&self) -> usize {
        self.held_back.iter().filter(|held| **held).count()
    }

    /// What a voice says of a question: a role's value, or the median of a group's people where enough of them gave a
    /// level.
    pub fn said(&self, voice: &Voice, result: &QuestionResult) -> Said {
        let tally = self.tally(result.question, &voice.roles);
        let level = if self.is_anonymous() {
            if self.holds_back(result.question) {
                return Said::Nothing;
            }
            tally.levels.median().filter(|_| tally.given() >= self.least)
        } else {
            result.roles.iter().find(|(role, _)| voice.roles == [*role]).map(|&(_, level)| level)
        };
        match level {
            Some(level) => Said::Level(level),
            None if tally.given() == 0 && tally.unknown >= self.least => Said::Unknown,
            None => Said::Nothing,
        }
    }

    /// How the groups of an anonymous edition see a question: each as one voice; the sides' levels only where they may
    /// be set against each other.
    pub fn seen(&self, questionnaire: &Questionnaire, result: &QuestionResult) -> Option<QuestionAlignment> {
        let level = |voice: &Voice| match self.said(voice, result) {
            Said::Level(level) => Some(level),
            Said::Unknown | Said::Nothing => None,
        };
        let levels: Vec<f64> = self.all.iter().filter_map(level).collect();
        let compared = self.compares_sides(questionnaire, result.question);
        let sides = Side::ALL.map(|side| {
            let people = self.tally(result.question, &roles_of(questionnaire, side));
            people.levels.median().filter(|_| compared && side != Side::Independent)
        });
        QuestionAlignment::of(result.question, levels, sides)
    }

    /// A voice's own level of a mechanism, 0..=5: the mean of what it says of its questions, weighted as they are
    /// (scoring specification, §6, last line).
    pub fn mechanism(
        &self,
        questionnaire: &Questionnaire,
        assessment: &Assessment,
        voice: &Voice,
        mechanism: usize,
    ) -> Option<f64> {
        let range = &questionnaire.mechanisms[mechanism].questions;
        let (mut sum, mut weights) = (0.0, 0.0);
        for result in assessment.questions.iter().filter(|one| range.contains(&one.question)) {
            if let Said::Level(level) = self.said(voice, result) {
                let weight = questionnaire.questions[result.question].weight;
                sum += weight * level;
                weights += weight;
            }
        }
        (weights > 0.0).then(|| sum / weights)
    }

    /// Whether leadership and delivery may be set against each other on a question: enough of either gave a level, and
    /// neither has a role that stands with others.
    pub fn compares_sides(&self, questionnaire: &Questionnaire, question: usize) -> bool {
        !self.is_anonymous()
            || !self.holds_back(question)
                && [Side::Leadership, Side::Delivery].into_iter().all(|side| {
                    self.is_whole(questionnaire, side)
                        && self.tally(question, &roles_of(questionnaire, side)).given() >= self.least
                })
    }

    /// Whether it may be said that one of the two sides does not know what the other knows.
    pub fn tells_blind_spot(&self, questionnaire: &Questionnaire, question: usize, blind: Side) -> bool {
        if !self.is_anonymous() {
            return true;
        }
        let knows = if blind == Side::Leadership { Side::Delivery } else { Side::Leadership };
        !self.holds_back(question)
            && self.is_whole(questionnaire, blind)
            && self.is_whole(questionnaire, knows)
            && self.tally(question, &roles_of(questionnaire, blind)).unknown >= self.least
            && self.tally(question, &roles_of(questionnaire, knows)).given() >= self.least
    }

    /// Whether no role of the side stands with roles of another.
    fn is_whole(&self, questionnaire: &Questionnaire, side: Side) -> bool {
        let mixed = |voice: &&Voice| {
            voice.side.is_none() && voice.roles.iter().any(|&role| questionnaire.roles[role].side == side)
        };
        !self.all.is_empty() && !self.all.iter().any(|voice| mixed(&voice))
    }

    fn tally(&self, question: usize, roles: &[usize]) -> Tally {
        let mut sum = Tally::default();
        for role in roles {
            sum.add(self.tallies[question * self.roles + role]);
        }
        sum
    }

    /// Holds back what too few people said, and what would give that away.
    fn hold_back(&mut self, questionnaire: &Questionnaire, results: &[QuestionResult]) {
        let sides = Side::ALL.map(|side| roles_of(questionnaire, side));
        for result in results.iter().filter(|one| one.state != State::Unanswered) {
            let cast = sides.each_ref().map(|roles| self.tally(result.question, roles));
            let people = cast.map(|tally| tally.behind(result.state));
            let mut all = Tally::default();
            for tally in cast {
                all.add(tally);
            }
            let too_few = people.iter().sum::<usize>() < self.least
                || people.iter().any(|&people| (1..self.least).contains(&people));
            self.held_back[result.question] |= too_few || all.is_at_an_end();
        }
        let answered = |question: &usize| {
            results.iter().any(|one| one.question == *question && one.state != State::Unanswered)
        };
        for place in places(questionnaire) {
            let (held, shown): (Vec<usize>, Vec<usize>) =
                place.questions.into_iter().filter(answered).partition(|&question| self.held_back[question]);
            let people = |question: &usize| self.people_behind(&[*question]);
            if let ([_], Some(next)) = (held.as_slice(), shown.iter().min_by_key(|one| people(one))) {
                self.held_back[*next] = true;
            }
            let all: Vec<usize> = held.iter().chain(&shown).copied().collect();
            let untold = held.len() == 1 && shown.is_empty();
            let thin = !all.is_empty() && self.people_behind(&all) < self.least;
            if (untold || thin) && !self.holds_back_place(&place.name) {
                self.untold.push(place.name);
            }
        }
    }

    /// How many respondents, at most, said something of these questions: the sum over roles of the most that did.
    fn people_behind(&self, questions: &[usize]) -> usize {
        let of_role = |role: usize| {
            questions
                .iter()
                .map(|&question| {
                    let tally = self.tally(question, &[role]);
                    tally.given() + tally.unknown + tally.not_applicable
                })
                .max()
                .unwrap_or(0)
        };
        (0..self.roles).map(of_role).sum()
    }

    /// Whether the level of a mechanism, or what is observed of an objective, is held back; by its id.
    pub fn holds_back_place(&self, id: &str) -> bool {
        self.untold.iter().any(|own| own == id)
    }
}

/// A mechanism or an objective, whose mean is shown.
struct Place {
    name: String,
    questions: Vec<usize>,
}

/// The mechanisms with their questions, and the objectives with what observes them.
fn places(questionnaire: &Questionnaire) -> Vec<Place> {
    let of_mechanism = |one: &crate::questionnaire::Mechanism| Place {
        name: one.id.clone(),
        questions: one.questions.clone().collect(),
    };
    let of_objective = |objective: Objective| {
        let observes = |question: &usize| questionnaire.questions[*question].observes(objective);
        let questions = (0..questionnaire.questions.len()).filter(observes).collect();
        Place { name: objective.id().to_owned(), questions }
    };
    let objectives = Objective::ALL.into_iter().map(of_objective);
    questionnaire.mechanisms.iter().map(of_mechanism).chain(objectives).collect()
}

fn roles_of(questionnaire: &Questionnaire, side: Side) -> Vec<usize> {
    (0..questionnaire.roles.len()).filter(|&role| questionnaire.roles[role].side == side).collect()
}

fn tallies(questionnaire: &Questionnaire, answers: &[&Answers]) -> Vec<Tally> {
    let roles = questionnaire.roles.len();
    let mut tallies = vec![Tally::default(); questionnaire.questions.len() * roles];
    for one in answers {
        for (question, entry) in one.entries.iter().enumerate() {
            let tally = &mut tallies[question * roles + one.respondent.role];
            match entry.answer {
                Some(Answer::Level(level)) => tally.levels.add(level),
                Some(Answer::Fit(_)) => tally.placed += 1,
                Some(Answer::Unknown) => tally.unknown += 1,
                Some(Answer::NotApplicable) => tally.not_applicable += 1,
                None => {}
            }
        }
    }
    tallies
}
