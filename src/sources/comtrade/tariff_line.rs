//! Tariff line data: every row as its reporter gave it, by customs procedure, mode of transport and second partner,
//! without rows for all together. Rows of a series are added up.

use std::collections::{BTreeMap, BTreeSet};

use super::super::error::SourceError;
use super::super::reading::{Record, Table};
use super::{HELP, Layout, flow, row, series};

/// Columns that only data with totals have.
const OF_TOTALS: [&str; 4] = ["aggrlevel", "isleaf", "isaggregate", "isreported"];

/// Whether a table is of tariff lines: a split has no total anywhere, and nothing says which row is one.
///
/// # Errors
/// At a row of a series that holds a total beside its parts, or a mode of transport beside one that it is part of.
pub fn are(table: &Table, layout: &Layout) -> Result<bool, SourceError> {
    let said = OF_TOTALS.iter().any(|column| table.position(column).is_some());
    let codes = |column: &str| table.rows.iter().any(|row| !row::code(table.record(row), column).is_empty());
    let without = |split: &&super::Breakdown| {
        codes(split.column) && !table.rows.iter().any(|row| split.is_total(table.record(row)))
    };
    let splits = layout.breakdowns.iter().filter(without).count();
    // One split alone may be a download that was narrowed to some of its codes.
    if said || splits < 2 {
        return Ok(false);
    }
    refuse_overlaps(table, layout)?;
    Ok(true)
}

fn refuse_overlaps(table: &Table, layout: &Layout) -> Result<(), SourceError> {
    let mut seen: BTreeMap<(String, &str), BTreeSet<String>> = BTreeMap::new();
    for row in &table.rows {
        let record = table.record(row);
        let whole = series(record, layout, flow(record, layout)?);
        for split in layout.breakdowns {
            let code = row::code(record, split.column).to_owned();
            let others = seen.entry((whole.clone(), split.column)).or_default();
            if let Some(other) = others.iter().find(|other| holds(split, &code, other) || holds(split, other, &code)) {
                return Err(overlapping(record, split.column, other));
            }
            others.insert(code);
        }
    }
    Ok(())
}

/// Whether one code of a split holds another: the total holds all, 2000 (water) holds 2100 (sea).
fn holds(split: &super::Breakdown, whole: &str, part: &str) -> bool {
    let total = whole.is_empty() || split.totals.contains(&whole);
    let tree = split.column == "motcode" && whole.len() == part.len();
    let stem = whole.trim_end_matches('0');
    whole != part && (total || tree && stem.len() < whole.len() && !stem.is_empty() && part.starts_with(stem))
}

fn overlapping(record: Record<'_>, column: &str, other: &str) -> SourceError {
    let expected = format!("codes that do not hold each other; the same series has a row for `{other}`");
    record.bad(column, &expected, HELP)
}
