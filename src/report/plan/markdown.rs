//! The plan as GitHub markdown: a table of the path, and tasks to tick off.

use crate::report::{
    markup::{Inline, Markup},
    view::{AimsView, PlanView, Stage, StageStep},
};

/// The plan as markdown.
pub fn markdown(view: &PlanView) -> String {
    let mut document = Markup::new();
    document.heading(1, format!("Plan for {}", view.organization));
    document.paragraph(view.whose.as_str());
    document.paragraph(Inline::strong(&view.headline));
    let kinds = view.kinds.iter().map(|one| {
        vec![Inline::from(one.name), Inline::from(&one.before.text), Inline::from(&one.after.text)]
    });
    document.table(&["Kind", "Now", "After the plan"], kinds);
    for remark in &view.remarks {
        document.paragraph(remark.as_str());
    }
    path(&mut document, view);
    if let Some(aims) = &view.aims {
        targets(&mut document, aims);
    }
    if !view.settle_first.is_empty() {
        document.heading(2, "Settle first");
        document.paragraph(
            "Not in the plan: too far apart to be called a consensus. Agree on what is true, then improve it.",
        );
        document.tasks(
            view.settle_first.iter().map(|one| Inline::strong(&format!("{}:", one.label)).then(&one.why)),
        );
    }
    if !view.obstacles.is_empty() {
        document.heading(2, "Cannot be planned yet");
        document.list(&view.obstacles);
    }
    if let Some(found) = &view.find_out {
        document.heading(2, found.title);
        document.paragraph(found.note.as_str());
        document.tasks(
            found
                .items
                .iter()
                .map(|one| Inline::strong(&one.label).then(format!("{} ({})", one.ask, one.why))),
        );
    }
    document.paragraph(format!("{}.", view.questionnaire));
    document.into_text()
}

fn path(document: &mut Markup, view: &PlanView) {
    if view.stages.is_empty() {
        return;
    }
    document.heading(2, "The path");
    let row = |stage: &Stage| {
        let name = name(stage);
        [&stage.numbers, &name, &stage.levels, &stage.effort, &stage.gain, &stage.strength.text, &stage.kinds]
            .map(Inline::from)
            .to_vec()
    };
    let headings = ["Step", "Raise", "Level", "Effort", "Gain", "Strength after", "Kinds after"];
    document.table(&headings, view.stages.iter().map(row));
    document.heading(2, "Step by step");
    document.paragraph(view.meaning.as_str());
    let steps = view.stages.iter().flat_map(|stage| stage.steps.iter().map(move |step| task(stage, step)));
    document.tasks(steps);
}

fn name(stage: &Stage) -> String {
    format!("{} ({})", stage.mechanism, stage.own)
}

fn task(stage: &Stage, step: &StageStep) -> Inline {
    let follows = if stage.follows.is_empty() { String::new() } else { format!("; {}", stage.follows) };
    let worth = format!("takes {}, gains {}{follows}", step.effort, step.gain);
    let said = format!("from {} to {} ({worth})", step.from, step.to);
    Inline::strong(&format!("Step {}, {}", step.number, name(stage))).then(&said)
}

fn targets(document: &mut Markup, aims: &AimsView) {
    document.heading(2, "Targets");
    document.paragraph(aims.sentence.as_str());
    let rows = aims.rows.iter().map(|row| {
        let [now, target, after] = &row.levels;
        [row.name.as_str(), &now.text, &target.text, &after.text, row.state, &row.owner, &row.reason]
            .map(Inline::from)
            .to_vec()
    });
    document.table(&["Mechanism", "Now", "Target", "After", "It is", "Owner", "Reason"], rows);
    for row in aims.rows.iter().filter(|row| !row.obstacles.is_empty()) {
        document.paragraph(
            Inline::strong(&row.name).then(format!("ends at {}. In the way:", row.levels[2].text)),
        );
        document.list(&row.obstacles);
    }
}
