//! The HTML report: one page that says what the other formats say, loads nothing, runs nothing, and stays whole
//! whatever stands in the files.

mod compare;

use equipoise::report::words;
use equipoise::text::is_hostile;
use serde_json::Value;

use crate::pages::{between, loads_and_runs_nothing, tags, without_style};
use crate::support::{call, equipoise, root};

/// A page of the example organization, or of other files, with more arguments.
fn page(files: &str, more: &[&str]) -> String {
    let arguments: Vec<&str> =
        ["score", "-f", "html"].into_iter().chain(files.split(' ')).chain(more.iter().copied()).collect();
    call(&arguments).expect(0).stdout
}

fn example() -> String {
    page("examples/marlow-freight", &[])
}

#[test]
fn the_page_of_the_example() {
    let sections = "summary,matrix,objectives,kinds,mechanisms,orientation,alignment,guidelines,steps,findout,method,references";
    let shown = page("examples/marlow-freight", &["--sections", sections, "--marking", "For the board"]);
    insta::assert_snapshot!("example", without_style(&shown));
    let appendix =
        page("tests/vectors/09-five-respondents -q tests/vectors/mini.yaml", &["--sections", "appendix"]);
    insta::assert_snapshot!("mini_appendix", without_style(&appendix));
}

#[test]
fn the_pages_of_the_papers_organizations() {
    for name in ["petro-1", "petro-2", "itproducts", "techserv", "retail-2", "finserv"] {
        let folder = format!("examples/paper/{name}");
        let shown = page(&folder, &["--sections", "summary,matrix,kinds,alignment,steps,findout"]);
        insta::assert_snapshot!(name.replace('-', "_"), without_style(&shown));
    }
}

#[test]
fn the_same_files_give_the_same_bytes_and_no_path() {
    let first = example();
    assert_eq!(first, page("examples/marlow-freight/", &[]));
    assert!(!first.contains("examples/") && !first.contains(root().to_str().unwrap()));
}

#[test]
fn nothing_is_loaded_and_nothing_runs() {
    loads_and_runs_nothing(&example());
}

#[test]
fn figures_are_those_of_the_json() {
    let page = example();
    let json = equipoise("score examples/marlow-freight -f json").expect(0).stdout;
    let json: Value = serde_json::from_str(&json).unwrap();
    let percent = |value: &Value| words::percent(value.as_f64().unwrap());
    let strength = percent(&json["overall"]["strength"]);
    assert!(between(&page, "<h2 id=\"summary-title\"", "</figure>").contains(&format!(">{strength}</text>")));
    let heat = between(&page, "<table class=\"heat\">", "</table>");
    let shown: Vec<&str> =
        heat.split("<span class=\"value\">").skip(1).map(|rest| rest.split('<').next().unwrap()).collect();
    let mut expected: Vec<String> = Vec::new();
    for objective in json["objectives"].as_array().unwrap() {
        expected.extend(objective["cells"].as_array().unwrap().iter().map(|cell| percent(&cell["coverage"])));
        expected.push(percent(&objective["strength"]));
    }
    expected.extend(json["kinds"].as_array().unwrap().iter().map(|kind| percent(&kind["coverage"])));
    expected.push(strength);
    assert_eq!(shown, expected);
    let mechanisms = between(&page, "<section id=\"mechanisms\"", "</section>");
    let mut levels: Vec<&str> =
        mechanisms.split("<strong>").skip(1).map(|rest| rest.split('<').next().unwrap()).collect();
    let mut expected: Vec<String> = json["mechanisms"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| words::level(one["level"].as_f64().unwrap()))
        .collect();
    levels.sort_unstable();
    expected.sort_unstable();
    assert_eq!(levels, expected);
    assert!(page.contains(json["questionnaire"]["digest"].as_str().unwrap()));
}

#[test]
fn bars_are_as_long_as_their_figures() {
    let page =
        page("tests/vectors/01-all-five -q tests/vectors/mini.yaml", &["--sections", "kinds,mechanisms"]);
    assert!(page.contains("<rect class=\"fill\" x=\"0\" y=\"22\" width=\"100.00%\""), "{page}");
    assert!(!page.contains("the gap</text>"), "equal kinds have no gap");
}

#[test]
fn sections_come_in_the_order_of_the_document() {
    let page = page("examples/marlow-freight", &["--sections", "steps, matrix,steps"]);
    let ids: Vec<&str> =
        page.split("<section id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(ids, ["matrix", "steps"]);
    assert!(
        page.contains("No audit, no certification, no legal opinion"),
        "the caveat stands whatever is chosen"
    );
    let wrong = call(&["score", "examples/marlow-freight", "-f", "html", "--sections", "matrx"]).expect(2);
    assert!(wrong.stderr.contains("did you mean `matrix`?"), "{}", wrong.stderr);
    let help = equipoise("score --help").expect(0).stdout;
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains("summary, moved, matrix, objectives, kinds, mechanisms, orientation, alignment, guidelines, steps, findout, appendix, method and references"), "{help}");
}

#[test]
fn options_of_the_page_are_refused_elsewhere() {
    for (option, value) in [("--marking", "x"), ("--title", "x"), ("--logo", "x"), ("--sections", "matrix")] {
        let done = call(&["score", "examples/marlow-freight", option, value]).expect(2);
        assert!(done.stderr.contains(&format!("{option} belongs to --format html")), "{}", done.stderr);
    }
    equipoise("score examples/marlow-freight -f html --explain overall").expect(2);
}

#[test]
fn marking_and_title_stand_on_screen_and_on_paper() {
    let page = page("examples/marlow-freight", &["--marking", "Board <only>", "--title", "Review & plan"]);
    assert!(page.contains("<title>Review &#38; plan: Marlow Freight</title>"), "{}", &page[..2000]);
    assert_eq!(
        page.matches("<bdi>Board &#60;only&#62;</bdi>").count(),
        2,
        "one for the screen, one for paper"
    );
    assert!(!example().contains("class=\"running\""));
}

#[test]
fn a_marking_fits_the_head_of_a_sheet() {
    let long = "m".repeat(161);
    let done = call(&["score", "examples/marlow-freight", "-f", "html", "--marking", &long]).expect(2);
    assert!(done.stderr.contains("161 characters"), "{}", done.stderr);
}

#[test]
fn every_page_says_whether_it_can_be_attributed() {
    for sections in ["steps", "alignment", "matrix,kinds"] {
        let named = page("examples/marlow-freight", &["--sections", sections]);
        assert!(named.contains("Attributable by role"), "{sections}");
        let anonymous = page("examples/marlow-freight", &["--sections", sections, "--anonymous"]);
        assert!(anonymous.contains("Anonymous: ") && !anonymous.contains("Attributable"), "{sections}");
    }
}

/// What is held back is not what is not known.
#[test]
fn what_is_held_back_is_called_so() {
    let page =
        page("examples/marlow-freight", &["--anonymous", "--sections", "summary,mechanisms,alignment"]);
    assert!(page.contains("held back.") && !page.contains("too little is known"), "{page}");
    assert!(!page.contains("largely agree"), "{page}");
}

#[test]
fn a_draft_says_so_in_words() {
    let confirmed = example();
    assert!(!confirmed.contains("DRAFT") && !confirmed.contains("<strong>Draft."));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ciso.yaml");
    let file = std::fs::read_to_string(root().join("examples/marlow-freight/ciso.yaml")).unwrap();
    std::fs::write(&path, file.replace("status: confirmed", "status: draft")).unwrap();
    let draft = page(path.to_str().unwrap(), &[]);
    assert!(
        draft.contains("DRAFT</span>") && draft.contains("The respondent has not confirmed the answers yet.")
    );
    let both = page(&format!("{} examples/marlow-freight/ceo.yaml", path.display()), &[]);
    assert!(both.contains("1 of 2 respondents has not confirmed the answers yet."));
}

#[test]
fn a_logo_is_put_into_the_page() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let svg = write("logo.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>");
    let page = page("examples/marlow-freight", &["--sections", "matrix", "--logo", &svg]);
    assert!(
        page.contains("<img class=\"logo\" src=\"data:image/svg+xml;base64,PHN2Zy")
            && page.contains("alt=\"Logo\"")
    );
    assert!(!page.contains("alert(1)"));
    let refused = |path: &str, why: &str| {
        let done = call(&["score", "examples/marlow-freight", "-f", "html", "--logo", path]).expect(3);
        assert!(done.stdout.is_empty() && done.stderr.contains(why), "{}", done.stderr);
    };
    refused(&write("logo.html", b"<html></html>"), "no whole PNG, JPEG, GIF, WebP or SVG");
    refused(
        &write("large.png", &[b"\x89PNG\r\n\x1a\n".as_slice(), &vec![0; 1024 * 1024]].concat()),
        "larger than 1 MiB",
    );
    refused("/nonexistent/logo.png", "cannot use the logo");
}

#[test]
fn what_is_missing_is_said() {
    let mini = |name: &str| page(&format!("tests/vectors/{name} -q tests/vectors/mini.yaml"), &[]);
    let null = mini("10-kind-unanswered");
    assert!(null.contains("Too little is answered to give the programme&#39;s strength"), "{null}");
    assert!(null.contains("too little answered") && null.contains("What to answer next"));
    let alone = mini("01-all-five");
    assert!(alone.contains("This is one person&#39;s view") && alone.contains("there is no second view"));
    let tiny = page("tests/fixtures/tiny-answers.yaml -q tests/fixtures/tiny.yaml", &[]);
    assert!(tiny.contains("The questionnaire names no clauses."));
    for page in [null, alone, tiny, mini("06-unanswered"), mini("14-quick"), mini("07-not-applicable")] {
        assert!(!page.contains("NaN") && !page.contains("inf%"), "{page}");
        assert_eq!(page.matches("<section ").count(), 13);
    }
}

#[test]
fn an_anonymous_page_holds_nobodys_words() {
    let page = page("examples/marlow-freight", &["--anonymous"]);
    let mut looked_for = 0;
    for entry in std::fs::read_dir(root().join("examples/marlow-freight")).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let values = text.lines().filter_map(|line| {
            let line = line.trim();
            ["name: ", "note: ", "interviewer: "].iter().find_map(|key| line.strip_prefix(key))
        });
        let artifacts = text.lines().filter_map(|line| line.strip_prefix("      - "));
        for secret in values.chain(artifacts) {
            looked_for += 1;
            let start: String = secret.chars().take(24).collect();
            assert!(!page.contains(start.trim_end()), "{secret}");
        }
    }
    assert!(looked_for > 100, "{looked_for}");
    assert!(page.contains("Anonymous: ") && !page.contains("Attributable by role"));
    for role in ["ciso", "it-manager", "<bdi>Head of legal"] {
        assert!(
            !between(&page, "<section id=\"appendix\"", "</section>").contains(&format!("<bdi>{role}")),
            "{role}"
        );
    }
}

/// Text that would break out of any place where it is not escaped.
const HOSTILE: &str = "</bdi></td></style></title><script>alert(1)</script><img src=x onerror=alert(1)>\" onload='x' {{ 7*7 }} {% endif %} &lt; ]]> --> \u{202e}evil\u{200f} \u{1f600}";

#[test]
fn hostile_text_leaves_the_page_whole() {
    let long = "x".repeat(10_000);
    let drawn = |text: &str| {
        let folder = tempfile::tempdir().unwrap();
        let quote = |text: &str| {
            serde_json::to_string(text).unwrap().replace('\u{202e}', "\\u202e").replace('\u{200f}', "\\u200f")
        };
        let text = quote(text);
        let questionnaire = std::fs::read_to_string(root().join("tests/fixtures/tiny.yaml")).unwrap();
        let questionnaire = questionnaire
            .replace("title: Kinds", &format!("title: {text}\n    purpose: {text}").replace("\n    ", ", "))
            .replace("name: Soc\n", &format!("name: {text}\n"))
            .replace("purpose: S\n", &format!("purpose: {text}\n"))
            .replace("poles: [open, closed]", &format!("poles: [{text}, {text}]"));
        let path = folder.path().join("q.yaml");
        std::fs::write(&path, questionnaire).unwrap();
        let answers = |role: &str, level: u8| {
            let entry =
                format!("{{level: {level}, evidence: documented, note: {text}, artifacts: [{text}]}}");
            let file = format!(
                "format: equipoise/answers@1\nquestionnaire: {{id: tiny, version: 1.2.0}}\norganization: {text}\nrespondent: {{role: {role}, name: {text}}}\ninterviewer: {text}\nanswers:\n  tech.a: {entry}\n  org.a: {entry}\n  soc.a: {entry}\n  culture.fit: {{fit: {{organization: 1, security: 4}}, note: {text}}}\n"
            );
            let path = folder.path().join(format!("{role}.yaml"));
            std::fs::write(&path, file).unwrap();
            path
        };
        let (one, two) = (answers("ceo", 1), answers("cio", 4));
        let paths = [&path, &one, &two].map(|path| path.to_str().unwrap().to_owned());
        let raw: String = serde_json::from_str(&text).unwrap();
        call(&[
            "score",
            "-f",
            "html",
            "-q",
            &paths[0],
            &paths[1],
            &paths[2],
            "--marking",
            &raw.chars().take(160).collect::<String>(),
            "--title",
            &raw,
        ])
        .expect(0)
        .stdout
    };
    let plain = drawn("plain");
    assert!(plain.matches("plain").count() > 20);
    for hostile in [HOSTILE, &long, "'; DROP", "<!--", "${x} `y` \\", "&", "\u{5d0}\u{5d1}\u{5d2}"] {
        let page = drawn(hostile);
        assert_eq!(tags(&page), tags(&plain), "{hostile}");
        assert!(!page.chars().any(is_hostile), "{hostile}");
        assert!(!page.contains("<script") && !page.contains("<img"), "{hostile}");
    }
}

#[test]
fn an_earlier_assessment_and_targets_are_drawn_where_they_are_given() {
    use equipoise::report::html;
    use equipoise::report::view::{Figure, PreviousKinds, TargetView, View};
    let paths = [root().join("examples/marlow-freight")];
    let gathered =
        equipoise::answers::gather::gather(&paths, &equipoise::questionnaire::Catalog::default()).unwrap();
    let answers = gathered.respondents();
    let assessment = equipoise::assessment::assess(&gathered.questionnaire, &answers, None);
    let mut view = View::new(&gathered.questionnaire, &assessment, &answers, gathered.settlement());
    let figures = [Some(0.3), None, Some(0.25)].map(Figure::percent).to_vec();
    view.kinds.previous = Some(PreviousKinds { name: "1 March 2025".to_owned(), figures });
    view.mechanisms[0].mechanisms[0].target = Some(TargetView {
        figure: Figure::level(Some(0.8)),
        below: Some(true),
        note: "target 4.0, 1.5 below".to_owned(),
        reason: "r".to_owned(),
        owner: "o".to_owned(),
    });
    let mut page = Vec::new();
    html::write(&mut page, &view, &html::Options::default()).unwrap();
    let page = String::from_utf8(page).unwrap();
    assert_eq!(page.matches("<rect class=\"before\"").count(), 2, "a kind without a value then has no bar");
    assert!(page.contains("width=\"30.00%\" height=\"24\"") && page.contains("<bdi>1 March 2025</bdi>"));
    assert!(page.contains("x=\"80.00%\" y=\"10\"") && page.contains("target 4.0"));
}
