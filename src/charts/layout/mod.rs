//! Where everything goes, in CSS pixels, before anything is drawn.

pub mod axis;
pub mod beside;
pub mod columns;
pub mod facets;
pub mod flows;
pub mod forces;
pub mod frame;
pub mod graph;
pub mod hatch;
pub mod labels;
pub mod names;
pub mod notes;
pub mod spots;
pub mod squarify;
pub mod stack;
pub mod text;
pub mod ticks;
pub mod timeline;
pub mod whisker;

use super::theme::size;
use super::{Tone, font::Weight};

/// A finished chart: groups of marks on a canvas.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    pub width: f64,
    pub height: f64,
    pub groups: Vec<Group>,
}

/// Marks that belong together, in drawing order.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    pub role: Role,
    /// The series or part that the group shows.
    pub name: String,
    pub marks: Vec<Mark>,
}

/// What a group is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    Title,
    Subtitle,
    Key,
    Grid,
    Axis,
    Data,
    Labels,
    /// Annotations.
    Notes,
    /// Levels to compare with.
    Reference,
    Foot,
}

/// One thing to draw.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    Rect(Rect, Tone),
    Polygon(Vec<(f64, f64)>, Tone),
    /// A polyline of a width.
    Path(Vec<(f64, f64)>, f64, Tone),
    /// Centre and radius.
    Disc((f64, f64), f64, Tone),
    Text(Text),
}

/// An upright rectangle: left, top, right, bottom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    pub x0: f64,
    pub y0: f64,
    pub x1: f64,
    pub y1: f64,
}

/// One line of text; `y` is its baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    pub x: f64,
    pub y: f64,
    pub anchor: Anchor,
    pub size: f64,
    pub weight: Weight,
    pub tone: Tone,
    pub words: String,
}

/// Which part of a text stands at its `x`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

impl Group {
    pub fn new(role: Role, name: &str) -> Self {
        Self { role, name: name.to_owned(), marks: Vec::new() }
    }

    /// A group that holds `marks`.
    pub fn of(role: Role, name: &str, marks: Vec<Mark>) -> Self {
        Self { marks, ..Self::new(role, name) }
    }
}

impl Rect {
    /// The rectangle with its edges on whole pixels, at least one pixel each way.
    #[must_use]
    pub fn snapped(self) -> Self {
        let (x0, y0) = (self.x0.round(), self.y0.round());
        Self { x0, y0, x1: self.x1.round().max(x0 + 1.0), y1: self.y1.round().max(y0 + 1.0) }
    }

    #[must_use]
    pub fn width(&self) -> f64 {
        self.x1 - self.x0
    }

    #[must_use]
    pub fn height(&self) -> f64 {
        self.y1 - self.y0
    }
}

impl Text {
    /// A label in regular weight at the usual size.
    #[must_use]
    pub fn label(words: impl Into<String>, x: f64, y: f64, anchor: Anchor, tone: Tone) -> Self {
        Self { x, y, anchor, size: size::LABEL, weight: Weight::Regular, tone, words: words.into() }
    }

    #[must_use]
    pub fn bold(mut self) -> Self {
        self.weight = Weight::SemiBold;
        self
    }

    #[must_use]
    pub fn sized(mut self, size: f64) -> Self {
        self.size = size;
        self
    }

    /// The width when set.
    #[must_use]
    pub fn width(&self) -> f64 {
        super::font::width(&self.words, self.size, self.weight)
    }
}

/// A one-pixel line between two points on a common row or column, on the pixel raster.
#[must_use]
pub fn hairline(from: (f64, f64), to: (f64, f64), tone: Tone) -> Mark {
    let upright = (from.0 - to.0).abs() < (from.1 - to.1).abs();
    let rect = if upright {
        let x = from.0.floor();
        Rect { x0: x, x1: x + 1.0, y0: from.1.min(to.1).round(), y1: from.1.max(to.1).round() }
    } else {
        let y = from.1.floor();
        Rect { y0: y, y1: y + 1.0, x0: from.0.min(to.0).round(), x1: from.0.max(to.0).round() }
    };
    Mark::Rect(rect, tone)
}

/// The baseline that centres capitals and digits on `y`.
#[must_use]
pub fn centred(y: f64, size: f64) -> f64 {
    y + size * size::CAP / 2.0
}
