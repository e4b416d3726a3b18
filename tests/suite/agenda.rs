//! The steering committee's next meeting.

use equipoise::answers::{Answer, Answers, Entry};
use equipoise::assessment::assess;
use equipoise::framework::Scope;
use equipoise::questionnaire::{Questionnaire, builtin};
use equipoise::report::agenda::{Agenda, MINUTES, markdown, terminal};

use crate::interview::{blank, small};
use crate::support::{call, equipoise, fixture};

const EXAMPLE: &str = "examples/marlow-freight";

fn agenda(questionnaire: &Questionnaire, answers: &[Answers], minutes: usize) -> Agenda {
    let answers: Vec<&Answers> = answers.iter().collect();
    let assessment = assess(questionnaire, &answers, None);
    Agenda::new(questionnaire, &assessment, &answers, None, minutes)
}

/// The whole built-in questionnaire answered alike by one respondent of each role.
fn everybody(questionnaire: &Questionnaire, roles: &[&str], answer: Answer) -> Vec<Answers> {
    let one = |role: &&str| {
        let mut answers = blank(questionnaire, role, Scope::Full);
        for (entry, question) in answers.entries.iter_mut().zip(&questionnaire.questions) {
            if question.open_to(answers.respondent.role) && !question.is_fit() {
                *entry = Entry::of(answer);
            }
        }
        answers
    };
    roles.iter().map(one).collect()
}

fn built_in() -> Questionnaire {
    builtin::load(builtin::DEFAULT).unwrap().unwrap().value
}

/// What holds for every agenda.
fn is_sound(agenda: &Agenda, minutes: usize) {
    let total: usize = agenda.timetable.iter().map(|line| line.minutes).sum();
    assert!(total <= minutes);
    assert!(agenda.head[0].1.contains(&format!("{total} minute")), "{:?}", agenda.head);
    assert!(agenda.timetable.last().unwrap().when.ends_with(&format!("–{total}")));
    assert!(!agenda.items.is_empty() && agenda.items.len() <= (minutes / 15).max(1));
    assert_eq!(agenda.decisions.len(), agenda.items.len());
    for item in &agenda.items {
        assert!(!item.decide.is_empty() && !item.topics.is_empty(), "{item:?}");
        let line = agenda.timetable.iter().find(|line| line.what.contains(&item.title)).unwrap();
        assert_eq!(line.minutes, item.minutes);
        let spent: usize = item.run.split(' ').filter_map(|word| word.parse::<usize>().ok()).sum();
        assert_eq!(spent, item.minutes, "{}", item.run);
    }
    let mut asked: Vec<&str> =
        agenda.items.iter().flat_map(|item| &item.topics).map(|topic| topic.label.as_str()).collect();
    asked.sort_unstable();
    assert!(asked.windows(2).all(|pair| pair[0] != pair[1]), "a question twice: {asked:?}");
    assert!(agenda.later.len() <= 6, "{:?}", agenda.later);
}

#[test]
fn the_example_as_it_would_be_sent() {
    let sent = equipoise(&format!("agenda {EXAMPLE}")).expect(0);
    assert_eq!(sent.stderr, "");
    insta::assert_snapshot!("agenda_markdown", sent.stdout);
    let read = equipoise(&format!("agenda {EXAMPLE} -f terminal")).expect(0);
    insta::assert_snapshot!("agenda_terminal", read.stdout);
}

#[test]
fn four_items_an_hour_at_most_and_minutes_that_add_up() {
    for (minutes, items) in [(15, 1), (60, 4), (90, 6), (240, 16)] {
        let sent = equipoise(&format!("agenda {EXAMPLE} --minutes {minutes}")).expect(0).stdout;
        assert_eq!(sent.lines().filter(|line| line.starts_with("## Item ")).count(), items, "{sent}");
        assert!(sent.contains(&format!("{minutes} minutes\n")), "{sent}");
        let first = match items {
            1 => "## Item 1. Settle: Information security executive (planning presence)",
            _ => "## Item 1. Improve: Informal networks (comparing notes)",
        };
        assert!(sent.contains(first), "begins with an easy one where there is room for more\n{sent}");
        assert_eq!(sent.contains("| Break |"), minutes >= 120);
    }
    let mut longest = Vec::new();
    for minutes in MINUTES.step_by(7) {
        let questionnaire = built_in();
        let mut answers = everybody(&questionnaire, &["ceo", "ciso", "cio"], Answer::Level(2));
        for (place, entry) in answers[0].entries.iter_mut().enumerate() {
            match entry.answer {
                Some(Answer::Level(_)) if place % 3 == 0 => entry.answer = Some(Answer::Level(5)),
                Some(Answer::Level(_)) if place % 5 == 0 => entry.answer = Some(Answer::Unknown),
                _ => {}
            }
        }
        let agenda = agenda(&questionnaire, &answers, usize::from(minutes));
        is_sound(&agenda, usize::from(minutes));
        longest.push(agenda.items.len());
    }
    assert!(longest.is_sorted());
    for minutes in ["9", "481", "soon"] {
        equipoise(&format!("agenda {EXAMPLE} --minutes {minutes}")).expect(2);
    }
}

#[test]
fn each_source_is_heard() {
    let titles = |minutes| -> Vec<String> {
        let sent = equipoise(&format!("agenda {EXAMPLE} --minutes {minutes}")).expect(0).stdout;
        let items = sent.lines().filter_map(|line| line.strip_prefix("## Item "));
        items.map(|item| item.split(": ").next().unwrap()[3..].trim().to_owned()).collect()
    };
    assert_eq!(titles(60), ["Improve", "Settle", "Hear", "Settle"]);
    assert_eq!(titles(90), ["Improve", "Settle", "Hear", "Settle", "Improve", "Settle"]);
}

#[test]
fn who_must_be_there_and_the_most_senior_last() {
    let sent = equipoise(&format!("agenda {EXAMPLE}")).expect(0).stdout;
    let seats: Vec<&str> =
        sent.lines().filter(|line| line.ends_with("answered |") || line.ends_with("yet** |")).collect();
    assert_eq!(seats.len(), 7);
    assert!(seats[6].starts_with("| Head of a business unit | (name) |"), "{seats:?}");
    assert!(sent.contains("Still missing are the answers of: Head of a business unit."));
    let order = "Those who run it from day to day speak first, the most senior last: IT manager, CISO, HR, Legal, \
                 Business, CIO, then CEO.";
    assert!(sent.contains(order), "{sent}");
    // What anybody wrote in a note stays where it was written.
    assert!(!sent.contains("ninety people") && !sent.contains("three minutes about incidents"), "{sent}");
}

#[test]
fn one_person_alone_gets_a_meeting_that_is_worth_holding() {
    let sent = equipoise(&format!("agenda {EXAMPLE}/ciso.yaml")).expect(0).stdout;
    assert!(sent.contains("So far one person has answered."), "{sent}");
    assert!(sent.contains("Who brings the answers that are still missing, by when."));
    assert!(sent.contains("Find out: Supplier and cloud assurance"), "{sent}");
    assert!(sent.contains("Not asked yet, who may know: Legal, Business and CIO."), "{sent}");
    assert!(!sent.contains("Settle:") && !sent.contains("Hear:"));
}

#[test]
fn where_all_agree_the_meeting_is_short() {
    let questionnaire = built_in();
    let roles = ["ceo", "cio", "it-manager", "hr", "legal", "ciso", "business", "audit", "security"];
    let all = everybody(&questionnaire, &roles, Answer::Level(5));
    let agenda = agenda(&questionnaire, &all, 60);
    is_sound(&agenda, 60);
    assert_eq!(agenda.items.len(), 1);
    assert!(agenda.items[0].title.starts_with("Look at the record: "), "{:?}", agenda.items[0]);
    assert_eq!(agenda.head[0].1, "(date), 29 minutes");
    assert!(agenda.missing.is_empty() && agenda.later.is_empty());
    assert_eq!(agenda.seats.len(), 9, "whoever has answered is asked to come");
}

#[test]
fn where_nobody_knows_it_is_found_out() {
    let questionnaire = built_in();
    let all = everybody(&questionnaire, &["ceo", "ciso"], Answer::Unknown);
    let unknown = agenda(&questionnaire, &all, 60);
    is_sound(&unknown, 60);
    assert!(unknown.items.iter().all(|item| item.title.starts_with("Find out: ")), "{unknown:#?}");
    assert!(unknown.items.iter().all(|item| item.why.starts_with("Nobody who was asked could answer.")));
    assert_eq!(unknown.later.len(), 6, "{:?}", unknown.later);
    assert!(unknown.later[5].starts_with("and ") && unknown.later[5].ends_with(" more"));
    // Nothing answered at all.
    let empty = agenda(&questionnaire, &[blank(&questionnaire, "ciso", Scope::Full)], 60);
    is_sound(&empty, 60);
    assert!(markdown(&empty).contains("Nobody has answered it yet."));
    // What nobody was asked is no absence that anybody admitted.
    let unasked =
        "Nobody has answered this yet. It is left out of the result until somebody does. Not asked yet, who";
    assert!(empty.items.iter().any(|item| item.why.starts_with(unasked)), "{:#?}", empty.items);
    assert!(empty.items.iter().all(|item| !item.why.contains("Nobody who was asked")), "{:#?}", empty.items);
    // Not even a question in scope of anybody.
    let quick = agenda(&small(), &[blank(&small(), "ceo", Scope::Quick)], 15);
    is_sound(&quick, 15);
}

#[test]
fn a_questionnaire_of_ones_own_seats_its_sides() {
    let mut questionnaire = small();
    for (role, id) in questionnaire.roles.iter_mut().zip(["board", "ops"]) {
        role.id = id.into();
        role.short = id.into();
        role.name = format!("The {id}");
    }
    let mut answers = ["board", "ops"].map(|role| blank(&questionnaire, role, Scope::Full));
    answers[0].entries[0] = Entry::of(Answer::Level(5));
    answers[1].entries[0] = Entry::of(Answer::Level(0));
    let agenda = agenda(&questionnaire, &answers, 60);
    is_sound(&agenda, 60);
    assert_eq!(
        agenda.seats.iter().map(|seat| seat.title.as_str()).collect::<Vec<_>>(),
        ["The board", "The ops"]
    );
    assert!(agenda.rules[2].1.ends_with("ops, then board."), "{:?}", agenda.rules);
    assert!(agenda.items.iter().any(|item| item.title == "Settle: Backup (copies)"), "{:?}", agenda.items);
}

#[test]
fn what_a_workshop_settled_is_not_disputed_again() {
    let folder = tempfile::tempdir().unwrap();
    let settlement = folder.path().join("settlement.yaml");
    let text = "format: equipoise/settlement@1\nquestionnaire: {id: kayworth-whitten, version: 1.0.0}\n\
                organization: Marlow Freight\nsettled_on: 2026-11-20\nanswers: []\nsettlements:\n  \
                security-executive.planning-presence: {level: 1, reason: Seen.}\n  \
                business.blocked-work: {open: true, reason: Ask *both* depots}\n";
    std::fs::write(&settlement, text).unwrap();
    let sent = call(&["agenda", EXAMPLE, settlement.to_str().unwrap()]).expect(0).stdout;
    assert!(!sent.contains("Settle: Information security executive (planning presence)"), "{sent}");
    assert!(sent.contains(r"The workshop left it open: Ask \*both\* depots."), "{sent}");
    let purpose = "of 35 questions that several roles answered 9 are disputed (1 of them was settled on 2026-11-20), and";
    assert!(sent.contains(purpose), "{sent}");
}

/// Whoever fears blame must not have to speak first.
#[test]
fn nobody_presents_in_his_own_cause() {
    let sent = equipoise(&format!("agenda {EXAMPLE} --minutes 480")).expect(0).stdout;
    let presents = |title: &str| {
        let item = sent.split("\n## Item ").skip(1).find(|item| item.contains(title)).unwrap();
        item.lines().find_map(|line| line.strip_prefix("- **Presents:** ")).unwrap().to_owned()
    };
    let neutral = "(name), who is not a party to it: for instance Legal or Audit";
    assert_eq!(presents(". Settle: Executive commitment (early warning)"), neutral);
    assert_eq!(presents(". Settle: Information security executive (planning presence)"), neutral);
    assert_eq!(
        presents(". Settle: Devices and networks (introduction)"),
        "(name), owner of Devices and networks"
    );

    // Heard together with another mechanism, whose owner does present; nobody to name as an example.
    let mut questionnaire = small();
    questionnaire.mechanisms[0].group = "leadership".into();
    let mut answers = ["ceo", "ciso"].map(|role| blank(&questionnaire, role, Scope::Full));
    for entry in &mut answers[1].entries {
        *entry = Entry::of(Answer::Level(1));
    }
    for (entry, question) in answers[0].entries.iter_mut().zip(&questionnaire.questions) {
        if ["backup.copies", "mentoring.sought"].contains(&question.id.as_str()) {
            *entry = Entry::of(Answer::Unknown);
        }
    }
    let agenda = agenda(&questionnaire, &answers, 60);
    let heard = agenda.items.iter().find(|item| item.title.starts_with("Hear: ")).unwrap();
    let mentoring = &questionnaire.mechanisms[2].name;
    let both = format!("(name), owner of {mentoring}; of Backup (name), who is not a party to it");
    assert_eq!(heard.owner, both);
}

#[test]
fn what_is_heard_or_settled_is_not_improved_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let asked_once = |sent: &str| {
        let mut asked: Vec<&str> = sent.lines().filter(|line| line.starts_with("**Asked:**")).collect();
        let all = asked.len();
        asked.sort_unstable();
        asked.dedup();
        assert_eq!(asked.len(), all, "{sent}");
    };
    let second = folder.path().join("cio.yaml");
    let text = "format: equipoise/answers@1\nquestionnaire: {id: tiny, version: 1.2.0}\norganization: Tiny Works\n\
                respondent: {role: cio}\nanswers: {tech.a: 3, org.a: 2, soc.a: 2}\n";
    std::fs::write(&second, text).unwrap();
    let (tiny, first) = (fixture("tiny.yaml"), fixture("tiny-answers.yaml"));
    let paths = ["agenda", first.to_str().unwrap(), second.to_str().unwrap(), "-q", tiny.to_str().unwrap()];
    let sent = call(&paths).expect(0).stdout;
    assert!(sent.contains("Hear: what has not reached leadership (Soc)"), "{sent}");
    assert!(!sent.contains("Improve: Soc (a)"), "{sent}");
    asked_once(&sent);
    asked_once(&equipoise(&format!("agenda {EXAMPLE} --minutes 480")).expect(0).stdout);
    asked_once(&equipoise("agenda examples/marlow-freight-2027-q1 --minutes 480").expect(0).stdout);
}

#[test]
fn hostile_text_stays_text() {
    let mut questionnaire = small();
    let hostile = "<script>alert(1)</script> | **x** [a](javascript:b) \u{1b}[31m\u{202e}\n# y `z` @admin";
    questionnaire.mechanisms[0].name = hostile.into();
    questionnaire.questions[0].ask = hostile.into();
    questionnaire.questions[0].statements = std::array::from_fn(|_| hostile.into());
    questionnaire.questions[0].evidence = vec![hostile.into()];
    questionnaire.roles[0].name = hostile.into();
    let mut answers = ["ceo", "ciso"].map(|role| blank(&questionnaire, role, Scope::Full));
    for (one, level) in answers.iter_mut().zip([5, 0]) {
        one.organization = hostile.into();
        one.respondent.name = Some(hostile.into());
        one.entries[0] = Entry { artifacts: vec![hostile.into()], ..Entry::of(Answer::Level(level)) };
    }
    let agenda = agenda(&questionnaire, &answers, 60);
    is_sound(&agenda, 60);
    let sent = markdown(&agenda).replace("\\<", "(");
    assert!(
        !sent.contains("<script")
            && !sent.contains("**x**")
            && !sent.contains("[a](")
            && !sent.contains("@admin")
    );
    let cells = |line: &str| line.replace("\\|", "").matches('|').count();
    for table in sent.split("\n\n").filter(|block| block.starts_with('|')) {
        let first = cells(table.lines().next().unwrap());
        assert!(table.lines().all(|line| cells(line) == first), "{table}");
    }
    for width in [40, 60, 200] {
        let read = terminal(&agenda, width, false);
        assert!(!read.chars().any(|c| c.is_control() && c != '\n') && !read.contains('\u{202e}'), "{read}");
    }
    assert!(terminal(&agenda, 80, true).contains("\u{1b}[1m"));
}

#[test]
fn it_is_no_wider_than_the_terminal_and_the_same_each_time() {
    let gathered = equipoise(&format!("agenda {EXAMPLE} --minutes 240")).expect(0).stdout;
    assert_eq!(gathered, equipoise(&format!("agenda {EXAMPLE} --minutes 240")).expect(0).stdout);
    let questionnaire = built_in();
    let answers = everybody(&questionnaire, &["ceo", "ciso"], Answer::Level(2));
    let narrow = terminal(&agenda(&questionnaire, &answers, 90), 60, false);
    assert!(narrow.lines().all(|line| line.chars().count() <= 60), "{narrow}");
}
