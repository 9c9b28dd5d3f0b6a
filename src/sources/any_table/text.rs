//! Separated text as a grid: the mark between cells is the one under which most rows have the same number of them.

use super::grid::{Cell, Grid, Line};

/// How many rows are looked at to tell the mark.
const LOOKED_AT: usize = 200;
/// More rows than any table that a person made.
pub const LONGEST: usize = 200_000;

/// Text that spreadsheets of Cyrillic languages saved in Windows-1251; `None` where it is in another encoding. Letters beyond ASCII
/// stand beside each other in Cyrillic, and alone in the languages of Windows-1252.
#[must_use]
pub fn cyrillic(bytes: &[u8]) -> Option<String> {
    if std::str::from_utf8(bytes).is_ok() || bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return None;
    }
    let letter = |byte: &u8| *byte >= 0xC0 || matches!(*byte, 0xA8 | 0xB8);
    let letters = bytes.iter().filter(|byte| letter(byte)).count();
    let joined = bytes.windows(2).filter(|pair| pair.iter().all(letter)).count();
    (joined * 2 > letters).then(|| encoding_rs::WINDOWS_1251.decode_without_bom_handling(bytes).0.into_owned())
}

/// The text as a grid. `delimiter` is used where it is given.
#[must_use]
pub fn grid(text: &str, delimiter: Option<char>) -> Grid {
    let text = text.trim_start_matches('\u{feff}');
    // Excel's own first line.
    let (said, text) = match text.lines().next().and_then(|line| line.strip_prefix("sep=")) {
        Some(mark) => (mark.chars().next(), text.split_once('\n').map_or("", |split| split.1)),
        None => (None, text),
    };
    let skipped = u64::from(said.is_some());
    let delimiter = delimiter.or(said).filter(char::is_ascii).unwrap_or_else(|| mark(text));
    let mut lines = rows(text, delimiter, LONGEST);
    lines.iter_mut().for_each(|line| line.number += skipped);
    let cut = lines.len() >= LONGEST;
    Grid { lines, cut, delimiter: Some(delimiter), ..Grid::default() }
}

fn mark(text: &str) -> char {
    let start: String = text.lines().take(LOOKED_AT).collect::<Vec<_>>().join("\n");
    let score = |mark: char| {
        let lines = rows(&start, mark, LOOKED_AT);
        let widths: Vec<usize> = lines.iter().map(|line| line.cells.len()).filter(|width| *width > 1).collect();
        let common =
            widths.iter().map(|width| widths.iter().filter(|other| *other == width).count()).max().unwrap_or(0);
        // A comma that splits `1,5` apart makes cells that are alike too: other marks come first where they fit as well.
        let bonus = usize::from(mark != ',');
        common * 2 + bonus * usize::from(common > 0)
    };
    ['\t', ';', '|', ','].into_iter().max_by_key(|mark| (score(*mark), u8::from(*mark != ','))).unwrap_or(',')
}

fn rows(text: &str, delimiter: char, most: usize) -> Vec<Line> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(u8::try_from(delimiter).unwrap_or(b','))
        .from_reader(text.as_bytes());
    let mut lines = Vec::new();
    let mut record = csv::StringRecord::new();
    while lines.len() < most && reader.read_record(&mut record).is_ok_and(|more| more) {
        let byte = record.position().map_or(0, csv::Position::byte) as usize;
        lines.push((byte, record.iter().map(Cell::text).collect::<Vec<_>>()));
    }
    numbered(text, lines)
}

/// Lines counted from the bytes at which rows start; blank rows are left out, and so are the blank cells at their ends.
fn numbered(text: &str, rows: Vec<(usize, Vec<Cell>)>) -> Vec<Line> {
    let bytes = text.as_bytes();
    let (mut number, mut at) = (1, 0);
    let mut lines = Vec::new();
    for (byte, mut cells) in rows {
        let mut byte = byte.min(bytes.len());
        while bytes.get(byte).is_some_and(|letter| matches!(letter, b'\r' | b'\n')) {
            byte += 1;
        }
        if byte > at {
            number += bytes[at..byte].iter().filter(|letter| **letter == b'\n').count() as u64;
            at = byte;
        }
        while cells.last().is_some_and(Cell::is_blank) {
            cells.pop();
        }
        if !cells.is_empty() {
            lines.push(Line { number, cells });
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_by_the_rows_that_agree() {
        for (text, expected) in [
            ("Land;2023;2024\nA;1,5;2,5\nB;3,5;4,5\n", ';'),
            ("Title, with a comma\n\nCountry,2023,2024\nA,1,2\nB,3,4\n", ','),
            ("Country\t2023\nA\t1,200.5\nB\t3,400.5\n", '\t'),
            ("sep=;\na;b\n1;2\n", ';'),
        ] {
            assert_eq!(grid(text, None).delimiter, Some(expected), "{text}");
        }
    }

    #[test]
    fn cyrillic_is_told_from_latin() {
        assert_eq!(cyrillic(b"\xd1\xf2\xf0\xe0\xed\xe0;2023").as_deref(), Some("Страна;2023"));
        assert!(cyrillic(b"\xd6sterreich;T\xfcrkei").is_none() && cyrillic("Страна".as_bytes()).is_none());
    }

    #[test]
    fn rows_know_their_line() {
        let numbers: Vec<u64> =
            grid("a,b\r\n\r\n\"x\ny\",2\r\n,,\r\nc,3\r\n", None).lines.iter().map(|line| line.number).collect();
        assert_eq!(numbers, [1, 3, 6]);
    }
}
