//! World Bank: World Development Indicators as the website's wide CSV and as DataBank exports it, one column a year.

use std::collections::BTreeSet;

use crate::model::money::Magnitude;
use crate::model::schema::Kind;
use crate::model::{Amount, CellState, Currency, Economy, Period, Product, Unit};

use super::audit::Audit;
use super::error::SourceError;
use super::observation::{Observation, Parsed};
use super::reading::{Head, Input, Record, Table};
use super::registry::{Field, Page, Source};

const NAME: &str = "country name";
const CODE: &str = "country code";
/// The website's name for the indicator's code, and DataBank's.
const INDICATOR: [&str; 2] = ["indicator code", "series code"];

const COLUMNS: [Field; 4] = [
    Field::required(NAME, "the economy, a region or an income group"),
    Field::required(CODE, "its three letters"),
    Field::required(
        "indicator code",
        "exports, imports or direct investment in current US dollars; DataBank says series code",
    ),
    Field::optional(
        "1960, 1961 …",
        "one column a year, 2011 [YR2011] in DataBank; blank or .. where there is no figure",
    ),
];

/// The registry's entry.
pub const SOURCE: Source = Source {
    name: "world-bank",
    title: "World Bank indicators",
    description: "Exports, imports and direct investment by economy and year, from the website or DataBank.",
    kinds: &[Kind::Trade, Kind::Investment],
    columns: &COLUMNS,
    page: Page {
        from: "data.worldbank.org (CSV) and DataBank",
        units: "current US dollars",
        valuation: "as the indicator says",
        frequency: "annual",
        classification: "goods, services and both together",
        vintage: "the preamble's Last Updated Date",
        totals: &[
            "regions and income groups stand beside economies; they give way to them in every sum",
            "the partner is World throughout",
        ],
        quirks: &[
            "a preamble of four lines, a column a year, a blank column at the end",
            "the last years, in which nobody has a figure, are not yet reported; other blanks are missing",
        ],
    },
    recognise,
    read,
};

const UNIT: Unit = Unit { currency: Currency::USD, magnitude: Magnitude::One };
const HELP: &str = "download the file again; no program should have changed it";

/// What an indicator counts, as the dimensions after reporter and partner.
struct Indicator {
    code: &'static str,
    kind: Kind,
    /// Flow and product, or direction and measure.
    dimensions: [&'static str; 2],
    meaning: &'static str,
}

const BOTH: &str = Product::GOODS_AND_SERVICES;
const NATIONAL: &str = "goods and services, national accounts";
const PAYMENTS: &str = "goods and services, balance of payments";

const INDICATORS: [Indicator; 14] = [
    trade("NE.EXP.GNFS.CD", "export", BOTH, NATIONAL),
    trade("NE.IMP.GNFS.CD", "import", BOTH, NATIONAL),
    trade("BX.GSR.GNFS.CD", "export", BOTH, PAYMENTS),
    trade("BM.GSR.GNFS.CD", "import", BOTH, PAYMENTS),
    trade("BX.GSR.MRCH.CD", "export", Product::GOODS, "goods, balance of payments"),
    trade("BM.GSR.MRCH.CD", "import", Product::GOODS, "goods, balance of payments"),
    trade("BX.GSR.NFSV.CD", "export", Product::SERVICES, "services, balance of payments"),
    trade("BM.GSR.NFSV.CD", "import", Product::SERVICES, "services, balance of payments"),
    trade("TX.VAL.MRCH.CD.WT", "export", Product::GOODS, "merchandise trade, FOB"),
    trade("TM.VAL.MRCH.CD.WT", "import", Product::GOODS, "merchandise trade, CIF"),
    trade("TX.VAL.SERV.CD.WT", "export", Product::SERVICES, "commercial services"),
    trade("TM.VAL.SERV.CD.WT", "import", Product::SERVICES, "commercial services"),
    investment("BX.KLT.DINV.CD.WD", "inward", "net inflows of direct investment, balance of payments"),
    investment("BM.KLT.DINV.CD.WD", "outward", "net outflows of direct investment, balance of payments"),
];

const fn trade(code: &'static str, flow: &'static str, product: &'static str, meaning: &'static str) -> Indicator {
    Indicator { code, kind: Kind::Trade, dimensions: [flow, product], meaning }
}

const fn investment(code: &'static str, direction: &'static str, meaning: &'static str) -> Indicator {
    Indicator { code, kind: Kind::Investment, dimensions: [direction, "flow"], meaning }
}

fn recognise(head: &Head<'_>) -> bool {
    header_at(head.text).is_some()
}

/// The byte and the number of lines before the header, which a preamble may precede.
fn header_at(text: &str) -> Option<(usize, u64)> {
    let mut offset = 0;
    for (line, content) in text.split_inclusive('\n').take(10).enumerate() {
        let lower = content.to_lowercase();
        let has = |name: &str| lower.contains(name);
        if has(NAME) && has(CODE) && INDICATOR.iter().any(|name| has(name)) {
            return Some((offset, line as u64));
        }
        offset += content.len();
    }
    None
}

fn read(input: &Input) -> Result<Parsed, SourceError> {
    let text = input.text()?;
    let table = table(input, &text)?;
    let indicator = INDICATOR.into_iter().find(|name| table.position(name).is_some()).unwrap_or(INDICATOR[0]);
    let years = years(&table);
    let pending = pending(&table, &years);
    let mut audit = Audit::default();
    let mut notes = Notes::default();
    let mut observations = Vec::new();
    let mut kind = None;
    for row in &table.rows {
        let record = table.record(row);
        let Some(known) = INDICATORS.iter().find(|known| known.code == record.text(indicator)) else {
            audit.drop(format!("indicator {}: no trade or direct investment in US dollars", record.text(indicator)));
            continue;
        };
        if *kind.get_or_insert(known.kind) != known.kind {
            let help = "download trade and investment as files of their own";
            return Err(record.bad(indicator, "indicators of one kind: trade or investment", help));
        }
        notes.basis.insert(format!("{}: {}", known.code, known.meaning));
        let reporter = notes.economy(record);
        for (column, year) in &years {
            observations.push(observation(record, known, &reporter, column, *year, pending.contains(year))?);
        }
    }
    let Some(kind) = kind else {
        let first = table.record(&table.rows[0]);
        return Err(first.bad(indicator, "an indicator of trade or direct investment in current US dollars, such as NE.EXP.GNFS.CD or BX.KLT.DINV.CD.WD", "`tradeproof sources world-bank` describes the format"));
    };
    let parsed = Parsed::of(&input.path, kind, &observations)?;
    Ok(notes.write(parsed, audit))
}

/// The rows between the preamble and DataBank's footer.
fn table(input: &Input, text: &str) -> Result<Table, SourceError> {
    let (start, lines) = header_at(text).unwrap_or_default();
    let body = &text[start..];
    let footer = ["\nData from database", "\n\"Data from database"];
    let end = footer.iter().filter_map(|mark| body.find(mark)).min().unwrap_or(body.len());
    let mut table = Table::parse(&input.path, &body[..end])?;
    table.rows.iter_mut().for_each(|row| row.line += lines);
    if table.rows.is_empty() {
        return Err(SourceError::HeaderOnly { path: input.path.clone() });
    }
    Ok(table)
}

/// The columns that are years: `2011` or `2011 [yr2011]`.
fn years(table: &Table) -> Vec<(String, i32)> {
    let year = |header: &String| {
        let digits = header.get(..4)?;
        let plain = header.len() == 4 || header[4..].trim_start().starts_with("[yr");
        let year = digits.parse().ok().filter(|_| plain && digits.bytes().all(|byte| byte.is_ascii_digit()))?;
        Some((header.clone(), year))
    };
    table.headers.iter().filter_map(year).collect()
}

/// The last years, in which nobody has a figure yet.
fn pending(table: &Table, years: &[(String, i32)]) -> BTreeSet<i32> {
    let blank = |column: &str| table.rows.iter().all(|row| is_blank(table.record(row).text(column)));
    let last = years.iter().rev().take_while(|(column, _)| blank(column));
    last.map(|(_, year)| *year).collect()
}

fn is_blank(text: &str) -> bool {
    matches!(text, "" | "..")
}

fn observation(
    record: Record<'_>,
    indicator: &Indicator,
    reporter: &str,
    column: &str,
    year: i32,
    pending: bool,
) -> Result<Observation, SourceError> {
    let period = Period::year(year).ok_or_else(|| record.bad(column, "a year as the column's name", HELP))?;
    let (amount, state) = figure(record, column, pending)?;
    let [first, second] = indicator.dimensions;
    let dimensions = [reporter, Economy::WORLD, first, second].map(str::to_owned).to_vec();
    Ok(Observation {
        currency: Some(UNIT.currency),
        amount,
        state,
        ..Observation::new(record.line() as i64, dimensions, period)
    })
}

fn figure(record: Record<'_>, column: &str, pending: bool) -> Result<(Option<Amount>, CellState), SourceError> {
    let text = record.text(column);
    if is_blank(text) {
        return Ok((None, if pending { CellState::NotYetReported } else { CellState::Missing }));
    }
    let amount = UNIT
        .nearest(text)
        .map_err(|error| record.bad(column, &format!("US dollars as a decimal number ({error})"), HELP))?;
    Ok((Some(amount), if amount.minor == 0 { CellState::Zero } else { CellState::Value }))
}

/// What has to be said about the file as a whole.
#[derive(Default)]
struct Notes {
    basis: BTreeSet<String>,
    unknown: BTreeSet<String>,
}

impl Notes {
    /// The row's economy or group; a code that we do not know stays as it is.
    fn economy(&mut self, record: Record<'_>) -> String {
        let code = record.text(CODE);
        let found = code.parse::<Economy>().or_else(|_| record.text(NAME).parse());
        found.map_or_else(
            |_| {
                self.unknown.insert(format!("line {}: {code} is no economy we know; it keeps its code", record.line()));
                code.to_owned()
            },
            |economy| economy.code().to_owned(),
        )
    }

    fn write(self, mut parsed: Parsed, audit: Audit) -> Parsed {
        parsed.basis = vec!["values in current US dollars, partner World".to_owned()];
        parsed.basis.extend(self.basis);
        parsed.audit = audit.lines();
        parsed.doubts.extend(self.unknown);
        parsed
    }
}
