//! Any table: what people have most often is no agency's file but a small table that somebody made.
//!
//! The last reader that is tried. Bytes become grids ([`grid`]: texts, pages, workbooks); [`layout`] finds the tables in them; [`find`]
//! makes a [`mapping`] of each, which says in full what its columns are; and [`rows`] turns a grid under a mapping into tidy rows. What is
//! understood is shown, what is guessed is said, and what would change figures if it were guessed wrong is asked for.

pub mod columns;
pub mod facts;
mod figures;
pub mod find;
pub mod grid;
pub mod html;
pub mod layout;
pub mod mapping;
pub mod names;
pub mod number;
mod parties;
pub mod refusal;
pub mod rows;
pub mod settings;
pub mod sheets;
pub mod table;
pub mod text;
mod times;
pub mod totals;
pub mod understood;
pub mod unit;
pub mod when;
pub mod words;

use std::path::Path;

use crate::model::Kind;
use tradeproof_host::without_panic;

use super::error::SourceError;
use super::observation::{Observation, Parsed};
use super::reading::{Input, Row, Table, Watch, workbook};
use super::registry::{Page, Source};
use super::tidy;

pub use mapping::Mapping;
pub use refusal::Refusal;
pub use settings::Settings;

/// How commands call it.
pub const NAME: &str = "any-table";

/// The registry's entry. No file is of this format: it is tried where no other is.
pub const SOURCE: Source = Source {
    name: NAME,
    title: "Any table",
    description: "A table of one's own: years across or down, titles and notes around it, names of economies in seven languages.",
    kinds: &[Kind::Trade, Kind::Investment],
    columns: &[],
    page: Page {
        from: "anybody's spreadsheet: CSV and its kin, workbooks, tables of pages, pasted text",
        units: "currency and magnitude out of headers, title or cells; asked for where they are not said",
        valuation: "--set valuation=fob, where it is known",
        frequency: "each period says it: 2024, Q1 2024, Jan-24, 31.12.2024, 2023/24",
        classification: "the header of the codes says HS; --set classification=\"HS 2022\" says more",
        vintage: "--set vintage=TEXT",
        licence: "whatever the source that the figures were taken from says",
        totals: &[
            "a row called total, in seven languages, is World or TOTAL",
            "rows that are the sum of the rows beside them, and rows of which, are left out",
        ],
        quirks: &[
            "a mark that may be a decimal mark or stand between thousands is asked for, never guessed",
            "shares, growth, balances and weights are set aside",
        ],
    },
    recognise: |_| false,
    read,
};

/// Reads a table of one's own.
///
/// # Errors
/// [`SourceError::AnyTable`] when there is no table, or it leaves open what figures need.
pub fn read(input: &Input) -> Result<Parsed, SourceError> {
    let refused = |refusal| SourceError::AnyTable { path: input.path.clone(), refusal: Box::new(refusal) };
    let read = || -> Result<Parsed, SourceError> {
        let found = understood(input).map_err(refused)?;
        parsed(input, &found.0, found.1)
    };
    // What a library makes of bytes of any kind is not ours to promise.
    without_panic(read).unwrap_or_else(|| {
        let seen = "bytes that cannot be read as a table".to_owned();
        Err(refused(Refusal::NoTable { seen, help: "save the file again, as XLSX or CSV".to_owned() }))
    })
}

/// Reads a file of no known format, or a nearly tidy one, in place of the error that it gave.
///
/// # Errors
/// That error, where it says more than this reader; otherwise as [`read`].
pub(super) fn instead(input: &Input, error: SourceError) -> Result<Parsed, SourceError> {
    let format = match &error {
        SourceError::MissingColumn { format, .. } => ["tidy-trade", "tidy-investment"].contains(format),
        SourceError::UnknownFormat { .. } => true,
        SourceError::RaggedRow { line, .. } => is_note(input, *line),
        SourceError::BadCell(cell) => {
            // A cell that is missing is not made up for, nor is a figure read in another way than the layout says.
            let period_or_unit = matches!(cell.column.as_str(), "period" | "unit" | "reporter" | "partner" | "flow");
            period_or_unit && cell.found != "nothing" || is_note(input, cell.line)
        }
        _ => false,
    };
    if !format {
        return Err(error);
    }
    let near = match &error {
        SourceError::UnknownFormat { found, expected, .. } => expected.iter().any(|column| found.contains(column)),
        _ => false,
    };
    let whole = matches!(error, SourceError::UnknownFormat { .. }) && !is_markup(input);
    read(input).map_err(|refused| match &refused {
        SourceError::AnyTable { refusal, .. } => match refusal.as_ref() {
            Refusal::Unsettled { .. } if whole || matches!(error, SourceError::MissingColumn { .. }) => refused,
            Refusal::Cell { .. } if whole => refused,
            // What shares columns with a format is told what it lacks of it.
            Refusal::NoTable { .. } if whole && !near => refused,
            _ => error,
        },
        _ => refused,
    })
}

/// Whether a line of a text is a note below a table: `Source: customs`, `* preliminary`.
fn is_note(input: &Input, line: u64) -> bool {
    let text = input.text().unwrap_or_default();
    let line = line.checked_sub(1).and_then(|before| text.lines().nth(usize::try_from(before).ok()?));
    line.is_some_and(|line| line.starts_with('*') || words::begins(line.trim_start_matches('"'), "note"))
}

/// The error of a file that a mapping takes from all other formats.
pub(super) fn unknown(input: &Input) -> SourceError {
    SourceError::UnknownFormat { path: input.path.clone(), found: Vec::new(), nearest: NAME, expected: Vec::new() }
}

/// JSON and XML are no tables; what was expected of them is said elsewhere.
fn is_markup(input: &Input) -> bool {
    let start: Vec<u8> = input.bytes.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).take(2_000).collect();
    let start = String::from_utf8_lossy(&start);
    let start = start.trim_start_matches('\u{feff}');
    start.starts_with(['{', '[']) || start.starts_with('<') && !html::is_page(start)
}

/// The mappings of the tables of a file, as they were understood.
///
/// # Errors
/// As [`read`].
pub fn mappings(path: &Path, settings: &Settings, watch: &Watch) -> Result<Vec<Mapping>, SourceError> {
    let place = super::Place::open(path, watch.clone())?;
    let mut mappings = Vec::new();
    for file in place.contents()? {
        let mut input = Input::of(&file, String::new())?;
        input.settings = std::sync::Arc::new(settings.clone());
        let refused = |refusal| SourceError::AnyTable { path: path.to_owned(), refusal: Box::new(refusal) };
        mappings.extend(understood(&input).map_err(refused)?.1.into_iter().map(|found| found.mapping));
    }
    Ok(mappings)
}

/// The names of a table's columns under a mapping; blank where its sheet is not there.
#[must_use]
pub fn labels(input: &Input, mapping: &Mapping) -> Vec<String> {
    let grids = grids(input, mapping.delimiter).unwrap_or_default();
    let Some(place) = sheet(&grids, mapping) else { return Vec::new() };
    let rows: Vec<&grid::Line> =
        header(&grids[place], mapping).iter().filter_map(|number| grids[place].line(*number)).collect();
    layout::labels(&layout::headers(&grids[place], &rows))
}

/// The grids of a file, and the tables in them.
fn understood(input: &Input) -> Result<(Vec<grid::Grid>, Vec<find::Found>), Refusal> {
    let settings = &input.settings;
    let mappings = settings.mappings_of(&input.path);
    let delimiter = mappings.first().and_then(|mapping| mapping.delimiter);
    let grids = grids(input, delimiter)?;
    if mappings.is_empty() {
        let file = input.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let found = find::find(&grids, settings, &file)?;
        return Ok((grids, found));
    }
    let mapped = |mapping: &&Mapping| {
        let place = sheet(&grids, mapping).ok_or_else(|| {
            let sheets: Vec<String> = grids.iter().map(|grid| format!("`{}`", grid.name)).collect();
            let name = mapping.sheet.as_deref().unwrap_or_default();
            Refusal::NoTable {
                seen: sheets.join(", "),
                help: format!("no sheet is called `{name}`: correct the mapping"),
            }
        })?;
        let mapping = Mapping { header: header(&grids[place], mapping), ..(*mapping).clone() };
        Ok(find::Found { grid: place, mapping, understood: understood::Understood::default() })
    };
    let found = mappings.iter().map(mapped).collect::<Result<_, Refusal>>()?;
    Ok((grids, found))
}

/// The grid that a mapping means: of its name, or the first.
fn sheet(grids: &[grid::Grid], mapping: &Mapping) -> Option<usize> {
    match &mapping.sheet {
        Some(name) => grids.iter().position(|grid| grid.name == *name),
        None => (!grids.is_empty()).then_some(0),
    }
}

/// The rows of the header: the first row, where a mapping does not say.
fn header(grid: &grid::Grid, mapping: &Mapping) -> Vec<u64> {
    match mapping.header.is_empty() {
        true => grid.lines.first().map(|line| line.number).into_iter().collect(),
        false => mapping.header.clone(),
    }
}

fn grids(input: &Input, delimiter: Option<char>) -> Result<Vec<grid::Grid>, Refusal> {
    let unreadable =
        |seen: &str| Refusal::NoTable { seen: seen.to_owned(), help: "save the file again, as XLSX or CSV".to_owned() };
    if workbook::may_be_workbook(&input.bytes) {
        return sheets::grids(&input.bytes).ok_or_else(|| unreadable("no workbook, or a damaged one"));
    }
    let text = match text::cyrillic(&input.bytes) {
        Some(text) => text.into(),
        None => input.text().map_err(|error| unreadable(error.to_string().lines().next().unwrap_or_default()))?,
    };
    if html::is_page(&text) {
        let mut grids = html::grids(&text);
        let several = grids.len() > 1;
        for (grid, number) in grids.iter_mut().zip(1..).filter(|_| several) {
            grid.name = format!("table {number}");
        }
        return Ok(grids);
    }
    Ok(vec![text::grid(&text, delimiter)])
}

/// The tables of a file as one frame.
fn parsed(input: &Input, grids: &[grid::Grid], found: Vec<find::Found>) -> Result<Parsed, SourceError> {
    let refused = |refusal| SourceError::AnyTable { path: input.path.clone(), refusal: Box::new(refusal) };
    let mut observations: Vec<Observation> = Vec::new();
    let mut kind = Kind::Trade;
    let mut said = understood::Understood::default();
    let several = found.len() > 1;
    for table in found {
        let grid = &grids[table.grid];
        let tidied = rows::tidy(grid, &table.mapping).map_err(refused)?;
        let mut understood = table.understood;
        understood.count(&tidied.counts, &table.mapping);
        let rows = tidied.rows.into_iter().map(|(line, cells)| Row { line, cells }).collect();
        let rows = Table { path: input.path.clone(), headers: tidied.headers, rows, beyond: 0 };
        let (of, read) = tidy::read_table(&rows)?;
        kind = of;
        observations.extend(read);
        let at = if several {
            format!(
                "rows {}–{}{}: ",
                table.mapping.header.first().copied().unwrap_or(1),
                table.mapping.last.unwrap_or(0),
                named(&grid.name)
            )
        } else {
            String::new()
        };
        let add =
            |into: &mut Vec<String>, from: Vec<String>| into.extend(from.into_iter().map(|line| format!("{at}{line}")));
        let line = understood.lines.join("; ");
        if !line.is_empty() {
            said.lines.push(format!("{at}{line}"));
        }
        add(&mut said.audit, understood.audit);
        add(&mut said.doubts, understood.doubts);
    }
    if observations.is_empty() {
        return Err(refused(Refusal::NoTable {
            seen: "a table without figures".to_owned(),
            help: "give the file that the figures are in".to_owned(),
        }));
    }
    let mut parsed = Parsed::of(&input.path, kind, &observations)?;
    // Summaries show the audit: a guess is never silent.
    parsed.audit.extend(said.lines.iter().map(|line| format!("understood: {line}")));
    parsed.audit.extend(said.audit);
    parsed.audit.extend(said.doubts.iter().map(|doubt| format!("in doubt: {doubt}")));
    parsed.basis.extend(said.lines.iter().flat_map(|line| line.split("; ").map(str::to_owned)));
    parsed.doubts.extend(said.doubts);
    Ok(parsed)
}

fn named(sheet: &str) -> String {
    if sheet.is_empty() { String::new() } else { format!(" of `{sheet}`") }
}
