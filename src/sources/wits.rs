//! WITS (World Bank, UNCTAD and others): trade by partner and group of products, as its API's SDMX-JSON.

use crate::model::schema::{CLASSIFICATION, Kind};
use crate::model::{CellState, Economy, Period, Product, Unit};

use super::audit::Audit;
use super::error::SourceError;
use super::observation::{Observation, Parsed};
use super::parties;
use super::reading::{Input, Record, Table};
use super::registry::{Field, Page, Source, has_all};

const REPORTER: &str = "reporter";
const PARTNER: &str = "partner";
const PRODUCT: &str = "productcode";
const INDICATOR: &str = "indicator";
const PERIOD: &str = "time_period";
const VALUE: &str = "obs_value";

const COLUMNS: [Field; 7] = [
    Field::required(REPORTER, "the economy that reports, by three letters"),
    Field::required(PARTNER, "the economy on the other side, or WLD"),
    Field::required(
        PRODUCT,
        "Total, or a group of chapters such as 01-05_Animal; other groups overlap and are left out",
    ),
    Field::required(INDICATOR, "MPRT-TRD-VL imports, XPRT-TRD-VL exports; other indicators are left out"),
    Field::required("indicator label", "its name, which says the unit: US$ Thousand"),
    Field::required(PERIOD, "the year"),
    Field::required(VALUE, "the figure"),
];

/// The registry's entry.
pub const SOURCE: Source = Source {
    name: "wits",
    title: "WITS trade statistics",
    description: "Trade by partner and group of products, annual, as the API of the World Bank's WITS answers.",
    kinds: &[Kind::Trade],
    columns: &COLUMNS,
    page: Page {
        from: "wits.worldbank.org, API V1 SDMX (DF_WITS_TradeStats_Trade), SDMX-JSON",
        units: "US dollars in the magnitude that the indicator's name says, mostly thousands",
        valuation: "not in the answer; by rule imports CIF, exports FOB",
        frequency: "annual",
        classification: "groups of chapters of the Harmonised System, 01-05 to 90-99, which hold all goods once",
        vintage: "not in the answer",
        licence: "terms of the World Bank and UN Comtrade: free with the source named",
        totals: &[
            "partner WLD and product Total stand for their parts; regions are left out: their members are not known here",
            "groups by stage of processing or by SITC (Capital, Fuels, manuf …) overlap with those by chapter and are left out",
        ],
        quirks: &["the magnitude is only in the indicator's name: an answer without it is refused"],
    },
    recognise: |head| has_all(&COLUMNS, &head.headers),
    read,
};

const HELP: &str = "ask WITS again for XPRT-TRD-VL and MPRT-TRD-VL as SDMX-JSON";

fn read(input: &Input) -> Result<Parsed, SourceError> {
    let table = Table::of(input)?;
    let mut audit = Audit::default();
    let mut observations = Vec::new();
    for row in &table.rows {
        if let Some(observation) = observation(table.record(row), &mut audit)? {
            observations.push(observation);
        }
    }
    if observations.is_empty() {
        let expected = format!("exports or imports between economies, in some row; {}", audit.first_lines());
        return Err(table.record(&table.rows[0]).bad(INDICATOR, &expected, HELP));
    }
    let mut parsed = Parsed::of(&input.path, Kind::Trade, &observations)?;
    parsed.basis.push("values in US dollars, from UN Comtrade; by rule imports CIF, exports FOB".to_owned());
    parsed.audit = audit.lines();
    Ok(parsed)
}

fn observation(record: Record<'_>, audit: &mut Audit) -> Result<Option<Observation>, SourceError> {
    let flow = match record.text(INDICATOR) {
        "XPRT-TRD-VL" => "export",
        "MPRT-TRD-VL" => "import",
        other => {
            audit.drop(format!("indicator {other}: neither exports nor imports"));
            return Ok(None);
        }
    };
    let Some(product) = product(record.text(PRODUCT)) else {
        audit.drop(format!("product {}: overlaps with the groups by chapter", record.text(PRODUCT)));
        return Ok(None);
    };
    let mut party = |column: &str| {
        let code = record.text(column);
        let found = if code == Economy::WORLD { Some(Economy::WORLD) } else { parties::by_letters(code) };
        if found.is_none() {
            audit.drop(parties::rule(column, code, record.text(&format!("{column} label"))));
        }
        found
    };
    let (Some(reporter), Some(partner)) = (party(REPORTER), party(PARTNER)) else { return Ok(None) };
    let period: Period = record.parse(PERIOD, HELP)?;
    let unit = unit(record)?;
    let (amount, state) = match record.text(VALUE) {
        "" => (None, CellState::Missing),
        text => {
            let amount = unit.nearest(text);
            let amount = amount.map_err(|error| record.bad(VALUE, &format!("{unit} as a number ({error})"), HELP))?;
            (Some(amount), if amount.minor == 0 { CellState::Zero } else { CellState::Value })
        }
    };
    let dimensions = [reporter, partner, flow, &product].map(str::to_owned).to_vec();
    let grouped = if product == Product::TOTAL { "HS" } else { "groups of HS chapters" };
    Ok(Some(Observation {
        currency: Some(unit.currency),
        amount,
        state,
        attributes: vec![(CLASSIFICATION, grouped.to_owned())],
        ..Observation::new(record.line() as i64, dimensions, period)
    }))
}

/// `Import Trade Value (US$ Thousand)`.
fn unit(record: Record<'_>) -> Result<Unit, SourceError> {
    const LABEL: &str = "indicator label";
    let label = record.text(LABEL).to_lowercase();
    let said = label.split_once("(us$").and_then(|(_, rest)| rest.split_once(')'));
    let unit = said.and_then(|(word, _)| format!("USD {}", word.trim()).parse().ok());
    unit.ok_or_else(|| record.bad(LABEL, "a name that says the unit, as in (US$ Thousand)", HELP))
}

/// `TOTAL`, or the chapters of `01-05_Animal`.
fn product(code: &str) -> Option<String> {
    if code.eq_ignore_ascii_case("total") {
        return Some(Product::TOTAL.to_owned());
    }
    let (chapters, _) = code.split_once('_')?;
    let (first, last) = chapters.split_once('-')?;
    let digits = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    (digits(first) && digits(last)).then(|| chapters.to_owned())
}
