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
            | Self::StaleSettlement => Severity::Warning,
            _ => Severity::Error,
        }
    }
}
