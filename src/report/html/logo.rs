//! A picture embedded in a page.

use base64::{Engine, engine::general_purpose::STANDARD};

/// The greatest picture that is taken, in bytes.
pub const MOST: usize = 1024 * 1024;

/// A picture as a `data:` URL. Drawn by `<img>`, so that an SVG can neither run scripts nor load anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    url: String,
}

impl Logo {
    /// Recognizes a picture by its first bytes.
    ///
    /// # Errors
    /// Why the file is not taken.
    pub fn new(bytes: &[u8]) -> Result<Self, String> {
        if bytes.len() > MOST {
            return Err("it is larger than 1 MiB".to_owned());
        }
        let kind = kind(bytes).ok_or("it is no PNG, JPEG, GIF, WebP or SVG picture")?;
        Ok(Self { url: format!("data:{kind};base64,{}", STANDARD.encode(bytes)) })
    }

    /// What an `src` attribute takes.
    pub fn url(&self) -> &str {
        &self.url
    }
}

/// The media type.
fn kind(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ => is_svg(bytes).then_some("image/svg+xml"),
    }
}

/// Whether a text's first element is `<svg`, after a byte order mark, declarations and comments.
fn is_svg(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let end = if rest.starts_with("<?") {
            "?>"
        } else if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<!") {
            ">"
        } else {
            return rest.strip_prefix("<svg").is_some_and(|more| {
                more.starts_with(|next: char| next.is_whitespace() || next == '>' || next == '/')
            });
        };
        let Some((_, after)) = rest.split_once(end) else { return false };
        rest = after.trim_start();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_known_by_their_first_bytes() {
        assert_eq!(kind(b"\x89PNG\r\n\x1a\nrest"), Some("image/png"));
        assert_eq!(kind(b"\xff\xd8\xff\xe0"), Some("image/jpeg"));
        assert_eq!(kind(b"GIF89a.."), Some("image/gif"));
        assert_eq!(kind(b"RIFF\0\0\0\0WEBPVP8 "), Some("image/webp"));
        assert_eq!(kind(b"<?xml version='1.0'?>\n<!-- a --><svg xmlns=''/>"), Some("image/svg+xml"));
        for wrong in [&b""[..], b"<html><svg/>", b"<svgx/>", b"%PDF-1.7", b"\xff\xfe<svg/>", b"<!-- svg"] {
            assert_eq!(kind(wrong), None);
        }
        assert!(Logo::new(&vec![0; MOST + 1]).is_err());
        assert_eq!(Logo::new(b"<svg/>").unwrap().url(), "data:image/svg+xml;base64,PHN2Zy8+");
    }
}
