//! `equipoise interview`.

use std::fs::File;
use std::io::{BufReader, IsTerminal};
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;
use clap::Args;
use jiff::Timestamp;

use super::{Context, Streams};
use crate::answers::gather::read_source;
use crate::answers::{Answers, Entry, Lock, LockError, QuestionnaireRef, Respondent, Store, load, to_yaml};
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::framework::{Scope, Status};
use crate::interview::signals::{self, Heedful, Signals};
use crate::interview::{
    self, ConfirmAsk, Machine, MenuAsk, Outcome, Plain, PromptError, Prompter, SessionError, Setting,
    Terminal, TextAsk,
};
use crate::questionnaire::{Catalog, Questionnaire};
use crate::text::{clean_line, count, nearest, slug};

/// Answer the questions, one a screen; every answer is saved at once
///
/// Asks one respondent what is asked of the role. The same file again goes on where it was left. Answers stay in
/// that file, on this computer.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  equipoise interview --quick
  equipoise interview --organization 'Marlow Freight' --role hr -o hr.yaml")]
pub(super) struct Arguments {
    /// The answers file, resumed where it exists [default: ORGANIZATION-ROLE[-NAME].yaml, in this folder]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Only the questions of the quick interview
    #[arg(long)]
    quick: bool,
    /// The respondent's role, such as ceo or hr; asked where not given
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    /// The respondent's name, where answers should carry one
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The organization assessed; asked where not given
    #[arg(long, value_name = "NAME")]
    organization: Option<String>,
    /// Who asks, where the respondent does not answer alone
    #[arg(long, value_name = "NAME")]
    interviewer: Option<String>,
    /// Line by line on standard input and output: for screen readers, dumb terminals and pipes
    #[arg(long)]
    plain: bool,
    /// Show the levels 0-5 beside the statements; numerals sway answers
    #[arg(long)]
    show_levels: bool,
    /// The same respondent's answers of last time, shown after each new one
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
}

/// What a sitting left behind.
struct Sat {
    outcome: Result<Outcome>,
    /// Where the answers are; `None` where none were given.
    file: Option<PathBuf>,
    answered: usize,
    asked: usize,
}

pub(super) fn run(arguments: &Arguments, context: &mut Context<'_, '_>) -> Result<ExitCode> {
    let catalog = context.catalog()?;
    let questionnaire = catalog.default_one().map_err(Error::problems)?;
    let role = arguments.role.as_deref().map(|id| role(&questionnaire, id)).transpose()?;
    let signals =
        Signals::note().map_err(|error| Error::Input(format!("signals cannot be noted: {error}")))?;
    let colour = context.colour_err();
    let mut asker =
        Asker { arguments, catalog: &catalog, questionnaire: &questionnaire, role, organization: None };
    let sat = prompted(arguments, context.streams(), &signals, colour, &mut |prompter| asker.sit(prompter))?;
    match sat {
        Some(sat) => conclude(sat, &signals, context),
        None => Ok(ExitCode::SUCCESS),
    }
}

/// Opens the prompter asked for, and has it closed again before anything else is said.
fn prompted(
    arguments: &Arguments,
    streams: &mut Streams<'_>,
    signals: &Signals,
    colour: bool,
    sit: &mut dyn FnMut(&mut dyn Prompter) -> Result<Sat>,
) -> Result<Option<Sat>> {
    let stdin = std::io::stdin();
    let done = if arguments.plain {
        let width = if streams.out_is_terminal { streams.width } else { None };
        // A handle of its own: the buffer of the standard one would hide from a poll what it holds.
        let input = stdin
            .as_fd()
            .try_clone_to_owned()
            .map_err(|error| Error::Input(format!("cannot read: {error}")))?;
        let input = BufReader::new(Heedful::new(File::from(input), signals.clone()));
        sit(&mut Plain::new(input, &mut *streams.out, width))
    } else if stdin.is_terminal() && streams.err_is_terminal {
        let terminal = Terminal::open(signals.clone(), colour)
            .map_err(|error| Error::Usage(format!("the terminal cannot be used ({error}); try --plain")))?;
        sit(&mut { terminal })
    } else {
        let message = "the full screen needs a terminal on standard input and standard error; --plain asks line by line";
        return Err(Error::Usage(message.into()).into());
    };
    match done.map_err(|error| (ended(&error), error)) {
        Ok(sat) => Ok(Some(sat)),
        Err((Ended::Quietly, _)) => Ok(None),
        Err((Ended::BySignal, _)) => {
            Err(Error::Signal(signals.caught().unwrap_or(signals::INTERRUPT)).into())
        }
        Err((Ended::Otherwise, error)) => Err(error),
    }
}

enum Ended {
    Quietly,
    BySignal,
    Otherwise,
}

/// How an error before the first question ends the command.
fn ended(error: &anyhow::Error) -> Ended {
    match error.downcast_ref::<PromptError>() {
        Some(PromptError::EndOfInput) => Ended::Quietly,
        Some(PromptError::Interrupted) => Ended::BySignal,
        Some(PromptError::Failed(_)) | None => Ended::Otherwise,
    }
}

/// Says where the answers are, and ends with the exit code that tells how the sitting ended.
fn conclude(sat: Sat, signals: &Signals, context: &mut Context<'_, '_>) -> Result<ExitCode> {
    let saved = match &sat.file {
        Some(file) => {
            let answered = format!("{} of {} answered", sat.answered, count(sat.asked, "question"));
            format!("{answered}, saved in {}", file.display())
        }
        None => "nothing was answered, and no file was written".to_owned(),
    };
    let shown = sat.file.map(|file| quoted(&file)).unwrap_or_default();
    match sat.outcome {
        Ok(Outcome::Finished { show_score, .. }) => {
            context.note(&saved);
            if show_score && !shown.is_empty() {
                show_score_of(&shown, context);
            }
            Ok(ExitCode::SUCCESS)
        }
        Ok(Outcome::Stopped) => {
            context.note(&saved);
            if !shown.is_empty() {
                context.note(&format!("go on with: equipoise interview -o {shown}"));
            }
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            context.note(&saved);
            match error.downcast::<SessionError>() {
                Ok(SessionError::Interrupted) => {
                    Err(Error::Signal(signals.caught().unwrap_or(signals::INTERRUPT)).into())
                }
                Ok(SessionError::Save(error)) => Err(Error::from(error).into()),
                Ok(error) => Err(Error::Input(error.to_string()).into()),
                Err(error) => Err(error),
            }
        }
    }
}

/// Where the score is drawn once the respondent asked for it.
fn show_score_of(file: &str, context: &mut Context<'_, '_>) {
    context.note(&format!("see the score with: equipoise score {file}"));
}

/// Asks for what the command line does not say, finds the file, and holds the sitting.
struct Asker<'a> {
    arguments: &'a Arguments,
    catalog: &'a Catalog,
    questionnaire: &'a Arc<Questionnaire>,
    role: Option<usize>,
    organization: Option<String>,
}

impl Asker<'_> {
    fn sit(&mut self, prompter: &mut dyn Prompter) -> Result<Sat> {
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
            if self.arguments.output.is_none() {
                consent(&path, prompter)?;
            }
            self.resume(&path, &mut remarks)?
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
        let parts: Vec<String> = parts.into_iter().flatten().map(|part| short(&slug(part))).collect();
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
            let typed = prompter.text(&TextAsk { lines, prompt: "Organization", initial: None })?;
            self.organization = typed.map(|name| clean_line(&name)).filter(|name| !name.is_empty());
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
            questionnaire: reference(questionnaire),
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
            answers.questionnaire = reference(self.questionnaire);
        }
        let given = |text: &Option<String>| text.as_deref().map(clean_line).filter(|text| !text.is_empty());
        answers.interviewer = given(&self.arguments.interviewer).or(answers.interviewer);
        answers.respondent.name = answers.respondent.name.or(given(&self.arguments.name));
        Ok(answers)
    }

    fn load(&self, path: &Path) -> Result<(Answers, String, Vec<Diagnostic>)> {
        let source = read_source(path).map_err(Error::from)?;
        let loaded = load::load(&source, self.catalog).map_err(Error::problems)?;
        Ok((loaded.value.answers, source.text.clone(), loaded.warnings))
    }

    /// Whether the command line says the same as the file that it resumes.
    fn agrees(&self, path: &Path, answers: &Answers) -> Result<()> {
        let arguments = self.arguments;
        let role = &self.questionnaire.roles[answers.respondent.role].id;
        let held = |option: &str, asked: &str, held: &str| {
            let message = format!(
                "{option} {asked} does not fit {}, which is for {held}; -o names another file",
                path.display()
            );
            Err(Error::Usage(message).into())
        };
        if let Some(asked) = arguments.role.as_ref().filter(|asked| *asked != role) {
            return held("--role", asked, role);
        }
        if let Some(asked) =
            arguments.organization.as_ref().filter(|asked| clean_line(asked) != answers.organization)
        {
            return held("--organization", asked, &answers.organization);
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

    fn baseline(&self, path: &Path, answers: &Answers) -> Result<Answers> {
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

/// Asks before a file that was not named is gone on with.
fn consent(path: &Path, prompter: &mut dyn Prompter) -> Result<()> {
    let lines = vec![format!("{} is there already.", path.display())];
    if prompter.confirm(&ConfirmAsk { lines, prompt: "Go on with it?", default: true })? {
        return Ok(());
    }
    Err(Error::Usage(format!("{} was left as it is; -o names another file", path.display())).into())
}

fn reference(questionnaire: &Questionnaire) -> QuestionnaireRef {
    QuestionnaireRef {
        id: questionnaire.id.clone(),
        version: questionnaire.version.clone(),
        digest: Some(questionnaire.digest.clone()),
    }
}

fn role(questionnaire: &Questionnaire, id: &str) -> Result<usize> {
    if let Some(role) = questionnaire.role(id) {
        return Ok(role);
    }
    let ids = || questionnaire.roles.iter().map(|role| role.id.as_str());
    let hint = match nearest(id, ids()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the roles are {}", crate::text::and_list(&ids().collect::<Vec<_>>())),
    };
    Err(Error::Usage(format!("there is no role `{}`; {hint}", clean_line(id))).into())
}

fn lock_error(error: LockError) -> Error {
    match error {
        held @ LockError::Held { .. } => Error::Input(held.to_string()),
        LockError::Io { path, cause } => Error::Output { name: path.display().to_string(), error: cause },
    }
}

/// Whether YAML text may hold a comment: a `#` that begins a line or follows white space.
fn has_comments(text: &str) -> bool {
    text.lines().any(|line| line.trim_start().starts_with('#') || line.contains(" #") || line.contains("\t#"))
}

/// The time: `SOURCE_DATE_EPOCH` where set, so that a run can be repeated to the byte, else the system's.
fn clock() -> Result<Box<dyn Fn() -> Timestamp>> {
    let Some(fixed) = std::env::var_os("SOURCE_DATE_EPOCH").filter(|fixed| !fixed.is_empty()) else {
        return Ok(Box::new(|| {
            let now = Timestamp::now();
            Timestamp::from_second(now.as_second()).unwrap_or(now)
        }));
    };
    let time = fixed
        .to_str()
        .and_then(|text| text.parse().ok())
        .and_then(|second| Timestamp::from_second(second).ok());
    let time = time.ok_or_else(|| Error::Usage("SOURCE_DATE_EPOCH is no number of seconds".into()))?;
    Ok(Box::new(move || time))
}

/// At most 60 bytes of it: the names of files end at 255.
fn short(slug: &str) -> String {
    slug.char_indices().take_while(|(at, c)| at + c.len_utf8() <= 60).map(|(_, c)| c).collect()
}

/// A path as a shell takes it.
fn quoted(path: &Path) -> String {
    let shown = clean_line(&path.display().to_string());
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_');
    if shown.chars().all(plain) { shown } else { format!("'{}'", shown.replace('\'', r"'\''")) }
}
