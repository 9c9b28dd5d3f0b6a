//! Structural metrics and complexity as a user meets them: cases worked out by hand, and what they say when something
//! is missing.

use assert_cmd::Command;
use polars::prelude::{DataFrame, NamedFrom as _, Series};
use tradeproof::metrics::Companion;
use tradeproof::metrics::complexity::{self, Presence};
use tradeproof::model::Why;
use tradeproof::summary::{Question, derive};

use crate::metrics::{TRADE, asked, csv, loaded, values};

/// Each economy shares one product with the next: the matrix whose indices are of the golden ratio.
fn path() -> Presence {
    let has = [[true, true, false], [false, true, true], [false, false, true]];
    Presence::of(3, 3, |economy, product| has[economy][product])
}

fn near(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() < 1e-14, "{found} {expected}");
    }
}

#[test]
fn complexity_worked_out_by_hand() {
    // M = (1 1 0; 0 1 1; 0 0 1). The stochastic matrix (3/4 1/4 0; 1/4 1/2 1/4; 0 1/2 1/2) has the eigenvalues 1 and
    // (3 ± √5)/8; to the larger of these belongs (1, (√5 − 3)/2, 1 − √5).
    let root = 5_f64.sqrt();
    let found = complexity::eigenvector(&path()).unwrap();
    let economies = [(3.0 + root) / 4.0, (root - 3.0) / 4.0, -root / 2.0];
    near(&found.economies, &economies);
    // The last economy has the last product only; the others' means follow one after the other.
    let last = economies[2];
    let middle = 2.0 * economies[1] - last;
    near(&found.products, &[2.0 * economies[0] - middle, middle, last]);
}

#[test]
fn two_rounds_of_fitness_by_hand() {
    // Iterates 2 of F: diversity over its mean 5/3; of Q: 1/ubiquity over its mean 2/3. Iterate 20 has the order of these.
    let found = complexity::fitness(&path()).unwrap();
    assert!(found.economies[0] > found.economies[1] && found.economies[1] > found.economies[2]);
    assert!(found.products[0] > found.products[1] && found.products[1] > found.products[2]);
    assert!((found.economies.iter().sum::<f64>() - 3.0).abs() < 1e-14);
}

#[test]
fn the_product_space_by_hand() {
    let presence = path();
    let proximity = complexity::proximity(&presence);
    near(&proximity, &[0.0, 0.5, 0.0, 0.5, 0.0, 0.5, 0.0, 0.5, 0.0]);
    near(&complexity::density(&presence, &proximity), &[1.0, 0.5, 1.0, 1.0, 0.5, 1.0, 0.0, 0.5, 0.0]);
    let found = complexity::eigenvector(&presence).unwrap();
    let outlook = complexity::outlook(&presence, &proximity, &complexity::density(&presence, &proximity), &found);
    // The first lacks the last product, the second the first, the third the first two with densities 0 and ½.
    near(&outlook.value, &[found.products[2], found.products[0], found.products[1] / 2.0]);
    let raw = |product: usize| found.products[product] + found.shift;
    near(&outlook.gain, &[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.5 * raw(1), raw(0), 0.0]);
    // Less density times the product's own index.
    let net =
        [-found.products[2], -found.products[0], 0.5 * found.products[1], found.products[0] - 0.5 * found.products[1]];
    near(&[outlook.net_gain[2], outlook.net_gain[3], outlook.net_gain[6], outlook.net_gain[7]], &net);
}

#[test]
fn no_single_solution_is_said() {
    let alike = Presence::of(3, 2, |_, _| true);
    assert_eq!(complexity::eigenvector(&alike), Err(Why::Undetermined));
    assert_eq!(complexity::reflections(&alike), Err(Why::Undetermined));
    let strangers = Presence::of(4, 4, |economy, product| economy / 2 == product / 2);
    assert_eq!(complexity::eigenvector(&strangers), Err(Why::Undetermined));
    let ring = Presence::of(5, 5, |economy, product| product == economy || product == (economy + 1) % 5);
    assert_eq!(complexity::eigenvector(&ring), Err(Why::Undetermined));
    let empty = Presence::of(2, 2, |_, product| product == 0);
    assert_eq!(complexity::eigenvector(&empty), Err(Why::Absent));
    assert_eq!(complexity::eigenvector(&Presence::of(0, 0, |_, _| true)), Err(Why::Absent));
}

/// The path as trade, and what keeps two reporters and three products out of it.
const FIGURES: &str = "DEU,World,export,84,2017,4,USD million,\n\
    DEU,World,export,72,2017,4,USD million,\n\
    POL,World,export,72,2017,4,USD million,\n\
    POL,World,export,26,2017,4,USD million,\n\
    CHL,World,export,26,2017,4,USD million,\n\
    CHL,World,export,27,2017,,USD million,suppressed\n\
    DEU,World,export,27,2017,900,USD million,\n\
    POL,World,export,93,2017,-1,USD million,\n\
    POL,World,export,01,2017,0,USD million,\n\
    ATA,World,export,01,2017,0,USD million,\n\
    NRU,World,export,84,2017,0.5,USD million,\n";

#[test]
fn who_is_left_out_is_named_and_nothing_is_not_a_number() {
    let folder = tempfile::tempdir().unwrap();
    let (figures, result) = (folder.path().join("figures.csv"), folder.path().join("result.csv"));
    std::fs::write(&figures, format!("{TRADE}{FIGURES}")).unwrap();
    let mut command = Command::cargo_bin("tradeproof").unwrap();
    command.arg("summary").arg(&figures).args([
        "--metric",
        "eci",
        "--metric",
        "pci",
        "--layout",
        "long",
        "--least-total",
        "1,000,000",
        "-o",
    ]);
    command.arg(&result).assert().success();
    insta::assert_snapshot!(std::fs::read_to_string(&result).unwrap(), @r"
    reporter,flow,product,period,metric,unit,value,why
    ATA,export,,2017,eci:eigenvector,standard deviations (without 2 products),,absent
    CHL,export,,2017,eci:eigenvector,standard deviations (without 2 products),-1.118033989,
    DEU,export,,2017,eci:eigenvector,standard deviations (without 2 products),1.309016994,
    NRU,export,,2017,eci:eigenvector,standard deviations (without 2 products),,too_small
    POL,export,,2017,eci:eigenvector,standard deviations (without 2 products),-0.1909830056,
    ,export,01,2017,pci:eigenvector,standard deviations of eci,,absent
    ,export,26,2017,pci:eigenvector,standard deviations of eci,-1.118033989,
    ,export,27,2017,pci:eigenvector,standard deviations of eci,,suppressed
    ,export,72,2017,pci:eigenvector,standard deviations of eci,0.7360679775,
    ,export,84,2017,pci:eigenvector,standard deviations of eci,1.881966011,
    ,export,93,2017,pci:eigenvector,standard deviations of eci,,mixed_signs
    ");
    let every = csv(&asked(&format!("{TRADE}{FIGURES}"), "density", &[]).unwrap());
    assert!(
        !every.contains("NaN") && every.contains("ATA,export,01,2017,density:relatedness,ratio,,absent"),
        "{every}"
    );
}

#[test]
fn advantage_says_why_there_is_none() {
    let figures = format!("{TRADE}{FIGURES}");
    insta::assert_snapshot!(csv(&asked(&figures, "rca", &[]).unwrap()), @r"
    reporter,flow,product,period,metric,unit,value,why
    ATA,export,01,2017,rca:balassa,ratio to listed reporters,,no_denominator
    CHL,export,26,2017,rca:balassa,ratio to listed reporters,2.5625,
    CHL,export,27,2017,rca:balassa,ratio to listed reporters,,suppressed
    DEU,export,27,2017,rca:balassa,ratio to listed reporters,,suppressed
    DEU,export,72,2017,rca:balassa,ratio to listed reporters,1.28125,
    DEU,export,84,2017,rca:balassa,ratio to listed reporters,2.277777778,
    NRU,export,84,2017,rca:balassa,ratio to listed reporters,4.555555556,
    POL,export,01,2017,rca:balassa,ratio to listed reporters,,no_denominator
    POL,export,26,2017,rca:balassa,ratio to listed reporters,1.28125,
    POL,export,72,2017,rca:balassa,ratio to listed reporters,1.28125,
    POL,export,93,2017,rca:balassa,ratio to listed reporters,,mixed_signs
    ");
    let alone = format!("{TRADE}KAZ,World,export,27,2017,30,USD,\nKAZ,World,export,84,2017,10,USD,\n");
    for metric in ["rca", "trade_intensity", "diversification", "krugman", "eci", "margins"] {
        let answer = csv(&asked(&alone.replace("World", "CHN"), metric, &[]).unwrap());
        assert!(answer.lines().skip(1).all(|line| line.ends_with(",,one_reporter")), "{answer}");
    }
    let one_chapter = format!("{TRADE}KAZ,CHN,export,27,2017,30,USD,\nDEU,CHN,export,27,2017,10,USD,\n");
    for metric in ["rca", "trade_intensity", "diversification", "krugman:pair", "similarity", "similarity:bahar"] {
        let answer = csv(&asked(&one_chapter, metric, &[]).unwrap());
        assert!(answer.lines().skip(1).all(|line| line.ends_with(",,one_part")), "{answer}");
    }
    let zero = csv(&asked(&figures, "log_rca", &[]).unwrap());
    assert!(
        zero.contains("POL,export,01,2017,log_rca:ln,logarithm against listed reporters,,no_denominator"),
        "{zero}"
    );
}

#[test]
fn only_detail_of_one_level_is_added_up() {
    let figures = format!(
        "{TRADE}KAZ,World,export,TOTAL,2017,100,USD,\n\
         KAZ,World,export,27,2017,30,USD,\n\
         KAZ,World,export,84,2017,10,USD,\n\
         DEU,World,export,27,2017,20,USD,\n\
         DEU,World,export,84,2017,40,USD,\n"
    );
    let answer = asked(&figures, "rca", &[]).unwrap();
    assert_eq!(values(&answer, "value"), [Some(2.0 / 3.0), Some(4.0 / 3.0), Some(1.5), Some(0.5)]);
    assert_eq!(
        answer.audit,
        [
            "rca:balassa: left out product TOTAL, USD 100 in 1 row: its parts are asked for; 27 and 84 are there and make USD 40; USD 60 of it is not shown"
        ]
    );
    // A heading lies in its chapter; where another reporter has no chapters, the two are no products of one matrix.
    let nested = format!("{figures}DEU,World,export,8471,2017,5,USD,\n");
    assert_eq!(values(&asked(&nested, "rca", &[]).unwrap(), "value"), values(&answer, "value"));
    let mixed = format!("{figures}FRA,World,export,8471,2017,5,USD,\n");
    let error = asked(&mixed, "rca", &[]).unwrap_err().to_string();
    assert!(error.contains("several levels (2, 4)") && error.contains("84 holds 8471"), "{error}");
}

#[test]
fn two_way_trade_says_what_is_missing() {
    let figures = format!(
        "{TRADE}DEU,World,export,30,2017,60,USD,\n\
         DEU,World,import,30,2017,20,USD,\n\
         DEU,World,export,87,2017,,USD,suppressed\n\
         DEU,World,import,87,2017,30,USD,\n\
         DEU,World,export,84,2017,40,USD,\n\
         FRA,World,export,84,2017,40,USD,\n"
    );
    insta::assert_snapshot!(csv(&asked(&figures, "grubel_lloyd", &[]).unwrap()), @r"
    reporter,product,period,metric,unit,value,why
    DEU,30,2017,grubel_lloyd:product,ratio,0.5,
    DEU,84,2017,grubel_lloyd:product,ratio,0,
    DEU,87,2017,grubel_lloyd:product,ratio,,suppressed
    FRA,84,2017,grubel_lloyd:product,ratio,,value_missing
    ");
    insta::assert_snapshot!(csv(&asked(&figures, "grubel_lloyd:aggregate", &[]).unwrap()), @r"
    reporter,period,metric,unit,value,why
    DEU,2017,grubel_lloyd:aggregate,ratio (without 1 product),0.3333333333,
    FRA,2017,grubel_lloyd:aggregate,ratio,,value_missing
    ");
    insta::assert_snapshot!(csv(&asked(&figures, "lafay", &[]).unwrap()), @r"
    reporter,product,period,metric,unit,value,why
    DEU,30,2017,lafay:weighted,points,-11.11111111,
    DEU,84,2017,lafay:weighted,points,11.11111111,
    DEU,87,2017,lafay:weighted,points,,suppressed
    FRA,84,2017,lafay:weighted,points,,value_missing
    ");
}

#[test]
fn other_variants_worked_out_by_hand() {
    let figures = format!(
        "{TRADE}DEU,World,export,30,2017,60,USD,\n\
         DEU,World,export,87,2017,140,USD,\n\
         DEU,World,import,27,2017,50,USD,\n\
         DEU,World,import,30,2017,20,USD,\n\
         DEU,World,import,87,2017,30,USD,\n"
    );
    let michaely = values(&asked(&figures, "lafay:michaely", &[]).unwrap(), "value");
    near(&michaely.into_iter().flatten().collect::<Vec<_>>(), &[-0.5, 0.1, 0.4]);
    // With two products and two economies, one has what the other lacks.
    let figures = format!(
        "{TRADE}KAZ,World,export,27,2017,30,USD,\n\
         KAZ,World,export,84,2017,10,USD,\n\
         DEU,World,export,27,2017,20,USD,\n\
         DEU,World,export,84,2017,40,USD,\n"
    );
    let known = |metric: &str| {
        values(&asked(&figures, metric, &[]).unwrap(), "value").into_iter().flatten().collect::<Vec<_>>()
    };
    near(&known("similarity:bahar"), &[-1.0, -1.0]);
    near(&known("krugman:pair"), &[5.0 / 6.0, 5.0 / 6.0]);
    near(&known("log_rca:shifted"), &[2.0_f64 / 3.0 + 0.1, 4.0 / 3.0 + 0.1, 1.6, 0.6].map(f64::ln));
    // By partner, the world is what all of them trade with that partner.
    let partners = figures.replace("World", "CHN") + "KAZ,FRA,export,27,2017,5,USD,\nDEU,FRA,export,84,2017,15,USD,\n";
    let by_partner = values(&asked(&partners, "rca", &["partner"]).unwrap(), "value");
    near(&by_partner.into_iter().flatten().collect::<Vec<_>>(), &[2.0 / 3.0, 4.0 / 3.0, 4.0 / 3.0, 1.5, 0.5, 4.0]);
}

#[test]
fn margins_against_another_year() {
    let figures = format!(
        "{TRADE}KAZ,World,export,27,2015,20,USD,\n\
         KAZ,World,export,10,2015,5,USD,\n\
         KAZ,World,export,27,2017,30,USD,\n\
         KAZ,World,export,84,2017,10,USD,\n\
         KAZ,World,export,87,2017,0,USD,zero\n"
    );
    let base = Some("2015".parse().unwrap());
    for (variant, expected) in [("new", "1"), ("lost", "1"), ("continuing", "1"), ("count", "2")] {
        let question = Question {
            metrics: vec![format!("margins:{variant}")],
            periods: vec!["2017".parse().unwrap()],
            base,
            ..Question::default()
        };
        let answer = csv(&derive(&loaded(&figures), &question).unwrap());
        assert!(answer.ends_with(&format!("margins:{variant},products,{expected},\n")), "{answer}");
    }
}

fn incomes(rows: &[(&str, &str, f64)]) -> Companion {
    let frame = DataFrame::new(
        rows.len(),
        vec![
            Series::new("reporter".into(), rows.iter().map(|row| row.0).collect::<Vec<_>>()).into(),
            Series::new("period".into(), rows.iter().map(|row| row.1).collect::<Vec<_>>()).into(),
            Series::new("value".into(), rows.iter().map(|row| row.2).collect::<Vec<_>>()).into(),
        ],
    );
    Companion {
        name: "gdp_per_head".to_owned(),
        frame: frame.unwrap(),
        unit: "USD per head".to_owned(),
        source: "worked out for this test".to_owned(),
    }
}

#[test]
fn incomes_of_products_and_of_exports() {
    // Shares: KAZ ¾ and ¼, DEU ¼ and ¾. PRODY of 27: (¾·10 + ¼·50)/1 = 20, of 84: (¼·10 + ¾·50)/1 = 40.
    let figures = format!(
        "{TRADE}KAZ,World,export,27,2017,30,USD,\n\
         KAZ,World,export,84,2017,10,USD,\n\
         DEU,World,export,27,2017,20,USD,\n\
         DEU,World,export,84,2017,60,USD,\n"
    );
    let mut question = Question { metrics: vec!["prody".to_owned(), "expy".to_owned()], ..Question::default() };
    let error = derive(&loaded(&figures), &question).unwrap_err().to_string();
    insta::assert_snapshot!(error, @r"
    the metric prody needs a table of gdp_per_head by reporter and period
      expected: a companion of that name beside the trade figures
      help: give one with its unit and source
    ");
    question.companions = vec![incomes(&[("KAZ", "2017", 10.0), ("DEU", "2017", 50.0), ("DEU", "2016", 1.0)])];
    insta::assert_snapshot!(csv(&derive(&loaded(&figures), &question).unwrap()), @r"
    flow,product,reporter,period,metric,unit,value,why
    export,27,,2017,prody:hausmann,USD per head,20,
    export,84,,2017,prody:hausmann,USD per head,40,
    export,,DEU,2017,expy:hausmann,USD per head,35,
    export,,KAZ,2017,expy:hausmann,USD per head,25,
    ");
    question.companions = vec![incomes(&[("DEU", "2017", 50.0)])];
    insta::assert_snapshot!(csv(&derive(&loaded(&figures), &question).unwrap()), @r"
    flow,product,reporter,period,metric,unit,value,why
    export,27,,2017,prody:hausmann,USD per head (1 of 2 reporters),50,
    export,84,,2017,prody:hausmann,USD per head (1 of 2 reporters),50,
    export,,DEU,2017,expy:hausmann,USD per head (1 of 2 reporters),50,
    export,,KAZ,2017,expy:hausmann,USD per head (1 of 2 reporters),50,
    ");
}

#[test]
fn the_largest_of_each_whole() {
    let figures = format!("{TRADE}{FIGURES}");
    let question = Question { metrics: vec!["rca".to_owned()], top: Some(1), ..Question::default() };
    let answer = csv(&derive(&loaded(&figures), &question).unwrap());
    // One product for each reporter that has any, and two where two are equally large.
    assert_eq!(answer.lines().skip(1).map(|line| &line[..3]).collect::<Vec<_>>(), ["CHL", "DEU", "NRU", "POL", "POL"]);
}
