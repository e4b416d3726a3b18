//! The files beside answers: settlements, policies and targets, each held against answers that mean no harm.

use std::sync::Arc;

use equipoise::answers::{Settlement, load_settlement, settlement_to_yaml};
use equipoise::assessment::{assess, plan};
use equipoise::policy::{self, Case, Docket, Policy};
use equipoise::report::view::{PlanView, View};
use equipoise::report::{agenda, json, markdown, plan as planned, terminal};
use equipoise::source::Source;
use equipoise::targets::{self, Targets};

use super::{World, drawn, holds, loaded, problems, source, turn};

/// Columns of the terminal.
const WIDTH: usize = 80;

/// Runs the target. A file is of one format at most, and two of the three readers turn it away.
pub fn run(bytes: &[u8]) {
    let world = World::of(bytes);
    let Some(source) = source("companion.yaml", bytes) else { return };
    if let Some(file) = loaded(load_settlement(&source, &world.catalog())) {
        settled(world, &file.settlement, turn(bytes, 3));
    }
    if let Some(policy) = loaded(policy::load(&source, &world.questionnaire)) {
        held(world, &policy);
    }
    if let Some(targets) = loaded(targets::load(&source, &world.questionnaire)) {
        aimed(world, &targets, turn(bytes, 4));
    }
}

/// A settlement stays the same when it is written again, and can be scored with.
fn settled(world: &World, settlement: &Settlement, turn: usize) {
    let text = settlement_to_yaml(settlement, &world.questionnaire).expect("a validated one can be written");
    let again = load_settlement(&Arc::new(Source::new("again.yaml", text.as_str())), &world.catalog());
    let again = again.unwrap_or_else(|found| panic!("{found:?} in {text}"));
    assert_eq!(again.value.settlement, *settlement, "{text}");
    let (questionnaire, answers) = (&world.questionnaire, world.respondents());
    let assessment = assess(questionnaire, &answers, Some(settlement));
    holds::within_bounds(&assessment, true);
    if turn == 0 {
        let agenda = agenda::Agenda::new(questionnaire, &assessment, &answers, Some(settlement), 60);
        holds::is_clean(&agenda::terminal(&agenda, WIDTH, false));
    } else {
        on_paper(&View::new(questionnaire, &assessment, &answers, Some(settlement)), turn == 1);
    }
}

/// A policy can be held against the example, and against itself as it was.
fn held(world: &World, policy: &Policy) {
    let assessment = assess(&world.questionnaire, &world.respondents(), None);
    let case = Case {
        questionnaire: &world.questionnaire,
        files: &world.example,
        settlement: None,
        assessment: &assessment,
        baseline: Some(&assessment),
        today: "2026-11-21".parse().expect("a day"),
    };
    let mut docket = Docket::new(Some(policy), case.today);
    policy::compare(Some(policy), case, &mut docket);
    assert!(docket.findings.is_empty(), "nothing falls behind itself");
    policy::hold_files(policy, case, &mut docket);
    policy::hold_result(policy, case, &mut docket);
    problems(&docket.close(true).0);
}

/// Targets can be shown beside the levels, and planned towards.
fn aimed(world: &World, targets: &Targets, turn: usize) {
    let (questionnaire, answers) = (&world.questionnaire, world.respondents());
    assert!(targets.all.windows(2).all(|pair| pair[0].mechanism < pair[1].mechanism));
    assert!(targets.all.iter().all(|target| (0.0..=5.0).contains(&target.level)));
    let assessment = assess(questionnaire, &answers, None);
    if turn < 2 {
        let view = View::new(questionnaire, &assessment, &answers, None);
        return on_paper(&view.with_targets(questionnaire, &assessment, targets), turn == 1);
    }
    let organization = &answers[0].organization;
    holds::is_json(&drawn(|out| {
        json::write_with_targets(out, questionnaire, organization, &assessment, targets)
    }));
    let request = plan::Request { steps: Some(12), targets: Some(targets), ..plan::Request::default() };
    let plan = plan(questionnaire, &assessment, &request);
    assert!(plan.gain().is_none_or(|gain| gain >= -holds::NOISE), "a plan lowers nothing");
    let view = PlanView::new(questionnaire, &assessment, &answers, &plan, &request);
    holds::fits_a_terminal(&drawn(|out| planned::write(out, &view, WIDTH, false)), WIDTH);
    holds::is_markdown(&planned::markdown(&view));
}

fn on_paper(view: &View, as_markdown: bool) {
    if as_markdown {
        return holds::is_markdown(&drawn(|out| markdown::write(out, view, true)));
    }
    let options = terminal::Options { width: WIDTH, colour: false, extent: terminal::Extent::Detail };
    holds::fits_a_terminal(&drawn(|out| terminal::write(out, view, options)), WIDTH);
}
