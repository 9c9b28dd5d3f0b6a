//! What an economy's trade is made of, compared with that of others: products as shares, economy against economy or
//! against the world.

pub(super) mod complementarity;
pub(super) mod diversification;
pub(super) mod krugman;
pub(super) mod similarity;

use polars::prelude::{LazyFrame, PolarsError};

use crate::model::Why;
use crate::model::schema::{PRODUCT, REPORTER};

use super::metric::Request;
use super::panel::{Panel, products};
use super::reduce::reduce;

/// Two economies with three products between them.
const FIGURES: &str = "reporter,partner,flow,product,period,value,unit\n\
    KAZ,World,export,27,2017,50,USD million\n\
    KAZ,World,export,72,2017,30,USD million\n\
    KAZ,World,export,84,2017,20,USD million\n\
    DEU,World,export,27,2017,10,USD million\n\
    DEU,World,export,72,2017,30,USD million\n\
    DEU,World,export,84,2017,160,USD million\n";

/// Of every measure.
const NOTES: &str = "Shares are of the products that are listed, on one level. A product with a figure that is confidential, \
    missing or negative is left out for all reporters, and the unit says how many are. What a reporter does not list it \
    does not trade. A reporter without any trade has no shares (no_denominator); with one product in the data all structures are alike (one_part).";

/// The figures of reporters by product.
fn matrices(frame: LazyFrame, request: &Request) -> Result<Vec<Panel>, PolarsError> {
    let detailed = request.in_detail(&[PRODUCT]);
    Panel::all(reduce(frame, &detailed), &detailed.series_besides(&[REPORTER, PRODUCT]), REPORTER, PRODUCT)
}

/// Of those, the products that are known, and how many are not.
fn panels(frame: LazyFrame, request: &Request) -> Result<Vec<(Panel, usize)>, PolarsError> {
    let known = |panel: &Panel| {
        let (known, left_out) = panel.known();
        (known, products(&left_out).len())
    };
    Ok(matrices(frame, request)?.iter().map(known).collect())
}

/// Each figure as a share of the sum of all.
fn shares<'f>(figures: impl Iterator<Item = &'f i64> + Clone) -> Result<Vec<f64>, Why> {
    let total: i128 = figures.clone().map(|figure| i128::from(*figure)).sum();
    match total {
        0 => Err(Why::NoDenominator),
        total => Ok(figures.map(|figure| *figure as f64 / total as f64).collect()),
    }
}

/// The sum of what two structures differ by, in either direction: 0 where they are alike, 2 where they share nothing.
fn distance(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(one, other)| (one - other).abs()).sum()
}

/// The structure of each reporter.
pub(super) fn structures(panel: &Panel) -> Vec<Result<Vec<f64>, Why>> {
    (0..panel.rows.len()).map(|row| shares(panel.row(row).iter())).collect()
}

/// As [`structures`], to be compared with each other: one product alone is alike everywhere and says nothing.
fn comparable(panel: &Panel) -> Vec<Result<Vec<f64>, Why>> {
    match panel.columns.len() {
        1 => vec![Err(Why::OnePart); panel.rows.len()],
        _ => structures(panel),
    }
}
