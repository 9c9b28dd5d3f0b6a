//! CEPII BACI: reconciled goods trade of the world, one year a file, about eleven million rows.
//!
//! Columns are filled as the file is read, and what is the same in every row is kept once, because a year would not
//! fit as rows of text.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use csv::ByteRecord;
use polars::prelude::{
    AnyValue, Column, DataFrame, DataType, IntoColumn as _, NamedFrom as _, PolarsResult, Scalar, Series,
    StringChunkedBuilder,
};

use crate::model::money::Magnitude;
use crate::model::schema::{
    CLASSIFICATION, CURRENCY, FLOW, FREQUENCY, Kind, NOTE, PARTNER, PERIOD, PERIOD_END, PERIOD_START, PRODUCT,
    PRODUCT_LEVEL, QUANTITY_MILLI, QUANTITY_UNIT, REPORTER, ROW, STATE, ULP_MINOR, VALUATION, VALUE_MINOR, VINTAGE,
    WEIGHT_G,
};
use crate::model::{CellState, Currency, Economy, Period, Unit};

use super::audit::counted;
use super::error::{BadCell, SourceError};
use super::observation::Parsed;
use super::reading::Input;
use super::registry::{Field, Page, Source};

const COLUMNS: [Field; 6] = [
    Field::required("t", "the year"),
    Field::required("i", "the exporter, by its number in UN trade statistics"),
    Field::required("j", "the importer, by its number"),
    Field::required("k", "product of six digits with its leading zeros"),
    Field::required("v", "thousand US dollars, FOB"),
    Field::required("q", "metric tons, or NA; not read"),
];

const UNIT: Unit = Unit { currency: Currency::USD, magnitude: Magnitude::Thousand };
const HELP: &str = "download the file again; no program should have changed it";

/// The registry's entry.
pub const SOURCE: Source = Source {
    name: "baci",
    title: "CEPII BACI",
    description: "Reconciled goods trade by exporter, importer and HS6 product, in thousand US dollars.",
    kinds: &[Kind::Trade],
    columns: &COLUMNS,
    page: Page {
        from: "CEPII, one CSV a year",
        units: "thousand US dollars; metric tons",
        valuation: "FOB on both sides",
        frequency: "annual",
        classification: "the Harmonised System of six digits, its edition in the file's name",
        vintage: "in the file's name, such as V202401b",
        totals: &["there are none: every row is one exporter, importer and product"],
        quirks: &[
            "numbers are padded with blanks; q is NA where no quantity is known",
            "codes that have lost leading zeros get them back, and it is said",
        ],
    },
    recognise: |head| head.headers == ["t", "i", "j", "k", "v", "q"],
    read,
};

/// The columns that differ from row to row.
struct Columns {
    line: Vec<i64>,
    reporter: StringChunkedBuilder,
    partner: StringChunkedBuilder,
    product: StringChunkedBuilder,
    /// Year, exporter, importer and product, see [`key`].
    key: Vec<u64>,
    value: Vec<Option<i64>>,
    ulp: Vec<Option<i64>>,
}

/// What has to be said about the file as a whole.
#[derive(Default)]
struct Notes {
    /// In how many rows zeros were put back before the code.
    short_codes: usize,
    no_quantity: usize,
    unknown: BTreeMap<u32, u64>,
}

fn read(input: &Input) -> Result<Parsed, SourceError> {
    let text = input.text()?;
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let mut columns = Columns::with_capacity(text.len() / 32);
    let mut notes = Notes::default();
    let names = economies();
    let mut record = ByteRecord::new();
    let mut line = 1;
    loop {
        line += 1;
        let more = reader.read_byte_record(&mut record);
        if !more.map_err(|source| SourceError::Csv { path: input.path.clone(), line, source })? {
            break;
        }
        let row = Row { input, record: &record, line };
        row.push(&mut columns, &mut notes, &names)?;
    }
    if columns.line.is_empty() {
        return Err(SourceError::HeaderOnly { path: input.path.clone() });
    }
    refuse_duplicates(input, &columns)?;
    let frame = columns.frame().map_err(|source| SourceError::frame(&input.path, source))?;
    Ok(notes.parsed(input, frame))
}

/// The economies by their numbers, looked up once.
fn economies() -> Vec<Option<&'static str>> {
    (0..1000).map(|number| Economy::from_numeric(number).map(Economy::code)).collect()
}

/// One row under the six headers.
#[derive(Clone, Copy)]
struct Row<'a> {
    input: &'a Input,
    record: &'a ByteRecord,
    line: u64,
}

impl Row<'_> {
    fn push(self, columns: &mut Columns, notes: &mut Notes, names: &[Option<&str>]) -> Result<(), SourceError> {
        if self.record.len() != COLUMNS.len() {
            let path = self.input.path.clone();
            return Err(SourceError::RaggedRow {
                path,
                line: self.line,
                found: self.record.len(),
                expected: COLUMNS.len(),
            });
        }
        let year = self.number(0, "a year such as 2022", 9999)?;
        if year < 1000 {
            return Err(self.bad(0, "a year such as 2022"));
        }
        let exporter = self.number(1, "an economy's number such as 398", 999)?;
        let importer = self.number(2, "an economy's number such as 398", 999)?;
        let product = self.number(3, "a product code of six digits such as 080211", 999_999)?;
        columns.line.push(self.line as i64);
        columns.key.push(key(year, exporter, importer, product));
        self.economy(exporter, names, &mut columns.reporter, notes);
        self.economy(importer, names, &mut columns.partner, notes);
        self.product(product, columns, notes);
        let (value, ulp) = self.value()?;
        columns.value.push(value);
        columns.ulp.push(ulp);
        notes.no_quantity += usize::from(matches!(&self.record[5], b"" | b"NA"));
        Ok(())
    }

    fn economy(self, number: u32, names: &[Option<&str>], into: &mut StringChunkedBuilder, notes: &mut Notes) {
        match names.get(number as usize) {
            Some(Some(code)) => into.append_value(code),
            _ => {
                notes.unknown.entry(number).or_insert(self.line);
                into.append_value(number.to_string());
            }
        }
    }

    fn product(self, number: u32, columns: &mut Columns, notes: &mut Notes) {
        match std::str::from_utf8(&self.record[3]) {
            Ok(code) if code.len() == 6 => columns.product.append_value(code),
            _ => {
                notes.short_codes += 1;
                columns.product.append_value(format!("{number:06}"));
            }
        }
    }

    fn value(self) -> Result<(Option<i64>, Option<i64>), SourceError> {
        let text = std::str::from_utf8(&self.record[4]).unwrap_or_default();
        if matches!(text, "" | "NA") {
            return Ok((None, None));
        }
        if let Some((minor, ulp)) = plain(text) {
            return Ok((Some(minor), Some(ulp)));
        }
        let amount = UNIT.nearest(text).map_err(|_| self.bad(4, "thousand US dollars as a decimal number"))?;
        Ok((Some(amount.minor), Some(amount.ulp_minor)))
    }

    /// A cell of digits only, at most `largest`.
    fn number(self, column: usize, expected: &str, largest: u32) -> Result<u32, SourceError> {
        let digits = self.record[column].iter().all(u8::is_ascii_digit);
        let text = std::str::from_utf8(&self.record[column]).ok().filter(|_| digits);
        let number = text.and_then(|text| text.parse().ok()).filter(|number| *number <= largest);
        number.ok_or_else(|| self.bad(column, expected))
    }

    fn bad(self, column: usize, expected: &str) -> SourceError {
        SourceError::BadCell(Box::new(BadCell {
            path: self.input.path.clone(),
            line: self.line,
            column: COLUMNS[column].name.to_owned(),
            column_number: column + 1,
            found: format!("`{}`", String::from_utf8_lossy(&self.record[column])),
            expected: expected.to_owned(),
            help: HELP.to_owned(),
        }))
    }
}

/// The usual form, digits with three decimals, without going through a string: cents, and one unit of the last place.
fn plain(text: &str) -> Option<(i64, i64)> {
    let (whole, fraction) = text.split_once('.')?;
    let digits = |part: &str| {
        part.bytes().try_fold(0_i64, |sum, byte| match byte {
            b'0'..=b'9' => Some(sum * 10 + i64::from(byte - b'0')),
            _ => None,
        })
    };
    if fraction.len() != 3 || whole.is_empty() || whole.len() > 12 {
        return None;
    }
    Some(((digits(whole)? * 1000 + digits(fraction)?) * 100, 100))
}

/// Year, exporter, importer and product in one number, in the order in which files are sorted.
fn key(year: u32, exporter: u32, importer: u32, product: u32) -> u64 {
    (u64::from(year) << 47) | (u64::from(exporter) << 37) | (u64::from(importer) << 27) | u64::from(product)
}

/// Refuses a series that stands there twice. Official files are sorted, so that this looks at neighbours only.
fn refuse_duplicates(input: &Input, columns: &Columns) -> Result<(), SourceError> {
    let keys = &columns.key;
    if keys.windows(2).all(|pair| pair[0] < pair[1]) {
        return Ok(());
    }
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by_key(|row| keys[*row]);
    let twice = order.windows(2).filter(|pair| keys[pair[0]] == keys[pair[1]]).min_by_key(|pair| pair[1]);
    match twice {
        None => Ok(()),
        Some(pair) => Err(SourceError::DuplicateKey {
            path: input.path.clone(),
            line: columns.line[pair[1]],
            first: columns.line[pair[0]],
            what: "figure",
            key: columns.name(pair[0]),
        }),
    }
}

impl Columns {
    fn with_capacity(rows: usize) -> Self {
        let text = |name: &str| StringChunkedBuilder::new(name.into(), rows);
        Self {
            line: Vec::with_capacity(rows),
            key: Vec::with_capacity(rows),
            reporter: text(REPORTER),
            partner: text(PARTNER),
            product: text(PRODUCT),
            value: Vec::with_capacity(rows),
            ulp: Vec::with_capacity(rows),
        }
    }

    fn year(&self, row: usize) -> i32 {
        (self.key[row] >> 47) as i32
    }

    /// A row's series for an error.
    fn name(&self, row: usize) -> String {
        let key = self.key[row];
        let (exporter, importer, product) = (key >> 37 & 0x3FF, key >> 27 & 0x3FF, key & 0x7FF_FFFF);
        format!("{exporter} · {importer} · {product:06} · {}", self.year(row))
    }

    fn frame(self) -> PolarsResult<DataFrame> {
        let rows = self.line.len();
        let periods = self.periods()?;
        let states: Vec<CellState> = self.value.iter().map(|value| state(*value)).collect();
        let mut columns: Vec<Column> = vec![
            Series::new(ROW.into(), self.line).into(),
            self.reporter.finish().into_column(),
            self.partner.finish().into_column(),
            same(FLOW, "export", rows),
            self.product.finish().into_column(),
            Column::new_scalar(PRODUCT_LEVEL.into(), Scalar::from(6_i64), rows),
        ];
        columns.extend(periods);
        columns.push(same(CURRENCY, Currency::USD.code(), rows));
        columns.push(Series::new(VALUE_MINOR.into(), self.value).into());
        columns.push(Series::new(ULP_MINOR.into(), self.ulp).into());
        columns.extend([WEIGHT_G, QUANTITY_MILLI].map(|name| Column::full_null(name.into(), rows, &DataType::Int64)));
        columns.push(same(QUANTITY_UNIT, "", rows));
        columns.extend(
            [(FREQUENCY, "annual"), (VALUATION, "fob"), (CLASSIFICATION, ""), (VINTAGE, "")]
                .map(|(name, text)| same(name, text, rows)),
        );
        columns.push(texts(STATE, &states, |state| state.name()));
        columns.push(same(NOTE, "", rows));
        DataFrame::new(rows, columns)
    }

    /// Period, start and end.
    fn periods(&self) -> PolarsResult<[Column; 3]> {
        let years: Vec<i32> = (0..self.key.len()).map(|row| self.year(row)).collect();
        let period = |year: i32| Period::year(year).map_or_else(String::new, |period| period.to_string());
        let names: BTreeMap<i32, String> = years.iter().map(|year| (*year, period(*year))).collect();
        Ok([
            texts(PERIOD, &years, |year| names[year].as_str()),
            days(PERIOD_START, &years, |year| NaiveDate::from_ymd_opt(year, 1, 1))?,
            days(PERIOD_END, &years, |year| NaiveDate::from_ymd_opt(year, 12, 31))?,
        ])
    }
}

fn state(value: Option<i64>) -> CellState {
    match value {
        None => CellState::Missing,
        Some(0) => CellState::Zero,
        Some(_) => CellState::Value,
    }
}

fn same(name: &str, text: &str, rows: usize) -> Column {
    Column::new_scalar(name.into(), Scalar::new(DataType::String, AnyValue::StringOwned(text.into())), rows)
}

/// A column of texts, kept once where all rows say the same.
fn texts<'a, T: PartialEq>(name: &str, cells: &'a [T], text: impl Fn(&'a T) -> &'a str) -> Column {
    if cells.windows(2).all(|pair| pair[0] == pair[1]) {
        return same(name, cells.first().map_or("", text), cells.len());
    }
    let mut builder = StringChunkedBuilder::new(name.into(), cells.len());
    cells.iter().for_each(|cell| builder.append_value(text(cell)));
    builder.finish().into_column()
}

fn days(name: &str, years: &[i32], day: impl Fn(i32) -> Option<NaiveDate>) -> PolarsResult<Column> {
    let number = |year: i32| day(year).map(|day| (day - NaiveDate::default()).num_days() as i32);
    let known: BTreeMap<i32, Option<i32>> = years.iter().map(|year| (*year, number(*year))).collect();
    match known.len() {
        1 => {
            let one = Series::new(name.into(), [number(years[0])]).cast(&DataType::Date)?;
            Ok(Column::new_scalar(name.into(), Scalar::new(DataType::Date, one.get(0)?.into_static()), years.len()))
        }
        _ => {
            let days: Vec<Option<i32>> = years.iter().map(|year| known[year]).collect();
            Ok(Series::new(name.into(), days).cast(&DataType::Date)?.into())
        }
    }
}

impl Notes {
    fn parsed(self, input: &Input, frame: DataFrame) -> Parsed {
        let mut basis = vec!["thousand US dollars FOB, reconciled from what both sides report".to_owned()];
        basis.extend(vintage(&input.path.to_string_lossy()));
        if self.no_quantity > 0 {
            basis.push(format!("no quantity in {}", counted(self.no_quantity)));
        }
        let mut doubts = Vec::new();
        if self.short_codes > 0 {
            let rows = counted(self.short_codes);
            doubts.push(format!("product codes had lost leading zeros in {rows}: they are back, six digits again"));
        }
        for (code, line) in self.unknown {
            doubts.push(format!("line {line}: {code} is no economy we know; it keeps its number"));
        }
        Parsed { kind: Kind::Trade, frame, basis, audit: Vec::new(), doubts }
    }
}

/// The classification, which only the file's name says.
fn vintage(name: &str) -> Option<String> {
    let (_, rest) = name.rsplit_once("BACI_HS")?;
    let year = rest.get(..2)?;
    let century = if year.starts_with('9') { "19" } else { "20" };
    year.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| format!("classification HS {century}{year}, by the file's name"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_numbers_read_as_the_exact_reader_does() {
        for text in ["0.000", "2.027", "999999999999.999", "0.001"] {
            let exact = UNIT.amount(text).map(|amount| (amount.minor, amount.ulp_minor));
            assert_eq!(plain(text), exact.ok(), "{text}");
        }
        for text in ["2", "2.02", ".027", "-2.027", "2.0270", "1e3.000", "1234567890123.000"] {
            assert_eq!(plain(text), None, "{text}");
        }
    }

    #[test]
    fn the_vintage_is_in_the_name() {
        assert_eq!(vintage("a/BACI_HS92_Y2022_V202401b.csv").unwrap(), "classification HS 1992, by the file's name");
        assert_eq!(vintage("BACI_HS22_Y2022.csv").unwrap(), "classification HS 2022, by the file's name");
        assert_eq!(vintage("BACI_HSé.csv"), None);
    }
}
