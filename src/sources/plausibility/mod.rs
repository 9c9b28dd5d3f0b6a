//! Figures that can hardly be right: counted and named, never corrected.
//!
//! Official files hold weights that overflowed, weights in the wrong unit, values that were put where the weight
//! belongs, and figures that were carried forward. Nothing here changes a figure; `inspect` shows what was found.
//!
//! Unit values are compared within one product, flow and currency, on the scale of powers of ten. A row stands out when
//! its unit value is off the median by more than a factor of 100 *and* by more than four robust standard deviations
//! (1.4826 times the median absolute deviation). Units are mistaken by factors of 1,000 (grams, kilograms, tonnes), while
//! the prices of one product rarely differ a hundredfold; where they do, as in a chapter of many goods, the deviation is
//! wide and moves the threshold. Medians are counted in bins of a twentieth of a power of ten, so that memory depends on
//! the products of a file and not on its rows.

mod codes;
mod repeated;
mod unit_values;

use polars::prelude::{DataFrame, PolarsResult};

use crate::model::schema::{CURRENCY, FLOW, Kind, PRODUCT, ROW, VALUE_MINOR, WEIGHT_G};
use crate::model::{Currency, quantity};

use super::audit::counted;
use codes::Codes;
pub use repeated::repeated;
use unit_values::UnitValues;

/// What stands out in trade, batch by batch.
#[derive(Default)]
pub struct Plausibility {
    products: Codes,
    flows: Codes,
    currencies: Codes,
    /// Of each currency, its unit in the smallest unit.
    ones: Vec<i64>,
    unit_values: UnitValues,
    /// Rows that have a figure and a weight.
    weighed: usize,
    overflowed: Found,
    at_limits: Found,
    equal: Found,
}

/// One row with a figure and a weight.
#[derive(Debug, Clone, Copy)]
struct Weighed {
    line: i64,
    value_minor: i64,
    weight_g: i64,
}

/// Rows that stand out for one reason.
#[derive(Default)]
struct Found {
    rows: usize,
    first: Vec<String>,
}

impl Found {
    const SHOWN: usize = 3;

    fn add(&mut self, said: impl FnOnce() -> String) {
        self.rows += 1;
        if self.first.len() < Self::SHOWN {
            self.first.push(said());
        }
    }

    fn doubt(&self, what: &str) -> Option<String> {
        let more = if self.rows > self.first.len() { "; …" } else { "" };
        (self.rows > 0).then(|| format!("{what} in {}: {}{more}", counted(self.rows), self.first.join("; ")))
    }
}

/// Where whole numbers of 32 bits end, and where floats of single precision no longer hold every whole number.
const LIMITS: [i64; 5] = [(1 << 31) - 1, 1 << 31, (1 << 32) - 1, 1 << 32, 1 << 24];

/// A billion kilograms: what is heavier and costs less than a tenth of a cent a kilogram is no trade.
const HEAVY_G: i64 = 1_000_000_000_000;
/// Ten billion tonnes: as much as all ships of the world carry in a year.
const HEAVIEST_G: i64 = 10_000_000_000_000_000;

/// Figures below are too often equal to their weight by chance.
const EQUAL_FROM: i64 = 10_000;

impl Plausibility {
    /// The columns that a batch needs.
    pub const WANTED: [&'static str; 6] = [ROW, PRODUCT, FLOW, CURRENCY, VALUE_MINOR, WEIGHT_G];

    /// Looks at one batch of trade, whose products may stand as numbers.
    ///
    /// # Errors
    /// When a column is not there.
    pub fn add(&mut self, batch: &DataFrame) -> PolarsResult<()> {
        let weights = batch.column(WEIGHT_G)?.i64()?;
        if weights.null_count() == weights.len() {
            return Ok(());
        }
        let values = batch.column(VALUE_MINOR)?.i64()?;
        let lines = batch.column(ROW)?.i64()?;
        let products = self.products.of(batch.column(PRODUCT)?)?;
        let flows = self.flows.of(batch.column(FLOW)?)?;
        let currencies = self.currencies.of(batch.column(CURRENCY)?)?;
        let one = |code: &str| 10_i64.pow(code.parse::<Currency>().map_or(2, Currency::exponent));
        self.ones = self.currencies.texts().map(one).collect();
        let cells = values.iter().zip(weights.iter()).zip(lines.iter());
        for (place, ((value, weight), line)) in cells.enumerate() {
            let (Some(value_minor), Some(weight_g)) = (value, weight) else { continue };
            if value_minor <= 0 || weight_g <= 0 {
                continue;
            }
            let row = Weighed { line: line.unwrap_or_default(), value_minor, weight_g };
            self.look(row, [products[place], flows[place], currencies[place]]);
        }
        Ok(())
    }

    fn look(&mut self, row: Weighed, [product, flow, currency]: [u32; 3]) {
        let one = self.ones.get(currency as usize).copied().unwrap_or(100);
        let told = || row.told(one, self.currencies.text(currency));
        self.weighed += 1;
        let per_kg = row.value_minor as f64 / one as f64 / (row.weight_g as f64 / 1000.0);
        if row.weight_g > HEAVIEST_G || row.weight_g > HEAVY_G && per_kg < 1e-3 {
            self.overflowed.add(told);
            return;
        }
        let whole = |number: i64, one: i64| (number % one == 0).then_some(number / one);
        let (kilograms, units) = (whole(row.weight_g, 1000), whole(row.value_minor, one));
        if [kilograms, units].iter().flatten().any(|number| LIMITS.contains(number)) {
            self.at_limits.add(told);
        }
        if kilograms.is_some() && kilograms == units && units >= Some(EQUAL_FROM) {
            self.equal.add(told);
        }
        self.unit_values.add([product, flow, currency], per_kg, row);
    }

    /// What stands out, a line a reason; `product` spells the numbers that products stand as.
    #[must_use]
    pub fn doubts(&self, product: impl Fn(u32) -> String) -> Vec<String> {
        let mut doubts = Vec::new();
        doubts.extend(self.overflowed.doubt("net weights that no trade reaches, overflowed or in a wrong unit,"));
        doubts.extend(self.at_limits.doubt("numbers at the limit of what 32 bits or single precision hold"));
        // By chance, one row in ten thousand has a weight equal to a figure of five digits or more.
        if self.equal.rows * 10_000 > self.weighed * 3 {
            doubts.extend(self.equal.doubt("figures equal to their net weight, one of the two perhaps copied,"));
        }
        let product =
            |number| if self.products.is_numbered() { product(number) } else { self.products.text(number).to_owned() };
        doubts.extend(self.unit_values.doubts(
            product,
            |number| self.flows.text(number),
            |number| self.currencies.text(number),
        ));
        doubts
    }
}

impl Weighed {
    /// `line 5: 920000000000000 kg for 200 USD`.
    fn told(self, one: i64, currency: &str) -> String {
        let kilograms = quantity::print(self.weight_g);
        format!("line {}: {kilograms} kg for {} {currency}", self.line, self.value_minor / one)
    }
}

/// What stands out in a frame that is held, of whatever kind.
///
/// # Errors
/// When the frame is not under the schema of its kind.
pub fn of_held(kind: Kind, frame: &DataFrame) -> PolarsResult<Vec<String>> {
    let mut doubts = Vec::new();
    if kind == Kind::Trade {
        let mut plausibility = Plausibility::default();
        plausibility.add(frame)?;
        doubts = plausibility.doubts(|number| number.to_string());
    }
    if matches!(kind, Kind::Trade | Kind::Investment) {
        doubts.extend(repeated(kind, frame)?);
    }
    Ok(doubts)
}
