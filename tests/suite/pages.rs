//! What every page without a script has to be: closed to the network, and whole.

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

/// What stands between two texts.
pub fn between<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = page.split_once(from).unwrap_or_else(|| panic!("no {from}"));
    rest.split_once(to).unwrap_or_else(|| panic!("no {to} after {from}")).0
}

/// The names of the tags in order: what a text cannot change unless it breaks out.
pub fn tags(page: &str) -> Vec<&str> {
    crate::fuzzing::targets::holds::tags(page).collect()
}

/// The page without its style, which a snapshot need not show.
pub fn without_style(page: &str) -> String {
    let style = between(page, "<style>", "</style>");
    let hash = between(page, "style-src &#39;", "&#39;");
    page.replacen(style, "", 1).replacen(hash, "sha256-…", 1)
}

/// Its policy lets its own style in and nothing else, nothing in it needs more, and every link leads to a place on it.
pub fn loads_and_runs_nothing(page: &str) {
    let style = between(page, "<style>", "</style>");
    let hash = STANDARD.encode(Sha256::digest(style));
    let policy = between(page, "Content-Security-Policy\" content=\"", "\"").replace("&#39;", "'");
    assert_eq!(
        policy,
        format!(
            "default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; form-action 'none'"
        )
    );
    assert!(!style.contains("url(") && !style.contains("@import") && !style.contains('<'));
    for forbidden in
        ["<script", "<link", "<iframe", " style=", " onload", " onerror", "javascript:", "http:", "https:"]
    {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    for target in page.split(" href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        let id = target.strip_prefix('#').unwrap_or_else(|| panic!("{target}"));
        assert!(page.contains(&format!("id=\"{id}\"")), "{target}");
    }
}
