//! What economies are called in other languages than English.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Economy;

/// The languages of the table, in the order of its columns.
const LANGUAGES: [&str; 5] = ["de", "fr", "es", "ru", "kk"];
/// ISO has no two letters for all of them together.
const WORLD: &str = "001";

static NAMES: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let lines = include_str!("names.tsv").lines().filter(|line| !line.starts_with('#'));
    let row = |line: &'static str| {
        let mut cells = line.split('\t');
        Some((cells.next()?, cells.collect()))
    };
    lines.filter_map(row).collect()
});

impl Economy {
    /// The name to print in a language, by its primary tag; in English where the table does not have it.
    ///
    /// ```
    /// use tradeproof_model::Economy;
    /// let economy: Economy = "GBR".parse().unwrap();
    /// assert_eq!(economy.name_in("fr"), "Royaume-Uni");
    /// assert_eq!(economy.name_in("is"), "United Kingdom");
    /// ```
    #[must_use]
    pub fn name_in(self, language: &str) -> &'static str {
        let code = if self.is_world() { Some(WORLD) } else { self.alpha2() };
        let column = LANGUAGES.iter().position(|known| *known == language);
        let known = column.zip(code).and_then(|(column, code)| NAMES.get(code)?.get(column).copied());
        known.filter(|name| !name.is_empty()).unwrap_or_else(|| self.name())
    }
}
