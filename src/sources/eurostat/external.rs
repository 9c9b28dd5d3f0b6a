//! Eurostat's external trade of countries (ext_st_…, ext_lt_…), as TSV of the bulk download or as SDMX-CSV: millions of
//! euros by flow, with the indicator beside it.

use std::collections::BTreeSet;

use crate::model::money::Magnitude;
use crate::model::schema::{CLASSIFICATION, Kind, VALUATION};
use crate::model::{Currency, Period, Product, Unit};

use super::super::audit::{Audit, counted};
use super::super::error::SourceError;
use super::super::observation::{Observation, Parsed};
use super::super::reading::table::Row;
use super::super::reading::{Head, Input, Record, Table};
use super::super::registry::{Field, Page, Source};
use super::sdmx::{FLAG, PERIOD, VALUE};
use super::{Geo, HELP, geo, sdmx};

const REPORTER: &str = "geo";
const PARTNER: &str = "partner";
const FLOW: &str = "stk_flow";
const INDICATOR: &str = "indic_et";
/// Columns of products, and the classification that their codes are of.
const PRODUCT: [(&str, &str); 3] = [("sitc06", "SITC"), ("sitc", "SITC"), ("bclas_bec", "BEC")];

const MILLION_EUROS: Unit = Unit { currency: Currency::EUR, magnitude: Magnitude::Million };

const COLUMNS: [Field; 7] = [
    Field::required(REPORTER, "the member state or a group, by its code"),
    Field::required(PARTNER, "the economy on the other side, WORLD, or a group"),
    Field::optional(FLOW, "EXP or IMP; BAL_RT is left out; where there is none, the indicator says the flow"),
    Field::required(
        INDICATOR,
        "MIO_EUR_NSA, or MIO_EXP_VAL and MIO_IMP_VAL; shares, indices and adjusted series are left out",
    ),
    Field::optional("sitc06", "section of SITC, or TOTAL"),
    Field::required("time_period", "one column a period in TSV: 2022, 2022-Q1, 2022-01"),
    Field::optional("obs_flag", "in TSV behind the figure: p provisional, e estimated, c confidential, b break"),
];

/// The registry's entry.
pub const SOURCE: Source = Source {
    name: "eurostat-external",
    title: "Eurostat external trade",
    description: "Trade in goods of countries by partner and section of SITC, in millions of euros.",
    kinds: &[Kind::Trade],
    columns: &COLUMNS,
    page: Page {
        from: "Eurostat's bulk download (TSV) and API (SDMX-CSV) of ext_st_…, ext_lt_… and ei_et…; TSV of the Comext datasets is read as eurostat-sdmx",
        units: "millions of euros",
        valuation: "imports CIF, exports FOB",
        frequency: "annual, quarterly or monthly",
        classification: "sections of SITC; TOTAL where the dataset has no products",
        vintage: "LAST UPDATE, where the file has it",
        licence: "Eurostat's reuse policy, CC BY 4.0: free with Eurostat named",
        totals: &[
            "partner WORLD stands for its parts; groups such as EU27_2020 give way to their members",
            "groups whose members we do not know are left out",
        ],
        quirks: &[
            "in TSV the first cell of a row holds all codes, and flags stand behind the figure: `2700.3 p`",
            "a colon is no figure; `: c` is confidential, a state and not a zero",
            "unadjusted values are read; adjusted series, shares and indices are other measures and are left out",
        ],
    },
    recognise: |head| is_tsv(head) || is_one(&head.headers),
    read,
};

/// Whether a table has one figure a row under these columns.
pub(super) fn is_one(headers: &[String]) -> bool {
    [REPORTER, PARTNER, INDICATOR, PERIOD, VALUE].iter().all(|name| headers.iter().any(|header| header == name))
}

/// `freq,partner,geo\TIME_PERIOD` before the first tab.
fn is_tsv(head: &Head<'_>) -> bool {
    let line = head.text.lines().next().unwrap_or_default();
    line.split_once('\t').is_some_and(|(codes, _)| {
        codes.to_lowercase().ends_with("\\time_period") || codes.to_lowercase().ends_with("\\time")
    })
}

fn read(input: &Input) -> Result<Parsed, SourceError> {
    let text = input.text()?;
    let head = Head::of(input, &text);
    let table = if is_tsv(&head) { of_tsv(input, &text)? } else { Table::of(input)? };
    if sdmx::is_comext(&table.headers) {
        return sdmx::read_table(&table);
    }
    let missing: Vec<String> = [REPORTER, PARTNER, INDICATOR]
        .into_iter()
        .filter(|name| table.position(name).is_none())
        .map(str::to_owned)
        .collect();
    if !missing.is_empty() {
        return Err(SourceError::MissingColumn {
            path: input.path.clone(),
            format: SOURCE.name,
            missing,
            expected: SOURCE.required_columns().into_iter().map(str::to_owned).collect(),
            found: table.headers,
        });
    }
    read_table(&table)
}

/// One row a figure, under the names that stand before the first tab.
fn of_tsv(input: &Input, text: &str) -> Result<Table, SourceError> {
    let mut lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    let empty = || SourceError::HeaderOnly { path: input.path.clone() };
    let (header, _) = lines.next().ok_or_else(empty)?;
    let (names, periods) = header.split_once('\t').ok_or_else(empty)?;
    let names = names.split_once('\\').map_or(names, |split| split.0).to_lowercase();
    let mut headers: Vec<String> = names.split(',').map(|name| name.trim().to_owned()).collect();
    let periods: Vec<&str> = periods.split('\t').map(str::trim).collect();
    let codes = headers.len();
    headers.extend([PERIOD, VALUE, FLAG].map(str::to_owned));
    let mut rows = Vec::new();
    for (line, number) in lines {
        let mut cells = line.split('\t');
        let series: Vec<&str> = cells.next().unwrap_or_default().split(',').map(str::trim).collect();
        let figures: Vec<&str> = cells.collect();
        if series.len() != codes || figures.len() > periods.len() {
            let found = series.len() + figures.len();
            return Err(SourceError::RaggedRow {
                path: input.path.clone(),
                line: number,
                found,
                expected: codes + periods.len(),
            });
        }
        for (period, figure) in periods.iter().zip(figures) {
            let (value, flag) = figure.trim().split_once(' ').unwrap_or((figure.trim(), ""));
            let cells = series.iter().copied().chain([*period, value, flag.trim()]);
            rows.push(Row { line: number, cells: cells.map(str::to_owned).collect() });
        }
    }
    if rows.is_empty() {
        return Err(empty());
    }
    Ok(Table { path: input.path.clone(), headers, rows, beyond: 0 })
}

pub(super) fn read_table(table: &Table) -> Result<Parsed, SourceError> {
    let product = PRODUCT.into_iter().find(|(column, _)| table.position(column).is_some());
    let (mut audit, mut unknown, mut breaks) = (Audit::default(), BTreeSet::new(), 0);
    let mut observations = Vec::new();
    for row in &table.rows {
        let record = table.record(row);
        let flow = match flow(record) {
            Ok(flow) => flow,
            Err(rule) => {
                audit.drop(rule);
                continue;
            }
        };
        let sides = (geo(record, REPORTER, &mut unknown), geo(record, PARTNER, &mut unknown));
        let (Geo::Economy(reporter), Geo::Economy(partner)) = sides else {
            let group = [sides.0, sides.1].into_iter().find_map(|side| match side {
                Geo::Group(group) => Some(group),
                Geo::Economy(_) => None,
            });
            audit.drop(format!("{}: a group whose members we do not know", group.unwrap_or_default()));
            continue;
        };
        breaks += usize::from(record.text(FLAG).contains('b'));
        let dimensions = vec![reporter, partner, flow.to_owned(), code(record, product)?];
        observations.push(observation(record, dimensions, product)?);
    }
    let Some(first) = table.rows.first().filter(|_| observations.is_empty()) else {
        let mut parsed = Parsed::of(&table.path, Kind::Trade, &observations)?;
        parsed.basis.push("values in millions of euros, unadjusted; imports CIF, exports FOB".to_owned());
        parsed.audit = audit.lines();
        parsed.doubts.extend(unknown);
        if breaks > 0 {
            let rows = counted(breaks);
            parsed.doubts.push(format!("a break in the series in {rows}: growth over it compares unlike things"));
        }
        return Ok(parsed);
    };
    let expected = format!("exports or imports in millions of euros, in some row; {}", audit.first_lines());
    Err(table.record(first).bad(INDICATOR, &expected, "download MIO_EUR_NSA, or MIO_EXP_VAL and MIO_IMP_VAL"))
}

/// The flow of a row that holds unadjusted millions of euros, or the rule that leaves it out.
fn flow(record: Record<'_>) -> Result<&'static str, String> {
    let code = |column| record.text(column).split(':').next().unwrap_or_default().trim().to_uppercase();
    let (indicator, flow) = (code(INDICATOR), code(FLOW));
    let unread = || format!("indicator {indicator}: no unadjusted value in millions of euros");
    match (indicator.as_str(), flow.as_str()) {
        ("MIO_EXP_VAL", "" | "EXP") | ("MIO_EUR_NSA" | "MIO_EUR", "EXP") => Ok("export"),
        ("MIO_IMP_VAL", "" | "IMP") | ("MIO_EUR_NSA" | "MIO_EUR", "IMP") => Ok("import"),
        ("MIO_EUR_NSA" | "MIO_EUR", other) => Err(format!("flow {other}: neither exports nor imports")),
        _ => Err(unread()),
    }
}

fn code(record: Record<'_>, product: Option<(&str, &str)>) -> Result<String, SourceError> {
    let Some((column, _)) = product else { return Ok(Product::TOTAL.to_owned()) };
    let text = record.text(column).split(':').next().unwrap_or_default().trim();
    let text = text.strip_prefix("SITC").unwrap_or(text);
    match text {
        "TOTAL" | "TOT" => Ok(Product::TOTAL.to_owned()),
        code => Ok(code.parse::<Product>().map_err(|_| record.bad(column, "a product code", HELP))?.code().to_owned()),
    }
}

fn observation(
    record: Record<'_>,
    dimensions: Vec<String>,
    product: Option<(&str, &str)>,
) -> Result<Observation, SourceError> {
    let unit = MILLION_EUROS;
    let period: Period = record.parse(PERIOD, HELP)?;
    let (text, flags) = (record.text(VALUE), record.text(FLAG));
    let amount = match text {
        "" | ":" => None,
        text => {
            let amount = unit.nearest(text);
            Some(amount.map_err(|error| record.bad(VALUE, &format!("{unit} as a decimal number ({error})"), HELP))?)
        }
    };
    let valuation = if dimensions[2] == "import" { "cif" } else { "fob" };
    let mut attributes = vec![(VALUATION, valuation.to_owned())];
    attributes.extend(product.map(|(_, classification)| (CLASSIFICATION, classification.to_owned())));
    Ok(Observation {
        currency: Some(unit.currency),
        amount,
        state: super::indicator::state(amount.map(|amount| amount.minor), flags),
        attributes,
        ..Observation::new(record.line() as i64, dimensions, period)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn flags_stand_behind_figures() {
        let text =
            "freq,stk_flow,indic_et,partner,geo\\TIME_PERIOD\t2022 \t2023 \nA,EXP,MIO_EUR_NSA,KZ,DE\t1.5 p\t: c\n";
        let input = Input::from_bytes(Path::new("a.tsv"), text.into());
        let table = of_tsv(&input, text).unwrap();
        assert_eq!(table.rows[0].cells, ["A", "EXP", "MIO_EUR_NSA", "KZ", "DE", "2022", "1.5", "p"]);
        assert_eq!(table.rows[1].cells[5..], ["2023", ":", "c"]);
        assert!(of_tsv(&input, "a\\TIME_PERIOD\t2022\nx,y\t1\n").is_err());
    }
}
