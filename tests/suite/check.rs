//! `equipoise check` without a policy: what it finds, how it ends, and what it never says.

mod discretion;
pub mod world;

use std::fs;

use equipoise::cli::{self, Streams};
use equipoise::diagnostic::Code;

use self::world::{World, answers};
use crate::support::{call, equipoise};

#[test]
fn clean_answers_are_0_and_so_are_warnings_unless_strict() {
    let world = World::new().file("ceo.yaml", &answers("ceo"));
    let done = world.check("").expect(0);
    assert_eq!(done.stdout, "1 file checked: nothing found\n");
    assert!(done.stderr.is_empty(), "{}", done.stderr);
    world.check("--strict").expect(0);

    let world = World::new().file("ceo.yaml", &answers("ceo").replace("confirmed", "draft"));
    assert!(world.check("").expect(0).stdout.contains("warning[draft]"));
    let strict = world.check("--strict").expect(1).stdout;
    assert!(strict.contains("error[draft]") && strict.contains("1 error, 0 warnings"), "{strict}");
}

#[test]
fn wrong_usage_is_2() {
    for arguments in [
        "check",
        "check --today 2026-13-01 x.yaml",
        "check -f pdf x.yaml",
        "check --explain",
        "check --explain draft --strict x.yaml",
        "check --list-codes x.yaml",
    ] {
        let done = equipoise(arguments).expect(2);
        assert!(done.stdout.is_empty() && !done.stderr.is_empty(), "{arguments}");
    }
    let done = equipoise("check --explain below-treshold").expect(2);
    assert!(done.stderr.contains("did you mean `below-threshold`?"), "{}", done.stderr);
}

#[test]
fn what_cannot_be_opened_is_3_and_the_rest_is_checked_all_the_same() {
    let world = World::new().file("ceo.yaml", &answers("ceo").replace("tech.a: 3", "tech.a: 9"));
    let done = world.check("no-such-file.yaml").expect(3);
    assert!(done.stdout.contains("error[invalid-level]"), "{}", done.stdout);
    assert!(done.stderr.contains("no-such-file.yaml"), "{}", done.stderr);
    world.check("--policy no-such-policy.yaml").expect(3);
    world.check("--baseline no-such-folder").expect(3);
    let empty = World::new();
    assert!(empty.check("").expect(3).stderr.contains("no answers in"));
    equipoise("-q no-such.yaml check examples/marlow-freight").expect(3);
}

#[test]
fn output_that_cannot_be_written_is_4_and_else_goes_where_it_is_sent() {
    let world = World::new().file("ceo.yaml", &answers("ceo").replace("tech.a: 3", "tech.a: 9"));
    world.check("-o /no/such/folder/out.txt").expect(4);
    let out = world.path("out.txt");
    let done = world.check(&format!("-o {}", out.display())).expect(1);
    assert!(done.stdout.is_empty());
    assert!(fs::read_to_string(out).unwrap().contains("error[invalid-level]"));
}

#[test]
fn every_file_is_checked_even_where_some_fail() {
    let world = World::new()
        .file("1.yaml", "format: equipoise/answers@1\nnot: [sound")
        .file("2.yaml", &answers("ceo").replace("tech.a: 3", "tech.a: 7\n  tech.b: two"))
        .file("3.yaml", &answers("cio").replace("confirmed", "draft"))
        .file("4.yaml", "format: equipoise/answers@1\n\u{0}");
    fs::write(world.path("answers/5.yaml"), b"\xff").unwrap();
    let done = world.check("").expect(1);
    let codes: Vec<String> = world::codes(&done.stdout);
    assert_eq!(
        codes,
        ["syntax", "invalid-level", "invalid-level", "draft", "control-character", "invalid-utf-8"],
        "{}",
        done.stdout
    );
    assert!(done.stdout.ends_with("5 files checked: 5 errors, 1 warning\n"), "{}", done.stdout);
}

#[test]
fn sound_files_are_held_together_though_others_fail() {
    let world = World::new()
        .file("1.yaml", &answers("ceo"))
        .file("2.yaml", &answers("ceo"))
        .file("3.yaml", "format: equipoise/answers@1\nnot: [sound")
        .file("4.yaml", &answers("cio").replace("Tiny Works", "Other Works"));
    let codes = world::codes(&world.check("").expect(1).stdout);
    assert_eq!(codes, ["duplicate-respondent", "syntax", "mixed-organizations"]);
}

#[test]
fn a_questionnaire_of_ones_own_that_makes_no_sense_is_a_finding() {
    let world = World::new().file("ceo.yaml", &answers("ceo"));
    let broken = fs::read_to_string(crate::support::fixture("tiny.yaml")).unwrap();
    fs::write(world.path("own.yaml"), broken.replace("side: delivery", "side: deliveries")).unwrap();
    let own = world.path("own.yaml").display().to_string();
    let done = call(&["check", "-q", &own, world.path("answers").to_str().unwrap()]).expect(1);
    assert!(done.stdout.contains("there is no side `deliveries`"), "{}", done.stdout);
}

#[test]
fn answers_come_from_standard_input_too() {
    let text = answers("ceo").replace("tech.a: 3", "tech.a: 5");
    let call = equipoise("check -q tests/fixtures/tiny.yaml --today 2026-11-21 -").stdin(&text);
    let done = call.expect(0);
    assert!(done.stdout.contains("warning[unsupported-claim]"), "{}", done.stdout);
    assert!(done.stdout.contains(" --> standard input:8:3"), "{}", done.stdout);
}

#[test]
fn contradictions_follow_the_scope_of_the_whole() {
    // Where everybody answers the quick part only, a requirement outside of it asks for nothing.
    let contradicting = answers("ceo").replace("tech.a: 3", "tech.a: 0\n  tech.b: 2");
    let world = World::new().file("ceo.yaml", &contradicting);
    assert_eq!(world::codes(&world.check("").expect(1).stdout), ["contradiction"]);
    let quick = contradicting.replace("status:", "scope: quick\nstatus:");
    World::new().file("ceo.yaml", &quick).check("").expect(0);
    let both = World::new().file("ceo.yaml", &quick).file("cio.yaml", &answers("cio"));
    assert_eq!(world::codes(&both.check("").expect(1).stdout), ["contradiction"]);
}

#[test]
fn a_settlement_holds_until_an_answer_changes() {
    let world = World::new().file("1-ceo.yaml", &answers("ceo"));
    let dispute = answers("cio").replace("tech.a: 3", "tech.a: {level: not-applicable, note: None.}");
    let world = world.file("2-cio.yaml", &dispute);
    assert_eq!(world::codes(&world.check("").expect(0).stdout), ["scope-dispute"]);
    let settlement = world.settlement("tech.a: {level: 2, reason: The minutes say so.}");
    let world = world.file("settlement.yaml", &settlement);
    assert_eq!(world.check("").expect(0).stdout, "3 files checked: nothing found\n");
    // A note is part of what lay on the table.
    let world = world.file("2-cio.yaml", &dispute.replace("None.", "None yet."));
    assert_eq!(world::codes(&world.check("").expect(1).stdout), ["stale-settlement"]);
    let late = settlement.replace("settled_on: 2026-11-20", "settled_on: 2026-11-22");
    let world = world.file("2-cio.yaml", &dispute).file("settlement.yaml", &late);
    assert_eq!(world::codes(&world.check("").expect(1).stdout), ["future-date"]);
}

#[test]
fn today_is_not_the_future() {
    let with = |day: &str| {
        let text = answers("ceo").replace("soc.a: 1", &format!("soc.a: {{level: 1, as_of: {day}}}"));
        World::new().file("ceo.yaml", &text.replace("2026-11-20T10:00:00Z", "2026-11-21T23:59:59Z"))
    };
    with("2026-11-21").check("").expect(0);
    with("2026-11-22").check("").expect(1);
    with("2026-11-21").check("--today 2026-11-20").expect(1);
}

#[test]
fn every_code_is_listed_and_explained() {
    let list = equipoise("check --list-codes").expect(0).stdout;
    assert_eq!(list.lines().count(), Code::ALL.len());
    for (code, line) in Code::ALL.iter().zip(list.lines()) {
        assert!(line.starts_with(code.id()) && line.ends_with(code.summary()), "{line}");
        let text = equipoise(&format!("check --explain {code}")).expect(0).stdout;
        assert!(text.starts_with(&format!("{code} (")) && text.contains("\n\n    "), "{text}");
        assert!(!text.contains("```") && text.lines().all(|line| line.chars().count() <= 110), "{text}");
    }
    assert!(list.contains("digest-mismatch          error "), "{list}");
    insta::assert_snapshot!(equipoise("check --explain below-threshold").expect(0).stdout);
}

#[test]
fn findings_are_in_the_order_of_the_files_and_the_same_every_time() {
    let world = World::new()
        .file("2.yaml", &answers("cio").replace("confirmed", "draft").replace("soc.a: 1", "soc.a: 5"))
        .file("1.yaml", &answers("ceo").replace("confirmed", "draft").replace("tech.a: 3", "tech.a: 4"));
    let first = world.check("").expect(0).stdout;
    assert_eq!(world::codes(&first), ["draft", "unsupported-claim", "draft", "unsupported-claim"]);
    assert!(first.find("1.yaml") < first.find("2.yaml"));
    assert_eq!(world.check("").expect(0).stdout, first);
}

#[test]
fn machine_formats_end_with_the_same_code() {
    let world = World::new().file("ceo.yaml", &answers("ceo").replace("tech.a: 3", "tech.a: 9"));
    for format in ["github", "sarif", "junit", "json"] {
        let done = world.check(&format!("-f {format}")).expect(1);
        assert!(done.stdout.contains("invalid-level"), "{format}: {}", done.stdout);
    }
    let strict = World::new().file("ceo.yaml", &answers("ceo").replace("confirmed", "draft"));
    assert!(strict.check("-f github").expect(0).stdout.starts_with("::warning "));
    assert!(strict.check("-f github --strict").expect(1).stdout.starts_with("::error "));
}

#[test]
fn with_many_files_a_terminal_is_told_how_far_it_is() {
    let mut world = World::new();
    for number in 0..220 {
        world = world.file(&format!("{number}.yaml"), &answers("ceo").replace("Ann", &format!("n{number}")));
    }
    let run = |terminal: bool| {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut streams = Streams {
            out: &mut out,
            err: &mut err,
            out_is_terminal: false,
            err_is_terminal: terminal,
            width: None,
        };
        cli::run(world.arguments("").into_iter().map(Into::into), &mut streams);
        (String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
    };
    let (out, err) = run(true);
    assert_eq!(err, "\rchecked 100 of 220 files\rchecked 200 of 220 files\r\u{1b}[K");
    assert_eq!((out, String::new()), run(false));
}

#[test]
fn a_file_in_a_folder_that_is_something_else_is_passed_over() {
    let world = World::new()
        .file("ceo.yaml", &answers("ceo"))
        .file("policy.yaml", "format: equipoise/policy@1\n")
        .file("other.yaml", "format: other/thing@2\n")
        .file("secret.yaml", "format: Dora said so\n");
    let done = world.check("").expect(0);
    assert!(
        done.stderr.contains("other.yaml was passed over: it has format other/thing@2"),
        "{}",
        done.stderr
    );
    assert!(done.stderr.contains("secret.yaml was passed over: it has another format"), "{}", done.stderr);
    assert!(!done.stderr.contains("policy.yaml"), "{}", done.stderr);
}
