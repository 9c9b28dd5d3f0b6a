//! Answers whose parts are chosen for a picture: neither a filter nor a count of the largest alters what they are parts of.

use std::collections::BTreeMap;

use polars::prelude::{
    DataFrame, Expr, IntoLazy as _, NULL, NamedFrom as _, PolarsError, SchemaExt as _, Series, UnionArgs, all, col,
    concat, lit,
};

use super::derive::{Answer, DeriveError, Prepared, Question, filters, prepare};
use crate::metrics;
use crate::model::Period;
use crate::model::schema::{BASE_PERIOD, CURRENCY, FLOW, METRIC, PERIOD, ULP_MINOR, UNIT, VALUE, VALUE_MINOR, WHY};
use crate::sources::Loaded;

/// Metrics of one series, whatever others there are: filters may come before them.
const ALONE: [&str; 13] = [
    "level",
    "growth",
    "index",
    "balance",
    "cover_ratio",
    "normalised_balance",
    "cumulated",
    "unit_value",
    "openness",
    "capitalisation",
    "listed_count",
    "price_index",
    "volume_index",
];
/// Metrics whose parts add up to what the parts together have.
const ADDITIVE: [&str; 5] = ["level", "share", "contribution", "cumulated", "listed_count"];
/// The unit of places: the first is the best.
const PLACES: &str = "rank";

/// What a picture shows of an answer.
#[derive(Debug, Clone, Default)]
pub struct Shown<'a> {
    /// The column whose values are chosen: the names of the picture, or its series.
    pub part: Option<&'a str>,
    /// What the row of all others is called; `None` where the picture shows no whole.
    pub rest: Option<&'a str>,
}

/// An answer with its parts chosen.
#[derive(Debug, Clone)]
pub struct Parted {
    /// What is shown, the largest first and the rest last; under the derived schema.
    pub frame: DataFrame,
    /// All parts, before any was left out.
    pub whole: DataFrame,
    /// How many parts stand behind the row of the rest; 0 without one.
    pub rest: usize,
    pub audit: Vec<String>,
}

/// Answers a question of one or more metrics for a picture.
///
/// A filter of the parts themselves chooses among results; any other says what is added up. Of [`Question::top`], the largest
/// parts of the latest period are shown in all periods.
///
/// # Errors
/// As [`derive`](super::derive).
pub fn parted(loaded: &Loaded, question: &Question, shown: &Shown) -> Result<Parted, DeriveError> {
    let alone = question.metrics.iter().all(|name| ALONE.contains(&metric_of(name)));
    // What a picture shows as a whole, and what a metric compares with, is looked up before anything is chosen.
    let is_choice = |(column, _): &&(String, String)| match (alone, shown.rest) {
        (true, None) => false,
        (true, Some(_)) => shown.part.is_some_and(|part| part.eq_ignore_ascii_case(column)),
        (false, _) => question.by.iter().any(|by| by.eq_ignore_ascii_case(column)),
    };
    let (late, early): (Vec<_>, Vec<_>) = question.filters.iter().partition(is_choice);
    let late: Vec<(String, String)> = late.into_iter().cloned().collect();
    let asked = Question { filters: early.into_iter().cloned().collect(), top: None, ..question.clone() };
    let prepared: Prepared = prepare(loaded, &asked)?;
    let answer: Answer = prepared.answer(&asked, &|frame| frame)?;
    let mut whole = answer.frame()?;
    if let (Some(part), true) = (shown.part, alone && shown.rest.is_none()) {
        whole = whole.lazy().filter(col(part).is_not_null()).collect()?;
    }
    let chosen = filters(loaded, &late)?;
    let passes = chosen.iter().map(|filter| {
        let values = Series::new(filter.column.into(), filter.values.clone());
        col(filter.column).is_in(lit(values).implode(false), false)
    });
    let passes = passes.reduce(Expr::and);
    let kept = match &passes {
        Some(passes) => whole.clone().lazy().filter(passes.clone()).collect()?,
        None => whole.clone(),
    };
    if let (0, Some((column, value))) = (kept.height(), late.first()) {
        let there = loaded.tidy.distinct(&column.to_lowercase())?;
        let there = there.into_iter().filter(|value| !value.is_empty()).take(12).collect();
        return Err(DeriveError::NoSuchValue { column: column.clone(), value: value.clone(), there });
    }
    let Some(part) = shown.part.filter(|part| whole.column(part).is_ok()) else {
        return Ok(Parted { frame: kept, whole, rest: 0, audit: answer.audit });
    };
    let metric = question.metrics.first().map(|name| metric_of(name)).unwrap_or_default();
    let mut order = ordered(&kept, part, metric)?;
    order.truncate(question.top.unwrap_or(order.len()));
    let frame = rows_of(&kept, part, &order)?;
    let additive = question.metrics.len() == 1 && ADDITIVE.contains(&metric);
    let (frame, rest) = match shown.rest.filter(|_| additive) {
        Some(label) => with_rest(frame, &whole, part, &order, label)?,
        None => (frame, 0),
    };
    Ok(Parted { frame, whole, rest, audit: answer.audit })
}

/// `share` of `share:total`.
fn metric_of(name: &str) -> &str {
    let name = name.split(':').next().unwrap_or(name);
    metrics::ALL.iter().find(|metric| metric.name == name).map_or(name, |metric| metric.name)
}

/// The values of `part` from the most to the least important in the latest period in which there is any figure.
fn ordered(frame: &DataFrame, part: &str, metric: &str) -> Result<Vec<String>, PolarsError> {
    let (parts, periods) = (frame.column(part)?.str()?, frame.column(PERIOD)?.str()?);
    let (ratios, money) = (frame.column(VALUE)?.f64()?, frame.column(VALUE_MINOR)?.i64()?);
    let units = frame.column(UNIT)?.str()?;
    let mut scores: BTreeMap<String, Vec<(Option<Period>, f64)>> = BTreeMap::new();
    for row in 0..frame.height() {
        let Some(name) = parts.get(row) else { continue };
        let known = scores.entry(name.to_owned()).or_default();
        let Some(figure) = ratios.get(row).or(money.get(row).map(|money| money as f64)) else { continue };
        let score = match () {
            () if units.get(row) == Some(PLACES) => -figure,
            () if ADDITIVE.contains(&metric) => figure.abs(),
            () => figure,
        };
        known.push((periods.get(row).and_then(|text| text.parse().ok()), score));
    }
    let latest =
        scores.values().flatten().filter_map(|(period, _)| *period).max_by_key(|period| (period.end(), period.days()));
    let score = |figures: &[(Option<Period>, f64)]| {
        let now = figures.iter().filter(|(period, _)| latest.is_none() || *period == latest);
        now.map(|(_, score)| *score)
            .reduce(|one, other| if ADDITIVE.contains(&metric) { one + other } else { one.max(other) })
    };
    // What has no figure in the latest period comes after all that have one.
    let mut order: Vec<(String, Option<f64>)> =
        scores.into_iter().map(|(name, figures)| (name, score(&figures))).collect();
    order.sort_by(|(a, one), (b, other)| {
        let (one, other) = (one.unwrap_or(f64::NEG_INFINITY), other.unwrap_or(f64::NEG_INFINITY));
        other.total_cmp(&one).then_with(|| a.cmp(b))
    });
    Ok(order.into_iter().map(|(name, _)| name).collect())
}

/// The rows of these parts, in their order.
fn rows_of(frame: &DataFrame, part: &str, order: &[String]) -> Result<DataFrame, PolarsError> {
    let parts = frame.column(part)?.str()?;
    let place: BTreeMap<&str, usize> = order.iter().enumerate().map(|(place, name)| (name.as_str(), place)).collect();
    let mut rows: Vec<(usize, u32)> =
        (0..frame.height()).filter_map(|row| Some((*place.get(parts.get(row)?)?, row as u32))).collect();
    rows.sort_unstable();
    let rows: Vec<u32> = rows.into_iter().map(|(_, row)| row).collect();
    frame.take(&polars::prelude::IdxCa::from_vec("row".into(), rows))
}

/// The frame with one more row for everything that is not in it, in each period and whole.
fn with_rest(
    frame: DataFrame,
    whole: &DataFrame,
    part: &str,
    order: &[String],
    label: &str,
) -> Result<(DataFrame, usize), PolarsError> {
    let names = Series::new(part.into(), order.to_vec());
    let others = whole.clone().lazy().filter(col(part).is_in(lit(names).implode(false), false).not()).collect()?;
    let known = others.clone().lazy().filter(col(VALUE).is_not_null().or(col(VALUE_MINOR).is_not_null())).collect()?;
    let count = known.column(part)?.n_unique()?;
    if known.height() == 0 {
        return Ok((frame, 0));
    }
    let schema = frame.schema().clone();
    let is_key =
        |name: &str| ![part, VALUE, VALUE_MINOR, ULP_MINOR, WHY].contains(&name) && (told(name) || !amount(name));
    let keys: Vec<Expr> = schema.iter_names().filter(|name| is_key(name)).map(|name| col(name.as_str())).collect();
    // Sums of nothing are nothing, not zero.
    let sum = |name: &str| {
        polars::prelude::when(col(name).count().gt(lit(0))).then(col(name).sum()).otherwise(lit(NULL)).alias(name)
    };
    let summed = known.lazy().group_by_stable(keys).agg([sum(VALUE), sum(VALUE_MINOR), sum(ULP_MINOR)]);
    let columns: Vec<Expr> = schema
        .iter_fields()
        .map(|field| match field.name().as_str() {
            name if name == part => lit(label).alias(part),
            name if is_key(name) || [VALUE, VALUE_MINOR, ULP_MINOR].contains(&name) => {
                col(name).cast(field.dtype().clone())
            }
            name => lit(NULL).cast(field.dtype().clone()).alias(name),
        })
        .collect();
    let rest = summed.select(columns);
    let both = concat([frame.lazy(), rest], UnionArgs::default())?.select([all().as_expr()]).collect()?;
    Ok((both, count))
}

/// Whether a column of a derived frame tells results apart.
fn told(name: &str) -> bool {
    [PERIOD, BASE_PERIOD, METRIC, UNIT, CURRENCY, FLOW].contains(&name)
}

/// Whether a column of a derived frame is no label.
fn amount(name: &str) -> bool {
    use crate::model::schema::{BASIS, HIGH_MINOR, LOW_MINOR};
    [LOW_MINOR, HIGH_MINOR, BASIS].contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::{Input, read};

    const CSV: &str = "reporter,partner,flow,product,period,value,unit\n\
        KAZ,CHN,export,TOTAL,2023,50,USD million\nKAZ,ITA,export,TOTAL,2023,30,USD million\nKAZ,GBR,export,TOTAL,2023,20,USD million\n\
        KAZ,CHN,export,TOTAL,2024,60,USD million\nKAZ,ITA,export,TOTAL,2024,20,USD million\nKAZ,GBR,export,TOTAL,2024,10,USD million\n";

    fn answer(metric: &str, filters: &[(&str, &str)], top: Option<usize>, rest: bool) -> Vec<(String, f64)> {
        let loaded = read(Input::from_bytes("trade.csv".as_ref(), CSV.into())).unwrap();
        let question = Question {
            metrics: vec![metric.to_owned()],
            by: vec!["partner".to_owned()],
            filters: filters.iter().map(|(column, value)| ((*column).to_owned(), (*value).to_owned())).collect(),
            periods: vec!["2024".parse().unwrap()],
            top,
            ..Question::default()
        };
        let shown = Shown { part: Some("partner"), rest: rest.then_some("Other") };
        let frame = super::super::drawable(&parted(&loaded, &question, &shown).unwrap().frame).unwrap();
        let names = frame.column("partner").unwrap().str().unwrap().clone();
        let figures = frame.column("figure").unwrap().f64().unwrap().clone();
        (0..frame.height()).map(|row| (names.get(row).unwrap().to_owned(), figures.get(row).unwrap())).collect()
    }

    #[test]
    fn a_filter_of_the_parts_leaves_their_shares_as_they_are() {
        // 60 and 10 of 90.
        let shares = answer("share", &[("partner", "CHN"), ("partner", "GBR")], None, false);
        assert_eq!(shares.len(), 2);
        assert!((shares[0].1 - 66.666_666).abs() < 1e-3 && (shares[1].1 - 11.111_111).abs() < 1e-3, "{shares:?}");
    }

    #[test]
    fn the_largest_and_the_rest_are_the_whole() {
        let levels = answer("level", &[], Some(1), true);
        assert_eq!(levels, [("CHN".to_owned(), 6e7), ("Other".to_owned(), 3e7)]);
        let levels = answer("level", &[("partner", "ITA")], None, true);
        assert_eq!(levels, [("ITA".to_owned(), 2e7), ("Other".to_owned(), 7e7)]);
    }

    #[test]
    fn contributions_come_to_the_growth_of_the_whole() {
        // 100 to 90: −10 %; the largest change is not the largest rise.
        let parts = answer("contribution", &[], Some(1), true);
        assert_eq!(parts.len(), 2);
        assert!((parts.iter().map(|(_, points)| points).sum::<f64>() + 10.0).abs() < 1e-9, "{parts:?}");
    }
}
