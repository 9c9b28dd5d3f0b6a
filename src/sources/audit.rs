//! What reading left out, counted by rule.

use std::collections::BTreeMap;

/// Rules and how many rows each dropped.
#[derive(Debug, Clone, Default)]
pub struct Audit(BTreeMap<String, usize>);

impl Audit {
    /// Counts one row that a rule leaves out.
    pub fn drop(&mut self, rule: String) {
        *self.0.entry(rule).or_default() += 1;
    }

    /// Counts rows that a rule leaves out.
    pub fn drop_many(&mut self, rule: &str, rows: usize) {
        if rows > 0 {
            *self.0.entry(rule.to_owned()).or_default() += rows;
        }
    }

    /// Adds what another reading left out.
    pub fn extend(&mut self, other: &Self) {
        other.0.iter().for_each(|(rule, rows)| self.drop_many(rule, *rows));
    }

    /// The first rules, for an error that says why nothing is left.
    #[must_use]
    pub fn first_lines(&self) -> String {
        const SHOWN: usize = 3;
        let lines = self.clone().lines();
        let more = if lines.len() > SHOWN { "; …" } else { "" };
        format!("{}{more}", lines[..lines.len().min(SHOWN)].join("; "))
    }

    /// One line a rule, in alphabetical order of the rules.
    #[must_use]
    pub fn lines(self) -> Vec<String> {
        let line = |(rule, rows): (String, usize)| format!("dropped {} with {rule}", counted(rows));
        self.0.into_iter().map(line).collect()
    }
}

/// A number of rows in words: `1 row`, `2 rows`.
#[must_use]
pub fn counted(rows: usize) -> String {
    if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") }
}
