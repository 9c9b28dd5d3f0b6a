//! The chart as a Vega-Lite specification, where that shows what we show.

use serde_json::{Map, Value, json};

use crate::charts::chart::Chart;
use crate::charts::data::{Place, Series};
use crate::charts::font::FAMILY;
use crate::charts::{ChartError, Hue, Theme, Tone};

const SCHEMA: &str = "https://vega.github.io/schema/vega-lite/v6.json";

/// The columns of the embedded data.
const X: &str = "x";
const DATE: &str = "date";
const SERIES: &str = "series";
const VALUE: &str = "value";

/// A Vega-Lite specification with the figures in it.
///
/// # Errors
/// [`ChartError::NotExported`] for kinds and figures that Vega-Lite would show otherwise than we do.
pub fn write(chart: &Chart) -> Result<String, ChartError> {
    refuse(chart)?;
    let (mark, encoding) = drawn(chart)?;
    let spec = json!({
        "$schema": SCHEMA,
        "title": title(chart),
        "width": chart.spec.width,
        "data": { "values": rows(chart) },
        "mark": mark,
        "encoding": encoding,
        "config": { "font": format!("{FAMILY}, Inter, Arial, sans-serif"), "view": { "stroke": Value::Null } },
    });
    serde_json::to_string_pretty(&spec).map(|text| text + "\n").map_err(|error| ChartError::Draw(error.to_string()))
}

fn not_exported(chart: &Chart, why: &'static str) -> ChartError {
    ChartError::NotExported { kind: chart.spec.kind.clone(), why }
}

/// What no Vega-Lite mark shows.
fn refuse(chart: &Chart) -> Result<(), ChartError> {
    if chart.table.places.iter().any(Place::is_unsettled) {
        return Err(not_exported(chart, "it has no hatch for periods that are not whole or provisional"));
    }
    if !chart.spec.annotations.is_empty() || !chart.spec.references.is_empty() || chart.spec.low.is_some() {
        return Err(not_exported(chart, "annotations, levels and intervals are not carried over; leave them out"));
    }
    if chart.spec.facet.is_some() {
        return Err(not_exported(chart, "facets are not carried over; export them one by one, or use `multiples`"));
    }
    let stacks = matches!(chart.spec.kind.as_str(), "stacked" | "stacked-share" | "area" | "area-share");
    let missing = chart.table.series.iter().flat_map(|series| &series.cells).any(|cell| cell.value.is_none());
    if stacks && missing {
        return Err(not_exported(chart, "it stacks a missing figure as zero"));
    }
    Ok(())
}

/// Mark and encoding of the kinds that Vega-Lite has.
fn drawn(chart: &Chart) -> Result<(Value, Value), ChartError> {
    let bar = || json!({ "type": "bar" });
    let (mark, pairs) = match chart.spec.kind.as_str() {
        "ranked" => {
            if !chart.spec.highlight.is_empty() {
                return Err(not_exported(chart, "highlighted bars are not carried over; leave `highlight` out"));
            }
            (json!({ "type": "bar", "color": colour(chart, 0) }), vec![("y", names(chart)), ("x", value())])
        }
        "grouped" => {
            let mut pairs = vec![("x", names(chart)), ("y", value())];
            if chart.table.is_split() {
                pairs.push(("xOffset", json!({ "field": SERIES, "sort": series_names(chart) })));
            }
            (bar(), pairs)
        }
        "stacked" | "stacked-share" => (bar(), vec![("x", names(chart)), ("y", stacked()), ("order", order())]),
        "area" | "area-share" => (json!({ "type": "area" }), vec![("x", time()), ("y", stacked()), ("order", order())]),
        "line" => {
            let across = if chart.table.is_time() { time() } else { names(chart) };
            let mark = json!({ "type": "line", "point": true, "invalid": "break-paths-show-path-domains" });
            (mark, vec![("x", across), ("y", json!({ "field": VALUE, "type": "quantitative", "title": null }))])
        }
        "slope" => {
            let value = json!({ "field": VALUE, "type": "quantitative", "title": null, "scale": { "zero": false } });
            (json!({ "type": "line", "point": true }), vec![("x", names(chart)), ("y", value)])
        }
        "multiples" => {
            let facets =
                json!({ "field": SERIES, "type": "nominal", "columns": 4, "title": null, "sort": series_names(chart) });
            let mark = json!({ "type": "line", "invalid": "break-paths-show-path-domains" });
            (mark, vec![("x", time()), ("y", value()), ("facet", facets)])
        }
        "bump" => {
            let ranks = json!({ "field": VALUE, "type": "quantitative", "title": null, "scale": { "reverse": true, "zero": false } });
            (json!({ "type": "line", "point": true }), vec![("x", names(chart)), ("y", ranks)])
        }
        _ => return Err(not_exported(chart, "it has no such mark; take the SVG, or `--emit csv` for the figures")),
    };
    let mut encoding: Map<String, Value> =
        pairs.into_iter().map(|(channel, field)| (channel.to_owned(), field)).collect();
    if chart.table.is_split() {
        encoding.insert("color".to_owned(), colours(chart));
    }
    Ok((mark, Value::Object(encoding)))
}

/// Finding, measure and source; Vega-Lite has no place of its own for the last.
fn title(chart: &Chart) -> Value {
    let source = chart.spec.source.trim();
    let source = if source.is_empty() { String::new() } else { format!("{}: {source}", chart.words.source) };
    let lines = [chart.spec.subtitle.clone(), source, chart.spec.note.clone().unwrap_or_default()];
    let lines: Vec<String> = lines.into_iter().filter(|line| !line.trim().is_empty()).collect();
    json!({ "text": chart.spec.title, "subtitle": lines, "anchor": "start" })
}

/// One row a figure, in the order of drawing; `null` where there is none.
fn rows(chart: &Chart) -> Vec<Value> {
    let series = chart.table.series.iter().enumerate();
    let rows = series.flat_map(|(number, series)| {
        let cells = chart.table.places.iter().zip(&series.cells);
        cells.map(move |(place, cell)| row(chart, place, (number, series), cell.value))
    });
    rows.collect()
}

fn row(chart: &Chart, place: &Place, (number, series): (usize, &Series), value: Option<f64>) -> Value {
    let mut row = Map::new();
    row.insert(X.to_owned(), json!(place.label));
    if let Some(period) = place.period {
        row.insert(DATE.to_owned(), json!(period.start().to_string()));
    }
    if chart.table.is_split() {
        row.insert(SERIES.to_owned(), json!(series.name));
        row.insert("order".to_owned(), json!(number));
    }
    row.insert(VALUE.to_owned(), json!(value));
    Value::Object(row)
}

fn names(chart: &Chart) -> Value {
    let order: Vec<&str> = chart.table.places.iter().map(|place| place.label.as_str()).collect();
    json!({ "field": X, "type": "nominal", "sort": order, "title": null, "axis": { "labelAngle": 0 } })
}

/// In universal time: local time would show the first of January as the year before.
fn time() -> Value {
    json!({ "field": DATE, "type": "temporal", "scale": { "type": "utc" }, "title": null })
}

/// Bars begin at zero.
fn value() -> Value {
    json!({ "field": VALUE, "type": "quantitative", "scale": { "zero": true }, "title": null })
}

fn stacked() -> Value {
    json!({ "field": VALUE, "type": "quantitative", "stack": "zero", "title": null })
}

/// The first series lowest, as we stack them.
fn order() -> Value {
    json!({ "field": "order", "type": "quantitative" })
}

fn series_names(chart: &Chart) -> Vec<&str> {
    chart.table.series.iter().map(|series| series.name.as_str()).collect()
}

fn colour(chart: &Chart, series: usize) -> String {
    hex(Tone::Fill(chart.hues()[series]))
}

fn hex(tone: Tone) -> String {
    let color = Theme::Light.color(tone);
    format!("#{:02x}{:02x}{:02x}", color.0, color.1, color.2)
}

fn colours(chart: &Chart) -> Value {
    let bright = |name: &String| chart.spec.highlight.is_empty() || chart.spec.highlight.contains(name);
    let series = chart.table.series.iter().enumerate();
    let range = series.map(|(number, series)| match chart.spec.kind.as_str() {
        // Small plots are told apart by their names, and take one colour.
        "multiples" if bright(&series.name) => hex(Tone::Fill(Hue::Blue)),
        "multiples" => hex(Tone::Fill(Hue::Grey)),
        _ => colour(chart, number),
    });
    let range: Vec<String> = range.collect();
    json!({ "field": SERIES, "type": "nominal", "title": null, "scale": { "domain": series_names(chart), "range": range } })
}
