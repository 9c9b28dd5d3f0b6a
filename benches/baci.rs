//! A year of BACI, eleven million rows in the official layout, read and reduced to a country × product cube: time and
//! memory of this library, and of Python Polars and DuckDB on the same file where they are installed.
//!
//! `cargo bench --bench baci`; `ROWS=1000000 cargo bench --bench baci` for a smaller file, and
//! `cargo bench --bench baci -- --write FILE` to keep the file.

#[path = "baci/layout.rs"]
mod layout;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use tradeproof::model::Kind;
use tradeproof::sources::scan::Cube;
use tradeproof::summary::{self, Question};

/// As many as BACI's year 2022 has.
const ROWS: usize = 11_300_000;
/// Each contender runs as often, in turn with the others; the fastest and the median run are shown.
const RUNS: usize = 5;

/// The same reduction in Python Polars, streaming; it prints the groups and the total in thousand dollars.
const POLARS: &str = "
import sys, polars as pl
number = lambda name: pl.col(name).str.strip_chars().cast(pl.Float64, strict=False)
frame = (pl.scan_csv(sys.argv[1], schema_overrides={'k': pl.String, 'v': pl.String, 'q': pl.String})
    .group_by('i', 'k').agg(number('v').sum(), number('q').sum()).collect(engine='streaming'))
print(frame.height, round(frame['v'].sum()))
";

/// Balassa's index of every exporter and product from the same file; it prints the rows and how many have an advantage.
const POLARS_RCA: &str = "
import sys, polars as pl
cube = (pl.scan_csv(sys.argv[1], schema_overrides={'k': pl.String, 'v': pl.String, 'q': pl.String})
    .group_by('i', 'k').agg(pl.col('v').str.strip_chars().cast(pl.Float64, strict=False).sum()).collect(engine='streaming'))
v = pl.col('v')
rca = cube.with_columns(rca=(v / v.sum().over('i')) / (v.sum().over('k') / v.sum()))
print(rca.height, (rca['rca'] >= 1).sum())
";

/// The same reduction in DuckDB.
const DUCKDB: &str = "
import sys, duckdb
types = {'t': 'INT', 'i': 'INT', 'j': 'INT', 'k': 'VARCHAR', 'v': 'VARCHAR', 'q': 'VARCHAR'}
frame = duckdb.sql(f'''select i, k, sum(cast(trim(v) as double)) v, sum(try_cast(trim(q) as double)) q
    from read_csv('{sys.argv[1]}', header=true, columns={types}) group by i, k''').fetchnumpy()
print(len(frame['i']), round(frame['v'].sum()))
";

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.iter().position(|argument| argument.starts_with("--")).map(|place| &arguments[place..]) {
        Some([option, file, ..]) if option == "--cube" => cube(Path::new(file)),
        Some([option, file, ..]) if option == "--rca" => rca(Path::new(file)),
        Some([option, file, ..]) if option == "--write" => layout::write(Path::new(file), rows()).expect("written"),
        _ => compare(),
    }
}

fn rows() -> usize {
    std::env::var("ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(ROWS)
}

/// What a contender's process does; prints the groups and the total in thousand dollars.
fn cube(file: &Path) {
    let loaded = tradeproof::sources::load(file).expect("the file is in the official layout");
    let wanted = Cube::new(Kind::Trade).by(&["reporter", "product"]);
    let frame = loaded.tidy.cube(&wanted).expect("the figures add up").collect().expect("a frame");
    let total: i64 =
        frame.column("value_minor").and_then(|column| Ok(column.i64()?.iter().flatten().sum())).expect("sums");
    println!("{} {}", frame.height(), (total as f64 / 100_000.0).round());
}

/// As [`POLARS_RCA`].
fn rca(file: &Path) {
    let loaded = tradeproof::sources::load(file).expect("the file is in the official layout");
    let question = Question {
        metrics: vec!["rca".to_owned()],
        by: vec!["reporter".to_owned(), "product".to_owned()],
        ..Question::default()
    };
    let frame = summary::derive(&loaded, &question).expect("an answer").frame().expect("a frame");
    let values = frame.column("value").and_then(|column| Ok(column.f64()?.clone())).expect("values");
    let advantages = values.iter().flatten().filter(|value| *value >= 1.0).count();
    println!("{} {advantages}", frame.height());
}

fn compare() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("BACI_HS22_Y2022_V202401b.csv");
    layout::write(&file, rows()).expect("written");
    let size = std::fs::metadata(&file).expect("written").len();
    println!(
        "{} rows, {} MB, {} processors",
        rows(),
        size / 1_000_000,
        std::thread::available_parallelism().map_or(1, usize::from)
    );
    let this = std::env::current_exe().expect("a program");
    let python = |script: &str| vec![PathBuf::from("python3"), "-c".into(), script.into(), file.clone()];
    let own = |task: &str| vec![this.clone(), task.into(), file.clone()];
    println!("\ncountry × product cube; prints groups and total");
    race(&[("tradeproof", own("--cube")), ("Python Polars", python(POLARS)), ("DuckDB", python(DUCKDB))]);
    println!("\nrevealed comparative advantage; prints rows and advantages");
    race(&[("tradeproof", own("--rca")), ("Python Polars", python(POLARS_RCA))]);
}

/// Runs the contenders in turn and shows what each took.
fn race(contenders: &[(&str, Vec<PathBuf>)]) {
    let mut results: Vec<(&str, Vec<Run>)> = contenders.iter().map(|(name, _)| (*name, Vec::new())).collect();
    // The first round only warms the page cache.
    for round in 0..=RUNS {
        for ((_, command), (_, runs)) in contenders.iter().zip(&mut results) {
            let run = measured(command);
            if round > 0 {
                runs.extend(run);
            }
        }
    }
    for (name, mut runs) in results {
        runs.sort_by(|one, other| one.seconds.total_cmp(&other.seconds));
        match runs.get(runs.len() / 2) {
            None => println!("{name:<14} not installed"),
            Some(median) => println!(
                "{name:<14} fastest {:.2} s, median {:.2} s, peak memory {} MB, prints {}",
                runs[0].seconds,
                median.seconds,
                median.peak_kb / 1000,
                median.printed
            ),
        }
    }
}

/// One run of a process from start to end.
struct Run {
    seconds: f64,
    peak_kb: u64,
    printed: String,
}

/// Runs a command; the peak of its memory is what its process says of itself while it lives.
fn measured(command: &[PathBuf]) -> Option<Run> {
    let started = Instant::now();
    let mut child = Command::new(&command[0])
        .args(&command[1..])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .ok()?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak_kb = 0;
    let code = loop {
        peak_kb = peak(&status).unwrap_or(peak_kb).max(peak_kb);
        if let Some(code) = child.try_wait().ok()? {
            break code;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    };
    let seconds = started.elapsed().as_secs_f64();
    let mut printed = String::new();
    std::io::Read::read_to_string(&mut child.stdout.take()?, &mut printed).ok()?;
    code.success().then(|| Run { seconds, peak_kb, printed: printed.trim().to_owned() })
}

/// The largest resident memory so far, where the system tells (Linux).
fn peak(status: &str) -> Option<u64> {
    let text = std::fs::read_to_string(status).ok()?;
    let line = text.lines().find(|line| line.starts_with("VmHWM"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
