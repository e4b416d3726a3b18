//! The parts of the page, and which of them are asked for.

use crate::{framework::closed_set, text};

closed_set! {
    /// A part of the page, in the order of the document.
    Section {
        /// What this is and is not, who answered, the result in a paragraph, the headline.
        Summary = "summary", "Summary";
        /// The change since an earlier assessment, where one was given.
        Moved = "moved", "What moved since";
        /// The heat map.
        Matrix = "matrix", "Objectives by kind of practice";
        /// Support beside what is observed.
        Objectives = "objectives", "Support and observation";
        /// The three kinds and the gap between them.
        Kinds = "kinds", "The three kinds in balance";
        /// Every mechanism.
        Mechanisms = "mechanisms", "Mechanisms";
        /// The fit scales.
        Orientation = "orientation", "Orientation";
        /// Leadership against delivery.
        Alignment = "alignment", "Who sees it differently";
        /// The framework's advice.
        Guidelines = "guidelines", "Guidelines";
        /// What to do next.
        Steps = "steps", "Next steps";
        /// What nobody could say.
        Findout = "findout", "What to find out";
        /// Every question.
        Appendix = "appendix", "Appendix: every question";
        /// How it is done, and its limits.
        Method = "method", "Method and limits";
        /// Clauses of standards.
        References = "references", "References to standards";
    }
}

/// The sections of a list such as `matrix,steps`, in the order of the document and each once.
///
/// # Errors
/// What is wrong with the list, naming the nearest section there is.
pub fn parse(list: &str) -> Result<Vec<Section>, String> {
    let mut wanted = Vec::new();
    for id in list.split(',').map(str::trim) {
        wanted.push(Section::from_id(id).ok_or_else(|| unknown(id))?);
    }
    wanted.sort_unstable();
    wanted.dedup();
    Ok(wanted)
}

fn unknown(id: &str) -> String {
    let hint = match text::nearest(id, Section::IDS) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", text::and_list(&Section::IDS)),
    };
    if id.is_empty() {
        return format!("a section has no name; {hint}");
    }
    format!("there is no section `{}`; {hint}", text::clean_line(&text::cut(id, 60)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_in_the_order_of_the_document() {
        assert_eq!(parse("steps, matrix,steps"), Ok(vec![Section::Matrix, Section::Steps]));
        assert_eq!(parse("matrx").unwrap_err(), "there is no section `matrx`; did you mean `matrix`?");
        assert!(
            parse("").unwrap_err().starts_with("a section has no name; there are summary, moved, matrix,")
        );
        assert!(parse("zzzzzzzzzzzz").unwrap_err().contains("method and references"));
    }
}
