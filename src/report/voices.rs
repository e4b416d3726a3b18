//! Whose levels stand beside each other: the roles, or in an anonymous edition groups so large that nobody's own
//! answer can be told.
//!
//! An anonymous edition folds a role with fewer than N respondents into its side, and a side still smaller into
//! *others*. Where *others* too would be smaller than N, the smallest other group joins it, or else the one left out
//! could be computed from what is shown. With fewer than N respondents in all there is no group. What fewer than N
//! people said of a question is held back; where it is one person's answer and no other question of its mechanism is
//! held back, so is a second one, or the mechanism's level would give the answer away. Threshold and complementary suppression are the usual rules of
//! statistical disclosure control (Hundepool et al., *Statistical Disclosure Control*, 2012).

use crate::{
    answers::{Answer, Answers},
    assessment::{Assessment, QuestionResult, State},
    framework::Side,
    questionnaire::{Place, Questionnaire},
};

/// How many respondents a group has at least where nothing else is said.
pub const MIN_GROUP: usize = 3;

/// A role, or a group of roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// What it is called: a role's id, a side, or "others".
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
    /// The median of its roles' values, 0..=5.
    Level(f64),
    /// "Don't know", and no level.
    Unknown,
    /// Nothing, or nothing that may be shown.
    Nothing,
}

/// What the respondents of one role said of one question.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Tally {
    levels: usize,
    unknown: usize,
    not_applicable: usize,
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
        for one in &assessment.respondents {
            people[one.role] += 1;
        }
        let tallies = tallies(questionnaire, answers);
        let mut voices = Self {
            all: groups(questionnaire, &people, least),
            least,
            roles: people.len(),
            tallies,
            held_back: vec![false; questionnaire.questions.len()],
        };
        if voices.is_anonymous() {
            voices.hold_back(questionnaire, &assessment.questions);
        }
        voices
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
        self.all.iter().find(|voice| voice.roles == [role] && voice.people >= self.least)
    }

    /// Whether level, state and statement of a question are held back.
    pub fn holds_back(&self, question: usize) -> bool {
        self.held_back.get(question).copied().unwrap_or(false)
    }

    /// How many questions are held back.
    pub fn held_back(&self) -> usize {
        self.held_back.iter().filter(|held| **held).count()
    }

    /// What a voice says of a question: a role value, or the median of a group's role values, where enough of its
    /// respondents gave a level.
    pub fn said(&self, voice: &Voice, result: &QuestionResult) -> Said {
        let tally = self.tally(result.question, &voice.roles);
        let values = result.roles.iter().filter(|(role, _)| voice.roles.contains(role));
        let mut values: Vec<f64> = values.map(|&(_, value)| value).collect();
        if values.is_empty() {
            let unknown = tally.unknown >= self.least && !self.holds_back(result.question);
            return if unknown { Said::Unknown } else { Said::Nothing };
        }
        // An implied zero was given by nobody; it is attributable with its requirement.
        let enough = !self.is_anonymous() || tally.levels >= self.least;
        if !enough || self.holds_back(result.question) {
            return Said::Nothing;
        }
        values.sort_by(f64::total_cmp);
        Said::Level(f64::midpoint(values[(values.len() - 1) / 2], values[values.len() / 2]))
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
                        && self.tally(question, &roles_of(questionnaire, side)).levels >= self.least
                })
    }

    /// Whether leadership and delivery may be set against each other on the whole.
    pub fn compares_wholes(&self, questionnaire: &Questionnaire) -> bool {
        !self.is_anonymous()
            || [Side::Leadership, Side::Delivery].into_iter().all(|side| self.is_whole(questionnaire, side))
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
            && self.tally(question, &roles_of(questionnaire, knows)).levels >= self.least
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
            let one = self.tallies[question * self.roles + role];
            sum.levels += one.levels;
            sum.unknown += one.unknown;
            sum.not_applicable += one.not_applicable;
        }
        sum
    }

    /// Holds back what too few people said, and what would give that away.
    fn hold_back(&mut self, questionnaire: &Questionnaire, results: &[QuestionResult]) {
        let everyone: Vec<usize> = (0..self.roles).collect();
        let behind = |result: &QuestionResult| {
            let tally = self.tally(result.question, &everyone);
            match result.state {
                State::Known => tally.levels,
                State::Unknown => tally.unknown,
                State::NotApplicable => tally.not_applicable,
                State::Unanswered => usize::MAX,
            }
        };
        let counts: Vec<(usize, usize)> = results.iter().map(|one| (one.question, behind(one))).collect();
        for &(question, people) in &counts {
            self.held_back[question] = people < self.least;
        }
        for place in places(questionnaire) {
            let (held, shown): (Vec<(usize, usize)>, Vec<_>) = counts
                .iter()
                .filter(|(question, people)| place.contains(question) && *people < usize::MAX)
                .partition(|(question, _)| self.held_back[*question]);
            let next = shown.iter().min_by_key(|(_, people)| *people);
            if let ([(_, 0 | 1)], Some((question, _))) = (held.as_slice(), next) {
                self.held_back[*question] = true;
            }
        }
    }
}

/// By mechanism and by objective: the questions whose mean is shown.
fn places(questionnaire: &Questionnaire) -> Vec<Vec<usize>> {
    let mut places: Vec<Vec<usize>> =
        questionnaire.mechanisms.iter().map(|one| one.questions.clone().collect()).collect();
    for objective in crate::framework::Objective::ALL {
        let observes = |question: &usize| matches!(questionnaire.questions[*question].place, Place::Outcome { objective: own, .. } if own == objective);
        places.push((0..questionnaire.questions.len()).filter(observes).collect());
    }
    places
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
                Some(Answer::Level(_) | Answer::Fit(_)) => tally.levels += 1,
                Some(Answer::Unknown) => tally.unknown += 1,
                Some(Answer::NotApplicable) => tally.not_applicable += 1,
                None => {}
            }
        }
    }
    tallies
}

/// Present roles as groups of at least so many people, by role order, then sides, then others.
fn groups(questionnaire: &Questionnaire, people: &[usize], least: usize) -> Vec<Voice> {
    let present = |roles: &mut dyn Iterator<Item = usize>| -> Vec<usize> {
        roles.filter(|&role| people[role] > 0).collect()
    };
    let voice = |label: String, roles: Vec<usize>, side: Option<Side>| {
        let people = roles.iter().map(|&role| people[role]).sum();
        Voice { label, roles, people, side }
    };
    let own = |role: usize| {
        let of = &questionnaire.roles[role];
        voice(of.id.clone(), vec![role], Some(of.side))
    };
    let all = present(&mut (0..people.len()));
    let mut shown: Vec<Voice> =
        all.iter().filter(|&&role| people[role] >= least).map(|&role| own(role)).collect();
    let mut rest = Vec::new();
    for side in Side::ALL {
        let small =
            present(&mut roles_of(questionnaire, side).into_iter().filter(|&role| people[role] < least));
        let alone = shown.iter().all(|voice| voice.side != Some(side));
        let label = if alone { side.name().to_owned() } else { format!("{}, other roles", side.name()) };
        let folded = voice(label, small, Some(side));
        if folded.people >= least {
            shown.push(folded);
        } else {
            rest.extend(folded.roles);
        }
    }
    if rest.is_empty() {
        return shown;
    }
    let mut others = voice("others".to_owned(), rest, None);
    while others.people < least && !shown.is_empty() {
        let smallest = (0..shown.len()).min_by_key(|&at| shown[at].people).unwrap_or(0);
        others.roles.extend(shown.remove(smallest).roles);
        others.roles.sort_unstable();
        others = voice(others.label, others.roles, None);
    }
    if shown.is_empty() {
        "everyone".clone_into(&mut others.label);
    }
    if others.people >= least {
        shown.push(others);
    }
    shown
}
