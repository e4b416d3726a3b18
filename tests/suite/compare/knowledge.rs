//! What is found out is no improvement, and is told apart from it.

use super::{ALL, Points};

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn finding_out_alone_is_not_told_as_an_improvement() {
    let points = Points::new();
    points.say("a", "ceo", &[("tech.a", "2"), ("tech.b", "unknown"), ("org.a", "2"), ("soc.a", "2")]);
    points.say("b", "ceo", &[("tech.a", "2"), ("tech.b", "5"), ("org.a", "2"), ("soc.a", "2")]);
    let shown = flat(&points.shown("a", "b"));
    assert!(
        shown.contains(
            "What moved is what is known, not what is done: over the 3 questions known both times, strength stands \
             where it stood."
        ),
        "{shown}"
    );
    assert!(shown.contains("Of the 6 questions in both, 0 gained and 0 lost; 1 found out."), "{shown}");
    let document = points.json("a", "b");
    assert_eq!(document["overall"]["strength_known_both"]["change"], 0.0);
    let turned = flat(&points.shown("b", "a"));
    assert!(turned.contains("not what is done") && turned.contains("; 1 no longer known."), "{turned}");
}

#[test]
fn what_is_done_is_told_as_such_though_something_was_found_out_too() {
    let points = Points::new();
    points.say("a", "ceo", &[("tech.a", "1"), ("tech.b", "unknown"), ("org.a", "1"), ("soc.a", "1")]);
    points.say("b", "ceo", &[("tech.a", "4"), ("tech.b", "1"), ("org.a", "4"), ("soc.a", "4")]);
    let shown = points.shown("a", "b");
    assert!(shown.contains("3 gained and 0 lost; 1 found out"), "{shown}");
    assert!(!flat(&shown).contains("not what is done"), "{shown}");
}

#[test]
fn where_too_little_was_known_both_times_nothing_is_claimed() {
    let points = Points::new();
    points.say("a", "ceo", &[("tech.a", "2"), ("tech.b", "2"), ("org.a", "2"), ("soc.a", "unknown")]);
    points.say("b", "ceo", &ALL);
    let shown = flat(&points.shown("a", "b"));
    assert!(
        shown.contains(
            "Too little was known both times (3 questions) to tell what is done from what is known."
        ),
        "{shown}"
    );
}
