//! Objectives, orientation, guidelines and mechanisms.

use unicode_width::UnicodeWidthStr;

use super::bars;
use crate::{
    report::{
        page::{Page, pad},
        view::{MechanismBar, Orientation, View},
        words,
    },
    text::cut,
};

pub(super) fn objectives(page: &mut Page, view: &View) {
    page.heading("Objectives: support, and what is observed");
    page.paragraph(&view.order);
    for objective in &view.objectives {
        let name = page.paint.strong(objective.name);
        page.wrapped("", "  ", &format!("{name}. {}", objective.reading));
        for (label, said) in &objective.observations {
            page.item(&format!("{label}, {said}"));
        }
    }
}

pub(super) fn orientation(page: &mut Page, view: &View) {
    if view.orientation.is_empty() {
        return;
    }
    page.heading("Orientation: where the organization and its security stand");
    page.paragraph(words::NEITHER_POLE);
    for one in &view.orientation {
        page.blank();
        page.subheading(&one.label);
        page.paragraph(&one.ask);
        scale(page, one);
        page.paragraph(&one.reading);
    }
}

fn scale(page: &mut Page, one: &Orientation) {
    let [left, right] = &one.poles;
    let Some(placed) = &one.placed else {
        return page.wrapped("  ", "  ", &format!("from “{left}” to “{right}”"));
    };
    let scale = bars::scale(placed.positions, page.width - 4);
    let room = scale.width().saturating_sub(left.width() + right.width());
    if room >= 2 {
        page.line(&format!("  {left}{}{right}", " ".repeat(room)));
    } else {
        page.wrapped("  ", "  ", &format!("left: {left}; right: {right}"));
    }
    page.line(&format!("  {scale}"));
    page.wrapped("  O ", "    ", &format!("organization at {}", placed.organization));
    page.wrapped("  S ", "    ", &format!("security practice at {}", placed.security));
    if scale.contains('B') {
        page.wrapped("  B ", "    ", "both at one place");
    }
}

pub(super) fn guidelines(page: &mut Page, view: &View) {
    if view.guidelines.is_empty() {
        return;
    }
    page.heading("Guidelines");
    for one in &view.guidelines {
        let value = page.paint.band(one.figure.band, &one.figure.with_band());
        page.wrapped("", "  ", &format!("{}: {value}", one.title));
        for line in textwrap::wrap(&format!("{} ({})", one.reading, one.source), page.width - 2) {
            page.line(&format!("  {}", page.paint.faint(&line)));
        }
    }
}

pub(super) fn mechanisms(page: &mut Page, view: &View) {
    page.heading("Mechanisms, as levels");
    page.paragraph(&format!("{}.", view.levels));
    if let Some(targets) = &view.targets {
        page.paragraph(&format!(
            "{} A target stands beside its level, as in “1.5 of 3.0”, and as | in a bar that ends short of it.",
            targets.sentence
        ));
    }
    let widest = |width: fn(&MechanismBar) -> usize| {
        let all = view.mechanisms.iter().flat_map(|group| &group.mechanisms);
        all.map(width).max().unwrap_or_default()
    };
    let (longest, note) = (widest(|one| one.bar.name.width()), widest(|one| one.bar.note.width()));
    let beside = 8 + widest(|one| of_target(one).width());
    let room = page.width.saturating_sub(longest + beside);
    // Notes stand beside the bars where both fit.
    let columns = if note > 0 && room >= note + 12 { room - note - 2 } else { room }.clamp(10, 25);
    let name = longest.min(page.width.saturating_sub(columns + beside));
    for group in &view.mechanisms {
        page.blank();
        page.subheading(&format!("{}, {}", group.kind, group.figure.with_band()));
        for one in &group.mechanisms {
            mechanism(page, one, name, columns);
        }
    }
}

fn mechanism(page: &mut Page, one: &MechanismBar, name: usize, columns: usize) {
    let bar = &one.bar;
    let target = one.target.as_ref().and_then(|target| target.figure.share);
    let drawn = bars::bar_to(page, bar.figure.share, target, columns);
    let level = page.paint.band(bar.figure.band, &bar.figure.text);
    let line = format!("  {} {drawn} {level}", pad(&cut(&bar.name, name), name));
    let of_target = of_target(one);
    let line = format!("{line}{of_target}");
    let used = 2 + name + 1 + columns + 1 + bar.figure.text.width() + of_target.width();
    if bar.note.is_empty() {
        page.line(&line);
    } else if used + 2 + bar.note.width() <= page.width {
        page.line(&format!("{line}  {}", page.paint.faint(&bar.note)));
    } else {
        page.line(&line);
        page.line(&format!("    {}", page.paint.faint(&bar.note)));
    }
}

/// ` of 3.0`, where there is a target.
fn of_target(one: &MechanismBar) -> String {
    one.target.as_ref().map_or_else(String::new, |target| format!(" of {}", target.figure.text))
}
