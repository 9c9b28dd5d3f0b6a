//! Nodes and the links between them, from a table of x and `by`.

use crate::charts::ChartError;
use crate::charts::chart::Chart;

/// Everything named in x or in `by`, and the figures between them.
#[derive(Debug, Clone, PartialEq)]
pub struct Graph {
    pub names: Vec<String>,
    pub links: Vec<Link>,
}

/// A figure from one node to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    pub from: usize,
    pub to: usize,
    pub value: f64,
}

impl Graph {
    /// Names in the order of x, then those of `by` alone; only figures above zero are links.
    #[must_use]
    pub fn of(chart: &Chart) -> Self {
        let places = chart.table.places.iter().map(|place| &place.label);
        let mut names: Vec<String> = Vec::new();
        for name in places.chain(chart.table.series.iter().map(|series| &series.name)) {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        let index = |name: &String| names.iter().position(|other| other == name);
        let mut links = Vec::new();
        for (row, place) in chart.table.places.iter().enumerate() {
            for series in &chart.table.series {
                let value = series.cells[row].value.filter(|value| *value > 0.0);
                if let (Some(from), Some(to), Some(value)) = (index(&place.label), index(&series.name), value) {
                    links.push(Link { from, to, value });
                }
            }
        }
        Self { names, links }
    }

    /// What comes in and what goes out of a node.
    #[must_use]
    pub fn flows(&self, node: usize) -> (f64, f64) {
        let sum = |side: fn(&Link) -> usize| {
            self.links.iter().filter(|link| side(link) == node).map(|link| link.value).sum::<f64>()
        };
        (sum(|link| link.to), sum(|link| link.from))
    }
}

/// Refuses tables without `by`, negative figures, links of a node with itself, and tables without a link.
///
/// # Errors
/// What is wrong and where.
pub fn check(chart: &Chart, kind: &'static str, why: &'static str) -> Result<Graph, ChartError> {
    if !chart.table.is_split() {
        return Err(ChartError::FieldNeeded { kind, field: "by", why });
    }
    super::stack::refuse_negative(chart, kind, "`heatmap`")?;
    let graph = Graph::of(chart);
    let shape = |needed, found: String, instead| Err(ChartError::Shape { kind, needed, found, instead });
    if let Some(own) = graph.links.iter().find(|link| link.from == link.to) {
        let found = format!("one from {} to itself", graph.names[own.from]);
        return shape("links between two different names", found, "leave the row out");
    }
    if graph.links.is_empty() {
        return shape("a figure above zero", "none".to_owned(), "check the filter that made the table");
    }
    Ok(graph)
}
