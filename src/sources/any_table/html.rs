//! The tables of a page, as grids; a workbook whose bytes are HTML is read by it too.

use html5gum::{DefaultEmitter, Token, Tokenizer};

use super::grid::{Cell, Grid, Line};

/// More columns than a table has that is to be read.
const WIDEST: usize = 1_000;

/// Whether a text is a page.
#[must_use]
pub fn is_page(text: &str) -> bool {
    let start: String =
        text.trim_start_matches('\u{feff}').trim_start().chars().take(2_000).collect::<String>().to_lowercase();
    start.starts_with('<') && ["<html", "<table", "<!doctype html"].iter().any(|tag| start.contains(tag))
}

/// Every table of a page; the text between them stands before the table that follows, as its title.
#[must_use]
pub fn grids(text: &str) -> Vec<Grid> {
    let mut page = Page::default();
    for token in Tokenizer::new_with_emitter(text, DefaultEmitter::default()).flatten() {
        match token {
            Token::StartTag(tag) => {
                let span = |name: &str| {
                    let found = tag.attributes.iter().find(|(key, _)| key.as_slice() == name.as_bytes());
                    let number =
                        found.and_then(|(_, value)| String::from_utf8_lossy(value).trim().parse::<usize>().ok());
                    number.unwrap_or(1).clamp(1, WIDEST)
                };
                page.open(&String::from_utf8_lossy(&tag.name), span("colspan"), span("rowspan"));
            }
            Token::EndTag(tag) => page.close(&String::from_utf8_lossy(&tag.name)),
            Token::String(letters) => page.text(&String::from_utf8_lossy(&letters)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    page.finish()
}

#[derive(Default)]
struct Page {
    grids: Vec<Grid>,
    /// Text outside tables, since the last one.
    titles: Vec<String>,
    table: Option<Grid>,
    /// Of the open row: cells, and for each column how many further rows its cell reaches down.
    row: Option<Vec<Cell>>,
    cell: Option<(String, usize, usize)>,
    below: Vec<(usize, Cell)>,
    lines: u64,
    silent: bool,
}

impl Page {
    fn open(&mut self, tag: &str, columns: usize, rows: usize) {
        match tag {
            "script" | "style" => self.silent = true,
            "table" => {
                self.close("table");
                let titles = std::mem::take(&mut self.titles);
                let mut grid = Grid::default();
                for title in titles {
                    self.lines += 1;
                    grid.lines.push(Line { number: self.lines, cells: vec![Cell::text(&title)] });
                }
                self.table = Some(grid);
            }
            "tr" => {
                self.close("tr");
                self.row = Some(Vec::new());
            }
            "td" | "th" => {
                self.close("td");
                if self.row.is_none() {
                    self.row = Some(Vec::new());
                }
                self.cell = Some((String::new(), columns, rows));
            }
            "br" | "p" | "div" => self.text(" "),
            _ => {}
        }
    }

    fn close(&mut self, tag: &str) {
        match tag {
            "script" | "style" => self.silent = false,
            "td" | "th" => self.end_cell(),
            "tr" => {
                self.end_cell();
                self.end_row();
            }
            "table" => {
                self.end_cell();
                self.end_row();
                self.below.clear();
                self.grids.extend(self.table.take().filter(|grid| !grid.lines.is_empty()));
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.silent {
            return;
        }
        match &mut self.cell {
            Some((cell, _, _)) => cell.push_str(text),
            None if !text.trim().is_empty() => self.titles.push(text.trim().to_owned()),
            None => {}
        }
    }

    fn end_cell(&mut self) {
        let (Some((text, columns, rows)), Some(row)) = (self.cell.take(), self.row.as_mut()) else { return };
        Self::fill(&mut self.below, row);
        for column in 0..columns {
            // A cell over several columns says what it says once; headers spread it again.
            let cell = if column == 0 { Cell::text(&text) } else { Cell::default() };
            if row.len() >= WIDEST {
                return;
            }
            if rows > 1 {
                self.below.resize(self.below.len().max(row.len() + 1), (0, Cell::default()));
                self.below[row.len()] = (rows - 1, cell.clone());
            }
            row.push(cell);
        }
    }

    /// Cells of rows above that reach down into this one.
    fn fill(below: &mut [(usize, Cell)], row: &mut Vec<Cell>) {
        while let Some((left, cell)) = below.get_mut(row.len()).filter(|reaching| reaching.0 > 0) {
            *left -= 1;
            row.push(cell.clone());
        }
    }

    fn end_row(&mut self) {
        let Some(mut row) = self.row.take() else { return };
        Self::fill(&mut self.below, &mut row);
        self.lines += 1;
        let line = Line { number: self.lines, cells: row };
        if let Some(table) = self.table.as_mut().filter(|_| line.filled() > 0) {
            table.lines.push(line);
        }
    }

    fn finish(mut self) -> Vec<Grid> {
        self.close("table");
        // What stands below the last table are its notes.
        if let Some(last) = self.grids.last_mut() {
            for title in self.titles {
                self.lines += 1;
                last.lines.push(Line { number: self.lines, cells: vec![Cell::text(&title)] });
            }
        }
        self.grids
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_of_cells_are_kept_in_place() {
        let page = "<p>Exports</p><table><tr><th rowspan=2>Country<th colspan=2>USD<tr><th>2023</th><th>2024</th></tr><tr><td>China<td>1<td>2</table><p>Source: us";
        let grids = grids(page);
        let rows: Vec<Vec<&str>> =
            grids[0].lines.iter().map(|line| line.cells.iter().map(|cell| cell.text.as_str()).collect()).collect();
        assert_eq!(
            rows,
            [
                vec!["Exports"],
                vec!["Country", "USD", ""],
                vec!["Country", "2023", "2024"],
                vec!["China", "1", "2"],
                vec!["Source: us"]
            ]
        );
    }
}
