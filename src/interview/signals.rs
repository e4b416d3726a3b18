//! Ending in order: a signal is noted, and the prompt on the screen gives up.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How often a waiting prompt looks up: for a signal that came just before it began to wait, and for a resize.
pub const TICK: Duration = Duration::from_millis(250);

/// The signals that end an interview, each with its exit code, the most telling first: one that ends the prompt may
/// bring an interrupt after it.
#[cfg(unix)]
const SIGNALS: [(i32, u8); 3] = [
    (signal_hook::consts::SIGHUP, 129),
    (signal_hook::consts::SIGTERM, 143),
    (signal_hook::consts::SIGINT, 130),
];
#[cfg(not(unix))]
const SIGNALS: [(i32, u8); 2] =
    [(signal_hook::consts::SIGTERM, 143), (signal_hook::consts::SIGINT, 130)];

/// Exit code of an interrupted interview.
pub const INTERRUPTED: u8 = 130;
/// Exit code where the terminal went away.
pub const HUNG_UP: u8 = 129;

/// Which signals have come.
#[derive(Debug, Clone, Default)]
pub struct Signals {
    seen: [Arc<AtomicBool>; SIGNALS.len()],
}

impl Signals {
    /// Notes the signals from now on, in place of what they would do.
    ///
    /// # Errors
    ///
    /// Where the system does not let them be noted.
    pub fn note() -> io::Result<Self> {
        let signals = Self::default();
        for ((signal, _), seen) in SIGNALS.iter().zip(&signals.seen) {
            signal_hook::flag::register(*signal, Arc::clone(seen))?;
        }
        Ok(signals)
    }

    /// The exit code of the signal that came, if one did.
    pub fn exit_code(&self) -> Option<u8> {
        let mut pairs = SIGNALS.iter().zip(&self.seen);
        pairs.find(|(_, seen)| seen.load(Ordering::SeqCst)).map(|((_, code), _)| *code)
    }

    /// An error once a signal has come.
    ///
    /// # Errors
    ///
    /// Then.
    pub fn check(&self) -> io::Result<()> {
        if self.exit_code().is_some() { Err(io::Error::other(Caught)) } else { Ok(()) }
    }
}

/// A signal came.
#[derive(Debug, thiserror::Error)]
#[error("interrupted by a signal")]
struct Caught;

/// Whether an error stands for a signal.
pub fn is_caught(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<Caught>())
}

/// An input that gives up once a signal has come, where a plain read would go on waiting.
#[derive(Debug)]
pub struct Heedful<R> {
    input: R,
    signals: Signals,
}

impl<R> Heedful<R> {
    /// Reads from `input` until one of `signals` comes.
    pub fn new(input: R, signals: Signals) -> Self {
        Self { input, signals }
    }
}

#[cfg(unix)]
impl<R: Read + std::os::fd::AsFd> Read for Heedful<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            self.signals.check()?;
            if wait(&self.input, TICK)? {
                return self.input.read(buffer);
            }
        }
    }
}

#[cfg(not(unix))]
impl<R: Read> Read for Heedful<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.signals.check()?;
        self.input.read(buffer)
    }
}

/// Whether there is something to read within that time; a signal ends the wait early.
#[cfg(unix)]
pub fn wait(input: &impl std::os::fd::AsFd, time: Duration) -> io::Result<bool> {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let time = Timespec { tv_sec: 0, tv_nsec: i64::from(time.subsec_nanos()) };
    match poll(&mut [PollFd::new(input, PollFlags::IN)], Some(&time)) {
        Ok(ready) => Ok(ready > 0),
        Err(rustix::io::Errno::INTR) => Ok(false),
        Err(error) => Err(error.into()),
    }
}
