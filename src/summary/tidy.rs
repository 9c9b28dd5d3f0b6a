//! A tidy frame back in the layout that a user writes by hand.

use polars::prelude::{DataFrame, PolarsError};

use crate::model::schema::{CURRENCY, Kind, STATE, ULP_MINOR, UNIT, VALUE, VALUE_MINOR};
use crate::model::{Amount, CellState, Currency, Unit};

use super::table::{Cell, Table};

impl Table {
    /// The observations of a tidy frame, every figure as it was printed.
    ///
    /// # Errors
    /// When the frame is not under [`Kind::schema`].
    pub fn tidy(kind: Kind, frame: &DataFrame) -> Result<Self, PolarsError> {
        let columns = kind.tidy_columns();
        let rows = (0..frame.height())
            .map(|row| columns.iter().map(|name| cell(frame, name, row)).collect())
            .collect::<Result<Vec<_>, PolarsError>>()?;
        Ok(Self { columns: columns.iter().map(|name| (*name).to_owned()).collect(), rows })
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
        _ => Ok(Cell::text(&text(name)?)),
    }
}

fn printed(frame: &DataFrame, row: usize, currency: &str) -> Result<Option<(Unit, Amount)>, PolarsError> {
    let at = |name: &str| -> Result<Option<i64>, PolarsError> { Ok(frame.column(name)?.i64()?.get(row)) };
    let amount = at(VALUE_MINOR)?.zip(at(ULP_MINOR)?).map(|(minor, ulp_minor)| Amount { minor, ulp_minor });
    let currency: Option<Currency> = currency.parse().ok();
    Ok(currency.zip(amount).map(|(currency, amount)| (Unit::fitting(currency, amount), amount)))
}
