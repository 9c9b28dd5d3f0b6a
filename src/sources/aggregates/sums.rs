//! Dimensions that are added up over: of totals and parts that hold each other, one side stays.

use std::collections::{BTreeMap, HashMap};

use super::areas::Era;
use super::cover::{Cell, Cover, Lattice, Overlap};
use super::error::AggregateError;
use super::goods::Products;
use super::notes::{Left, Notes, Why, called};
use super::table::Table;
use crate::model::schema::{PARTNER, PRODUCT};

/// Leaves out of every sum what another figure of the sum holds.
///
/// # Errors
/// When two figures may hold the same and neither gives way.
pub fn resolve(table: &Table, told: &[&str], kept: &mut [bool], notes: &mut Notes) -> Result<(), AggregateError> {
    let over: Vec<&str> = [PARTNER, PRODUCT].into_iter().filter(|name| !told.contains(name)).collect();
    let nobody = Era::default();
    let over_partners = over.contains(&PARTNER) && !table.partners.is_trivial();
    let over_products = over.contains(&PRODUCT) && table.products.as_ref().is_some_and(|known| !known.is_trivial());
    if !over_partners && !over_products {
        return Ok(());
    }
    let single = Products::single();
    let products = table.products.as_ref().filter(|_| over.contains(&PRODUCT)).unwrap_or(&single);
    for rows in table.besides(&over, kept) {
        let Some(first) = rows.first().copied().filter(|_| rows.len() > 1) else { continue };
        let era = if over_partners { table.partners.era(table.period.of_row[first as usize]) } else { &nobody };
        let cells = cells(table, &rows, over.contains(&PARTNER), over.contains(&PRODUCT));
        let lattice = Lattice::new(&cells, era, products);
        let sum = Sum { table, products, cells: &cells, row: first, over: &over };
        let cover = lattice.cover().map_err(|overlap| sum.refused(&overlap))?;
        sum.compare_twins(&cover, era)?;
        sum.note(&cover, notes);
        for (cell, stays) in cells.iter().zip(&cover.kept) {
            cell.rows.iter().for_each(|row| kept[*row as usize] = *stays);
        }
    }
    Ok(())
}

/// The figures of a sum; a dimension that is told apart has one value.
fn cells(table: &Table, rows: &[u32], over_partners: bool, over_products: bool) -> Vec<Cell> {
    let partners = table.dimension(PARTNER).filter(|_| over_partners);
    let products = table.products.as_ref().filter(|_| over_products);
    let mut places: HashMap<(u32, u32), usize> = HashMap::new();
    let mut cells: Vec<Cell> = Vec::new();
    for row in rows {
        let partner = partners.map_or(0, |codes| codes.of_row[*row as usize]);
        let product = products.map_or(0, |products| products.of_row[*row as usize]);
        let place = *places.entry((partner, product)).or_insert_with(|| {
            cells.push(Cell { partner, product, rows: Vec::new(), value: None, slack: 0 });
            cells.len() - 1
        });
        cells[place].rows.push(*row);
    }
    for cell in &mut cells {
        (cell.value, cell.slack) = (table.sum(&cell.rows), table.slack(&cell.rows));
    }
    cells
}

/// One sum, for notes and errors.
struct Sum<'t> {
    table: &'t Table,
    products: &'t Products,
    cells: &'t [Cell],
    row: u32,
    over: &'t [&'t str],
}

impl Sum<'_> {
    fn partner(&self, cell: &Cell) -> String {
        let codes = self.table.dimension(PARTNER);
        codes.map_or_else(String::new, |codes| called(codes.name(cell.rows[0] as usize)))
    }

    /// What a figure is called beside another one: by what tells the two apart.
    fn name(&self, cell: &Cell, beside: &Cell) -> String {
        let product = || self.products.names[cell.product as usize].clone();
        match (cell.partner == beside.partner, cell.product == beside.product) {
            (false, true) => self.partner(cell),
            (true, _) => format!("product {}", product()),
            (false, false) => format!("{} in product {}", self.partner(cell), product()),
        }
    }

    /// Two figures for the same have to be the same.
    fn compare_twins(&self, cover: &Cover, era: &Era) -> Result<(), AggregateError> {
        for (place, holder) in cover.within.iter().enumerate() {
            let Some((holder, true)) = *holder else { continue };
            let (part, whole) = (&self.cells[place], &self.cells[holder]);
            let same =
                era.are_twins(part.partner, whole.partner) && self.products.are_twins(part.product, whole.product);
            let apart =
                part.value.zip(whole.value).is_some_and(|(one, other)| (one - other).abs() > part.slack + whole.slack);
            if same && apart {
                let currency = self.table.currency.name(self.row as usize);
                let told = |cell: &Cell| super::notes::money(cell.value, currency).unwrap_or_default();
                return Err(AggregateError::Differing {
                    one: format!("{}, {}", self.name(whole, part), told(whole)),
                    other: format!("{}, {}", self.name(part, whole), told(part)),
                    series: self.table.series(self.row, self.over),
                });
            }
        }
        Ok(())
    }

    fn note(&self, cover: &Cover, notes: &mut Notes) {
        let currency = self.table.currency.name(self.row as usize);
        let mut within: BTreeMap<usize, Vec<(usize, bool)>> = BTreeMap::new();
        for (place, holder) in cover.within.iter().enumerate() {
            if let Some((holder, direct)) = holder {
                within.entry(*holder).or_default().push((place, *direct));
            }
        }
        for (holder, parts) in within {
            let holder = &self.cells[holder];
            let direct = || parts.iter().filter(|part| part.1).map(|part| &self.cells[part.0]);
            notes.add(Left {
                why: Why::WithinTotal,
                total: &self.name(holder, &self.cells[parts[0].0]),
                currency,
                period: self.table.period.name(self.row as usize),
                rows: parts.iter().map(|part| self.cells[part.0].rows.len()).sum(),
                dropped: direct().map(|part| self.name(part, holder)).collect(),
                beside: Vec::new(),
                moved: direct().map(|part| part.value).sum(),
                stays: holder.value,
            });
            self.doubt(holder, &direct().collect::<Vec<_>>(), notes);
        }
        for (total, parts) in &cover.split {
            let total = &self.cells[*total];
            let parts: Vec<&Cell> = parts.iter().map(|part| &self.cells[*part]).collect();
            notes.add(Left {
                why: Why::PartsComplete,
                total: &self.name(total, parts[0]),
                currency,
                period: self.table.period.name(self.row as usize),
                rows: total.rows.len(),
                dropped: Vec::new(),
                beside: parts.iter().map(|part| self.name(part, total)).collect(),
                moved: total.value,
                stays: parts.iter().map(|part| part.value).sum(),
            });
        }
    }

    /// Parts that make more than their total, beyond the rounding of the source, are said.
    fn doubt(&self, total: &Cell, parts: &[&Cell], notes: &mut Notes) {
        let positive = parts.iter().all(|part| part.value.is_none_or(|value| value >= 0));
        let Some((whole, sum)) = total.value.zip(parts.iter().map(|part| part.value).sum::<Option<i128>>()) else {
            return;
        };
        let slack: i128 = parts.iter().map(|part| part.slack).sum::<i128>() + total.slack;
        // Of goods that parts of the world bring in several ways, sums are not compared.
        let one_way = parts.iter().all(|part| part.partner == total.partner)
            || parts.iter().all(|part| part.product == total.product);
        if positive && one_way && sum > whole + slack {
            let currency = self.table.currency.name(self.row as usize);
            let (whole, sum) = (super::notes::money(Some(whole), currency), super::notes::money(Some(sum), currency));
            notes.doubt(format!(
                "doubtful: the parts of {} make {}, more than its {} ({})",
                self.name(total, parts[0]),
                sum.unwrap_or_default(),
                whole.unwrap_or_default(),
                self.table.series(self.row, self.over)
            ));
        }
    }

    fn refused(&self, overlap: &Overlap) -> AggregateError {
        let (one, other) = (&self.cells[overlap.one], &self.cells[overlap.other]);
        let series = self.table.series(self.row, self.over);
        let names = (self.name(one, other), self.name(other, one));
        if !overlap.is_unclear {
            return AggregateError::Crossing { one: names.0, other: names.1, series };
        }
        let code = |cell: &Cell| self.table.dimension(PARTNER).map_or("", |codes| codes.name(cell.rows[0] as usize));
        let group = if super::areas::holds_some(code(one)) { one } else { other };
        AggregateError::Overlap { column: PARTNER, one: names.0, other: names.1, code: code(group).to_owned(), series }
    }
}
