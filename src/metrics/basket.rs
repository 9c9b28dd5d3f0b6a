//! What was traded, by value and by measure: the baskets that prices and volumes are worked out from.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use polars::prelude::{DataFrame, DataType, Expr, LazyFrame, NULL, PolarsError, col, lit, when};

use crate::model::schema::{
    CURRENCY, PERIOD, PERIOD_END, PERIOD_START, PRODUCT, QUANTITY_MILLI, QUANTITY_UNIT, STATE, VALUE_MINOR, WEIGHT_G,
    WHY,
};
use crate::model::{CellState, Period, Why};

use super::metric::Request;
use super::panel::Key;
use super::reduce::{first_reason, fits, keys, sum};
use super::runs::{figures, key, runs, texts};

/// Two goods of which prices rise and fall, the second measured in pieces.
pub const FIGURES: &str = "reporter,partner,flow,product,period,value,unit,weight_kg,quantity,quantity_unit\n\
    KAZ,World,export,2709,2016,1000,USD,50,,\n\
    KAZ,World,export,8471,2016,1000,USD,8,10,p/st\n\
    KAZ,World,export,2709,2017,2400,USD,60,,\n\
    KAZ,World,export,8471,2017,800,USD,9,16,p/st\n";

/// Of every measure that compares prices.
pub const NOTES: &str = "p is the unit value of a product and q its quantity: in its supplementary unit where both periods have the \
    same one, by net weight otherwise. A product without value or quantity in one of the periods is left out, and the unit \
    says of how many products the index is. Unit values mix goods of several qualities and are no prices of goods: the \
    finer the products, the nearer they come. Products have to be of one level.";

/// Columns of [`measured`]: the sums where every row has a figure.
const ONE_UNIT: &str = "one_unit";

/// Values, weights and quantities added up; each is null where a row lacks it, quantities also where units differ.
pub fn measured(frame: LazyFrame, series: &[&str]) -> LazyFrame {
    let complete = |name: &str| col(name).null_count().eq(lit(0)).and(fits(col(name)));
    let total = |name: &str| when(complete(name)).then(sum(col(name))).otherwise(lit(NULL)).cast(DataType::Int64);
    let same_unit = || col(QUANTITY_UNIT).fill_null(lit("")).n_unique().eq(lit(1));
    let suppressed = col(STATE).eq(lit(CellState::Suppressed.name())).any(true);
    frame
        .group_by(keys(series))
        .agg([
            total(VALUE_MINOR).alias(VALUE_MINOR),
            total(WEIGHT_G).alias(WEIGHT_G),
            total(QUANTITY_MILLI).alias(QUANTITY_MILLI),
            col(QUANTITY_UNIT).first(),
            same_unit().alias(ONE_UNIT),
            first_reason(vec![
                (suppressed, Why::Suppressed),
                (col(VALUE_MINOR).null_count().gt(lit(0)), Why::ValueMissing),
                (fits(col(VALUE_MINOR)).not(), Why::TooLarge),
            ])
            .alias(WHY),
        ])
        .with_columns([only_of_one_unit(col(QUANTITY_MILLI)).alias(QUANTITY_MILLI)])
}

fn only_of_one_unit(quantity: Expr) -> Expr {
    when(col(ONE_UNIT)).then(quantity).otherwise(lit(NULL))
}

/// One product in one period.
#[derive(Debug, Clone)]
pub struct Traded {
    pub value: Result<i64, Why>,
    weight: Option<i64>,
    quantity: Option<(i64, String)>,
}

/// One product in two periods, measured alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// In smallest units of the currency.
    pub values: (i64, i64),
    /// In any measure that is the same in both.
    pub quantities: (i64, i64),
}

/// The products of one series, period by period.
pub struct Basket {
    pub periods: BTreeMap<Period, (Key, BTreeMap<String, Traded>)>,
}

/// The baskets of a request, told apart by its series; products are kept apart inside.
pub fn baskets(frame: LazyFrame, request: &Request, group: &[&'static str]) -> Result<Vec<Basket>, PolarsError> {
    let measured = measured(frame, &request.in_detail(&[PRODUCT]).series());
    let keys: Vec<&str> = group.iter().copied().chain([CURRENCY]).collect();
    runs(measured, &keys, &[PERIOD_START, PERIOD_END, PRODUCT])?.iter().map(|run| basket(run, group)).collect()
}

fn basket(run: &DataFrame, group: &[&'static str]) -> Result<Basket, PolarsError> {
    let (periods, products, units) = (texts(run, PERIOD)?, texts(run, PRODUCT)?, texts(run, QUANTITY_UNIT)?);
    let (weights, quantities) = (run.column(WEIGHT_G)?.i64()?, run.column(QUANTITY_MILLI)?.i64()?);
    let mut basket = Basket { periods: BTreeMap::new() };
    for (row, value) in figures(run)?.into_iter().enumerate() {
        let Some(period) = periods.get(row).and_then(|text| text.parse::<Period>().ok()) else { continue };
        let above_zero = |figure: &i64| *figure > 0;
        let traded = Traded {
            value,
            weight: weights.get(row).filter(above_zero),
            quantity: quantities.get(row).filter(above_zero).zip(units.get(row).map(str::to_owned)),
        };
        let (_, then) = match basket.periods.entry(period) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert((key(&run.slice(row as i64, 1), group)?, BTreeMap::new())),
        };
        then.insert(products.get(row).unwrap_or_default().to_owned(), traded);
    }
    Ok(basket)
}

impl Basket {
    /// The products that can be compared between two periods, and how many there are in either.
    pub fn compared(&self, base: &Period, period: &Period) -> Option<(Vec<Pair>, usize)> {
        let (_, before) = self.periods.get(base)?;
        let (_, now) = self.periods.get(period)?;
        let gone = before.keys().filter(|product| !now.contains_key(*product)).count();
        let pairs = now.iter().filter_map(|(product, now)| pair(before.get(product)?, now));
        Some((pairs.collect(), now.len() + gone))
    }
}

/// A product in two periods, where it was traded and measured alike in both.
pub fn pair(before: &Traded, now: &Traded) -> Option<Pair> {
    let quantities = match (&before.quantity, &now.quantity) {
        (Some((before, unit)), Some((now, same))) if unit == same => Some((*before, *now)),
        _ => before.weight.zip(now.weight),
    };
    let values = (before.value.ok()?, now.value.ok()?);
    let quantities = quantities.filter(|_| values.0 > 0 && values.1 > 0)?;
    Some(Pair { values, quantities })
}

impl Pair {
    /// The price now over the price before.
    pub fn price(&self) -> f64 {
        self.values.1 as f64 / self.values.0 as f64 / self.volume()
    }

    /// The quantity now over the quantity before.
    pub fn volume(&self) -> f64 {
        self.quantities.1 as f64 / self.quantities.0 as f64
    }
}

/// How relatives are averaged.
#[derive(Debug, Clone, Copy)]
pub enum Formula {
    Fisher,
    Laspeyres,
    Paasche,
    Tornqvist,
}

/// An index of relatives, one a pair; 1 is the base. Pairs are not empty.
pub fn index(pairs: &[Pair], relative: fn(&Pair) -> f64, formula: Formula) -> f64 {
    let totals = pairs.iter().fold((0, 0), |sums: (i128, i128), pair| {
        (sums.0 + i128::from(pair.values.0), sums.1 + i128::from(pair.values.1))
    });
    let before = |pair: &Pair| pair.values.0 as f64 / totals.0 as f64;
    let now = |pair: &Pair| pair.values.1 as f64 / totals.1 as f64;
    let laspeyres = || pairs.iter().map(|pair| before(pair) * relative(pair)).sum::<f64>();
    let paasche = || 1.0 / pairs.iter().map(|pair| now(pair) / relative(pair)).sum::<f64>();
    match formula {
        Formula::Fisher => (laspeyres() * paasche()).sqrt(),
        Formula::Laspeyres => laspeyres(),
        Formula::Paasche => paasche(),
        Formula::Tornqvist => {
            let weighted = |pair: &Pair| (before(pair) + now(pair)) / 2.0 * relative(pair).ln();
            pairs.iter().map(weighted).sum::<f64>().exp()
        }
    }
}
