//! Policies: every key passes and fails, waivers, freshness around the day, the baseline.

use crate::check::world::{World, answers, codes};

/// What a policy finds in two files: the CEO's with these lines, and the CIO's.
fn found(policy: &str, ceo: &[(&str, &str)]) -> Vec<String> {
    world(policy, ceo).found()
}

fn world(policy: &str, ceo: &[(&str, &str)]) -> World {
    let mut text = answers("ceo");
    for (from, to) in ceo {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    World::new().policy(policy).file("1-ceo.yaml", &text).file("2-cio.yaml", &answers("cio"))
}

#[test]
fn every_demand_is_met_or_not() {
    // tech 0.6, org 0.4, soc 0.2; strength 0.38, coverage 0.4; level 3 asserted counts as 2.
    let cases = [
        ("require: {roles: [ceo, cio]}", "", ""),
        ("require: {completeness: 0.8}", "require: {completeness: 0.95}", "below-threshold"),
        ("require: {known: 0.8}", "require: {known: 0.95}", "below-threshold"),
        ("require: {strength: 0.37}", "require: {strength: 0.39}", "below-threshold"),
        ("require: {coverage: 0.39}", "require: {coverage: 0.45}", "below-threshold"),
        ("require: {evidenced: 0.3}", "require: {evidenced: 0.37}", "below-threshold"),
        ("require: {kind_gap: 0.4}", "require: {kind_gap: 0.39}", "above-limit"),
        (
            "require: {objectives: {compliance: 0.3}}",
            "require: {objectives: {compliance: 0.5}}",
            "below-threshold",
        ),
        ("require: {kinds: {social: 0.2}}", "require: {kinds: {social: 0.21}}", "below-threshold"),
        (
            "require: {cells: {business.technical: 0.5}}",
            "require: {cells: {culture.social: 0.5}}",
            "below-threshold",
        ),
        ("require: {mechanisms: {org: 2}}", "require: {mechanisms: {org: 2.1}}", "below-threshold"),
        (
            "evidence: [{from: 4, grade: verified}]",
            "evidence: [{from: 3, grade: documented}]",
            "weak-evidence",
        ),
        ("limits: {not_applicable: 0}", "", ""),
        ("limits: {unknown: 0}", "", ""),
        ("limits: {perception_gap: 0}", "", ""),
        ("freshness: {max_age: 30d}", "freshness: {max_age: 0d}", "stale-answer"),
        ("use: low\nrequire: {strength: 0.1}", "use: low\nrequire: {strength: 0.37}", "below-threshold"),
    ];
    for (passes, fails, code) in cases {
        assert_eq!(found(passes, &[]), Vec::<String>::new(), "{passes}");
        if !fails.is_empty() {
            let found = found(fails, &[]);
            assert!(!found.is_empty() && found.iter().all(|found| found == code), "{fails}: {found:?}");
        }
    }
}

#[test]
fn limits_count_what_was_said() {
    let unknown = [("soc.a: 1", "soc.a: unknown")];
    assert_eq!(found("limits: {unknown: 0.1}", &unknown), Vec::<String>::new());
    assert_eq!(found("limits: {unknown: 0.05}", &unknown), ["above-limit"]);
    let not_applicable = [("soc.a: 1", "soc.a: {level: not-applicable, note: None.}")];
    let of_both = found("limits: {not_applicable: 0.05}", &not_applicable);
    assert_eq!(of_both, ["scope-dispute", "above-limit"]);
    let gap = [("soc.a: 1", "soc.a: 3")];
    assert_eq!(found("limits: {perception_gap: 2}", &gap), Vec::<String>::new());
    assert_eq!(found("limits: {perception_gap: 1.9}", &gap), ["above-limit"]);
}

#[test]
fn what_is_observed_is_held_too() {
    let fit = [("soc.a: 1", "soc.a: 1\n  culture.fit: {fit: {organization: 1, security: 4}}")];
    assert_eq!(found("require: {observed: {culture: 0.4}}", &fit), Vec::<String>::new());
    assert_eq!(found("require: {observed: {culture: 0.5}}", &fit), ["below-threshold"]);
}

#[test]
fn what_has_no_value_fails() {
    for figure in [
        "observed: {culture: 0}",
        "observed: {business: 0}",
        "strength: 0",
        "evidenced: 0",
        "kind_gap: 1",
        "kinds: {social: 0}",
        "mechanisms: {soc: 0}",
    ] {
        let world = World::new().policy(&format!("require: {{{figure}}}"));
        let text = answers("ceo").replace("soc.a: 1", "soc.a: {note: later}");
        let done = world.file("ceo.yaml", &text).check("").expect(1);
        assert!(done.stdout.contains("has no value"), "{figure}: {}", done.stdout);
    }
    // One side alone has no gap to the other.
    let world = World::new().policy("limits: {perception_gap: 5}").file("ceo.yaml", &answers("ceo"));
    assert_eq!(world.found(), ["above-limit"]);
}

#[test]
fn roles_have_to_be_there_and_to_stand_by_it() {
    let world = World::new().policy("require: {roles: [ceo, cio], confirmed: true}");
    let world = world.file("ceo.yaml", &answers("ceo").replace("confirmed", "draft"));
    assert_eq!(world.found(), ["unconfirmed", "missing-role"]);
    let world = world.policy("require: {confirmed: false}");
    assert_eq!(world.found(), ["draft"]);
}

#[test]
fn a_failed_threshold_says_where_to_look() {
    let done = world("require:\n  kinds: {social: 0.4}", &[]).check("").expect(1);
    assert!(done.stdout.contains("the `social` kind is 0.20, below 0.4"), "{}", done.stdout);
    assert!(done.stdout.contains("policy.yaml:3:19"), "{}", done.stdout);
    assert!(done.stdout.contains("the cheapest answers to look at: `soc.a`"), "{}", done.stdout);
    let done = world("require: {completeness: 1}", &[]).check("").expect(1);
    assert!(done.stdout.contains("look at: `tech.b`"), "{}", done.stdout);
    let done = world("use: low\nrequire: {strength: 0.37}", &[]).check("").expect(1);
    assert!(done.stdout.contains(" at worst, below 0.37"), "{}", done.stdout);
}

#[test]
fn one_respondent_who_shows_it_is_enough() {
    let policy = "evidence: [{from: 3, grade: documented}, {from: 5, grade: verified}]";
    let shown = [("tech.a: 3", "tech.a: {level: 3, evidence: documented}")];
    assert_eq!(found(policy, &shown), Vec::<String>::new());
    // Evidence of a lower level shows nothing of a higher one.
    let two = |ceo: &str, cio: &str| {
        let with =
            |role: &str, answer: &str| answers(role).replace("tech.a: 3", &format!("tech.a: {{{answer}}}"));
        let world = World::new().policy(policy).file("1-ceo.yaml", &with("ceo", ceo));
        let found = world.file("2-cio.yaml", &with("cio", cio)).found();
        found.into_iter().filter(|code| code == "weak-evidence").count()
    };
    assert_eq!(two("level: 2, evidence: verified", "level: 4"), 1);
    assert_eq!(two("level: 5, evidence: documented", "level: 5"), 1);
    assert_eq!(two("level: 5, evidence: documented", "level: 5, evidence: verified"), 0);
    // What the result does not count, nobody has to prove.
    assert_eq!(two("level: 4", "level: 0"), 0);
}

#[test]
fn what_was_settled_is_shown_by_the_settlement() {
    let world =
        World::new().policy("evidence: [{from: 3, grade: documented}]").file("ceo.yaml", &answers("ceo"));
    assert_eq!(world.found(), ["weak-evidence"]);
    let settle = |world: &World, settled: &str| world.settlement(settled);
    let lower = settle(&world, "tech.a: {level: 2, reason: Seen.}");
    let world = world.file("settlement.yaml", &lower);
    assert_eq!(world.found(), Vec::<String>::new());
    let shown = lower.replace("level: 2", "level: 4, evidence: documented");
    let world = world.file("settlement.yaml", &shown);
    assert_eq!(world.found(), Vec::<String>::new());
    let world = world.file("settlement.yaml", &shown.replace("documented", "asserted"));
    assert_eq!(world.found(), ["weak-evidence"]);
}

#[test]
fn answers_age_by_the_day() {
    // Saved on 20 November 2026: 180 days later is 19 May 2027.
    let world = World::new().policy("freshness: {max_age: 180d, warn_before: 14d}");
    let world = world.file("ceo.yaml", &answers("ceo"));
    for (today, expected) in [
        ("2027-05-04", None),
        ("2027-05-05", Some("aging-answer")),
        ("2027-05-19", Some("aging-answer")),
        ("2027-05-20", Some("stale-answer")),
    ] {
        let done = world.check(&format!("--today {today}")).run();
        let expected: Vec<&str> = expected.into_iter().collect();
        assert_eq!(codes(&done.stdout), expected, "{today}: {}", done.stdout);
    }
    // Without a warning there is none.
    let world = world.policy("freshness: {max_age: 180d}");
    world.check("--today 2027-05-19").expect(0);
    world.check("--today 2027-05-20").expect(1);
}

#[test]
fn each_answer_has_its_own_age() {
    let policy = "freshness: {max_age: 30d}";
    let own = answers("ceo")
        .replace("soc.a: 1", "soc.a: {level: 1, as_of: 2026-01-01}\n  culture.fit: {note: not yet}");
    let world = World::new().policy(policy).file("ceo.yaml", &own);
    let done = world.check("").expect(1);
    assert_eq!(codes(&done.stdout), ["stale-answer"]);
    assert!(done.stdout.contains("1 answer of `ceo` is older than 30 days"), "{}", done.stdout);
    let world = world.file("ceo.yaml", &own.replace("updated: 2026-11-20T10:00:00Z\n", ""));
    assert_eq!(world.found(), ["undated-answer", "stale-answer"]);
}

#[test]
fn nothing_falls_behind_the_baseline_further_than_tolerated() {
    let with = |now: &str, tolerance: &str| {
        World::new()
            .policy(&format!("no_regression: {{tolerance: {tolerance}}}"))
            .file("ceo.yaml", &answers("ceo").replace("org.a: {level: 2, note: fine}", now))
            .beside("baseline/ceo.yaml", &answers("ceo"))
    };
    assert_eq!(with("org.a: 2", "0").found(), Vec::<String>::new());
    assert_eq!(with("org.a: 3", "0").found(), Vec::<String>::new());
    let found = with("org.a: 1", "0.02").found();
    assert!(found.len() == 5 && found.iter().all(|code| code == "regressed"), "{found:?}");
    assert_eq!(with("org.a: 1", "0.3").found(), Vec::<String>::new());
    // A value that is gone has fallen too.
    let done = with("org.a: {note: later}", "1").check("").expect(1);
    assert!(done.stdout.contains("and has no value any more"), "{}", done.stdout);
}

#[test]
fn a_baseline_without_a_policy_tolerates_nothing() {
    let world = World::new()
        .file("ceo.yaml", &answers("ceo").replace("soc.a: 1", "soc.a: 0"))
        .beside("baseline/ceo.yaml", &answers("ceo"));
    let done = world.check("").expect(1);
    assert!(codes(&done.stdout).iter().all(|code| code == "regressed"), "{}", done.stdout);
    assert!(done.stdout.contains("answers/ceo.yaml:1:1"), "{}", done.stdout);
    world.beside("baseline/ceo.yaml", &answers("ceo").replace("soc.a: 1", "soc.a: 0")).check("").expect(0);
}

#[test]
fn a_baseline_that_cannot_be_used_says_why() {
    let world = World::new().file("ceo.yaml", &answers("ceo"));
    let broken = |text: &str| {
        let world = World::new().file("ceo.yaml", &answers("ceo"));
        world.policy("no_regression: {tolerance: 0}").beside("baseline/ceo.yaml", text).found()
    };
    assert_eq!(broken("format: equipoise/answers@1\nnot: [sound"), ["syntax"]);
    assert_eq!(broken(&answers("ceo").replace("Tiny", "Huge")), ["mixed-organizations"]);
    // What is no error is no affair of today's.
    assert_eq!(broken(&answers("ceo").replace("confirmed", "draft")), Vec::<String>::new());
    let world = world.policy("no_regression: {tolerance: 0}");
    assert_eq!(world.found(), ["no-baseline"]);
    world.check("--strict").expect(1);
}

#[test]
fn a_waiver_excuses_what_it_names_until_its_day() {
    let policy = |target: &str, expires: &str| {
        format!(
            "require: {{kinds: {{social: 0.4}}, mechanisms: {{org: 3}}}}\nwaivers:\n  - {{finding: \
             below-threshold, target: {target}, reason: Merger., approver: CISO, expires: {expires}}}"
        )
    };
    let done = world(&policy("kinds.social", "2026-11-21"), &[]).check("").expect(1);
    assert_eq!(codes(&done.stdout), ["below-threshold"]);
    assert!(done.stderr.contains("1 finding excused by a waiver"), "{}", done.stderr);
    let expired = found(&policy("kinds.social", "2026-11-20"), &[]);
    assert_eq!(expired, ["below-threshold", "below-threshold", "expired-waiver"]);
    let unused = found(&policy("kinds.technical", "2027-01-01"), &[]);
    assert_eq!(unused, ["below-threshold", "below-threshold", "unused-waiver"]);
}

#[test]
fn waivers_excuse_findings_about_answers_too() {
    let waiver = |finding: &str, target: &str| {
        format!(
            "freshness: {{max_age: 0d}}\nrequire: {{roles: [ceo, cio]}}\nwaivers: [{{finding: {finding}, \
             target: {target}, reason: x, approver: y, expires: 2027-01-01}}]"
        )
    };
    let two = ["stale-answer", "stale-answer"];
    assert_eq!(found(&waiver("stale-answer", "ceo"), &[]), two[1..]);
    let done = world(&waiver("stale-answer", "soc.a"), &[]).check("").expect(1);
    assert!(done.stdout.contains("2 answers of `ceo` are older"), "{}", done.stdout);
    let claim = [("tech.a: 3", "tech.a: 5")];
    assert_eq!(found(&waiver("unsupported-claim", "tech.a"), &claim), two);
    let draft = [("confirmed", "draft")];
    assert_eq!(found(&waiver("draft", "ceo"), &draft), two);
    let one = World::new().policy(&waiver("missing-role", "cio")).file("ceo.yaml", &answers("ceo"));
    assert_eq!(one.found(), ["stale-answer"]);
}

#[test]
fn nothing_is_held_to_a_policy_by_halves() {
    let policy = "require: {roles: [ceo, cio], strength: 0.9}\nwaivers: [{finding: draft, target: ceo, reason: \
                  x, approver: y, expires: 2027-01-01}]";
    let world = World::new()
        .policy(policy)
        .file("ceo.yaml", &answers("ceo"))
        .file("cio.yaml", "format: equipoise/answers@1\nnot: [sound");
    let done = world.check("").expect(1);
    assert_eq!(codes(&done.stdout), ["syntax"]);
    assert!(done.stderr.contains("the result was not held to the policy"), "{}", done.stderr);
}

#[test]
fn every_problem_of_a_policy_is_found_in_one_run() {
    let policy = "\
use: worst
require:
  roles: [ceo, coe]
  confirmed: maybe
  strength: high
  objectives: {complience: 0.5}
  observed: [culture]
  kinds: {social: {}}
  cells: {business-social: 0.5}
  mechanisms: {tech: 6, teck: 1}
  headline: 1
freshness: {warn_before: 14d}
evidence: [{from: 6, grade: documented}, {from: 3, grade: paper}, 7]
limits: {unknown: -1}
no_regression: {tolerance: 2}
waivers:
  - {finding: syntax, target: kinds.social, reason: x, approver: y, expires: 2027-01-01}
  - {finding: draft, target: kinds.socail, reason: x, approver: y, expires: soon}
  - {finding: draft}
extra: 1
";
    let found = world(policy, &[]).found();
    let count = |code: &str| found.iter().filter(|found| *found == code).count();
    let counts = [
        ("unknown-value", 3),
        ("unknown-id", 5),
        ("wrong-type", 3),
        ("invalid-threshold", 6),
        ("unknown-key", 2),
        ("missing-key", 5),
        ("invalid-time", 1),
    ];
    for (code, number) in counts {
        assert_eq!(count(code), number, "{code} in {found:?}");
    }
    let done = world(policy, &[]).check("").expect(1);
    assert!(done.stdout.contains("did you mean `compliance`?"), "{}", done.stdout);
    assert!(done.stdout.contains("there is no role `coe`"), "a policy may be quoted: {}", done.stdout);
}

#[test]
fn a_warning_has_to_come_before_the_end() {
    for freshness in
        ["{max_age: 14d, warn_before: 14d}", "{max_age: 14}", "{max_age: -1d}", "{max_age: 999999d}"]
    {
        assert_eq!(found(&format!("freshness: {freshness}"), &[]), ["invalid-duration"], "{freshness}");
    }
}
