//! Every relation between figures, told in several ways from known figures: what is right is never accused, what is far off is found.

use proptest::prelude::*;
use tradeproof_check::check;

fn accused(text: &str) -> Vec<String> {
    let found = check("generated.txt", text.as_bytes()).unwrap();
    found.contradictions().map(|claim| format!("{}: {} ({})", claim.kind, claim.headline, claim.explanation)).collect()
}

fn found(text: &str, kind: &str) -> bool {
    check("generated.txt", text.as_bytes()).unwrap().contradictions().any(|claim| claim.kind == kind)
}

/// An amount in millions with so many decimals.
fn amount(value: f64, decimals: usize) -> String {
    format!("${value:.decimals$} million")
}

fn yearly(base: f64, rate: f64, years: i32, decimals: usize) -> (String, String) {
    (amount(base, decimals), amount(base * (1.0 + rate / 100.0).powi(years), decimals))
}

fn told_yearly([base, level]: [&str; 2], rate: &str, years: i32, way: usize) -> String {
    let (from, to) = (2000, 2000 + years);
    match way {
        0 => format!(
            "Exports grew by {rate} per cent a year on average between {from} and {to}, from {base} to {level}."
        ),
        1 => format!(
            "Exports rose to {level} in {to} from {base} in {from}, an average annual growth rate of {rate} per cent."
        ),
        2 => format!(
            "Exports rose from {base} in {from} to {level} in {to}, a compound annual growth rate (CAGR) of {rate}%."
        ),
        _ => format!("Over {years} years exports grew {rate} per cent per annum, from {base} to {level}."),
    }
}

/// What a text says of `ratio`: a verb, and whether it says so rightly.
fn verb(ratio: f64) -> &'static str {
    match ratio {
        r if r < 0.5 => "more than halved",
        r if r < 0.6 => "almost halved",
        r if r < 1.7 => "went",
        r if r < 2.0 => "almost doubled",
        r if r < 2.7 => "more than doubled",
        r if r < 3.0 => "almost tripled",
        _ => "more than tripled",
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn yearly_growth_that_is_right_is_never_accused(
        base in 100.0..900.0, rate in 1.0..25.0, years in 2..30, decimals in 0_usize..3, places in 0_usize..3, way in 0_usize..4,
    ) {
        let (base, level) = yearly(base, rate, years, decimals);
        let text = told_yearly([&base, &level], &format!("{rate:.places$}"), years, way);
        prop_assert!(accused(&text).is_empty(), "{text}\n{:#?}", accused(&text));
    }

    #[test]
    fn yearly_growth_that_is_far_off_is_found(base in 100.0..900.0, rate in 2.0..10.0, years in 4..9, way in 0_usize..4) {
        let (base, level) = yearly(base, rate, years, 1);
        // Far beyond what counting the years differently or dividing the whole growth by them would give.
        let text = told_yearly([&base, &level], &format!("{:.1}", rate * 2.0 + 3.0), years, way);
        prop_assert!(found(&text, "annual_growth"), "{text}");
    }

    #[test]
    fn multiples_that_are_right_are_never_accused(base in 20.0..900.0, ratio in 0.3..4.0, decimals in 0_usize..3, way in 0_usize..3) {
        let (level, before) = (amount(base * ratio, decimals), amount(base, decimals));
        let text = match way {
            0 => format!("Exports {} to {level} from {before}.", verb(ratio)),
            1 => format!("Exports {} in 2017, from {before} to {level}.", verb(ratio)),
            _ => format!("Exports reached {level}, {ratio:.1} times the {before} of 2010."),
        };
        prop_assert!(accused(&text).is_empty(), "{text}\n{:#?}", accused(&text));
    }

    #[test]
    fn a_doubling_that_is_none_is_found(base in 20.0..900.0, ratio in 0.6..1.6) {
        let text = format!("Exports more than doubled to {} from {}.", amount(base * ratio, 1), amount(base, 1));
        prop_assert!(found(&text, "multiple"), "{text}");
    }

    #[test]
    fn conversions_at_one_rate_are_never_accused(a in 10.0..900.0, b in 10.0..900.0, rate in 0.2..9.0, decimals in 0_usize..2) {
        let euros = |value: f64| format!("€{value:.decimals$} million");
        let text = format!(
            "The fund lent {} ({}) to Ardland and {} ({}) to Bessia.",
            euros(a), amount(a * rate, decimals), euros(b), amount(b * rate, decimals),
        );
        prop_assert!(accused(&text).is_empty(), "{text}\n{:#?}", accused(&text));
    }

    #[test]
    fn prices_and_averages_that_are_right_are_never_accused(quantity in 1.0..90.0, price in 20.0..900.0, count in 2_u32..60) {
        let value = amount(quantity * price, 0);
        let text = format!("Miners shipped {quantity:.1} million tonnes worth {value}, at an average of ${price:.0} a tonne.");
        prop_assert!(accused(&text).is_empty(), "{text}\n{:#?}", accused(&text));
        let each = amount(price, 1);
        let text = format!("The {count} ports paid {}, an average of {each} each.", amount(price * f64::from(count), 1));
        prop_assert!(accused(&text).is_empty(), "{text}\n{:#?}", accused(&text));
    }

    #[test]
    fn points_that_are_right_are_never_accused(from in 1.0..60.0, step in 0.2..20.0, decimals in 0_usize..3, falls in any::<bool>()) {
        let (from, to) = if falls { (from + step, from) } else { (from, from + step) };
        let verb = if falls { "fell" } else { "rose" };
        let text = format!(
            "The share of copper {verb} by {step:.decimals$} percentage points, from {from:.decimals$} per cent to {to:.decimals$} per cent.",
        );
        prop_assert!(accused(&text).is_empty(), "{text}\n{:#?}", accused(&text));
    }

    #[test]
    fn spans_that_are_right_are_never_accused(from in 1950..2000, years in 2..50, counted in 0..2) {
        let to = from + years;
        let number = years + counted;
        let text = format!("In the {number} years from {from} to {to} trade grew.");
        prop_assert!(accused(&text).is_empty(), "{text}\n{:#?}", accused(&text));
        let text = format!("The port, founded in {from}, celebrated its {years}th anniversary in {to}.");
        prop_assert!(accused(&text).is_empty(), "{text}\n{:#?}", accused(&text));
    }
}
