//! Unit value: what a kilogram or a piece is worth on average.

use polars::prelude::{
    DataType, Expr, Field, IntoColumn as _, LazyFrame, NamedFrom as _, Series, col, concat_str, lit,
};

use crate::model::schema::{CURRENCY, QUANTITY_MILLI, QUANTITY_UNIT, UNIT, VALUE, VALUE_MINOR, WEIGHT_G, WHY};
use crate::model::{Currency, Kind, Why};

use super::basket::measured;
use super::error::MetricError;
use super::metric::{Example, Metric, OfSeveral, Request};
use super::reduce::{finish, float, or_reason, unless_reason};
use super::variants::variants;

variants! {
    /// What is counted to.
    enum Measure by plan {
        Kg => "kg", "Σ v / Σ kilograms of net weight", "currency a kg", Prefer;
        Tonne => "tonne", "Σ v / Σ tonnes of net weight", "currency a tonne", Prefer;
        Quantity => "quantity", "Σ v / Σ supplementary quantity", "currency a unit", Prefer;
    }
}

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "unit_value",
    title: "Unit value",
    variants: Measure::VARIANTS,
    source: "UN, International Merchandise Trade Statistics: Compilers Manual, unit values and quantity measurement",
    notes: "Over everything that is added up together: a change may be one of prices or one of what is traded. A row without \
            weight or quantity, quantities in several units, or none above zero leave it empty (no_denominator).",
    kinds: &[Kind::Trade],
    detail: &[],
    quantities: true,
    of_several: OfSeveral::Own,
    examples: &[Example {
        figures: super::basket::FIGURES,
        companions: &[],
        arguments: "unit_value --by product --period 2017",
        result: "reporter,flow,product,period,metric,unit,value,why\n\
                 KAZ,export,2709,2017,unit_value:kg,USD a kg,40,\n\
                 KAZ,export,8471,2017,unit_value:kg,USD a kg,88.88888889,\n",
    }],
};

fn plan(frame: LazyFrame, request: &Request, measure: Measure) -> Result<LazyFrame, MetricError> {
    let series = request.series();
    let (column, each, name) = match measure {
        Measure::Kg => (WEIGHT_G, 1e3, lit("kg")),
        Measure::Tonne => (WEIGHT_G, 1e6, lit("tonne")),
        Measure::Quantity => (QUANTITY_MILLI, 1e3, col(QUANTITY_UNIT).fill_null(lit("unit"))),
    };
    let nothing = col(column).is_null().or(col(column).lt_eq(lit(0)));
    let whole = float(VALUE_MINOR) / smallest_units();
    let value = whole / (float(column) / lit(each));
    let valued = measured(frame, &series)
        .with_columns([
            or_reason(WHY, vec![(nothing, Why::NoDenominator)]),
            concat_str([col(CURRENCY), lit("a"), name], " ", true).alias(UNIT),
        ])
        .with_columns([unless_reason(value).alias(VALUE)]);
    Ok(finish(valued, &METRIC, request, &series)?)
}

/// How many smallest units the currency of a row has.
fn smallest_units() -> Expr {
    col(CURRENCY).map(
        |column| {
            let exponent =
                |code: Option<&str>| code.and_then(|code| code.parse::<Currency>().ok()).map_or(0, Currency::exponent);
            let units: Vec<f64> = column.str()?.iter().map(|code| 10_f64.powi(exponent(code) as i32)).collect();
            Ok(Series::new(column.name().clone(), units).into_column())
        },
        |_, field| Ok(Field::new(field.name().clone(), DataType::Float64)),
    )
}
