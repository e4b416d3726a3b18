//! Keys of the terminal, one at a time, without ever holding up a redraw or a signal.
//!
//! The terminal is raw for as long as [`RawMode`] lives; waiting is a poll with a time limit, and a key is read only
//! once there is one, so that nothing competes with the prompts that read by themselves.

use std::io;

use dialoguer::console::{Key, Term};
use rustix::termios::{OptionalActions, QueueSelector, Termios, tcflush, tcgetattr, tcsetattr};

use super::screen::Size;
use super::signals::{Signals, TICK, wait};

/// Puts the terminal on standard input into raw mode, and back when dropped.
#[derive(Debug)]
pub struct RawMode(Termios);

impl RawMode {
    /// No echo, no line editing, no signal keys; output as it was.
    ///
    /// # Errors
    ///
    /// Where standard input is no terminal.
    pub fn enter() -> io::Result<Self> {
        let stdin = io::stdin();
        let before = tcgetattr(&stdin)?;
        let mut raw = before.clone();
        raw.make_raw();
        raw.output_modes = before.output_modes;
        tcsetattr(&stdin, OptionalActions::Drain, &raw)?;
        Ok(Self(before))
    }
}

impl Drop for RawMode {
    fn drop(&mut self) {
        tcsetattr(io::stdin(), OptionalActions::Now, &self.0).ok();
    }
}

/// Forgets keys that were pressed and not read: the rest of a pasted text is no answer to the next question.
pub fn forget_pending() {
    tcflush(io::stdin(), QueueSelector::IFlush).ok();
}

/// What a wait for a key brought.
#[derive(Debug, PartialEq, Eq)]
pub enum Event {
    /// A key.
    Key(Key),
    /// The terminal has another size now.
    Resized,
}

/// Waits for a key, or for the terminal to leave this size.
///
/// # Errors
///
/// Where a signal came, or the terminal is gone.
pub fn next(term: &Term, size: Size, signals: &Signals) -> io::Result<Event> {
    loop {
        signals.check()?;
        if wait(&io::stdin(), TICK)? {
            return term.read_key_raw().map(Event::Key);
        }
        if size_of(term) != size {
            return Ok(Event::Resized);
        }
    }
}

/// The terminal's size now.
pub fn size_of(term: &Term) -> Size {
    let (rows, columns) = term.size();
    Size { rows: usize::from(rows), columns: usize::from(columns) }
}
