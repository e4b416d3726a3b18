//! What people and machines see of a plan.

use equipoise::answers::gather::{gather, read_source};
use equipoise::assessment::assess;
use equipoise::assessment::plan::{Request, plan};
use equipoise::questionnaire::Catalog;
use equipoise::report::{self, view::PlanView};
use equipoise::schema::Schema;
use equipoise::targets;
use equipoise::text::is_hostile;
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::schemas::faults;
use crate::support::{call, equipoise};

const EXAMPLE: &str = "plan examples/marlow-freight";
const TARGETS: &str = "--targets examples/marlow-freight-targets.yaml";
const MINI: &str = "plan -q tests/vectors/mini.yaml tests/vectors";

fn shown(arguments: &str) -> String {
    equipoise(arguments).expect(0).stdout
}

#[test]
fn plans_look_like_this() {
    insta::assert_snapshot!("terminal", shown(EXAMPLE));
    insta::assert_snapshot!("terminal_targets", shown(&format!("{EXAMPLE} {TARGETS} --budget 25")));
    insta::assert_snapshot!("markdown", shown(&format!("{EXAMPLE} -f markdown --steps 4 --only social")));
    insta::assert_snapshot!("markdown_targets", shown(&format!("{EXAMPLE} {TARGETS} -f markdown --steps 6")));
    insta::assert_snapshot!("json", shown(&format!("{EXAMPLE} -f json --steps 2 --only business")));
    insta::assert_snapshot!("json_targets", shown(&format!("{EXAMPLE} {TARGETS} -f json --steps 2")));
    insta::assert_snapshot!("implied", shown(&format!("{MINI}/11-implied-zero --only integration")));
    insta::assert_snapshot!("one_person_without_a_strength", shown(&format!("{EXAMPLE}/hr.yaml")));
}

#[test]
fn the_path_is_read_on_one_screen() {
    for arguments in [EXAMPLE.to_owned(), format!("{EXAMPLE} {TARGETS} --steps 20")] {
        let plan = shown(&arguments);
        let screen = plan.split("\nTargets\n").next().unwrap().split("\nStep by step\n").next().unwrap();
        assert!(screen.lines().count() <= 24, "{screen}");
    }
}

#[test]
fn the_formats_say_the_same() {
    let json: Value = serde_json::from_str(&shown(&format!("{EXAMPLE} -f json"))).unwrap();
    let (terminal, markdown) = (shown(EXAMPLE), shown(&format!("{EXAMPLE} -f markdown")));
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let steps = json["steps"].as_array().unwrap();
    assert_eq!(steps.len(), 10);
    for step in steps {
        let statement = step["to_statement"].as_str().unwrap();
        assert!(flat(&terminal).contains(statement), "{statement}");
        assert!(markdown.contains(statement), "{statement}");
    }
    assert_eq!(markdown.matches("- [ ] ").count(), steps.len() + json["disputed"].as_array().unwrap().len());
    let gains: f64 = steps.iter().map(|step| step["gain"].as_f64().unwrap()).sum();
    assert!((gains - json["gain"].as_f64().unwrap()).abs() < 1e-5);
    assert_eq!(json["detectable"], true);
}

#[test]
fn every_plan_is_valid() {
    let mut calls: Vec<String> = ["", "--budget 7", "--only culture --only awareness-programs", TARGETS]
        .iter()
        .map(|options| format!("{EXAMPLE} {options}"))
        .collect();
    calls.push(format!("{EXAMPLE}/hr.yaml {TARGETS}"));
    for folder in crate::vectors::folders() {
        calls.push(format!("plan -q tests/vectors/mini.yaml {} --steps 40", folder.display()));
    }
    for arguments in calls {
        let json: Value = serde_json::from_str(&shown(&format!("{arguments} -f json"))).unwrap();
        let found = faults(Schema::Plan, &json);
        assert!(found.is_empty(), "{arguments}: {found:#?}");
        let terminal = shown(&arguments);
        assert!(terminal.lines().all(|line| line.width() <= 80), "{terminal}");
    }
}

/// The examples with texts that would steer a terminal, make markup, or have no place to break.
#[test]
fn nothing_from_a_file_makes_markup_or_steers_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let hostile = r#""<b>x</b> | [a](http://b) @admin \u001b[2J\u202e `c` **d**""#;
    let answers =
        std::fs::read_to_string(crate::support::root().join("examples/marlow-freight/ciso.yaml")).unwrap();
    let file = folder.path().join("ciso.yaml");
    std::fs::write(&file, answers.replace("Marlow Freight\nrespondent", &format!("{hostile}\nrespondent")))
        .unwrap();
    let targets = folder.path().join("aims.txt");
    let long = "y".repeat(300);
    let text = format!(
        "format: equipoise/targets@1\nquestionnaire: {{id: kayworth-whitten, version: 1.0.0}}\ntargets:\n  \
         incident-response: {{level: 5, reason: {hostile}, owner: {long}}}\n"
    );
    std::fs::write(&targets, text).unwrap();
    let [file, targets] = [&file, &targets].map(|path| path.to_str().unwrap());
    for format in ["terminal", "markdown", "json"] {
        let plan = call(&["plan", file, "--targets", targets, "--steps", "1", "-f", format]).expect(0).stdout;
        assert!(plan.contains(&long[..40]), "{plan}");
        assert!(!plan.chars().any(is_hostile), "{plan}");
        if format == "markdown" {
            assert!(
                !plan.contains("<b>") && !plan.contains("[a](http") && !plan.contains("@admin"),
                "{plan}"
            );
        }
    }
}

#[test]
fn colour_says_nothing_that_text_does_not() {
    let coloured = shown(&format!("{EXAMPLE} {TARGETS} --color always"));
    assert!(coloured.contains("\u{1b}["));
    let mut plain = coloured;
    while let Some(start) = plain.find("\u{1b}[") {
        let end = start + plain[start..].find('m').unwrap();
        plain.replace_range(start..=end, "");
    }
    assert_eq!(plain, shown(&format!("{EXAMPLE} {TARGETS}")));
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    let root = crate::support::root();
    let answers = gather(&[root.join("examples/marlow-freight")], &Catalog::default()).unwrap();
    let (questionnaire, respondents) = (&answers.questionnaire, answers.respondents());
    let source = read_source(&root.join("examples/marlow-freight-targets.yaml")).unwrap();
    let targets = targets::load(&source, questionnaire).unwrap().value;
    let assessment = assess(questionnaire, &respondents, None);
    let request = Request { targets: Some(&targets), steps: Some(12), ..Request::default() };
    let plan = plan(questionnaire, &assessment, &request);
    let view = PlanView::new(questionnaire, &assessment, &respondents, &plan, &request);
    for width in [40, 60, 75, 76, 80, 200] {
        let mut bytes = Vec::new();
        report::plan::write(&mut bytes, &view, width, false).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(width > 40 || !text.contains("… ("), "{text}");
        let wide: Vec<&str> = text.lines().filter(|line| line.width() > width.min(100)).collect();
        assert!(wide.is_empty(), "{width}: {wide:#?}");
        if width == 60 {
            insta::assert_snapshot!("terminal_60", text.split("\nStep by step").next().unwrap());
        }
    }
}

#[test]
fn wrong_requests_are_2() {
    let done = equipoise(&format!("{EXAMPLE} --only awarenes-programs")).expect(2);
    assert!(done.stderr.contains("did you mean `awareness-programs`?"), "{}", done.stderr);
    for wrong in ["--steps 0", "--steps -1", "--budget 0", "--budget much", "-f html"] {
        equipoise(&format!("{EXAMPLE} {wrong}")).expect(2);
    }
    equipoise(&format!("{EXAMPLE} -o tests")).expect(4);
    equipoise("plan no-such-file.yaml").expect(3);
}

#[test]
fn the_same_answers_in_any_order_give_the_same_plan() {
    let files = ["ceo", "cio", "ciso", "hr", "it-manager", "legal"]
        .map(|role| format!("examples/marlow-freight/{role}.yaml"));
    let reversed: Vec<&str> = files.iter().rev().map(String::as_str).collect();
    for format in ["terminal", "markdown", "json"] {
        let whole = shown(&format!("{EXAMPLE} -f {format}"));
        assert_eq!(shown(&format!("plan -f {format} {}", reversed.join(" "))), whole);
    }
}

/// All blanks as one.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn what_nobody_has_answered_is_not_said_to_stand_at_the_top() {
    let shown = equipoise("plan examples/portfolio/patient-transport --only internal-audit").expect(0).stdout;
    assert!(flat(&shown).contains("Nobody has answered any of it"), "{shown}");
    assert!(!shown.contains("at the top"), "{shown}");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ceo.yaml");
    let plan = |soc: &str| {
        let text = format!(
            "format: equipoise/answers@1\nquestionnaire: {{id: tiny, version: 1.2.0}}\norganization: Tiny\n\
             respondent: {{role: ceo}}\nanswers:\n  tech.a: 5\n  org.a: 2\n  soc.a: {soc}\n"
        );
        std::fs::write(&path, text).unwrap();
        let fixed = ["-q", "tests/fixtures/tiny.yaml", "plan", path.to_str().unwrap(), "--only"];
        move |only: &str| flat(&call(&[&fixed[..], &[only]].concat()).expect(0).stdout)
    };
    let shown = plan("5")("tech");
    assert!(
        shown.contains("what is answered of it stands at the top; 1 question nobody has answered."),
        "{shown}"
    );
    assert!(plan("5")("soc").contains("Nothing else can be raised: all of it stands at the top."));
}

#[test]
fn a_budget_alone_sets_the_end_of_a_plan() {
    let shown = equipoise("plan examples/marlow-freight --budget 40 -f json").expect(0).stdout;
    let document: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert!(document["steps"].as_array().unwrap().len() > 10, "{shown}");
    assert_eq!((document["end"].as_str(), document["request"]["steps"].is_null()), (Some("budget"), true));
    let shown = equipoise("plan examples/marlow-freight --budget 40 --steps 3").expect(0).stdout;
    assert!(shown.contains("More can be done: --steps asks for more steps."), "{shown}");
}

#[test]
fn small_steps_show_where_they_stand() {
    let shown = flat(&equipoise("plan examples/marlow-freight --steps 1").expect(0).stdout);
    // 39.96% stays below the band's edge.
    assert!(shown.contains("Strength goes from 39.4%, emerging to 39.9%, emerging, in 1 step"), "{shown}");
}

#[test]
fn a_budget_that_no_step_fits_is_not_a_plan_without_steps() {
    let told = equipoise("plan examples/marlow-freight --budget 1").expect(0).stdout;
    assert!(told.contains("no step fits the budget") && !told.contains("no step to take"), "{told}");
}
