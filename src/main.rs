//! The command: arguments in, exit code out.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use equipoise::cli::{self, Streams};

fn main() -> ExitCode {
    let (mut out, mut err) = (io::stdout(), io::stderr());
    let mut streams = Streams {
        out_is_terminal: out.is_terminal(),
        err_is_terminal: err.is_terminal(),
        width: cli::terminal_width(),
        out: &mut out,
        err: &mut err,
    };
    cli::run(std::env::args_os(), &mut streams)
}
