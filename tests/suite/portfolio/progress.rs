//! On a terminal one line says how far the reading is, and is gone once all is read.

use std::io::Read;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use super::unit;
use crate::support::fixture;

/// All that a run over so many units puts on a terminal.
fn said(units: usize) -> String {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..units {
        unit(folder.path(), &format!("unit-{number:03}"), &format!("Unit {number}"), ["3", "3", "3"]);
    }
    let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_equipoise"));
    command.env_clear();
    command.cwd(folder.path());
    command.arg("-q");
    command.arg(fixture("tiny.yaml"));
    command.args(["portfolio", ".", "-f", "csv", "-o", "/dev/null"]);
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut output = pair.master.try_clone_reader().unwrap();
    let mut bytes = Vec::new();
    // Once the last process has let go of it, reading from a terminal ends, on Linux with an error.
    let _ = output.read_to_end(&mut bytes);
    assert!(child.wait().unwrap().success());
    String::from_utf8(bytes).unwrap()
}

#[test]
fn many_units_are_counted_on_one_line_that_goes() {
    assert_eq!(said(600), "\rread 256 of 600 units\rread 512 of 600 units\r\u{1b}[K");
}

#[test]
fn few_units_are_not_counted() {
    assert_eq!(said(3), "");
}
