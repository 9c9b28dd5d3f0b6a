//! Digits as printed in the wild: British, American, Indian and continental grouping.

use num_bigint::BigInt;

use super::super::exact::{Rational, power_of_ten, whole as integer};

/// A number read off digits.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Digits {
    /// Bytes read.
    pub len: usize,
    pub value: Rational,
    pub decimals: u32,
    pub trailing_zeros: u32,
    /// Whether a grouping mark was printed.
    pub grouped: bool,
    /// Digits before the decimal mark.
    pub whole_digits: usize,
}

/// Marks that group digits when three digits follow, besides comma, point and apostrophe.
const GROUPING_SPACES: [&str; 4] = ["\u{a0}", "\u{202f}", "\u{2009}", " "];

/// More digits than anybody prints of a figure.
const MOST_DIGITS: usize = 40;

/// Reads the number at the start of `text`, which must begin with a digit or with a decimal point and a digit.
pub(super) fn read(text: &str) -> Option<Digits> {
    let run = digit_run(text);
    if run == 0 {
        let fraction = text.strip_prefix('.').map_or(0, digit_run);
        return (1..=MOST_DIGITS).contains(&fraction).then(|| build("", &text[1..=fraction], fraction + 1, false));
    }
    let (groups, end, mark) = groups(text, run);
    let whole: String = text[..end].chars().filter(char::is_ascii_digit).collect();
    let (fraction, len) = fraction(text, end, mark, groups);
    (whole.len() + fraction.len() <= MOST_DIGITS).then(|| build(&whole, fraction, len, groups > 0))
}

fn digit_run(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// Follows grouping marks: how many groups follow, where the whole number ends, which mark groups.
fn groups(text: &str, first: usize) -> (usize, usize, Option<&str>) {
    let (mut count, mut end, mut mark) = (0, first, None);
    if first > 3 {
        return (0, first, None);
    }
    while let Some((found, size)) = group_after(&text[end..], mark) {
        // Indian grouping has pairs before the last three: 1,99,770.
        if size == 2 && found != "," {
            break;
        }
        mark = Some(found);
        end += found.len() + size;
        count += 1;
        if found == "." && count == 1 && !continental(text, end) {
            return (0, first, None);
        }
    }
    (count, end, mark)
}

/// A point groups only when more of a continental number follows: 1.457,3 or 1.234.567.
fn continental(text: &str, end: usize) -> bool {
    let rest = &text[end..];
    let comma_decimal = rest.strip_prefix(',').is_some_and(|tail| matches!(digit_run(tail), 1 | 2));
    let second_group = rest.strip_prefix('.').is_some_and(|tail| digit_run(tail) == 3);
    comma_decimal || second_group
}

fn group_after<'t>(rest: &'t str, mark: Option<&str>) -> Option<(&'t str, usize)> {
    // A line ends in the midst of a number only where the rest cannot be read as one of its own: "1⏎217.5 bln".
    if mark.is_none()
        && let Some(tail) = rest.strip_prefix('\n')
        && digit_run(tail) == 3
        && tail[3..].strip_prefix('.').is_some_and(|more| digit_run(more) > 0)
    {
        return Some((&rest[..1], 3));
    }
    let found =
        [",", ".", "'", "’"].into_iter().chain(GROUPING_SPACES).find(|candidate| rest.starts_with(candidate))?;
    if mark.is_some_and(|mark| mark != found) {
        return None;
    }
    let tail = &rest[found.len()..];
    let size = digit_run(tail);
    let grouped = match size {
        3 => true,
        // A pair groups only before another group: the crore and lakh places.
        2 => found == "," && tail[2..].strip_prefix(',').is_some_and(|more| matches!(digit_run(more), 2 | 3)),
        _ => false,
    };
    let ends_cleanly = !tail[size..].starts_with(|c: char| c.is_alphabetic()) || found != " ";
    (grouped && ends_cleanly).then_some((&rest[..found.len()], size))
}

/// The digits after the decimal mark, and where the number ends.
fn fraction<'t>(text: &'t str, end: usize, mark: Option<&str>, groups: usize) -> (&'t str, usize) {
    let rest = &text[end..];
    for decimal in [".", ","] {
        if mark == Some(decimal) {
            continue;
        }
        let Some(tail) = rest.strip_prefix(decimal) else {
            continue;
        };
        let size = digit_run(tail);
        // "55,46" is a decimal comma; "5,463" would have been a group, "3,1999" is a list.
        let accepted = match decimal {
            "." => size > 0,
            _ => matches!(size, 1 | 2) && groups_allow_comma(mark, groups),
        };
        // "19.10.2017" is a date, "3.2.1" a section.
        let dotted = tail[size..].strip_prefix('.').is_some_and(|more| digit_run(more) > 0);
        if accepted && !(decimal == "." && dotted) {
            return (&tail[..size], end + 1 + size);
        }
    }
    ("", end)
}

fn groups_allow_comma(mark: Option<&str>, groups: usize) -> bool {
    groups == 0 || mark != Some(",")
}

fn build(whole: &str, fraction: &str, len: usize, grouped: bool) -> Digits {
    let digits = format!("{whole}{fraction}");
    // Nearly all numbers fit a machine word.
    let number = digits.parse().map_or_else(|_| digits.parse::<BigInt>().unwrap_or_default().into(), integer);
    let decimals = fraction.len() as u32;
    let zeros = whole.len() - whole.trim_end_matches('0').len();
    Digits {
        len,
        value: number * power_of_ten(-(decimals as i32)),
        decimals,
        trailing_zeros: if decimals == 0 && zeros < whole.len() { zeros as u32 } else { 0 },
        grouped,
        whole_digits: whole.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::exact::decimal;
    use super::*;

    fn value(text: &str) -> (String, usize, u32) {
        let digits = read(text).unwrap();
        (decimal(&digits.value, 6), digits.len, digits.decimals)
    }

    #[test]
    fn grouping_in_four_styles() {
        assert_eq!(value("1,234,567 tonnes"), ("1234567".into(), 9, 0));
        assert_eq!(value("1,99,770.58 crore"), ("199770.58".into(), 11, 2));
        assert_eq!(value("1 457.3"), ("1457.3".into(), 7, 1));
        assert_eq!(value("1\u{202f}457,3"), ("1457.3".into(), 9, 1));
        assert_eq!(value("1.457,3"), ("1457.3".into(), 7, 1));
        assert_eq!(value("1.234.567"), ("1234567".into(), 9, 0));
    }

    #[test]
    fn decimals_keep_their_zeros() {
        assert_eq!(value("22.0"), ("22".into(), 4, 1));
        assert_eq!(value("55,46"), ("55.46".into(), 5, 2));
        assert_eq!(value(".5"), ("0.5".into(), 2, 1));
        assert_eq!(value("1.317 billion"), ("1.317".into(), 5, 3));
    }

    #[test]
    fn a_sentence_end_or_a_list_is_no_decimal() {
        assert_eq!(value("2017. Exports"), ("2017".into(), 4, 0));
        assert_eq!(value("2003, 2006"), ("2003".into(), 4, 0));
        assert_eq!(value("2017 422"), ("2017".into(), 4, 0));
    }

    #[test]
    fn trailing_zeros_are_counted() {
        assert_eq!(read("408,000").unwrap().trailing_zeros, 3);
        assert_eq!(read("0").unwrap().trailing_zeros, 0);
    }
}
