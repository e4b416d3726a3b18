//! Who can be asked, and how they are called.

use std::collections::HashSet;

use unicode_width::UnicodeWidthStr;

use crate::{framework::Side, text::capital};

/// The widest short name, in columns: a table has one column for each role.
const WIDEST: usize = 12;

/// Somebody who can be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Kebab-case id.
    pub id: String,
    /// Name shown to people.
    pub name: String,
    /// What it is called in tables and sentences, such as "CEO": letters, digits, spaces and hyphens alone, at most
    /// twelve columns unless it is the id, and no other role's.
    pub short: String,
    /// The side it speaks from.
    pub side: Side,
}

impl Role {
    /// A role called by its id until [`name_shortly`] has seen them all.
    pub fn new(id: String, name: String, side: Side) -> Self {
        Self { short: id.clone(), id, name, side }
    }

    /// The name, led by the short one where it does not hold that.
    pub fn in_full(&self) -> String {
        let name = crate::text::clean_line(&self.name);
        if name.to_lowercase().contains(&self.short.to_lowercase()) {
            name
        } else {
            format!("{}, {name}", self.short)
        }
    }

    /// What stands in brackets at the end of the name; the name where it is short; else the id in words.
    fn derived(&self) -> String {
        let in_brackets = self
            .name
            .trim_end()
            .strip_suffix(')')
            .and_then(|name| name.rsplit_once('('))
            .map(|(_, text)| text);
        let candidates = [in_brackets, Some(self.name.as_str())];
        let fitting = candidates.into_iter().flatten().map(str::trim).find(|text| is_plain(text));
        fitting.map_or_else(|| capital(&self.id.replace('-', " ")), str::to_owned)
    }
}

/// Whether a text can stand anywhere: no character of it means anything to markup, a spreadsheet or a terminal.
fn is_plain(text: &str) -> bool {
    text.starts_with(char::is_alphanumeric)
        && text.chars().all(|one| one.is_alphanumeric() || matches!(one, ' ' | '-'))
        && text.width() <= WIDEST
}

/// Gives the roles of a questionnaire their short names: where two would be called the same, all keep their ids.
pub fn name_shortly(roles: &mut [Role]) {
    let names: Vec<String> = roles.iter().map(Role::derived).collect();
    let different: HashSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
    if different.len() == names.len() {
        for (role, name) in roles.iter_mut().zip(names) {
            role.short = name;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(roles: &[(&str, &str)]) -> Vec<Role> {
        let one = |(id, name): &(&str, &str)| Role::new((*id).into(), (*name).into(), Side::Delivery);
        let mut roles: Vec<Role> = roles.iter().map(one).collect();
        name_shortly(&mut roles);
        roles
    }

    fn short(id: &str, name: &str) -> String {
        named(&[(id, name)]).remove(0).short
    }

    #[test]
    fn a_role_is_called_as_people_call_it() {
        assert_eq!(short("ceo", "Chief executive (CEO)"), "CEO");
        assert_eq!(short("it-manager", "IT manager"), "IT manager");
        assert_eq!(short("plant-manager", "Manager of the largest plant"), "Plant manager");
        assert_eq!(short("dpo", "Datenschutz (Beauftragte)"), "Beauftragte");
    }

    #[test]
    fn nothing_but_plain_text_becomes_a_name() {
        for name in
            ["Boss (<b>)", "Boss (=1)", "Boss (a|b)", "Boss ()", "Boss (-x)", "Boss (\u{202e}x)", "[x]"]
        {
            assert_eq!(short("top-boss", name), "Top boss", "{name}");
        }
    }

    #[test]
    fn two_roles_are_never_called_the_same() {
        let roles = named(&[("cio", "One (IT)"), ("it", "Another of them all"), ("ceo", "The (CEO)")]);
        assert_eq!(roles.iter().map(|role| role.short.as_str()).collect::<Vec<_>>(), ["cio", "it", "ceo"]);
    }

    #[test]
    fn the_full_name_holds_the_short_one() {
        let full = |id, name| named(&[(id, name)])[0].in_full();
        assert_eq!(full("ceo", "Chief executive (CEO)"), "Chief executive (CEO)");
        assert_eq!(full("legal", "Head of legal"), "Head of legal");
        assert_eq!(full("buyer", "Head of purchasing"), "Buyer, Head of purchasing");
    }
}
