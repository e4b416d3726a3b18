//! Keeping an answers file, or a settlement, on disk: every save is whole and durable, or the old file stands as it was.

use std::io::Write;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use atomic_write_file::unix::OpenOptionsExt as _;
use thiserror::Error;

use crate::questionnaire::Questionnaire;
use crate::source::MAX_BYTES;

/// Why a file could not be saved. What stood there before still does.
#[derive(Debug, Error)]
pub enum SaveError {
    /// The name stands for a folder.
    #[error("{0} is a folder; name a file in it")]
    IsFolder(PathBuf),
    /// A device, a pipe or a socket, which a rename would replace.
    #[error("{0} is not a regular file")]
    NotRegular(PathBuf),
    /// Larger than what is read back.
    #[error("{0} would be larger than {mib} MiB", mib = MAX_BYTES >> 20)]
    TooLarge(PathBuf),
    /// The operating system refused.
    #[error("{path} could not be written: {cause}")]
    Io {
        /// The file meant.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// What was to be saved could not be put as YAML.
    #[error("{path} could not be written: {cause}")]
    Yaml {
        /// The file meant.
        path: PathBuf,
        /// What the serializer said.
        cause: serde_saphyr::ser::Error,
    },
}

impl From<SaveError> for crate::error::Error {
    fn from(error: SaveError) -> Self {
        let message = error.to_string();
        let (path, error) = match error {
            SaveError::IsFolder(path) => (path, std::io::Error::other("it is a folder; name a file in it")),
            SaveError::NotRegular(path) => (path, std::io::Error::other("it is not a regular file")),
            SaveError::TooLarge(path) => (path, std::io::Error::from(std::io::ErrorKind::FileTooLarge)),
            SaveError::Io { path, cause } => (path, cause),
            SaveError::Yaml { path, .. } => (path, std::io::Error::other(message)),
        };
        Self::Output { name: path.display().to_string(), error }
    }
}

/// What people work on prompt by prompt, and can be saved after each.
pub trait Document {
    /// It as a YAML document.
    ///
    /// # Errors
    ///
    /// Where the serializer refuses a value, which no validated value gives it cause to.
    fn to_yaml(&self, questionnaire: &Questionnaire) -> Result<String, serde_saphyr::ser::Error>;
}

/// One file as a place to save to.
#[derive(Debug)]
pub struct Store<'q> {
    path: PathBuf,
    questionnaire: &'q Questionnaire,
}

impl<'q> Store<'q> {
    /// The file at this path, symbolic links followed, so that a link stays one.
    ///
    /// # Errors
    ///
    /// Where the path cannot hold a file: a folder, a device, a link that runs in a circle, no such folder.
    pub fn at(path: &Path, questionnaire: &'q Questionnaire) -> Result<Self, SaveError> {
        Ok(Self { path: resolve(path)?, questionnaire })
    }

    /// Where it goes.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts a document on disk, whole and durable.
    ///
    /// # Errors
    ///
    /// Where that is not possible; the file is then as it was.
    pub fn save(&self, document: &impl Document) -> Result<(), SaveError> {
        let yaml = document
            .to_yaml(self.questionnaire)
            .map_err(|cause| SaveError::Yaml { path: self.path.clone(), cause })?;
        if yaml.len() as u64 > MAX_BYTES {
            return Err(SaveError::TooLarge(self.path.clone()));
        }
        replace(&self.path, yaml.as_bytes())
    }
}

/// Puts a file in place in one step: a temporary file beside it, flushed to the disk, takes its name, and the
/// folder is flushed too. Only its owner can read it.
///
/// # Errors
///
/// Where a part of that fails; the old file, if any, is untouched.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    check_target(path)?;
    let io = |cause| SaveError::Io { path: path.to_owned(), cause };
    let mut options = atomic_write_file::OpenOptions::new();
    options.mode(0o600).preserve_mode(false);
    let mut file = options.open(path).map_err(io)?;
    file.write_all(bytes).map_err(io)?;
    file.commit().map_err(io)
}

/// Refuses what a rename would wrongly replace, and a file that its owner has closed against writing.
fn check_target(path: &Path) -> Result<(), SaveError> {
    let io = |cause| SaveError::Io { path: path.to_owned(), cause };
    match std::fs::metadata(path) {
        Ok(found) if found.is_dir() => Err(SaveError::IsFolder(path.to_owned())),
        Ok(found) if !found.is_file() => Err(SaveError::NotRegular(path.to_owned())),
        Ok(found) if found.permissions().readonly() => {
            Err(io(std::io::Error::new(std::io::ErrorKind::PermissionDenied, "it is marked read-only")))
        }
        Ok(_) => Ok(()),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(cause) => Err(io(cause)),
    }
}

/// The file that a path leads to, whether it exists or not, in its folder's real place.
///
/// # Errors
///
/// Where it leads to a folder, a device, a file marked read-only, round in a circle, or into no folder.
pub(crate) fn resolve(path: &Path) -> Result<PathBuf, SaveError> {
    let io = |cause| SaveError::Io { path: path.to_owned(), cause };
    let mut file = path.to_owned();
    // As many links as Linux itself follows.
    for _ in 0..40 {
        if !std::fs::symlink_metadata(&file).is_ok_and(|found| found.is_symlink()) {
            check_target(&file)?;
            let Some(name) = file.file_name() else {
                return Err(SaveError::IsFolder(path.to_owned()));
            };
            return Ok(folder_of(&file).canonicalize().map_err(io)?.join(name));
        }
        file = folder_of(&file).join(std::fs::read_link(&file).map_err(io)?);
    }
    Err(io(std::io::Error::other("its symbolic links run in a circle")))
}

/// The folder that a file stands in; the current one for a bare name.
fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_save_leaves_the_file_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.yaml");
        replace(&file, b"one").unwrap();
        replace(&file, b"two").unwrap();
        assert_eq!(std::fs::read(&file).unwrap(), b"two");
        assert_eq!(names(folder.path()), ["a.yaml"]);
    }

    #[test]
    fn only_the_owner_reads_it_and_a_link_stays_a_link() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("a.yaml"), folder.path().join("link.yaml"));
        symlink("a.yaml", &link).unwrap();
        for _ in 0..2 {
            let real = resolve(&link).unwrap();
            assert_eq!(real, file.parent().unwrap().canonicalize().unwrap().join("a.yaml"));
            replace(&real, b"text").unwrap();
            std::fs::set_permissions(&file, PermissionsExt::from_mode(0o644)).unwrap();
            replace(&real, b"text").unwrap();
        }
        assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn what_cannot_be_written_is_refused_and_left_alone() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let inside = |name: &str| folder.path().join(name);
        assert!(matches!(resolve(folder.path()), Err(SaveError::IsFolder(_))));
        assert!(matches!(replace(folder.path(), b""), Err(SaveError::IsFolder(_))));
        assert!(matches!(resolve(Path::new("/dev/null")), Err(SaveError::NotRegular(_))));
        assert!(matches!(resolve(&inside("absent/a.yaml")), Err(SaveError::Io { .. })));
        assert!(matches!(replace(&inside(&"x".repeat(300)), b""), Err(SaveError::Io { .. })));
        symlink("round", inside("round")).unwrap();
        assert!(matches!(resolve(&inside("round")), Err(SaveError::Io { .. })));

        std::fs::write(inside("a.yaml"), "kept").unwrap();
        std::fs::set_permissions(inside("a.yaml"), PermissionsExt::from_mode(0o400)).unwrap();
        assert!(matches!(replace(&inside("a.yaml"), b"new"), Err(SaveError::Io { .. })));
        assert_eq!(std::fs::read(inside("a.yaml")).unwrap(), b"kept");
    }
}
