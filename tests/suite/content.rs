//! The built-in questionnaire and the examples: what every question, every role's interview and every example owes.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use equipoise::answers::Answer;
use equipoise::answers::gather::{Gathered, gather};
use equipoise::framework::{Evidence, Kind, Objective, Status};
use equipoise::questionnaire::{Catalog, Place, Question, Questionnaire, builtin};

use crate::support::{call, equipoise, root};

fn questionnaire() -> Questionnaire {
    builtin::load(builtin::DEFAULT).unwrap().unwrap().value
}

fn example(folder: &str) -> Gathered {
    gather(&[root().join("examples").join(folder)], &Catalog::default()).unwrap()
}

/// The role's questions.
fn asked<'q>(questionnaire: &'q Questionnaire, role: &str) -> Vec<&'q Question> {
    let role = questionnaire.role(role).unwrap();
    questionnaire.questions.iter().filter(|question| question.open_to(role)).collect()
}

/// The share of the applicable weight that is answered where these roles alone answer everything: κ of a kind.
fn completeness(questionnaire: &Questionnaire, roles: &[&str], kind: Kind) -> f64 {
    let roles: Vec<usize> = roles.iter().map(|role| questionnaire.role(role).unwrap()).collect();
    let open = |question: &Question| roles.iter().any(|role| question.open_to(*role));
    let shares: Vec<(f64, f64)> = questionnaire
        .mechanisms
        .iter()
        .filter(|mechanism| mechanism.kind == kind)
        .map(|mechanism| {
            let questions = &questionnaire.questions[mechanism.questions.clone()];
            let all: f64 = questions.iter().map(|question| question.weight).sum();
            let answered: f64 = questions.iter().filter(|one| open(one)).map(|one| one.weight).sum();
            (mechanism.weight, answered / all)
        })
        .collect();
    shares.iter().map(|(weight, share)| weight * share).sum::<f64>()
        / shares.iter().map(|(weight, _)| weight).sum::<f64>()
}

/// κ of a cell where these roles alone answer everything.
fn cell_completeness(questionnaire: &Questionnaire, roles: &[&str], objective: Objective, kind: Kind) -> f64 {
    let roles: Vec<usize> = roles.iter().map(|role| questionnaire.role(role).unwrap()).collect();
    let (mut answered, mut all) = (0.0, 0.0);
    for mechanism in questionnaire.mechanisms.iter().filter(|mechanism| mechanism.kind == kind) {
        let questions = &questionnaire.questions[mechanism.questions.clone()];
        let total: f64 = questions.iter().map(|question| question.weight).sum();
        for question in questions {
            let share = mechanism.weight * question.weight / total * f64::from(question.relevance(objective));
            all += share;
            if roles.iter().any(|role| question.open_to(*role)) {
                answered += share;
            }
        }
    }
    answered / all
}

const FIVE: [&str; 5] = ["ceo", "cio", "it-manager", "hr", "legal"];

#[test]
fn it_covers_the_framework() {
    let questionnaire = questionnaire();
    assert_eq!(questionnaire.mechanisms.len(), 23);
    assert!((70..=80).contains(&questionnaire.questions.len()), "{}", questionnaire.questions.len());
    assert!(questionnaire.mechanisms.iter().all(|mechanism| mechanism.questions.len() >= 2));
    for objective in Objective::ALL {
        for kind in Kind::ALL {
            let serving: Vec<(usize, &Question)> = questionnaire
                .questions
                .iter()
                .filter(|question| question.relevance(objective) > 0)
                .filter_map(|question| match question.place {
                    Place::Mechanism { mechanism, .. } => Some((mechanism, question)),
                    Place::Outcome { .. } => None,
                })
                .filter(|(mechanism, _)| questionnaire.mechanisms[*mechanism].kind == kind)
                .collect();
            let mechanisms: HashSet<usize> = serving.iter().map(|(mechanism, _)| *mechanism).collect();
            assert!(serving.len() >= 3 && mechanisms.len() >= 2, "{objective}.{kind}: {}", serving.len());
        }
        let outcomes = |fit: bool| {
            let of = |one: &&Question| matches!(&one.place, Place::Outcome { objective: o, .. } if *o == objective);
            questionnaire.questions.iter().filter(of).filter(|one| one.is_fit() == fit).count()
        };
        let (levels, fits) = (outcomes(false), outcomes(true));
        let expected = if objective == Objective::Culture { (1..=2, 3) } else { (2..=3, 0) };
        assert!(expected.0.contains(&levels) && fits == expected.1, "{objective}: {levels} and {fits}");
    }
    let upward =
        questionnaire.questions.iter().filter(|one| one.themes.contains(&"upward-communication".into()));
    assert!(upward.count() >= 5);
}

#[test]
fn the_quick_part_stands_by_itself() {
    let questionnaire = questionnaire();
    let ciso = questionnaire.role("ciso").unwrap();
    let quick: Vec<&Question> = questionnaire.questions.iter().filter(|question| question.quick).collect();
    assert!(quick.iter().all(|question| question.open_to(ciso)));
    for mechanism in &questionnaire.mechanisms {
        let of_it = &questionnaire.questions[mechanism.questions.clone()];
        assert_eq!(of_it.iter().filter(|question| question.quick).count(), 1, "{}", mechanism.id);
    }
    for objective in Objective::ALL {
        let observing =
            |one: &&&Question| matches!(&one.place, Place::Outcome { objective: o, .. } if *o == objective);
        assert_eq!(quick.iter().filter(observing).count(), 1, "{objective}");
        for kind in Kind::ALL {
            let serves = |question: &&&Question| match question.place {
                Place::Mechanism { mechanism, .. } => {
                    question.relevance(objective) > 0 && questionnaire.mechanisms[mechanism].kind == kind
                }
                Place::Outcome { .. } => false,
            };
            assert!(quick.iter().any(|question| serves(&question)), "{objective}.{kind}");
        }
    }
}

#[test]
fn no_role_is_asked_too_much_and_each_set_carries_the_score() {
    let questionnaire = questionnaire();
    for role in &questionnaire.roles {
        let questions = asked(&questionnaire, &role.id).len();
        let limit = if role.id == "ciso" { 45 } else { 30 };
        assert!((20..=limit).contains(&questions), "{}: {questions}", role.id);
        // 90 seconds a question interviewed: 45 minutes, the security executive 70.
        let minutes = questions as f64 * 1.5;
        assert!(minutes <= if role.id == "ciso" { 70.0 } else { 45.0 }, "{}: {minutes} minutes", role.id);
    }
    let core = questionnaire.questions.iter().filter(|one| one.asked.iter().all(|asked| *asked)).count();
    assert!((13..=20).contains(&core), "{core} questions are put to everybody");
    for kind in Kind::ALL {
        for roles in [&["ciso"][..], &FIVE] {
            let share = completeness(&questionnaire, roles, kind);
            assert!(share >= 0.6, "{kind} for {roles:?}: {share}");
            for objective in Objective::ALL {
                let share = cell_completeness(&questionnaire, roles, objective, kind);
                assert!(share >= 0.5, "{objective}.{kind} for {roles:?}: {share}");
            }
        }
    }
}

#[test]
fn every_question_is_made_with_care() {
    let questionnaire = questionnaire();
    let mut statements = HashSet::new();
    for question in &questionnaire.questions {
        let id = &question.id;
        assert!(question.ask.chars().count() <= 300, "{id}");
        assert!(question.ask.trim_end().ends_with(['?', '.']), "{id}: {}", question.ask);
        assert!(
            question.probe.is_some() && !question.evidence.is_empty(),
            "{id} has no probe, or no evidence"
        );
        for statement in &question.statements {
            let words = statement.split_whitespace().count();
            assert!((1..=25).contains(&words), "{id}: {words} words: {statement}");
            let lower = statement.to_lowercase();
            for vague in ["regularly", "usually", "this year", "agree that"] {
                assert!(!lower.contains(vague), "{id}: {statement}");
            }
        }
        let own: HashSet<&String> = question.statements.iter().collect();
        assert_eq!(own.len(), 6, "{id} says the same twice");
        if !question.is_outcome() {
            // A ladder of its own mechanism: no statement is shared with another question.
            assert!(
                question.statements.iter().all(|one| statements.insert(one.clone())),
                "{id} shares a statement"
            );
        }
    }
}

/// Words of a text that carry meaning.
fn tokens(text: &str) -> HashSet<String> {
    const COMMON: [&str; 30] = [
        "the", "a", "an", "of", "in", "and", "or", "to", "for", "how", "what", "when", "who", "did", "was",
        "were", "is", "are", "it", "that", "they", "there", "by", "on", "with", "last", "twelve", "months",
        "security", "this",
    ];
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !COMMON.contains(word))
        .map(str::to_owned)
        .collect()
}

#[test]
fn no_two_questions_are_alike() {
    let questionnaire = questionnaire();
    let all: Vec<(&str, HashSet<String>)> = questionnaire
        .questions
        .iter()
        .map(|question| (question.id.as_str(), tokens(&question.ask)))
        .collect();
    for (at, (a, first)) in all.iter().enumerate() {
        for (b, second) in &all[at + 1..] {
            let common = first.intersection(second).count() as f64;
            let similarity = common / first.union(second).count() as f64;
            assert!(similarity < 0.5, "{a} and {b}: {similarity:.2}");
        }
    }
}

#[test]
fn references_are_real() {
    const CSF: [&str; 22] = [
        "GV.OC", "GV.RM", "GV.RR", "GV.PO", "GV.OV", "GV.SC", "ID.AM", "ID.RA", "ID.IM", "PR.AA", "PR.AT",
        "PR.DS", "PR.PS", "PR.IR", "DE.CM", "DE.AE", "RS.MA", "RS.AN", "RS.CO", "RS.MI", "RC.RP", "RC.CO",
    ];
    for mechanism in &questionnaire().mechanisms {
        let ids: Vec<&str> = mechanism.references.iter().map(|(framework, _)| framework.as_str()).collect();
        assert_eq!(ids, ["nist-csf-2.0", "iso-27001-2022", "cis-v8"], "{}", mechanism.id);
        for (framework, clauses) in &mechanism.references {
            for clause in clauses {
                let real = match framework.as_str() {
                    "nist-csf-2.0" => CSF.contains(&clause.as_str()),
                    "cis-v8" => clause.parse::<u8>().is_ok_and(|number| (1..=18).contains(&number)),
                    _ => is_iso(clause),
                };
                assert!(real, "{}: {framework} {clause}", mechanism.id);
            }
        }
    }
}

/// A clause 4.1 to 10.2 of the standard, or a control of its Annex A.
fn is_iso(clause: &str) -> bool {
    let (section, number) = match clause.strip_prefix("A.") {
        Some(control) => (control.split_once('.'), true),
        None => (clause.split_once('.'), false),
    };
    let Some((section, item)) = section else { return false };
    let (Ok(section), Ok(item)) = (section.parse::<u8>(), item.parse::<u8>()) else { return false };
    match (number, section) {
        (true, 5) => (1..=37).contains(&item),
        (true, 6) => (1..=8).contains(&item),
        (true, 7) => (1..=14).contains(&item),
        (true, 8) => (1..=34).contains(&item),
        (false, 4..=10) => (1..=4).contains(&item),
        _ => false,
    }
}

#[test]
fn the_ids_of_the_quick_part_are_for_good() {
    let quick: Vec<String> = questionnaire()
        .questions
        .into_iter()
        .filter(|question| question.quick)
        .map(|question| question.id)
        .collect();
    insta::assert_snapshot!(quick.join("\n"));
}

#[test]
fn every_role_can_be_walked_through_from_first_to_last() {
    let questionnaire = questionnaire();
    for role in &questionnaire.roles {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("answers.yaml");
        let arguments = [
            "interview",
            "--plain",
            "--organization",
            "Walk",
            "--role",
            &role.id,
            "-o",
            file.to_str().unwrap(),
        ];
        // Place 4 is level 3: every follow-up is asked. More lines than there are prompts do no harm before the review.
        let fits = asked(&questionnaire, &role.id).iter().filter(|question| question.is_fit()).count();
        let questions = asked(&questionnaire, &role.id).len();
        let done = call(&arguments).stdin(&"4\n".repeat(questions + fits)).expect(0);
        assert!(done.stdout.contains(&format!("{questions} of {questions}")), "{}", role.id);
        let gathered = gather(&[file], &Catalog::default()).unwrap();
        let answered =
            gathered.files[0].answers.entries.iter().filter(|entry| entry.answer.is_some()).count();
        assert_eq!(answered, questions, "{}", role.id);
    }
}

#[test]
fn the_fictional_organization_is_whole() {
    the_example_is_whole("marlow-freight");
    the_example_is_whole("marlow-freight-2027-q1");
}

fn the_example_is_whole(folder: &str) {
    let gathered = example(folder);
    assert!(gathered.warnings.is_empty(), "{:#?}", gathered.warnings);
    let questionnaire = &gathered.questionnaire;
    assert_eq!(gathered.files.len(), 6);
    let mut not_applicable = 0;
    for file in &gathered.files {
        let answers = &file.answers;
        let role = answers.respondent.role;
        assert_eq!(answers.status, Status::Confirmed);
        for (entry, question) in answers.entries.iter().zip(&questionnaire.questions) {
            let who = format!("{} of {}", question.id, questionnaire.roles[role].id);
            assert_eq!(entry.answer.is_some(), question.open_to(role), "{who}");
            if entry.answer.and_then(Answer::level).is_some_and(|level| level >= 4) {
                assert_ne!(entry.grade(), Evidence::Asserted, "{who}");
            }
            if entry.answer == Some(Answer::NotApplicable) {
                assert!(entry.note.is_some(), "{who}");
                not_applicable += 1;
            }
        }
        let notes = answers.entries.iter().filter(|entry| entry.note.is_some()).count();
        assert!(notes >= 5, "{} speaks too little", questionnaire.roles[role].id);
    }
    assert!((1..=3).contains(&not_applicable));
}

#[test]
fn the_paper_s_organizations_say_no_more_than_the_paper() {
    let fit = |folder: &str| {
        let gathered = example(&format!("paper/{folder}"));
        let index = gathered.questionnaire.question("culture.default-access").unwrap();
        let placed = gathered.files.iter().find_map(|file| match file.answers.entries[index].answer {
            Some(Answer::Fit(placement)) => Some(placement),
            _ => None,
        });
        placed.unwrap()
    };
    let (open, closed) = (fit("petro-1"), fit("petro-2"));
    assert!(open.organization <= 1 && closed.organization >= 4, "the two stand at opposite poles");
    for placement in [open, closed] {
        assert!(placement.organization.abs_diff(placement.security) <= 1, "both fit");
    }
    for folder in ["petro-1", "petro-2", "itproducts", "techserv", "retail-2", "finserv"] {
        let gathered = example(&format!("paper/{folder}"));
        assert!(gathered.warnings.is_empty(), "{folder}: {:#?}", gathered.warnings);
        for file in &gathered.files {
            assert_eq!(file.answers.status, Status::Draft, "{folder}: nobody read it back");
            for entry in file.answers.entries.iter().filter(|entry| entry.answer.is_some()) {
                assert!(entry.note.is_some(), "{folder}: an answer names no section");
            }
        }
        equipoise(&format!("score examples/paper/{folder}")).expect(0);
    }
}

#[test]
fn it_prints_as_a_document_for_interviewers() {
    let whole = equipoise("questionnaire show kayworth-whitten").expect(0).stdout;
    let hr = equipoise("questionnaire show kayworth-whitten --role hr").expect(0).stdout;
    let questionnaire = questionnaire();
    let open = asked(&questionnaire, "hr").iter().map(|question| question.id.clone()).collect::<HashSet<_>>();
    for question in &questionnaire.questions {
        let line = format!("\n{}\n", question.id);
        assert!(whole.contains(&line), "{}", question.id);
        assert_eq!(hr.contains(&line), open.contains(&question.id), "{}", question.id);
    }
}

#[test]
fn the_file_on_disk_is_the_one_inside() {
    let path = root().join("questionnaires/kayworth-whitten.yaml");
    let source = equipoise::source::Source::read(Path::new(&path)).unwrap();
    let loaded = equipoise::questionnaire::load::load(&Arc::new(source)).unwrap().value;
    assert_eq!(loaded, questionnaire());
}
