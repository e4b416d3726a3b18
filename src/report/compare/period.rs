//! When the answers of a point were given, which is what a point is called.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::answers::Answers;

/// The first and the last day on which answers were given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Period {
    /// The days of these answers: each answer's own, else its file's last change. `None` where nothing is dated.
    pub fn of(answers: &[&Answers]) -> Option<Self> {
        let days = || answers.iter().flat_map(|one| days(one));
        Some(Self { from: days().min()?, to: days().max()? })
    }

    /// `Oct 2026`, `Oct–Nov 2026`, `Dec 2026–Feb 2027`.
    fn months(self) -> String {
        let month = |day: Date| MONTHS[usize::try_from(day.month() - 1).unwrap_or_default() % MONTHS.len()];
        let (from, to) = (self.from, self.to);
        if from.year() != to.year() {
            format!("{} {}–{} {}", month(from), from.year(), month(to), to.year())
        } else if from.month() == to.month() {
            format!("{} {}", month(to), to.year())
        } else {
            format!("{}–{} {}", month(from), month(to), to.year())
        }
    }

    /// `2026-10-13`, `2026-10-13 to 2026-11-10`.
    fn days(self) -> String {
        if self.from == self.to { self.to.to_string() } else { format!("{} to {}", self.from, self.to) }
    }
}

/// The days on which one file's answers were given.
fn days(answers: &Answers) -> Vec<Date> {
    let saved = answers.updated.or(answers.started).map(|time| time.to_zoned(TimeZone::UTC).date());
    let given = answers.entries.iter().filter(|entry| entry.answer.is_some());
    given.filter_map(|entry| entry.as_of.or(saved)).collect()
}

/// What points are called: their months where these tell them apart, else their days, else the names given.
pub fn labels(periods: &[Option<Period>], names: &[&str]) -> Vec<String> {
    let apart = |labels: &[String]| {
        let mut sorted: Vec<&String> = labels.iter().collect();
        sorted.sort();
        sorted.windows(2).all(|pair| pair[0] != pair[1])
    };
    if let Some(dated) = periods.iter().copied().collect::<Option<Vec<Period>>>() {
        for label in [Period::months, Period::days] {
            let labels: Vec<String> = dated.iter().map(|period| label(*period)).collect();
            if apart(&labels) {
                return labels;
            }
        }
    }
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(from: &str, to: &str) -> Period {
        Period { from: from.parse().unwrap(), to: to.parse().unwrap() }
    }

    #[test]
    fn points_are_called_by_their_months_where_these_tell_them_apart() {
        let first = period("2026-10-13", "2026-11-10");
        let called = |second: Option<Period>| labels(&[Some(first), second], &["a", "b"]);
        assert_eq!(called(Some(period("2027-02-09", "2027-02-23"))), ["Oct–Nov 2026", "Feb 2027"]);
        assert_eq!(called(Some(period("2026-10-14", "2026-11-10")))[1], "2026-10-14 to 2026-11-10");
        assert_eq!(called(Some(first)), ["a", "b"]);
        assert_eq!(called(None), ["a", "b"]);
        assert_eq!(called(Some(period("2026-12-01", "2027-01-02")))[1], "Dec 2026–Jan 2027");
    }
}
