//! Learns how surely evidence ties figures, from running text, and prints how well what it claims is found on texts it has not seen.
//!
//! usage: learn --corpus DIR [--write MODEL.txt] [--calibration TABLE.txt]
//!
//! Every text whose path, relative to DIR, has a SHA-256 that begins with an even byte is learned from; the others are judged. Published figures
//! are nearly always right, so that where a proposed tie is meant its arithmetic fits, but for slips (one in fifty), and where it is not, it fits as
//! chance has it. The likelihood of that is what the weights are fitted to. No label by hand, no text kept. The same corpus gives the same file.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};
use tradeproof_check::choose::{Weighed, weigh};
use tradeproof_check::claims::{self, Tie};
use tradeproof_check::finding::Verdict;
use tradeproof_check::link::link;
use tradeproof_check::read::Text;
use tradeproof_check::ties::bet::SLIPS;
use tradeproof_check::ties::model::{ANY, prior};
use tradeproof_check::ties::{Bet, Shape};

/// Evidence seen less often is not learned.
const SELDOM: usize = 12;

/// How far, in logits, a weight is expected to lie from where it starts.
const SPREAD: f64 = 1.0;

const ROUNDS: usize = 250;

/// What is too easily met teaches nothing.
const EASY: f64 = 0.7;

struct Example {
    kind: &'static str,
    /// Indices into the names of evidence.
    evidence: Vec<u32>,
    fits: bool,
    chance: f64,
    shape: Option<Shape>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| args.iter().position(|arg| arg == name).and_then(|at| args.get(at + 1)).cloned();
    let root = PathBuf::from(
        option("--corpus").ok_or("usage: learn --corpus DIR [--write MODEL.txt] [--calibration TABLE.txt]")?,
    );
    let mut paths = Vec::new();
    texts(&root, &mut paths)?;
    paths.sort();
    let (mut learned, mut judged) = (Vec::new(), Vec::new());
    let mut names = Names::default();
    let mut corpus = Sha256::new();
    for path in &paths {
        let name = path.strip_prefix(&root)?.to_string_lossy().replace('\\', "/");
        let bytes = std::fs::read(path)?;
        if Sha256::digest(name.as_bytes())[0] % 2 == 0 {
            corpus.update(name.as_bytes());
            corpus.update(&bytes);
            examples(&bytes, &mut names, &mut learned);
        } else {
            examples(&bytes, &mut names, &mut judged);
        }
    }
    let hash: String = corpus.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    eprintln!("{} texts, {} ties to learn from, {} to judge", paths.len(), learned.len(), judged.len());
    let model = Fitted::of(&names, &learned);
    let head = format!(
        "# {} texts, those learned from have hash {hash}; {} ties, {} kinds of evidence.\n",
        paths.len(),
        learned.len(),
        model.weights.len()
    );
    if let Some(path) = option("--write") {
        std::fs::write(path, head.clone() + &model.text(&learned))?;
    }
    let table = head + &calibration(&model, &judged);
    match option("--calibration") {
        Some(path) => std::fs::write(path, table)?,
        None => print!("{table}"),
    }
    Ok(())
}

fn texts(folder: &Path, into: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            texts(&path, into)?;
        } else {
            into.push(path);
        }
    }
    Ok(())
}

/// Names of evidence, numbered as they are met.
#[derive(Default)]
struct Names {
    known: std::collections::HashMap<String, u32>,
    list: Vec<String>,
}

impl Names {
    fn of(&mut self, name: String) -> u32 {
        if let Some(known) = self.known.get(&name) {
            return *known;
        }
        let next = self.list.len() as u32;
        self.list.push(name.clone());
        self.known.insert(name, next);
        next
    }
}

/// The ties that one text may have, with whether their arithmetic fits.
fn examples(bytes: &[u8], names: &mut Names, into: &mut Vec<Example>) {
    let Ok(text) = Text::read("text.txt", bytes) else { return };
    let linked = link(&text);
    for Weighed { proposed, decision, chance, .. } in weigh(&text, &linked, claims::find(&text, &linked)) {
        let fits = match decision.verdict {
            Verdict::Consistent | Verdict::Rounding => true,
            Verdict::Contradictory => false,
            _ => continue,
        };
        let candidate = &proposed.candidate;
        if candidate.tie == Tie::Fitting || chance > EASY || candidate.is_of_table(&linked) {
            continue;
        }
        let shape = (!fits).then(|| Shape::of(&linked, candidate, &decision));
        let kind = candidate.kind;
        let evidence = proposed.evidence.into_iter().map(|name| names.of(name)).collect();
        into.push(Example { kind, evidence, fits, chance, shape });
    }
}

/// Weights by kind and evidence.
struct Fitted {
    /// The weight of each evidence, by kind; those that are not learned are left out.
    places: BTreeMap<&'static str, Vec<Option<u32>>>,
    names: Vec<(&'static str, String)>,
    weights: Vec<f64>,
    /// The priors of all evidence.
    priors: Vec<f64>,
}

impl Fitted {
    fn of(names: &Names, examples: &[Example]) -> Self {
        let mut counts: BTreeMap<&'static str, Vec<usize>> = BTreeMap::new();
        for example in examples {
            for kind in [ANY, example.kind] {
                let counts = counts.entry(kind).or_insert_with(|| vec![0; names.list.len()]);
                example.evidence.iter().for_each(|name| counts[*name as usize] += 1);
            }
        }
        let priors: Vec<f64> = names.list.iter().map(|name| prior(name)).collect();
        let (mut places, mut kept, mut start) = (BTreeMap::new(), Vec::new(), Vec::new());
        for (kind, counts) in counts {
            let mut place = vec![None; names.list.len()];
            let mut order: Vec<usize> = (0..counts.len()).collect();
            order.sort_by(|a, b| names.list[*a].cmp(&names.list[*b]));
            for name in order {
                let said = if kind == ANY { priors[name] } else { 0.0 };
                if counts[name] >= SELDOM || said != 0.0 {
                    place[name] = Some(kept.len() as u32);
                    kept.push((kind, names.list[name].clone()));
                    start.push(said);
                }
            }
            places.insert(kind, place);
        }
        let mut fitted = Self { places, names: kept, weights: start.clone(), priors };
        let rows: Vec<Vec<u32>> = examples.iter().map(|example| fitted.row(example)).collect();
        fitted.climb(examples, &rows, &start);
        fitted
    }

    fn row(&self, example: &Example) -> Vec<u32> {
        let of = |kind: &str| {
            let place = self.places.get(kind);
            example.evidence.iter().filter_map(move |name| *place?.get(*name as usize)?).collect::<Vec<u32>>()
        };
        [of(ANY), of(example.kind)].concat()
    }

    /// Adam on the whole of the examples; where it starts is also where it is pulled back to.
    fn climb(&mut self, examples: &[Example], rows: &[Vec<u32>], start: &[f64]) {
        let size = self.weights.len();
        let (mut mean, mut square) = (vec![0.0; size], vec![0.0; size]);
        for round in 1..=ROUNDS {
            let mut slope: Vec<f64> = (0..size).map(|at| (start[at] - self.weights[at]) / (SPREAD * SPREAD)).collect();
            for (example, row) in examples.iter().zip(rows) {
                let score: f64 = row.iter().map(|at| self.weights[*at as usize]).sum();
                let meant = 1.0 / (1.0 + (-score).exp());
                let fit = meant * (1.0 - SLIPS) + (1.0 - meant) * example.chance;
                let inner = (1.0 - SLIPS - example.chance) * meant * (1.0 - meant);
                let pull = if example.fits { inner / fit } else { -inner / (1.0 - fit) };
                for at in row {
                    slope[*at as usize] += pull;
                }
            }
            let rate = if round < 150 { 0.08 } else { 0.02 };
            for at in 0..size {
                mean[at] = 0.9 * mean[at] + 0.1 * slope[at];
                square[at] = 0.999 * square[at] + 0.001 * slope[at] * slope[at];
                let (m, s) =
                    (mean[at] / (1.0 - 0.9_f64.powi(round as i32)), square[at] / (1.0 - 0.999_f64.powi(round as i32)));
                self.weights[at] += rate * m / (s.sqrt() + 1e-8);
            }
        }
    }

    fn meant(&self, example: &Example) -> f64 {
        let of_any = &self.places[ANY];
        let unknown: f64 = example
            .evidence
            .iter()
            .filter(|name| of_any[**name as usize].is_none())
            .map(|name| self.priors[*name as usize])
            .sum();
        let score: f64 = self.row(example).iter().map(|at| self.weights[*at as usize]).sum::<f64>() + unknown;
        1.0 / (1.0 + (-score.clamp(-8.0, 8.0)).exp())
    }

    /// The weights as the checker reads them, in hundredths of a logit.
    fn text(&self, examples: &[Example]) -> String {
        let mut out = String::from(
            "# kind in brackets, evidence, weight in hundredths of a logit; `miss SHAPE`: the part of misreadings that miss so\n",
        );
        let mut last = "";
        let meant: Vec<f64> = examples.iter().map(|example| self.meant(example)).collect();
        for ((kind, name), weight) in self.names.iter().zip(&self.weights) {
            let weight = (weight * 100.0).round() as i32;
            if *kind != last {
                let _ = writeln!(out, "[{kind}]");
                for (shape, part) in misses(kind, examples, &meant) {
                    let _ = writeln!(out, "miss {shape}\t{part:.3}");
                }
                last = kind;
            }
            if weight.abs() >= 3 || (*kind == ANY && prior(name) != 0.0) {
                let _ = writeln!(out, "{name}\t{weight}");
            }
        }
        out
    }
}

/// In which shapes what is hardly a tie misses, of figures printed finely and coarsely.
fn misses(kind: &str, examples: &[Example], meant: &[f64]) -> Vec<(String, f64)> {
    let mut found = Vec::new();
    for chance in [0.0, 1.0] {
        let class = Shape::Other.named(chance);
        let mut counts: BTreeMap<Shape, f64> = BTreeMap::new();
        let mut all = 0.0;
        for (example, meant) in examples.iter().zip(meant).filter(|(example, _)| kind == ANY || example.kind == kind) {
            let Some(shape) = example.shape.filter(|shape| *meant < 0.7 && *shape != Shape::Counted) else { continue };
            if Shape::Other.named(example.chance) == class {
                *counts.entry(shape).or_default() += 1.0;
                all += 1.0;
            }
        }
        if all >= 60.0 {
            let part = |shape: &Shape| (counts.get(shape).copied().unwrap_or(0.0) + 1.0) / (all + 6.0);
            found.extend(Shape::ALL.iter().map(|shape| (shape.named(chance), part(shape))));
        }
    }
    found
}

/// By kind and by claimed probability: how many ties, in what part of them the arithmetic should fit, and in what part it does.
fn calibration(model: &Fitted, examples: &[Example]) -> String {
    const ENDS: [f64; 7] = [0.0, 0.3, 0.6, 0.85, 0.95, 0.99, 0.998];
    let mut cells: BTreeMap<(&str, usize), [f64; 3]> = BTreeMap::new();
    for example in examples {
        let meant = model.meant(example);
        let bin = ENDS.iter().rposition(|end| meant >= *end).unwrap_or(0);
        let claimed = meant * (1.0 - SLIPS) + (1.0 - meant) * example.chance;
        for kind in [example.kind, "all"] {
            let cell = cells.entry((kind, bin)).or_default();
            cell[0] += 1.0;
            cell[1] += claimed;
            cell[2] += f64::from(u8::from(example.fits));
        }
    }
    let mut out = String::from("kind                meant from    ties  fit claimed  fit found\n");
    for ((kind, bin), [count, claimed, found]) in &cells {
        let _ = writeln!(
            out,
            "{kind:20} {:8.3} {count:8} {:11.1}% {:9.1}%",
            ENDS[*bin],
            100.0 * claimed / count,
            100.0 * found / count
        );
    }
    let _ = Bet::SURE;
    out
}
