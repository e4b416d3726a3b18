//! From a policy file to a validated [`Policy`], with every problem of the file in one run.

use std::sync::Arc;

use super::figure::Figure;
use super::{EvidenceRule, Freshness, Policy, Threshold, Waiver};
use crate::answers::load::{date, role};
use crate::diagnostic::{Code, Loading, conclude};
use crate::framework::{Evidence, Kind, Objective, TOP_LEVEL};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::load::expect_format;
use crate::source::Source;
use crate::yaml::{self, Fields, Node, Reader};

/// The first key's value in a policy file.
pub const FORMAT: &str = "equipoise/policy@1";

/// What a fraction is told to be.
const FRACTION: &str = "a fraction from 0 to 1, such as 0.5";
/// What a level is told to be.
const LEVEL: &str = "a level from 0 to 5";

/// Loads and validates a policy against the questionnaire whose roles and mechanisms it names.
///
/// # Errors
///
/// Every problem of the file, where one of them makes it unusable.
pub fn load(source: &Arc<Source>, questionnaire: &Questionnaire) -> Loading<Policy> {
    let root = yaml::parse(source)?;
    let mut reader = Reader::new(source, &root);
    let policy = PolicyReader { reader: &mut reader, questionnaire }.read(&root);
    conclude(policy, reader.problems)
}

struct PolicyReader<'r, 'a> {
    reader: &'r mut Reader<'a>,
    questionnaire: &'r Questionnaire,
}

impl PolicyReader<'_, '_> {
    fn read(&mut self, root: &Node<'_>) -> Option<Policy> {
        let mut fields = self.reader.fields(root, "a policy")?;
        if !expect_format(self.reader, &mut fields, FORMAT) {
            return None;
        }
        let mut policy = Policy {
            source: Arc::clone(self.reader.source),
            pessimistic: false,
            roles: Vec::new(),
            confirmed: None,
            thresholds: Vec::new(),
            freshness: None,
            evidence: Vec::new(),
            no_regression: None,
            waivers: Vec::new(),
        };
        let low = |word: &str| ["value", "low"].contains(&word).then(|| word == "low");
        policy.pessimistic = fields
            .get("use")
            .and_then(|node| self.reader.keyword(node, "use", &["value", "low"], low))
            .unwrap_or(false);
        if let Some(node) = fields.get("require") {
            self.require(node, &mut policy);
        }
        policy.freshness = fields.get("freshness").and_then(|node| self.freshness(node));
        if let Some(node) = fields.get("evidence") {
            let rules = self.reader.list(node, "`evidence`");
            policy.evidence = rules.iter().filter_map(|rule| self.evidence(rule)).collect();
        }
        if let Some(node) = fields.get("limits") {
            self.limits(node, &mut policy.thresholds);
        }
        policy.no_regression = fields.get("no_regression").and_then(|node| self.no_regression(node));
        if let Some(node) = fields.get("waivers") {
            let waivers = self.reader.list(node, "`waivers`");
            policy.waivers = waivers.iter().filter_map(|waiver| self.waiver(waiver)).collect();
        }
        fields.finish(self.reader);
        policy.thresholds.sort_by_key(|threshold| threshold.span.start);
        Some(policy)
    }

    fn require(&mut self, node: &Node<'_>, policy: &mut Policy) {
        let Some(mut fields) = self.reader.fields(node, "`require`") else { return };
        if let Some(node) = fields.get("roles") {
            for item in self.reader.list(node, "`roles`") {
                policy
                    .roles
                    .extend(role(self.reader, item, self.questionnaire).map(|role| (role, item.span)));
            }
        }
        policy.confirmed = fields
            .get("confirmed")
            .and_then(|node| {
                self.reader.required_truth(node, "`confirmed`").map(|wanted| (wanted, node.span))
            })
            .filter(|(wanted, _)| *wanted)
            .map(|(_, span)| span);
        for figure in Figure::OF_THE_WHOLE {
            self.threshold(&mut fields, figure.key(), figure, &mut policy.thresholds);
        }
        self.each(&mut fields, "objectives", "objective", &Objective::IDS, &mut policy.thresholds, |id| {
            Objective::from_id(id).map(Figure::Objective)
        });
        self.each(&mut fields, "observed", "objective", &Objective::IDS, &mut policy.thresholds, |id| {
            Objective::from_id(id).map(Figure::Observed)
        });
        self.each(&mut fields, "kinds", "kind", &Kind::IDS, &mut policy.thresholds, |id| {
            Kind::from_id(id).map(Figure::Kind)
        });
        let cells = Figure::cell_ids();
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        self.each(&mut fields, "cells", "cell", &cells, &mut policy.thresholds, Figure::cell);
        let questionnaire = self.questionnaire;
        let mechanisms: Vec<&str> = questionnaire.mechanisms.iter().map(|one| one.id.as_str()).collect();
        self.each(&mut fields, "mechanisms", "mechanism", &mechanisms, &mut policy.thresholds, |id| {
            questionnaire.mechanism(id).map(Figure::Mechanism)
        });
        fields.finish(self.reader);
    }

    /// One number under a key of its own.
    fn threshold(
        &mut self,
        fields: &mut Fields<'_, '_>,
        key: &'static str,
        figure: Figure,
        thresholds: &mut Vec<Threshold>,
    ) {
        if let Some(node) = fields.get(key) {
            thresholds.extend(self.limit(node, figure));
        }
    }

    /// Numbers of several things of one sort, by id.
    fn each(
        &mut self,
        fields: &mut Fields<'_, '_>,
        key: &'static str,
        what: &str,
        known: &[&str],
        thresholds: &mut Vec<Threshold>,
        figure: impl Fn(&str) -> Option<Figure>,
    ) {
        let Some(node) = fields.get(key) else { return };
        for (figure, node) in self.reader.by_id(node, what, known, figure) {
            thresholds.extend(self.limit(node, figure));
        }
    }

    fn limit(&mut self, node: &Node<'_>, figure: Figure) -> Option<Threshold> {
        let (top, expected) =
            if figure.in_levels() { (f64::from(TOP_LEVEL), LEVEL) } else { (1.0, FRACTION) };
        let limit = self.reader.number(node, 0.0..=top, Code::InvalidThreshold, expected)?;
        Some(Threshold { figure, limit, span: node.span })
    }

    fn limits(&mut self, node: &Node<'_>, thresholds: &mut Vec<Threshold>) {
        let Some(mut fields) = self.reader.fields(node, "`limits`") else { return };
        for figure in Figure::LIMITS {
            self.threshold(&mut fields, figure.key(), figure, thresholds);
        }
        fields.finish(self.reader);
    }

    fn freshness(&mut self, node: &Node<'_>) -> Option<Freshness> {
        let mut fields = self.reader.fields(node, "`freshness`")?;
        let max_age = fields.require(self.reader, "max_age");
        let warn_before = fields.get("warn_before");
        fields.finish(self.reader);
        let span = max_age?.span;
        let max_age = self.days(max_age?)?;
        let early = match warn_before {
            Some(node) => self.days(node)?,
            None => 0,
        };
        if let Some(node) = warn_before
            && early >= max_age
        {
            let message = "the warning does not come before the end";
            let expected = "expected fewer days than `max_age` has";
            self.reader.push(Code::InvalidDuration, node.span, message, expected);
            return None;
        }
        Some(Freshness { max_age, warn_before: early, span })
    }

    /// Days, as in `180d`.
    fn days(&mut self, node: &Node<'_>) -> Option<i32> {
        let raw = self.reader.source.slice(node.span).trim().trim_matches(['"', '\'']);
        let days = raw
            .strip_suffix('d')
            .filter(|digits| (1..=5).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()))
            .and_then(|digits| digits.parse().ok());
        if days.is_none() {
            let expected = "expected whole days, such as 180d";
            self.reader.push(Code::InvalidDuration, node.span, "this is no duration", expected);
        }
        days
    }

    fn evidence(&mut self, node: &Node<'_>) -> Option<EvidenceRule> {
        let mut fields = self.reader.fields(node, "a rule of evidence")?;
        let from = fields
            .require(self.reader, "from")
            .and_then(|node| self.reader.whole(node, 1..=TOP_LEVEL, Code::InvalidThreshold, "the level"));
        let node = fields.require(self.reader, "grade");
        let grade =
            node.and_then(|node| self.reader.keyword(node, "grade", &Evidence::IDS, Evidence::from_id));
        fields.finish(self.reader);
        Some(EvidenceRule { from: from?, grade: grade?, span: node?.span })
    }

    fn no_regression(&mut self, node: &Node<'_>) -> Option<(f64, crate::source::Span)> {
        let mut fields = self.reader.fields(node, "`no_regression`")?;
        let node = fields.require(self.reader, "tolerance");
        fields.finish(self.reader);
        let tolerance = self.reader.number(node?, 0.0..=1.0, Code::InvalidThreshold, FRACTION)?;
        Some((tolerance, node?.span))
    }

    fn waiver(&mut self, node: &Node<'_>) -> Option<Waiver> {
        let mut fields = self.reader.fields(node, "a waiver")?;
        let [finding, target, expires] =
            ["finding", "target", "expires"].map(|key| fields.require(self.reader, key));
        let [reason, approver] = ["reason", "approver"].map(|key| fields.text(self.reader, key));
        fields.finish(self.reader);
        let codes: Vec<&str> =
            Code::ALL.into_iter().filter(|code| code.can_be_waived()).map(Code::id).collect();
        let waivable = |id: &str| Code::from_id(id).filter(|code| code.can_be_waived());
        let finding = finding.and_then(|node| self.reader.keyword(node, "finding", &codes, waivable));
        let target = target.and_then(|node| Some((self.target(node)?, node.span)));
        let expires = expires.and_then(|node| Some((date(self.reader, node)?, node.span)));
        reason.and(approver)?;
        let ((target, span), (expires, expires_span)) = (target?, expires?);
        Some(Waiver { finding: finding?, target, expires, span, expires_span })
    }

    /// What a finding can be about: a number, a role or a question.
    fn target(&mut self, node: &Node<'_>) -> Option<String> {
        let target = self.reader.text(node, "`target`")?;
        let questionnaire = self.questionnaire;
        let figures = Figure::all(questionnaire).map(|figure| figure.target(questionnaire));
        let roles =
            questionnaire.roles.iter().flat_map(|role| [role.id.clone(), format!("roles.{}", role.id)]);
        let questions = questionnaire.questions.iter().map(|question| question.id.clone());
        let known: Vec<String> = figures.chain(roles).chain(questions).collect();
        if !known.contains(&target) {
            let known = known.iter().map(String::as_str);
            self.reader.unknown(Code::UnknownId, node.span, "target", &target, known);
            return None;
        }
        Some(target)
    }
}
