//! Products as points, joined where the same economies export them.

use super::Kind;
use crate::charts::chart::Chart;
use crate::charts::font::{self, Weight};
use crate::charts::layout::graph::{self, Graph};
use crate::charts::layout::spots::Taken;
use crate::charts::layout::{Anchor, Group, Mark, Rect, Role, Text, forces};
use crate::charts::theme::size;
use crate::charts::{ChartError, Hue, Tone};

/// Product spaces.
pub struct ProductSpace;

const HEIGHT: f64 = 480.0;
const DOT: f64 = 5.5;
/// Around the outermost points, for their names.
const EDGE: f64 = 40.0;
const NAME: f64 = 12.0;
/// Steps from its point that a highlighted name may stand, and any other.
const FAR: u32 = 8;
const NEAR: u32 = 1;
/// More products than this would take minutes to lay out.
const MOST: usize = 1_500;

impl Kind for ProductSpace {
    fn name(&self) -> &'static str {
        "product-space"
    }

    fn about(&self) -> &'static str {
        "products as points, joined where the same economies export them; those with an advantage are coloured"
    }

    fn when(&self) -> &'static str {
        "which products lie near what an economy exports already; give the strongest links of each product only, as the full \
         matrix is a thicket. For the proximities themselves use `heatmap`"
    }

    fn columns(&self) -> &'static str {
        "x: products; by: a product near it; y: proximity, above zero; highlight: products with a revealed advantage"
    }

    fn prepare(&self, chart: &mut Chart) -> Result<(), ChartError> {
        let graph = graph::check(chart, "product-space", "it names the product at the other end of each link")?;
        if graph.names.len() > MOST {
            let found = format!("{} products", graph.names.len());
            let instead = "draw groups of products, such as HS chapters";
            return Err(ChartError::Shape { kind: "product-space", needed: "at most 1,500 products", found, instead });
        }
        Ok(())
    }

    fn remarks(&self, chart: &Chart) -> Vec<String> {
        vec![chart.words.named_where_room.to_owned()]
    }

    fn details(&self, chart: &Chart) -> Vec<String> {
        let graph = Graph::of(chart);
        let named = chart.spec.highlight.join(", ");
        let advantage = if named.is_empty() { String::new() } else { format!(" Coloured: {named}.") };
        vec![format!("{} products and {} links.{advantage}", graph.names.len(), graph.links.len())]
    }

    fn highlights(&self) -> super::Named {
        super::Named::Both
    }

    fn tells_series(&self) -> bool {
        false
    }

    fn colours_series(&self) -> bool {
        false
    }

    fn most_series(&self) -> usize {
        MOST
    }

    fn most_places(&self) -> usize {
        MOST
    }

    fn natural_height(&self, _chart: &Chart, width: f64) -> f64 {
        HEIGHT.min(width)
    }

    fn draw(&self, chart: &Chart, body: Rect) -> Result<Vec<Group>, ChartError> {
        let graph = Graph::of(chart);
        let room = (body.width() - 2.0 * EDGE, body.height() - 2.0 * EDGE);
        if room.1 < EDGE {
            let needed = f64::from(chart.spec.height.unwrap_or_default()) + EDGE - room.1;
            return Err(chart.too_small("the products", needed, "height"));
        }
        let points = forces::place(&graph, room.0 / room.1).into_iter();
        let at: Vec<(f64, f64)> =
            points.map(|(x, y)| (body.x0 + EDGE + x * room.0, body.y0 + EDGE + y * room.1)).collect();
        let strongest = graph.links.iter().map(|link| link.value).fold(0.0, f64::max);
        let links = graph.links.iter().map(|link| {
            let width = 0.75 + 1.75 * link.value / strongest;
            Mark::Path(vec![at[link.from], at[link.to]], width, Tone::Grid)
        });
        let links = Group::of(Role::Grid, "", links.collect());
        let mut order: Vec<usize> = (0..graph.names.len()).collect();
        let bright =
            |node: &usize| chart.spec.highlight.is_empty() || chart.spec.highlight.contains(&graph.names[*node]);
        order.sort_by_key(|node| bright(node));
        let dots = order.iter().flat_map(|node| {
            let hue = if bright(node) { Hue::Blue } else { Hue::Grey };
            [Mark::Disc(at[*node], DOT + 1.0, Tone::Canvas), Mark::Disc(at[*node], DOT, Tone::Fill(hue))]
        });
        let dots = Group::of(Role::Data, "", dots.collect());
        Ok(vec![links, dots, names(chart, &graph, &at, body)?])
    }
}

/// The names of highlighted products, and of the others where there is room beside their points.
fn names(chart: &Chart, graph: &Graph, at: &[(f64, f64)], body: Rect) -> Result<Group, ChartError> {
    let mut group = Group::new(Role::Labels, "");
    let mut taken = Taken::default();
    for (x, y) in at {
        taken.add(Rect { x0: x - DOT, x1: x + DOT, y0: y - DOT, y1: y + DOT });
    }
    let degree = |node: usize| graph.links.iter().filter(|link| link.from == node || link.to == node).count();
    let chosen = |node: usize| chart.spec.highlight.contains(&graph.names[node]);
    let mut order: Vec<usize> = (0..graph.names.len()).collect();
    order.sort_by_key(|node| (!chosen(*node), std::cmp::Reverse(degree(*node)), *node));
    for node in order {
        let (weight, tone) = match chosen(node) {
            true => (Weight::SemiBold, Tone::Ink(Hue::Blue)),
            false => (Weight::Regular, Tone::Muted),
        };
        let name = &graph.names[node];
        let width = font::width(name, NAME, weight);
        let steps = if chosen(node) { FAR } else { NEAR };
        match taken.place((width, size::LABEL_LINE - 2.0), at[node], DOT, body, steps) {
            Some(rect) => {
                let label = Text { weight, ..Text::label(name, rect.x0, rect.y1 - 3.5, Anchor::Start, tone) };
                // Links pass behind the words.
                group.marks.push(Mark::Rect(rect.snapped(), Tone::Canvas));
                group.marks.push(Mark::Text(label.sized(NAME)));
            }
            None if chosen(node) => {
                let needed = f64::from(chart.spec.width) * 1.3;
                return Err(chart.too_small("the names of the highlighted products", needed, "width"));
            }
            None => {}
        }
    }
    Ok(group)
}
