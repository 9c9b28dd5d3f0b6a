//! UN Comtrade before 2022: the 22 columns of the old website and the 35 of its API.

use crate::model::schema::Kind;

use super::super::error::SourceError;
use super::super::observation::Parsed;
use super::super::reading::{Input, Table};
use super::super::registry::{Field, Page, Source, has_all};
use super::{Breakdown, Flow, Layout, read};

const COLUMNS: [Field; 10] = [
    Field::required("classification", "H0 to H5 for the Harmonised System of 1992 to 2017, S1 to S4 …"),
    Field::required("period", "a year or a month: 2017, 201704"),
    Field::required("trade flow code", "1 import, 2 export, 3 re-export, 4 re-import"),
    Field::required("reporter code", "the economy that reports, by its UN number"),
    Field::required("partner code", "the economy on the other side; 0 is World"),
    Field::optional("2nd partner code", "only 0 or blank (all) is read"),
    Field::optional("customs proc. code", "only C00 or blank (all) is read"),
    Field::optional("mode of transport code", "only 0 or blank (all) is read"),
    Field::required("commodity code", "product with its leading zeros, or TOTAL"),
    Field::required("trade value (us$)", "US dollars: CIF for imports, FOB for exports"),
];

/// The registry's entry.
pub const SOURCE: Source = Source {
    name: "comtrade-legacy",
    title: "UN Comtrade, legacy CSV",
    description: "Goods trade by reporter, partner and product, as the old website and API gave it.",
    kinds: &[Kind::Trade],
    columns: &COLUMNS,
    page: Page {
        from: "UN Comtrade before 2022, its website (22 columns) and API (35)",
        units: "US dollars; net weight in kilograms; quantities in the unit the row names",
        valuation: "imports CIF, exports FOB",
        frequency: "annual or monthly",
        classification: "H0 to H5 are the Harmonised System of 1992 to 2017; S1 to S4 are SITC",
        vintage: "not in the file",
        totals: &[
            "only rows for all customs procedures, second partners and modes of transport are read",
            "partner 0 is World, commodity TOTAL is all goods; 2, 4 and 6 digits contain each other",
        ],
        quirks: &["a quantity is blank to 2016 and 0 in 2017 where there is none"],
    },
    recognise: |head| has_all(&COLUMNS, &head.headers),
    read: read_input,
};

const LAYOUT: Layout = Layout {
    flow,
    period: "period",
    reporter: "reporter code",
    partner: "partner code",
    flow_code: "trade flow code",
    product: "commodity code",
    value: "trade value (us$)",
    weight: "netweight (kg)",
    classification: "classification",
    breakdowns: &[
        Breakdown { column: "2nd partner code", name: "second partner", totals: &["0"] },
        Breakdown { column: "customs proc. code", name: "customs procedure", totals: &["C00"] },
        Breakdown { column: "mode of transport code", name: "mode of transport", totals: &["0"] },
    ],
};

fn flow(code: &str) -> Option<Flow> {
    Some(Flow::Read(match code {
        "1" => "import",
        "2" => "export",
        "3" => "re-export",
        "4" => "re-import",
        _ => return None,
    }))
}

fn read_input(input: &Input) -> Result<Parsed, SourceError> {
    read(&Table::of(input)?, &LAYOUT)
}
