//! Habits of the command line: streams, exit codes, colour, where results go.

use std::fs;

use crate::support::{call, equipoise, root};

const EXAMPLE: &str = "examples/marlow-freight";

#[test]
fn help_ends_with_examples_that_work() {
    for command in [
        "",
        "interview",
        "score",
        "check",
        "align",
        "agenda",
        "reconcile",
        "form",
        "plan",
        "compare",
        "portfolio",
        "questionnaire",
        "questionnaire list",
        "questionnaire show",
        "questionnaire lint",
        "questionnaire new",
        "questionnaire schema",
        "answers",
        "answers new",
        "completions",
        "man",
    ] {
        let help = equipoise(&format!("{command} --help")).expect(0);
        let examples =
            help.stdout.split("Examples:\n").nth(1).unwrap_or_else(|| panic!("{command} shows no examples"));
        let lines: Vec<&str> =
            examples.lines().map(str::trim).filter(|line| line.starts_with("equipoise ")).collect();
        assert!(lines.len() >= 2, "{command}: {examples}");
        for line in lines {
            // What asks needs a terminal, and what a shell does with the output is the shell's.
            let arguments = line.trim_start_matches("equipoise ").split(['|', '>']).next().unwrap();
            let asks = arguments.starts_with("interview") || arguments.starts_with("reconcile");
            if !asks && !arguments.contains('~') && !arguments.contains("my-") {
                equipoise(arguments).expect(0);
            }
        }
    }
}

#[test]
fn wrong_usage_is_2_and_says_so_on_standard_error() {
    for arguments in
        ["", "scor", "score", "score --format pdf x", "score x --explain", "--color sometimes man"]
    {
        let done = equipoise(arguments).expect(2);
        assert!(done.stdout.is_empty() && !done.stderr.is_empty(), "{arguments}");
    }
    let done = equipoise(&format!("score {EXAMPLE} --explain socail")).expect(2);
    assert!(done.stderr.contains("did you mean `social`?"), "{}", done.stderr);
    let done = equipoise("questionnaire show --role coe").expect(2);
    assert!(done.stderr.contains("did you mean `ceo`?"), "{}", done.stderr);
    let done = equipoise("-q kayworth-witten questionnaire show").expect(2);
    assert!(done.stderr.contains("did you mean `kayworth-whitten`?"), "{}", done.stderr);
}

#[test]
fn input_that_cannot_be_read_is_3_and_output_that_cannot_be_written_is_4() {
    equipoise("score no-such-file.yaml").expect(3);
    equipoise("-q no-such-file.yaml questionnaire show").expect(3);
    equipoise(&format!("score {EXAMPLE} -o /no/such/folder/out.txt")).expect(4);
    equipoise(&format!("score {EXAMPLE} -o /dev/full")).expect(4);
    equipoise(&format!("score {EXAMPLE} -o tests")).expect(4);
}

#[test]
fn output_goes_where_it_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("result.json");
    let printed = equipoise(&format!("score {EXAMPLE} -f json -o -")).expect(0).stdout;
    let done = call(&["score", EXAMPLE, "-f", "json", "-o", out.to_str().unwrap()]).expect(0);
    assert!(done.stdout.is_empty());
    assert_eq!(fs::read_to_string(&out).unwrap(), printed);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "something was left beside the result");
    // A device is written to and stays a device.
    equipoise(&format!("score {EXAMPLE} -o /dev/null")).expect(0);
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
    // A link to a pipe, which has no path to be followed to.
    assert_eq!(equipoise(&format!("score {EXAMPLE} -f json -o /dev/stdout")).expect(0).stdout, printed);
}

#[test]
fn files_in_any_order_give_the_same_bytes() {
    let mut files: Vec<String> = fs::read_dir(root().join(EXAMPLE))
        .unwrap()
        .map(|entry| entry.unwrap().path().to_str().unwrap().to_owned())
        .collect();
    files.sort();
    let whole = equipoise(&format!("score -f json {EXAMPLE}")).expect(0).stdout;
    for _ in 0..files.len() {
        files.rotate_left(1);
        let arguments = [vec!["score".into(), "-f".into(), "json".into()], files.clone()].concat();
        assert_eq!(call(&arguments).expect(0).stdout, whole);
    }
}

#[test]
fn a_file_named_twice_counts_once() {
    let once = equipoise(&format!("score -f json {EXAMPLE}")).expect(0);
    let twice = equipoise(&format!("score -f json {EXAMPLE} {EXAMPLE}/ceo.yaml")).expect(0);
    assert_eq!(once.stdout, twice.stdout);
    assert!(twice.stderr.contains("was named twice and counts once"), "{}", twice.stderr);
}

#[test]
fn answers_come_from_standard_input_too() {
    let file = fs::read_to_string(root().join(EXAMPLE).join("ciso.yaml")).unwrap();
    let piped = equipoise("score -f json -").stdin(&file).expect(0).stdout;
    assert_eq!(piped, equipoise(&format!("score -f json {EXAMPLE}/ciso.yaml")).expect(0).stdout);
}

#[test]
fn a_folder_stands_for_its_answers() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("notes.yaml", "format: something/else@1\n"),
        ("plain.yml", "a: b\n"),
        (".hidden.yaml", "not: [sound"),
        ("read.me", "not: [sound"),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    fs::copy(root().join(EXAMPLE).join("ciso.yaml"), folder.path().join("ciso.yml")).unwrap();
    let done = call(&["score", "-f", "json", folder.path().to_str().unwrap()]).expect(0);
    assert!(
        done.stderr.contains("notes.yaml was passed over: it has format something/else@1"),
        "{}",
        done.stderr
    );
    assert!(done.stderr.contains("plain.yml was passed over: it has no format"), "{}", done.stderr);
    assert!(!done.stderr.contains("hidden") && !done.stderr.contains("read.me"), "{}", done.stderr);
}

#[test]
fn colour_follows_the_environment_and_the_option() {
    let score = format!("score {EXAMPLE}");
    let coloured = |text: &str| text.contains('\u{1b}');
    assert!(!coloured(&equipoise(&score).expect(0).stdout));
    assert!(coloured(&equipoise(&score).env("CLICOLOR_FORCE", "1").expect(0).stdout));
    assert!(!coloured(&equipoise(&score).env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1").expect(0).stdout));
    assert!(coloured(&equipoise(&format!("{score} --color always")).env("NO_COLOR", "1").expect(0).stdout));
    let never = equipoise(&format!("{score} --color never")).env("CLICOLOR_FORCE", "1").expect(0);
    assert!(!coloured(&never.stdout) && !coloured(&never.stderr));
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let script = format!("{} score {EXAMPLE} | head -n 1", env!("CARGO_BIN_EXE_equipoise"));
    let output = std::process::Command::new("bash")
        .args(["-c", &format!("set -o pipefail; {script}")])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn hostile_text_never_steers_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ciso.yaml");
    let file = fs::read_to_string(root().join(EXAMPLE).join("ciso.yaml")).unwrap();
    let hostile = r#""\e[2J\u009b31mEvil\u202e \x07""#;
    fs::write(&path, file.replace("organization: Marlow Freight", &format!("organization: {hostile}")))
        .unwrap();
    for more in [vec![], vec!["--detail"], vec!["--explain", "overall"]] {
        let path = path.to_str().unwrap();
        let done = call(&[vec!["score", path], more].concat()).expect(0);
        assert!(done.stdout.contains("Evil") || done.stdout.contains("overall"), "{}", done.stdout);
        let steering = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}');
        assert!(!done.stdout.contains(steering), "{:?}", done.stdout);
    }
}

#[test]
fn completions_and_manual_pages_cover_every_command() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(equipoise(&format!("completions {shell}")).expect(0).stdout.contains("interview"), "{shell}");
    }
    assert!(equipoise("man").expect(0).stdout.contains(".SH NAME"));
    let folder = tempfile::tempdir().unwrap();
    call(&["man", "--folder", folder.path().to_str().unwrap()]).expect(0);
    for page in
        ["equipoise.1", "equipoise-score.1", "equipoise-interview.1", "equipoise-questionnaire-lint.1"]
    {
        assert!(folder.path().join(page).exists(), "{page}");
    }
}

#[test]
fn a_result_never_replaces_answers() {
    let folder = tempfile::tempdir().unwrap();
    let answers = folder.path().join("ciso.yaml");
    fs::copy(root().join(EXAMPLE).join("ciso.yaml"), &answers).unwrap();
    let before = fs::read_to_string(&answers).unwrap();
    let path = answers.to_str().unwrap();
    for call_ in [&["score", path, "-o", path][..], &["questionnaire", "show", "-o", path]] {
        let done = call(call_).expect(2);
        assert!(done.stderr.contains("was left as it is"), "{}", done.stderr);
        assert_eq!(fs::read_to_string(&answers).unwrap(), before);
    }
}

#[test]
fn what_nobody_knows_is_no_weakness_and_reaches_no_statement() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ciso.yaml");
    let file = fs::read_to_string(root().join(EXAMPLE).join("ciso.yaml")).unwrap();
    let (head, _) = file.split_once("answers:\n").unwrap();
    fs::write(&path, format!("{head}answers:\n  backup-recovery.restore-proof: unknown\n  backup-recovery.copies-apart: unknown\n")).unwrap();
    let path = path.to_str().unwrap();
    let done = call(&["score", path, "--explain", "backup-recovery.restore-proof"]).expect(0);
    assert!(!done.stdout.contains("Reached"), "{}", done.stdout);
    let done = call(&["score", path]).expect(0);
    let first = done.stdout.split("What this number is").next().unwrap();
    assert!(!first.contains("Backup and recovery"), "{first}");
}

#[test]
fn a_folder_of_folders_is_told_apart() {
    let done = equipoise("score examples").expect(3);
    assert!(done.stderr.contains("is it examples/marlow-freight that is meant?"), "{}", done.stderr);
}

#[test]
fn what_is_not_ours_in_a_folder_is_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("compose.yaml", "x-base: &base {image: a}\nservices: {b: *base}\n"),
        ("k8s.yaml", "kind: A\n---\nkind: B\n"),
        ("empty.yaml", ""),
        ("helm.yaml", "{{- if .Values.x }}\na: {{ .b }}\n"),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    assert!(
        std::process::Command::new("mkfifo").arg(folder.path().join("pipe.yaml")).status().unwrap().success()
    );
    fs::copy(root().join(EXAMPLE).join("ciso.yaml"), folder.path().join("ciso.yaml")).unwrap();
    let path = folder.path().to_str().unwrap();
    let done = call(&["score", "-f", "json", path]).expect(0);
    assert_eq!(done.stderr.matches("was passed over").count(), 5, "{}", done.stderr);
    // One of ours that is broken is no stranger.
    fs::write(folder.path().join("hr.yaml"), "format: equipoise/answers@1\nanswers: [\n").unwrap();
    let done = call(&["score", "-f", "json", path]).expect(3);
    assert!(done.stderr.contains("hr.yaml"), "{}", done.stderr);
}

#[test]
fn a_questionnaire_of_ones_own_takes_the_place_of_the_built_in() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("own.yaml");
    let text = fs::read_to_string(root().join("questionnaires/kayworth-whitten.yaml")).unwrap();
    fs::write(&own, text.replace("title: Socio-technical information security", "title: MY OWN COPY"))
        .unwrap();
    let done = call(&["-q", own.to_str().unwrap(), "questionnaire", "show", "kayworth-whitten"]).expect(0);
    assert!(done.stdout.starts_with("MY OWN COPY"), "{}", &done.stdout[..80]);
}

#[test]
fn weights_of_one_kind_do_not_drown_another() {
    let folder = tempfile::tempdir().unwrap();
    let (own, answers) = (folder.path().join("own.yaml"), folder.path().join("a.yaml"));
    let text = fs::read_to_string(root().join("tests/fixtures/tiny.yaml")).unwrap();
    let text = text.replace("    kind: technical", "    kind: technical\n    weight: 1.0e300");
    fs::write(&own, text.replace("    kind: social", "    kind: social\n    weight: 1.0e-300")).unwrap();
    let head = "format: equipoise/answers@1\nquestionnaire: {id: tiny, version: 1.2.0}\norganization: X\nrespondent: {role: ceo}";
    fs::write(&answers, format!("{head}\nanswers: {{tech.a: 3, tech.b: 3, org.a: 3, soc.a: 3}}\n")).unwrap();
    let done =
        call(&["score", "-q", own.to_str().unwrap(), answers.to_str().unwrap(), "-f", "json"]).expect(0);
    assert!(done.stdout.contains("\"strength\": 0.6,"), "{}", done.stdout);
}

#[test]
fn answers_are_never_replaced_however_they_name_their_format() {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(root().join(EXAMPLE).join("ciso.yaml")).unwrap();
    let line = "format: equipoise/answers@1";
    let comments = format!("{}{line}", "# a comment\n".repeat(500));
    let spellings = [
        "format: 'equipoise/answers@1'",
        "format:   \"equipoise/answers@1\"",
        "\"format\": equipoise/answers@1",
        comments.as_str(),
    ];
    for (number, spelling) in spellings.into_iter().enumerate() {
        let file = folder.path().join(format!("{number}.yaml"));
        let written = text.replace(line, spelling);
        fs::write(&file, &written).unwrap();
        let name = file.to_str().unwrap();
        let done = call(&["score", name, "-f", "json", "-o", name]).expect(2);
        assert!(done.stderr.contains("was left as it is"), "{}", done.stderr);
        assert_eq!(fs::read_to_string(&file).unwrap(), written);
    }
    // One that does not parse says what it is all the same.
    let file = folder.path().join("broken.yaml");
    fs::write(&file, format!("{line}\nanswers: [")).unwrap();
    call(&["score", EXAMPLE, "-f", "json", "-o", file.to_str().unwrap()]).expect(2);
}
