//! Lines of pages as paragraphs that run on, and rows of tables.

use super::super::BlockKind;
use super::super::extract::{Collector, Extract};
use super::super::places::Layout;
use super::super::table::Table;
use super::lines::Line;

/// Lines that are further apart than this, in sizes of their letters, are of two paragraphs.
const LEADING: f64 = 1.75;

/// From so many runs on, a line is a row of a table.
const ROW: usize = 3;

/// First halves of compounds, which keep their hyphen at the end of a line.
const COMPOUNDS: &[&str] = &[
    "year", "month", "quarter", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    "tenth", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "non", "half", "export", "import",
    "well", "long", "short", "high", "low", "mid", "pre", "post", "self", "trade", "cross", "twenty", "thirty",
    "forty", "fifty",
];

/// Puts the lines of all pages together.
pub(super) fn flow(pages: &[Vec<Line>]) -> Extract {
    let mut flow = Flow { collector: Collector::new(Layout::Pages), table: Table::default(), before: None };
    for (index, page) in pages.iter().enumerate() {
        for (number, line) in page.iter().enumerate() {
            flow.line(index + 1, number + 1, line);
        }
        flow.end_table();
    }
    flow.collector.finish()
}

struct Flow<'p> {
    collector: Collector,
    table: Table,
    /// The last line of the open paragraph, and its page.
    before: Option<(usize, &'p Line)>,
}

impl<'p> Flow<'p> {
    fn line(&mut self, page: usize, number: usize, line: &'p Line) {
        if line.runs.len() >= ROW || (!self.table.rows.is_empty() && line.runs.len() == 2) {
            self.row(page, number, line);
            return;
        }
        self.end_table();
        if !self.runs_on(page, line) {
            self.collector.open(kind(line));
            self.collector.anchor(page, number);
            self.collector.push(&spaced(line));
        } else {
            self.go_on(page, number, &spaced(line));
        }
        self.before = Some((page, line));
    }

    /// Whether a line belongs to the paragraph before it.
    fn runs_on(&self, page: usize, line: &Line) -> bool {
        let Some((page_before, before)) = self.before else { return false };
        let ended = before.text().ends_with(['.', '!', '?', ':', '”', '"']);
        let starts_small = line.text().starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
        let same_size = (before.size - line.size).abs() < 0.08 * line.size;
        if !same_size || kind(line) == BlockKind::ListItem {
            return false;
        }
        let down = before.y - line.y;
        if page_before != page || down <= 0.0 {
            // At the head of a page or column a sentence goes on.
            return !ended && starts_small;
        }
        down < LEADING * line.size && (!is_figures_only(line) || !ended) && !is_figures_only(before)
    }

    /// Adds a line, and joins the word that the end of the line before broke.
    fn go_on(&mut self, page: usize, number: usize, text: &str) {
        let (word, rest) = text.split_at(text.find(' ').unwrap_or(text.len()));
        if self.collector.breaks_word() && word.starts_with(char::is_lowercase) {
            self.collector.join_word(COMPOUNDS);
            self.collector.anchor(page, number);
            self.collector.push(word);
            self.collector.push("\n");
            self.collector.anchor(page, number);
            self.collector.push(rest.trim_start());
        } else {
            self.collector.push("\n");
            self.collector.anchor(page, number);
            self.collector.push(text);
        }
    }

    fn row(&mut self, page: usize, number: usize, line: &Line) {
        self.collector.close();
        self.before = None;
        let width = self.table.rows.last().map_or(0, Vec::len);
        let mut row = Vec::new();
        for run in &line.runs {
            self.collector.open(BlockKind::Paragraph);
            self.collector.anchor(page, number);
            self.collector.push(run);
            row.push(self.collector.close_cell());
        }
        self.collector.end_row();
        // A header often has nothing over the labels, and a row of another width is of another table.
        let is_first = self.table.rows.len() == 1 && width + 1 == row.len();
        if is_first && let Some(header) = self.table.rows.first_mut() {
            header.insert(0, Default::default());
        } else if width != row.len() {
            self.end_table();
        }
        self.table.rows.push(row);
    }

    /// Rows of one width are a table; a single row is none.
    fn end_table(&mut self) {
        let table = std::mem::take(&mut self.table);
        if table.rows.len() > 1 {
            self.collector.table(table);
        }
    }
}

fn kind(line: &Line) -> BlockKind {
    let is_bullet = line.runs[0].starts_with(['•', '▪', '●', '–', '■', '‣']);
    if is_bullet { BlockKind::ListItem } else { BlockKind::Paragraph }
}

fn spaced(line: &Line) -> String {
    line.runs.join(" ")
}

/// A page number, or a figure of a chart.
fn is_figures_only(line: &Line) -> bool {
    !line.runs.iter().any(|run| run.chars().any(char::is_alphabetic))
}
