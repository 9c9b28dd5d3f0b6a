//! Batches added up one after the other, so that memory holds a batch and the sums, whatever the size of the file.
//!
//! Sums are of whole numbers and do not depend on order. Where all keys are numbers, rows go straight into a table of
//! packed keys; any other batch is grouped by Polars.

use polars::prelude::{
    ChunkCompareEq as _, Column, DataFrame, DataType, Expr, IntoLazy as _, LazyFrame, PolarsResult, Scalar,
    SortMultipleOptions, StringChunked, UnionArgs, col, concat, lit, when,
};

use crate::model::CellState;
use crate::model::schema::{BOUND, PERIOD, QUANTITY_MILLI, STATE, ULP_MINOR, VALUE_MINOR, WEIGHT_G};

use super::packed::Packed;

/// Measures that are added up; a sum over a missing figure is missing.
pub const SUMMED: [&str; 3] = [VALUE_MINOR, WEIGHT_G, QUANTITY_MILLI];
/// Those of them that are no money.
pub const QUANTITIES: [&str; 2] = [WEIGHT_G, QUANTITY_MILLI];
/// Measures of which the largest or the most telling stays.
pub const LARGEST: [&str; 3] = [ULP_MINOR, STATE, BOUND];

/// What has been added up so far.
pub struct Sums {
    keys: Vec<&'static str>,
    measures: Vec<&'static str>,
    /// Batches in which the same columns say one and the same throughout are added up together.
    groups: Vec<Group>,
    /// Of each measure that is added up, an upper bound of all its sums.
    magnitudes: [u128; SUMMED.len()],
}

impl Sums {
    pub fn new(keys: Vec<&'static str>, measures: Vec<&'static str>) -> Self {
        Self { keys, measures, groups: Vec::new(), magnitudes: [0; SUMMED.len()] }
    }

    /// Whether a sum may not fit in 64 bits.
    pub fn may_overflow(&self) -> bool {
        self.magnitudes.iter().any(|magnitude| *magnitude > i64::MAX as u128)
    }

    pub fn add(&mut self, batch: &DataFrame) -> PolarsResult<()> {
        by_period(batch)?.iter().try_for_each(|part| self.add_part(part))
    }

    fn add_part(&mut self, batch: &DataFrame) -> PolarsResult<()> {
        if batch.height() == 0 {
            return Ok(());
        }
        for (name, magnitude) in SUMMED.iter().zip(&mut self.magnitudes) {
            if self.measures.contains(name) {
                let figures = batch.column(name)?.i64()?;
                *magnitude += figures.iter().flatten().map(|figure| u128::from(figure.unsigned_abs())).sum::<u128>();
            }
        }
        let mut constants = Vec::new();
        for name in self.keys.iter().chain(&self.measures) {
            constants.extend(constant(batch.column(name)?, SUMMED.contains(name))?);
        }
        self.group(constants, batch).add(batch)
    }

    /// The sums of batches with these columns in common. A batch in which more is the same throughout, as in a last one
    /// with a single reporter, goes with the others: groups are added up among each other at a price.
    fn group(&mut self, constants: Vec<Column>, batch: &DataFrame) -> &mut Group {
        let of = |holds: fn(&[Column], &[Column]) -> bool| {
            self.groups.iter().position(|group| holds(&group.constants, &constants))
        };
        if let Some(place) = of(same).or_else(|| of(among)) {
            return &mut self.groups[place];
        }
        let varying = |names: &[&'static str]| -> Vec<&'static str> {
            names.iter().copied().filter(|name| !constants.iter().any(|column| column.name() == name)).collect()
        };
        let (keys, measures) = (varying(&self.keys), varying(&self.measures));
        let waiting = match Packed::for_batch(batch, &keys, &measures) {
            Some(packed) => Waiting::Packed(packed),
            None => Waiting::Frames(Vec::new()),
        };
        self.groups.push(Group { constants, keys, measures, waiting });
        self.groups.last_mut().expect("just pushed")
    }

    /// All groups below each other with every key and measure, once more added up among each other where they may have
    /// keys in common.
    pub fn finish(self) -> PolarsResult<DataFrame> {
        let order = columns(&self.keys, &self.measures);
        let apart = self.are_apart();
        let frames: PolarsResult<Vec<DataFrame>> =
            self.groups.into_iter().map(|group| group.finish(&self.measures)?.select(&order)).collect();
        match frames?.as_slice() {
            [] => Ok(DataFrame::empty()),
            several if apart => below_each_other(several),
            several => merged(several, &self.keys, &self.measures),
        }
    }

    /// Whether any two groups differ in a key that is the same throughout each of them, as the years of files do.
    fn are_apart(&self) -> bool {
        let differ = |one: &Group, other: &Group| {
            let keys = one.constants.iter().filter(|column| self.keys.iter().any(|key| column.name() == key));
            keys.into_iter().any(|column| {
                let same_name = other.constants.iter().find(|other| other.name() == column.name());
                same_name.is_some_and(|other| !column.equals_missing(other))
            })
        };
        self.groups
            .iter()
            .enumerate()
            .all(|(place, group)| self.groups[..place].iter().all(|before| differ(before, group)))
    }
}

/// A batch of several periods as one of each, so that the period and what follows from it are the same throughout; left
/// as it is where there are more than are worth a part of their own.
fn by_period(batch: &DataFrame) -> PolarsResult<Vec<DataFrame>> {
    const MOST: usize = 64;
    let parts = |batch: &DataFrame| -> PolarsResult<Option<Vec<DataFrame>>> {
        let starts = starts_of_runs(batch.column(PERIOD)?.str()?);
        let ends = starts.iter().skip(1).copied().chain([batch.height()]);
        let slice = |(start, end): (&usize, usize)| batch.slice(*start as i64, end - start);
        Ok((starts.len() <= MOST).then(|| starts.iter().zip(ends).map(slice).collect()))
    };
    let varies = batch.column(PERIOD).is_ok_and(|column| matches!(column, Column::Series(_)) && column.str().is_ok());
    if !varies || batch.height() == 0 {
        return Ok(vec![batch.clone()]);
    }
    if let Some(parts) = parts(batch)? {
        return Ok(parts);
    }
    let sorted = batch.sort([PERIOD], SortMultipleOptions::default())?;
    Ok(parts(&sorted)?.unwrap_or_else(|| vec![batch.clone()]))
}

/// The places at which a text differs from the one above it, the first place among them.
fn starts_of_runs(texts: &StringChunked) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut last = None;
    for (place, text) in texts.iter().enumerate() {
        if last != Some(text) {
            starts.push(place);
        }
        last = Some(text);
    }
    starts
}

fn below_each_other(frames: &[DataFrame]) -> PolarsResult<DataFrame> {
    let frames: Vec<LazyFrame> = frames.iter().map(|frame| frame.clone().lazy()).collect();
    concat(frames, UnionArgs::default())?.collect()
}

/// Sums of batches that have these columns in common.
struct Group {
    constants: Vec<Column>,
    keys: Vec<&'static str>,
    measures: Vec<&'static str>,
    waiting: Waiting,
}

enum Waiting {
    Packed(Packed),
    /// Sums of single batches, to be added up among each other.
    Frames(Vec<DataFrame>),
}

impl Group {
    fn add(&mut self, batch: &DataFrame) -> PolarsResult<()> {
        /// How many rows of sums may wait before they are added up among themselves.
        const WAITING: usize = 4_000_000;
        match &mut self.waiting {
            Waiting::Packed(packed) => packed.add(batch),
            Waiting::Frames(frames) => {
                let prepared = with_gaps(batch.clone().lazy(), &self.measures);
                frames.push(added_up(prepared, &self.keys, &self.measures)?);
                if frames.iter().map(DataFrame::height).sum::<usize>() > WAITING {
                    *frames = vec![merged(frames, &self.keys, &self.measures)?];
                }
                Ok(())
            }
        }
    }

    /// The sums with the columns that are the same throughout beside them.
    fn finish(self, all_measures: &[&'static str]) -> PolarsResult<DataFrame> {
        let mut frame = match self.waiting {
            Waiting::Packed(packed) => packed.finish()?,
            Waiting::Frames(frames) => merged(&frames, &self.keys, &self.measures)?,
        };
        let rows = frame.height();
        for column in &self.constants {
            frame.with_column(column.new_from_index(0, rows))?;
        }
        for name in SUMMED.iter().filter(|name| all_measures.contains(name) && !self.measures.contains(name)) {
            frame.with_column(Column::new_scalar(gaps(name).into(), Scalar::from(1_u32), rows))?;
        }
        Ok(frame)
    }
}

/// The column that counts how many figures are missing from a sum.
pub fn gaps(measure: &str) -> String {
    format!("{measure} gaps")
}

fn columns(keys: &[&str], measures: &[&str]) -> Vec<String> {
    let gaps = measures.iter().filter(|name| SUMMED.contains(name)).map(|name| gaps(name));
    keys.iter().chain(measures).map(|name| (*name).to_owned()).chain(gaps).collect()
}

fn with_gaps(frame: LazyFrame, measures: &[&str]) -> LazyFrame {
    let gaps: Vec<Expr> = measures
        .iter()
        .filter(|name| SUMMED.contains(name))
        .map(|name| col(*name).is_null().cast(DataType::UInt32).alias(gaps(name)))
        .collect();
    let state = measures.contains(&STATE).then(|| rank(col(STATE)).alias(STATE));
    frame.with_columns(gaps.into_iter().chain(state).collect::<Vec<_>>())
}

fn merged(sums: &[DataFrame], keys: &[&str], measures: &[&str]) -> PolarsResult<DataFrame> {
    match sums {
        [one] => Ok(one.clone()),
        several => added_up(below_each_other(several)?.lazy(), keys, measures),
    }
}

fn added_up(frame: LazyFrame, keys: &[&str], measures: &[&str]) -> PolarsResult<DataFrame> {
    if keys.is_empty() && measures.is_empty() {
        // Every column says the same throughout and is set apart; a selection of nothing would lose the row.
        return DataFrame::new(1, Vec::new());
    }
    let mut aggregates: Vec<Expr> = Vec::new();
    for name in measures {
        if SUMMED.contains(name) {
            aggregates.push(col(*name).sum());
            aggregates.push(col(gaps(name)).sum());
        } else {
            aggregates.push(col(*name).max());
        }
    }
    if keys.is_empty() {
        return frame.select(aggregates).collect();
    }
    frame.group_by(keys.iter().map(|name| col(*name)).collect::<Vec<_>>()).agg(aggregates).collect()
}

/// States in the order in which one of them speaks for a sum: what is missing before what is estimated, and zero last.
const STATES: [CellState; 7] = [
    CellState::Zero,
    CellState::Value,
    CellState::Provisional,
    CellState::Estimated,
    CellState::Missing,
    CellState::NotYetReported,
    CellState::Suppressed,
];

fn rank(state: Expr) -> Expr {
    let ranked = STATES.iter().zip(0_u32..).skip(1).fold(lit(0_u32), |otherwise, (known, rank)| {
        when(state.clone().eq(lit(known.name()))).then(lit(rank)).otherwise(otherwise)
    });
    // Literals take the type that Polars finds fitting.
    ranked.cast(DataType::UInt32)
}

/// The rank of a state by its name, as `rank` gives it.
pub fn rank_of(name: Option<&str>) -> u32 {
    STATES.iter().zip(0..).find(|(state, _)| Some(state.name()) == name).map_or(0, |(_, rank)| rank)
}

/// The names of states with their ranks.
pub fn state_ranks() -> impl Iterator<Item = (&'static str, u32)> {
    STATES.iter().map(|state| state.name()).zip(0..)
}

/// The name of the state that has a rank; blank beyond the last.
pub fn state_of(rank: u32) -> &'static str {
    STATES.get(rank as usize).map_or("", |state| state.name())
}

/// A column that says the same in every row, as one row of it. Of figures that are added up only nothing at all is the
/// same however often it is added.
fn constant(column: &Column, is_sum: bool) -> PolarsResult<Option<Column>> {
    if is_sum {
        return Ok((column.null_count() == column.len()).then(|| column.head(Some(1))));
    }
    let same = match column {
        Column::Scalar(_) => true,
        // Most columns that vary differ between their ends already.
        Column::Series(series) => {
            let first = series.head(Some(1));
            series.tail(Some(1)).equal_missing(&first)?.all() && series.equal_missing(&first)?.all()
        }
    };
    Ok(match (same, column.name().as_str()) {
        (false, _) => None,
        (true, STATE) => {
            Some(Column::new_scalar(STATE.into(), Scalar::from(rank_of(column.head(Some(1)).str()?.get(0))), 1))
        }
        (true, _) => Some(column.head(Some(1))),
    })
}

fn same(first: &[Column], second: &[Column]) -> bool {
    first.len() == second.len() && among(first, second)
}

/// Whether every column stands among others, saying the same.
fn among(some: &[Column], all: &[Column]) -> bool {
    some.iter().all(|one| all.iter().any(|other| one.name() == other.name() && one.equals_missing(other)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use polars::df;

    /// A last batch in which the reporter does not change goes with those before it.
    #[test]
    fn a_batch_that_varies_less_goes_with_those_that_vary_more() {
        let batch =
            |reporters: [u32; 2], values: [i64; 2]| df!("reporter" => reporters, VALUE_MINOR => values).unwrap();
        let mut sums = Sums::new(vec!["reporter"], vec![VALUE_MINOR]);
        for batch in [batch([1, 2], [10, 20]), batch([2, 2], [3, 4]), batch([1, 2], [100, 200])] {
            sums.add(&batch).unwrap();
        }
        assert_eq!(sums.groups.len(), 1);
        let expected = df!("reporter" => [1_u32, 2], VALUE_MINOR => [110_i64, 227], gaps(VALUE_MINOR) => [0_u32, 0]);
        assert!(sums.finish().unwrap().equals(&expected.unwrap()));
    }

    #[test]
    fn periods_among_each_other_are_told_apart_first() {
        let years: Vec<String> = (0..300).map(|row| (2000 + row % 3).to_string()).collect();
        let reporters: Vec<u32> = (0..300).map(|row| row % 2).collect();
        let batch = df!("period" => &years, "reporter" => &reporters, VALUE_MINOR => vec![1_i64; 300]).unwrap();
        let mut sums = Sums::new(vec!["period", "reporter"], vec![VALUE_MINOR]);
        sums.add(&batch).unwrap();
        sums.add(&batch.slice(0, 30)).unwrap();
        assert_eq!((sums.groups.len(), sums.are_apart()), (3, true));
        let sums = sums.finish().unwrap();
        assert_eq!(sums.height(), 6);
        assert!(sums.column(VALUE_MINOR).unwrap().i64().unwrap().iter().all(|sum| sum == Some(55)));
    }

    #[test]
    fn years_stay_apart_and_what_may_agree_is_added_up() {
        let batch = |year: &str, reporters: [u32; 2]| {
            df!("period" => [year, year], "reporter" => reporters, VALUE_MINOR => [1_i64, 2]).unwrap()
        };
        let added = |batches: &[DataFrame]| {
            let mut sums = Sums::new(vec!["period", "reporter"], vec![VALUE_MINOR]);
            batches.iter().for_each(|batch| sums.add(batch).unwrap());
            (sums.are_apart(), sums.finish().unwrap().sort(["period", "reporter"], Default::default()).unwrap())
        };
        let (apart, years) = added(&[batch("2021", [1, 2]), batch("2022", [1, 2])]);
        assert_eq!((apart, years.height()), (true, 4));
        // The third batch says nothing of the reporter throughout that the second contradicts.
        let (apart, mixed) = added(&[batch("2021", [1, 1]), batch("2022", [1, 2]), batch("2021", [1, 2])]);
        assert_eq!((apart, mixed.height()), (false, 4));
        assert_eq!(mixed.column(VALUE_MINOR).unwrap().i64().unwrap().get(0), Some(4));
    }
}
