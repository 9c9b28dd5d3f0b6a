//! Official formats as whole commands, from the start of the process to its end: this program, Python Polars and DuckDB
//! doing the same sum on the same file, in turn.
//!
//! `cargo bench --bench formats`; `ROWS=10000000` for a larger file, `PYTHON=…/bin/python` for the one that has the peers,
//! and `cargo bench --bench formats -- --write FILE` to keep the file.

#[path = "formats/comtrade.rs"]
mod comtrade;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

const ROWS: usize = 1_000_000;
/// Each contender runs as often, in turn with the others; the median is shown.
const RUNS: usize = 5;

/// Dollars by reporter, partner, flow and period, World left out; prints the groups and the total.
const POLARS: &str = "
import sys, polars as pl
frame = (pl.scan_csv(sys.argv[1], schema_overrides={'cmdCode': pl.String, 'customsCode': pl.String})
    .filter((pl.col('partnerCode') != 0) & (pl.col('motCode') == 0) & (pl.col('partner2Code') == 0)
        & (pl.col('customsCode') == 'C00') & (pl.col('cmdCode') != 'TOTAL'))
    .group_by('reporterCode', 'partnerCode', 'flowCode', 'period').agg(pl.col('primaryValue').sum())
    .collect(engine='streaming'))
print(frame.height, round(frame['primaryValue'].sum()))
";

/// The same in DuckDB.
const DUCKDB: &str = "
import sys, duckdb
frame = duckdb.sql(f'''select reporterCode, partnerCode, flowCode, period, sum(primaryValue) v
    from read_csv('{sys.argv[1]}', types={{'cmdCode': 'VARCHAR', 'customsCode': 'VARCHAR'}})
    where partnerCode <> 0 and motCode = 0 and partner2Code = 0 and customsCode = 'C00' and cmdCode <> 'TOTAL'
    group by all''').fetchnumpy()
print(len(frame['v']), round(frame['v'].sum()))
";

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let rows = std::env::var("ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(ROWS);
    match arguments.iter().position(|argument| argument == "--write").map(|place| &arguments[place..]) {
        Some([_, file, ..]) => comtrade::write(Path::new(file), rows).expect("written"),
        _ => compare(rows),
    }
}

fn compare(rows: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("comtrade.csv");
    comtrade::write(&file, rows).expect("written");
    let size = std::fs::metadata(&file).expect("written").len();
    println!("UN Comtrade's API layout, {rows} rows, {} MB", size / 1_000_000);
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let peer = |script: &str| command(&python, &["-c", script], &file, &[]);
    let own = env!("CARGO_BIN_EXE_tradeproof");
    let output = folder.path().join("out.csv");
    let level = ["--metric", "level", "--by", "partner", "--output", output.to_str().expect("a path in UTF-8")];
    race(&[
        ("tradeproof summary", command(own, &["summary"], &file, &level)),
        ("tradeproof inspect", command(own, &["inspect"], &file, &[])),
        ("Python Polars", peer(POLARS)),
        ("DuckDB", peer(DUCKDB)),
    ]);
}

fn command(program: &str, before: &[&str], file: &Path, after: &[&str]) -> Vec<PathBuf> {
    let parts = before.iter().map(PathBuf::from).chain([file.to_owned()]).chain(after.iter().map(PathBuf::from));
    std::iter::once(PathBuf::from(program)).chain(parts).collect()
}

fn race(contenders: &[(&str, Vec<PathBuf>)]) {
    let mut times: Vec<Vec<(f64, u64)>> = vec![Vec::new(); contenders.len()];
    // The first round only warms the page cache.
    for round in 0..=RUNS {
        for ((_, command), times) in contenders.iter().zip(&mut times) {
            times.extend(measured(command).filter(|_| round > 0));
        }
    }
    for ((name, _), mut times) in contenders.iter().zip(times) {
        times.sort_by(|one, other| one.0.total_cmp(&other.0));
        match times.get(times.len() / 2) {
            None => println!("{name:<20} not installed, or failed"),
            Some((seconds, _)) => {
                let peak = times.iter().map(|time| time.1).max().unwrap_or_default();
                println!("{name:<20} median {seconds:.2} s, peak memory {} MB", peak / 1000);
            }
        }
    }
}

/// Seconds and peak memory in kilobytes of one run; the peak is what the process says of itself while it lives.
fn measured(command: &[PathBuf]) -> Option<(f64, u64)> {
    let started = Instant::now();
    let mut child =
        Command::new(&command[0]).args(&command[1..]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak_kb = 0;
    let code = loop {
        peak_kb = peak(&status).unwrap_or(peak_kb).max(peak_kb);
        if let Some(code) = child.try_wait().ok()? {
            break code;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    };
    code.success().then(|| (started.elapsed().as_secs_f64(), peak_kb))
}

/// The largest resident memory so far, where the system tells (Linux).
fn peak(status: &str) -> Option<u64> {
    let text = std::fs::read_to_string(status).ok()?;
    let line = text.lines().find(|line| line.starts_with("VmHWM"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
