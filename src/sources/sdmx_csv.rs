//! SDMX-CSV as agencies write it: codes, labels in columns beside them, or `CODE: Label` in one cell.

use super::error::SourceError;
use super::reading::{Head, Input, Record, Table, separator};

/// The table under the names of its concepts. Labels stand under `… label`: `Measure` beside `MEASURE` differs in
/// case only, which headers do not tell apart.
///
/// # Errors
/// As [`Table::parse`], and when no row follows the header.
pub(super) fn table(input: &Input) -> Result<Table, SourceError> {
    let text = input.text()?;
    let start = text.len() - text.trim_start().len();
    let end = text[start..].find('\n').map_or(text.len(), |end| start + end);
    let names = names(&Head::of(input, &text).headers);
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{}\"", name.replace('"', "\"\""))).collect();
    let header = quoted.join(&char::from(separator(&text)).to_string());
    let table = Table::parse(&input.path, &format!("{}{header}{}", &text[..start], &text[end..]))?;
    if table.rows.is_empty() {
        let path = input.path.clone();
        return Err(SourceError::HeaderOnly { path });
    }
    Ok(table)
}

/// The names of the concepts, without the labels that may follow them.
pub(super) fn names(headers: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(headers.len());
    for header in headers {
        let name = header.split_once(':').map_or(header.as_str(), |split| split.0).trim();
        let again = !name.is_empty() && names.iter().any(|known| known == name);
        names.push(if again { format!("{name} label") } else { name.to_owned() });
    }
    names
}

/// The code of a cell that holds a code, or a code and its label.
pub(super) fn code<'a>(record: Record<'a>, column: &str) -> &'a str {
    let text = record.text(column);
    text.split_once(':').map_or(text, |split| split.0).trim()
}
