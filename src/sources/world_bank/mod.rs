//! World Bank: World Development Indicators as the website's wide CSV, as DataBank exports it, and as the API's JSON.

mod answer;
mod indicators;
mod sheet;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::money::Magnitude;
use crate::model::schema::{Kind, VALUATION, VINTAGE};
use crate::model::{Amount, CellState, Currency, Economy, Unit};

use super::audit::counted;
use super::error::SourceError;
use super::observation::{Observation, Parsed};
use super::reading::{Head, Input, Record};
use super::registry::{Field, Page, Source};

use indicators::Indicator;
use sheet::{CODE, NAME, Point, STATUS, is_blank};

pub(super) use indicators::{MEASURES, figure as figure_of, named};
pub(super) use sheet::{Sheet, economy};

const COLUMNS: [Field; 6] = [
    Field::required(NAME, "the economy, a region or an income group"),
    Field::required(CODE, "its three letters"),
    Field::required(
        "indicator code",
        "exports, imports or direct investment in current US dollars; DataBank says series code",
    ),
    Field::optional("1960, 1961 …", "one column a year, 2011 [YR2011] in DataBank; blank or .. for no figure"),
    Field::optional("time code, value", "in DataBank's long layout: YR2011 and the figure"),
    Field::optional("… [NE.EXP.GNFS.CD]", "in DataBank's layout with an indicator a column"),
];

/// The registry's entry.
pub const SOURCE: Source = Source {
    name: "world-bank",
    title: "World Bank indicators",
    description: "Exports, imports and direct investment by economy and year, in US dollars.",
    kinds: &[Kind::Trade, Kind::Investment],
    columns: &COLUMNS,
    page: Page {
        from: "data.worldbank.org (CSV, also zipped), DataBank (wide, long) and the API (JSON)",
        units: "current US dollars",
        valuation: "as the indicator says: merchandise exports and goods of the balance of payments FOB, merchandise imports CIF",
        frequency: "annual; some databases quarterly or monthly",
        classification: "goods and services NE.EXP.GNFS.CD, NE.IMP.GNFS.CD, BX.GSR.GNFS.CD, BM.GSR.GNFS.CD; goods BX.GSR.MRCH.CD, BM.GSR.MRCH.CD, TX.VAL.MRCH.CD.WT, TM.VAL.MRCH.CD.WT; services BX.GSR.NFSV.CD, BM.GSR.NFSV.CD, TX.VAL.SERV.CD.WT, TM.VAL.SERV.CD.WT; direct investment BX.KLT.DINV.CD.WD, BM.KLT.DINV.CD.WD",
        vintage: "the database and the day of its last update, from the preamble, the footer or the answer",
        licence: "CC BY 4.0 unless the dataset says otherwise: free with the World Bank named",
        totals: &[
            "regions and income groups stand beside economies; they give way to them in every sum",
            "the partner is World throughout",
        ],
        quirks: &[
            "a preamble of four lines, a column a year, a blank column at the end; in DataBank a footer",
            "the last years, in which nobody has a figure, are not yet reported; other blanks are missing",
            "notes on economies and indicators in the same archive are left out, and it is said",
            "GDP, prices, population and other indicators are no figures of trade: they are kept apart, to measure figures against",
            "an answer of which further pages exist is a part, and it is said",
        ],
    },
    recognise,
    read,
};

const UNIT: Unit = Unit { currency: Currency::USD, magnitude: Magnitude::One };
const HELP: &str = "download the file again; no program should have changed it";

fn recognise(head: &Head<'_>) -> bool {
    sheet::header_at(head.text).is_some() || answer::is_one(head.text)
}

/// What the files beside the figures of an archive hold; `None` where a file is none of them.
pub(super) fn notes(head: &Head<'_>) -> Option<&'static str> {
    let has = |name: &str| head.headers.iter().any(|header| header == name);
    if has("country code") && (has("incomegroup") || has("income group")) {
        return Some("the World Bank's notes on economies");
    }
    (has("indicator_code") && has("source_note")).then_some("the World Bank's notes on indicators")
}

fn read(input: &Input) -> Result<Parsed, SourceError> {
    let sheet = Sheet::of(input)?;
    let pending = sheet.pending()?;
    let vintage = sheet.vintage();
    let mut audit: BTreeMap<String, usize> = BTreeMap::new();
    let mut notes = Notes::default();
    let mut observations = Vec::new();
    let mut kind = None;
    for row in &sheet.table.rows {
        let record = sheet.table.record(row);
        let mut left_out = BTreeSet::new();
        for point in sheet.points(record)? {
            let Some(known) = indicators::figure(&point.indicator) else {
                left_out.insert(point.indicator);
                continue;
            };
            if *kind.get_or_insert(known.kind) != known.kind {
                return Err(mixed(record, &point));
            }
            notes.basis.insert(format!("{}: {}", known.code, known.meaning));
            let reporter = notes.economy(record);
            let late = pending.contains(&point.period);
            observations.push(observation(record, known, reporter, &point, late, &vintage)?);
        }
        for code in left_out {
            *audit.entry(code).or_default() += 1;
        }
    }
    let audit: Vec<String> = audit.into_iter().map(other).collect();
    let Some(kind) = kind else { return Err(no_figures(&sheet, &audit)) };
    let mut parsed = Parsed::of(&input.path, kind, &observations)?;
    parsed.basis = vec!["values in current US dollars, partner World".to_owned()];
    parsed.basis.extend(notes.basis);
    parsed.audit = audit;
    parsed.doubts = sheet.doubts;
    parsed.doubts.extend(notes.unknown);
    Ok(parsed)
}

fn mixed(record: Record<'_>, point: &Point) -> SourceError {
    let code = &point.indicator;
    let expected = format!("figures of one kind, trade or investment; {code} is of another than those above it");
    record.bad(&point.column, &expected, "download trade and investment as files of their own")
}

/// What is said of an indicator that was not read. Its rows may hold others that were.
fn other((code, rows): (String, usize)) -> String {
    format!("kept apart {code} in {}: no trade or direct investment in US dollars", counted(rows))
}

fn no_figures(sheet: &Sheet, audit: &[String]) -> SourceError {
    let first = sheet.table.record(&sheet.table.rows[0]);
    let column = ["indicator code", "series code", "time code", "time"].into_iter();
    let column = column.into_iter().find(|name| sheet.table.position(name).is_some()).unwrap_or(CODE);
    let expected = format!(
        "an indicator of trade or direct investment in current US dollars, such as NE.EXP.GNFS.CD or BX.KLT.DINV.CD.WD; {}",
        audit.first().map_or("there is none", String::as_str)
    );
    let help = "`tradeproof sources world-bank` describes the format; GDP, prices and population serve metrics beside figures of trade";
    first.bad(column, &expected, help)
}

fn observation(
    record: Record<'_>,
    indicator: &Indicator,
    reporter: String,
    point: &Point,
    pending: bool,
    vintage: &str,
) -> Result<Observation, SourceError> {
    let (amount, state) = figure(record, &point.column, pending)?;
    let [first, second] = indicator.dimensions.map(str::to_owned);
    let mut attributes = vec![(VINTAGE, vintage.to_owned())];
    if indicator.kind == Kind::Trade {
        attributes.push((VALUATION, indicator.valuation.to_owned()));
    }
    Ok(Observation {
        currency: Some(UNIT.currency),
        amount,
        state,
        attributes,
        note: match record.text(STATUS) {
            "" => String::new(),
            status => format!("status {status}"),
        },
        ..Observation::new(record.line() as i64, vec![reporter, Economy::WORLD.to_owned(), first, second], point.period)
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
    let state = match record.text(STATUS).to_ascii_uppercase().as_str() {
        "E" | "F" => CellState::Estimated,
        "P" => CellState::Provisional,
        _ if amount.minor == 0 => CellState::Zero,
        _ => CellState::Value,
    };
    Ok((Some(amount), state))
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
        let Some(economy) = sheet::economy(record) else {
            self.unknown.insert(format!("line {}: {code} is no economy we know; it keeps its code", record.line()));
            return code.to_owned();
        };
        economy.code().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_every_indicator_that_is_read() {
        for indicator in &indicators::FIGURES {
            assert!(SOURCE.page.classification.contains(indicator.code), "{}", indicator.code);
        }
    }
}
