//! The kinds of chart: one file a kind, one line in the catalogue.

mod area;
mod area_share;
mod balance;
mod bump;
mod butterfly;
mod choropleth;
mod dumbbell;
mod grouped;
mod heatmap;
mod interval;
mod line;
mod lorenz;
mod multiples;
mod product_space;
mod ranked;
mod sankey;
mod scatter;
mod share;
mod slope;
mod stacked;
mod stacked_share;
mod treemap;
mod waterfall;

use super::chart::Chart;
use super::layout::{Group, Rect};
use super::{ChartError, Hue, Lint, Tone};

/// What the names of a spec are names of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// Series, or values of x where there are no series.
    Series,
    /// Values of x, also where there are series.
    Places,
    /// Either: what is linked with each other.
    Both,
}

/// A way to draw figures.
pub trait Kind: Sync {
    /// What a spec calls it.
    fn name(&self) -> &'static str;

    /// What it draws, in one line.
    fn about(&self) -> &'static str;

    /// When it is the right choice, and when another is.
    fn when(&self) -> &'static str;

    /// Which columns it reads.
    fn columns(&self) -> &'static str;

    /// Refuses figures that the kind cannot show, and puts them in the order and unit in which it shows them.
    ///
    /// # Errors
    /// What is wrong with the figures, and which kind would do.
    fn prepare(&self, chart: &mut Chart) -> Result<(), ChartError>;

    /// The entries of the key under the subtitle; none where labels stand beside the marks.
    fn key(&self, _chart: &Chart) -> Vec<KeyEntry> {
        Vec::new()
    }

    /// What has to be said at the foot.
    fn remarks(&self, _chart: &Chart) -> Vec<String> {
        Vec::new()
    }

    /// What the description says besides: what this kind shows and others do not.
    fn details(&self, _chart: &Chart) -> Vec<String> {
        Vec::new()
    }

    /// Whether the description tells series one by one; kinds that show links tell those.
    fn tells_series(&self) -> bool {
        true
    }

    /// More series than this are more than a reader follows.
    fn most_series(&self) -> usize {
        6
    }

    /// More places than this are a table, not a picture.
    fn most_places(&self) -> usize {
        30
    }

    /// What `highlight` names.
    fn highlights(&self) -> Named {
        Named::Series
    }

    /// Whether every series takes a colour of its own.
    fn colours_series(&self) -> bool {
        true
    }

    /// Whether it draws the intervals that `low` and `high` give.
    fn draws_intervals(&self) -> bool {
        false
    }

    /// Whether it draws `annotations` and `references`: the kinds with places across and figures upwards.
    fn draws_notes(&self) -> bool {
        false
    }

    /// The range of its values; the kinds that have one can be drawn in facets on a common scale.
    fn range(&self, _chart: &Chart) -> Option<(f64, f64)> {
        None
    }

    /// Whether `facet` splits it into small charts.
    fn draws_facets(&self) -> bool {
        false
    }

    /// What an editor would mark in charts of this kind only.
    fn lints(&self, _chart: &Chart) -> Vec<Lint> {
        Vec::new()
    }

    /// The height in pixels that the body needs to look well.
    fn natural_height(&self, chart: &Chart, width: f64) -> f64;

    /// Lays out the body.
    ///
    /// # Errors
    /// [`ChartError::TooSmall`] when `body` cannot hold it.
    fn draw(&self, chart: &Chart, body: Rect) -> Result<Vec<Group>, ChartError>;
}

/// One entry of a key.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyEntry {
    pub name: String,
    pub fill: Tone,
    pub ink: Tone,
    /// Whether the swatch is a line rather than an area.
    pub line: bool,
}

impl KeyEntry {
    /// A swatch of a hue and its name.
    #[must_use]
    pub fn new(name: &str, hue: Hue) -> Self {
        Self { name: name.to_owned(), fill: Tone::Fill(hue), ink: Tone::Ink(hue), line: false }
    }
}

/// Every kind, in the order in which the catalogue shows them.
pub static KINDS: &[&dyn Kind] = &[
    &ranked::Ranked,
    &grouped::Grouped,
    &line::Line,
    &share::Share,
    &stacked::Stacked,
    &stacked_share::StackedShare,
    &area::Area,
    &area_share::AreaShare,
    &balance::Balance,
    &butterfly::Butterfly,
    &slope::Slope,
    &treemap::Treemap,
    &dumbbell::Dumbbell,
    &waterfall::Waterfall,
    &bump::Bump,
    &multiples::Multiples,
    &heatmap::Heatmap,
    &scatter::Scatter,
    &lorenz::Lorenz,
    &interval::Interval,
    &sankey::Sankey,
    &choropleth::Choropleth,
    &product_space::ProductSpace,
];

/// The error of a kind that draws nothing without series.
fn by_needed(kind: &'static str, why: &'static str) -> ChartError {
    ChartError::FieldNeeded { kind, field: "by", why }
}

/// Refuses anything but two places.
fn two_places(chart: &Chart, kind: &'static str, instead: &'static str) -> Result<(), ChartError> {
    let places: Vec<&str> = chart.table.places.iter().map(|place| place.label.as_str()).collect();
    let found = match places.len() {
        1..=4 => places.join(", "),
        more => more.to_string(),
    };
    let needed = "two periods in x";
    if places.len() == 2 { Ok(()) } else { Err(ChartError::Shape { kind, needed, found, instead }) }
}

/// Refuses anything but two series.
fn two_series(chart: &Chart, kind: &'static str, instead: &'static str) -> Result<(), ChartError> {
    let series = chart.table.series.len();
    let needed = "a column `by` with two series";
    let found = if chart.table.is_split() { format!("{series} series") } else { "no `by`".to_owned() };
    if series == 2 { Ok(()) } else { Err(ChartError::Shape { kind, needed, found, instead }) }
}

/// The kind of that name.
///
/// # Errors
/// [`ChartError::UnknownKind`] lists those there are.
pub fn find(name: &str) -> Result<&'static dyn Kind, ChartError> {
    let kind = KINDS.iter().find(|kind| kind.name() == name);
    kind.copied().ok_or_else(|| {
        let known: Vec<&str> = KINDS.iter().map(|kind| kind.name()).collect();
        ChartError::UnknownKind { kind: name.to_owned(), near: near(name), known: known.join(", ") }
    })
}

/// What other programs call the kinds.
const ELSEWHERE: &[(&str, &[&str])] = &[
    ("bar", &["ranked", "grouped"]),
    ("barh", &["ranked"]),
    ("column", &["grouped"]),
    ("pie", &["share", "ranked"]),
    ("donut", &["share", "ranked"]),
    ("doughnut", &["share", "ranked"]),
    ("map", &["choropleth"]),
    ("bubble", &["scatter"]),
    ("point", &["scatter"]),
    ("facets", &["multiples"]),
    ("pyramid", &["butterfly"]),
    ("tornado", &["butterfly"]),
    ("flow", &["sankey"]),
    ("bridge", &["waterfall"]),
    ("range", &["interval", "dumbbell"]),
    ("network", &["product_space"]),
    ("histogram", &["grouped"]),
    ("timeseries", &["line"]),
];

/// The kinds that a name may mean: what others call so, and what is written much like it.
fn near(name: &str) -> String {
    let name = name.to_lowercase();
    let elsewhere = ELSEWHERE.iter().find(|(other, _)| *other == name);
    let few = name.chars().count() / 3;
    let mut slips: Vec<(usize, &str)> =
        KINDS.iter().map(|kind| (strsim::damerau_levenshtein(kind.name(), &name), kind.name())).collect();
    slips.sort();
    slips.retain(|(slips, _)| *slips <= few);
    let near = match elsewhere {
        Some((_, kinds)) => kinds.to_vec(),
        None => slips.into_iter().map(|(_, name)| name).take(2).collect(),
    };
    let quoted: Vec<String> = near.iter().map(|name| format!("`{name}`")).collect();
    if quoted.is_empty() { String::new() } else { format!("; did you mean {}?", quoted.join(" or ")) }
}

/// Refuses fields that the kind would leave out without a word.
///
/// # Errors
/// [`ChartError::FieldUnused`] names the kinds that draw them.
pub fn check_fields(kind: &dyn Kind, spec: &super::ChartSpec) -> Result<(), ChartError> {
    if let Some(field) = match (&spec.low, &spec.high) {
        (Some(_), None) => Some("high"),
        (None, Some(_)) => Some("low"),
        _ => None,
    } {
        return Err(ChartError::FieldNeeded { kind: kind.name(), field, why: "an interval has two ends" });
    }
    let intervals: fn(&dyn Kind) -> bool = |kind| kind.draws_intervals();
    let notes: fn(&dyn Kind) -> bool = |kind| kind.draws_notes();
    let facets: fn(&dyn Kind) -> bool = |kind| kind.draws_facets();
    let stated = [
        ("facet", spec.facet.is_some(), facets),
        ("low", spec.low.is_some() || spec.high.is_some(), intervals),
        ("annotations", !spec.annotations.is_empty(), notes),
        ("references", !spec.references.is_empty(), notes),
    ];
    let unused = stated.into_iter().find(|(_, stated, draws)| *stated && !draws(kind));
    unused.map_or(Ok(()), |(field, _, draws)| {
        let able: Vec<&str> = KINDS.iter().filter(|kind| draws(**kind)).map(|kind| kind.name()).collect();
        Err(ChartError::FieldUnused { kind: kind.name(), field, instead: able.join(", ") })
    })
}
