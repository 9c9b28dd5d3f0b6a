//! Margins: whether an economy trades much because it trades many products or much of each.

use std::collections::BTreeSet;

use polars::prelude::LazyFrame;

use crate::model::schema::{PRODUCT, REPORTER};
use crate::model::{Kind, Why};

use super::error::MetricError;
use super::metric::{Example, Metric, OfSeveral, Request};
use super::panel::{Panel, products, without};
use super::reduce::reduce;
use super::results::Results;
use super::variants::variants;

const COUNT: &str = "products";

/// What is told of the products that a reporter trades.
#[derive(Debug, Clone, Copy)]
enum Margin {
    Now(Now),
    Change(Change),
}

/// Of one period.
#[derive(Debug, Clone, Copy)]
enum Now {
    Extensive,
    Intensive,
    Count,
}

/// Of two periods.
#[derive(Debug, Clone, Copy)]
enum Change {
    New,
    Lost,
    Continuing,
}

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "margins",
    title: "Extensive and intensive margin",
    variants: variants!(plan {
        Margin::Now(Now::Extensive) => "extensive",
            "Σ_{k∈K_i} x_wk / Σ_k x_wk, K_i the products that i trades, w the listed reporters",
            "ratio to listed reporters", Parts;
        Margin::Now(Now::Intensive) => "intensive",
            "Σ_k x_ik / Σ_{k∈K_i} x_wk; extensive · intensive is i's share in w",
            "ratio to listed reporters", Parts;
        Margin::Now(Now::Count) => "count", "number of products with trade", COUNT, Parts;
        Margin::Change(Change::New) => "new",
            "number of products with trade, and none in the same months of the year before, or in --base",
            COUNT, Parts;
        Margin::Change(Change::Lost) => "lost",
            "number of products without trade, but with some in the base",
            COUNT, Parts;
        Margin::Change(Change::Continuing) => "continuing",
            "number of products with trade in both periods",
            COUNT, Parts;
    }),
    source: "Hummels and Klenow, The Variety and Quality of a Nation's Exports, American Economic Review 95, 2005",
    notes: "A product with a figure that is confidential, missing or negative is left out for all reporters, in both periods \
            where two are compared, and the unit says how many are. What a reporter does not list it does not trade: new \
            and lost products over a change of the classification are changes of codes. A reporter that lists nothing in \
            the base has no new ones (base_missing).",
    kinds: &[Kind::Trade],
    detail: &[PRODUCT],
    quantities: false,
    of_several: OfSeveral::Nothing,
    examples: &[
        Example {
            figures: FIGURES,
            companions: &[],
            arguments: "margins --period 2017",
            result: "reporter,flow,period,metric,unit,value,why\n\
                     DEU,export,2017,margins:extensive,ratio to listed reporters,1,\n\
                     KAZ,export,2017,margins:extensive,ratio to listed reporters,0.7,\n",
        },
        Example {
            figures: FIGURES,
            companions: &[],
            arguments: "margins:intensive --period 2017",
            result: "reporter,flow,period,metric,unit,value,why\n\
                     DEU,export,2017,margins:intensive,ratio to listed reporters,0.8,\n\
                     KAZ,export,2017,margins:intensive,ratio to listed reporters,0.2857142857,\n",
        },
        Example {
            figures: FIGURES,
            companions: &[],
            arguments: "margins:new --period 2017",
            result: "reporter,flow,period,base_period,metric,unit,value,why\n\
                     DEU,export,2017,2016,margins:new,products,,base_missing\n\
                     KAZ,export,2017,2016,margins:new,products,1,\n",
        },
    ],
};

const FIGURES: &str = "reporter,partner,flow,product,period,value,unit\n\
    DEU,World,export,27,2017,10,USD million\n\
    DEU,World,export,84,2017,60,USD million\n\
    DEU,World,export,87,2017,90,USD million\n\
    KAZ,World,export,27,2016,20,USD million\n\
    KAZ,World,export,27,2017,30,USD million\n\
    KAZ,World,export,87,2017,10,USD million\n";

fn plan(frame: LazyFrame, request: &Request, margin: Margin) -> Result<LazyFrame, MetricError> {
    let detailed = request.in_detail(METRIC.detail);
    let group = detailed.series_besides(&[REPORTER, PRODUCT]);
    let panels = Panel::all(reduce(frame, &detailed), &group, REPORTER, PRODUCT)?;
    let mut results = Results::new(&METRIC, request, &request.series_besides(&[PRODUCT]));
    for panel in &panels {
        match margin {
            Margin::Now(told) => at_once(&mut results, panel, request, told),
            Margin::Change(told) => compared(&mut results, panel, &panels, request, told),
        }
    }
    results.finish()
}

fn at_once(results: &mut Results<'_>, panel: &Panel, request: &Request, told: Now) {
    let (known, left_out) = panel.known();
    let unit = without(request.variant.unit, products(&left_out).len());
    let totals = known.totals();
    for (row, reporter) in known.rows.iter().enumerate() {
        let traded = || (0..known.columns.len()).filter(|column| known.value(row, *column) > 0);
        let world: i128 = traded().map(|column| totals.columns[column]).sum();
        let value = match told {
            Now::Extensive | Now::Intensive if known.rows.len() == 1 => Err(Why::OneReporter),
            Now::Extensive => ratio(world, totals.all),
            Now::Intensive => ratio(totals.rows[row], world),
            Now::Count => Ok(traded().count() as f64),
        };
        results.push_in(&known.key, &[(REPORTER, reporter)], None, &unit, value);
    }
}

fn ratio(part: i128, whole: i128) -> Result<f64, Why> {
    if whole == 0 { Err(Why::NoDenominator) } else { Ok(part as f64 / whole as f64) }
}

fn compared(results: &mut Results<'_>, panel: &Panel, panels: &[Panel], request: &Request, told: Change) {
    let base = panel.key.base(request);
    let name = base.map(|base| base.to_string());
    let before =
        panels.iter().find(|other| Some(&other.key.period) == name.as_ref() && other.key.is_of(&panel.key, ""));
    let unknown: BTreeSet<String> = [Some(panel), before]
        .into_iter()
        .flatten()
        .flat_map(|panel| products(&panel.known().1))
        .map(|(product, _)| product)
        .collect();
    let unit = without(request.variant.unit, unknown.len());
    for (row, reporter) in panel.rows.iter().enumerate() {
        let value = before.and_then(|before| traded(before, before.row_of(reporter)?)).ok_or(Why::BaseMissing);
        let value = value.map(|before| {
            let now = traded(panel, row).unwrap_or_default();
            let both: Vec<&&str> = match told {
                Change::New => now.difference(&before).collect(),
                Change::Lost => before.difference(&now).collect(),
                Change::Continuing => now.intersection(&before).collect(),
            };
            both.iter().filter(|product| !unknown.contains(**product as &str)).count() as f64
        });
        results.push_in(&panel.key, &[(REPORTER, reporter)], name.as_deref(), &unit, value);
    }
}

/// The products of a reporter; `None` where it lists none at all.
fn traded(panel: &Panel, row: usize) -> Option<BTreeSet<&str>> {
    let columns = 0..panel.columns.len();
    columns.clone().any(|column| panel.is_there(row, column)).then(|| {
        columns.filter(|column| panel.value(row, *column) > 0).map(|column| panel.columns[column].as_str()).collect()
    })
}
