//! Pages that are read and printed: what a browser shows of them, and what comes out on paper.

use std::fs;
use std::path::Path;
use std::process::Command;

use equipoise::questionnaire::builtin;
use serde_json::{Value, json};

use crate::hostile;
use crate::support::{root, scenario, succeed};

/// Every page by a name, and the command that writes it; a new page is a new line. `FILES` is a folder with `draft`, one
/// quick interview that is not confirmed, `settlement.yaml` of the example, and `hostile`, answers whose every text is hostile, to `hostile.yaml`.
const PAGES: [(&str, &str); 9] = [
    ("example", "score examples/marlow-freight"),
    ("paper", "score examples/paper/petro-1"),
    ("draft", "score FILES/draft"),
    ("settled", "score examples/marlow-freight FILES/settlement.yaml"),
    ("anonymous", "score examples/marlow-freight --anonymous"),
    ("hostile", "score FILES/hostile -q FILES/hostile.yaml"),
    ("compare", "compare examples/marlow-freight examples/marlow-freight-2027-q1"),
    ("since", "score examples/marlow-freight-2027-q1 --baseline examples/marlow-freight"),
    ("portfolio", "portfolio examples/portfolio"),
];
const MARKING: &str = "For the board only";

/// One respondent who was asked the quick questions, and has not confirmed the answers.
fn write_draft(folder: &Path) {
    let file = fs::read_to_string(root().join("examples/marlow-freight/ciso.yaml")).unwrap();
    fs::create_dir(folder).unwrap();
    let draft = file.replace("status: confirmed", "scope: quick\nstatus: draft");
    assert_ne!(draft, file);
    fs::write(folder.join("ciso.yaml"), draft).unwrap();
}

/// What a workshop made of three questions of the example.
fn write_settlement(file: &Path) {
    let text = "format: equipoise/settlement@1\nquestionnaire: {id: kayworth-whitten, version: 1.0.0}\n\
                organization: Marlow Freight\nsettled_on: 2026-11-20\nanswers: []\nsettlements:\n  \
                security-executive.planning-presence: {level: 1, reason: The minutes of three sittings show it., \
                dissent: [ceo, it-manager]}\n  \
                executive-commitment.early-warning: {level: 2, evidence: documented, reason: Two cases looked at.}\n  \
                business.blocked-work: {open: true, reason: Ask both depots before the next sitting.}\n";
    fs::write(file, text).unwrap();
}

/// Writes the page, with a marking for every sheet of paper.
fn write(command: &str, files: &Path, page: &Path) {
    let files = files.to_str().unwrap();
    let command: Vec<String> = command.split(' ').map(|word| word.replace("FILES", files)).collect();
    let is_hostile = command.iter().any(|word| word.contains("hostile"));
    let marking = if is_hostile {
        format!("{MARKING} {}", hostile::text()).chars().take(160).collect()
    } else {
        MARKING.to_owned()
    };
    let options = ["-f", "html", "--marking", &marking, "-o", page.to_str().unwrap()];
    succeed(&command.iter().map(String::as_str).chain(options).collect::<Vec<_>>());
}

/// What a tool of Poppler prints.
fn poppler(tool: &str, arguments: &[&str]) -> String {
    let output = Command::new(tool).args(arguments).output().unwrap_or_else(|_| {
        panic!("there is no {tool}: install Poppler's tools (Debian: apt-get install poppler-utils)")
    });
    assert!(output.status.success(), "{tool}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// "3 / 22".
fn is_number(line: &str) -> bool {
    line.split(" / ").all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// What stands over the questions of a mechanism: its name and its purpose, which no sheet may end with.
fn introductions() -> Vec<String> {
    let builtin = builtin::load(builtin::DEFAULT).unwrap().unwrap().value;
    builtin.mechanisms.into_iter().flat_map(|one| [one.name, one.purpose]).collect()
}

/// Every sheet has the paper's size (in points), the marking, and the word that it is a draft where it is one.
fn check_paper(pdf: &Path, size: &str, is_draft: bool) {
    let introductions = introductions();
    let path = pdf.to_str().unwrap();
    let facts = poppler("pdfinfo", &[path]);
    assert!(facts.contains(size), "{path}: {facts}");
    let text = poppler("pdftotext", &[path, "-"]);
    let sheets: Vec<&str> = text.trim_end_matches('\u{c}').split('\u{c}').collect();
    assert!(facts.lines().any(|line| {
        line.strip_prefix("Pages:").is_some_and(|count| count.trim() == sheets.len().to_string())
    }));
    assert!(sheets.len() > 1, "{path} has more than one sheet");
    for (at, sheet) in sheets.iter().enumerate() {
        assert!(sheet.contains(MARKING), "sheet {} of {path} lacks its marking:\n{sheet}", at + 1);
        assert_eq!(sheet.contains("DRAFT"), is_draft, "sheet {} of {path}:\n{sheet}", at + 1);
        let last = sheet
            .lines()
            .map(str::trim)
            .rfind(|line| !line.is_empty() && !is_number(line))
            .unwrap_or_default();
        assert!(
            !introductions.iter().any(|one| one.ends_with(last)),
            "sheet {} of {path} ends with: {last}",
            at + 1
        );
    }
}

#[test]
fn pages_are_for_everybody_and_for_paper() {
    for tool in ["pdfinfo", "pdftotext"] {
        poppler(tool, &["-v"]);
    }
    let folder = tempfile::tempdir().unwrap();
    let files = folder.path();
    write_draft(&files.join("draft"));
    write_settlement(&files.join("settlement.yaml"));
    hostile::write(files);
    let pages: Vec<Value> = PAGES
        .iter()
        .map(|(name, command)| {
            let file = files.join(format!("{name}.html"));
            write(command, files, &file);
            json!({"name": name, "file": file, "folder": files})
        })
        .collect();
    scenario("report", &json!({"pages": pages}));
    for (name, _) in PAGES {
        let is_draft = fs::read_to_string(files.join(format!("{name}.html"))).unwrap().contains(">DRAFT<");
        check_paper(&files.join(format!("{name}-A4.pdf")), "A4", is_draft);
        check_paper(&files.join(format!("{name}-Letter.pdf")), "612 x 792 pts", is_draft);
    }
}

/// The checks themselves: each finds what it is there to find.
#[test]
fn a_page_with_faults_is_found_out() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, from: &str, to: &str| {
        let page = succeed(&["score", "examples/marlow-freight", "-f", "html"]);
        let changed = page.replacen(from, to, 1);
        assert_ne!(changed, page, "{name}");
        let path = folder.path().join(name);
        fs::write(&path, changed).unwrap();
        path
    };
    let inside = |text: &str| format!("<main>{text}");
    scenario(
        "faults",
        &json!({
            "script": write("script.html", "<main>", &inside("<script>window.ran = 1</script>")),
            "handler": write("handler.html", "<main>", &inside("<img alt='' src='data:,' onerror='window.ran = 1'>")),
            "picture": write("picture.html", "<main>", &inside("<img alt='' src='http://127.0.0.1:9/x.png'>")),
            "unnamed": write("unnamed.html", "<main>", &inside("<img src='data:,'>")),
            "wide": write("wide.html", "<main>", &inside(&format!("<pre>{}</pre>", "x".repeat(400)))),
            "lost": write("lost.html", "href=\"#steps\"", "href=\"#nowhere\""),
            "unlisted": write("unlisted.html", "<li><a href=\"#steps\">", "<li hidden><a>"),
        }),
    );
}
