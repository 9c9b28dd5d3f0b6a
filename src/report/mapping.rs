//! A table of one's own made tidy: its columns renamed, its words translated, what it leaves unsaid added.

use std::path::Path;

use super::ReportError;
use super::project::{Mapping, Project};
use super::project_error::Slip;
use crate::sources::any_table;

/// The mapping for the reader of tables, where it is of trade or investment.
#[must_use]
pub fn of_table(mapping: &Mapping) -> Option<any_table::Mapping> {
    let said = |field: &str| {
        let across = mapping.across.iter().any(|column| column.contains_key(field));
        across
            || mapping.columns.contains_key(field)
            || mapping.constants.contains_key(field)
            || mapping.sections.as_deref() == Some(field)
    };
    (said("flow") || said("direction")).then(|| any_table::Mapping {
        figures: None,
        sheet: mapping.sheet.clone(),
        header: mapping.header.clone(),
        last: mapping.last,
        delimiter: mapping.delimiter,
        decimal: mapping.decimal.or(mapping.decimal_comma.then_some(',')),
        dates: mapping.dates.clone(),
        day_first: mapping.day_first,
        fiscal: mapping.fiscal,
        columns: mapping.columns.iter().map(|(field, label)| (field.clone(), label.get_ref().clone())).collect(),
        across: mapping.across.clone(),
        sections: mapping.sections.clone(),
        constants: mapping.constants.clone(),
        values: mapping.values.clone(),
    })
}

/// Whether the columns of a mapping are there.
///
/// # Errors
/// At the place of the column that is not, in the project file.
pub fn check(project: &Project, mapping: &Mapping, labels: &[String]) -> Result<(), ReportError> {
    let header: csv::StringRecord = labels.iter().map(String::as_str).collect();
    let there = |wanted: &str| labels.iter().any(|label| label == wanted || label.rsplit(" · ").next() == Some(wanted));
    let missing = Mapping {
        columns: mapping
            .columns
            .iter()
            .filter(|(_, label)| !there(label.get_ref()))
            .map(|(field, label)| (field.clone(), label.clone()))
            .collect(),
        ..mapping.clone()
    };
    places(project, &missing, &header).map(drop)
}

/// The bytes of a tidy CSV with the rows of `bytes`, in their order; lines stay what they are, for errors.
///
/// # Errors
/// At the mapping's place in the project file when the file has no such column or is no such table.
pub fn tidy(project: &Project, mapping: &Mapping, path: &Path, bytes: &[u8]) -> Result<Vec<u8>, ReportError> {
    let unreadable = |error: csv::Error| wrong(project, mapping, path, &error.to_string());
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let delimiter = u8::try_from(mapping.delimiter.unwrap_or(',')).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(bytes);
    let header = reader.headers().map_err(unreadable)?.clone();
    let places = places(project, mapping, &header)?;
    let names = mapping.columns.keys().chain(mapping.constants.keys());
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(names).map_err(unreadable)?;
    for record in reader.records() {
        let record = record.map_err(unreadable)?;
        let cells = mapping.columns.keys().zip(&places);
        let cells = cells.map(|(name, place)| cell(mapping, name, record.get(*place).unwrap_or_default()));
        writer.write_record(cells.chain(mapping.constants.values().cloned())).map_err(unreadable)?;
    }
    writer.into_inner().map_err(|error| wrong(project, mapping, path, &error.to_string()))
}

fn wrong(project: &Project, mapping: &Mapping, path: &Path, found: &str) -> ReportError {
    let slip = Slip {
        span: mapping.figures.span(),
        expected: format!("a table with a header row and `{}` between its cells", mapping.delimiter.unwrap_or(',')),
        found: format!("in {}: {found}", path.display()),
        help: "Correct `delimiter`, or take the mapping out if the file is of a known format.".into(),
    };
    project.error(slip).into()
}

/// Where the columns of the mapping stand in the file.
fn places(project: &Project, mapping: &Mapping, header: &csv::StringRecord) -> Result<Vec<usize>, ReportError> {
    let place = |wanted: &toml::Spanned<String>| {
        let found = header.iter().position(|name| name.trim() == wanted.get_ref());
        found.ok_or_else(|| {
            let names: Vec<String> = header.iter().map(|name| format!("`{}`", name.trim())).collect();
            project.error(Slip {
                span: wanted.span(),
                expected: format!("a column of {}: {}", mapping.figures.get_ref().display(), names.join(", ")),
                found: format!("`{}`", wanted.get_ref()),
                help: "Correct the name of the column; if all columns stand in one, give `delimiter`.".into(),
            })
        })
    };
    Ok(mapping.columns.values().map(place).collect::<Result<_, _>>()?)
}

fn cell(mapping: &Mapping, column: &str, found: &str) -> String {
    let found = found.trim();
    if let Some(meant) = mapping.values.get(column).and_then(|words| words.get(found)) {
        return meant.clone();
    }
    match column {
        "value" if mapping.decimal_comma => found.replace(['.', ' ', '\u{a0}', '\u{202f}'], "").replace(',', "."),
        _ => found.to_owned(),
    }
}
