//! The flows of UN Comtrade, of which some are parts of others: exports are domestic exports and re-exports, imports
//! are foreign imports and re-imports.

use std::collections::BTreeMap;
use std::path::Path;

use crate::model::schema::{CLASSIFICATION, Kind, VALUATION};
use crate::model::{Amount, CellState};

use super::super::audit::counted;
use super::super::error::SourceError;
use super::super::observation::{Observation, Quantity, refuse_duplicates};
use super::notes::Notes;
use super::row;

/// What a flow code stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    Read(&'static str),
    /// What exports or imports are without their returns; read only where exports or imports themselves are not there.
    Domestic(&'static str),
    /// Part of exports or imports, under its name.
    Part(&'static str, &'static str),
}

impl Flow {
    /// The flow it is, or is part of.
    pub fn whole(self) -> &'static str {
        match self {
            Self::Read(flow) | Self::Domestic(flow) | Self::Part(flow, _) => flow,
        }
    }
}

pub fn rule(name: &str) -> String {
    format!("flow {name}: part of exports or imports")
}

/// What is added up where there is no row for the whole flow.
pub fn parts_of(whole: &str) -> (&'static str, &'static str, &'static str) {
    match whole {
        "import" => ("FM (foreign imports)", "re-import", "imports added up from FM (foreign) and RM (re-imports)"),
        _ => ("DX (domestic exports)", "re-export", "exports added up from DX (domestic) and RX (re-exports)"),
    }
}

pub type Key = (Vec<String>, String, String);

/// What a figure would be called in another flow.
pub fn key(observation: &Observation, flow: &str) -> Key {
    let mut dimensions = observation.dimensions.clone();
    dimensions[2] = flow.to_owned();
    (dimensions, observation.period.to_string(), observation.attribute(CLASSIFICATION).to_owned())
}

/// Adds domestic flows and returns up where nobody gave the whole; the domestic flows are left out everywhere else.
///
/// Each domestic flow comes with the series it is part of.
///
/// # Errors
/// When a domestic flow stands there twice.
pub fn complete(
    path: &Path,
    observations: &mut Vec<Observation>,
    domestic: Vec<(String, Observation)>,
    notes: &mut Notes,
) -> Result<(), SourceError> {
    let parts: Vec<Observation> = domestic.iter().map(|(_, part)| part.clone()).collect();
    refuse_duplicates(path, Kind::Trade, &parts)?;
    let there: BTreeMap<Key, usize> = observations
        .iter()
        .enumerate()
        .map(|(place, observation)| (key(observation, &observation.dimensions[2]), place))
        .collect();
    let mut sums = Vec::new();
    for (whole, part) in domestic {
        let flow = part.dimensions[2].clone();
        let (name, returned, _) = parts_of(&flow);
        let returns = there.get(&key(&part, returned)).map(|place| &observations[*place]);
        if let Some(place) = there.get(&key(&part, &flow))
            && let Some(sum) = returns.and_then(|returns| sum(&part, returns))
            && differ(&observations[*place], &sum)
        {
            notes.unequal.push(observations[*place].row.unsigned_abs());
        }
        match returns.filter(|_| !notes.wholes.contains(&whole)).and_then(|returns| sum(&part, returns)) {
            Some(sum) => {
                notes.wholes.insert(whole);
                *notes.completed.entry(flow).or_default() += 1;
                sums.push(sum);
            }
            None => notes.left_out(rule(name), whole),
        }
    }
    observations.extend(sums);
    Ok(())
}

/// What is said of the figures that were added up.
pub fn audit(completed: &BTreeMap<String, usize>) -> Vec<String> {
    let line = |(flow, rows): (&String, &usize)| {
        format!("added {}: {}, where there is no row for all", counted(*rows), parts_of(flow).2)
    };
    completed.iter().map(line).collect()
}

/// How the sum was made, and what is said of its parts, each once.
fn noted(domestic: &Observation, returns: &Observation) -> String {
    let mut said = vec![parts_of(&domestic.dimensions[2]).2];
    for note in [domestic, returns].into_iter().flat_map(|part| part.note.split(row::BETWEEN)) {
        if !note.is_empty() && !said.contains(&note) {
            said.push(note);
        }
    }
    said.join(row::BETWEEN)
}

/// Whether two figures are further apart than a dollar and a thousandth, which is no rounding.
fn differ(whole: &Observation, sum: &Observation) -> bool {
    let Some((whole, sum)) = whole.amount.zip(sum.amount) else { return false };
    let off = whole.minor.abs_diff(sum.minor);
    off > 100 && off > whole.minor.unsigned_abs() / 1000
}

/// `None` where the sum does not fit.
fn sum(domestic: &Observation, returns: &Observation) -> Option<Observation> {
    let amount = match (domestic.amount, returns.amount) {
        (Some(one), Some(other)) => {
            Some(Amount { minor: one.minor.checked_add(other.minor)?, ulp_minor: one.ulp_minor.min(other.ulp_minor) })
        }
        _ => None,
    };
    let state = match amount {
        None => CellState::Missing,
        Some(amount) if amount.minor == 0 => CellState::Zero,
        Some(_) => CellState::Value,
    };
    let mut attributes = domestic.attributes.clone();
    attributes.retain(|(name, said)| *name != VALUATION || returns.attribute(VALUATION) == said.as_str());
    Some(Observation {
        amount,
        state,
        attributes,
        weight_g: domestic.weight_g.zip(returns.weight_g).and_then(|(one, other)| one.checked_add(other)),
        quantity: domestic.quantity.as_ref().zip(returns.quantity.as_ref()).and_then(|(one, other)| {
            let milli = one.milli.checked_add(other.milli).filter(|_| one.unit == other.unit)?;
            Some(Quantity { milli, unit: one.unit.clone() })
        }),
        note: noted(domestic, returns),
        ..domestic.clone()
    })
}
