//! What a meeting takes up: the largest disputes, what has not reached whom, the best next steps, and in which order.

use std::collections::{BTreeSet, VecDeque};

use super::owner::is_owned;
use crate::assessment::{Assessment, Priority, QuestionResult, State, TOLERANCE};
use crate::framework::{Kind, Side};
use crate::questionnaire::Questionnaire;

/// What one item is about.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Subject {
    /// Who answers by when, where most have not.
    Answers,
    /// A next step on which the roles lie close together, to begin with.
    Begin(Priority),
    /// The best next step of a kind.
    Step(Priority),
    /// A question on which the roles lie too far apart.
    Dispute {
        question: usize,
        /// Highest minus lowest role value, in levels.
        range: f64,
        /// Leadership minus delivery, in levels.
        gap: Option<f64>,
    },
    /// A question on which two people of one role lie as far apart as roles hardly do.
    Within {
        question: usize,
        role: usize,
        /// The highest level given minus the lowest.
        levels: f64,
    },
    /// A question on which all roles say the same, to begin with where there is no step.
    Agreed(usize),
    /// A question that applies to some and not to others.
    Scope(usize),
    /// What one side knows and this one does not.
    Reach { side: Side, questions: Vec<usize> },
    /// What nobody could answer, or nobody has answered yet.
    FindOut(Vec<usize>),
    /// A claim to be looked at, where nothing else is left.
    Look(usize),
}

impl Subject {
    /// The questions that it is about.
    pub(super) fn questions(&self) -> Vec<usize> {
        match self {
            Self::Begin(step) | Self::Step(step) => vec![step.question],
            Self::Answers => Vec::new(),
            Self::Dispute { question, .. }
            | Self::Within { question, .. }
            | Self::Agreed(question)
            | Self::Scope(question)
            | Self::Look(question) => vec![*question],
            Self::Reach { questions, .. } | Self::FindOut(questions) => questions.clone(),
        }
    }
}

/// Questions of one item at most, where it is about several.
const TOGETHER: usize = 3;
/// Roles no farther apart than this, in levels, are easily agreed.
const CLOSE: f64 = 1.0;
/// Two people of one role who lie farther apart than this, in levels, have to settle it.
const APART: u8 = 4;
/// A step that takes months at most can be agreed on at once.
const SOON: u8 = 3;

/// The subjects of a meeting with room for so many, in order, and those left for the next. Where the answers are thin,
/// because most seats have not answered, these come first, and what nobody has answered is one item at most.
pub(super) fn choose(
    questionnaire: &Questionnaire,
    assessment: &Assessment,
    room: usize,
    thin: bool,
) -> (Vec<Subject>, Vec<Subject>) {
    let mut sources = Sources::of(questionnaire, assessment);
    let first = if thin {
        sources.shrink();
        Some(Subject::Answers)
    } else if room > 1 {
        sources.begin(questionnaire, assessment)
    } else {
        // With room for one, that is the dispute that a short meeting can settle, before one to warm up with.
        sources.narrowest().or_else(|| sources.begin(questionnaire, assessment))
    };
    let mut chosen: Vec<Subject> = first.into_iter().collect();
    // Disputes weigh most: what is not agreed on cannot be improved.
    for turn in [Turn::Dispute, Turn::Reach, Turn::Dispute, Turn::Step].into_iter().cycle() {
        if chosen.len() >= room {
            break;
        }
        let Some(next) = sources.next(turn) else { break };
        chosen.push(next);
    }
    if chosen.is_empty() {
        chosen.extend(look(assessment));
    }
    (chosen, sources.rest())
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Turn {
    Dispute,
    Reach,
    Step,
}

/// What there is to take up, each kind of it best first. No question is in two of them: what is disputed or unheard
/// cannot be improved yet.
struct Sources {
    disputes: VecDeque<Subject>,
    reach: VecDeque<Subject>,
    steps: VecDeque<Ranked>,
}

/// A step, with the rank of its kind: the weakest is 0.
#[derive(Debug, Clone, Copy)]
struct Ranked {
    kind: usize,
    step: Priority,
}

impl Sources {
    fn of(questionnaire: &Questionnaire, assessment: &Assessment) -> Self {
        let mut disputes = disputes(assessment);
        disputes.extend(within(assessment));
        disputes.extend(scope(assessment));
        let mut taken: BTreeSet<usize> = disputes.iter().flat_map(Subject::questions).collect();
        let mut reach = reach(assessment, &taken);
        taken.extend(reach.iter().flat_map(Subject::questions));
        reach.extend(find_out(assessment, &taken));
        taken.extend(reach.iter().flat_map(Subject::questions));
        let mut steps = steps(questionnaire, assessment);
        steps.retain(|one| !taken.contains(&one.step.question));
        Self { disputes: disputes.into(), reach: reach.into(), steps: steps.into() }
    }

    /// What is easy to agree on: the best step, weakest kind first, else the one that takes least, of what somebody
    /// owns and can present; without a step the narrowest dispute, else what all say alike.
    fn begin(&mut self, questionnaire: &Questionnaire, assessment: &Assessment) -> Option<Subject> {
        self.first_step(questionnaire, assessment)
            .or_else(|| self.narrowest())
            .or_else(|| self.agreed(assessment).map(Subject::Agreed))
    }

    fn first_step(&mut self, questionnaire: &Questionnaire, assessment: &Assessment) -> Option<Subject> {
        let easy = |one: &Ranked| one.step.effort <= SOON && is_close(assessment, one.step.question);
        let owned = |one: &Ranked| questionnaire.mechanism_of(one.step.question).is_some_and(is_owned);
        let places: Vec<usize> = (0..self.steps.len()).filter(|&at| owned(&self.steps[at])).collect();
        let weakest =
            places.iter().filter(|&&at| easy(&self.steps[at])).min_by_key(|&&at| self.steps[at].kind);
        let least = || places.iter().min_by_key(|&&at| self.steps[at].step.effort);
        self.steps.remove(*weakest.or_else(least)?).map(|one| Subject::Begin(one.step))
    }

    /// The dispute between roles that lie least far apart.
    fn narrowest(&mut self) -> Option<Subject> {
        let is_dispute = |subject: &Subject| matches!(subject, Subject::Dispute { .. });
        self.disputes.iter().rposition(is_dispute).and_then(|at| self.disputes.remove(at))
    }

    /// Leaves of what is to be found out the first: who has not answered yet may know the rest.
    fn shrink(&mut self) {
        let mut kept = 0;
        self.reach.retain(|subject| {
            kept += usize::from(matches!(subject, Subject::FindOut(_)));
            kept <= 1 || !matches!(subject, Subject::FindOut(_))
        });
    }

    /// What two roles or more say alike, before what is harder: the highest claim with the least to show for it.
    fn agreed(&self, assessment: &Assessment) -> Option<usize> {
        let alignment = assessment.alignment.as_ref()?;
        let harder: BTreeSet<usize> =
            self.disputes.iter().chain(&self.reach).flat_map(Subject::questions).collect();
        let alike =
            |question: usize| alignment.question(question).is_some_and(|one| one.range.abs() <= TOLERANCE);
        let is_left = |one: &QuestionResult| !harder.contains(&one.question) && !one.settled();
        boldest(assessment, |one| alike(one.question) && is_left(one)).filter(|_| !harder.is_empty())
    }

    /// The next of this sort; where there is none left, of another.
    fn next(&mut self, turn: Turn) -> Option<Subject> {
        [turn, Turn::Dispute, Turn::Reach, Turn::Step].into_iter().find_map(|turn| match turn {
            Turn::Dispute => self.disputes.pop_front(),
            Turn::Reach => self.reach.pop_front(),
            Turn::Step => self.steps.pop_front().map(|one| Subject::Step(one.step)),
        })
    }

    /// What is left: disputes and what has to be heard or found out. Steps are many, and a plan orders them.
    fn rest(self) -> Vec<Subject> {
        self.disputes.into_iter().chain(self.reach).collect()
    }
}

fn is_settled(assessment: &Assessment, question: usize) -> bool {
    assessment.question(question).is_some_and(QuestionResult::settled)
}

/// Whether nobody's view lies far from the others'.
fn is_close(assessment: &Assessment, question: usize) -> bool {
    let Some(alignment) = &assessment.alignment else { return true };
    alignment.question(question).is_some_and(|one| one.range <= CLOSE + TOLERANCE)
}

/// Disputed and not settled, farthest apart first.
fn disputes(assessment: &Assessment) -> Vec<Subject> {
    let Some(alignment) = &assessment.alignment else { return Vec::new() };
    let open = |question| !is_settled(assessment, question);
    let mut disputed: Vec<_> =
        alignment.questions.iter().filter(|one| one.disputed && open(one.question)).collect();
    disputed.sort_by(|a, b| a.widest_first(b));
    disputed
        .into_iter()
        .map(|one| Subject::Dispute { question: one.question, range: one.range, gap: one.gap })
        .collect()
}

/// Where two people of one role lie far apart, and the roles do not: farthest apart first.
fn within(assessment: &Assessment) -> Vec<Subject> {
    let Some(alignment) = &assessment.alignment else { return Vec::new() };
    let disputed = |question: usize| alignment.question(question).is_some_and(|one| one.disputed);
    let mut wide: Vec<_> = alignment
        .within_roles
        .iter()
        .filter(|one| one.high.abs_diff(one.low) >= APART)
        .filter(|one| !disputed(one.question) && !is_settled(assessment, one.question))
        .collect();
    wide.sort_by_key(|one| std::cmp::Reverse(one.high.abs_diff(one.low)));
    let mut seen = BTreeSet::new();
    wide.retain(|one| seen.insert(one.question));
    wide.into_iter()
        .map(|one| Subject::Within {
            question: one.question,
            role: one.role,
            levels: f64::from(one.high.abs_diff(one.low)),
        })
        .collect()
}

/// Applies to some and not to others, where that is not a dispute of levels already.
fn scope(assessment: &Assessment) -> Vec<Subject> {
    let disputed = |question: usize| {
        let alignment = assessment.alignment.as_ref();
        alignment.and_then(|it| it.question(question)).is_some_and(|one| one.disputed)
    };
    let within: Vec<usize> = within(assessment).iter().flat_map(Subject::questions).collect();
    let open = |question: &usize| {
        !is_settled(assessment, *question) && !disputed(*question) && !within.contains(question)
    };
    assessment.scope_disputes.iter().copied().filter(open).map(Subject::Scope).collect()
}

/// What has not reached a side, the lowest levels first: bad news is what it has to hear. Leadership's first.
fn reach(assessment: &Assessment, taken: &BTreeSet<usize>) -> Vec<Subject> {
    let Some(alignment) = &assessment.alignment else { return Vec::new() };
    let level = |question: usize| assessment.question(question).and_then(|one| one.level).unwrap_or(0.0);
    let mut subjects = Vec::new();
    for side in [Side::Leadership, Side::Delivery] {
        let of_side = alignment.blind_spots.iter().filter(|one| one.side == side);
        let is_left = |question: &usize| !is_settled(assessment, *question) && !taken.contains(question);
        let mut questions: Vec<usize> = of_side.map(|one| one.question).filter(is_left).collect();
        questions.sort_by(|a, b| level(*a).total_cmp(&level(*b)));
        subjects
            .extend(questions.chunks(TOGETHER).map(|some| Subject::Reach { side, questions: some.to_vec() }));
    }
    subjects
}

/// What nobody knew, then what nobody has answered.
fn find_out(assessment: &Assessment, taken: &BTreeSet<usize>) -> Vec<Subject> {
    let is_unknown =
        |question: &usize| assessment.question(*question).is_some_and(|one| one.state == State::Unknown);
    let all = assessment.find_out.iter().map(|one| one.question).filter(|one| !taken.contains(one));
    let (unknown, unanswered): (Vec<usize>, Vec<usize>) = all.partition(is_unknown);
    let together = unknown.chunks(TOGETHER).chain(unanswered.chunks(TOGETHER));
    together.map(|some| Subject::FindOut(some.to_vec())).collect()
}

/// The steps that are not disputed: the best of each kind, the weakest kind first, then the second best of each, and
/// so on.
fn steps(questionnaire: &Questionnaire, assessment: &Assessment) -> Vec<Ranked> {
    let mut kinds: Vec<(Kind, f64)> =
        assessment.kinds.iter().filter_map(|one| Some((one.kind, one.coverage?))).collect();
    kinds.sort_by(|a, b| a.1.total_cmp(&b.1));
    let of_kind = |(rank, kind): (usize, Kind)| -> VecDeque<Ranked> {
        let own = |step: &&Priority| {
            !step.disputed && questionnaire.mechanism_of(step.question).map(|it| it.kind) == Some(kind)
        };
        assessment.priorities.iter().filter(own).map(|&step| Ranked { kind: rank, step }).collect()
    };
    let mut queues: Vec<VecDeque<Ranked>> =
        kinds.into_iter().map(|(kind, _)| kind).enumerate().map(of_kind).collect();
    let mut steps = Vec::new();
    while queues.iter().any(|queue| !queue.is_empty()) {
        steps.extend(queues.iter_mut().filter_map(VecDeque::pop_front));
    }
    steps
}

/// The highest claim with the least to show for it.
fn look(assessment: &Assessment) -> Option<Subject> {
    boldest(assessment, |_| true).map(Subject::Look)
}

/// Of some questions the one of the highest claim with the least to show for it.
fn boldest(assessment: &Assessment, of: impl Fn(&QuestionResult) -> bool) -> Option<usize> {
    let known = assessment.questions.iter().filter(|one| one.state == State::Known && one.level.is_some());
    let least = known.filter(|one| of(one)).min_by(|a, b| {
        let shown = |one: &QuestionResult| one.evidence;
        let level = |one: &QuestionResult| one.level.unwrap_or(0.0);
        shown(a).cmp(&shown(b)).then(level(b).total_cmp(&level(a)))
    });
    least.map(|one| one.question)
}
