//! What the complexity suite costs on a matrix as large as the world's trade by SITC heading: 226 economies, 785 products.
//!
//! `cargo bench --bench complexity`; one core, figures in memory. The target is 0.15 s for the suite.

use divan::{Bencher, black_box};
use tradeproof::metrics::complexity::{self, Complexity, Outlook, Presence};

const ECONOMIES: usize = 226;
const PRODUCTS: usize = 785;

fn main() {
    divan::main();
}

/// A small generator of numbers between 0 and 1; no matrix depends on the machine.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Exports that are nested as the world's are: able economies make nearly everything, others what is easy to make.
fn exports() -> Vec<i64> {
    let mut numbers = Numbers(17);
    let ability: Vec<f64> = (0..ECONOMIES).map(|_| numbers.next()).collect();
    let difficulty: Vec<f64> = (0..PRODUCTS).map(|_| numbers.next()).collect();
    let mut values = Vec::with_capacity(ECONOMIES * PRODUCTS);
    for able in &ability {
        let size = 1e4 * (8.0 * able).exp();
        for hard in &difficulty {
            let chance = 1.0 / (1.0 + (6.0 * (hard - able)).exp());
            let exported = numbers.next() < chance;
            let value = size * (4.0 * numbers.next()).exp() * (1.0 - hard * (1.0 - able));
            values.push(if exported { value as i64 } else { 0 });
        }
        // Nobody exports nothing, and somebody exports everything.
        let own = values.len() - PRODUCTS + (numbers.next() * PRODUCTS as f64) as usize;
        values[own] += 1;
    }
    (0..PRODUCTS).for_each(|product| values[product] += 1);
    values
}

/// RCA, presence, ECI, PCI, proximity, density, COI and COG.
fn suite(values: &[i64]) -> (Vec<f64>, Complexity, Outlook) {
    let rca = complexity::rca(values, PRODUCTS);
    let presence = Presence::of_values(values, PRODUCTS);
    let indices = complexity::eigenvector(&presence).expect("the matrix hangs together");
    let proximity = complexity::proximity(&presence);
    let density = complexity::density(&presence, &proximity);
    let outlook = complexity::outlook(&presence, &proximity, &density, &indices);
    (rca, indices, outlook)
}

#[divan::bench]
fn whole_suite(bencher: Bencher<'_, '_>) {
    let values = exports();
    bencher.bench_local(|| suite(black_box(&values)));
}

#[divan::bench]
fn rca(bencher: Bencher<'_, '_>) {
    let values = exports();
    bencher.bench_local(|| complexity::rca(black_box(&values), PRODUCTS));
}

#[divan::bench]
fn presence(bencher: Bencher<'_, '_>) {
    let values = exports();
    bencher.bench_local(|| Presence::of_values(black_box(&values), PRODUCTS));
}

#[divan::bench(args = ["eigenvector", "reflections", "fitness"])]
fn indices(bencher: Bencher<'_, '_>, method: &str) {
    let presence = Presence::of_values(&exports(), PRODUCTS);
    let method = match method {
        "reflections" => complexity::reflections,
        "fitness" => complexity::fitness,
        _ => complexity::eigenvector,
    };
    bencher.bench_local(|| method(black_box(&presence)));
}

#[divan::bench]
fn proximity(bencher: Bencher<'_, '_>) {
    let presence = Presence::of_values(&exports(), PRODUCTS);
    bencher.bench_local(|| complexity::proximity(black_box(&presence)));
}

#[divan::bench]
fn density(bencher: Bencher<'_, '_>) {
    let presence = Presence::of_values(&exports(), PRODUCTS);
    let proximity = complexity::proximity(&presence);
    bencher.bench_local(|| complexity::density(black_box(&presence), &proximity));
}

#[divan::bench]
fn outlook(bencher: Bencher<'_, '_>) {
    let presence = Presence::of_values(&exports(), PRODUCTS);
    let proximity = complexity::proximity(&presence);
    let density = complexity::density(&presence, &proximity);
    let indices = complexity::eigenvector(&presence).expect("the matrix hangs together");
    bencher.bench_local(|| complexity::outlook(black_box(&presence), &proximity, &density, &indices));
}

#[divan::bench]
fn product_space(bencher: Bencher<'_, '_>) {
    let presence = Presence::of_values(&exports(), PRODUCTS);
    let proximity = complexity::proximity(&presence);
    bencher.bench_local(|| complexity::edges(black_box(&proximity), PRODUCTS, 0.55));
}
