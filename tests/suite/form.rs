//! The form as a file: what stands in it, for whom, and that no text becomes markup. What a browser makes of it is
//! tested in `tests/browser`.

use std::collections::BTreeSet;
use std::fs;

use base64::{Engine, engine::general_purpose::STANDARD};
use equipoise::text::is_hostile;
use sha2::{Digest, Sha256};

use crate::pages::between;
use crate::support::{call, equipoise, fixture, root};

fn page(arguments: &[&str]) -> String {
    call(&[&["form"], arguments].concat()).expect(0).stdout
}

/// The values of an attribute, in the page's order.
fn attributes<'p>(page: &'p str, name: &str) -> Vec<&'p str> {
    let start = format!(" {name}=\"");
    page.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn its_policy_lets_nothing_run_but_the_script_and_the_style_in_it() {
    let page = page(&["--role", "ceo"]);
    let policy = between(&page, "http-equiv=\"Content-Security-Policy\" content=\"", "\"");
    let policy = policy.replace("&#39;", "'").replace("&#x27;", "'");
    let directives: Vec<&str> = policy.split("; ").collect();
    assert_eq!(directives[0], "default-src 'none'");
    assert_eq!(directives[3..], ["img-src data:", "base-uri 'none'", "form-action 'none'"]);
    for (directive, start, end) in
        [("script-src", "<script type=\"module\">", "</script>"), ("style-src", "<style>", "</style>")]
    {
        let named = directives.iter().find(|one| one.starts_with(directive)).unwrap();
        let hash = named.strip_prefix(directive).unwrap().trim().strip_prefix("'sha256-").unwrap();
        let embedded = between(&page, start, end);
        assert_eq!(hash.trim_end_matches('\''), STANDARD.encode(Sha256::digest(embedded)), "{directive}");
    }
    // It stands before all that it governs, and nothing in the page needs what it forbids.
    assert!(page.find("Content-Security-Policy").unwrap() < page.find("<style>").unwrap());
    for forbidden in
        [" style=\"", " onclick", " onload", " onerror", " src=\"", "http:", "https:", "@import", "url("]
    {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    assert_eq!(page.matches("<script").count(), 1);
}

#[test]
fn a_role_is_asked_its_own_questions_and_no_others() {
    let shown = equipoise("questionnaire show --role hr").expect(0).stdout;
    let page = page(&["--role", "hr", "--organization", "Marlow Freight"]);
    let ids = attributes(&page, "data-question");
    assert_eq!(ids.len(), 30);
    assert!(ids.iter().all(|id| shown.contains(id)), "{ids:?}");
    assert!(page.contains("30 questions, about 30 minutes."), "the extent");
    let quick = self::page(&["--role", "hr", "--quick"]);
    let quick_ids = attributes(&quick, "data-question");
    assert!(!quick_ids.is_empty() && quick_ids.len() < 30 && quick_ids.iter().all(|id| ids.contains(id)));
    assert_eq!(attributes(&quick, "data-scope"), ["quick"]);
    // Without a role the page holds every question, each with the roles that it is for, and lets one choose.
    let any = self::page(&[]);
    assert_eq!(attributes(&any, "data-question").len(), 73);
    assert!(any.contains("<select id=\"role\"") && any.contains("<input id=\"organization\""));
    assert!(!page.contains("<select") && !page.contains("<input id=\"organization\""));
    assert!(attributes(&any, "data-role").is_empty() && attributes(&page, "data-role") == ["hr"]);
}

#[test]
fn requirements_stand_in_the_page_where_their_question_does() {
    let tiny = fixture("tiny.yaml");
    let tiny = tiny.to_str().unwrap();
    let page = page(&["-q", tiny, "--role", "ceo"]);
    assert_eq!(attributes(&page, "data-requires"), ["tech.a"]);
    assert_eq!(attributes(&page, "data-requires-level"), ["1"]);
    assert!(page.contains("Only if you ticked the second statement or a later one in question"));
    // Past all that hangs on the same answer, by itself or by what it hangs on.
    let text = fs::read_to_string(root().join("tests/suite/interview/small.yaml")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let small = folder.path().join("small.yaml");
    fs::write(&small, text).unwrap();
    let small = self::page(&["-q", small.to_str().unwrap(), "--role", "ciso"]);
    let ways: Vec<&str> =
        small.split("data-passes=\"").skip(1).map(|way| &way[..way.find('<').unwrap()]).collect();
    assert_eq!(
        ways,
        ["backup.learned\">go on with question 4", "\">go on with question 4", "\">go on with question 6",]
    );
    // What the page does not ask rules nothing out.
    for role in ["ceo", "cio", "ciso", "hr", "it-manager", "legal", "audit"] {
        let page = self::page(&["--role", role]);
        let asked: BTreeSet<&str> = attributes(&page, "data-question").into_iter().collect();
        assert!(attributes(&page, "data-requires").iter().all(|id| asked.contains(id)), "{role}");
    }
}

#[test]
fn it_says_who_sees_what_first_and_shows_no_levels() {
    let page = page(&["--role", "ceo"]);
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text}"));
    assert!(at("Who sees what") < at("How to answer") && at("How to answer") < at("data-question"));
    assert!(page.contains("costs nothing if a colleague knows"));
    // Those who answer are told that a workshop shows what they say, and are not told how to run the assessment.
    assert!(page.contains("Your answers and notes may be shown to the others at the table"));
    assert!(!page.contains("Ask the five") && page.contains("Four words are used throughout."));
    let article = between(&page, "<article", "</article>");
    let words: String =
        article.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect();
    assert!(!words.contains("level") && !words.contains("Level") && !words.contains("0."), "{words}");
    assert!(page.contains("<noscript>"));
}

#[test]
fn texts_stay_texts() {
    let hostile =
        "</script></title><img src=x onerror=alert(1)> \"'`&amp; {{ 7*7 }} {% if x %} \\u{1f512} مرحبا 🔒";
    let quoted = serde_json::Value::from(hostile).to_string();
    let mut text = fs::read_to_string(fixture("tiny.yaml")).unwrap();
    for plain in [
        "\"Tech a?\"",
        "\"Fit?\"",
        "zero",
        "CEO",
        "Tiny",
        "One question of each kind.",
        "open",
        "closed",
        "none",
    ] {
        text = text.replace(plain, &quoted);
    }
    let text = text.replace("purpose: T\n", &format!("purpose: {quoted}\n"));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hostile.yaml");
    fs::write(&path, text).unwrap();
    let named = path.to_str().unwrap();
    let forms = folder.path().join("forms");
    call(&["form", "-q", named, "--all-roles", "--organization", hostile, "-o", forms.to_str().unwrap()])
        .expect(0);
    let single = page(&["-q", named, "--name", hostile, "--organization", hostile]);
    let role = fs::read_to_string(forms.join("ceo.html")).unwrap();
    for page in [&single, &role] {
        assert!(page.contains("{{ 7*7 }} {% if x %}"), "template syntax is text");
        for markup in ["<img", "onerror=alert(1)>", "</script></title>", " \"'`&amp; {{"] {
            assert!(!page.contains(markup), "{markup}");
        }
        assert_eq!((page.matches("<script").count(), page.matches("</script").count()), (1, 1));
        assert_eq!((page.matches("<title").count(), page.matches("</title").count()), (1, 1));
    }
    // The invitation is plain text, on the lines that it has.
    let lines = |name: &str| fs::read_to_string(forms.join(name)).unwrap().lines().count();
    assert_eq!(lines("ceo-invitation.txt"), lines("cio-invitation.txt"));
}

#[test]
fn a_language_that_is_none_hides_nothing() {
    let text = fs::read_to_string(fixture("tiny.yaml")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hostile.yaml");
    fs::write(&path, text.replace("language: en", "language: \"en\\e[2J\\u202e\"")).unwrap();
    let page = page(&["-q", path.to_str().unwrap()]);
    assert!(page.contains("lang=\"en\u{fffd}[2J\u{fffd}\"") && !page.chars().any(is_hostile));
}

#[test]
fn every_role_gets_a_page_and_a_text_to_send_it_with() {
    let folder = tempfile::tempdir().unwrap();
    let forms = folder.path().join("new/forms");
    let arguments =
        ["form", "--all-roles", "--organization", "Marlow Freight", "-o", forms.to_str().unwrap()];
    let done = call(&arguments).expect(0);
    assert!(done.stdout.is_empty() && done.stderr.matches("written: ").count() == 18, "{}", done.stderr);
    let alone = page(&["--role", "legal", "--organization", "Marlow Freight"]);
    assert_eq!(fs::read_to_string(forms.join("legal.html")).unwrap(), alone, "same input, same bytes");
    let invitation = forms.join("legal-invitation.txt");
    insta::assert_snapshot!(fs::read_to_string(&invitation).unwrap());
    assert!(fs::read_to_string(&invitation).unwrap().ends_with("talk about.\n"));
    // An edited text is somebody's work; a page is made anew.
    fs::write(&invitation, "Dear Benedikt").unwrap();
    fs::write(forms.join("legal.html"), "old").unwrap();
    let again = call(&arguments).expect(0);
    assert!(
        again.stderr.contains("legal-invitation.txt is there already and stays as it is"),
        "{}",
        again.stderr
    );
    assert_eq!(fs::read_to_string(&invitation).unwrap(), "Dear Benedikt");
    assert_eq!(fs::read_to_string(forms.join("legal.html")).unwrap(), alone);
}

#[test]
fn wrong_calls_say_what_is_wrong() {
    for (arguments, reason) in [
        (&["--role", "coe"][..], "did you mean `ceo`?"),
        (&["--organization", " "], "--organization needs a name"),
        (&["--all-roles"], "--output"),
        (&["--all-roles", "--role", "ceo", "-o", "x"], "cannot be used with"),
        (&["--all-roles", "--name", "Ann", "-o", "x"], "cannot be used with"),
        (&["--all-roles", "-o", "-"], "-o takes a folder"),
    ] {
        let done = call(&[&["form"], arguments].concat()).expect(2);
        assert!(done.stderr.contains(reason) && done.stdout.is_empty(), "{arguments:?}: {}", done.stderr);
    }
    let inside = root().join("Cargo.toml/forms");
    call(&["form", "--all-roles", "-o", inside.to_str().unwrap()]).expect(4);
}

/// A result must not take the place of answers that a form saved, which begin otherwise than those of the interview.
#[test]
fn saved_answers_are_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let saved = folder.path().join("marlow-freight-ceo.yaml");
    let text =
        "{\n\"format\": \"equipoise/answers@1\",\n\"questionnaire\": {\"id\": \"kayworth-whitten\"}\n}\n";
    fs::write(&saved, text).unwrap();
    let done = call(&["form", "-o", saved.to_str().unwrap()]).expect(2);
    assert!(done.stderr.contains("was left as it is"), "{}", done.stderr);
    assert_eq!(fs::read_to_string(&saved).unwrap(), text);
}
