//! What a row of the Comext datasets measures: euros, weight, or supplementary units.

use crate::model::quantity::{WeightUnit, milli};
use crate::model::{CellState, Currency};

use super::super::error::SourceError;
use super::super::observation::{Observation, Quantity};
use super::super::reading::Record;
use super::{EUROS, HELP};

/// One of the figures that make up an observation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Indicator {
    Euros,
    Weight(Tons),
    /// In the unit of the goods, which the dataset does not name.
    Supplementary,
}

/// In what a weight is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Tons {
    Hundredweight,
    Kilograms,
}

/// The unit of supplementary quantities as far as the dataset says it.
pub(super) const SUPPLEMENTARY_UNIT: &str = "supplementary units";

impl Indicator {
    /// By the code of the dataset, or by its label in English.
    pub fn of(text: &str) -> Option<Self> {
        let code = text.split_once(':').map_or(text, |split| split.0).trim().to_ascii_uppercase();
        Some(match code.as_str() {
            "VALUE_IN_EUROS" | "VALUE_IN_EUR" | "VALUE_EUR" | "VALUE IN EUROS" => Self::Euros,
            "QUANTITY_IN_100KG" | "QUANTITY IN 100 KG" => Self::Weight(Tons::Hundredweight),
            "QUANTITY_KG" | "QUANTITY_IN_KG" | "QUANTITY IN KG" => Self::Weight(Tons::Kilograms),
            "SUPPLEMENTARY_QUANTITY" | "SUP_QUANTITY" | "SUPPLEMENTARY QUANTITY" => Self::Supplementary,
            _ => return None,
        })
    }

    /// Writes a row's figure into the observation of its series and period; flags combine, as in `be`.
    ///
    /// # Errors
    /// At the cell, when it is no number.
    pub fn put(self, whole: &mut Observation, record: Record<'_>, value: &str, flag: &str) -> Result<(), SourceError> {
        let (text, flags) = (record.text(value), record.text(flag));
        let nothing = matches!(text, "" | ":");
        let bad = |unit: &str, error: &dyn std::fmt::Display| {
            record.bad(value, &format!("{unit} as a decimal number ({error})"), HELP)
        };
        match self {
            Self::Euros => {
                whole.currency = Some(Currency::EUR);
                whole.amount = match nothing {
                    true => None,
                    false => Some(EUROS.nearest(text).map_err(|error| bad("euros", &error))?),
                };
                whole.state = state(whole.amount.map(|amount| amount.minor), flags);
                whole.note.clear();
            }
            Self::Weight(_) | Self::Supplementary if nothing => {}
            Self::Weight(unit) => {
                let unit = match unit {
                    Tons::Hundredweight => WeightUnit::HundredKilograms,
                    Tons::Kilograms => WeightUnit::Kilogram,
                };
                whole.weight_g = Some(unit.grams(text).map_err(|error| bad("a weight", &error))?);
            }
            Self::Supplementary => {
                let milli = milli(text).map_err(|error| bad("a quantity", &error))?;
                whole.quantity = Some(Quantity { milli, unit: SUPPLEMENTARY_UNIT.to_owned() });
            }
        }
        Ok(())
    }
}

/// The state of a figure by its flags.
pub(super) fn state(minor: Option<i64>, flags: &str) -> CellState {
    match minor {
        None if flags.contains('c') => CellState::Suppressed,
        None => CellState::Missing,
        Some(_) if flags.contains('e') => CellState::Estimated,
        Some(_) if flags.contains('p') => CellState::Provisional,
        Some(0) => CellState::Zero,
        Some(_) => CellState::Value,
    }
}
