//! Exchange rates, looked up for a period.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use polars::prelude::{DataFrame, PolarsError};

use crate::model::Period;
use crate::model::schema::{BASE, METHOD, PERIOD, QUOTE, RATE};

/// How a rate stands for a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RateMethod {
    /// For flows: the mean over the period.
    #[default]
    Average,
    /// For stocks: the last one of the period.
    End,
}

impl RateMethod {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Average => "average",
            Self::End => "end",
        }
    }
}

impl FromStr for RateMethod {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "average" => Ok(Self::Average),
            "end" => Ok(Self::End),
            _ => Err(format!("expected average or end, found `{text}`")),
        }
    }
}

/// Rates with where they are from.
///
/// ```
/// use tradeproof::sources::{Input, read};
/// use tradeproof::summary::{RateMethod, Rates};
/// let csv = "base,quote,method,period,rate\nEUR,USD,average,2017,1.25\nEUR,GBP,average,2017,0.875\n";
/// let loaded = read(Input::from_bytes("rates.csv".as_ref(), csv.into())).unwrap();
/// let rates = Rates::of(&loaded.tidy.whole().unwrap().collect().unwrap(), "rates.csv").unwrap();
/// let rate = rates.look_up("USD", "GBP", &"2017".parse().unwrap(), RateMethod::Average).unwrap();
/// assert_eq!((rate.factor, rate.to_string().as_str()), (0.7, "1 USD = 0.7 GBP through EUR, average, rates.csv"));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Rates {
    source: String,
    /// By base and quote, in the order of time.
    pairs: BTreeMap<(String, String), Vec<Quote>>,
}

#[derive(Debug, Clone, PartialEq)]
struct Quote {
    period: Period,
    method: String,
    rate: f64,
}

/// One rate for one period.
#[derive(Debug, Clone, PartialEq)]
pub struct Rate {
    /// Units of the target for one unit of the source.
    pub factor: f64,
    from: String,
    to: String,
    through: Option<String>,
    how: String,
    source: String,
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let through = self.through.as_ref().map_or_else(String::new, |pivot| format!(" through {pivot}"));
        let factor = crate::summary::significant(self.factor, 7);
        write!(f, "1 {} = {factor} {}{through}, {}, {}", self.from, self.to, self.how, self.source)
    }
}

/// Reference rates are not fixed on holidays: a period is covered where they come this near to its ends, in days.
const NEAR: i64 = 7;

impl Rates {
    /// Rates of a tidy frame of exchange rates.
    ///
    /// # Errors
    /// When the frame lacks a column of [`Kind::Rates`](crate::model::Kind::Rates).
    pub fn of(frame: &DataFrame, source: &str) -> Result<Self, PolarsError> {
        let text = |name: &str| frame.column(name)?.str();
        let (bases, quotes, methods, periods) = (text(BASE)?, text(QUOTE)?, text(METHOD)?, text(PERIOD)?);
        let rates = frame.column(RATE)?.f64()?;
        let mut pairs: BTreeMap<(String, String), Vec<Quote>> = BTreeMap::new();
        for row in 0..frame.height() {
            let period = periods.get(row).and_then(|text| text.parse().ok());
            let pair = bases.get(row).zip(quotes.get(row));
            let (Some(period), Some((base, quote)), Some(rate)) = (period, pair, rates.get(row)) else { continue };
            let method = methods.get(row).unwrap_or_default().to_owned();
            pairs.entry((base.to_owned(), quote.to_owned())).or_default().push(Quote { period, method, rate });
        }
        for quotes in pairs.values_mut() {
            quotes.sort_by_key(|quote| quote.period);
        }
        Ok(Self { source: source.to_owned(), pairs })
    }

    /// What one unit of a currency is worth in another one over a period: as it is quoted, turned round, or through a
    /// currency in which both are quoted.
    #[must_use]
    pub fn look_up(&self, from: &str, to: &str, period: &Period, method: RateMethod) -> Option<Rate> {
        let made = |factor: f64, how: String, through: Option<&str>| Rate {
            factor,
            from: from.to_owned(),
            to: to.to_owned(),
            through: through.map(str::to_owned),
            how,
            source: self.source.clone(),
        };
        if from == to {
            return Some(made(1.0, "no rate needed".to_owned(), None));
        }
        if let Some((rate, how)) = self.quoted(from, to, period, method) {
            return Some(made(rate, how, None));
        }
        if let Some((rate, how)) = self.quoted(to, from, period, method) {
            return Some(made(1.0 / rate, how, None));
        }
        let pivots = self.pairs.keys().filter(|(_, quote)| quote == from).map(|(base, _)| base);
        pivots.into_iter().find_map(|pivot| {
            let (below, _) = self.quoted(pivot, from, period, method)?;
            let (above, how) = self.quoted(pivot, to, period, method)?;
            Some(made(above / below, how, Some(pivot)))
        })
    }

    fn quoted(&self, base: &str, quote: &str, period: &Period, method: RateMethod) -> Option<(f64, String)> {
        let quotes = self.pairs.get(&(base.to_owned(), quote.to_owned()))?;
        match method {
            RateMethod::Average => average(quotes, period),
            RateMethod::End => end(quotes, period),
        }
    }
}

/// The average that is printed for the period, or the mean of the averages or reference rates that fill it.
fn average(quotes: &[Quote], period: &Period) -> Option<(f64, String)> {
    let printed = quotes.iter().find(|quote| quote.method == "average" && quote.period == *period);
    if let Some(quote) = printed {
        return Some((quote.rate, "average".to_owned()));
    }
    let inside = |method: &str| {
        let inside = quotes.iter().filter(|quote| quote.method == method && period.contains(&quote.period));
        inside.collect::<Vec<&Quote>>()
    };
    let averages = inside("average");
    let months: Vec<Period> = averages.iter().map(|quote| quote.period).collect();
    if crate::metrics::tiles(period, &months).is_some_and(|tiles| tiles.len() == months.len()) {
        return Some((mean(&averages), format!("mean of {} averages", averages.len())));
    }
    let references = inside("reference");
    let near = |day: NaiveDate, to: NaiveDate| (day - to).num_days().abs() <= NEAR;
    let covered = references.first().is_some_and(|first| near(first.period.start(), period.start()))
        && references.last().is_some_and(|last| near(last.period.end(), period.end()));
    match references.len() {
        1 if covered => Some((references[0].rate, format!("reference rate of {}", references[0].period))),
        several if covered => Some((mean(&references), format!("average of {several} reference rates"))),
        _ => None,
    }
}

/// The rate at the end of the period that is printed, or the last reference rate before it.
fn end(quotes: &[Quote], period: &Period) -> Option<(f64, String)> {
    let printed = quotes.iter().find(|quote| quote.method == "end" && quote.period.end() == period.end());
    if let Some(quote) = printed {
        return Some((quote.rate, format!("end of {}", quote.period)));
    }
    let before = |quote: &&Quote| quote.method == "reference" && quote.period.end() <= period.end();
    let last = quotes.iter().rfind(before)?;
    let near = (period.end() - last.period.end()).num_days() <= NEAR;
    near.then(|| (last.rate, format!("reference rate of {}", last.period)))
}

fn mean(quotes: &[&Quote]) -> f64 {
    quotes.iter().map(|quote| quote.rate).sum::<f64>() / quotes.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quotes(rows: &[(&str, &str, f64)]) -> Vec<Quote> {
        let quote = |(period, method, rate): &(&str, &str, f64)| Quote {
            period: period.parse().unwrap(),
            method: (*method).to_owned(),
            rate: *rate,
        };
        rows.iter().map(quote).collect()
    }

    fn period(text: &str) -> Period {
        text.parse().unwrap()
    }

    #[test]
    fn a_year_that_is_not_over_has_no_average() {
        let days = quotes(&[("2017-01-02", "reference", 1.0), ("2017-06-30", "reference", 1.2)]);
        assert_eq!(average(&days, &period("2017")), None);
        let (rate, how) = average(&days, &period("2017-H1")).unwrap();
        assert_eq!((rate, how.as_str()), (1.1, "average of 2 reference rates"));
    }

    #[test]
    fn the_end_is_the_last_day_with_a_rate() {
        let days = quotes(&[
            ("2017-12-28", "reference", 1.1),
            ("2017-12-29", "reference", 1.2),
            ("2018-01-02", "reference", 9.0),
        ]);
        assert_eq!(end(&days, &period("2017")).unwrap(), (1.2, "reference rate of 2017-12-29".to_owned()));
        assert_eq!(end(&days, &period("2016")), None);
    }

    #[test]
    fn months_make_a_quarter_when_all_are_there() {
        let months = quotes(&[("2017-01", "average", 1.0), ("2017-02", "average", 2.0), ("2017-03", "average", 3.0)]);
        assert_eq!(average(&months, &period("2017-Q1")).unwrap().0, 2.0);
        assert_eq!(average(&months[1..], &period("2017-Q1")), None);
    }
}
