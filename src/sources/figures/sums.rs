//! The sums of a cube, straight from the numbers of its figures.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use polars::prelude::{Column, DataFrame, DataType, IntoColumn as _, NamedFrom as _, PolarsResult, Series as Values};

use crate::model::schema::{
    PARTNER, PERIOD_END, PERIOD_START, PRODUCT, PRODUCT_LEVEL, QUANTITY_MILLI, REPORTER, STATE, ULP_MINOR, VALUE_MINOR,
    WEIGHT_G,
};

use super::super::error::SourceError;
use super::super::scan::Cube;
use super::super::scan::sums::{gaps, rank_of};
use super::super::scan::texts::TEXTS;
use super::scan::level;
use super::{ABSENT, Aspect, Columns, Figures};

/// What does not pass a filter.
const OUT: u32 = u32::MAX;
/// Tables of so many bits are looked up by place.
const DENSE: u32 = 20;

/// How many numbers there are, what tells groups of them apart, and which of them pass.
type Numbered<'a> = (usize, &'a dyn Fn(usize) -> String, &'a dyn Fn(usize) -> bool);

/// Which rows go together.
struct Grouping {
    /// Of every reporter, partner, product and aspect, the number of its group; [`OUT`] where it does not pass.
    groups: [Vec<u32>; 4],
    /// One member of every group.
    members: [Vec<u32>; 4],
    shifts: [u32; 4],
    bits: u32,
}

impl Grouping {
    fn of(figures: &Figures, cube: &Cube, keys: &[&'static str]) -> Self {
        let named = &figures.named;
        let has = |name: &str| keys.contains(&name);
        let text = |texts: &[String], number: usize| texts[number].clone();
        let reporters = |number| if has(REPORTER) { text(&named.reporters.texts, number) } else { String::new() };
        let partners = |number| if has(PARTNER) { text(&named.partners.texts, number) } else { String::new() };
        let products = |number: usize| match has(PRODUCT) {
            true => text(&named.products.texts, number),
            false => level(&named.products.texts[number]).to_string(),
        };
        let aspect_keys: Vec<&str> = keys
            .iter()
            .copied()
            .filter(|name| named.aspects.known.iter().any(|known| known.text(name).is_some()))
            .collect();
        let aspects = |number: usize| {
            let known: &Aspect = &named.aspects.known[number];
            aspect_keys.iter().filter_map(|name| known.text(name)).collect::<Vec<_>>().join("\u{1f}")
        };
        let passes = Passes { figures, cube };
        let mut groups: [Vec<u32>; 4] = Default::default();
        let mut members: [Vec<u32>; 4] = Default::default();
        let grouped: [Numbered<'_>; 4] = [
            (named.reporters.texts.len(), &reporters, &|number| passes.named(REPORTER, &named.reporters.texts[number])),
            (named.partners.texts.len(), &partners, &|number| passes.named(PARTNER, &named.partners.texts[number])),
            (named.products.texts.len(), &products, &|number| passes.product(number)),
            (named.aspects.known.len(), &aspects, &|number| passes.aspect(&named.aspects.known[number])),
        ];
        for (place, (count, label, pass)) in grouped.into_iter().enumerate() {
            let mut known: HashMap<String, u32, FixedState> = HashMap::default();
            for number in 0..count {
                if !pass(number) {
                    groups[place].push(OUT);
                    continue;
                }
                let next = members[place].len() as u32;
                let group = *known.entry(label(number)).or_insert(next);
                if group == next {
                    members[place].push(number as u32);
                }
                groups[place].push(group);
            }
        }
        let mut shifts = [0; 4];
        let mut bits = 0;
        for place in (0..4).rev() {
            shifts[place] = bits;
            bits += usize::BITS - members[place].len().saturating_sub(1).leading_zeros();
        }
        Self { groups, members, shifts, bits }
    }

    #[inline]
    fn key(&self, part: &Columns, row: usize) -> Option<u64> {
        let groups = [
            self.groups[0][part.reporter[row] as usize],
            self.groups[1][part.partner[row] as usize],
            self.groups[2][part.product[row] as usize],
            self.groups[3][part.aspect[row] as usize],
        ];
        if groups.contains(&OUT) {
            return None;
        }
        Some((0..4).fold(0, |key, place| key | u64::from(groups[place]) << self.shifts[place]))
    }

    /// The member of a group at one place of a key.
    fn member(&self, key: u64, place: usize) -> usize {
        let width = usize::BITS - self.members[place].len().saturating_sub(1).leading_zeros();
        let group = (key >> self.shifts[place]) & ((1_u64 << width) - 1);
        self.members[place][group as usize] as usize
    }
}

/// What passes the filters of a cube.
struct Passes<'a> {
    figures: &'a Figures,
    cube: &'a Cube,
}

impl Passes<'_> {
    fn named(&self, column: &str, text: &str) -> bool {
        let filters = self.cube.filters().iter().filter(|filter| filter.column == column);
        filters.into_iter().all(|filter| filter.values.iter().any(|value| value == text))
    }

    fn product(&self, number: usize) -> bool {
        let text = &self.figures.named.products.texts[number];
        self.named(PRODUCT, text) && self.named(PRODUCT_LEVEL, &level(text).to_string())
    }

    fn aspect(&self, aspect: &Aspect) -> bool {
        self.cube.filters().iter().all(|filter| match aspect.text(filter.column) {
            Some(text) => filter.values.contains(&text),
            None => true,
        })
    }
}

/// Sums by key, and how they were made.
struct Sums {
    places: Places,
    keys: Vec<u64>,
    measures: Vec<(&'static str, Vec<i64>)>,
    /// Which measures are missing in a row of the group, a bit each.
    missing: Vec<u8>,
    ulp: Vec<i64>,
    state: Vec<u8>,
    /// Of each measure, an upper bound of all its sums.
    magnitudes: [u128; 3],
}

enum Places {
    Dense(Vec<u32>),
    Hashed(HashMap<u64, u32, FixedState>),
}

impl Places {
    fn for_bits(bits: u32) -> Self {
        if bits <= DENSE { Self::Dense(vec![OUT; 1 << bits]) } else { Self::Hashed(HashMap::default()) }
    }

    #[inline]
    fn of(&mut self, key: u64, next: usize) -> usize {
        match self {
            Self::Dense(places) => {
                let place = &mut places[key as usize];
                if *place == OUT {
                    *place = next as u32;
                }
                *place as usize
            }
            Self::Hashed(places) => *places.entry(key).or_insert(next as u32) as usize,
        }
    }
}

impl Sums {
    fn new(bits: u32, measures: &[&'static str]) -> Self {
        Self {
            places: Places::for_bits(bits),
            keys: Vec::new(),
            measures: measures.iter().map(|name| (*name, Vec::new())).collect(),
            missing: Vec::new(),
            ulp: Vec::new(),
            state: Vec::new(),
            magnitudes: [0; 3],
        }
    }

    #[inline]
    fn place(&mut self, key: u64) -> usize {
        let next = self.keys.len();
        let place = self.places.of(key, next);
        if place == next {
            self.keys.push(key);
            self.measures.iter_mut().for_each(|(_, sums)| sums.push(0));
            self.missing.push(0);
            self.ulp.push(i64::MIN);
            self.state.push(0);
        }
        place
    }

    fn add(&mut self, part: &Columns, grouping: &Grouping, aspects: &[(i64, u8)]) {
        let mut places: Vec<u32> = Vec::with_capacity(part.len());
        let mut last = None;
        for row in 0..part.len() {
            let place = match grouping.key(part, row) {
                None => OUT,
                Some(key) => match last {
                    Some((known, place)) if known == key => place,
                    _ => {
                        let place = self.place(key) as u32;
                        last = Some((key, place));
                        place
                    }
                },
            };
            places.push(place);
        }
        for (row, place) in places.iter().enumerate().filter(|(_, place)| **place != OUT) {
            let (ulp, state) = aspects[part.aspect[row] as usize];
            let place = *place as usize;
            self.ulp[place] = self.ulp[place].max(ulp);
            self.state[place] = self.state[place].max(state);
        }
        for (number, (name, sums)) in self.measures.iter_mut().enumerate() {
            let figures = match *name {
                WEIGHT_G => &part.weight,
                QUANTITY_MILLI => &part.quantity,
                _ => &part.value,
            };
            // No part has so many rows that this overflows.
            let mut magnitude = 0_u128;
            for (figure, place) in figures.iter().zip(&places).filter(|(_, place)| **place != OUT) {
                match *figure {
                    ABSENT => self.missing[*place as usize] |= 1 << number,
                    figure => {
                        // A sum that came round is refused by its magnitude.
                        sums[*place as usize] = sums[*place as usize].wrapping_add(figure);
                        magnitude += u128::from(figure.unsigned_abs());
                    }
                }
            }
            self.magnitudes[number] += magnitude;
        }
    }

    fn take_in(&mut self, other: &Self) {
        for (from, key) in other.keys.iter().enumerate() {
            let place = self.place(*key);
            for ((_, sums), (_, others)) in self.measures.iter_mut().zip(&other.measures) {
                sums[place] = sums[place].wrapping_add(others[from]);
            }
            self.missing[place] |= other.missing[from];
            self.ulp[place] = self.ulp[place].max(other.ulp[from]);
            self.state[place] = self.state[place].max(other.state[from]);
        }
        for (magnitude, other) in self.magnitudes.iter_mut().zip(other.magnitudes) {
            *magnitude += other;
        }
    }
}

/// The sums of a cube under its keys and measures; `None` where a key takes more than 64 bits.
pub fn summed(figures: &Figures, cube: &Cube, parts_only: &[&str]) -> Option<Result<DataFrame, SourceError>> {
    let keys = cube.keys(parts_only);
    let measures: Vec<&'static str> =
        cube.measures().into_iter().filter(|name| [VALUE_MINOR, WEIGHT_G, QUANTITY_MILLI].contains(name)).collect();
    let grouping = Grouping::of(figures, cube, &keys);
    if grouping.bits > 64 {
        return None;
    }
    let ranked = |aspect: &Aspect| (aspect.ulp_minor.unwrap_or(i64::MIN), rank_of(Some(aspect.state.name())) as u8);
    let aspects: Vec<(i64, u8)> = figures.named.aspects.known.iter().map(ranked).collect();
    let added = |parts: &[Columns]| {
        let mut sums = Sums::new(grouping.bits, &measures);
        parts.iter().for_each(|part| sums.add(part, &grouping, &aspects));
        sums
    };
    let (first, second) = figures.parts.split_at(figures.parts.len() / 2);
    let sums = std::thread::scope(|scope| {
        let beside = scope.spawn(|| added(first));
        let mut sums = added(second);
        let beside = beside.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        sums.take_in(&beside);
        sums
    });
    if sums.magnitudes.iter().any(|magnitude| *magnitude > i64::MAX as u128) {
        return Some(Err(SourceError::SumTooLarge));
    }
    Some(frame(figures, &grouping, &keys, sums).map_err(SourceError::columns))
}

fn frame(figures: &Figures, grouping: &Grouping, keys: &[&'static str], sums: Sums) -> PolarsResult<DataFrame> {
    let mut columns: Vec<Column> =
        keys.iter().map(|name| key_column(figures, grouping, name, &sums.keys)).collect::<PolarsResult<_>>()?;
    for (number, (name, figures)) in sums.measures.into_iter().enumerate() {
        columns.push(Values::new(name.into(), figures).into_column());
        let missing: Vec<u32> = sums.missing.iter().map(|missing| u32::from(missing >> number & 1)).collect();
        columns.push(Values::new(gaps(name).into(), missing).into_column());
    }
    let ulp: Vec<Option<i64>> = sums.ulp.iter().map(|ulp| Some(*ulp).filter(|ulp| *ulp != i64::MIN)).collect();
    columns.push(Values::new(ULP_MINOR.into(), ulp).into_column());
    let states: Vec<u32> = sums.state.iter().map(|state| u32::from(*state)).collect();
    columns.push(Values::new(STATE.into(), states).into_column());
    DataFrame::new(sums.keys.len(), columns)
}

/// A column of the sums: texts as numbers of [`TEXTS`].
fn key_column(figures: &Figures, grouping: &Grouping, name: &str, keys: &[u64]) -> PolarsResult<Column> {
    let named = &figures.named;
    let (place, count) = match name {
        REPORTER => (0, named.reporters.texts.len()),
        PARTNER => (1, named.partners.texts.len()),
        PRODUCT | PRODUCT_LEVEL => (2, named.products.texts.len()),
        _ => (3, named.aspects.known.len()),
    };
    let members = || keys.iter().map(|key| grouping.member(*key, place));
    let mut numbers: Vec<Option<u32>> = vec![None; count];
    Ok(match name {
        PRODUCT_LEVEL => {
            let levels: Vec<i64> = named.products.texts.iter().map(|text| level(text)).collect();
            Values::new(name.into(), members().map(|member| levels[member]).collect::<Vec<_>>()).into_column()
        }
        PERIOD_START | PERIOD_END => {
            let days: Vec<i32> = named.aspects.known.iter().map(|aspect| super::scan::day(aspect, name)).collect();
            let days = members().map(|member| days[member]).collect::<Vec<_>>();
            Values::new(name.into(), days).cast(&DataType::Date)?.into_column()
        }
        _ => {
            let text = |member: usize| match place {
                0 => TEXTS.number(&named.reporters.texts[member]),
                1 => TEXTS.number(&named.partners.texts[member]),
                2 => TEXTS.number(&named.products.texts[member]),
                _ => TEXTS.number(&named.aspects.known[member].text(name).unwrap_or_default()),
            };
            let numbers: Vec<u32> =
                members().map(|member| *numbers[member].get_or_insert_with(|| text(member))).collect();
            Values::new(name.into(), numbers).into_column()
        }
    })
}
