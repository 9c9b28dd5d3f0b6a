//! Exports and imports of the same products side by side, for measures of two-way trade.

use polars::prelude::{LazyFrame, PolarsError, col, lit};

use crate::model::Why;
use crate::model::schema::{FLOW, PRODUCT};

use super::metric::Request;
use super::panel::{Panel, products};
use super::reduce::reduce;

/// A reporter that sells and buys the same things, and others.
pub const FIGURES: &str = "reporter,partner,flow,product,period,value,unit\n\
    DEU,World,export,30,2017,60,USD million\n\
    DEU,World,export,87,2017,140,USD million\n\
    DEU,World,import,27,2017,50,USD million\n\
    DEU,World,import,30,2017,20,USD million\n\
    DEU,World,import,87,2017,30,USD million\n";

/// Of every measure.
pub const NOTES: &str = "X and M are the flows export and import as the source states them. A product that is listed in one \
    flow only is not traded in the other one; where the period has no such flow at all, there is no result \
    (value_missing). A product with a figure that is confidential, missing or negative is left out of all sums, and the \
    unit says how many are. The finer the products, the less trade is two-way: compare results of one level only.";

const EXPORT: &str = "export";
const IMPORT: &str = "import";

/// What one reporter trades both ways in a period.
pub struct TwoWay {
    /// Flows by products.
    pub panel: Panel,
    /// The products that are not known, and why.
    pub left_out: Vec<(String, Why)>,
    /// The sums of all known products.
    pub exports: i128,
    pub imports: i128,
    rows: Option<(usize, usize)>,
}

impl TwoWay {
    /// The known part of a matrix, but for some more products.
    fn of(panel: &Panel) -> Self {
        let (panel, cells) = panel.known();
        let rows = panel.row_of(EXPORT).zip(panel.row_of(IMPORT));
        let totals = panel.totals().rows;
        let total = |row: Option<usize>| row.map_or(0, |row| totals[row]);
        Self {
            left_out: products(&cells),
            exports: total(panel.row_of(EXPORT)),
            imports: total(panel.row_of(IMPORT)),
            rows,
            panel,
        }
    }

    /// Exports and imports of a product.
    ///
    /// # Errors
    /// When one of the flows is not in the data at all.
    pub fn pair(&self, column: usize) -> Result<(i128, i128), Why> {
        let (exports, imports) = self.rows.ok_or(Why::ValueMissing)?;
        Ok((i128::from(self.panel.value(exports, column)), i128::from(self.panel.value(imports, column))))
    }

    /// Exports and imports of all products.
    ///
    /// # Errors
    /// As [`pair`](Self::pair).
    pub fn pairs(&self) -> Result<Vec<(i128, i128)>, Why> {
        self.rows.ok_or(Why::ValueMissing)?;
        (0..self.panel.columns.len()).map(|column| self.pair(column)).collect()
    }

    /// Exports and imports of a product by its code; none of a product that is not listed.
    ///
    /// # Errors
    /// As [`pair`](Self::pair), or when the product is not known.
    pub fn pair_of(&self, product: &str) -> Result<(i128, i128), Why> {
        if let Some((_, why)) = self.left_out.iter().find(|(unknown, _)| unknown == product) {
            return Err(*why);
        }
        match self.panel.columns.binary_search_by(|column| column.as_str().cmp(product)) {
            Ok(column) => self.pair(column),
            Err(_) => self.rows.map(|_| (0, 0)).ok_or(Why::ValueMissing),
        }
    }
}

/// The matrices of exports and imports by product, told apart by all else.
pub fn all(frame: LazyFrame, request: &Request) -> Result<Vec<TwoWay>, PolarsError> {
    let detailed = request.in_detail(&[PRODUCT]);
    let both = col(FLOW).eq(lit(EXPORT)).or(col(FLOW).eq(lit(IMPORT)));
    let reduced = reduce(frame, &detailed).filter(both);
    let panels = Panel::all(reduced, &detailed.series_besides(&[FLOW, PRODUCT]), FLOW, PRODUCT)?;
    Ok(panels.iter().map(TwoWay::of).collect())
}
