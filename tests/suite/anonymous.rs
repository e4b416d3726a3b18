//! The anonymous edition: nobody's own answer can be read from it, nor computed from what is shown.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use equipoise::answers::gather::{Gathered, gather};
use equipoise::answers::{Answer, Answers};
use equipoise::assessment::assess;
use equipoise::framework::{Kind, Side};
use equipoise::questionnaire::{Catalog, Measure, Mechanism};
use equipoise::report::voices::{Said, Voices};

use crate::support::{call, equipoise, root};

const EXAMPLE: &str = "examples/marlow-freight";

fn loaded(folder: &Path) -> Gathered {
    gather(&[folder.to_owned()], &Catalog::default()).unwrap()
}

/// What only the respondents' files hold: names, who asked, notes and artifacts.
pub fn private_texts(folder: &Path) -> Vec<String> {
    let gathered = loaded(folder);
    let mut texts = Vec::new();
    for answers in gathered.respondents() {
        texts.extend(answers.respondent.name.clone());
        texts.extend(answers.interviewer.clone());
        for entry in &answers.entries {
            texts.extend(
                entry.note.iter().map(|note| note.split_whitespace().take(5).collect::<Vec<_>>().join(" ")),
            );
            texts.extend(entry.artifacts.iter().cloned());
        }
    }
    texts
}

/// Roles or groups, and how many people each has.
pub type Staff<'a> = &'a [(&'a str, usize)];

/// The example's files, one of a role so many times, each by another person.
pub fn staffed(folder: &Path, roles: Staff<'_>) {
    for (role, people) in roles {
        let text = fs::read_to_string(root().join(EXAMPLE).join(format!("{role}.yaml"))).unwrap();
        for person in 0..*people {
            let lines = text.lines().map(|line| match line.strip_prefix("  name: ") {
                Some(_) => format!("  name: Person {person}"),
                None => line.to_owned(),
            });
            let text = lines.collect::<Vec<_>>().join("\n");
            fs::write(folder.join(format!("{role}-{person}.yaml")), text).unwrap();
        }
    }
}

#[test]
fn no_name_note_or_small_role_is_left() {
    let shown = equipoise(&format!("score {EXAMPLE} --anonymous --detail")).expect(0).stdout;
    let flat = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    for text in private_texts(&root().join(EXAMPLE)) {
        assert!(!flat.contains(&text), "{text}");
    }
    for role in ["CEO", "CIO", "CISO", "HR", "Legal", "IT manager"] {
        let level = level_after(&flat, role);
        assert!(level.is_none(), "{role}: {level:?}");
    }
    assert!(flat.contains("Leadership, 3 people") && flat.contains("Delivery, 3 people"), "{shown}");
    assert!(flat.contains("Anonymous: 2 groups of at least 3 people"), "{shown}");
}

/// Where a role is followed by a number, as in `CEO 4`.
fn level_after<'a>(text: &'a str, role: &str) -> Option<&'a str> {
    let mut from = 0;
    while let Some(found) = text[from..].find(&format!(" {role} ")) {
        let at = from + found;
        let rest = &text[at + role.len() + 2..];
        if rest.starts_with(|c: char| c.is_ascii_digit() || c == '+') {
            return Some(&text[at..(at + 30).min(text.len())]);
        }
        from = at + 1;
    }
    None
}

#[test]
fn nobody_stands_alone_whom_the_others_would_give_away() {
    let least = 3;
    let staffs: [(Staff<'_>, Staff<'_>); 7] = [
        // A side that has enough people stays whole, whatever its roles.
        (&[("ceo", 1), ("legal", 3), ("cio", 1), ("ciso", 3)], &[("Leadership", 4), ("Delivery", 4)]),
        (
            &[("legal", 3), ("cio", 2), ("ciso", 3), ("it-manager", 4)],
            &[("Legal", 3), ("IT manager", 4), ("Delivery, other roles", 5)],
        ),
        (&[("ceo", 1), ("it-manager", 5)], &[("everyone", 6)]),
        (&[("ceo", 3), ("it-manager", 5)], &[("CEO", 3), ("IT manager", 5)]),
        (&[("ceo", 1), ("hr", 1), ("legal", 1), ("it-manager", 4)], &[("IT manager", 4), ("Leadership", 3)]),
        (&[("ceo", 1), ("ciso", 2), ("it-manager", 4)], &[("IT manager", 4), ("others", 3)]),
        (&[("ceo", 1), ("cio", 1)], &[]),
    ];
    for (staff, expected) in staffs {
        let folder = tempfile::tempdir().unwrap();
        staffed(folder.path(), staff);
        let gathered = loaded(folder.path());
        let answers: Vec<&Answers> = gathered.respondents();
        let assessment = assess(&gathered.questionnaire, &answers, None);
        let voices = Voices::anonymous(&gathered.questionnaire, &assessment, &answers, least);
        let shown: Vec<(&str, usize)> =
            voices.all().iter().map(|voice| (voice.label.as_str(), voice.people)).collect();
        assert_eq!(shown, expected, "{staff:?}");
        let named: usize = shown.iter().map(|(_, people)| people).sum();
        assert!(named == 0 || named == answers.len(), "whoever is left out could be computed");
    }
}

#[test]
fn a_role_of_its_own_says_what_the_result_says() {
    let gathered = loaded(&root().join(EXAMPLE));
    let answers = gathered.respondents();
    let assessment = assess(&gathered.questionnaire, &answers, None);
    let voices = Voices::by_role(&gathered.questionnaire, &assessment, &answers);
    assert!(!voices.is_anonymous() && voices.held_back() == 0);
    for mechanism in &assessment.mechanisms {
        let said: Vec<(usize, f64)> = voices
            .all()
            .iter()
            .filter_map(|voice| {
                let level =
                    voices.mechanism(&gathered.questionnaire, &assessment, voice, mechanism.mechanism)?;
                Some((voice.roles[0], level))
            })
            .collect();
        assert_eq!(said.len(), mechanism.roles.len());
        for (said, held) in said.iter().zip(&mechanism.roles) {
            assert!(said.0 == held.0 && (said.1 - held.1).abs() < 1e-12, "{said:?} {held:?}");
        }
    }
}

#[test]
fn a_single_persons_view_names_nobody() {
    let file = PathBuf::from(EXAMPLE).join("ciso.yaml");
    let shown = call(&["score", file.to_str().unwrap(), "--anonymous", "--detail"]).expect(0).stdout;
    assert!(!shown.contains("(ciso)") && shown.contains("One person's view"), "{shown}");
    assert!(shown.contains("too few people answered to show any group"), "{shown}");
}

#[test]
fn what_tells_each_role_cannot_be_anonymous() {
    for more in ["--format json", "--explain overall"] {
        equipoise(&format!("score {EXAMPLE} --anonymous {more}")).expect(2);
    }
    equipoise(&format!("score {EXAMPLE} --min-group 3")).expect(2);
    equipoise(&format!("score {EXAMPLE} --anonymous --min-group 1")).expect(2);
}

/// The levels that a side gave to a question.
fn of_side(gathered: &Gathered, question: usize, side: Side) -> Vec<u8> {
    let levels = gathered.respondents().into_iter().filter_map(|one| {
        let own = gathered.questionnaire.roles[one.respondent.role].side == side;
        one.entries[question].answer.filter(|_| own).and_then(Answer::level)
    });
    levels.collect()
}

#[test]
fn no_level_is_shown_from_which_one_persons_could_be_computed() {
    let gathered = loaded(&root().join(EXAMPLE));
    let answers = gathered.respondents();
    let assessment = assess(&gathered.questionnaire, &answers, None);
    let voices = Voices::anonymous(&gathered.questionnaire, &assessment, &answers, 3);
    let mut shown = 0;
    for result in assessment.questions.iter().filter(|one| one.level.is_some()) {
        if voices.holds_back(result.question) {
            continue;
        }
        shown += 1;
        for side in Side::ALL {
            let people = of_side(&gathered, result.question, side).len();
            assert!(people == 0 || people >= 3, "{}", gathered.questionnaire.questions[result.question].id);
        }
    }
    assert!(shown > 5, "{shown}");
    // The consensus is the middle of the sides, delivery's is known, and on leadership's side only the CEO spoke.
    let money = gathered.questionnaire.question("executive-commitment.money").unwrap();
    assert_eq!(of_side(&gathered, money, Side::Leadership).len(), 1);
    assert!(voices.holds_back(money));
}

#[test]
fn one_person_beside_many_weighs_as_one() {
    let folder = tempfile::tempdir().unwrap();
    staffed(folder.path(), &[("ceo", 1), ("legal", 2), ("it-manager", 3)]);
    let gathered = loaded(folder.path());
    let answers = gathered.respondents();
    let assessment = assess(&gathered.questionnaire, &answers, None);
    let voices = Voices::anonymous(&gathered.questionnaire, &assessment, &answers, 3);
    let leadership = voices.all().iter().find(|voice| voice.label == "Leadership").unwrap();
    let mut seen = 0;
    for result in &assessment.questions {
        if let Said::Level(level) = voices.said(leadership, result) {
            let mut levels = of_side(&gathered, result.question, Side::Leadership);
            levels.sort_unstable();
            assert!((level - f64::from(levels[1])).abs() < 1e-12, "{levels:?} {level}");
            seen += 1;
        }
    }
    assert!(seen > 3, "{seen}");
}

#[test]
fn what_all_said_at_an_end_of_the_scale_is_held_back() {
    let folder = tempfile::tempdir().unwrap();
    staffed(folder.path(), &[("ceo", 3)]);
    let gathered = loaded(folder.path());
    let answers = gathered.respondents();
    let assessment = assess(&gathered.questionnaire, &answers, None);
    let voices = Voices::anonymous(&gathered.questionnaire, &assessment, &answers, 3);
    for result in assessment
        .questions
        .iter()
        .filter(|one| matches!(one.level, Some(level) if (level - 2.5).abs() > 2.499))
    {
        assert!(voices.holds_back(result.question));
    }
}

#[test]
fn a_group_of_two_is_called_what_it_is() {
    let shown = equipoise(&format!("score {EXAMPLE} --anonymous --min-group 2")).expect(0).stdout;
    assert!(
        shown.split_whitespace().collect::<Vec<_>>().join(" ").contains("In a group of two each can tell"),
        "{shown}"
    );
}

/// The same anonymous groups disagree alike wherever they are shown; where most is held back, the page of results has
/// no word for the whole, which would stand beside a wide range.
#[test]
fn score_and_align_count_the_same_disputes() {
    let said = |command: &str| {
        let shown = equipoise(&format!("{command} {EXAMPLE} --anonymous")).expect(0).stdout;
        let flat = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        let at = flat.find("may be shown by group").unwrap_or_else(|| panic!("{shown}"));
        assert!(!flat.contains("largely agree"), "{shown}");
        flat[at..].split('.').next().unwrap().to_owned()
    };
    assert_eq!(said("score"), said("align"));
    let shown = equipoise(&format!("score {EXAMPLE} --anonymous")).expect(0).stdout;
    assert!(!shown.contains("levels apart;"), "a range over single roles is shown: {shown}");
}

/// What is taken from a mean by subtracting all that is shown must be more than one mechanism.
#[test]
fn no_mechanism_held_back_can_be_computed_from_a_mean() {
    for folder in [EXAMPLE, "examples/marlow-freight-2027-q1"] {
        let gathered = loaded(&root().join(folder));
        let (questionnaire, answers) = (&gathered.questionnaire, gathered.respondents());
        let assessment = assess(questionnaire, &answers, None);
        let voices = Voices::anonymous(questionnaire, &assessment, &answers, 3);
        let standing = assessment.mechanisms.iter().filter(|one| one.stands());
        let standing: Vec<_> = standing.map(|one| &questionnaire.mechanisms[one.mechanism]).collect();
        let hidden = |of: &dyn Fn(&Mechanism) -> bool| {
            standing.iter().filter(|one| of(one) && voices.holds_back_place(&one.id)).count()
        };
        for kind in Kind::ALL {
            assert_ne!(hidden(&|one| one.kind == kind), 1, "{folder}: {kind}");
        }
        for guideline in &questionnaire.guidelines {
            if let Measure::Groups(groups) = &guideline.measure {
                assert_ne!(hidden(&|one| groups.contains(&one.group)), 1, "{folder}: {}", guideline.id);
            }
        }
        let shown = standing.iter().filter(|one| !voices.holds_back_place(&one.id)).count();
        assert!(shown >= 15, "{folder}: only {shown} mechanisms are shown");
    }
}

/// What is held back for small groups stays so for larger ones: two editions side by side fill no gap.
#[test]
fn a_larger_least_shows_no_more() {
    for folder in [EXAMPLE, "examples/marlow-freight-2027-q1"] {
        let gathered = loaded(&root().join(folder));
        let (questionnaire, answers) = (&gathered.questionnaire, gathered.respondents());
        let assessment = assess(questionnaire, &answers, None);
        let shown = |least: usize| {
            let voices = Voices::anonymous(questionnaire, &assessment, &answers, least);
            let questions = (0..questionnaire.questions.len()).filter(|&one| !voices.holds_back(one));
            let places = questionnaire.mechanisms.iter().map(|one| one.id.clone());
            let places = places.filter(|id| !voices.holds_back_place(id));
            (questions.collect::<Vec<_>>(), places.collect::<Vec<_>>())
        };
        assert_eq!(shown(usize::from(u16::MAX)), shown(answers.len() + 1), "{folder}");
        for least in 2..7 {
            let (few, many) = (shown(least), shown(least + 1));
            assert!(many.0.iter().all(|one| few.0.contains(one)), "{folder}: {least}");
            assert!(many.1.iter().all(|one| few.1.contains(one)), "{folder}: {least}");
        }
    }
}

/// A mean at an end of the scale would tell every answer behind it.
#[test]
fn a_mean_of_nothing_is_held_back_with_what_it_is_made_of() {
    for level in [0, 5] {
        let mut gathered = loaded(&root().join(EXAMPLE));
        let questionnaire = Arc::clone(&gathered.questionnaire);
        let place = questionnaire.mechanism("logging-detection").unwrap();
        for file in &mut gathered.files {
            for question in questionnaire.mechanisms[place].questions.clone() {
                if file.answers.entries[question].answer.is_some() {
                    file.answers.entries[question].answer = Some(Answer::Level(level));
                }
            }
        }
        let answers = gathered.respondents();
        let assessment = assess(&questionnaire, &answers, None);
        let voices = Voices::anonymous(&questionnaire, &assessment, &answers, 3);
        assert!(voices.holds_back_place("logging-detection"), "{level}");
    }
}

/// A target tells nothing of a level that is held back.
#[test]
fn targets_give_no_level_away() {
    let folder = tempfile::tempdir().unwrap();
    let gathered = loaded(&root().join(EXAMPLE));
    let mut text =
        "format: equipoise/targets@1\nquestionnaire: {id: kayworth-whitten, version: 1.0.0}\ntargets:\n"
            .to_owned();
    for mechanism in &gathered.questionnaire.mechanisms {
        writeln!(text, "  {}: {{level: 3, reason: Ours., owner: Us}}", mechanism.id).unwrap();
    }
    let targets = folder.path().join("targets.yaml");
    fs::write(&targets, text).unwrap();
    for format in ["terminal", "markdown", "html"] {
        let drawn = |more: &[&str]| -> String {
            call(&[&["score", EXAMPLE, "--anonymous", "-f", format], more].concat())
                .expect(0)
                .stdout
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        };
        let (plain, beside) = (drawn(&[]), drawn(&["--targets", targets.to_str().unwrap()]));
        assert!(beside.contains("more the level is held back"), "{format}");
        let held_back = |text: &str| text.matches("held back").count();
        assert!(
            held_back(&beside) > held_back(&plain),
            "{format}: what was held back is shown beside a target"
        );
    }
}
