//! Tables that plain text lays out by lines and spaces, as copying from a page leaves them.
//!
//! Two shapes are known: a row a line (`Loaded imports   476,438   438,164`), and a cell a line (a label, then so many lines of
//! numbers, over and over). Both have no headings.

use std::ops::Range;

use super::{Cell, Table};

/// How many rows of one shape in succession make a table.
const FEWEST_ROWS: usize = 3;

/// Of longer tables of one cell a line no more rows are read.
const MOST_COLUMNS: usize = 12;

/// The tables of a text with the bytes they take up, in order.
pub(super) fn tables(content: &str) -> Vec<(Range<usize>, Table)> {
    let lines: Vec<Range<usize>> = lines(content).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let headed = piped(content, &lines[at..]).or_else(|| under_years(content, &lines[at..]));
        let bare = || rows_by_line(content, &lines[at..]).or_else(|| rows_by_cell(content, &lines[at..]));
        let table = headed
            .map(|(rows, taken)| (Table { caption: 0..0, rows }, taken))
            .or_else(|| bare().map(|(rows, taken)| (table_of(rows), taken)));
        match table {
            Some((table, taken)) => {
                found.push((lines[at].start..lines[at + taken - 1].end, table));
                at += taken;
            }
            None => at += 1,
        }
    }
    found
}

/// A table without headings: its first row, which would hold them, is empty.
fn table_of(mut rows: Vec<Vec<Cell>>) -> Table {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    rows.insert(0, vec![Cell::default(); width]);
    Table { caption: 0..0, rows }
}

fn lines(content: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    content.split_inclusive('\n').map(move |line| {
        let from = start + (line.len() - line.trim_start().len());
        let to = start + line.trim_end().len();
        start += line.len();
        from..to.max(from)
    })
}

/// Rows whose cells upright strokes part, with or without a rule under the first, which holds the headings.
fn piped(content: &str, lines: &[Range<usize>]) -> Option<(Vec<Vec<Cell>>, usize)> {
    let strokes = |line: &&Range<usize>| content[(*line).clone()].matches('|').count() >= 2;
    let taken = lines.iter().take_while(strokes).count();
    let is_rule =
        |line: &&Range<usize>| content[(*line).clone()].chars().all(|c| matches!(c, '|' | '-' | ':' | '+' | ' '));
    let rows: Vec<Vec<Cell>> = lines[..taken]
        .iter()
        .filter(|line| !is_rule(line))
        .map(|line| cells_between_strokes(content, line.clone()))
        .collect();
    (rows.len() >= FEWEST_ROWS || (rows.len() < taken && rows.len() >= 2)).then_some((rows, taken))
}

fn cells_between_strokes(content: &str, line: Range<usize>) -> Vec<Cell> {
    let text = &content[line.clone()];
    let opened = usize::from(text.starts_with('|'));
    let inner = line.start + opened..line.end - usize::from(text.len() > opened && text.ends_with('|'));
    let mut at = inner.start;
    content[inner]
        .split('|')
        .map(|cell| {
            let start = at + (cell.len() - cell.trim_start().len());
            let end = (at + cell.trim_end().len()).max(start);
            at += cell.len() + 1;
            Cell { span: start..end }
        })
        .collect()
}

/// Rows under a line of years and nothing else: as many numbers as years, their thousands set apart by spaces or not.
fn under_years(content: &str, lines: &[Range<usize>]) -> Option<(Vec<Vec<Cell>>, usize)> {
    let years = words(content, lines.first()?.clone());
    let is_year = |span: &Range<usize>| {
        let text = &content[span.clone()];
        text.len() == 4
            && (text.starts_with("19") || text.starts_with("20"))
            && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if years.len() < 2 || !years.iter().all(is_year) {
        return None;
    }
    let row = |line: &Range<usize>| row_of_width(content, line.clone(), years.len());
    let rows: Vec<Vec<Cell>> = lines[1..].iter().map_while(row).collect();
    let taken = 1 + rows.len();
    let head = std::iter::once(Cell::default()).chain(years.iter().map(|span| Cell { span: span.clone() })).collect();
    (rows.len() >= 2).then(|| (std::iter::once(head).chain(rows).collect(), taken))
}

/// A label and so many numbers, those that spaces part put together again.
fn row_of_width(content: &str, line: Range<usize>, width: usize) -> Option<Vec<Cell>> {
    let words = words(content, line);
    let numbers = words.iter().rev().take_while(|word| is_number(&content[(*word).clone()])).count();
    let label = words.len().checked_sub(numbers).filter(|label| *label > 0)?;
    let parts = &words[label..];
    let cells = if parts.len() == width { parts.to_vec() } else { joined(content, parts) };
    let named = is_label(&content[words[0].start..words[label - 1].end]);
    (named && cells.len() == width).then(|| {
        let name = Cell { span: words[0].start..words[label - 1].end };
        std::iter::once(name).chain(cells.into_iter().map(|span| Cell { span })).collect()
    })
}

/// Groups of three digits joined to what they go on from: `12 415.0 11 200.5` are two numbers.
fn joined(content: &str, parts: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for part in parts {
        let text = &content[part.clone()];
        let group = text.split(['.', ',']).next().unwrap_or_default();
        let goes_on = group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit());
        match found.last_mut() {
            Some(last) if goes_on && !content[last.clone()].contains(['.', ',']) => last.end = part.end,
            _ => found.push(part.clone()),
        }
    }
    found
}

fn words(content: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut at = line.start;
    for word in content[line].split_inclusive(char::is_whitespace) {
        let trimmed = word.trim_end();
        if !trimmed.is_empty() {
            words.push(at..at + trimmed.len());
        }
        at += word.len();
    }
    words
}

/// Rows of a label and two numbers or more, all as long.
fn rows_by_line(content: &str, lines: &[Range<usize>]) -> Option<(Vec<Vec<Cell>>, usize)> {
    let rows: Vec<Vec<Cell>> = lines.iter().map_while(|line| row_of(content, line.clone())).collect();
    let width = rows.first().map_or(0, Vec::len);
    let taken = rows.iter().take_while(|row| row.len() == width).count();
    (taken >= FEWEST_ROWS).then(|| (rows.into_iter().take(taken).collect(), taken))
}

/// A label and the numbers after it.
fn row_of(content: &str, line: Range<usize>) -> Option<Vec<Cell>> {
    let words = words(content, line);
    let numbers = words.iter().rev().take_while(|word| is_number(&content[(*word).clone()])).count();
    let label = words.len().checked_sub(numbers).filter(|label| *label > 0 && numbers >= 2)?;
    let named = is_label(&content[words[0].start..words[label - 1].end]);
    let cell = |span: &Range<usize>| Cell { span: span.clone() };
    named.then(|| {
        let name = Cell { span: words[0].start..words[label - 1].end };
        std::iter::once(name).chain(words[label..].iter().map(cell)).collect()
    })
}

/// Rows of a label on one line and as many numbers on lines of their own.
fn rows_by_cell(content: &str, lines: &[Range<usize>]) -> Option<(Vec<Vec<Cell>>, usize)> {
    let is_number_line = |line: &&Range<usize>| is_number(&content[(*line).clone()]);
    let width = lines.iter().skip(1).take(MOST_COLUMNS + 1).take_while(is_number_line).count();
    if width == 0 || width > MOST_COLUMNS {
        return None;
    }
    let is_row = |row: &&[Range<usize>]| {
        row.len() == width + 1
            && is_label(&content[row[0].clone()])
            && row[1..].iter().all(|line| is_number_line(&line))
    };
    let rows: Vec<Vec<Cell>> = lines
        .chunks(width + 1)
        .take_while(is_row)
        .map(|row| row.iter().map(|line| Cell { span: line.clone() }).collect())
        .collect();
    let taken = rows.len() * (width + 1);
    (rows.len() >= FEWEST_ROWS).then_some((rows, taken))
}

/// Digits with what may stand around them: `(6,651.50)`, `-3.96%`, `$12.5`.
fn is_number(text: &str) -> bool {
    let inner = text.trim_matches(|c: char| "()+-−–%$£€*".contains(c));
    let digits = inner.bytes().filter(u8::is_ascii_digit).count();
    digits > 0 && inner.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.')) && inner.len() <= 24
}

/// Words that name a row and make no sentence.
fn is_label(text: &str) -> bool {
    let has_words = text.chars().any(char::is_alphabetic);
    has_words && text.len() <= 60 && !text.ends_with(['.', ';', ',']) && !is_number(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(content: &str) -> Vec<Vec<Vec<&str>>> {
        let rows = |table: &Table| {
            let row = |row: &Vec<Cell>| row.iter().map(|cell| &content[cell.span.clone()]).collect();
            table.rows.iter().skip(1).map(row).collect()
        };
        tables(content).iter().map(|(_, table)| rows(table)).collect()
    }

    #[test]
    fn a_row_a_line() {
        let found = cells(
            "Cargo grew.\nImports 476.2 438.1 38.1\nExports 161.3 167.9 (6.6)\nTotal 637.5 606.0 31.5\nMore prose.\n",
        );
        assert_eq!(found.len(), 1);
        assert_eq!(found[0][1], ["Exports", "161.3", "167.9", "(6.6)"]);
    }

    #[test]
    fn a_cell_a_line() {
        let found =
            cells("Total exports\n2,498.0\n-0.1\nGoods\n1,652.8\n-1.3\nServices\n845.2\n2.2\nProse goes on here.");
        assert_eq!(
            found,
            [[["Total exports", "2,498.0", "-0.1"], ["Goods", "1,652.8", "-1.3"], ["Services", "845.2", "2.2"]]]
        );
    }

    #[test]
    fn prose_is_no_table() {
        assert!(cells("Exports rose in 2017 2018\nand fell.\nImports rose 5 6\n").is_empty());
        assert!(cells("In 2017\n12\nfirms left.\n").is_empty());
    }
}
