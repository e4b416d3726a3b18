//! What a plan is to reach and what it leaves: targets, questions to settle first, and what stands in the way.

use super::Material;
use crate::{
    assessment::{
        Priority,
        plan::{Aim, AimState, Held, Hold},
    },
    report::{view::Figure, words},
    text::{and_list, clean_line, count},
};

/// The targets against the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct AimsView {
    /// How many are reached.
    pub sentence: String,
    /// Every target, in the questionnaire's order.
    pub rows: Vec<AimRow>,
}

/// One target.
#[derive(Debug, Clone, PartialEq)]
pub struct AimRow {
    /// The mechanism's name.
    pub name: String,
    /// Its level now, its target, and its level after the plan.
    pub levels: [Figure; 3],
    /// What becomes of it.
    pub state: &'static str,
    /// Whether it is neither there nor reached.
    pub open: bool,
    /// Why the business wants it.
    pub reason: String,
    /// Who sees to it.
    pub owner: String,
    /// What stands in the way.
    pub obstacles: Vec<String>,
}

/// A question to settle before it is improved.
#[derive(Debug, Clone, PartialEq)]
pub struct Unsettled {
    /// Question id.
    pub id: String,
    /// Short name.
    pub label: String,
    /// How far apart, who says what, and what its next step would gain.
    pub why: String,
}

impl Material<'_> {
    pub(super) fn settle_first(self) -> Vec<Unsettled> {
        let apart = |question: usize| {
            let seen = self.facts.assessment.alignment.as_ref()?.questions.iter();
            seen.filter(|one| one.question == question).map(|one| words::levels(one.range)).next()
        };
        let one = |step: &Priority| Unsettled {
            id: self.facts.questionnaire.questions[step.question].id.clone(),
            label: self.facts.label(step.question),
            why: format!(
                "{} apart ({}); its next step would gain {} and take {}",
                apart(step.question).unwrap_or_default(),
                self.facts.views(step.question),
                words::tenths(step.gain),
                words::effort(step.effort)
            ),
        };
        self.plan.disputed.iter().map(one).collect()
    }

    /// What else no step can be planned for: what nobody knows, and what waits for another.
    pub(super) fn obstacles(self) -> Vec<String> {
        let by = |hold: Hold| self.plan.held.iter().filter(move |held| held.by == hold);
        let unknown: Vec<String> = by(Hold::Unknown).map(|held| self.facts.label(held.question)).collect();
        let mut obstacles = Vec::new();
        if self.plan.start.is_none() {
            return obstacles;
        }
        if !unknown.is_empty() {
            let verb = if unknown.len() == 1 { "stands" } else { "stand" };
            obstacles.push(format!(
                "Nobody knows where {} {verb}; it counts as absent until somebody finds out: {}",
                count(unknown.len(), "question"),
                and_list(&unknown)
            ));
        }
        obstacles.extend(by(Hold::Requirement).map(|held| self.obstacle(held)));
        obstacles
    }

    /// Why a question stays where it is.
    fn obstacle(self, held: &Held) -> String {
        let label = self.facts.label(held.question);
        let Some((required, level)) = held.waits_for else { return format!("{label}: {}", held.by.name()) };
        let also = self.plan.held.iter().find(|held| held.question == required);
        let also = also.map_or(String::new(), |held| format!(" ({})", held.by.name()));
        format!("{label}: waits until {} stands at level {level}{also}", self.facts.label(required))
    }

    pub(super) fn aims(self, aims: &[Aim]) -> AimsView {
        AimsView { sentence: sentence(aims), rows: aims.iter().map(|aim| self.aim(aim)).collect() }
    }

    fn aim(self, aim: &Aim) -> AimRow {
        let level = |level: Option<f64>| Figure::beside(level, aim.target);
        let target = self.request.targets.and_then(|targets| targets.of(aim.mechanism));
        let text = |text: Option<&String>| text.map(|text| clean_line(text)).unwrap_or_default();
        AimRow {
            name: clean_line(&self.facts.questionnaire.mechanisms[aim.mechanism].name),
            levels: [level(aim.before), Figure::target(aim.target), level(aim.after)],
            state: aim.state.name(),
            open: !matches!(aim.state, AimState::Met | AimState::Reached),
            reason: text(target.map(|target| &target.reason)),
            owner: text(target.map(|target| &target.owner)),
            obstacles: self.in_the_way(&aim.held),
        }
    }

    /// What keeps a mechanism below its target: by what holds them, the questions that could stand higher.
    fn in_the_way(self, held: &[Held]) -> Vec<String> {
        let own = |held: &Held| words::own(&self.facts.questionnaire.questions[held.question].id);
        let mut obstacles = Vec::new();
        for hold in Hold::ALL {
            let alike: Vec<&Held> = held.iter().filter(|held| held.by == hold).collect();
            if hold == Hold::Requirement {
                obstacles.extend(alike.iter().map(|held| self.obstacle(held)));
            } else if matches!(hold, Hold::Unknown | Hold::Unanswered) {
                obstacles.extend(self.to_ask(hold, &alike));
            } else if !alike.is_empty() {
                let names: Vec<String> = alike.into_iter().map(own).collect();
                obstacles.push(format!("{}: {}", hold.name(), and_list(&names)));
            }
        }
        obstacles
    }
}

impl Material<'_> {
    /// What nobody has said, by who could: `nobody has answered it: plan and scope; CEO or CISO could know`.
    fn to_ask(self, hold: Hold, held: &[&Held]) -> Vec<String> {
        let questionnaire = self.facts.questionnaire;
        let mut by_whom: Vec<(String, Vec<String>)> = Vec::new();
        for one in held {
            let who = words::asked(questionnaire, one.question, |role| &role.short);
            let own = words::own(&questionnaire.questions[one.question].id);
            match by_whom.iter_mut().find(|(other, _)| *other == who) {
                Some((_, names)) => names.push(own),
                None => by_whom.push((who, vec![own])),
            }
        }
        let said = |(who, names): (String, Vec<String>)| {
            format!("{}: {}; {who} could know", hold.name(), and_list(&names))
        };
        by_whom.into_iter().map(said).collect()
    }
}

/// `Of 9 targets 3 are reached already and 4 by the plan; 2 are not.`
fn sentence(aims: &[Aim]) -> String {
    let of = |state: AimState| aims.iter().filter(|aim| aim.state == state).count();
    let (met, reached) = (of(AimState::Met), of(AimState::Reached));
    let open = aims.len() - met - reached;
    let are = |number: usize| if number == 1 { "is" } else { "are" };
    match aims.len() {
        0 => "No mechanism has a target, so that there is nothing to plan for.".to_owned(),
        all if met == all => "Every target is reached already.".to_owned(),
        all => format!(
            "Of {} {met} {} reached already and {reached} by this plan; {}.",
            count(all, "target"),
            are(met),
            if open == 0 { "none is left".to_owned() } else { format!("{open} {} not", are(open)) }
        ),
    }
}
