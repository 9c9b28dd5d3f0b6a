//! Names of columns that R, SQL and Python take without quoting.

use std::collections::BTreeSet;

/// Names that were given, each once.
#[derive(Debug, Default)]
pub(super) struct Identifiers(BTreeSet<String>);

impl Identifiers {
    /// What a column of this label is called: small letters, digits and single underscores, first a letter.
    pub fn of(&mut self, label: &str) -> String {
        let name = identifier(label);
        let numbered = (2..).map(|number| format!("{name}_{number}"));
        let name = std::iter::once(name.clone()).chain(numbered).find(|name| !self.0.contains(name));
        let name = name.unwrap_or_default();
        self.0.insert(name.clone());
        name
    }
}

fn identifier(label: &str) -> String {
    let spelled: String = label.chars().map(plain).collect();
    let words = spelled.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.collect::<Vec<_>>().join("_").to_lowercase();
    if name.starts_with(|first: char| first.is_ascii_alphabetic()) { name } else { format!("column_{name}") }
}

/// Signs that units are printed with.
fn plain(letter: char) -> String {
    match letter {
        '%' => " percent ".to_owned(),
        '²' => "2".to_owned(),
        '³' => "3".to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_becomes_a_name() {
        let mut names = Identifiers::default();
        let labels = ["level:sum (USD)", "growth:yoy (percent)", "unit_value (USD per m²)", "level:sum (USD)", "2 %"];
        let expected =
            ["level_sum_usd", "growth_yoy_percent", "unit_value_usd_per_m2", "level_sum_usd_2", "column_2_percent"];
        assert_eq!(labels.map(|label| names.of(label)), expected);
    }
}
