//! What the products of a frame hold of each other.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::codes::Codes;
use crate::model::containment::Relation;
use crate::model::containment::goods::{Goods, Scheme, lost_zero};

/// The products of a frame, told apart by their classifications.
pub struct Products {
    /// Which product stands in each row.
    pub of_row: Vec<u32>,
    /// By product: its code as the source writes it.
    pub names: Vec<String>,
    /// By product: the products that hold it. Of two codes for the same, the later one is held.
    pub holders: Vec<Vec<u32>>,
    /// By product: whether it is all goods, all services, or both.
    pub is_total: Vec<bool>,
    /// Codes that have lost their leading zero.
    pub without_zero: BTreeSet<String>,
}

impl Products {
    pub fn of(products: &Codes, classifications: &Codes) -> Self {
        let named: Vec<&String> = classifications.names.iter().filter(|name| !name.is_empty()).collect();
        // Where all that is classified is classified in one way, what does not say so is classified alike.
        let single = (named.len() == 1).then(|| named[0].as_str());
        let mut places: HashMap<(u32, u32), u32> = HashMap::new();
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        let mut of_row = Vec::with_capacity(products.of_row.len());
        for (product, classification) in products.of_row.iter().zip(&classifications.of_row) {
            let classification = if single.is_some() { 0 } else { *classification };
            of_row.push(*places.entry((*product, classification)).or_insert_with(|| {
                pairs.push((*product, classification));
                pairs.len() as u32 - 1
            }));
        }
        let mut schemes: BTreeMap<u32, Scheme> = BTreeMap::new();
        for classification in pairs.iter().map(|pair| pair.1).collect::<BTreeSet<_>>() {
            let name = single.unwrap_or_else(|| &classifications.names[classification as usize]);
            let codes = pairs.iter().filter(|pair| pair.1 == classification);
            let codes = codes.map(|pair| products.names[pair.0 as usize].as_str());
            schemes.insert(classification, Scheme::of(name, codes));
        }
        let name = |pair: &(u32, u32)| products.names[pair.0 as usize].clone();
        let goods: Vec<Goods> = pairs.iter().map(|pair| Goods::of(&name(pair), schemes[&pair.1])).collect();
        let without_zero =
            pairs.iter().map(|pair| (name(pair), schemes[&pair.1])).filter(|(code, scheme)| lost_zero(code, *scheme));
        let without_zero = without_zero.map(|(code, _)| code).collect();
        Self {
            of_row,
            names: pairs.iter().map(name).collect(),
            holders: holders(&pairs, &goods),
            is_total: goods.iter().map(|goods| matches!(goods, Goods::All)).collect(),
            without_zero,
        }
    }

    pub fn is_trivial(&self) -> bool {
        self.holders.iter().all(Vec::is_empty)
    }

    pub fn holders(&self, product: u32) -> &[u32] {
        &self.holders[product as usize]
    }
}

/// Which products hold which: all codes that may, looked up by what a code begins with.
fn holders(pairs: &[(u32, u32)], goods: &[Goods]) -> Vec<Vec<u32>> {
    let mut by_code: HashMap<(u32, &str), Vec<u32>> = HashMap::new();
    // Totals and sections are few, and compared with everything.
    let mut few: Vec<u32> = Vec::new();
    for (place, known) in goods.iter().enumerate() {
        match known {
            Goods::Code(code) => by_code.entry((pairs[place].1, code)).or_default().push(place as u32),
            Goods::Service(_) | Goods::Named(_) => {}
            _ => few.push(place as u32),
        }
    }
    let held_by = |place: usize, holder: u32| match goods[holder as usize].relation(&goods[place]) {
        Relation::Holds => true,
        Relation::Same => (holder as usize) < place,
        _ => false,
    };
    let of = |place: usize| {
        let alike = |holder: &u32| {
            // A total is one in every classification; a section is of its own.
            !matches!(goods[*holder as usize], Goods::Section(..)) || pairs[*holder as usize].1 == pairs[place].1
        };
        let mut holders: Vec<u32> = few
            .iter()
            .copied()
            .filter(alike)
            .filter(|holder| *holder as usize != place && held_by(place, *holder))
            .collect();
        if let Goods::Code(code) = &goods[place] {
            for (end, _) in code.char_indices().skip(1).chain([(code.len(), ' ')]) {
                let there = by_code.get(&(pairs[place].1, &code[..end])).into_iter().flatten().copied();
                holders.extend(there.filter(|holder| *holder as usize != place && held_by(place, *holder)));
            }
        }
        holders
    };
    (0..goods.len()).map(of).collect()
}

impl Products {
    /// One product, where products are told apart or there are none.
    pub fn single() -> Self {
        Self {
            of_row: Vec::new(),
            names: vec![String::new()],
            holders: vec![Vec::new()],
            is_total: vec![false],
            without_zero: BTreeSet::new(),
        }
    }
}
