//! Areas of 100 % over time, parted by share of their total.

use super::share::Share;
use super::{Kind, area};
use crate::charts::chart::Chart;
use crate::charts::layout::{Group, Rect};
use crate::charts::{ChartError, Lint};

/// Stacked areas of 100 %.
pub struct AreaShare;

impl Kind for AreaShare {
    fn name(&self) -> &'static str {
        "area-share"
    }

    fn about(&self) -> &'static str {
        "areas of 100 % over time, parted by share of their total and named where they end"
    }

    fn when(&self) -> &'static str {
        "how the composition of a total develops over many periods; over few use `stacked-share`"
    }

    fn columns(&self) -> &'static str {
        "x: periods; y: figures, none negative; by: parts, the first lowest"
    }

    fn prepare(&self, chart: &mut Chart) -> Result<(), ChartError> {
        if !chart.table.is_split() {
            return Err(super::by_needed("area-share", "it names the parts; for one series use `area`"));
        }
        area::over_time(chart, "area-share")?;
        chart.table.fill_gaps(chart.spec.language());
        Share.prepare(chart)?;
        area::mostly_whole(chart, "area-share")
    }

    fn remarks(&self, chart: &Chart) -> Vec<String> {
        let rounding = super::share::rounding_remark(chart).into_iter();
        rounding.chain(chart.partial_remarks(chart.words.paler)).collect()
    }

    fn lints(&self, chart: &Chart) -> Vec<Lint> {
        Share.lints(chart)
    }

    fn draws_facets(&self) -> bool {
        true
    }

    fn range(&self, chart: &Chart) -> Option<(f64, f64)> {
        Some(crate::charts::layout::stack::range(chart))
    }

    fn draws_notes(&self) -> bool {
        true
    }

    fn natural_height(&self, chart: &Chart, width: f64) -> f64 {
        area::natural_height(chart, width)
    }

    fn draw(&self, chart: &Chart, body: Rect) -> Result<Vec<Group>, ChartError> {
        area::draw(chart, body)
    }
}
