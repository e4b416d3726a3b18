//! What a workshop settled, beside what was answered.

use super::{EXAMPLE, For, ROLES, World, example, settle, settlement_of};
use crate::support::root;
use equipoise::answers::SettledValue;
use equipoise::report::agenda::Agenda;
use equipoise::workshop::{Wanted, Why, docket};
use std::fs;

#[test]
fn what_was_settled_comes_last_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    for role in ROLES {
        fs::copy(
            root().join(EXAMPLE).join(format!("{role}.yaml")),
            folder.path().join(format!("{role}.yaml")),
        )
        .unwrap();
    }
    settle(folder.path());
    let world = World::read(&[folder.path()]);
    let drawn = world.terminal(For::Committee, 100, false);
    let drawn = drawn.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(drawn.contains("9. Information security executive (planning presence)"), "{drawn}");
    assert!(drawn.contains("Settled at 1 on 1 December 2026 (before: "), "{drawn}");
    let statement = "(before: 1.5), documented: “After the decision, because somebody happened to remember.” Why: “The \
                     minutes of March” CEO sees it differently still.";
    assert!(drawn.contains(statement), "{drawn}");
    assert!(drawn.contains("Left open on 1 December 2026. Why: “Who sat there is unknown.”"), "{drawn}");
    assert!(
        drawn.contains("9 of 35 shared questions are disputed; 1 of them was settled on 1 December 2026."),
        "{drawn}"
    );
    let (before, after) = (example().json(For::Committee), world.json(For::Committee));
    assert_eq!(before["upward_communication"], after["upward_communication"]);
    assert_eq!(before["agreement"], after["agreement"]);
    assert_eq!(before["questions"], after["questions"]);
    assert_eq!(after["disputes"][8]["settlement"]["level"], 1);
    assert_eq!(after["disputes"][8]["settlement"]["original"], 1.5);
}

/// A settlement of what news of a weakness rests on: the figures stay those of the answers.
#[test]
fn what_was_settled_moves_no_figure_of_the_answers() {
    let mut world = example();
    let before = world.json(For::Committee);
    let question = world.questionnaire.question("executive-commitment.early-warning").unwrap();
    assert!(world.questionnaire.questions[question].themes.iter().any(|one| one == "upward-communication"));
    world.settlement = Some(settlement_of(&world, question, SettledValue::Level(5)));
    let after = world.json(For::Committee);
    for figure in
        ["agreement", "mean_gap", "upward_communication", "mechanisms", "questions", "pairs", "lone_voices"]
    {
        assert_eq!(before[figure], after[figure], "{figure}");
    }
}

/// The widest dispute first, by one order, whoever lists them.
#[test]
fn every_command_lists_the_disputes_in_one_order() {
    let world = example();
    let (assessment, answers) = (world.assessment(), world.answers.iter().collect::<Vec<_>>());
    let questionnaire = &world.questionnaire;
    let id = |question: usize| questionnaire.questions[question].id.clone();
    let listed = world.json(For::Committee)["disputes"].clone();
    let listed: Vec<&str> =
        listed.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    let order = [
        "security-executive.planning-presence",
        "business.blocked-work",
        "executive-commitment.speaking-up",
        "executive-commitment.early-warning",
        "steering-committee.decisions",
        "security-executive.goals",
        "top-down-security.traceability",
        "devices-networks.introduction",
        "executive-commitment.money",
    ];
    assert_eq!(listed, order);
    let view = equipoise::report::view::View::new(questionnaire, &assessment, &answers, None);
    let scored: Vec<&str> = view.steps.settle_first.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(scored, order);
    let items = docket(questionnaire, &answers, &assessment, &Wanted::Disputes, None);
    let put = items.iter().filter(|item| matches!(item.why, Why::Disputed { .. }));
    assert_eq!(put.map(|item| id(item.question)).collect::<Vec<_>>(), order);
    let agenda = Agenda::new(questionnaire, &assessment, &answers, None, 480);
    let labels: Vec<&str> = view.steps.settle_first.iter().map(|one| one.label.as_str()).collect();
    let titles =
        agenda.items.iter().filter_map(|item| labels.iter().find(|label| item.title.contains(**label)));
    assert_eq!(titles.copied().collect::<Vec<_>>(), labels);
}
