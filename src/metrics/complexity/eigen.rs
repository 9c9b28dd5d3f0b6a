//! The leading eigenpair of a dense symmetric matrix, directly and to the last digits.
//!
//! Householder reflections make the matrix tridiagonal (Golub and Van Loan, Matrix Computations, 8.3); its two largest
//! eigenvalues are found by bisection with Sturm counts, which no spectrum defeats; inverse iteration gives the vector.
//! Nothing depends on a start that is drawn by lot.

/// The largest eigenvalue with its vector, and the second largest.
#[derive(Debug, Clone, PartialEq)]
pub struct Leading {
    pub value: f64,
    /// Minus infinity where the matrix has one row.
    pub next: f64,
    /// Of length one.
    pub vector: Vec<f64>,
}

/// Of a symmetric matrix of `n` rows, row after row; `None` where it has none.
pub fn leading(mut matrix: Vec<f64>, n: usize) -> Option<Leading> {
    if n == 0 || matrix.len() != n * n {
        return None;
    }
    let (tridiagonal, reflections) = tridiagonal(&mut matrix, n);
    let value = tridiagonal.eigenvalue(0);
    let next = if n > 1 { tridiagonal.eigenvalue(1) } else { f64::NEG_INFINITY };
    let mut vector = tridiagonal.eigenvector(value);
    for (first, reflection) in reflections.iter().enumerate().rev() {
        let part = &mut vector[first + 1..];
        let along = 2.0 * dot(reflection, part);
        part.iter_mut().zip(reflection).for_each(|(cell, of)| *cell -= along * of);
    }
    normalise(&mut vector);
    Some(Leading { value, next, vector })
}

struct Tridiagonal {
    diagonal: Vec<f64>,
    /// Beside the diagonal, one less.
    beside: Vec<f64>,
}

/// `H A H` with the reflections `1 − 2 v vᵀ` that lead there; `v` is empty where a column needed none.
fn tridiagonal(matrix: &mut [f64], n: usize) -> (Tridiagonal, Vec<Vec<f64>>) {
    let mut reflections = Vec::new();
    let mut beside = vec![0.0; n - 1];
    for first in 0..n.saturating_sub(1) {
        let column: Vec<f64> = (first + 1..n).map(|row| matrix[row * n + first]).collect();
        let (reflection, length) = reflection(column);
        beside[first] = length;
        if !reflection.is_empty() {
            reflect(matrix, n, first + 1, &reflection);
        }
        reflections.push(reflection);
    }
    let diagonal = (0..n).map(|row| matrix[row * n + row]).collect();
    (Tridiagonal { diagonal, beside }, reflections)
}

/// The unit vector whose reflection leaves only the first entry of a column, and that entry.
fn reflection(mut column: Vec<f64>) -> (Vec<f64>, f64) {
    if column[1..].iter().all(|cell| *cell == 0.0) {
        return (Vec::new(), column[0]);
    }
    // The sign that adds up avoids cancellation.
    let length = dot(&column, &column).sqrt().copysign(-column[0]);
    column[0] -= length;
    normalise(&mut column);
    (column, length)
}

/// `(1 − 2vvᵀ) B (1 − 2vvᵀ)` for the lower right block that starts at `from`.
fn reflect(matrix: &mut [f64], n: usize, from: usize, v: &[f64]) {
    let mut w: Vec<f64> = (from..n).map(|row| 2.0 * dot(&matrix[row * n + from..(row + 1) * n], v)).collect();
    let along = dot(&w, v);
    w.iter_mut().zip(v).for_each(|(cell, of)| *cell -= along * of);
    for (row, (v_row, w_row)) in v.iter().zip(&w).enumerate() {
        let cells = &mut matrix[(from + row) * n + from..(from + row + 1) * n];
        for ((cell, v_column), w_column) in cells.iter_mut().zip(v).zip(&w) {
            *cell -= v_row * w_column + w_row * v_column;
        }
    }
}

impl Tridiagonal {
    /// The eigenvalue with `above` larger ones.
    fn eigenvalue(&self, above: usize) -> f64 {
        let bound = self.bound();
        let (mut low, mut high) = (-bound, bound);
        loop {
            let middle = f64::midpoint(low, high);
            if middle <= low || middle >= high {
                return high;
            }
            if self.larger_than(middle) > above { low = middle } else { high = middle }
        }
    }

    /// No eigenvalue is larger (Gershgorin).
    fn bound(&self) -> f64 {
        let beside =
            |place: Option<usize>| place.and_then(|place| self.beside.get(place)).map_or(0.0, |cell| cell.abs());
        let sums = self.diagonal.iter().enumerate();
        let sums = sums.map(|(row, cell)| cell.abs() + beside(row.checked_sub(1)) + beside(Some(row)));
        sums.fold(f64::MIN_POSITIVE, f64::max) * (1.0 + 4.0 * f64::EPSILON)
    }

    /// How many eigenvalues are larger than `x`: the positive pivots of `T − x` (Sturm).
    fn larger_than(&self, x: f64) -> usize {
        let mut pivot = self.diagonal[0] - x;
        let mut positive = usize::from(pivot > 0.0);
        for (cell, beside) in self.diagonal[1..].iter().zip(&self.beside) {
            let before = if pivot == 0.0 { f64::MIN_POSITIVE } else { pivot };
            pivot = cell - x - beside * beside / before;
            positive += usize::from(pivot > 0.0);
        }
        positive
    }

    /// The vector of an eigenvalue that stands alone, by inverse iteration.
    fn eigenvector(&self, value: f64) -> Vec<f64> {
        const STEPS: usize = 4;
        /// The golden ratio's fractional multiples are never orthogonal to much.
        const GOLDEN: f64 = 0.618_033_988_749_894_9;
        let mut vector: Vec<f64> =
            (1..=self.diagonal.len()).map(|place| 0.5 + (place as f64 * GOLDEN).fract()).collect();
        for _ in 0..STEPS {
            self.solve(value, &mut vector);
            normalise(&mut vector);
        }
        vector
    }

    /// `(T − x) y = b` by elimination with row exchanges; a pivot of zero counts as the smallest that could be told from
    /// it, which is what makes the iteration grow along the eigenvector.
    fn solve(&self, x: f64, b: &mut [f64]) {
        let n = b.len();
        let least = self.bound() * f64::EPSILON;
        // The rows of the triangle: the pivot and the two cells right of it.
        let mut triangle = vec![[0.0; 3]; n];
        let beside = |place: usize| self.beside.get(place).copied().unwrap_or(0.0);
        let mut row = [self.diagonal[0] - x, beside(0), 0.0];
        for place in 0..n - 1 {
            let mut below = [self.beside[place], self.diagonal[place + 1] - x, beside(place + 1)];
            if below[0].abs() > row[0].abs() {
                std::mem::swap(&mut row, &mut below);
                b.swap(place, place + 1);
            }
            if row[0].abs() < least {
                row[0] = least;
            }
            let factor = below[0] / row[0];
            b[place + 1] -= factor * b[place];
            triangle[place] = row;
            row = [below[1] - factor * row[1], below[2] - factor * row[2], 0.0];
        }
        if row[0].abs() < least {
            row[0] = least;
        }
        triangle[n - 1] = row;
        for place in (0..n).rev() {
            let [pivot, next, after] = triangle[place];
            let known = |cell: f64, at: usize| b.get(at).map_or(0.0, |value| cell * value);
            b[place] = (b[place] - known(next, place + 1) - known(after, place + 2)) / pivot;
        }
    }
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    // Four sums side by side, because one sum would wait for itself.
    let mut sums = [0.0; 4];
    let (ones, others) = (one.chunks_exact(4), other.chunks_exact(4));
    let rest: f64 = ones.remainder().iter().zip(others.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in ones.zip(others) {
        for lane in 0..4 {
            sums[lane] += a[lane] * b[lane];
        }
    }
    sums.iter().sum::<f64>() + rest
}

fn normalise(vector: &mut [f64]) {
    let length = dot(vector, vector).sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|cell| *cell /= length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_leading_pair_of_a_matrix_worked_by_hand() {
        // Eigenvalues 3 and 1, vectors (1, 1) and (1, −1).
        let found = leading(vec![2.0, 1.0, 1.0, 2.0], 2).unwrap();
        assert!((found.value - 3.0).abs() < 1e-15 && (found.next - 1.0).abs() < 1e-15);
        assert!((found.vector[0] - found.vector[1]).abs() < 1e-15);
    }

    #[test]
    fn a_path_has_cosines_for_eigenvalues() {
        // The adjacency of a path of n nodes: 2 cos(jπ / (n + 1)), vectors sin(ijπ / (n + 1)).
        let n = 9;
        let mut matrix = vec![0.0; n * n];
        for place in 0..n - 1 {
            matrix[place * n + place + 1] = 1.0;
            matrix[(place + 1) * n + place] = 1.0;
        }
        let angle = std::f64::consts::PI / (n as f64 + 1.0);
        let found = leading(matrix, n).unwrap();
        assert!((found.value - 2.0 * angle.cos()).abs() < 1e-14);
        assert!((found.next - 2.0 * (2.0 * angle).cos()).abs() < 1e-14);
        for place in 0..n {
            let expected = ((place as f64 + 1.0) * angle).sin() / angle.sin();
            assert!((found.vector[place] / found.vector[0] - expected).abs() < 1e-13);
        }
    }

    #[test]
    fn a_full_matrix_gives_back_the_vector_it_was_made_of() {
        // A = 5 u uᵀ + 2 w wᵀ with u and w orthonormal.
        let n = 7;
        let mut u: Vec<f64> = (0..n).map(|place| 1.0 + place as f64).collect();
        normalise(&mut u);
        let mut w: Vec<f64> = (0..n).map(|place| ((place * place) as f64).cos()).collect();
        let along = dot(&u, &w);
        w.iter_mut().zip(&u).for_each(|(cell, of)| *cell -= along * of);
        normalise(&mut w);
        let matrix = (0..n * n).map(|cell| 5.0 * u[cell / n] * u[cell % n] + 2.0 * w[cell / n] * w[cell % n]).collect();
        let found = leading(matrix, n).unwrap();
        assert!((found.value - 5.0).abs() < 1e-14 && (found.next - 2.0).abs() < 1e-14);
        assert!((dot(&found.vector, &u).abs() - 1.0).abs() < 1e-15);
    }

    #[test]
    fn one_row_and_none() {
        assert_eq!(leading(vec![4.0], 1).unwrap().vector, [1.0]);
        assert_eq!(leading(Vec::new(), 0), None);
    }
}
