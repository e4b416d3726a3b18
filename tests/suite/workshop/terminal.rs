//! The full screen on a pseudo-terminal.

use equipoise::answers::SettledValue;
use equipoise::framework::Evidence;

use super::{room, settlement};
use crate::interview::Room;
use crate::interview::terminal::Screen;

const DOWN: &str = "\x1b[B";

fn open(room: &Room, size: (u16, u16)) -> Screen {
    Screen::run(room, size, &["reconcile", "answers", "-o", "s.yaml", "-q", "./small.yaml"])
}

/// Reads a notice to its end, however many screens it takes.
fn read(screen: &mut Screen, text: &str) {
    screen.shows(&[text, "Enter "]);
    while !screen.contents().contains("Enter goes on") {
        screen.press("\r");
        std::thread::sleep(std::time::Duration::from_millis(60));
    }
    screen.press("\r");
}

#[test]
fn from_the_opening_to_the_read_back() {
    let room = room();
    let mut screen = open(&room, (24, 80));
    read(&mut screen, "What you see differently: settle it");
    read(&mut screen, "Who said what: Backup (copies)");
    screen.shows(&["1 of 3", "2. one (CISO)", "6. five (CEO)", "o leave open", "q save and stop"]).press("v");
    read(&mut screen, "Who said what: Backup (copies)");
    screen.shows(&["1 of 3"]).press("3");
    screen
        .shows(&["To be settled: 3. (level 2) two", "An empty line leaves the prompt", "Reason"])
        .press("The log shows two.\r");
    screen.shows(&["What was shown for it?"]).press(DOWN).press("\r");
    screen.shows(&["agree to be named", "[ ] Chief executive (CEO)"]).press("\r");
    read(&mut screen, "Who said what: Backup (tested)");
    screen.shows(&["2 of 3"]).press("b");
    screen
        .shows(&[
            "1 of 3",
            " > 3. two (settled)",
            "Settled so far: 3. (level 2) two, documented.",
            "t take back",
        ])
        .press("\r");
    screen.shows(&["2 of 3"]).press("o");
    screen.shows(&["No agreement", "Reason"]).press("Ask the depot.\r");
    read(&mut screen, "Who said what: Backup (learned)");
    screen.shows(&["3 of 3"]).press("s");
    screen.shows(&["1 question put off"]).press(DOWN).press("\r");
    read(&mut screen, "What was settled, read back");
    screen.shows(&["Is this what you settled?"]).press("\r");
    assert_eq!(screen.ends(), 0);
    assert!(screen.is_restored());
    screen.shows(&["1 question settled, 1 left open and 1 to go; saved in s.yaml", "score with it"]);
    let saved = settlement(&room.path("s.yaml"));
    assert_eq!(saved.settled[0].1.value, Some(SettledValue::Level(2)));
    assert_eq!(saved.settled[0].1.evidence, Evidence::Documented);
    assert_eq!(saved.settled[1].1.reason, "Ask the depot.");
}

#[test]
fn an_interrupt_leaves_the_terminal_as_it_was_and_the_file_goes_on() {
    let room = room();
    let mut screen = open(&room, (24, 60));
    read(&mut screen, "What you see differently");
    read(&mut screen, "Who said what");
    screen.shows(&["1 of 3"]).press("3");
    screen.shows(&["Reason"]).press("The log.\r");
    screen.shows(&["What was shown for it?"]).press("\r");
    screen.shows(&["agree to be named"]).press("\r");
    read(&mut screen, "Who said what: Backup (tested)");
    screen.shows(&["2 of 3"]).press("3");
    screen.shows(&["Reason"]).press("The minutes.\r");
    // What is not settled to its end is not settled.
    screen.shows(&["What was shown for it?"]).press("\x03");
    assert_eq!(screen.ends(), 130);
    assert!(screen.is_restored());
    assert!(!room.path(".s.yaml.lock").exists());
    let mut screen = open(&room, (24, 60));
    read(&mut screen, "What you see differently");
    read(&mut screen, "Who said what: Backup (tested)");
    screen.shows(&["2 of 3"]).press("q");
    assert_eq!(screen.ends(), 0);
    let saved = settlement(&room.path("s.yaml"));
    assert_eq!((saved.settled.len(), saved.settled[0].1.reason.as_str()), (1, "The log."));
}

#[test]
fn an_empty_reason_goes_back_and_a_settlement_is_taken_back() {
    let room = room();
    let mut screen = open(&room, (24, 80));
    read(&mut screen, "What you see differently");
    read(&mut screen, "Who said what");
    screen.shows(&["1 of 3"]).press("o");
    screen.shows(&["Reason"]).press("\r");
    screen.shows(&["1 of 3", "Without a reason nothing is settled"]).press("o");
    screen.shows(&["Reason"]).press("Ask the depot.\r");
    read(&mut screen, "Who said what: Backup (tested)");
    screen.shows(&["2 of 3"]).press("b");
    screen.shows(&["Left open so far.", "t take back"]).press("t");
    screen.shows(&["Taken back: this question is not settled."]).press("q");
    assert_eq!(screen.ends(), 0);
    assert!(settlement(&room.path("s.yaml")).settled.is_empty());
}

#[test]
fn a_command_to_go_on_with_can_be_pasted_from_a_narrow_terminal() {
    let room = room();
    let file = "what-the-group-settled-in-the-second-half-of-november.yaml";
    let arguments = ["reconcile", "answers", "-o", file, "-q", "./small.yaml"];
    let mut screen = Screen::run(&room, (24, 60), &arguments);
    read(&mut screen, "What you see differently");
    read(&mut screen, "Who said what");
    screen.shows(&["1 of 3"]).press("o");
    screen.shows(&["Reason"]).press("Ask the depot.\r");
    read(&mut screen, "Who said what: Backup (tested)");
    screen.shows(&["2 of 3"]).press("q");
    assert_eq!(screen.ends(), 0);
    // The terminal goes on in its next row; no line end stands within the command.
    let again = format!("note: go on with:\nequipoise reconcile answers -o {file} -q ./small.yaml\n");
    let score = format!("note: score with it:\nequipoise score answers {file} -q ./small.yaml");
    screen.shows(&["1 question left open and 2 to go", &again, &score]);
}

#[test]
fn reading_ends_with_escape_and_q_twice_shows_nobody_out() {
    let room = room();
    let mut screen = open(&room, (10, 60));
    screen.shows(&["What you see differently", "Enter shows more, ↑ ↓ move, Esc skips the rest"]).press("q");
    screen.shows(&["What you see differently", "q stops at a question"]).press("q").press("\x1b[B");
    screen.shows(&["Esc skips the rest"]).press("\x1b");
    screen.shows(&["Who said what"]).press("\x1b");
    screen.shows(&["1 of 3"]).press("q");
    assert_eq!(screen.ends(), 0);
}
