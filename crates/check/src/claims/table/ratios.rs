//! Columns of growth and of shares.

use num_traits::Signed as _;

use super::words;
use super::{Candidate, MOST_COLUMNS, MOST_TOTALS, Reading, candidate};
use crate::claims::{Judgement, SignRule};
use crate::link::{Grid, Linked};
use crate::quantities::Unit;
use crate::relation::Relation;

/// Columns of percentages whose heading speaks of growth, against each pair of periods in the table.
pub(super) fn growth(linked: &Linked, grid: &Grid) -> Vec<Candidate> {
    let levels = level_columns(linked, grid);
    let dated: Vec<usize> = levels.iter().copied().filter(|column| grid.columns[*column].period.is_some()).collect();
    let mut found = Vec::new();
    for column in columns_of(linked, grid, Unit::Percent) {
        let heading = &grid.columns[column].text;
        if !words::is_growth(heading) && grid.columns[column].period.is_some() {
            continue;
        }
        for [level, base] in pairs(grid, &dated) {
            let claims = of_rows(linked, grid, column, [level, base]);
            let explicit =
                dated.len() == 2 && levels.len() == 2 && words::is_growth(heading) && !words::is_other_growth(heading);
            found.extend(with_signs(linked, Reading { claims, explicit }).settled(linked));
        }
    }
    found
}

/// The later and the earlier of two columns of like periods.
fn pairs(grid: &Grid, dated: &[usize]) -> Vec<[usize; 2]> {
    let mut pairs = Vec::new();
    for level in dated {
        for base in dated {
            if let (Some(later), Some(earlier)) = (grid.columns[*level].period, grid.columns[*base].period)
                && later.is_like(&earlier)
                && later.start() > earlier.start()
            {
                pairs.push([*level, *base]);
            }
        }
    }
    // The nearest to the end of the table first: that is what a table of many years compares.
    pairs.sort_by_key(|[level, base]| std::cmp::Reverse((*level, *base)));
    pairs
}

fn of_rows(linked: &Linked, grid: &Grid, column: usize, [level, base]: [usize; 2]) -> Vec<Candidate> {
    let rows = grid.rows.iter().filter(|row| !words::is_ratio(&row.label.text));
    rows.filter_map(|row| {
        let at = |column: usize| row.cells.get(column)?.figure();
        let [growth, level, base] = [at(column)?, at(level)?, at(base)?];
        let amounts = is_level(linked, level) && linked.comparable(level, base);
        // A base that is negative, or a balance, has no growth rate that all would reckon alike.
        let plain = linked.figures[base].value.is_positive() && linked.figures[level].value.is_positive();
        (amounts && plain && linked.figures[growth].unit == Unit::Percent)
            .then(|| candidate(linked, "growth", growth, &[level, base], Relation::Growth, SignRule::Size))
    })
    .collect()
}

/// A column that prints a sign once means all of them.
fn with_signs(linked: &Linked, mut reading: Reading) -> Reading {
    if reading.claims.iter().any(|claim| linked.figures[claim.reported.figure].value.is_negative()) {
        for claim in &mut reading.claims {
            claim.judgement = Judgement::Arithmetic { relation: Relation::Growth, sign: SignRule::Signed };
        }
    }
    reading
}

/// Columns of shares: of the total in the column of amounts beside them.
pub(super) fn shares(linked: &Linked, grid: &Grid) -> Vec<Candidate> {
    let named = (0..grid.rows.len()).filter(|row| words::is_total(&grid.rows[*row].label.text));
    let totals: Vec<usize> = named.take(MOST_TOTALS).collect();
    let levels = level_columns(linked, grid);
    let mut found = Vec::new();
    for column in columns_of(linked, grid, Unit::Percent) {
        let heading = &grid.columns[column].text;
        if words::is_growth(heading) {
            continue;
        }
        for level in &levels {
            for total in &totals {
                let claims = of_total(linked, grid, column, *level, *total);
                let explicit =
                    totals.len() == 1 && levels.len() == 1 && words::is_share(heading) && heading.contains("total");
                found.extend(Reading { claims, explicit }.settled(linked));
            }
        }
    }
    found
}

fn of_total(linked: &Linked, grid: &Grid, column: usize, level: usize, total: usize) -> Vec<Candidate> {
    let at = |row: usize, column: usize| grid.rows[row].cells.get(column)?.figure();
    let Some(whole) = at(total, level) else { return Vec::new() };
    (0..grid.rows.len())
        .filter(|row| *row != total)
        .filter_map(|row| {
            let (share, part) = (at(row, column)?, at(row, level)?);
            (linked.comparable(part, whole) && linked.figures[share].unit == Unit::Percent)
                .then(|| candidate(linked, "share", share, &[part, whole], Relation::Share, SignRule::Signed))
        })
        .collect()
}

/// Columns all of whose figures are amounts.
fn level_columns(linked: &Linked, grid: &Grid) -> Vec<usize> {
    (1..grid.columns.len())
        .filter(|column| {
            !words::is_ratio(&grid.columns[*column].text) && !words::is_growth(&grid.columns[*column].text)
        })
        .filter(|column| all(grid, *column, |figure| is_level(linked, figure)))
        .take(MOST_COLUMNS)
        .collect()
}

fn columns_of(linked: &Linked, grid: &Grid, unit: Unit) -> Vec<usize> {
    let of_unit = |column: &usize| all(grid, *column, |figure| linked.figures[figure].unit == unit);
    (1..grid.columns.len()).filter(of_unit).take(MOST_COLUMNS).collect()
}

/// Whether a column has figures and all of them, but for rows of ratios, are so.
fn all(grid: &Grid, column: usize, is_so: impl Fn(usize) -> bool) -> bool {
    let mut figures = grid
        .rows
        .iter()
        .filter(|row| !words::is_ratio(&row.label.text))
        .filter_map(|row| row.cells.get(column)?.figure())
        .peekable();
    figures.peek().is_some() && figures.all(is_so)
}

fn is_level(linked: &Linked, figure: usize) -> bool {
    linked.figures[figure].is_level()
}
