//! Figures on top of each other: where each part of a sum begins and ends.

use crate::charts::ChartError;
use crate::charts::chart::Chart;

/// The ends of one part of a stack, in the unit of the figures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    pub series: usize,
    pub value: f64,
    pub from: f64,
    pub to: f64,
}

/// The parts of one place from the first series upwards; a missing figure has no part.
#[must_use]
pub fn parts(chart: &Chart, row: usize) -> Vec<Part> {
    let mut from = 0.0;
    let cells = chart.table.series.iter().enumerate();
    let parts = cells.filter_map(|(series, column)| {
        let value = column.cells[row].value?;
        let part = Part { series, value, from, to: from + value };
        from = part.to;
        Some(part)
    });
    parts.collect()
}

/// The sum of one place as far as it has figures.
#[must_use]
pub fn sum(chart: &Chart, row: usize) -> f64 {
    parts(chart, row).last().map_or(0.0, |part| part.to)
}

/// Whether every series has a figure at a place, so that their sum is a total.
#[must_use]
pub fn is_whole(chart: &Chart, row: usize) -> bool {
    chart.table.series.iter().all(|series| series.cells[row].value.is_some())
}

/// From zero to the largest sum or level to compare with.
#[must_use]
pub fn range(chart: &Chart) -> (f64, f64) {
    if let Some(scale) = chart.scale {
        return scale;
    }
    let sums = (0..chart.table.places.len()).map(|row| sum(chart, row));
    let levels = chart.spec.references.iter().map(|reference| reference.y);
    let high = sums.chain(levels).fold(0.0, f64::max);
    (0.0, if high > 0.0 { high } else { 1.0 })
}

/// Refuses negative figures: what lies on top of others has a height, and that is not negative.
///
/// # Errors
/// [`ChartError::NegativeArea`] names the first.
pub fn refuse_negative(chart: &Chart, kind: &'static str, instead: &'static str) -> Result<(), ChartError> {
    let negative = chart.table.values().find(|(_, _, value)| *value < 0.0);
    negative.map_or(Ok(()), |(place, series, value)| {
        let place = [series.name.as_str(), &place.name].join(" ").trim().to_owned();
        Err(ChartError::NegativeArea { kind, place, value, instead })
    })
}
