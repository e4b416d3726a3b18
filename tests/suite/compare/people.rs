//! Who is who: people are the same by name; of several without a name nobody can say.

use std::fmt::Write as _;

use super::{ALL, Points, but, said, under};
use crate::support::equipoise;

/// The presence of each respondent, in order.
fn presences(points: &Points, before: &str, after: &str) -> String {
    let document = points.json(before, after);
    let people = document["respondents"].as_array().unwrap();
    people.iter().fold(String::new(), |mut all, one| {
        write!(all, "{} ", one["presence"].as_str().unwrap()).unwrap();
        all
    })
}

/// Writes one more respondent of a role, perhaps with a name.
fn write(points: &Points, file: &str, name: &str, answers: &[(&str, &str)]) {
    let role = if name.is_empty() { "role: ceo".to_owned() } else { format!("role: ceo, name: {name}") };
    points.write(file, &said("1.2.0", "ceo", answers).replace("role: ceo", &role));
}

#[test]
fn of_several_without_a_name_nobody_says_who_is_who() {
    let points = Points::new();
    let other = [("tech.a", "4"), ("tech.b", "unknown"), ("org.a", "1"), ("soc.a", "unknown")];
    write(&points, "a/1.yaml", "", &ALL);
    write(&points, "a/2.yaml", "", &other);
    let mut changed = other;
    changed[2].1 = "5";
    write(&points, "b/1.yaml", "", &changed);
    write(&points, "b/2.yaml", "", &but("tech.a", "3"));
    let shown = points.shown("a", "b");
    assert!(shown.contains("2 unnamed people of CEO: who is who cannot be told."), "{shown}");
    assert!(!shown.contains("Found out") && !shown.contains("No longer known"), "{shown}");
    assert!(!shown.contains("The same") && !shown.contains("CEO 2 →"), "{shown}");
    assert_eq!(presences(&points, "a", "b").trim(), "unclear unclear unclear unclear");
    let document = points.json("a", "b");
    assert!(
        document["questions"].as_array().unwrap().iter().all(|one| one["voices"] == serde_json::json!([]))
    );
    assert!(under(&shown, "Who answered").contains("2 unnamed people of CEO"), "{shown}");
}

#[test]
fn equal_files_are_of_one_person_and_the_rest_stay_untold() {
    let points = Points::new();
    for point in ["a", "b"] {
        write(&points, &format!("{point}/1.yaml"), "", &ALL);
        write(&points, &format!("{point}/2.yaml"), "", &but("tech.a", "0"));
    }
    let still = points.shown("a", "b");
    assert!(still.contains("Nothing moved: the same answers, from the same roles."), "{still}");
    write(&points, "b/2.yaml", "", &but("tech.a", "1"));
    assert_eq!(presences(&points, "a", "b").trim(), "stayed unclear unclear");
    let shown = points.shown("a", "b");
    assert!(shown.contains("2 unnamed people of CEO: who is who cannot be told"), "{shown}");
    assert!(under(&shown, "Gains").contains("Tech (a): 1.0 → 1.5 (+0.5)"), "{shown}");
    assert!(!shown.contains("CEO 0 → 1"), "{shown}");
    // With nobody left on one side, nothing is unclear.
    write(&points, "c/1.yaml", "", &ALL);
    assert_eq!(presences(&points, "a", "c").trim(), "stayed went");
}

#[test]
fn a_missing_name_beside_names_is_no_guess_either() {
    let points = Points::new();
    write(&points, "a/1.yaml", "", &ALL);
    write(&points, "b/1.yaml", "Ann", &ALL);
    write(&points, "b/2.yaml", "Bo", &ALL);
    assert_eq!(presences(&points, "a", "b").trim(), "unclear unclear unclear");
    write(&points, "c/1.yaml", "Ann", &ALL);
    write(&points, "c/2.yaml", "", &ALL);
    assert_eq!(presences(&points, "b", "c").trim(), "stayed stayed", "Bo's name was left out");
}

#[test]
fn the_same_person_is_said_by_name_only() {
    let points = Points::new();
    write(&points, "a/1.yaml", "", &ALL);
    write(&points, "b/1.yaml", "", &but("tech.a", "3"));
    assert!(points.shown("a", "b").contains("The same role answered."));
    write(&points, "a/1.yaml", "Ann", &ALL);
    write(&points, "b/1.yaml", "Ann", &but("tech.a", "3"));
    assert!(points.shown("a", "b").contains("The same person answered."));
    points.say("a", "cio", &ALL);
    points.say("b", "cio", &ALL);
    assert!(points.shown("a", "b").contains("The same roles answered."));
}

#[test]
fn a_draft_is_said_in_every_format() {
    let folder = Points::new();
    folder.say("a", "ceo", &ALL);
    folder.say("b", "ceo", &but("tech.a", "3"));
    for series in [&[][..], &["--over-time"]] {
        for format in ["terminal", "markdown", "html"] {
            let arguments = [&["-f", format], series].concat();
            let shown = folder.compare("a", "b", &arguments).expect(0).stdout;
            let flat = shown.split_whitespace().collect::<Vec<_>>().join(" ").replace("**", "");
            assert!(flat.contains("has not confirmed the answers yet"), "{format}: {shown}");
            assert!(flat.contains("Draft."), "{format}: {shown}");
        }
    }
    let confirmed = equipoise("compare examples/marlow-freight examples/marlow-freight-2027-q1").expect(0);
    assert!(!confirmed.stdout.contains("Draft"), "{}", confirmed.stdout);
}
