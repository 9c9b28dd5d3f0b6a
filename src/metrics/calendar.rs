//! Which period is compared with which: worked out once per distinct period, then joined to the figures.

use polars::prelude::{
    DataFrame, IntoLazy as _, JoinArgs, JoinType, LazyFrame, NamedFrom as _, PolarsError, Series, col,
};

use crate::model::Period;
use crate::model::schema::{BASE_PERIOD, PERIOD};

/// Whether period and base cover comparable time.
pub const ALIKE: &str = "alike";
/// For CAGR: whole years between base and period.
pub const YEARS: &str = "years";

/// The distinct periods of a frame, in order of time.
pub fn periods(frame: &LazyFrame) -> Result<Vec<Period>, PolarsError> {
    let distinct = frame.clone().select([col(PERIOD).unique()]).collect()?;
    let texts = distinct.column(PERIOD)?.str()?;
    let mut periods: Vec<Period> = texts.iter().flatten().filter_map(|text| text.parse().ok()).collect();
    periods.sort_unstable();
    Ok(periods)
}

/// What a period is compared with.
pub struct Base {
    pub period: Period,
    pub alike: bool,
    pub years: Option<f64>,
}

/// Adds `base_period`, [`ALIKE`] and [`YEARS`] to every row; null where there is nothing to compare with.
pub fn with_base(frame: LazyFrame, base_of: impl Fn(&Period) -> Option<Base>) -> Result<LazyFrame, PolarsError> {
    let periods = periods(&frame)?;
    let bases: Vec<Option<Base>> = periods.iter().map(base_of).collect();
    let names: Vec<String> = periods.iter().map(Period::to_string).collect();
    let base_names: Vec<Option<String>> =
        bases.iter().map(|base| base.as_ref().map(|base| base.period.to_string())).collect();
    let alike: Vec<bool> = bases.iter().map(|base| base.as_ref().is_none_or(|base| base.alike)).collect();
    let years: Vec<Option<f64>> = bases.iter().map(|base| base.as_ref().and_then(|base| base.years)).collect();
    let table = DataFrame::new(
        names.len(),
        vec![
            Series::new(PERIOD.into(), names).into(),
            Series::new(BASE_PERIOD.into(), base_names).into(),
            Series::new(ALIKE.into(), alike).into(),
            Series::new(YEARS.into(), years).into(),
        ],
    )?;
    let on = [col(PERIOD)];
    Ok(frame.join(table.lazy(), &on, &on, JoinArgs::new(JoinType::Left)))
}

/// Periods that lie end to end and fill `span` exactly, the longest first choice at every step.
///
/// ```
/// use tradeproof::metrics::tiles;
/// let there = ["2017-Q1", "2017-01", "2017-04"].map(|text| text.parse().unwrap());
/// let parts = tiles(&"2017-01..2017-04".parse().unwrap(), &there).unwrap();
/// assert_eq!(parts, [there[0], there[2]]);
/// ```
#[must_use]
pub fn tiles(span: &Period, there: &[Period]) -> Option<Vec<Period>> {
    if there.contains(span) {
        return Some(vec![*span]);
    }
    let mut tiles = Vec::new();
    let mut start = span.start();
    while start <= span.end() {
        let fits = |period: &&Period| period.start() == start && period.end() <= span.end();
        let tile = there.iter().filter(fits).max_by_key(|period| period.end())?;
        tiles.push(*tile);
        start = tile.end().succ_opt()?;
    }
    Some(tiles)
}

/// Whether both last equally long, in whole months or else in days.
pub fn equally_long(period: &Period, base: &Period) -> bool {
    match (period.months(), base.months()) {
        (Some(months), Some(others)) => months == others,
        _ => period.days() == base.days(),
    }
}
