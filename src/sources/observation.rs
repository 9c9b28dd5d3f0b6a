//! Rows that a source has understood, and the tidy frame they make.

use std::collections::HashMap;
use std::path::Path;

use chrono::NaiveDate;
use polars::prelude::{Column, DataFrame, DataType, NamedFrom as _, PolarsResult, Series};

use crate::model::schema::{
    BOUND, CLASSIFICATION, CURRENCY, FREQUENCY, Kind, NOTE, PERIOD, PERIOD_END, PERIOD_START, PRODUCT, PRODUCT_LEVEL,
    QUANTITY_MILLI, QUANTITY_UNIT, RATE, ROW, STATE, ULP_MINOR, VALUE_MINOR, WEIGHT_G,
};
use crate::model::{Amount, CellState, Currency, Period, Product};

use super::error::SourceError;

/// One figure of an official table, or the reason why it is not there.
///
/// ```
/// use tradeproof::model::{CellState, Period, schema};
/// use tradeproof::sources::observation::Observation;
/// let dimensions = ["KAZ", "GBR", "export", "27"].map(str::to_owned).to_vec();
/// let observation = Observation {
///     state: CellState::Suppressed,
///     attributes: vec![(schema::VALUATION, "fob".to_owned())],
///     ..Observation::new(2, dimensions, Period::year(2017).unwrap())
/// };
/// assert_eq!(observation.attribute(schema::VALUATION), "fob");
/// ```
#[derive(Debug, Clone)]
pub struct Observation {
    /// The line of the file.
    pub row: i64,
    /// In the order of [`Kind::dimensions`].
    pub dimensions: Vec<String>,
    pub period: Period,
    pub currency: Option<Currency>,
    pub amount: Option<Amount>,
    /// For rates: units of the quote for one of the base.
    pub rate: Option<f64>,
    /// For trade: net weight in grams.
    pub weight_g: Option<i64>,
    /// For trade: thousandths of a unit of the source's own.
    pub quantity: Option<Quantity>,
    /// For investment: what the words around the figure say of it.
    pub bound: String,
    /// Of [`Kind::attributes`], those that the source says; the frequency follows from the period.
    pub attributes: Vec<(&'static str, String)>,
    pub state: CellState,
    pub note: String,
}

/// A number of things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    pub milli: i64,
    /// In the source's own terms.
    pub unit: String,
}

impl Observation {
    /// An observation without a figure yet.
    #[must_use]
    pub fn new(row: i64, dimensions: Vec<String>, period: Period) -> Self {
        Self {
            row,
            dimensions,
            period,
            currency: None,
            amount: None,
            rate: None,
            weight_g: None,
            quantity: None,
            bound: String::new(),
            attributes: Vec::new(),
            state: CellState::Value,
            note: String::new(),
        }
    }

    /// What the source says of an attribute; blank where it says nothing.
    #[must_use]
    pub fn attribute(&self, name: &str) -> &str {
        match name {
            FREQUENCY => self.period.grain().frequency(),
            _ => self.attributes.iter().find(|known| known.0 == name).map_or("", |known| known.1.as_str()),
        }
    }

    /// What must not stand twice in a file, as [`Kind::identity`].
    fn key(&self) -> String {
        let currency = self.currency.map_or("", Currency::code);
        let mut parts: Vec<&str> = self.dimensions.iter().map(String::as_str).collect();
        let period = self.period.to_string();
        parts.extend([period.as_str(), currency, self.attribute(CLASSIFICATION)]);
        parts.retain(|part| !part.is_empty());
        parts.join(" · ")
    }
}

/// What a source made of a file.
#[derive(Debug, Clone)]
pub struct Parsed {
    pub kind: Kind,
    /// Under [the tidy schema](crate::model::schema::tidy).
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
                    Kind::Rates => "rate",
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
    let columns = crate::model::schema::tidy(kind)
        .iter_names()
        .map(|name| column(kind, name, observations))
        .collect::<PolarsResult<_>>()?;
    DataFrame::new(observations.len(), columns)
}

fn column(kind: Kind, name: &str, rows: &[Observation]) -> PolarsResult<Column> {
    let dimension = kind.dimensions().iter().position(|known| *known == name);
    Ok(match name {
        ROW => integers(name, rows, |row| Some(row.row)),
        PRODUCT_LEVEL => integers(name, rows, |row| Some(level(kind, row))),
        PERIOD => texts(name, rows, |row| row.period.to_string()),
        PERIOD_START => dates(name, rows, |row| row.period.start())?,
        PERIOD_END => dates(name, rows, |row| row.period.end())?,
        CURRENCY => texts(name, rows, |row| row.currency.map_or_else(String::new, |known| known.code().to_owned())),
        VALUE_MINOR => integers(name, rows, |row| row.amount.map(|amount| amount.minor)),
        ULP_MINOR => integers(name, rows, |row| row.amount.map(|amount| amount.ulp_minor)),
        RATE => Series::new(name.into(), rows.iter().map(|row| row.rate).collect::<Vec<_>>()).into(),
        WEIGHT_G => integers(name, rows, |row| row.weight_g),
        QUANTITY_MILLI => integers(name, rows, |row| row.quantity.as_ref().map(|quantity| quantity.milli)),
        QUANTITY_UNIT => {
            texts(name, rows, |row| row.quantity.as_ref().map_or_else(String::new, |quantity| quantity.unit.clone()))
        }
        BOUND => texts(name, rows, |row| row.bound.clone()),
        STATE => texts(name, rows, |row| row.state.name().to_owned()),
        NOTE => texts(name, rows, |row| row.note.clone()),
        _ => match dimension {
            Some(place) => texts(name, rows, |row| row.dimensions[place].clone()),
            None => texts(name, rows, |row| row.attribute(name).to_owned()),
        },
    })
}

/// How many characters the product code has; see [`Product::level`].
fn level(kind: Kind, row: &Observation) -> i64 {
    let place = kind.dimensions().iter().position(|name| *name == PRODUCT);
    let product = place.and_then(|place| row.dimensions[place].parse::<Product>().ok());
    product.map_or(0, |product| i64::from(product.level()))
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
