//! What is brought forward where nobody says: what the headline is about, and the largest on a map.

use polars::prelude::PolarsError;

use super::{Made, verify};
use crate::charts::Table;

/// Kinds whose series take a hue each, and may be many.
const OF_SERIES: [&str; 4] = ["line", "slope", "bump", "stacked"];
/// With so many series each has a hue, or is the only grey one.
const FEW: usize = 5;
/// So many economies are named on a map.
const ON_MAP: usize = 3;

/// Fills in the highlight of a chart that asks for one.
pub fn fill(made: &mut Made) -> Result<(), PolarsError> {
    if !made.spec.highlight.is_empty() || made.spec.facet.is_some() {
        return Ok(());
    }
    let Ok(tables) = Table::read(&made.spec, &made.frame) else { return Ok(()) };
    let [(_, table)] = tables.as_slice() else { return Ok(()) };
    if made.spec.kind == "choropleth" {
        // Parts stand in the order of their size.
        let largest = table.places.iter().take(ON_MAP).map(|place| place.name.clone());
        made.spec.highlight = largest.collect();
        return Ok(());
    }
    if !OF_SERIES.contains(&made.spec.kind.as_str()) || table.series.len() <= FEW {
        return Ok(());
    }
    let told = verify::mentioned(&made.spec.title, table, &made.spec);
    let first = || table.series.iter().take(1).map(|series| series.name.clone()).collect();
    made.spec.highlight = if told.is_empty() { first() } else { told };
    Ok(())
}
