//! Complementarity: how well what one economy exports fits what another imports.

use std::collections::BTreeSet;

use polars::prelude::LazyFrame;

use crate::model::schema::{COUNTERPART, FLOW, PRODUCT, REPORTER};
use crate::model::{Kind, Totals, Why};

use super::super::error::MetricError;
use super::super::metric::{Example, Metric, OfSeveral, Request, Variant};
use super::super::panel::{Panel, products, without};
use super::super::results::Results;
use super::similarity::pair;
use super::{NOTES, distance, matrices, structures};

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "complementarity",
    title: "Trade complementarity",
    variants: &[Variant {
        name: "michaely",
        formula: "100 − ½ Σ_k |m_kj − x_ki|, x_ki the share of product k in i's exports and m_kj in j's imports, in per cent",
        unit: "points of 100",
        totals: Totals::Parts,
        plan,
    }],
    source: "Michaely, Trade Preferential Agreements in Latin America, 1996; World Bank, WITS, trade indicators",
    notes: NOTES,
    kinds: &[Kind::Trade],
    detail: &[PRODUCT],
    quantities: false,
    of_several: OfSeveral::Nothing,
    examples: &[Example {
        figures: "reporter,partner,flow,product,period,value,unit\n\
                  KAZ,World,export,27,2017,80,USD million\n\
                  KAZ,World,export,84,2017,20,USD million\n\
                  DEU,World,import,27,2017,10,USD million\n\
                  DEU,World,import,84,2017,20,USD million\n\
                  DEU,World,import,87,2017,10,USD million\n",
        companions: &[],
        arguments: "complementarity",
        result: "reporter,counterpart,period,metric,unit,value,why\n\
                 KAZ,DEU,2017,complementarity:michaely,points of 100,45,\n",
    }],
};

fn plan(frame: LazyFrame, request: &Request) -> Result<LazyFrame, MetricError> {
    let series: Vec<&str> = pair(request).into_iter().filter(|name| *name != FLOW).collect();
    let mut results = Results::new(&METRIC, request, &series);
    let panels = matrices(frame, request)?;
    for exports in panels.iter().filter(|panel| panel.key.get(FLOW) == "export") {
        let imports = |panel: &&Panel| panel.key.get(FLOW) == "import" && panel.key.is_like(&exports.key, FLOW);
        if let Some(imports) = panels.iter().find(imports) {
            fit(&mut results, request, exports, imports);
        }
    }
    results.finish()
}

/// Every reporter of exports with every other one of imports.
fn fit(results: &mut Results<'_>, request: &Request, exports: &Panel, imports: &Panel) {
    // A product that is unknown on one side is left out on both.
    let unknown: BTreeSet<String> =
        [exports, imports].iter().flat_map(|panel| products(&panel.known().1)).map(|(product, _)| product).collect();
    let unit = without(request.variant.unit, unknown.len());
    let known = |panel: &Panel| panel.keep(|_| true, |column| !unknown.contains(&panel.columns[column]));
    let (exports, imports) = (known(exports), known(imports));
    let listed: BTreeSet<&String> = exports.columns.iter().chain(&imports.columns).collect();
    let listed: Vec<&String> = listed.into_iter().collect();
    let imported = over(&imports, &listed);
    for (reporter, exported) in exports.rows.iter().zip(over(&exports, &listed)) {
        for (counterpart, imported) in imports.rows.iter().zip(&imported).filter(|(other, _)| *other != reporter) {
            let value = match (&exported, imported) {
                (Ok(_), Ok(_)) if listed.len() == 1 => Err(Why::OnePart),
                (Ok(exported), Ok(imported)) => Ok(100.0 - 50.0 * distance(exported, imported)),
                (Err(why), _) | (_, Err(why)) => Err(*why),
            };
            let labels = [(REPORTER, reporter.as_str()), (COUNTERPART, counterpart.as_str())];
            results.push_in(&exports.key, &labels, None, &unit, value);
        }
    }
}

/// The structure of each reporter over products of which some are not in its matrix.
fn over(panel: &Panel, listed: &[&String]) -> Vec<Result<Vec<f64>, Why>> {
    let places: Vec<usize> = panel.columns.iter().filter_map(|column| listed.binary_search(&column).ok()).collect();
    let widened = |shares: Vec<f64>| {
        let mut wide = vec![0.0; listed.len()];
        places.iter().zip(shares).for_each(|(place, share)| wide[*place] = share);
        wide
    };
    structures(panel).into_iter().map(|shares| shares.map(widened)).collect()
}
