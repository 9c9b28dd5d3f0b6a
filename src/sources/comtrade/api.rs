//! UN Comtrade API v1 and the Comtrade Plus download: the same fields, as JSON or CSV.

use serde_json::Value;

use crate::model::schema::Kind;

use super::super::error::SourceError;
use super::super::observation::Parsed;
use super::super::reading::{Head, Input, Table};
use super::super::registry::{Field, Page, Source, has_all};
use super::{Breakdown, Flow, Layout, read};

const COLUMNS: [Field; 11] = [
    Field::required("reportercode", "the economy that reports, by its UN number"),
    Field::required("flowcode", "X, M, RX, RM are read; DX, FM and processing are parts of X and M"),
    Field::required("partnercode", "the economy on the other side; 0 is World"),
    Field::optional("partner2code", "second partner; only 0 (all) is read"),
    Field::required("classificationcode", "H0 to H6 for the Harmonised System of 1992 to 2022, S1 to S4, B4 …"),
    Field::required("cmdcode", "product with its leading zeros, or TOTAL"),
    Field::optional("customscode", "customs procedure; only C00 (all) is read"),
    Field::optional("moscode", "mode of supply; only 0 (all) is read"),
    Field::optional("motcode", "mode of transport, a tree; only 0 (all) is read"),
    Field::required("period", "a year or a month: 2017, 201704"),
    Field::required("primaryvalue", "US dollars: CIF for imports, FOB for exports"),
];

/// The registry's entry.
pub const SOURCE: Source = Source {
    name: "comtrade",
    title: "UN Comtrade API v1, Plus",
    description: "Goods trade by reporter, partner and product, as the API's JSON or the website's CSV.",
    kinds: &[Kind::Trade],
    columns: &COLUMNS,
    page: Page {
        from: "comtradeplus.un.org and its API, CSV or JSON",
        units: "US dollars; net weight in kilograms; quantities in the unit the row names",
        valuation: "imports CIF, exports FOB, unless the row's own CIF and FOB values say otherwise",
        frequency: "annual or monthly",
        classification: "H0 to H6 are the Harmonised System of 1992 to 2022; S1 to S4, B4 and B5 are other systems",
        vintage: "not in the file",
        totals: &[
            "only rows for all customs procedures, second partners, modes of supply and transport are read; the others are parts of them",
            "domestic exports, foreign imports and processing are parts of exports and imports and are left out",
            "partner 0 is World, cmdCode TOTAL is all goods; 2, 4 and 6 digits contain each other",
        ],
        quirks: &[
            "the website's CSV has 47 names and 48 fields in every row and is in Latin-1: read as it is meant",
            "codes padded with blanks are trimmed; 0 and nothing both mean an absent weight or quantity",
            "net weights that have overflowed are reported and not used",
        ],
    },
    recognise,
    read: read_input,
};

const LAYOUT: Layout = Layout {
    flow,
    period: "period",
    reporter: "reportercode",
    partner: "partnercode",
    flow_code: "flowcode",
    product: "cmdcode",
    value: "primaryvalue",
    weight: "netwgt",
    classification: "classificationcode",
    breakdowns: &[
        Breakdown { column: "partner2code", name: "second partner", totals: &["0"] },
        Breakdown { column: "customscode", name: "customs procedure", totals: &["C00"] },
        Breakdown { column: "moscode", name: "mode of supply", totals: &["0"] },
        Breakdown { column: "motcode", name: "mode of transport", totals: &["0"] },
    ],
};

fn recognise(head: &Head<'_>) -> bool {
    has_all(&COLUMNS, &head.headers) || is_json(head.text)
}

fn is_json(text: &str) -> bool {
    text.trim_start().starts_with('{') && text.contains("\"data\"") && text.contains("\"cmdCode\"")
}

fn flow(code: &str) -> Option<Flow> {
    Some(match code {
        "X" => Flow::Read("export"),
        "M" => Flow::Read("import"),
        "RX" => Flow::Read("re-export"),
        "RM" => Flow::Read("re-import"),
        "DX" => Flow::Part("export", "DX (domestic exports)"),
        "FM" => Flow::Part("import", "FM (foreign imports)"),
        "MIP" => Flow::Part("import", "MIP (imports for inward processing)"),
        "XIP" => Flow::Part("export", "XIP (exports after inward processing)"),
        "MOP" => Flow::Part("import", "MOP (imports after outward processing)"),
        "XOP" => Flow::Part("export", "XOP (exports for outward processing)"),
        "MIF" => Flow::Part("import", "MIF (imports between related firms)"),
        "XIF" => Flow::Part("export", "XIF (exports between related firms)"),
        _ => return None,
    })
}

fn read_input(input: &Input) -> Result<Parsed, SourceError> {
    let text = input.text()?;
    let json = text.trim_start().starts_with('{');
    let table = if json { json_table(input, &text)? } else { Table::of(input)? };
    read(&table, &LAYOUT)
}

/// The records of an answer as a table; a record's line is its number, from 1.
fn json_table(input: &Input, text: &str) -> Result<Table, SourceError> {
    let path = || input.path.clone();
    let answer: Value = serde_json::from_str(text).map_err(|source| SourceError::Json { path: path(), source })?;
    let records: Vec<_> = answer["data"].as_array().into_iter().flatten().filter_map(Value::as_object).collect();
    let table = Table::of_records(&input.path, &records)?;
    match has_all(&COLUMNS, &table.headers) {
        true => Ok(table),
        false => Err(super::super::registry::missing(path(), &table.headers, &SOURCE)),
    }
}
