//! Figures at the prices of one period, by the price levels of their reporters.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{DataFrame, IntoLazy as _, PolarsError};

use crate::model::schema::{PERIOD, REPORTER, VALUE};
use crate::model::{Economy, Kind};

use super::{Deflation, Factor, Made, MoneyError, few, multiplied};

/// Price levels by reporter and period.
type Levels = BTreeMap<(String, String), f64>;

pub(super) fn deflate(mut made: Made, kind: Kind, deflation: &Deflation) -> Result<Made, MoneyError> {
    let levels = levels(&deflation.deflator.frame)?;
    let prices = deflation.prices.to_string();
    refuse_without(&levels, &prices, deflation)?;
    let mut frame = made.frame.clone().collect()?;
    let mut without = BTreeSet::new();
    let mut factors = Vec::new();
    for (reporter, period) in rows(&frame, kind)? {
        // Both levels of one series: those of two reporters are not on one scale.
        let of = |reporter: &str| {
            let level = |period: &str| levels.get(&(reporter.to_owned(), period.to_owned()));
            Factor::of(level(&prices)? / level(&period)?)
        };
        let factor = of(&reporter).or_else(|| of(Economy::WORLD));
        match factor {
            Some(_) => {
                let source = &deflation.deflator.source;
                made.basis.add(&period, &format!("at prices of {prices}, {}, {source}", deflation.deflator.unit));
            }
            None => {
                without.insert(format!("{reporter} {period}").trim().to_owned());
            }
        }
        factors.push(factor);
    }
    multiplied(&mut frame, &factors)?;
    made.notes.push(format!("figures at prices of {prices}: value × level of {prices} / level of the period"));
    if !without.is_empty() {
        let without: Vec<String> = without.into_iter().collect();
        made.notes.push(format!("no price level for {}: figures of then are empty", few(&without)));
    }
    made.frame = frame.lazy();
    Ok(made)
}

/// Reporter and period of every row; what has no reporter goes by the level that stands for all.
fn rows(frame: &DataFrame, kind: Kind) -> Result<Vec<(String, String)>, PolarsError> {
    let owned = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let periods = frame.column(PERIOD)?.str()?;
    if !kind.dimensions().contains(&REPORTER) {
        return Ok(periods.iter().map(|period| (String::new(), owned(period))).collect());
    }
    let reporters = frame.column(REPORTER)?.str()?;
    Ok(reporters.iter().zip(periods.iter()).map(|(reporter, period)| (owned(reporter), owned(period))).collect())
}

fn levels(frame: &DataFrame) -> Result<Levels, PolarsError> {
    let (reporters, periods) = (frame.column(REPORTER)?.str()?, frame.column(PERIOD)?.str()?);
    let values = frame.column(VALUE)?.f64()?;
    let row = |row: usize| Some(((reporters.get(row)?.to_owned(), periods.get(row)?.to_owned()), values.get(row)?));
    Ok((0..frame.height()).filter_map(row).filter(|(_, level)| level.is_finite() && *level > 0.0).collect())
}

fn refuse_without(levels: &Levels, prices: &str, deflation: &Deflation) -> Result<(), MoneyError> {
    if levels.keys().any(|(_, period)| period == prices) {
        return Ok(());
    }
    let there: BTreeSet<&String> = levels.keys().map(|(_, period)| period).collect();
    let there: Vec<String> = there.into_iter().cloned().collect();
    Err(MoneyError::NoPrices { name: deflation.deflator.source.clone(), prices: prices.to_owned(), there: few(&there) })
}
