//! Series of points: gaps, returns, and what finds room where they are long or the terminal is narrow.

use unicode_width::UnicodeWidthStr;

use super::{ALL, POINTS, Points, TINY, but};
use crate::support::{call, equipoise};

/// As a process draws on a terminal so wide.
fn drawn_at(arguments: &[&str], width: usize) -> String {
    use equipoise::cli::{Streams, run};
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut streams = Streams {
        out: &mut out,
        err: &mut err,
        out_is_terminal: false,
        err_is_terminal: false,
        width: Some(width),
    };
    run(["equipoise"].iter().chain(arguments).map(Into::into), &mut streams);
    String::from_utf8(out).unwrap()
}

#[test]
fn a_series_has_a_gap_where_a_point_has_no_value() {
    let points = Points::new();
    points.say("first", "ceo", &ALL);
    points.say("second", "ceo", &ALL[..3]);
    points.say("third", "ceo", &but("org.a", "5"));
    let paths = ["first", "second", "third"].map(|name| points.path(name));
    let done = call(&["compare", "--over-time", "-q", TINY, &paths[0], &paths[1], &paths[2]]).expect(0);
    let row = done.stdout.lines().find(|line| line.starts_with("Social")).unwrap();
    assert!(row.contains("▄·▄") && row.contains("–"), "{row}");
    assert!(
        done.stdout.contains("first → third"),
        "undated points bear their folders' names: {}",
        done.stdout
    );
    assert!(!done.stdout.contains(&points.path("")), "{}", done.stdout);
    let two = call(&["compare", "--over-time", "-q", TINY, &paths[0], &paths[2]]).expect(0).stdout;
    assert!(two.contains("▄▄"), "{two}");
}

#[test]
fn a_series_that_comes_back_to_where_it_began_says_that_it_moved() {
    let path = POINTS.split(' ').next().unwrap();
    let shown = equipoise(&format!("compare --over-time {POINTS} {path}")).expect(0).stdout;
    assert!(!shown.contains("Nothing moved"), "{shown}");
    assert!(
        shown.split_whitespace().collect::<Vec<_>>().join(" ").contains("between them it moved"),
        "{shown}"
    );
}

#[test]
fn a_long_series_keeps_its_first_and_last_point_in_every_width() {
    let points = Points::new();
    let levels = ["0", "1", "2", "3", "4", "5", "4", "3"];
    let paths: Vec<String> = (1..=8).map(|at| points.path(&format!("point-{at}"))).collect();
    for (at, level) in levels.iter().enumerate() {
        points.say(&format!("point-{}", at + 1), "ceo", &ALL.map(|(id, _)| (id, *level)));
    }
    let mut arguments = vec!["compare", "--over-time", "-q", TINY];
    arguments.extend(paths.iter().map(String::as_str));
    for width in [40, 60, 80, 100] {
        let shown = drawn_at(&arguments, width);
        assert!(shown.lines().all(|line| line.width() <= width), "{width}: {shown}");
        let row = shown.lines().find(|line| line.starts_with("Technical")).unwrap();
        assert!(row.contains(" 0% ") && row.ends_with("60%  +60.0"), "{width}: {row}");
        let head = shown.lines().find(|line| line.trim_start().starts_with("1 ")).unwrap();
        let whole = if width < 76 { "1→8" } else { "First to last" };
        assert!(head.ends_with(&format!("    8  {whole}")), "{width}: {head}");
    }
    let narrowest = drawn_at(&arguments, 40);
    assert!(narrowest.contains("The first and the last of 8 points as\nfigures"), "{narrowest}");
    let narrow = drawn_at(&arguments, 60);
    assert!(narrow.contains("of 8 points as figures"), "{narrow}");
    assert!(narrow.contains("1→8 is the change from the first to the last."), "{narrow}");
    let page = drawn_at(&[&arguments[..], &["-f", "html"]].concat(), 80);
    assert!(page.contains("8 points in time</p>"), "{page}");
    for at in 1..=8 {
        let class = if (2..=5).contains(&at) { "number between" } else { "number" };
        assert!(page.contains(&format!("<th scope=\"col\" class=\"{class}\">{at}</th>")), "{at}");
    }
}
