//! What `new` writes: it works untouched, takes what a person types, and keeps a questionnaire's text in comments.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;

use equipoise::answers::{Answer, Answers, Placement, Start, load, skeleton};
use equipoise::diagnostic::Loaded;
use equipoise::framework::{Scope, Status};
use equipoise::questionnaire::{self, Catalog, Questionnaire, SKELETON};
use equipoise::schema::Schema;
use equipoise::source::Source;
use equipoise::text::is_hostile;

use crate::schemas::{faults, yaml};
use crate::support::{call, equipoise, fixture, root};

fn questionnaire(text: &str) -> Arc<Questionnaire> {
    let loaded = questionnaire::load::load(&Arc::new(Source::new("test", text))).unwrap();
    Arc::new(loaded.value)
}

fn builtin() -> Arc<Questionnaire> {
    questionnaire(questionnaire::builtin::text(questionnaire::builtin::DEFAULT).unwrap())
}

fn start(role: usize, scope: Scope) -> Start {
    Start { role, organization: None, name: None, scope, named: None }
}

/// The answers that a text loads to, without a warning.
fn answers(text: &str, questionnaire: &Arc<Questionnaire>) -> Answers {
    let source = Arc::new(Source::new("test", text));
    let Loaded { value, warnings } = load::load(&source, &Catalog::of(Arc::clone(questionnaire))).unwrap();
    assert!(warnings.is_empty(), "{warnings:#?}");
    value.answers
}

/// The skeleton with what a person types: a level behind each id, both positions of each fit question.
fn filled(skeleton: &str, questionnaire: &Questionnaire, typed: impl Fn(usize) -> u8) -> String {
    let mut text = String::new();
    let mut level = 0;
    for line in skeleton.lines() {
        let id = line.strip_prefix("  ").and_then(|line| line.strip_suffix(':')).unwrap_or_default();
        let line = if let Some(index) = questionnaire.question(id.trim_matches('"')) {
            level = typed(index);
            if questionnaire.questions[index].is_fit() { line.to_owned() } else { format!("{line} {level}") }
        } else if let Some(pair) = line.strip_prefix("    # fit: ") {
            let pair = pair.replace("organization: ", &format!("organization: {level}"));
            format!("    fit: {}", pair.replace("security: ", &format!("security: {}", 5 - level)))
        } else {
            line.to_owned()
        };
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// Of every role in either scope, the untouched skeleton loads with nothing answered, and what is typed is loaded.
fn holds(questionnaire: &Arc<Questionnaire>) {
    for (role, scope) in (0..questionnaire.roles.len()).flat_map(|role| Scope::ALL.map(|scope| (role, scope)))
    {
        let asked = |index: usize| {
            let question = &questionnaire.questions[index];
            question.open_to(role) && (scope == Scope::Full || question.quick)
        };
        let Some(text) = skeleton(questionnaire, &start(role, scope)) else {
            assert!(!(0..questionnaire.questions.len()).any(asked));
            continue;
        };
        let untouched = answers(&text, questionnaire);
        assert_eq!(
            (untouched.respondent.role, untouched.scope, untouched.status),
            (role, scope, Status::Draft)
        );
        assert_eq!(untouched.questionnaire.digest.as_ref(), Some(&questionnaire.digest));
        assert!(untouched.entries.iter().all(equipoise::answers::Entry::is_empty));
        assert_eq!(faults(Schema::Answers, &yaml(&text).unwrap()), Vec::<String>::new());

        let typed = |index: usize| u8::try_from(index % 6).unwrap();
        let full = filled(&text, questionnaire, typed);
        assert_eq!(faults(Schema::Answers, &yaml(&full).unwrap()), Vec::<String>::new());
        for (index, entry) in answers(&full, questionnaire).entries.iter().enumerate() {
            let level = typed(index);
            let expected = if questionnaire.questions[index].is_fit() {
                Answer::Fit(Placement { organization: level, security: 5 - level })
            } else {
                Answer::Level(level)
            };
            assert_eq!(
                entry.answer,
                asked(index).then_some(expected),
                "{}",
                questionnaire.questions[index].id
            );
        }
    }
}

#[test]
fn every_role_gets_a_skeleton_that_loads_and_takes_levels() {
    holds(&builtin());
    for file in ["tests/vectors/mini.yaml", "tests/fixtures/tiny.yaml"] {
        holds(&questionnaire(&fs::read_to_string(root().join(file)).unwrap()));
    }
    holds(&questionnaire(SKELETON));
}

#[test]
fn a_skeleton_shows_each_question_with_what_helps_to_answer_it() {
    let questionnaire = builtin();
    let flat = |text: &str| {
        text.split(['#', ' ', '\n']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    };
    for role in 0..questionnaire.roles.len() {
        let text = skeleton(&questionnaire, &start(role, Scope::Full)).unwrap();
        assert!(text.lines().all(|line| line.chars().count() <= 100 && line.trim_end() == line));
        let flat_text = flat(&text);
        for question in &questionnaire.questions {
            let shown = text.contains(&format!("\n  {}:\n", question.id));
            assert_eq!(shown, question.open_to(role), "{}", question.id);
            if shown {
                let probe = question.probe.iter();
                for part in
                    question.statements.iter().chain(&question.evidence).chain(probe).chain([&question.ask])
                {
                    assert!(flat_text.contains(&flat(part)), "{}: {part}", question.id);
                }
            }
        }
    }
}

#[test]
fn a_requirement_is_explained_where_the_role_is_asked_both() {
    let questionnaire = questionnaire(&fs::read_to_string(fixture("tiny.yaml")).unwrap());
    let text = skeleton(&questionnaire, &start(0, Scope::Full)).unwrap();
    assert!(text.contains("# Only where tech.a stands at 1 or above."), "{text}");
}

const HOSTILE: &str = r#"
      - id: tech.hostile
        ask: "First\nformat: equipoise/policy@1\r\ntech.a: 5\u0085org.a: 5\u2028soc.a: 5\u2029x\u0000\u001b[2J\u202e\ufffe\uffff # {[&*!|>%@`"
        objectives: {business: 1}
        levels: ["\n  tech.a: 5", "\r  tech.a: 5", "\u0085  tech.a: 5", "\u2028  tech.a: 5", "---\n...", "'\"\\"]
        probe: "why\n  org.a: 5"
        evidence: ["a\n  soc.a: 5", "\tx\u000b\u000c"]
"#;

#[test]
fn a_hostile_questionnaire_stays_in_comments() {
    let text = fs::read_to_string(fixture("tiny.yaml")).unwrap();
    let text = text
        .replacen("\n  - id: org\n", &format!("{}  - id: org\n", HOSTILE.trim_end_matches(' ')), 1)
        .replace("name: CEO", "name: \"CEO\\nanswers:\\n  tech.a: 5\"")
        .replace("title: Tiny", "title: \"T\\nstatus: confirmed\"")
        .replace("name: Tech", "name: \"T\\n  tech.a: 5\"")
        .replace("purpose: T\n", "purpose: \"T\\n  tech.a: 5\"\n")
        .replace("poles: [open, closed]", "poles: [\"open\\n  tech.a: 5\", \"closed\\r  tech.a: 5\"]");
    let questionnaire = questionnaire(&text);
    assert!(questionnaire.question("tech.hostile").is_some());
    holds(&questionnaire);
    let hostile = "X\n\"}: [\u{0}\u{1b}[2J\u{85}\u{2028}\u{fffe} # y\\";
    let given = Start {
        organization: Some(hostile.into()),
        name: Some(hostile.into()),
        named: Some("a\nb: c/q.yaml".into()),
        ..start(0, Scope::Full)
    };
    let text = skeleton(&questionnaire, &given).unwrap();
    assert!(!text.contains(|c| is_hostile(c) || matches!(c, '\t' | '\u{fffe}' | '\u{ffff}')), "{text:?}");
    let read = answers(&text, &questionnaire);
    assert!(read.organization.starts_with("X \"}: [") && read.organization.ends_with(" # y\\"));
    assert_eq!(read.respondent.name.as_deref(), Some(read.organization.as_str()));
    for line in text.lines().skip_while(|line| *line != "answers:").skip(1) {
        let id = line.trim().trim_end_matches(':');
        let sound =
            line.trim().is_empty() || line.trim().starts_with("# ") || questionnaire.question(id).is_some();
        assert!(sound, "{line:?}");
    }
}

#[test]
fn ids_that_yaml_reads_as_something_else_stay_ids() {
    let text = fs::read_to_string(fixture("tiny.yaml")).unwrap();
    let text = text
        .replace("{id: ceo,", "{id: \"null\",")
        .replace("{id: cio,", "{id: \"1\",")
        .replace("[cio]", "[\"1\"]")
        .replace("id: tiny", "id: \"true\"")
        .replace("id: org\n", "id: \"1\"\n")
        .replace("id: org.a", "id: \"1.5\"");
    holds(&questionnaire(&text));
}

#[test]
fn the_command_writes_what_it_is_asked_for_and_overwrites_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("hr.yaml");
    let path = file.to_str().unwrap();
    let arguments =
        ["answers", "new", "--role", "hr", "--organization", "Marlow: \"Freight\"", "--name", "Claire"];
    let printed = call(&arguments).expect(0);
    assert!(printed.stdout.contains("organization: \"Marlow: \\\"Freight\\\"\"\n"), "{}", printed.stdout);
    assert!(printed.stderr.is_empty());
    let written = call(&[&arguments[..], &["-o", path]].concat()).expect(0);
    assert!(written.stdout.is_empty() && written.stderr.contains("written: "), "{}", written.stderr);
    assert_eq!(fs::read_to_string(&file).unwrap(), printed.stdout);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    call(&["score", "-f", "json", path]).expect(0);

    for arguments in
        [vec!["answers", "new", "--role", "ceo", "-o", path], vec!["questionnaire", "new", "-o", path]]
    {
        let refused = call(&arguments).expect(2);
        assert!(refused.stderr.contains("is there already and stays as it is"), "{}", refused.stderr);
        assert_eq!(fs::read_to_string(&file).unwrap(), printed.stdout);
    }
    let link = folder.path().join("link.yaml");
    std::os::unix::fs::symlink("nowhere.yaml", &link).unwrap();
    call(&["questionnaire", "new", "-o", link.to_str().unwrap()]).expect(2);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    call(&["questionnaire", "new", "-o", folder.path().join("no/such.yaml").to_str().unwrap()]).expect(4);
    equipoise("questionnaire new -o /dev/full").expect(4);
    equipoise("questionnaire new -o /dev/null").expect(0);
}

#[test]
fn usage_is_told_as_elsewhere() {
    let done = equipoise("answers new --role coe").expect(2);
    assert!(done.stderr.contains("did you mean `ceo`?"), "{}", done.stderr);
    call(&["answers", "new", "--role", "ceo", "--organization", " "]).expect(2);
    let done = equipoise("-q tests/fixtures/tiny.yaml answers new --role ceo --quick").expect(2);
    assert!(done.stderr.contains("no question of this interview is for the role ceo"), "{}", done.stderr);
}

#[test]
fn the_commands_that_a_skeleton_names_work() {
    let quick = equipoise("answers new --role ceo --quick").expect(0).stdout;
    let full = equipoise("-q tests/fixtures/tiny.yaml answers new --role ceo").expect(0).stdout;
    assert!(full.contains("#     equipoise score -q tests/fixtures/tiny.yaml FILE\n"), "{full}");
    for text in [quick.as_str(), full.as_str(), SKELETON] {
        let schema = text.lines().next().unwrap().strip_prefix("# yaml-language-server: $schema=./").unwrap();
        let command = text.lines().find_map(|line| line.strip_prefix("#   equipoise ")).unwrap();
        let (command, file) = command.split_once(" > ").unwrap();
        assert_eq!(file, schema);
        assert!(equipoise(command).expect(0).stdout.contains("\"$schema\""));
    }
}

#[test]
fn the_questionnaire_skeleton_is_clean_and_has_every_key() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("own.yaml");
    let path = file.to_str().unwrap();
    call(&["questionnaire", "new", "-o", path]).expect(0);
    assert_eq!(fs::read_to_string(&file).unwrap(), equipoise("questionnaire new").expect(0).stdout);
    call(&["questionnaire", "lint", "--strict", path]).expect(0);
    call(&["questionnaire", "show", "-q", path]).expect(0);
    assert_eq!(faults(Schema::Questionnaire, &yaml(SKELETON).unwrap()), Vec::<String>::new());
    assert!(SKELETON.lines().all(|line| line.chars().count() <= 120));
    let schema: serde_json::Value = serde_json::from_str(Schema::Questionnaire.text()).unwrap();
    let mut keys: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
    for part in ["mechanism", "question", "outcome"] {
        keys.extend(schema["$defs"][part]["properties"].as_object().unwrap().keys());
    }
    for key in keys {
        assert!(SKELETON.contains(&format!("{key}:")), "{key} is not shown");
    }
}
