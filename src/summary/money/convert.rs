//! Figures in one currency, each at the rate of its own period.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{DataFrame, IntoColumn as _, IntoLazy as _, NamedFrom as _, Series, col};

use crate::model::schema::{CURRENCY, PERIOD, VALUE_MINOR};
use crate::model::{Currency, Kind, Period};

use super::{Conversion, Factor, Made, MoneyError, few, multiplied};

/// What a currency of a period is multiplied by, in smallest units.
type Factors = BTreeMap<(String, String), Option<Factor>>;

pub(super) fn convert(mut made: Made, kind: Kind, conversion: &Conversion) -> Result<Made, MoneyError> {
    let mut frame = made.frame.clone().collect()?;
    refuse_doubles(&frame, kind)?;
    let mut factors = Factors::new();
    let mut without: BTreeMap<String, BTreeSet<Period>> = BTreeMap::new();
    for (currency, period) in stated(&frame)? {
        let factor = factor(&currency, &period, conversion).map(|(factor, text)| {
            made.basis.add(&period, &text);
            factor
        });
        if let (None, Ok(period)) = (&factor, period.parse()) {
            without.entry(currency.clone()).or_default().insert(period);
        }
        factors.insert((currency, period), factor);
    }
    let to = conversion.to.code();
    if !factors.is_empty() && factors.values().all(Option::is_none) {
        let needed: Vec<String> = without.into_keys().collect();
        return Err(MoneyError::NoRate { to: to.to_owned(), needed: needed.join(", ") });
    }
    let rows = rows(&frame)?.into_iter().map(|key| factors.get(&key).copied().flatten());
    multiplied(&mut frame, &rows.collect::<Vec<_>>())?;
    let currencies = vec![to; frame.height()];
    frame.with_column(Series::new(CURRENCY.into(), currencies).into_column())?;
    made.notes.push(format!("figures in {to} at the {} rate of their own period", conversion.method.name()));
    for (currency, periods) in without {
        let periods: Vec<String> = periods.iter().map(Period::to_string).collect();
        made.notes.push(format!("no {currency} rate in {}: figures in {currency} of then are empty", few(&periods)));
    }
    made.frame = frame.lazy();
    Ok(made)
}

/// The factor between smallest units, and how it came about.
fn factor(currency: &str, period: &str, conversion: &Conversion) -> Option<(Factor, String)> {
    let from: Currency = currency.parse().ok()?;
    let to = conversion.to;
    let rate = conversion.rates.look_up(from.code(), to.code(), &period.parse().ok()?, conversion.method)?;
    let scale = to.exponent() as i32 - from.exponent() as i32;
    Some((Factor::of(rate.factor * 10_f64.powi(scale))?, rate.to_string()))
}

/// Currency and period of every row.
fn rows(frame: &DataFrame) -> Result<Vec<(String, String)>, MoneyError> {
    let (currencies, periods) = (frame.column(CURRENCY)?.str()?, frame.column(PERIOD)?.str()?);
    let owned = |text: Option<&str>| text.unwrap_or_default().to_owned();
    Ok(currencies.iter().zip(periods.iter()).map(|(currency, period)| (owned(currency), owned(period))).collect())
}

/// The currencies and periods in which something is stated.
fn stated(frame: &DataFrame) -> Result<BTreeSet<(String, String)>, MoneyError> {
    let figures = frame.column(VALUE_MINOR)?.i64()?.clone();
    let rows = rows(frame)?.into_iter().zip(figures.iter());
    Ok(rows.filter(|(_, figure)| figure.is_some()).map(|(key, _)| key).collect())
}

/// A figure that the source states in several currencies would be added up with itself.
fn refuse_doubles(frame: &DataFrame, kind: Kind) -> Result<(), MoneyError> {
    const FIRST: &str = "first";
    const LAST: &str = "last";
    let identity: Vec<&str> = kind.identity().into_iter().filter(|name| *name != CURRENCY).collect();
    let twice = frame
        .clone()
        .lazy()
        .filter(col(VALUE_MINOR).is_not_null())
        .group_by_stable(identity.iter().map(|name| col(*name)).collect::<Vec<_>>())
        .agg([col(CURRENCY).min().alias(FIRST), col(CURRENCY).max().alias(LAST)])
        .filter(col(FIRST).neq(col(LAST)))
        .limit(1)
        .collect()?;
    if twice.height() == 0 {
        return Ok(());
    }
    let text = |name: &str| -> Result<String, MoneyError> {
        Ok(twice.column(name)?.str()?.get(0).unwrap_or_default().to_owned())
    };
    let series = identity.iter().map(|name| text(name)).collect::<Result<Vec<_>, _>>()?;
    let series: Vec<String> = series.into_iter().filter(|text| !text.is_empty()).collect();
    let first = text(FIRST)?;
    let currencies = format!("{first}, {}", text(LAST)?);
    Err(MoneyError::SeveralCurrencies { currencies, series: series.join(" · "), first })
}
