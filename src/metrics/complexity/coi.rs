//! COI: how many complex products are near to what an economy has.

use polars::prelude::LazyFrame;

use crate::model::Kind;
use crate::model::schema::{PRODUCT, REPORTER};

use super::super::error::MetricError;
use super::super::metric::{Example, Metric, OfSeveral, Request};
use super::super::results::Results;
use super::super::variants::variants;
use super::setting::{CONVENTIONS, FIGURES, Method, settings};
use super::space;

variants! {
    /// What is told of the products that are near.
    enum Outlook by plan {
        Harvard => "harvard",
            "(O − mean O) / sd O, O_c = Σ_p d_cp (1 − M_cp) Q_p, d the density, Q the eigenvector behind pci before it is centred",
            "standard deviations", Parts;
        Value => "value", "Σ_p d_cp (1 − M_cp) PCI_p, d the density", "standard deviations of eci", Parts;
    }
}

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "coi",
    title: "Complexity outlook index",
    variants: Outlook::VARIANTS,
    source: "Hausmann, Hidalgo et al., The Atlas of Economic Complexity, 2014; harvard as in Harvard's packages, whose Stata version takes the deviation of a sample",
    notes: CONVENTIONS,
    kinds: &[Kind::Trade],
    detail: &[PRODUCT],
    quantities: false,
    of_several: OfSeveral::Nothing,
    examples: &[Example {
        figures: FIGURES,
        companions: &[],
        arguments: "coi:value",
        result: "reporter,flow,period,metric,unit,value,why\n\
                 CHL,export,2017,coi:value,standard deviations of eci,0.3680339887,\n\
                 DEU,export,2017,coi:value,standard deviations of eci,-1.118033989,\n\
                 POL,export,2017,coi:value,standard deviations of eci,1.881966011,\n",
    }],
};

fn plan(frame: LazyFrame, request: &Request, told: Outlook) -> Result<LazyFrame, MetricError> {
    let mut results = Results::new(&METRIC, request, &request.series_besides(&[PRODUCT]));
    for setting in settings(frame, request)? {
        let (key, unit) = (&setting.panel.key, setting.unit(request.variant.unit));
        let outlook = setting.complexity(Method::Eigenvector).map(|complexity| {
            let proximity = space::proximity(&setting.presence);
            let density = space::density(&setting.presence, &proximity);
            let outlook = space::outlook(&setting.presence, &proximity, &density, &complexity);
            match told {
                Outlook::Harvard => outlook.index,
                Outlook::Value => outlook.value,
            }
        });
        for (row, reporter) in setting.panel.rows.iter().enumerate() {
            let value = outlook.as_ref().map(|outlook| outlook[row]).map_err(|why| *why);
            results.push_in(key, &[(REPORTER, reporter)], None, &unit, value);
        }
        for (reporter, why) in &setting.reporters_left_out {
            results.push_in(key, &[(REPORTER, reporter)], None, &unit, Err(*why));
        }
    }
    results.finish()
}
