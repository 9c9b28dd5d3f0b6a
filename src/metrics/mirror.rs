//! Mirror figures: what a reporter states against what its partner states of the same trade.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{LazyFrame, col, lit};

use crate::model::money::print_decimal;
use crate::model::schema::{CURRENCY, FLOW, PARTNER, PERIOD, REPORTER};
use crate::model::{Decimal, Kind, Why};

use super::amounts::{Amounts, nearest};
use super::error::MetricError;
use super::metric::{Example, Metric, OfSeveral, RANK, Request};
use super::panel::Key;
use super::reduce::reduce;
use super::results::Results;
use super::runs::{figures, key, runs};
use super::variants::variants;

const FIGURES: &str = "reporter,partner,flow,product,period,value,unit\n\
    KAZ,ITA,export,TOTAL,2017,900,USD million\n\
    ITA,KAZ,import,TOTAL,2017,1166,USD million\n\
    KAZ,CHN,export,TOTAL,2017,600,USD million\n\
    CHN,KAZ,import,TOTAL,2017,636,USD million\n";

variants! {
    /// What two figures are compared by.
    enum Mirror by plan {
        Asymmetry => "asymmetry",
            "200 · (x − y) / (x + y), x the reporter's figure, y the partner's of the other flow",
            "percent", Parts;
        Gap => "gap", "x − y, in money", "", Parts;
        Ratio => "ratio", "100 · x / y", "percent", Parts;
        Rank => "rank", "the place of |x − y| among all pairs of the flow and period", RANK, Parts;
    }
}

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "mirror",
    title: "Mirror asymmetry",
    variants: Mirror::VARIANTS,
    source: "Eurostat, Quality report on European statistics on international trade in goods, asymmetries; IMF, Direction of Trade \
             Statistics, introductory notes (CIF/FOB factor of 1.06 since 2018, 1.10 before)",
    notes: "Needs figures of both reporters. Imports are divided by the factor that --cif gives, 1 where it gives none, so \
            that both sides are as at the border of the exporter; the unit states it. Where the partner reports and states \
            nothing of the reporter there is no mirror (value_missing); partners that do not report at all are left out. \
            Ties share a rank.",
    kinds: &[Kind::Trade],
    detail: &[PARTNER],
    quantities: false,
    of_several: OfSeveral::Nothing,
    examples: &[
        Example {
            figures: FIGURES,
            companions: &[],
            arguments: "mirror --cif 1.06 --where flow=export --where flow=import --where reporter=KAZ --where reporter=ITA --where reporter=CHN",
            result: "reporter,partner,flow,period,metric,unit,value,why\n\
                     CHN,KAZ,import,2017,mirror:asymmetry,\"percent, imports ÷ 1.06\",0,\n\
                     ITA,KAZ,import,2017,mirror:asymmetry,\"percent, imports ÷ 1.06\",20,\n\
                     KAZ,CHN,export,2017,mirror:asymmetry,\"percent, imports ÷ 1.06\",0,\n\
                     KAZ,ITA,export,2017,mirror:asymmetry,\"percent, imports ÷ 1.06\",-20,\n",
        },
        Example {
            figures: FIGURES,
            companions: &[],
            arguments: "mirror:gap",
            result: "reporter,partner,flow,period,metric,unit,value,why\n\
                     CHN,KAZ,import,2017,mirror:gap,USD,36000000,\n\
                     ITA,KAZ,import,2017,mirror:gap,USD,266000000,\n\
                     KAZ,CHN,export,2017,mirror:gap,USD,-36000000,\n\
                     KAZ,ITA,export,2017,mirror:gap,USD,-266000000,\n",
        },
    ],
};

/// One figure and its mirror, both as at the border of the exporter.
struct Pair {
    key: Key,
    sides: Result<(i128, i128), Why>,
}

impl Pair {
    fn gap(&self) -> Result<i128, Why> {
        self.sides.map(|(own, other)| own - other)
    }

    fn asymmetry(&self) -> Result<f64, Why> {
        let (own, other) = self.sides?;
        Self::quotient(200 * (own - other), own + other)
    }

    fn ratio(&self) -> Result<f64, Why> {
        let (own, other) = self.sides?;
        Self::quotient(100 * own, other)
    }

    fn quotient(above: i128, below: i128) -> Result<f64, Why> {
        if below == 0 { Err(Why::NoDenominator) } else { Ok(above as f64 / below as f64) }
    }
}

fn plan(frame: LazyFrame, request: &Request, mirror: Mirror) -> Result<LazyFrame, MetricError> {
    let factor = request.cif_factor.filter(|factor| factor.digits > 0);
    let series = request.in_detail(METRIC.detail).series();
    let pairs = pairs(frame, request, &series, factor)?;
    let in_unit = |value: Result<f64, Why>| (request.variant.unit, value);
    match mirror {
        Mirror::Asymmetry => ratios(&pairs, request, &series, factor, |pair| in_unit(pair.asymmetry())),
        Mirror::Gap => {
            let mut amounts = Amounts::new(&series);
            pairs.iter().for_each(|pair| amounts.push(&pair.key, &[], None, 1, pair.gap()));
            amounts.finish(&METRIC, request)
        }
        Mirror::Ratio => ratios(&pairs, request, &series, factor, |pair| in_unit(pair.ratio())),
        Mirror::Rank => ratios(&pairs, request, &series, factor, |pair| rank(pair, &pairs)),
    }
}

/// What is no money, with its unit, which states the factor.
fn ratios(
    pairs: &[Pair],
    request: &Request,
    series: &[&'static str],
    factor: Option<Decimal>,
    measure: impl Fn(&Pair) -> (&'static str, Result<f64, Why>),
) -> Result<LazyFrame, MetricError> {
    let mut results = Results::new(&METRIC, request, series);
    let stated = factor
        .map_or_else(String::new, |factor| format!(", imports ÷ {}", print_decimal(factor.digits, factor.decimals, 0)));
    for pair in pairs {
        let (unit, value) = measure(pair);
        results.push_in(&pair.key, &[], None, &format!("{unit}{stated}"), value);
    }
    results.finish()
}

fn pairs(
    frame: LazyFrame,
    request: &Request,
    series: &[&'static str],
    factor: Option<Decimal>,
) -> Result<Vec<Pair>, MetricError> {
    let both = col(FLOW).eq(lit("export")).or(col(FLOW).eq(lit("import")));
    let keys: Vec<&str> = series.iter().copied().chain([CURRENCY, PERIOD]).collect();
    let mut stated: BTreeMap<Key, Result<i64, Why>> = BTreeMap::new();
    for run in runs(reduce(frame, &request.in_detail(METRIC.detail)).filter(both), &keys, &[])? {
        stated.extend(Some((key(&run, series)?, figures(&run)?[0])));
    }
    let reporters: BTreeSet<String> = stated.keys().map(|key| key.get(REPORTER).to_owned()).collect();
    let comparable = |key: &Key, figure: Result<i64, Why>| {
        figure
            .map(|figure| if key.get(FLOW) == "import" { at_the_exporter(figure, factor) } else { i128::from(figure) })
    };
    let of_reporters = stated.iter().filter(|(key, _)| reporters.contains(key.get(PARTNER)));
    let pairs = of_reporters.map(|(key, figure)| {
        let mirror = mirrored(key);
        let other = stated.get(&mirror).copied().unwrap_or(Err(Why::ValueMissing));
        let own = comparable(key, *figure);
        Pair { key: key.clone(), sides: own.and_then(|own| Ok((own, comparable(&mirror, other)?))) }
    });
    Ok(pairs.collect())
}

/// An import without the freight and insurance that a factor stands for.
fn at_the_exporter(figure: i64, factor: Option<Decimal>) -> i128 {
    let Some(factor) = factor else { return i128::from(figure) };
    nearest(i128::from(figure) * 10_i128.pow(factor.decimals), i128::from(factor.digits))
}

/// The key under which the partner states the same trade.
fn mirrored(key: &Key) -> Key {
    let turned = |(name, value): &(&'static str, String)| {
        let value = match (*name, value.as_str()) {
            (REPORTER, _) => key.get(PARTNER),
            (PARTNER, _) => key.get(REPORTER),
            (FLOW, "export") => "import",
            (FLOW, "import") => "export",
            (_, value) => value,
        };
        (*name, value.to_owned())
    };
    Key { dimensions: key.dimensions.iter().map(turned).collect(), ..key.clone() }
}

fn rank(pair: &Pair, pairs: &[Pair]) -> (&'static str, Result<f64, Why>) {
    let gap = match pair.gap() {
        Ok(gap) => gap.abs(),
        Err(why) => return (RANK, Err(why)),
    };
    let beside = |other: &&Pair| {
        let alike = other.key.period == pair.key.period && other.key.currency == pair.key.currency;
        alike && other.key.get(FLOW) == pair.key.get(FLOW)
    };
    let gaps = || pairs.iter().filter(beside).filter_map(|other| other.gap().ok()).map(i128::abs);
    let larger = gaps().filter(|other| *other > gap).count();
    let tied = gaps().filter(|other| *other == gap).count() > 1;
    (if tied { "joint rank" } else { RANK }, Ok(larger as f64 + 1.0))
}
