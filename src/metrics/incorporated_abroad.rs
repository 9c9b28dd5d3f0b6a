//! Companies that are incorporated in another economy than the one they do business in.

use std::collections::BTreeMap;

use polars::prelude::{LazyFrame, col, lit};

use crate::model::Why;
use crate::model::schema::{COUNTRY, CURRENCY, INCORPORATION, ISSUER, Kind, PERIOD};

use super::error::MetricError;
use super::metric::{Example, Metric, OfSeveral, Request};
use super::reduce::reduce;
use super::results::Results;
use super::runs::{figures, key, runs, texts};
use super::variants::variants;

variants! {
    /// What is told of the companies that are.
    enum Abroad by plan {
        Companies => "companies", "number of issuers whose incorporation is not their country", "companies", Exclude;
        Share => "share", "100 · that number / number of issuers", "percent of companies", Exclude;
        Capitalisation => "capitalisation", "100 · Σ c of those / Σ c", "percent of capitalisation", Exclude;
    }
}

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "incorporated_abroad",
    title: "Companies incorporated abroad",
    variants: Abroad::VARIANTS,
    source: "World Federation of Exchanges, Statistics Definitions Manual, domestic and foreign companies",
    notes: "The country is where a company does its business, the incorporation where its seat is; an exchange calls foreign what \
            is incorporated elsewhere, so both answers differ. Companies without one of the two are left out, and the unit says \
            how many are. A company with several securities is one.",
    kinds: &[Kind::Listings],
    detail: &[ISSUER, COUNTRY, INCORPORATION],
    quantities: false,
    of_several: OfSeveral::Nothing,
    examples: &[Example {
        figures: "issuer,instrument,market,country,incorporation,period,value,unit\n\
                  Alpha,ordinary,LSE,KAZ,GBR,2017,3,GBP billion\n\
                  Beta,ordinary,LSE,KAZ,KAZ,2017,1,GBP billion\n\
                  Gamma,ordinary,LSE,KAZ,NLD,2017,4,GBP billion\n",
        companions: &[],
        arguments: "incorporated_abroad:capitalisation",
        result: "period,metric,unit,value,why\n\
                 2017,incorporated_abroad:capitalisation,percent of capitalisation,87.5,\n",
    }],
};

/// One company.
#[derive(Default)]
struct Company {
    abroad: Option<bool>,
    worth: i128,
    why: Option<Why>,
}

fn plan(frame: LazyFrame, request: &Request, told: Abroad) -> Result<LazyFrame, MetricError> {
    let series = request.series();
    let detailed = request.in_detail(METRIC.detail);
    let mut keys: Vec<&str> = series.iter().copied().chain([PERIOD]).collect();
    match told {
        // Companies are counted whatever their currency, and worth something in one.
        Abroad::Companies | Abroad::Share => {}
        Abroad::Capitalisation => keys.push(CURRENCY),
    }
    let mut results = Results::new(&METRIC, request, &series);
    for run in runs(reduce(frame, &detailed).filter(col(ISSUER).neq(lit(""))), &keys, &[ISSUER, CURRENCY])? {
        let [issuers, countries, seats] = [ISSUER, COUNTRY, INCORPORATION].map(|name| texts(&run, name));
        let (issuers, countries, seats) = (issuers?, countries?, seats?);
        let mut companies: BTreeMap<&str, Company> = BTreeMap::new();
        for (row, figure) in figures(&run)?.into_iter().enumerate() {
            let company = companies.entry(issuers.get(row).unwrap_or_default()).or_default();
            let known = |text: Option<&'_ str>| text.filter(|text| !text.is_empty()).map(str::to_owned);
            let abroad = known(countries.get(row)).zip(known(seats.get(row))).map(|(country, seat)| country != seat);
            company.abroad = company.abroad.or(abroad);
            match figure {
                Ok(figure) => company.worth += i128::from(figure),
                Err(why) => company.why = Some(why),
            }
        }
        let placed: Vec<&Company> = companies.values().filter(|company| company.abroad.is_some()).collect();
        let unit = match companies.len() - placed.len() {
            0 => request.variant.unit.to_owned(),
            without => format!("{} ({without} without country or incorporation)", request.variant.unit),
        };
        results.push_in(&key(&run, &series)?, &[], None, &unit, measure(&placed, told));
    }
    results.finish()
}

fn measure(companies: &[&Company], told: Abroad) -> Result<f64, Why> {
    let abroad = || companies.iter().filter(|company| company.abroad == Some(true));
    let count = abroad().count() as f64;
    if companies.is_empty() {
        return Err(Why::ValueMissing);
    }
    match told {
        Abroad::Companies => Ok(count),
        Abroad::Share => Ok(100.0 * count / companies.len() as f64),
        Abroad::Capitalisation => {
            if let Some(why) = companies.iter().find_map(|company| company.why) {
                return Err(why);
            }
            let total: i128 = companies.iter().map(|company| company.worth).sum();
            let worth: i128 = abroad().map(|company| company.worth).sum();
            if total == 0 { Err(Why::NoDenominator) } else { Ok(100.0 * worth as f64 / total as f64) }
        }
    }
}
