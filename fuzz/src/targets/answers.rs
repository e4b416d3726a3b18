//! A folder of answers, loaded, written again, scored and drawn in every format that is text.

use std::sync::{Arc, LazyLock};

use equipoise::answers::{self, Answers, AnswersFile, load};
use equipoise::assessment::{Assessment, assess, explain};
use equipoise::questionnaire::{Catalog, Questionnaire};
use equipoise::report::align::{self, Edition, Report};
use equipoise::report::csv::{self as tables, Table};
use equipoise::report::record::Record;
use equipoise::report::terminal::{self, Extent, Options};
use equipoise::report::view::View;
use equipoise::report::voices::kept;
use equipoise::report::{agenda, explain as explained, html, json, markdown};
use equipoise::source::Source;

use super::{BUILT_IN, SECRET, World, drawn, files, holds, loaded, source, turn};

/// Columns of the terminal.
const WIDTH: usize = 80;

/// Runs the target.
pub fn run(bytes: &[u8]) {
    let world = World::of(bytes);
    let (questionnaire, catalog) = (&*world.questionnaire, world.catalog());
    let read = |file: &[u8]| loaded(load::load(&source("answers.yaml", file)?, &catalog));
    let mut found: Vec<AnswersFile> = files(bytes).into_iter().filter_map(read).collect();
    for file in &found {
        stays_the_same(&file.answers, questionnaire, &catalog);
    }
    let Some(organization) = found.first().map(|file| file.answers.organization.clone()) else { return };
    found.retain(|file| file.answers.organization == organization);
    let respondents: Vec<&Answers> = found.iter().map(|file| &file.answers).collect();
    let assessment = assess(questionnaire, &respondents, None);
    holds::within_bounds(&assessment, false);
    let turned: Vec<&Answers> = respondents.iter().rev().copied().collect();
    assert!(assessment == assess(questionnaire, &turned, None), "the order of files changed the result");
    let result = Result { questionnaire, respondents: &respondents, assessment: &assessment };
    let drawings = [
        Result::on_a_terminal,
        Result::as_a_page,
        Result::aligned,
        Result::for_a_meeting,
        Result::for_machines,
        Result::anonymous,
    ];
    drawings[turn(bytes, drawings.len())](&result);
}

/// What loads and is written again loads to the same, in the same text.
fn stays_the_same(answers: &Answers, questionnaire: &Questionnaire, catalog: &Catalog) {
    let text = answers::to_yaml(answers, questionnaire).expect("validated answers can be written");
    let again = Arc::new(Source::new("again.yaml", text.as_str()));
    let again = load::load(&again, catalog).unwrap_or_else(|found| panic!("{found:?} in {text}"));
    assert_eq!(again.value.answers, *answers, "{text}");
    assert_eq!(answers::to_yaml(&again.value.answers, questionnaire).expect("as before"), text);
    assert_eq!(
        answers::digest(&again.value.answers, questionnaire),
        answers::digest(answers, questionnaire),
        "{text}"
    );
}

struct Result<'a> {
    questionnaire: &'a Questionnaire,
    respondents: &'a [&'a Answers],
    assessment: &'a Assessment,
}

impl Result<'_> {
    fn organization(&self) -> &str {
        &self.respondents[0].organization
    }

    fn material(&self) -> align::Material<'_> {
        let Self { questionnaire, respondents, assessment } = *self;
        align::Material { questionnaire, assessment, answers: respondents, settlement: None }
    }

    fn view(&self) -> View {
        View::new(self.questionnaire, self.assessment, self.respondents, None)
    }

    fn on_a_terminal(&self) {
        let view = self.view();
        for width in [60, 200] {
            holds::fits_a_terminal(&on_terminal(&view, width), width);
        }
    }

    /// As markdown too.
    fn as_a_page(&self) {
        let view = self.view();
        holds::is_markdown(&drawn(|out| markdown::write(out, &view, true)));
        holds::is_page(&page(&view), &CALM_PAGE);
    }

    /// Who sees it differently.
    fn aligned(&self) {
        for edition in Edition::ALL {
            let report = Report::new(self.material(), edition);
            let view = report.view();
            holds::fits_a_terminal(&drawn(|out| align::write(out, &view, WIDTH, false)), WIDTH);
            holds::is_markdown(&align::markdown(&view));
            holds::is_json(&drawn(|out| align::write_json(out, &report)));
        }
    }

    /// What is decided next, and why a number is what it is.
    fn for_a_meeting(&self) {
        let Self { questionnaire, respondents, assessment } = *self;
        let agenda = agenda::Agenda::new(questionnaire, assessment, respondents, None, 90);
        holds::is_clean(&agenda::terminal(&agenda, WIDTH, false));
        holds::is_markdown(&agenda::markdown(&agenda));
        for what in ["overall", "social", "culture", questionnaire.questions[0].id.as_str()] {
            let target = explained::target(questionnaire, what).expect("it is there");
            let explanation = explain(questionnaire, respondents, None, assessment, target);
            holds::is_clean(&drawn(|out| explained::write(out, questionnaire, &explanation, WIDTH, false)));
        }
    }

    /// JSON and tables.
    fn for_machines(&self) {
        let Self { questionnaire, respondents, assessment } = *self;
        let organization = self.organization();
        let json = holds::is_json(&drawn(|out| json::write(out, questionnaire, organization, assessment)));
        assert_eq!(json["organization"], organization);
        let record = Record::new(questionnaire, organization, assessment, respondents);
        for table in Table::ALL {
            holds::is_table(&drawn(|out| tables::write(out, &record, table)));
        }
    }

    /// No name and no free text of a respondent is in an anonymous edition.
    fn anonymous(&self) {
        let Self { questionnaire, respondents, .. } = *self;
        let shown = kept(questionnaire, respondents, 2);
        let (left_out, assessment) = (respondents.len() - shown.len(), assess(questionnaire, &shown, None));
        let view = View::anonymous(questionnaire, &assessment, &shown, None, 2, left_out);
        let edition = Result { questionnaire, respondents: &shown, assessment: &assessment };
        let report = Report::anonymous(edition.material(), 2, left_out).view();
        let editions = [
            on_terminal(&view, WIDTH),
            drawn(|out| markdown::write(out, &view, true)),
            page(&view),
            drawn(|out| align::write(out, &report, WIDTH, false)),
            align::markdown(&report),
        ];
        for text in editions {
            holds::is_clean(&text);
            assert!(self.organization().contains(SECRET) || !text.contains(SECRET), "{text}");
        }
    }
}

fn on_terminal(view: &View, width: usize) -> String {
    drawn(|out| terminal::write(out, view, Options { width, colour: false, extent: Extent::Detail }))
}

fn page(view: &View) -> String {
    drawn(|out| html::write(out, view, &html::Options::default()))
}

/// A page with all parts that a page can have.
static CALM_PAGE: LazyLock<String> = LazyLock::new(|| {
    let (questionnaire, answers) = (&BUILT_IN.questionnaire, BUILT_IN.respondents());
    page(&View::new(questionnaire, &assess(questionnaire, &answers, None), &answers, None))
});
