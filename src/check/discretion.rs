//! What may be shown of which file: all of a questionnaire, all of a policy but its waivers (they name people), and of
//! answers and settlements the keys.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Place, Veil};
use crate::policy;
use crate::source::{Source, Span};
use crate::yaml;

/// Knows the files whose lines may be shown; of every other one only the keys are.
#[derive(Debug, Default)]
pub struct Discretion {
    open: Vec<Arc<Source>>,
    veils: RefCell<HashMap<*const Source, Rc<Veil>>>,
}

/// The sections of a policy.
const SECTIONS: [&str; 8] =
    ["format", "use", "require", "freshness", "evidence", "limits", "no_regression", "waivers"];

/// Whether a text has, at its top, a key of answers or settlements.
fn holds_answers(source: &Source) -> bool {
    const KEYS: [&str; 5] = ["respondent", "answers", "settlements", "organization", "interviewer"];
    source.text.lines().any(|line| {
        let line = line.trim_start_matches(['"', '\'', '{']);
        KEYS.iter().any(|key| {
            line.strip_prefix(key)
                .is_some_and(|rest| rest.trim_start_matches(['"', '\'']).trim_start().starts_with(':'))
        })
    })
}

impl Discretion {
    /// Takes a file as one whose lines may be shown, and which may be quoted.
    ///
    /// A file of answers that was named in its place by mistake is none.
    pub fn open(&mut self, source: &Arc<Source>, problems: &mut [Diagnostic]) {
        if holds_answers(source) {
            return;
        }
        self.open.push(Arc::clone(source));
        let veil = self.veil(source);
        // Of a file that is no YAML nobody knows where the waivers are.
        let shown =
            |problem: &&mut Diagnostic| problem.code != Code::Syntax && !veil.hides(problem.place.span);
        for problem in problems.iter_mut().filter(shown) {
            problem.discreet = None;
        }
    }

    /// What may be shown of a file.
    pub fn veil(&self, source: &Arc<Source>) -> Rc<Veil> {
        let mut veils = self.veils.borrow_mut();
        Rc::clone(veils.entry(Arc::as_ptr(source)).or_insert_with(|| Rc::new(self.new_veil(source))))
    }

    fn new_veil(&self, source: &Arc<Source>) -> Veil {
        if !self.open.iter().any(|open| Arc::ptr_eq(open, source)) {
            return Veil::over(0..source.text.len() + 1, yaml::keys(source));
        }
        // A section of a policy that has another name than those known may be a misspelt one of waivers.
        if source.text.contains(policy::FORMAT)
            && let Some(start) = yaml::first_other(source, &SECTIONS)
        {
            return Veil::over(start..source.text.len() + 1, yaml::keys(source));
        }
        match yaml::section(source, "waivers") {
            Some(waivers) => Veil::over(waivers, yaml::keys(source)),
            None => Veil::default(),
        }
    }

    /// Makes a point of every stretch that is hidden: where it ends would tell how long the value is.
    pub fn point(&self, findings: &mut [Diagnostic]) {
        let point = |place: &mut Place| {
            if self.veil(&place.source).hides(place.span) {
                place.span = Span::new(place.span.start, place.span.start);
            }
        };
        for finding in findings {
            point(&mut finding.place);
            if let Some((place, _)) = &mut finding.related {
                point(place);
            }
        }
    }
}
