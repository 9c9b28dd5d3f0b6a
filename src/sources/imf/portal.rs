//! IMTS of the IMF's data portal: SDMX-CSV, one row a figure, or the website's download, one column a period.

use crate::model::Period;
use crate::model::money::Magnitude;
use crate::model::schema::Kind;

use super::super::error::SourceError;
use super::super::observation::Parsed;
use super::super::reading::{Input, Record, Row};
use super::super::registry::{Field, Page, Source, has_all};
use super::super::sdmx_csv::{self, code};
use super::parties::Party;
use super::{Cell, HELP, Indicator, Trade, period, periods};

const REPORTER: &str = "country";
const PARTNER: &str = "counterpart_country";
const INDICATOR: &str = "indicator";
const FREQUENCY: &str = "frequency";
const SERIES: &str = "series_code";
const PERIOD: &str = "time_period";
const VALUE: &str = "obs_value";
/// Its name before its code.
const SCALE: [&str; 2] = ["scale", "scale.id"];
const DERIVATION: &str = "derivation_type";
const STATUS: [&str; 2] = ["obs_status", "status"];

const COLUMNS: [Field; 10] = [
    Field::required(REPORTER, "the economy that reports: three letters, a group such as G001, or its name"),
    Field::required(PARTNER, "the economy on the other side; G001 is World"),
    Field::required(INDICATOR, "XG_FOB_USD exports FOB, MG_CIF_USD imports CIF, MG_FOB_USD imports FOB"),
    Field::required(FREQUENCY, "A, Q or M"),
    Field::optional(SERIES, "the codes of the series, USA.XG_FOB_USD.G001.A, where the other columns hold names"),
    Field::optional(PERIOD, "2023, 2023-Q1 or 2023-M04; in the website's download each period is a column"),
    Field::optional(VALUE, "the figure, in files with one row a figure"),
    Field::optional("scale", "in the website's download: Units, Thousands, Millions or Billions"),
    Field::optional("status", "E estimated, P provisional; OBS_STATUS in some files"),
    Field::optional(DERIVATION, "how the figure was made; it stands in the note"),
];

/// The registry's entry.
pub const SOURCE: Source = Source {
    name: "imf-imts",
    title: "IMF international merchandise trade",
    description: "Goods trade by reporter and partner, annual, quarterly and monthly, in US dollars.",
    kinds: &[Kind::Trade],
    columns: &COLUMNS,
    page: Page {
        from: "data.imf.org, dataset IMTS: the API's SDMX-CSV, or the Data Explorer's download with a column a period",
        units: "US dollars: whole from the API, in the scale of each row from the website, mostly millions",
        valuation: "exports FOB, imports CIF; imports FOB only of reporters without CIF imports",
        frequency: "annual, quarterly and monthly side by side",
        classification: "none: all goods together, product TOTAL",
        vintage: "not in the file",
        licence: "IMF's terms: free with the source named; commercial reuse in bulk needs permission",
        totals: &[
            "partner World (G001) stands for its parts; the euro area (G163) and the European Union (G998) give way to their members",
            "other groups, such as Advanced Economies, are left out: their members are not known here",
            "imports CIF and FOB are two valuations of one figure: FOB is left out of a reporter that has CIF",
            "the trade balance is left out: it follows from exports and imports",
        ],
        quirks: &[
            "columns may hold codes (COUNTRY.ID), names, or both; codes are also read from SERIES_CODE",
            "blank cells of the download are no figures, as the rows that the API leaves out",
            "the API's rows say SCALE 6 and hold whole dollars all the same: a scale is applied only in the website's download",
            "a download without a scale is read as whole US dollars, and says so",
        ],
    },
    recognise: |head| has_all(&COLUMNS, &sdmx_csv::names(&head.headers)),
    read,
};

fn read(input: &Input) -> Result<Parsed, SourceError> {
    let table = sdmx_csv::table(input)?;
    let wide = periods(&table);
    let long = table.position(VALUE).is_some() && table.position(PERIOD).is_some();
    if !long && wide.is_empty() {
        return Err(SourceError::MissingColumn {
            path: input.path.clone(),
            format: SOURCE.name,
            missing: [PERIOD, VALUE].map(str::to_owned).to_vec(),
            expected: vec![PERIOD.to_owned(), VALUE.to_owned(), "or a column for each period such as 2023".to_owned()],
            found: table.headers,
        });
    }
    let mut trade = Trade::default();
    // The website's download has names beside codes, or a column a period; the API has neither.
    let from_api = long && table.position("country.id").is_none() && table.position(SERIES).is_none();
    if from_api {
        trade.basis = Some("whole US dollars, as the API gives them whatever its SCALE");
    } else if SCALE.iter().all(|column| table.position(column).is_none()) {
        trade.doubts.insert("the file does not say its scale: read as whole US dollars".to_owned());
    }
    for row in &table.rows {
        let record = table.record(row);
        let Some(series) = Series::of(record, &mut trade) else { continue };
        let magnitude = magnitude(record, from_api)?;
        if long {
            let period = period(record.text(PERIOD));
            let period = period.ok_or_else(|| record.bad(PERIOD, "2023, 2023-Q1 or 2023-M04", HELP))?;
            let status = first(record, &STATUS);
            let cell = series.cell(VALUE, record.text(VALUE), status, magnitude, period);
            trade.add(record, &cell, record.text(DERIVATION))?;
        } else {
            series.spread(record, row, &wide, magnitude, &mut trade)?;
        }
    }
    trade.finish(&table, INDICATOR)
}

fn first<'a>(record: Record<'a>, columns: &[&str]) -> &'a str {
    columns.iter().map(|column| code(record, column)).find(|text| !text.is_empty()).unwrap_or_default()
}

/// The series that a row is of.
struct Series {
    indicator: Indicator,
    reporter: &'static str,
    partner: &'static str,
    frequency: char,
}

impl Series {
    fn of(record: Record<'_>, trade: &mut Trade) -> Option<Self> {
        let parts: Vec<&str> = record.text(SERIES).split('.').collect();
        let part = |place: usize| if parts.len() == 4 { parts[place] } else { "" };
        let indicator = trade.indicator(coded(record, INDICATOR, part(1)), record.text(INDICATOR))?;
        let party = |column: &'static str, part| {
            let code = coded(record, column, part);
            let name = if code == record.text(column) { "" } else { record.text(column) };
            Party { code, name }
        };
        let (reporter, partner) = trade.sides(party(REPORTER, part(0)), party(PARTNER, part(2)))?;
        let frequency = coded(record, FREQUENCY, part(3)).chars().next().unwrap_or(' ');
        Some(Self { indicator, reporter, partner, frequency })
    }

    fn cell<'a>(
        &self,
        column: &'a str,
        value: &'a str,
        status: &'a str,
        magnitude: Magnitude,
        period: Period,
    ) -> Cell<'a> {
        let Self { indicator, reporter, partner, .. } = *self;
        Cell { indicator, reporter, partner, period, column, value, status, magnitude }
    }

    /// The cells of the periods of the series' own frequency; the others are blank.
    fn spread(
        &self,
        record: Record<'_>,
        row: &Row,
        columns: &[(usize, &str, Period)],
        magnitude: Magnitude,
        trade: &mut Trade,
    ) -> Result<(), SourceError> {
        for (place, column, period) in columns {
            let value = row.cells.get(*place).map_or("", String::as_str);
            match value {
                "" if self.frequency == frequency(*period) => trade.blank += 1,
                "" => {}
                _ => trade.add(record, &self.cell(column, value, "", magnitude, *period), "")?,
            }
        }
        Ok(())
    }
}

fn frequency(period: Period) -> char {
    match period.months() {
        Some(1) => 'M',
        Some(3) => 'Q',
        _ => 'A',
    }
}

/// The code of a column: from its twin `….ID`, from the series, or what stands before a colon.
fn coded<'a>(record: Record<'a>, column: &str, part: &'a str) -> &'a str {
    match record.text(&format!("{column}.id")) {
        "" if part.is_empty() => code(record, column),
        "" => part,
        code => code,
    }
}

/// The website prints figures in the scale that it names. The API gives whole dollars, whatever its SCALE says: 6 is how
/// the portal shows them.
fn magnitude(record: Record<'_>, from_api: bool) -> Result<Magnitude, SourceError> {
    let scale = first(record, &SCALE);
    if from_api && scale.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(Magnitude::One);
    }
    Ok(match scale.to_ascii_lowercase().as_str() {
        "" | "0" | "units" => Magnitude::One,
        "3" | "thousands" => Magnitude::Thousand,
        "6" | "millions" => Magnitude::Million,
        "9" | "billions" => Magnitude::Billion,
        _ => {
            let column = SCALE.into_iter().find(|column| !record.text(column).is_empty()).unwrap_or(SCALE[0]);
            return Err(record.bad(column, "Units, Thousands, Millions or Billions, or a power of ten", HELP));
        }
    })
}
