//! Findings as they come in, less those that a waiver excuses.

use jiff::civil::Date;

use super::{Policy, Waiver};
use crate::diagnostic::{Code, Diagnostic};

/// Collects findings and keeps count of the waivers.
#[derive(Debug)]
pub struct Docket<'p> {
    policy: Option<&'p Policy>,
    used: Vec<bool>,
    today: Date,
    /// What no waiver excuses.
    pub findings: Vec<Diagnostic>,
    /// How many findings were excused.
    pub waived: usize,
}

impl<'p> Docket<'p> {
    /// A docket with a policy's waivers, if there is a policy.
    pub fn new(policy: Option<&'p Policy>, today: Date) -> Self {
        let used = vec![false; policy.map_or(0, |policy| policy.waivers.len())];
        Self { policy, used, today, findings: Vec::new(), waived: 0 }
    }

    /// Takes a finding about these targets, unless a waiver excuses it.
    pub fn push(&mut self, finding: Diagnostic, targets: &[&str]) {
        if !self.excuses(finding.code, targets) {
            self.findings.push(finding);
        }
    }

    /// Whether a waiver excuses a finding; if so, it is counted.
    pub fn excuses(&mut self, code: Code, targets: &[&str]) -> bool {
        let fits = |waiver: &Waiver| {
            waiver.finding == code
                && waiver.expires >= self.today
                && targets.contains(&waiver.target.as_str())
        };
        let mut excused = false;
        for (waiver, used) in waivers(self.policy).iter().zip(&mut self.used) {
            if fits(waiver) {
                *used = true;
                excused = true;
            }
        }
        self.waived += usize::from(excused);
        excused
    }

    /// The findings, and what is wrong with the waivers. A waiver that nothing needed is told only where everything
    /// that could need it was looked at.
    pub fn close(mut self, complete: bool) -> (Vec<Diagnostic>, usize) {
        let Some(policy) = self.policy else { return (self.findings, self.waived) };
        for (waiver, used) in policy.waivers.iter().zip(&self.used) {
            if waiver.expires < self.today {
                let message =
                    format!("the waiver of `{}` for `{}` has expired", waiver.finding, waiver.target);
                self.findings.push(
                    Diagnostic::new(Code::ExpiredWaiver, &policy.source, waiver.expires_span, message)
                        .label("this day has passed")
                        .help("mend the finding, or have the waiver renewed by who may approve it"),
                );
            } else if !used && complete {
                let message =
                    format!("no finding `{}` for `{}` needs this waiver", waiver.finding, waiver.target);
                self.findings.push(
                    Diagnostic::new(Code::UnusedWaiver, &policy.source, waiver.span, message)
                        .help("remove it, so that it does not hide the finding when it comes back"),
                );
            }
        }
        (self.findings, self.waived)
    }
}

fn waivers(policy: Option<&Policy>) -> &[Waiver] {
    policy.map_or(&[], |policy| &policy.waivers)
}
