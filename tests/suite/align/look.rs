//! What people see, at any width, in any colour, whatever a file holds.

use super::{For, example, first_screen, has_words, hostile, settlement_of, worlds};
use equipoise::answers::SettledValue;
use equipoise::framework::Status;
use equipoise::text::is_hostile;
use unicode_width::UnicodeWidthStr;

#[test]
fn the_first_screen_fits_a_terminal_of_80_by_24() {
    // All that can be said of the answers at once: drafts, and a settlement that others were settled on.
    let mut doubtful = example();
    doubtful.answers.iter_mut().for_each(|one| one.status = Status::Draft);
    doubtful.settlement = Some(settlement_of(&doubtful, 0, SettledValue::Level(2)));
    let told = "6 of 6 files are drafts; answers changed since the workshop: see Who answered.";
    assert!(doubtful.markdown(For::Committee).contains(told));
    for world in worlds().into_iter().chain([doubtful]) {
        for edition in [For::Committee, For::Facilitator, For::Anybody(3)] {
            let drawn = world.terminal(edition, 80, false);
            let lines = first_screen(&drawn).lines().count();
            assert!(lines < 24, "{lines} lines\n{drawn}");
        }
    }
}

#[test]
fn colour_says_nothing_that_text_does_not() {
    let mut coloured = example().terminal(For::Facilitator, 80, true);
    assert!(coloured.contains("\u{1b}["));
    while let Some(start) = coloured.find("\u{1b}[") {
        let end = start + coloured[start..].find('m').unwrap();
        coloured.replace_range(start..=end, "");
    }
    let lines = |text: &str| text.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
    assert_eq!(lines(&coloured), lines(&example().terminal(For::Facilitator, 80, false)));
}

#[test]
fn nothing_from_a_file_steers_a_terminal_or_makes_markup() {
    for edition in [For::Committee, For::Facilitator, For::Anybody(2)] {
        let all = hostile().everything(edition);
        assert!(!all.chars().any(is_hostile));
        let document = hostile().markdown(edition);
        for markup in ["<img", "[c", "](d", "@all", "|a"] {
            let escaped = document.matches(&format!("\\{markup}")).count();
            assert_eq!(document.matches(markup).count(), escaped, "{markup}");
        }
        let mut columns = 0;
        for line in document.lines().filter(|line| line.starts_with('|')) {
            let cells = line.replace("\\|", "").matches('|').count();
            columns = if columns == 0
                || line.starts_with("| Level")
                || line.starts_with("| Mech")
                || line.starts_with("| Scale")
                || line.starts_with("|  |")
            {
                cells
            } else {
                columns
            };
            assert_eq!(cells, columns, "{line}");
        }
    }
}

#[test]
fn no_line_is_wider_than_the_terminal_or_a_hundred_columns() {
    for world in worlds().into_iter().chain([hostile()]) {
        for width in [60, 80, 200] {
            for edition in [For::Facilitator, For::Anybody(2)] {
                let drawn = world.terminal(edition, width, false);
                let wide: Vec<&str> = drawn.lines().filter(|line| line.width() > width.min(100)).collect();
                assert!(wide.is_empty(), "{width}: {wide:#?}");
            }
        }
    }
}

#[test]
fn many_roles_are_folded_into_tables_that_fit() {
    let mut world = example();
    for (role, id) in [(3, "business"), (7, "security"), (8, "audit")] {
        assert_eq!(world.questionnaire.roles[role].id, id);
        let mut more = world.answers[0].clone();
        more.respondent.role = role;
        world.answers.push(more);
    }
    let drawn = world.terminal(For::Committee, 60, false);
    let levels =
        drawn.split("Who puts each mechanism where").nth(1).unwrap().split("Levels 0 to 5").next().unwrap();
    assert!(levels.matches("Mechanism").count() > 1, "{levels}");
    for name in ["IT manager", "Business", "Audit"] {
        assert!(has_words(levels, name), "{levels}");
    }
}
