//! Products that are told apart: totals give way to what they hold, and of nested codes the shortest stay.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::error::AggregateError;
use super::goods::Products;
use super::notes::{Left, Notes, Why};
use super::table::Table;
use crate::model::Totals;
use crate::model::schema::{PARTNER, PRODUCT};

/// Leaves out totals of products, and codes that another one holds.
///
/// # Errors
/// When codes of which one holds another are all that some series have.
pub fn resolve(
    table: &Table,
    told: &[&str],
    totals: Totals,
    kept: &mut [bool],
    notes: &mut Notes,
) -> Result<(), AggregateError> {
    let there = |products: &&Products| !products.is_trivial() || products.is_total.contains(&true);
    let Some(products) = table.products.as_ref().filter(there) else { return Ok(()) };
    let besides: Vec<&str> = [PRODUCT].into_iter().chain((!told.contains(&PARTNER)).then_some(PARTNER)).collect();
    for rows in table.besides(&besides, kept) {
        if totals != Totals::Keep {
            leave_totals(table, products, &rows, totals, kept, notes);
        }
        leave_nested(table, products, &rows, kept, notes);
    }
    refuse_levels(products, kept, totals)
}

/// Leaves out the totals of a series.
fn leave_totals(
    table: &Table,
    products: &Products,
    rows: &[u32],
    totals: Totals,
    kept: &mut [bool],
    notes: &mut Notes,
) {
    let is_total = |row: &&u32| products.is_total[products.of_row[**row as usize] as usize];
    let whole: Vec<u32> = rows.iter().filter(is_total).copied().collect();
    let Some(first) = whole.first() else { return };
    let parts: Vec<u32> = rows.iter().filter(|row| !is_total(row)).copied().collect();
    // Alone it is all that is known, and stands for no other product.
    if parts.is_empty() && totals == Totals::Prefer {
        return;
    }
    let there: BTreeSet<u32> = parts.iter().map(|row| products.of_row[*row as usize]).collect();
    let outer =
        |row: &&u32| !products.holders(products.of_row[**row as usize]).iter().any(|holder| there.contains(holder));
    let outer: Vec<u32> = parts.iter().filter(outer).copied().collect();
    notes.add(Left {
        why: Why::PartsAskedFor,
        total: &format!("product {}", products.names[products.of_row[*first as usize] as usize]),
        currency: table.currency.name(*first as usize),
        period: table.period.name(*first as usize),
        rows: whole.len(),
        dropped: Vec::new(),
        beside: outer.iter().map(|row| products.names[products.of_row[*row as usize] as usize].clone()).collect(),
        // Several partners may stand for each other; their sums are not compared here.
        moved: table.sum(&whole).filter(|_| is_one_partner(table, rows)),
        stays: table.sum(&outer).filter(|_| is_one_partner(table, rows)),
    });
    whole.iter().for_each(|row| kept[*row as usize] = false);
}

fn is_one_partner(table: &Table, rows: &[u32]) -> bool {
    let partners = table.dimension(PARTNER).map(|codes| &codes.of_row);
    partners.is_none_or(|partners| rows.iter().all(|row| partners[*row as usize] == partners[rows[0] as usize]))
}

/// Leaves out what a shorter code of the same partner, or of one that holds it, holds.
fn leave_nested(table: &Table, products: &Products, rows: &[u32], kept: &mut [bool], notes: &mut Notes) {
    let Some(first) = rows.first() else { return };
    let era = table.partners.era(table.period.of_row[*first as usize]);
    let partner = |row: u32| table.dimension(PARTNER).map_or(0, |codes| codes.of_row[row as usize]);
    let mut there: HashMap<(u32, u32), Vec<u32>> = HashMap::new();
    for row in rows.iter().filter(|row| kept[**row as usize]) {
        there.entry((partner(*row), products.of_row[*row as usize])).or_default().push(*row);
    }
    let total = |product: &u32| products.is_total[*product as usize];
    let mut nested: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for ((of, product), rows) in &there {
        let partners = || era.holders(*of).iter().copied().chain([*of]);
        let mut holders = products.holders(*product).iter().copied().filter(|holder| !total(holder));
        let holder = holders.find(|holder| partners().any(|partner| there.contains_key(&(partner, *holder))));
        if let Some(holder) = holder {
            nested.entry(holder).or_default().extend(rows);
        }
    }
    for (holder, mut parts) in nested {
        parts.sort_unstable();
        notes.add(Left {
            why: Why::WithinTotal,
            total: &format!("product {}", products.names[holder as usize]),
            currency: table.currency.name(*first as usize),
            period: table.period.name(*first as usize),
            rows: parts.len(),
            dropped: parts.iter().map(|row| products.names[products.of_row[*row as usize] as usize].clone()).collect(),
            beside: Vec::new(),
            moved: None,
            stays: None,
        });
        parts.iter().for_each(|row| kept[*row as usize] = false);
    }
}

/// Codes of which one holds another, in different series, cannot stand beside each other.
fn refuse_levels(products: &Products, kept: &[bool], totals: Totals) -> Result<(), AggregateError> {
    let there: BTreeSet<u32> =
        products.of_row.iter().zip(kept).filter(|(_, kept)| **kept).map(|(product, _)| *product).collect();
    let stays = matches!(totals, Totals::Keep | Totals::Prefer);
    let is_total = |product: &u32| stays && products.is_total[*product as usize];
    let nested = there.iter().find_map(|product| {
        let holder = products.holders(*product).iter().find(|holder| there.contains(holder) && !is_total(holder))?;
        Some((*holder, *product))
    });
    let Some((holder, part)) = nested else { return Ok(()) };
    let name = |product: u32| products.names[product as usize].clone();
    let levels: BTreeSet<i64> = there.iter().map(|product| name(*product).chars().count() as i64).collect();
    Err(AggregateError::MixedLevels {
        levels: levels.iter().map(i64::to_string).collect::<Vec<_>>().join(", "),
        first: name(holder).chars().count() as i64,
        holder: name(holder),
        part: name(part),
    })
}
