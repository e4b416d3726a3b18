//! Runs the command in a cleared environment.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

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
