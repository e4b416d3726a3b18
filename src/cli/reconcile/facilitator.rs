//! From the command line to a workshop: the answers, what is disputed in them, and what was settled before.

use std::path::Path;
use std::sync::Arc;

use anyhow::Result;
use jiff::Timestamp;
use jiff::civil::Date;

use super::{Arguments, Sat};
use crate::answers::gather::read_source;
use crate::answers::{
    Answers, QuestionnaireRef, Settlement, Store, changes, digest, load_settlement, settlement_to_yaml,
};
use crate::assessment::{Assessment, assess};
use crate::cli::Context;
use crate::cli::scored::Scored;
use crate::cli::sitting::has_comments;
use crate::diagnostic::{Code, Diagnostic};
use crate::error::Error;
use crate::interview::Prompter;
use crate::questionnaire::Questionnaire;
use crate::source::Source;
use crate::text::{clean_line, nearest};
use crate::workshop::{self, Item, Setting, Table, Wanted, Workshop, docket};

/// Everything that lies on the table before the group sits down.
pub(super) struct Facilitator<'a> {
    arguments: &'a Arguments,
    scored: Scored,
    /// What was settled in an earlier sitting.
    earlier: Option<Settlement>,
    remarks: Vec<String>,
    /// What is put to the group; empty where nothing is to be settled.
    pub items: Vec<Item>,
}

impl<'a> Facilitator<'a> {
    /// Reads the answers, and what `path` holds where it exists.
    pub(super) fn read(arguments: &'a Arguments, path: &Path, context: &mut Context<'_, '_>) -> Result<Self> {
        let scored = Scored::read(&arguments.files, context)?;
        let mut facilitator =
            Self { arguments, scored, earlier: None, remarks: Vec::new(), items: Vec::new() };
        facilitator.only_settlement(path)?;
        facilitator.resume(path, context)?;
        let respondents = facilitator.scored.respondents();
        // Without what was settled: an agreed level is not known to nobody, and hides what stood before.
        let assessment = assess(facilitator.questionnaire(), &respondents, None);
        let wanted = facilitator.wanted(&assessment)?;
        facilitator.items = docket(
            facilitator.questionnaire(),
            &respondents,
            &assessment,
            &wanted,
            facilitator.earlier.as_ref(),
        );
        Ok(facilitator)
    }

    /// What is said where there is nothing to settle.
    pub(super) fn nothing_to_settle(&self) -> String {
        let what = match self.scored.respondents().len() {
            1 => "one person's answers cannot be disputed".to_owned(),
            _ if self.arguments.all => {
                "the answers do not differ, and nothing is left that nobody knows".to_owned()
            }
            _ => "nothing is disputed".to_owned(),
        };
        let more = if self.arguments.all { "" } else { "--all puts smaller differences too, and " };
        format!("{what}: no file was written; {more}--question ID any question")
    }

    /// Holds the workshop, from the opening to the read-back.
    pub(super) fn sit(
        &self,
        prompter: &mut dyn Prompter,
        path: &Path,
        now: &dyn Fn() -> Timestamp,
    ) -> Result<Sat> {
        let questionnaire = self.questionnaire();
        let mut store = Store::at(path, questionnaire).map_err(Error::from)?;
        let respondents = self.scored.respondents();
        let mut table = Table::new(questionnaire, &respondents);
        if self.arguments.without_notes {
            table = table.without_notes();
        }
        let on_the_table = self.on_the_table();
        let settlement = self.earlier.clone().unwrap_or_else(|| {
            let day = now().to_zoned(jiff::tz::TimeZone::UTC).date();
            self.blank(day, on_the_table.clone())
        });
        let changed: Vec<String> = changes(&settlement.answers, &on_the_table)
            .iter()
            .map(|one| format!("{}: {}", questionnaire.roles[one.role].short, one.how.words(1)))
            .collect();
        let again = !self.arguments.questions.is_empty();
        let mut workshop = Workshop::new(questionnaire, self.items.clone(), settlement, again);
        let file = clean_line(&self.arguments.output.display().to_string());
        let setting = Setting {
            file: &file,
            remarks: &self.remarks,
            answers: on_the_table,
            changed: &changed,
            show_levels: self.arguments.show_levels,
            now,
        };
        let outcome = workshop::run(&mut workshop, &table, prompter, &mut store, &setting);
        let (settled, open) = workshop.tally();
        Ok(Sat { outcome, settled, open, left: workshop.left().count(), saved: path.exists() })
    }

    fn questionnaire(&self) -> &Questionnaire {
        self.scored.questionnaire()
    }

    /// A result takes one settlement: one that lies among the answers has to be the one that is gone on with.
    fn only_settlement(&self, path: &Path) -> Result<()> {
        let Some(found) = &self.scored.gathered.settlement else { return Ok(()) };
        let name = &found.source.name;
        if Path::new(name).canonicalize().is_ok_and(|found| found == path) {
            return Ok(());
        }
        let message = format!(
            "{name} holds a settlement of these answers already, and a result takes only one: go on with -o {name}, or \
             move it elsewhere"
        );
        Err(Error::Usage(message).into())
    }

    /// What was settled so far. A file that does not load, or belongs elsewhere, is left as it is.
    fn resume(&mut self, path: &Path, context: &mut Context<'_, '_>) -> Result<()> {
        if std::fs::symlink_metadata(path).is_err() {
            return Ok(());
        }
        let (mut settlement, source) = match &self.scored.gathered.settlement {
            Some(found) => (found.settlement.clone(), Arc::clone(&found.source)),
            None => self.load(context)?,
        };
        if settlement.organization != self.scored.organization() {
            let message = format!(
                "{} holds what {} settled, and these are the answers of {}; -o names another file",
                self.arguments.output.display(),
                settlement.organization,
                self.scored.organization(),
            );
            return Err(Error::Input(message).into());
        }
        let questionnaire = self.questionnaire();
        let written = settlement_to_yaml(&settlement, questionnaire).ok();
        let loses_comments = has_comments(&source.text) && written.as_deref() != Some(&source.text);
        if settlement.questionnaire.version < questionnaire.version {
            // Ids keep their meaning within a major version.
            settlement.questionnaire = QuestionnaireRef::to(questionnaire);
        }
        if loses_comments {
            self.remarks.push(
                "The file has comments (after #). The first save loses them: copy them first.".to_owned(),
            );
        }
        self.earlier = Some(settlement);
        Ok(())
    }

    fn load(&self, context: &mut Context<'_, '_>) -> Result<(Settlement, Arc<Source>)> {
        let source = read_source(&self.arguments.output).map_err(Error::from)?;
        let loaded = load_settlement(&source, &context.catalog()?);
        if loaded.as_ref().is_err_and(|problems| problems.iter().any(is_answers)) {
            let message = format!(
                "{} holds answers, and stays as it is: what is settled goes into a file of its own; -o names another \
                 file",
                self.arguments.output.display(),
            );
            return Err(Error::Input(message).into());
        }
        let loaded = loaded.map_err(Error::problems)?;
        if loaded.value.questionnaire.id != self.questionnaire().id {
            let message = format!(
                "{} is about the questionnaire {}, and the answers are to {}; -o names another file",
                self.arguments.output.display(),
                loaded.value.questionnaire.id,
                self.questionnaire().id,
            );
            return Err(Error::Input(message).into());
        }
        context.warn(&loaded.warnings);
        Ok((loaded.value.settlement, source))
    }

    fn wanted(&self, assessment: &Assessment) -> Result<Wanted, Error> {
        if self.arguments.questions.is_empty() {
            return Ok(if self.arguments.all { Wanted::Differences } else { Wanted::Disputes });
        }
        let questionnaire = self.questionnaire();
        let mut questions = Vec::new();
        for id in &self.arguments.questions {
            let question = questionnaire.question(id).ok_or_else(|| unknown(questionnaire, id))?;
            if assessment.questions.iter().all(|one| one.question != question) {
                let message = format!("`{id}` is not part of the quick interview that was answered");
                return Err(Error::Usage(message));
            }
            questions.push(question);
        }
        Ok(Wanted::Only(questions))
    }

    /// Role and digest of each answers file.
    fn on_the_table(&self) -> Vec<(usize, String)> {
        let one = |answers: &&Answers| (answers.respondent.role, digest(answers, self.questionnaire()));
        let mut all: Vec<_> = self.scored.respondents().iter().map(one).collect();
        all.sort();
        all
    }

    fn blank(&self, settled_on: Date, answers: Vec<(usize, String)>) -> Settlement {
        Settlement {
            questionnaire: QuestionnaireRef::to(self.questionnaire()),
            organization: self.scored.organization().to_owned(),
            settled_on,
            answers,
            settled: Vec::new(),
        }
    }
}

/// Whether a file failed to load as a settlement because it holds answers.
fn is_answers(problem: &Diagnostic) -> bool {
    problem.code == Code::WrongFormat && problem.message.contains("`equipoise/answers@")
}

fn unknown(questionnaire: &Questionnaire, id: &str) -> Error {
    let hint = match nearest(id, questionnaire.questions.iter().map(|question| question.id.as_str())) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`equipoise questionnaire show` lists them".to_owned(),
    };
    Error::Usage(format!("there is no question `{}`; {hint}", clean_line(id)))
}
