//! Runs the command in a cleared environment.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The project's root.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A path below `tests/fixtures`.
pub fn fixture(path: &str) -> PathBuf {
    root().join("tests/fixtures").join(path)
}

/// A call of the command, from the project's root.
pub struct Call {
    command: Command,
    stdin: Vec<u8>,
}

/// What a call did.
pub struct Done {
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
    /// Exit code; `None` where a signal ended it.
    pub code: Option<i32>,
}

/// A call with arguments split at blanks.
pub fn equipoise(arguments: &str) -> Call {
    call(&arguments.split_whitespace().collect::<Vec<_>>())
}

/// A call with arguments as given.
pub fn call<S: AsRef<std::ffi::OsStr>>(arguments: &[S]) -> Call {
    let mut command = Command::new(env!("CARGO_BIN_EXE_equipoise"));
    command.args(arguments).env_clear().current_dir(root());
    Call { command, stdin: Vec::new() }
}

impl Call {
    /// With a variable in the environment.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// With text on standard input.
    pub fn stdin(mut self, text: &str) -> Self {
        self.stdin = text.as_bytes().to_vec();
        self
    }

    /// Runs it to its end.
    pub fn run(mut self) -> Done {
        let mut child =
            self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = std::mem::take(&mut self.stdin);
        // A command that ends before it has read all of its input is no failure of the test.
        let writer = std::thread::spawn(move || {
            let _ = stdin.write_all(&input);
        });
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        Done {
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code(),
        }
    }

    /// Runs it, expects an exit code, and hands over what it printed.
    pub fn expect(self, code: i32) -> Done {
        let done = self.run();
        assert_eq!(done.code, Some(code), "stdout:\n{}\nstderr:\n{}", done.stdout, done.stderr);
        done
    }
}

/// Answers a plain sitting up to a question, each with the same lines, waits until that question is put, sends a few
/// answers more and kills it after so long. Gives the last question whose prompt was out whole.
///
/// The process has something left to do whenever it is killed, however fast or slow the machine is.
pub fn killed_at(mut child: Child, answer: &str, question: usize, delay: Duration) -> usize {
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let mut said = Vec::new();
    stdin.write_all(answer.repeat(question - 1).as_bytes()).unwrap();
    while last_put(&said) < question {
        let mut some = [0; 4096];
        let length = stdout.read(&mut some).unwrap();
        assert!(length > 0, "it ended before question {question}: {}", String::from_utf8_lossy(&said));
        said.extend(&some[..length]);
    }
    stdin.write_all(answer.repeat(3).as_bytes()).unwrap();
    std::thread::sleep(delay);
    child.kill().unwrap();
    stdout.read_to_end(&mut said).unwrap();
    child.wait().unwrap();
    last_put(&said)
}

/// The number of the last question whose prompt is out whole; 0 before the first.
fn last_put(said: &[u8]) -> usize {
    let said = String::from_utf8_lossy(said);
    let prompted = said.rfind("\nAnswer:").map_or("", |end| &said[..end]);
    let number = prompted.rfind("\nQuestion ").map_or("0", |at| &prompted[at + 10..]);
    number.split(' ').next().unwrap().parse().unwrap()
}

/// Instants that differ from run to run, within so many microseconds.
pub fn instants(within: u64) -> impl Iterator<Item = Duration> {
    let mut state = u64::from(std::process::id());
    std::iter::repeat_with(move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Duration::from_micros((state >> 33) % within)
    })
}
