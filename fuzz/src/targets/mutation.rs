//! Mutations of lines and values, which change what a file says oftener than those of bytes, which mostly break it.

use super::{NEXT_FILE, SECRET};

/// What is put in place of a value: numbers at the edges, words of the formats, syntax of YAML, and what means harm.
const VALUES: [&str; 56] = [
    "0",
    "5",
    "6",
    "-1",
    "3",
    "0.5",
    "2.5",
    "1e308",
    "1e-320",
    "-0.0",
    ".nan",
    ".inf",
    "9223372036854775808",
    "0x5",
    "0o5",
    "1_0",
    "~",
    "null",
    "true",
    "yes",
    "\"\"",
    "\" \"",
    "[]",
    "{}",
    "[a, b]",
    "{a: b}",
    "|",
    ">-",
    "&a",
    "*a",
    "!!str 5",
    "<<",
    "unknown",
    "not-applicable",
    "verified",
    "documented",
    "quick",
    "confirmed",
    "2026-11-21",
    "9999-12-31",
    "-009999-01-01",
    "2026-11-21T10:00:00+23:59",
    "180d",
    "\"‡ \\e[2J\\u202e\"",
    "‡ a secret",
    "\"\\0\"",
    "\"\\N\\L\"",
    "'it''s'",
    "\u{feff}",
    "安全 👩‍👩‍👧‍👦 e\u{301}",
    "=1+1",
    "<b>|`[x](y)</b>",
    "# no",
    "a: b",
    "- ",
    "\r",
];

/// The input changed at one to three places; the same for the same seed.
pub fn mutated(bytes: &[u8], seed: u32) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    let mut lines: Vec<String> = text.split_inclusive('\n').map(ToOwned::to_owned).collect();
    let mut dice = Dice(u64::from(seed) << 1 | 1);
    for _ in 0..=dice.below(3) {
        change(&mut lines, &mut dice);
    }
    lines.concat().into_bytes()
}

fn change(lines: &mut Vec<String>, dice: &mut Dice) {
    if lines.is_empty() {
        lines.push(format!("{SECRET}\n"));
    }
    let (at, other) = (dice.below(lines.len()), dice.below(lines.len()));
    match dice.below(10) {
        0 => drop(lines.remove(at)),
        1 => lines.insert(at, lines[other].clone()),
        2 => lines.swap(at, other),
        3 => lines[at].insert_str(0, "  "),
        4 => lines[at] = lines[at].trim_start().to_owned(),
        5 => lines[at] = piece(&lines[at], dice),
        6 => lines.insert(at, if dice.below(4) == 0 { NEXT_FILE.to_owned() } else { "\n".to_owned() }),
        _ => lines[at] = valued(&lines[at], VALUES[dice.below(VALUES.len())], dice),
    }
}

/// A line with another value: behind one of its colons, or in a list.
fn valued(line: &str, value: &str, dice: &mut Dice) -> String {
    let colons: Vec<usize> = line.match_indices(": ").map(|(at, _)| at + 2).collect();
    let start = match colons.len() {
        0 => line.find("- ").map_or(line.trim_end().len(), |at| at + 2),
        several => colons[dice.below(several)],
    };
    let end = line[start..].find([',', '}', ']', '\n']).map_or(line.len(), |end| start + end);
    format!("{}{value}{}", &line[..start], &line[end..])
}

/// A line with something put into it, wherever that may be.
fn piece(line: &str, dice: &mut Dice) -> String {
    let mut at = dice.below(line.len() + 1);
    while !line.is_char_boundary(at) {
        at -= 1;
    }
    format!("{}{}{}", &line[..at], VALUES[dice.below(VALUES.len())], &line[at..])
}

/// Numbers that follow from a seed (Knuth's linear congruential generator).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % end
    }
}
