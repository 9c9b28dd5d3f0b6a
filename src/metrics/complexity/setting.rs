//! Figures laid out for complexity: who is in the matrix, who is not and why.

use polars::prelude::LazyFrame;

use crate::model::schema::{PRODUCT, REPORTER};
use crate::model::{Currency, Decimal, Why};

use super::super::error::MetricError;
use super::super::metric::Request;
use super::super::panel::{LeftOut, Panel, products, without};
use super::super::reduce::reduce;
use super::index::{self, Complexity};
use super::presence::Presence;

/// Three economies and three products whose indices can be worked out by hand: a path of the golden ratio.
pub const FIGURES: &str = "reporter,partner,flow,product,period,value,unit\n\
    DEU,World,export,84,2017,4,USD million\n\
    DEU,World,export,72,2017,4,USD million\n\
    POL,World,export,72,2017,4,USD million\n\
    POL,World,export,26,2017,4,USD million\n\
    CHL,World,export,26,2017,4,USD million\n";

/// Of every metric of complexity.
pub const CONVENTIONS: &str = "An economy has a product where its revealed comparative advantage, with the listed \
    reporters as the world, is at least 1, compared in whole numbers. A product with a figure that is confidential, \
    missing or negative is left out for all reporters, and the unit says how many are; a reporter or product without \
    trade is left out (absent), and so is a reporter whose total is below --least-total (too_small), as if it were not \
    in the data. Without such a limit tiny exporters may come first. Deterministic: the same figures give the same digits.";

/// How the complexity of economies and products is told from who makes what.
#[derive(Debug, Clone, Copy)]
pub enum Method {
    Eigenvector,
    Reflections,
    Fitness,
}

/// One matrix of a flow and period.
pub struct Setting {
    /// The figures of who and what is in it.
    pub panel: Panel,
    pub presence: Presence,
    pub reporters_left_out: Vec<(String, Why)>,
    pub products_left_out: Vec<(String, Why)>,
    /// The cells of the data that belong to one of both.
    pub cells_left_out: Vec<LeftOut>,
}

/// The matrices of figures that stand in detail, told apart by everything but reporter and product.
pub fn settings(frame: LazyFrame, request: &Request) -> Result<Vec<Setting>, MetricError> {
    let detailed = request.in_detail(&[PRODUCT]);
    let group = detailed.series_besides(&[REPORTER, PRODUCT]);
    let panels = Panel::all(reduce(frame, &detailed), &group, REPORTER, PRODUCT)?;
    Ok(panels.iter().map(|panel| Setting::of(panel, request.least_total)).collect())
}

impl Setting {
    fn of(panel: &Panel, least_total: Option<Decimal>) -> Self {
        let (known, cells_left_out) = panel.known();
        let mut setting = Self {
            presence: Presence::of_values(&[], 0),
            reporters_left_out: Vec::new(),
            products_left_out: products(&cells_left_out),
            cells_left_out,
            panel: known,
        };
        let totals = setting.panel.totals().rows;
        setting.keep_reporters(|row| match totals[row] {
            0 => Some(Why::Absent),
            total if is_below(total, least_total, &panel.key.currency) => Some(Why::TooSmall),
            _ => None,
        });
        setting.keep_products();
        setting.presence = Presence::of_values(&setting.panel.values, setting.panel.columns.len());
        setting
    }

    fn keep_reporters(&mut self, why: impl Fn(usize) -> Option<Why>) {
        let kept = self.panel.keep(|row| why(row).is_none(), |_| true);
        let all = std::mem::replace(&mut self.panel, kept);
        for (row, reporter) in all.rows.iter().enumerate() {
            let Some(why) = why(row) else { continue };
            self.reporters_left_out.push((reporter.clone(), why));
            let there = (0..all.columns.len()).filter(|column| all.is_there(row, *column));
            let cells = there.map(|column| LeftOut { row: reporter.clone(), column: all.columns[column].clone(), why });
            self.cells_left_out.extend(cells);
        }
    }

    fn keep_products(&mut self) {
        let totals = self.panel.totals().columns;
        let empty = |column: &usize| totals[*column] == 0;
        for column in (0..totals.len()).filter(empty) {
            let (product, why) = (self.panel.columns[column].clone(), Why::Absent);
            let there = (0..self.panel.rows.len()).filter(|row| self.panel.is_there(*row, column));
            let cell = |row: usize| LeftOut { row: self.panel.rows[row].clone(), column: product.clone(), why };
            self.cells_left_out.extend(there.map(cell).collect::<Vec<_>>());
            self.products_left_out.push((product, why));
        }
        self.panel = self.panel.keep(|_| true, |column| !empty(&column));
    }

    /// The indices by a method.
    pub fn complexity(&self, method: Method) -> Result<Complexity, Why> {
        if self.panel.rows.len() == 1 {
            return Err(Why::OneReporter);
        }
        match method {
            Method::Eigenvector => index::eigenvector(&self.presence),
            Method::Reflections => index::reflections(&self.presence),
            Method::Fitness => index::fitness(&self.presence),
        }
    }

    /// A unit that says how many products are unknown.
    pub fn unit(&self, unit: &str) -> String {
        let unknown = self.products_left_out.iter().filter(|(_, why)| *why != Why::Absent).count();
        without(unit, unknown)
    }
}

fn is_below(total: i128, least: Option<Decimal>, currency: &str) -> bool {
    let Some(least) = least else { return false };
    let exponent = currency.parse::<Currency>().map_or(0, |currency| currency.exponent());
    let power = |places: u32| 10_i128.checked_pow(places).unwrap_or(i128::MAX);
    total.saturating_mul(power(least.decimals)) < i128::from(least.digits).saturating_mul(power(exponent))
}
