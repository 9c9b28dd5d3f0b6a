//! What loaded figures can say of a claim: the seam between the checker, which reads texts, and the metrics, which
//! look figures up.
//!
//! Only exact figures cross it: whole smallest units of a currency, places and counts. What a text prints is rounded,
//! what is looked up is not.

use std::collections::BTreeMap;

use super::schema::Kind;
use super::{Currency, Period, Why};

/// The figures of one series: a value for each dimension of its kind, and the currency.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SeriesKey {
    pub kind: Kind,
    /// By the names of the columns.
    pub dimensions: BTreeMap<&'static str, String>,
    pub currency: String,
}

impl SeriesKey {
    /// The same series with another value in one dimension.
    #[must_use]
    pub fn with(&self, column: &'static str, value: &str) -> Self {
        let mut other = self.clone();
        other.dimensions.insert(column, value.to_owned());
        other
    }

    /// The value in one dimension; empty where the kind does not have it.
    #[must_use]
    pub fn get(&self, column: &str) -> &str {
        self.dimensions.get(column).map_or("", String::as_str)
    }
}

/// Files of one kind that hold no figure twice: one vintage of the figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// The files' names.
    pub name: String,
    pub kind: Kind,
    /// The values that each dimension takes, in order.
    pub values: BTreeMap<&'static str, Vec<String>>,
    pub currencies: Vec<String>,
    /// In order of time.
    pub periods: Vec<Period>,
    /// What the figures are, where the source says: valuation, adjustment, classification.
    pub basis: Vec<String>,
}

impl Holding {
    /// The values of one dimension.
    #[must_use]
    pub fn of(&self, column: &str) -> &[String] {
        self.values.get(column).map_or(&[], Vec::as_slice)
    }

    /// Whether a dimension takes this value.
    #[must_use]
    pub fn has(&self, column: &str, value: &str) -> bool {
        self.of(column).iter().any(|known| known == value)
    }
}

/// A figure that was looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// In the smallest unit of the currency.
    pub minor: i64,
    /// How far apart the values are that the source would print alike: its precision, over all figures added up.
    pub width_minor: i64,
    /// Whether the source says "more than" (`Some(true)`) or "less than" (`Some(false)`) rather than the figure.
    pub bounded: Option<bool>,
    pub currency: Currency,
    /// Whether the source expects to revise it, or has estimated it.
    pub preliminary: bool,
    /// What was asked and where the answer stands, in one line.
    pub query: String,
}

/// A place or a number of things that was looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    pub count: i64,
    pub query: String,
}

/// Why a figure cannot be looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Absent {
    /// The series is not there.
    Series,
    /// The series is there, but not in this period, nor in periods that make it up.
    Period,
    /// The period is there, and the figure is not.
    Figure(Why),
    /// A total would count something twice, or the metric does not serve the question; with the metric's own words.
    Refused(String),
}

/// Figures that claims can be held against.
pub trait Evidence {
    /// What there is, one entry a vintage, in the order of the files.
    fn holdings(&self) -> &[Holding];

    /// The figure of a series in a period, added up from shorter periods where they fill it without a gap.
    ///
    /// # Errors
    /// [`Absent`] says what is missing.
    fn level(&self, holding: usize, series: &SeriesKey, period: &Period) -> Result<Found, Absent>;

    /// Exports less imports of a series of trade, whatever its flow, in a period that the data hold as it is.
    ///
    /// # Errors
    /// [`Absent`] says what is missing.
    fn balance(&self, holding: usize, series: &SeriesKey, period: &Period) -> Result<Found, Absent>;

    /// The place of a series among those that differ from it in `column` only, the largest first.
    ///
    /// # Errors
    /// [`Absent`] says what is missing.
    fn place(
        &self,
        holding: usize,
        series: &SeriesKey,
        column: &'static str,
        period: &Period,
    ) -> Result<Counted, Absent>;

    /// How many companies are listed where these columns have these values.
    ///
    /// # Errors
    /// [`Absent`] says what is missing.
    fn listed(&self, holding: usize, wanted: &BTreeMap<&'static str, String>) -> Result<Counted, Absent>;
}
