//! A cube: the figures that a question needs, added up over everything it does not tell apart.
//!
//! The description is typed and knows no engine. The embedded engine runs it on batches; another one can turn it into
//! a query.

use polars::prelude::{DataType, Expr, LazyFrame, col, lit};

use crate::model::Kind;
use crate::model::schema::{CURRENCY, PERIOD, PERIOD_END, PERIOD_START, PRODUCT, PRODUCT_LEVEL, QUANTITY_UNIT};

use super::sums::{LARGEST, QUANTITIES, SUMMED};

/// What is wanted of the figures.
///
/// ```
/// use tradeproof::model::Kind;
/// use tradeproof::sources::scan::Cube;
/// let cube = Cube::new(Kind::Trade).by(&["product"]);
/// // Exports and imports, and two reporters, are never added up.
/// assert_eq!(cube.dimensions(), ["reporter", "flow", "product"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cube {
    kind: Kind,
    by: Vec<String>,
    filters: Vec<Filter>,
    quantities: bool,
}

/// Figures that have one of these values in a column, or none of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    pub column: &'static str,
    /// As they stand in tidy frames.
    pub values: Vec<String>,
    /// Whether figures with these values are left out.
    pub excludes: bool,
}

impl Filter {
    /// The condition on a tidy frame.
    pub fn condition(&self) -> Expr {
        let one = |value: &String| col(self.column).cast(DataType::String).eq(lit(value.clone()));
        let any = self.values.iter().map(one).reduce(Expr::or).unwrap_or_else(|| lit(false));
        if self.excludes { any.not() } else { any }
    }
}

impl Cube {
    /// All figures of a kind, added up over everything that may be.
    #[must_use]
    pub fn new(kind: Kind) -> Self {
        Self { kind, by: Vec::new(), filters: Vec::new(), quantities: true }
    }

    /// Told apart by these dimensions too.
    #[must_use]
    pub fn by<T: AsRef<str>>(mut self, dimensions: &[T]) -> Self {
        self.by.extend(dimensions.iter().map(|name| name.as_ref().to_owned()));
        self
    }

    /// Only of figures with one of these values.
    #[must_use]
    pub fn filtered_by(mut self, filters: Vec<Filter>) -> Self {
        self.filters.extend(filters);
        self
    }

    /// Values alone: weights and quantities are not added up, and no row is kept apart for its unit.
    #[must_use]
    pub fn without_quantities(mut self) -> Self {
        self.quantities = false;
        self
    }

    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    #[must_use]
    pub fn filters(&self) -> &[Filter] {
        &self.filters
    }

    /// The dimensions told apart: those asked for and those in which nothing is ever added up.
    #[must_use]
    pub fn dimensions(&self) -> Vec<&'static str> {
        let kept = self.kind.kept_apart();
        let told = |name: &&&'static str| kept.contains(*name) || self.by.iter().any(|by| by == *name);
        self.kind.dimensions().iter().filter(told).copied().collect()
    }

    /// The columns by which a scan that is made of parts in `parts_only` is grouped: in every other dimension totals
    /// stand beside parts, and the guard needs to see them.
    #[must_use]
    pub fn keys(&self, parts_only: &[&str]) -> Vec<&'static str> {
        let told = self.dimensions();
        let needed = |name: &&&'static str| told.contains(*name) || !parts_only.contains(*name);
        let mut keys: Vec<&'static str> = self.kind.dimensions().iter().filter(needed).copied().collect();
        if self.kind == Kind::Trade {
            keys.push(PRODUCT_LEVEL);
        }
        keys.extend((self.kind == Kind::Trade && self.quantities).then_some(QUANTITY_UNIT));
        keys.extend([PERIOD, PERIOD_START, PERIOD_END, CURRENCY]);
        keys.extend(self.kind.attributes());
        keys
    }

    /// The measures of which sums are made: those that are [added up](SUMMED), then those of which the [largest](LARGEST)
    /// stays.
    #[must_use]
    pub fn measures(&self) -> Vec<&'static str> {
        let schema = crate::model::schema::tidy(self.kind);
        let wanted = |name: &&&'static str| schema.contains(name) && (self.quantities || !QUANTITIES.contains(*name));
        SUMMED.iter().chain(&LARGEST).filter(wanted).copied().collect()
    }

    /// The dimensions that are added up over.
    #[must_use]
    pub fn added_over(&self, parts_only: &[&str]) -> Vec<&'static str> {
        let keys = self.keys(parts_only);
        self.kind.dimensions().iter().filter(|name| !keys.contains(name)).copied().collect()
    }

    /// The figures of a tidy frame that pass the filters.
    pub fn filtered(&self, frame: LazyFrame) -> LazyFrame {
        match self.filters.iter().map(Filter::condition).reduce(Expr::and) {
            Some(condition) => frame.filter(condition),
            None => frame,
        }
    }

    /// Whether products are told apart.
    #[must_use]
    pub fn tells_products(&self) -> bool {
        self.dimensions().contains(&PRODUCT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schema::{ULP_MINOR, VALUE_MINOR, WEIGHT_G};

    #[test]
    fn a_cube_of_values_asks_for_no_weight_and_keeps_no_unit_apart() {
        let cube = Cube::new(Kind::Trade);
        assert!(cube.measures().contains(&WEIGHT_G) && cube.keys(&[]).contains(&QUANTITY_UNIT));
        let values = cube.without_quantities();
        assert!(!values.measures().contains(&WEIGHT_G) && !values.keys(&[]).contains(&QUANTITY_UNIT));
        assert!(values.measures().starts_with(&[VALUE_MINOR, ULP_MINOR]));
    }
}
