//! What every command that reads answers begins with: the files of one organization, and their result.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::Context;
use crate::answers::gather::{Gathered, gather, read_source};
use crate::answers::{Answers, Settlement};
use crate::assessment::{Assessment, assess};
use crate::error::Error;
use crate::questionnaire::{Catalog, Questionnaire};
use crate::report::{view::View, voices::kept};
use crate::targets::{self, Targets};

/// One organization's answers and their result.
#[derive(Debug)]
pub(super) struct Scored {
    /// The files that were read.
    pub gathered: Gathered,
    /// Their result.
    pub assessment: Assessment,
    /// Where the business wants the mechanisms, where that was given.
    pub targets: Option<Targets>,
}

/// What one edition is drawn from.
pub(super) struct Shown<'a> {
    /// The answers.
    pub answers: Vec<&'a Answers>,
    /// Their result.
    pub assessment: Cow<'a, Assessment>,
    /// How many people were left out.
    pub left_out: usize,
}

impl Scored {
    /// Reads files, and folders of them, as the respondents of one organization, and scores them. What was passed
    /// over and what is doubtful is told on standard error.
    ///
    /// # Errors
    ///
    /// Where one cannot be read or holds nonsense, or where they do not belong together.
    pub(super) fn read(paths: &[PathBuf], context: &mut Context<'_, '_>) -> Result<Self> {
        let catalog = context.catalog()?;
        Self::read_with(paths, &catalog, context)
    }

    /// The same with the questionnaires of a catalog.
    ///
    /// # Errors
    ///
    /// As [`Self::read`].
    pub(super) fn read_with(
        paths: &[PathBuf],
        catalog: &Catalog,
        context: &mut Context<'_, '_>,
    ) -> Result<Self> {
        let gathered = gather(paths, catalog).map_err(Error::from)?;
        for note in &gathered.notes {
            context.note(note);
        }
        context.warn(&gathered.warnings);
        let assessment = assess(&gathered.questionnaire, &gathered.respondents(), gathered.settlement());
        Ok(Self { gathered, assessment, targets: None })
    }

    /// Sets targets beside the result, where a file of them is named.
    ///
    /// # Errors
    ///
    /// Where it cannot be read or holds nonsense.
    pub(super) fn with_targets(mut self, file: Option<&Path>, context: &mut Context<'_, '_>) -> Result<Self> {
        if let Some(file) = file {
            let source = read_source(file).map_err(Error::from)?;
            let loaded = targets::load(&source, self.questionnaire()).map_err(Error::problems)?;
            context.warn(&loaded.warnings);
            self.targets = Some(loaded.value);
        }
        Ok(self)
    }

    /// The questionnaire that all of them answer.
    pub(super) fn questionnaire(&self) -> &Questionnaire {
        &self.gathered.questionnaire
    }

    /// The answers, one for each respondent, in the order of the files.
    pub(super) fn respondents(&self) -> Vec<&Answers> {
        self.gathered.respondents()
    }

    /// What a workshop settled.
    pub(super) fn settlement(&self) -> Option<&Settlement> {
        self.gathered.settlement()
    }

    /// Who was assessed, as the files write it.
    pub(super) fn organization(&self) -> &str {
        self.gathered.files.first().map_or("", |file| file.answers.organization.as_str())
    }

    /// The result as it is shown to people; with a least number, so that nobody's own answer can be told.
    pub(super) fn view(&self, least: Option<usize>) -> View {
        let (questionnaire, settlement) = (self.questionnaire(), self.settlement());
        let shown = self.shown(least);
        let (assessment, answers) = (shown.assessment.as_ref(), &shown.answers);
        let view = match least {
            None => View::new(questionnaire, assessment, answers, settlement),
            Some(least) => {
                View::anonymous(questionnaire, assessment, answers, settlement, least, shown.left_out)
            }
        };
        match &self.targets {
            Some(targets) => view.with_targets(questionnaire, assessment, targets),
            None => view,
        }
    }

    /// The answers that an edition is drawn from, and their result: with a least number without those who have to be
    /// left out, so that nothing is computed from what they said.
    pub(super) fn shown(&self, least: Option<usize>) -> Shown<'_> {
        let answers = self.respondents();
        let kept = match least {
            Some(least) => kept(self.questionnaire(), &answers, least),
            None => answers.clone(),
        };
        let left_out = answers.len() - kept.len();
        let assessment = if left_out == 0 {
            Cow::Borrowed(&self.assessment)
        } else {
            Cow::Owned(assess(self.questionnaire(), &kept, self.settlement()))
        };
        Shown { answers: kept, assessment, left_out }
    }
}
