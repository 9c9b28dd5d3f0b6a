//! The names and types of the columns that cross from one stage to the next.
//!
//! A *tidy* frame holds observations, one a row, as a source read them. A *derived* frame holds what metrics made of
//! them. Money is `Int64` in the smallest unit of its currency; floats are ratios only.

use std::fmt;

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
/// The economy a company is incorporated in, which is often not the one it does business in.
pub const INCORPORATION: &str = "incorporation";
/// The exchange's short name of a security.
pub const TICKER: &str = "ticker";
/// The ISIN of a security.
pub const ISIN: &str = "isin";
/// The day a security was first listed, as `2017-04-05`.
pub const LISTED_SINCE: &str = "listed_since";
/// The currency of which one unit is priced: the euro in 1.0842 dollars a euro.
pub const BASE: &str = "base";
/// The currency in which a unit of the base is priced.
pub const QUOTE: &str = "quote";
/// How a rate stands for its period: `reference` (fixed that day), `average` or `end`.
pub const METHOD: &str = "method";
/// Units of the quote for one unit of the base.
pub const RATE: &str = "rate";
/// How often the series is reported, as [`Grain::frequency`](super::Grain::frequency) calls it.
pub const FREQUENCY: &str = "frequency";
/// `fob` or `cif`; blank where the source does not say.
pub const VALUATION: &str = "valuation";
/// The goods classification with its edition: `HS 2017`, `CN 2024`, `SITC 4`; blank where the source does not say.
pub const CLASSIFICATION: &str = "classification";
/// Which release of the data the figure is from, in the source's own terms.
pub const VINTAGE: &str = "vintage";
/// Net weight in grams; null where the source has none.
pub const WEIGHT_G: &str = "weight_g";
/// A quantity in thousandths of [`QUANTITY_UNIT`]; null where the source has none.
pub const QUANTITY_MILLI: &str = "quantity_milli";
/// What the quantity counts, in the source's own terms: `p/st`, `l`, `m²`.
pub const QUANTITY_UNIT: &str = "quantity_unit";
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
/// In tidy files: the net weight in kilograms.
pub const WEIGHT_KG: &str = "weight_kg";
/// In tidy files: a quantity in [`QUANTITY_UNIT`].
pub const QUANTITY: &str = "quantity";
/// In tidy files: currency and magnitude. In derived frames: the unit of the value.
pub const UNIT: &str = "unit";

/// In derived frames: `name:variant`.
pub const METRIC: &str = "metric";
/// In derived frames: the period that was compared with.
pub const BASE_PERIOD: &str = "base_period";
/// In derived frames: the other economy or product of a pair, which need not trade with the first.
pub const COUNTERPART: &str = "counterpart";
/// In derived frames: the low end of an interval of money.
pub const LOW_MINOR: &str = "low_minor";
/// In derived frames: the high end of an interval of money.
pub const HIGH_MINOR: &str = "high_minor";
/// In derived frames: why there is no value, a [`Why`](super::Why) name; null where there is one.
pub const WHY: &str = "why";

/// In derived frames of figures that were converted or deflated: the rate or price level, its date, method and source.
pub const BASIS: &str = "basis";

/// What the label of a remainder ends in: of a group, what its members that are listed lack.
pub const NOT_SHOWN: &str = ", not shown";

/// The label of what a group holds beside its members that are listed.
#[must_use]
pub fn not_shown(group: &str) -> String {
    format!("{group}{NOT_SHOWN}")
}

/// What a tidy frame is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    Trade,
    Investment,
    Listings,
    /// Exchange rates: no money themselves, but what turns one money into another.
    Rates,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Trade, Self::Investment, Self::Listings, Self::Rates];
    /// The kinds whose figures are money, which metrics are made of.
    pub const FIGURES: [Self; 3] = [Self::Trade, Self::Investment, Self::Listings];

    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Trade => "trade",
            Self::Investment => "investment",
            Self::Listings => "listings",
            Self::Rates => "rates",
        }
    }

    /// The columns that tell one series from another, in order.
    #[must_use]
    pub fn dimensions(self) -> &'static [&'static str] {
        match self {
            Self::Trade => &[REPORTER, PARTNER, FLOW, PRODUCT],
            Self::Investment => &[REPORTER, PARTNER, DIRECTION, MEASURE],
            Self::Listings => &[ISSUER, INSTRUMENT, MARKET, SEGMENT, SECTOR, COUNTRY, INCORPORATION],
            Self::Rates => &[BASE, QUOTE, METHOD],
        }
    }

    /// The dimensions over which figures are never added up: exports and imports, flows and stocks, two reporters.
    #[must_use]
    pub fn kept_apart(self) -> &'static [&'static str] {
        match self {
            Self::Trade => &[REPORTER, FLOW],
            Self::Investment => &[REPORTER, DIRECTION, MEASURE],
            Self::Listings => &[],
            Self::Rates => &[BASE, QUOTE, METHOD],
        }
    }

    /// Text columns that say how a figure was made; they filter, and do not tell one series from another.
    #[must_use]
    pub fn attributes(self) -> &'static [&'static str] {
        match self {
            Self::Trade => &[FREQUENCY, VALUATION, CLASSIFICATION, VINTAGE],
            Self::Investment | Self::Rates => &[FREQUENCY, VINTAGE],
            Self::Listings => &[FREQUENCY, TICKER, ISIN, LISTED_SINCE, VINTAGE],
        }
    }

    /// The columns that tell one figure of a file from another: a second row that agrees in all of them is a
    /// duplicate. Goods under two classifications are counted twice, and are two figures.
    #[must_use]
    pub fn identity(self) -> Vec<&'static str> {
        let classified = (self == Self::Trade).then_some(CLASSIFICATION);
        self.dimensions()
            .iter()
            .copied()
            .chain([PERIOD])
            .chain(self.is_money().then_some(CURRENCY))
            .chain(classified)
            .collect()
    }

    /// Whether the figures are money.
    #[must_use]
    pub fn is_money(self) -> bool {
        self != Self::Rates
    }

    /// The columns of the tidy CSV that a user writes by hand, in order; those of [`Kind::optional_columns`] are
    /// written only where something stands in them.
    #[must_use]
    pub fn tidy_columns(self) -> &'static [&'static str] {
        match self {
            Self::Trade => &[
                REPORTER,
                PARTNER,
                FLOW,
                PRODUCT,
                PERIOD,
                VALUE,
                UNIT,
                WEIGHT_KG,
                QUANTITY,
                QUANTITY_UNIT,
                VALUATION,
                CLASSIFICATION,
                VINTAGE,
                STATE,
                NOTE,
            ],
            Self::Investment => {
                &[REPORTER, PARTNER, DIRECTION, MEASURE, PERIOD, VALUE, UNIT, BOUND, VINTAGE, STATE, NOTE]
            }
            Self::Listings => &[
                ISSUER,
                INSTRUMENT,
                MARKET,
                SEGMENT,
                SECTOR,
                COUNTRY,
                INCORPORATION,
                TICKER,
                ISIN,
                LISTED_SINCE,
                PERIOD,
                VALUE,
                UNIT,
                VINTAGE,
                STATE,
                NOTE,
            ],
            Self::Rates => &[BASE, QUOTE, METHOD, PERIOD, RATE, VINTAGE, STATE, NOTE],
        }
    }

    /// The tidy columns that a file may lack.
    #[must_use]
    pub fn optional_columns(self) -> &'static [&'static str] {
        &[
            WEIGHT_KG,
            QUANTITY,
            QUANTITY_UNIT,
            VALUATION,
            CLASSIFICATION,
            VINTAGE,
            INCORPORATION,
            TICKER,
            ISIN,
            LISTED_SINCE,
        ]
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
