//! Every number of every vector, and of the worked example, explained: the terms add up to it.

use std::path::Path;

use equipoise::answers::gather::{Gathered, gather};
use equipoise::answers::{Answers, Settled, SettledValue, Settlement};
use equipoise::assessment::explanation::{Explanation, Part, Reason, Said, Stand};
use equipoise::assessment::{Assessment, State, Target, assess, explain};
use equipoise::framework::{Evidence, Kind, Objective};
use equipoise::questionnaire::{Catalog, Questionnaire};

use crate::vectors;

const CLOSE: f64 = 1e-9;

struct Case {
    gathered: Gathered,
    settlement: Option<Settlement>,
}

impl Case {
    fn vector(name: &str) -> Self {
        let folder = vectors::folders().into_iter().find(|folder| folder.ends_with(name)).unwrap();
        Self { gathered: vectors::gathered(&folder), settlement: None }
    }

    fn questionnaire(&self) -> &Questionnaire {
        &self.gathered.questionnaire
    }

    fn respondents(&self) -> Vec<&Answers> {
        self.gathered.files.iter().map(|file| &file.answers).collect()
    }

    fn assessment(&self) -> Assessment {
        assess(self.questionnaire(), &self.respondents(), self.settlement.as_ref())
    }

    fn explain(&self, target: Target) -> Explanation {
        let assessment = self.assessment();
        explain(self.questionnaire(), &self.respondents(), self.settlement.as_ref(), &assessment, target)
    }

    fn question(&self, id: &str) -> Explanation {
        self.explain(Target::Question(self.questionnaire().question(id).unwrap()))
    }

    fn targets(&self) -> Vec<Target> {
        let cells = Objective::ALL.into_iter().flat_map(|row| Kind::ALL.map(|kind| Target::Cell(row, kind)));
        std::iter::once(Target::Overall)
            .chain(Kind::ALL.map(Target::Kind))
            .chain(Objective::ALL.map(Target::Objective))
            .chain(cells)
            .chain((0..self.questionnaire().mechanisms.len()).map(Target::Mechanism))
            .chain((0..self.questionnaire().questions.len()).map(Target::Question))
            .collect()
    }

    /// Settles a question as a workshop would.
    fn settle(mut self, id: &str, value: Option<SettledValue>) -> Self {
        let question = self.questionnaire().question(id).unwrap();
        let first = &self.gathered.files[0].answers;
        let settled =
            Settled { value, evidence: Evidence::Documented, reason: "Seen.".into(), dissent: vec![0] };
        self.settlement = Some(Settlement {
            questionnaire: first.questionnaire.clone(),
            organization: first.organization.clone(),
            settled_on: "2026-12-01".parse().unwrap(),
            answers: Vec::new(),
            settled: vec![(question, settled)],
        });
        self
    }
}

fn cases() -> Vec<Case> {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/marlow-freight");
    let example = gather(&[example], &Catalog::default()).unwrap();
    let settled = |level| Case::vector("09-five-respondents").settle("s1.a", level);
    vectors::folders()
        .iter()
        .map(|folder| Case { gathered: vectors::gathered(folder), settlement: None })
        .chain([
            Case { gathered: example, settlement: None },
            settled(Some(SettledValue::Level(4))),
            settled(None),
            Case::vector("07-not-applicable").settle("o2.a", Some(SettledValue::Level(1))),
        ])
        .collect()
}

/// The terms of an explanation add up to its value, and their weights to 1.
pub fn adds_up(explanation: &Explanation) {
    if let Some(observed) = &explanation.observed {
        adds_up(observed);
    }
    assert_eq!(explanation.value.is_none(), explanation.absence.is_some(), "{explanation:#?}");
    if let (Target::Question(_), Some(trace)) = (explanation.target, &explanation.question) {
        assert!(explanation.terms.is_empty());
        let settled = trace.settlement.as_ref().and_then(|settled| settled.value);
        let value = trace.consensus.map(|stand| match stand {
            Stand::Level(level) => level / 5.0,
            Stand::Fit(fit) => fit.value(),
        });
        if settled.is_none() && trace.state == State::Known {
            assert_eq!(explanation.value, value);
        }
        return;
    }
    if let Some(value) = explanation.value {
        let total = explanation.total().unwrap();
        assert!((total - value).abs() < CLOSE, "{total} is not {value}: {explanation:#?}");
    }
    if !explanation.terms.is_empty() {
        let weights: f64 = explanation.terms.iter().map(|term| term.weight).sum();
        assert!((weights - 1.0).abs() < CLOSE, "{explanation:#?}");
    }
}

#[test]
fn contributions_add_up_to_every_value() {
    for case in cases() {
        for target in case.targets() {
            adds_up(&case.explain(target));
        }
    }
}

#[test]
fn what_a_question_feeds_is_what_its_mechanism_kind_and_cells_take() {
    for case in cases() {
        for question in 0..case.questionnaire().questions.len() {
            let trace = case.explain(Target::Question(question)).question.unwrap();
            let Some(place) = trace.place else { continue };
            let weight_in = |target: Target| {
                let terms = case.explain(target).terms;
                terms.iter().find(|term| term.part == Part::Question(question)).map(|term| term.weight)
            };
            assert_eq!(weight_in(Target::Mechanism(place.mechanism)), place.mechanism_share);
            for feed in trace.feeds {
                let found = weight_in(Target::Cell(feed.objective, feed.kind));
                assert_eq!(found.is_some(), feed.share.is_some());
                assert!((found.unwrap_or(0.0) - feed.share.unwrap_or(0.0)).abs() < CLOSE);
            }
        }
    }
}

#[test]
fn every_voice_is_heard_in_the_order_of_the_result() {
    let case = Case::vector("09-five-respondents");
    let trace = case.question("s1.a").question.unwrap();
    let said: Vec<Said> = trace.voices.iter().map(|voice| voice.said).collect();
    // CEO and legal, the two of security (the one without a "don't know" first), audit.
    assert_eq!(said, [4, 3, 0, 1, 2].map(Said::Level));
    let roles: Vec<usize> = trace.voices.iter().map(|voice| voice.role).collect();
    assert_eq!(roles, [0, 1, 3, 3, 4]);
    let levels = [(0, 4.0), (1, 3.0), (3, 0.5), (4, 2.0)].map(|(role, level)| (role, Stand::Level(level)));
    assert_eq!(trace.roles, levels);
    let sides: Vec<Stand> = trace.sides.iter().map(|(_, stand)| *stand).collect();
    assert_eq!(sides, [3.5, 0.5, 2.0].map(Stand::Level));
    assert_eq!(trace.consensus, Some(Stand::Level(2.0)));
    assert!(trace.alignment.unwrap().disputed);
}

#[test]
fn what_follows_and_what_contradicts_names_its_requirement() {
    let case = Case::vector("11-implied-zero");
    let cause = case.questionnaire().question("o1.a").unwrap();
    let trace = case.question("o1.b").question.unwrap();
    assert_eq!(trace.voices[0].said, Said::ImpliedZero(cause));
    assert_eq!(trace.voices[0].evidence, None);
    let mechanism = case.explain(Target::Mechanism(case.questionnaire().mechanism("o1").unwrap()));
    assert_eq!(mechanism.terms[1].note, Some(Reason::ImpliedZero(cause)));

    let trace = Case::vector("12-contradiction").question("o1.b").question.unwrap();
    assert_eq!(trace.voices[0].said, Said::Level(3));
    assert_eq!(trace.voices[0].contradicts, Some(cause));
}

#[test]
fn what_is_missing_names_the_rule() {
    let case = Case::vector("10-kind-unanswered");
    let whole = case.explain(Target::Overall);
    assert_eq!(whole.absence, Some(Reason::PartMissing));
    assert_eq!(whole.terms[Kind::Social.index()].note, Some(Reason::TooThin(0.0)));
    let social = case.explain(Target::Kind(Kind::Social));
    assert!(social.left_out.iter().all(|left| left.reason == Reason::Unanswered));
    assert_eq!(social.left_out.len(), 2);

    let case = Case::vector("07-not-applicable");
    let mechanism = case.explain(Target::Mechanism(case.questionnaire().mechanism("o2").unwrap()));
    assert_eq!(mechanism.absence, Some(Reason::NothingApplies));
    assert_eq!(mechanism.left_out[0].reason, Reason::NotApplicable);
    let cell = case.explain(Target::Cell(Objective::Culture, Kind::Integration));
    assert_eq!(cell.absence, Some(Reason::NothingApplies));
    let culture = case.explain(Target::Objective(Objective::Culture));
    assert_eq!(culture.terms.len(), 2);
    assert_eq!(culture.left_out[0].reason, Reason::NothingApplies);

    let case = Case::vector("14-quick");
    let social = case.explain(Target::Kind(Kind::Social));
    assert_eq!(social.left_out[0].reason, Reason::OutOfScope);
    assert_eq!(case.explain(Target::Question(usize::MAX)).absence, Some(Reason::OutOfScope));
}

#[test]
fn a_settlement_stands_beside_what_was_said() {
    let case = Case::vector("09-five-respondents").settle("s1.a", Some(SettledValue::Level(4)));
    let explanation = case.question("s1.a");
    assert_eq!(explanation.value, Some(0.8));
    let trace = explanation.question.unwrap();
    assert_eq!(trace.consensus, Some(Stand::Level(2.0)));
    assert_eq!(trace.settlement.unwrap().reason, "Seen.");
    let mechanism = case.explain(Target::Mechanism(case.questionnaire().mechanism("s1").unwrap()));
    assert_eq!(mechanism.terms[0].note, Some(Reason::Settled));
}
