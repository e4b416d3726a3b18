//! Markdown, CSV and the workbook: what they say, that their numbers are the JSON result's, and that no text from a
//! file breaks them.

mod hostile;

use std::collections::HashMap;
use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Reader, Xlsx};
use equipoise::answers::gather::gather;
use equipoise::answers::{Answers, Settled, SettledValue, Settlement};
use equipoise::assessment::assess;
use equipoise::framework::Evidence;
use equipoise::questionnaire::{Catalog, Questionnaire};
use equipoise::report::csv::{self as tables, Table};
use equipoise::report::record::Record;
use equipoise::report::view::View;
use equipoise::report::{json, markdown, xlsx};
use serde_json::Value;

use crate::support::{call, equipoise, fixture, root};
use crate::vectors::{folders, gathered};

/// What the formats are drawn from.
pub struct Drawn {
    pub questionnaire: Questionnaire,
    pub answers: Vec<Answers>,
    pub settlement: Option<Settlement>,
}

type Sheet = Vec<Vec<Data>>;

impl Drawn {
    pub fn of(paths: &[&Path], catalog: &Catalog) -> Self {
        let paths: Vec<_> = paths.iter().map(|path| path.to_path_buf()).collect();
        Self::gathered(gather(&paths, catalog).unwrap())
    }

    fn gathered(gathered: equipoise::answers::gather::Gathered) -> Self {
        let questionnaire = Questionnaire::clone(&gathered.questionnaire);
        let answers = gathered.files.into_iter().map(|file| file.answers).collect();
        Self { questionnaire, answers, settlement: None }
    }

    pub fn example(path: &str) -> Self {
        Self::of(&[&root().join("examples").join(path)], &Catalog::default())
    }

    pub fn vector(name: &str) -> Self {
        Self::gathered(gathered(&folders().into_iter().find(|folder| folder.ends_with(name)).unwrap()))
    }

    /// With a workshop's level for one question.
    fn settled(mut self, id: &str, level: u8) -> Self {
        let question = self.questionnaire.question(id).unwrap();
        let value = Some(SettledValue::Level(level));
        let reason = "The minutes show it.".to_owned();
        let settled = Settled { value, evidence: Evidence::Documented, reason, dissent: vec![0] };
        self.settlement = Some(Settlement {
            questionnaire: self.answers[0].questionnaire.clone(),
            organization: self.answers[0].organization.clone(),
            settled_on: "2026-12-01".parse().unwrap(),
            answers: Vec::new(),
            settled: vec![(question, settled)],
        });
        self
    }

    fn with<T>(&self, draw: impl FnOnce(&View, &Record<'_>) -> T) -> T {
        let answers: Vec<&Answers> = self.answers.iter().collect();
        let assessment = assess(&self.questionnaire, &answers, self.settlement.as_ref());
        let view = View::new(&self.questionnaire, &assessment, &answers, self.settlement.as_ref());
        draw(&view, &Record::new(&self.questionnaire, &self.answers[0].organization, &assessment, &answers))
    }

    pub fn markdown(&self, detail: bool) -> String {
        let mut bytes = Vec::new();
        self.with(|view, _| markdown::write(&mut bytes, view, detail)).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    pub fn csv(&self, table: Table) -> String {
        let mut bytes = Vec::new();
        self.with(|_, record| tables::write(&mut bytes, record, table)).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    /// The rows of a table by their columns' names.
    pub fn rows(&self, table: Table) -> Vec<HashMap<String, String>> {
        let text = self.csv(table);
        let mut reader = ::csv::Reader::from_reader(text.as_bytes());
        reader.deserialize().map(Result::unwrap).collect()
    }

    pub fn workbook(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.with(|view, record| xlsx::write(&mut bytes, view, record)).unwrap();
        bytes
    }

    pub fn sheets(&self) -> HashMap<String, Sheet> {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(self.workbook())).unwrap();
        let named = book.worksheets();
        named.into_iter().map(|(name, range)| (name, range.rows().map(<[Data]>::to_vec).collect())).collect()
    }

    fn json(&self) -> Value {
        let mut bytes = Vec::new();
        self.with(|_, record| {
            json::write(&mut bytes, record.questionnaire, record.organization, record.assessment)
        })
        .unwrap();
        serde_json::from_slice(&bytes).unwrap()
    }
}

/// One of every sort: many respondents, one, quick, without a value, settled, with implied answers.
fn every_sort() -> Vec<(String, Drawn)> {
    let mut all: Vec<(String, Drawn)> = folders()
        .iter()
        .map(|folder| (folder.display().to_string(), Drawn::gathered(gathered(folder))))
        .collect();
    all.push(("marlow-freight".to_owned(), Drawn::example("marlow-freight")));
    for name in PAPER {
        all.push((name.to_owned(), Drawn::example(&format!("paper/{name}"))));
    }
    all.push(("settled".to_owned(), Drawn::vector("09-five-respondents").settled("s2.a", 4)));
    all.push(("tiny".to_owned(), tiny()));
    all
}

const PAPER: [&str; 6] = ["finserv", "itproducts", "petro-1", "petro-2", "retail-2", "techserv"];

fn tiny() -> Drawn {
    let source = equipoise::source::Source::read(&fixture("tiny.yaml")).unwrap();
    let loaded = equipoise::questionnaire::load::load(&std::sync::Arc::new(source)).unwrap();
    let catalog = Catalog::of(std::sync::Arc::new(loaded.value));
    Drawn::of(&[&fixture("tiny-answers.yaml")], &catalog)
}

/// The number in a field; nothing where it is empty.
fn number(field: &str) -> Option<f64> {
    (!field.is_empty()).then(|| field.parse().unwrap())
}

/// The number of one fact in the table of results.
fn fact(rows: &[HashMap<String, String>], level: &str, id: &str, measure: &str) -> Option<f64> {
    let found: Vec<_> = rows
        .iter()
        .filter(|row| row["level"] == level && row["id"] == id && row["measure"] == measure)
        .collect();
    assert_eq!(found.len(), 1, "{level} {id} {measure}");
    number(&found[0]["value"])
}

#[test]
fn results_as_a_table_are_the_numbers_of_the_json() {
    for (name, drawn) in every_sort() {
        let (json, rows) = (drawn.json(), drawn.rows(Table::Results));
        let same = |level: &str, id: &str, measure: &str, expected: &Value| {
            assert_eq!(fact(&rows, level, id, measure), expected.as_f64(), "{name}: {level} {id} {measure}");
        };
        let overall = &json["overall"];
        for measure in [
            "strength",
            "coverage",
            "balance",
            "completeness",
            "known",
            "effective_kinds",
            "kind_gap",
            "evidenced",
        ] {
            same("overall", "overall", measure, &overall[measure]);
        }
        same("overall", "overall", "low", &overall["strength_range"]["low"]);
        same("overall", "overall", "spread_high", &overall["spread"]["high"]);
        same("overall", "overall", "detectable_change", &overall["detectable_change"]);
        same("overall", "overall", "technical_half", &overall["sensitivity"]["technical_half"]);
        for objective in json["objectives"].as_array().unwrap() {
            let id = objective["id"].as_str().unwrap();
            same("objective", id, "strength", &objective["strength"]);
            same("objective", id, "high", &objective["strength_range"]["high"]);
            same("observed", id, "value", &objective["observed"]["value"]);
            for cell in objective["cells"].as_array().unwrap() {
                let id = format!("{id}.{}", cell["kind"].as_str().unwrap());
                same("cell", &id, "coverage", &cell["coverage"]);
                same("cell", &id, "low", &cell["range"]["low"]);
                same("cell", &id, "questions", &cell["questions"]);
            }
        }
        for kind in json["kinds"].as_array().unwrap() {
            same("kind", kind["id"].as_str().unwrap(), "coverage", &kind["coverage"]);
        }
        for mechanism in json["mechanisms"].as_array().unwrap() {
            let id = mechanism["id"].as_str().unwrap();
            same("mechanism", id, "level", &mechanism["level"]);
            same("mechanism", id, "high", &mechanism["range"]["high"]);
            same("mechanism", id, "completeness", &mechanism["completeness"]);
        }
        for guideline in json["guidelines"].as_array().unwrap() {
            same("guideline", guideline["id"].as_str().unwrap(), "value", &guideline["value"]);
        }
    }
}

#[test]
fn questions_as_a_table_are_those_of_the_json() {
    for (name, drawn) in every_sort() {
        let (json, rows) = (drawn.json(), drawn.rows(Table::Questions));
        let questions: Vec<&Value> =
            ["questions", "outcomes"].iter().flat_map(|key| json[key].as_array().unwrap()).collect();
        assert_eq!(rows.len(), questions.len(), "{name}");
        for (row, expected) in rows.iter().zip(questions) {
            let id = &row["question"];
            assert_eq!(id, expected["id"].as_str().unwrap());
            assert_eq!(row["state"], expected["state"].as_str().unwrap(), "{id}");
            assert_eq!(number(&row["level"]), expected["level"].as_f64(), "{name} {id}");
            assert_eq!(number(&row["value"]), expected["value"].as_f64(), "{name} {id}");
            assert_eq!(number(&row["security_position"]), expected["fit"]["security"].as_f64(), "{id}");
            assert_eq!(row["settled"], expected["settled"].to_string(), "{id}");
            assert_eq!(number(&row["original_level"]), expected["original"]["level"].as_f64(), "{id}");
            for position in ["organization", "security"] {
                let before = expected["original"]["fit"][position].as_f64();
                assert_eq!(number(&row[format!("original_{position}_position").as_str()]), before, "{id}");
            }
            let step = json["priorities"].as_array().unwrap().iter().find(|step| step["question"] == **id);
            assert_eq!(number(&row["gain"]), step.and_then(|step| step["gain"].as_f64()), "{id}");
            let seen = json["alignment"]["questions"].as_array();
            let seen = seen.and_then(|all| all.iter().find(|one| one["id"] == **id));
            assert_eq!(number(&row["gap"]), seen.and_then(|seen| seen["gap"].as_f64()), "{id}");
        }
    }
}

#[test]
fn alignment_as_a_table_is_that_of_the_json() {
    for (name, drawn) in every_sort() {
        let (json, rows) = (drawn.json(), drawn.rows(Table::Alignment));
        let find = |keys: &[(&str, &str)]| {
            let found: Vec<_> =
                rows.iter().filter(|row| keys.iter().all(|(key, value)| row[*key] == *value)).collect();
            assert_eq!(found.len(), 1, "{name}: {keys:?}");
            number(&found[0]["value"])
        };
        let Some(alignment) = json["alignment"].as_object() else {
            assert!(rows.iter().all(|row| row["measure"] == "contradiction"), "{name}");
            continue;
        };
        for measure in ["agreement", "mean_gap", "alpha"] {
            assert_eq!(find(&[("level", "overall"), ("measure", measure)]), alignment[measure].as_f64());
        }
        for pair in alignment["pairs"].as_array().unwrap() {
            let (a, b) = (pair["a"].as_str().unwrap(), pair["b"].as_str().unwrap());
            let keys = [("level", "pair"), ("role", a), ("other_role", b), ("measure", "mean_difference")];
            assert_eq!(find(&keys), pair["gap"].as_f64(), "{name}");
            // The mean of the differences, question by question, is the pair's.
            let differences: Vec<f64> = rows
                .iter()
                .filter(|row| row["level"] == "question-pair" && row["role"] == a && row["other_role"] == b)
                .map(|row| row["value"].parse().unwrap())
                .collect();
            assert_eq!(Some(differences.len() as u64), pair["questions"].as_u64(), "{name} {a} {b}");
            if let Some(gap) = pair["gap"].as_f64() {
                let mean = differences.iter().sum::<f64>() / differences.len() as f64;
                assert!((mean - gap).abs() < 2e-6, "{name} {a} {b}: {mean} {gap}");
            }
        }
    }
}

#[test]
fn every_answer_is_a_row() {
    for (name, drawn) in every_sort() {
        let rows = drawn.rows(Table::Answers);
        for (place, respondent) in drawn.json()["respondents"].as_array().unwrap().iter().enumerate() {
            let own: Vec<_> =
                rows.iter().filter(|row| row["respondent"] == (place + 1).to_string()).collect();
            let count = |state: &str| {
                own.iter().filter(|row| row["state"] == state && row["implied"] == "false").count() as u64
            };
            assert!(own.iter().all(|row| row["role"] == respondent["role"].as_str().unwrap()), "{name}");
            assert_eq!(count("unknown"), respondent["unknown"], "{name}");
            assert_eq!(count("not-applicable"), respondent["not_applicable"], "{name}");
            let answered = count("known") + count("unknown") + count("not-applicable");
            assert_eq!(answered, respondent["answered"], "{name}");
        }
    }
}

#[test]
fn tables_of_many_organizations_read_as_one() {
    for table in Table::ALL {
        let heads: Vec<String> = every_sort()
            .iter()
            .map(|(_, drawn)| drawn.csv(table).lines().next().unwrap().to_owned())
            .collect();
        assert!(heads.windows(2).all(|pair| pair[0] == pair[1]));
        let text = Drawn::example("marlow-freight").csv(table);
        assert!(text.starts_with("organization,date,questionnaire,version,scope,"), "no byte order mark");
        assert!(text.ends_with("\r\n"));
        let first: Vec<&str> = text.split_inclusive("\r\n").take(5).collect();
        insta::assert_snapshot!(format!("csv_{table}"), first.concat().replace('\r', "␍"));
    }
}

/// The cell of a sheet in the row that begins with a text, under a heading.
fn cell<'s>(sheet: &'s Sheet, heading: &str, first: &str) -> &'s Data {
    let top = sheet.iter().position(|row| row.iter().any(|cell| cell == heading)).unwrap();
    let column = sheet[top].iter().position(|cell| cell == heading).unwrap();
    &sheet[top..].iter().find(|row| row[0] == first).unwrap_or_else(|| panic!("{first}"))[column]
}

fn float(cell: &Data) -> Option<f64> {
    match cell {
        Data::Float(value) => Some(*value),
        Data::Int(value) => Some(*value as f64),
        Data::Empty => None,
        Data::String(text) if text == "–" || text == "n/a" => None,
        other => panic!("{other:?}"),
    }
}

#[test]
fn numbers_of_the_workbook_are_those_of_the_json() {
    for (name, drawn) in every_sort() {
        let (json, sheets) = (drawn.json(), drawn.sheets());
        let same = |sheet: &str, heading: &str, first: &str, expected: &Value| {
            let found = float(cell(&sheets[sheet], heading, first));
            assert_eq!(found, expected.as_f64(), "{name}: {sheet}, {heading}, {first}");
        };
        same("Summary", "Value", "Strength", &json["overall"]["strength"]);
        same("Summary", "Could be, low", "Strength", &json["overall"]["strength_range"]["low"]);
        same("Summary", "Could be, high", "Strength, by whom one asks", &json["overall"]["spread"]["high"]);
        same("Matrix", "Support", "Overall", &json["overall"]["strength"]);
        let kinds = ["Technical competence", "Organizational integration", "Social alignment"];
        for (kind, first) in json["kinds"].as_array().unwrap().iter().zip(kinds) {
            same("Summary", "Value", first, &kind["coverage"]);
        }
        for (objective, first) in
            json["objectives"].as_array().unwrap().iter().zip(["Business", "Compliance", "Culture"])
        {
            same("Matrix", "Support", first, &objective["strength"]);
            same("Matrix", "Observed", first, &objective["observed"]["value"]);
            for (place, heading) in ["Technical", "Integration", "Social"].into_iter().enumerate() {
                same("Matrix", heading, first, &objective["cells"][place]["coverage"]);
            }
        }
        for mechanism in json["mechanisms"].as_array().unwrap() {
            let index = drawn.questionnaire.mechanism(mechanism["id"].as_str().unwrap()).unwrap();
            let first = &drawn.questionnaire.mechanisms[index].name;
            same("Mechanisms", "Value", first, &mechanism["coverage"]);
            same("Mechanisms", "Level", first, &mechanism["level"]);
        }
        for question in ["questions", "outcomes"].iter().flat_map(|key| json[key].as_array().unwrap().clone())
        {
            same("Answers", "Level", question["id"].as_str().unwrap(), &question["level"]);
        }
        let plan = &sheets["Plan"];
        for (rank, step) in json["priorities"].as_array().unwrap().iter().enumerate() {
            let row = &plan[rank + 1];
            assert_eq!(row[12], *step["question"].as_str().unwrap(), "{name}");
            assert_eq!((float(&row[3]), float(&row[5])), (step["from"].as_f64(), step["to"].as_f64()));
            assert_eq!((float(&row[7]), float(&row[8])), (step["gain"].as_f64(), step["effort"].as_f64()));
        }
    }
}

#[test]
fn the_same_answers_give_the_same_bytes() {
    let (once, again) = (Drawn::example("marlow-freight"), Drawn::example("marlow-freight"));
    assert_eq!(once.workbook(), again.workbook());
    assert_eq!(once.markdown(true), again.markdown(true));
    let mut turned = Drawn::example("marlow-freight");
    turned.answers.reverse();
    assert!(turned.workbook() == once.workbook(), "the order of files shows");
    for table in Table::ALL {
        assert_eq!(turned.csv(table), once.csv(table));
    }
}

#[test]
fn what_a_comment_says() {
    let example = Drawn::example("marlow-freight");
    insta::assert_snapshot!("markdown_marlow-freight", example.markdown(false));
    for name in PAPER {
        insta::assert_snapshot!(
            format!("markdown_{name}"),
            Drawn::example(&format!("paper/{name}")).markdown(false)
        );
    }
    let settled = Drawn::vector("09-five-respondents").settled("s2.a", 4);
    insta::assert_snapshot!("markdown_mini_detail", settled.markdown(true));
    insta::assert_snapshot!("markdown_null", Drawn::vector("10-kind-unanswered").markdown(false));
    insta::assert_snapshot!("markdown_tiny", tiny().markdown(true));
    let longest = example.markdown(true).chars().count();
    assert!(longest <= markdown::COMMENT_LIMIT, "{longest}");
}

/// A comment leaves out nothing that the terminal says of the result.
#[test]
fn markdown_says_what_the_terminal_says() {
    for (name, drawn) in every_sort() {
        let text = drawn.markdown(true).replace(['\\', '*'], "");
        drawn.with(|view, _| {
            let mut said =
                vec![&view.organization, &view.headline.could_be, &view.headline.counts, &view.kinds.gap];
            said.extend([&view.order, &view.steps.note, &view.find_out.note, &view.change]);
            said.extend([
                &view.attribution,
                &view.weakest.below,
                &view.evidence.counts,
                &view.evidence.strength,
            ]);
            said.extend(view.objectives.iter().map(|one| &one.reading));
            said.extend(view.guidelines.iter().map(|one| &one.reading));
            said.extend(view.orientation.iter().flat_map(|one| [&one.ask, &one.reading]));
            said.extend(view.mechanisms.iter().flat_map(|one| &one.mechanisms).map(|one| &one.bar.name));
            said.extend(view.find_out.items.iter().flat_map(|one| [&one.ask, &one.why]));
            said.extend(view.people.rows.iter().map(|one| &one.who).chain(&view.people.remarks));
            said.extend(view.appendix.figures.iter());
            said.extend(view.appendix.questions.iter().map(|one| &one.ask));
            for one in view.steps.kinds.iter().flat_map(|kind| &kind.steps) {
                said.extend([&one.label, &one.from, &one.to, &one.worth]);
            }
            if let Some(alignment) = &view.alignment {
                said.extend([&alignment.agreement, &alignment.tendency, &alignment.spread]);
                said.extend(alignment.gaps.iter().flat_map(|one| [&one.label, &one.higher]));
                said.extend(alignment.blind_spots.iter().flat_map(|one| &one.labels));
                said.extend(alignment.scope_disputes.iter().chain(&alignment.within_roles));
            }
            for words in said {
                let words = words.replace('\u{a0}', " ");
                assert!(text.contains(&words), "{name}: {words:?}");
            }
        });
    }
}

#[test]
fn options_that_do_not_go_together_are_refused() {
    for (arguments, why) in [
        ("score examples/marlow-freight --table answers", "--table goes with --format csv only"),
        ("score examples/marlow-freight -f xlsx --table answers", "--table goes with --format csv only"),
        ("score examples/marlow-freight -f csv --explain social", "--explain is told"),
        ("score examples/marlow-freight -f markdown --explain social", "--explain is told"),
    ] {
        let done = equipoise(arguments).expect(2);
        assert!(done.stderr.contains(why) && done.stdout.is_empty(), "{}", done.stderr);
    }
    let done = equipoise("score examples/marlow-freight -f csv --table no").expect(2);
    assert!(done.stderr.contains("results"), "{}", done.stderr);
}

#[test]
fn an_anonymous_comment_names_nobody_and_the_rest_is_refused() {
    let text = equipoise("score examples/marlow-freight -f markdown --anonymous --detail").expect(0).stdout;
    assert!(text.contains("Anonymous: "));
    for answers in &Drawn::example("marlow-freight").answers {
        assert!(!text.contains(answers.respondent.name.as_deref().unwrap()));
    }
    for format in ["csv", "xlsx"] {
        let done = equipoise(&format!("score examples/marlow-freight -f {format} --anonymous")).expect(2);
        assert!(done.stderr.contains("what each role said") && done.stdout.is_empty(), "{}", done.stderr);
    }
}

#[test]
fn a_workbook_goes_to_a_file_and_never_to_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("result.xlsx");
    let arguments = ["score", "examples/marlow-freight", "-f", "xlsx", "-o", file.to_str().unwrap()];
    call(&arguments).expect(0);
    assert!(std::fs::read(&file).unwrap().starts_with(b"PK"));
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut streams = equipoise::cli::Streams {
        out: &mut out,
        err: &mut err,
        out_is_terminal: true,
        err_is_terminal: false,
        width: None,
    };
    let example = root().join("examples/marlow-freight");
    let words = ["equipoise", "score", example.to_str().unwrap(), "-f", "xlsx"];
    let _ = equipoise::cli::run(words.map(Into::into), &mut streams);
    assert!(out.is_empty());
    assert!(String::from_utf8(err).unwrap().contains("-o FILE.xlsx"));
}

#[test]
fn steps_that_are_equally_good_share_a_rank() {
    let sheet = &Drawn::example("marlow-freight").sheets()["Plan"];
    let ranks: Vec<String> = sheet[1..6].iter().map(|row| row[0].to_string()).collect();
    assert_eq!(ranks, ["1", "1", "1", "1", "5"]);
}

/// A workbook as text: its sheets with their cells, empty ones at a row's end left out.
fn as_text(drawn: &Drawn) -> String {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(drawn.workbook())).unwrap();
    let mut text = String::new();
    for name in book.sheet_names() {
        text.extend(["== ", name.as_str(), "\n"]);
        for row in book.worksheet_range(&name).unwrap().rows() {
            let cells: Vec<String> = row.iter().map(ToString::to_string).collect();
            text += cells.join(" | ").trim_end_matches([' ', '|']);
            text.push('\n');
        }
    }
    text
}

#[test]
fn tables_and_workbooks_of_the_examples() {
    let paper = ["petro-1", "petro-2", "itproducts", "techserv", "retail-2", "finserv"]
        .map(|name| format!("paper/{name}"));
    for name in paper.iter().map(String::as_str).chain(["marlow-freight"]) {
        let drawn = Drawn::example(name);
        let short = name.trim_start_matches("paper/");
        let table = drawn.csv(Table::Results);
        insta::assert_snapshot!(format!("csv_results_{short}"), table.replace("\r\n", "\n"));
        insta::assert_snapshot!(format!("workbook_{short}"), as_text(&drawn));
    }
}
