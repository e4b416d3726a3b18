//! The agenda on a terminal, or as plain text.

use super::{Agenda, DATE, Item, NAME, Topic};
use crate::report::page::Page;
use crate::report::paint::Paint;
use crate::text::capital;

/// The agenda as text for a terminal so wide.
pub fn terminal(agenda: &Agenda, width: usize, colour: bool) -> String {
    let mut page = Page::new(width, Paint::new(colour));
    page.subheading(&agenda.title);
    page.paragraph(&agenda.organization);
    for (what, text) in &agenda.head {
        labelled(&mut page, "  ", what, text);
    }
    page.heading("Purpose");
    for paragraph in &agenda.purpose {
        page.paragraph(paragraph);
    }
    page.heading("Who must be there");
    for seat in &agenda.seats {
        let state = capital(&seat.turnout.words());
        page.item(&format!("{}, {}: {}. {state}.", seat.title, seat.names, seat.brings));
    }
    page.paragraph(&agenda.missing);
    page.paragraph("Nobody sends a deputy: this meeting is for hearing it first hand.");
    page.heading("Timetable");
    for line in &agenda.timetable {
        let lead = format!("  {:>7}  {:>2} min  ", line.when, line.minutes);
        page.wrapped(&lead, &" ".repeat(lead.chars().count()), &line.what);
    }
    page.heading("How each item runs");
    for (what, text) in &agenda.rules {
        labelled(&mut page, "  ", what, text);
    }
    for one in &agenda.items {
        item(&mut page, one);
    }
    closing(&mut page, agenda);
    page.into_text()
}

fn labelled(page: &mut Page, lead: &str, what: &str, text: &str) {
    let what = page.paint.strong(&format!("{what}:"));
    page.wrapped(lead, &format!("{lead}  "), &format!("{what} {text}"));
}

fn item(page: &mut Page, item: &Item) {
    page.blank();
    page.wrapped(
        "",
        "   ",
        &page.paint.strong(&format!("Item {}. {} ({} min)", item.number, item.title, item.minutes)),
    );
    page.faint(&"─".repeat(page.width.min(40)));
    labelled(page, "", "Why today", &item.why);
    for one in &item.topics {
        topic(page, one, item.topics.len() > 1);
    }
    page.blank();
    labelled(page, "", "To decide", &item.decide);
    labelled(page, "", "Presents", &item.owner);
    labelled(page, "", "Runs", &item.run);
}

fn topic(page: &mut Page, topic: &Topic, is_one_of_several: bool) {
    page.blank();
    if is_one_of_several {
        page.subheading(&topic.label);
    }
    labelled(page, "", "Asked", &topic.ask);
    for fact in &topic.facts {
        let lead = format!("  {:>3}  ", fact.level);
        let rest = " ".repeat(lead.chars().count());
        page.wrapped(&lead, &rest, &fact.statement);
        let shown = if fact.shown == crate::report::words::NO_VALUE {
            String::new()
        } else {
            format!(" ({})", fact.shown)
        };
        page.wrapped(&rest, &format!("{rest}  "), &format!("{}{shown}", page.paint.strong(&fact.who)));
    }
    if topic.facts.is_empty() {
        page.paragraph("Nobody has answered it yet.");
    }
    if !topic.bring.is_empty() {
        labelled(page, "", "To bring", &topic.bring);
    }
}

fn closing(page: &mut Page, agenda: &Agenda) {
    page.heading("Closing: owners, dates, what to raise");
    for line in &agenda.closing {
        page.item(line);
    }
    page.blank();
    for decision in &agenda.decisions {
        page.wrapped("  ", "     ", decision);
        page.wrapped(
            "     ",
            "     ",
            &format!("decision: ______  owner: {NAME}  date: {DATE}  to raise: ______"),
        );
    }
    if !agenda.later.is_empty() {
        page.heading("Not today");
        page.paragraph("What did not fit, the most pressing first:");
        for line in &agenda.later {
            page.item(line);
        }
    }
    page.blank();
    for line in &agenda.basis {
        page.faint(line);
    }
}
