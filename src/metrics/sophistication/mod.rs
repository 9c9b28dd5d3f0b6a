//! Sophistication: the incomes of those who export a product, and of what an economy exports.

pub(super) mod expy;
pub(super) mod prody;

use std::collections::BTreeMap;

use polars::prelude::LazyFrame;

use crate::model::Why;
use crate::model::schema::{PRODUCT, REPORTER};

use super::companion::Companion;
use super::error::MetricError;
use super::metric::Request;
use super::panel::{Panel, products, without};
use super::reduce::reduce;

/// The companion that holds incomes.
pub const GDP_PER_HEAD: &str = "gdp_per_head";

/// What the examples export: one economy of each income, and a product that both sell.
const FIGURES: &str = "reporter,partner,flow,product,period,value,unit\n\
    KAZ,WLD,export,010121,2017,60,USD million\n\
    KAZ,WLD,export,270900,2017,40,USD million\n\
    GBR,WLD,export,270900,2017,10,USD million\n\
    GBR,WLD,export,854231,2017,90,USD million\n";
const INCOMES: &[(&str, &str)] = &[(
    GDP_PER_HEAD,
    "reporter,period,value,unit,source\nKAZ,2017,8000,USD per head,made up\nGBR,2017,40000,USD per head,made up\n",
)];

/// Of both measures.
const NOTES: &str = "Needs the companion gdp_per_head, with a figure for the period of trade; the unit is the companion's. \
    A reporter without one has no weight in any product, and the unit says how many have one. A product with a figure that \
    is confidential, missing or negative is left out for all reporters, and the unit says how many are; a product that \
    nobody with an income exports has no value.";

/// One flow and period, with what its products stand for.
struct Sophistication {
    panel: Panel,
    /// Of each product.
    prody: Vec<Result<f64, Why>>,
    /// The structure of each reporter.
    shares: Vec<Result<Vec<f64>, Why>>,
    left_out: Vec<(String, Why)>,
    unit: String,
}

fn all(frame: LazyFrame, request: &Request, metric: &'static str) -> Result<Vec<Sophistication>, MetricError> {
    let companion = request.companion(metric, GDP_PER_HEAD)?;
    let incomes = companion.values()?;
    let detailed = request.in_detail(&[PRODUCT]);
    let group = detailed.series_besides(&[REPORTER, PRODUCT]);
    let panels = Panel::all(reduce(frame, &detailed), &group, REPORTER, PRODUCT)?;
    Ok(panels.iter().map(|panel| Sophistication::of(panel, companion, &incomes)).collect())
}

impl Sophistication {
    fn of(panel: &Panel, companion: &Companion, incomes: &BTreeMap<(String, String), f64>) -> Self {
        let (panel, cells) = panel.known();
        let left_out = products(&cells);
        let income = |reporter: &String| incomes.get(&(reporter.clone(), panel.key.period.clone())).copied();
        let of_reporters: Vec<Option<f64>> = panel.rows.iter().map(income).collect();
        let (with, of) = (of_reporters.iter().flatten().count(), of_reporters.len());
        let unit =
            if with == of { companion.unit.clone() } else { format!("{} ({with} of {of} reporters)", companion.unit) };
        let shares = super::structure::structures(&panel);
        let prody = (0..panel.columns.len()).map(|column| prody(column, &shares, &of_reporters)).collect();
        Self { prody, shares, unit: without(&unit, left_out.len()), left_out, panel }
    }
}

/// The mean income of a product's exporters, weighted by the share it has in what they export.
fn prody(column: usize, shares: &[Result<Vec<f64>, Why>], incomes: &[Option<f64>]) -> Result<f64, Why> {
    let mut sums = (0.0, 0.0);
    for (shares, income) in shares.iter().zip(incomes) {
        if let (Ok(shares), Some(income)) = (shares, income) {
            sums = (sums.0 + shares[column] * income, sums.1 + shares[column]);
        }
    }
    if sums.1 > 0.0 { Ok(sums.0 / sums.1) } else { Err(Why::ValueMissing) }
}
