//! What tells one figure from another, in one number a row.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::model::schema::Kind;
use crate::model::{Currency, Period};

use super::super::error::SourceError;
use super::super::observation::{Observation, refuse_duplicates as refuse_observations};
use super::{Aspect, Columns, Figures, Series};

/// Reporter, partner, product and what of an aspect identifies a figure, packed.
pub struct Identities {
    /// Of every aspect, the number of what identifies.
    of_aspects: Vec<u32>,
    known: HashMap<What, u32, FixedState>,
    shifts: [u32; 3],
}

/// What of an aspect identifies a figure, as [`Kind::identity`] says.
type What = (String, Period, Option<Currency>, String);

fn what(aspect: &Aspect) -> What {
    (aspect.flow.clone(), aspect.period, aspect.currency, aspect.classification.clone())
}

impl Identities {
    #[must_use]
    pub fn of(figures: &Figures) -> Self {
        let mut known = HashMap::default();
        let mut of_aspects = Vec::new();
        for aspect in &figures.named.aspects.known {
            let next = known.len() as u32;
            of_aspects.push(*known.entry(what(aspect)).or_insert(next));
        }
        let bits = |count: usize| usize::BITS - count.saturating_sub(1).leading_zeros();
        let products = bits(known.len());
        let partners = products + bits(figures.named.products.texts.len());
        let reporters = partners + bits(figures.named.partners.texts.len());
        Self { of_aspects, known, shifts: [reporters, partners, products] }
    }

    /// The number of a series; series with the same are of one figure.
    #[must_use]
    pub fn key(&self, series: Series) -> u128 {
        let [reporters, partners, products] = self.shifts;
        u128::from(series.reporter) << reporters
            | u128::from(series.partner) << partners
            | u128::from(series.product) << products
            | u128::from(self.of_aspects[series.aspect as usize])
    }

    /// The number that the series of an aspect would have in another flow, if there is any figure of it.
    #[must_use]
    pub fn in_flow(&self, figures: &Figures, series: Series, flow: &str) -> Option<u128> {
        let (_, period, currency, classification) = what(&figures.named.aspects.known[series.aspect as usize]);
        let other = *self.known.get(&(flow.to_owned(), period, currency, classification))?;
        let own = u128::from(self.of_aspects[series.aspect as usize]);
        Some(self.key(series) - own + u128::from(other))
    }

    /// The numbers of all figures, in order.
    #[must_use]
    pub fn sorted(&self, figures: &Figures) -> Vec<u128> {
        let mut keys: Vec<u128> = figures.each().map(|(part, row)| self.key(part.series(row))).collect();
        if !keys.is_sorted() {
            keys.sort_unstable();
        }
        keys
    }

    /// Whether all numbers of [`key`](Self::key) fit in 64 bits.
    fn is_short(&self, figures: &Figures) -> bool {
        let reporters = figures.named.reporters.texts.len() as u128;
        (reporters << self.shifts[0]) <= u128::from(u64::MAX)
    }
}

/// Refuses a second figure of a series.
pub fn refuse_duplicates(figures: &Figures) -> Result<(), SourceError> {
    let identities = Identities::of(figures);
    let twice: Option<Vec<u128>> = match identities.is_short(figures) {
        true => repeated(figures, |series| identities.key(series) as u64)
            .map(|keys| keys.into_iter().map(u128::from).collect()),
        false => repeated(figures, |series| identities.key(series)),
    };
    let Some(mut twice) = twice else { return Ok(()) };
    twice.sort_unstable();
    let again: Vec<Observation> = figures
        .each()
        .filter(|(part, row)| twice.binary_search(&identities.key(part.series(*row))).is_ok())
        .map(|(part, row)| figures.observation(part, row))
        .collect();
    refuse_observations(&figures.path, Kind::Trade, &again)
}

/// The keys that stand there more than once; `None` where there is none. Rows of one reporter and partner are looked at
/// together: what fits into the processor's cache is sorted much faster.
fn repeated<K: Copy + Ord + Send>(figures: &Figures, key: impl Fn(Series) -> K + Sync) -> Option<Vec<K>> {
    let mut keys: Vec<K> = Vec::with_capacity(figures.rows);
    let mut ascending = true;
    for part in &figures.parts {
        let last = keys.last().copied();
        let start = keys.len();
        keys.extend((0..part.len()).map(|row| key(part.series(row))));
        ascending = ascending && last.is_none_or(|last| last < keys[start]) && ascends(&keys[start..]);
    }
    if ascending {
        return None;
    }
    let half = keys.len() / 2;
    let (first, middle, second) = keys.select_nth_unstable(half);
    std::thread::scope(|scope| {
        scope.spawn(|| first.sort_unstable());
        second.sort_unstable();
    });
    let _ = middle;
    let mut twice: Vec<K> = keys.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    twice.dedup();
    Some(twice).filter(|twice| !twice.is_empty())
}

fn ascends<K: Ord>(keys: &[K]) -> bool {
    keys.is_sorted_by(|one, next| one < next)
}

impl Figures {
    /// The figures whose series pass, as observations in the order of the file.
    #[must_use]
    pub fn observations(&self, pass: impl Fn(Series) -> bool) -> Vec<Observation> {
        let passing = self.each().filter(|(part, row): &(&Columns, usize)| pass(part.series(*row)));
        passing.map(|(part, row)| self.observation(part, row)).collect()
    }
}
