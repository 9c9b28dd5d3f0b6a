//! What the products of a frame hold of each other.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::codes::Codes;
use super::error::AggregateError;
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
    /// By product: its classification; `None` of totals, which are the same in all.
    classification: Vec<Option<u32>>,
    goods: Vec<Goods>,
    /// Codes that have lost their leading zero.
    pub without_zero: BTreeSet<String>,
}

impl Products {
    /// # Errors
    /// When codes of no named classification lie in others by one reading and not by another.
    pub fn of(products: &Codes, classifications: &Codes) -> Result<Self, AggregateError> {
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
        let unnamed = classifications.names.iter().position(|name| name.is_empty()).map(|place| place as u32);
        if let Some(unnamed) = unnamed.filter(|place| single.is_none() && schemes.get(place) == Some(&Scheme::Prefix)) {
            let codes: Vec<String> = pairs.iter().filter(|pair| pair.1 == unnamed).map(name).collect();
            refuse_two_readings(&codes)?;
        }
        let goods: Vec<Goods> = pairs.iter().map(|pair| Goods::of(&name(pair), schemes[&pair.1])).collect();
        let without_zero =
            pairs.iter().map(|pair| (name(pair), schemes[&pair.1])).filter(|(code, scheme)| lost_zero(code, *scheme));
        let without_zero = without_zero.map(|(code, _)| code).collect();
        Ok(Self {
            of_row,
            names: pairs.iter().map(name).collect(),
            holders: holders(&pairs, &goods),
            classification: pairs
                .iter()
                .zip(&goods)
                .map(|(pair, goods)| goods.is_classified().then_some(pair.1))
                .collect(),
            is_total: goods.iter().map(|goods| matches!(goods, Goods::All)).collect(),
            goods,
            without_zero,
        })
    }

    pub fn is_trivial(&self) -> bool {
        self.holders.iter().all(Vec::is_empty)
    }

    /// Whether two products stand for the same goods: all goods in two classifications, a code with dots and without.
    pub fn are_twins(&self, one: u32, other: u32) -> bool {
        one == other || !self.is_across(one, other) && self.goods[one as usize] == self.goods[other as usize]
    }

    /// Whether two products are of different classifications, which do not say what they have in common.
    pub fn is_across(&self, one: u32, other: u32) -> bool {
        let of = |product: u32| self.classification[product as usize];
        of(one).zip(of(other)).is_some_and(|(one, other)| one != other)
    }

    pub fn holders(&self, product: u32) -> &[u32] {
        &self.holders[product as usize]
    }
}

/// Digits of odd number may be codes of SITC, or of the Harmonised System without their zero: 80211 lies in 80, or in 08.
fn refuse_two_readings(codes: &[String]) -> Result<(), AggregateError> {
    let holder = |code: &String, scheme: Scheme| {
        let part = Goods::of(code, scheme);
        let holds = |other: &&String| Goods::of(other, scheme).relation(&part) == Relation::Holds;
        codes.iter().filter(|other| other.bytes().all(|byte| byte.is_ascii_digit())).find(holds).cloned()
    };
    for code in codes.iter().filter(|code| lost_zero(code, Scheme::Harmonised)) {
        let (sitc, harmonised) = (holder(code, Scheme::Prefix), holder(code, Scheme::Harmonised));
        if sitc != harmonised {
            let place = |holder: Option<String>| holder.unwrap_or_else(|| "no other".to_owned());
            return Err(AggregateError::TwoReadings {
                code: code.clone(),
                sitc: place(sitc),
                harmonised: place(harmonised),
            });
        }
    }
    Ok(())
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
            classification: vec![None],
            goods: vec![Goods::All],
            without_zero: BTreeSet::new(),
        }
    }
}
