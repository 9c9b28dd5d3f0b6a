//! Charts: a spec is laid out, drawn by plotters onto our scene, and written as SVG or PNG.
//!
//! ```
//! use polars::prelude::df;
//! use tradeproof::charts::{ChartSpec, SvgOptions, render};
//!
//! let frame = df!("partner" => ["Italy", "Germany"], "value" => [12_410i64, 31_240]).unwrap();
//! let mut spec = ChartSpec::new("ranked", "partner", "value");
//! spec.title = "Germany buys most".into();
//! spec.subtitle = "Goods exports by partner, 2024, € million".into();
//! spec.source = "Eurostat, Comext".into();
//! let drawing = render(&spec, &frame).unwrap();
//! assert!(drawing.svg(&SvgOptions::default()).contains("31,240"));
//! assert!(drawing.lints().is_empty());
//! ```

mod chart;
mod data;
mod dates;
mod describe;
mod error;
pub mod font;
pub mod gallery;
pub mod kinds;
mod layout;
mod length;
mod lint;
mod map;
mod number;
mod output;
mod rows;
mod scene;
pub mod schema;
mod spec;
mod theme;
mod words;

use polars::prelude::DataFrame;

pub use chart::Chart;
pub use data::{Cell, Place, Series, Table};
pub use dates::label as period_label;
pub use error::ChartError;
pub use layout::{Anchor, Group, Layout, Mark, Rect, Role, Text, ticks::Ticks};
pub use length::pixels;
pub use lint::{Held, Lint, LintId, RULES, Rule};
pub use number::NumberWriter;
pub use output::svg::{SvgOptions, font_faces};
pub use scene::{Item, Scene, SceneGroup, SetText};
pub use spec::{Annotation, ChartSpec, Grouping, NumberFormat, Reference};
pub use theme::{Hue, Theme, Tone};

/// A chart that is drawn and can be written.
#[derive(Debug, Clone)]
pub struct Drawing {
    scene: Scene,
    /// The first of the facets where there are any.
    chart: Chart,
    facets: Vec<(String, Chart)>,
    description: String,
    lints: Vec<Lint>,
}

/// Draws the figures of `frame` as `spec` says.
///
/// # Errors
/// [`ChartError`] when the spec and the frame do not go together, a figure cannot be shown in that kind, a character
/// cannot be set, or the size leaves no room. Nothing is ever cut to fit.
pub fn render(spec: &ChartSpec, frame: &DataFrame) -> Result<Drawing, ChartError> {
    spec.validate()?;
    let kind = kinds::find(&spec.kind)?;
    kinds::check_fields(kind, spec)?;
    let words = [&spec.title, &spec.subtitle, &spec.source].into_iter().chain(&spec.note).chain(&spec.metric);
    let notes = spec.annotations.iter().map(|note| &note.text).chain(spec.references.iter().map(|line| &line.text));
    words.chain(spec.partial.values()).chain(notes).try_for_each(|words| font::check(words))?;
    let mut charts = Vec::new();
    let tables = Table::read(spec, frame)?;
    // All facets write figures alike.
    let figures: Vec<f64> = tables.iter().flat_map(|(_, table)| table.figures()).collect();
    for (name, table) in tables {
        table.check_highlight(spec, kind.highlights())?;
        let mut chart = Chart::new(spec, table);
        chart.numbers = NumberWriter::over(spec, &figures);
        kind.prepare(&mut chart)?;
        charts.push((name, chart));
    }
    let facets = match spec.facet {
        Some(_) => {
            layout::facets::share_scale(kind, &mut charts);
            charts.clone()
        }
        None => Vec::new(),
    };
    let (_, chart) = charts.into_iter().next().ok_or(ChartError::Empty { what: "rows" })?;
    let layout = layout::frame::compose(kind, &chart, &facets)?;
    Ok(Drawing {
        scene: Scene::draw(&layout)?,
        description: describe::describe(kind, &chart, &facets),
        lints: lint::lint(kind, &chart, &facets),
        chart,
        facets,
    })
}

/// The width of a chart, in pixels, that fills so many columns of a terminal.
#[must_use]
pub fn preview_width(columns: usize) -> u32 {
    let width = (columns as f64 * output::preview::CELL.0) as u32;
    width.clamp(*spec::SIDE.start(), *spec::SIDE.end())
}

impl Drawing {
    /// The picture as SVG text.
    #[must_use]
    pub fn svg(&self, options: &SvgOptions) -> String {
        let meta =
            output::svg::Meta { title: self.title(), description: &self.description, lang: &self.chart.spec.lang };
        output::svg::write(&self.scene, meta, options)
    }

    /// The picture as PNG; `scale` is pixels to the CSS pixel: 1, 2, or 3.125 for 300 dpi.
    ///
    /// # Errors
    /// [`ChartError::OutOfRange`] for a scale that makes no picture.
    pub fn png(&self, scale: f32) -> Result<Vec<u8>, ChartError> {
        self.png_in(scale, Theme::Light)
    }

    /// As [`Drawing::png`], in the colours of a theme.
    ///
    /// # Errors
    /// [`ChartError::OutOfRange`] for a scale that makes no picture.
    pub fn png_in(&self, scale: f32, theme: Theme) -> Result<Vec<u8>, ChartError> {
        let svg = self.svg(&SvgOptions { theme, ..SvgOptions::default() });
        let texts = [("Title", self.title()), ("Description", self.description()), ("Source", &self.chart.spec.source)];
        output::png::rasterise(&svg, scale, &texts)
    }

    /// The picture as a PDF page of its size, with the face in it, text that can be selected, and tags.
    ///
    /// # Errors
    /// [`ChartError::Draw`] when the face cannot be embedded.
    pub fn pdf(&self, theme: Theme) -> Result<Vec<u8>, ChartError> {
        let meta =
            output::svg::Meta { title: self.title(), description: &self.description, lang: &self.chart.spec.lang };
        output::pdf::write(&self.scene, meta, theme)
    }

    /// The picture in characters, for a terminal; lay it out [`preview_width`] pixels wide first.
    #[must_use]
    pub fn preview(&self, theme: Theme, colours: bool) -> String {
        output::preview::write(&self.scene, theme, colours)
    }

    /// What an editor would mark.
    #[must_use]
    pub fn lints(&self) -> &[Lint] {
        &self.lints
    }

    /// The finding, or the kind where the spec states none.
    #[must_use]
    pub fn title(&self) -> &str {
        match self.chart.spec.title.trim() {
            "" => &self.chart.spec.kind,
            title => title,
        }
    }

    /// The picture in words: type, measure, period, extremes, change, last value.
    #[must_use]
    pub fn description(&self) -> &str {
        &self.description
    }

    /// The figures as drawn, one row a figure: facet, x, series (where there are any), value, low, high.
    #[must_use]
    pub fn csv(&self) -> String {
        output::csv::write(&self.chart, &self.facets)
    }

    /// The chart as a Vega-Lite specification with its figures in it.
    ///
    /// # Errors
    /// [`ChartError::NotExported`] for a kind or for figures that Vega-Lite would show otherwise.
    pub fn vega_lite(&self) -> Result<String, ChartError> {
        output::vega_lite::write(&self.chart)
    }

    /// What was drawn, and where.
    #[must_use]
    pub fn scene(&self) -> &Scene {
        &self.scene
    }

    /// The figures as drawn: in order, divided, indexed; of the first facet where there are any.
    #[must_use]
    pub fn table(&self) -> &Table {
        &self.chart.table
    }
}
