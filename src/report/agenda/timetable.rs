//! Minutes: for the opening, each item and its parts, breaks and the closing. They add up to the meeting.

/// No item is given more; a meeting with little to decide is a short one.
const LONGEST: usize = 20;
/// Who answers by when is said in this time.
const SHORT: usize = 10;
/// Minutes of a break, and after how many minutes of meeting there is one.
const BREAK: usize = 10;
const BREAK_EVERY: usize = 120;

/// Items that a meeting of so many minutes has room for: four an hour, and at least one.
pub(super) fn room(minutes: usize) -> usize {
    (4 * minutes / 60).max(1)
}

/// How a meeting's time is spent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Timetable {
    pub opening: usize,
    /// One for each item.
    pub items: Vec<usize>,
    /// The places of items (from 0) after which there is a break.
    pub breaks: Vec<usize>,
    pub closing: usize,
}

impl Timetable {
    /// For a meeting of so many minutes, ten at least, with so many items, of which the first is perhaps a short one.
    pub(super) fn new(minutes: usize, items: usize, begins_short: bool) -> Self {
        let opening = (minutes / 20).clamp(1, 5);
        let closing = (minutes / 10).clamp(2, 10);
        let pauses = (minutes / BREAK_EVERY).min(items.saturating_sub(1));
        let left = minutes.saturating_sub(opening + closing + pauses * BREAK);
        let (each, over) = (left.checked_div(items).unwrap_or(0), left.checked_rem(items).unwrap_or(0));
        // What does not divide goes to the items after the first, which is the easy one.
        let most = |place: usize| if begins_short && place == 0 { SHORT } else { LONGEST };
        let of = |place: usize| (each + usize::from(place + over >= items)).min(most(place));
        let items: Vec<usize> = (0..items).map(of).collect();
        let spent: usize = opening + closing + items.iter().sum::<usize>();
        // A meeting that turned out short needs fewer breaks.
        let pauses = pauses.min((spent + pauses * BREAK) / BREAK_EVERY);
        let after = |pause: usize| (pause + 1) * items.len() / (pauses + 1) - 1;
        Self { opening, breaks: (0..pauses).map(after).collect(), items, closing }
    }

    /// Minutes of the whole meeting.
    pub(super) fn total(&self) -> usize {
        self.opening + self.items.iter().sum::<usize>() + self.breaks.len() * BREAK + self.closing
    }

    /// What happens when: start and minutes of the opening, of each item or break, and of the closing.
    pub(super) fn slots(&self) -> Vec<Slot> {
        let mut parts = vec![(Part::Opening, self.opening)];
        for (place, &minutes) in self.items.iter().enumerate() {
            parts.push((Part::Item(place), minutes));
            if self.breaks.contains(&place) {
                parts.push((Part::Break, BREAK));
            }
        }
        parts.push((Part::Closing, self.closing));
        let mut start = 0;
        let slot = |(part, minutes)| {
            let slot = Slot { part, start, minutes };
            start += minutes;
            slot
        };
        parts.into_iter().map(slot).collect()
    }
}

/// One part of the meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slot {
    pub part: Part,
    /// Minutes since the meeting began.
    pub start: usize,
    pub minutes: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Opening,
    /// By place, from 0.
    Item(usize),
    Break,
    Closing,
}

/// An item's minutes over facts, silent vote, discussion and decision; every part has one where there are four.
pub(super) fn parts(minutes: usize) -> [usize; 4] {
    let facts = (minutes / 4).max(1);
    let vote = (minutes / 6).max(1);
    let decision = (minutes / 6).max(1);
    [facts, vote, minutes.saturating_sub(facts + vote + decision), decision]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_items_an_hour_and_at_least_one() {
        assert_eq!([10, 15, 30, 60, 90, 240].map(room), [1, 1, 2, 4, 6, 16]);
    }

    #[test]
    fn minutes_add_up() {
        for minutes in 10..=480 {
            for items in 1..=room(minutes) {
                let short = Timetable::new(minutes, items, true);
                assert!(short.total() <= minutes && (7..=SHORT).contains(&short.items[0]), "{short:?}");
                let table = Timetable::new(minutes, items, false);
                assert!(table.total() <= minutes, "{minutes} {items} {table:?}");
                if items == room(minutes) && minutes % 15 == 0 {
                    assert_eq!(table.total(), minutes, "{items} {table:?}");
                }
                let slots = table.slots();
                let last = slots.last().unwrap();
                assert_eq!(last.start + last.minutes, table.total());
                for &item in &table.items {
                    assert!((7..=LONGEST).contains(&item), "{minutes} {items} {table:?}");
                    let parts = parts(item);
                    assert_eq!(parts.iter().sum::<usize>(), item);
                    assert!(parts.iter().all(|&part| part > 0));
                }
            }
        }
    }
}
