//! Which questionnaire the answers of a point in time are read under: the one that asked them, where it was given.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;
use semver::Version;

use super::Context;
use super::scored::Scored;
use crate::answers::gather::named;
use crate::diagnostic::{Code, Diagnostic};
use crate::error::Error;
use crate::questionnaire::{Catalog, Questionnaire};

/// The questionnaires of earlier points, and the one that stands where none of them fits.
#[derive(Debug)]
pub(super) struct Versions<'a> {
    shared: &'a Catalog,
    earlier: Vec<Arc<Questionnaire>>,
}

impl<'a> Versions<'a> {
    /// Reads the questionnaires named by `--before-questionnaire`.
    ///
    /// # Errors
    ///
    /// Where one does not exist or makes no sense.
    pub(super) fn read(named: &[String], shared: &'a Catalog, context: &mut Context<'_, '_>) -> Result<Self> {
        let earlier: Result<_> = named.iter().map(|one| context.named_questionnaire(one)).collect();
        Ok(Self { shared, earlier: earlier? })
    }

    /// Reads a point under the questionnaire that fits its answers best.
    ///
    /// # Errors
    ///
    /// As [`Scored::read`]; where a question is not known because the answers are older, it says what to do.
    pub(super) fn read_point(&self, paths: &[PathBuf], context: &mut Context<'_, '_>) -> Result<Scored> {
        let own = self.serving(paths).map(Catalog::of);
        Scored::read_with(paths, own.as_ref().unwrap_or(self.shared), context)
            .map_err(|error| self.hint(error, paths))
    }

    /// The oldest of those given that is no older than what was answered; `None` where the shared one is that.
    fn serving(&self, paths: &[PathBuf]) -> Option<Arc<Questionnaire>> {
        if self.earlier.is_empty() {
            return None;
        }
        let (id, version) = newest(paths)?;
        let serves = |one: &&Arc<Questionnaire>| {
            one.id == id && one.version.major == version.major && one.version >= version
        };
        let given = self.earlier.iter().filter(serves).min_by_key(|one| one.version.clone())?;
        let shared = self.shared.find(&id).filter(|one| serves(&one));
        shared.is_none_or(|shared| given.version <= shared.version).then(|| Arc::clone(given))
    }

    /// Says how answers to questions that are not known any more can be read.
    fn hint(&self, error: anyhow::Error, paths: &[PathBuf]) -> anyhow::Error {
        let older = || {
            let (id, version) = newest(paths)?;
            let shared = self.shared.find(&id)?;
            (version < shared.version).then(|| (version, shared.version.clone()))
        };
        let unknown = |problem: &&mut Diagnostic| problem.code == Code::UnknownId;
        match error.downcast::<Error>() {
            Ok(Error::Invalid(mut unusable)) => {
                if let Some(problem) = unusable.problems.iter_mut().rfind(unknown)
                    && let Some((answered, read)) = older()
                {
                    problem.help = Some(format!(
                        "version {answered} was answered and is read under {read}: --before-questionnaire FILE names \
                         the questionnaire of {answered}, which has its own questions"
                    ));
                }
                Error::Invalid(unusable).into()
            }
            Ok(other) => other.into(),
            Err(error) => error,
        }
    }
}

/// The questionnaire that these answers name, and the newest version of it.
fn newest(paths: &[PathBuf]) -> Option<(String, Version)> {
    // Standard input can be read only once.
    let files: Vec<PathBuf> = paths.iter().filter(|path| *path != Path::new("-")).cloned().collect();
    named(&files).into_iter().map(|one| (one.id, one.version)).max_by(|a, b| a.1.cmp(&b.1))
}
