//! What was recognised in a file, before any number is derived.

use std::collections::BTreeMap;

use polars::prelude::{DataFrame, DataType, IntoLazy as _, PolarsError, col, len};
use serde::Serialize;

use crate::model::classification::System;
use crate::model::schema::{
    BASE, CLASSIFICATION, CURRENCY, FLOW, ISSUER, Kind, MEASURE, METHOD, NOTE, PARTNER, PERIOD, QUOTE, REPORTER,
    SEGMENT, STATE, VALUE_MINOR,
};
use crate::model::{CellState, Classification, Period};

use super::aggregates;
use super::audit::counted;
use super::observation::Parsed;

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
        let Parsed { kind, ref frame, .. } = *parsed;
        let shown: &[&'static str] = match kind {
            Kind::Trade => &[REPORTER, PARTNER, FLOW],
            Kind::Investment => &[REPORTER, PARTNER, MEASURE],
            Kind::Listings => &[ISSUER, SEGMENT],
            Kind::Rates => &[BASE, QUOTE, METHOD],
        };
        let mut dimensions = Vec::new();
        for column in shown {
            dimensions.push(Dimension { column, values: distinct(frame, column)? });
        }
        let mut inspection = Self {
            formats: vec![format],
            kind: kind.name(),
            rows: frame.height(),
            currencies: currencies(kind, frame)?,
            periods: in_time(distinct(frame, PERIOD)?.into_keys().collect()),
            dimensions,
            aggregates: aggregates::found(kind, frame)?,
            basis: parsed.basis.clone(),
            audit: parsed.audit.clone(),
            states: distinct(frame, STATE)?,
            doubts: parsed.doubts.clone(),
        };
        let found = inspection.doubt(negative(frame)?);
        inspection.doubts.extend(found);
        if kind.attributes().contains(&CLASSIFICATION) {
            inspection.doubts.extend(mixed_classifications(distinct(frame, CLASSIFICATION)?));
        }
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
        self.rows += other.rows;
        self.formats = united(self.formats, other.formats);
        self.currencies = united(self.currencies, other.currencies);
        self.periods = in_time(united(self.periods, other.periods));
        self.basis = united(self.basis, other.basis);
        self.audit.extend(other.audit);
        self.doubts = united(self.doubts, other.doubts);
        merge(&mut self.states, other.states);
        for (into, from) in self.dimensions.iter_mut().zip(other.dimensions) {
            merge(&mut into.values, from.values);
        }
        for total in other.aggregates {
            match self.aggregates.iter_mut().find(|known| known.column == total.column) {
                Some(known) => known.rows += total.rows,
                None => self.aggregates.push(total),
            }
        }
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
            aggregates: Vec::new(),
            basis: Vec::new(),
            audit: Vec::new(),
            states: BTreeMap::new(),
            doubts: Vec::new(),
        }
    }

    /// What the counts give to doubt.
    pub(super) fn doubt(&self, negative: usize) -> Vec<String> {
        let mut doubts = Vec::new();
        if self.currencies.len() > 1 {
            doubts.push(format!("figures in {}: they are never added up", self.currencies.join(" and ")));
        }
        for aggregates::Found { column, code, rows } in self.aggregates.iter().filter(|total| total.rows < self.rows) {
            let rows_word = if *rows == 1 { "row is a total" } else { "rows are totals" };
            doubts.push(format!("{rows} {rows_word} ({column} {code}): kept apart from the parts"));
        }
        for state in [CellState::Missing, CellState::Suppressed, CellState::NotYetReported] {
            if let Some(cells) = self.states.get(state.name()) {
                let cells_word = if *cells == 1 { "figure is" } else { "figures are" };
                let state = state.name().replace('_', " ");
                doubts.push(format!("{cells} {cells_word} {state}: sums over them stay empty"));
            }
        }
        if negative > 0 {
            let figures = if negative == 1 { "figure is" } else { "figures are" };
            doubts.push(format!("{negative} {figures} negative: growth and shares on them are said, not computed"));
        }
        doubts
    }
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
    let rows: Vec<String> = classified.iter().map(|(name, rows)| format!("{name} in {}", counted(*rows))).collect();
    let rows = rows.join(", ");
    Some(match (all(System::Hs), all(System::Cn)) {
        (true, _) => format!("HS editions are mixed: {rows}; a code may hold other goods in another edition"),
        // Every year has its own.
        (_, true) => {
            let years = classified.len();
            format!(
                "editions of the Combined Nomenclature of {years} years: a code may hold other goods in another year"
            )
        }
        _ => format!("classifications are mixed: {rows}; choose one with --where classification=... before adding up"),
    })
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
