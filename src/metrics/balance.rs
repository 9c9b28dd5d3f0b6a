//! Balance, cover ratio and normalised balance: exports against imports.

use polars::prelude::{DataType, Expr, LazyFrame, col, lit};

use crate::model::schema::{CURRENCY, FLOW, PERIOD, PERIOD_END, PERIOD_START, ULP_MINOR, VALUE, VALUE_MINOR, WHY};
use crate::model::{Kind, Totals, Why};

use super::error::MetricError;
use super::metric::{Example, Metric, OfSeveral, Plan, Request, Variant};
use super::reduce::{finish, first_reason, float, reduce, unless_reason};

const EXPORTS: &str = "exports_minor";
const IMPORTS: &str = "imports_minor";

const FIGURES: &str = "reporter,partner,flow,product,period,value,unit\n\
    KAZ,GBR,export,TOTAL,2017-01..2017-04,331.7,USD million\n\
    KAZ,GBR,import,TOTAL,2017-01..2017-04,90.8,USD million\n";

/// The registry's entry for the balance.
pub const BALANCE: Metric = Metric {
    name: "balance",
    title: "Trade balance",
    variants: &[variant("goods", "X − M", "", |frame, request| {
        against(frame, request, &BALANCE, VALUE_MINOR, col(EXPORTS) - col(IMPORTS), None)
    })],
    source: "UN International Merchandise Trade Statistics: Concepts and Definitions 2010",
    notes: NOTES,
    kinds: &[Kind::Trade],
    detail: &[],
    quantities: false,
    of_several: OfSeveral::Sum,
    examples: &[Example {
        figures: FIGURES,
        companions: &[],
        arguments: "balance",
        result: "reporter,period,metric,unit,value,why\n\
                 KAZ,2017-01..2017-04,balance:goods,USD,240900000,\n",
    }],
};

/// The registry's entry for the cover ratio.
pub const COVER_RATIO: Metric = Metric {
    name: "cover_ratio",
    title: "Cover ratio",
    variants: &[variant("goods", "100 · X / M", "percent", |frame, request| {
        let ratio = lit(100.0) * float(EXPORTS) / float(IMPORTS);
        against(frame, request, &COVER_RATIO, VALUE, ratio, Some(col(IMPORTS)))
    })],
    source: "Eurostat glossary, cover ratio",
    notes: NOTES,
    kinds: &[Kind::Trade],
    detail: &[],
    quantities: false,
    of_several: OfSeveral::Own,
    examples: &[Example {
        figures: FIGURES,
        companions: &[],
        arguments: "cover_ratio",
        result: "reporter,period,metric,unit,value,why\n\
                 KAZ,2017-01..2017-04,cover_ratio:goods,percent,365.30837,\n",
    }],
};

/// The registry's entry for the normalised balance.
pub const NORMALISED_BALANCE: Metric = Metric {
    name: "normalised_balance",
    title: "Normalised trade balance",
    variants: &[variant("goods", "(X − M) / (X + M)", "ratio", |frame, request| {
        let both = || col(EXPORTS) + col(IMPORTS);
        let ratio = float_of(col(EXPORTS) - col(IMPORTS)) / float_of(both());
        against(frame, request, &NORMALISED_BALANCE, VALUE, ratio, Some(both()))
    })],
    source: "UN ESCAP, Trade Statistics in Policymaking, normalized trade balance",
    notes: NOTES,
    kinds: &[Kind::Trade],
    detail: &[],
    quantities: false,
    of_several: OfSeveral::Own,
    examples: &[Example {
        figures: FIGURES,
        companions: &[],
        arguments: "normalised_balance",
        result: "reporter,period,metric,unit,value,why\n\
                 KAZ,2017-01..2017-04,normalised_balance:goods,ratio,0.5701775148,\n",
    }],
};

const NOTES: &str = "X and M are the flows export and import as the source states them. A flow that is not there is \
                     not zero: the result is empty (value_missing). Without imports there is no ratio (no_denominator).";

const fn variant(name: &'static str, formula: &'static str, unit: &'static str, plan: Plan) -> Variant {
    Variant { name, formula, unit, totals: Totals::Prefer, plan }
}

/// `value` of both flows, in the column `target`; nothing where its denominator is zero.
fn against(
    frame: LazyFrame,
    request: &Request,
    metric: &Metric,
    target: &str,
    value: Expr,
    denominator: Option<Expr>,
) -> Result<LazyFrame, MetricError> {
    let series: Vec<&str> = request.series().into_iter().filter(|name| *name != FLOW).collect();
    let mut keys: Vec<Expr> = series.iter().map(|name| col(*name)).collect();
    keys.extend([PERIOD, PERIOD_START, PERIOD_END, CURRENCY].map(col));
    let of = |flow: &str, column: &str| col(column).filter(col(FLOW).eq(lit(flow.to_owned())));
    let sides = reduce(frame, request)
        .filter(col(FLOW).eq(lit("export")).or(col(FLOW).eq(lit("import"))))
        .group_by(keys)
        .agg([
            of("export", VALUE_MINOR).first().alias(EXPORTS),
            of("import", VALUE_MINOR).first().alias(IMPORTS),
            col(ULP_MINOR).max(),
            col(WHY).eq(lit(Why::Suppressed.name())).fill_null(lit(false)).any(true).alias(SUPPRESSED),
        ])
        .with_columns([first_reason(reasons(denominator)).alias(WHY)]);
    let valued = sides.with_columns([unless_reason(value).alias(target)]);
    Ok(finish(valued, metric, request, &series)?)
}

const SUPPRESSED: &str = "suppressed";

fn reasons(denominator: Option<Expr>) -> Vec<(Expr, Why)> {
    let mut reasons = vec![
        (col(SUPPRESSED), Why::Suppressed),
        (col(EXPORTS).is_null().or(col(IMPORTS).is_null()), Why::ValueMissing),
    ];
    reasons.extend(denominator.map(|denominator| (denominator.eq(lit(0)), Why::NoDenominator)));
    reasons
}

fn float_of(minor: Expr) -> Expr {
    minor.cast(DataType::Float64)
}
