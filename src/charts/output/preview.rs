//! The chart on a terminal: marks in Braille dots, words as words, colours where the terminal has them.

use plotters::style::RGBColor;

use crate::charts::layout::{Anchor, Role};
use crate::charts::scene::{GRID, Item, Scene, SetText};
use crate::charts::theme::{Theme, Tone};

/// Pixels of the chart to a cell of the terminal: about what a letter of a label takes.
pub const CELL: (f64, f64) = (7.0, 15.0);
/// Dots to a cell, across and down.
const DOTS: (usize, usize) = (2, 4);
/// The bit of a dot in a Braille character, by row and column.
const BITS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];

/// One character of the terminal.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Cell {
    dots: u8,
    letter: Option<char>,
    color: Option<RGBColor>,
    bold: bool,
}

/// Draws a scene; `colours` says whether to write the codes for them, in those of `theme`.
#[must_use]
pub fn write(scene: &Scene, theme: Theme, colours: bool) -> String {
    let columns = (f64::from(scene.width) / CELL.0).ceil() as usize;
    let rows = (f64::from(scene.height) / CELL.1).ceil() as usize;
    let empty = Cell { dots: 0, letter: None, color: None, bold: false };
    let mut screen = Screen { cells: vec![vec![empty; columns]; rows], theme };
    let grid = Theme::Light.color(Tone::Grid);
    // A grid in dots is as loud as the data.
    for item in scene.groups.iter().filter(|group| group.role != Role::Grid).flat_map(|group| &group.items) {
        if !matches!(item, Item::Rect(_, color) | Item::Path(_, _, color) if *color == grid) {
            screen.mark(item);
        }
    }
    scene.texts().for_each(|text| screen.text(text));
    screen.lines(colours)
}

struct Screen {
    cells: Vec<Vec<Cell>>,
    theme: Theme,
}

impl Screen {
    /// Sets the dots whose middles a mark covers; the canvas takes them away.
    fn mark(&mut self, item: &Item) {
        let Some((shape, color)) = Shape::of(item) else { return };
        let canvas = color == Theme::Light.color(Tone::Canvas);
        // Every other dot, for what is pale or hatched.
        let soft = matches!(Theme::tone_of(color), Some(Tone::Soft(_)));
        let [x0, y0, x1, y1] = shape.bounds();
        let (wide, high) = (CELL.0 / DOTS.0 as f64, CELL.1 / DOTS.1 as f64);
        let range = |from: f64, to: f64, step: f64, count: usize| {
            ((from / step - 1.0).max(0.0) as usize)..((to / step + 1.0).max(0.0) as usize).min(count)
        };
        let (rows, columns) = (self.cells.len(), self.cells.first().map_or(0, Vec::len));
        for row in range(y0, y1, high, rows * DOTS.1) {
            for column in range(x0, x1, wide, columns * DOTS.0) {
                let at = ((column as f64 + 0.5) * wide, (row as f64 + 0.5) * high);
                if !shape.covers(at, (wide, high)) || soft && (row + column) % 2 == 1 {
                    continue;
                }
                let cell = &mut self.cells[row / DOTS.1][column / DOTS.0];
                let bit = BITS[row % DOTS.1][column % DOTS.0];
                if canvas {
                    cell.dots &= !bit;
                } else {
                    cell.dots |= bit;
                    cell.color = Some(color);
                }
            }
        }
    }

    fn text(&mut self, text: &SetText) {
        let (x, y) = (f64::from(text.at.0) / GRID, f64::from(text.at.1) / GRID);
        let letters: Vec<char> = text.words.chars().collect();
        let column = match text.anchor {
            Anchor::Start => (x / CELL.0).round(),
            Anchor::Middle => (x / CELL.0 - letters.len() as f64 / 2.0).round(),
            Anchor::End => (x / CELL.0).round() - letters.len() as f64,
        };
        let middle = y - text.size / GRID * 0.36;
        let Some(row) = self.cells.get_mut((middle / CELL.1).max(0.0) as usize) else { return };
        // Letters of a terminal may be wider than those of the chart: the start of a text is kept inside.
        let column = column.min(row.len() as f64 - letters.len() as f64).max(0.0) as usize;
        for (cell, letter) in row.iter_mut().skip(column).zip(letters) {
            (cell.letter, cell.color) = (Some(letter), Some(text.color));
            cell.bold = text.weight == crate::charts::font::Weight::SemiBold;
        }
    }

    fn lines(&self, colours: bool) -> String {
        let mut out = String::new();
        for row in &self.cells {
            let used = row.iter().rposition(|cell| cell.dots != 0 || cell.letter.is_some()).map_or(0, |last| last + 1);
            let mut style = String::new();
            for cell in &row[..used] {
                let next = if colours { self.style(cell) } else { String::new() };
                if next != style {
                    out.push_str(if next.is_empty() { "\u{1b}[0m" } else { &next });
                    style = next;
                }
                out.push(cell.letter.unwrap_or_else(|| shown(cell.dots)));
            }
            if !style.is_empty() {
                out.push_str("\u{1b}[0m");
            }
            out.push('\n');
        }
        out
    }

    fn style(&self, cell: &Cell) -> String {
        let tone = cell.color.filter(|_| cell.dots != 0 || cell.letter.is_some()).and_then(Theme::tone_of);
        match tone {
            // Plain words take the terminal's own colour, which is read on any ground.
            None | Some(Tone::Text | Tone::Muted) if cell.bold => "\u{1b}[0;1m".to_owned(),
            None | Some(Tone::Text | Tone::Muted) => String::new(),
            Some(tone) => {
                let RGBColor(red, green, blue) = self.theme.color(tone);
                let bold = if cell.bold { "0;1" } else { "0" };
                format!("\u{1b}[{bold};38;2;{red};{green};{blue}m")
            }
        }
    }
}

fn shown(dots: u8) -> char {
    match dots {
        0 => ' ',
        0xff => '█',
        dots => char::from_u32(0x2800 + u32::from(dots)).unwrap_or(' '),
    }
}

/// A mark in pixels.
enum Shape {
    Rect([f64; 4]),
    Polygon(Vec<(f64, f64)>),
    Path(Vec<(f64, f64)>, f64),
    Disc((f64, f64), f64),
}

impl Shape {
    fn of(item: &Item) -> Option<(Self, RGBColor)> {
        let point = |(x, y): &(i32, i32)| (f64::from(*x) / GRID, f64::from(*y) / GRID);
        Some(match item {
            Item::Rect(sides, color) => (Self::Rect(sides.map(|side| f64::from(side) / GRID)), *color),
            Item::Polygon(points, color) => (Self::Polygon(points.iter().map(point).collect()), *color),
            Item::Path(points, width, color) => {
                (Self::Path(points.iter().map(point).collect(), f64::from(*width) / GRID), *color)
            }
            Item::Disc(at, radius, color) => (Self::Disc(point(at), f64::from(*radius) / GRID), *color),
            Item::Text(_) => return None,
        })
    }

    fn bounds(&self) -> [f64; 4] {
        let around = |points: &[(f64, f64)], air: f64| {
            let none = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
            points.iter().fold(none, |[x0, y0, x1, y1], (x, y)| {
                [x0.min(x - air), y0.min(y - air), x1.max(x + air), y1.max(y + air)]
            })
        };
        match self {
            Self::Rect(sides) => *sides,
            Self::Polygon(points) => around(points, 0.0),
            Self::Path(points, width) => around(points, width.max(CELL.1)),
            Self::Disc(at, radius) => around(&[*at], radius.max(CELL.1)),
        }
    }

    /// Whether the mark covers a dot; thin marks cover the dots they run through.
    fn covers(&self, at: (f64, f64), dot: (f64, f64)) -> bool {
        let reach = dot.0.max(dot.1) / 2.0;
        match self {
            Self::Rect([x0, y0, x1, y1]) => {
                let across = at.0 >= *x0 && at.0 < *x1
                    || x1 - x0 < dot.0 && (at.0 - f64::midpoint(*x0, *x1)).abs() <= dot.0 / 2.0;
                let down = at.1 >= *y0 && at.1 < *y1
                    || y1 - y0 < dot.1 && (at.1 - f64::midpoint(*y0, *y1)).abs() <= dot.1 / 2.0;
                across && down
            }
            Self::Polygon(points) => inside(points, at),
            Self::Path(points, width) => {
                points.windows(2).any(|pair| distance(pair[0], pair[1], at) <= (width / 2.0).max(reach))
            }
            Self::Disc(centre, radius) => (at.0 - centre.0).hypot(at.1 - centre.1) <= radius.max(reach),
        }
    }
}

/// Whether a point lies in a polygon, by the number of sides to its right.
fn inside(points: &[(f64, f64)], at: (f64, f64)) -> bool {
    let sides = points.iter().zip(points.iter().cycle().skip(1));
    let crossed =
        sides.filter(|(a, b)| (a.1 > at.1) != (b.1 > at.1) && at.0 < (b.0 - a.0) * (at.1 - a.1) / (b.1 - a.1) + a.0);
    crossed.count() % 2 == 1
}

/// From a point to a straight line between two.
fn distance(from: (f64, f64), to: (f64, f64), at: (f64, f64)) -> f64 {
    let (x, y) = (to.0 - from.0, to.1 - from.1);
    let square = x * x + y * y;
    let part = if square > 0.0 { ((at.0 - from.0) * x + (at.1 - from.1) * y) / square } else { 0.0 };
    let part = part.clamp(0.0, 1.0);
    (from.0 + part * x - at.0).hypot(from.1 + part * y - at.1)
}
