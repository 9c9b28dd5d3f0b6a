//! Rows that a source has understood, and the tidy frame they make.

use std::collections::HashMap;
use std::path::Path;

use chrono::NaiveDate;
use polars::prelude::{Column, DataFrame, DataType, NamedFrom as _, PolarsResult, Series};

use crate::model::schema::{
    BOUND, CURRENCY, Kind, NOTE, PERIOD, PERIOD_END, PERIOD_START, PRODUCT_LEVEL, ROW, STATE, ULP_MINOR, VALUE_MINOR,
};
use crate::model::{Amount, CellState, Currency, Period};

use super::error::SourceError;

/// One figure of an official table, or the reason why it is not there.
#[derive(Debug, Clone)]
pub struct Observation {
    /// The line of the file.
    pub row: i64,
    /// In the order of [`Kind::dimensions`].
    pub dimensions: Vec<String>,
    /// For trade: the length of the product code, 0 for the total.
    pub product_level: i64,
    pub period: Period,
    pub currency: Option<Currency>,
    pub amount: Option<Amount>,
    /// For investment: what the words around the figure say of it.
    pub bound: String,
    pub state: CellState,
    pub note: String,
}

impl Observation {
    /// What must not stand twice in a file.
    fn key(&self) -> String {
        let currency = self.currency.map_or("", Currency::code);
        let mut parts: Vec<String> = self.dimensions.clone();
        parts.push(self.period.to_string());
        parts.push(currency.to_owned());
        parts.retain(|part| !part.is_empty());
        parts.join(" · ")
    }
}

/// What a source made of a file.
#[derive(Debug, Clone)]
pub struct Parsed {
    pub kind: Kind,
    /// Under [`Kind::schema`].
    pub frame: DataFrame,
    /// What the figures are: valuation, classification, where the source says.
    pub basis: Vec<String>,
    /// What was left out and why, one line a rule.
    pub audit: Vec<String>,
    /// What a reader should know before using the figures.
    pub doubts: Vec<String>,
}

impl Parsed {
    /// Observations as a frame, with nothing left out.
    ///
    /// # Errors
    /// When a figure stands there twice.
    pub fn of(path: &Path, kind: Kind, observations: &[Observation]) -> Result<Self, SourceError> {
        refuse_duplicates(path, kind, observations)?;
        let frame = frame(kind, observations).map_err(|source| SourceError::frame(path, source))?;
        Ok(Self { kind, frame, basis: Vec::new(), audit: Vec::new(), doubts: Vec::new() })
    }
}

/// Refuses a second figure for the same series, period and currency.
///
/// # Errors
/// [`SourceError::DuplicateKey`] names both lines.
pub fn refuse_duplicates(path: &Path, kind: Kind, observations: &[Observation]) -> Result<(), SourceError> {
    let mut seen: HashMap<String, i64> = HashMap::with_capacity(observations.len());
    for observation in observations {
        let key = observation.key();
        if let Some(first) = seen.insert(key.clone(), observation.row) {
            return Err(SourceError::DuplicateKey {
                path: path.to_owned(),
                line: observation.row,
                first,
                what: match kind {
                    Kind::Listings => "listing",
                    Kind::Trade | Kind::Investment => "figure",
                },
                key,
            });
        }
    }
    Ok(())
}

/// The observations as a frame under the schema of their kind.
///
/// # Errors
/// When Polars refuses the columns.
pub fn frame(kind: Kind, observations: &[Observation]) -> PolarsResult<DataFrame> {
    let mut columns = vec![integers(ROW, observations, |row| Some(row.row))];
    for (place, name) in kind.dimensions().iter().enumerate() {
        columns.push(texts(name, observations, |row| row.dimensions[place].clone()));
    }
    if kind == Kind::Trade {
        columns.push(integers(PRODUCT_LEVEL, observations, |row| Some(row.product_level)));
    }
    columns.push(texts(PERIOD, observations, |row| row.period.to_string()));
    columns.push(dates(PERIOD_START, observations, |row| row.period.start())?);
    columns.push(dates(PERIOD_END, observations, |row| row.period.end())?);
    columns.push(texts(CURRENCY, observations, |row| {
        row.currency.map_or_else(String::new, |currency| currency.code().to_owned())
    }));
    columns.push(integers(VALUE_MINOR, observations, |row| row.amount.map(|amount| amount.minor)));
    columns.push(integers(ULP_MINOR, observations, |row| row.amount.map(|amount| amount.ulp_minor)));
    if kind == Kind::Investment {
        columns.push(texts(BOUND, observations, |row| row.bound.clone()));
    }
    columns.push(texts(STATE, observations, |row| row.state.name().to_owned()));
    columns.push(texts(NOTE, observations, |row| row.note.clone()));
    DataFrame::new(observations.len(), columns)
}

fn integers(name: &str, rows: &[Observation], cell: impl Fn(&Observation) -> Option<i64>) -> Column {
    let cells: Vec<Option<i64>> = rows.iter().map(cell).collect();
    Series::new(name.into(), cells).into()
}

fn texts(name: &str, rows: &[Observation], cell: impl Fn(&Observation) -> String) -> Column {
    let cells: Vec<String> = rows.iter().map(cell).collect();
    Series::new(name.into(), cells).into()
}

fn dates(name: &str, rows: &[Observation], cell: impl Fn(&Observation) -> NaiveDate) -> PolarsResult<Column> {
    let days: Vec<i32> = rows.iter().map(|row| (cell(row) - NaiveDate::default()).num_days() as i32).collect();
    let series = Series::new(name.into(), days).cast(&DataType::Date)?;
    Ok(series.into())
}
