//! Where tables stand in a grid: titles, one to three rows of headers, the body, notes.

use super::grid::{Grid, Line};
use super::names;
use super::number;
use super::when::Time;
use super::words;

/// A table by the places of its rows in [`Grid::lines`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    pub titles: Vec<usize>,
    pub header: Vec<usize>,
    /// Rows with figures, and the rows between them that have none.
    pub body: Vec<usize>,
    pub notes: Vec<usize>,
}

/// The most rows a header has.
const HEADERS: usize = 3;

/// The tables of a grid, from top to bottom.
#[must_use]
pub fn tables(grid: &Grid) -> Vec<Layout> {
    let mut found: Vec<Layout> = Vec::new();
    let mut from = 0;
    while let Some(table) = next(grid, from) {
        let Some(last) = table.body.last().copied() else { break };
        from = last + 1;
        found.push(table);
    }
    if let Some(table) = found.last_mut() {
        table.notes.extend(from..grid.lines.len());
    }
    found
}

/// The first table from a row on.
fn next(grid: &Grid, from: usize) -> Option<Layout> {
    let lines = &grid.lines;
    let first = (from..lines.len()).find(|row| is_data(&lines[*row]) && header_above(lines, from, *row).is_some())?;
    let header = header_above(lines, from, first)?;
    let (top, bottom) = (*header.first()?, *header.last()?);
    let end = (first + 1..lines.len()).find(|row| is_another_header(lines, &header, *row)).unwrap_or(lines.len());
    // What stands between two tables is the title of the second.
    let mut last = (bottom + 1..end).rev().find(|row| is_data(&lines[*row]) && !is_note(&lines[*row]))?;
    // Figures that look like years, and rows without any, end a table as well.
    while last + 1 < end && goes_on(&lines[last], &lines[last + 1]) {
        last += 1;
    }
    let body = (bottom + 1..=last).filter(|row| !is_numbering(&lines[*row])).collect();
    Some(Layout { titles: (from..top).collect(), header, body, notes: Vec::new() })
}

/// The rows of headers above a row of figures.
fn header_above(lines: &[Line], from: usize, data: usize) -> Option<Vec<usize>> {
    let lowest = (from..data).rev().find(|row| is_header(&lines[*row]))?;
    // Rows without figures may stand between: the names of sections.
    if (lowest + 1..data).any(|row| lines[row].filled() > 1 && !is_numbering(&lines[row])) {
        return None;
    }
    let mut header = vec![lowest];
    while header.len() < HEADERS {
        let top = header[0];
        let Some(above) = top.checked_sub(1).filter(|above| *above >= from) else { break };
        if repeats_periods(&lines[above], &lines[top]) {
            // Rows of small whole numbers that look like years are rows of figures.
            header = vec![above];
            continue;
        }
        if !(is_header(&lines[above]) || is_spanning(&lines[above], &lines[top])) {
            break;
        }
        header.insert(0, above);
    }
    Some(header)
}

/// Two or more cells, none of them a number that is no year.
fn is_header(line: &Line) -> bool {
    line.filled() >= 2 && !line.cells.iter().any(|cell| cell.is_number()) && !is_note(line)
}

/// One cell over several columns: not over the first, where titles stand.
fn is_spanning(line: &Line, below: &Line) -> bool {
    let first = |line: &Line| line.cells.iter().position(|cell| !cell.is_blank());
    line.filled() == 1 && first(line) > first(below).or(Some(0)) && !line.cells.iter().any(|cell| cell.is_number())
}

/// The lower row has years below years, or below a header that says what they are: it is a row of figures that look like years.
fn repeats_periods(above: &Line, below: &Line) -> bool {
    let year = |line: &Line, place: usize| match line.cell(place).time().map(|said| said.time) {
        Some(Time::Whole(period)) => period.months() == Some(12),
        _ => false,
    };
    let headed = |place: usize| {
        let text = &above.cell(place).text;
        year(above, place)
            || ["year", "period", "value"].iter().any(|meaning| words::says(text, meaning))
            || super::columns::flow(text).is_some()
    };
    let named = below.cells.iter().take(2).any(|cell| names::economy(&cell.text).is_some());
    let under =
        |place: usize| headed(place) && (named || year(above, place) || words::says(&above.cell(place).text, "year"));
    (0..below.cells.len()).any(|place| year(below, place) && under(place))
}

/// A row with a figure or a reason why there is none, and something beside it.
fn is_data(line: &Line) -> bool {
    let figures = line.cells.iter().filter(|cell| cell.is_number()).count();
    figures > 0 && line.filled() >= 2 && !is_numbering(line)
}

/// Whether a row goes on with the figures of the row above: figures, or reasons why there are none, below figures.
fn goes_on(above: &Line, line: &Line) -> bool {
    let figures = |cell: &super::grid::Cell| cell.figure().is_some() || number::state(&cell.text).is_some();
    let below = (1..line.cells.len()).filter(|place| figures(line.cell(*place)) && figures(above.cell(*place)));
    line.filled() >= 2
        && !is_note(line)
        && below.count() > 0
        && line.cells.iter().skip(1).all(|cell| cell.is_blank() || figures(cell) || cell.figure().is_none())
}

/// `1 | 2 | 3 | 4`, as under the headers of official tables; the first may be a letter.
fn is_numbering(line: &Line) -> bool {
    let filled: Vec<&str> = line.cells.iter().filter(|cell| !cell.is_blank()).map(|cell| cell.text.as_str()).collect();
    let numbers: Vec<u32> = filled.iter().filter_map(|text| text.parse().ok()).collect();
    let letter =
        filled.first().is_some_and(|first| first.chars().count() == 1 && first.chars().all(char::is_alphabetic));
    let all = numbers.len() + usize::from(letter) == filled.len();
    all && filled.len() >= 3 && numbers.first() == Some(&1) && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1)
        || all
            && letter
            && numbers.len() >= 2
            && numbers[0] <= 2
            && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1)
}

/// `Source: …`.
#[must_use]
pub fn is_note(line: &Line) -> bool {
    let first = line.cells.iter().find(|cell| !cell.is_blank());
    first.is_some_and(|cell| words::begins(&cell.text, "note"))
        && !line.cells.iter().skip(1).any(|cell| cell.is_number())
}

/// A header below a table: the same words again, or periods once more.
fn is_another_header(lines: &[Line], header: &[usize], row: usize) -> bool {
    let line = &lines[row];
    if !is_header(line) {
        return false;
    }
    let lowest = header.last().map(|row| &lines[*row]);
    let same =
        line.cells.iter().enumerate().filter(|(place, cell)| {
            !cell.is_blank() && lowest.is_some_and(|header| header.cell(*place).text == cell.text)
        });
    let periods = line.cells.iter().skip(1).filter(|cell| cell.time().is_some()).count();
    let states = line.cells.iter().skip(1).filter(|cell| number::state(&cell.text).is_some()).count();
    let titled = ["country", "product", "partner", "reporter", "year", "period", "code"];
    let headed = line
        .cells
        .iter()
        .find(|cell| !cell.is_blank())
        .is_some_and(|cell| titled.iter().any(|word| words::is(&cell.text, word)));
    states == 0
        && (same.count() * 2 > line.filled() || periods >= 2 && names::economy(&line.cell(0).text).is_none() || headed)
}

/// The header of every column, from top to bottom, without what stands there twice.
#[must_use]
pub fn headers(grid: &Grid, header: &[&Line]) -> Vec<Vec<String>> {
    let width = grid.width();
    let Some((lowest, upper)) = header.split_last() else { return vec![Vec::new(); width] };
    let mut parts: Vec<Vec<String>> = vec![Vec::new(); width];
    for line in upper {
        let mut spread = String::new();
        let mut first = true;
        for (place, parts) in parts.iter_mut().enumerate() {
            let cell = line.cell(place);
            if !cell.is_blank() {
                spread.clone_from(&cell.text);
                // A cell over the names does not reach over the figures.
                first = place == 0;
            }
            let reaches = !cell.is_blank() || !first && !lowest.cell(place).is_blank();
            if reaches && !spread.is_empty() && parts.last() != Some(&spread) {
                parts.push(spread.clone());
            }
        }
    }
    for (place, parts) in parts.iter_mut().enumerate() {
        let cell = lowest.cell(place);
        if !cell.is_blank() && parts.last() != Some(&cell.text) {
            parts.push(cell.text.clone());
        }
    }
    parts
}

/// What each column is called: its headers joined; the letter of the sheet where it has none, or where two are alike.
#[must_use]
pub fn labels(headers: &[Vec<String>]) -> Vec<String> {
    let joined: Vec<String> = headers.iter().map(|parts| parts.join(" · ")).collect();
    let label = |place: usize| {
        let label = &joined[place];
        let twice = joined.iter().filter(|other| *other == label).count() > 1;
        match (label.is_empty(), twice) {
            (true, _) => format!("column {}", letter(place)),
            (false, true) => format!("{label} (column {})", letter(place)),
            (false, false) => label.clone(),
        }
    };
    (0..joined.len()).map(label).collect()
}

/// `A`, `B`, … `AA`.
fn letter(place: usize) -> String {
    let mut place = place + 1;
    let mut letters = Vec::new();
    while place > 0 {
        place -= 1;
        letters.push(char::from(b'A' + (place % 26) as u8));
        place /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::any_table::text;

    fn of(text: &str) -> Vec<Layout> {
        tables(&text::grid(text, Some(',')))
    }

    #[test]
    fn titles_headers_and_notes_are_told_apart() {
        let table = &of(
            "Exports of Kazakhstan\n\nCountry,2023,2024\nEurope,,\nGermany,100,110\nTOTAL,100,110\nSource: customs\n",
        )[0];
        assert_eq!(*table, Layout { titles: vec![0], header: vec![1], body: vec![2, 3, 4], notes: vec![5] });
        let two = &of(",Exports,,Imports,\nCountry,2023,2024,2023,2024\nChina,1,2,3,4\n")[0];
        assert_eq!(two.header, [0, 1]);
        assert!(of("Dear Sir, thank you\nfor 3 letters, all of them\n").is_empty());
    }

    #[test]
    fn figures_that_look_like_years_are_figures() {
        for text in [
            "Country,2022,2023\nMalta,2010,1950\nItaly,30000,2500\nChina,2000,1999\n",
            "Country,Year,Value\nMalta,2021,2000\nItaly,2021,1500\nChina,2021,1950\n",
        ] {
            let table = &of(text)[0];
            assert_eq!((table.header.as_slice(), table.body.as_slice()), (&[0][..], &[1, 2, 3][..]), "{text}");
        }
    }

    #[test]
    fn tables_below_each_other_are_two() {
        let tables = of("Exports\nCountry,2023,2024\nChina,1,2\nImports\nCountry,2023,2024\nChina,3,4\n");
        assert_eq!(tables.len(), 2);
        assert_eq!((tables[1].titles.clone(), tables[1].header.clone()), (vec![3], vec![4]));
    }

    #[test]
    fn upper_headers_reach_over_their_columns() {
        let grid = text::grid(",Exports,,Imports,\nCountry,2023,2024,2023,2024\n", Some(','));
        let lines: Vec<&Line> = grid.lines.iter().collect();
        assert_eq!(
            labels(&headers(&grid, &lines)),
            ["Country", "Exports · 2023", "Exports · 2024", "Imports · 2023", "Imports · 2024"]
        );
        assert_eq!((letter(0), letter(27)), ("A".to_owned(), "AB".to_owned()));
    }
}
