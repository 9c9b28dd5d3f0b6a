//! The figures behind the picture, as drawn.

use crate::charts::chart::Chart;

/// One row a figure, under the column names of the spec; a missing figure is an empty cell.
#[must_use]
pub fn write(chart: &Chart, facets: &[(String, Chart)]) -> String {
    let spec = &chart.spec;
    let mut out = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail, and what goes in is text.
    let mut row = |cells: [Option<String>; 6]| out.write_record(cells.into_iter().flatten()).is_ok();
    row([
        spec.facet.clone(),
        Some(spec.x.clone()),
        spec.by.clone(),
        Some(spec.y.clone()),
        spec.low.clone(),
        spec.high.clone(),
    ]);
    let charts = facets.iter().map(|(name, chart)| (Some(name.clone()), chart));
    let alone = facets.is_empty().then_some((None, chart));
    let charts = alone.into_iter().chain(charts);
    for (facet, series) in charts.flat_map(|(facet, chart)| chart.table.series.iter().map(move |s| (facet.clone(), s)))
    {
        for (place, cell) in chart.table.places.iter().zip(&series.cells) {
            let figure = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
            row([
                facet.clone(),
                Some(place.name.clone()),
                spec.by.as_ref().map(|_| series.name.clone()),
                Some(figure(cell.value)),
                spec.low.as_ref().map(|_| figure(cell.low)),
                spec.high.as_ref().map(|_| figure(cell.high)),
            ]);
        }
    }
    out.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}
