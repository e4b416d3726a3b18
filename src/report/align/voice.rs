//! Who is compared: one voice for each role that answered, or, where nobody may be recognized, for each group.

use crate::{
    answers::{Answer, Answers},
    assessment::{Assessment, median},
    framework::Side,
    questionnaire::Questionnaire,
    report::{
        turnout,
        voices::{self, Voice as Group, Voices},
    },
    text::slug,
};

/// Somebody whose view is set beside the others': a role, or a group of people.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Voice {
    /// The role's id, or the group's.
    pub id: String,
    /// What it is called where room is short.
    pub short: String,
    /// What it is called.
    pub name: String,
    /// The side it speaks from; `None` for people of several sides.
    pub side: Option<Side>,
    /// Role index; `None` for a group.
    pub role: Option<usize>,
    /// By question: what it said.
    pub said: Vec<Said>,
    /// By mechanism: what it said on the whole.
    pub mechanisms: Vec<Said>,
}

/// What a voice said.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) enum Said {
    /// Nothing: not asked, or not answered.
    #[default]
    Nothing,
    /// A level 0..=5, the median where several people speak.
    Level(f64),
    /// "Don't know".
    Unknown,
    /// "Does not apply".
    NotApplicable,
}

impl Said {
    /// The level, where one was given.
    pub(super) const fn level(self) -> Option<f64> {
        match self {
            Self::Level(level) => Some(level),
            _ => None,
        }
    }
}

/// One voice for each role that answered, in role order. A role's level of a question is the median of the levels that
/// its people gave (scoring specification, §5: implied answers are left out); that of a mechanism is the result's.
pub(super) fn of_roles(
    questionnaire: &Questionnaire,
    assessment: &Assessment,
    answers: &[&Answers],
) -> Vec<Voice> {
    let mut present: Vec<usize> = turnout::heard(assessment).map(|one| one.role).collect();
    present.dedup();
    present.into_iter().map(|role| of_role(questionnaire, assessment, answers, role)).collect()
}

fn of_role(
    questionnaire: &Questionnaire,
    assessment: &Assessment,
    answers: &[&Answers],
    role: usize,
) -> Voice {
    let own: Vec<&Answers> = answers.iter().filter(|one| one.respondent.role == role).copied().collect();
    let mut said = vec![Said::Nothing; questionnaire.questions.len()];
    for result in &assessment.questions {
        let question = result.question;
        if !questionnaire.questions[question].is_fit() {
            said[question] = together(own.iter().filter_map(|one| one.entries.get(question)?.answer));
        }
    }
    let mut mechanisms = vec![Said::Nothing; questionnaire.mechanisms.len()];
    for result in &assessment.mechanisms {
        let level = result.roles.iter().find(|(one, _)| *one == role).map(|(_, level)| *level);
        let questions = questionnaire.mechanisms[result.mechanism].questions.clone();
        mechanisms[result.mechanism] = level.map_or_else(|| without_level(&said[questions]), Said::Level);
    }
    let own = &questionnaire.roles[role];
    Voice {
        id: own.id.clone(),
        short: own.short.clone(),
        name: own.name.clone(),
        side: Some(own.side),
        role: Some(role),
        said,
        mechanisms,
    }
}

/// What several people of one role say together: the median of their levels, or what they said in place of one.
fn together(answers: impl Iterator<Item = Answer>) -> Said {
    let (mut levels, mut otherwise) = (Vec::new(), Said::Nothing);
    for answer in answers {
        match answer {
            Answer::Level(level) => levels.push(f64::from(level)),
            Answer::Unknown => otherwise = Said::Unknown,
            Answer::NotApplicable if otherwise == Said::Nothing => otherwise = Said::NotApplicable,
            Answer::NotApplicable | Answer::Fit(_) => {}
        }
    }
    median(&mut levels).map_or(otherwise, Said::Level)
}

/// What was said on a mechanism of which no level was given.
pub(super) fn without_level(said: &[Said]) -> Said {
    [Said::Unknown, Said::NotApplicable].into_iter().find(|one| said.contains(one)).unwrap_or_default()
}

/// One voice for each group: nobody's own answer can be told from them.
pub(super) fn of_groups(
    questionnaire: &Questionnaire,
    assessment: &Assessment,
    voices: &Voices,
) -> Vec<Voice> {
    let one = |group: &Group| {
        let mut said = vec![Said::Nothing; questionnaire.questions.len()];
        for result in &assessment.questions {
            if !questionnaire.questions[result.question].is_fit() {
                said[result.question] = match voices.said(group, result) {
                    voices::Said::Level(level) => Said::Level(level),
                    voices::Said::Unknown => Said::Unknown,
                    voices::Said::Nothing => Said::Nothing,
                };
            }
        }
        let mechanism = |index: usize| {
            let questions = questionnaire.mechanisms[index].questions.clone();
            let level = voices.mechanism(questionnaire, assessment, group, index);
            level.map_or_else(|| without_level(&said[questions]), Said::Level)
        };
        let mechanisms = (0..questionnaire.mechanisms.len()).map(mechanism).collect();
        Voice {
            id: match group.roles[..] {
                [role] if questionnaire.roles[role].short == group.label => {
                    questionnaire.roles[role].id.clone()
                }
                _ => slug(&group.label),
            },
            short: group.label.clone(),
            name: group.label.clone(),
            side: group.side,
            role: None,
            mechanisms,
            said,
        }
    };
    voices.all().iter().map(one).collect()
}
