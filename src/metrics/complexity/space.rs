//! The product space: how near products are to each other, and what an economy has near to each.

use super::index::{Complexity, moments};
use super::presence::Presence;

/// The smaller of the conditional probabilities of exporting both products: a symmetric matrix of products, row after
/// row, in which no product is near to itself (as Harvard's packages have it).
#[must_use]
pub fn proximity(presence: &Presence) -> Vec<f64> {
    let n = presence.products();
    let mut proximity = vec![0.0; n * n];
    for product in 0..n {
        for other in product + 1..n {
            let larger = presence.ubiquity(product).max(presence.ubiquity(other));
            if larger > 0 {
                let near = f64::from(presence.shared(product, other)) / larger as f64;
                proximity[product * n + other] = near;
                proximity[other * n + product] = near;
            }
        }
    }
    proximity
}

/// How near each product is to all others together.
fn sums(proximity: &[f64], products: usize) -> Vec<f64> {
    proximity.chunks_exact(products.max(1)).map(|row| row.iter().sum()).collect()
}

/// How much of what is near to a product an economy has: `Σ_k M_ck φ_kp / Σ_k φ_kp`, economy after economy; not a number
/// where nothing is near.
#[must_use]
pub fn density(presence: &Presence, proximity: &[f64]) -> Vec<f64> {
    let n = presence.products();
    let sums = sums(proximity, n);
    let mut density = Vec::with_capacity(presence.economies() * n);
    for held in presence.rows() {
        let near = over_held(held, proximity, n);
        density.extend(near.iter().zip(&sums).map(|(near, all)| near / all));
    }
    density
}

/// The sum of the rows that are held: a product of matrices of which one is zeros and ones.
fn over_held(held: &[u32], matrix: &[f64], n: usize) -> Vec<f64> {
    let mut sum = vec![0.0; n];
    for product in held {
        let row = &matrix[*product as usize * n..][..n];
        sum.iter_mut().zip(row).for_each(|(sum, cell)| *sum += cell);
    }
    sum
}

/// What the products that an economy does not have hold out to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// Of each economy, on mean zero and standard deviation one.
    pub index: Vec<f64>,
    /// Of each economy: the density-weighted complexity of what it does not have, on the scale of products.
    pub value: Vec<f64>,
    /// Economy after economy; zero for products it has.
    pub gain: Vec<f64>,
    /// As the Atlas defines it: less what the product itself adds at present.
    pub net_gain: Vec<f64>,
}

/// Complexity outlook index and gain. Products near to nothing add nothing.
#[must_use]
pub fn outlook(presence: &Presence, proximity: &[f64], density: &[f64], complexity: &Complexity) -> Outlook {
    let n = presence.products();
    let raw: Vec<f64> = complexity.products.iter().map(|index| index + complexity.shift).collect();
    let (mut index, mut value) = (Vec::new(), Vec::new());
    for (economy, density) in density.chunks_exact(n.max(1)).enumerate() {
        let open = (0..n).filter(|product| !presence.has(economy, *product) && density[*product].is_finite());
        let (of_raw, of_scaled) = open.fold((0.0, 0.0), |(of_raw, of_scaled), product| {
            (of_raw + density[product] * raw[product], of_scaled + density[product] * complexity.products[product])
        });
        index.push(of_raw);
        value.push(of_scaled);
    }
    let (mean, deviation) = moments(&index);
    index.iter_mut().for_each(|cell| *cell = (*cell - mean) / deviation);
    let sums = sums(proximity, n);
    let gain = opened(presence, proximity, &sums, &raw);
    let mut net_gain = opened(presence, proximity, &sums, &complexity.products);
    for (place, cell) in net_gain.iter_mut().enumerate() {
        if !presence.has(place / n, place % n) && density[place].is_finite() {
            *cell -= density[place] * complexity.products[place % n];
        }
    }
    Outlook { index, value, gain, net_gain }
}

/// `(1 − M_cp) Σ_k (1 − M_ck) φ_kp / Σ_j φ_kj · q_k`: all products, less those that are held.
fn opened(presence: &Presence, proximity: &[f64], sums: &[f64], complexity: &[f64]) -> Vec<f64> {
    let n = presence.products();
    let mut weighted = proximity.to_vec();
    for ((row, sum), index) in weighted.chunks_exact_mut(n.max(1)).zip(sums).zip(complexity) {
        let weight = if *sum > 0.0 { index / sum } else { 0.0 };
        row.iter_mut().for_each(|cell| *cell *= weight);
    }
    let every: Vec<u32> = (0..n as u32).collect();
    let all = over_held(&every, &weighted, n);
    let mut gain = Vec::with_capacity(presence.economies() * n);
    for (economy, held) in presence.rows().iter().enumerate() {
        let near = over_held(held, &weighted, n);
        let open = |product: usize| if presence.has(economy, product) { 0.0 } else { all[product] - near[product] };
        gain.extend((0..n).map(open));
    }
    gain
}

/// An edge of the product space.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    pub product: usize,
    pub other: usize,
    pub proximity: f64,
    /// Whether it belongs to the maximum spanning tree; otherwise it is there because products are near enough.
    pub in_tree: bool,
}

/// The maximum spanning tree (a tree for each group that is near to nothing else) and all edges from `threshold` on, in
/// the order of products. Where edges are equally near, the first products go before.
#[must_use]
pub fn edges(proximity: &[f64], products: usize, threshold: f64) -> Vec<Edge> {
    let near = |(product, other): (u32, u32)| proximity[product as usize * products + other as usize];
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for product in 0..products as u32 {
        pairs.extend((product + 1..products as u32).map(|other| (product, other)).filter(|pair| near(*pair) > 0.0));
    }
    // A stable sort keeps the order of products among equals.
    pairs.sort_by(|one, other| near(*other).total_cmp(&near(*one)));
    let mut group: Vec<usize> = (0..products).collect();
    let mut edges = Vec::new();
    for pair in pairs {
        let (product, other, proximity) = (pair.0 as usize, pair.1 as usize, near(pair));
        let (one, two) = (top(&mut group, product), top(&mut group, other));
        group[one] = two;
        if one != two || proximity >= threshold {
            edges.push(Edge { product, other, proximity, in_tree: one != two });
        }
    }
    edges.sort_by_key(|edge| (edge.product, edge.other));
    edges
}

/// The product that stands for the group of a product; ways there are halved as they are gone.
fn top(group: &mut [usize], mut product: usize) -> usize {
    while group[product] != product {
        group[product] = group[group[product]];
        product = group[product];
    }
    product
}
