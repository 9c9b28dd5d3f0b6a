//! Listings: a printed total beside the companies that make it.

use std::collections::BTreeMap;

use polars::prelude::{DataFrame, PolarsResult};

use super::codes::{Codes, grouped};
use super::notes::{Left, Notes, Why};
use crate::model::schema::{CURRENCY, ISSUER, PERIOD, VALUE_MINOR};
use crate::model::{Kind, Product, Totals};

/// Which rows stay: of a total and its companies, one side.
pub fn resolve(frame: &DataFrame, told: &[&str], totals: Totals, notes: &mut Notes) -> PolarsResult<Vec<bool>> {
    let issuers = Codes::read(frame, ISSUER)?;
    let mut kept = vec![true; frame.height()];
    let Some(total) = issuers.names.iter().position(|name| name == Product::TOTAL) else { return Ok(kept) };
    let is_total = |row: &u32| issuers.of_row[*row as usize] as usize == total;
    let asked = told.contains(&ISSUER);
    if totals == Totals::Keep && asked {
        return Ok(kept);
    }
    let names: Vec<&str> =
        Kind::Listings.dimensions().iter().copied().filter(|name| *name != ISSUER && told.contains(name)).collect();
    let columns: BTreeMap<&str, Codes> = names
        .iter()
        .chain([&PERIOD, &CURRENCY])
        .map(|name| Ok((*name, Codes::read(frame, name)?)))
        .collect::<PolarsResult<_>>()?;
    let values = frame.column(VALUE_MINOR)?.as_materialized_series().i64()?.clone();
    let sum = |rows: &[u32]| rows.iter().map(|row| values.get(*row as usize).map(i128::from)).sum::<Option<i128>>();
    let all: Vec<&Codes> = columns.values().collect();
    for rows in grouped(&all, frame.height(), &kept.clone()) {
        let (whole, parts): (Vec<u32>, Vec<u32>) = rows.iter().partition(|row| is_total(row));
        let Some(first) = whole.first() else { continue };
        // A total that says nothing of a dimension that is asked for belongs to none of its values.
        let unplaced = names.iter().any(|name| columns[name].name(*first as usize).is_empty());
        let to_parts = asked || totals == Totals::Exclude || unplaced;
        let out = if to_parts { &whole } else { &parts };
        out.iter().for_each(|row| kept[*row as usize] = false);
        let name = |row: &u32| issuers.name(*row as usize).to_owned();
        notes.add(Left {
            why: if to_parts { Why::PartsAskedFor } else { Why::WithinTotal },
            total: Product::TOTAL,
            currency: columns[CURRENCY].name(*first as usize),
            period: columns[PERIOD].name(*first as usize),
            rows: out.len(),
            dropped: if to_parts { Vec::new() } else { parts.iter().map(name).collect() },
            beside: parts.iter().map(name).collect(),
            moved: sum(out),
            stays: if to_parts { sum(&parts) } else { sum(&whole) },
        });
    }
    Ok(kept)
}
