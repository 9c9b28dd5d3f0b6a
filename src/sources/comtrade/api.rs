//! UN Comtrade API v1 and the Comtrade Plus download: the same fields, as JSON or CSV.

use crate::model::schema::Kind;

use super::super::error::SourceError;
use super::super::figures::Figures;
use super::super::figures::reading::in_any_encoding;
use super::super::observation::Parsed;
use super::super::reading::{Head, Input, Place, Table};
use super::super::registry::{Field, Page, Source, has_all, missing};
use super::flows::Flow;
use super::{Breakdown, Layout, answer, batched, read};

const COLUMNS: [Field; 18] = [
    Field::optional("typecode", "C for goods, S for services"),
    Field::required("period", "a year or a month: 2017, 201704"),
    Field::required("reportercode", "the economy that reports, by its UN number"),
    Field::required("flowcode", "X, M, RX, RM are read; DX and FM where there is no X or M; others are parts of these"),
    Field::required("partnercode", "the economy on the other side; 0 is World"),
    Field::optional("partner2code", "second partner; only 0 (all) is read"),
    Field::required("classificationcode", "H0 to H6 for the Harmonised System of 1992 to 2022, S1 to S4, B4, EB …"),
    Field::required("cmdcode", "product with its leading zeros, or TOTAL"),
    Field::optional("customscode", "customs procedure; only C00 (all) is read"),
    Field::optional("moscode", "mode of supply; only 0 (all) is read"),
    Field::optional("motcode", "mode of transport, a tree; only 0 (all) is read"),
    Field::optional("qty", "a quantity in qtyUnitAbbr; 0 or nothing where there is none"),
    Field::optional("netwgt", "net weight in kilograms; 0 or nothing where there is none"),
    Field::optional("cifvalue", "US dollars with freight and insurance"),
    Field::optional("fobvalue", "US dollars without"),
    Field::required("primaryvalue", "US dollars: one of the two, for imports CIF, for exports FOB"),
    Field::optional("legacyestimationflag", "2 where the quantity is estimated, 4 the net weight, 6 both"),
    Field::optional("isaggregate", "true where the UN added the row up from finer ones"),
];

/// The registry's entry.
pub const SOURCE: Source = Source {
    name: "comtrade",
    title: "UN Comtrade API v1, Plus",
    description: "Trade by reporter, partner and product, as the API's JSON or CSV or the website's CSV.",
    kinds: &[Kind::Trade],
    columns: &COLUMNS,
    page: Page {
        from: "comtradeplus.un.org, its API (JSON, CSV) and its bulk files",
        units: "US dollars; net weight in kilograms; quantities in the unit the row names",
        valuation: "CIF or FOB where the row's CIF or FOB value is its figure; by rule imports CIF, exports FOB",
        frequency: "annual or monthly",
        classification: "in every row: H0 to H6 are the Harmonised System of 1992 to 2022, S1 to S4 SITC, B4 and B5 BEC, EB services",
        vintage: "only in the name of a bulk file: [2023-01-03]",
        licence: "UN Comtrade's terms: own use is free with the source named; passing data on in bulk needs permission",
        totals: &[
            "only rows for all customs procedures, second partners, modes of supply and transport are read; the others are parts of them",
            "exports X are domestic exports DX and re-exports RX, imports M are FM and RM: the sum is made where X or M is not there, and said; processing is part of them and left out",
            "partner 0 is World, cmdCode TOTAL is all goods; 2, 4 and 6 digits contain each other",
            "of services, the total and the main items of EBOPS are read; what is finer overlaps",
        ],
        quirks: &[
            "the website's CSV has 47 names and 48 fields in every row and is in Latin-1: read as it is meant",
            "codes padded with blanks are trimmed; codes that have lost a leading zero get it back, and it is said",
            "rows converted from another classification are counted; imports that are FOB are a doubt",
            "estimation flags are about weights and quantities, never about values; they become notes of the row",
            "500, 100,000 or 250,000 rows exactly are the limits of an answer: it may be cut off, and it is said",
            "tariff lines have rows for every customs procedure, mode of transport and second partner and none for all: they are added up, and it is said",
            "an answer without records, or one that refuses, is no file of figures: what it says is the error",
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
    cif_and_fob: ["cifvalue", "fobvalue"],
    weight: "netwgt",
    quantity: ["qty", "qtyunitabbr", "qtyunitcode"],
    estimated: "legacyestimationflag",
    estimates: ["isqtyestimated", "isnetwgtestimated"],
    aggregated: "isaggregate",
    reported: "isreported",
    classification: "classificationcode",
    original: "isoriginalclassification",
    type_code: "typecode",
    breakdowns: &[
        Breakdown { column: "partner2code", name: "second partner", totals: &["0"] },
        Breakdown { column: "customscode", name: "customs procedure", totals: &["C00"] },
        Breakdown { column: "moscode", name: "mode of supply", totals: &["0"] },
        Breakdown { column: "motcode", name: "mode of transport", totals: &["0"] },
    ],
    // The preview without a key, the website, and the API with a key.
    limits: &[500, 100_000, 250_000],
};

fn recognise(head: &Head<'_>) -> bool {
    has_all(&COLUMNS, &names(&head.headers)) || answer::is_current(head.text)
}

/// The names of the columns; packages for R write `reporter_code` for `reporterCode`.
fn names(headers: &[String]) -> Vec<String> {
    headers.iter().map(|header| header.replace('_', "")).collect()
}

fn flow(code: &str) -> Option<Flow> {
    Some(match code {
        "X" => Flow::Read("export"),
        "M" => Flow::Read("import"),
        "RX" => Flow::Read("re-export"),
        "RM" => Flow::Read("re-import"),
        "DX" => Flow::Domestic("export"),
        "FM" => Flow::Domestic("import"),
        "MIP" => Flow::Part("import", "MIP (imports for inward processing)"),
        "XIP" => Flow::Part("export", "XIP (exports after inward processing)"),
        "MOP" => Flow::Part("import", "MOP (imports after outward processing)"),
        "XOP" => Flow::Part("export", "XOP (exports for outward processing)"),
        "MIF" => Flow::Part("import", "MIF (imports between related firms)"),
        "XIF" => Flow::Part("export", "XIF (exports between related firms)"),
        _ => return None,
    })
}

/// The table of a file, read into numbers; an answer in JSON is none.
pub fn numbered(place: &Place) -> Result<Option<Figures>, SourceError> {
    in_any_encoding(place, names, |opening| match has_all(&COLUMNS, &opening.headers) {
        true => batched::read(place, opening, &LAYOUT, SOURCE.name),
        false => Ok(None),
    })
}

fn read_input(input: &Input) -> Result<Parsed, SourceError> {
    let text = input.text()?;
    let (mut table, doubt) = match text.trim_start().starts_with('{') {
        true => answer::table(input, &text, "data")?,
        false => (Table::of(input)?, None),
    };
    drop(text);
    table.headers = names(&table.headers);
    if !has_all(&COLUMNS, &table.headers) {
        return Err(missing(input.path.clone(), &table.headers, &SOURCE));
    }
    let mut parsed = read(table, &LAYOUT)?;
    parsed.doubts.extend(doubt);
    Ok(parsed)
}
