//! A tidy frame back in the layout that a user writes by hand.

use polars::prelude::{DataFrame, PolarsError};

use crate::model::schema::{
    CURRENCY, Kind, QUANTITY, QUANTITY_MILLI, QUANTITY_UNIT, RATE, STATE, ULP_MINOR, UNIT, VALUE, VALUE_MINOR,
    WEIGHT_G, WEIGHT_KG,
};
use crate::model::{Amount, CellState, Currency, Unit, quantity};

use super::table::{Cell, Table};

impl Table {
    /// The observations of a tidy frame, every figure as it was printed.
    ///
    /// # Errors
    /// When the frame is not under [the tidy schema](crate::model::schema::tidy).
    pub fn tidy(kind: Kind, frame: &DataFrame) -> Result<Self, PolarsError> {
        Self::tidy_columns(frame, &columns(kind, frame)?)
    }

    /// These columns of the tidy layout.
    ///
    /// # Errors
    /// As [`Table::tidy`].
    pub(super) fn tidy_columns(frame: &DataFrame, columns: &[&str]) -> Result<Self, PolarsError> {
        let rows = (0..frame.height())
            .map(|row| columns.iter().map(|name| cell(frame, name, row)).collect())
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

fn cell(frame: &DataFrame, name: &str, row: usize) -> Result<Cell, PolarsError> {
    let text = |name: &str| -> Result<String, PolarsError> {
        Ok(frame.column(name)?.str()?.get(row).unwrap_or_default().to_owned())
    };
    match name {
        VALUE => Ok(printed(frame, row, &text(CURRENCY)?)?.map_or_else(Cell::default, |(unit, amount)| {
            let figure = unit.print(amount);
            Cell::number(figure.clone(), figure)
        })),
        UNIT => {
            let currency = text(CURRENCY)?;
            let unit = printed(frame, row, &currency)?.map(|(unit, _)| unit.to_string());
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

fn printed(frame: &DataFrame, row: usize, currency: &str) -> Result<Option<(Unit, Amount)>, PolarsError> {
    let at = |name: &str| -> Result<Option<i64>, PolarsError> { Ok(frame.column(name)?.i64()?.get(row)) };
    let amount = at(VALUE_MINOR)?.zip(at(ULP_MINOR)?).map(|(minor, ulp_minor)| Amount { minor, ulp_minor });
    let currency: Option<Currency> = currency.parse().ok();
    Ok(currency.zip(amount).map(|(currency, amount)| (Unit::fitting(currency, amount), amount)))
}
