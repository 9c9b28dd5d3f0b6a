//! A graph drawn by forces: T. Fruchterman and E. Reingold, "Graph drawing by force-directed placement", Software: Practice and
//! Experience 21 (1991), pp. 1129–1164, with a pull to the middle. It begins on a spiral, so that the same graph gives the same drawing.

use super::graph::Graph;

const ROUNDS: usize = 300;
/// Golden angle in radians.
const TURN: f64 = 2.399_963_229_728_653;
/// The pull to the middle that keeps parts without links together.
const GRAVITY: f64 = 0.08;

/// A point for every node, each side from 0 to 1.
#[must_use]
pub fn place(graph: &Graph, aspect: f64) -> Vec<(f64, f64)> {
    let count = graph.names.len();
    let ideal = 1.0 / (count.max(1) as f64).sqrt();
    let mut at: Vec<(f64, f64)> = (0..count)
        .map(|node| {
            let (radius, angle) = (0.5 * ((node as f64 + 0.5) / count as f64).sqrt(), node as f64 * TURN);
            (radius * angle.cos(), radius * angle.sin())
        })
        .collect();
    for round in 0..ROUNDS {
        let heat = 0.1 * (1.0 - round as f64 / ROUNDS as f64);
        let pushes = forces(graph, &at, ideal, aspect);
        for (point, push) in at.iter_mut().zip(pushes) {
            let length = push.0.hypot(push.1).max(1e-9);
            let step = length.min(heat) / length;
            *point = (point.0 + push.0 * step, point.1 + push.1 * step);
        }
    }
    spread(at)
}

fn forces(graph: &Graph, at: &[(f64, f64)], ideal: f64, aspect: f64) -> Vec<(f64, f64)> {
    let mut pushes: Vec<(f64, f64)> = at.iter().map(|(x, y)| (-x * GRAVITY, -y * GRAVITY * aspect)).collect();
    for one in 0..at.len() {
        for other in one + 1..at.len() {
            let (x, y) = (at[one].0 - at[other].0, at[one].1 - at[other].1);
            let square = (x * x + y * y).max(1e-6);
            let push = ideal * ideal / square;
            pushes[one] = (pushes[one].0 + x * push, pushes[one].1 + y * push);
            pushes[other] = (pushes[other].0 - x * push, pushes[other].1 - y * push);
        }
    }
    for link in &graph.links {
        let (x, y) = (at[link.from].0 - at[link.to].0, at[link.from].1 - at[link.to].1);
        let pull = x.hypot(y) / ideal;
        pushes[link.from] = (pushes[link.from].0 - x * pull, pushes[link.from].1 - y * pull);
        pushes[link.to] = (pushes[link.to].0 + x * pull, pushes[link.to].1 + y * pull);
    }
    pushes
}

/// Stretched to fill both sides.
fn spread(at: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    let range = |side: fn(&(f64, f64)) -> f64| {
        let low = at.iter().map(side).fold(f64::INFINITY, f64::min);
        let high = at.iter().map(side).fold(f64::NEG_INFINITY, f64::max);
        (low, if high > low { high - low } else { 1.0 })
    };
    let ((left, wide), (top, high)) = (range(|point| point.0), range(|point| point.1));
    at.iter().map(|(x, y)| ((x - left) / wide, (y - top) / high)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::layout::graph::Link;

    #[test]
    fn linked_nodes_come_to_lie_nearer_than_others() {
        let link = |from, to| Link { from, to, value: 1.0 };
        let links = vec![link(0, 1), link(1, 2), link(0, 2), link(3, 4), link(4, 5), link(3, 5), link(2, 3)];
        let graph = Graph { names: (0..6).map(|node| node.to_string()).collect(), links };
        let at = place(&graph, 1.5);
        let far = |a: usize, b: usize| (at[a].0 - at[b].0).hypot(at[a].1 - at[b].1);
        assert!(far(0, 1) < far(0, 4) && far(4, 5) < far(1, 5), "{at:?}");
        assert_eq!(at, place(&graph, 1.5));
        assert!(at.iter().all(|(x, y)| (0.0..=1.0).contains(x) && (0.0..=1.0).contains(y)));
    }
}
