//! Periods at a glance: from when to when, how often, and what is missing between.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{Grain, Period};

/// A run of periods of one frequency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Span {
    /// As [`Grain::frequency`] calls it.
    pub frequency: &'static str,
    /// Canonical texts.
    pub first: String,
    pub last: String,
    pub periods: usize,
    /// What is not there between the first and the last: a period, or a run of them such as `2005..2016`.
    pub gaps: Vec<String>,
}

/// The runs of canonical periods, the longest periods first.
///
/// ```
/// let periods = ["2014", "2015", "2017", "2017-04"].map(str::to_owned);
/// let spans = tradeproof::sources::spans::spans(&periods);
/// assert_eq!((spans[0].frequency, spans[0].first.as_str(), spans[0].last.as_str()), ("annual", "2014", "2017"));
/// assert_eq!(spans[0].gaps, ["2016"]);
/// assert_eq!(spans[1].frequency, "monthly");
/// ```
#[must_use]
pub fn spans(periods: &[String]) -> Vec<Span> {
    let mut grains: BTreeMap<Grain, Vec<Period>> = BTreeMap::new();
    for period in periods.iter().filter_map(|text| text.parse::<Period>().ok()) {
        grains.entry(period.grain()).or_default().push(period);
    }
    grains.into_iter().rev().filter_map(|(grain, periods)| span(grain, periods)).collect()
}

fn span(grain: Grain, mut periods: Vec<Period>) -> Option<Span> {
    periods.sort();
    periods.dedup();
    let (first, last) = (periods.first()?, periods.last()?);
    Some(Span {
        frequency: grain.frequency(),
        first: first.to_string(),
        last: last.to_string(),
        periods: periods.len(),
        gaps: gaps(grain, &periods),
    })
}

/// Days have weekends and spans overlap: neither has gaps.
fn gaps(grain: Grain, periods: &[Period]) -> Vec<String> {
    if matches!(grain, Grain::Day | Grain::Span) {
        return Vec::new();
    }
    let gap = |pair: &[Period]| {
        let after = pair[0].end().succ_opt()?;
        let before = pair[1].start().pred_opt()?;
        Period::between(after, before)
    };
    periods.windows(2).filter_map(gap).map(|gap| gap.to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(texts: &[&str]) -> Vec<Span> {
        spans(&texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn gaps_are_named_in_every_frequency() {
        for (periods, gaps) in [
            (&["2016-11", "2017-02"][..], &["2016-12..2017-01"][..]),
            (&["2016-Q4", "2017-Q2"], &["2017-Q1"]),
            (&["2004", "2017", "2019"], &["2005..2016", "2018"]),
            (&["2016-H1", "2017-H1"], &["2016-H2"]),
            (&["2022-04..2023-03", "2024-04..2025-03"], &["2023-04..2024-03"]),
            (&["2017-04-05", "2017-04-09"], &[]),
            (&["2005..2017", "2005..2018"], &[]),
            (&["2017"], &[]),
        ] {
            let spans = of(periods);
            assert_eq!(spans.len(), 1, "{periods:?}");
            assert_eq!(spans[0].gaps, gaps, "{periods:?}");
        }
        assert!(of(&["never"]).is_empty());
    }
}
