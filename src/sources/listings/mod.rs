//! Lists of companies and their securities: the London Stock Exchange's, and any plain table.

mod capitalisation;
mod day;
pub mod lse;
pub mod plain;
pub(super) mod sheet;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::model::schema::{ISIN, Kind, LISTED_SINCE, TICKER, VINTAGE};
use crate::model::{CellState, Economy, Period, Product, Unit};

use super::error::SourceError;
use super::observation::{Observation, Parsed};
use super::reading::Record;

/// Which column says what; blank where the list has none.
#[derive(Debug, Clone, Default)]
struct Columns {
    issuer: String,
    instrument: String,
    market: String,
    segment: String,
    sector: String,
    country: String,
    incorporation: String,
    ticker: String,
    isin: String,
    since: String,
    cap: String,
}

/// What is the same for all rows of a list.
struct List<'a> {
    columns: &'a Columns,
    /// Of capitalisation.
    unit: Unit,
    /// The exchange, where no column names it.
    market: &'static str,
    /// The day of the list, where its title says it.
    period: Period,
    help: &'static str,
}

/// What is read of a list, and what has to be said about it.
#[derive(Default)]
struct Rows {
    observations: Vec<Observation>,
    unknown: BTreeSet<String>,
    without_cap: usize,
    totals: usize,
}

impl Rows {
    fn add(&mut self, record: Record<'_>, list: &List<'_>) -> Result<(), SourceError> {
        let text = |column: &String| record.text(column).to_owned();
        let columns = list.columns;
        let issuer = text(&columns.issuer);
        if issuer.is_empty() || is_total(&issuer) {
            self.totals += usize::from(!issuer.is_empty());
            return Ok(());
        }
        let market = match record.text(&columns.market) {
            "" => list.market.to_owned(),
            market => market.to_owned(),
        };
        let dimensions = vec![
            issuer,
            text(&columns.instrument),
            market,
            text(&columns.segment),
            text(&columns.sector),
            self.economy(record.text(&columns.country)),
            self.economy(record.text(&columns.incorporation)),
        ];
        let amount = capitalisation::amount(record, &columns.cap, list.unit, list.help)?;
        self.without_cap += usize::from(amount.is_none());
        let since = day::of(record.text(&columns.since)).map_or_else(String::new, |day| day.to_string());
        let attributes = vec![
            (TICKER, text(&columns.ticker)),
            (ISIN, text(&columns.isin)),
            (LISTED_SINCE, since),
            (VINTAGE, list.period.to_string()),
        ];
        self.observations.push(Observation {
            currency: Some(list.unit.currency),
            amount,
            state: match amount {
                None => CellState::Missing,
                Some(amount) if amount.minor == 0 => CellState::Zero,
                Some(_) => CellState::Value,
            },
            attributes,
            ..Observation::new(record.line() as i64, dimensions, list.period)
        });
        Ok(())
    }

    /// An economy as lists name it; what we do not know is named in a doubt and left open.
    fn economy(&mut self, name: &str) -> String {
        if matches!(name, "" | "-" | "n/a" | "N/A") {
            return String::new();
        }
        match name.parse::<Economy>() {
            Ok(economy) if !economy.is_group() => economy.code().to_owned(),
            _ => {
                self.unknown.insert(name.to_owned());
                String::new()
            }
        }
    }

    fn finish(mut self, path: &Path, unit: Unit) -> Result<Parsed, SourceError> {
        tell_apart(&mut self.observations);
        let mut parsed = Parsed::of(path, Kind::Listings, &self.observations)?;
        let companies: BTreeSet<&String> = self.observations.iter().map(|row| &row.dimensions[0]).collect();
        parsed.basis.push(format!("market capitalisation of each security in {unit}"));
        parsed.basis.push(format!("{} securities of {} companies", self.observations.len(), companies.len()));
        if self.totals > 0 {
            parsed.audit.push(format!(
                "dropped {} of totals: they follow from the companies",
                super::audit::counted(self.totals)
            ));
        }
        if self.without_cap > 0 {
            parsed.doubts.push(format!(
                "{} without capitalisation: missing, and no zero",
                super::audit::counted(self.without_cap)
            ));
        }
        if !self.unknown.is_empty() {
            let names: Vec<String> = self.unknown.into_iter().collect();
            parsed.doubts.push(format!("countries that we do not know are left open: {}", names.join(", ")));
        }
        if self.observations.len() > companies.len() {
            parsed
                .doubts
                .push("some companies have several securities: companies and securities are counted apart".to_owned());
        }
        Ok(parsed)
    }
}

/// `TOTAL`, `Total (all companies)`, `Grand total`.
fn is_total(issuer: &str) -> bool {
    let lower = issuer.to_lowercase();
    lower == Product::TOTAL.to_lowercase()
        || lower == "grand total"
        || lower.starts_with("total (")
        || lower.starts_with("total:")
}

/// Securities of one company, name and period are told apart by their tickers, or numbered.
fn tell_apart(observations: &mut [Observation]) {
    let mut places: BTreeMap<(Vec<String>, String), Vec<usize>> = BTreeMap::new();
    for (place, observation) in observations.iter().enumerate() {
        places.entry((observation.dimensions.clone(), observation.period.to_string())).or_default().push(place);
    }
    for same in places.into_values().filter(|places| places.len() > 1) {
        for (number, place) in same.into_iter().enumerate() {
            let observation = &mut observations[place];
            let mark = match observation.attribute(TICKER) {
                "" => (number + 1).to_string(),
                ticker => ticker.to_owned(),
            };
            let name = observation.dimensions[1].clone();
            observation.dimensions[1] = format!("{name} [{mark}]").trim().to_owned();
        }
    }
}
