//! A sheet, a text or a table of a page as rows of cells.

use chrono::NaiveDate;

use super::number::{self, Figure};
use super::when;

/// One sheet, or one table of a page.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    /// Of a sheet; blank otherwise.
    pub name: String,
    pub lines: Vec<Line>,
    /// What stands between the cells of a text.
    pub delimiter: Option<char>,
    pub hidden_rows: usize,
    pub hidden: bool,
    /// Whether there are more rows than are looked at.
    pub cut: bool,
}

/// A row with its number in the file, from 1.
#[derive(Debug, Clone, Default)]
pub struct Line {
    pub number: u64,
    pub cells: Vec<Cell>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// Without blanks around it, line ends as blanks.
    pub text: String,
    pub typed: Typed,
}

/// What a workbook says of a cell beyond its text.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Typed {
    #[default]
    Text,
    Number,
    Day(NaiveDate),
}

impl Cell {
    /// A cell of a text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        let text = text.split(['\u{feff}', '\u{a0}', '\n', '\r', '\t', ' ']).filter(|part| !part.is_empty());
        Self { text: text.collect::<Vec<_>>().join(" "), typed: Typed::Text }
    }

    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// The cell as a figure.
    #[must_use]
    pub fn figure(&self) -> Option<Figure> {
        match self.typed {
            Typed::Day(_) => None,
            Typed::Number | Typed::Text => number::figure(&self.text),
        }
    }

    /// What the cell says of time.
    #[must_use]
    pub fn time(&self) -> Option<when::Said> {
        match self.typed {
            Typed::Day(day) => Some(when::Said { time: when::Time::Day(day), state: None }),
            Typed::Number | Typed::Text => when::said(&self.text),
        }
    }

    /// Whether the cell is a number that is no year.
    #[must_use]
    pub fn is_number(&self) -> bool {
        // `2024 USD mn` is a header as well as a figure, and stands more often above the others.
        let headed = |figure: &Figure| {
            let year =
                figure.body.len() == 4 && figure.body.parse().is_ok_and(|year: u32| (1900..=2100).contains(&year));
            year && (figure.currency.is_some() || figure.magnitude.is_some())
        };
        self.figure().is_some_and(|figure| !headed(&figure)) && self.time().is_none()
    }
}

impl Line {
    #[must_use]
    pub fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.is_blank()).count()
    }

    /// The cell at a place; blank where the row is shorter.
    #[must_use]
    pub fn cell(&self, place: usize) -> &Cell {
        const BLANK: &Cell = &Cell { text: String::new(), typed: Typed::Text };
        self.cells.get(place).unwrap_or(BLANK)
    }

    /// All its text.
    #[must_use]
    pub fn joined(&self) -> String {
        let filled = self.cells.iter().filter(|cell| !cell.is_blank());
        filled.map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

impl Grid {
    /// How many columns the longest row has.
    #[must_use]
    pub fn width(&self) -> usize {
        self.lines.iter().map(|line| line.cells.len()).max().unwrap_or(0)
    }

    /// The line of a number.
    #[must_use]
    pub fn line(&self, number: u64) -> Option<&Line> {
        self.lines.iter().find(|line| line.number == number)
    }
}
