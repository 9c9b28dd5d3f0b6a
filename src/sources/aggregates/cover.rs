//! The figures of one sum of which none holds another, and that hold all the others.

use std::collections::{BTreeMap, HashMap};

use super::areas::Era;
use super::goods::Products;

/// A figure of a sum: goods with a partner. Rows that agree in both, such as two units of quantity, are one figure.
#[derive(Debug, Clone)]
pub struct Cell {
    pub partner: u32,
    pub product: u32,
    pub rows: Vec<u32>,
    /// In smallest units; `None` where a row has no figure.
    pub value: Option<i128>,
    /// How far the value may be off, in smallest units: half a last place for each row.
    pub slack: i128,
}

/// What is added up of a sum's figures.
#[derive(Debug)]
pub struct Cover {
    /// Which cells are added up.
    pub kept: Vec<bool>,
    /// By cell that is not: a cell that is and holds it, and whether nothing else stands between the two.
    pub within: Vec<Option<(usize, bool)>>,
    /// Totals that gave way to their parts, which make the same: the total and its parts.
    pub split: Vec<(usize, Vec<usize>)>,
}

/// Two cells that may hold the same figures, neither of which gives way.
#[derive(Debug, PartialEq, Eq)]
pub struct Overlap {
    pub one: usize,
    pub other: usize,
    /// Whether it is not known what one of the partners holds; otherwise goods and partners cross.
    pub is_unclear: bool,
}

/// The cells of a sum with the tables of what holds what.
pub struct Lattice<'t> {
    pub cells: &'t [Cell],
    era: &'t Era,
    products: &'t Products,
    places: HashMap<(u32, u32), usize>,
}

impl<'t> Lattice<'t> {
    pub fn new(cells: &'t [Cell], era: &'t Era, products: &'t Products) -> Self {
        let places = cells.iter().enumerate().map(|(place, cell)| ((cell.partner, cell.product), place)).collect();
        Self { cells, era, products, places }
    }

    /// The cells that hold a cell.
    fn holders(&self, place: usize) -> Vec<usize> {
        let Cell { partner, product, .. } = self.cells[place];
        let partners = self.era.holders(partner).iter().copied().chain([partner]);
        let with = |partner: u32| {
            let products = self.products.holders(product).iter().copied().chain([product]);
            products.filter_map(move |product| self.places.get(&(partner, product)).copied())
        };
        partners.flat_map(with).filter(|other| *other != place).collect()
    }

    /// Whether one cell holds the other or has goods and partners that the other holds, or it is not known.
    fn overlap(&self, one: usize, other: usize) -> Option<bool> {
        let (first, second) = (&self.cells[one], &self.cells[other]);
        let across = self.products.is_across(first.product, second.product);
        let goods = across
            || first.product == second.product
            || self.products.holders(first.product).contains(&second.product)
            || self.products.holders(second.product).contains(&first.product);
        if !goods {
            return None;
        }
        if self.era.unclear(first.partner).contains(&second.partner) {
            return Some(!across);
        }
        let partners = self.era.holders(first.partner).contains(&second.partner)
            || self.era.holders(second.partner).contains(&first.partner);
        partners.then_some(false)
    }

    /// The cells to add up.
    ///
    /// # Errors
    /// Two cells of which it cannot be told what they have in common.
    pub fn cover(&self) -> Result<Cover, Overlap> {
        let holders: Vec<Vec<usize>> = (0..self.cells.len()).map(|place| self.holders(place)).collect();
        let mut kept: Vec<bool> = holders.iter().map(Vec::is_empty).collect();
        let mut split: Vec<(usize, Vec<usize>)> = Vec::new();
        while let Some(overlap) = self.first_overlap(&kept) {
            let parts = [overlap.one, overlap.other].into_iter().find_map(|total| {
                let parts = self.complete_parts(total, &holders)?;
                Some((total, parts))
            });
            let Some((total, parts)) = parts else { return Err(overlap) };
            kept[total] = false;
            for part in &parts {
                // What another cell that stays holds is in it already, and what gave way stays away.
                let gave_way = split.iter().any(|(total, _)| total == part);
                kept[*part] = !gave_way && !holders[*part].iter().any(|holder| kept[*holder]);
            }
            split.push((total, parts));
        }
        let given_way: Vec<usize> = split.iter().map(|(total, _)| *total).collect();
        let within = (0..self.cells.len()).map(|place| {
            if kept[place] || given_way.contains(&place) {
                return None;
            }
            let holder = holders[place].iter().copied().find(|holder| kept[*holder])?;
            Some((holder, holders[place].iter().all(|holder| kept[*holder])))
        });
        let within = within.collect();
        Ok(Cover { kept, within, split })
    }

    fn first_overlap(&self, kept: &[bool]) -> Option<Overlap> {
        let mut by_partner: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for place in (0..self.cells.len()).filter(|place| kept[*place]) {
            by_partner.entry(self.cells[place].partner).or_default().push(place);
        }
        for (partner, places) in &by_partner {
            let near = self.era.unclear(*partner).iter().chain(self.era.holders(*partner));
            let others: Vec<usize> = near.filter_map(|other| by_partner.get(other)).flatten().copied().collect();
            for one in places.iter().copied() {
                for other in others.iter().copied() {
                    if let Some(is_unclear) = self.overlap(one, other) {
                        return Some(Overlap { one: one.min(other), other: one.max(other), is_unclear });
                    }
                }
            }
        }
        None
    }

    /// The parts of a total that none but it holds, where they make as much as it does; `None` where they do not.
    fn complete_parts(&self, total: usize, holders: &[Vec<usize>]) -> Option<Vec<usize>> {
        let direct = |place: &usize| {
            let above = &holders[*place];
            above.contains(&total)
                && above
                    .iter()
                    .all(|above| *above == total || holders[total].contains(above) || !holders[*above].contains(&total))
        };
        let parts: Vec<usize> = (0..self.cells.len()).filter(direct).collect();
        let apart = |one: usize, other: usize| self.overlap(one, other).is_none();
        let disjoint =
            parts.iter().enumerate().all(|(place, one)| parts[place + 1..].iter().all(|other| apart(*one, *other)));
        let sum: Option<i128> = parts.iter().map(|part| self.cells[*part].value).sum();
        let slack: i128 = parts.iter().map(|part| self.cells[*part].slack).sum::<i128>() + self.cells[total].slack;
        let same = (sum? - self.cells[total].value?).abs() <= slack;
        (!parts.is_empty() && disjoint && same).then_some(parts)
    }
}
