//! The form: one page without a network that a respondent fills in a browser and saves as an answers file.
//!
//! What is asked stands in the page as escaped text and attributes, and its script reads it from there: no text of a
//! questionnaire is ever part of a script. The page's own policy lets nothing run or draw but the two embedded files.

mod policy;
mod sections;

use askama::Template;

use crate::framework::{ANSWERING_RULE, Evidence, Scope};
use crate::interview::{GRADES, about};
use crate::questionnaire::{Questionnaire, Role};
use crate::text::{clean_line, count};
use sections::Section;

const STYLE: &str = include_str!("form/page.css");
/// One script in five files; each knows those before it.
const SCRIPT: &str = concat!(
    include_str!("form/script/model.js"),
    include_str!("form/script/file.js"),
    include_str!("form/script/keep.js"),
    include_str!("form/script/draw.js"),
    include_str!("form/script/page.js"),
);

/// What is known before the form is sent out.
#[derive(Debug, Clone, Default)]
pub struct Start {
    /// Index of the respondent's role; `None` lets the respondent choose.
    pub role: Option<usize>,
    /// The organization, on one line; `None` lets the respondent enter it.
    pub organization: Option<String>,
    /// The respondent's name, on one line; the respondent can change it.
    pub name: Option<String>,
    /// Which questions are asked.
    pub scope: Option<Scope>,
}

impl Start {
    fn scope(&self) -> Scope {
        self.scope.unwrap_or(Scope::Full)
    }
}

/// The form as a page of HTML; `None` where nothing is asked.
///
/// # Errors
///
/// Where the template refuses a value, which no text gives it cause to.
pub fn page(questionnaire: &Questionnaire, start: &Start) -> Result<Option<String>, askama::Error> {
    let sections = sections::of(questionnaire, start.role, start.scope());
    if sections.is_empty() {
        return Ok(None);
    }
    Page::of(questionnaire, start, sections).render().map(Some)
}

/// The text that a role's form is sent out with: what it is, how to go about it, and who sees what.
///
/// # Errors
///
/// Where the template refuses a value, which no text gives it cause to.
pub fn invitation(
    questionnaire: &Questionnaire,
    role: usize,
    start: &Start,
    file: &str,
) -> Result<String, askama::Error> {
    let asked =
        sections::of(questionnaire, Some(role), start.scope()).iter().map(|one| one.questions.len()).sum();
    Invitation {
        title: clean_line(&questionnaire.title),
        organization: start.organization.as_deref(),
        role: clean_line(&questionnaire.roles[role].name),
        extent: extent(asked, start.scope()),
        file,
    }
    .render()
    // The template's last line end is taken off; a text file ends with one.
    .map(|text| text + "\n")
}

#[derive(Template)]
#[template(path = "form/page.html", config = "src/askama.toml")]
struct Page<'a> {
    policy: String,
    style: &'static str,
    script: &'static str,
    title: String,
    heading: String,
    language: String,
    id: &'a str,
    version: String,
    digest: &'a str,
    scope: &'static str,
    organization: Option<&'a str>,
    name: Option<&'a str>,
    role: Option<Named<'a>>,
    roles: Vec<Named<'a>>,
    total: usize,
    extent: String,
    rule: &'static str,
    words: Vec<String>,
    origin: String,
    halves: [Half; 2],
    grades: Vec<Grade>,
    sections: Vec<Section<'a>>,
}

#[derive(Template)]
#[template(path = "form/invitation.txt", config = "src/askama.toml", escape = "none")]
struct Invitation<'a> {
    title: String,
    organization: Option<&'a str>,
    role: String,
    extent: String,
    file: &'a str,
}

/// A role that can be chosen.
struct Named<'a> {
    id: &'a str,
    name: String,
}

/// One of the two places on a fit scale.
struct Half {
    id: &'static str,
    legend: &'static str,
}

/// A grade of evidence that can be chosen.
struct Grade {
    id: &'static str,
    meaning: &'static str,
}

const HALVES: [Half; 2] = [
    Half { id: "organization", legend: "Where the organization stands" },
    Half { id: "security", legend: "Where security practice stands" },
];

impl<'a> Page<'a> {
    fn of(questionnaire: &'a Questionnaire, start: &'a Start, sections: Vec<Section<'a>>) -> Self {
        let total = sections.iter().map(|section| section.questions.len()).sum();
        let role = start.role.map(|role| Named::of(&questionnaire.roles[role]));
        let title = clean_line(&questionnaire.title);
        let heading = match &role {
            Some(role) => format!("{title} · {}", role.name),
            None => title,
        };
        let asked_of =
            |index: usize| sections.iter().flat_map(|one| &one.questions).any(|one| one.asks(index));
        let roles = questionnaire.roles.iter().enumerate();
        Self {
            policy: policy::of(SCRIPT, STYLE),
            style: STYLE,
            script: SCRIPT,
            title: match &start.organization {
                Some(organization) => format!("{organization}: {heading}"),
                None => heading.clone(),
            },
            heading,
            language: clean_line(&questionnaire.language),
            id: &questionnaire.id,
            version: questionnaire.version.to_string(),
            digest: &questionnaire.digest,
            scope: start.scope().id(),
            organization: start.organization.as_deref(),
            name: start.name.as_deref(),
            role,
            roles: roles.filter(|(index, _)| asked_of(*index)).map(|(_, role)| Named::of(role)).collect(),
            total,
            extent: extent(total, start.scope()),
            rule: ANSWERING_RULE,
            words: questionnaire.glossary(),
            origin: format!(
                "{} {}, after {}",
                questionnaire.id,
                questionnaire.version,
                clean_line(&questionnaire.source)
            ),
            halves: HALVES,
            grades: Evidence::ALL.into_iter().zip(GRADES).map(Grade::of).collect(),
            sections,
        }
    }
}

impl<'a> Named<'a> {
    fn of(role: &'a Role) -> Self {
        Self { id: &role.id, name: clean_line(&role.name) }
    }
}

impl Grade {
    fn of((grade, meaning): (Evidence, &'static str)) -> Self {
        Self { id: grade.id(), meaning }
    }
}

/// How many questions there are and about how long they take.
fn extent(questions: usize, scope: Scope) -> String {
    let quick = if scope == Scope::Quick { " of the quick interview" } else { "" };
    format!("{}{quick}, about {}.", count(questions, "question"), about(questions))
}
