//! Exchange rates against the US dollar: dataset ER of the IMF's data portal, and the International Financial Statistics
//! before it, one row a figure.

use std::collections::{BTreeSet, HashMap};

use crate::model::CellState;
use crate::model::schema::{Kind, VINTAGE};

use super::super::audit::{Audit, counted};
use super::super::error::SourceError;
use super::super::observation::{Observation, Parsed};
use super::super::reading::{Head, Input, Record};
use super::super::registry::{Field, Page, Source};
use super::super::sdmx_csv::{self, code};
use super::super::tidy::rates::positive;
use super::parties::Party;
use super::{HELP, currencies, period};

const COUNTRY: &str = "country";
const INDICATOR: &str = "indicator";
const TRANSFORMATION: &str = "type_of_transformation";
const PERIOD: &str = "time_period";
const VALUE: &str = "obs_value";
/// The same columns of the older statistics.
const OLDER: [&str; 5] = ["country code", "country name", "indicator code", "time period", "value"];
const DOLLAR: &str = "USD";

const COLUMNS: [Field; 5] = [
    Field::required(COUNTRY, "the economy, by three letters; G163 is the euro area"),
    Field::required(INDICATOR, "XDC_USD domestic currency for one US dollar, USD_XDC dollars for one unit of it"),
    Field::required(TRANSFORMATION, "PA_RT average of the period, EOP_RT its end; others are left out"),
    Field::required(PERIOD, "2023, 2023-Q1 or 2023-M04"),
    Field::required(VALUE, "the rate"),
];

/// The registry's entry.
pub const SOURCE: Source = Source {
    name: "imf-rates",
    title: "IMF exchange rates",
    description: "Average and end-of-period rates of currencies against the US dollar, by economy.",
    kinds: &[Kind::Rates],
    columns: &COLUMNS,
    page: Page {
        from: "data.imf.org, dataset ER, as SDMX-CSV; or the older International Financial Statistics, one row a figure",
        units: "units of the domestic currency for one US dollar, or US dollars for one unit of it",
        valuation: "none",
        frequency: "annual, quarterly and monthly side by side",
        classification: "economies: the currency is the one that ISO 4217 gives the economy today",
        vintage: "not in the file",
        licence: "IMF's terms: free with the source named; commercial reuse in bulk needs permission",
        totals: &["there are none: rates are never added up"],
        quirks: &[
            "the file names economies and not currencies; the IMF states the past of a currency in its present units",
            "members of the euro area have no rates of their own: the euro is the euro area's (G163)",
            "economies without a currency of their own are left out and named; a currency that several share has one rate",
            "the older statistics call the indicators ENDA_XDC_USD_RATE (average) and ENDE_XDC_USD_RATE (end)",
        ],
    },
    recognise,
    read,
};

fn recognise(head: &Head<'_>) -> bool {
    let names = sdmx_csv::names(&head.headers);
    let has = |wanted: &[&str]| wanted.iter().all(|name| names.iter().any(|header| header == name));
    let rates = |text: &str| ["XDC_USD", "USD_XDC"].iter().any(|indicator| text.contains(indicator));
    (has(&[COUNTRY, INDICATOR, TRANSFORMATION, PERIOD, VALUE]) || has(&OLDER)) && rates(head.text)
}

fn read(input: &Input) -> Result<Parsed, SourceError> {
    let table = sdmx_csv::table(input)?;
    let older = table.position(OLDER[0]).is_some();
    let mut audit = Audit::default();
    let mut observations = Vec::new();
    let mut shared = Shared::default();
    for row in &table.rows {
        let record = table.record(row);
        let cells = if older { Cells::older(record) } else { Cells::of(record) };
        match cells.series() {
            Ok(series) => {
                if let Some(observation) = observation(record, &cells, series)? {
                    shared.add(&mut observations, observation);
                }
            }
            Err(rule) => audit.drop(rule),
        }
    }
    if observations.is_empty() {
        let column = if older { OLDER[2] } else { INDICATOR };
        let expected = format!("rates against the US dollar in some row; {}", audit.first_lines());
        return Err(table.record(&table.rows[0]).bad(column, &expected, "download XDC_USD with PA_RT or EOP_RT"));
    }
    let mut parsed = Parsed::of(&table.path, Kind::Rates, &observations)?;
    parsed.audit = audit.lines();
    parsed.audit.extend(shared.audit());
    parsed.doubts.extend(shared.differing);
    parsed.basis.push("rates against the US dollar; the past of a currency in its present units".to_owned());
    Ok(parsed)
}

/// Rates of currencies that several economies have: each is kept once.
#[derive(Default)]
struct Shared {
    seen: HashMap<(Vec<String>, String), usize>,
    again: usize,
    differing: BTreeSet<String>,
}

impl Shared {
    fn add(&mut self, observations: &mut Vec<Observation>, observation: Observation) {
        let key = (observation.dimensions.clone(), observation.period.to_string());
        let Some(first) = self.seen.get(&key) else {
            self.seen.insert(key, observations.len());
            observations.push(observation);
            return;
        };
        self.again += 1;
        let first = &observations[*first];
        if first.rate != observation.rate {
            let (lines, series) = ([first.row, observation.row], key.0.join(" "));
            self.differing.insert(format!(
                "lines {} and {}: {series} of {} differ between economies that share the currency; the first is kept",
                lines[0], lines[1], key.1
            ));
        }
    }

    fn audit(&self) -> Option<String> {
        (self.again > 0).then(|| format!("dropped {} with currencies that stand there already", counted(self.again)))
    }
}

/// What a row says, by either layout.
struct Cells<'a> {
    economy: Party<'a>,
    indicator: &'a str,
    transformation: &'a str,
    period: (&'static str, &'a str),
    value: (&'static str, &'a str),
}

/// What is priced in what, and how the rate stands for its period.
type Series = (&'static str, &'static str, &'static str);

impl<'a> Cells<'a> {
    fn of(record: Record<'a>) -> Self {
        Self {
            economy: Party { code: code(record, COUNTRY), name: "" },
            indicator: code(record, INDICATOR),
            transformation: code(record, TRANSFORMATION),
            period: (PERIOD, record.text(PERIOD)),
            value: (VALUE, record.text(VALUE)),
        }
    }

    fn older(record: Record<'a>) -> Self {
        let [number, name, indicator, period, value] = OLDER;
        let (indicator, transformation) = match record.text(indicator) {
            "ENDA_XDC_USD_RATE" => ("XDC_USD", "PA_RT"),
            "ENDE_XDC_USD_RATE" => ("XDC_USD", "EOP_RT"),
            "EDNA_USD_XDC_RATE" => ("USD_XDC", "PA_RT"),
            "EDNE_USD_XDC_RATE" => ("USD_XDC", "EOP_RT"),
            other => (other, ""),
        };
        Self {
            economy: Party { code: record.text(number), name: record.text(name) },
            indicator,
            transformation,
            period: (period, record.text(period)),
            value: (value, record.text(value)),
        }
    }

    /// Base, quote and method; or the rule that leaves the row out.
    fn series(&self) -> Result<Series, String> {
        let domestic = |direction: fn(&'static str) -> (&'static str, &'static str)| {
            let economy = self.economy.known().ok_or_else(|| self.economy.rule("country"))?;
            currencies::of(economy)
                .map(direction)
                .ok_or_else(|| format!("{economy}: no currency of its own but the euro or the dollar"))
        };
        let (base, quote) = match self.indicator {
            "XDC_USD" => domestic(|currency| (DOLLAR, currency))?,
            "USD_XDC" => domestic(|currency| (currency, DOLLAR))?,
            other => return Err(format!("indicator {other}: no rate against the US dollar")),
        };
        match self.transformation {
            "PA_RT" => Ok((base, quote, "average")),
            "EOP_RT" => Ok((base, quote, "end")),
            other => Err(format!("transformation {other}: neither average nor end of the period")),
        }
    }
}

/// A rate; nothing where the cell is blank.
fn observation(record: Record<'_>, cells: &Cells<'_>, series: Series) -> Result<Option<Observation>, SourceError> {
    let ((period_column, text), (column, value)) = (cells.period, cells.value);
    let period = period(text).ok_or_else(|| record.bad(period_column, "2023, 2023-Q1 or 2023-M04", HELP))?;
    if value.is_empty() {
        return Ok(None);
    }
    let rate = positive(value).ok_or_else(|| record.bad(column, "a rate above zero such as 468.1", HELP))?;
    let dimensions = [series.0, series.1, series.2].map(str::to_owned).to_vec();
    Ok(Some(Observation {
        rate: Some(rate),
        state: CellState::Value,
        attributes: vec![(VINTAGE, String::new())],
        ..Observation::new(record.line() as i64, dimensions, period)
    }))
}
