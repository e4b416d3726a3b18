//! The form, filled by keyboard and mouse.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use equipoise::answers::{Answer, Answers, Entry, load};
use equipoise::framework::Evidence;
use equipoise::questionnaire::{Catalog, Questionnaire};
use equipoise::source::Source;
use serde_json::{Value, json};

use crate::support::{equipoise, root, scenario, succeed};

const ORGANIZATION: &str = "Marlow Freight";
const EXAMPLE: &str = "examples/marlow-freight";
const ROLES: [&str; 6] = ["ceo", "cio", "ciso", "hr", "it-manager", "legal"];
/// Commands whose output over the files that the forms saved must be that over the example, to the byte: those that say
/// neither on which days, nor with whose help, the answers were given.
const SAME_OUTPUT: [&[&str]; 5] = [
    &["score", "-f", "json"],
    &["align"],
    &["align", "-f", "json"],
    &["align", "--edition", "facilitator", "-f", "markdown"],
    &["agenda", "-f", "markdown"],
];

fn read(path: &Path) -> (Answers, Arc<Questionnaire>) {
    let source = Arc::new(Source::new(path.display().to_string(), fs::read_to_string(path).unwrap()));
    let loaded = load::load(&source, &Catalog::default()).unwrap();
    assert!(loaded.warnings.is_empty(), "{:#?}", loaded.warnings);
    (loaded.value.answers, loaded.value.questionnaire)
}

/// What is to be put into the form of one role.
fn respondent(forms: &Path, role: &str) -> Value {
    let (answers, questionnaire) = read(&root().join(EXAMPLE).join(format!("{role}.yaml")));
    let given = questionnaire.questions.iter().zip(&answers.entries).filter_map(|(question, entry)| {
        let mut given = match entry.answer? {
            Answer::Level(level) => json!({"level": level}),
            Answer::Fit(pair) => {
                json!({"fit": {"organization": pair.organization, "security": pair.security}})
            }
            Answer::Unknown => json!({"word": "unknown"}),
            Answer::NotApplicable => json!({"word": "not-applicable"}),
        };
        given["id"] = json!(question.id);
        given["note"] = json!(entry.note);
        given["evidence"] = json!(entry.evidence.map(Evidence::id));
        given["artifacts"] = json!(entry.artifacts);
        Some(given)
    });
    let given: Vec<Value> = given.collect();
    json!({"form": forms.join(format!("{role}.html")), "name": answers.respondent.name, "answers": given})
}

/// The entries, without the day on which they were given.
fn undated(answers: &Answers) -> Vec<Entry> {
    answers.entries.iter().map(|entry| Entry { as_of: None, ..entry.clone() }).collect()
}

#[test]
fn six_forms_filled_are_the_six_files_of_the_example() {
    let folder = tempfile::tempdir().unwrap();
    let [forms, saved] = ["forms", "saved"].map(|name| folder.path().join(name));
    fs::create_dir(&saved).unwrap();
    succeed(&["form", "--all-roles", "--organization", ORGANIZATION, "-o", forms.to_str().unwrap()]);
    let respondents: Vec<Value> = ROLES.iter().map(|role| respondent(&forms, role)).collect();
    let paths = scenario("fill", &json!({"folder": saved, "respondents": respondents}));

    for (role, path) in ROLES.iter().zip(paths.as_array().unwrap()) {
        let path = Path::new(path.as_str().unwrap());
        let (example, questionnaire) = read(&root().join(EXAMPLE).join(format!("{role}.yaml")));
        let (found, _) = read(path);
        let name = equipoise::text::slug(example.respondent.name.as_deref().unwrap());
        assert_eq!(path.file_name().unwrap().to_str().unwrap(), format!("marlow-freight-{role}-{name}.yaml"));
        assert_eq!(found.organization, example.organization);
        assert_eq!((found.scope, found.status), (example.scope, example.status));
        assert_eq!(found.respondent, example.respondent);
        assert_eq!(found.questionnaire.digest.as_deref(), Some(questionnaire.digest.as_str()));
        assert_eq!(found.questionnaire.version, questionnaire.version);
        assert!(found.started.is_some() && found.started <= found.updated);
        assert_eq!(undated(&found), undated(&example), "{role}");
        assert!(found.entries.iter().all(|entry| entry.answer.is_some() == entry.as_of.is_some()));
        let text = fs::read_to_string(path).unwrap();
        assert!(text.starts_with("{\n\"format\": \"equipoise/answers@1\",\n"), "{text}");
        let answered = found.entries.iter().filter(|entry| !entry.is_empty()).count();
        assert_eq!(
            text.lines().filter(|line| line.starts_with("  \"")).count(),
            answered,
            "one answer a line"
        );
        succeed(&["check", path.to_str().unwrap()]);
    }
    succeed(&["check", saved.to_str().unwrap()]);
    for command in SAME_OUTPUT {
        let over = |folder: &str| succeed(&[&command[..1], &[folder], &command[1..]].concat());
        assert_eq!(over(saved.to_str().unwrap()), over(EXAMPLE), "{command:?}");
    }
    // A result never takes the place of answers that a form saved.
    let answers = paths[0].as_str().unwrap();
    assert_eq!(equipoise(&["score", EXAMPLE, "-o", answers]).status.code(), Some(2));
}

/// Writes a form below the folder, and gives its path.
fn form(folder: &Path, name: &str, arguments: &[&str]) -> String {
    let path = folder.join(name).to_str().unwrap().to_owned();
    succeed(&[&["form", "-o", &path], arguments].concat());
    path
}

#[test]
fn nothing_about_the_form_shuts_anybody_out() {
    let folder = tempfile::tempdir().unwrap();
    let of_role = form(folder.path(), "role.html", &["--role", "ceo", "--organization", ORGANIZATION]);
    let open = form(folder.path(), "open.html", &[]);
    scenario("accessible", &json!({"form": of_role, "open": open}));
}

#[test]
fn a_telephone_is_enough() {
    let folder = tempfile::tempdir().unwrap();
    let form = form(folder.path(), "ceo.html", &["--role", "ceo", "--organization", ORGANIZATION]);
    for scheme in ["light", "dark"] {
        let given = json!({"form": form, "folder": folder.path().join(scheme), "colorScheme": scheme});
        let path = scenario("phone", &given);
        let path = path.as_str().unwrap();
        succeed(&["check", path]);
        let (answers, _) = read(Path::new(path));
        let known =
            answers.entries.iter().filter(|entry| !matches!(entry.answer, None | Some(Answer::Unknown)));
        assert_eq!(known.count(), 10);
    }
}

#[test]
fn answers_are_kept_for_their_owner_and_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let ours = ["--organization", ORGANIZATION];
    let write = |name: &str, more: &[&str]| form(folder.path(), name, more);
    let forms = [
        write("ada.html", &[&ours[..], &["--role", "ceo", "--name", "Ada"]].concat()),
        write("eve.html", &[&ours[..], &["--role", "ceo", "--name", "Eve"]].concat()),
        write("other.html", &["--organization", "Other", "--role", "ceo"]),
    ];
    let given = json!({
        "folder": folder.path(),
        "form": write("ceo.html", &[&ours[..], &["--role", "ceo"]].concat()),
        "cio": write("cio.html", &[&ours[..], &["--role", "cio"]].concat()),
        "anybody": write("anybody.html", &ours),
        "tiny": write("tiny.html", &["-q", "tests/fixtures/tiny.yaml", "--role", "ceo", "--organization", "Tiny"]),
        "forms": forms,
    });
    scenario("kept", &given);
    // What was typed is what the program reads.
    let (answers, _) = read(&folder.path().join("marlow-freight-ceo-ann-b.yaml"));
    let entry = answers.entries.iter().find(|entry| entry.note.is_some()).unwrap();
    assert_eq!(entry.note.as_deref(), Some("<img src=x onerror=\"alert(1)\">\n{{ 7*7 }} \"\\ \t end"));
    assert_eq!(entry.artifacts, ["one", "two"]);
    assert_eq!(answers.respondent.name.as_deref(), Some("Ann <b>"));
}

#[test]
fn hostile_texts_stay_texts() {
    let folder = tempfile::tempdir().unwrap();
    let text = [
        "</script><script>window.ran=1</script>",
        "</title></style><img src=x onerror=window.ran=1>",
        "'\"`--> <!-- ]]> &lt;b&gt; ${window.ran=1} {{ 7*7 }} {% raw %} \u{1f512} \u{645}\u{631}\u{62d}\u{628}\u{627}",
        &"x".repeat(10_000),
    ]
    .concat();
    let quoted = json!(text).to_string();
    let mut questionnaire = fs::read_to_string(root().join("tests/fixtures/tiny.yaml")).unwrap();
    for plain in [
        "\"Tech a?\"",
        "\"Tech b?\"",
        "\"Org a?\"",
        "\"Soc a?\"",
        "\"Fit?\"",
        "\"Talk?\"",
        "zero",
        "one",
        "two",
        "CEO",
        "Tiny",
    ] {
        questionnaire = questionnaire.replace(&format!(": {plain}"), &format!(": {quoted}"));
    }
    let questionnaire = questionnaire.replace("purpose: T\n", &format!("purpose: {quoted}\n"));
    let path = folder.path().join("hostile.yaml");
    fs::write(&path, questionnaire).unwrap();
    let named = path.to_str().unwrap();
    let page = form(folder.path(), "hostile.html", &["-q", named, "--role", "ceo", "--organization", &text]);
    let saved = scenario("hostile", &json!({"form": page, "shown": text, "folder": folder.path()}));
    let checked = equipoise(&["check", "-q", named, saved.as_str().unwrap()]);
    assert_eq!(checked.status.code(), Some(0), "{}", String::from_utf8_lossy(&checked.stdout));
}
