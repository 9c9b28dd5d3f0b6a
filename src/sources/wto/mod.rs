//! WTO Stats: merchandise and commercial services trade, as the portal's CSV and as the bulk download.

mod items;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::money::Magnitude;
use crate::model::schema::{self, Kind};
use crate::model::{Amount, CellState, Currency, Economy, Period, Unit};

use super::audit::Audit;
use super::error::SourceError;
use super::observation::{Observation, Parsed};
use super::parties;
use super::reading::{Head, Input, Record, Table};
use super::registry::{Field, Page, Source, has_all};
use items::{Item, Services};

/// How a layout calls what both have.
struct Layout {
    indicator: [&'static str; 2],
    /// Code, letters and name.
    reporter: [&'static str; 3],
    partner: [&'static str; 3],
    classification: &'static str,
    product: [&'static str; 2],
    period: &'static str,
    unit: [&'static str; 2],
    flag: [&'static str; 2],
}

const YEAR: &str = "year";
const VALUE: &str = "value";
const NOTES: [&str; 2] = ["text value", "text footnote"];

const PORTAL: Layout = Layout {
    indicator: ["indicator code", "indicator"],
    reporter: ["reporting economy code", "reporting economy iso3a code", "reporting economy"],
    partner: ["partner economy code", "partner economy iso3a code", "partner economy"],
    classification: "product/sector classification code",
    product: ["product/sector code", "product/sector"],
    period: "period code",
    unit: ["unit code", "unit"],
    flag: ["value flag code", "value flag"],
};

const BULK: Layout = Layout {
    indicator: ["indicatorcode", "indicator"],
    reporter: ["reportercode", "reporteriso3a", "reporter"],
    partner: ["partnercode", "partneriso3a", "partner"],
    classification: "productclassificationcode",
    product: ["productcode", "product"],
    period: "periodcode",
    unit: ["unitcode", "unit"],
    flag: ["valueflagcode", "valueflag"],
};

const COLUMNS: [Field; 16] = [
    Field::required(PORTAL.indicator[0], "ITS_MTV_… merchandise values, ITS_CS_… commercial services"),
    Field::optional(PORTAL.indicator[1], "the indicator in words"),
    Field::required(PORTAL.reporter[0], "the economy that reports, by three digits"),
    Field::required(PORTAL.reporter[1], "its three letters; blank for groups"),
    Field::required(PORTAL.reporter[2], "its name"),
    Field::required(PORTAL.partner[0], "the economy on the other side; 000 is World"),
    Field::optional(PORTAL.partner[1], "its three letters"),
    Field::optional(PORTAL.classification, "SITC3, BOP5 or BOP6"),
    Field::required(PORTAL.product[0], "TO all merchandise, AG, MI, MA and their parts; S or SOX all services"),
    Field::optional(PORTAL.product[1], "the product or sector in words"),
    Field::required(PORTAL.period, "A the year, Q1 a quarter, M04 a month"),
    Field::required(PORTAL.unit[0], "USM, million US dollars; other units are left out"),
    Field::required(YEAR, "the year"),
    Field::optional(PORTAL.flag[0], "E estimated, P preliminary, B break; blank for a plain figure"),
    Field::optional(NOTES[0], "what is said instead of or about the figure; Text Footnote in some files"),
    Field::required(VALUE, "the figure"),
];

const BULK_COLUMNS: [Field; 8] = [
    Field::required(BULK.indicator[0], ""),
    Field::required(BULK.reporter[0], ""),
    Field::required(BULK.reporter[1], ""),
    Field::required(BULK.partner[0], ""),
    Field::required(BULK.product[0], ""),
    Field::required(BULK.unit[0], ""),
    Field::required(YEAR, ""),
    Field::required(VALUE, ""),
];

/// The registry's entry.
pub const SOURCE: Source = Source {
    name: "wto",
    title: "WTO Stats",
    description: "Merchandise and commercial services trade, annual, quarterly and monthly, in US dollars.",
    kinds: &[Kind::Trade],
    columns: &COLUMNS,
    page: Page {
        from: "stats.wto.org and data.wto.org: the CSV of a selection, and the bulk download (merchandise_values_annual_dataset, services_annual_dataset), whose names have no blanks: ReporterCode, PartnerISO3A",
        units: "million US dollars",
        valuation: "merchandise exports FOB, imports CIF",
        frequency: "annual, quarterly and monthly side by side",
        classification: "the WTO's own groups of products on SITC 3; services by BPM6 or BPM5",
        licence: "WTO's terms: free with the source named; commercial use needs permission",
        vintage: "not in the file",
        totals: &[
            "all merchandise (TO) is product GOODS and stands for its parts; AG, MI and MA are the largest, and longer codes (AGFO, MAMTOF) are parts of shorter ones",
            "of services only the total is read, as product SERVICES: commercial services (SOX), or all services (S, S200) where the file has no other; their categories contain each other",
            "services by BPM5 are left out for what BPM6 has",
            "partner World (000) stands for its parts; the European Union (EEC) gives way to its members; other groups have no letters and are left out",
        ],
        quirks: &[
            "Latin-1, every cell in quotes",
            "the table that the website shows, with a title and a column a year, is read for merchandise; it has names only and no flags",
            "flags E and P are states of the figure; other flags stand in the note",
            "longer product codes do not exhaust the shorter ones: AG holds more than AGFO",
        ],
    },
    recognise,
    read,
};

/// A list of a selection, the bulk download, or the table that the website shows.
fn recognise(head: &Head<'_>) -> bool {
    has_all(&COLUMNS, &head.headers) || has_all(&BULK_COLUMNS, &head.headers) || table::recognise(head)
}

const UNIT: Unit = Unit { currency: Currency::USD, magnitude: Magnitude::Million };
const HELP: &str = "download the file again; no program should have changed it";

fn read(input: &Input) -> Result<Parsed, SourceError> {
    let text = input.text()?;
    if let Some(parsed) = table::read(input, &text) {
        return parsed;
    }
    let table = Table::of(input)?;
    let layout = if table.position(BULK.reporter[0]).is_some() { &BULK } else { &PORTAL };
    let services = Services::of(&table, layout);
    let mut notes = Notes::default();
    let mut observations = Vec::new();
    for row in &table.rows {
        let record = table.record(row);
        let item = match Item::of(record, layout, &services) {
            Ok(item) => item,
            Err(rule) => {
                notes.audit.drop(rule);
                continue;
            }
        };
        let Some([reporter, partner]) = notes.sides(record, layout) else { continue };
        let dimensions = vec![reporter, partner, item.flow.to_owned(), item.product.clone()];
        observations.push(observation(record, layout, &item, dimensions, &mut notes)?);
    }
    let observations = without_older(observations, &mut notes);
    if observations.is_empty() {
        let expected = format!(
            "values of merchandise or of all commercial services in million US dollars, between economies, in some row; {}",
            notes.audit.first_lines()
        );
        let help = "download merchandise trade values (ITS_MTV_AX, ITS_MTV_AM) with product TO, or commercial services with their total";
        return Err(table.record(&table.rows[0]).bad(layout.indicator[0], &expected, help));
    }
    let parsed = Parsed::of(&input.path, Kind::Trade, &observations)?;
    Ok(notes.write(parsed))
}

fn observation(
    record: Record<'_>,
    layout: &Layout,
    item: &Item,
    dimensions: Vec<String>,
    notes: &mut Notes,
) -> Result<Observation, SourceError> {
    let (amount, state) = figure(record, layout)?;
    let mut attributes = vec![(schema::CLASSIFICATION, item.classification.clone())];
    if !item.services {
        attributes.push((schema::VALUATION, if item.flow == "export" { "fob" } else { "cif" }.to_owned()));
    }
    notes.services |= item.services;
    notes.goods |= !item.services;
    let texts = [layout.flag[1], NOTES[0], NOTES[1]].map(|column| record.text(column));
    Ok(Observation {
        currency: Some(UNIT.currency),
        amount,
        state,
        attributes,
        note: texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; "),
        ..Observation::new(record.line() as i64, dimensions, period(record, layout)?)
    })
}

/// `A` and the year, `Q1` or `M04`.
fn period(record: Record<'_>, layout: &Layout) -> Result<Period, SourceError> {
    let year: Option<i32> = Some(record.text(YEAR)).filter(|year| year.len() == 4).and_then(|year| year.parse().ok());
    let year = year.ok_or_else(|| record.bad(YEAR, "a year such as 2023", HELP))?;
    let code = record.text(layout.period);
    let number = |prefix: char| code.strip_prefix(prefix).and_then(|number| number.parse::<u32>().ok());
    let period = match code {
        "" | "A" => Period::year(year),
        _ => match (number('Q'), number('M')) {
            (Some(quarter @ 1..=4), _) => Period::whole_months(year, quarter * 3 - 2, 3),
            (_, Some(month)) => Period::whole_months(year, month, 1),
            _ => None,
        },
    };
    period.ok_or_else(|| record.bad(layout.period, "A, Q1 to Q4, or M01 to M12", HELP))
}

fn figure(record: Record<'_>, layout: &Layout) -> Result<(Option<Amount>, CellState), SourceError> {
    let [flag, label] = layout.flag.map(|column| record.text(column));
    let label = label.to_lowercase();
    if record.text(VALUE).is_empty() {
        let state = match flag {
            "C" => CellState::Suppressed,
            _ if label.contains("confidential") => CellState::Suppressed,
            _ => CellState::Missing,
        };
        return Ok((None, state));
    }
    let amount = UNIT.nearest(record.text(VALUE));
    let amount = amount.map_err(|error| record.bad(VALUE, &format!("{UNIT} as a decimal number ({error})"), HELP))?;
    let state = match amount.minor {
        _ if flag == "E" || label.contains("estimate") => CellState::Estimated,
        _ if flag == "P" || label.contains("preliminary") || label.contains("provisional") => CellState::Provisional,
        0 => CellState::Zero,
        _ => CellState::Value,
    };
    Ok((Some(amount), state))
}

/// The same services by both editions of the balance of payments manual are one figure: the newer stays.
fn without_older(observations: Vec<Observation>, notes: &mut Notes) -> Vec<Observation> {
    let key = |observation: &Observation| (observation.dimensions.clone(), observation.period);
    let edition = |observation: &Observation| observation.attribute(schema::CLASSIFICATION).to_owned();
    let newer: BTreeSet<_> = observations.iter().filter(|known| edition(known) == items::BPM6).map(key).collect();
    let (kept, older): (Vec<_>, Vec<_>) =
        observations.into_iter().partition(|known| edition(known) != items::BPM5 || !newer.contains(&key(known)));
    notes.audit.drop_many("services by BPM5: the same figure is there by BPM6", older.len());
    let mixed = !newer.is_empty() && kept.iter().any(|known| edition(known) == items::BPM5);
    if mixed {
        notes.doubts.insert(
            "services by BPM5 in some periods and BPM6 in others: growth between them compares unlike things"
                .to_owned(),
        );
    }
    kept
}

/// What has to be said about the file as a whole.
#[derive(Default)]
struct Notes {
    audit: Audit,
    goods: bool,
    services: bool,
    known: BTreeMap<String, Option<&'static str>>,
    doubts: BTreeSet<String>,
}

impl Notes {
    fn sides(&mut self, record: Record<'_>, layout: &Layout) -> Option<[String; 2]> {
        let reporter = self.party(record, layout.reporter, "reporter")?;
        let partner = self.party(record, layout.partner, "partner")?;
        Some([reporter, partner].map(str::to_owned))
    }

    fn party(&mut self, record: Record<'_>, columns: [&str; 3], role: &str) -> Option<&'static str> {
        let [code, letters, name] = columns.map(|column| record.text(column));
        // The same few hundred economies stand in every row of a large file.
        let found =
            *self.known.entry(format!("{code} {letters} {name}")).or_insert_with(|| economy(code, letters, name));
        if found.is_none() {
            self.audit.drop(parties::rule(role, code, name));
        }
        found
    }

    fn write(self, mut parsed: Parsed) -> Parsed {
        parsed.basis.push("values in million US dollars".to_owned());
        if self.goods {
            parsed.basis.push("merchandise: exports FOB, imports CIF".to_owned());
        }
        if self.services {
            parsed.basis.push("services: the total only".to_owned());
        }
        if self.goods && self.services {
            parsed.doubts.push(
                "goods and services stand side by side: a sum over products adds what there is of both; choose one with `--where product=GOODS` or `product=SERVICES`".to_owned(),
            );
        }
        parsed.audit = self.audit.lines();
        parsed.doubts.extend(self.doubts);
        parsed
    }
}

fn economy(code: &str, letters: &str, name: &str) -> Option<&'static str> {
    match (code, letters) {
        ("000", _) => Some(Economy::WORLD),
        (_, "EEC") => Some("EU"),
        (_, "") => parties::by_name(name),
        (_, letters) => parties::by_letters(letters),
    }
}
