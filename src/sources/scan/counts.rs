//! What `inspect` counts, batch by batch.

use std::collections::BTreeMap;

use polars::prelude::{Column, DataFrame, DataType, IntoLazy as _, PolarsResult, col, len};

use crate::model::Kind;
use crate::model::schema::{
    CLASSIFICATION, CURRENCY, FLOW, FREQUENCY, PARTNER, PERIOD, PRODUCT, QUANTITY_UNIT, REPORTER, ROW, STATE,
    VALUATION, VALUE_MINOR, VINTAGE, WEIGHT_G,
};

use super::super::error::SourceError;
use super::super::inspection::{ATTRIBUTES, Dimension, Inspection, in_time};
use super::super::plausibility::Plausibility;
use super::Scan;

/// How many rows have each value of a column.
#[derive(Default)]
pub struct Counts {
    rows: usize,
    negative: usize,
    weighed: usize,
    plausibility: Plausibility,
    /// By column; numbers by the text they will be spelled with.
    texts: BTreeMap<&'static str, BTreeMap<String, usize>>,
    numbers: BTreeMap<&'static str, BTreeMap<u32, usize>>,
}

/// The columns that are counted.
const COUNTED: [&str; 12] = [
    REPORTER,
    PARTNER,
    FLOW,
    PRODUCT,
    PERIOD,
    CURRENCY,
    STATE,
    FREQUENCY,
    VALUATION,
    CLASSIFICATION,
    VINTAGE,
    QUANTITY_UNIT,
];

impl Counts {
    /// The columns that a batch of trade needs to be counted.
    pub const WANTED: [&'static str; 15] = [
        ROW,
        REPORTER,
        PARTNER,
        FLOW,
        PRODUCT,
        PERIOD,
        CURRENCY,
        STATE,
        FREQUENCY,
        VALUATION,
        CLASSIFICATION,
        VINTAGE,
        QUANTITY_UNIT,
        VALUE_MINOR,
        WEIGHT_G,
    ];

    /// Counts one batch.
    ///
    /// # Errors
    /// When a column is not there.
    pub fn add(&mut self, batch: &DataFrame) -> Result<(), SourceError> {
        self.count(batch).map_err(SourceError::columns)
    }

    fn count(&mut self, batch: &DataFrame) -> PolarsResult<()> {
        const ROWS: &str = "rows";
        self.rows += batch.height();
        self.weighed += batch.height() - batch.column(WEIGHT_G)?.null_count();
        self.plausibility.add(batch)?;
        self.negative += batch.column(VALUE_MINOR)?.i64()?.iter().flatten().filter(|value| *value < 0).count();
        for name in COUNTED {
            let column = batch.column(name)?;
            if matches!(column, Column::Scalar(_)) && column.dtype() == &DataType::String {
                let text = column.head(Some(1));
                let text = text.str()?.get(0).unwrap_or_default().to_owned();
                *self.texts.entry(name).or_default().entry(text).or_default() += batch.height();
                continue;
            }
            let counted = batch.clone().lazy().group_by([col(name)]).agg([len().cast(DataType::UInt32).alias(ROWS)]);
            let counted = counted.collect()?;
            let rows = counted.column(ROWS)?.u32()?;
            let values = counted.column(name)?;
            if values.dtype() == &DataType::UInt32 {
                let known = self.numbers.entry(name).or_default();
                for (value, rows) in values.u32()?.iter().zip(rows.iter()) {
                    *known.entry(value.unwrap_or_default()).or_default() += rows.unwrap_or_default() as usize;
                }
            } else {
                let known = self.texts.entry(name).or_default();
                for (value, rows) in values.str()?.iter().zip(rows.iter()) {
                    *known.entry(value.unwrap_or_default().to_owned()).or_default() +=
                        rows.unwrap_or_default() as usize;
                }
            }
        }
        Ok(())
    }

    fn of(&self, scan: &dyn Scan, name: &'static str) -> BTreeMap<String, usize> {
        let mut values = self.texts.get(name).cloned().unwrap_or_default();
        for (number, rows) in self.numbers.get(name).into_iter().flatten() {
            *values.entry(scan.text(name, *number)).or_default() += rows;
        }
        values
    }

    /// The contents at a glance, without basis, audit and what the source itself has to say.
    #[must_use]
    pub fn inspection(&self, scan: &dyn Scan, format: &'static str) -> Inspection {
        let dimension = |column: &'static str| Dimension { column, values: self.of(scan, column) };
        let mut inspection = Inspection::empty(format, Kind::Trade);
        inspection.rows = self.rows;
        inspection.currencies = self.of(scan, CURRENCY).into_keys().collect();
        inspection.periods = in_time(self.of(scan, PERIOD).into_keys().collect());
        inspection.dimensions = [REPORTER, PARTNER, FLOW, PRODUCT].map(dimension).to_vec();
        inspection.attributes = ATTRIBUTES.map(dimension).to_vec();
        inspection.weighed = self.weighed;
        inspection.states = self.of(scan, STATE);
        inspection.negative = self.negative;
        inspection.doubts = inspection.counted_doubts();
        inspection.doubts.extend(self.plausibility.doubts(|number| scan.text(PRODUCT, number)));
        inspection
    }
}
