//! Nodes in columns and the bands between them, after d3-sankey: nodes are put in columns by their longest way from a source, stacked,
//! and then moved towards those they are linked with, back and forth, with less and less weight.

use super::Rect;
use super::graph::Graph;

/// Rounds of moving nodes, and what weight each keeps of the one before.
const ROUNDS: i32 = 12;
const COOLING: f64 = 0.9;

/// Where nodes and bands lie.
#[derive(Debug, Clone, PartialEq)]
pub struct Flows {
    /// Top and foot of every node; both are its bar, not its label.
    pub nodes: Vec<(f64, f64)>,
    /// Top of every link at its source and at its target, in the order of the graph's links.
    pub links: Vec<(f64, f64)>,
    /// Pixels to a unit.
    pub scale: f64,
}

/// The column of every node: the longest way to it from a source; those that lead nowhere stand last. `None` when links run in a
/// circle.
#[must_use]
pub fn columns(graph: &Graph) -> Option<Vec<usize>> {
    let mut column = vec![0; graph.names.len()];
    // A way longer than there are nodes is a circle.
    for _ in 0..=graph.names.len() {
        let mut moved = false;
        for link in &graph.links {
            if column[link.to] <= column[link.from] {
                column[link.to] = column[link.from] + 1;
                moved = true;
            }
        }
        if !moved {
            let last = column.iter().copied().max().unwrap_or(0);
            let leads = |node| graph.links.iter().any(|link| link.from == node);
            return Some((0..column.len()).map(|node| if leads(node) { column[node] } else { last }).collect());
        }
    }
    None
}

/// Lays out `graph` between `top` and `foot`; every node keeps at least the room of its label, `rooms`.
#[must_use]
pub fn lay(graph: &Graph, column: &[usize], rooms: &[f64], rect: Rect, air: f64) -> Flows {
    let sizes: Vec<f64> = (0..graph.names.len()).map(|node| size(graph, node)).collect();
    let stacks = stacks(column);
    let scale = scale(&stacks, &sizes, rooms, rect.height(), air);
    let slots: Vec<f64> = sizes.iter().zip(rooms).map(|(size, room)| (size * scale).max(*room)).collect();
    let mut layout = Columns { graph, stacks, slots, middles: vec![0.0; sizes.len()], rect, air };
    layout.stack();
    let mut weight = 1.0;
    for round in 0..ROUNDS {
        layout.relax(round % 2 == 1, weight);
        weight *= COOLING;
    }
    let nodes: Vec<(f64, f64)> = layout
        .middles
        .iter()
        .zip(&sizes)
        .map(|(middle, size)| (middle - size * scale / 2.0, middle + size * scale / 2.0))
        .collect();
    let links = ends(graph, &nodes, scale);
    Flows { nodes, links, scale }
}

/// What a node is as large as: the larger of what comes in and what goes out.
fn size(graph: &Graph, node: usize) -> f64 {
    let (comes, goes) = graph.flows(node);
    comes.max(goes)
}

fn stacks(column: &[usize]) -> Vec<Vec<usize>> {
    let count = column.iter().copied().max().unwrap_or(0) + 1;
    (0..count).map(|number| (0..column.len()).filter(|node| column[*node] == number).collect()).collect()
}

/// The height that every column needs at a scale of zero: its labels.
#[must_use]
pub fn least_height(column: &[usize], rooms: &[f64], air: f64) -> f64 {
    let needs = stacks(column).into_iter().map(|stack| stack.iter().map(|node| rooms[*node] + air).sum::<f64>());
    needs.fold(0.0, f64::max)
}

/// The greatest scale at which every column fits, found by halving.
fn scale(stacks: &[Vec<usize>], sizes: &[f64], rooms: &[f64], height: f64, air: f64) -> f64 {
    let fits = |scale: f64| {
        stacks.iter().all(|stack| {
            let need: f64 = stack.iter().map(|node| (sizes[*node] * scale).max(rooms[*node]) + air).sum();
            need - air <= height
        })
    };
    let most = sizes.iter().copied().fold(0.0, f64::max);
    let (mut low, mut high) = (0.0, if most > 0.0 { height / most } else { 0.0 });
    for _ in 0..40 {
        let middle = f64::midpoint(low, high);
        if fits(middle) { low = middle } else { high = middle }
    }
    low
}

/// Nodes in their columns, on the way to their places.
struct Columns<'a> {
    graph: &'a Graph,
    stacks: Vec<Vec<usize>>,
    slots: Vec<f64>,
    middles: Vec<f64>,
    rect: Rect,
    air: f64,
}

impl Columns<'_> {
    /// Every column from the top, spread over the height.
    fn stack(&mut self) {
        for stack in &self.stacks {
            let need: f64 = stack.iter().map(|node| self.slots[*node]).sum();
            let gap = (self.rect.height() - need) / stack.len() as f64;
            let mut top = self.rect.y0 + gap / 2.0;
            for node in stack {
                self.middles[*node] = top + self.slots[*node] / 2.0;
                top += self.slots[*node] + gap;
            }
        }
    }

    /// Moves every node towards the weighted middle of its neighbours on one side, and apart where they would touch.
    fn relax(&mut self, backwards: bool, weight: f64) {
        let order: Vec<usize> = match backwards {
            true => (0..self.stacks.len()).rev().collect(),
            false => (0..self.stacks.len()).collect(),
        };
        for number in order {
            for node in self.stacks[number].clone() {
                if let Some(wish) = self.wish(node, backwards) {
                    self.middles[node] += (wish - self.middles[node]) * weight;
                }
            }
            self.part(number);
        }
    }

    fn wish(&self, node: usize, backwards: bool) -> Option<f64> {
        let links = self.graph.links.iter().filter(|link| if backwards { link.from == node } else { link.to == node });
        let (sum, total) = links.fold((0.0, 0.0), |(sum, total), link| {
            let other = if backwards { link.to } else { link.from };
            (sum + self.middles[other] * link.value, total + link.value)
        });
        (total > 0.0).then(|| sum / total)
    }

    /// Puts a column in the order of its middles, none touching, none outside.
    fn part(&mut self, number: usize) {
        let middles = &self.middles;
        self.stacks[number].sort_by(|a, b| middles[*a].total_cmp(&middles[*b]).then(a.cmp(b)));
        let stack = &self.stacks[number];
        let mut least = self.rect.y0;
        for node in stack {
            let half = self.slots[*node] / 2.0;
            self.middles[*node] = self.middles[*node].max(least + half);
            least = self.middles[*node] + half + self.air;
        }
        let mut most = self.rect.y1;
        for node in stack.iter().rev() {
            let half = self.slots[*node] / 2.0;
            self.middles[*node] = self.middles[*node].min(most - half);
            most = self.middles[*node] - half - self.air;
        }
    }
}

/// Bands leave and enter a node in the order of the nodes at their other end, so that they do not cross at it.
fn ends(graph: &Graph, nodes: &[(f64, f64)], scale: f64) -> Vec<(f64, f64)> {
    let mut ends = vec![(0.0, 0.0); graph.links.len()];
    for (node, (top, _)) in nodes.iter().enumerate() {
        for leaves in [true, false] {
            let mut links: Vec<usize> = (0..graph.links.len())
                .filter(|number| node == if leaves { graph.links[*number].from } else { graph.links[*number].to })
                .collect();
            let other = |number: &usize| {
                let link = graph.links[*number];
                nodes[if leaves { link.to } else { link.from }].0
            };
            links.sort_by(|a, b| other(a).total_cmp(&other(b)).then(a.cmp(b)));
            let mut at = *top;
            for number in links {
                let end = if leaves { &mut ends[number].0 } else { &mut ends[number].1 };
                *end = at;
                at += graph.links[number].value * scale;
            }
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::layout::graph::Link;
    use proptest::prelude::*;

    fn graph(links: &[(usize, usize, f64)]) -> Graph {
        let most = links.iter().flat_map(|link| [link.0, link.1]).max().unwrap_or(0);
        let links = links.iter().map(|(from, to, value)| Link { from: *from, to: *to, value: *value }).collect();
        Graph { names: (0..=most).map(|node| node.to_string()).collect(), links }
    }

    #[test]
    fn columns_follow_the_longest_way_and_ends_stand_last() {
        let way = graph(&[(0, 1, 1.0), (1, 2, 1.0), (0, 3, 1.0)]);
        assert_eq!(columns(&way), Some(vec![0, 1, 2, 2]));
        assert_eq!(columns(&graph(&[(0, 1, 1.0), (1, 0, 1.0)])), None);
    }

    proptest! {
        #[test]
        fn heights_are_the_figures_and_nodes_keep_apart(values in prop::collection::vec(0.1..100.0f64, 9)) {
            let pairs = [(0, 3), (0, 4), (1, 3), (1, 4), (2, 4), (3, 5), (3, 6), (4, 6), (2, 6)];
            let links: Vec<_> = pairs.iter().zip(&values).map(|(pair, value)| (pair.0, pair.1, *value)).collect();
            let graph = graph(&links);
            let column = columns(&graph).unwrap();
            let rect = Rect { x0: 0.0, y0: 10.0, x1: 500.0, y1: 410.0 };
            let flows = lay(&graph, &column, &[30.0; 7], rect, 6.0);
            for (node, (top, foot)) in flows.nodes.iter().enumerate() {
                prop_assert!(*top >= 10.0 - 1e-6 && *foot <= 410.0 + 1e-6);
                prop_assert!((foot - top - size(&graph, node) * flows.scale).abs() < 1e-6);
                for other in node + 1..7 {
                    let (above, below) = flows.nodes[other];
                    let apart = column[other] != column[node] || above >= foot + 5.9 || below <= top - 5.9;
                    prop_assert!(apart, "{} {}", node, other);
                }
            }
        }
    }
}
