//! Revealed comparative advantage and what is made of it: one plan, a file for each measure.

pub(super) mod log_rca;
pub(super) mod nrca;
pub(super) mod presence;
pub(super) mod rca;
pub(super) mod rsca;

use polars::prelude::{Expr, LazyFrame, col, lit};

use crate::model::Why;
use crate::model::schema::PRODUCT;

use super::error::MetricError;
use super::metric::{Metric, Request};
use super::reduce::float;
use super::world::{COUNTED, OF_ITEM, OF_REPORTER, OF_WORLD, against_world};

/// Two economies that are each other's world.
const FIGURES: &str = "reporter,partner,flow,product,period,value,unit\n\
    KAZ,World,export,27,2017,30,USD million\n\
    KAZ,World,export,84,2017,10,USD million\n\
    DEU,World,export,27,2017,20,USD million\n\
    DEU,World,export,84,2017,40,USD million\n";

/// Of every measure.
const NOTES: &str = "The world is the sum of the listed reporters, which the unit says; with one reporter there is none \
    (one_reporter; a filter on reporters narrows the world too), and with one product every ratio would be 1 (one_part). \
    Products are of one level. A product with a figure that is confidential, missing or negative is left out of all sums, \
    for all reporters alike, and its rows say why. Told apart by partner, the world is what all listed reporters trade \
    with that partner. What a reporter does not list has no row.";

/// `value` of every figure by reporter and product.
fn measured(
    frame: LazyFrame,
    request: &Request,
    metric: &'static Metric,
    value: Expr,
    reasons: Vec<(Expr, Why)>,
) -> Result<LazyFrame, MetricError> {
    against_world(frame, request, metric, PRODUCT, value, reasons)
}

/// `(x_ik / X_i) / (x_wk / X_w)`.
fn balassa() -> Expr {
    (float(COUNTED) / float(OF_REPORTER)) / (float(OF_ITEM) / float(OF_WORLD))
}

/// What has no logarithm.
fn zero() -> (Expr, Why) {
    (col(COUNTED).eq(lit(0)), Why::Zero)
}
