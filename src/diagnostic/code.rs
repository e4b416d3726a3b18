//! The codes of problems: stable, one line each.

use super::Severity;
use crate::framework::closed_set;

closed_set! {
    /// What kind of problem; the id is stable.
    Code {
        /// See the summary.
        InvalidUtf8 = "invalid-utf-8", "the file is not UTF-8 text";
        /// See the summary.
        ControlCharacter = "control-character", "a control character stands in the file";
        /// See the summary.
        EmptyFile = "empty-file", "the file holds nothing";
        /// See the summary.
        Syntax = "syntax", "the file is not well-formed YAML";
        /// See the summary.
        SeveralDocuments = "several-documents", "the file holds more than one YAML document";
        /// See the summary.
        Alias = "alias", "YAML anchors, aliases and merge keys are refused";
        /// See the summary.
        TooComplex = "too-complex", "the file nests too deeply or holds too many values";
        /// See the summary.
        DuplicateKey = "duplicate-key", "a key stands twice in one mapping";
        /// See the summary.
        UnknownKey = "unknown-key", "a key that the format does not have";
        /// See the summary.
        MissingKey = "missing-key", "a key that the format requires is not there";
        /// See the summary.
        WrongType = "wrong-type", "a value of another type than the format has there";
        /// See the summary.
        WrongFormat = "wrong-format", "the first key does not name the format that was expected";
        /// See the summary.
        EmptyText = "empty-text", "a text that is required is blank";
        /// See the summary.
        InvalidId = "invalid-id", "an id is not in lower-case kebab-case";
        /// See the summary.
        ReservedId = "reserved-id", "an id that has a meaning of its own";
        /// See the summary.
        DuplicateId = "duplicate-id", "two things share an id";
        /// See the summary.
        IdPrefix = "id-prefix", "a question's id does not begin with that of its mechanism or objective";
        /// See the summary.
        UnknownId = "unknown-id", "an id that nothing has";
        /// See the summary.
        UnknownValue = "unknown-value", "a word that is not among those allowed there";
        /// See the summary.
        InvalidVersion = "invalid-version", "a version is not MAJOR.MINOR.PATCH";
        /// See the summary.
        InvalidWeight = "invalid-weight", "a weight is not a positive finite number";
        /// See the summary.
        InvalidEffort = "invalid-effort", "an effort is not a whole number from 1 to 5";
        /// See the summary.
        InvalidRelevance = "invalid-relevance", "a relevance is neither 1 (secondary) nor 2 (primary)";
        /// See the summary.
        WrongCount = "wrong-count", "a list has another length than the format requires";
        /// See the summary.
        NoObjective = "no-objective", "a question serves no objective";
        /// See the summary.
        RequiresLater = "requires-later", "a question requires itself or one that comes later";
        /// See the summary.
        RequiresOutcome = "requires-outcome", "a requirement names, or stands on, an outcome question";
        /// See the summary.
        KindWithoutQuestion = "kind-without-question", "a kind of mechanism has no question";
        /// See the summary.
        EmptyCell = "empty-cell", "an objective gets no question from a kind of mechanism";
        /// See the summary.
        SameText = "same-text", "two questions ask the same";
        /// See the summary.
        LongQuestion = "long-question", "a question is longer than 300 characters";
        /// See the summary.
        NobodyAsked = "nobody-asked", "a question that no role is asked";
        /// See the summary.
        EmptyMeasure = "empty-measure", "a guideline reads a group or theme that nothing carries";
        /// See the summary.
        UnknownQuestionnaire = "unknown-questionnaire", "answers to a questionnaire that is not at hand";
        /// See the summary.
        VersionMismatch = "version-mismatch", "answers to another major, or a newer, version of the questionnaire";
        /// See the summary.
        OlderVersion = "older-version", "answers to an older version of the questionnaire";
        /// See the summary.
        DigestMismatch = "digest-mismatch", "the questionnaire's meaning has changed since it was answered";
        /// See the summary.
        InvalidLevel = "invalid-level", "a level or position is not a whole number from 0 to 5";
        /// See the summary.
        InvalidTime = "invalid-time", "a date or time is not in the form required";
        /// See the summary.
        InvalidDigest = "invalid-digest", "a digest is not sha256: and 64 hexadecimal digits";
        /// See the summary.
        AnswerForm = "answer-form", "an answer whose form does not suit the question";
        /// See the summary.
        NotApplicableReason = "not-applicable-reason", "a question is said not to apply, without a reason";
        /// See the summary.
        WithdrawnQuestion = "withdrawn-question", "an answer to a question that was withdrawn";
        /// See the summary.
        MixedOrganizations = "mixed-organizations", "files of different organizations do not mix";
        /// See the summary.
        DuplicateRespondent = "duplicate-respondent", "two files of the same role and name";
        /// See the summary.
        UnnamedRespondents = "unnamed-respondents", "two files of one role that names do not tell apart";
        /// See the summary.
        SeveralSettlements = "several-settlements", "more than one settlement";
        /// See the summary.
        StaleSettlement = "stale-settlement", "a settlement of answers that have changed since";
        /// See the summary.
        InvisibleCharacter = "invisible-character", "an invisible character, or one that reorders text, stands in the file";
        /// See the summary.
        UnaskedQuestion = "unasked-question", "an answer to a question that the role is not asked";
        /// See the summary.
        Contradiction = "contradiction", "an answer that the answer to an earlier question rules out";
        /// See the summary.
        UnsupportedClaim = "unsupported-claim", "level 4 or 5 claimed on assertion alone";
        /// See the summary.
        Draft = "draft", "answers that their respondent has not confirmed";
        /// See the summary.
        FutureDate = "future-date", "a date or time that lies in the future";
        /// See the summary.
        ScopeDispute = "scope-dispute", "one gives a level where another says that the question does not apply";
        /// See the summary.
        InvalidThreshold = "invalid-threshold", "a threshold of a policy, or a target, is not a number in its range";
        /// See the summary.
        InvalidDuration = "invalid-duration", "a duration is not a whole number of days such as 180d";
        /// See the summary.
        MissingRole = "missing-role", "a role that the policy requires has not answered";
        /// See the summary.
        Unconfirmed = "unconfirmed", "a draft where the policy requires confirmed answers";
        /// See the summary.
        BelowThreshold = "below-threshold", "a number is below what the policy asks for";
        /// See the summary.
        AboveLimit = "above-limit", "a number is above what the policy allows";
        /// See the summary.
        StaleAnswer = "stale-answer", "answers older than the policy allows";
        /// See the summary.
        AgingAnswer = "aging-answer", "answers that will soon be older than the policy allows";
        /// See the summary.
        UndatedAnswer = "undated-answer", "answers without a date where the policy limits their age";
        /// See the summary.
        WeakEvidence = "weak-evidence", "a level without the evidence that the policy asks for";
        /// See the summary.
        Regressed = "regressed", "a number has fallen since the baseline";
        /// See the summary.
        NoBaseline = "no-baseline", "the policy forbids regression, and no baseline was given";
        /// See the summary.
        ExpiredWaiver = "expired-waiver", "a waiver whose day has passed";
        /// See the summary.
        UnusedWaiver = "unused-waiver", "a waiver that no finding needs";
    }
}

impl Code {
    /// One line on what the code means.
    pub const fn summary(self) -> &'static str {
        self.name()
    }

    /// How grave it is where nothing says otherwise.
    pub const fn severity(self) -> Severity {
        match self {
            Self::EmptyCell
            | Self::SameText
            | Self::LongQuestion
            | Self::NobodyAsked
            | Self::EmptyMeasure
            | Self::OlderVersion
            | Self::DigestMismatch
            | Self::NotApplicableReason
            | Self::WithdrawnQuestion
            | Self::DuplicateRespondent
            | Self::UnnamedRespondents
            | Self::StaleSettlement
            | Self::InvisibleCharacter
            | Self::UnaskedQuestion
            | Self::UnsupportedClaim
            | Self::Draft
            | Self::ScopeDispute
            | Self::AgingAnswer
            | Self::NoBaseline
            | Self::UnusedWaiver => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// How grave it is in `check`: what scoring can live with, saved answers may not keep.
    pub const fn severity_in_check(self) -> Severity {
        match self {
            Self::DigestMismatch
            | Self::NotApplicableReason
            | Self::DuplicateRespondent
            | Self::StaleSettlement => Severity::Error,
            _ => self.severity(),
        }
    }

    /// Whether a policy's waiver can excuse it: what is wrong with an organization's answers can be lived with for a
    /// while, a file that makes no sense cannot.
    pub const fn can_be_waived(self) -> bool {
        matches!(
            self,
            Self::UnaskedQuestion
                | Self::Contradiction
                | Self::UnsupportedClaim
                | Self::Draft
                | Self::ScopeDispute
                | Self::MissingRole
                | Self::Unconfirmed
                | Self::BelowThreshold
                | Self::AboveLimit
                | Self::StaleAnswer
                | Self::AgingAnswer
                | Self::UndatedAnswer
                | Self::WeakEvidence
                | Self::Regressed
        )
    }

    /// A paragraph on it, and an example.
    pub fn explanation(self) -> &'static str {
        let sections = include_str!("explanations.md").split("\n## ");
        let section =
            sections.filter_map(|section| section.split_once('\n')).find(|(id, _)| *id == self.id());
        section.map_or("", |(_, text)| text.trim())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_explained_with_an_example() {
        for code in Code::ALL {
            let text = code.explanation();
            let (paragraph, example) = text.split_once("\n\n").unwrap_or_default();
            assert!(paragraph.len() > 80 && !paragraph.contains("```"), "{code}: {text}");
            assert!(example.starts_with("```") && example.ends_with("```"), "{code}: {text}");
        }
        let sections = include_str!("explanations.md").matches("\n## ").count();
        assert_eq!(sections, Code::ALL.len());
    }
}
