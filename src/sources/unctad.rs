//! UNCTADstat: merchandise trade and direct investment, as the data centre's CSV.

use std::collections::BTreeSet;

use crate::model::money::Magnitude;
use crate::model::schema::{self, Kind};
use crate::model::{Amount, CellState, Currency, Economy, Period, Product, Unit};

use super::audit::Audit;
use super::error::SourceError;
use super::observation::{Observation, Parsed};
use super::parties;
use super::reading::{Head, Input, Record, Table};
use super::registry::{Field, Page, Source, has_all};

const YEAR: &str = "year";
const REPORTER: &str = "economy";
const PARTNER: &str = "partner";
const FLOW: &str = "flow";
const DIRECTION: &str = "direction";
const PRODUCT: &str = "product";
const MONEY: [&str; 2] = ["us$ at current prices", "us dollars at current prices"];
const FOOTNOTE: &str = " footnote";
const MISSING: &str = " missing value";

const COLUMNS: [Field; 9] = [
    Field::required(YEAR, "the year"),
    Field::required(REPORTER, "the economy that reports, by three digits, a group by four; 0000 is World"),
    Field::required("economy label", "its name"),
    Field::optional(PARTNER, "the economy on the other side; World where the file has none"),
    Field::required(FLOW, "01 imports, 02 exports; 08 flow or 09 stock of direct investment"),
    Field::optional(DIRECTION, "of direct investment: 1 inward, 2 outward"),
    Field::optional(PRODUCT, "SITC code, or TOTAL"),
    Field::optional("us$ at current prices in millions", "the figure; other measures are left out"),
    Field::optional(
        "us$ at current prices in millions missing value",
        "why there is none; Footnote says how one was made",
    ),
];

/// The registry's entry.
pub const SOURCE: Source = Source {
    name: "unctad",
    title: "UNCTADstat",
    description: "Merchandise trade by partner and product, and flows and stocks of direct investment, in US dollars.",
    kinds: &[Kind::Trade, Kind::Investment],
    columns: &COLUMNS,
    page: Page {
        from: "unctadstat.unctad.org, data centre: CSV and the bulk download (unpack its 7z first)",
        units: "current US dollars, in the magnitude that the column's name says, mostly millions",
        valuation: "goods: exports FOB, imports CIF",
        frequency: "annual",
        classification: "products by SITC 3; all goods together where the file has no product",
        vintage: "not in the file",
        licence: "UNCTAD's terms: free with the source named",
        totals: &[
            "partner World (0000) stands for its parts, and is the partner where the file has none",
            "groups of economies, whose codes have four digits (5100 Africa), are left out: their members are not known here",
            "product TOTAL stands for its parts; SITC codes of 1 to 5 digits contain each other; other groups of products are left out",
            "percentages, growth rates and values per head are other measures of the same figures and are left out",
        ],
        quirks: &[
            "figures in quotes may have commas between thousands",
            "today's download has labels only and leaves out what was asked for: without the flow it is refused with the column to add",
            "numbers of economies are those of UN trade statistics, 842 for the United States, with or without zeros before them",
            "the file does not name its report: without a product it is read as all merchandise",
            "a footnote that speaks of an estimate or a preliminary figure becomes the state of the cell",
        ],
    },
    recognise,
    read,
};

const HELP: &str = "download the file again; no program should have changed it";

fn recognise(head: &Head<'_>) -> bool {
    let headers = names(&head.headers);
    let has = |name: &str| headers.iter().any(|header| header == name);
    let money = headers.iter().any(|header| magnitude(header).is_some());
    has_all(&COLUMNS, &headers) && headers.iter().any(|header| header.starts_with("us"))
        || has(YEAR) && has("economy label") && money
}

/// The names of the columns as the older download writes them: today's is `US_at_current_prices_in_millions_Value`, and
/// has labels only.
fn names(headers: &[String]) -> Vec<String> {
    let plain = |header: &String| {
        let spaced = header.replace('_', " ");
        let spaced = spaced.strip_prefix("us at ").map_or(spaced.clone(), |rest| format!("us$ at {rest}"));
        let spaced = spaced.strip_suffix(" value").map_or(spaced.clone(), str::to_owned);
        spaced.replace(" missingvalue", MISSING)
    };
    match headers.iter().any(|header| header == "economy_label") {
        true => headers.iter().map(plain).collect(),
        false => headers.to_vec(),
    }
}

/// What today's download leaves out where the report was asked for one flow or direction only.
fn refuse_unsaid(table: &Table) -> Result<(), SourceError> {
    let has = |name: &str| table.position(name).is_some() || table.position(&format!("{name} label")).is_some();
    if has(FLOW) {
        return Ok(());
    }
    let unsaid = "an UNCTADstat download that does not say whether its figures are exports or imports, or flows or stocks of direct investment, inward or outward";
    Err(SourceError::Unread {
        path: table.path.clone(),
        what: unsaid.to_owned(),
        help: "add the columns that the report's title answers: Flow_Label (Imports, Exports; or Flow, Stock), and for direct investment Direction_Label (Inward, Outward)".to_owned(),
    })
}

fn read(input: &Input) -> Result<Parsed, SourceError> {
    let mut table = Table::of(input)?;
    table.headers = names(&table.headers);
    refuse_unsaid(&table)?;
    let measure = Measure::of(&table)?;
    refuse_other_splits(&table)?;
    let investment = [DIRECTION, "direction label"].iter().any(|column| table.position(column).is_some());
    let mut notes = Notes::default();
    notes.other_measures(&table, &measure);
    let mut observations = Vec::new();
    for row in &table.rows {
        let record = table.record(row);
        let Some([reporter, partner]) = notes.sides(record) else { continue };
        let Some([third, fourth]) = (if investment { notes.investment(record) } else { notes.trade(record) }) else {
            continue;
        };
        observations.push(observation(record, &measure, [reporter, partner, third, fourth])?);
    }
    if observations.is_empty() {
        let expected = format!(
            "imports or exports of all goods or SITC products, or flows and stocks of direct investment, between economies, in some row; {}",
            notes.audit.first_lines()
        );
        let help = "download US.TradeMerchTotal, US.TradeMatrix or US.FdiFlowsStock with economies rather than groups";
        return Err(table.record(&table.rows[0]).bad(FLOW, &expected, help));
    }
    let kind = if investment { Kind::Investment } else { Kind::Trade };
    if kind == Kind::Trade {
        observations.iter_mut().for_each(|observation| describe(observation, table.position(PRODUCT).is_some()));
    }
    let parsed = Parsed::of(&input.path, kind, &observations)?;
    Ok(notes.write(parsed, &table, &measure))
}

/// The column of money.
struct Measure {
    column: String,
    unit: Unit,
}

impl Measure {
    fn of(table: &Table) -> Result<Self, SourceError> {
        let mut columns = table.headers.iter().filter(|header| !is_note(header));
        let found = columns.find_map(|header| Some((header, magnitude(header)?)));
        let Some((column, magnitude)) = found else {
            return Err(SourceError::MissingColumn {
                path: table.path.clone(),
                format: SOURCE.name,
                missing: vec![format!("{} in millions", MONEY[0])],
                expected: vec!["a column of US dollars at current prices".to_owned()],
                found: table.headers.clone(),
            });
        };
        Ok(Self { column: column.clone(), unit: Unit { currency: Currency::USD, magnitude } })
    }
}

fn is_note(header: &str) -> bool {
    header.ends_with(FOOTNOTE) || header.ends_with(MISSING)
}

fn magnitude(header: &str) -> Option<Magnitude> {
    let rest = MONEY.iter().find_map(|money| header.strip_prefix(money))?;
    Some(match rest {
        "" => Magnitude::One,
        " in thousands" => Magnitude::Thousand,
        " in millions" => Magnitude::Million,
        " in billions" => Magnitude::Billion,
        _ => return None,
    })
}

/// A code column that we do not know splits every figure further.
fn refuse_other_splits(table: &Table) -> Result<(), SourceError> {
    let known = [REPORTER, PARTNER, FLOW, DIRECTION, PRODUCT];
    let labelled = |header: &&String| table.position(&format!("{header} label")).is_some();
    match table.headers.iter().filter(labelled).find(|header| !known.contains(&header.as_str())) {
        None => Ok(()),
        Some(column) => {
            let help = "download merchandise trade or direct investment; tradeproof sources unctad says what is read";
            Err(table.record(&table.rows[0]).bad(
                column,
                "no further split than by economy, partner, flow, direction and product",
                help,
            ))
        }
    }
}

fn observation(record: Record<'_>, measure: &Measure, dimensions: [String; 4]) -> Result<Observation, SourceError> {
    let year = record.text(YEAR);
    let period = Some(year).filter(|year| year.len() == 4).and_then(|year| year.parse::<Period>().ok());
    let period = period.ok_or_else(|| record.bad(YEAR, "a year such as 2023", HELP))?;
    let footnote = record.text(&format!("{}{FOOTNOTE}", measure.column));
    let why = record.text(&format!("{}{MISSING}", measure.column));
    let (amount, state) = figure(record, measure, footnote, why)?;
    Ok(Observation {
        currency: Some(measure.unit.currency),
        amount,
        state,
        note: [footnote, why].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; "),
        ..Observation::new(record.line() as i64, dimensions.to_vec(), period)
    })
}

fn figure(
    record: Record<'_>,
    measure: &Measure,
    footnote: &str,
    why: &str,
) -> Result<(Option<Amount>, CellState), SourceError> {
    let text = record.text(&measure.column);
    if matches!(text, "" | ".." | "..." | "_" | "-") {
        let why = why.to_lowercase();
        let state = match () {
            () if why.contains("confidential") => CellState::Suppressed,
            () if why.contains("not yet") => CellState::NotYetReported,
            () => CellState::Missing,
        };
        return Ok((None, state));
    }
    let amount = measure.unit.nearest(text).map_err(|error| {
        record.bad(&measure.column, &format!("{} as a decimal number ({error})", measure.unit), HELP)
    })?;
    let footnote = footnote.to_lowercase();
    let state = match amount.minor {
        _ if footnote.contains("estimate") => CellState::Estimated,
        _ if footnote.contains("preliminary") || footnote.contains("provisional") => CellState::Provisional,
        0 => CellState::Zero,
        _ => CellState::Value,
    };
    Ok((Some(amount), state))
}

/// The valuation that UNCTAD's merchandise trade has, and the classification of its products.
fn describe(observation: &mut Observation, by_product: bool) {
    let valuation = if observation.dimensions[2] == "export" { "fob" } else { "cif" };
    observation.attributes.push((schema::VALUATION, valuation.to_owned()));
    if by_product {
        observation.attributes.push((schema::CLASSIFICATION, "SITC 3".to_owned()));
    }
}

/// What has to be said about the file as a whole.
#[derive(Default)]
struct Notes {
    audit: Audit,
    /// Measures beside the one that is read.
    measures: Vec<String>,
    unknown: BTreeSet<String>,
}

impl Notes {
    fn other_measures(&mut self, table: &Table, measure: &Measure) {
        let last = [PRODUCT, DIRECTION, FLOW].iter().filter_map(|column| table.position(column)).max().unwrap_or(0);
        for (place, header) in table.headers.iter().enumerate().skip(last + 2) {
            if is_note(header) || *header == measure.column || header.ends_with(" label") {
                continue;
            }
            let filled = table.rows.iter().filter(|row| row.cells.get(place).is_some_and(|cell| !cell.is_empty()));
            let filled = filled.count();
            if filled > 0 {
                let figures = if filled == 1 { "figure" } else { "figures" };
                self.measures.push(format!("left out {filled} {figures} in `{header}`: another measure"));
            }
        }
    }

    fn sides(&mut self, record: Record<'_>) -> Option<[String; 2]> {
        let reporter = self.party(record, REPORTER, "reporter")?;
        let partner = match (record.text(PARTNER), record.text("partner label")) {
            ("", "") => Economy::WORLD.to_owned(),
            _ => self.party(record, PARTNER, "partner")?,
        };
        Some([reporter, partner])
    }

    fn party(&mut self, record: Record<'_>, column: &str, role: &str) -> Option<String> {
        let code = record.text(column);
        if let Some(known) = parties::by_number(code) {
            return Some(known.to_owned());
        }
        if code.is_empty() {
            let label = record.text(&format!("{column} label"));
            let known = parties::by_name(label);
            if known.is_none() {
                self.audit.drop(parties::rule(role, "", label));
            }
            return known.map(str::to_owned);
        }
        // Economies have numbers of three digits, groups of four.
        let group = !code.parse::<u16>().is_ok_and(|number| number < 1000);
        let label = record.text(&format!("{column} label"));
        if group {
            self.audit.drop(parties::rule(role, code, label));
            return None;
        }
        let line = record.line();
        self.unknown
            .insert(format!("line {line}: {} is no economy we know; it keeps its number", parties::named(code, label)));
        Some(code.to_owned())
    }

    fn investment(&mut self, record: Record<'_>) -> Option<[String; 2]> {
        let label = record.text("direction label").to_lowercase();
        let direction = match record.text(DIRECTION) {
            "1" | "01" => "inward",
            "2" | "02" => "outward",
            "" if label.starts_with("inward") => "inward",
            "" if label.starts_with("outward") => "outward",
            other => {
                let other = parties::named(other, &label);
                self.audit.drop(format!("direction {other}: neither inward nor outward"));
                return None;
            }
        };
        let label = record.text("flow label").to_lowercase();
        let measure = match record.text(FLOW).trim_start_matches('0') {
            "8" => "flow",
            "9" => "stock",
            "" if label.starts_with("flow") => "flow",
            "" if label.starts_with("stock") => "stock",
            _ => {
                self.audit.drop(format!("flow {}: neither a flow nor a stock of direct investment", flow(record)));
                return None;
            }
        };
        Some([direction, measure].map(str::to_owned))
    }

    fn trade(&mut self, record: Record<'_>) -> Option<[String; 2]> {
        let label = record.text("flow label").to_lowercase();
        let name = match record.text(FLOW).trim_start_matches('0') {
            "1" => "import",
            "2" => "export",
            "" if label.starts_with("import") => "import",
            "" if label.starts_with("export") => "export",
            _ => {
                self.audit.drop(format!("flow {}: neither imports nor exports", flow(record)));
                return None;
            }
        };
        let code = record.text(PRODUCT);
        let label = record.text("product label");
        let sitc = (1..=5).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit());
        let total = code.eq_ignore_ascii_case(Product::TOTAL) || label.to_lowercase().starts_with("total all products");
        let product = match code {
            _ if total => Product::TOTAL,
            "" => Product::TOTAL,
            code if sitc => code,
            _ => {
                self.audit
                    .drop(format!("product {}: a group that overlaps with SITC codes", parties::named(code, label)));
                return None;
            }
        };
        Some([name, product].map(str::to_owned))
    }

    fn write(self, mut parsed: Parsed, table: &Table, measure: &Measure) -> Parsed {
        parsed.basis.push(match measure.unit.magnitude.word() {
            "" => "values in current US dollars".to_owned(),
            word => format!("values in current US dollars, {word}s"),
        });
        if parsed.kind == Kind::Trade {
            parsed.basis.push("merchandise trade; exports FOB, imports CIF".to_owned());
            if table.position(PRODUCT).is_none() {
                parsed.doubts.push("the file does not name its report: read as all merchandise".to_owned());
            }
        }
        if table.position(PARTNER).is_none() {
            parsed.basis.push("partner World throughout".to_owned());
        }
        parsed.audit = self.audit.lines();
        parsed.audit.extend(self.measures);
        parsed.doubts.extend(self.unknown);
        parsed
    }
}

fn flow(record: Record<'_>) -> String {
    parties::named(record.text(FLOW), record.text("flow label"))
}
