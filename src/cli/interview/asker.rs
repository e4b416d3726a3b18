//! From the command line to a sitting: what is not given is asked, the file is found, locked and read.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;

use super::{Arguments, Sat};
use crate::answers::gather::read_source;
use crate::answers::{Answers, Entry, Lock, QuestionnaireRef, Respondent, Store, load, to_yaml};
use crate::cli::sitting::{clock, has_comments, lock_error};
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::framework::{Scope, Status};
use crate::interview::{self, ConfirmAsk, Machine, MenuAsk, Prompter, Said, Setting, TextAsk};
use crate::questionnaire::{Catalog, Questionnaire};
use crate::text::{clean_line, count, slug};

/// Asks for what the command line does not say, finds the file, and holds the sitting.
pub(super) struct Asker<'a> {
    pub arguments: &'a Arguments,
    pub catalog: &'a Catalog,
    pub questionnaire: &'a Arc<Questionnaire>,
    /// The role, by index, once known; the organization likewise.
    pub role: Option<usize>,
    pub organization: Option<String>,
}

impl Asker<'_> {
    /// Holds the sitting, from the first prompt to the last.
    pub fn sit(&mut self, prompter: &mut dyn Prompter) -> Result<Sat> {
        let path = match &self.arguments.output {
            Some(path) if path.as_os_str() == "-" => {
                return Err(
                    Error::Usage("an interview is saved again and again: -o takes a file".into()).into()
                );
            }
            Some(path) => path.clone(),
            None => self.default_path(prompter)?,
        };
        let store = Store::at(&path, self.questionnaire).map_err(Error::from)?;
        let now = clock()?;
        let _lock = Lock::take(store.path(), now()).map_err(lock_error)?;
        let mut remarks = Vec::new();
        let resumed = std::fs::symlink_metadata(store.path()).is_ok();
        let answers = if resumed {
            let answers = self.resume(&path, &mut remarks)?;
            if self.arguments.output.is_none() {
                self.consent(&path, &answers, prompter)?;
            }
            self.scoped(answers, prompter)?
        } else {
            self.begin(prompter)?
        };
        let baseline =
            self.arguments.baseline.as_ref().map(|path| self.baseline(path, &answers)).transpose()?;
        let mut machine = Machine::new(self.questionnaire, answers, baseline);
        if machine.route().next().is_none() {
            let role = &self.questionnaire.roles[machine.answers().respondent.role].id;
            return Err(Error::Usage(format!("no question of this interview is for the role {role}")).into());
        }
        let file = clean_line(&path.display().to_string());
        let show_levels = self.arguments.show_levels;
        let setting = Setting { file: &file, resumed, remarks: &remarks, show_levels, now: &*now };
        let mut save = store;
        let outcome = interview::run(&mut machine, prompter, &mut save, &setting);
        Ok(Sat {
            outcome: outcome.map_err(anyhow::Error::from),
            file: Some(path).filter(|path| path.exists()),
            answered: machine.answered().count(),
            asked: machine.route().count(),
        })
    }

    /// `ORGANIZATION-ROLE[-NAME].yaml`, once both are known.
    fn default_path(&mut self, prompter: &mut dyn Prompter) -> Result<PathBuf> {
        let organization = self.organization(prompter)?;
        let role = self.role(prompter)?;
        let role = &self.questionnaire.roles[role].id;
        let parts = [Some(organization.as_str()), Some(role), self.arguments.name.as_deref()];
        let parts: Vec<String> = parts.into_iter().flatten().map(named).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        Ok(PathBuf::from(format!("{}.yaml", parts.join("-"))))
    }

    fn organization(&mut self, prompter: &mut dyn Prompter) -> Result<String> {
        if let Some(given) = &self.arguments.organization {
            let given = clean_line(given);
            if given.is_empty() {
                return Err(Error::Usage("--organization needs a name".into()).into());
            }
            return Ok(given);
        }
        while self.organization.is_none() {
            let lines = vec!["Which organization is this about?".to_owned()];
            let ask = TextAsk { lines, prompt: "Organization", ..TextAsk::default() };
            if let Said::Text(name) = prompter.text(&ask)? {
                self.organization = Some(clean_line(&name)).filter(|name| !name.is_empty());
            }
        }
        Ok(self.organization.clone().unwrap_or_default())
    }

    fn role(&mut self, prompter: &mut dyn Prompter) -> Result<usize> {
        while self.role.is_none() {
            let items =
                self.questionnaire.roles.iter().map(|role| format!("{} ({})", role.name, role.id)).collect();
            let lines = vec!["Each role is asked what it can know.".to_owned()];
            self.role = prompter.menu(&MenuAsk { lines, prompt: "What is your role?", items, default: 0 })?;
        }
        Ok(self.role.unwrap_or_default())
    }

    fn begin(&mut self, prompter: &mut dyn Prompter) -> Result<Answers> {
        let organization = self.organization(prompter)?;
        let role = self.role(prompter)?;
        let questionnaire = self.questionnaire;
        let name = |text: &Option<String>| text.as_deref().map(clean_line).filter(|text| !text.is_empty());
        Ok(Answers {
            questionnaire: QuestionnaireRef::to(questionnaire),
            organization,
            scope: if self.arguments.quick { Scope::Quick } else { Scope::Full },
            respondent: Respondent { role, name: name(&self.arguments.name) },
            interviewer: name(&self.arguments.interviewer),
            status: Status::Draft,
            started: None,
            updated: None,
            entries: vec![Entry::default(); questionnaire.questions.len()],
            withdrawn: Vec::new(),
        })
    }

    /// The answers so far. A file that does not load is left as it is.
    fn resume(&self, path: &Path, remarks: &mut Vec<String>) -> Result<Answers> {
        let (mut answers, text, warnings) = self.load(path)?;
        remarks.extend(warnings.iter().map(|warning| format!("Warning: {}.", warning.message)));
        if has_comments(&text) && to_yaml(&answers, self.questionnaire).ok().as_deref() != Some(&text) {
            remarks.push(
                "The file has comments (after #). The first save loses them: copy them first.".to_owned(),
            );
        }
        self.agrees(path, &answers)?;
        if answers.questionnaire.version < self.questionnaire.version {
            // Ids keep their meaning within a major version, and new answers are to the questions of this one.
            answers.questionnaire = QuestionnaireRef::to(self.questionnaire);
        }
        let given = |text: &Option<String>| text.as_deref().map(clean_line).filter(|text| !text.is_empty());
        answers.interviewer = given(&self.arguments.interviewer).or(answers.interviewer);
        answers.respondent.name = answers.respondent.name.or(given(&self.arguments.name));
        Ok(answers)
    }

    /// Without --quick a quick interview can go on as the full one; what was answered stays answered.
    fn scoped(&self, mut answers: Answers, prompter: &mut dyn Prompter) -> Result<Answers> {
        let role = answers.respondent.role;
        let open = |quick: bool| {
            let asked =
                self.questionnaire.questions.iter().filter(|one| one.open_to(role) && (one.quick || !quick));
            asked.count()
        };
        if self.arguments.quick || answers.scope == Scope::Full || open(true) == open(false) {
            return Ok(answers);
        }
        let ask = MenuAsk {
            lines: vec!["This is a quick interview.".to_owned()],
            prompt: "Go on with",
            items: vec![
                format!("the quick one, {}", count(open(true), "question")),
                format!("the full one, {}; what is answered stays answered", count(open(false), "question")),
            ],
            default: 0,
        };
        if prompter.menu(&ask)? == Some(1) {
            answers.scope = Scope::Full;
            answers.status = Status::Draft;
        }
        Ok(answers)
    }

    fn load(&self, path: &Path) -> Result<(Answers, String, Vec<Diagnostic>)> {
        let source = read_source(path).map_err(Error::from)?;
        let loaded = load::load(&source, self.catalog).map_err(Error::problems)?;
        Ok((loaded.value.answers, source.text.clone(), loaded.warnings))
    }

    /// Whether the command line, and what was typed in its place, say the same as the file that it resumes.
    fn agrees(&self, path: &Path, answers: &Answers) -> Result<()> {
        let arguments = self.arguments;
        let held = |option: &str, asked: &str, held: &str| {
            let message = format!(
                "{option} {asked} does not fit {}, which is for {held}; -o names another file",
                path.display()
            );
            Err(Error::Usage(message).into())
        };
        let roles = &self.questionnaire.roles;
        if let Some(asked) = self.role.filter(|&asked| asked != answers.respondent.role) {
            let option = if arguments.role.is_some() { "--role" } else { "the role" };
            return held(option, &roles[asked].id, &roles[answers.respondent.role].id);
        }
        let asked = arguments.organization.as_deref().map(clean_line).or_else(|| self.organization.clone());
        if let Some(asked) = asked.filter(|asked| *asked != answers.organization) {
            let option = if arguments.organization.is_some() { "--organization" } else { "the organization" };
            return held(option, &asked, &answers.organization);
        }
        if let (Some(asked), Some(name)) = (&arguments.name, &answers.respondent.name)
            && clean_line(asked) != *name
        {
            return held("--name", asked, name);
        }
        if arguments.quick && answers.scope == Scope::Full {
            let message = format!("{} is a full interview; without --quick it goes on", path.display());
            return Err(Error::Usage(message).into());
        }
        Ok(())
    }

    /// Asks before a file that was not named is gone on with.
    fn consent(&self, path: &Path, answers: &Answers, prompter: &mut dyn Prompter) -> Result<()> {
        let role = &self.questionnaire.roles[answers.respondent.role].name;
        let whose = format!("{role} at {}", answers.organization);
        let lines = vec![format!("{} is there already: {whose}.", path.display())];
        if prompter.confirm(&ConfirmAsk { lines, prompt: "Go on with it?", default: true })? {
            return Ok(());
        }
        Err(Error::Usage(format!("{} was left as it is; -o names another file", path.display())).into())
    }

    fn baseline(&self, path: &Path, answers: &Answers) -> Result<Answers> {
        if let Some(own) = &self.arguments.output
            && own.canonicalize().is_ok_and(|own| path.canonicalize().is_ok_and(|other| own == other))
        {
            let message = format!("--baseline {} is the file that is being answered", path.display());
            return Err(Error::Usage(message).into());
        }
        let (baseline, ..) = self.load(path)?;
        let roles = &self.questionnaire.roles;
        if baseline.organization != answers.organization
            || baseline.respondent.role != answers.respondent.role
        {
            let message = format!(
                "--baseline {} is of {} at {}; it has to be the same role's of the same organization",
                path.display(),
                roles[baseline.respondent.role].id,
                baseline.organization,
            );
            return Err(Error::Usage(message).into());
        }
        Ok(baseline)
    }
}

/// A part of a file's name: the slug, else, where a text has no letter or digit, a mark that tells it from others.
fn named(part: &str) -> String {
    let (part, slug) = (clean_line(part), slug(part));
    if !slug.is_empty() || part.is_empty() {
        return short(&slug);
    }
    crate::digest::sha256(&part).trim_start_matches("sha256:").chars().take(8).collect()
}

/// At most 60 bytes of it: the names of files end at 255.
fn short(slug: &str) -> String {
    slug.char_indices().take_while(|(at, c)| at + c.len_utf8() <= 60).map(|(_, c)| c).collect()
}
