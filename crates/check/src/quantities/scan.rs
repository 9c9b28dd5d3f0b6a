//! One pass over a block of text that finds its figures and periods.

use std::ops::Range;

use num_traits::Zero;

use super::super::exact::{Rational, power_of_ten, whole};
use super::super::words::{Token, TokenKind, is_any, tokens};
use super::calendar::{self, Reader};
use super::carried::carry_unit;
use super::digits::{currency_joined, digits_figure, lettered_number};
use super::names::name_end;
use super::spelled::spelled_figure;
use super::unit::Unit;
use super::wording::Said;
use super::{Figure, Scanned, plain, wording};

/// Finds the figures and periods in the bytes `within` of `text`.
///
/// ```
/// use tradeproof_check::quantities::{Unit, scan};
/// let found = scan("Exports rose 5.4% to $1.2 billion in 2017.", 0..42);
/// assert_eq!(found.figures.len(), 3);
/// assert_eq!(found.figures[0].unit, Unit::Percent);
/// assert_eq!(found.figures[1].currency.as_deref(), Some("USD"));
/// assert_eq!(found.figures[2].unit, Unit::Year);
/// ```
#[must_use]
pub fn scan(text: &str, within: Range<usize>) -> Scanned {
    // Nothing beyond the end is read as part of a figure.
    let text = &text[..within.end];
    scan_tokens(text, within.clone(), &tokens(text, within))
}

fn scan_tokens(text: &str, within: Range<usize>, tokens: &[Token]) -> Scanned {
    let mut scanned = Scanned::default();
    let mut at = 0;
    let mut free_from = within.start;
    while at < tokens.len() {
        let end = step(text, within.start, tokens, at, free_from, &mut scanned);
        match end {
            Some(end) => {
                free_from = end;
                while tokens.get(at).is_some_and(|token| token.start < end) {
                    at += 1;
                }
            }
            None => at += 1,
        }
    }
    scanned
}

/// Reads what stands at the token `at`; says where it ends.
fn step(
    text: &str,
    start: usize,
    tokens: &[Token],
    at: usize,
    free_from: usize,
    scanned: &mut Scanned,
) -> Option<usize> {
    let token = tokens[at];
    let word = token.text(text);
    if token.kind == TokenKind::Mark {
        return None;
    }
    if may_start_period(word, token.kind)
        && let Some(found) = calendar::read(Reader::new(text, tokens, at))
    {
        let end = found.span.end;
        if dates_prices(&text[..found.span.start], &text[end..]) {
            return Some(end);
        }
        scanned.figures.extend(found.years.iter().map(|year| year_figure(text, year.clone())));
        scanned.periods.extend(Option::from(found));
        return Some(end);
    }
    let figure = match token.kind {
        TokenKind::Digits => {
            if let Some(end) = name_end(text, tokens, at) {
                return Some(end);
            }
            digits_figure(text, start.max(free_from), token.start)?
        }
        _ => match currency_joined(text, token).or_else(|| spelled_figure(text, tokens, at)) {
            Some(figure) => figure,
            None => return lettered_number(text, token),
        },
    };
    let mut figure = with_wording(text, start.max(free_from), figure);
    let end = figure.span.end;
    if let Some(first) = scanned.figures.last_mut() {
        share_unit(text, first, &mut figure);
    }
    carry_unit(text, &mut scanned.figures, &mut figure);
    scanned.figures.push(figure);
    Some(end)
}

fn may_start_period(word: &str, kind: TokenKind) -> bool {
    const STARTERS: &[&str] = &[
        "same",
        "corresponding",
        "comparable",
        "like",
        "year",
        "yoy",
        "y",
        "month",
        "quarter",
        "previous",
        "preceding",
        "prior",
        "last",
        "first",
        "second",
        "third",
        "fourth",
        "final",
        "fiscal",
        "financial",
        "the",
        "half",
        "spring",
        "summer",
        "autumn",
        "winter",
    ];
    kind == TokenKind::Digits
        || word.starts_with(|c: char| c.is_ascii_uppercase())
        || is_any(word, STARTERS)
        || is_any(word, &calendar::COUNT_WORDS)
}

/// `at 1980 prices`, `in constant 2015 dollars`: the year says of which prices, and when nothing was.
fn dates_prices(before: &str, after: &str) -> bool {
    let dated = before.split_whitespace().next_back().is_some_and(|word| is_any(word, &["at", "constant", "fixed"]));
    let word = after.strip_prefix(' ').unwrap_or_default();
    let word = &word[..word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len())];
    dated && is_any(word, &["prices", "dollars", "pounds", "euros"])
}

fn year_figure(text: &str, span: Range<usize>) -> Figure {
    let value = text[span.clone()].parse().map_or_else(|_| Rational::zero(), whole);
    plain(span, value, Unit::Year)
}

/// `5–7 per cent`, `between $5 and $7 billion`: what stands after the second number holds for the first.
fn share_unit(text: &str, first: &mut Figure, second: &mut Figure) {
    let between = &text[first.span.end..second.span.start];
    let opened = || {
        let before = text[..first.span.start].trim_end();
        ["between", "from"].iter().any(|word| before.len() >= word.len() && before.ends_with(word))
    };
    let range = matches!(between, "-" | "–" | "—" | "\u{2011}" | " – " | " to ") || (between == " and " && opened());
    let bare = first.magnitude == 0
        && matches!(first.unit, Unit::Number | Unit::Money)
        && (first.currency.is_none() || second.currency.is_none() || first.currency == second.currency);
    let shared = second.magnitude > 0 || (second.unit != Unit::Number && first.unit == Unit::Number);
    let measured = matches!(
        second.unit,
        Unit::Percent | Unit::PercentagePoint | Unit::BasisPoint | Unit::Money | Unit::Weight | Unit::Number
    );
    if !(range && bare && shared && measured) || first.value >= whole(1000) {
        return;
    }
    // `$5–7 billion`: the sign stands once.
    if first.unit == Unit::Money && second.unit == Unit::Number {
        (second.unit, second.currency) = (Unit::Money, first.currency.clone());
    }
    let factor = power_of_ten(second.magnitude);
    first.value *= &factor;
    first.ulp *= &factor;
    (first.magnitude, first.unit, first.currency) = (second.magnitude, second.unit, second.currency.clone());
}

fn with_wording(text: &str, floor: usize, mut figure: Figure) -> Figure {
    let mut before = &text[floor..figure.span.start];
    // Two rounds: "about more than" is rare, "some more than" rarer, "over about" is not.
    for _ in 0..2 {
        if let Some((bound, span)) = wording::bound_before(before) {
            figure.bound = figure.bound.or(Some(bound));
            before = &before[..span.start];
        } else if let Some(span) = wording::hedge_before(before) {
            figure.hedge = Some(floor + span.start..floor + span.end);
            before = &before[..span.start];
        }
    }
    match wording::after(&text[figure.span.end..]) {
        Some(Said::Bound(bound)) => figure.bound = figure.bound.or(Some(bound)),
        Some(Said::Hedge(span)) => {
            figure.hedge = Some(figure.span.end + span.start..figure.span.end + span.end);
        }
        None => {}
    }
    figure
}

#[cfg(test)]
mod tests {
    use super::super::super::exact::decimal;
    use super::super::{Bound, Mentioned};
    use super::*;

    fn figures(text: &str) -> Vec<(String, String, Unit, Option<String>)> {
        scan(text, 0..text.len())
            .figures
            .into_iter()
            .map(|f| (text[f.span.clone()].to_owned(), decimal(&f.value, 6), f.unit, f.currency))
            .collect()
    }

    fn one(text: &str) -> (String, String, Unit, Option<String>) {
        let found = figures(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        found.into_iter().next().unwrap()
    }

    #[test]
    fn money_in_many_hands() {
        for (text, value, currency) in [
            ("was $422.6 million", "422600000", "USD"),
            ("was US$42.5 billion", "42500000000", "USD"),
            ("USD 22.66 billion", "22660000000", "USD"),
            ("raised 60.4 billion yuan", "60400000000", "CNY"),
            ("₦4,021.4 billion", "4021400000000", "NGN"),
            ("about Rs 1,99,770.58 crore", "1997705800000", "INR"),
            ("Sh5.60 billion", "5600000000", "KES"),
            ("€11.4bn", "11400000000", "EUR"),
            ("$31.760b", "31760000000", "USD"),
            ("2.8 billion U.S. dollars", "2800000000", "USD"),
            ("7 billion 28 million dollars", "7028000000", "USD"),
            ("$29. 357 billion", "29357000000", "USD"),
            ("half a million euros", "500000", "EUR"),
            ("$ 300 billion", "300000000000", "USD"),
        ] {
            let (_, found, unit, code) = one(text);
            assert_eq!((found.as_str(), unit, code.as_deref()), (value, Unit::Money, Some(currency)), "{text}");
        }
    }

    #[test]
    fn percentages_points_and_multiples() {
        assert_eq!(one("21 per cent").2, Unit::Percent);
        assert_eq!(one("25.51pc").2, Unit::Percent);
        assert_eq!(one("five percent").1, "5");
        assert_eq!(one("−4.0%").1, "-4");
        assert_eq!(one("rose 3 percentage points").2, Unit::PercentagePoint);
        assert_eq!(one("cut by 25 basis points").2, Unit::BasisPoint);
        assert_eq!(one("2.5 times").2, Unit::Multiple);
        assert_eq!(one("went there nine times before").2, Unit::Count);
        assert_eq!(one("two thirds of it").0, "two thirds");
    }

    #[test]
    fn labels_dates_and_times_are_no_figures() {
        assert!(figures("see Table 2 and HS 7102").is_empty());
        assert!(figures("created 19.10.2017, 11:50").is_empty());
        assert!(figures("On 19 January 1992 and on 19–21 July 2017").is_empty());
        assert!(figures("a Mercedes E 220D and a Volvo V70").is_empty());
        assert!(figures("the G20 in H1 2014").is_empty());
    }

    #[test]
    fn counts_ranks_and_years() {
        assert_eq!(one("Eight mining companies").2, Unit::Count);
        assert_eq!(one("the sixth-largest investor").2, Unit::Ordinal);
        assert_eq!(figures("(1991, 1992 and 2015)").len(), 3);
        let entities = scan("more than 800 British legal entities", 0..36).figures.remove(0);
        assert_eq!((entities.unit, entities.bound), (Unit::Count, Some(Bound::MoreThan)));
    }

    #[test]
    fn periods_by_date_and_by_relation() {
        let period = |text: &str| match scan(text, 0..text.len()).periods.first().map(|found| found.period) {
            Some(Mentioned::Dated(period)) => period.to_string(),
            other => format!("{other:?}"),
        };
        assert_eq!(period("in January–April 2017"), "2017-01..2017-04");
        assert_eq!(period("between January and April 2017"), "2017-01..2017-04");
        assert_eq!(period("in 2022-23"), "2022-04..2023-03");
        assert_eq!(period("in FY24"), "2023-04..2024-03");
        assert_eq!(period("July-June (2021-22)"), "2021-07..2022-06");
        assert_eq!(period("the first nine months of 2019"), "2019-01..2019-09");
        assert_eq!(period("Between 2005 and 2017"), "2005..2017");
        assert_eq!(period("the first half of 2020"), "2020-H1");
        assert_eq!(period("in December, 2020"), "2020-12");
        assert_eq!(period("over the same period last year"), "Some(YearEarlier)");
        assert_eq!(period("the same period in 2016"), "Some(SameMonthsOf(2016))");
    }

    #[test]
    fn precision_is_what_was_printed() {
        let figure = scan("$22.0 billion", 0..13).figures.remove(0);
        assert_eq!(decimal(&figure.ulp, 0), "100000000");
        let coarse = scan("408,000 tonnes", 0..14).figures.remove(0);
        assert_eq!(decimal(&coarse.coarse_ulp(), 0), "1000");
    }
}
