//! Values in the style of the figure that a text prints: same currency, magnitude, unit and decimals.

use num_traits::{Signed as _, Zero};

use super::exact::{Rational, decimal, power_of_ten};
use super::quantities::{Figure, Unit};

/// More decimals than a text prints help nobody.
const MOST_DECIMALS: usize = 6;

/// `value` as the text prints `figure`, with `extra` decimals more: `$334.3 million` → `$349.3 million`.
#[must_use]
pub fn like_printed(surface: &str, figure: &Figure, value: &Rational, extra: usize) -> String {
    let digits = digits_of(figure, value, extra);
    if figure.unit == Unit::Ordinal {
        return format!("{digits}{}", ordinal_ending(&digits));
    }
    // `two thirds` of a percentage are no thirds any more.
    if figure.spelled && figure.unit == Unit::Percent && !surface.contains("cent") {
        return format!("{digits} per cent");
    }
    if figure.spelled {
        return spelled_tail(surface).map_or(digits.clone(), |tail| format!("{digits}{tail}"));
    }
    match digit_run(surface) {
        Some((from, to)) => {
            let head = surface[..from].trim_end_matches(['-', '−', '+']);
            let sign = if value.is_negative() { "−" } else { "" };
            format!("{sign}{head}{}{}", digits.trim_start_matches('−'), &surface[to..])
        }
        None => digits,
    }
}

/// The letters after the digits of a place: `21st`, `12th`.
fn ordinal_ending(digits: &str) -> &'static str {
    let teen = digits.len() > 1 && digits[..digits.len() - 1].ends_with('1');
    match digits.chars().last() {
        Some('1') if !teen => "st",
        Some('2') if !teen => "nd",
        Some('3') if !teen => "rd",
        _ => "th",
    }
}

/// Only the digits, at the figure's magnitude: `422.6`.
#[must_use]
pub fn digits_of(figure: &Figure, value: &Rational, extra: usize) -> String {
    let places = (figure.decimals as usize + extra).min(MOST_DECIMALS);
    if figure.unit == Unit::Year {
        return fixed(value, 0);
    }
    grouped(&fixed(&(value / power_of_ten(figure.magnitude)), places))
}

/// A percent number with its sign: `+26.4`.
#[must_use]
pub fn signed_percent(value: &Rational, places: usize) -> String {
    let sign = if value.is_negative() { "" } else { "+" };
    format!("{sign}{}", fixed(value, places))
}

/// Exactly `places` decimals, rounded half away from zero, with a true minus.
#[must_use]
pub fn fixed(value: &Rational, places: usize) -> String {
    let short = decimal(value, places);
    let (whole, fraction) = short.split_once('.').unwrap_or((&short, ""));
    let text = if places == 0 { whole.to_owned() } else { format!("{whole}.{fraction:0<places$}") };
    text.replace('-', "−")
}

/// Decimals that show `value` to about one part in a thousand of `width`, for interval ends.
#[must_use]
pub fn places_for(figure: &Figure) -> usize {
    let finer = if figure.unit == Unit::Count || figure.ulp.is_zero() { 0 } else { 1 };
    figure.decimals as usize + finer
}

/// Thousands apart by commas, as English texts print them.
fn grouped(number: &str) -> String {
    let (sign, digits) = number.strip_prefix('−').map_or(("", number), |digits| ("−", digits));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    match fraction {
        Some(fraction) => format!("{sign}{out}.{fraction}"),
        None => format!("{sign}{out}"),
    }
}

/// Where the digits of a printed figure are.
fn digit_run(surface: &str) -> Option<(usize, usize)> {
    let from = surface.find(|c: char| c.is_ascii_digit())?;
    let inside = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\u{a0}' | '\u{202f}' | '\u{2009}');
    let run = &surface[from..];
    let end = run.find(|c: char| !inside(c)).unwrap_or(run.len());
    let to = from + run[..end].trim_end_matches(|c: char| !c.is_ascii_digit()).len();
    // Groups of three may stand apart: `1 346.54`.
    let group = surface[to..]
        .strip_prefix(' ')
        .is_some_and(|rest| rest.bytes().take(4).take_while(u8::is_ascii_digit).count() == 3);
    let more = if group { digit_run(&surface[to..]).map_or(0, |(_, len)| len) } else { 0 };
    Some((from, to + more))
}

/// What follows the spelled number: `eight per cent` → ` per cent`.
fn spelled_tail(surface: &str) -> Option<&str> {
    surface.find(' ').map(|at| &surface[at..])
}

#[cfg(test)]
mod tests {
    use super::super::exact::ratio;
    use super::super::quantities::scan;
    use super::*;

    fn like(text: &str, value: Rational) -> String {
        let figure = scan(text, 0..text.len()).figures.remove(0);
        like_printed(&text[figure.span.clone()], &figure, &value, 0)
    }

    #[test]
    fn style_is_kept() {
        assert_eq!(like("R1 346.54 billion", ratio(1_501_650_000_000, 1)), "R1,501.65 billion");
        assert_eq!(like("$334.3 million", ratio(349_256_198, 1)), "$349.3 million");
        assert_eq!(like("21 per cent", ratio(2641, 100)), "26 per cent");
        assert_eq!(like("1,234,567 tonnes", ratio(7_654_321, 1)), "7,654,321 tonnes");
        assert_eq!(like("two thirds of it", ratio(25, 1)), "25 per cent");
        assert_eq!(like("eight per cent of it", ratio(25, 1)), "25 per cent");
        assert_eq!(like("the 25th anniversary", ratio(32, 1)), "32nd");
        assert_eq!(like("the 25th anniversary", ratio(12, 1)), "12th");
    }

    #[test]
    fn minus_is_a_minus() {
        assert_eq!(fixed(&ratio(-264, 10), 1), "−26.4");
        assert_eq!(signed_percent(&ratio(264, 10), 1), "+26.4");
    }
}
