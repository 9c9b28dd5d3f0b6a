//! Rows of a person's own table that are totals of the others: where parts of a whole are drawn, a total would be drawn as
//! one of its own parts.

use polars::prelude::{BooleanChunked, DataFrame, DataType, NewChunkedArray as _, PolarsError};

use super::any_table::words;
use crate::model::Economy;

/// The rows that no column of labels calls a total, and what is said of the others; all rows where no part is left.
///
/// # Errors
/// When a column is missing, or Polars cannot filter the frame.
pub fn apart(frame: DataFrame, labels: &[&str], figure: &str) -> Result<(DataFrame, Option<String>), PolarsError> {
    let columns: Vec<Vec<String>> = labels
        .iter()
        .filter_map(|name| frame.column(name).ok())
        .map(|column| {
            let texts = column.cast(&DataType::String)?;
            Ok(texts.str()?.iter().map(|text| text.unwrap_or_default().to_owned()).collect())
        })
        .collect::<Result<_, PolarsError>>()?;
    let is_part: Vec<bool> =
        (0..frame.height()).map(|row| !columns.iter().any(|labels| is_total(&labels[row]))).collect();
    let parts = is_part.iter().filter(|is_part| **is_part).count();
    if parts == 0 || parts == frame.height() {
        return Ok((frame, None));
    }
    let figures = frame.column(figure)?.cast(&DataType::Float64)?;
    let figures = figures.f64()?;
    let sum = |wanted: bool| -> f64 {
        figures.iter().zip(&is_part).filter(|(_, is_part)| **is_part == wanted).filter_map(|(figure, _)| figure).sum()
    };
    let mut names: Vec<&str> = Vec::new();
    for row in (0..frame.height()).filter(|row| !is_part[*row]) {
        names.extend(columns.iter().map(|labels| labels[row].as_str()).find(|label| is_total(label)));
    }
    names.sort_unstable();
    names.dedup();
    let note =
        format!("left out {}, {}: it stands beside its parts, which make {}", names.join(", "), sum(false), sum(true));
    Ok((frame.filter(&BooleanChunked::from_slice("parts".into(), &is_part))?, Some(note)))
}

/// Whether a row is called as totals are: `TOTAL`, `insgesamt`, `всего`, World.
fn is_total(label: &str) -> bool {
    words::is(label, "total") || label.parse::<Economy>().is_ok_and(Economy::is_world)
}
