//! What the user settles with `--set KEY=VALUE`, or with a mapping.

use std::path::Path;

use super::mapping::{Mapping, Texts};

/// What is settled for tables of one's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// By key, as in [`KEYS`].
    pub facts: Texts,
    /// What names of rows mean; blank leaves the rows out.
    pub names: Texts,
    /// Mappings in full, one a table: nothing is guessed.
    pub mappings: Vec<Mapping>,
}

/// What `--set` settles, and an example of each.
pub const KEYS: [(&str, &str); 16] = [
    ("reporter", "KAZ"),
    ("partner", "World"),
    ("flow", "export"),
    ("product", "TOTAL"),
    ("period", "2024"),
    ("unit", "USD million"),
    ("direction", "inward"),
    ("measure", "flow"),
    ("valuation", "fob"),
    ("classification", "HS 2022"),
    ("vintage", "2025-03"),
    ("sheet", "Exports"),
    ("decimal", ","),
    ("dates", "month"),
    ("day_first", "true"),
    ("fiscal", "4"),
];

impl Settings {
    /// Adds `key=value`; `name:Middle East=skip` says what a row's name means.
    ///
    /// # Errors
    /// What was expected, when there is no such key.
    pub fn set(&mut self, pair: &str) -> Result<(), String> {
        // Names may hold an equals sign; meanings do not.
        let Some((key, value)) = pair.rsplit_once('=').map(|(key, value)| (key.trim(), value.trim())) else {
            return Err(format!("`{pair}`: expected KEY=VALUE such as reporter=KAZ"));
        };
        if let Some(name) = key.strip_prefix("name:") {
            let meaning = if value == "skip" { "" } else { value };
            self.names.insert(name.trim().to_owned(), meaning.to_owned());
            return Ok(());
        }
        if !KEYS.iter().any(|known| known.0 == key) {
            let keys: Vec<String> = KEYS.iter().map(|(key, example)| format!("{key}={example}")).collect();
            return Err(format!("`{key}` is nothing that can be set: expected {} or name:TEXT=NAME", keys.join(", ")));
        }
        let allowed: &[&str] = match key {
            "decimal" => &[".", ","],
            "dates" => &["day", "month", "quarter", "year"],
            "day_first" => &["true", "false"],
            _ => &[],
        };
        if !allowed.is_empty() && !allowed.contains(&value) {
            return Err(format!("`{pair}`: expected {key}={}", allowed.join(&format!(" or {key}="))));
        }
        self.facts.insert(key.to_owned(), value.to_owned());
        Ok(())
    }

    /// The mappings of a file.
    #[must_use]
    pub fn mappings_of(&self, path: &Path) -> Vec<&Mapping> {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let is = |mapping: &&Mapping| {
            mapping.figures.as_ref().is_none_or(|figures| figures.rsplit(['/', '\\']).next() == Some(name.as_str()))
        };
        self.mappings.iter().filter(is).collect()
    }

    /// What is settled of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.facts.get(key).map(String::as_str)
    }
}
