//! JSON Schemas (draft 2020-12) of the files and of the machine output, kept by hand, so that an editor can say what
//! belongs where. They are as strict as `questionnaire lint --strict` and the loaders, except in what only the
//! loaders know: references between ids, and other files.

use crate::framework::closed_set;

closed_set! {
    /// A format that has a schema.
    Schema {
        /// `equipoise/questionnaire@1`.
        Questionnaire = "questionnaire", "A questionnaire of your own";
        /// `equipoise/answers@1`.
        Answers = "answers", "One respondent's answers";
        /// `equipoise/policy@1`.
        Policy = "policy", "What `check` holds an assessment to";
        /// `equipoise/settlement@1`.
        Settlement = "settlement", "What a workshop settled";
        /// `equipoise/targets@1`.
        Targets = "targets", "Where each mechanism should stand";
        /// `equipoise/result@1`.
        Result = "result", "What `score --format json` prints";
        /// `equipoise/explanation@1`.
        Explanation = "explanation", "What `score --explain WHAT --format json` prints";
        /// `equipoise/alignment@1`.
        Alignment = "alignment", "What `align --format json` prints";
        /// `equipoise/comparison@1`.
        Comparison = "comparison", "What `compare --format json` prints";
        /// `equipoise/series@1`.
        Series = "series", "What `compare --over-time --format json` prints";
        /// `equipoise/plan@1`.
        Plan = "plan", "What `plan --format json` prints";
        /// `equipoise/portfolio@1`.
        Portfolio = "portfolio", "What `portfolio --format json` prints";
    }
}

impl Schema {
    /// The schema, as JSON text.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Questionnaire => include_str!("schema/questionnaire.json"),
            Self::Answers => include_str!("schema/answers.json"),
            Self::Policy => include_str!("schema/policy.json"),
            Self::Settlement => include_str!("schema/settlement.json"),
            Self::Targets => include_str!("schema/targets.json"),
            Self::Result => include_str!("schema/result.json"),
            Self::Explanation => include_str!("schema/explanation.json"),
            Self::Alignment => include_str!("schema/alignment.json"),
            Self::Comparison => include_str!("schema/comparison.json"),
            Self::Series => include_str!("schema/series.json"),
            Self::Plan => include_str!("schema/plan.json"),
            Self::Portfolio => include_str!("schema/portfolio.json"),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::assessment::comparison::{Event, Presence, Reason, Verdict};
    use crate::assessment::plan::{AimState, End, Hold};
    use crate::assessment::{BalanceBand, Band, State};
    use crate::framework::{Evidence, Kind, Objective, Scope, Side, Status};

    fn parsed(schema: Schema) -> Value {
        serde_json::from_str(schema.text()).unwrap()
    }

    /// Every list of words in a schema, without null.
    fn words(node: &Value, found: &mut Vec<Vec<String>>) {
        if let Some(Value::Array(listed)) = node.get("enum") {
            found.push(listed.iter().filter_map(Value::as_str).map(str::to_owned).collect());
        }
        match node {
            Value::Object(entries) => entries.values().for_each(|inner| words(inner, found)),
            Value::Array(items) => items.iter().for_each(|inner| words(inner, found)),
            _ => {}
        }
    }

    #[test]
    fn every_list_of_words_is_one_of_the_framework() {
        let mut known: Vec<Vec<&str>> = vec![
            Objective::IDS.to_vec(),
            Kind::IDS.to_vec(),
            Side::IDS.to_vec(),
            Evidence::IDS.to_vec(),
            Scope::IDS.to_vec(),
            Status::IDS.to_vec(),
            State::IDS.to_vec(),
            Band::IDS.to_vec(),
            BalanceBand::IDS.to_vec(),
            Verdict::IDS.to_vec(),
            Event::IDS.to_vec(),
            Reason::IDS.to_vec(),
            Presence::IDS.to_vec(),
            vec!["before", "after"],
            AimState::IDS.to_vec(),
            End::IDS.to_vec(),
            Hold::IDS.to_vec(),
            vec!["level", "fit"],
            vec!["value", "low"],
            vec!["balance", "weakest_kind"],
            vec!["unknown", "not-applicable"],
            crate::report::align::Edition::IDS.to_vec(),
            vec!["attributable by role", "anonymous"],
        ];
        let reserved = [&["overall"][..], &Objective::IDS, &Kind::IDS].concat();
        known.push(reserved);
        let cells: Vec<String> =
            Objective::IDS.iter().flat_map(|row| Kind::IDS.map(|column| format!("{row}.{column}"))).collect();
        known.push(cells.iter().map(String::as_str).collect());
        for schema in Schema::ALL {
            let mut found = Vec::new();
            words(&parsed(schema), &mut found);
            for listed in found {
                // What an explanation names as rules and sayings is in no closed set; its outputs are validated.
                let own = schema == Schema::Explanation && listed.len() > 5;
                assert!(own || known.iter().any(|known| *known == listed), "{schema}: {listed:?}");
            }
        }
    }

    /// Every property as an editor shows it: a name and what is said of it.
    fn properties(node: &Value, found: &mut Vec<(String, bool)>) {
        match node {
            Value::Object(entries) => {
                let closed = entries.get("additionalProperties").is_some();
                if let Some(Value::Object(properties)) = entries.get("properties").filter(|_| closed) {
                    let described =
                        |value: &Value| value["description"].as_str().is_some_and(|text| !text.is_empty());
                    found.extend(properties.iter().map(|(name, value)| (name.clone(), described(value))));
                }
                entries.values().for_each(|inner| properties(inner, found));
            }
            Value::Array(items) => items.iter().for_each(|inner| properties(inner, found)),
            _ => {}
        }
    }

    #[test]
    fn every_key_is_described_and_no_object_takes_keys_that_it_does_not_know() {
        for schema in Schema::ALL {
            let root = parsed(schema);
            assert!(root["title"].is_string() && root["description"].is_string(), "{schema}");
            assert_eq!(root["$schema"], "https://json-schema.org/draft/2020-12/schema");
            assert_eq!(root["$id"], format!("urn:equipoise:{schema}:1"));
            assert_eq!(root["properties"]["format"]["const"], format!("equipoise/{schema}@1"));
            let mut found = Vec::new();
            properties(&root, &mut found);
            assert!(found.len() > 5, "{schema}");
            for (name, described) in found {
                assert!(described, "{schema}: `{name}` is not described");
            }
        }
    }
}
