//! The guard against double counting against the truth: trees of goods and partners whose leaves are known, of which any
//! nodes may be published, and every answer is right, a bound that holds the truth, or a refusal.
//!
//! The truth is counted over leaves and knows nothing of the guard: what a node holds is written out below.
//! `GUARD_CASES=10000 cargo test guard_oracle` is the nightly form; `GUARD_SEED` repeats a run.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use tradeproof::sources::Loaded;
use tradeproof::summary::{Answer, DeriveError, Question, derive};

use crate::metrics::{TRADE, loaded};

/// Partners by the leaves they hold. France and Italy are in two groups; Russia is in one; China is in none.
const PARTNERS: [(&str, &[usize]); 14] = [
    ("ARM", &[0]),
    ("BLR", &[1]),
    ("RUS", &[2]),
    ("CHE", &[3]),
    ("NOR", &[4]),
    ("MEX", &[5]),
    ("USA", &[6]),
    ("CHN", &[7]),
    ("KGZ", &[8]),
    ("EAEU", &[0, 1, 2, 8]),
    ("EFTA", &[3, 4]),
    ("USMCA", &[5, 6]),
    ("151", &[1, 2]),
    ("World", &[0, 1, 2, 3, 4, 5, 6, 7, 8]),
];
const LEAF_PARTNERS: usize = 9;

/// Goods with their classification, by the leaves they hold.
const GOODS: [(&str, &str, &[usize]); 13] = [
    ("270900", "HS 2017", &[0]),
    ("271012", "HS 2017", &[1]),
    ("271019", "HS 2017", &[2]),
    ("300490", "HS 2017", &[3]),
    ("740311", "HS 2017", &[4]),
    ("2709", "HS 2017", &[0]),
    ("2710", "HS 2017", &[1, 2]),
    ("27", "HS 2017", &[0, 1, 2]),
    ("30", "HS 2017", &[3]),
    ("V", "HS 2017", &[0, 1, 2]),
    ("33", "SITC 4", &[0, 1, 2]),
    ("333", "SITC 4", &[0]),
    ("TOTAL", "HS 2017", &[0, 1, 2, 3, 4]),
];
const LEAF_GOODS: usize = 5;

/// One published node.
#[derive(Debug, Clone)]
struct Node {
    partner: usize,
    goods: usize,
    /// `None` where it is confidential.
    shown: bool,
}

/// What a case publishes, and the truth behind it.
struct Case {
    values: Vec<u64>,
    nodes: Vec<Node>,
}

/// A small generator of numbers: the same seed, the same cases, on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

/// The leaves that nodes hold together.
type Leaves = BTreeSet<(usize, usize)>;

impl Case {
    fn draw(random: &mut Random) -> Self {
        let values = (0..LEAF_PARTNERS * LEAF_GOODS).map(|_| match random.below(4) {
            0 => 0,
            _ => 1 + random.below(900),
        });
        let values = values.collect();
        let hidden = random.below(3) == 0;
        let two_ways = random.below(4) == 0;
        let count = 1 + random.below(14);
        let (partners, goods) = (1 + random.below(PARTNERS.len() as u64), 1 + random.below(GOODS.len() as u64));
        let (first_partner, first_goods) = (random.below(PARTNERS.len() as u64), random.below(GOODS.len() as u64));
        let mut nodes: Vec<Node> = Vec::new();
        for _ in 0..count {
            let partner = (first_partner + random.below(partners)) as usize % PARTNERS.len();
            let good = (first_goods + random.below(goods)) as usize % GOODS.len();
            if GOODS[good].1 == "SITC 4" && !two_ways
                || nodes.iter().any(|node| (node.partner, node.goods) == (partner, good))
            {
                continue;
            }
            nodes.push(Node { partner, goods: good, shown: !hidden || random.below(4) > 0 });
        }
        Self { values, nodes }
    }

    fn value(&self, leaves: &Leaves) -> u64 {
        leaves.iter().map(|(partner, goods)| self.values[partner * LEAF_GOODS + goods]).sum()
    }

    fn csv(&self) -> String {
        let mut text = TRADE.trim_end().to_owned() + ",classification\n";
        for node in &self.nodes {
            let (partner, (goods, classification, _)) = (PARTNERS[node.partner].0, GOODS[node.goods]);
            let (value, state) = match node.shown {
                true => (self.value(&leaves(node)).to_string(), ""),
                false => (String::new(), "suppressed"),
            };
            writeln!(text, "JPN,{partner},export,{goods},2023,{value},USD million,{state},{classification}").unwrap();
        }
        text
    }

    /// The leaves under published nodes that fulfil a condition.
    fn covered(&self, condition: impl Fn(&Node) -> bool) -> Leaves {
        self.nodes.iter().filter(|node| condition(node)).flat_map(leaves).collect()
    }
}

fn leaves(node: &Node) -> Leaves {
    let goods = GOODS[node.goods].2;
    PARTNERS[node.partner].1.iter().flat_map(|partner| goods.iter().map(|good| (*partner, *good))).collect()
}

fn asked(loaded: &Loaded, metric: &str, by: &[&str]) -> Result<Answer, DeriveError> {
    let by = by.iter().map(|name| (*name).to_owned()).collect();
    derive(loaded, &Question { metrics: vec![metric.to_owned()], by, ..Question::default() })
}

/// One row of an answer: the label, the figure in millions or the ratio, the unit.
type Row = (String, Option<f64>, String);

fn rows(answer: &Answer, label: &str) -> Vec<Row> {
    let frame = answer.frame().unwrap();
    let texts = |name: &str| -> Vec<String> {
        let Ok(column) = frame.column(name) else { return vec![String::new(); frame.height()] };
        column.str().unwrap().iter().map(|text| text.unwrap_or_default().to_owned()).collect()
    };
    let (labels, units) = (texts(label), texts("unit"));
    let ratios = frame.column("value").unwrap().f64().unwrap().clone();
    let minor = frame.column("value_minor").unwrap().i64().unwrap().clone();
    let figure = |row: usize| ratios.get(row).or(minor.get(row).map(|minor| minor as f64 / 1e8));
    (0..frame.height()).map(|row| (labels[row].clone(), figure(row), units[row].clone())).collect()
}

/// How often questions were answered with a figure, and how often refused.
#[derive(Default, Debug)]
struct Count {
    answered: usize,
    open: usize,
    refused: usize,
}

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * other.abs().max(1.0)
}

/// The whole: all that published nodes hold, each leaf once.
fn level(case: &Case, loaded: &Loaded, count: &mut Count) -> Result<(), String> {
    let Ok(answer) = asked(loaded, "level", &[]) else {
        count.refused += 1;
        return Ok(());
    };
    let truth = case.value(&case.covered(|_| true)) as f64;
    for (_, figure, _) in rows(&answer, "reporter") {
        match figure {
            Some(figure) if close(figure, truth) => count.answered += 1,
            Some(figure) => return Err(format!("level {figure}, the truth is {truth}")),
            None => count.open += 1,
        }
    }
    Ok(())
}

/// What the label of a partner covers, as the published nodes of that partner say.
fn of_partner(case: &Case, label: &str) -> Leaves {
    let code = |node: &Node| if PARTNERS[node.partner].0 == "World" { "WLD" } else { PARTNERS[node.partner].0 };
    case.covered(|node| code(node) == label)
}

/// Every partner's figure is its own, and all together count nothing twice and lose nothing but what only World holds.
fn by_partner(case: &Case, loaded: &Loaded, count: &mut Count) -> Result<BTreeMap<String, f64>, String> {
    let Ok(answer) = asked(loaded, "level", &["partner"]) else {
        count.refused += 1;
        return Ok(BTreeMap::new());
    };
    let rows = rows(&answer, "partner");
    let mut figures = BTreeMap::new();
    let mut open = false;
    for (label, figure, _) in &rows {
        let Some(figure) = figure else {
            (open, count.open) = (true, count.open + 1);
            continue;
        };
        count.answered += 1;
        figures.insert(label.clone(), *figure);
        let truth = case.value(&of_partner(case, label)) as f64;
        if !label.ends_with("not shown") && !close(*figure, truth) {
            return Err(format!("{label}: level {figure}, the truth is {truth}"));
        }
    }
    // World stands for itself where nobody else is there.
    let only_world = case.nodes.iter().all(|node| PARTNERS[node.partner].0 == "World");
    let parties = case.covered(|node| only_world || PARTNERS[node.partner].0 != "World");
    let (sum, truth) = (figures.values().sum::<f64>(), case.value(&parties) as f64);
    if !open && !close(sum, truth) {
        return Err(format!("partners make {sum}, what they hold is {truth}: {figures:?}"));
    }
    Ok(figures)
}

/// Shares are of what is listed.
fn shares(loaded: &Loaded, levels: &BTreeMap<String, f64>, count: &mut Count) -> Result<(), String> {
    let Ok(answer) = asked(loaded, "share", &["partner"]) else {
        count.refused += 1;
        return Ok(());
    };
    let whole: f64 = levels.values().sum();
    for (label, figure, _) in rows(&answer, "partner") {
        let Some(figure) = figure else {
            count.open += 1;
            continue;
        };
        count.answered += 1;
        let truth = levels.get(&label).map(|level| 100.0 * level / whole);
        if !truth.is_some_and(|truth| close(figure, truth)) {
            return Err(format!("{label}: share {figure}, the truth is {truth:?}"));
        }
    }
    Ok(())
}

/// A rank is the place by the true figures, or an interval that holds it.
fn ranks(case: &Case, loaded: &Loaded, count: &mut Count) -> Result<(), String> {
    let Ok(answer) = asked(loaded, "rank", &["partner"]) else {
        count.refused += 1;
        return Ok(());
    };
    let rows = rows(&answer, "partner");
    let truths: Vec<u64> = rows.iter().map(|(label, ..)| case.value(&of_partner(case, label))).collect();
    for (row, (label, figure, unit)) in rows.iter().enumerate() {
        let place = 1 + truths.iter().filter(|other| **other > truths[row]).count();
        match (figure, unit.strip_prefix("rank ").and_then(|range| range.split_once('–'))) {
            (Some(figure), _) if close(*figure, place as f64) => count.answered += 1,
            (None, Some((first, last))) => {
                count.open += 1;
                let holds = first.parse::<usize>().unwrap() <= place && place <= last.parse::<usize>().unwrap();
                if !holds {
                    return Err(format!("{label}: rank {first} to {last}, the truth is {place}"));
                }
            }
            (None, None) => count.open += 1,
            (Some(figure), _) => {
                return Err(format!("{label}: rank {figure}, the truth is {place}: {rows:?} {truths:?}"));
            }
        }
    }
    Ok(())
}

/// Every product's figure is what published nodes of that code hold.
fn by_product(case: &Case, loaded: &Loaded, count: &mut Count) -> Result<(), String> {
    let Ok(answer) = asked(loaded, "level", &["product"]) else {
        count.refused += 1;
        return Ok(());
    };
    for (label, figure, _) in rows(&answer, "product") {
        let Some(figure) = figure else {
            count.open += 1;
            continue;
        };
        count.answered += 1;
        let all = case.value(&case.covered(|node| GOODS[node.goods].0 == label)) as f64;
        // A shorter code may have taken the part of some partners; what is left is this code's own, and never more.
        if figure > all + 1e-9 {
            return Err(format!("product {label}: level {figure}, all there is of it is {all}"));
        }
    }
    Ok(())
}

#[test]
fn every_answer_is_true_or_refused() {
    let number =
        |name: &str, default: u64| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default);
    let (cases, seed) = (number("GUARD_CASES", 512), number("GUARD_SEED", 20_261_201));
    let mut count = Count::default();
    for case_number in 0..cases {
        let mut random = Random(seed.wrapping_add(case_number.wrapping_mul(0x9E37_79B9_7F4A_7C15)));
        random.below(2);
        let case = Case::draw(&mut random);
        if case.nodes.is_empty() {
            continue;
        }
        let loaded = loaded(&case.csv());
        let told = |wrong: String| format!("seed {seed}, case {case_number}: {wrong}\n{}", case.csv());
        level(&case, &loaded, &mut count).map_err(told).unwrap();
        let levels = by_partner(&case, &loaded, &mut count).map_err(told).unwrap();
        shares(&loaded, &levels, &mut count).map_err(told).unwrap();
        ranks(&case, &loaded, &mut count).map_err(told).unwrap();
        by_product(&case, &loaded, &mut count).map_err(told).unwrap();
    }
    println!("seed {seed}, {cases} cases: {count:?}");
    // Refusing everything would be safe and useless.
    assert!(count.answered > 2 * (count.refused + count.open), "{count:?}");
}
