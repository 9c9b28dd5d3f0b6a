//! Rows in BACI's layout: sorted, numbers padded with blanks, quantities missing here and there. The same rows every
//! time.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use tradeproof::model::Economy;

/// How many economies BACI has.
const ECONOMIES: usize = 226;
/// How many products the Harmonised System of 2022 has.
const PRODUCTS: u64 = 5_600;

/// Writes a file of so many rows.
pub fn write(path: &Path, rows: usize) -> std::io::Result<()> {
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path)?);
    writeln!(file, "t,i,j,k,v,q")?;
    let economies = economies();
    let pairs = (ECONOMIES * ECONOMIES) as u64;
    let mut random = Random(20_240_101);
    let mut written = 0;
    for pair in 0..pairs {
        let of = |place: u64| economies[place as usize % ECONOMIES];
        let (exporter, importer) = (of(pair / ECONOMIES as u64), of(pair));
        // Every pair gets its part of the rows that are left, the last one the rest.
        let left = rows - written;
        let products = ((left as u64).div_ceil(pairs - pair)).min(PRODUCTS);
        let step = PRODUCTS / products.max(1);
        for product in 0..products {
            let code = 10_121 + (product * step + random.below(step.max(1))) * 170;
            let value = random.skewed();
            let quantity = random.skewed();
            write!(file, "2022,{exporter},{importer},{code:06},{:>9}.{:03},", value / 1000, value % 1000)?;
            match random.below(33) {
                0 => writeln!(file, "{:>13}", "NA")?,
                _ => writeln!(file, "{:>9}.{:03}", quantity / 1000, quantity % 1000)?,
            }
        }
        written += products as usize;
    }
    file.flush()
}

/// Numbers that the reader knows, each of another economy and none of a group: BACI has none.
fn economies() -> Vec<u16> {
    let mut known = BTreeSet::new();
    let mut alone = |number: u16| {
        let economy = Economy::from_numeric(number).filter(|economy| !economy.is_group() && !economy.is_world());
        economy.is_some_and(|economy| known.insert(economy.code()))
    };
    (1..1000).filter(|number| alone(*number)).take(ECONOMIES).collect()
}

/// A linear congruential generator (Knuth's MMIX), good enough to spread digits.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// Thousandths, small ones more often than large ones.
    fn skewed(&mut self) -> u64 {
        let digits = self.below(8) as u32;
        self.below(10_u64.pow(digits + 1))
    }
}
