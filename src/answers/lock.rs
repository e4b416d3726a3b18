//! One interview, or one workshop, on a file at a time.
//!
//! A lock on the answers file itself would die with the first save, which puts another file in its place; so it is
//! held on a sidecar, `.NAME.lock`. The operating system frees it when its holder dies, whatever the sidecar says.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rustix::fs::OFlags;
use rustix::io::Errno;
use thiserror::Error;

/// Why a file could not be locked.
#[derive(Debug, Error)]
pub enum LockError {
    /// Somebody else is working on it.
    #[error("{} is open in another session ({holder})", path.display())]
    Held {
        /// The answers file.
        path: PathBuf,
        /// Process, host and start, as the holder wrote them.
        holder: String,
    },
    /// The sidecar could not be made.
    #[error("the lock {} could not be made: {cause}", path.display())]
    Io {
        /// The sidecar.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
}

/// How often the lock is tried for; each time somebody else has let go of it at the same instant.
const ATTEMPTS: usize = 100;

/// Held while a file is being answered; the sidecar goes when this does.
#[derive(Debug)]
pub struct Lock {
    sidecar: PathBuf,
    file: File,
}

impl Lock {
    /// Takes the lock of an answers file.
    ///
    /// # Errors
    ///
    /// [`LockError::Held`] where another interview has it, naming that one.
    pub fn take(answers: &Path, now: Timestamp) -> Result<Self, LockError> {
        let sidecar = sidecar_of(answers);
        let io = |cause| LockError::Io { path: sidecar.clone(), cause };
        for _ in 0..ATTEMPTS {
            let mut file = open(&sidecar).map_err(io)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    return Err(LockError::Held { path: answers.to_owned(), holder: holder(&mut file) });
                }
                // A file system without locks: going on unlocked is better than refusing every interview there.
                Err(TryLockError::Error(cause)) if cause.kind() == std::io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(cause)) => return Err(io(cause)),
            }
            // The holder before may have removed the sidecar between our opening and our locking it; then we hold
            // a lock on a file without a name, and the next comer would make another.
            if !is_same(&file, &sidecar) {
                continue;
            }
            return Self { sidecar: sidecar.clone(), file }.signed(now).map_err(io);
        }
        Err(io(std::io::Error::other("it is put there and taken away again all the time")))
    }

    /// Says in the sidecar who holds it. Where the disk is full, the lock goes, and its sidecar with it.
    fn signed(mut self, now: Timestamp) -> std::io::Result<Self> {
        self.file.set_len(0)?;
        self.file.rewind()?;
        writeln!(self.file, "process {}\nhost {}\nsince {now}", std::process::id(), host())?;
        Ok(self)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // The name goes while the lock is still held: whoever opened the sidecar before finds it gone and starts
        // over, whoever comes after makes a new one.
        if is_same(&self.file, &self.sidecar) {
            std::fs::remove_file(&self.sidecar).ok();
        }
    }
}

fn sidecar_of(answers: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(answers.file_name().unwrap_or_default());
    name.push(".lock");
    answers.with_file_name(name)
}

/// Opens the sidecar itself, never what a link of that name leads to.
fn open(sidecar: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false).mode(0o600);
    options.custom_flags(OFlags::NOFOLLOW.bits().cast_signed());
    options.open(sidecar).map_err(|cause| match Errno::from_io_error(&cause) {
        Some(Errno::LOOP) => {
            std::io::Error::other("it is a link, where a file of its own belongs; remove it")
        }
        _ => cause,
    })
}

/// Whether the open file still has that name.
fn is_same(file: &File, path: &Path) -> bool {
    match (file.metadata(), std::fs::symlink_metadata(path)) {
        (Ok(open), Ok(named)) => (open.dev(), open.ino()) == (named.dev(), named.ino()),
        _ => false,
    }
}

fn host() -> String {
    crate::text::clean_line(&rustix::system::uname().nodename().to_string_lossy())
}

/// What the sidecar says, on one line.
fn holder(file: &mut File) -> String {
    let mut said = Vec::new();
    // The file is anybody's; a few lines are enough.
    file.take(1000).read_to_end(&mut said).ok();
    let said = String::from_utf8_lossy(&said);
    let parts: Vec<String> =
        said.lines().map(crate::text::clean_line).filter(|line| !line.is_empty()).collect();
    if parts.is_empty() { "it has not said which".to_owned() } else { parts.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    #[test]
    fn the_second_is_refused_and_told_who_holds_it() {
        let folder = tempfile::tempdir().unwrap();
        let answers = folder.path().join("a.yaml");
        let first = Lock::take(&answers, NOW).unwrap();
        let message = Lock::take(&answers, NOW).unwrap_err().to_string();
        assert!(message.contains(&format!("process {}", std::process::id())), "{message}");
        assert!(message.contains("since 1970-01-01T00:00:00Z"), "{message}");
        drop(first);
        assert!(!folder.path().join(".a.yaml.lock").exists());
        drop(Lock::take(&answers, NOW).unwrap());
    }

    #[test]
    fn a_stale_sidecar_is_taken_over() {
        let folder = tempfile::tempdir().unwrap();
        let answers = folder.path().join("a.yaml");
        std::fs::write(
            folder.path().join(".a.yaml.lock"),
            "process 1\nhost \u{1b}[2Jx\nsince ever\n and ever\n",
        )
        .unwrap();
        let lock = Lock::take(&answers, NOW).unwrap();
        let text = std::fs::read_to_string(folder.path().join(".a.yaml.lock")).unwrap();
        assert!(text.starts_with(&format!("process {}\n", std::process::id())), "{text}");
        assert!(!text.contains("ever"), "{text}");
        drop(lock);
    }

    #[test]
    fn a_link_in_its_place_is_refused_and_not_followed() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let (answers, aim) = (folder.path().join("a.yaml"), folder.path().join("aim"));
        symlink(&aim, folder.path().join(".a.yaml.lock")).unwrap();
        for there in [false, true] {
            let message = Lock::take(&answers, NOW).unwrap_err().to_string();
            assert!(message.contains("it is a link") && message.contains("remove it"), "{message}");
            assert_eq!(aim.exists(), there, "it was made through the link");
            std::fs::write(&aim, "kept").unwrap();
        }
        assert_eq!(std::fs::read(&aim).unwrap(), b"kept");
    }

    #[test]
    fn a_sidecar_that_cannot_be_written_does_not_stay() {
        let folder = tempfile::tempdir().unwrap();
        let sidecar = folder.path().join(".a.yaml.lock");
        std::fs::write(&sidecar, "").unwrap();
        // Open for reading only, it refuses to be written as a full disk does.
        let lock = Lock { sidecar: sidecar.clone(), file: File::open(&sidecar).unwrap() };
        lock.signed(NOW).unwrap_err();
        assert!(!sidecar.exists());
    }

    #[test]
    fn two_never_hold_it_at_once() {
        use std::sync::atomic::{AtomicUsize, Ordering};
        let folder = tempfile::tempdir().unwrap();
        let answers = folder.path().join("a.yaml");
        let (inside, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..300 {
                        if let Ok(lock) = Lock::take(&answers, NOW) {
                            assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                            taken.fetch_add(1, Ordering::SeqCst);
                            inside.fetch_sub(1, Ordering::SeqCst);
                            drop(lock);
                        }
                    }
                });
            }
        });
        assert!(taken.into_inner() > 0);
    }
}
