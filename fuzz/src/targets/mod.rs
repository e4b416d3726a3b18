//! What has to hold of any bytes that somebody sends as a file: nothing panics, and what is read, written or drawn keeps
//! its promises. Called by libFuzzer, and by the test suite over the seeds and some mutations of them.

pub mod answers;
pub mod check;
pub mod companions;
pub mod holds;
mod mutation;
pub mod questionnaire;
mod seeding;

use std::sync::{Arc, LazyLock};

use equipoise::answers::gather::Unusable;
use equipoise::answers::{self as saved, Answers, AnswersFile};
use equipoise::diagnostic::{self, Diagnostic, Loading, Style};
use equipoise::questionnaire::{Catalog, Questionnaire, load};
use equipoise::source::{Source, Span};

pub use mutation::mutated;
pub use seeding::seeds;

/// What is done with an input.
pub type Run = fn(&[u8]);

/// The targets by name.
pub const ALL: [(&str, Run); 4] = [
    ("answers", answers::run),
    ("check", check::run),
    ("companions", companions::run),
    ("questionnaire", questionnaire::run),
];

/// Stands in notes and names of the seeds, and nowhere in the words of the tool or of the questionnaires: where it is
/// shown, something was told.
pub const SECRET: char = '‡';

/// A line that ends a file within an input, so that one input can be a folder.
pub const NEXT_FILE: &str = "# next file\n";

/// More files than this of one input are left out.
const MOST_FILES: usize = 8;

/// The files of an input.
fn files(bytes: &[u8]) -> Vec<&[u8]> {
    let mut files = Vec::new();
    let mut rest = bytes;
    let end = NEXT_FILE.as_bytes();
    while let Some(at) = rest.windows(end.len()).position(|window| window == end) {
        files.push(&rest[..at]);
        rest = &rest[at + end.len()..];
    }
    files.push(rest);
    files.truncate(MOST_FILES);
    files
}

/// The bytes as a file that was read, where they are text. What is wrong otherwise is drawn.
fn source(name: &str, bytes: &[u8]) -> Option<Arc<Source>> {
    match Source::from_reader(name.to_owned(), bytes) {
        Ok(source) => Some(Arc::new(source)),
        Err(error) => {
            problems(&Unusable::from(error).problems);
            None
        }
    }
}

/// What was loaded. The warnings, or all that is wrong, are drawn.
fn loaded<T>(loading: Loading<T>) -> Option<T> {
    match loading {
        Ok(loaded) => {
            assert!(!diagnostic::any_error(&loaded.warnings), "an error is no warning");
            problems(&loaded.warnings);
            Some(loaded.value)
        }
        Err(found) => {
            assert!(diagnostic::any_error(&found), "a file is refused for a reason");
            problems(&found);
            None
        }
    }
}

/// Problems on a terminal.
fn problems(found: &[Diagnostic]) {
    holds::is_clean(&diagnostic::render(found, Style { colour: false, width: 80 }));
    for one in found {
        let Span { start, end } = one.place.span;
        assert!(start <= end && end <= one.place.source.text.len(), "{one:?} lies outside of its file");
    }
}

/// A questionnaire of the project, and answers to it of which nobody means harm.
struct World {
    questionnaire: Arc<Questionnaire>,
    example: Vec<AnswersFile>,
}

/// Texts of the project, by their paths from its root.
macro_rules! texts {
    ($($path:literal),*) => { [$(include_str!(concat!("../../../", $path))),*] };
}

/// The small questionnaires that the tests have.
static SMALL: LazyLock<[World; 2]> = LazyLock::new(|| {
    let small = |text: &str| load::load(&Arc::new(Source::new("small", text))).expect("it is sound").value;
    let [tiny, mini] = texts!["tests/fixtures/tiny.yaml", "tests/vectors/mini.yaml"].map(small);
    let five = texts![
        "tests/vectors/09-five-respondents/1-ceo.yaml",
        "tests/vectors/09-five-respondents/2-security.yaml",
        "tests/vectors/09-five-respondents/3-security.yaml",
        "tests/vectors/09-five-respondents/4-legal.yaml",
        "tests/vectors/09-five-respondents/5-audit.yaml"
    ];
    [World::new(tiny, &texts!["tests/fixtures/tiny-answers.yaml"]), World::new(mini, &five)]
});

/// The built-in one, which takes longer.
static BUILT_IN: LazyLock<World> = LazyLock::new(|| {
    let questionnaire = Catalog::default().default_one().expect("it is sound");
    let six = texts![
        "examples/marlow-freight/ceo.yaml",
        "examples/marlow-freight/cio.yaml",
        "examples/marlow-freight/ciso.yaml",
        "examples/marlow-freight/hr.yaml",
        "examples/marlow-freight/it-manager.yaml",
        "examples/marlow-freight/legal.yaml"
    ];
    World::new(Questionnaire::clone(&questionnaire), &six)
});

impl World {
    fn new(questionnaire: Questionnaire, example: &[&str]) -> Self {
        let questionnaire = Arc::new(questionnaire);
        let catalog = Catalog::of(Arc::clone(&questionnaire));
        let file = |(number, text): (usize, &&str)| {
            let source = Arc::new(Source::new(format!("{number}.yaml"), *text));
            saved::load::load(&source, &catalog).expect("it is sound").value
        };
        Self { questionnaire, example: example.iter().enumerate().map(file).collect() }
    }

    /// The world of an input: that of the small questionnaires whose id it names, else of the built-in one.
    fn of(bytes: &[u8]) -> &'static Self {
        let names = |id: &str| bytes.windows(id.len()).any(|window| window == id.as_bytes());
        let small = SMALL.iter().find(|small| names(&format!("id: {}", small.questionnaire.id)));
        small.unwrap_or(&BUILT_IN)
    }

    fn catalog(&self) -> Catalog {
        Catalog::of(Arc::clone(&self.questionnaire))
    }

    fn respondents(&self) -> Vec<&Answers> {
        self.example.iter().map(|file| &file.answers).collect()
    }
}

/// Which of so many drawings an input gets: all of them for each would take a tenth of a second, and what fuzzing finds
/// it finds by many inputs.
fn turn(bytes: &[u8], of: usize) -> usize {
    bytes.iter().map(|byte| usize::from(*byte)).sum::<usize>() % of
}

/// What a drawing writes.
fn drawn(draw: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let mut bytes = Vec::new();
    draw(&mut bytes).expect("memory can be written");
    String::from_utf8(bytes).expect("what is drawn is text")
}
