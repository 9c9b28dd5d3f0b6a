//! Units, currencies and magnitudes that are said once of two figures that are compared.

use std::ops::Range;

use num_traits::Signed as _;
use tradeproof_language::calendar::RELATIVE;
use tradeproof_language::numbers::{COMPARED, NOT_NOUNS};

use super::super::exact::{power_of_ten, whole};
use super::super::words::is_any;
use super::{Figure, Unit};

/// How many bytes may stand between two figures of which one lends the other its unit.
const REACH: usize = 40;

/// How many times as large the one may be as the other.
const ALIKE: i64 = 3;

/// `to 6.5 million tonnes from 7.1`, `10,052,000 up 21.8 pct from 8,252,000 dlrs`: what is compared is in one unit, where one says none.
pub(super) fn carry_unit(text: &str, figures: &mut [Figure], second: &mut Figure) {
    let last = figures.iter_mut().rev().take(3).find(|figure| !matches!(figure.unit, Unit::Year | Unit::Percent));
    let Some(first) = last.filter(|first| compares(text, first.span.end..second.span.start)) else { return };
    let measured = |figure: &Figure| matches!(figure.unit, Unit::Money | Unit::Weight | Unit::Number);
    let same = first.magnitude == second.magnitude;
    if is_bare(text, second) && measured(first) && (same || second.magnitude == 0 && second.decimals > 0) {
        let factor = power_of_ten(first.magnitude - second.magnitude);
        let (size, other) = (first.value.abs(), (&second.value * &factor).abs());
        if other <= &size * whole(ALIKE) && size <= &other * whole(ALIKE) {
            second.value *= &factor;
            second.ulp *= &factor;
            (second.magnitude, second.unit, second.currency) = (first.magnitude, first.unit, first.currency.clone());
        }
    } else if is_bare(text, first) && measured(second) && same {
        (first.unit, first.currency) = (second.unit, second.currency.clone());
    }
}

/// Whether a figure is printed without a unit, and counts nothing that is named after it.
fn is_bare(text: &str, figure: &Figure) -> bool {
    let after = text[figure.span.end..].trim_start_matches([' ', '\u{a0}', '\n']);
    let word = &after[..after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len())];
    let counts = !(word.is_empty() || is_any(word, NOT_NOUNS) || is_any(word, RELATIVE));
    figure.unit == Unit::Number && figure.currency.is_none() && !figure.spelled && !counts
}

/// Whether the words between two figures compare them: `from`, `last year, against`.
fn compares(text: &str, between: Range<usize>) -> bool {
    let Some(between) = text.get(between).filter(|between| between.len() <= REACH).map(str::trim) else { return false };
    let apart = between.contains([';', ':']) || between.contains(". ");
    !apart
        && COMPARED.iter().any(|words| {
            let at = between.len().checked_sub(words.len()).filter(|at| between.is_char_boundary(*at));
            at.is_some_and(|at| {
                between[at..].eq_ignore_ascii_case(words) && !between[..at].ends_with(|c: char| c.is_alphanumeric())
            })
        })
}
