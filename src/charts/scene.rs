//! The drawing as it was drawn: plotters' calls recorded on a raster of sixteenths of a pixel.

use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;

use plotters::drawing::DrawingArea;
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle, TextStyle};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};

use super::ChartError;
use super::font::{self, FAMILY, Weight};
use super::layout::{Anchor, Layout, Mark, Role, Text};
use super::theme::{Theme, Tone};

/// Steps to a pixel.
pub const GRID: f64 = 16.0;

/// Everything that was drawn, in order, in sixteenths of a pixel.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    /// In whole pixels.
    pub width: u32,
    pub height: u32,
    pub groups: Vec<SceneGroup>,
}

/// Items drawn for one purpose.
#[derive(Debug, Clone, PartialEq)]
pub struct SceneGroup {
    pub role: Role,
    pub name: String,
    pub items: Vec<Item>,
}

/// One drawn thing.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// Left, top, right, bottom.
    Rect([i32; 4], RGBColor),
    Polygon(Vec<BackendCoord>, RGBColor),
    /// Points and width.
    Path(Vec<BackendCoord>, u32, RGBColor),
    /// Centre and radius.
    Disc(BackendCoord, u32, RGBColor),
    Text(SetText),
}

/// One line of text as drawn; the point is on its baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct SetText {
    pub at: BackendCoord,
    pub anchor: Anchor,
    /// In sixteenths of a pixel.
    pub size: f64,
    pub weight: Weight,
    pub color: RGBColor,
    pub words: String,
}

impl SetText {
    /// Left, top, right and bottom in pixels: from the top of capitals to the bottom of descenders.
    #[must_use]
    pub fn bounds(&self) -> [f64; 4] {
        let size = self.size / GRID;
        let (x, y) = (f64::from(self.at.0) / GRID, f64::from(self.at.1) / GRID);
        let width = font::width(&self.words, size, self.weight);
        let left = match self.anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        [left, y - size * 0.76, left + width, y + size * 0.22]
    }
}

impl Scene {
    /// Draws a layout through plotters.
    ///
    /// # Errors
    /// [`ChartError::Draw`] when plotters refuses.
    pub fn draw(layout: &Layout) -> Result<Self, ChartError> {
        let (width, height) = (layout.width.round() as u32, layout.height.round() as u32);
        let recorder =
            Rc::new(RefCell::new(Recorder { size: (width * GRID as u32, height * GRID as u32), groups: Vec::new() }));
        let area = DrawingArea::from(&recorder);
        for group in &layout.groups {
            recorder.borrow_mut().groups.push(SceneGroup {
                role: group.role,
                name: group.name.clone(),
                items: Vec::new(),
            });
            for mark in &group.marks {
                draw_mark(&area, mark)?;
            }
        }
        area.present().map_err(refused)?;
        let groups = std::mem::take(&mut recorder.borrow_mut().groups);
        Ok(Self { width, height, groups })
    }

    /// Every text of the drawing.
    pub fn texts(&self) -> impl Iterator<Item = &SetText> {
        let items = self.groups.iter().flat_map(|group| &group.items);
        items.filter_map(|item| match item {
            Item::Text(text) => Some(text),
            _ => None,
        })
    }
}

type Area = DrawingArea<Recorder, plotters::coord::Shift>;

fn draw_mark(area: &Area, mark: &Mark) -> Result<(), ChartError> {
    let drawn = match mark {
        Mark::Rect(rect, tone) => {
            let corners = [grid((rect.x0, rect.y0)), grid((rect.x1, rect.y1))];
            area.draw(&Rectangle::new(corners, filled(*tone)))
        }
        Mark::Polygon(points, tone) => {
            let points: Vec<BackendCoord> = points.iter().copied().map(grid).collect();
            area.draw(&Polygon::new(points, filled(*tone)))
        }
        Mark::Path(points, width, tone) => {
            let points: Vec<BackendCoord> = points.iter().copied().map(grid).collect();
            let style = ShapeStyle::from(light(*tone)).stroke_width((width * GRID).round() as u32);
            area.draw(&PathElement::new(points, style))
        }
        Mark::Disc(centre, radius, tone) => {
            let radius = (radius * GRID).round() as u32;
            area.draw(&Circle::new(grid(*centre), radius, filled(*tone)))
        }
        Mark::Text(text) => area.draw_text(&text.words, &style(text), grid((text.x, text.y))),
    };
    drawn.map_err(refused)
}

fn style(text: &Text) -> TextStyle<'static> {
    let weight = match text.weight {
        Weight::Regular => FontStyle::Normal,
        Weight::SemiBold => FontStyle::Bold,
    };
    let horizontal = match text.anchor {
        Anchor::Start => HPos::Left,
        Anchor::Middle => HPos::Center,
        Anchor::End => HPos::Right,
    };
    let font = FontDesc::new(FontFamily::Name(FAMILY), text.size * GRID, weight);
    TextStyle {
        color: light(text.tone).to_backend_color(),
        pos: Pos::new(horizontal, VPos::Bottom),
        ..TextStyle::from(font)
    }
}

/// Scenes are in light colours; the writers turn them into another theme's.
fn light(tone: Tone) -> RGBColor {
    Theme::Light.color(tone)
}

fn filled(tone: Tone) -> ShapeStyle {
    light(tone).filled()
}

fn grid((x, y): (f64, f64)) -> BackendCoord {
    ((x * GRID).round() as i32, (y * GRID).round() as i32)
}

fn refused(error: impl std::fmt::Display) -> ChartError {
    ChartError::Draw(error.to_string())
}

/// A plotters backend that keeps what it is told to draw. Its pixel is a sixteenth of ours; the point of a text is its
/// baseline, whatever the vertical anchor.
struct Recorder {
    size: (u32, u32),
    groups: Vec<SceneGroup>,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl Recorder {
    fn keep(&mut self, item: Item) -> Drawn {
        if let Some(group) = self.groups.last_mut() {
            group.items.push(item);
        }
        Ok(())
    }
}

fn color(color: BackendColor) -> RGBColor {
    let (red, green, blue) = color.rgb;
    RGBColor(red, green, blue)
}

fn closed(mut points: Vec<BackendCoord>) -> Vec<BackendCoord> {
    points.extend(points.first().copied());
    points
}

impl DrawingBackend for Recorder {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, tint: BackendColor) -> Drawn {
        self.keep(Item::Rect([x, y, x + 1, y + 1], color(tint)))
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.keep(Item::Path(vec![from, to], style.stroke_width(), color(style.color())))
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (x0, y0): BackendCoord,
        (x1, y1): BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let tint = color(style.color());
        if fill {
            return self.keep(Item::Rect([x0, y0, x1, y1], tint));
        }
        let corners = closed(vec![(x0, y0), (x1, y0), (x1, y1), (x0, y1)]);
        self.keep(Item::Path(corners, style.stroke_width(), tint))
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let points = path.into_iter().collect();
        self.keep(Item::Path(points, style.stroke_width(), color(style.color())))
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        let tint = color(style.color());
        if fill {
            return self.keep(Item::Disc(center, radius, tint));
        }
        // A ring, as a polyline that no eye tells from a circle.
        let point = |n: i32| {
            let angle = f64::from(n) * std::f64::consts::TAU / 48.0;
            let at = |centre: i32, part: f64| centre + (part * f64::from(radius)).round() as i32;
            (at(center.0, angle.cos()), at(center.1, angle.sin()))
        };
        let ring = closed((0..48).map(point).collect());
        self.keep(Item::Path(ring, style.stroke_width(), tint))
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, vert: I, style: &S) -> Drawn {
        self.keep(Item::Polygon(vert.into_iter().collect(), color(style.color())))
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn {
        let anchor = match style.anchor().h_pos {
            HPos::Left => Anchor::Start,
            HPos::Center => Anchor::Middle,
            HPos::Right => Anchor::End,
        };
        self.keep(Item::Text(SetText {
            at,
            anchor,
            size: style.size(),
            weight: weight(style),
            color: color(style.color()),
            words: text.to_owned(),
        }))
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let width = font::width(text, style.size(), weight(style));
        Ok((width.ceil() as u32, style.size().ceil() as u32))
    }
}

fn weight(style: &impl BackendTextStyle) -> Weight {
    match style.style() {
        FontStyle::Bold => Weight::SemiBold,
        _ => Weight::Regular,
    }
}
