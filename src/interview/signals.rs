//! Ending in order: a signal is noted, and the prompt on the screen gives up.

use std::io::{self, Read};
use std::os::fd::AsFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

/// How often a waiting prompt looks up: for a signal that came just before it began to wait, and for a resize.
pub const TICK: Duration = Duration::from_millis(250);

/// The signals that end an interview, the most telling first: one that ends the prompt may bring an interrupt after it.
const SIGNALS: [i32; 3] = [SIGHUP, SIGTERM, SIGINT];

/// Number of an interrupt, which Ctrl-C on a raw terminal brings as a key.
pub const INTERRUPT: u8 = 2;

/// Which signals have come.
#[derive(Debug, Clone, Default)]
pub struct Signals {
    released: Arc<AtomicBool>,
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
        for (signal, seen) in SIGNALS.iter().zip(&signals.seen) {
            signal_hook::flag::register_conditional_default(*signal, Arc::clone(&signals.released))?;
            signal_hook::flag::register(*signal, Arc::clone(seen))?;
        }
        Ok(signals)
    }

    /// Lets the signals do again what they always do.
    pub fn release(&self) {
        self.released.store(true, Ordering::SeqCst);
    }

    /// The number of the signal that came, if one did.
    pub fn caught(&self) -> Option<u8> {
        let mut pairs = SIGNALS.iter().zip(&self.seen);
        let (signal, _) = pairs.find(|(_, seen)| seen.load(Ordering::SeqCst))?;
        u8::try_from(*signal).ok()
    }

    /// Notes that the terminal went away, whether or not the signal that says so has come yet.
    pub fn hang_up(&self) {
        self.seen[0].store(true, Ordering::SeqCst);
    }

    /// An error once a signal has come.
    ///
    /// # Errors
    ///
    /// Then.
    pub fn check(&self) -> io::Result<()> {
        if self.caught().is_some() { Err(io::Error::other(Caught)) } else { Ok(()) }
    }
}

/// A signal came.
#[derive(Debug, thiserror::Error)]
#[error("interrupted by a signal")]
struct Caught;

/// Whether an error stands for a signal.
pub fn is_caught(error: &io::Error) -> bool {
    error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<Caught>)
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

impl<R: Read + AsFd> Read for Heedful<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            self.signals.check()?;
            if wait(&self.input, TICK)? {
                return self.input.read(buffer);
            }
        }
    }
}

/// Whether there is something to read within that time, less than a second; a signal ends the wait early.
///
/// # Errors
///
/// Where the system cannot wait on it.
pub fn wait(input: &impl AsFd, time: Duration) -> io::Result<bool> {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let time = Timespec { tv_sec: 0, tv_nsec: i64::from(time.subsec_nanos()) };
    match poll(&mut [PollFd::new(input, PollFlags::IN)], Some(&time)) {
        Ok(ready) => Ok(ready > 0),
        Err(rustix::io::Errno::INTR) => Ok(false),
        Err(error) => Err(error.into()),
    }
}
