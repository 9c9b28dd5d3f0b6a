//! Euro reference rates, one day a row and one currency a column, or as XML: `eurofxref.csv`, `eurofxref-hist.csv`,
//! `eurofxref-daily.xml`, `eurofxref-hist.xml`; the website packs the CSV into ZIP archives.

use chrono::NaiveDate;

use crate::model::Period;
use crate::model::schema::Kind;

use super::super::error::SourceError;
use super::super::observation::Parsed;
use super::super::reading::{Head, Input, Record, Table};
use super::super::registry::{Field, Page, Source};
use super::super::tidy::rates::positive;
use super::{HELP, is_code, observation, xml};

const DATE: &str = "date";
/// What stands for a day or a time without a rate.
const NO_RATE: [&str; 3] = ["", "N/A", "-"];

const COLUMNS: [Field; 2] = [
    Field::required(DATE, "the day: 2026-10-30, or 30 October 2026"),
    Field::required("usd", "units of the currency for one euro; a column for each currency"),
];

/// The registry's entry.
pub const SOURCE: Source = Source {
    name: "ecb-reference",
    title: "ECB euro reference rates",
    description: "Daily reference rates of the euro since 1999, as CSV or XML, the latest day or the whole history.",
    kinds: &[Kind::Rates],
    columns: &COLUMNS,
    page: Page {
        from: "ecb.europa.eu, euro foreign exchange reference rates: eurofxref.zip, eurofxref-hist.zip, or the XML",
        units: "units of the currency for one euro",
        valuation: "none",
        frequency: "daily, on days when the euro area's payment system works",
        classification: "ISO 4217; currencies that joined the euro or were replaced keep their code",
        vintage: "the latest day in the file",
        licence: "ECB's terms: free with the source named; the rates are for information only",
        totals: &["there are none: rates are never added up"],
        quirks: &[
            "N/A stands where a currency had no rate that day, as one that has joined the euro: it is no rate, and left out with a count",
            "every line of the CSV ends with a comma",
            "the file of one day writes its day in words and blanks after commas",
            "reference rates are fixed once a day for information: they are no transaction rates",
        ],
    },
    recognise,
    read,
};

fn recognise(head: &Head<'_>) -> bool {
    if head.is_xml() {
        return xml::recognise(head.text);
    }
    let mut codes = head.headers.iter().filter(|header| !header.is_empty());
    codes.next().is_some_and(|first| first == DATE)
        && head.headers.iter().any(|header| header == "usd")
        && codes.all(|header| is_code(header))
}

fn read(input: &Input) -> Result<Parsed, SourceError> {
    let text = input.text()?;
    if text.trim_start().starts_with('<') {
        return xml::read(input, &text);
    }
    let table = Table::of(input)?;
    let currencies: Vec<&String> = table.headers.iter().filter(|header| header.as_str() != DATE).collect();
    let mut observations = Vec::new();
    let mut without = 0;
    let mut latest = None;
    for row in &table.rows {
        let record = table.record(row);
        let day = day(record)?;
        latest = latest.max(Some(day));
        for currency in currencies.iter().filter(|currency| !currency.is_empty()) {
            match record.text(currency) {
                text if NO_RATE.contains(&text) => without += 1,
                text => {
                    let rate = positive(text)
                        .ok_or_else(|| record.bad(currency, "a rate above zero such as 1.0842, or N/A", HELP))?;
                    let code = currency.to_uppercase();
                    observations.push(observation(row.line, &code, "reference", Period::day(day), rate));
                }
            }
        }
    }
    let mut parsed = Parsed::of(&input.path, Kind::Rates, &dated(observations, latest))?;
    if without > 0 {
        parsed.audit.push(format!("left out {without} cells without a rate (N/A)"));
    }
    Ok(described(parsed))
}

/// Marks rates with the latest day of their file.
pub(super) fn dated(mut observations: Vec<super::Observation>, latest: Option<NaiveDate>) -> Vec<super::Observation> {
    let vintage = latest.map_or_else(String::new, |day| day.to_string());
    for (_, value) in observations.iter_mut().flat_map(|observation| &mut observation.attributes) {
        value.clone_from(&vintage);
    }
    observations
}

pub(super) fn described(mut parsed: Parsed) -> Parsed {
    parsed.basis.push("reference rates of the ECB, fixed once a day: units of the currency for one euro".to_owned());
    parsed
}

fn day(record: Record<'_>) -> Result<NaiveDate, SourceError> {
    let text = record.text(DATE);
    let formats = ["%Y-%m-%d", "%d %B %Y"];
    let found = formats.iter().find_map(|format| NaiveDate::parse_from_str(text, format).ok());
    found.ok_or_else(|| record.bad(DATE, "a day such as 2026-10-30 or 30 October 2026", HELP))
}
