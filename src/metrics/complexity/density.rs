//! Density: how much of what is near to a product an economy has already.

use polars::prelude::LazyFrame;

use crate::model::schema::{PRODUCT, REPORTER};
use crate::model::{Kind, Why};

use super::super::error::MetricError;
use super::super::metric::{Example, Metric, OfSeveral, Request};
use super::super::results::Results;
use super::super::variants::variants;
use super::setting::{CONVENTIONS, FIGURES, settings};
use super::space;

variants! {
    /// Whether nearness or distance is told.
    enum Density by plan {
        Relatedness => "relatedness",
            "Σ_k M_ck φ_kp / Σ_k φ_kp, φ the proximity, of a product to itself 0",
            "ratio", Parts;
        Distance => "distance", "1 − density:relatedness", "ratio", Parts;
    }
}

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "density",
    title: "Density around a product",
    variants: Density::VARIANTS,
    source: "Hidalgo, Klinger, Barabási and Hausmann, Science 317, 2007; the diagonal as in Harvard's packages",
    notes: CONVENTIONS,
    kinds: &[Kind::Trade],
    detail: &[PRODUCT],
    quantities: false,
    of_several: OfSeveral::Nothing,
    examples: &[Example {
        figures: FIGURES,
        companions: &[],
        arguments: "density",
        result: "reporter,flow,product,period,metric,unit,value,why\n\
                 CHL,export,26,2017,density:relatedness,ratio,0,\n\
                 CHL,export,72,2017,density:relatedness,ratio,0.5,\n\
                 CHL,export,84,2017,density:relatedness,ratio,0,\n\
                 DEU,export,26,2017,density:relatedness,ratio,1,\n\
                 DEU,export,72,2017,density:relatedness,ratio,0.5,\n\
                 DEU,export,84,2017,density:relatedness,ratio,1,\n\
                 POL,export,26,2017,density:relatedness,ratio,1,\n\
                 POL,export,72,2017,density:relatedness,ratio,0.5,\n\
                 POL,export,84,2017,density:relatedness,ratio,1,\n",
    }],
};

/// For every economy and product, those it does not export too.
fn plan(frame: LazyFrame, request: &Request, told: Density) -> Result<LazyFrame, MetricError> {
    let mut results = Results::new(&METRIC, request, &request.in_detail(METRIC.detail).series());
    for setting in settings(frame, request)? {
        let (key, columns) = (&setting.panel.key, &setting.panel.columns);
        let density = space::density(&setting.presence, &space::proximity(&setting.presence));
        for (place, density) in density.into_iter().enumerate() {
            let labels = [
                (REPORTER, setting.panel.rows[place / columns.len()].as_str()),
                (PRODUCT, columns[place % columns.len()].as_str()),
            ];
            let value = match told {
                Density::Relatedness => density,
                Density::Distance => 1.0 - density,
            };
            results.push(key, &labels, if value.is_nan() { Err(Why::NoDenominator) } else { Ok(value) });
        }
        for cell in &setting.cells_left_out {
            results.push(key, &[(REPORTER, &cell.row), (PRODUCT, &cell.column)], Err(cell.why));
        }
    }
    results.finish()
}
