//! Bands from where something comes to where it goes, as thick as their figures.

use super::Kind;
use crate::charts::chart::Chart;
use crate::charts::font::Weight;
use crate::charts::layout::flows::{self, Flows};
use crate::charts::layout::graph::{self, Graph, Link};
use crate::charts::layout::{Anchor, Group, Mark, Rect, Role, Text, centred, text};
use crate::charts::theme::size;
use crate::charts::{ChartError, Hue, Lint, LintId, Tone};

/// Sankey diagrams.
pub struct Sankey;

const NODE: f64 = 12.0;
const HEIGHT: f64 = 420.0;
/// Between the labels of neighbours.
const AIR: f64 = 8.0;
const LEAST_GAP: f64 = 96.0;
/// The part of a gap between columns that a label may take.
const LABEL: f64 = 0.82;
/// The part of the width that labels outside the outer columns may take.
const OUTSIDE: f64 = 0.24;
/// Corners to the curve of a band.
const CORNERS: usize = 24;

impl Kind for Sankey {
    fn name(&self) -> &'static str {
        "sankey"
    }

    fn about(&self) -> &'static str {
        "bands from where something comes to where it goes, as thick as their figures, over one or more steps"
    }

    fn when(&self) -> &'static str {
        "how flows part and join, such as mines to markets or origins to products; two to four steps and up to twenty-five \
         nodes. For two flows of each partner use `butterfly`"
    }

    fn columns(&self) -> &'static str {
        "x: where a flow comes from; by: where it goes; y: figures, none negative; highlight: nodes whose flows matter"
    }

    fn prepare(&self, chart: &mut Chart) -> Result<(), ChartError> {
        let graph = graph::check(chart, "sankey", "it names where each flow goes")?;
        if flows::columns(&graph).is_none() {
            let found = "flows that run in a circle".to_owned();
            let instead = "name the two directions differently, such as `China (exports)`";
            return Err(ChartError::Shape { kind: "sankey", needed: "flows in one direction", found, instead });
        }
        Ok(())
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
        25
    }

    fn details(&self, chart: &Chart) -> Vec<String> {
        let graph = Graph::of(chart);
        let mut links: Vec<&Link> = graph.links.iter().collect();
        links.sort_by(|a, b| b.value.total_cmp(&a.value));
        let told = links.iter().take(3).map(|link| {
            let (from, to) = (&graph.names[link.from], &graph.names[link.to]);
            format!("{from} → {to} {}", chart.numbers.full(link.value))
        });
        vec![format!("Largest flows: {}.", told.collect::<Vec<String>>().join("; "))]
    }

    /// A node on the way gives what it gets; where it does not, something is missing or lost.
    fn lints(&self, chart: &Chart) -> Vec<Lint> {
        let graph = Graph::of(chart);
        let off = (0..graph.names.len()).find_map(|node| {
            let (comes, goes) = graph.flows(node);
            let differs = comes > 0.0 && goes > 0.0 && (comes - goes).abs() > comes.max(goes) * 0.01;
            differs.then(|| {
                let [comes, goes] = [comes, goes].map(|flow| chart.numbers.label(flow));
                format!("{} gets {comes} and gives {goes}", graph.names[node])
            })
        });
        let help = "add the flow that is missing, or say in `note` what is lost on the way";
        off.filter(|_| chart.spec.note.is_none())
            .map(|message| Lint { id: LintId::FlowsDoNotBalance, message, help })
            .into_iter()
            .collect()
    }

    fn natural_height(&self, chart: &Chart, width: f64) -> f64 {
        let graph = Graph::of(chart);
        let plan = Plan::new(chart, &graph, width);
        HEIGHT.max(flows::least_height(&plan.column, &plan.rooms, AIR) * 1.25)
    }

    fn draw(&self, chart: &Chart, body: Rect) -> Result<Vec<Group>, ChartError> {
        let graph = Graph::of(chart);
        let plan = Plan::new(chart, &graph, body.width());
        if plan.gap < LEAST_GAP {
            let needed = f64::from(chart.spec.width) + (LEAST_GAP - plan.gap) * plan.steps as f64;
            return Err(chart.too_small("names between the columns", needed, "width"));
        }
        let least = flows::least_height(&plan.column, &plan.rooms, AIR) * 1.05;
        if body.height() < least {
            let needed = f64::from(chart.spec.height.unwrap_or_default()) + least - body.height();
            return Err(chart.too_small("a name for every node", needed, "height"));
        }
        let flows = flows::lay(&graph, &plan.column, &plan.rooms, body, AIR);
        let mut bands = Group::new(Role::Data, "");
        let mut order: Vec<usize> = (0..graph.links.len()).collect();
        // Thin and coloured bands last, so that they lie on top.
        let bright = |number: &usize| is_bright(chart, &graph, graph.links[*number]);
        order.sort_by(|a, b| {
            bright(a).cmp(&bright(b)).then(graph.links[*b].value.total_cmp(&graph.links[*a].value)).then(a.cmp(b))
        });
        for number in order {
            bands.marks.extend(plan.band(&graph, &flows, number, body, hue_of(chart, &graph, graph.links[number])));
        }
        let [nodes, labels] = plan.nodes(chart, &graph, &flows, body);
        Ok(vec![bands, nodes, labels])
    }
}

fn is_bright(chart: &Chart, graph: &Graph, link: Link) -> bool {
    let named = |node: usize| chart.spec.highlight.contains(&graph.names[node]);
    chart.spec.highlight.is_empty() || named(link.from) || named(link.to)
}

/// The hue of a band: of its source, or of what is brought forward.
fn hue_of(chart: &Chart, graph: &Graph, link: Link) -> Hue {
    match (chart.spec.highlight.is_empty(), is_bright(chart, graph, link)) {
        (true, _) => source_hue(graph, link.from),
        (false, true) => Hue::Blue,
        (false, false) => Hue::Grey,
    }
}

/// The four largest that something comes from have a hue each; where there are more, the others are grey, and so is what only receives.
fn source_hue(graph: &Graph, node: usize) -> Hue {
    let gives = |node: usize| graph.flows(node).1;
    let mut sources: Vec<usize> = (0..graph.names.len()).filter(|node| gives(*node) > 0.0).collect();
    sources.sort_by(|a, b| gives(*b).total_cmp(&gives(*a)).then(a.cmp(b)));
    let place = sources.iter().position(|source| *source == node);
    place.and_then(|place| Hue::ALL.get(place).copied().filter(|_| place < 4)).unwrap_or(Hue::Grey)
}

/// Columns, and the labels beside their nodes.
struct Plan {
    column: Vec<usize>,
    /// Gaps between columns.
    steps: usize,
    gap: f64,
    /// The room of the labels left of the first column.
    before: f64,
    names: Vec<Vec<String>>,
    figures: Vec<String>,
    /// The height of every label.
    rooms: Vec<f64>,
}

impl Plan {
    fn new(chart: &Chart, graph: &Graph, width: f64) -> Self {
        let column = flows::columns(graph).unwrap_or_else(|| vec![0; graph.names.len()]);
        let steps = column.iter().copied().max().unwrap_or(0);
        // Labels of the outer columns stand outside, and take what they need of a quarter of the width.
        let most = width * OUTSIDE;
        let outer = |number: usize| {
            let names = graph.names.iter().zip(&column).filter(|(_, at)| **at == number).map(|(name, _)| name);
            let lines = names.map(|name| text::balanced(name, most, size::LABEL, Weight::SemiBold));
            lines.map(|lines| text::widest(&lines, size::LABEL, Weight::SemiBold)).fold(0.0, f64::max).ceil() + 7.0
        };
        let (before, after) = (outer(0), outer(steps.max(1)));
        let gap = ((width - before - after - NODE * (steps + 1) as f64) / steps.max(1) as f64).max(1.0);
        let room = |node: usize| if column[node] == 0 || column[node] == steps { most } else { gap * LABEL };
        let names = graph.names.iter().enumerate();
        let names = names.map(|(node, name)| text::balanced(name, room(node), size::LABEL, Weight::SemiBold));
        let names: Vec<Vec<String>> = names.collect();
        let figures = (0..graph.names.len()).map(|node| {
            let (comes, goes) = graph.flows(node);
            chart.numbers.label(comes.max(goes))
        });
        let rooms = names.iter().map(|lines| (lines.len() + 1) as f64 * size::LABEL_LINE).collect();
        Self { column, steps, gap, before, figures: figures.collect(), rooms, names }
    }

    fn left(&self, node: usize, body: Rect) -> f64 {
        (body.x0 + self.before + self.column[node] as f64 * (NODE + self.gap)).round()
    }

    fn band(&self, graph: &Graph, flows: &Flows, number: usize, body: Rect, hue: Hue) -> Vec<Mark> {
        let link = graph.links[number];
        let (from, to) = flows.links[number];
        let (x0, x1) = (self.left(link.from, body) + NODE, self.left(link.to, body));
        let thick = (link.value * flows.scale).max(1.0);
        let curve = |step: usize| {
            let part = step as f64 / CORNERS as f64;
            // Level at both ends: 3t² − 2t³.
            (x0 + (x1 - x0) * part, from + (to - from) * part * part * (3.0 - 2.0 * part))
        };
        let upper: Vec<(f64, f64)> = (0..=CORNERS).map(curve).collect();
        let lower: Vec<(f64, f64)> = upper.iter().map(|(x, y)| (*x, y + thick)).collect();
        let outline = upper.iter().copied().chain(lower.iter().rev().copied()).collect();
        vec![
            Mark::Polygon(outline, Tone::Soft(hue)),
            Mark::Path(upper, 1.0, Tone::Canvas),
            Mark::Path(lower, 1.0, Tone::Canvas),
        ]
    }

    fn nodes(&self, chart: &Chart, graph: &Graph, flows: &Flows, body: Rect) -> [Group; 2] {
        let (mut nodes, mut labels) = (Group::new(Role::Data, ""), Group::new(Role::Labels, ""));
        for (node, (top, foot)) in flows.nodes.iter().enumerate() {
            let hue = match chart.spec.highlight.is_empty() {
                true => source_hue(graph, node),
                false if chart.spec.highlight.contains(&graph.names[node]) => Hue::Blue,
                false => Hue::Grey,
            };
            let x0 = self.left(node, body);
            nodes.marks.push(Mark::Rect(Rect { x0, x1: x0 + NODE, y0: *top, y1: *foot }.snapped(), Tone::Fill(hue)));
            let lines = &self.names[node];
            let first = f64::midpoint(*top, *foot) - lines.len() as f64 * size::LABEL_LINE / 2.0;
            let at = |line: usize| centred(first + line as f64 * size::LABEL_LINE, size::LABEL);
            let (x, anchor) = match self.column[node] {
                0 => (x0 - 6.0, Anchor::End),
                _ => (x0 + NODE + 6.0, Anchor::Start),
            };
            let set = |words: &String, line| Text::label(words, x, at(line), anchor, Tone::Text);
            labels.marks.extend(lines.iter().enumerate().map(|(line, words)| Mark::Text(set(words, line).bold())));
            labels.marks.push(Mark::Text(set(&self.figures[node], lines.len())));
        }
        [nodes, labels]
    }
}
