//! What CI prints may be read by everybody with access: a corpus of files whose secrets all carry a marker, in places
//! where they belong and in places where they do not. The marker never comes out, in any format.

use std::fs;

use super::world::{World, answers};
use crate::support::{call, fixture};

const MARK: &str = "Zx7Secret";
const FORMATS: [&str; 5] = ["text", "github", "sarif", "junit", "json"];

/// Sound answers but for what a line is replaced with.
fn with(line: &str, instead: &str) -> String {
    let text = answers("ceo").replace("Ann", &format!("Ann {MARK}"));
    let text = text.replace("note: fine", &format!("note: {MARK} said so, artifacts: [\"{MARK}.pdf\"]"));
    assert!(text.contains(line), "{line}");
    text.replace(line, &instead.replace("MARK", MARK))
}

/// Files with every kind of trouble; the marker stands in each.
fn corpus() -> Vec<(String, String)> {
    let trouble = [
        ("misplaced level", "tech.a: 3", "tech.a: MARK has it"),
        ("misplaced level, long", "tech.a: 3", "tech.a: {level: MARK, note: MARK, artifacts: MARK}"),
        ("misplaced fit", "soc.a: 1", "culture.fit: MARK"),
        ("misplaced position", "soc.a: 1", "culture.fit: {fit: {organization: MARK, security: [MARK]}}"),
        ("misplaced role", "role: ceo", "role: MARK"),
        ("misplaced name", "name: Ann", "nom: MARK, name: [MARK]"),
        ("misplaced version", "version: 1.2.0", "version: MARK"),
        ("old version", "version: 1.2.0", "version: 1.1.0-MARK"),
        ("new version", "version: 1.2.0", "version: 3.0.0+MARK"),
        ("questionnaire", "id: tiny", "id: MARK"),
        ("digest", "version: 1.2.0", "version: 1.2.0, digest: MARK"),
        ("organization", "organization: Tiny Works", "organization: {MARK: MARK}"),
        ("other organization", "Tiny Works", "Tiny Works MARK"),
        ("status", "status: confirmed", "status: MARK"),
        ("draft", "status: confirmed", "status: draft # MARK"),
        ("time", "updated: 2026-11-20T10:00:00Z", "updated: MARK"),
        ("future", "updated: 2026-11-20T10:00:00Z", "updated: 2027-01-01T10:00:00Z # MARK"),
        ("day", "soc.a: 1", "soc.a: {level: 1, as_of: MARK}"),
        ("evidence", "soc.a: 1", "soc.a: {level: 1, evidence: MARK}"),
        ("unknown key", "soc.a: 1", "soc.a: {level: 1, \"MARK says\": MARK}"),
        ("key of several words", "status: confirmed", "MARK is away: yes\nstatus: confirmed"),
        ("unknown question", "soc.a: 1", "\"MARK left\": {level: 1, note: MARK}"),
        ("withdrawn", "soc.a: 1", "tech.old: {level: 1, note: MARK}"),
        ("equal keys", "soc.a: 1", "soc.a: {note: MARK}\n  soc.a: {note: MARK}"),
        ("equal keys of words", "soc.a: 1", "\"MARK\": MARK\n  \"MARK\": MARK"),
        ("broken line", "soc.a: 1", "soc.a: {level: 1, note: MARK: MARK"),
        ("broken quotes", "soc.a: 1", "soc.a: {level: 1, note: \"MARK \\q MARK\"}"),
        ("broken indentation", "soc.a: 1", "soc.a:\n      note: MARK\n    MARK: MARK\n   level: MARK"),
        ("broken tab", "soc.a: 1", "soc.a:\n\tnote: MARK"),
        ("a tag", "soc.a: 1", "soc.a: !MARK 1"),
        ("an alias", "soc.a: 1", "soc.a: *MARK"),
        ("an anchor", "soc.a: 1", "soc.a: &MARK 1"),
        ("a merge", "soc.a: 1", "soc.a: {<<: MARK}"),
        ("a directive", "format: equipoise/answers@1", "%MARK MARK\n---\nformat: equipoise/answers@1"),
        ("two documents", "soc.a: 1", "soc.a: 1\n---\nMARK: MARK"),
        ("control character", "soc.a: 1", "soc.a: {level: 1, note: \"MARK\u{7}MARK\"}"),
        ("escaped control", "soc.a: 1", "soc.a: {level: 1, note: \"MARK \\e[31m\\u009b MARK\"}"),
        ("bidi", "soc.a: 1", "soc.a: {level: 1, note: MARK \u{202e} MARK}"),
        (
            "bidi in a block",
            "soc.a: 1",
            "soc.a:\n    level: 1\n    note: |\n      MARK: \u{202e}\n      role: MARK",
        ),
        ("high claim", "soc.a: 1", "soc.a: {level: 5, note: MARK}"),
        ("unasked", "soc.a: 1", "culture.talk: {level: 1, note: MARK}"),
        ("contradiction", "tech.a: 3", "tech.a: {level: 0, note: MARK}\n  tech.b: {level: 2, note: MARK}"),
        ("no reason", "tech.a: 3", "tech.a: {level: not-applicable, artifacts: [MARK]}"),
        ("format", "format: equipoise/answers@1", "format: MARK"),
    ];
    let mut files: Vec<(String, String)> =
        trouble.iter().map(|(name, line, instead)| (format!("{name}.yaml"), with(line, instead))).collect();
    files.push(("sound.yaml".into(), with("soc.a: 1", "soc.a: 1")));
    files.push(("text.yaml".into(), MARK.into()));
    files.push(("list.yaml".into(), format!("- {MARK}\n- {MARK}: {MARK}\n")));
    files.push((
        "settlement.yaml".into(),
        format!(
            "format: equipoise/settlement@1\nquestionnaire: {{id: tiny, version: 1.2.0}}\norganization: \
             {MARK}\nsettled_on: {MARK}\nanswers: [{{role: {MARK}, digest: {MARK}}}]\nsettlements:\n  \
             tech.a: {{level: {MARK}, reason: {MARK}, dissent: [{MARK}]}}\n  {MARK}: {{open: {MARK}}}\n"
        ),
    ));
    files
}

const POLICY: &str = "\
require: {roles: [ceo, cio], confirmed: true, strength: 0.9, perception: 1}
freshness: {max_age: 10d}
evidence: [{from: 1, grade: verified}]
limits: {not_applicable: 0, unknown: 0, perception_gap: 0}
no_regression: {tolerance: 0}
waivers:
  - finding: draft
    target: ceo
    reason: MARK asked for it
    approver: MARK
    expires: 2026-01-01
  - {finding: draft, target: cio, reason: MARK, approver: MARK, expires: 2027-01-01, signed: MARK}
";

fn is_discreet(world: &World, what: &str) {
    for format in FORMATS {
        for more in ["", "--strict --color always"] {
            let done = world.check(&format!("-f {format} {more}")).run();
            assert!(matches!(done.code, Some(1 | 3)), "{what}: {}{}", done.stdout, done.stderr);
            for (stream, text) in [("stdout", &done.stdout), ("stderr", &done.stderr)] {
                // In any case: a key may be shown folded, and a fingerprint never.
                assert!(
                    !text.to_lowercase().contains(&MARK.to_lowercase()),
                    "{what} as {format} on {stream}:\n{text}"
                );
            }
        }
    }
}

#[test]
fn nothing_that_was_said_comes_out() {
    let sound = answers("cio");
    for policy in ["require: {strength: 0.9}", POLICY] {
        // All at once, so that what only files together show is said too.
        let mut world = World::new().policy(&policy.replace("MARK", MARK));
        for (name, text) in corpus() {
            world = world.file(&name, &text);
        }
        is_discreet(&world, "all files");
    }
    // They are secrets indeed: scoring, which is for those who may see them, quotes them.
    let mut world = World::new();
    for (name, text) in corpus() {
        world = world.file(&name, &text);
    }
    let tiny = fixture("tiny.yaml").display().to_string();
    let scored = call(&["score", "-q", &tiny, world.path("answers").to_str().unwrap()]).expect(3);
    assert!(scored.stderr.matches(MARK).count() > 40, "{}", scored.stderr);
    // And each by itself, so that none hides behind another.
    let mut world = World::new().file("2-cio.yaml", &sound);
    for (name, text) in corpus() {
        world = world.file("1.yaml", &text);
        let done = world.check("").run();
        assert!(!done.stdout.contains(MARK) && !done.stderr.contains(MARK), "{name}: {}", done.stdout);
    }
}

#[test]
fn a_policy_held_against_secrets_says_none() {
    let sound = with("soc.a: 1", "soc.a: {level: 4, note: MARK}");
    let policy =
        POLICY.replace("MARK", MARK).replace(", perception: 1", "").replace(", signed: Zx7Secret", "");
    let world = World::new()
        .policy(&policy)
        .file("1-ceo.yaml", &sound.replace("status: confirmed", "status: draft"))
        .file("2-ceo.yaml", &sound.replace("tech.a: 3", &format!("tech.a: {{level: unknown, note: {MARK}}}")))
        .beside("baseline/ceo.yaml", &sound.replace("tech.a: 3", "tech.a: 5"));
    is_discreet(&world, "policy");
    let found = world.found();
    for code in
        ["unconfirmed", "missing-role", "below-threshold", "weak-evidence", "regressed", "expired-waiver"]
    {
        assert!(found.iter().any(|found| found == code), "{code}: {found:?}");
    }
}

#[test]
fn a_policy_that_is_no_yaml_names_nobody() {
    let world = World::new().file("ceo.yaml", &answers("ceo"));
    for line in ["waivers: [{approver: MARK: x", "waivers: {approver: \"MARK \\q\"}", "waivers: [!MARK x]"] {
        let world = World::new().policy(&line.replace("MARK", MARK)).file("ceo.yaml", &answers("ceo"));
        is_discreet(&world, line);
    }
    assert_eq!(world.found(), Vec::<String>::new());
}

#[test]
fn where_a_value_ends_is_not_told() {
    let ends = |level: &str| {
        let text = answers("ceo").replace("tech.a: 3", &format!("tech.a: {{level: {level}}}"));
        let json = World::new().file("ceo.yaml", &text).check("-f json").run().stdout;
        json.lines().filter(|line| line.contains("\"end")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(ends("oops"), ends("not at all says somebody"));
}

#[test]
fn hostile_names_and_values_steer_nothing() {
    let hostile = "\u{1b}[2J\u{9b}31m\u{202e}\u{7}";
    let world = World::new()
        .file(&format!("a{hostile}\n::error::b.yaml"), &answers("ceo").replace("tech.a: 3", "tech.a: 9"))
        .file("c.yaml", &answers("cio").replace("note: fine", "note: \"\\e[2J\\n::error::x\""));
    fs::write(world.path("answers/d.yaml"), format!("{hostile}: {hostile}\n")).unwrap();
    for format in FORMATS {
        let done = world.check(&format!("-f {format}")).expect(1);
        for text in [&done.stdout, &done.stderr] {
            let steering = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}');
            assert!(!text.contains(steering), "{format}: {text:?}");
            let forged = text.lines().any(|line| line.starts_with("::error::"));
            assert!(!forged, "{format}: {text}");
        }
    }
}

#[test]
fn answers_in_the_place_of_another_file_stay_veiled() {
    let world = World::new().file("ceo.yaml", &answers("ceo"));
    let body = "respondent: {role: ciso, name: MARK}\nanswers:\n  tech.a: {level: 4, note: MARK, note: MARK again}\n";
    let misspelt = "format: equipoise/policy@1\nwaivres: [{finding: draft, target: ceo, reason: MARK is away, approver: MARK}]\n";
    let quoted = "format: equipoise/policy@1\nwaivers: [{finding: MARK, target: MARK too, reason: r, approver: a, expires: MARK}]\n";
    let twice = "format: equipoise/policy@1\nwaivers: []\nuse: low\nwaivers: [{finding: draft, target: ceo, expires: 2026-01-01, reason: MARK, approver: MARK}]\n";
    let one_line = "{format: equipoise/policy@1, uses: low, waivers: [{finding: draft, target: ceo, expires: 2026-01-01, reason: MARK is away, approver: MARK}], require: {balance: 2}}\n";
    for (option, text) in [
        ("--policy", twice.to_owned()),
        ("--policy", one_line.to_owned()),
        ("--policy", one_line.replace("uses: low", "use: hihg")),
        ("--policy", format!("format: equipoise/answers@1\n{body}")),
        ("--policy", format!("format: equipoise/policy@1\n{body}")),
        ("-q", format!("format: equipoise/answers@1\n{body}")),
        ("-q", format!("format: equipoise/questionnaire@1\n{body}")),
        ("--policy", misspelt.to_owned()),
        ("--policy", format!("{misspelt}use: {{approver: MARK}}\n")),
        ("--policy", quoted.to_owned()),
    ] {
        let other = world.path("other.yaml");
        std::fs::write(&other, &text).unwrap();
        for format in ["text", "github", "sarif", "junit", "json"] {
            let path = other.display().to_string();
            let answers = world.path("answers").display().to_string();
            let tiny = "tests/fixtures/tiny.yaml";
            let mut arguments = vec!["check", option, &path, "-f", format, "--today", "2026-11-21", &answers];
            if option != "-q" {
                arguments.extend(["-q", tiny]);
            }
            let done = crate::support::call(&arguments).run();
            assert!(
                !done.stdout.contains("MARK") && !done.stderr.contains("MARK"),
                "{format} {text}\n{}",
                done.stdout
            );
        }
    }
}
