//! Published results: the world's trade of 1998–2000 and what packages for economic complexity make of it, and trade by
//! section. The files are read beside the checkout; where they are not there, the tests say so and a case that is worked
//! out by hand (`metrics_structure.rs`) stands for them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use assert_cmd::Command;
use tradeproof::metrics::complexity::{self, Complexity, Presence};

/// The lines of an oracle below its heading, as fields without quotation marks.
fn oracle(name: &str) -> Option<Vec<Vec<String>>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/oracles").join(name);
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return None;
    };
    let fields = |line: &str| line.split(',').map(|field| field.trim_matches('"').to_owned()).collect();
    Some(text.lines().skip(1).map(fields).collect())
}

/// Economies by products.
struct Matrix {
    economies: Vec<String>,
    products: Vec<String>,
    values: Vec<i64>,
}

impl Matrix {
    /// Of rows that hold an economy, a product and a value, some of them as `2e+05`.
    fn of(cells: impl Iterator<Item = (String, String, String)>) -> Self {
        let cells: Vec<_> = cells.collect();
        let labels = |label: &dyn Fn(&(String, String, String)) -> String| -> Vec<String> {
            cells.iter().map(label).collect::<BTreeSet<_>>().into_iter().collect()
        };
        let (economies, products) = (labels(&|cell| cell.0.clone()), labels(&|cell| cell.1.clone()));
        let mut values = vec![0; economies.len() * products.len()];
        for (economy, product, value) in &cells {
            let (row, column) = (economies.binary_search(economy).unwrap(), products.binary_search(product).unwrap());
            values[row * products.len() + column] = value.parse::<f64>().unwrap() as i64;
        }
        Self { economies, products, values }
    }

    fn world() -> Option<Self> {
        let rows = oracle("world_trade_1998_2000.csv")?;
        Some(Self::of(rows.into_iter().map(|row| (row[0].clone(), row[1].clone(), row[2].clone()))))
    }

    fn presence(&self) -> Presence {
        Presence::of_values(&self.values, self.products.len())
    }
}

/// The largest difference from an oracle, in parts of the expected where that is larger than one.
fn furthest(labels: &[String], found: &[f64], expected: &[Vec<String>]) -> f64 {
    assert_eq!(labels.len(), expected.len());
    let difference = |row: &Vec<String>| {
        let value: f64 = row[1].parse().unwrap();
        (found[labels.binary_search(&row[0]).unwrap()] - value).abs() / value.abs().max(1.0)
    };
    expected.iter().map(difference).fold(0.0, f64::max)
}

#[test]
fn who_has_an_advantage_in_the_world_of_1998_2000() {
    let (Some(world), Some(expected)) = (Matrix::world(), oracle("world_trade_1998_2000_balassa.csv")) else { return };
    assert_eq!((world.economies.len(), world.products.len()), (226, 785));
    let cells: BTreeSet<(usize, usize)> =
        expected.iter().map(|row| (row[0].parse().unwrap(), row[1].parse().unwrap())).collect();
    assert_eq!(cells.len(), 31_951);
    let presence = world.presence();
    let rca = complexity::rca(&world.values, 785);
    for economy in 0..226 {
        for product in 0..785 {
            assert_eq!(presence.has(economy, product), cells.contains(&(economy, product)));
            let ratio = rca[economy * 785 + product];
            assert!((ratio - 1.0).abs() < 1e-12 || (ratio >= 1.0) == presence.has(economy, product));
        }
    }
}

#[test]
fn the_complexity_of_the_world_of_1998_2000() {
    let (Some(world), Some(expected)) = (Matrix::world(), oracle("expected_eci_eigenvector.csv")) else { return };
    let presence = world.presence();
    let found = complexity::eigenvector(&presence).unwrap();
    // The oracle is printed with twelve decimals.
    assert!(furthest(&world.economies, &found.economies, &expected) < 1e-12);
    let of = |code: &str| found.economies[world.economies.binary_search(&code.to_owned()).unwrap()];
    for (code, printed) in [("sgs", 2.3399), ("jpn", 2.2626), ("gbr", 1.9242), ("deu", 1.8844)] {
        assert!((of(code) - printed).abs() < 5e-5, "{code}");
    }
    assert!(means_of_products(&presence, &found) < 1e-12);
    // Twenty reflections have all but arrived where the eigenvector is.
    let reflected = complexity::reflections(&presence).unwrap();
    let apart = reflected.economies.iter().zip(&found.economies).map(|(one, other)| (one - other).abs());
    assert!(apart.fold(0.0, f64::max) < 0.05);
}

/// How far any economy's index is from the mean of its products'.
fn means_of_products(presence: &Presence, found: &Complexity) -> f64 {
    let apart = |economy: usize| {
        let held = presence.held(economy);
        let mean = held.iter().map(|product| found.products[*product as usize]).sum::<f64>() / held.len() as f64;
        (mean - found.economies[economy]).abs()
    };
    (0..presence.economies()).map(apart).fold(0.0, f64::max)
}

#[test]
fn the_fitness_of_the_world_of_1998_2000() {
    let (Some(world), Some(economies), Some(products)) =
        (Matrix::world(), oracle("expected_fitness_country.csv"), oracle("expected_fitness_product.csv"))
    else {
        return;
    };
    let found = complexity::fitness(&world.presence()).unwrap();
    assert!(furthest(&world.economies, &found.economies, &economies) < 1e-13);
    assert!(furthest(&world.products, &found.products, &products) < 1e-13);
    let of = |code: &str| found.economies[world.economies.binary_search(&code.to_owned()).unwrap()];
    for (code, printed) in [("deu", 3.8129), ("esp", 3.3597), ("ita", 3.2341)] {
        assert!((of(code) - printed).abs() < 5e-5, "{code}");
    }
}

/// Who has an advantage among ten European economies in thirty HS headings of 1995, as the exports in the test data of
/// Harvard's package (github.com/cid-harvard/py-ecomplexity, tests/fixtures) have it.
const EUROPE: [&str; 10] = [
    "...1...11...11.111..11.11.1.1.",
    "1111111..11...11.1.1111.......",
    "11.1.1.11.11.1..1....1111.1.1.",
    ".....111.11.11.11..1...1.1111.",
    "1.111......11.1.......11...1.1",
    "1..11.1..11.11.1..111.1111....",
    "1111.1111.111...111.1..1.1111.",
    "........1.....111.1.....11.1.1",
    "1...1.........1..11.1........1",
    ".....1..111..11...1.111.111..1",
];

#[test]
fn harvards_conventions() {
    let presence = Presence::of(10, 30, |economy, product| EUROPE[economy].as_bytes()[product] == b'1');
    let found = complexity::eigenvector(&presence).unwrap();
    let proximity = complexity::proximity(&presence);
    let density = complexity::density(&presence, &proximity);
    let outlook = complexity::outlook(&presence, &proximity, &density, &found);
    // stata_single_year_1995.csv there: Austria, Belgium-Luxembourg, Germany, Denmark; headings 1704, 1806, 3917, 9403.
    for (found, expected) in
        [(density[0], 0.4625), (density[1], 0.483_619_344_773_791), (density[119], 0.352_297_592_997_811_8)]
    {
        assert!((found - expected).abs() < 1e-14, "{found} {expected}");
    }
    // Stata divides by the standard deviation of a sample of all 300 rows, this library by that of the population.
    let sample = (299.0_f64 / 300.0).sqrt();
    for (found, expected) in [
        (found.economies[0], 1.073_207_217_992_253),
        (found.economies[1], -0.315_976_463_455_993_2),
        (found.economies[3], 1.200_861_157_616_729),
        (found.products[0], -1.470_491_886_427_003),
        (found.products[29], -3.434_600_369_331_548),
        (outlook.index[0], -0.994_012_172_886_750_1),
        (outlook.index[4], 1.155_769_407_885_882),
        (outlook.gain[0], -0.624_818_146_947_002_9),
        (outlook.gain[37], 0.576_181_467_003_489_8),
        (outlook.gain[119], -0.641_115_791_484_477_7),
    ] {
        assert!((found * sample - expected).abs() < 1e-13, "{found} {expected}");
    }
}

#[test]
fn the_world_of_1998_2000_from_the_command_line() {
    let (Some(rows), Some(expected)) = (oracle("world_trade_1998_2000.csv"), oracle("expected_eci_eigenvector.csv"))
    else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let (figures, result) = (folder.path().join("world.csv"), folder.path().join("result.csv"));
    let mut text = "reporter,partner,flow,product,period,value,unit\n".to_owned();
    for row in &rows {
        let value = row[2].parse::<f64>().unwrap();
        writeln!(text, "{},World,export,{},1998..2000,{value},USD", row[0], row[1]).unwrap();
    }
    std::fs::write(&figures, text).unwrap();
    let mut command = Command::cargo_bin("tradeproof").unwrap();
    command.arg("summary").arg(&figures).args(["--metric", "eci", "-o"]).arg(&result);
    command.assert().success();
    let text = std::fs::read_to_string(&result).unwrap();
    let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split(',').collect()).collect();
    // Codes that ISO has withdrawn stand as UN numbers.
    let withdrawn: BTreeMap<&str, &str> = [("ant", "530"), ("rom", "ROU"), ("scg", "891")].into();
    for row in &expected {
        let code = withdrawn.get(row[0].as_str()).map_or_else(|| row[0].to_uppercase(), |code| (*code).to_owned());
        let found = rows.iter().find(|found| found[0] == code);
        let found = found.unwrap_or_else(|| panic!("{code} is not there"));
        let (found, expected): (f64, f64) = (found[5].parse().unwrap(), row[1].parse().unwrap());
        assert!((found - expected).abs() < 5e-10, "{code}");
    }
}

#[test]
fn advantage_by_section() {
    let Some(rows) = oracle("datawheel_fixture_exports.csv") else { return };
    let cells = rows.iter().map(|row| (row[1].clone(), row[row.len() - 2].clone(), row[0].clone()));
    let trade = Matrix::of(cells);
    let section = trade.products.binary_search(&"1".to_owned()).unwrap();
    let rca = complexity::rca(&trade.values, trade.products.len());
    let of_section: Vec<f64> = rca.chunks_exact(trade.products.len()).map(|row| row[section]).collect();
    let mean = of_section.iter().sum::<f64>() / of_section.len() as f64;
    let largest = of_section.iter().copied().fold(0.0, f64::max);
    assert!((largest - 47.724_923).abs() < 5e-7, "{largest}");
    assert!((mean - 3.484_895).abs() < 5e-7, "{mean}");
}
