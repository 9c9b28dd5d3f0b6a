//! wiiw FDI database: direct investment by partner of Central, East and Southeast Europe and of Kazakhstan.

use crate::model::schema::Kind;
use crate::model::{CellState, Economy, Period, Unit};

use super::audit::Audit;
use super::error::SourceError;
use super::observation::{Observation, Parsed};
use super::parties;
use super::reading::{Input, Record, Table};
use super::registry::{Field, Page, Source, has_all};

const COUNTRY: &str = "country-code";
const DIRECTION: &str = "direction";
const PARTNER: &str = "partner-code";
const UNIT: &str = "unit";

const COLUMNS: [Field; 7] = [
    Field::required(COUNTRY, "the economy that reports, by two letters"),
    Field::required(DIRECTION, "FDI inflow, FDI outflow, FDI inward stock, FDI outward stock"),
    Field::required(PARTNER, "the economy on the other side by two letters, WORLD, or a group"),
    Field::required(UNIT, "EUR m; shares (in % of total) are left out"),
    Field::optional("partner", "its name"),
    Field::optional("footnotes", "what the figures include; kept in the basis"),
    Field::optional("_2003, _2004 …", "one column a year; . where there is no figure"),
];

/// The registry's entry.
pub const SOURCE: Source = Source {
    name: "wiiw",
    title: "wiiw FDI database",
    description: "Flows and stocks of direct investment by partner, annual, in millions of euros.",
    kinds: &[Kind::Investment],
    columns: &COLUMNS,
    page: Page {
        from: "data.wiiw.ac.at, FDI by partner: CSV",
        units: "the column Unit: a currency and its millions",
        valuation: "none",
        frequency: "annual",
        classification: "none",
        vintage: "not in the file",
        licence: "wiiw's terms: figures of its members' area are for subscribers",
        totals: &["partner WORLD stands for its parts; groups of economies whose members we do not know are left out"],
        quirks: &[
            "years begin with a mark: _2003",
            "a point alone is no figure; shares stand beside the amounts that they are of and are left out",
            "figures by activity have no partner and are refused",
        ],
    },
    recognise: |head| has_all(&COLUMNS, &head.headers) && years(&head.headers).next().is_some(),
    read,
};

const HELP: &str = "download the file again; no program should have changed it";

/// The columns of years, and the years.
fn years(headers: &[String]) -> impl Iterator<Item = (usize, &String, Period)> {
    headers.iter().enumerate().filter_map(|(place, header)| {
        let year = header.strip_prefix('_').filter(|year| year.len() == 4)?;
        Some((place, header, year.parse().ok()?))
    })
}

fn read(input: &Input) -> Result<Parsed, SourceError> {
    let table = Table::of(input)?;
    let years: Vec<_> = years(&table.headers).collect();
    let mut audit = Audit::default();
    let (mut observations, mut notes) = (Vec::new(), std::collections::BTreeSet::new());
    for row in &table.rows {
        let record = table.record(row);
        let Some((dimensions, unit)) = series(record, &mut audit)? else { continue };
        notes.insert(record.text("footnotes").to_owned());
        for (place, column, year) in &years {
            let text = row.cells.get(*place).map_or("", String::as_str);
            observations.push(observation(record, column, text, unit, dimensions.clone(), *year)?);
        }
    }
    if observations.is_empty() {
        let expected =
            format!("flows or stocks of direct investment in millions, in some row; {}", audit.first_lines());
        return Err(table.record(&table.rows[0]).bad(DIRECTION, &expected, HELP));
    }
    let mut parsed = Parsed::of(&input.path, Kind::Investment, &observations)?;
    notes.retain(|note| !matches!(note.as_str(), "" | "-"));
    parsed.basis = notes.into_iter().collect();
    parsed.audit = audit.lines();
    Ok(parsed)
}

/// What all years of a row have in common; `None` where a rule leaves it out.
fn series(record: Record<'_>, audit: &mut Audit) -> Result<Option<(Vec<String>, Unit)>, SourceError> {
    // `EUR m`, and no `in % of total`.
    let Ok(unit) = record.text(UNIT).parse::<Unit>() else {
        audit.drop(format!("unit {}: no amount of money", record.text(UNIT)));
        return Ok(None);
    };
    let (direction, measure) = match record.text(DIRECTION).to_lowercase().as_str() {
        "fdi inflow" => ("inward", "flow"),
        "fdi outflow" => ("outward", "flow"),
        "fdi inward stock" => ("inward", "stock"),
        "fdi outward stock" => ("outward", "stock"),
        _ => return Err(record.bad(DIRECTION, "FDI inflow, FDI outflow, FDI inward stock or FDI outward stock", HELP)),
    };
    let reporter: Economy = record.parse(COUNTRY, HELP)?;
    let code = record.text(PARTNER);
    let partner = match code {
        "WORLD" => Some(Economy::WORLD),
        code if code.len() == 2 => code.parse::<Economy>().ok().map(Economy::code),
        _ => None,
    };
    let Some(partner) = partner else {
        audit.drop(parties::rule("partner", code, record.text("partner")));
        return Ok(None);
    };
    Ok(Some(([reporter.code(), partner, direction, measure].map(str::to_owned).to_vec(), unit)))
}

fn observation(
    record: Record<'_>,
    column: &str,
    text: &str,
    unit: Unit,
    dimensions: Vec<String>,
    year: Period,
) -> Result<Observation, SourceError> {
    let amount = match text {
        "" | "." | "-" => None,
        text => {
            let amount = unit.nearest(text);
            Some(amount.map_err(|error| record.bad(column, &format!("{unit} as a decimal number ({error})"), HELP))?)
        }
    };
    Ok(Observation {
        currency: Some(unit.currency),
        amount,
        state: match amount {
            None => CellState::Missing,
            Some(amount) if amount.minor == 0 => CellState::Zero,
            Some(_) => CellState::Value,
        },
        ..Observation::new(record.line() as i64, dimensions, year)
    })
}
