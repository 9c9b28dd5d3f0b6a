//! Rank: the place among the parts, the largest first.

use std::collections::BTreeMap;

use polars::prelude::{DataFrame, IntoLazy as _, LazyFrame, NamedFrom as _, Series};

use crate::model::schema::{CURRENCY, HIGH_MINOR, LOW_MINOR, PERIOD, UNIT, VALUE, VALUE_MINOR, WHY};
use crate::model::{Kind, Totals, Why};

use super::error::MetricError;
use super::metric::{Example, Metric, OfSeveral, RANK, Request, Variant};
use super::reduce::{SOME, finish, reduce_known};
use super::runs::texts;
use super::share::{is_remainder, is_total};

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "rank",
    title: "Rank",
    variants: &[Variant {
        name: "joint",
        formula: "1 + number of parts with a larger figure",
        unit: RANK,
        totals: Totals::Parts,
        plan,
    }],
    source: "standard competition ranking",
    notes: "Ties share a rank, the unit says so (\"joint rank\"), and the next rank is skipped. A part of which a figure is \
            confidential or missing is ranked by what is known of it, which is the least it can be; where that does not \
            decide, the rank is open (open_order) and the unit says between which places it lies (\"rank 1–2\").",
    kinds: &Kind::FIGURES,
    detail: &[],
    quantities: false,
    of_several: OfSeveral::Nothing,
    examples: &[
        Example {
            figures: "reporter,partner,flow,product,period,value,unit\n\
                  KAZ,CHN,export,TOTAL,2017,9,USD\n\
                  KAZ,FRA,export,TOTAL,2017,3,USD\n\
                  KAZ,GBR,export,TOTAL,2017,3,USD\n\
                  KAZ,ITA,export,TOTAL,2017,1,USD\n",
            companions: &[],
            arguments: "rank --by partner",
            result: "reporter,partner,flow,period,metric,unit,value,why\n\
                 KAZ,CHN,export,2017,rank:joint,rank,1,\n\
                 KAZ,FRA,export,2017,rank:joint,joint rank,2,\n\
                 KAZ,GBR,export,2017,rank:joint,joint rank,2,\n\
                 KAZ,ITA,export,2017,rank:joint,rank,4,\n",
        },
        Example {
            figures: "reporter,partner,flow,product,period,value,unit,state\n\
                  KAZ,CHN,export,27,2017,9,USD,\n\
                  KAZ,CHN,export,26,2017,,USD,suppressed\n\
                  KAZ,FRA,export,27,2017,3,USD,\n\
                  KAZ,ITA,export,27,2017,,USD,suppressed\n\
                  KAZ,ITA,export,26,2017,1,USD,\n",
            companions: &[],
            arguments: "rank --by partner",
            result: "reporter,partner,flow,period,metric,unit,value,why\n\
                 KAZ,CHN,export,2017,rank:joint,rank 1–2,,open_order\n\
                 KAZ,FRA,export,2017,rank:joint,rank 2–3,,open_order\n\
                 KAZ,ITA,export,2017,rank:joint,rank 1–3,,open_order\n",
        },
    ],
};

fn plan(frame: LazyFrame, request: &Request) -> Result<LazyFrame, MetricError> {
    if request.by.is_empty() {
        return Err(MetricError::Incomplete {
            metric: METRIC.name,
            what: "parts to rank",
            help: "say what the parts are: --by partner",
        });
    }
    let known = reduce_known(frame, request).filter(is_total(request).or(is_remainder(request)).not()).collect()?;
    let mut groups = request.whole();
    groups.extend([PERIOD, CURRENCY]);
    let places = places(&known, &groups)?;
    let texts = |of: fn(&Place) -> Option<String>| places.iter().map(of).collect::<Vec<_>>();
    let mut ranked = known;
    let ranks: Vec<Option<f64>> = places.iter().map(Place::rank).collect();
    ranked.with_column(Series::new(VALUE.into(), ranks).into())?;
    ranked.with_column(Series::new(UNIT.into(), texts(|place| Some(place.unit()))).into())?;
    ranked.with_column(Series::new(WHY.into(), texts(|place| place.why().map(|why| why.name().to_owned()))).into())?;
    Ok(finish(ranked.lazy(), &METRIC, request, &request.series())?)
}

/// What is known of a figure, in smallest units.
#[derive(Debug, Clone, Copy)]
struct Known {
    /// `None` where it may be anything below.
    low: Option<i64>,
    /// `None` where it may be anything above.
    high: Option<i64>,
    /// Why it is not known exactly.
    why: Option<Why>,
    /// Whether there is no figure, and none is hidden.
    is_absent: bool,
}

/// The places that a part may have.
#[derive(Debug, Clone, Copy)]
struct Place {
    first: usize,
    last: usize,
    is_tied: bool,
    known: Known,
}

impl Place {
    fn rank(&self) -> Option<f64> {
        (self.why().is_none()).then_some(self.first as f64)
    }

    fn unit(&self) -> String {
        match (self.why(), self.known.why) {
            (Some(_), _) if self.first < self.last => format!("rank {}–{}", self.first, self.last),
            (None, Some(_)) => "rank, the figure is at least what is known of it".to_owned(),
            _ if self.is_tied => "joint rank".to_owned(),
            _ => "rank".to_owned(),
        }
    }

    fn why(&self) -> Option<Why> {
        let none = self.known.low.is_none() || self.known.is_absent;
        (self.first < self.last).then_some(Why::OpenOrder).or(self.known.why.filter(|_| none))
    }
}

/// The place of every row among the rows of its group.
fn places(known: &DataFrame, groups: &[&str]) -> Result<Vec<Place>, MetricError> {
    let columns = groups.iter().map(|name| texts(known, name)).collect::<Result<Vec<_>, _>>()?;
    let figures = figures(known)?;
    let mut of_group: BTreeMap<Vec<&str>, Vec<usize>> = BTreeMap::new();
    for row in 0..known.height() {
        let key = columns.iter().map(|column| column.get(row).unwrap_or_default()).collect();
        of_group.entry(key).or_default().push(row);
    }
    let mut places = vec![None; known.height()];
    for rows in of_group.values() {
        // Of whom the source has nothing at all, it says nothing; they stand in nobody's way.
        let (rows, absent): (Vec<usize>, Vec<usize>) = rows.iter().partition(|row| !figures[**row].is_absent);
        for row in absent {
            places[row] = Some(Place { first: 0, last: 0, is_tied: false, known: figures[row] });
        }
        let mut lows: Vec<Option<i64>> = rows.iter().map(|row| figures[*row].low).collect();
        let mut highs: Vec<i128> = rows.iter().map(|row| above(figures[*row].high)).collect();
        lows.sort_unstable();
        highs.sort_unstable();
        for row in &rows {
            let one = figures[*row];
            let larger = lows.partition_point(|low| low.is_none_or(|low| i128::from(low) <= above(one.high)));
            let low = one.low.map_or(i128::MIN, i128::from);
            let itself = usize::from(above(one.high) > low);
            let last = rows.len() - highs.partition_point(|high| *high <= low) - itself + 1;
            let same = lows.partition_point(|low| *low <= one.low) - lows.partition_point(|low| *low < one.low);
            let first = rows.len() - larger + 1;
            let is_tied = one.low == one.high && same > 1;
            places[*row] = Some(Place { first, last: last.max(first), is_tied, known: one });
        }
    }
    Ok(places.into_iter().flatten().collect())
}

/// A high end as a number; what has none is above everything.
fn above(high: Option<i64>) -> i128 {
    high.map_or(i128::MAX, i128::from)
}

/// What is known of every figure: its parts that are there, and that the others are not negative where nothing traded or
/// listed can be.
fn figures(known: &DataFrame) -> Result<Vec<Known>, MetricError> {
    let whole = |name: &str| known.column(name)?.i64().cloned();
    let (value, low, high) = (whole(VALUE_MINOR)?, whole(LOW_MINOR)?, whole(HIGH_MINOR)?);
    let (why, some) = (texts(known, WHY)?, known.column(SOME)?.bool()?);
    let reason = |row: usize| Why::ALL.into_iter().find(|why_| Some(why_.name()) == why.get(row));
    let of = |row: usize| match value.get(row) {
        Some(value) if low.get(row).is_none() && high.get(row).is_none() => {
            Known { low: Some(value), high: Some(value), why: None, is_absent: false }
        }
        Some(_) => Known { low: low.get(row), high: high.get(row), why: Some(Why::Bounded), is_absent: false },
        None => {
            let why = reason(row).unwrap_or(Why::ValueMissing);
            let is_absent = why == Why::ValueMissing && some.get(row) != Some(true);
            Known { low: low.get(row), high: None, why: Some(why), is_absent }
        }
    };
    Ok((0..known.height()).map(of).collect())
}
