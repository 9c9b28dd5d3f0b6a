//! Sums under keys that are numbers. Polars groups by several columns through rows of bytes; four numbers in one are
//! grouped in a third of the time, and the table grows with the groups and not with the rows.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use foldhash::fast::FixedState;
use polars::prelude::{Column, DataFrame, DataType, IntoColumn as _, NamedFrom as _, PolarsResult, Series};

use crate::model::schema::STATE;

use super::sums::{SUMMED, gaps, rank_of};

/// How many keys of 32 bits fit into one number.
const MOST_KEYS: usize = 4;

/// Sums by packed keys.
pub struct Packed {
    keys: Vec<&'static str>,
    /// The place of each group in the columns of sums.
    places: HashMap<u128, usize, FixedState>,
    packed: Vec<u128>,
    summed: Vec<Summed>,
    largest: Vec<Largest>,
}

/// A measure that is added up, and how many of its figures were missing.
struct Summed {
    name: &'static str,
    sums: Vec<i64>,
    gaps: Vec<u32>,
}

/// A measure of which the largest stays.
struct Largest {
    name: &'static str,
    values: Vec<i64>,
}

impl Packed {
    /// An empty table for batches like this one; `None` where a key is no number or a measure no whole number.
    pub fn for_batch(batch: &DataFrame, keys: &[&'static str], measures: &[&'static str]) -> Option<Self> {
        let is = |name: &str, kind: &DataType| batch.column(name).is_ok_and(|column| column.dtype() == kind);
        let numbered = keys.iter().all(|name| is(name, &DataType::UInt32));
        let whole = measures.iter().all(|name| *name == STATE || is(name, &DataType::Int64));
        if keys.is_empty() || keys.len() > MOST_KEYS || !numbered || !whole {
            return None;
        }
        let (summed, largest): (Vec<&'static str>, Vec<&'static str>) =
            measures.iter().partition(|name| SUMMED.contains(name));
        Some(Self {
            keys: keys.to_vec(),
            places: HashMap::default(),
            packed: Vec::new(),
            summed: summed.into_iter().map(|name| Summed { name, sums: Vec::new(), gaps: Vec::new() }).collect(),
            largest: largest.into_iter().map(|name| Largest { name, values: Vec::new() }).collect(),
        })
    }

    pub fn add(&mut self, batch: &DataFrame) -> PolarsResult<()> {
        let places = self.places_of(batch)?;
        let groups = self.packed.len();
        for measure in &mut self.summed {
            measure.add(batch.column(measure.name)?, &places, groups)?;
        }
        for measure in &mut self.largest {
            measure.add(batch.column(measure.name)?, &places, groups)?;
        }
        Ok(())
    }

    /// The group of every row; new ones get the next places.
    fn places_of(&mut self, batch: &DataFrame) -> PolarsResult<Vec<usize>> {
        let mut rows = vec![0_u128; batch.height()];
        for name in &self.keys {
            let column = batch.column(name)?;
            for (key, number) in rows.iter_mut().zip(column.u32()?.iter()) {
                *key = *key << 32 | u128::from(number.unwrap_or(u32::MAX));
            }
        }
        let mut places = Vec::with_capacity(rows.len());
        for key in rows {
            let next = self.packed.len();
            places.push(match self.places.entry(key) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(new) => {
                    self.packed.push(key);
                    *new.insert(next)
                }
            });
        }
        Ok(places)
    }

    /// The sums as Polars' grouping would give them.
    pub fn finish(self) -> PolarsResult<DataFrame> {
        drop(self.places);
        let rows = self.packed.len();
        let mut columns: Vec<Column> = Vec::new();
        for (place, name) in self.keys.iter().enumerate() {
            let shift = 32 * (self.keys.len() - 1 - place);
            let numbers =
                self.packed.iter().map(|key| Some((key >> shift) as u32).filter(|number| *number != u32::MAX));
            columns.push(Series::new((*name).into(), numbers.collect::<Vec<_>>()).into_column());
        }
        for measure in self.summed {
            columns.push(Series::new(measure.name.into(), measure.sums).into_column());
            columns.push(Series::new(gaps(measure.name).into(), measure.gaps).into_column());
        }
        for measure in self.largest {
            columns.push(measure.column());
        }
        DataFrame::new(rows, columns)
    }
}

impl Summed {
    fn add(&mut self, column: &Column, places: &[usize], groups: usize) -> PolarsResult<()> {
        self.sums.resize(groups, 0);
        self.gaps.resize(groups, 0);
        for (figure, place) in column.i64()?.iter().zip(places) {
            match figure {
                // `Sums::may_overflow` refuses sums that came round.
                Some(figure) => self.sums[*place] = self.sums[*place].wrapping_add(figure),
                None => self.gaps[*place] += 1,
            }
        }
        Ok(())
    }
}

impl Largest {
    /// Stands for nothing at all; no measure is as small.
    const NOTHING: i64 = i64::MIN;

    fn add(&mut self, column: &Column, places: &[usize], groups: usize) -> PolarsResult<()> {
        self.values.resize(groups, Self::NOTHING);
        if self.name == STATE {
            for (state, place) in column.str()?.iter().zip(places) {
                self.values[*place] = self.values[*place].max(i64::from(rank_of(state)));
            }
            return Ok(());
        }
        for (figure, place) in column.i64()?.iter().zip(places) {
            self.values[*place] = self.values[*place].max(figure.unwrap_or(Self::NOTHING));
        }
        Ok(())
    }

    fn column(self) -> Column {
        if self.name == STATE {
            let ranks: Vec<u32> = self.values.iter().map(|rank| u32::try_from(*rank).unwrap_or_default()).collect();
            return Series::new(self.name.into(), ranks).into_column();
        }
        let values: Vec<Option<i64>> =
            self.values.into_iter().map(|value| Some(value).filter(|value| *value != Self::NOTHING)).collect();
        Series::new(self.name.into(), values).into_column()
    }
}
