//! The IMF's economies and groups, by letters, by number, or by name.

use crate::model::Economy;

use super::super::parties;
use super::codes::CODES;

/// Groups of which our tables know what they are, by the portal's code and by the older number.
const GROUPS: [(&str, u16, &str); 3] = [("G001", 1, Economy::WORLD), ("G163", 163, "EA"), ("G998", 998, "EU")];

/// An economy or a group as a row names it.
#[derive(Clone, Copy)]
pub(super) struct Party<'a> {
    pub code: &'a str,
    pub name: &'a str,
}

impl Party<'_> {
    /// Our code of it; none where it is a group whose members we do not know.
    pub(super) fn known(self) -> Option<&'static str> {
        let number: Option<u16> = self.code.parse().ok();
        let group = GROUPS.iter().find(|group| group.0 == self.code || Some(group.1) == number);
        if let Some((_, _, code)) = group {
            return Some(code);
        }
        if let Some(number) = number {
            let listed = CODES.iter().find(|pair| pair.0 == number).map(|pair| pair.1);
            return listed.or_else(|| parties::by_name(self.name));
        }
        parties::by_letters(self.code).or_else(|| match self.name {
            "" => parties::by_name(self.code),
            // A code that is no economy's is a group's, whatever a group is called.
            _ => None,
        })
    }

    pub(super) fn rule(self, role: &str) -> String {
        parties::rule(role, self.code, self.name)
    }
}
