//! Every variant of a metric is computed by itself: no plan asks for a variant's name, and no two variants of a metric
//! give the same figures.

use std::collections::BTreeMap;
use std::path::Path;

use polars::prelude::{DataFrame, DataType, NamedFrom as _, Series};

use tradeproof::metrics::{self, Companion, Metric};
use tradeproof::sources::Loaded;
use tradeproof::summary::{Question, derive};

use super::metrics::loaded;

/// The files that read a name: the contract looks up what a user typed, the catalogue prints it.
const READ_NAMES: [&str; 3] = ["metric.rs", "mod.rs", "catalogue.rs"];

#[test]
fn no_plan_chooses_by_the_name_of_a_variant() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/metrics");
    let mut files = Vec::new();
    super::architecture::sources(&folder, &mut files);
    assert!(files.len() > 60, "the metrics are in {}", folder.display());
    for file in files {
        let code = std::fs::read_to_string(&file).unwrap();
        let code: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        let at_the_top = file.parent() == Some(&folder);
        if !(at_the_top && READ_NAMES.iter().any(|name| file.ends_with(name))) {
            let read = code.iter().find(|line| line.contains("variant.name") || line.contains("variant: &str"));
            assert_eq!(read, None, "{} reads a variant's name: match on the reading instead", file.display());
        }
        // Readings are told apart by a match that names them all, never by one of them against the rest.
        for readings in code.iter().filter_map(|line| line.split_once("enum ")).map(|(_, rest)| rest) {
            let reading = format!("{}::", readings.split_whitespace().next().unwrap());
            let partly = ["matches!(".to_owned(), format!("let {reading}")];
            let one = code.iter().find(|line| line.contains(&reading) && partly.iter().any(|way| line.contains(way)));
            assert_eq!(one, None, "{} does not name every reading", file.display());
        }
    }
}

#[test]
fn the_formulas_of_a_metric_are_its_variants_own() {
    for metric in metrics::ALL {
        let formulas: BTreeMap<&str, &str> =
            metric.variants.iter().map(|variant| (variant.formula, variant.name)).collect();
        assert_eq!(formulas.len(), metric.variants.len(), "{} has a formula twice", metric.name);
    }
}

/// Asked of figures on which all variants differ, so that one that computes another's figures under its own label is seen.
#[test]
fn no_two_variants_of_a_metric_give_the_same_figures() {
    let scenes = scenes();
    let mut alike = Vec::new();
    for metric in metrics::ALL {
        let mut answers: Vec<Vec<Answer>> = vec![Vec::new(); metric.variants.len()];
        for scene in scenes.iter().filter(|scene| metric.kinds.contains(&scene.figures.kind)) {
            for (variant, answers) in metric.variants.iter().zip(&mut answers) {
                answers.push(answer(metric, &metric.label(variant), variant.unit, scene));
            }
            if not_told_apart(metric, &answers).is_empty() {
                break;
            }
        }
        alike.extend(not_told_apart(metric, &answers));
    }
    assert_eq!(alike, [""; 0]);
}

/// Variants that give no figure, or the same ones as another.
fn not_told_apart(metric: &Metric, answers: &[Vec<Answer>]) -> Vec<String> {
    let mut alike = Vec::new();
    for (place, (variant, one)) in metric.variants.iter().zip(answers).enumerate() {
        if !one.iter().flatten().flatten().any(|row| row.iter().any(Option::is_some)) {
            alike.push(format!("{} gives no figure anywhere", metric.label(variant)));
        }
        for (other, same) in metric.variants.iter().zip(answers).take(place) {
            // By partner alone, the only question of share:world, World is the total: the unit says which was meant.
            let world = (metric.name, variant.name, other.name) == ("share", "world", "total");
            if one == same && !(world && variant.unit != other.unit) {
                alike.push(format!("{} and {}", metric.label(variant), metric.label(other)));
            }
        }
    }
    alike
}

/// The figures of the rows: a ratio or an amount, and the ends of an interval. None where the question is refused.
type Answer = Option<Vec<[Option<f64>; 3]>>;

fn answer(metric: &Metric, label: &str, unit: &str, scene: &Scene) -> Answer {
    let question = Question { metrics: vec![label.to_owned()], ..scene.question.clone() };
    let frame = derive(&scene.figures, &question).ok()?.frame().unwrap();
    let texts = |name: &str| frame.column(name).unwrap().str().unwrap().clone();
    assert!(texts("metric").iter().all(|found| found == Some(label)), "{label} under another label");
    if !unit.is_empty() && !metric.quantities && !unit.starts_with("the unit of") {
        assert!(
            texts("unit").iter().flatten().all(|found| found.contains(unit)),
            "{label} in another unit than {unit}"
        );
    }
    let floats = |name: &str| {
        let column = frame.column(name).ok().map(|column| column.cast(&DataType::Float64).unwrap());
        let floats = column.map(|column| column.f64().unwrap().iter().collect::<Vec<_>>());
        floats.unwrap_or_else(|| vec![None; frame.height()])
    };
    let (ratios, amounts) = (floats("value"), floats("value_minor"));
    let (low, high) = (floats("low_minor"), floats("high_minor"));
    Some((0..frame.height()).map(|row| [ratios[row].or(amounts[row]), low[row], high[row]]).collect())
}

/// Figures and what is asked of them.
struct Scene {
    figures: Loaded,
    question: Question,
}

fn scenes() -> Vec<Scene> {
    let scene = |csv: &str, by: &[&str]| {
        let by = by.iter().map(|name| (*name).to_owned()).collect();
        Scene { figures: loaded(csv), question: Question { by, ..everything() } }
    };
    vec![
        scene(&annual(), &[]),
        scene(&annual(), &["partner"]),
        scene(&annual(), &["product"]),
        scene(&monthly(), &[]),
        scene(&monthly(), &["partner"]),
        scene(HIDDEN, &["partner"]),
        scene(PRINTED, &[]),
        scene(INVESTMENT, &[]),
        scene(INVESTMENT, &["partner"]),
        scene(LISTINGS, &[]),
        scene(LISTINGS, &["market"]),
    ]
}

/// Whatever a metric may need beside figures.
fn everything() -> Question {
    Question {
        reported_growth: vec![("export".to_owned(), "31".parse().unwrap())],
        companions: vec![companion("gdp", "USD million"), companion("gdp_per_head", "USD per head")],
        ..Question::default()
    }
}

fn companion(name: &str, unit: &str) -> Companion {
    let rows = ["KAZ", "DEU", "ITA", "CHN"].into_iter().enumerate().flat_map(|(place, reporter)| {
        (2015..2018).map(move |year| (reporter, year.to_string(), 1_000.0 + 700.0 * place as f64))
    });
    let (reporters, (periods, values)): (Vec<&str>, (Vec<String>, Vec<f64>)) =
        rows.map(|(reporter, period, value)| (reporter, (period, value))).unzip();
    let columns = vec![
        Series::new("reporter".into(), &reporters).into(),
        Series::new("period".into(), periods).into(),
        Series::new("value".into(), values).into(),
    ];
    let frame = DataFrame::new(reporters.len(), columns).unwrap();
    Companion { name: name.to_owned(), frame, unit: unit.to_owned(), source: "made up".to_owned() }
}

/// Four economies that trade six products with each other in three years; not each with each, not in every year.
fn annual() -> String {
    let mut csv = String::from("reporter,partner,flow,product,period,value,unit,weight_kg,quantity,quantity_unit\n");
    let economies = ["KAZ", "DEU", "ITA", "CHN"];
    let products = ["260300", "270900", "300490", "720890", "847100", "870323"];
    let mut dice = Dice(20_260);
    for reporter in economies {
        for partner in economies.into_iter().filter(|partner| *partner != reporter) {
            for flow in ["export", "import"] {
                for product in products {
                    for year in 2015..2018 {
                        let (value, there) = (dice.up_to(900), dice.up_to(10) < 7);
                        let (weight, quantity) = (1 + dice.up_to(90), 1 + dice.up_to(40));
                        if there {
                            let row = format!("{reporter},{partner},{flow},{product},{year},{value},USD");
                            csv.push_str(&format!("{row},{weight},{quantity},kWh\n"));
                        }
                    }
                }
            }
        }
    }
    csv
}

/// Two and a half years of months.
fn monthly() -> String {
    let mut csv = String::from("reporter,partner,flow,product,period,value,unit\n");
    let mut dice = Dice(7);
    for month in 0..30 {
        let (year, month) = (2015 + month / 12, month % 12 + 1);
        csv.push_str(&format!("KAZ,GBR,export,TOTAL,{year}-{month:02},{},USD\n", 100 + dice.up_to(50)));
    }
    csv
}

/// Numbers that look thrown and are always the same.
struct Dice(u64);

impl Dice {
    fn up_to(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// A confidential part under a printed total, and a part that is empty in one of the years.
const HIDDEN: &str = "reporter,partner,flow,product,period,value,unit,state\n\
    KAZ,World,export,TOTAL,2017,120,USD million,\n\
    KAZ,GBR,export,TOTAL,2017,30,USD million,\n\
    KAZ,CHN,export,TOTAL,2017,,USD million,suppressed\n\
    KAZ,World,export,TOTAL,2016,90,USD million,\n\
    KAZ,GBR,export,TOTAL,2016,40,USD million,\n\
    KAZ,CHN,export,TOTAL,2016,50,USD million,\n\
    KAZ,World,export,TOTAL,2015,100,USD million,\n\
    KAZ,GBR,export,TOTAL,2015,35,USD million,\n\
    KAZ,CHN,export,TOTAL,2015,40,USD million,\n\
    KAZ,ITA,export,TOTAL,2015,0,USD million,\n";

/// Exports of one year and the turnover of the year before.
const PRINTED: &str = "reporter,partner,flow,product,period,value,unit\n\
    KAZ,GBR,total,TOTAL,2016,334.3,USD million\n\
    KAZ,GBR,export,TOTAL,2017,331.7,USD million\n";

/// Inward and outward, with capital that is taken back.
const INVESTMENT: &str = "reporter,partner,direction,measure,period,value,unit\n\
    KAZ,World,inward,flow,2015,900,USD million\n\
    KAZ,NLD,inward,flow,2015,700,USD million\n\
    KAZ,GBR,inward,flow,2015,200,USD million\n\
    KAZ,World,inward,flow,2016,-150,USD million\n\
    KAZ,NLD,inward,flow,2016,-250,USD million\n\
    KAZ,GBR,inward,flow,2016,100,USD million\n\
    KAZ,World,outward,flow,2015,40,USD million\n\
    KAZ,World,outward,flow,2016,60,USD million\n";

/// Five companies on two markets, one with two securities, three with their seat elsewhere.
const LISTINGS: &str = "issuer,instrument,market,country,incorporation,period,value,unit\n\
    Alpha,ordinary,LSE,KAZ,GBR,2017,3,GBP billion\n\
    Alpha,preference,LSE,KAZ,GBR,2017,1,GBP billion\n\
    Beta,ordinary,LSE,KAZ,KAZ,2017,2,GBP billion\n\
    Gamma,ordinary,LSE,KAZ,NLD,2017,4,GBP billion\n\
    Delta,ordinary,LSE,KAZ,KAZ,2017,5,GBP billion\n\
    Epsilon,ordinary,KASE,KAZ,NLD,2017,6,GBP billion\n";
