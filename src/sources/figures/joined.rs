//! Figures of several files as one, so that none stands in two of them.

use std::path::Path;

use polars::prelude::{Column, DataFrame, PolarsError, PolarsResult};

use crate::model::schema::{
    CLASSIFICATION, CURRENCY, FLOW, NOTE, PARTNER, PERIOD, PRODUCT, QUANTITY_MILLI, QUANTITY_UNIT, REPORTER, ROW,
    STATE, ULP_MINOR, VALUATION, VALUE_MINOR, VINTAGE, WEIGHT_G,
};
use crate::model::{Amount, CellState, Period};

use super::super::error::SourceError;
use super::super::observation::{Observation, Quantity};
use super::{Columns, Figures, Named, Said};

impl Figures {
    /// All figures of these, each once.
    ///
    /// # Errors
    /// When two of them hold the same figure.
    pub fn joined(of: Vec<&Self>) -> Result<Self, SourceError> {
        let threads: Vec<Named> = of.iter().map(|figures| figures.named.clone()).collect();
        let parts = of.iter().enumerate();
        let parts = parts.flat_map(|(number, figures)| figures.parts.iter().map(move |part| (number, part.clone())));
        let mut whole = Self::of(of[0].path.clone(), of[0].formats[0], &threads, parts.collect::<Vec<_>>(), &mut []);
        whole.formats = united(of.iter().map(|figures| figures.formats.clone()));
        whole.said = Said {
            basis: united(of.iter().map(|figures| figures.said.basis.clone())),
            audit: of.iter().flat_map(|figures| figures.said.audit.clone()).collect(),
            doubts: united(of.iter().map(|figures| figures.said.doubts.clone())),
        };
        match whole.refuse_duplicates() {
            Err(SourceError::DuplicateKey { key, .. }) => Err(SourceError::DuplicateAcross { key }),
            Err(other) => Err(other),
            Ok(()) => Ok(whole),
        }
    }

    /// A frame of trade in numbers.
    ///
    /// # Errors
    /// When the frame is not under the schema of trade.
    pub fn of_frame(path: &Path, format: &'static str, frame: &DataFrame, said: Said) -> PolarsResult<Self> {
        let mut named = Named::default();
        let mut columns = Columns::default();
        for row in 0..frame.height() {
            columns.push(named.row(&observation(frame, row)?));
        }
        let mut figures = Self::of(path.to_owned(), format, &[named], vec![(0, columns)], &mut []);
        figures.said = said;
        Ok(figures)
    }
}

fn united<T: Ord>(lists: impl Iterator<Item = Vec<T>>) -> Vec<T> {
    let mut all: Vec<T> = lists.flatten().collect();
    all.sort();
    all.dedup();
    all
}

/// A row of a frame as the observation it was.
fn observation(frame: &DataFrame, row: usize) -> PolarsResult<Observation> {
    let column = |name: &str| -> PolarsResult<&Column> { frame.column(name) };
    let text =
        |name: &str| -> PolarsResult<String> { Ok(column(name)?.str()?.get(row).unwrap_or_default().to_owned()) };
    let whole = |name: &str| -> PolarsResult<Option<i64>> { Ok(column(name)?.i64()?.get(row)) };
    let wrong = |name: &str| PolarsError::ComputeError(format!("{name} of a tidy frame").into());
    let dimensions = [REPORTER, PARTNER, FLOW, PRODUCT].map(text).into_iter().collect::<PolarsResult<Vec<_>>>()?;
    let period: Period = text(PERIOD)?.parse().map_err(|_| wrong(PERIOD))?;
    let state: CellState = text(STATE)?.parse().map_err(|_| wrong(STATE))?;
    let amount = whole(VALUE_MINOR)?.zip(whole(ULP_MINOR)?).map(|(minor, ulp_minor)| Amount { minor, ulp_minor });
    let unit = text(QUANTITY_UNIT)?;
    Ok(Observation {
        currency: text(CURRENCY)?.parse().ok(),
        amount,
        weight_g: whole(WEIGHT_G)?,
        quantity: whole(QUANTITY_MILLI)?.map(|milli| Quantity { milli, unit }),
        attributes: vec![
            (VALUATION, text(VALUATION)?),
            (CLASSIFICATION, text(CLASSIFICATION)?),
            (VINTAGE, text(VINTAGE)?),
        ],
        state,
        note: text(NOTE)?,
        ..Observation::new(whole(ROW)?.unwrap_or_default(), dimensions, period)
    })
}
