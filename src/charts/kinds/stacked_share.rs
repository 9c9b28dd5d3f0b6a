//! Columns of 100 %, parted by share of their total.

use super::share::Share;
use super::{Kind, stacked};
use crate::charts::chart::Chart;
use crate::charts::layout::{Group, Rect};
use crate::charts::{ChartError, Lint};

/// Stacked columns of 100 %.
pub struct StackedShare;

impl Kind for StackedShare {
    fn name(&self) -> &'static str {
        "stacked-share"
    }

    fn about(&self) -> &'static str {
        "columns of 100 %, parted by share of their total"
    }

    fn when(&self) -> &'static str {
        "how the composition of a total changes over a few periods; for one period, or long names, use `share`"
    }

    fn columns(&self) -> &'static str {
        "x: periods or names; y: figures, none negative; by: parts, the first lowest"
    }

    fn prepare(&self, chart: &mut Chart) -> Result<(), ChartError> {
        if !chart.table.is_split() {
            return Err(super::by_needed(
                "stacked-share",
                "it names the parts; for the parts of one total use `share`",
            ));
        }
        chart.table.fill_gaps(chart.spec.language());
        Share.prepare(chart)
    }

    fn remarks(&self, chart: &Chart) -> Vec<String> {
        Share.remarks(chart)
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
        stacked::natural_height(chart, width)
    }

    fn draw(&self, chart: &Chart, body: Rect) -> Result<Vec<Group>, ChartError> {
        stacked::draw(chart, body, false)
    }
}
