//! The names and types of the columns that cross from one stage to the next.
//!
//! A *tidy* frame holds observations, one a row, as a source read them. A *derived* frame holds what metrics made of
//! them. Money is `Int64` in the smallest unit of its currency; floats are ratios only.

use std::fmt;

use polars::prelude::{DataType, Field, Schema};

/// The line of the file an observation stands on, from 1.
pub const ROW: &str = "row";
/// The economy that reports: ISO alpha-3, or a UN numeric code for areas that ISO does not have.
pub const REPORTER: &str = "reporter";
/// The economy on the other side; `WLD` is all of them.
pub const PARTNER: &str = "partner";
/// `export`, `import`, `re-export`, `re-import` or `total`.
pub const FLOW: &str = "flow";
/// A product code as text, or `TOTAL`.
pub const PRODUCT: &str = "product";
/// How many characters the product code has; 0 for the total.
pub const PRODUCT_LEVEL: &str = "product_level";
/// A period in its canonical text form.
pub const PERIOD: &str = "period";
/// First day of the period.
pub const PERIOD_START: &str = "period_start";
/// Last day of the period, inclusive.
pub const PERIOD_END: &str = "period_end";
/// `inward` or `outward`.
pub const DIRECTION: &str = "direction";
/// `flow`, `stock`, `cumulated` or `agreements`.
pub const MEASURE: &str = "measure";
/// What the words around a printed figure say of it: empty, `more_than`, `at_least`, `almost`, `up_to`.
pub const BOUND: &str = "bound";
/// The company, or `TOTAL`.
pub const ISSUER: &str = "issuer";
/// The security; empty when the source lists companies only.
pub const INSTRUMENT: &str = "instrument";
/// The exchange.
pub const MARKET: &str = "market";
/// The segment of the exchange.
pub const SEGMENT: &str = "segment";
/// The industry.
pub const SECTOR: &str = "sector";
/// The economy a company belongs to.
pub const COUNTRY: &str = "country";
/// ISO 4217 code.
pub const CURRENCY: &str = "currency";
/// Money in the smallest unit of the currency; null where the state says why.
pub const VALUE_MINOR: &str = "value_minor";
/// One unit in the last printed place, in the smallest unit of the currency.
pub const ULP_MINOR: &str = "ulp_minor";
/// A [`CellState`](super::CellState) name.
pub const STATE: &str = "state";
/// Free text of the source.
pub const NOTE: &str = "note";

/// In tidy files: the figure as printed.
pub const VALUE: &str = "value";
/// In tidy files: currency and magnitude. In derived frames: the unit of the value.
pub const UNIT: &str = "unit";

/// In derived frames: `name:variant`.
pub const METRIC: &str = "metric";
/// In derived frames: the period that was compared with.
pub const BASE_PERIOD: &str = "base_period";
/// In derived frames: the low end of an interval of money.
pub const LOW_MINOR: &str = "low_minor";
/// In derived frames: the high end of an interval of money.
pub const HIGH_MINOR: &str = "high_minor";
/// In derived frames: why there is no value, a [`Why`](super::Why) name; null where there is one.
pub const WHY: &str = "why";

/// What a tidy frame is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    Trade,
    Investment,
    Listings,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Trade, Self::Investment, Self::Listings];

    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Trade => "trade",
            Self::Investment => "investment",
            Self::Listings => "listings",
        }
    }

    /// The columns that tell one series from another, in order.
    #[must_use]
    pub fn dimensions(self) -> &'static [&'static str] {
        match self {
            Self::Trade => &[REPORTER, PARTNER, FLOW, PRODUCT],
            Self::Investment => &[REPORTER, PARTNER, DIRECTION, MEASURE],
            Self::Listings => &[ISSUER, INSTRUMENT, MARKET, SEGMENT, SECTOR, COUNTRY],
        }
    }

    /// The dimensions over which figures are never added up: exports and imports, flows and stocks, two reporters.
    #[must_use]
    pub fn kept_apart(self) -> &'static [&'static str] {
        match self {
            Self::Trade => &[REPORTER, FLOW],
            Self::Investment => &[REPORTER, DIRECTION, MEASURE],
            Self::Listings => &[],
        }
    }

    /// The columns of the tidy CSV that a user writes by hand, in order.
    #[must_use]
    pub fn tidy_columns(self) -> &'static [&'static str] {
        match self {
            Self::Trade => &[REPORTER, PARTNER, FLOW, PRODUCT, PERIOD, VALUE, UNIT, STATE, NOTE],
            Self::Investment => &[REPORTER, PARTNER, DIRECTION, MEASURE, PERIOD, VALUE, UNIT, BOUND, STATE, NOTE],
            Self::Listings => &[ISSUER, INSTRUMENT, MARKET, SEGMENT, SECTOR, COUNTRY, PERIOD, VALUE, UNIT, STATE, NOTE],
        }
    }

    /// The schema of the tidy frame.
    #[must_use]
    pub fn schema(self) -> Schema {
        let mut fields = vec![Field::new(ROW.into(), DataType::Int64)];
        fields.extend(self.dimensions().iter().map(|name| text(name)));
        if self == Self::Trade {
            fields.push(Field::new(PRODUCT_LEVEL.into(), DataType::Int64));
        }
        fields.push(text(PERIOD));
        fields.push(Field::new(PERIOD_START.into(), DataType::Date));
        fields.push(Field::new(PERIOD_END.into(), DataType::Date));
        fields.push(text(CURRENCY));
        fields.push(Field::new(VALUE_MINOR.into(), DataType::Int64));
        fields.push(Field::new(ULP_MINOR.into(), DataType::Int64));
        if self == Self::Investment {
            fields.push(text(BOUND));
        }
        fields.push(text(STATE));
        fields.push(text(NOTE));
        fields.into_iter().collect()
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a metric wants of totals that the source prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Totals {
    /// Where a total and its parts are both there, the total; it holds what the parts may lack.
    Prefer,
    /// The parts of the dimensions that are asked for; of the others, as [`Totals::Prefer`].
    Parts,
    /// No total at all, even where only it is there.
    Exclude,
    /// As [`Totals::Parts`], but with the totals beside them; the metric tells them apart.
    Keep,
}

/// The schema of a derived frame whose series are told apart by `dimensions`.
///
/// [`VALUE`] holds ratios and counts, [`VALUE_MINOR`] money; one of them is null in every row, and both are where
/// [`WHY`] says why.
#[must_use]
pub fn derived(dimensions: &[&str]) -> Schema {
    let mut fields: Vec<Field> = dimensions.iter().map(|name| text(name)).collect();
    fields.extend([PERIOD, BASE_PERIOD, METRIC, UNIT].map(text));
    fields.push(Field::new(VALUE.into(), DataType::Float64));
    fields.extend([VALUE_MINOR, ULP_MINOR, LOW_MINOR, HIGH_MINOR].map(|name| Field::new(name.into(), DataType::Int64)));
    fields.extend([CURRENCY, WHY].map(text));
    fields.into_iter().collect()
}

fn text(name: &str) -> Field {
    Field::new(name.into(), DataType::String)
}
