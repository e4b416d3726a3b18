//! Small random worlds: a questionnaire with its answers and perhaps a settlement, built from model types, that can
//! be bent (weights scaled, order changed, somebody counted twice) without changing what was said.

use equipoise::answers::{
    Answer, Answers, Entry, Placement, QuestionnaireRef, Respondent, Settled, SettledValue, Settlement,
};
use equipoise::assessment::{Assessment, assess};
use equipoise::framework::{Evidence, Kind, Objective, Scope, Side, Status};
use equipoise::questionnaire::{
    Guideline, Level, Measure, Mechanism, Place, Question, Questionnaire, Requirement, Role,
};
use proptest::prelude::*;
use proptest::sample::Index;
use semver::Version;

const ROLES: usize = 5;
/// Questions of a world at most: eight mechanisms of three, and three outcomes.
const MOST: usize = 27;

/// A questionnaire, its respondents and their settlement.
#[derive(Debug, Clone)]
pub struct World {
    pub kind_weights: [f64; 3],
    pub mechanisms: Vec<Machinery>,
    pub outcomes: Vec<Asked>,
    pub respondents: Vec<Person>,
    /// Question keys and levels.
    pub settled: Vec<(usize, u8, Evidence)>,
}

/// A mechanism with its questions.
#[derive(Debug, Clone)]
pub struct Machinery {
    pub kind: Kind,
    pub weight: f64,
    pub questions: Vec<Asked>,
}

/// A question; its key stays when the order changes.
#[derive(Debug, Clone)]
pub struct Asked {
    pub key: usize,
    pub weight: f64,
    pub effort: u8,
    pub relevance: [u8; 3],
    pub roles: [bool; ROLES],
    pub quick: bool,
    pub themed: bool,
    /// Key of an earlier question, and a level.
    pub requires: Option<(usize, u8)>,
    /// For an outcome: whether it takes two positions.
    pub fit: bool,
}

/// A respondent's answers by question key.
#[derive(Debug, Clone)]
pub struct Person {
    pub role: usize,
    pub name: Option<String>,
    pub scope: Scope,
    pub said: Vec<(Option<Answer>, Evidence)>,
}

fn weight() -> impl Strategy<Value = f64> {
    prop_oneof![3 => Just(1.0), 2 => (1_u8..6).prop_map(f64::from), 1 => 0.05..20.0]
}

fn asked() -> impl Strategy<Value = (Asked, Option<(Index, u8)>)> {
    let roles = proptest::array::uniform5(prop::bool::weighted(0.8));
    let requires = prop::option::weighted(0.3, (any::<Index>(), 1_u8..=5));
    let flags = (prop::bool::weighted(0.6), any::<bool>(), any::<bool>());
    let relevance = proptest::array::uniform3(0_u8..=2)
        .prop_map(|relevance| if relevance == [0; 3] { [2, 0, 0] } else { relevance });
    (weight(), 1_u8..=5, relevance, roles, requires, flags).prop_map(
        |(weight, effort, relevance, roles, requires, (quick, themed, fit))| {
            let asked =
                Asked { key: 0, weight, effort, relevance, roles, quick, themed, requires: None, fit };
            (asked, requires)
        },
    )
}

fn answer() -> impl Strategy<Value = (Option<Answer>, Evidence)> {
    let answer = prop_oneof![
        7 => (0_u8..=5).prop_map(|level| Some(Answer::Level(level))),
        1 => Just(Some(Answer::Unknown)),
        1 => Just(Some(Answer::NotApplicable)),
        2 => Just(None),
    ];
    (answer, prop::sample::select(Evidence::ALL.to_vec()))
}

fn person() -> impl Strategy<Value = Person> {
    let name = prop::option::of(prop::sample::select(vec!["Ada".to_owned(), "Bo".to_owned()]));
    let scope = prop::bool::weighted(0.25).prop_map(|quick| if quick { Scope::Quick } else { Scope::Full });
    (0..ROLES, name, scope, prop::collection::vec(answer(), MOST))
        .prop_map(|(role, name, scope, said)| Person { role, name, scope, said })
}

/// Worlds of three to eight mechanisms, every kind among them, and one to six respondents.
pub fn world() -> impl Strategy<Value = World> {
    let machinery =
        (prop::sample::select(Kind::ALL.to_vec()), weight(), prop::collection::vec(asked(), 1..=3));
    let kinds = prop_oneof![2 => Just([1.0; 3]), 1 => proptest::array::uniform3(weight())];
    let settled = prop_oneof![
        2 => Just(Vec::new()),
        1 => prop::collection::vec((any::<Index>(), 0_u8..=5, prop::sample::select(Evidence::ALL.to_vec())), 1..4),
    ];
    let mechanisms = prop::collection::vec(machinery, 3..=8);
    let outcomes = prop::collection::vec(asked(), 0..=3);
    let people = prop::collection::vec(person(), 1..=6);
    (kinds, mechanisms, outcomes, people, settled).prop_map(build)
}

type Parts = (
    [f64; 3],
    Vec<(Kind, f64, Vec<(Asked, Option<(Index, u8)>)>)>,
    Vec<(Asked, Option<(Index, u8)>)>,
    Vec<Person>,
    Vec<(Index, u8, Evidence)>,
);

fn build((kind_weights, mechanisms, outcomes, respondents, settled): Parts) -> World {
    let mut next = 0;
    let mut keyed = |(asked, requires): (Asked, Option<(Index, u8)>), may_require: bool| {
        let key = next;
        next += 1;
        let requires = requires.filter(|_| may_require && key > 0);
        Asked { key, requires: requires.map(|(index, level)| (index.index(key), level)), ..asked }
    };
    let mechanisms: Vec<Machinery> = mechanisms
        .into_iter()
        .enumerate()
        .map(|(index, (kind, weight, questions))| Machinery {
            kind: Kind::ALL.get(index).copied().unwrap_or(kind),
            weight,
            questions: questions.into_iter().map(|question| keyed(question, true)).collect(),
        })
        .collect();
    let of_mechanisms: usize = mechanisms.iter().map(|mechanism| mechanism.questions.len()).sum();
    let outcomes: Vec<Asked> = outcomes.into_iter().map(|question| keyed(question, false)).collect();
    let mut settled: Vec<_> =
        settled.into_iter().map(|(index, level, grade)| (index.index(of_mechanisms), level, grade)).collect();
    settled.sort_by_key(|(key, ..)| *key);
    settled.dedup_by_key(|(key, ..)| *key);
    let respondents = respondents.into_iter().map(|person| as_pairs(person, &outcomes)).collect();
    World { kind_weights, mechanisms, outcomes, respondents, settled }
}

/// Levels given to fit questions become pairs.
pub fn as_pairs(mut person: Person, outcomes: &[Asked]) -> Person {
    for outcome in outcomes.iter().filter(|outcome| outcome.fit) {
        if let Some(Answer::Level(level)) = person.said[outcome.key].0 {
            let organization = (level * 3 + 1) % 6;
            person.said[outcome.key].0 = Some(Answer::Fit(Placement { organization, security: level }));
        }
    }
    person
}

impl World {
    /// Every question, the outcomes last.
    pub fn questions(&self) -> impl Iterator<Item = &Asked> {
        self.mechanisms.iter().flat_map(|mechanism| &mechanism.questions).chain(&self.outcomes)
    }

    /// The same without requirements.
    pub fn without_requirements(mut self) -> Self {
        for question in self.mechanisms.iter_mut().flat_map(|mechanism| &mut mechanism.questions) {
            question.requires = None;
        }
        self
    }

    /// Mechanisms and questions by random priorities, requirements still first.
    pub fn reordered(mut self, priorities: &[u8]) -> Self {
        let priority = |key: usize| priorities[key % priorities.len()];
        let mut waiting = std::mem::take(&mut self.mechanisms);
        let mut placed: Vec<usize> = Vec::new();
        while !waiting.is_empty() {
            let ready = |mechanism: &Machinery| {
                let own: Vec<usize> = mechanism.questions.iter().map(|question| question.key).collect();
                mechanism
                    .questions
                    .iter()
                    .filter_map(|question| question.requires)
                    .all(|(key, _)| placed.contains(&key) || own.contains(&key))
            };
            let chosen = (0..waiting.len())
                .filter(|&index| ready(&waiting[index]))
                .min_by_key(|&index| priority(waiting[index].questions[0].key))
                .expect("the order given is one");
            let mut mechanism = waiting.remove(chosen);
            let mut questions = std::mem::take(&mut mechanism.questions);
            while !questions.is_empty() {
                let chosen = (0..questions.len())
                    .filter(|&index| questions[index].requires.is_none_or(|(key, _)| placed.contains(&key)))
                    .min_by_key(|&index| priority(questions[index].key))
                    .expect("the order given is one");
                placed.push(questions[chosen].key);
                mechanism.questions.push(questions.remove(chosen));
            }
            self.mechanisms.push(mechanism);
        }
        self.outcomes.sort_by_key(|outcome| priority(outcome.key));
        self
    }

    /// What the library makes of it.
    pub fn assessed(&self) -> (Questionnaire, Assessment) {
        let questionnaire = self.questionnaire();
        let answers = self.answers();
        let respondents: Vec<&Answers> = answers.iter().collect();
        let settlement = self.settlement();
        let assessment = assess(&questionnaire, &respondents, settlement.as_ref());
        (questionnaire, assessment)
    }

    /// Index of a question by key, in this order.
    pub fn index(&self, key: usize) -> usize {
        self.questions().position(|question| question.key == key).unwrap()
    }

    pub fn questionnaire(&self) -> Questionnaire {
        let mut questions = Vec::new();
        let mut mechanisms = Vec::new();
        for (index, mechanism) in self.mechanisms.iter().enumerate() {
            let start = questions.len();
            questions.extend(mechanism.questions.iter().map(|asked| {
                let required = asked.requires.map(|(key, level)| (self.index(key), level));
                let requires = required.map(|(question, level)| Requirement { question, level });
                question(asked, Place::Mechanism { mechanism: index, relevance: asked.relevance, requires })
            }));
            mechanisms.push(machinery(mechanism, start..questions.len()));
        }
        questions.extend(self.outcomes.iter().map(|asked| {
            let objective = Objective::ALL[usize::from(asked.relevance[0])];
            let poles = asked.fit.then(|| ["left".to_owned(), "right".to_owned()]);
            question(asked, Place::Outcome { objective, poles })
        }));
        Questionnaire {
            id: "world".into(),
            version: Version::new(1, 0, 0),
            title: String::new(),
            summary: String::new(),
            source: String::new(),
            language: "en".into(),
            levels: std::array::from_fn(|_| Level { name: String::new(), meaning: String::new() }),
            roles: roles(),
            kind_weights: self.kind_weights,
            mechanisms,
            questions,
            guidelines: guidelines(),
            withdrawn: Vec::new(),
            digest: String::new(),
        }
    }

    pub fn answers(&self) -> Vec<Answers> {
        let entry = |person: &Person, key: usize| {
            let (answer, evidence) = person.said[key];
            Entry { answer, evidence: Some(evidence), ..Entry::default() }
        };
        let answers = |person: &Person| Answers {
            questionnaire: reference(),
            organization: "World".into(),
            scope: person.scope,
            respondent: Respondent { role: person.role, name: person.name.clone() },
            interviewer: None,
            status: Status::Draft,
            started: None,
            updated: None,
            entries: self.questions().map(|question| entry(person, question.key)).collect(),
            withdrawn: Vec::new(),
        };
        self.respondents.iter().map(answers).collect()
    }

    pub fn settlement(&self) -> Option<Settlement> {
        let settled = |(key, level, evidence): &(usize, u8, Evidence)| {
            let value = Some(SettledValue::Level(*level));
            let settled =
                Settled { value, evidence: *evidence, reason: "Agreed.".into(), dissent: Vec::new() };
            (self.index(*key), settled)
        };
        (!self.settled.is_empty()).then(|| Settlement {
            questionnaire: reference(),
            organization: "World".into(),
            settled_on: "2026-12-01".parse().unwrap(),
            answers: Vec::new(),
            settled: self.settled.iter().map(settled).collect(),
        })
    }
}

fn reference() -> QuestionnaireRef {
    QuestionnaireRef { id: "world".into(), version: Version::new(1, 0, 0), digest: None }
}

fn roles() -> Vec<Role> {
    let sides = [Side::Leadership, Side::Leadership, Side::Delivery, Side::Delivery, Side::Independent];
    (0..).zip(sides).map(|(index, side)| Role::new(format!("r{index}"), String::new(), side)).collect()
}

fn machinery(mechanism: &Machinery, questions: std::ops::Range<usize>) -> Mechanism {
    Mechanism {
        id: format!("m{:02}", mechanism.questions.iter().map(|question| question.key).min().unwrap()),
        name: String::new(),
        kind: mechanism.kind,
        group: if mechanism.questions.len() > 1 { "large".into() } else { "small".into() },
        purpose: String::new(),
        source: String::new(),
        references: Vec::new(),
        weight: mechanism.weight,
        questions,
    }
}

fn question(asked: &Asked, place: Place) -> Question {
    Question {
        id: format!("q{:02}", asked.key),
        ask: String::new(),
        statements: Default::default(),
        asked: asked.roles.to_vec(),
        probe: None,
        evidence: Vec::new(),
        weight: asked.weight,
        effort: asked.effort,
        quick: asked.quick,
        themes: if asked.themed { vec!["theme".into()] } else { Vec::new() },
        place,
    }
}

fn guidelines() -> Vec<Guideline> {
    let measures = [
        Measure::Balance,
        Measure::WeakestKind,
        Measure::Objective(Objective::Business),
        Measure::Kind(Kind::Social),
        Measure::Groups(vec!["large".into()]),
        Measure::Theme("theme".into()),
    ];
    let guideline = |(index, measure)| Guideline {
        purpose: String::new(),
        id: format!("g{index}"),
        title: String::new(),
        source: String::new(),
        measure,
    };
    (0..6).zip(measures).map(guideline).collect()
}
