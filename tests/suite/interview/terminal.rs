//! The full screen on a pseudo-terminal: what is on the screen is read back from an emulator, and a key is sent only
//! once its prompt is there.

use std::fs::File;
use std::io::{Read, Write};
use std::num::NonZero;
use std::os::unix::fs::OpenOptionsExt as _;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use equipoise::answers::{Answer, Placement};
use equipoise::framework::Status;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::io::ioctl_fionread;
use rustix::termios::{Action, tcflow};
use vt100::Parser;

use super::Room;

/// Long enough for a slow machine; a test that has to wait for it fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// Opening the terminal must not make it that of the tests.
const O_NOCTTY: i32 = rustix::fs::OFlags::NOCTTY.bits().cast_signed();

fn some(cells: u16) -> NonZero<u16> {
    NonZero::new(cells).unwrap()
}

/// A command on a terminal of its own.
pub struct Screen {
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    parser: Arc<Mutex<Parser>>,
}

impl Screen {
    fn open(room: &Room, (rows, cols): (u16, u16), arguments: &[&str]) -> Self {
        Self::open_on(room, "./small.yaml", (rows, cols), arguments)
    }

    fn open_on(room: &Room, questionnaire: &str, size: (u16, u16), arguments: &[&str]) -> Self {
        let who = ["interview", "-q", questionnaire, "--organization", "Petro 1", "--role", "ciso"];
        Self::run(room, size, &[&who, arguments].concat())
    }

    /// Runs the binary in the room.
    pub fn run(room: &Room, (rows, cols): (u16, u16), arguments: &[&str]) -> Self {
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_equipoise"));
        command.env_clear();
        command.env("SOURCE_DATE_EPOCH", "1763719200");
        command.env("TERM", "xterm-256color");
        command.cwd(room.path(""));
        command.args(arguments);
        let child = pair.slave.spawn_command(command).unwrap();
        let parser = Arc::new(Mutex::new(Parser::new(some(rows), some(cols), 0)));
        let mut output = pair.master.try_clone_reader().unwrap();
        let feed = Arc::clone(&parser);
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = output.read(&mut bytes) {
                feed.lock().unwrap().process(&bytes[..count]);
            }
        });
        let keys = pair.master.take_writer().unwrap();
        Self { master: pair.master, keys, child, parser }
    }

    pub fn contents(&self) -> String {
        self.parser.lock().unwrap().screen().contents()
    }

    /// Waits until the screen shows all of these.
    pub fn shows(&mut self, texts: &[&str]) -> &mut Self {
        let started = Instant::now();
        while !texts.iter().all(|text| self.contents().contains(text)) {
            assert!(started.elapsed() < PATIENCE, "no {texts:?} on\n{}", self.contents());
            std::thread::sleep(Duration::from_millis(5));
        }
        self
    }

    pub fn press(&mut self, keys: &str) -> &mut Self {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
        self
    }

    /// Gives the terminal another size.
    fn resize(&mut self, rows: u16, cols: u16) -> &mut Self {
        self.parser.lock().unwrap().screen_mut().set_size(some(rows), some(cols));
        self.master.resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
        self
    }

    /// The end of the terminal that the command holds.
    fn inner_end(&self) -> File {
        let path = self.master.tty_name().unwrap();
        File::options().read(true).write(true).custom_flags(O_NOCTTY).open(path).unwrap()
    }

    /// Stops the terminal as Ctrl-S does: whoever writes to it waits.
    fn hold_output(&mut self) -> &mut Self {
        tcflow(self.inner_end(), Action::OOff).unwrap();
        self
    }

    fn release_output(&mut self) -> &mut Self {
        tcflow(self.inner_end(), Action::OOn).unwrap();
        self
    }

    /// Waits until the command has read every key, and a little longer, that it may get to work on the last.
    fn is_read(&mut self) {
        let (inner, started) = (self.inner_end(), Instant::now());
        while ioctl_fionread(&inner).unwrap() > 0 {
            assert!(started.elapsed() < PATIENCE, "a key is not read\n{}", self.contents());
            std::thread::sleep(Duration::from_millis(5));
        }
        std::thread::sleep(Duration::from_millis(100));
    }

    /// The exit code, once it has ended and all it said is on the screen.
    pub fn ends(&mut self) -> u32 {
        let started = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                std::thread::sleep(Duration::from_millis(50));
                return status.exit_code();
            }
            assert!(started.elapsed() < PATIENCE, "does not end\n{}", self.contents());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Whether the terminal is as it was: the cursor to be seen, the screen of before.
    pub fn is_restored(&self) -> bool {
        let parser = self.parser.lock().unwrap();
        !parser.screen().hide_cursor() && !parser.screen().alternate_screen()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.child.kill().ok();
    }
}

const QUICK: [&str; 3] = ["--quick", "-o", "a.yaml"];
const DOWN: &str = "\x1b[B";

#[test]
fn from_the_first_question_to_the_thanks() {
    let room = Room::new();
    let mut screen = Screen::open(&room, (24, 80), &QUICK);
    screen.shows(&["has 4 questions for this role", "Enter goes on"]).press("\r");
    screen.shows(&["1 of 4", "Are there copies?", "So that work comes back."]).press("4");
    screen.shows(&["2 of 4"]).press(DOWN);
    screen.shows(&[" > 1. nothing"]).press(DOWN);
    screen.shows(&[" > 2. one"]).press("\r");
    screen.shows(&["3 of 4"]).press("k");
    screen.shows(&[" > 6. five"]).press("\r");
    screen.shows(&["where does the organization stand?", "neither"]).press("2");
    screen.shows(&["where does security practice stand?", "2. q (the organization)"]).press("5");
    screen.shows(&["read back", "> 2. one", "Enter goes on"]).press("\r");
    screen.shows(&["Is this what you said?"]).press("\r");
    screen.shows(&["Thank you", "Show the score now?"]).press("n");
    assert_eq!(screen.ends(), 0);
    assert!(screen.is_restored());
    assert!(
        screen.contents().contains("4 of 4 questions answered, saved in a.yaml"),
        "{}",
        screen.contents()
    );
    let answers = room.answers("a.yaml");
    assert_eq!(answers.status, Status::Confirmed);
    let given: Vec<Answer> = answers.entries.iter().filter_map(|entry| entry.answer).collect();
    let fit = Answer::Fit(Placement { organization: 1, security: 4 });
    assert_eq!(given, [Answer::Level(3), Answer::Level(1), Answer::Level(5), fit]);
}

#[test]
fn back_shows_the_answer_and_an_edit_that_removes_others_asks() {
    let room = Room::new();
    let mut screen = Screen::open(&room, (24, 80), &["-o", "a.yaml"]);
    screen.shows(&["Enter goes on"]).press("\r");
    screen.shows(&["1 of 8"]).press("5");
    screen.shows(&["2 of 8"]).press("5");
    screen.shows(&["3 of 8"]).press("b");
    screen.shows(&["2 of 8", " > 5. four (your answer)"]).press("b");
    screen.shows(&["1 of 8", " > 5. four (your answer)"]).press("1");
    screen.shows(&["Were they tested?", "remove those answers?"]).press("n");
    screen.shows(&["1 of 8", "(your answer)"]).press("1");
    screen.shows(&["remove those answers?"]).press("y");
    screen.shows(&["2 of 6", "Does it meet?"]).press("q");
    assert_eq!(screen.ends(), 0);
    let answers = room.answers("a.yaml");
    assert_eq!(answers.entries[0].answer, Some(Answer::Level(0)));
    assert_eq!(answers.entries[1].answer, None);
}

#[test]
fn killed_and_resumed_at_the_question_it_was_killed_at() {
    let room = Room::new();
    let mut screen = Screen::open(&room, (24, 80), &QUICK);
    screen.shows(&["Enter goes on"]).press("\r");
    screen.shows(&["1 of 4"]).press("4");
    screen.shows(&["2 of 4"]).press("d");
    screen.shows(&["3 of 4"]);
    screen.child.kill().unwrap();
    screen.ends();
    let mut screen = Screen::open(&room, (24, 80), &QUICK);
    screen.shows(&["2 of 4 questions are answered", "Enter goes on"]).press("\r");
    screen.shows(&["3 of 4", "Who asks unprompted?"]).press("b");
    screen.shows(&["2 of 4", "Your answer so far: don't know"]).press("\r");
    screen.shows(&["3 of 4"]).press("s");
    screen.shows(&["4 of 4"]).press("q");
    assert_eq!(screen.ends(), 0);
    assert_eq!(room.answers("a.yaml").entries[3].answer, Some(Answer::Unknown));
}

#[test]
fn an_interrupt_leaves_the_terminal_as_it_was() {
    for at_a_prompt in [false, true] {
        let room = Room::new();
        let mut screen = Screen::open(&room, (24, 80), &QUICK);
        screen.shows(&["Enter goes on"]).press("\r");
        screen.shows(&["1 of 4"]).press("4");
        screen.shows(&["2 of 4"]);
        assert!(!screen.is_restored());
        if at_a_prompt {
            screen.press("n").shows(&["Note"]);
        }
        screen.press("\x03");
        assert_eq!(screen.ends(), 130);
        assert!(screen.is_restored());
        assert_eq!(room.answers("a.yaml").entries[0].answer, Some(Answer::Level(3)));
        assert!(!room.path(".a.yaml.lock").exists());
    }
}

#[test]
fn termination_and_a_closed_terminal_end_it_in_order() {
    for at_a_prompt in [false, true] {
        let room = Room::new();
        let mut screen = Screen::open(&room, (24, 80), &QUICK);
        screen.shows(&["Enter goes on"]).press("\r");
        screen.shows(&["1 of 4"]).press("4");
        screen.shows(&["2 of 4"]);
        if at_a_prompt {
            screen.press("e").shows(&["What supports your answer?"]);
        }
        let id = screen.child.process_id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        assert_eq!(screen.ends(), 143);
        assert!(screen.is_restored());
        assert!(!room.path(".a.yaml.lock").exists());
    }
    let room = Room::new();
    let mut screen = Screen::open(&room, (24, 80), &QUICK);
    screen.shows(&["Enter goes on"]).press("\r");
    screen.shows(&["1 of 4"]).press("4");
    screen.shows(&["2 of 4"]);
    let id = screen.child.process_id().unwrap().to_string();
    assert!(std::process::Command::new("kill").args(["-HUP", &id]).status().unwrap().success());
    assert_eq!(screen.ends(), 129);
    assert!(!room.path(".a.yaml.lock").exists());
}

#[test]
fn sixty_columns_are_readable() {
    let room = Room::new();
    let mut screen = Screen::open_on(
        &room,
        equipoise::questionnaire::builtin::DEFAULT,
        (24, 60),
        &["--quick", "-o", "a.yaml"],
    );
    screen.shows(&["Enter shows more"]).press("\r");
    screen.shows(&["Enter goes on"]).press("\r");
    screen.shows(&["1 of 26", "   6. ", "q"]).press("n");
    screen.shows(&["Note"]).press(&format!("{}\r", "a long note that runs on ".repeat(8)));
    screen.shows(&["1 of 26", "So far: a note."]).press("e");
    screen.shows(&["asserted: I say so", "verified: a second person saw or confirmed it"]).press("\x1b");
    for number in 1..=26 {
        let whole = format!("{number} of 26");
        screen.shows(&[&whole]);
        for place in 1..=6 {
            let marked = format!("> {place}. ");
            screen.press(if place == 1 { "\x1b[H" } else { DOWN }).shows(&[&whole, &marked]);
        }
        screen.press("s");
    }
    screen.shows(&["26 left open"]).press("\x03");
    assert_eq!(screen.ends(), 130);
    let note = room.path("a.yaml");
    assert!(std::fs::read_to_string(note).unwrap().contains("a long note that runs on a long note"));
}

#[test]
fn an_escape_sequence_in_a_note_steers_nothing() {
    let room = Room::new();
    let mut screen = Screen::open(&room, (24, 80), &QUICK);
    screen.shows(&["Enter goes on"]).press("\r");
    screen.shows(&["1 of 4"]).press("n");
    screen.shows(&["Note"]).press("bell \x07 colour \x1b[31m end\r");
    screen.shows(&["1 of 4", "So far: a note."]).press("4");
    screen.shows(&["2 of 4"]).press("q");
    assert_eq!(screen.ends(), 0);
    let note = room.answers("a.yaml").entries[0].note.clone().unwrap();
    assert!(!note.chars().any(char::is_control), "{note:?}");
    assert!(note.starts_with("bell") && note.ends_with("end"), "{note:?}");

    // By hand, YAML can hold one; it is shown as a mark (which the emulator drops), and steers nothing.
    let text = std::fs::read_to_string(room.path("a.yaml")).unwrap();
    let hostile = text.replace(&format!("note: {note}"), r#"note: "evil\e[2J\a""#);
    assert_ne!(text, hostile);
    std::fs::write(room.path("a.yaml"), hostile).unwrap();
    let mut screen = Screen::open(&room, (24, 80), &QUICK);
    screen.shows(&["Enter goes on"]).press("\r");
    screen.shows(&["2 of 4"]).press("b");
    screen.shows(&["1 of 4"]).press("n");
    screen.shows(&["Are there copies?", "evil[2J"]).press("\r");
    screen.shows(&["1 of 4"]).press("q");
    assert_eq!(screen.ends(), 0);
    assert_eq!(room.answers("a.yaml").entries[0].note.as_deref(), Some("evil\u{1b}[2J\u{7}"), "left alone");
}

#[test]
fn the_rest_of_a_pasted_text_answers_nothing() {
    let room = Room::new();
    let mut screen = Screen::open(&room, (24, 80), &QUICK);
    screen.shows(&["Enter goes on"]).press("\r");
    screen.shows(&["1 of 4"]).press("n");
    screen.shows(&["Note"]).press("the first line\rq 1 2 3 d x\r");
    screen.shows(&["1 of 4", "So far: a note."]).press("4");
    screen.shows(&["2 of 4"]).press("q");
    assert_eq!(screen.ends(), 0);
    let answers = room.answers("a.yaml");
    assert_eq!(answers.entries[0].note.as_deref(), Some("the first line"));
    assert_eq!(answers.entries[0].answer, Some(Answer::Level(3)));
}

#[test]
fn a_resize_is_seen_without_a_key() {
    let room = Room::new();
    let mut screen = Screen::open(&room, (24, 80), &QUICK);
    screen.shows(&["Enter goes on"]).press("\r");
    screen.shows(&["1 of 4", "q save and stop"]).resize(12, 40);
    screen.shows(&["? keys"]).press("q");
    assert_eq!(screen.ends(), 0);
}

#[test]
fn a_resize_while_the_screen_is_being_drawn_is_seen_too() {
    let room = Room::new();
    let mut screen = Screen::open(&room, (24, 80), &QUICK);
    screen.shows(&["Enter goes on"]).press("\r");
    screen.shows(&["1 of 4", "q save and stop"]);
    screen.hold_output().press("z").is_read();
    screen.resize(12, 40).release_output();
    screen.shows(&["? keys"]).press("q");
    assert_eq!(screen.ends(), 0);
}

#[test]
fn help_and_keys_without_a_meaning() {
    let room = Room::new();
    let mut screen = Screen::open(&room, (24, 80), &QUICK);
    screen.shows(&["Enter goes on"]).press("\r");
    screen.shows(&["1 of 4"]).press("?");
    screen
        .shows(&["To think of: Think of the last one.", "What would show it: the copy; its date"])
        .press("\x1b");
    screen.shows(&["1 of 4"]).press("z");
    screen.shows(&["Press 1-6, or move with"]).press("\r");
    screen.shows(&["1 of 4"]).press("b");
    screen.shows(&["There is nothing before this question."]).press("q");
    assert_eq!(screen.ends(), 0);
    assert!(!room.path("a.yaml").exists());
}

/// The first question of the quick interview of a CISO, as a screen of this size shows it.
pub fn question_screen(rows: u16, cols: u16) -> String {
    let room = Room::new();
    let builtin = equipoise::questionnaire::builtin::DEFAULT;
    let mut screen = Screen::open_on(&room, builtin, (rows, cols), &["--quick", "-o", "a.yaml"]);
    while !screen.contents().contains("1 of 26") {
        screen.shows(&["Enter "]).press("\r");
        std::thread::sleep(Duration::from_millis(50));
    }
    screen.shows(&["1 of 26", "   6. ", "q save and stop"]);
    let contents = screen.contents();
    screen.press("\x03");
    assert_eq!(screen.ends(), 130);
    contents
}
