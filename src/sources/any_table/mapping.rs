//! How a table becomes tidy, said in full: what [`super::find`] makes and what `[[mapping]]` of a project says.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Names and texts.
pub type Texts = BTreeMap<String, String>;

/// Where the columns of a table stand and what they mean.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mapping {
    /// The file that is meant, by its name; any, where it is not said.
    pub figures: Option<String>,
    /// The sheet of a workbook, or `table 2` of a page.
    pub sheet: Option<String>,
    /// The rows of the header, by their numbers in the file.
    pub header: Vec<u64>,
    /// The last row of the table.
    pub last: Option<u64>,
    /// What stands between the cells of a text.
    pub delimiter: Option<char>,
    /// `.` or `,` between whole and fraction.
    pub decimal: Option<char>,
    /// What days stand for: `day`, `month`, `quarter` or `year`.
    pub dates: Option<String>,
    /// Whether the day stands before the month.
    pub day_first: Option<bool>,
    /// The first month of a fiscal year, from 1.
    pub fiscal: Option<u32>,
    /// A tidy column and the column of the table that it is. `year`, `quarter` and `month` make a period together.
    pub columns: Texts,
    /// Columns of figures side by side, each with what its figures are: `{ column = "2023", period = "2023" }`.
    pub across: Vec<Texts>,
    /// The tidy column that rows without figures say for the rows below them.
    pub sections: Option<String>,
    /// What every row holds.
    pub constants: Texts,
    /// By tidy column, the table's words and what they mean; what means nothing is left out with its row.
    pub values: BTreeMap<String, Texts>,
}

/// The mappings of a file: every `[[mapping]]`, whatever else it holds.
///
/// # Errors
/// What is wrong with the file.
pub fn of_toml(text: &str) -> Result<Vec<Mapping>, String> {
    #[derive(Deserialize)]
    struct File {
        #[serde(default)]
        mapping: Vec<Mapping>,
    }
    let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
    if file.mapping.is_empty() { Err("no [[mapping]] stands there".to_owned()) } else { Ok(file.mapping) }
}

/// The key of [`Mapping::across`] that names the column.
pub const COLUMN: &str = "column";

impl Mapping {
    /// As it stands in a project file, for the figures of a name.
    #[must_use]
    pub fn toml(&self, figures: &str) -> String {
        let mut text = format!("[[mapping]]\nfigures = {}\n", quoted(figures));
        let mut line = |key: &str, value: Option<String>| {
            if let Some(value) = value {
                text.push_str(&format!("{key} = {value}\n"));
            }
        };
        line("sheet", self.sheet.as_deref().map(quoted));
        let header: Vec<String> = self.header.iter().map(u64::to_string).collect();
        line("header", Some(format!("[{}]", header.join(", "))));
        line("last", self.last.map(|row| row.to_string()));
        line("delimiter", self.delimiter.map(|mark| quoted(&mark.to_string())));
        line("decimal", self.decimal.map(|mark| quoted(&mark.to_string())));
        line("dates", self.dates.as_deref().map(quoted));
        line("day_first", self.day_first.map(|first| first.to_string()));
        line("fiscal", self.fiscal.map(|month| month.to_string()));
        line("columns", Some(inline(&self.columns)));
        line("sections", self.sections.as_deref().map(quoted));
        line("constants", Some(inline(&self.constants)));
        if !self.across.is_empty() {
            let columns: Vec<String> = self.across.iter().map(|column| format!("    {},\n", inline(column))).collect();
            line("across", Some(format!("[\n{}]", columns.concat())));
        }
        if !self.values.is_empty() {
            let values: Vec<String> =
                self.values.iter().map(|(key, words)| format!("{} = {}", bare(key), inline(words))).collect();
            line("values", Some(format!("{{ {} }}", values.join(", "))));
        }
        text
    }
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

fn bare(key: &str) -> String {
    let plain = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    if plain { key.to_owned() } else { quoted(key) }
}

fn inline(texts: &Texts) -> String {
    let pairs: Vec<String> = texts.iter().map(|(key, text)| format!("{} = {}", bare(key), quoted(text))).collect();
    if pairs.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", pairs.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        let texts = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect::<Texts>()
        };
        let mapping = Mapping {
            sheet: Some("Trade \"A\"".into()),
            header: vec![1, 2],
            decimal: Some(','),
            columns: texts(&[("partner", "Land")]),
            across: vec![texts(&[(COLUMN, "Exports · 2023"), ("period", "2023")])],
            values: [("partner".to_owned(), texts(&[("EU, of which", "")]))].into(),
            ..Mapping::default()
        };
        let read = of_toml(&mapping.toml("a.xlsx")).unwrap();
        assert_eq!(read, [Mapping { figures: Some("a.xlsx".into()), ..mapping }]);
    }
}
