//! The anonymous edition: groups, and nothing that points to a person.

use super::{EXAMPLE, For, World, has_word, has_words, settle, worlds};
use crate::anonymous::{Staff, private_texts, staffed};
use crate::support::{equipoise, root};
use serde_json::json;
use std::fs;
use std::path::Path;

#[test]
fn every_page_says_whether_it_can_be_attributed() {
    for world in worlds() {
        for edition in [For::Committee, For::Facilitator, For::Anybody(3)] {
            let said = match edition {
                For::Anybody(_) => "anonymous",
                _ => "attributable by role",
            };
            assert_eq!(world.json(edition)["attribution"], said);
            for drawn in [world.terminal(edition, 80, false), world.markdown(edition)] {
                assert!(drawn.to_lowercase().contains(said), "{drawn}");
            }
        }
    }
}

#[test]
fn nothing_that_points_to_a_person_is_left_in_an_anonymous_edition() {
    // Which roles are named: one that is large enough may still have to take in a small one of its side.
    let staffs: [(Staff<'_>, &[&str]); 4] = [
        (&[("ceo", 1), ("hr", 1), ("legal", 1), ("cio", 1), ("ciso", 1), ("it-manager", 1)], &[]),
        (&[("ceo", 1), ("ciso", 2), ("it-manager", 4)], &["it-manager"]),
        (&[("ceo", 2), ("hr", 1), ("it-manager", 5), ("cio", 1)], &[]),
        (&[("ceo", 1), ("cio", 1)], &[]),
    ];
    for (staff, named) in staffs {
        let folder = tempfile::tempdir().unwrap();
        staffed(folder.path(), staff);
        settle(folder.path());
        let world = World::read(&[folder.path()]);
        let all = world.everything(For::Anybody(3));
        let flat = all.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut private = private_texts(folder.path());
        private.extend(["The minutes of March", "Who sat there"].map(str::to_owned));
        for text in private {
            assert!(!flat.contains(&text), "{staff:?}: {text}");
        }
        for (role, people) in staff {
            let named = named.contains(role);
            assert!(!named || *people >= 3);
            assert_eq!(has_word(&flat, role), named, "{staff:?}: {role}\n{all}");
            let called = &world.questionnaire.roles[world.questionnaire.role(role).unwrap()].short;
            let told = world.without_questions(&flat);
            assert_eq!(has_words(&told, called), named, "{staff:?}: {called}\n{told}");
        }
        for told in [
            "Hypothesis:",
            "The chain",
            "\"unknown_rate\": 0",
            "Differences within",
            "sees it differently still",
        ] {
            assert!(!all.contains(told), "{staff:?}: {told}");
        }
    }
}

#[test]
fn groups_are_set_side_by_side_by_the_same_rules() {
    let folder = tempfile::tempdir().unwrap();
    staffed(folder.path(), &[("ceo", 3), ("it-manager", 3), ("ciso", 3)]);
    let world = World::read(&[folder.path()]);
    let (named, grouped) = (world.json(For::Committee), world.json(For::Anybody(3)));
    // Every role is large enough to stand by itself, so the figures are those of the roles.
    for key in ["agreement", "mean_gap", "mean_absolute_gap", "questions", "pairs", "lone_voices"] {
        assert_eq!(named[key], grouped[key], "{key}");
    }
    assert_eq!(grouped["chain"], json!([]));
    assert!(grouped["disputes"].as_array().unwrap().iter().all(|one| {
        one["positions"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|at| at["voices"].as_array().unwrap())
            .all(|voice| voice["testimonies"] == json!([]))
    }));
    assert!(!grouped["disputes"].as_array().unwrap().is_empty());
}

#[test]
fn an_edition_cannot_be_both_the_facilitators_and_anonymous() {
    let done = equipoise(&format!("align {EXAMPLE} --anonymous --edition facilitator")).expect(2);
    assert!(done.stdout.is_empty() && done.stderr.contains("--anonymous"), "{}", done.stderr);
    equipoise(&format!("align {EXAMPLE} --min-group 3")).expect(2);
    equipoise(&format!("align {EXAMPLE} --anonymous -f html")).expect(2);
}

/// The example's people: so many of each side, and one auditor.
fn with_an_auditor(folder: &Path, audit: u8) {
    staffed(folder, &[("ceo", 2), ("legal", 3), ("ciso", 3), ("it-manager", 3)]);
    let text = fs::read_to_string(root().join(EXAMPLE).join("legal.yaml"))
        .unwrap()
        .replace("role: legal", "role: audit");
    fs::write(folder.join("audit.yaml"), text.replace("level: 2", &format!("level: {audit}"))).unwrap();
}

#[test]
fn one_person_of_a_small_side_is_left_out_as_a_whole() {
    let read = |audit: u8, command: &str| {
        let folder = tempfile::tempdir().unwrap();
        with_an_auditor(folder.path(), audit);
        equipoise(&format!("{command} {}", folder.path().display())).expect(0).stdout
    };
    let notice = "1 person of a side too small to show is left out of the figures.";
    for command in [
        "align --anonymous",
        "align --anonymous -f markdown",
        "align --anonymous -f json",
        "score --anonymous --detail",
        "score --anonymous -f markdown",
        "score --anonymous -f html",
        // Nor from another edition laid beside the first.
        "score --anonymous --min-group 2",
        "score --anonymous --min-group 6",
        "align --anonymous --min-group 6 -f json",
    ] {
        // Nothing changes with what the one said: so nothing of it can be computed from the page.
        let (low, high) = (read(1, command), read(5, command));
        assert_eq!(low, high, "{command}");
        let flat = low.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(notice) || flat.contains("\"left_out\": 1"), "{command}\n{low}");
        assert!(!flat.contains("No question was answered by two groups"), "{low}");
    }
    let drawn = read(1, "align --anonymous");
    let flat = drawn.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("11 people, 3 groups") && flat.contains("Leadership: 5 people"), "{drawn}");
    assert!(flat.contains("question by question the two lie"), "the sides can be set side by side: {drawn}");
    // With everybody in, it is told that somebody is there.
    assert!(read(1, "align").contains("12 people, 5 roles"));
}

#[test]
fn what_cannot_be_shown_is_said_truly() {
    let folder = tempfile::tempdir().unwrap();
    staffed(folder.path(), &[("ceo", 2), ("legal", 3), ("ciso", 2)]);
    let drawn = World::read(&[folder.path()]).terminal(For::Anybody(3), 100, false);
    let flat = drawn.split_whitespace().collect::<Vec<_>>().join(" ");
    for told in [
        "On no question can two groups be set side by side without pointing at somebody",
        "– no question on which both can be shown.",
        "it takes 3 people of each who answered the same question, and no third side with fewer.",
    ] {
        assert!(flat.contains(told), "{told}\n{drawn}");
    }
    assert!(
        !flat.contains("No question was answered by") && !flat.contains("left out of the figures"),
        "{drawn}"
    );
}
