//! Who sees it differently: the figures are the result's, every format says the same, and an anonymous edition points
//! to nobody.

mod anonymous;
mod look;
mod settled;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use equipoise::answers::gather::{Gathered, gather};
use equipoise::answers::{Answer, Answers, Entry, Placement, Settled, SettledValue, Settlement};
use equipoise::assessment::{Assessment, assess};
use equipoise::framework::{Evidence, Status};
use equipoise::questionnaire::{Catalog, Questionnaire};
use equipoise::report::align::{Edition, Material, Report, markdown, write, write_json};
use equipoise::report::voices::kept;
use equipoise::schema::Schema;
use serde_json::{Value, json};

use crate::schemas::faults;
use crate::support::{equipoise, root};
use crate::vectors::{folders, gathered};

const EXAMPLE: &str = "examples/marlow-freight";
const ROLES: [&str; 6] = ["ceo", "hr", "legal", "cio", "ciso", "it-manager"];

/// Everything that a report is drawn from.
struct World {
    questionnaire: Questionnaire,
    answers: Vec<Answers>,
    settlement: Option<Settlement>,
}

/// For whom.
#[derive(Clone, Copy)]
enum For {
    Committee,
    Facilitator,
    Anybody(usize),
}

impl World {
    fn of(gathered: Gathered) -> Self {
        let settlement = gathered.settlement().cloned();
        let answers = gathered.files.into_iter().map(|file| file.answers).collect();
        Self { questionnaire: Questionnaire::clone(&gathered.questionnaire), answers, settlement }
    }

    fn read(paths: &[&Path]) -> Self {
        let paths: Vec<_> = paths.iter().map(|path| path.to_path_buf()).collect();
        Self::of(gather(&paths, &Catalog::default()).unwrap_or_else(|_| panic!("{paths:?}")))
    }

    /// The example organization, or these of its roles.
    fn example(roles: &[&str]) -> Self {
        let files: Vec<_> =
            roles.iter().map(|role| root().join(EXAMPLE).join(format!("{role}.yaml"))).collect();
        Self::read(&files.iter().map(std::path::PathBuf::as_path).collect::<Vec<_>>())
    }

    fn vector(name: &str) -> Self {
        let folder = folders().into_iter().find(|folder| folder.ends_with(name)).unwrap();
        Self::of(gathered(&folder))
    }

    fn assessment(&self) -> Assessment {
        let answers: Vec<&Answers> = self.answers.iter().collect();
        assess(&self.questionnaire, &answers, self.settlement.as_ref())
    }

    fn with<T>(&self, edition: For, draw: impl FnOnce(&Report<'_>) -> T) -> T {
        let all: Vec<&Answers> = self.answers.iter().collect();
        let answers = match edition {
            For::Anybody(least) => kept(&self.questionnaire, &all, least),
            For::Committee | For::Facilitator => all.clone(),
        };
        let left_out = all.len() - answers.len();
        let assessment = assess(&self.questionnaire, &answers, self.settlement.as_ref());
        let material = Material {
            questionnaire: &self.questionnaire,
            assessment: &assessment,
            answers: &answers,
            settlement: self.settlement.as_ref(),
        };
        draw(&match edition {
            For::Committee => Report::new(material, Edition::Committee),
            For::Facilitator => Report::new(material, Edition::Facilitator),
            For::Anybody(least) => Report::anonymous(material, least, left_out),
        })
    }

    fn terminal(&self, edition: For, width: usize, colour: bool) -> String {
        self.with(edition, |report| {
            let mut bytes = Vec::new();
            write(&mut bytes, &report.view(), width, colour).unwrap();
            String::from_utf8(bytes).unwrap()
        })
    }

    fn markdown(&self, edition: For) -> String {
        self.with(edition, |report| markdown(&report.view()))
    }

    fn json_text(&self, edition: For) -> String {
        self.with(edition, |report| {
            let mut bytes = Vec::new();
            write_json(&mut bytes, report).unwrap();
            String::from_utf8(bytes).unwrap()
        })
    }

    fn json(&self, edition: For) -> Value {
        serde_json::from_str(&self.json_text(edition)).unwrap()
    }

    /// Every format, the terminal's at several widths.
    fn everything(&self, edition: For) -> String {
        let mut all = self.json_text(edition) + &self.markdown(edition);
        for width in [60, 80, 100] {
            all += &self.terminal(edition, width, false);
        }
        all
    }

    /// A text without what the questionnaire says in it.
    fn without_questions(&self, flat: &str) -> String {
        let questions = self.questionnaire.questions.iter();
        let texts = questions.flat_map(|one| std::iter::once(&one.ask).chain(&one.statements));
        let names = self.questionnaire.mechanisms.iter().map(|one| &one.name);
        texts.chain(names).fold(flat.to_owned(), |flat, text| flat.replace(text.as_str(), ""))
    }
}

fn example() -> World {
    World::example(&ROLES)
}

fn worlds() -> Vec<World> {
    let mut worlds: Vec<World> = folders().iter().map(|folder| World::of(gathered(folder))).collect();
    worlds.extend([&ROLES[..], &ROLES[..3], &ROLES[3..], &ROLES[..1], &["ceo", "cio"]].map(World::example));
    worlds
}

/// Whether words stand in a text by themselves.
fn has_words(text: &str, words: &str) -> bool {
    let parts: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    let words: Vec<&str> = words.split(' ').collect();
    parts.windows(words.len()).any(|part| part == words)
}

/// Whether a word stands in a text by itself.
fn has_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != '-').any(|one| one == word)
}

/// A settlement of one question.
fn settlement_of(world: &World, question: usize, value: SettledValue) -> Settlement {
    let settled = Settled {
        value: Some(value),
        evidence: Evidence::Asserted,
        reason: "So it is.".to_owned(),
        dissent: Vec::new(),
    };
    Settlement {
        questionnaire: world.answers[0].questionnaire.clone(),
        organization: world.answers[0].organization.clone(),
        settled_on: "2026-12-01".parse().unwrap(),
        answers: Vec::new(),
        settled: vec![(question, settled)],
    }
}

/// The part before the first heading.
fn first_screen(drawn: &str) -> &str {
    drawn.split("\nWho puts each mechanism where").next().unwrap()
}

#[test]
fn every_figure_is_the_results() {
    let mut calls = vec![EXAMPLE.to_owned()];
    calls.extend(folders().iter().map(|folder| format!("-q tests/vectors/mini.yaml {}", folder.display())));
    for call in calls {
        let read = |command: &str| -> Value {
            let done = equipoise(&format!("{command} {call} -f json")).expect(0);
            serde_json::from_str(&done.stdout).unwrap()
        };
        let (result, found) = (read("score"), read("align"));
        let alignment = &result["alignment"];
        if alignment.is_null() {
            assert!(found["agreement"].is_null() && found["voices"] == json!([]), "{call}");
            continue;
        }
        for key in ["agreement", "mean_disagreement", "mean_gap", "mean_absolute_gap", "pairs", "blind_spots"]
        {
            assert_eq!(found[key], alignment[key], "{call}: {key}");
        }
        assert_eq!(found["within_roles"], alignment["within_roles"], "{call}");
        assert_eq!(found["scope_disputes"], result["scope_disputes"], "{call}");
        let (own, theirs) =
            (found["questions"].as_array().unwrap(), alignment["questions"].as_array().unwrap());
        assert_eq!(own.len(), theirs.len(), "{call}");
        for (own, theirs) in own.iter().zip(theirs) {
            for key in ["id", "disagreement", "range", "gap", "disputed"] {
                assert_eq!(own[key], theirs[key], "{call}: {key}");
            }
        }
        let rates: Vec<Value> = found["voices"].as_array().unwrap().iter().map(rate).collect();
        assert_eq!(&Value::from(rates), &alignment["roles"], "{call}");
        let disputed = theirs.iter().filter(|one| one["disputed"] == true).count();
        assert_eq!(found["disputes"].as_array().unwrap().len(), disputed, "{call}");
        let upward =
            result["guidelines"].as_array().unwrap().iter().find(|one| one["id"] == "upward-communication");
        if let Some(upward) = upward.filter(|_| !found["upward_communication"].is_null()) {
            assert_eq!(found["upward_communication"]["value"], upward["value"], "{call}");
        }
    }
}

fn rate(voice: &Value) -> Value {
    json!({"role": voice["id"], "unknown_rate": voice["unknown_rate"]})
}

#[test]
fn a_roles_level_of_a_mechanism_is_the_results() {
    let world = example();
    let (assessment, found) = (world.assessment(), world.json(For::Committee));
    let mut compared = 0;
    for row in found["mechanisms"].as_array().unwrap() {
        let index = world.questionnaire.mechanism(row["id"].as_str().unwrap()).unwrap();
        let result = assessment.mechanisms.iter().find(|one| one.mechanism == index).unwrap();
        for (role, level) in &result.roles {
            let id = &world.questionnaire.roles[*role].id;
            let said =
                row["levels"].as_array().unwrap().iter().find(|one| one["voice"] == id.as_str()).unwrap();
            assert!((said["level"].as_f64().unwrap() - level).abs() < 1e-6, "{row}");
            compared += 1;
        }
    }
    assert!(compared > 60);
    let apart: Vec<f64> = found["mechanisms"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|row| row["disagreement"].as_f64())
        .collect();
    assert!(apart.is_sorted_by(|a, b| a >= b), "{apart:?}");
}

#[test]
fn json_holds_to_its_schema_and_bytes_to_their_input() {
    for mut world in worlds() {
        for edition in [For::Facilitator, For::Anybody(3)] {
            let found = faults(Schema::Alignment, &world.json(edition));
            assert!(found.is_empty(), "{found:#?}");
            let drawn = world.json_text(edition) + &world.markdown(edition);
            world.answers.reverse();
            assert_eq!(world.json_text(edition) + &world.markdown(edition), drawn);
        }
    }
}

#[test]
fn the_committee_gets_no_name_no_note_and_no_hypothesis() {
    let world = example();
    let all = world.everything(For::Committee);
    for answers in &world.answers {
        assert!(!all.contains(answers.respondent.name.as_deref().unwrap()));
        assert!(!all.contains(answers.interviewer.as_deref().unwrap()));
        for note in answers.entries.iter().filter_map(|entry| entry.note.as_deref()) {
            assert!(!all.contains(&note.split_whitespace().take(3).collect::<Vec<_>>().join(" ")), "{note}");
        }
    }
    assert!(!all.contains("Hypothesis:") && !all.contains("Perhaps"));
    let (committee, mut facilitator) = (world.json(For::Committee), world.json(For::Facilitator));
    assert!(facilitator["hypotheses"].as_array().unwrap().len() > 1);
    facilitator["edition"] = json!("committee");
    facilitator["hypotheses"] = json!([]);
    for voice in facilitator["voices"].as_array_mut().unwrap() {
        assert_eq!(voice["names"].as_array().unwrap().len(), 1);
        voice["names"] = json!([]);
    }
    blank(&mut facilitator["disputes"]);
    assert_eq!(committee, facilitator);
}

/// Takes names and notes out of testimonies.
fn blank(node: &mut Value) {
    match node {
        Value::Object(entries) => {
            for (key, value) in entries {
                if matches!(key.as_str(), "name" | "note") {
                    *value = Value::Null;
                }
                blank(value);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(blank),
        _ => {}
    }
}

#[test]
fn one_person_is_told_kindly_that_it_takes_two() {
    for format in ["terminal", "markdown", "json"] {
        let done = equipoise(&format!("align {EXAMPLE}/ceo.yaml -f {format}")).expect(0);
        assert!(done.stderr.is_empty(), "{}", done.stderr);
        if format != "json" {
            assert!(done.stdout.contains("agreement takes two"), "{}", done.stdout);
            assert!(!done.stdout.contains("Disputed") && !done.stdout.contains('%'), "{}", done.stdout);
        }
    }
    let few = equipoise(&format!("align {EXAMPLE}/ceo.yaml {EXAMPLE}/cio.yaml --anonymous")).expect(0).stdout;
    assert!(few.contains("Too few people have answered") && !has_words(&few, "CEO"), "{few}");
}

#[test]
fn two_people_of_one_role_are_one_view_and_both_are_shown() {
    let mut world = World::example(&["ceo", "ciso"]);
    let question = world.questionnaire.question("security-executive.goals").unwrap();
    let mut second = world.answers[0].clone();
    second.respondent.name = Some("Second".into());
    second.entries[question].answer = Some(Answer::Level(5));
    second.entries[question].note = None;
    world.answers.push(second);
    let drawn = world.terminal(For::Facilitator, 100, false);
    let goals = drawn.split("(goals)\n").nth(1).unwrap();
    for shown in
        ["5    CEO (1 of 2): “", "3    CEO (1 of 2): “", "The 2 people of CEO count as 4, their middle."]
    {
        assert!(goals.contains(shown), "{shown}\n{drawn}");
    }
    let named = "CEO, from 3 (Philippa Marlow) to 5 (Second): Information security executive (goals)";
    assert!(drawn.contains(named), "{drawn}");
    let committee = world.terminal(For::Committee, 100, false);
    assert!(committee.contains("CEO, from 3 to 5: Information security executive (goals)"), "{committee}");
    world.answers.remove(1);
    let same = world.terminal(For::Committee, 80, false);
    assert!(same.contains("same role") && same.contains("CEO, from 3 to 5"), "{same}");
}

#[test]
fn of_two_people_of_one_role_the_one_who_does_not_know_is_told() {
    let mut world = World::example(&["ceo", "ciso"]);
    let question = world.questionnaire.question("security-executive.goals").unwrap();
    let mut second = world.answers[1].clone();
    second.entries[question].answer = Some(Answer::Unknown);
    world.answers[1].entries[question].answer = Some(Answer::Level(0));
    world.answers.push(second);
    let drawn = world.terminal(For::Committee, 100, false);
    let goals = drawn.split("(goals)\n").nth(1).unwrap();
    assert!(
        goals.contains("0    CISO (1 of 2): “") && goals.contains("Don't know: CISO (1 of 2)."),
        "{drawn}"
    );
    assert!(!drawn.contains("The 1 people"), "{drawn}");
    let found = world.json(For::Committee);
    let goals =
        found["disputes"].as_array().unwrap().iter().find(|one| one["id"] == "security-executive.goals");
    assert_eq!(goals.unwrap()["unknown"], json!(["ciso"]));
}

#[test]
fn files_without_answers_are_nobodys_and_drafts_are_told() {
    let mut world = World::example(&["ceo", "ciso", "hr"]);
    for entry in &mut world.answers[2].entries {
        *entry = Entry::default();
    }
    world.answers[0].status = Status::Draft;
    world.answers[1].status = Status::Confirmed;
    let found = world.json(For::Committee);
    let voices: Vec<&Value> = found["voices"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
    assert_eq!(voices, [&json!("ceo"), &json!("ciso")]);
    assert_eq!((&found["people"], &found["drafts"]), (&json!(2), &json!(1)));
    for drawn in [world.terminal(For::Committee, 100, false), world.markdown(For::Committee)] {
        let told = "1 of 2 files is a draft, not confirmed yet by whoever answered: CEO (";
        let flat = drawn.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            flat.contains(told) && flat.contains("1 of 2 files is a draft: see Who answered."),
            "{drawn}"
        );
        assert!(drawn.contains("2 people, 2 roles") && drawn.contains("Not heard: HR"), "{drawn}");
    }
    // One of two, and none of two: there is nothing to compare.
    world.answers.remove(1);
    assert!(world.terminal(For::Committee, 80, false).contains("One person has answered so far"));
    for entry in &mut world.answers[0].entries {
        *entry = Entry::default();
    }
    for edition in [For::Committee, For::Facilitator, For::Anybody(3)] {
        let drawn = world.terminal(edition, 80, false);
        assert!(
            drawn.contains("Nobody has answered anything yet, so there is nothing to compare."),
            "{drawn}"
        );
        assert!(!drawn.contains("Agreement") && !drawn.contains("draft"), "{drawn}");
        assert_eq!(world.json(edition)["voices"], json!([]));
    }
}

#[test]
fn where_each_role_places_the_organization_stands_side_by_side() {
    let mut world = example();
    let found = world.json(For::Committee);
    let scale = &found["scales"][0];
    assert_eq!(scale["id"], "culture.default-access");
    assert_eq!(scale["poles"], json!(["Open unless closed", "Closed unless opened"]));
    let question = world.questionnaire.question("culture.default-access").unwrap();
    let mut compared = 0;
    for place in scale["places"].as_array().unwrap() {
        let role = world.questionnaire.role(place["voice"].as_str().unwrap()).unwrap();
        let own = world.answers.iter().find(|one| one.respondent.role == role).unwrap();
        let Some(Answer::Fit(pair)) = own.entries[question].answer else { panic!("{place}") };
        assert_eq!(place["organization"].as_f64(), Some(f64::from(pair.organization)));
        assert_eq!(place["security"].as_f64(), Some(f64::from(pair.security)));
        compared += 1;
    }
    assert_eq!(compared, 6);
    for edition in [For::Committee, For::Facilitator] {
        for drawn in [world.terminal(edition, 100, false), world.markdown(edition)] {
            assert!(drawn.contains("Where each role places the organization and security"), "{drawn}");
            assert!(
                drawn.contains("Default access: security") && drawn.contains("Neither pole is better."),
                "{drawn}"
            );
            assert!(drawn.contains("0 “Open unless closed”, 5 “Closed unless opened”"), "{drawn}");
        }
    }
    // Of one that a workshop settled, both are told; groups are not shown, and it is said.
    world.settlement =
        Some(settlement_of(&world, question, SettledValue::Fit(Placement { organization: 1, security: 3 })));
    let drawn = world.terminal(For::Committee, 100, false);
    let flat = drawn.split_whitespace().collect::<Vec<_>>().join(" ");
    let settled = "Settled at organization 1, security 3 on 1 December 2026, asserted. Why: “So it is.”";
    assert!(flat.contains(settled), "{drawn}");
    let found = world.json(For::Committee);
    assert_eq!(faults(Schema::Alignment, &found), Vec::<String>::new());
    assert_eq!(found["scales"][0]["settlement"]["security"], 3);
    assert_eq!(world.json(For::Anybody(3))["scales"], json!([]));
    let drawn = world.terminal(For::Anybody(3), 100, false);
    assert!(!drawn.contains("Where each role") && drawn.contains("is not shown by group"), "{drawn}");
}

#[test]
fn sides_that_are_about_level_are_called_so_and_who_stands_farthest_is_named() {
    let drawn = example().terminal(For::Committee, 100, false);
    let flat = drawn.split_whitespace().collect::<Vec<_>>().join(" ");
    let level = "Leadership and delivery: On average the two are about level (the middle of each side's roles); question by";
    assert!(flat.contains(level), "{drawn}");
    assert!(
        flat.contains("Farthest from the others: CEO 1.1 levels above; HR 0.8 levels below, on average."),
        "{drawn}"
    );
}

#[test]
fn with_one_side_only_the_gap_is_not_told() {
    let drawn = World::example(&ROLES[..3]).terminal(For::Committee, 100, false);
    assert!(drawn.contains("Nobody from delivery has answered"), "{drawn}");
    assert!(!drawn.contains("Has not reached") && !drawn.contains("→"), "{drawn}");
    let drawn = World::example(&ROLES[3..]).terminal(For::Committee, 100, false);
    assert!(drawn.contains("Nobody from leadership has answered"), "{drawn}");
    assert!(drawn.contains("CIO → IT manager: CIO rates higher"), "{drawn}");
}

/// Puts a settlement beside the answers: one dispute settled, another left open.
fn settle(folder: &Path) {
    let text = "format: equipoise/settlement@1
questionnaire: {id: kayworth-whitten, version: 1.0.0}
organization: Marlow Freight
settled_on: 2026-12-01
answers: []
settlements:
  security-executive.planning-presence: {level: 1, evidence: documented, reason: The minutes of March, dissent: [ceo]}
  business.blocked-work: {open: true, reason: Who sat there is unknown.}
";
    fs::write(folder.join("settlement.yaml"), text).unwrap();
}

#[test]
fn a_questionnaire_of_ones_own_works_too() {
    let folder = tempfile::tempdir().unwrap();
    let questionnaire = fs::read_to_string(root().join("tests/fixtures/tiny.yaml")).unwrap();
    let renamed = questionnaire
        .replace("{id: ceo, name: CEO, side: leadership}", "{id: rector, name: Rector, side: leadership}")
        .replace("{id: cio, name: CIO, side: delivery}", "{id: crew, name: Crew, side: delivery}")
        .replace("roles: [cio]", "roles: [crew]");
    fs::write(folder.path().join("own.yaml"), renamed).unwrap();
    for (role, level) in [("rector", 5), ("crew", 1)] {
        let mut text = format!(
            "format: equipoise/answers@1\nquestionnaire: {{id: tiny, version: 1.2.0}}\norganization: Own\n\
             respondent: {{role: {role}}}\nanswers:\n"
        );
        for question in ["tech.a", "tech.b", "org.a", "soc.a"] {
            writeln!(text, "  {question}: {level}").unwrap();
        }
        writeln!(text, "  culture.talk: {level}").unwrap();
        fs::write(folder.path().join(format!("{role}.yaml")), text).unwrap();
    }
    let (own, path) = (folder.path().join("own.yaml"), folder.path());
    let call = format!("align -q {} {} --edition facilitator", own.display(), path.display());
    let drawn = equipoise(&call).expect(0).stdout;
    assert!(drawn.contains("On average leadership rates higher by 4.0 levels"), "{drawn}");
    assert!(drawn.contains("Rector 5") || drawn.contains("5    Rector: “five”"), "{drawn}");
    // A role that is not known by name gets what can be said of its side.
    assert!(drawn.contains("what is hard reaches this desk late or softened"), "{drawn}");
    assert!(drawn.contains("warnings from this desk have met neither money nor"), "{drawn}");
    assert!(!drawn.contains("Upward communication") && !drawn.contains("The chain"), "{drawn}");
}

#[test]
fn hypotheses_follow_from_the_answers() {
    let mut world = example();
    let told = world.json(For::Facilitator);
    let of = |found: &Value, role: &str| -> Vec<String> {
        let all = found["hypotheses"].as_array().unwrap().iter().find(|one| one["voice"] == role);
        all.map(|one| one["hypotheses"].as_array().unwrap().clone())
            .unwrap_or_default()
            .iter()
            .map(|one| one["may_mean"].as_str().unwrap().to_owned())
            .collect()
    };
    assert!(of(&told, "ceo")[0].starts_with("Perhaps nobody has told the CEO who raised which warning"));
    assert!(of(&told, "it-manager")[0].contains("met neither money nor an answer"));
    for (role, question, with) in
        [("legal", "top-down-security.traceability", "ciso"), ("ciso", "security-executive.goals", "ceo")]
    {
        let all = told["hypotheses"].as_array().unwrap();
        let own = all.iter().find(|one| one["voice"] == role).unwrap();
        assert_eq!((&own["weak"], &own["farthest"]["question"]), (&json!(true), &json!(question)), "{own:#}");
        assert_eq!(own["farthest"]["voices"], json!([with]));
        assert_eq!(of(&told, role).len(), 1);
    }
    assert_eq!(told["hypotheses"].as_array().unwrap().len(), 7, "the chain, and every role: {told:#}");
    assert!(!world.markdown(For::Facilitator).contains("stands out enough"));
    assert_eq!(told["hypotheses"][0]["voice"], Value::Null, "the chain slopes");
    // Once all say the same, there is nothing to explain.
    for answers in &mut world.answers {
        for entry in &mut answers.entries {
            if let Some(Answer::Level(_) | Answer::Unknown) = entry.answer {
                entry.answer = Some(Answer::Level(2));
            }
        }
    }
    let calm = world.json(For::Facilitator);
    assert_eq!((&calm["agreement"], &calm["hypotheses"]), (&json!(1.0), &json!([])));
    let drawn = world.markdown(For::Facilitator);
    assert!(drawn.contains("stands out enough to ask why") && !drawn.contains("Hypothesis:"), "{drawn}");
    assert!(
        drawn.contains("none of 38 shared questions is disputed") && !drawn.contains("Disputed questions"),
        "{drawn}"
    );
}

#[test]
fn where_nobody_knows_nothing_is_found() {
    let mut world = example();
    for entry in world.answers.iter_mut().flat_map(|one| &mut one.entries) {
        if entry.answer.is_some() {
            entry.answer = Some(Answer::Unknown);
        }
    }
    for edition in [For::Committee, For::Facilitator] {
        let drawn = world.terminal(edition, 100, false);
        let top = first_screen(&drawn).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(top.contains("Has not reached leadership: Cannot be told"), "{top}");
        assert!(top.contains("Has not reached delivery: Cannot be told"), "{top}");
        assert!(!drawn.contains("stands out enough"), "{drawn}");
        assert!(top.contains("Upward communication: Cannot be told, since nobody knows"), "{top}");
        assert!(
            !top.contains("initial") && !top.contains("Nothing") && !top.contains("stands alone"),
            "{top}"
        );
    }
}

#[test]
fn only_the_facilitator_reads_why_it_does_not_apply_and_the_notes_on_what_has_not_arrived() {
    let told = ["Lille and the new portal were the", "Nobody has shown me a figure, and I"];
    for (edition, tells) in [(For::Facilitator, true), (For::Committee, false), (For::Anybody(3), false)] {
        for drawn in [example().terminal(edition, 100, false), example().markdown(edition)] {
            for text in told {
                assert_eq!(drawn.contains(text), tells, "{text}\n{drawn}");
            }
        }
    }
}

#[test]
fn what_is_split_is_told_from_a_lone_voice_and_the_rule_is_told() {
    let drawn = example().terminal(For::Committee, 100, false);
    let flat = drawn.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("Split: Executive commitment (speaking up) (3.0 levels); "), "{drawn}");
    assert!(flat.contains("A lone voice is a role at least two levels away from every other"), "{drawn}");
    let found = example().json(For::Committee);
    let lone: Vec<&Value> =
        found["lone_voices"].as_array().unwrap().iter().map(|one| &one["question"]).collect();
    let wide =
        found["questions"].as_array().unwrap().iter().filter(|one| one["range"].as_f64().unwrap() >= 3.0);
    let split = wide.filter(|one| !lone.contains(&&one["id"])).count();
    assert_eq!((lone.len(), split), (3, 2));
}

/// Text that would steer a terminal, make markup, or find no place to break.
fn hostile() -> World {
    let steering = "\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}evil\r\nnext <img src=x> |a|b| [c](d) @all";
    let long = format!("{steering}{}", "x".repeat(300));
    let mut world = World::vector("09-five-respondents");
    for (index, answers) in world.answers.iter_mut().enumerate() {
        answers.organization.clone_from(&long);
        answers.respondent.name = Some(format!("{index} 安全 {long}"));
        for entry in &mut answers.entries {
            entry.note = Some(long.clone());
            entry.artifacts = vec![long.clone()];
        }
    }
    for mechanism in &mut world.questionnaire.mechanisms {
        mechanism.name.clone_from(&long);
    }
    for question in &mut world.questionnaire.questions {
        question.ask.clone_from(&long);
        question.statements = std::array::from_fn(|_| long.clone());
        question.probe = Some(long.clone());
        question.evidence.push(long.clone());
    }
    world.questionnaire.title.push_str(steering);
    world.questionnaire.roles[0].name = long;
    world
}

#[test]
fn reports_look_like_this() {
    let example = example();
    insta::assert_snapshot!("terminal_80", example.terminal(For::Committee, 80, false));
    insta::assert_snapshot!("terminal_60", example.terminal(For::Committee, 60, false));
    insta::assert_snapshot!("facilitator_80", example.terminal(For::Facilitator, 80, false));
    insta::assert_snapshot!("anonymous_80", example.terminal(For::Anybody(3), 80, false));
    insta::assert_snapshot!("markdown", example.markdown(For::Committee));
    insta::assert_snapshot!("markdown_facilitator", example.markdown(For::Facilitator));
    insta::assert_snapshot!("json_facilitator", example.json_text(For::Facilitator));
    insta::assert_snapshot!("json_anonymous", example.json_text(For::Anybody(3)));
    insta::assert_snapshot!("one_person", World::example(&ROLES[..1]).terminal(For::Committee, 80, false));
}
