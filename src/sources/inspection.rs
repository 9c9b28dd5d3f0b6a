//! What was recognised in a file, before any number is derived.

use std::collections::BTreeMap;

use polars::prelude::{DataFrame, DataType, IntoLazy as _, PolarsError, col, len};
use serde::Serialize;

use crate::model::classification::System;
use crate::model::schema::{
    BASE, CLASSIFICATION, CURRENCY, DIRECTION, FLOW, FREQUENCY, ISSUER, Kind, MEASURE, METHOD, NOTE, PARTNER, PERIOD,
    PRODUCT, QUANTITY_UNIT, QUOTE, REPORTER, SEGMENT, STATE, VALUATION, VALUE_MINOR, VINTAGE, WEIGHT_G,
};
use crate::model::{CellState, Classification, Period};

use super::aggregates;
use super::observation::Parsed;
use super::plausibility;
use super::spans::{Span, spans};

/// The contents of a file at a glance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Inspection {
    /// The names of the formats.
    pub formats: Vec<&'static str>,
    pub kind: &'static str,
    pub rows: usize,
    /// ISO 4217 codes.
    pub currencies: Vec<String>,
    /// Canonical texts, in order of time.
    pub periods: Vec<String>,
    pub dimensions: Vec<Dimension>,
    /// How the figures were made: frequency, valuation, classification, vintage, and of trade the unit of quantities;
    /// blank where the source does not say it.
    pub attributes: Vec<Dimension>,
    /// Of trade, how many rows have a net weight.
    pub weighed: usize,
    /// How many figures are negative.
    pub negative: usize,
    /// Totals that stand beside their parts.
    pub aggregates: Vec<aggregates::Found>,
    /// What the figures are: valuation, classification, where the source says.
    pub basis: Vec<String>,
    /// What reading left out and why, one line a rule.
    pub audit: Vec<String>,
    /// How many cells are in each state.
    pub states: BTreeMap<String, usize>,
    /// What a reader should know before using the figures.
    pub doubts: Vec<String>,
}

/// What one column holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dimension {
    pub column: &'static str,
    /// The distinct values and how many rows have each.
    pub values: BTreeMap<String, usize>,
}

impl Inspection {
    /// Inspects what a source made of a file.
    ///
    /// # Errors
    /// When the frame is not under the schema of its kind.
    pub fn of(format: &'static str, parsed: &Parsed) -> Result<Self, PolarsError> {
        let mut inspection = Self::counted(format, parsed)?;
        for doubt in plausibility::of_held(parsed.kind, &parsed.frame)? {
            // A source that has scanned the file has said it already.
            if !inspection.doubts.contains(&doubt) {
                inspection.doubts.push(doubt);
            }
        }
        Ok(inspection)
    }

    /// As [`Inspection::of`], without a look at what can hardly be right: for one batch of many.
    ///
    /// # Errors
    /// As [`Inspection::of`].
    pub(super) fn counted(format: &'static str, parsed: &Parsed) -> Result<Self, PolarsError> {
        let Parsed { kind, ref frame, .. } = *parsed;
        let shown: &[&'static str] = match kind {
            Kind::Trade => &[REPORTER, PARTNER, FLOW, PRODUCT],
            Kind::Investment => &[REPORTER, PARTNER, DIRECTION, MEASURE],
            Kind::Listings => &[ISSUER, SEGMENT],
            Kind::Rates => &[BASE, QUOTE, METHOD],
        };
        let counts = |column: &'static str| Ok(Dimension { column, values: distinct(frame, column)? });
        let counted = kind == Kind::Trade;
        let has = |column: &&'static str| kind.attributes().contains(column) || counted && *column == QUANTITY_UNIT;
        let said = ATTRIBUTES.into_iter().filter(has);
        let mut inspection = Self {
            formats: vec![format],
            kind: kind.name(),
            rows: frame.height(),
            currencies: currencies(kind, frame)?,
            periods: in_time(distinct(frame, PERIOD)?.into_keys().collect()),
            dimensions: shown.iter().copied().map(counts).collect::<Result<_, PolarsError>>()?,
            attributes: said.map(counts).collect::<Result<_, PolarsError>>()?,
            weighed: weighed(kind, frame)?,
            negative: negative(frame)?,
            aggregates: aggregates::found(kind, frame)?,
            basis: parsed.basis.clone(),
            audit: parsed.audit.clone(),
            states: distinct(frame, STATE)?,
            doubts: parsed.doubts.clone(),
        };
        let found = inspection.counted_doubts();
        inspection.doubts.retain(|doubt| !found.contains(doubt));
        inspection.doubts.extend(found);
        if format.starts_with("tidy") && distinct(frame, NOTE)?.contains_key("") {
            inspection.doubts.push("not every row notes where its figure is printed".to_owned());
        }
        Ok(inspection)
    }

    /// Both inspections as one.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        let merge = |into: &mut BTreeMap<String, usize>, from: BTreeMap<String, usize>| {
            for (name, rows) in from {
                *into.entry(name).or_default() += rows;
            }
        };
        // What counts give to doubt is said anew of the sums.
        let [first, second] = [self.counted_doubts(), other.counted_doubts()];
        let own = self.doubts.iter().filter(|doubt| !first.contains(doubt));
        let others = other.doubts.iter().filter(|doubt| !second.contains(doubt));
        let doubts = united(own.cloned().collect(), others.cloned().collect());
        self.rows += other.rows;
        self.negative += other.negative;
        self.formats = united(self.formats, other.formats);
        self.currencies = united(self.currencies, other.currencies);
        self.periods = in_time(united(self.periods, other.periods));
        self.basis = united(self.basis, other.basis);
        self.audit.extend(other.audit);
        merge(&mut self.states, other.states);
        self.weighed += other.weighed;
        let columns = self.dimensions.iter_mut().chain(&mut self.attributes);
        for (into, from) in columns.zip(other.dimensions.into_iter().chain(other.attributes)) {
            merge(&mut into.values, from.values);
        }
        for total in other.aggregates {
            match self.aggregates.iter_mut().find(|known| known.column == total.column) {
                Some(known) => known.rows += total.rows,
                None => self.aggregates.push(total),
            }
        }
        self.doubts = doubts;
        let found = self.counted_doubts();
        self.doubts.extend(found);
        self
    }

    /// Nothing yet of a file of this format.
    #[must_use]
    pub fn empty(format: &'static str, kind: Kind) -> Self {
        Self {
            formats: vec![format],
            kind: kind.name(),
            rows: 0,
            currencies: Vec::new(),
            periods: Vec::new(),
            dimensions: Vec::new(),
            attributes: Vec::new(),
            weighed: 0,
            negative: 0,
            aggregates: Vec::new(),
            basis: Vec::new(),
            audit: Vec::new(),
            states: BTreeMap::new(),
            doubts: Vec::new(),
        }
    }

    /// The values of an attribute and how many rows have each.
    #[must_use]
    pub fn attribute(&self, column: &str) -> BTreeMap<String, usize> {
        let found = self.attributes.iter().find(|known| known.column == column);
        found.map(|found| found.values.clone()).unwrap_or_default()
    }

    /// The periods at a glance, with what is missing between them.
    #[must_use]
    pub fn spans(&self) -> Vec<Span> {
        spans(&self.periods)
    }

    /// What the counts give to doubt.
    pub(super) fn counted_doubts(&self) -> Vec<String> {
        let mut doubts = Vec::new();
        if self.currencies.len() > 1 {
            doubts.push(format!("figures in {}: they are never added up", self.currencies.join(" and ")));
        }
        for state in [CellState::Missing, CellState::Suppressed, CellState::NotYetReported] {
            if let Some(cells) = self.states.get(state.name()) {
                let cells_word = if *cells == 1 { "figure is" } else { "figures are" };
                let state = state.name().replace('_', " ");
                doubts.push(format!("{cells} {cells_word} {state}: sums over them stay empty"));
            }
        }
        if self.negative > 0 {
            let figures = if self.negative == 1 { "figure is" } else { "figures are" };
            let cells = self.negative;
            doubts.push(format!("{cells} {figures} negative: growth and shares on them are said, not computed"));
        }
        doubts.extend(mixed_classifications(self.attribute(CLASSIFICATION)));
        doubts
    }
}

/// How figures were made, in the order in which it is said.
pub(super) const ATTRIBUTES: [&str; 5] = [FREQUENCY, VALUATION, CLASSIFICATION, VINTAGE, QUANTITY_UNIT];

/// How many rows have a net weight.
fn weighed(kind: Kind, frame: &DataFrame) -> Result<usize, PolarsError> {
    if kind != Kind::Trade {
        return Ok(0);
    }
    let weights = frame.column(WEIGHT_G)?;
    Ok(weights.len() - weights.null_count())
}

/// How many figures are negative.
fn negative(frame: &DataFrame) -> Result<usize, PolarsError> {
    let figures = frame.column(VALUE_MINOR).ok().map(|column| column.i64()).transpose()?;
    Ok(figures.map_or(0, |figures| figures.iter().flatten().filter(|value| *value < 0).count()))
}

/// What several classifications in one file mean for its codes.
fn mixed_classifications(mut classified: BTreeMap<String, usize>) -> Option<String> {
    classified.remove("");
    if classified.len() < 2 {
        return None;
    }
    let all = |system: System| {
        classified.keys().all(|text| text.parse::<Classification>().is_ok_and(|known| known.system() == system))
    };
    let said = match (all(System::Hs), all(System::Cn)) {
        (true, _) => "HS editions are mixed: a code may hold other goods in another edition",
        // Every year has its own.
        (_, true) => "one edition of the Combined Nomenclature a year: a code may hold other goods in another year",
        _ => "classifications are mixed: choose one with --where classification=... before adding up",
    };
    Some(said.to_owned())
}

/// The currencies of figures; of rates, none: they are dimensions there.
fn currencies(kind: Kind, frame: &DataFrame) -> Result<Vec<String>, PolarsError> {
    if !kind.is_money() {
        return Ok(Vec::new());
    }
    Ok(distinct(frame, CURRENCY)?.into_keys().filter(|code| !code.is_empty()).collect())
}

fn distinct(frame: &DataFrame, column: &str) -> Result<BTreeMap<String, usize>, PolarsError> {
    const COUNT: &str = "rows";
    let counted =
        frame.clone().lazy().group_by([col(column)]).agg([len().cast(DataType::Int64).alias(COUNT)]).collect()?;
    let values = counted.column(column)?.str()?;
    let counts = counted.column(COUNT)?.i64()?;
    let pairs = values.iter().zip(counts.iter());
    Ok(pairs.filter_map(|(value, rows)| Some((value?.to_owned(), usize::try_from(rows?).ok()?))).collect())
}

/// Canonical texts of periods in order of time.
pub(super) fn in_time(mut periods: Vec<String>) -> Vec<String> {
    periods.sort_by_key(|text| text.parse::<Period>().ok());
    periods
}

fn united<T: Ord>(mut first: Vec<T>, second: Vec<T>) -> Vec<T> {
    first.extend(second);
    first.sort();
    first.dedup();
    first
}
