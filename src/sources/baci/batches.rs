//! Lines of a BACI file as batches of columns, read by one thread while another one uses them.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::sync::LazyLock;
use std::sync::mpsc::{SyncSender, sync_channel};

use chrono::NaiveDate;
use polars::prelude::{
    Column, DataFrame, DataType, IntoColumn as _, NamedFrom as _, PolarsResult, Scalar, Series, StringChunkedBuilder,
};

use crate::model::schema::{
    CLASSIFICATION, CURRENCY, FLOW, FREQUENCY, NOTE, PARTNER, PERIOD, PERIOD_END, PERIOD_START, PRODUCT, PRODUCT_LEVEL,
    QUANTITY_MILLI, QUANTITY_UNIT, REPORTER, ROW, STATE, ULP_MINOR, VALUATION, VALUE_MINOR, VINTAGE, WEIGHT_G,
};
use crate::model::{CellState, Currency, Economy, Period};

use super::super::error::{BadCell, SourceError};
use super::super::reading::Place;
use super::super::scan::Each;
use super::row::{EXPECTED, Figure, Row, Wrong, series};
use super::{COLUMNS, SOURCE};

/// How many bytes are read at once: 400,000 rows or so.
const CHUNK: usize = 16 << 20;
const HELP: &str = "download the file again; no program should have changed it";

/// What has to be said about the file as a whole.
#[derive(Debug, Default)]
pub struct Notes {
    /// In how many rows zeros were put back before the code.
    pub short_codes: usize,
    pub without_weight: usize,
    /// Economies that we do not know, with the first line they stand on.
    pub unknown: BTreeMap<u32, u64>,
}

/// One pass over a file.
pub struct Reading<'a> {
    place: &'a Place,
    classification: &'a str,
    vintage: &'a str,
}

/// A batch, or what stopped the reading.
type Batch = Result<Rows, SourceError>;

impl<'a> Reading<'a> {
    pub fn new(place: &'a Place, classification: &'a str, vintage: &'a str) -> Self {
        Self { place, classification, vintage }
    }

    /// Hands out all batches in order. One thread reads lines, this one uses them.
    pub fn batches(&mut self, wanted: &[&str], each: &mut Each<'_>) -> Result<Notes, SourceError> {
        let (sender, receiver) = sync_channel::<Batch>(2);
        let wants = Wants { lines: wanted.contains(&ROW), weights: wanted.contains(&WEIGHT_G) };
        std::thread::scope(|scope| {
            let place = self.place;
            let reader = scope.spawn(move || Lines::new(place, wants).read(&sender));
            let mut used = Ok(());
            for rows in &receiver {
                used = rows.and_then(|rows| {
                    let frame = self.frame(&rows, wanted).map_err(|error| SourceError::frame(&place.path, error))?;
                    each(frame)
                });
                if used.is_err() {
                    break;
                }
            }
            // The reader ends when nobody listens any more.
            drop(receiver);
            let notes = reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            used.and(notes)
        })
    }

    fn frame(&self, rows: &Rows, wanted: &[&str]) -> PolarsResult<DataFrame> {
        let columns = wanted.iter().map(|name| self.column(rows, name)).collect::<PolarsResult<Vec<_>>>()?;
        DataFrame::new(rows.exporter.len(), columns)
    }

    fn column(&self, rows: &Rows, name: &str) -> PolarsResult<Column> {
        let height = rows.exporter.len();
        let same =
            |text: &str| Column::new_scalar(name.into(), Scalar::from(polars::prelude::PlSmallStr::from(text)), height);
        let numbers = |numbers: &[u32]| Series::new(name.into(), numbers).into_column();
        Ok(match name {
            ROW => Series::new(name.into(), &rows.line).into_column(),
            REPORTER => numbers(&rows.exporter),
            PARTNER => numbers(&rows.importer),
            PRODUCT => numbers(&rows.product),
            FLOW => same("export"),
            PRODUCT_LEVEL => Column::new_scalar(name.into(), Scalar::from(6_i64), height),
            PERIOD => return by_year(rows, name, |year| Ok(year_text(year))),
            PERIOD_START | PERIOD_END => return days(rows, name),
            CURRENCY => same(Currency::USD.code()),
            VALUE_MINOR => rows.value.column(name),
            ULP_MINOR => rows.ulp.column(name),
            WEIGHT_G => rows.weight.column(name),
            QUANTITY_MILLI => Column::full_null(name.into(), height, &DataType::Int64),
            FREQUENCY => same("annual"),
            VALUATION => same("fob"),
            CLASSIFICATION => same(self.classification),
            VINTAGE => same(self.vintage),
            STATE => rows.states(name),
            QUANTITY_UNIT | NOTE => same(""),
            _ => Column::full_null(name.into(), height, &DataType::String),
        })
    }
}

/// A column that may have gaps; without any it is taken over as it is.
#[derive(Default)]
struct Figures {
    figures: Vec<i64>,
    /// Rows without a figure.
    gaps: Vec<usize>,
}

impl Figures {
    fn push(&mut self, figure: Option<i64>) {
        if figure.is_none() {
            self.gaps.push(self.figures.len());
        }
        self.figures.push(figure.unwrap_or_default());
    }

    fn column(&self, name: &str) -> Column {
        if self.gaps.is_empty() {
            return Series::new(name.into(), &self.figures).into_column();
        }
        let mut figures: Vec<Option<i64>> = self.figures.iter().copied().map(Some).collect();
        for gap in &self.gaps {
            figures[*gap] = None;
        }
        Series::new(name.into(), figures).into_column()
    }
}

/// The columns of one batch that differ from row to row.
#[derive(Default)]
struct Rows {
    line: Vec<i64>,
    year: Vec<u32>,
    exporter: Vec<u32>,
    importer: Vec<u32>,
    product: Vec<u32>,
    value: Figures,
    ulp: Figures,
    weight: Figures,
    zeros: usize,
}

impl Rows {
    /// With room for as many lines as so many bytes hold.
    fn for_bytes(bytes: usize) -> Self {
        const SHORTEST_USUAL: usize = 36;
        let rows = bytes / SHORTEST_USUAL;
        let figures = || Figures { figures: Vec::with_capacity(rows), gaps: Vec::new() };
        Self {
            year: Vec::with_capacity(rows),
            exporter: Vec::with_capacity(rows),
            importer: Vec::with_capacity(rows),
            product: Vec::with_capacity(rows),
            value: figures(),
            ulp: figures(),
            ..Self::default()
        }
    }

    /// All that every question needs.
    fn push(&mut self, row: Row) {
        self.year.push(row.year);
        self.exporter.push(row.exporter);
        self.importer.push(row.importer);
        self.product.push(row.product);
        self.value.push(row.value.map(|figure| figure.minor));
        self.ulp.push(row.value.map(|figure| figure.ulp_minor));
        self.zeros += usize::from(matches!(row.value, Some(Figure { minor: 0, .. })));
    }

    fn states(&self, name: &str) -> Column {
        let height = self.exporter.len();
        let value = CellState::Value.name();
        if self.zeros == 0 && self.value.gaps.is_empty() {
            return Column::new_scalar(name.into(), Scalar::from(polars::prelude::PlSmallStr::from(value)), height);
        }
        let mut states: Vec<&str> =
            self.value.figures.iter().map(|figure| if *figure == 0 { "zero" } else { value }).collect();
        for gap in &self.value.gaps {
            states[*gap] = CellState::Missing.name();
        }
        Series::new(name.into(), states).into_column()
    }
}

/// What a question may do without; every cell is looked at whether it is kept or not.
#[derive(Clone, Copy)]
struct Wants {
    lines: bool,
    weights: bool,
}

/// Lines of a file, read one chunk after the other.
struct Lines<'a> {
    place: &'a Place,
    wants: Wants,
    line: u64,
    notes: Notes,
    /// The greatest key so far, and whether every key was greater than those before it.
    last: u64,
    sorted: bool,
}

impl<'a> Lines<'a> {
    fn new(place: &'a Place, wants: Wants) -> Self {
        Self { place, wants, line: 0, notes: Notes::default(), last: 0, sorted: true }
    }

    fn read(mut self, sender: &SyncSender<Batch>) -> Result<Notes, SourceError> {
        let mut rows_read = false;
        let place = self.place;
        let ended = chunks(place, |chunk| {
            let rows = self.rows(chunk)?;
            rows_read |= !rows.exporter.is_empty();
            // Nobody listens any more where a batch could not be used.
            Ok(rows.exporter.is_empty() || sender.send(Ok(rows)).is_ok())
        })?;
        if ended && !rows_read {
            return Err(SourceError::HeaderOnly { path: place.path.clone() });
        }
        if ended && !self.sorted {
            refuse_duplicates(place)?;
        }
        Ok(self.notes)
    }

    fn rows(&mut self, chunk: &[u8]) -> Result<Rows, SourceError> {
        let mut rows = Rows::for_bytes(chunk.len());
        let mut rest = chunk;
        while !rest.is_empty() {
            self.line += 1;
            if let Some((row, length)) = Row::quick(rest) {
                self.push(&mut rows, row);
                rest = &rest[length..];
                continue;
            }
            let end = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |end| end + 1);
            let line = rest[..end].trim_ascii_end();
            rest = &rest[end..];
            // The header was looked at when the file was recognised.
            if self.line == 1 || line.is_empty() {
                continue;
            }
            let row = Row::read(line).map_err(|wrong| self.wrong(line, wrong))?;
            self.push(&mut rows, row);
        }
        Ok(rows)
    }

    fn push(&mut self, rows: &mut Rows, row: Row) {
        self.note(&row);
        if self.wants.lines {
            rows.line.push(self.line as i64);
        }
        if self.wants.weights {
            rows.weight.push(row.weight);
        }
        rows.push(row);
    }

    fn note(&mut self, row: &Row) {
        let key = row.key();
        self.sorted &= key > self.last;
        self.last = key;
        self.notes.short_codes += usize::from(row.short);
        self.notes.without_weight += usize::from(row.weight.is_none());
        for number in [row.exporter, row.importer] {
            if ECONOMIES[number as usize].is_none() {
                self.notes.unknown.entry(number).or_insert(self.line);
            }
        }
    }

    fn wrong(&self, line: &[u8], wrong: Wrong) -> SourceError {
        let path = self.place.path.clone();
        match wrong {
            Wrong::Fields(found) => SourceError::RaggedRow { path, line: self.line, found, expected: COLUMNS.len() },
            Wrong::Field(place) => {
                let field = line.split(|byte| *byte == b',').nth(place).unwrap_or_default();
                SourceError::BadCell(Box::new(BadCell {
                    path,
                    line: self.line,
                    column: SOURCE.columns[place].name.to_owned(),
                    column_number: place + 1,
                    found: match field.trim_ascii() {
                        b"" => "nothing".to_owned(),
                        field => format!("`{}`", String::from_utf8_lossy(field)),
                    },
                    expected: EXPECTED[place].to_owned(),
                    help: HELP.to_owned(),
                }))
            }
        }
    }
}

/// Calls `each` with one chunk of whole lines after the other until it says stop; whether the file was read to its end.
fn chunks(place: &Place, mut each: impl FnMut(&[u8]) -> Result<bool, SourceError>) -> Result<bool, SourceError> {
    let mut reader = place.reader()?;
    let mut buffer: Vec<u8> = Vec::with_capacity(CHUNK + (CHUNK >> 4));
    loop {
        let read =
            reader.by_ref().take(CHUNK as u64).read_to_end(&mut buffer).map_err(|source| place.failed(source))?;
        let end = match read {
            0 => buffer.len(),
            _ => buffer.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1),
        };
        if end == 0 && buffer.len() > CHUNK {
            return Err(SourceError::LongLine { path: place.path.clone(), longest: CHUNK });
        }
        if end > 0 && !each(&buffer[..end])? {
            return Ok(false);
        }
        buffer.drain(..end);
        if read == 0 {
            return Ok(true);
        }
    }
}

/// Refuses a series that stands there twice. Official files are sorted, and need no such look: this one takes sixteen
/// bytes a row.
fn refuse_duplicates(place: &Place) -> Result<(), SourceError> {
    let mut keys: Vec<(u64, u64)> = Vec::new();
    let mut line = 0;
    chunks(place, |chunk| {
        for text in chunk.split_inclusive(|byte| *byte == b'\n') {
            line += 1;
            keys.extend(Row::read(text.trim_ascii_end()).ok().map(|row| (row.key(), line)));
        }
        Ok(true)
    })?;
    keys.sort_unstable();
    let twice = keys.windows(2).filter(|pair| pair[0].0 == pair[1].0).min_by_key(|pair| pair[1].1);
    match twice {
        None => Ok(()),
        Some(pair) => Err(SourceError::DuplicateKey {
            path: place.path.clone(),
            line: pair[1].1 as i64,
            first: pair[0].1 as i64,
            what: "figure",
            key: series(pair[0].0),
        }),
    }
}

/// The economies by their numbers, looked up once.
static ECONOMIES: LazyLock<Vec<Option<&'static str>>> =
    LazyLock::new(|| (0..1000).map(|number| Economy::from_numeric(number).map(Economy::code)).collect());

/// The text of a number in a batch.
pub fn text(column: &str, number: u32) -> String {
    match column {
        PRODUCT => format!("{number:06}"),
        _ => ECONOMIES.get(number as usize).copied().flatten().map_or_else(|| number.to_string(), str::to_owned),
    }
}

/// The numbers of a text in a batch: France is 251, and 250 in ISO's list.
pub fn numbers(column: &str, wanted: &str) -> Option<Vec<u32>> {
    match column {
        PRODUCT => Some(wanted.parse().ok().filter(|_| wanted.len() == 6).into_iter().collect()),
        REPORTER | PARTNER => Some((0..1000).filter(|number| text(column, *number) == wanted).collect()),
        _ => None,
    }
}

fn year_text(year: u32) -> String {
    Period::year(year as i32).map_or_else(String::new, |period| period.to_string())
}

/// A column of texts that follow from the year, kept once where there is only one.
fn by_year(rows: &Rows, name: &str, text: impl Fn(u32) -> PolarsResult<String>) -> PolarsResult<Column> {
    if let Some(year) = only_year(rows) {
        let text = polars::prelude::PlSmallStr::from(text(year)?);
        return Ok(Column::new_scalar(name.into(), Scalar::from(text), rows.year.len()));
    }
    let mut known: BTreeMap<u32, String> = BTreeMap::new();
    for year in &rows.year {
        if !known.contains_key(year) {
            known.insert(*year, text(*year)?);
        }
    }
    let mut builder = StringChunkedBuilder::new(name.into(), rows.year.len());
    rows.year.iter().for_each(|year| builder.append_value(&known[year]));
    Ok(builder.finish().into_column())
}

fn days(rows: &Rows, name: &str) -> PolarsResult<Column> {
    let (month, day) = if name == PERIOD_START { (1, 1) } else { (12, 31) };
    let number = |year: u32| {
        let date = NaiveDate::from_ymd_opt(year as i32, month, day).unwrap_or_default();
        (date - NaiveDate::default()).num_days() as i32
    };
    let days: Vec<i32> = match only_year(rows) {
        Some(year) => vec![number(year)],
        None => rows.year.iter().map(|year| number(*year)).collect(),
    };
    let single = days.len() == 1;
    let column = Series::new(name.into(), days).cast(&DataType::Date)?.into_column();
    Ok(if single { column.new_from_index(0, rows.year.len()) } else { column })
}

fn only_year(rows: &Rows) -> Option<u32> {
    let first = *rows.year.first()?;
    rows.year.iter().all(|year| *year == first).then_some(first)
}
