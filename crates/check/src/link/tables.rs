//! Tables as grids of figures under headings.

use std::ops::Range;

use num_traits::{One, Zero};

use super::super::exact::{Rational, power_of_ten};
use super::super::quantities::{Figure, HeadingUnit, Mentioned, Scanned, Unit, heading_unit, scan};
use super::super::read::{Cell, Table, Text};
use super::events::Linked;
use tradeproof_model::Period;

/// The longest paragraph before a table that is taken for its caption.
const LONGEST_CAPTION: usize = 200;

/// A table whose figures are linked to its headings.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    /// In lower case.
    pub caption: String,
    /// One for each column; the first is that of the labels.
    pub columns: Vec<Heading>,
    pub rows: Vec<GridRow>,
}

/// What a column or row is about.
#[derive(Debug, Clone, Default)]
pub struct Heading {
    /// In lower case, spaces single.
    pub text: String,
    pub period: Option<Period>,
    pub unit: HeadingUnit,
}

#[derive(Debug, Clone, Default)]
pub struct GridRow {
    pub label: Heading,
    /// By column, the first included: the figure of a cell that holds one and no more.
    pub cells: Vec<GridCell>,
    /// Index of the sentence that the row counts as.
    pub sentence: usize,
}

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GridCell {
    #[default]
    Empty,
    /// Words, a dash, or more than one figure.
    Other,
    Figure(usize),
}

impl Grid {
    /// Whether a figure stands in one of its cells.
    #[must_use]
    pub fn holds(&self, figure: usize) -> bool {
        self.rows.iter().any(|row| row.cells.iter().any(|cell| cell.figure() == Some(figure)))
    }
}

impl GridCell {
    #[must_use]
    pub fn figure(self) -> Option<usize> {
        match self {
            Self::Figure(figure) => Some(figure),
            _ => None,
        }
    }
}

/// Reads a table; its figures and periods are added to those of the text, which all stand before it.
pub(super) fn grid(
    text: &Text,
    table: &Table,
    linked: &mut Linked,
    mut sentence: impl FnMut(&mut Linked, Range<usize>) -> usize,
) -> Grid {
    let headers = header_rows(text, table);
    let caption = caption(text, table);
    let mut grid =
        Grid { columns: columns(text, &table.rows[..headers]), caption: caption.to_lowercase(), rows: Vec::new() };
    let stated = heading_unit(&caption);
    let mut read_to = 0;
    for (index, row) in table.rows.iter().enumerate() {
        let mut cells = vec![GridCell::Empty; row.len()];
        let Some(span) = span_of(row, read_to) else { continue };
        let label = row.first().map(|cell| heading(text, &cell.span)).unwrap_or_default();
        for (column, cell) in
            row.iter().enumerate().filter(|(_, cell)| cell.span.start >= span.start && !cell.span.is_empty())
        {
            let found = scan(&text.prose, cell.span.clone());
            let unit = grid.columns.get(column).map(|column| unit_of(&column.unit, &label.unit, &stated, &column.text));
            let is_body = index >= headers && column > 0;
            cells[column] = if is_body { add(text, linked, found, &cell.span, unit) } else { add_words(linked, found) };
        }
        read_to = span.end;
        let sentence = sentence(linked, span);
        if index >= headers {
            grid.rows.push(GridRow { label, cells, sentence });
        }
    }
    grid
}

/// The bytes of the cells of a row that stand after `from`: headers that span rows are said once.
fn span_of(row: &[Cell], from: usize) -> Option<Range<usize>> {
    let cells = || row.iter().filter(|cell| !cell.span.is_empty() && cell.span.start >= from);
    Some(cells().map(|cell| cell.span.start).min()?..cells().map(|cell| cell.span.end).max()?)
}

/// How many rows at the head hold no figures but periods; at least one.
fn header_rows(text: &Text, table: &Table) -> usize {
    let is_header = |row: &&Vec<Cell>| {
        row.iter().skip(1).all(|cell| {
            let found = scan(&text.prose, cell.span.clone());
            found.figures.iter().all(|figure| matches!(figure.unit, Unit::Year | Unit::Count | Unit::Ordinal))
        })
    };
    table.rows.iter().take_while(is_header).count().max(1).min(table.rows.len())
}

fn columns(text: &Text, headers: &[Vec<Cell>]) -> Vec<Heading> {
    let width = headers.iter().map(Vec::len).max().unwrap_or(0);
    (0..width)
        .map(|column| {
            let mut spans: Vec<Range<usize>> =
                headers.iter().filter_map(|row| row.get(column)).map(|cell| cell.span.clone()).collect();
            spans.dedup();
            let parts: Vec<Heading> = spans.iter().map(|span| heading(text, span)).collect();
            let said: Vec<&str> = parts.iter().map(|part| part.text.as_str()).filter(|part| !part.is_empty()).collect();
            let said = said.join(" ");
            Heading { period: parts.iter().rev().find_map(|part| part.period), unit: joint_unit(&parts), text: said }
        })
        .collect()
}

/// The unit that the lowest header with one states.
fn joint_unit(parts: &[Heading]) -> HeadingUnit {
    parts.iter().rev().map(|part| &part.unit).find(|unit| unit.is_stated()).cloned().unwrap_or_default()
}

fn heading(text: &Text, span: &Range<usize>) -> Heading {
    let surface = &text.prose[span.clone()];
    let mut dated = scan(&text.prose, span.clone()).periods.into_iter().filter_map(|mention| match mention.period {
        Mentioned::Dated(period) => Some(period),
        _ => None,
    });
    let period = dated.next();
    // `2017 to 2016` is of neither.
    let period = period.filter(|_| dated.next().is_none());
    let words: Vec<&str> = surface.split_whitespace().collect();
    Heading { text: words.join(" ").to_lowercase(), period, unit: heading_unit(surface) }
}

/// What the markup or the paragraph before the table says of it.
fn caption(text: &Text, table: &Table) -> String {
    if !table.caption.is_empty() {
        return text.prose[table.caption.clone()].to_owned();
    }
    let start = table.start();
    let before = text.blocks.partition_point(|block| block.span.end <= start);
    let Some(block) = before.checked_sub(1).map(|index| &text.blocks[index]) else { return String::new() };
    let said = text.prose[block.span.clone()].trim();
    let between = text.tables.iter().any(|other| (block.span.end..start).contains(&other.start()));
    let is_title = said.to_lowercase().starts_with("table") || !said.ends_with('.');
    if !between && is_title && said.chars().count() <= LONGEST_CAPTION { said.to_owned() } else { String::new() }
}

/// The unit of a cell: a percentage where its column or row says so, else the nearest that states one.
fn unit_of(column: &HeadingUnit, row: &HeadingUnit, table: &HeadingUnit, header: &str) -> HeadingUnit {
    let percent = |unit: &HeadingUnit| unit.unit == Some(Unit::Percent);
    if column.is_stated() && row.is_stated() && percent(column) != percent(row) {
        return if percent(column) { column.clone() } else { HeadingUnit { unclear: true, ..HeadingUnit::default() } };
    }
    if column.is_stated() {
        return column.clone();
    }
    if row.is_stated() {
        return row.clone();
    }
    // Figures under `Growth` are no money, whatever the table is in.
    let ratio = ["growth", "change", "share", "ratio", "index", "±", "%"].iter().any(|word| header.contains(word));
    if ratio { HeadingUnit { unclear: true, ..HeadingUnit::default() } } else { table.clone() }
}

fn add_words(linked: &mut Linked, found: Scanned) -> GridCell {
    linked.figures.extend(found.figures);
    linked.periods.extend(found.periods);
    GridCell::Other
}

/// Adds what a cell prints, in the unit that its headings give it.
fn add(text: &Text, linked: &mut Linked, found: Scanned, span: &Range<usize>, unit: Option<HeadingUnit>) -> GridCell {
    let [figure] = found.figures.as_slice() else { return add_words(linked, found) };
    let before = text.prose[span.start..figure.span.start].trim();
    let after = text.prose[figure.span.end..span.end].trim();
    let negative = match (before, after) {
        ("(", ")") | ("(", ")%") | ("-" | "−" | "–" | "▼" | "↓", _) => true,
        ("" | "+" | "▲" | "↑" | "~", _) => false,
        _ => return add_words(linked, found),
    };
    let is_mark = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "()*†‡[]%".contains(c);
    if after.chars().count() > 3
        || !after.chars().all(is_mark)
        || figure.unit == Unit::Year
        || !found.periods.is_empty()
    {
        return add_words(linked, found);
    }
    let mut figure = in_unit(figure.clone(), unit.unwrap_or_default());
    if negative {
        (figure.value, figure.signed) = (-figure.value, true);
    }
    figure.signed |= before == "+" || before == "▲" || before == "↑";
    linked.figures.push(figure);
    GridCell::Figure(linked.figures.len() - 1)
}

fn in_unit(mut figure: Figure, stated: HeadingUnit) -> Figure {
    let is_bare = matches!(figure.unit, Unit::Number | Unit::Count) && figure.magnitude == 0;
    if !is_bare || stated.unclear {
        return figure;
    }
    figure.unit = stated.unit.unwrap_or(Unit::Number);
    if figure.unit == Unit::Percent {
        return figure;
    }
    figure.currency = figure.currency.or(stated.currency);
    figure.magnitude = stated.magnitude;
    // Whole numbers in tables may be rounded ones.
    if figure.ulp.is_zero() {
        figure.ulp = Rational::one();
    }
    figure.value *= power_of_ten(stated.magnitude);
    figure.ulp *= power_of_ten(stated.magnitude);
    figure
}
