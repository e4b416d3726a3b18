//! Runs the command, and scenarios in a real browser. What is missing on the machine is said, never passed over.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};

/// One browser at a time is enough for any machine.
static TURN: Mutex<()> = Mutex::new(());

/// The project's root.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs the command in a cleared environment, from the project's root; gives its output, whatever its exit code.
pub fn equipoise(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_equipoise"))
        .args(arguments)
        .env_clear()
        .current_dir(root())
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// Runs the command, expects it to succeed, and gives what it printed.
pub fn succeed(arguments: &[&str]) -> String {
    let output = equipoise(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Runs `tests/browser/scripts/NAME.mjs` with this input, and gives its result.
pub fn scenario(name: &str, given: &Value) -> Value {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let input = json!({"chromium": chromium(), "given": given});
    let here = root().join("tests/browser");
    require_node(&here);
    let mut child = Command::new("node")
        .arg(here.join(format!("scripts/{name}.mjs")))
        .current_dir(&here)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.to_string().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let [stdout, stderr] =
        [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    assert!(output.status.success(), "scenario {name} failed:\n{stdout}{stderr}");
    serde_json::from_str(stdout.lines().last().unwrap_or_default()).unwrap()
}

/// `CHROMIUM`, else where Debian has it.
fn chromium() -> PathBuf {
    let path = std::env::var_os("CHROMIUM").map_or_else(|| PathBuf::from("/usr/bin/chromium"), PathBuf::from);
    assert!(
        path.is_file(),
        "there is no browser at {}. Install Chromium (Debian: apt-get install chromium), or name one: CHROMIUM=PATH",
        path.display()
    );
    path
}

fn require_node(here: &Path) {
    let version = Command::new("node").arg("--version").output();
    let version = version.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    let major = version
        .as_deref()
        .ok()
        .and_then(|text| text.strip_prefix('v')?.split('.').next()?.parse::<u32>().ok());
    assert!(
        major.is_some_and(|major| major >= 18),
        "the browser tests need Node.js 18 or newer and npm (Debian: apt-get install nodejs npm)"
    );
    for module in ["playwright-core", "axe-core"] {
        assert!(
            here.join("node_modules").join(module).join("package.json").is_file(),
            "{module} is not installed: run `npm ci` in tests/browser"
        );
    }
}
