//! From respondents to one value per question: the median of sides of the medians of roles
//! (scoring specification, §2). Two stages, because four executives must not outvote those who do the work.

use super::implication::{Reading, Standing};
use super::layout::Layout;
use super::result::{Positions, State};
use crate::answers::{Answer, Answers};
use crate::framework::{Evidence, LEVELS, Side};
use crate::questionnaire::Questionnaire;

/// How often each level 0..=5 was given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Histogram([u32; LEVELS]);

impl Histogram {
    /// Counts one level.
    pub fn add(&mut self, level: u8) {
        if let Some(count) = self.0.get_mut(usize::from(level)) {
            *count += 1;
        }
    }

    /// Counts all that another has counted.
    pub fn merge(&mut self, other: Self) {
        for (own, more) in self.0.iter_mut().zip(other.0) {
            *own += more;
        }
    }

    /// How many levels were counted.
    pub fn total(self) -> usize {
        self.0.iter().map(|&count| count as usize).sum()
    }

    /// The same with so many zeros more.
    pub fn with_zeros(mut self, zeros: u32) -> Self {
        self.0[0] += zeros;
        self
    }

    /// The counts by level.
    pub fn counts(self) -> [u32; LEVELS] {
        self.0
    }

    /// Lowest and highest level counted.
    pub fn extremes(self) -> Option<(u8, u8)> {
        let mut levels = (0_u8..).zip(self.0).filter(|(_, count)| *count > 0).map(|(level, _)| level);
        let low = levels.next()?;
        Some((low, levels.last().unwrap_or(low)))
    }

    /// The median; of an even count the midpoint of the middle two.
    pub fn median(self) -> Option<f64> {
        let total: u32 = self.0.iter().sum();
        let last = total.checked_sub(1)?;
        Some(f64::midpoint(self.nth(last / 2), self.nth(total / 2)))
    }

    /// The level at a place of the sorted levels.
    fn nth(self, place: u32) -> f64 {
        let mut seen = 0;
        for (level, count) in (0_u8..).zip(self.0) {
            seen += count;
            if seen > place {
                return f64::from(level);
            }
        }
        0.0
    }
}

/// The median of values; of an even count the midpoint of the middle two.
pub(crate) fn median(values: &mut [f64]) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let last = values.len().checked_sub(1)?;
    Some(f64::midpoint(values[last / 2], values[values.len() / 2]))
}

/// What the respondents of one role said on one question.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ballot {
    /// Levels given; of a fit question where the organization stands.
    pub given: Histogram,
    /// Of a fit question, where security stands.
    pub security: Histogram,
    /// Levels given, each capped by its evidence.
    pub capped: Histogram,
    /// How many zeros are implied.
    pub implied_zeros: u32,
    /// How many do not know.
    pub unknown: u32,
    /// How many say that it does not apply.
    pub not_applicable: u32,
    /// For how many it is implied that it does not apply.
    pub implied_not_applicable: u32,
    /// Strongest grade among the levels or pairs given.
    pub evidence: Option<Evidence>,
}

impl Ballot {
    /// How many gave a level or a pair.
    pub fn voices(&self) -> u32 {
        self.given.counts().iter().sum()
    }

    /// How many gave an answer of any sort.
    pub fn answers(&self) -> u32 {
        self.voices() + self.unknown + self.not_applicable
    }

    /// The role value: median of the levels, implied zeros among them.
    fn value(&self) -> Option<f64> {
        self.given.with_zeros(self.implied_zeros).median()
    }

    fn count(&mut self, standing: Standing, grade: Evidence) {
        match standing {
            Standing::Nothing => {}
            Standing::ImpliedZero(_) => self.implied_zeros += 1,
            Standing::ImpliedNotApplicable(_) => self.implied_not_applicable += 1,
            Standing::Given(Answer::Unknown) => self.unknown += 1,
            Standing::Given(Answer::NotApplicable) => self.not_applicable += 1,
            Standing::Given(Answer::Level(level)) => {
                self.given.add(level);
                self.capped.add(level.min(grade.cap()));
                self.evidence = self.evidence.max(Some(grade));
            }
            Standing::Given(Answer::Fit(pair)) => {
                self.given.add(pair.organization);
                self.security.add(pair.security);
                self.evidence = self.evidence.max(Some(grade));
            }
        }
    }
}

/// All ballots, by question and role. Of the roles only those that somebody has: in most units they are few.
#[derive(Debug)]
pub(super) struct Ballots {
    /// The roles present, in role order.
    roles: Vec<usize>,
    /// By question, then place in `roles`.
    ballots: Vec<Ballot>,
}

impl Ballots {
    /// Counts what every respondent said.
    pub fn count(layout: &Layout<'_>, respondents: &[&Answers], readings: &[Reading]) -> Self {
        let of_all = 0..layout.questionnaire.roles.len();
        let mut roles: Vec<usize> = respondents.iter().map(|answers| answers.respondent.role).collect();
        roles.retain(|role| of_all.contains(role));
        roles.sort_unstable();
        roles.dedup();
        let mut ballots = vec![Ballot::default(); layout.questionnaire.questions.len() * roles.len()];
        for (answers, reading) in respondents.iter().zip(readings) {
            let Ok(place) = roles.binary_search(&answers.respondent.role) else { continue };
            for (question, standing) in reading.standings.iter().enumerate() {
                if *standing != Standing::Nothing {
                    let grade = answers
                        .entries
                        .get(question)
                        .map_or(Evidence::Asserted, crate::answers::Entry::grade);
                    ballots[question * roles.len() + place].count(*standing, grade);
                }
            }
        }
        Self { roles, ballots }
    }

    /// The roles present, in role order.
    pub fn roles(&self) -> &[usize] {
        &self.roles
    }

    /// The ballots on one question, one for each role present, in role order.
    pub fn on(&self, question: usize) -> &[Ballot] {
        let roles = self.roles.len();
        &self.ballots[question * roles..(question + 1) * roles]
    }

    /// The same with their roles.
    pub fn with_roles(&self, question: usize) -> impl Iterator<Item = (usize, &Ballot)> {
        self.roles.iter().copied().zip(self.on(question))
    }

    /// One value per role that has one, in role order.
    pub fn by_role(&self, question: usize, value: impl Fn(&Ballot) -> Option<f64>) -> Vec<(usize, f64)> {
        self.with_roles(question).filter_map(|(role, ballot)| Some((role, value(ballot)?))).collect()
    }

    /// Role values of a level question from levels that were given, in role order.
    pub fn given(&self, question: usize) -> Vec<(usize, f64)> {
        self.by_role(question, |ballot| ballot.given.median())
    }

    /// The consensus on a level question with every level capped by its evidence.
    pub fn capped(&self, questionnaire: &Questionnaire, question: usize) -> Option<f64> {
        let capped = |ballot: &Ballot| ballot.capped.with_zeros(ballot.implied_zeros).median();
        over_roles(questionnaire, &self.by_role(question, capped))
    }
}

/// The value of each side: the median of its roles' values.
pub(super) fn by_side(questionnaire: &Questionnaire, roles: &[(usize, f64)]) -> [Option<f64>; 3] {
    Side::ALL.map(|side| {
        let of_side = |role: usize| questionnaire.roles.get(role).is_some_and(|role| role.side == side);
        let mut values: Vec<f64> =
            roles.iter().filter(|(role, _)| of_side(*role)).map(|(_, value)| *value).collect();
        median(&mut values)
    })
}

/// The consensus: the median of the sides' values.
pub(super) fn over_sides(sides: [Option<f64>; 3]) -> Option<f64> {
    let mut values: Vec<f64> = sides.into_iter().flatten().collect();
    median(&mut values)
}

/// The consensus of roles.
fn over_roles(questionnaire: &Questionnaire, roles: &[(usize, f64)]) -> Option<f64> {
    match roles {
        // The middle of one value is that value; of many units most are one person's view.
        [(_, only)] => Some(*only),
        _ => over_sides(by_side(questionnaire, roles)),
    }
}

/// One question over all respondents, before any settlement.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Consensus {
    /// What is known of it.
    pub state: State,
    /// Consensus level.
    pub level: Option<f64>,
    /// Consensus positions of a fit question.
    pub fit: Option<Positions>,
    /// Role values, implied levels included, in role order; empty for a fit question.
    pub roles: Vec<(usize, f64)>,
    /// Known only by implication.
    pub implied: bool,
    /// Strongest grade among the levels or pairs given.
    pub evidence: Option<Evidence>,
    /// One gave a level (or pair) and another says that it does not apply.
    pub scope_dispute: bool,
}

impl Consensus {
    /// The consensus on one question.
    pub fn of(questionnaire: &Questionnaire, ballots: &Ballots, question: usize) -> Self {
        let cast = ballots.on(question);
        let any = |count: fn(&Ballot) -> u32| cast.iter().any(|ballot| count(ballot) > 0);
        let given = any(Ballot::voices);
        let state = state_of(cast);
        let blank = Self {
            state,
            level: None,
            fit: None,
            roles: Vec::new(),
            implied: state == State::Known && !given,
            evidence: cast.iter().filter_map(|ballot| ballot.evidence).max(),
            scope_dispute: given && any(|ballot| ballot.not_applicable),
        };
        if state != State::Known {
            // There is no level to take the middle of. Of many units most are one person's view, and silent on much.
            return blank;
        }
        if questionnaire.questions[question].is_fit() {
            let position =
                |of: fn(&Ballot) -> Option<f64>| over_roles(questionnaire, &ballots.by_role(question, of));
            let organization = position(|ballot| ballot.given.median());
            let security = position(|ballot| ballot.security.median());
            let pair = organization.zip(security);
            let fit = pair.map(|(organization, security)| Positions { organization, security });
            return Self { fit, ..blank };
        }
        let roles = ballots.by_role(question, Ballot::value);
        Self { level: over_roles(questionnaire, &roles), roles, ..blank }
    }

    /// The value 0..=1 of a known question (scoring specification, §1).
    pub fn value(&self) -> Option<f64> {
        self.level.map(|level| level / 5.0).or_else(|| self.fit.map(Positions::value))
    }
}

/// The state: known where anybody gave a level or pair, else unknown, else not applicable, else unanswered.
fn state_of(cast: &[Ballot]) -> State {
    let any = |count: fn(&Ballot) -> u32| cast.iter().any(|ballot| count(ballot) > 0);
    if any(|ballot| ballot.voices() + ballot.implied_zeros) {
        State::Known
    } else if any(|ballot| ballot.unknown) {
        State::Unknown
    } else if any(|ballot| ballot.not_applicable + ballot.implied_not_applicable) {
        State::NotApplicable
    } else {
        State::Unanswered
    }
}
