//! What the economies and groups of a column hold of each other, in each year.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::Datelike as _;

use super::codes::Codes;
use crate::model::containment::Relation;
use crate::model::containment::areas::Area;
use crate::model::{Economy, Period};

/// What holds what in years in which membership does not differ.
#[derive(Debug, Clone, Default)]
pub struct Era {
    /// By code: the codes that hold it. Of two codes for the same, the later one is held.
    pub holders: Vec<Vec<u32>>,
    /// By code: the codes of which it is not known what they have in common with it.
    pub unclear: Vec<Vec<u32>>,
    /// Pairs of codes that stand for the same.
    twins: BTreeSet<(u32, u32)>,
}

/// The eras of a column, and the era of each of its frame's periods.
pub struct Areas {
    names: Vec<String>,
    eras: Vec<Era>,
    of_period: Vec<u32>,
}

/// A column in which nobody holds anybody.
static NOBODY: Era = Era { holders: Vec::new(), unclear: Vec::new(), twins: BTreeSet::new() };

impl Era {
    pub fn holders(&self, code: u32) -> &[u32] {
        self.holders.get(code as usize).map_or(&[], Vec::as_slice)
    }

    pub fn unclear(&self, code: u32) -> &[u32] {
        self.unclear.get(code as usize).map_or(&[], Vec::as_slice)
    }

    /// Whether two codes stand for the same.
    pub fn are_twins(&self, one: u32, other: u32) -> bool {
        one == other || self.twins.contains(&(one.min(other), one.max(other)))
    }

    fn is_trivial(&self) -> bool {
        self.holders.iter().chain(&self.unclear).all(Vec::is_empty)
    }
}

impl Areas {
    pub fn of(codes: &Codes, periods: &Codes) -> Self {
        let mut eras: Vec<Era> = Vec::new();
        let mut of_year: BTreeMap<i32, u32> = BTreeMap::new();
        let mut known: Vec<(Vec<Area>, u32)> = Vec::new();
        let composite: Vec<usize> = (0..codes.names.len()).filter(|place| holds_some(&codes.names[*place])).collect();
        let mut of_period = Vec::with_capacity(periods.names.len());
        for period in &periods.names {
            let year = period.parse::<Period>().map_or(0, |period| period.end().year());
            of_period.push(*of_year.entry(year).or_insert_with(|| {
                if composite.is_empty() {
                    return 0;
                }
                let areas: Vec<Area> = codes.names.iter().map(|name| Area::of(name, year)).collect();
                match known.iter().find(|(alike, _)| *alike == areas) {
                    Some((_, era)) => *era,
                    None => {
                        eras.push(era(&areas, &composite));
                        known.push((areas, eras.len() as u32 - 1));
                        eras.len() as u32 - 1
                    }
                }
            }));
        }
        Self { names: codes.names.clone(), eras, of_period }
    }

    pub fn is_trivial(&self) -> bool {
        self.eras.iter().all(Era::is_trivial)
    }

    /// Whether a code is there.
    pub fn knows(&self, code: &str) -> bool {
        self.names.iter().any(|name| name == code)
    }

    /// What holds what in a period, by its number.
    pub fn era(&self, period: u32) -> &Era {
        let place = self.of_period.get(period as usize).copied().unwrap_or(0);
        self.eras.get(place as usize).unwrap_or(&NOBODY)
    }
}

/// Whether a code is of something that others may be parts of, or of what is not known here.
pub fn holds_some(code: &str) -> bool {
    if code.is_empty() {
        return false;
    }
    code == Economy::WORLD || Area::of(code, 0).is_unknown_or_several()
}

fn era(areas: &[Area], composite: &[usize]) -> Era {
    let mut era =
        Era { holders: vec![Vec::new(); areas.len()], unclear: vec![Vec::new(); areas.len()], twins: BTreeSet::new() };
    let mut seen: HashMap<(usize, usize), ()> = HashMap::new();
    for one in composite.iter().copied() {
        for other in (0..areas.len()).filter(|other| *other != one) {
            if seen.insert((one.min(other), one.max(other)), ()).is_some() {
                continue;
            }
            let (first, second) = (one.min(other), one.max(other));
            match areas[first].relation(&areas[second]) {
                Relation::Same => {
                    era.twins.insert((first as u32, second as u32));
                    era.holders[second].push(first as u32);
                }
                Relation::Holds => era.holders[second].push(first as u32),
                Relation::Within => era.holders[first].push(second as u32),
                Relation::Unknown => {
                    era.unclear[first].push(second as u32);
                    era.unclear[second].push(first as u32);
                }
                Relation::Apart => {}
            }
        }
    }
    era
}
