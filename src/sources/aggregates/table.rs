//! A frame of trade or investment as the guard reads it.

use polars::prelude::{DataFrame, PolarsResult};

use super::areas::Areas;
use super::codes::{Codes, grouped};
use super::error::AggregateError;
use super::goods::Products;
use crate::model::Kind;
use crate::model::schema::{CLASSIFICATION, CURRENCY, PARTNER, PERIOD, PRODUCT, REPORTER, ULP_MINOR, VALUE_MINOR};

/// Dimensions as numbers, figures, and what holds what.
pub struct Table {
    dimensions: Vec<(&'static str, Codes)>,
    pub period: Codes,
    pub currency: Codes,
    values: Vec<Option<i64>>,
    slack: Vec<i64>,
    pub partners: Areas,
    pub reporters: Areas,
    /// Of trade.
    pub products: Option<Products>,
}

impl Table {
    /// # Errors
    /// When a column is missing, or codes can be read in two ways.
    pub fn read(frame: &DataFrame, kind: Kind) -> Result<Self, AggregateError> {
        let dimensions = kind.dimensions().iter().map(|name| Ok((*name, Codes::read(frame, name)?)));
        let dimensions = dimensions.collect::<PolarsResult<Vec<_>>>()?;
        let (period, currency) = (Codes::read(frame, PERIOD)?, Codes::read(frame, CURRENCY)?);
        let of = |name: &str| dimensions.iter().find(|known| known.0 == name).map(|known| &known.1);
        let areas =
            |name: &str| of(name).map_or_else(|| Areas::of(&period, &period), |codes| Areas::of(codes, &period));
        let products = match of(PRODUCT) {
            Some(products) => Some(Products::of(products, &Codes::read(frame, CLASSIFICATION)?)?),
            None => None,
        };
        let whole = |name: &str| PolarsResult::Ok(frame.column(name)?.as_materialized_series().i64()?.clone());
        Ok(Self {
            partners: areas(PARTNER),
            reporters: areas(REPORTER),
            products,
            values: whole(VALUE_MINOR)?.iter().collect(),
            slack: whole(ULP_MINOR)?.iter().map(|ulp| ulp.unwrap_or(0).saturating_add(1) / 2).collect(),
            period,
            currency,
            dimensions,
        })
    }

    pub fn rows(&self) -> usize {
        self.values.len()
    }

    /// A dimension by its name.
    pub fn dimension(&self, name: &str) -> Option<&Codes> {
        self.dimensions.iter().find(|known| known.0 == name).map(|known| &known.1)
    }

    /// The rows that are kept, by everything but some dimensions.
    pub fn besides(&self, names: &[&str], kept: &[bool]) -> Vec<Vec<u32>> {
        let others = self.dimensions.iter().filter(|known| !names.contains(&known.0)).map(|known| &known.1);
        let columns: Vec<&Codes> = others.chain([&self.period, &self.currency]).collect();
        grouped(&columns, self.rows(), kept)
    }

    /// The sum of some rows in smallest units; `None` where a row has no figure.
    pub fn sum(&self, rows: &[u32]) -> Option<i128> {
        rows.iter().map(|row| self.values[*row as usize].map(i128::from)).sum()
    }

    /// How far the sum of some rows may be off, in smallest units.
    pub fn slack(&self, rows: &[u32]) -> i128 {
        rows.iter().map(|row| i128::from(self.slack[*row as usize])).sum()
    }

    /// Where a sum stands, for an error: what it is told apart by.
    pub fn series(&self, row: u32, besides: &[&str]) -> String {
        let row = row as usize;
        let names = self.dimensions.iter().filter(|known| !besides.contains(&known.0)).map(|known| known.1.name(row));
        names.chain([self.period.name(row)]).filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" ")
    }
}
