//! Values by their SHA-256.

use std::io;

use serde::Serialize;
use sha2::{Digest, Sha256};

/// `sha256:` and the hexadecimal SHA-256 of a value's JSON, which has to be canonical.
pub(crate) fn sha256(value: &impl Serialize) -> String {
    let mut hash = Hash(Sha256::new());
    // Writing into a hash cannot fail, and what is hashed here has text keys and finite numbers only.
    let _ = serde_json::to_writer(&mut hash, value);
    let mut text = String::with_capacity(7 + 64);
    text.push_str("sha256:");
    for byte in hash.0.finalize() {
        for nibble in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
        }
    }
    text
}

/// A hash as something to write to.
struct Hash(Sha256);

impl io::Write for Hash {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
