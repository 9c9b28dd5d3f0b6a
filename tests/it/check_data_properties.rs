//! Texts written from a small frame: what the frame gives is never accused, what it does not is mostly found.

use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use tradeproof::check::{DocumentFindings, Verdict, check_against};
use tradeproof::sources::{Input, read};
use tradeproof::summary::Figures;

use crate::pieces::piece;

const PARTNERS: [(&str, &str); 3] = [("GBR", "the United Kingdom"), ("ITA", "Italy"), ("WLD", "")];

/// Months of figures from January 2016 to December 2017, in thousands of dollars: by partner, exports and imports.
#[derive(Debug, Clone)]
struct Frame {
    months: Vec<[[i64; 24]; 2]>,
}

fn frame() -> impl Strategy<Value = Frame> {
    let series = || (20_000_i64..900_000, 60_i64..170, prop::collection::vec(80_i64..125, 24));
    let flows = prop::collection::vec((series(), series()), PARTNERS.len());
    flows.prop_map(|flows| Frame {
        months: flows.into_iter().map(|(exports, imports)| [months(&exports), months(&imports)]).collect(),
    })
}

/// A level, its growth over a year in per cent of it, and how each month differs.
fn months((level, growth, noise): &(i64, i64, Vec<i64>)) -> [i64; 24] {
    std::array::from_fn(|month| level * noise[month] / 100 * if month < 12 { 100 } else { *growth } / 100)
}

impl Frame {
    fn figures(&self) -> Figures {
        let mut csv = "reporter,partner,flow,product,period,value,unit\n".to_owned();
        for ((partner, _), flows) in PARTNERS.iter().zip(&self.months) {
            for (flow, months) in ["export", "import"].iter().zip(flows) {
                for (at, value) in months.iter().enumerate() {
                    let (year, month) = (2016 + at / 12, at % 12 + 1);
                    let _ = writeln!(csv, "KAZ,{partner},{flow},TOTAL,{year}-{month:02},{value},USD thousand");
                }
            }
        }
        Figures::of(vec![read(Input::from_bytes("trade.csv".as_ref(), csv.into())).unwrap()]).unwrap()
    }

    /// In dollars, over months of a year counted from 0.
    fn sum(&self, partner: usize, flow: usize, year: usize, months: &std::ops::Range<usize>) -> i64 {
        self.months[partner][flow][year * 12..][months.clone()].iter().sum::<i64>() * 1000
    }
}

/// Which period, how it is called, and that of the year before.
const PERIODS: [(std::ops::Range<usize>, &str, &str); 5] = [
    (0..12, "2017", "2016"),
    (0..3, "the first quarter of 2017", "the first quarter of 2016"),
    (0..4, "January–April 2017", "January–April 2016"),
    (0..6, "the first half of 2017", "the first half of 2016"),
    (2..3, "March 2017", "March 2016"),
];

/// What a text tells and how.
#[derive(Debug, Clone, Copy)]
struct Telling {
    way: usize,
    partner: usize,
    period: usize,
    decimals: usize,
    billions: bool,
}

fn telling() -> impl Strategy<Value = Telling> {
    (0_usize..6, 0_usize..2, 0..PERIODS.len(), 0_usize..3, any::<bool>())
        .prop_map(|(way, partner, period, decimals, billions)| Telling { way, partner, period, decimals, billions })
}

impl Telling {
    fn amount(self, dollars: i64) -> String {
        let decimals = self.decimals;
        match self.billions {
            true => format!("${:.1$} billion", dollars as f64 / 1e9, decimals + 2),
            false => format!("${:.decimals$} million", dollars as f64 / 1e6),
        }
    }

    fn percent(self, before: i64, after: i64) -> String {
        format!("{:.1$} per cent", (after as f64 / before as f64 - 1.0).abs() * 100.0, self.decimals.min(1))
    }

    /// The text, with the figure that a perturbation changes.
    fn text(self, frame: &Frame) -> (String, String) {
        let (months, period, before) = &PERIODS[self.period];
        let name = PARTNERS[self.partner].1;
        let [exports, imports] = [0, 1].map(|flow| [0, 1].map(|year| frame.sum(self.partner, flow, year, months)));
        let moved =
            |figures: [i64; 2], up: &'static str, down: &'static str| if figures[1] >= figures[0] { up } else { down };
        let (level, growth) = (self.amount(exports[1]), self.percent(exports[0], exports[1]));
        match self.way {
            0 => (
                format!(
                    "Kazakhstan's exports to {name} came to {level} in {period}, {} {growth} from {} in {before}.",
                    moved(exports, "up", "down"),
                    self.amount(exports[0]),
                ),
                level,
            ),
            1 => (
                format!(
                    "In {period}, Kazakh exports to {name} {} by {growth} to {level}, compared with {before}.",
                    moved(exports, "rose", "fell"),
                ),
                growth,
            ),
            2 => (
                format!(
                    "Trade between Kazakhstan and {name} was worth {} in {period}. Kazakhstan's exports to {name} were {level}, and Kazakhstan's imports from {name} amounted to {}.",
                    self.amount(exports[1] + imports[1]),
                    self.amount(imports[1]),
                ),
                level,
            ),
            3 => {
                let gap = self.amount((exports[1] - imports[1]).abs());
                let balance = if exports[1] >= imports[1] { "surplus" } else { "deficit" };
                (format!("Kazakhstan's trade {balance} with {name} was {gap} in {period}."), gap)
            }
            4 => {
                let change = self.amount((exports[1] - exports[0]).abs());
                (
                    format!(
                        "Exports from Kazakhstan to {name} {} by {change} in {period} compared with {before}.",
                        moved(exports, "increased", "decreased"),
                    ),
                    change,
                )
            }
            _ => {
                let all = frame.sum(2, 0, 1, months);
                (format!("In {period}, Kazakhstan's total exports reached {}.", self.amount(all)), self.amount(all))
            }
        }
    }
}

fn of_data(found: &DocumentFindings, verdict: Verdict) -> usize {
    found.claims.iter().filter(|claim| claim.source == "data" && claim.verdict == verdict).count()
}

/// The figure with its leading digits changed by about a fifth.
fn perturbed(figure: &str) -> String {
    let from = figure.find(|c: char| c.is_ascii_digit()).unwrap();
    let to = from + figure[from..].find(' ').unwrap();
    let digits = &figure[from..to];
    let decimals = digits.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let number: f64 = digits.parse().unwrap();
    let step = 3.0 / 10_f64.powi(decimals as i32);
    format!("{}{:.decimals$}{}", &figure[..from], number * 1.2 + step, &figure[to..])
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn what_the_data_give_is_never_accused(frame in frame(), tellings in prop::collection::vec(telling(), 6)) {
        let figures = frame.figures();
        for telling in tellings {
            let (text, _) = telling.text(&frame);
            let found = check_against("told.txt", text.as_bytes(), &figures).unwrap();
            let wrong = found.claims.iter().filter(|claim| claim.source == "data" && claim.verdict == Verdict::Contradictory);
            let wrong: Vec<_> = wrong.map(|claim| format!("{}: {}", claim.headline, claim.explanation)).collect();
            prop_assert!(wrong.is_empty(), "{text}\n{wrong:#?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn scrambled_trade_prose_is_survived(pieces in prop::collection::vec(piece(), 0..60)) {
        let csv = "reporter,partner,flow,product,period,value,unit\nKAZ,GBR,export,TOTAL,2017,21,USD million\n";
        let figures = Figures::of(vec![read(Input::from_bytes("trade.csv".as_ref(), csv.into())).unwrap()]).unwrap();
        let _ = check_against("any.txt", pieces.join(" ").as_bytes(), &figures);
        let _ = check_against("any.md", pieces.concat().as_bytes(), &figures);
    }
}

#[test]
fn what_the_data_do_not_give_is_mostly_found() {
    const TEXTS: usize = 48;
    // Fixed, so that the rate is the same in every run.
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[17; 32]);
    let mut runner = TestRunner::new_with_rng(ProptestConfig::default(), rng);
    let (mut refuted, mut doubted, mut confirmed) = (0, 0, 0);
    for _ in 0..TEXTS / 8 {
        let frame = frame().new_tree(&mut runner).unwrap().current();
        let figures = frame.figures();
        for _ in 0..8 {
            let telling = telling().new_tree(&mut runner).unwrap().current();
            let (text, figure) = telling.text(&frame);
            confirmed += usize::from(
                of_data(&check_against("a.txt", text.as_bytes(), &figures).unwrap(), Verdict::Consistent) > 0,
            );
            let wrong = text.replacen(&figure, &perturbed(&figure), 1);
            let found = check_against("b.txt", wrong.as_bytes(), &figures).unwrap();
            let contradicted = of_data(&found, Verdict::Contradictory) > 0;
            refuted += usize::from(contradicted);
            doubted += usize::from(!contradicted && of_data(&found, Verdict::Ambiguous) > 0);
            if !contradicted && of_data(&found, Verdict::Ambiguous) == 0 {
                println!("not noticed: {wrong}");
            }
        }
    }
    println!("{TEXTS} texts: confirmed as told {confirmed}; perturbed refuted {refuted}, doubted {doubted}");
    assert!(confirmed * 100 >= TEXTS * 97, "confirmed {confirmed} of {TEXTS}");
    assert!(refuted * 100 >= TEXTS * 85, "refuted {refuted} of {TEXTS}");
}
