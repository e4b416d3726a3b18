//! Results as files: whole or not at all.

use std::fs::{self, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use atomic_write_file::AtomicWriteFile;

use crate::answers::resolve;
use crate::error::Error;

/// Bytes that are written at once.
const BUFFER: usize = 64 * 1024;

/// Writes a file in one step, so that a reader sees the old one or the new one whole. A device such as `/dev/null`
/// is written to and not replaced; a symbolic link stays one, and the file that it leads to is written.
///
/// # Errors
///
/// Where that is not possible: a folder, a file marked read-only, what the system says; the old file then stands as
/// it was.
pub(super) fn write_whole(
    path: &Path,
    draw: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Error> {
    let output = |error| Error::Output { name: path.display().to_string(), error };
    // Asked of the system first: a link such as /dev/stdout can lead to a pipe, which has no path.
    if fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
        return write_into(path, draw).map_err(output);
    }
    // With the mode of the file that it replaces, where there is one.
    replace(&resolve(path)?, draw).map_err(output)
}

/// Writes a file that is not there yet. A device such as `/dev/null` is written to.
///
/// # Errors
///
/// What the system says; [`io::ErrorKind::AlreadyExists`] where anything has the name. No part of a file is left.
pub(super) fn write_new(path: &Path, bytes: &[u8], mode: u32) -> io::Result<()> {
    if fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
        return write_into(path, |out| out.write_all(bytes));
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(mode).open(path)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).inspect_err(|_| {
        // The error that is told is the first one.
        let _ = fs::remove_file(path);
    })
}

fn replace(path: &Path, draw: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut file = AtomicWriteFile::open(path)?;
    buffered(&mut file, draw)?;
    file.commit()
}

fn write_into(device: &Path, draw: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    buffered(&mut OpenOptions::new().write(true).open(device)?, draw)
}

/// Draws through a buffer, so that what is drawn in small pieces is written in large ones.
pub(super) fn buffered(
    out: &mut dyn Write,
    draw: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut buffer = BufWriter::with_capacity(BUFFER, out);
    draw(&mut buffer)?;
    buffer.flush()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn whole(path: &Path, bytes: &[u8]) -> Result<(), Error> {
        write_whole(path, |out| out.write_all(bytes))
    }

    #[test]
    fn what_fails_on_the_way_leaves_the_file_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("result.json");
        whole(&file, b"old").unwrap();
        let error = write_whole(&file, |out| {
            out.write_all(&vec![b'x'; 2 * BUFFER])?;
            Err(io::Error::other("the disk is full"))
        });
        assert_eq!(error.unwrap_err().exit_code(), 4);
        assert_eq!(fs::read(&file).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "and nothing beside it");
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_link_stays_one_wherever_it_leads() {
        let folder = tempfile::tempdir().unwrap();
        let inside = |name: &str| folder.path().join(name);
        symlink("result.json", inside("link")).unwrap();
        whole(&inside("link"), b"one").unwrap();
        assert_eq!(mode(&inside("result.json")) & 0o111, 0, "it has the mode of the link");
        fs::set_permissions(inside("result.json"), PermissionsExt::from_mode(0o640)).unwrap();
        whole(&inside("link"), b"two").unwrap();
        assert_eq!(mode(&inside("result.json")), 0o640);
        assert_eq!(fs::read(inside("result.json")).unwrap(), b"two");
        symlink("absent/result.json", inside("lost")).unwrap();
        assert_eq!(whole(&inside("lost"), b"").unwrap_err().exit_code(), 4);
        for link in ["link", "lost"] {
            assert!(fs::symlink_metadata(inside(link)).unwrap().is_symlink(), "{link}");
        }
    }

    #[test]
    fn what_is_marked_read_only_stays_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("result.json");
        fs::write(&file, "kept").unwrap();
        fs::set_permissions(&file, PermissionsExt::from_mode(0o444)).unwrap();
        let error = whole(&file, b"new").unwrap_err();
        assert_eq!(error.exit_code(), 4);
        assert!(error.to_string().contains("it is marked read-only"), "{error}");
        assert_eq!(fs::read(&file).unwrap(), b"kept");
    }
}
