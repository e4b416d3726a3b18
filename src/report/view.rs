//! Everything a report says, decided once: every rounding, order and word. Formats draw it and add nothing.
//!
//! All text that comes from a file has been through [`crate::text::clean_line`].

mod agreement;
mod detail;
mod method;
mod opening;
mod orientation;
mod overview;
mod people;
mod plan;
mod practice;
mod references;
mod settled;
mod steps;
mod targets;

pub use agreement::{AlignmentView, BlindSpots, GapRow, PairRow, SideRow};
pub(super) use agreement::{LEVEL, agreement, in_a_workshop, mostly_held_back, tendency};
pub use detail::{Appendix, QuestionRow, Reply};
pub use method::{Method, Topic};
pub(super) use opening::draft;
pub use opening::{Opening, RoleCount, SideCount};
pub use orientation::{ObjectiveReading, Orientation, Placed};
pub use overview::{Bar, CellView, Headline, Kinds, Matrix, MatrixRow, PreviousKinds, Weakest};
pub(super) use people::attribution;
pub use people::{People, RespondentRow};
pub use plan::{AimRow, AimsView, Move, PlanView, Stage, StageStep, Unsettled};
pub use practice::{EvidenceView, GuidelineReading, MechanismBar, MechanismGroup};
pub use references::{ReferenceRow, References};
pub use settled::{SettledRow, SettledView};
pub use steps::{FindItem, FindOutView, KindSteps, Open, Step, Steps};
pub use targets::{TargetView, TargetsView};

use crate::{
    answers::{Answers, Settlement},
    assessment::{Assessment, Band, QuestionAlignment, QuestionResult, State},
    framework::{Kind, Scope},
    questionnaire::Questionnaire,
    report::{
        compare::CompareView,
        voices::{Said, Voice, Voices},
        words,
    },
    text::{clean_line, name_line},
};

/// One result as it is shown to people.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// Who was assessed.
    pub organization: String,
    /// Title, id and version of the questionnaire.
    pub questionnaire: String,
    /// Where the framework comes from.
    pub source: String,
    /// "Full questionnaire" or "Quick interview".
    pub scope: &'static str,
    /// Whose words these are, what they are and are not, and the result in a paragraph.
    pub opening: Opening,
    /// The number, its band, and what stands beside it.
    pub headline: Headline,
    /// Support for objectives by kinds.
    pub matrix: Matrix,
    /// The three kinds and the gap between them.
    pub kinds: Kinds,
    /// The weakest mechanisms.
    pub weakest: Weakest,
    /// Support and what is observed, objective by objective; first the sentence on their order.
    pub order: String,
    /// One for each objective.
    pub objectives: Vec<ObjectiveReading>,
    /// The fit questions.
    pub orientation: Vec<Orientation>,
    /// The paper's guidelines.
    pub guidelines: Vec<GuidelineReading>,
    /// What the levels are called.
    pub levels: String,
    /// Every mechanism, by kind.
    pub mechanisms: Vec<MechanismGroup>,
    /// What moved since an earlier assessment; `None` where none was given.
    pub moved: Option<CompareView>,
    /// What the business wants of them; `None` where no targets were given.
    pub targets: Option<TargetsView>,
    /// What to do next.
    pub steps: Steps,
    /// What a workshop settled and left open.
    pub settled: SettledView,
    /// What nobody could say.
    pub find_out: FindOutView,
    /// Whether what is said can be attributed, and to whom.
    pub attribution: String,
    /// Who answered.
    pub people: People,
    /// How they agree; `None` with one respondent.
    pub alignment: Option<AlignmentView>,
    /// Answers that stand against a failed requirement.
    pub contradictions: Vec<String>,
    /// What supports the claims.
    pub evidence: EvidenceView,
    /// What a change would have to be.
    pub change: String,
    /// For those who want to check.
    pub appendix: Appendix,
    /// How the numbers come about, and where they end.
    pub method: Method,
    /// The nearest clauses of standards.
    pub references: References,
}

/// A value as shown: its text, what a chart draws, its band.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// `47%`, `2.4`, or a dash.
    pub text: String,
    /// The fraction, where there is a value.
    pub share: Option<f64>,
    /// Its band.
    pub band: Option<Band>,
}

impl Figure {
    /// A fraction in whole per cent.
    pub fn percent(share: Option<f64>) -> Self {
        Self {
            text: share.map_or_else(|| words::NO_VALUE.to_owned(), words::percent),
            share,
            band: share.map(Band::of),
        }
    }

    /// A fraction in per cent with one decimal, for a path of small steps.
    pub fn fine(share: Option<f64>) -> Self {
        let text = share.map_or_else(|| words::NO_VALUE.to_owned(), words::fine_percent);
        Self { text, ..Self::percent(share) }
    }

    /// A level 0–5 beside its target, on its own side of it.
    pub fn beside(level: Option<f64>, target: f64) -> Self {
        let text =
            level.map_or_else(|| words::NO_VALUE.to_owned(), |level| words::level_beside(level, target));
        Self { text, ..Self::percent(level.map(|level| level / 5.0)) }
    }

    /// A target, as it was set.
    pub fn target(level: f64) -> Self {
        Self { text: words::target(level), share: Some(level / 5.0), band: None }
    }

    /// A fraction as a level 0–5.
    pub fn level(share: Option<f64>) -> Self {
        let text = share.map_or_else(|| words::NO_VALUE.to_owned(), |share| words::level(5.0 * share));
        Self { text, ..Self::percent(share) }
    }

    /// `47%, partial`; the dash alone where there is no value.
    pub fn with_band(&self) -> String {
        match self.band {
            Some(band) => format!("{}, {}", self.text, band.name()),
            None => self.text.clone(),
        }
    }
}

/// What a view is made of.
#[derive(Clone, Copy)]
struct Facts<'a> {
    questionnaire: &'a Questionnaire,
    assessment: &'a Assessment,
    answers: &'a [&'a Answers],
    settlement: Option<&'a Settlement>,
    voices: &'a Voices,
}

impl View {
    /// The view of one result, attributable by role; `answers` are the files it came from, in any order, and
    /// `settlement` what a workshop made of them.
    pub fn new(
        questionnaire: &Questionnaire,
        assessment: &Assessment,
        answers: &[&Answers],
        settlement: Option<&Settlement>,
    ) -> Self {
        let voices = Voices::by_role(questionnaire, assessment, answers);
        Self::of(Facts { questionnaire, assessment, answers, settlement, voices: &voices })
    }

    /// The view of one result in which nobody's own answer can be told: groups of at least `least` respondents, no
    /// name, no free text. Of a side too small to show so many people were left out of `answers`
    /// ([`crate::report::voices::kept`]).
    pub fn anonymous(
        questionnaire: &Questionnaire,
        assessment: &Assessment,
        answers: &[&Answers],
        settlement: Option<&Settlement>,
        least: usize,
        left_out: usize,
    ) -> Self {
        let voices = Voices::anonymous(questionnaire, assessment, answers, least).without(left_out);
        Self::of(Facts { questionnaire, assessment, answers, settlement, voices: &voices })
    }

    fn of(facts: Facts<'_>) -> Self {
        let Facts { questionnaire, assessment, answers, .. } = facts;
        let headline = Headline::new(facts);
        let weakest = Weakest::new(facts);
        let order = orientation::order(facts, "Their supports");
        let objectives = ObjectiveReading::all(facts);
        let steps = Steps::new(facts);
        let alignment = assessment.alignment.as_ref().map(|one| AlignmentView::new(facts, one));
        let evidence = EvidenceView::new(facts);
        let opening = Opening::new(
            facts,
            &opening::Parts {
                headline: &headline,
                objectives: &objectives,
                alignment: alignment.as_ref(),
                steps: &steps,
                below: &weakest.below,
                evidence: &evidence.counts,
            },
        );
        Self {
            opening,
            organization: answers.first().map(|one| name_line(&one.organization)).unwrap_or_default(),
            questionnaire: title(questionnaire),
            source: clean_line(&questionnaire.source),
            scope: scope(assessment.scope),
            headline,
            matrix: Matrix::new(facts),
            kinds: Kinds::new(facts),
            weakest,
            order,
            objectives,
            orientation: Orientation::all(facts),
            guidelines: GuidelineReading::all(facts),
            levels: practice::levels(facts),
            mechanisms: MechanismGroup::all(facts),
            moved: None,
            targets: None,
            steps,
            settled: SettledView::new(facts),
            find_out: FindOutView::new(facts),
            attribution: people::attribution(facts.voices),
            people: People::new(facts),
            alignment,
            contradictions: people::contradictions(facts),
            evidence,
            change: practice::change(facts),
            appendix: Appendix::new(facts),
            method: Method::new(facts),
            references: References::new(facts),
        }
    }
}

/// Title, id and version of a questionnaire.
fn title(questionnaire: &Questionnaire) -> String {
    let (id, version) = (&questionnaire.id, &questionnaire.version);
    format!("{} ({id} {version})", clean_line(&questionnaire.title))
}

/// Which questions there were.
const fn scope(scope: Scope) -> &'static str {
    match scope {
        Scope::Full => "Full questionnaire",
        Scope::Quick => "Quick interview",
    }
}

impl<'a> Facts<'a> {
    /// The result of a question, where it is in scope.
    fn result(self, question: usize) -> Option<&'a QuestionResult> {
        self.assessment.question(question)
    }

    /// The results of mechanisms' questions.
    fn scored(self) -> impl Iterator<Item = &'a QuestionResult> {
        self.assessment.questions.iter().filter(move |one| self.kind_of(one.question).is_some())
    }

    /// The kind to whose mechanisms a question belongs; `None` for an outcome.
    fn kind_of(self, question: usize) -> Option<Kind> {
        self.questionnaire.mechanism_of(question).map(|mechanism| mechanism.kind)
    }

    /// How each question is seen on which two roles gave a level; in an anonymous edition, two groups.
    fn seen(self) -> Vec<QuestionAlignment> {
        match &self.assessment.alignment {
            None => Vec::new(),
            Some(alignment) if !self.voices.is_anonymous() => alignment.questions.clone(),
            Some(_) => {
                let results = self.assessment.questions.iter();
                results.filter_map(|one| self.voices.seen(self.questionnaire, one)).collect()
            }
        }
    }

    /// Whether a question observes this objective.
    fn observes(self, question: usize, objective: crate::framework::Objective) -> bool {
        self.questionnaire.questions[question].observes(objective)
    }

    /// Whether anybody knows anything of a mechanism: a value made of "don't know" alone says nothing of its level.
    fn anybody_knows(self, mechanism: usize) -> bool {
        let questions = self.questionnaire.mechanisms[mechanism].questions.clone();
        questions.into_iter().any(|one| self.result(one).is_some_and(|result| result.state == State::Known))
    }

    /// A question's short name.
    fn label(self, question: usize) -> String {
        words::question(self.questionnaire, question)
    }

    /// A question as asked.
    fn ask(self, question: usize) -> String {
        clean_line(&self.questionnaire.questions[question].ask)
    }

    /// Whether the level of a mechanism (by index) is held back.
    fn hides(self, mechanism: usize) -> bool {
        self.voices.holds_back_place(&self.questionnaire.mechanisms[mechanism].id)
    }

    /// The respondents who gave an answer; all, where nobody did.
    fn people(self) -> Vec<&'a crate::assessment::RespondentSummary> {
        let heard: Vec<_> = super::turnout::heard(self.assessment).collect();
        if heard.is_empty() { self.assessment.respondents.iter().collect() } else { heard }
    }

    /// What a role is called.
    fn role(self, role: usize) -> &'a str {
        &self.questionnaire.roles[role].short
    }

    /// How each role, or group, answered, each kept on one line: `ceo 4, it-manager 1.5`.
    fn views(self, question: usize) -> String {
        let Some(result) = self.result(question) else { return String::new() };
        let one = |voice: &Voice| match self.voices.said(voice, result) {
            Said::Level(level) => {
                Some(format!("{}\u{a0}{}", voice.label.replace(' ', "\u{a0}"), words::answer(level)))
            }
            Said::Unknown | Said::Nothing => None,
        };
        self.voices.all().iter().filter_map(one).collect::<Vec<_>>().join(", ")
    }
}

/// Questions by what is known of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Tally {
    known: usize,
    unknown: usize,
    not_applicable: usize,
    unanswered: usize,
}

impl Tally {
    fn of<'a>(results: impl Iterator<Item = &'a QuestionResult>) -> Self {
        let mut tally = Self::default();
        for result in results {
            match result.state {
                State::Known => tally.known += 1,
                State::Unknown => tally.unknown += 1,
                State::NotApplicable => tally.not_applicable += 1,
                State::Unanswered => tally.unanswered += 1,
            }
        }
        tally
    }

    /// Known or unknown.
    const fn answered(self) -> usize {
        self.known + self.unknown
    }

    /// All but those that do not apply.
    const fn applicable(self) -> usize {
        self.answered() + self.unanswered
    }
}

/// Two values this close or closer than ten points stand in no order (scoring specification, §8).
fn within_ten_points(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.10 - crate::assessment::TOLERANCE
}

/// Text from a file between quotation marks.
fn quoted(text: &str) -> String {
    format!("“{text}”")
}
