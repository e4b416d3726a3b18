//! Answers whose every text tries to break out of the page that shows it.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::root;

/// Markup, script, quotes, template syntax, marks that turn the direction of text, emoji, and ten thousand characters
/// without a blank.
pub fn text() -> String {
    [
        "</bdi></td></style></title></script><script>window.ran=1</script><img src=x onerror=window.ran=1>",
        "\" onload='window.ran=1' -->]]> &lt;b&gt; ${window.ran=1} {{ 7*7 }} {% endif %} \u{202e}evil\u{200f} ",
        "\u{5d0}\u{5d1}\u{5d2} \u{645}\u{631}\u{62d}\u{628}\u{627} \u{1f512}\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} ",
        &"x".repeat(10_000),
    ]
    .concat()
}

/// Writes `hostile.yaml`, a questionnaire, and the folder `hostile` with two respondents' answers to it.
pub fn write(folder: &Path) {
    let tiny = fs::read_to_string(root().join("tests/fixtures/tiny.yaml")).unwrap();
    let mut questionnaire: Value = serde_saphyr::from_str(&tiny).unwrap();
    let replaced = replace(&mut questionnaire);
    assert!(replaced > 30, "{replaced}");
    fs::write(folder.join("hostile.yaml"), escaped(&questionnaire)).unwrap();
    let answers = folder.join("hostile");
    fs::create_dir(&answers).unwrap();
    for (role, level) in [("ceo", 1), ("cio", 4)] {
        fs::write(answers.join(format!("{role}.yaml")), escaped(&file(role, level))).unwrap();
    }
}

/// Every text that is for people, in place; gives how many there were.
fn replace(value: &mut Value) -> usize {
    const TEXTS: [&str; 9] =
        ["title", "summary", "source", "name", "meaning", "purpose", "ask", "note", "poles"];
    match value {
        Value::Object(members) => members
            .iter_mut()
            .map(|(key, value)| match value {
                Value::String(one) if TEXTS.contains(&key.as_str()) => {
                    *one = text();
                    1
                }
                Value::Array(all) if TEXTS.contains(&key.as_str()) => {
                    all.fill(json!(text()));
                    all.len()
                }
                _ => replace(value),
            })
            .sum(),
        Value::Array(all) => all.iter_mut().map(replace).sum(),
        _ => 0,
    }
}

fn file(role: &str, level: u8) -> Value {
    let text = text();
    let entry = json!({"level": level, "evidence": "documented", "note": text, "artifacts": [text]});
    json!({
        "format": "equipoise/answers@1",
        "questionnaire": {"id": "tiny", "version": "1.2.0"},
        "organization": text,
        "respondent": {"role": role, "name": text},
        "interviewer": text,
        "answers": {
            "tech.a": entry,
            "org.a": entry,
            "soc.a": entry,
            "culture.fit": {"fit": {"organization": 1, "security": 4}, "note": text},
        },
    })
}

/// As JSON, with the marks escaped that YAML forbids to stand as they are.
fn escaped(value: &Value) -> String {
    value.to_string().replace('\u{202e}', "\\u202e").replace('\u{200f}', "\\u200f")
}
