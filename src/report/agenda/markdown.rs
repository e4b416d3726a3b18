//! The agenda as GitHub markdown.

use super::{Agenda, DATE, Item, NAME, Topic};
use crate::report::markup::{Inline, Markup};
use crate::report::turnout::Turnout;

/// The agenda as a document.
pub fn markdown(agenda: &Agenda) -> String {
    let mut page = Markup::new();
    page.heading(1, &agenda.title);
    page.list(
        std::iter::once(("For", agenda.organization.clone()))
            .chain(agenda.head.iter().map(|(what, text)| (*what, text.clone())))
            .map(|(what, text)| labelled(what, &text)),
    );
    page.heading(2, "Purpose");
    for paragraph in &agenda.purpose {
        page.paragraph(paragraph);
    }
    attendance(&mut page, agenda);
    page.heading(2, "Timetable");
    page.table(
        &["From–to", "Minutes", "What"],
        agenda.timetable.iter().map(|line| {
            vec![Inline::from(&line.when), line.minutes.to_string().into(), Inline::from(&line.what)]
        }),
    );
    page.heading(2, "How each item runs");
    page.numbered(agenda.rules.iter().map(|(what, text)| labelled(what, text)));
    for one in &agenda.items {
        item(&mut page, one);
    }
    closing(&mut page, agenda);
    page.into_text()
}

fn labelled(what: &str, text: &str) -> Inline {
    Inline::strong(&format!("{what}:")).then(text)
}

fn attendance(page: &mut Markup, agenda: &Agenda) {
    page.heading(2, "Who must be there");
    page.table(
        &["Seat", "Name", "What the seat brings", "Answers"],
        agenda.seats.iter().map(|seat| {
            let state = match seat.turnout {
                Turnout::Confirmed => Inline::from(seat.turnout.words()),
                Turnout::Draft { .. } | Turnout::Missing => Inline::strong(&seat.turnout.words()),
            };
            vec![Inline::from(&seat.title), Inline::from(&seat.names), Inline::from(&seat.brings), state]
        }),
    );
    page.paragraph(&agenda.missing);
    page.paragraph("Nobody sends a deputy: this meeting is for hearing it first hand.");
}

fn item(page: &mut Markup, item: &Item) {
    page.heading(2, format!("Item {}. {} ({} min)", item.number, item.title, item.minutes));
    page.paragraph(labelled("Why today", &item.why));
    for one in &item.topics {
        topic(page, one, item.topics.len() > 1);
    }
    page.paragraph(labelled("To decide", &item.decide));
    page.list([labelled("Presents", &item.owner), labelled("Runs", &item.run)]);
}

fn topic(page: &mut Markup, topic: &Topic, is_one_of_several: bool) {
    if is_one_of_several {
        page.heading(3, &topic.label);
    }
    page.paragraph(labelled("Asked", &topic.ask));
    page.table(
        &["Level", "What was said", "By", "Shown by"],
        topic.facts.iter().map(|fact| {
            vec![
                Inline::from(&fact.level),
                Inline::from(&fact.statement),
                Inline::from(&fact.who),
                Inline::from(&fact.shown),
            ]
        }),
    );
    if topic.facts.is_empty() {
        page.paragraph("Nobody has answered it yet.");
    }
    if !topic.bring.is_empty() {
        page.paragraph(labelled("To bring", &topic.bring));
    }
}

fn closing(page: &mut Markup, agenda: &Agenda) {
    page.heading(2, "Closing: owners, dates, what to raise");
    page.list(&agenda.closing);
    page.table(
        &["Item", "Decision", "Owner", "Date", "To raise, with whom"],
        agenda.decisions.iter().map(|decision| {
            vec![Inline::from(decision), Inline::default(), NAME.into(), DATE.into(), Inline::default()]
        }),
    );
    if !agenda.later.is_empty() {
        page.heading(2, "Not today");
        page.paragraph("What did not fit, the most pressing first:");
        page.list(&agenda.later);
    }
    for line in &agenda.basis {
        page.paragraph(Inline::emphasis(line));
    }
}
