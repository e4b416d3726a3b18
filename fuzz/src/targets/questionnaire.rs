//! A questionnaire of one's own: loaded, shown, sent out as forms, and answered.

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};

use equipoise::answers::{self, Answer, Answers, Entry, Placement, QuestionnaireRef, Respondent};
use equipoise::assessment::assess;
use equipoise::form;
use equipoise::framework::{Evidence, Scope, Status};
use equipoise::questionnaire::{Catalog, Questionnaire, SKELETON, load};
use equipoise::report::questionnaire::{Part, write};
use equipoise::report::{markdown, terminal, view::View};
use equipoise::source::Source;

use super::{drawn, holds, loaded, source, turn};

/// Runs the target.
pub fn run(bytes: &[u8]) {
    let Some(source) = source("questionnaire.yaml", bytes) else { return };
    let Some(questionnaire) = loaded(load::load(&source)) else { return };
    is_sound(&questionnaire);
    comments_mean_nothing(&source, &questionnaire);
    let questionnaire = Arc::new(questionnaire);
    match turn(bytes, 4) {
        0 => answered(&questionnaire),
        1 => sent_out(&questionnaire, None),
        2 => sent_out(&questionnaire, Some(0)),
        _ => shown(&questionnaire),
    }
}

/// What the model promises of every questionnaire that was loaded.
fn is_sound(questionnaire: &Questionnaire) {
    let hex = questionnaire.digest.strip_prefix("sha256:").expect("a digest");
    assert!(hex.len() == 64 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
    assert!(!questionnaire.roles.is_empty() && !questionnaire.mechanisms.is_empty());
    let mut end = 0;
    for mechanism in &questionnaire.mechanisms {
        assert!(mechanism.questions.start == end && mechanism.questions.end > end, "{}", mechanism.id);
        end = mechanism.questions.end;
        is_weight(mechanism.weight);
    }
    questionnaire.kind_weights.into_iter().for_each(is_weight);
    let mut ids = HashSet::new();
    for (index, question) in questionnaire.questions.iter().enumerate() {
        assert_eq!(question.is_outcome(), index >= end, "{}", question.id);
        assert_eq!(question.asked.len(), questionnaire.roles.len());
        assert!(question.requires().is_none_or(|earlier| earlier.question < index));
        assert!(ids.insert(&question.id), "{} is there twice", question.id);
        is_weight(question.weight);
    }
}

fn is_weight(weight: f64) {
    assert!(weight.is_finite() && weight > 0.0, "{weight}");
}

/// The digest is over what a questionnaire means.
fn comments_mean_nothing(source: &Source, questionnaire: &Questionnaire) {
    let commented = Source::new("commented", format!("# a comment\n{}", source.text));
    let again = load::load(&Arc::new(commented)).unwrap_or_else(|found| panic!("{found:?}"));
    assert_eq!(again.value, *questionnaire);
}

/// As a document.
fn shown(questionnaire: &Questionnaire) {
    for (role, width) in [(None, 60), (Some(0), 80)] {
        let document = drawn(|out| write(out, questionnaire, Part::Whole, role, width, false));
        holds::fits_a_terminal(&document, width);
    }
}

/// As a form, and as a file to fill in an editor.
fn sent_out(questionnaire: &Arc<Questionnaire>, role: Option<usize>) {
    let start = form::Start { role, ..form::Start::default() };
    if let Some(page) = form::page(questionnaire, &start).expect("a template") {
        holds::is_page(&page, &CALM_FORM);
    }
    let Some(role) = role else { return };
    holds::is_clean(&form::invitation(questionnaire, role, &start, "form.html").expect("a template"));
    let start = answers::Start { role, organization: None, name: None, scope: Scope::Full, named: None };
    if let Some(sheet) = answers::skeleton(questionnaire, &start) {
        holds::is_clean(&sheet);
        let source = Arc::new(Source::new("sheet.yaml", sheet));
        let loaded = answers::load::load(&source, &Catalog::of(Arc::clone(questionnaire)));
        let loaded = loaded.unwrap_or_else(|found| panic!("{found:?} in {}", source.text));
        assert!(loaded.value.answers.entries.iter().all(Entry::is_empty), "{}", source.text);
    }
}

/// Everybody answers, each a little differently.
fn answered(questionnaire: &Questionnaire) {
    let answers: Vec<Answers> =
        (0..questionnaire.roles.len().min(4)).map(|role| sheet(questionnaire, role)).collect();
    let respondents: Vec<&Answers> = answers.iter().collect();
    let assessment = assess(questionnaire, &respondents, None);
    holds::within_bounds(&assessment, false);
    let view = View::new(questionnaire, &assessment, &respondents, None);
    let options = terminal::Options { width: 80, colour: false, extent: terminal::Extent::Detail };
    holds::fits_a_terminal(&drawn(|out| terminal::write(out, &view, options)), 80);
    holds::is_markdown(&drawn(|out| markdown::write(out, &view, true)));
}

fn sheet(questionnaire: &Questionnaire, role: usize) -> Answers {
    let entry = |number: usize| {
        let question = &questionnaire.questions[number];
        let place = |turn: usize| u8::try_from((number * 7 + role * 3 + turn) % 6).unwrap_or_default();
        let answer = match (number + 2 * role) % 9 {
            7 => Answer::Unknown,
            8 => Answer::NotApplicable,
            _ if question.is_fit() => Answer::Fit(Placement { organization: place(0), security: place(2) }),
            _ => Answer::Level(place(number)),
        };
        let evidence = Some(Evidence::ALL[number % Evidence::ALL.len()]);
        if question.open_to(role) { Entry { evidence, ..Entry::of(answer) } } else { Entry::default() }
    };
    Answers {
        questionnaire: QuestionnaireRef::to(questionnaire),
        organization: "World".to_owned(),
        scope: Scope::Full,
        respondent: Respondent { role, name: None },
        interviewer: None,
        status: Status::Draft,
        started: None,
        updated: None,
        entries: (0..questionnaire.questions.len()).map(entry).collect(),
        withdrawn: Vec::new(),
    }
}

/// A form with all parts that a form can have.
static CALM_FORM: LazyLock<String> = LazyLock::new(|| {
    let questionnaire = load::load(&Arc::new(Source::new("skeleton", SKELETON))).expect("it is sound").value;
    form::page(&questionnaire, &form::Start::default()).expect("a template").expect("questions")
});
