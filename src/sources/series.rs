//! Rows that differ only in what the tidy layout does not hold, such as ports or procedures, as parts of one figure.

use std::collections::HashMap;

use crate::model::schema::CLASSIFICATION;
use crate::model::{Amount, CellState};

use super::error::SourceError;
use super::observation::Observation;
use super::reading::Record;

/// Observations, each series and period once.
#[derive(Debug, Clone, Default)]
pub(super) struct Series {
    pub observations: Vec<Observation>,
    places: HashMap<(Vec<String>, String, String), usize>,
    /// How many rows were added to others.
    pub added: usize,
}

impl Series {
    /// Adds a row to those of its series. A sum over a figure that is not there is not there either, for values,
    /// weights and quantities apart.
    ///
    /// # Errors
    /// At the row's cell of `column`, when a sum does not fit.
    pub fn add(&mut self, part: Observation, record: Record<'_>, column: &str) -> Result<(), SourceError> {
        self.join(part, || {
            record.bad(column, "a figure whose sum with those of its series fits", "narrow the download")
        })
    }

    /// As [`Series::add`], of what is no row any more.
    ///
    /// # Errors
    /// What `too_large` gives, when a sum does not fit.
    pub fn join(&mut self, part: Observation, too_large: impl Fn() -> SourceError) -> Result<(), SourceError> {
        let classification = part.attribute(CLASSIFICATION).to_owned();
        let key = (part.dimensions.clone(), part.period.to_string(), classification);
        let Some(place) = self.places.get(&key) else {
            self.places.insert(key, self.observations.len());
            self.observations.push(part);
            return Ok(());
        };
        self.added += 1;
        let whole = &mut self.observations[*place];
        whole.state = state(whole.state, part.state);
        whole.amount = match (whole.amount, part.amount) {
            (Some(sum), Some(part)) => Some(Amount {
                minor: sum.minor.checked_add(part.minor).ok_or_else(&too_large)?,
                ulp_minor: sum.ulp_minor.min(part.ulp_minor),
            }),
            _ => None,
        };
        whole.weight_g = match whole.weight_g.zip(part.weight_g) {
            Some((sum, part)) => Some(sum.checked_add(part).ok_or_else(&too_large)?),
            None => None,
        };
        whole.quantity = match (whole.quantity.take(), part.quantity) {
            (Some(mut sum), Some(part)) if sum.unit == part.unit => {
                sum.milli = sum.milli.checked_add(part.milli).ok_or_else(&too_large)?;
                Some(sum)
            }
            _ => None,
        };
        if let Some(amount) = whole.amount {
            whole.state = match (whole.state, amount.minor) {
                (CellState::Zero | CellState::Value, 0) => CellState::Zero,
                (CellState::Zero, _) => CellState::Value,
                (state, _) => state,
            };
        }
        Ok(())
    }
}

/// The state of a sum of two parts: what is not there before what is doubtful, and zero last.
fn state(one: CellState, other: CellState) -> CellState {
    const TELLING: [CellState; 7] = [
        CellState::Suppressed,
        CellState::NotYetReported,
        CellState::Missing,
        CellState::Estimated,
        CellState::Provisional,
        CellState::Value,
        CellState::Zero,
    ];
    TELLING.into_iter().find(|state| *state == one || *state == other).unwrap_or(one)
}
