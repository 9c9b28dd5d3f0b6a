//! Why a chart could not be drawn, and what to do about it.

use thiserror::Error;

/// What stands between a spec with its frame and a picture.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ChartError {
    #[error(
        "no kind of chart is called `{kind}`{near}\n  expected: one of {known}; `tradeproof charts` describes them"
    )]
    UnknownKind {
        kind: String,
        /// `; did you mean …?`, or nothing.
        near: String,
        known: String,
    },
    #[error("column `{column}` ({role}) is not in the data: found {found}; name one of them in the spec")]
    MissingColumn { role: &'static str, column: String, found: String },
    #[error("column `{column}` ({role}) holds {found}, expected {expected}")]
    ColumnType { role: &'static str, column: String, found: String, expected: &'static str },
    #[error("the data has no {what} to draw: check the filter that made it")]
    Empty { what: &'static str },
    #[error("row {row}: `{column}` is empty; every row needs a value there, so fill it or drop the row")]
    EmptyKey { column: String, row: usize },
    #[error("row {row}: `{column}` is {value}, which cannot be drawn; leave a missing figure empty")]
    NotFinite { column: String, row: usize, value: f64 },
    #[error("two rows give a value for {place}; sum them or filter before drawing")]
    Duplicate { place: String },
    #[error("{place} is {value}: a negative value has no share; use `ranked` or `grouped`, or leave the row out")]
    NegativeShare { place: String, value: f64 },
    #[error(
        "{place} is {value}: a negative value has no area, so `{kind}` cannot show it; use {instead}, or leave the row out"
    )]
    NegativeArea { kind: &'static str, place: String, value: f64, instead: &'static str },
    #[error("the shares of {place} have nothing to share: the total is zero; leave the row out")]
    ZeroTotal { place: String },
    #[error("`{name}` in `{field}` is not in column `{column}`: found {found}")]
    UnknownName { field: &'static str, name: String, column: String, found: String },
    #[error("`{kind}` draws one series, found {found}: {instead}")]
    TooManySeries { kind: &'static str, found: usize, instead: &'static str },
    #[error("`{kind}` needs `{field}`: {why}")]
    FieldNeeded { kind: &'static str, field: &'static str, why: &'static str },
    #[error("`{kind}` does not draw `{field}`: leave it out, or use one of {instead}")]
    FieldUnused { kind: &'static str, field: &'static str, instead: String },
    #[error("`{kind}` needs {needed}, found {found}: {instead}")]
    Shape { kind: &'static str, needed: &'static str, found: String, instead: &'static str },
    #[error("{place}: the interval runs from {low} to {high}; expected both ends, the lower first, or neither")]
    Interval { place: String, low: String, high: String },
    #[error(
        "`{series}` has no value above zero in {base}, so it cannot be indexed to 100 there; choose another period for `index`"
    )]
    NoIndexBase { series: String, base: String },
    #[error(
        "the chart's face has no character {character:?} (U+{code:04X}) for `{text}`; write it in Latin, Greek or Cyrillic letters"
    )]
    MissingGlyph { character: char, code: u32, text: String },
    #[error(
        "{size} leaves no room to draw {what}: needs at least {needed} px of {side}; enlarge it or shorten the names"
    )]
    TooSmall { size: String, what: &'static str, needed: u32, side: &'static str },
    #[error("{field} is {value}: expected {expected}")]
    OutOfRange { field: &'static str, value: String, expected: &'static str },
    #[error("`{kind}` cannot be written as Vega-Lite as it is drawn here: {why}")]
    NotExported { kind: String, why: &'static str },
    #[error("cannot draw: {0}")]
    Draw(String),
    #[error("cannot make the PNG: {0}")]
    Raster(String),
    #[error(transparent)]
    Frame(#[from] polars::prelude::PolarsError),
}
