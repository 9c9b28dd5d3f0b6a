//! ECI: how many things an economy makes that few others make.

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
    name: "eci",
    title: "Economic complexity index",
    variants: variants!(plan {
        Method::Eigenvector => "eigenvector",
            "(K − mean K) / sd K, K the second eigenvector of Σ_p M_cp M_c'p / (k_c k_p), sd of the population, sign of corr(k_c, K)",
            "standard deviations", Parts;
        Method::Reflections => "reflections",
            "(k_c,20 − mean) / sd, k_c,N = Σ_p M_cp k_p,N−1 / k_c and k_p,N = Σ_c M_cp k_c,N−1 / k_p, from k_c,0 = k_c",
            "standard deviations", Parts;
        Method::Fitness => "fitness",
            "F_c,N = Σ_p M_cp Q_p,N−1 and Q_p,N = 1 / Σ_c (M_cp / F_c,N−1), each over its mean, both at once, 20 iterates with the ones at the start",
            "ratio to the mean", Parts;
    }),
    source: "Hidalgo and Hausmann 2009; Hausmann, Hidalgo et al., The Atlas of Economic Complexity, 2014; for fitness Tacchella \
             et al. 2012",
    notes: CONVENTIONS,
    kinds: &[Kind::Trade],
    detail: &[PRODUCT],
    quantities: false,
    of_several: OfSeveral::Nothing,
    examples: &[
        Example {
            figures: FIGURES,
            companions: &[],
            arguments: "eci",
            result: "reporter,flow,period,metric,unit,value,why\n\
                     CHL,export,2017,eci:eigenvector,standard deviations,-1.118033989,\n\
                     DEU,export,2017,eci:eigenvector,standard deviations,1.309016994,\n\
                     POL,export,2017,eci:eigenvector,standard deviations,-0.1909830056,\n",
        },
        Example {
            figures: FIGURES,
            companions: &[],
            arguments: "eci:fitness",
            result: "reporter,flow,period,metric,unit,value,why\n\
                     CHL,export,2017,eci:fitness,ratio to the mean,0.03097959577,\n\
                     DEU,export,2017,eci:fitness,ratio to the mean,2.672945578,\n\
                     POL,export,2017,eci:fitness,ratio to the mean,0.2960748259,\n",
        },
    ],
};

fn plan(frame: LazyFrame, request: &Request, method: Method) -> Result<LazyFrame, MetricError> {
    let mut results = Results::new(&METRIC, request, &request.series_besides(&[PRODUCT]));
    for setting in settings(frame, request)? {
        let (key, unit) = (&setting.panel.key, setting.unit(request.variant.unit));
        let complexity = setting.complexity(method);
        for (row, reporter) in setting.panel.rows.iter().enumerate() {
            let value = complexity.as_ref().map(|complexity| complexity.economies[row]).map_err(|why| *why);
            results.push_in(key, &[(REPORTER, reporter)], None, &unit, value);
        }
        for (reporter, why) in &setting.reporters_left_out {
            results.push_in(key, &[(REPORTER, reporter)], None, &unit, Err(*why));
        }
    }
    results.finish()
}
