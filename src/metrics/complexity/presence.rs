//! Who is a significant exporter of what: the binary matrix that complexity is made of.

use crate::model::Why;

/// Economies by products, one where revealed comparative advantage is at least 1.
///
/// ```
/// use tradeproof::metrics::complexity::Presence;
/// // Two economies, two products: each has what it exports more of than the world does.
/// let presence = Presence::of_values(&[30, 10, 20, 40], 2);
/// assert!(presence.has(0, 0) && !presence.has(0, 1) && presence.has(1, 1));
/// assert_eq!((presence.diversity(0), presence.ubiquity(1)), (1, 1));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presence {
    /// The products of each economy, in order.
    rows: Vec<Vec<u32>>,
    /// The economies of each product, in order.
    columns: Vec<Vec<u32>>,
    /// The same by product as bits, so that the economies two products share are counted word by word.
    bits: Vec<u64>,
    /// Words a product.
    words: usize,
}

impl Presence {
    /// From exports, economy after economy. The comparison with 1 is one of whole numbers: no rounding decides it. What
    /// is not traded at all is nobody's.
    #[must_use]
    pub fn of_values(values: &[i64], products: usize) -> Self {
        let width = products.max(1);
        let mut of_product = vec![0_i128; products];
        for row in values.chunks_exact(width) {
            of_product.iter_mut().zip(row).for_each(|(sum, value)| *sum += i128::from(*value));
        }
        let world: i128 = of_product.iter().sum();
        let total = |row: &[i64]| row.iter().map(|value| i128::from(*value)).sum();
        let of_economy: Vec<i128> = values.chunks_exact(width).map(total).collect();
        Self::of(of_economy.len(), products, |economy, product| {
            let value = i128::from(values[economy * width + product]);
            is_advantage(value, of_economy[economy], of_product[product], world)
        })
    }

    /// From a condition on economy and product.
    #[must_use]
    pub fn of(economies: usize, products: usize, mut has: impl FnMut(usize, usize) -> bool) -> Self {
        let words = economies.div_ceil(64);
        let mut presence = Self {
            rows: vec![Vec::new(); economies],
            columns: vec![Vec::new(); products],
            bits: vec![0; words * products],
            words,
        };
        for economy in 0..economies {
            for product in (0..products).filter(|product| has(economy, *product)) {
                presence.rows[economy].push(product as u32);
                presence.columns[product].push(economy as u32);
                presence.bits[product * words + economy / 64] |= 1 << (economy % 64);
            }
        }
        presence
    }

    /// How many economies there are.
    #[must_use]
    pub fn economies(&self) -> usize {
        self.rows.len()
    }

    /// How many products there are.
    #[must_use]
    pub fn products(&self) -> usize {
        self.columns.len()
    }

    /// Whether an economy has a product.
    #[must_use]
    pub fn has(&self, economy: usize, product: usize) -> bool {
        self.bits[product * self.words + economy / 64] >> (economy % 64) & 1 == 1
    }

    /// The products of an economy.
    #[must_use]
    pub fn held(&self, economy: usize) -> &[u32] {
        &self.rows[economy]
    }

    /// How many products an economy has.
    #[must_use]
    pub fn diversity(&self, economy: usize) -> usize {
        self.rows[economy].len()
    }

    /// How many economies have a product.
    #[must_use]
    pub fn ubiquity(&self, product: usize) -> usize {
        self.columns[product].len()
    }

    /// How many economies have both products.
    #[must_use]
    pub fn shared(&self, product: usize, other: usize) -> u32 {
        let bits = |product: usize| &self.bits[product * self.words..][..self.words];
        bits(product).iter().zip(bits(other)).map(|(one, two)| (one & two).count_ones()).sum()
    }

    pub(super) fn rows(&self) -> &[Vec<u32>] {
        &self.rows
    }

    pub(super) fn columns(&self) -> &[Vec<u32>] {
        &self.columns
    }

    /// Whether every economy has a product and every product an economy.
    pub(super) fn is_filled(&self) -> Result<(), Why> {
        let empty = self.rows.iter().chain(&self.columns).any(Vec::is_empty);
        if empty || self.rows.is_empty() { Err(Why::Absent) } else { Ok(()) }
    }
}

/// Whether `x / X_i` is at least `x_w / X_w`; without trade there is no advantage.
///
/// Figures fit in 63 bits and so do the sums that metrics accept; larger ones are compared as floats.
pub fn is_advantage(value: i128, of_reporter: i128, of_product: i128, of_world: i128) -> bool {
    if value <= 0 {
        return false;
    }
    match (value.checked_mul(of_world), of_reporter.checked_mul(of_product)) {
        (Some(own), Some(expected)) => own >= expected,
        _ => value as f64 * of_world as f64 >= of_reporter as f64 * of_product as f64,
    }
}

/// Revealed comparative advantage `(x_ik / X_i) / (x_wk / X_w)`, economy after economy; not a number where an economy or
/// a product has no trade.
///
/// ```
/// let rca = tradeproof::metrics::complexity::rca(&[30, 10, 20, 40], 2);
/// assert_eq!(rca, [1.5, 0.5, 2.0 / 3.0, 4.0 / 3.0]);
/// ```
#[must_use]
pub fn rca(values: &[i64], products: usize) -> Vec<f64> {
    let width = products.max(1);
    let mut of_product = vec![0_i128; products];
    for row in values.chunks_exact(width) {
        of_product.iter_mut().zip(row).for_each(|(sum, value)| *sum += i128::from(*value));
    }
    let world = of_product.iter().sum::<i128>() as f64;
    let world_share: Vec<f64> = of_product.iter().map(|sum| *sum as f64 / world).collect();
    let mut rca = Vec::with_capacity(values.len());
    for row in values.chunks_exact(width) {
        let total = row.iter().map(|value| i128::from(*value)).sum::<i128>() as f64;
        rca.extend(row.iter().zip(&world_share).map(|(value, share)| *value as f64 / total / share));
    }
    rca
}
