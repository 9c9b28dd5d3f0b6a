//! The complexity of economies and of products, by three methods on one matrix.
//!
//! All of them are pure functions of a [`Presence`] without empty rows and columns, and give the same digits for the
//! same matrix.

use crate::model::Why;

use super::eigen::leading;
use super::presence::Presence;

/// Complexity of economies and of products.
#[derive(Debug, Clone, PartialEq)]
pub struct Complexity {
    pub economies: Vec<f64>,
    pub products: Vec<f64>,
    /// What was taken off products when economies were put on mean zero, in standard deviations of economies: products
    /// plus this are the eigenvector itself.
    pub shift: f64,
}

/// Economies' order is of meaning only where eigenvalues lie further apart than rounding moves them.
const APART: f64 = 1e-9;

/// The second eigenvector of the stochastic matrix between economies, on mean zero and (population) standard deviation
/// one, rising with diversity; products on the same scale, so that an economy's index is the mean of what it has.
///
/// # Errors
/// When a row or column is empty, or when no single vector stands second: economies that share nothing with the others,
/// or all the same.
pub fn eigenvector(presence: &Presence) -> Result<Complexity, Why> {
    presence.is_filled()?;
    let products = if presence.economies() <= presence.products() {
        averages(presence.columns(), &second(presence.rows(), presence.columns())?)
    } else {
        second(presence.columns(), presence.rows())?
    };
    scaled(presence, products)
}

/// The second right eigenvector of `D⁻¹ A` for the smaller side `nodes`, from the symmetric matrix that is similar to it.
/// Its first eigenvector is known, the root of the degrees, and is taken off.
fn second(nodes: &[Vec<u32>], others: &[Vec<u32>]) -> Result<Vec<f64>, Why> {
    let n = nodes.len();
    let roots: Vec<f64> = nodes.iter().map(|held| (held.len() as f64).sqrt()).collect();
    let mut matrix = vec![0.0; n * n];
    for holders in others {
        let weight = 1.0 / holders.len() as f64;
        for one in holders {
            let row = &mut matrix[*one as usize * n..][..n];
            holders.iter().for_each(|other| row[*other as usize] += weight);
        }
    }
    let all: f64 = nodes.iter().map(|held| held.len() as f64).sum();
    for (row, of_row) in matrix.chunks_exact_mut(n).zip(&roots) {
        for (cell, of_column) in row.iter_mut().zip(&roots) {
            *cell = *cell / (of_row * of_column) - of_row * of_column / all;
        }
    }
    let found = leading(matrix, n).ok_or(Why::Undetermined)?;
    if found.value < APART || found.value > 1.0 - APART || found.value - found.next < APART {
        return Err(Why::Undetermined);
    }
    Ok(found.vector.iter().zip(&roots).map(|(cell, root)| cell / root).collect())
}

/// The mean of `values` over what each of `sides` has.
fn averages(sides: &[Vec<u32>], values: &[f64]) -> Vec<f64> {
    let mean = |held: &Vec<u32>| held.iter().map(|place| values[*place as usize]).sum::<f64>() / held.len() as f64;
    sides.iter().map(mean).collect()
}

/// Economies as means of products, both on the economies' mean and standard deviation, the sign that of diversity.
fn scaled(presence: &Presence, products: Vec<f64>) -> Result<Complexity, Why> {
    let economies = averages(presence.rows(), &products);
    let diversity: Vec<f64> = presence.rows().iter().map(|held| held.len() as f64).collect();
    let (mean, deviation) = moments(&economies);
    let (mean_diversity, spread) = moments(&diversity);
    let common = economies.iter().zip(&diversity).map(|(index, k)| (index - mean) * (k - mean_diversity)).sum::<f64>();
    let correlation = common / (economies.len() as f64 * deviation * spread);
    // Without a spread this is no number; in both cases no sign would be better than the other.
    if correlation.is_nan() || correlation.abs() <= APART {
        return Err(Why::Undetermined);
    }
    let deviation = deviation * correlation.signum();
    let onto = |values: Vec<f64>| values.into_iter().map(|value| (value - mean) / deviation).collect();
    Ok(Complexity { economies: onto(economies), products: onto(products), shift: mean / deviation })
}

/// Mean and standard deviation of a population.
pub(super) fn moments(values: &[f64]) -> (f64, f64) {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / count;
    (mean, variance.sqrt())
}

/// How often economies are reflected: an even number.
pub const REFLECTIONS: usize = 20;

/// The method of reflections: `k_c,N` and `k_p,N−1` after [`REFLECTIONS`], on the scale of [`eigenvector`].
///
/// # Errors
/// When a row or column is empty, or all economies are alike.
pub fn reflections(presence: &Presence) -> Result<Complexity, Why> {
    presence.is_filled()?;
    let diversity: Vec<f64> = presence.rows().iter().map(|held| held.len() as f64).collect();
    let all: f64 = diversity.iter().sum();
    let mut economies = diversity.clone();
    let mut products = Vec::new();
    for _ in 0..REFLECTIONS / 2 {
        // Every reflection is a mean and leaves a constant as it is, so that one may be taken off at any time. This one
        // is what all economies tend to; without it the little that tells them apart would lose its digits.
        let common = economies.iter().zip(&diversity).map(|(index, k)| index * k).sum::<f64>() / all;
        economies.iter_mut().for_each(|index| *index -= common);
        products = averages(presence.columns(), &economies);
        economies = averages(presence.rows(), &products);
    }
    if moments(&economies).1 <= f64::MIN_POSITIVE {
        return Err(Why::Undetermined);
    }
    scaled(presence, products)
}

/// How many iterates of fitness there are, the start counted as the first.
pub const ITERATES: usize = 20;

/// Fitness of economies and complexity of products: both sides updated at once from ones, each divided by its mean.
///
/// # Errors
/// When a row or column is empty, or fitness falls below what a float can hold.
pub fn fitness(presence: &Presence) -> Result<Complexity, Why> {
    presence.is_filled()?;
    let mut economies = vec![1.0; presence.economies()];
    let mut products = vec![1.0; presence.products()];
    for _ in 1..ITERATES {
        let fitness = |held: &Vec<u32>| held.iter().map(|product| products[*product as usize]).sum::<f64>();
        let complexity =
            |holders: &Vec<u32>| 1.0 / holders.iter().map(|place| 1.0 / economies[*place as usize]).sum::<f64>();
        let next: Vec<f64> = presence.rows().iter().map(fitness).collect();
        products = over_mean(presence.columns().iter().map(complexity).collect());
        economies = over_mean(next);
    }
    let held = economies.iter().chain(&products).all(|value| value.is_finite());
    if held { Ok(Complexity { economies, products, shift: 0.0 }) } else { Err(Why::Undetermined) }
}

fn over_mean(mut values: Vec<f64>) -> Vec<f64> {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    values.iter_mut().for_each(|value| *value /= mean);
    values
}
