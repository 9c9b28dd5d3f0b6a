//! PCI: how few and how complex the economies are that make a product.

use polars::prelude::LazyFrame;

use crate::model::Kind;
use crate::model::schema::{PRODUCT, REPORTER};

use super::super::error::MetricError;
use super::super::metric::{Example, Metric, OfSeveral, Request};
use super::super::results::Results;
use super::super::variants::variants;
use super::setting::{CONVENTIONS, FIGURES, Method, settings};

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "pci",
    title: "Product complexity index",
    variants: variants!(plan {
        Method::Eigenvector => "eigenvector",
            "(Q − mean K) / sd K with K_c = Σ_p M_cp Q_p / k_c: on the scale of eci, so that eci is the mean pci of what an economy has",
            "standard deviations of eci", Parts;
        Method::Reflections => "reflections",
            "k_p,19 of eci:reflections, on its scale",
            "standard deviations of eci", Parts;
        Method::Fitness => "fitness", "Q_p,20 of eci:fitness", "ratio to the mean", Parts;
    }),
    source: "Hausmann, Hidalgo et al., The Atlas of Economic Complexity, 2014, scaled as in Harvard's packages; for fitness \
             Tacchella et al. 2012",
    notes: CONVENTIONS,
    kinds: &[Kind::Trade],
    detail: &[PRODUCT],
    quantities: false,
    of_several: OfSeveral::Nothing,
    examples: &[Example {
        figures: FIGURES,
        companions: &[],
        arguments: "pci",
        result: "flow,product,period,metric,unit,value,why\n\
                 export,26,2017,pci:eigenvector,standard deviations of eci,-1.118033989,\n\
                 export,72,2017,pci:eigenvector,standard deviations of eci,0.7360679775,\n\
                 export,84,2017,pci:eigenvector,standard deviations of eci,1.881966011,\n",
    }],
};

fn plan(frame: LazyFrame, request: &Request, method: Method) -> Result<LazyFrame, MetricError> {
    let series = request.in_detail(METRIC.detail).series_besides(&[REPORTER]);
    let mut results = Results::new(&METRIC, request, &series);
    for setting in settings(frame, request)? {
        let key = &setting.panel.key;
        let complexity = setting.complexity(method);
        for (column, product) in setting.panel.columns.iter().enumerate() {
            let value = complexity.as_ref().map(|complexity| complexity.products[column]).map_err(|why| *why);
            results.push(key, &[(PRODUCT, product)], value);
        }
        for (product, why) in &setting.products_left_out {
            results.push(key, &[(PRODUCT, product)], Err(*why));
        }
    }
    results.finish()
}
