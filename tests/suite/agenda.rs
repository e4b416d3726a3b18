//! The steering committee's next meeting.

use equipoise::answers::{Answer, Answers, Entry};
use equipoise::assessment::assess;
use equipoise::framework::{Scope, Status};
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
        assert!(!item.decide.is_empty(), "{item:?}");
        assert_eq!(item.topics.is_empty(), item.title == "Who answers by when", "{item:?}");
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
            1 => "## Item 1. Settle: Executive commitment (money)",
            _ => "## Item 1. Improve: Top-down security (obligations known)",
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
    let order = "So that nobody who fears blame has to speak first, those who depend on it speak before those who run \
                 it, and the most senior last: HR, Legal, Business, IT manager, CISO, CIO, then CEO.";
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
    let titles = |agenda: &Agenda| -> Vec<String> {
        agenda.items.iter().map(|item| item.title.split(": ").next().unwrap().to_owned()).collect()
    };
    assert_eq!(titles(&unknown), ["Who answers by when", "Find out"]);
    assert!(unknown.items[1].why.starts_with("Nobody who was asked could answer."));
    // With most seats heard, what nobody knows is what the meeting is about.
    let most = everybody(&questionnaire, &["ceo", "ciso", "cio", "hr"], Answer::Unknown);
    let unknown = agenda(&questionnaire, &most, 60);
    is_sound(&unknown, 60);
    assert_eq!(titles(&unknown), ["Find out"; 4]);
    assert_eq!(unknown.later.len(), 6, "{:?}", unknown.later);
    assert!(unknown.later[5].starts_with("and 9 more: Find out: "), "{:?}", unknown.later);
    let roles = ["ceo", "ciso", "cio", "hr", "legal", "business", "it-manager", "security", "audit"];
    let all = agenda(&questionnaire, &everybody(&questionnaire, &roles, Answer::Unknown), 60);
    let more = "and 13 more: equipoise score --detail lists what is disputed and what is open";
    assert_eq!(all.later[5], more);
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
    let purpose = "of 35 questions that several roles answered 9 are disputed (1 of them was settled on 20 November 2026), and";
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
    // Of those at the table, somebody who gave no answer there; Audit has no seat here.
    let neutral = "(name), who is not a party to it, for instance Business";
    assert_eq!(presents(". Settle: Executive commitment (early warning)"), neutral);
    assert_eq!(presents(". Settle: Information security executive (planning presence)"), neutral);
    let goals = "(name), who is not a party to it, for instance Legal or HR";
    assert_eq!(presents(". Settle: Information security executive (goals)"), goals);
    assert_eq!(
        presents(". Improve: Informal networks (comparing notes)"),
        "(name), somebody who did it lately"
    );
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
    let both = format!("on {mentoring}: (name), its owner; on Backup: (name), who is not a party to it");
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

/// The seats with whether they have answered, as the page says it.
fn seats(sent: &str) -> Vec<(String, String)> {
    let rows =
        sent.split("## Who must be there").nth(1).unwrap().split("\n\n").nth(1).unwrap().lines().skip(2);
    let cells =
        |row: &str| row.split(" | ").map(|cell| cell.trim_matches(['|', ' ', '*']).to_owned()).collect();
    rows.map(cells).map(|cells: Vec<String>| (cells[0].clone(), cells[3].clone())).collect()
}

#[test]
fn a_file_without_answers_is_no_answer_and_a_draft_is_called_one() {
    let questionnaire = built_in();
    let mut answers = everybody(&questionnaire, &["ceo", "ciso", "hr", "legal"], Answer::Level(2));
    answers[0] = blank(&questionnaire, "ceo", Scope::Full);
    answers[1].status = Status::Confirmed;
    answers[2]
        .entries
        .iter_mut()
        .filter(|entry| entry.answer.is_some())
        .skip(4)
        .for_each(|entry| entry.answer = None);
    let sent = markdown(&agenda(&questionnaire, &answers, 60));
    let states = seats(&sent);
    let of = |seat: &str| &states.iter().find(|(title, _)| title.contains(seat)).unwrap().1;
    assert_eq!(of("CEO"), "has not answered yet");
    assert_eq!(of("CISO"), "has answered");
    let asked =
        questionnaire.questions.iter().filter(|one| one.open_to(questionnaire.role("hr").unwrap())).count();
    assert_eq!(of("HR"), &format!("draft, 4 of {asked} answered, not confirmed"));
    assert!(
        sent.contains("Still missing are the answers of: Chief executive (CEO), Chief information"),
        "{sent}"
    );
    assert!(sent.contains("3 people have answered: "), "{sent}");
    let drafts = format!(
        "2 of 3 files are drafts, not confirmed yet by whoever answered: HR (4 of {asked} answered) and"
    );
    assert!(sent.contains(&drafts), "{sent}");

    let nobody = ["ceo", "ciso"].map(|role| blank(&questionnaire, role, Scope::Full));
    let sent = markdown(&agenda(&questionnaire, &nobody, 60));
    assert!(seats(&sent).iter().all(|(_, state)| state == "has not answered yet"), "{sent}");
    assert!(
        sent.contains("Nobody has answered yet: the meeting decides who answers, and by when."),
        "{sent}"
    );
    assert!(sent.contains("None of 7 seats has answered."), "{sent}");
}

#[test]
fn where_most_have_not_answered_that_comes_first() {
    let sent = equipoise("agenda examples/paper/techserv").expect(0).stdout;
    let items: Vec<&str> = sent.lines().filter(|line| line.starts_with("## Item ")).collect();
    assert_eq!(items.len(), 2, "{items:?}");
    assert!(items[0].starts_with("## Item 1. Who answers by when (10 min)"), "{items:?}");
    assert!(items[1].starts_with("## Item 2. Find out: "), "{items:?}");
    assert_eq!(sent.matches("Nobody has answered it yet.").count(), 3, "{sent}");
    for minutes in [10, 15] {
        let sent = equipoise(&format!("agenda examples/paper/techserv --minutes {minutes}")).expect(0).stdout;
        assert!(sent.contains("## Item 1. Who answers by when") && !sent.contains("## Item 2."), "{sent}");
    }
}

#[test]
fn the_first_item_is_easy_to_agree_on_where_no_step_is_known_too() {
    let questionnaire = built_in();
    let mut answers = ["ceo", "ciso", "cio", "hr"].map(|role| blank(&questionnaire, role, Scope::Full));
    let question = |id: &str| questionnaire.question(id).unwrap();
    for (id, levels) in [
        ("executive-commitment.early-warning", [0, 4, 5, 5]),
        ("executive-commitment.speaking-up", [1, 4, 1, 4]),
        ("top-down-security.obligations-known", [2, 2, 2, 2]),
    ] {
        for (one, level) in answers.iter_mut().zip(levels) {
            one.entries[question(id)] = Entry::of(Answer::Level(level));
        }
    }
    let titles = |answers: &[Answers], minutes| -> Vec<String> {
        let agenda = agenda(&questionnaire, answers, minutes);
        is_sound(&agenda, minutes);
        agenda.items.into_iter().map(|item| item.title).collect()
    };
    for minutes in [10, 15, 60] {
        let first = titles(&answers, minutes).remove(0);
        assert_eq!(first, "Settle: Executive commitment (speaking up)", "{minutes}");
    }
    // Nothing is disputed: what all say alike, before what nobody knows.
    for one in &mut answers {
        one.entries[question("executive-commitment.early-warning")] = Entry::of(Answer::Unknown);
        one.entries[question("executive-commitment.speaking-up")] = Entry::of(Answer::Unknown);
    }
    for minutes in [15, 60] {
        let first = titles(&answers, minutes).remove(0);
        assert_eq!(first, "Confirm: Top-down security (obligations known)", "{minutes}");
    }
}

/// What grows by itself is not decided on like an order, and nobody is called its owner.
#[test]
fn what_nobody_owns_is_neither_first_nor_ordered() {
    let sent = equipoise(&format!("agenda {EXAMPLE} --minutes 480")).expect(0).stdout;
    let items: Vec<&str> = sent.split("\n## Item ").skip(1).collect();
    assert!(!items[0].contains("Informal networks") && items[0].contains("owner of "), "{}", items[0]);
    let organic =
        items.iter().find(|item| item.contains("Improve: Informal networks (comparing notes)")).unwrap();
    assert!(
        organic.contains("**To decide:** What would each of us do so that “With one or two,"),
        "{organic}"
    );
    for item in items {
        let place = |what: &str| item.find(what).unwrap_or_else(|| panic!("{what}\n{item}"));
        assert!(place("**Asked:**") < place("**To decide:**"), "{item}");
        assert!(
            !item.contains("owner of Informal networks")
                && !item.contains("owner of Information security mentoring")
        );
    }
}

#[test]
fn two_people_of_one_role_are_told_apart_and_settle_what_parts_them() {
    let questionnaire = built_in();
    let mut answers = everybody(&questionnaire, &["ceo", "cio", "ciso", "ciso", "hr"], Answer::Level(2));
    let question = |id: &str| questionnaire.question(id).unwrap();
    // Only the CISO is asked this one.
    let own = "security-liaisons.reach";
    for (one, level) in answers.iter_mut().skip(2).zip([0, 5]) {
        one.entries[question(own)] = Entry::of(Answer::Level(level));
    }
    answers.last_mut().unwrap().entries[question(own)] = Entry::default();
    answers[3].entries[question("security-executive.planning-presence")] = Entry::of(Answer::NotApplicable);
    let agenda = agenda(&questionnaire, &answers, 480);
    is_sound(&agenda, 480);
    let item = agenda
        .items
        .iter()
        .find(|item| item.title == "Settle: Information security liaisons (reach)")
        .unwrap();
    assert_eq!(item.why, "Two people of the same role (CISO) lie 5.0 levels apart.");
    let who: Vec<&str> = item.topics[0].facts.iter().map(|fact| fact.who.as_str()).collect();
    assert_eq!(who, ["CISO (1 of 2)", "CISO (1 of 2)"]);
    let scope = agenda.items.iter().find(|item| item.title.starts_with("Does it apply: ")).unwrap();
    assert!(
        scope.topics[0]
            .facts
            .iter()
            .any(|fact| fact.who == "CISO (1 of 2)" && fact.statement == "does not apply")
    );
    let alike = agenda.items.iter().flat_map(|item| &item.topics).flat_map(|topic| &topic.facts);
    assert!(alike.clone().any(|fact| fact.who.contains("2 × CISO")), "{:#?}", agenda.items);
}

#[test]
fn answers_that_changed_since_the_workshop_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let settlement = folder.path().join("settlement.yaml");
    let text = "format: equipoise/settlement@1\nquestionnaire: {id: kayworth-whitten, version: 1.0.0}\n\
                organization: Marlow Freight\nsettled_on: 2026-11-20\nanswers: []\nsettlements:\n  \
                security-executive.planning-presence: {level: 1, reason: Seen.}\n";
    std::fs::write(&settlement, text).unwrap();
    let (ceo, ciso) = (format!("{EXAMPLE}/ceo.yaml"), format!("{EXAMPLE}/ciso.yaml"));
    let changed =
        "The answers have changed since the workshop of 20 November 2026: CEO and CISO did not answer then.";
    for command in [
        &["agenda"][..],
        &["agenda", "-f", "terminal"],
        &["align"],
        &["align", "-f", "markdown"],
        &["score"],
        &["score", "-f", "markdown"],
        &["score", "-f", "html"],
    ] {
        let mut call_of = command.to_vec();
        call_of.extend([ceo.as_str(), ciso.as_str(), settlement.to_str().unwrap()]);
        let done = call(&call_of).expect(0);
        let flat = done.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(changed), "{command:?}\n{}", done.stdout);
        assert!(done.stderr.contains("since then: CEO and CISO did not answer then"), "{}", done.stderr);
    }
}
