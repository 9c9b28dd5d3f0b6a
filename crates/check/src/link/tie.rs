//! How figures are tied: with which sign, and how surely.

/// A figure with the sign that the words around it give it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signed {
    pub figure: usize,
    pub negative: bool,
}

impl Signed {
    #[must_use]
    pub fn plus(figure: usize) -> Self {
        Self { figure, negative: false }
    }
}

/// How surely the figures belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// Only their flows and the arithmetic tie them: such a claim is made when it holds and could easily have failed.
    Fitting,
    /// Only their being near and fitting ties them: such a claim can hold, never fail.
    Inferred,
    /// The text ties them.
    Stated,
}
