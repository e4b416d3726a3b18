//! The leaf: what was said on one question, by whom, and where it goes.

use super::{Drawing, question_id, role_name, sum::listing};
use crate::{
    answers::SettledValue,
    assessment::explanation::{Feed, MechanismPlace, QuestionTrace, Said, SettledTrace, Stand, Voice},
    report::{
        page::Page,
        table::{Cell, Table},
        words,
    },
    text::clean_line,
};

impl Drawing<'_> {
    pub(super) fn leaf(self, page: &mut Page, trace: &QuestionTrace) {
        page.blank();
        self.voices(page, trace);
        page.blank();
        self.consensus(page, trace);
        if let Some(settled) = &trace.settlement {
            self.settled(page, settled);
        }
        if let Some(seen) = &trace.alignment {
            let verdict = if seen.disputed { "disputed" } else { "not disputed" };
            let gap = match seen.gap {
                Some(gap) if gap.abs() >= 0.05 => {
                    let side = if gap > 0.0 { "leadership" } else { "delivery" };
                    format!("; {side} rates higher by {}", words::levels(gap))
                }
                _ => String::new(),
            };
            page.paragraph(&format!(
                "The roles lie {} apart, on average {} from their middle: {verdict}{gap}.",
                words::levels(seen.range),
                words::levels(seen.disagreement)
            ));
        }
        self.goes_to(page, trace);
    }

    fn voices(self, page: &mut Page, trace: &QuestionTrace) {
        if trace.voices.is_empty() {
            return page.paragraph("Nobody has answered.");
        }
        let mut table = Table::new(["Respondent", "Said", "Evidence"]).bare(page.width < 76);
        for voice in &trace.voices {
            let role = role_name(self.questionnaire, voice.role);
            let who = match voice.name.as_deref().map(clean_line).filter(|name| !name.is_empty()) {
                Some(name) => format!("{role}, {name}"),
                None => role.to_owned(),
            };
            table.row(vec![
                Cell::plain(who),
                Cell::plain(self.said(voice)),
                Cell::plain(voice.evidence.map_or("", |grade| grade.name())),
            ]);
        }
        table.draw(page);
    }

    fn said(self, voice: &Voice) -> String {
        let id = |question: usize| question_id(self.questionnaire, question);
        let said = match voice.said {
            Said::Level(level) => format!("level {level}"),
            Said::Fit(pair) => {
                format!("organization\u{a0}{}, security\u{a0}{}", pair.organization, pair.security)
            }
            Said::Unknown => "don't know".to_owned(),
            Said::NotApplicable => "does not apply".to_owned(),
            Said::Nothing if !voice.asked => "not asked".to_owned(),
            Said::Nothing => "no answer".to_owned(),
            Said::ImpliedZero(question) => format!("level 0, implied by {}", id(question)),
            Said::ImpliedNotApplicable(question) => format!("does not apply, implied by {}", id(question)),
        };
        match voice.contradicts {
            Some(question) => format!("{said}, against {}", id(question)),
            None if !voice.asked && !matches!(voice.said, Said::Nothing) => {
                format!("{said} (not a question for this role, and counted)")
            }
            None => said,
        }
    }

    fn consensus(self, page: &mut Page, trace: &QuestionTrace) {
        let roles: Vec<String> = trace
            .roles
            .iter()
            .map(|&(role, at)| format!("{}\u{a0}{}", role_name(self.questionnaire, role), short(at)))
            .collect();
        let sides: Vec<String> =
            trace.sides.iter().map(|&(side, at)| format!("{side}\u{a0}{}", short(at))).collect();
        if !roles.is_empty() {
            page.wrapped("  roles:     ", "             ", &roles.join(", "));
            page.wrapped("  sides:     ", "             ", &sides.join(", "));
        }
        let consensus = trace.consensus.map_or_else(|| trace.state.name().to_owned(), stand);
        page.wrapped("  consensus: ", "             ", &consensus);
    }

    fn settled(self, page: &mut Page, settled: &SettledTrace) {
        let value = match settled.value {
            Some(SettledValue::Level(level)) => format!("level {level}"),
            Some(SettledValue::Fit(pair)) => {
                format!("organization {}, security {}", pair.organization, pair.security)
            }
            None => "left open, so the consensus stays".to_owned(),
        };
        page.wrapped("  settled:   ", "             ", &format!("{value}, {}", settled.evidence));
        page.wrapped("  because:   ", "             ", &clean_line(&settled.reason));
        if !settled.dissent.is_empty() {
            let dissent: Vec<&str> =
                settled.dissent.iter().map(|&role| role_name(self.questionnaire, role)).collect();
            page.wrapped("  dissent:   ", "             ", &dissent.join(", "));
        }
    }

    fn goes_to(self, page: &mut Page, trace: &QuestionTrace) {
        let Some(place) = trace.place else {
            return page.paragraph("It observes its objective, and enters no other number.");
        };
        let mut goes = vec![self.mechanism(place)];
        if let Some(share) = place.kind_share {
            goes.push(format!("through it, {} of the kind's value", words::percent(share)));
        }
        goes.extend(trace.feeds.iter().map(|&one| feed(one)));
        listing(page, "Where it goes", &goes);
    }

    fn mechanism(self, place: MechanismPlace) -> String {
        let id = self.questionnaire.mechanisms.get(place.mechanism).map(|one| one.id.as_str());
        let share = match place.mechanism_share {
            Some(share) => format!("{} of its value", words::percent(share)),
            None => "nothing, for it is not scored".to_owned(),
        };
        format!("mechanism {}: {share}", id.unwrap_or_default())
    }
}

fn feed(feed: Feed) -> String {
    let relevance = if feed.relevance == 2 { "primary" } else { "secondary" };
    let share = match feed.share {
        Some(share) => format!("{} of the cell's value", words::percent(share)),
        None => "nothing, for it is not scored".to_owned(),
    };
    format!("cell {}.{} ({relevance}): {share}", feed.objective, feed.kind)
}

/// A stand among others of its kind: `3.0`, or `O 1.0 S 4.0` for organization and security.
fn short(stand: Stand) -> String {
    match stand {
        Stand::Level(level) => words::level(level),
        Stand::Fit(at) => {
            format!("O\u{a0}{} S\u{a0}{}", words::level(at.organization), words::level(at.security))
        }
    }
}

fn stand(stand: Stand) -> String {
    match stand {
        Stand::Level(level) => words::level(level),
        Stand::Fit(at) => {
            format!(
                "organization {} and security {}",
                words::level(at.organization),
                words::level(at.security)
            )
        }
    }
}
