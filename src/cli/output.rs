//! Results as files: whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use atomic_write_file::AtomicWriteFile;

/// Writes a file in one step, so that a reader sees the old one or the new one whole. A device such as `/dev/null`
/// is written to and not replaced; a symbolic link stays one.
///
/// # Errors
///
/// What the system says; the old file then stands as it was.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => Err(io::Error::from(io::ErrorKind::IsADirectory)),
        Ok(found) if !found.is_file() => fs::OpenOptions::new().write(true).open(path)?.write_all(bytes),
        Ok(_) => replace(&path.canonicalize()?, bytes),
        Err(_) => replace(path, bytes),
    }
}

/// Writes a file that is not there yet. A device such as `/dev/null` is written to.
///
/// # Errors
///
/// What the system says; [`io::ErrorKind::AlreadyExists`] where anything has the name. No part of a file is left.
pub(super) fn write_new(path: &Path, bytes: &[u8], mode: u32) -> io::Result<()> {
    if fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
        return write_whole(path, bytes);
    }
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(mode).open(path)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).inspect_err(|_| {
        // The error that is told is the first one.
        let _ = fs::remove_file(path);
    })
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = AtomicWriteFile::open(path)?;
    file.write_all(bytes)?;
    file.commit()
}
