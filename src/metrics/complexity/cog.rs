//! COG: what a product that an economy does not have would open to it.

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
    /// Which gain is told.
    enum Gain by plan {
        Harvard => "harvard",
            "Σ_k (1 − M_ck) φ_kp Q_k / Σ_j φ_kj / sd K where M_cp = 0, Q and K the eigenvectors behind pci and eci before they are centred",
            "standard deviations of eci", Parts;
        Atlas => "atlas",
            "Σ_k (1 − M_ck) φ_kp PCI_k / Σ_j φ_kj − d_cp PCI_p where M_cp = 0, d the density",
            "standard deviations of eci", Parts;
    }
}

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "cog",
    title: "Complexity outlook gain",
    variants: Gain::VARIANTS,
    source: "Hausmann, Hidalgo et al., The Atlas of Economic Complexity, 2014; harvard as in Harvard's packages, which leave \
             the last term out",
    notes: CONVENTIONS,
    kinds: &[Kind::Trade],
    detail: &[PRODUCT],
    quantities: false,
    of_several: OfSeveral::Nothing,
    examples: &[Example {
        figures: FIGURES,
        companions: &[],
        arguments: "cog",
        result: "reporter,flow,product,period,metric,unit,value,why\n\
                 CHL,export,72,2017,cog:harvard,standard deviations of eci,1.658359214,\n\
                 CHL,export,84,2017,cog:harvard,standard deviations of eci,0.2562305899,\n\
                 DEU,export,26,2017,cog:harvard,standard deviations of eci,0,\n\
                 POL,export,84,2017,cog:harvard,standard deviations of eci,0,\n",
    }],
};

/// Only for products that an economy does not have: what is there already opens nothing.
fn plan(frame: LazyFrame, request: &Request, told: Gain) -> Result<LazyFrame, MetricError> {
    let mut results = Results::new(&METRIC, request, &request.in_detail(METRIC.detail).series());
    for setting in settings(frame, request)? {
        let (panel, presence) = (&setting.panel, &setting.presence);
        let gain = setting.complexity(Method::Eigenvector).map(|complexity| {
            let proximity = space::proximity(presence);
            let density = space::density(presence, &proximity);
            let outlook = space::outlook(presence, &proximity, &density, &complexity);
            match told {
                Gain::Harvard => outlook.gain,
                Gain::Atlas => outlook.net_gain,
            }
        });
        for (row, reporter) in panel.rows.iter().enumerate() {
            for (column, product) in panel.columns.iter().enumerate().filter(|(column, _)| !presence.has(row, *column))
            {
                let value = gain.as_ref().map(|gain| gain[row * panel.columns.len() + column]).map_err(|why| *why);
                results.push(&panel.key, &[(REPORTER, reporter), (PRODUCT, product)], value);
            }
        }
        for cell in &setting.cells_left_out {
            results.push(&panel.key, &[(REPORTER, &cell.row), (PRODUCT, &cell.column)], Err(cell.why));
        }
    }
    results.finish()
}
