//! Texts written from known figures: right ones are never accused, wrong ones are found, and any bytes are survived.

use proptest::prelude::*;
use tradeproof_check::{Verdict, check};

use crate::pieces::piece;

/// What trade did between two periods, in units of the smallest printed kind.
#[derive(Debug, Clone)]
struct Known {
    /// Exports and imports before and after, in thousands of dollars.
    exports: [u64; 2],
    imports: [u64; 2],
}

fn known() -> impl Strategy<Value = Known> {
    let level = 1_000_000_u64..900_000_000;
    let growth = 40_u64..250;
    (level.clone(), growth.clone(), level, growth).prop_map(|(exports, up, imports, down)| Known {
        exports: [exports, exports * up / 100 + 7],
        imports: [imports, imports * down / 100 + 3],
    })
}

/// How a text prints numbers.
#[derive(Debug, Clone, Copy)]
struct Style {
    /// Decimals of amounts in millions and of percentages.
    decimals: (usize, usize),
    unit: &'static str,
    /// Cuts digits off instead of rounding.
    truncates: bool,
}

fn style() -> impl Strategy<Value = Style> {
    let decimals = (0_usize..3, 0_usize..3);
    let unit = prop::sample::select(vec![" per cent", " percent", "%", " pct"]);
    (decimals, unit, any::<bool>()).prop_map(|(decimals, unit, truncates)| Style { decimals, unit, truncates })
}

impl Style {
    fn number(self, value: f64, decimals: usize) -> String {
        if self.truncates {
            let scale = 10_f64.powi(decimals as i32);
            format!("{:.*}", decimals, (value * scale + 1e-9).floor() / scale)
        } else {
            format!("{value:.decimals$}")
        }
    }

    fn amount(self, thousands: u64) -> String {
        format!("${} million", self.number(thousands as f64 / 1000.0, self.decimals.0))
    }

    fn percent(self, [before, after]: [u64; 2]) -> String {
        let size = (after as f64 / before as f64 - 1.0).abs() * 100.0;
        format!("{}{}", self.number(size, self.decimals.1), self.unit)
    }
}

fn verb([before, after]: [u64; 2]) -> &'static str {
    if after >= before { "rose" } else { "fell" }
}

fn comparative([before, after]: [u64; 2]) -> &'static str {
    if after >= before { "up" } else { "down" }
}

/// The same facts told in several ways.
fn told(known: &Known, style: Style, way: usize) -> String {
    let (exports, imports) = (known.exports, known.imports);
    let amount = |thousands: u64| style.amount(thousands);
    match way {
        0 => format!(
            "Exports {} {} to {} in 2019 from {} in 2018. Imports {} by {} to {}, against {} a year earlier.",
            verb(exports),
            style.percent(exports),
            amount(exports[1]),
            amount(exports[0]),
            verb(imports),
            style.percent(imports),
            amount(imports[1]),
            amount(imports[0]),
        ),
        1 => format!(
            "In January–June 2019 exports came to {}, {} {} on the same period of 2018 ({}).\n\nImports reached {}, {} {} from {}.",
            amount(exports[1]),
            comparative(exports),
            style.percent(exports),
            amount(exports[0]),
            amount(imports[1]),
            comparative(imports),
            style.percent(imports),
            amount(imports[0]),
        ),
        2 => {
            let (total, before) = (exports[1] + imports[1], exports[0] + imports[0]);
            format!(
                "Trade {} by {} to {} in 2019, compared with {} in 2018. Exports were {} and imports {} in 2019.",
                verb([before, total]),
                style.percent([before, total]),
                amount(total),
                amount(before),
                amount(exports[1]),
                amount(imports[1]),
            )
        }
        3 => {
            let (total, before) = (exports[1] + imports[1], exports[0] + imports[0]);
            format!(
                "In 2019, trade {} by {} to {}, against {} in 2018. Exports {} by {} to {} in 2019 from {} in 2018, and imports {} by {} to {} in 2019 from {} in 2018.",
                verb([before, total]),
                style.percent([before, total]),
                amount(total),
                amount(before),
                verb(exports),
                style.percent(exports),
                amount(exports[1]),
                amount(exports[0]),
                verb(imports),
                style.percent(imports),
                amount(imports[1]),
                amount(imports[0]),
            )
        }
        _ => {
            let (name, gap) = if exports[1] >= imports[1] {
                ("surplus", exports[1] - imports[1])
            } else {
                ("deficit", imports[1] - exports[1])
            };
            format!(
                "In 2019, exports amounted to {} and imports to {}. The trade {name} was {} in 2019.",
                amount(exports[1]),
                amount(imports[1]),
                amount(gap),
            )
        }
    }
}

fn accused(text: &str) -> Vec<String> {
    let found = check("generated.txt", text.as_bytes()).unwrap();
    found.contradictions().map(|claim| format!("{}: {}", claim.headline, claim.explanation)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_text_from_consistent_figures_is_never_accused(known in known(), style in style(), way in 0_usize..5) {
        let text = told(&known, style, way);
        prop_assert!(accused(&text).is_empty(), "{text}\n{:#?}", accused(&text));
    }

    #[test]
    fn a_percentage_far_off_is_found(known in known(), off in 3_u64..9, way in 0_usize..2) {
        let style = Style { decimals: (1, 0), unit: " per cent", truncates: false };
        let text = told(&known, style, way);
        let right = style.percent(known.exports);
        let number: f64 = right.trim_end_matches(" per cent").parse().unwrap();
        let wrong = format!("{} per cent", number + off as f64);
        // The first percentage of each way is that of exports.
        let text = text.replacen(&right, &wrong, 1);
        let found = check("generated.txt", text.as_bytes()).unwrap();
        let claim = found.contradictions().find(|claim| claim.kind == "growth");
        prop_assert!(claim.is_some(), "{text}");
        let claim = claim.unwrap();
        prop_assert!(claim.repairs.iter().any(|repair| repair.to == format!("{number}") || repair.to == format!("-{number}")), "{claim:#?}");
    }

    #[test]
    fn any_text_is_survived(text in "\\PC{0,400}") {
        let _ = check("any.txt", text.as_bytes());
        let _ = check("any.md", text.as_bytes());
    }

    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = check("any.txt", &bytes);
    }

    #[test]
    fn scrambled_trade_prose_is_survived(pieces in prop::collection::vec(piece(), 0..60)) {
        let _ = check("any.txt", pieces.join(" ").as_bytes());
        let _ = check("any.md", pieces.concat().as_bytes());
    }
}

/// The smaller flow is nothing beside the larger one: what its growth would have to be is as good as open.
#[test]
fn a_small_part_of_a_total_is_not_accused_for_the_rounding_of_the_large_one() {
    let text = "In 2019, trade fell by 60 per cent to $164604 million, against $411511 million in 2018. Exports fell by 60 per \
                cent to $400 million in 2019 from $1000 million in 2018, and imports fell by 60 per cent to $164204 million in \
                2019 from $410511 million in 2018.";
    assert_eq!(accused(text), Vec::<String>::new());
}

#[test]
fn every_claim_names_figures_of_its_document() {
    let text = "Trade came to $422.6 million in 2017. Exports were $331.7 million and imports $90.8 million in 2017.";
    let found = check("a.txt", text.as_bytes()).unwrap();
    for claim in &found.claims {
        assert_ne!(claim.verdict, Verdict::NotCheckable);
        let quantity = found.quantity(&claim.reported).unwrap();
        assert_eq!(&found.text[quantity.start..quantity.end], quantity.text);
        assert!(claim.operands.iter().all(|id| found.quantity(id).is_some()));
    }
}
