//! Tables of text read into figures by several threads, a chunk of records each.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use super::super::error::SourceError;
use super::super::reading::chunks::{self, Chunk, Worker};
use super::super::reading::opening::Opening;
use super::super::reading::records::{Cutter, Record, Stray};
use super::super::reading::{Encoding, Place, Row, Table};
use super::{Columns, Figures, Named};

/// How rows of a format become figures; one a thread.
pub trait Rows: Send {
    /// What has to be said of some rows.
    type Said: Default + Send;

    /// Reads a row that is not blank.
    ///
    /// # Errors
    /// At the cell that is wrong.
    fn row(&mut self, record: &Record<'_>, columns: &mut Columns, said: &mut Self::Said) -> Result<(), SourceError>;

    /// What its numbers stand for.
    fn named(self) -> Named;
}

/// What threads made of a table.
pub struct Read<S> {
    pub threads: Vec<Named>,
    /// In the order of the file, each with its thread.
    pub parts: Vec<(usize, Columns)>,
    pub said: Vec<(usize, S)>,
    pub rows: usize,
    /// How many blank fields every row has beyond the header.
    pub beyond: usize,
    /// The first row, for errors about all of them.
    pub first: Row,
    /// The first row that could not be read, by its error.
    pub failed: Option<SourceError>,
}

/// The table of a file without its rows, under which single rows are looked at.
#[must_use]
pub fn without_rows(place: &Place, opening: &Opening) -> Table {
    Table { path: place.path.clone(), headers: opening.headers.clone(), rows: Vec::new(), beyond: 0 }
}

/// Reads the rows below an opening; `wanted` are the columns that rows look at, in the order of [`Record::field`]. `None`
/// where the file has to be read in another way: with quotes within fields, or in another encoding than it seems.
///
/// # Errors
/// When the file cannot be read, a row does not fit the header, or there is none.
pub fn read<R: Rows>(
    place: &Place,
    opening: &Opening,
    wanted: &[&str],
    make: impl Fn() -> R,
) -> Result<Option<Read<R::Said>>, SourceError> {
    let places: Vec<Option<usize>> = wanted.iter().map(|name| opening.position(name)).collect();
    let cutter = Cutter::new(opening.separator, opening.headers.len(), &places);
    let stop = AtomicBool::new(false);
    let pieces =
        chunks::read(place, opening, &stop, || Thread { rows: make(), cutter: cutter.clone(), opening, stop: &stop })?;
    if stop.load(Ordering::Relaxed) {
        return Ok(None);
    }
    let mut widths = Widths::default();
    let mut read = Read {
        threads: pieces.workers.into_iter().map(|worker| worker.rows.named()).collect(),
        parts: Vec::new(),
        said: Vec::new(),
        rows: 0,
        beyond: 0,
        first: Row { line: 0, cells: Vec::new() },
        failed: None,
    };
    let mut first = None;
    for (thread, part) in pieces.parts {
        read.parts.push((thread, part.columns));
        read.said.push((thread, part.said));
        read.rows += part.rows;
        read.failed = read.failed.or(part.failed);
        first = first.or(part.first);
        widths.merge(part.widths);
    }
    let Some(first) = first else { return Err(SourceError::HeaderOnly { path: place.path.clone() }) };
    read.first = first;
    read.beyond = widths.beyond(&place.path, opening, read.first.cells.len())?;
    Ok(Some(read))
}

/// Fields that rows have, with the first line that has as many.
#[derive(Default)]
struct Widths {
    lines: BTreeMap<usize, u64>,
    /// The first line in which something stands beyond the header, and how many fields it has.
    filled_beyond: Option<(u64, usize)>,
}

impl Widths {
    fn note(&mut self, record: &Record<'_>) {
        self.lines.entry(record.fields).or_insert(record.line);
        if record.filled_beyond && self.filled_beyond.is_none() {
            self.filled_beyond = Some((record.line, record.fields));
        }
    }

    fn merge(&mut self, later: Self) {
        for (fields, line) in later.lines {
            self.lines.entry(fields).or_insert(line);
        }
        self.filled_beyond = self.filled_beyond.or(later.filled_beyond);
    }

    /// As [`Table::parse`] has it: rows are as wide as the names or as the header is printed, or all alike.
    fn beyond(&self, path: &std::path::Path, opening: &Opening, first: usize) -> Result<usize, SourceError> {
        let (width, printed) = (opening.headers.len(), opening.printed);
        let wide = first.max(width);
        let everywhere = self.lines.keys().all(|fields| *fields == wide);
        let fits = |fields: usize| fields == width || fields == printed && fields >= width || everywhere;
        let misfits = self.lines.iter().filter(|(fields, _)| !fits(**fields)).map(|(fields, line)| (*line, *fields));
        match misfits.chain(self.filled_beyond).min() {
            Some((line, found)) => Err(SourceError::RaggedRow { path: path.to_owned(), line, found, expected: width }),
            None if everywhere => Ok(wide.saturating_sub(printed.max(width))),
            None => Ok(0),
        }
    }
}

/// A thread that reads chunks.
struct Thread<'a, R> {
    rows: R,
    cutter: Cutter,
    opening: &'a Opening,
    /// Set where this way of reading will not do.
    stop: &'a AtomicBool,
}

/// What a thread made of a chunk.
struct Part<S> {
    columns: Columns,
    said: S,
    rows: usize,
    widths: Widths,
    first: Option<Row>,
    failed: Option<SourceError>,
}

impl<R: Rows> Worker for Thread<'_, R> {
    type Part = Part<R::Said>;

    fn read(&mut self, chunk: &Chunk) -> Self::Part {
        let mut part = Part {
            columns: Columns::default(),
            said: R::Said::default(),
            rows: 0,
            widths: Widths::default(),
            first: None,
            failed: None,
        };
        if !is_text(&chunk.bytes, self.opening.encoding) {
            self.stop.store(true, Ordering::Relaxed);
            return part;
        }
        let (rows, separator) = (&mut self.rows, self.opening.separator);
        let cut = self.cutter.records(&chunk.bytes, chunk.line, |record| {
            if record.is_blank(separator) {
                return;
            }
            if part.first.is_none() {
                part.first = Some(Row { line: record.line, cells: record.cells(separator) });
            }
            part.widths.note(record);
            part.rows += 1;
            if part.failed.is_none() {
                part.failed = rows.row(record, &mut part.columns, &mut part.said).err();
            }
        });
        if cut == Err(Stray) {
            self.stop.store(true, Ordering::Relaxed);
        }
        part.columns.fit();
        part
    }
}

/// Whether a chunk is text as its encoding has it; what is none is told with its place by who reads the whole file.
fn is_text(bytes: &[u8], encoding: Encoding) -> bool {
    /// What Windows-1252 has no character for, decoded.
    const UNDEFINED: [u8; 5] = [0x81, 0x8D, 0x8F, 0x90, 0x9D];
    if memchr::memchr(0, bytes).is_some() {
        return false;
    }
    match encoding {
        Encoding::Utf8 => std::str::from_utf8(bytes).is_ok(),
        Encoding::Utf16 => memchr::memmem::find(bytes, "\u{FFFD}".as_bytes()).is_none(),
        Encoding::Windows1252 => {
            memchr::memchr_iter(0xC2, bytes).all(|at| bytes.get(at + 1).is_none_or(|next| !UNDEFINED.contains(next)))
        }
    }
}

/// Reads a file in the encoding it seems to be in, and where it turns out to be in another one, once more; `names` are
/// those under which `read` knows the columns.
///
/// # Errors
/// As `read`.
pub fn in_any_encoding(
    place: &Place,
    names: fn(&[String]) -> Vec<String>,
    read: impl Fn(&Opening) -> Result<Option<Figures>, SourceError>,
) -> Result<Option<Figures>, SourceError> {
    for mut opening in openings(place)? {
        opening.headers = names(&opening.headers);
        if let Some(mut figures) = read(&opening)? {
            if opening.encoding != Encoding::Utf8 {
                figures.said.basis.push(format!("text in {}, not UTF-8", opening.encoding.name()));
            }
            return Ok(Some(figures));
        }
    }
    Ok(None)
}

/// The openings of a file in the encodings that it may be in, as it seems first.
///
/// # Errors
/// When the file cannot be read, or a header stands there twice.
fn openings(place: &Place) -> Result<Vec<Opening>, SourceError> {
    let Some(first) = Opening::of(place, None)? else { return Ok(Vec::new()) };
    let second = match first.encoding {
        Encoding::Utf8 => Opening::of(place, Some(Encoding::Windows1252))?,
        Encoding::Utf16 | Encoding::Windows1252 => None,
    };
    Ok([Some(first), second].into_iter().flatten().collect())
}

/// Cells that were met before, each with what it means.
pub struct Met<T> {
    known: std::collections::HashMap<Box<[u8]>, T, foldhash::fast::FixedState>,
    /// Most cells are those of the row above.
    last: Option<(Box<[u8]>, T)>,
}

impl<T> Default for Met<T> {
    fn default() -> Self {
        Self { known: std::collections::HashMap::default(), last: None }
    }
}

impl<T: Copy> Met<T> {
    /// What a cell means, as it was found out when it was first met.
    #[inline]
    pub fn of(&mut self, cell: &[u8], find: impl FnOnce() -> T) -> T {
        if let Some((last, meaning)) = &self.last
            && **last == *cell
        {
            return *meaning;
        }
        let meaning = match self.known.get(cell) {
            Some(meaning) => *meaning,
            None => *self.known.entry(cell.into()).or_insert_with(find),
        };
        match &mut self.last {
            Some((last, known)) if last.len() == cell.len() => {
                last.copy_from_slice(cell);
                *known = meaning;
            }
            last => *last = Some((cell.into(), meaning)),
        }
        meaning
    }
}

/// A plain decimal times `10^power`, and the weight of its last place as a power of ten; `None` for any other text, which
/// an exact reader has to look at.
#[inline]
#[must_use]
pub fn plain(text: &[u8], power: u32) -> Option<(i64, u32)> {
    if text.is_empty() || text.len() > 17 {
        return None;
    }
    let (mut digits, mut seen, mut point) = (0_i64, 0_u32, None);
    for byte in text {
        match byte {
            b'0'..=b'9' => {
                digits = digits * 10 + i64::from(byte - b'0');
                seen += 1;
            }
            b'.' if point.is_none() && seen > 0 => point = Some(seen),
            _ => return None,
        }
    }
    let mut decimals = point.map_or(0, |whole| seen - whole);
    if decimals == 0 && point.is_some() {
        return None;
    }
    // A computed decimal keeps no zeros at its end.
    while decimals > 0 && digits % 10 == 0 {
        digits /= 10;
        decimals -= 1;
    }
    let left = power.checked_sub(decimals)?;
    Some((digits.checked_mul(10_i64.checked_pow(left)?)?, left))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_numbers_read_as_the_exact_reader_does() {
        for text in ["0", "0.00", "12.50", "007", "331.7", "60938", "9680795326", "1.001", "12345678901234", "5.000"] {
            let exact = crate::model::money::nearest(text, 3).unwrap();
            let (minor, left) = plain(text.as_bytes(), 3).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((minor, 10_i64.pow(left)), (exact.minor, exact.ulp_minor), "{text}");
        }
        for text in ["", ".5", "5.", "-1", "1e3", "1,000", "1.0001", "123456789012345678", "1..0", " 1"] {
            assert_eq!(plain(text.as_bytes(), 3), None, "{text}");
        }
    }
}
