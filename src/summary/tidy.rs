//! A tidy frame back in the layout that a user writes by hand.

use polars::prelude::{DataFrame, PolarsError};

use crate::model::money::Magnitude;
use crate::model::schema::{
    CURRENCY, Kind, QUANTITY, QUANTITY_MILLI, QUANTITY_UNIT, RATE, STATE, ULP_MINOR, UNIT, VALUE, VALUE_MINOR,
    WEIGHT_G, WEIGHT_KG,
};
use crate::model::{Amount, CellState, Currency, Unit, quantity};

use super::table::{Cell, Table};

/// The magnitude in which all money of a file is written, so that a column has one unit for each currency: the largest in
/// which some figure was printed. Every figure keeps its own decimals, and with them its precision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Written(u32);

impl Written {
    /// Of a tidy frame.
    pub fn of(kind: Kind, frame: &DataFrame) -> Result<Self, PolarsError> {
        if !kind.is_money() {
            return Ok(Self::default());
        }
        let amounts = frame.column(VALUE_MINOR)?.i64()?.iter().zip(frame.column(ULP_MINOR)?.i64()?.iter());
        let mut written = Self::default();
        for ((minor, ulp_minor), code) in amounts.zip(frame.column(CURRENCY)?.str()?.iter()) {
            let currency: Option<Currency> = code.and_then(|code| code.parse().ok());
            if let (Some(minor), Some(ulp_minor), Some(currency)) = (minor, ulp_minor, currency) {
                let unit = Unit::fitting(currency, Amount { minor, ulp_minor });
                written = written.max(Self(unit.magnitude.exponent()));
            }
        }
        Ok(written)
    }

    fn unit(self, currency: Currency) -> Unit {
        let magnitudes = [Magnitude::Trillion, Magnitude::Billion, Magnitude::Million, Magnitude::Thousand];
        let magnitude = magnitudes.into_iter().find(|magnitude| magnitude.exponent() == self.0);
        Unit { currency, magnitude: magnitude.unwrap_or_default() }
    }
}

impl Table {
    /// The observations of a tidy frame, every figure as it was printed.
    ///
    /// # Errors
    /// When the frame is not under [`Kind::schema`].
    pub fn tidy(kind: Kind, frame: &DataFrame) -> Result<Self, PolarsError> {
        Self::tidy_columns(frame, &columns(kind, frame)?, Written::of(kind, frame)?)
    }

    /// These columns of the tidy layout.
    ///
    /// # Errors
    /// As [`Table::tidy`].
    pub(super) fn tidy_columns(frame: &DataFrame, columns: &[&str], written: Written) -> Result<Self, PolarsError> {
        let rows = (0..frame.height())
            .map(|row| columns.iter().map(|name| cell(frame, name, row, written)).collect())
            .collect::<Result<Vec<_>, PolarsError>>()?;
        Ok(Self { columns: columns.iter().map(|name| (*name).to_owned()).collect(), rows, ..Self::default() })
    }
}

/// The columns of the tidy layout, without the optional ones in which nothing stands.
pub(super) fn columns(kind: Kind, frame: &DataFrame) -> Result<Vec<&'static str>, PolarsError> {
    let mut columns = Vec::new();
    for name in kind.tidy_columns() {
        if !kind.optional_columns().contains(name) || is_filled(frame, name)? {
            columns.push(*name);
        }
    }
    Ok(columns)
}

/// Whether anything stands in a tidy column.
fn is_filled(frame: &DataFrame, name: &str) -> Result<bool, PolarsError> {
    match name {
        WEIGHT_KG => Ok(frame.column(WEIGHT_G)?.i64()?.iter().flatten().next().is_some()),
        QUANTITY | QUANTITY_UNIT => Ok(frame.column(QUANTITY_MILLI)?.i64()?.iter().flatten().next().is_some()),
        _ => Ok(frame.column(name)?.str()?.iter().flatten().any(|text| !text.is_empty())),
    }
}

fn cell(frame: &DataFrame, name: &str, row: usize, written: Written) -> Result<Cell, PolarsError> {
    let text = |name: &str| -> Result<String, PolarsError> {
        Ok(frame.column(name)?.str()?.get(row).unwrap_or_default().to_owned())
    };
    match name {
        VALUE => {
            let Ok(currency) = text(CURRENCY)?.parse::<Currency>() else { return Ok(Cell::none()) };
            let amount = amount(frame, row)?;
            Ok(amount.map_or_else(Cell::none, |amount| {
                let figure = written.unit(currency).print(amount);
                Cell::money(figure.clone(), figure, currency)
            }))
        }
        UNIT => {
            let currency = text(CURRENCY)?;
            let unit = currency.parse().ok().map(|currency| written.unit(currency).to_string());
            Ok(Cell::text(&unit.unwrap_or(currency)))
        }
        STATE => {
            let state = text(STATE)?;
            Ok(if state == CellState::Value.name() { Cell::default() } else { Cell::text(&state) })
        }
        WEIGHT_KG => Ok(measured(frame.column(WEIGHT_G)?.i64()?.get(row))),
        QUANTITY => Ok(measured(frame.column(QUANTITY_MILLI)?.i64()?.get(row))),
        RATE => Ok(frame.column(RATE)?.f64()?.get(row).map_or_else(Cell::default, |rate| {
            let figure = rate.to_string();
            Cell::number(figure.clone(), figure)
        })),
        _ => Ok(Cell::text(&text(name)?)),
    }
}

/// A weight in kilograms, or a quantity in its unit, from thousandths.
fn measured(milli: Option<i64>) -> Cell {
    milli.map_or_else(Cell::default, |milli| {
        let figure = quantity::print(milli);
        Cell::number(figure.clone(), figure)
    })
}

/// The figure of a row as it was printed.
fn amount(frame: &DataFrame, row: usize) -> Result<Option<Amount>, PolarsError> {
    let at = |name: &str| -> Result<Option<i64>, PolarsError> { Ok(frame.column(name)?.i64()?.get(row)) };
    Ok(at(VALUE_MINOR)?.zip(at(ULP_MINOR)?).map(|(minor, ulp_minor)| Amount { minor, ulp_minor }))
}
