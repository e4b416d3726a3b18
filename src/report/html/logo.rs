//! A picture embedded in a page.

use base64::{Engine, engine::general_purpose::STANDARD};
use quick_xml::{
    NsReader,
    events::Event,
    name::{Namespace, ResolveResult},
};

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
        let kind = kind(bytes).ok_or(
            "it is no whole PNG, JPEG, GIF, WebP or SVG picture (save an SVG as plain SVG in UTF-8)",
        )?;
        Ok(Self { url: format!("data:{kind};base64,{}", STANDARD.encode(bytes)) })
    }

    /// What an `src` attribute takes.
    pub fn url(&self) -> &str {
        &self.url
    }
}

/// The media type of a picture that is whole as far as its frame tells: a browser draws a broken one as a broken icon.
fn kind(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [
            0x89,
            b'P',
            b'N',
            b'G',
            b'\r',
            b'\n',
            0x1a,
            b'\n',
            _,
            _,
            _,
            _,
            b'I',
            b'H',
            b'D',
            b'R',
            ..,
            b'I',
            b'E',
            b'N',
            b'D',
            _,
            _,
            _,
            _,
        ] => Some("image/png"),
        [0xff, 0xd8, 0xff, .., 0xff, 0xd9] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', .., 0x3b] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ => is_svg(bytes).then_some("image/svg+xml"),
    }
}

/// Whether a text is well-formed XML whose root is SVG's.
fn is_svg(bytes: &[u8]) -> bool {
    const SVG: ResolveResult<'_> = ResolveResult::Bound(Namespace(b"http://www.w3.org/2000/svg"));
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let mut reader = NsReader::from_str(text.trim_start_matches('\u{feff}'));
    let (mut depth, mut is_svg) = (0_usize, false);
    loop {
        let Ok((namespace, event)) = reader.read_resolved_event() else { return false };
        let (begins, element) = match &event {
            Event::Start(element) => (1, element),
            Event::Empty(element) => (0, element),
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                continue;
            }
            Event::Eof => return is_svg && depth == 0,
            _ => continue,
        };
        if depth == 0 {
            is_svg = !is_svg && namespace == SVG && element.local_name().as_ref() == b"svg";
            if !is_svg {
                return false;
            }
        }
        depth += begins;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_known_by_their_first_bytes() {
        assert_eq!(
            kind(b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR....\0\0\0\0IEND\xae\x42\x60\x82"),
            Some("image/png")
        );
        assert_eq!(kind(b"\xff\xd8\xff\xe0..\xff\xd9"), Some("image/jpeg"));
        assert_eq!(kind(b"GIF89a..\0;"), Some("image/gif"));
        assert_eq!(kind(b"RIFF\0\0\0\0WEBPVP8 "), Some("image/webp"));
        for svg in [
            "<?xml version='1.0'?>\n<!-- a --><svg xmlns='http://www.w3.org/2000/svg'/>",
            "\u{feff}<svg:svg xmlns:svg='http://www.w3.org/2000/svg'><svg:g></svg:g></svg:svg>\n",
            "<!DOCTYPE svg [ <!ENTITY ns 'http://www.w3.org/2000/svg'> ]><svg xmlns='http://www.w3.org/2000/svg'>&ns;</svg>",
        ] {
            assert_eq!(kind(svg.as_bytes()), Some("image/svg+xml"), "{svg}");
        }
        for wrong in [
            &b""[..],
            b"\x89PNG\r\n\x1a\n",
            b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR....",
            b"\xff\xd8\xff\xe0",
            b"<svg/>",
            b"<svg xmlns='http://www.w3.org/2000/svg'><g></svg>",
            b"<svg xmlns='http://www.w3.org/2000/svg'>",
            b"<svg xmlns='http://www.w3.org/2000/svg'/><svg xmlns='http://www.w3.org/2000/svg'/>",
            b"<html xmlns='http://www.w3.org/2000/svg'/>",
            b"%PDF-1.7",
            b"\xff\xfe<svg/>",
            b"<!-- svg",
        ] {
            assert_eq!(kind(wrong), None, "{}", String::from_utf8_lossy(wrong));
        }
        assert!(Logo::new(&vec![0; MOST + 1]).is_err());
        let url = Logo::new(b"GIF89a;").unwrap().url().to_owned();
        assert_eq!(url, "data:image/gif;base64,R0lGODlhOw==");
    }
}
